"""From the list to a file, a print, or a question to the data protection officer."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import replace
from pathlib import Path
from uuid import UUID

from PySide6.QtWidgets import QFileDialog, QWidget

from registerdesk.domain.errors import InvalidInput, RegisterDeskError
from registerdesk.domain.exports import ExportFormat, ExportWish
from registerdesk.domain.texts import _
from registerdesk.ui.kit.context import WindowContext
from registerdesk.ui.kit.printing import is_there, print_pdf, printer_names
from registerdesk.ui.kit.text import language, number, tr, tr_error
from registerdesk.ui.register.export_dialog import ExportDialog
from registerdesk.usecases.exports import (
    ExportedFile,
    fetch_export,
    preview_export,
    propose_export,
    take_out,
)
from registerdesk.usecases.offices import Session
from registerdesk.usecases.private_files import refuse_place, write_private

_SILENT = _("The printer did not answer. Check it and print again.")
Make = Callable[[], ExportedFile]


class ExportFlow:
    """Opens the dialog, asks for the numbers, and carries out what is wanted."""

    def __init__(
        self,
        owner: QWidget,
        context: WindowContext,
        done: Callable[[], object] = lambda: None,
    ) -> None:
        """Take the widget over which the dialog stands, and who hears that something is made."""
        self._owner, self._context, self._done = owner, context, done
        self.dialog: ExportDialog | None = None
        self._held: dict[Hashable, ExportedFile] = {}
        """What was made and has not reached its place yet."""
        self.printers: Callable[[], list[str]] = printer_names
        self.choose_file: Callable[[str], str] = self._choose_file

    def begin(self, wish: ExportWish) -> None:
        """Ask what is wanted."""
        self.close()
        self.dialog = dialog = ExportDialog(self._owner, wish, self.printers())
        dialog.asked_again.connect(self._count)
        dialog.wanted.connect(self._carry_out)
        dialog.open()
        self._count(wish)

    def close(self) -> None:
        """Take the dialog away, and let go of what was made."""
        self._held.clear()
        dialog, self.dialog = self.dialog, None
        if dialog is not None:
            dialog.close()
            dialog.deleteLater()

    def fetch(self, export_id: UUID, kind: ExportFormat, number_of_it: str) -> None:
        """Make the file that has been approved: ask where to, then make it once."""
        if kind is ExportFormat.PAPER:
            printer = next(iter(self.printers()), "")
            if not printer:
                self._context.toast(
                    tr(_("No printer can be reached. Add one in the computer's settings."))
                )
                return
            self._print(self._taking(export_id), printer)
            return
        self._save(self._taking(export_id), f"{number_of_it}.{kind.value}")

    def _count(self, wish: ExportWish) -> None:
        """Ask how many would leave, with every column that may be read."""
        dialog = self.dialog
        if dialog is not None:
            self._context.ask(
                preview_export,
                replace(wish, columns=()),
                done=lambda found: dialog.show_preview(found) if dialog is self.dialog else None,
                failed=self._refuse,
                latest="export.preview",
            )

    def _carry_out(self, wish: ExportWish) -> None:
        """Propose, print or save."""
        dialog = self.dialog
        if dialog is None or dialog.preview is None:
            return
        if dialog.preview.needs_second:
            self._context.ask(propose_export, wish, done=self._proposed, failed=self._refuse)
        elif wish.format is ExportFormat.PAPER:
            self._print(self._take(wish), dialog.printer.currentText())
        else:
            self._save(self._take(wish), f"{tr(_('list'))}.{wish.format.value}")

    def _take(self, wish: ExportWish) -> Make:
        """Return the making of a list that needs nobody else; it is made once."""
        return lambda: self._once(
            wish, lambda: self._context.desk.do(take_out, wish, language.code)
        )

    def _taking(self, export_id: UUID) -> Make:
        """Return the making of a list that has been approved; it is made once."""
        return lambda: self._once(
            export_id, lambda: self._context.desk.do(fetch_export, export_id, language.code)
        )

    def _once(self, key: Hashable, make: Make) -> ExportedFile:
        """Return the file that was made and could not be written, else make it."""
        if key not in self._held:
            self._held[key] = make()
        return self._held[key]

    def _save(self, make: Make, name: str) -> None:
        """Ask for a place, and only then make the file and write it there."""
        chosen = self.choose_file(name)
        if not chosen:
            return
        place, office = Path(chosen), self._folder()

        def work() -> ExportedFile:
            refuse_place(place, *office)
            made = make()
            write_private(place, made.content)
            return made

        self._context.runner.ask(work, lambda made: self._saved(made, place), self._refuse)

    def _print(self, make: Make, printer: str) -> None:
        """Make the pages and print them."""

        def work() -> ExportedFile:
            if not is_there(printer):
                raise InvalidInput(_SILENT)
            made = make()
            if not print_pdf(made.content, printer, made.number):
                raise InvalidInput(_SILENT)
            return made

        self._context.runner.ask(work, self._printed, self._refuse)

    def _folder(self) -> tuple[Path, ...]:
        """Return the office's folder, where no list is written."""
        session = self._context.extras.get("session")
        return (session.places.folder,) if isinstance(session, Session) else ()

    def _choose_file(self, name: str) -> str:
        chosen, _kind = QFileDialog.getSaveFileName(self._owner, "", name)
        return chosen

    def _saved(self, made: ExportedFile, place: Path) -> None:
        self.close()
        self._done()
        self._context.toast(
            tr(
                _("{number}: {n} people are in {file}."),
                number=made.number,
                n=number(made.people),
                file=place.name,
            )
        )

    def _printed(self, made: ExportedFile) -> None:
        self.close()
        self._done()
        words = _("{number}: {n} people are printed.")
        self._context.toast(tr(words, number=made.number, n=number(made.people)))

    def _proposed(self, number_of_it: str) -> None:
        self.close()
        words = _("{number} waits for the data protection officer.")
        self._context.toast(tr(words, number=number_of_it))

    def _refuse(self, error: RegisterDeskError) -> None:
        if self.dialog is not None:
            self.dialog.refuse(error)
        else:
            self._context.toast(tr_error(error))
