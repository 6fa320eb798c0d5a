"""From the list to a file, a print, or a question to the data protection officer."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeVar
from uuid import UUID

from PySide6.QtWidgets import QWidget

from registerdesk.domain.errors import InvalidInput, RegisterDeskError
from registerdesk.domain.exports import ExportFormat, ExportPreview, ExportWish
from registerdesk.domain.texts import _
from registerdesk.ui.background import Task
from registerdesk.ui.kit.context import WindowContext
from registerdesk.ui.kit.printing import is_there, printer_names, printing
from registerdesk.ui.kit.saving import ask_where
from registerdesk.ui.kit.text import language, number, tr, tr_error
from registerdesk.ui.register.export_dialog import ExportDialog
from registerdesk.ui.register.export_progress import ExportProgress
from registerdesk.usecases.desk import Desk
from registerdesk.usecases.export_fetching import fetching_list
from registerdesk.usecases.export_making import (
    ExportedFile,
    ExportStage,
    Progress,
    Put,
    nowhere,
    unheard,
)
from registerdesk.usecases.exports import preview_export, propose_export, take_out
from registerdesk.usecases.offices import Session
from registerdesk.usecases.private_files import UnseenFile, refuse_place
from registerdesk.usecases.slices import Slices

_SILENT = _("The printer did not answer. Check it and print again.")
_NO_PRINTER = _("No printer can be reached. Add one in the computer's settings.")
T = TypeVar("T")
Make = Callable[[Put], Slices[ExportedFile]]


class ExportFlow:
    """Opens the dialog, asks for the numbers, and carries out what is wanted."""

    def __init__(
        self,
        owner: QWidget,
        context: WindowContext,
        done: Callable[[], object] = lambda: None,
        progress: ExportProgress | None = None,
    ) -> None:
        """Take the widget under the dialog, who hears of a list that is made, and what shows it."""
        self._owner, self._context, self._done = owner, context, done
        self._progress = progress
        self._counting: Task | None = None
        self._turn = 0
        self._task: Task | None = None
        self.dialog: ExportDialog | None = None
        self._held: dict[Hashable, ExportedFile] = {}
        """What was made and has not reached its place yet."""
        self.printers: Callable[[], list[str]] = printer_names
        self.choose_file: Callable[[str], str] = self._choose_file
        context.holds.append(self._hold)

    def begin(self, wish: ExportWish) -> None:
        """Ask what is wanted."""
        self.close()
        self.dialog = dialog = ExportDialog(self._owner, wish, self.printers())
        dialog.asked_again.connect(self._count)
        dialog.wanted.connect(self._carry_out)
        dialog.rejected.connect(self._stop)
        dialog.open()
        self._count(wish)

    def close(self) -> None:
        """Take the dialog away, stop what runs, and let go of what was made."""
        self._stop()
        self._end()
        self._held.clear()
        dialog, self.dialog = self.dialog, None
        if dialog is not None:
            dialog.close()
            dialog.deleteLater()

    def end(self) -> None:
        """Close, and hear of no lock any more: its page goes."""
        if self._hold in self._context.holds:
            self._context.holds.remove(self._hold)
        self.close()

    def fetch(self, export_id: UUID, kind: ExportFormat, number_of_it: str) -> None:
        """Make the file that has been approved: ask where to, then make it once."""
        is_paper, desk = kind is ExportFormat.PAPER, self._context.desk
        if self._task is not None or not isinstance(desk, Desk):
            return
        printers = self.printers() if is_paper else []
        if is_paper and not printers:
            self._context.toast(tr(_NO_PRINTER))
            return
        where = printers[0] if is_paper else self.choose_file(f"{number_of_it}.{kind.value}")
        if not where:
            return
        told = self._progress.begin(number_of_it, kind) if self._progress else unheard
        spoken = language.code

        def make(put: Put) -> Slices[ExportedFile]:
            return fetching_list(desk, export_id, spoken, put, told)

        if is_paper:
            self._print(export_id, make, where, told)
        else:
            self._save(export_id, make, Path(where))

    def _count(self, wish: ExportWish) -> None:
        """Ask how many would leave, with every column that may be read; the last asked counts."""
        dialog, desk, bare = self.dialog, self._context.desk, replace(wish, columns=())
        if self._counting is not None:
            self._counting.cancel()
        self._turn += 1
        turn = self._turn

        def counted(found: ExportPreview) -> None:
            if dialog is not None and dialog is self.dialog and turn == self._turn:
                dialog.show_preview(found)

        def refused(error: RegisterDeskError) -> None:
            if dialog is not None and dialog is self.dialog:
                dialog.refuse(error)

        self._counting = self._context.work(
            lambda: desk.doing(preview_export, bare), done=counted, failed=refused
        )

    def _carry_out(self, wish: ExportWish) -> None:
        """Propose, print or save."""
        dialog, desk = self.dialog, self._context.desk
        if dialog is None or dialog.preview is None or self._task is not None:
            return
        if dialog.preview.needs_second:
            self._work(lambda: desk.doing(propose_export, wish), self._proposed)
            return
        spoken = language.code

        def make(put: Put) -> Slices[ExportedFile]:
            return desk.doing(take_out, wish, spoken, put)

        if wish.format is ExportFormat.PAPER:
            self._print(wish, make, dialog.printer.currentText(), unheard)
            return
        place = self.choose_file(f"{tr(_('list'))}.{wish.format.value}")
        if place:
            self._save(wish, make, Path(place))

    def _save(self, key: Hashable, make: Make, place: Path) -> None:
        """Make the file and write it to a place; it stands there once it is logged."""
        office = self._folder()

        def steps() -> Slices[ExportedFile]:
            refuse_place(place, *office)
            with UnseenFile(place) as file:
                made = yield from self._once(key, make, file.write)
                file.keep()
            return made

        self._work(steps, lambda made: self._saved(made, place))

    def _print(self, key: Hashable, make: Make, printer: str, progress: Progress) -> None:
        """Make the pages and print them."""

        def steps() -> Slices[ExportedFile]:
            if not is_there(printer):
                raise InvalidInput(_SILENT)
            made = yield from self._once(key, make, nowhere)
            told = partial(progress, ExportStage.PRINTING)
            if not (yield from printing(made.content, printer, made.number, told)):
                raise InvalidInput(_SILENT)
            return made

        self._work(steps, self._printed)

    def _once(self, key: Hashable, make: Make, put: Put) -> Slices[ExportedFile]:
        """Return the file that was made and did not reach its place, else make it."""
        if key in self._held:
            put(self._held[key].content)
        else:
            self._held[key] = yield from make(put)
        return self._held[key]

    def _work(self, steps: Callable[[], Slices[T]], done: Callable[[T], object]) -> None:
        """Do the long job, one at a time."""
        if self.dialog is not None:
            self.dialog.verb.setEnabled(False)

        def finished(outcome: T) -> None:
            self._end()
            done(outcome)

        self._task = self._context.work(
            steps, done=finished, failed=self._refuse, cancelled=self._stopped
        )

    def _stop(self) -> None:
        """Stop what runs; nothing of it leaves. What is logged as printed is printed to its end."""
        printing = self._task if self._held else None
        for task in (self._counting, self._task):
            if task is not None and task is not printing:
                task.cancel()

    def _hold(self) -> None:
        """Take what runs as stopped, as a lock stops it: nobody tells of its end any more."""
        if self._task is not None:
            self._task.cancel()
            self._end()
        if self.dialog is not None and self.dialog.preview is not None:
            self.dialog.verb.setEnabled(True)

    def _end(self) -> None:
        self._task = None
        if self._progress is not None:
            self._progress.end()

    def _stopped(self) -> None:
        """Say that nothing left; a dialog that was turned away stands no more."""
        self._end()
        self._context.toast(tr(_("The export was stopped. Nothing has left the office.")))

    def _folder(self) -> tuple[Path, ...]:
        """Return the office's folder, where no list is written."""
        session = self._context.extras.get("session")
        return (session.places.folder,) if isinstance(session, Session) else ()

    def _choose_file(self, name: str) -> str:
        return ask_where(self._owner, self._context, name)

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
        self._end()
        if self.dialog is not None:
            self.dialog.verb.setEnabled(True)
            self.dialog.refuse(error)
        else:
            self._context.toast(tr_error(error))
