"""The letter of a case at work: previewed in the background, printed by number, marked as sent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from uuid import UUID

from PySide6.QtCore import QObject, QTimer

from registerdesk.domain.errors import RegisterDeskError
from registerdesk.domain.letters import Addressee
from registerdesk.domain.parties import Language
from registerdesk.domain.rights_requests import PostedWay
from registerdesk.domain.stored_letters import ANSWERS, LETTER_LABELS, LetterKind, StoredLetter
from registerdesk.domain.texts import _
from registerdesk.ui.kit.context import Door
from registerdesk.ui.kit.printing import printer_names
from registerdesk.ui.kit.text import tr
from registerdesk.ui.requests import printing
from registerdesk.ui.requests.case_state import CaseState
from registerdesk.ui.requests.deeds import CaseDeeds
from registerdesk.ui.requests.dialogs import SentDialog
from registerdesk.ui.requests.letter_choice import (
    answer_kind,
    is_printed,
    latest_sent,
    waiting_letter,
)
from registerdesk.ui.requests.letter_dialogs import CommentDialog, RouteDialog
from registerdesk.ui.requests.letter_pane import LetterPane
from registerdesk.ui.requests.paper import PREVIEW_DPI
from registerdesk.ui.requests.print_dialog import PrintDialog
from registerdesk.ui.requests.printing import PrintOrder
from registerdesk.ui.requests.question import Question
from registerdesk.usecases.letter_facts import LetterOrder
from registerdesk.usecases.letter_making import make_letter, set_addressee, view_addressee
from registerdesk.usecases.letter_pages import picture_of, preview_paper, stored_paper
from registerdesk.usecases.letter_sending import mark_posted, note_print

_PREVIEW, _PAGE = "requests.preview", "requests.page"
_PAUSE_MS, _REVEAL_MS = 250, 30_000


class LetterWork(QObject):
    """Decides which letter the pane shows, and carries it from draft to post."""

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
        self.dialog: Question | None = None
        self.printers: Callable[[], list[str]] = printer_names
        self._own_language = Language.SWEDISH
        self._shown: UUID | None = None
        self._redo = False
        self._revealed = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE_MS)
        self._soon.timeout.connect(self.preview)
        self._cover = QTimer(self)
        self._cover.setSingleShot(True)
        self._cover.setInterval(_REVEAL_MS)
        self._cover.timeout.connect(self._hide_again)
        pane.page_wanted.connect(self._ask_page)
        pane.language_wanted.connect(self._speak)
        pane.edit_wanted.connect(self.edit)
        pane.print_wanted.connect(self.print)
        pane.sent_wanted.connect(self.mark_sent)
        pane.help_wanted.connect(self._help)

    def begin(self) -> None:
        """Start over with another case."""
        self.order = LetterOrder(kind=LetterKind.ACCESS)
        self.aside, self._shown, self._redo, self._revealed = None, None, False, False
        self.pane.number = 0

    def show_case(self, state: CaseState) -> None:
        """Show the letter that the case needs now."""
        self.state = state
        if not state.view.is_open_to_me:
            return
        kind = self.aside or answer_kind(state)
        self.order = replace(self.order, kind=kind)
        self.letter = self._present(state, kind)
        self._show_state()
        if self._is_covered(state):
            self.pane.show_words(tr_protected(), action=_("Show the letter for 30 seconds"))
        elif self.letter is not None:
            self._show_stored(self.letter)
        elif state.works:
            self.preview()
        else:
            self.pane.show_words(tr_none())

    def write(self, kind: LetterKind | None) -> None:
        """Write a letter on the way, or the answer again."""
        self.aside = kind
        self._redo = False
        self.pane.number = 0
        if self.state is not None:
            self.show_case(self.state)

    def show_letter(self, letter: StoredLetter) -> None:
        """Show a letter that was made, byte for byte."""
        self._shown = letter.id
        self.pane.number = 0
        if self.state is not None:
            self.show_case(self.state)

    def touch(self) -> None:
        """Preview anew soon: something that the letter says has changed."""
        self._redo = True
        if self.state is not None:
            self.letter = None
            self._show_state()
        self._soon.start()

    def preview(self) -> None:
        """Make the letter as it would be, in the background."""
        order = self.fill(self.order) if self.aside else self.order
        self.pane.waiting()
        context = self._deeds.context
        case, desk = self._deeds.case, context.desk
        if case is None:
            return

        def job() -> tuple[object, object]:
            _addressee, own = desk.do(view_addressee, case)
            return own, desk.do(preview_paper, case, order)

        context.runner.ask(job, self._previewed, self._not_previewed, latest=_PREVIEW)

    def edit(self) -> None:
        """Ask for the free paragraph; a letter that is made becomes a draft again."""
        dialog = CommentDialog(self._window(), self.order.comment)
        dialog.chosen.connect(lambda words: self._comment(dialog, words))
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

    def _present(self, state: CaseState, kind: LetterKind) -> StoredLetter | None:
        chosen = next((x for x in state.view.letters if x.id == self._shown), None)
        if chosen is not None:
            return chosen
        if not state.works:
            return latest_sent(state)
        return None if self._redo else waiting_letter(state, kind)

    def _is_covered(self, state: CaseState) -> bool:
        """Tell whether the letter of a protected person waits to be revealed."""
        return state.view.row.is_protected and not self._revealed

    def _show_state(self) -> None:
        state, letter = self.state, self.letter
        if state is None:
            return
        kind = LETTER_LABELS[letter.kind if letter else self.order.kind]
        printed = letter is not None and is_printed(state, letter)
        self.pane.show_state(letter, kind, printed=printed)
        shown = letter.language if letter else self.order.language or self._own_language
        self.pane.show_language(shown, may_choose=state.works and letter is None)
        unsent = letter is not None and letter.posted_on is None
        self.pane.offer(
            edit=state.works and (letter is None or unsent),
            prints=letter is not None,
            sent=state.works and printed and unsent,
        )

    def _show_stored(self, letter: StoredLetter) -> None:
        self.pane.waiting()
        desk = self._deeds.context.desk
        self._deeds.context.runner.ask(
            lambda: desk.do(stored_paper, letter.id),
            self.pane.show_paper,
            self._not_previewed,
            latest=_PREVIEW,
        )

    def _previewed(self, outcome: tuple[object, object]) -> None:
        own, paper = outcome
        self._own_language = Language(str(own))
        self.pane.show_paper(paper)  # type: ignore[arg-type]
        self._show_state()
        state = self.state
        whole = self.pane.paper is not None and self.pane.paper.pages > 0
        if state is not None:
            answers = self.order.kind in ANSWERS
            ready = whole and state.works and (not answers or not self._locks(state))
            self.pane.offer(edit=state.works, prints=ready, sent=False)

    @staticmethod
    def _locks(state: CaseState) -> tuple[str, ...]:
        """Return what the answer waits for before it can be made."""
        return state.view.steps[-1].locks

    def _not_previewed(self, error: RegisterDeskError) -> None:
        state = self.state
        waits = state is not None and state.view.row.is_protected and state.works
        action = _("Choose how the letter gets there …") if waits else ""
        self.pane.show_refusal(error, action=action)
        self.pane.offer(edit=state is not None and state.works, prints=False, sent=False)

    def _ask_page(self, number: int) -> None:
        paper = self.pane.paper
        if paper is None or not paper.pages:
            return
        pdf = paper.pdf
        self._deeds.context.runner.ask(
            lambda: picture_of(pdf, number, PREVIEW_DPI),
            lambda picture: self.pane.show_picture(number, picture),
            latest=_PAGE,
        )

    def _speak(self, language: Language) -> None:
        self.order = replace(self.order, language=language)
        self._redo = True
        self._show_state()
        self.preview()

    def _comment(self, dialog: CommentDialog, words: str) -> None:
        dialog.accept()
        self.order = replace(self.order, comment=words)
        self._shown = None
        self.touch()

    def _help(self) -> None:
        """Reveal the letter of a protected person, or choose its way."""
        state = self.state
        if state is not None and self._is_covered(state):
            self._revealed = True
            self._cover.start()
            self.show_case(state)
            return
        dialog = RouteDialog(self._window())
        dialog.chosen.connect(lambda route: self._route(dialog, route))
        self._open(dialog)

    def _route(self, dialog: RouteDialog, route: object) -> None:
        def job(desk: Door, case: UUID) -> None:
            addressee, language = desk.do(view_addressee, case)
            kept: Addressee = replace(addressee, protected_route=route)  # type: ignore[arg-type]
            desk.do(set_addressee, case, kept, language)

        self._deeds.run(job, done=lambda _nothing: dialog.accept(), failed=dialog.refuse)

    def _hide_again(self) -> None:
        self._revealed = False
        if self.state is not None:
            self.show_case(self.state)

    def _print(self, dialog: PrintDialog, order: PrintOrder) -> None:
        """Make the letter if it is a draft, number the print, and send it to the printer."""
        state, letter = self.state, self.letter
        wanted = self.fill(self.order) if self.aside else self.order
        if state is None:
            return
        number = state.view.row.number

        def job(desk: Door, case: UUID) -> StoredLetter:
            kind = letter.kind if letter else wanted.kind
            printer = printing.printer_for(order, printing.job_name(number, kind.value))
            made = letter or desk.do(make_letter, case, wanted)
            copy = desk.do(note_print, made.id)
            printing.print_letter(copy, made.pages, printer, first_alone=order.two_sided)
            return made

        def failed(error: RegisterDeskError) -> None:
            dialog.refuse(error)
            self._deeds.changed.emit()

        dialog.verb.setEnabled(False)
        self._deeds.run(job, done=lambda made: self._printed(dialog, made), failed=failed)

    def _printed(self, dialog: PrintDialog, made: StoredLetter) -> None:
        dialog.accept()
        self._redo, self._shown = False, None
        self._deeds.context.toast(tr_printed(LETTER_LABELS[made.kind]))

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

    def _open(self, dialog: Question) -> None:
        self.dialog = dialog
        dialog.open()

    def _window(self) -> LetterPane:
        return self.pane


def tr_protected() -> str:
    """Return the words over the letter of a protected person."""
    return tr(_("The person has a protected identity. The letter is shown on purpose."))


def tr_none() -> str:
    """Return the words where no letter was made."""
    return tr(_("No letter has been made."))


def tr_printed(label: str) -> str:
    """Return what is said of a letter that went to the printer."""
    return tr(_("{letter}: sent to the printer, not marked as sent."), letter=tr(label))
