"""The letter of a case at work: previewed in the background, printed by number, marked as sent."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QTimer

from registerdesk.domain.errors import RegisterDeskError
from registerdesk.domain.parties import Language
from registerdesk.domain.stored_letters import ANSWERS, LETTER_LABELS, LetterKind, StoredLetter
from registerdesk.domain.texts import _
from registerdesk.ui.kit.text import tr
from registerdesk.ui.requests.case_state import CaseState
from registerdesk.ui.requests.deeds import CaseDeeds
from registerdesk.ui.requests.letter_choice import (
    answer_kind,
    is_printed,
    latest_sent,
    waiting_letter,
)
from registerdesk.ui.requests.letter_dialogs import CommentDialog
from registerdesk.ui.requests.letter_out import LetterOut
from registerdesk.ui.requests.letter_pane import LetterPane
from registerdesk.ui.requests.paper import PREVIEW_DPI
from registerdesk.usecases.letter_facts import LetterOrder
from registerdesk.usecases.letter_making import view_addressee
from registerdesk.usecases.letter_pages import picture_of, preview_paper, stored_paper
from registerdesk.usecases.request_answers import keep_comment

_PREVIEW, _PAGE = "requests.preview", "requests.page"
_PAUSE_MS, _REVEAL_MS = 250, 30_000


class LetterWork(LetterOut):
    """Decides which letter the pane shows, and carries it from draft to post."""

    def __init__(self, deeds: CaseDeeds, pane: LetterPane) -> None:
        """Take the case's deeds and the pane."""
        super().__init__(deeds, pane)
        self._own_language = Language.SWEDISH
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
        comments = state.answers.comments if state.answers else {}
        self.order = replace(self.order, kind=kind, comment=comments.get(kind, ""))
        self.letter = self._present(state, kind)
        self._show_state()
        if self._is_covered(state):
            self.pane.show_words(protected_words(), action=_("Show the letter for 30 seconds"))
        elif self.letter is not None:
            self._show_stored(self.letter)
        elif state.works:
            self.preview()
        else:
            self.pane.show_words(none_words())

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
        dialog = CommentDialog(self._window(), self.order.comment, self._deeds.today)
        dialog.chosen.connect(self.comment)
        dialog.chosen.connect(lambda _words: dialog.accept())
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
        self.pane.show_paper(paper)  # type: ignore[arg-type]  # the runner carries an object
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

    def comment(self, words: str) -> None:
        """Keep a free paragraph with the case; a letter that is made becomes a draft again."""
        kind = self.order.kind
        self._shown, self._redo = None, True
        self._deeds.run(lambda desk, case: desk.do(keep_comment, case, kind, words))

    def _help(self) -> None:
        """Reveal the letter of a protected person, or choose its way."""
        state = self.state
        if state is not None and self._is_covered(state):
            self._revealed = True
            self._cover.start()
            self.show_case(state)
            return
        self.ask_route()

    def _hide_again(self) -> None:
        self._revealed = False
        if self.state is not None:
            self.show_case(self.state)


def protected_words() -> str:
    """Return the words over the letter of a protected person."""
    return tr(_("The person has a protected identity. The letter is shown on purpose."))


def none_words() -> str:
    """Return the words where no letter was made."""
    return tr(_("No letter has been made."))
