"""A letter on its way out: made, numbered and printed, sent along a route, marked as sent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from uuid import UUID

from PySide6.QtCore import QObject

from registerdesk.domain.errors import RegisterDeskError
from registerdesk.domain.letters import Addressee
from registerdesk.domain.parties import Language
from registerdesk.domain.rights_requests import PostedWay
from registerdesk.domain.stored_letters import ANSWERS, LETTER_LABELS, LetterKind, StoredLetter
from registerdesk.domain.texts import _
from registerdesk.ui.kit.context import Door
from registerdesk.ui.kit.field_question import FieldQuestion
from registerdesk.ui.kit.printing import printer_names
from registerdesk.ui.kit.text import tr
from registerdesk.ui.requests import printing
from registerdesk.ui.requests.case_state import CaseState
from registerdesk.ui.requests.deeds import CaseDeeds
from registerdesk.ui.requests.dialogs import SentDialog
from registerdesk.ui.requests.letter_dialogs import AddressDialog, RouteDialog
from registerdesk.ui.requests.letter_pane import LetterPane
from registerdesk.ui.requests.print_dialog import PrintDialog
from registerdesk.ui.requests.printing import PrintOrder
from registerdesk.usecases.letter_facts import LetterOrder
from registerdesk.usecases.letter_forwarding import forwarding_sheet
from registerdesk.usecases.letter_making import (
    make_letter,
    register_addressee,
    set_addressee,
    view_addressee,
)
from registerdesk.usecases.letter_sending import mark_posted, note_print

Known = tuple[Addressee, Language]


class LetterOut(QObject):
    """Carries the letter in the pane from draft to post; `LetterWork` decides which it is."""

    def __init__(self, deeds: CaseDeeds, pane: LetterPane) -> None:
        """Take the case's deeds and the pane."""
        super().__init__()
        self._deeds, self.pane = deeds, pane
        self.order = LetterOrder(kind=LetterKind.ACCESS)
        self.state: CaseState | None = None
        self.letter: StoredLetter | None = None
        self.aside: LetterKind | None = None
        """A letter on the way that is written instead of the answer."""
        self.fill: Callable[[LetterOrder], LetterOrder] = lambda order: order
        self.dialog: FieldQuestion | None = None
        self.printers: Callable[[], list[str]] = printer_names
        self.printer_for = printing.printer_for
        self._shown: UUID | None = None
        self._redo = False

    def ask_address(self) -> None:
        """Ask whom the letter goes to; of a protected person, only by which way."""
        state = self.state
        if state is None or state.view.row.is_protected:
            self.ask_route()
            return
        self._deeds.read(
            lambda desk, case: (desk.do(view_addressee, case), desk.do(register_addressee, case)),
            self._address,
        )

    def ask_route(self) -> None:
        """Ask how the letter reaches a protected person."""
        dialog = RouteDialog(self._window())
        dialog.chosen.connect(lambda route: self._route(dialog, route))
        self._open(dialog)

    def print(self) -> None:
        """Ask where, then make, number and print the letter (Ctrl+P)."""
        if not self.pane.print.isEnabled() or self.pane.paper is None:
            return
        dialog = PrintDialog(self._window(), self.printers(), pages=self.pane.paper.pages)
        dialog.chosen.connect(lambda order: self._print(dialog, order))
        self._open(dialog)

    def mark_sent(self) -> None:
        """Ask when and how the letter left."""
        letter = self.letter
        if letter is None or not self.pane.sent.isEnabled():
            return
        dialog = SentDialog(self._window(), self._deeds.today)
        dialog.chosen.connect(lambda day, way: self._sent(dialog, letter, day, way))
        self._open(dialog)

    def _address(self, known: tuple[Known, Known]) -> None:
        kept, register = known
        dialog = AddressDialog(self._window(), *kept, register=register)

        def keep(addressee: Addressee, language: Language) -> None:
            self._redo = True
            self._deeds.run(
                lambda desk, case: desk.do(set_addressee, case, addressee, language),
                done=lambda _nothing: dialog.accept(),
                failed=dialog.refuse,
            )

        dialog.chosen.connect(keep)
        self._open(dialog)

    def _route(self, dialog: RouteDialog, route: object) -> None:
        def job(desk: Door, case: UUID) -> None:
            addressee, language = desk.do(view_addressee, case)
            kept: Addressee = replace(addressee, protected_route=route)  # type: ignore[arg-type]  # a signal carries an object
            desk.do(set_addressee, case, kept, language)

        self._deeds.run(job, done=lambda _nothing: dialog.accept(), failed=dialog.refuse)

    def _print(self, dialog: PrintDialog, order: PrintOrder) -> None:
        """Make the letter if it is a draft, number the print, and send it to the printer."""
        state, letter = self.state, self.letter
        wanted = self.fill(self.order) if self.aside else self.order
        if state is None:
            return
        number = state.view.row.number
        protected = state.view.row.is_protected and state.works

        def job(desk: Door, case: UUID) -> StoredLetter:
            kind = letter.kind if letter else wanted.kind
            printer = self.printer_for(order, printing.job_name(number, kind.value))
            made = letter or desk.do(make_letter, case, wanted)
            copy = desk.do(note_print, made.id)
            printing.print_letter(copy, made.pages, printer, first_alone=order.two_sided)
            outer = desk.do(forwarding_sheet, case) if protected else b""
            if outer:
                once = replace(order, copies=1, two_sided=False)
                job_of_its_own = self.printer_for(once, printing.job_name(number, "forwarding"))
                printing.print_letter(outer, 1, job_of_its_own)
            return made

        def failed(error: RegisterDeskError) -> None:
            dialog.refuse(error)
            self._deeds.changed.emit()

        dialog.verb.setEnabled(False)
        self._deeds.run(job, done=lambda made: self._printed(dialog, made), failed=failed)

    def _printed(self, dialog: PrintDialog, made: StoredLetter) -> None:
        dialog.accept()
        self._redo, self._shown = False, None
        self._deeds.context.toast(printed_words(LETTER_LABELS[made.kind]))

    def _sent(self, dialog: SentDialog, letter: StoredLetter, day: date, way: PostedWay) -> None:
        def done(_nothing: object) -> None:
            dialog.accept()
            self.aside, self._redo = None, False
            self._deeds.sent(letter.id, day, is_answer=letter.kind in ANSWERS)

        self._deeds.run(
            lambda desk, _case: desk.do(mark_posted, letter.id, posted_on=day, way=way),
            done=done,
            failed=dialog.refuse,
        )

    def _open(self, dialog: FieldQuestion) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
        self.dialog = dialog
        dialog.open()

    def _window(self) -> LetterPane:
        return self.pane


def printed_words(label: str) -> str:
    """Return what is said of a letter that went to the printer."""
    return tr(_("{letter}: sent to the printer, not marked as sent."), letter=tr(label))
