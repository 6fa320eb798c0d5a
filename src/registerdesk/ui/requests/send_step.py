"""Step 5: what the answer waits for, and the letters of the case."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from registerdesk.domain.rights_requests import POSTED_WAY_LABELS, RequestState, Step
from registerdesk.domain.stored_letters import LETTER_LABELS, StoredLetter
from registerdesk.domain.texts import _
from registerdesk.ui.kit.buttons import Button
from registerdesk.ui.kit.card import Card
from registerdesk.ui.kit.labels import Label
from registerdesk.ui.kit.moments import local_date
from registerdesk.ui.kit.text import tr
from registerdesk.ui.kit.theme import theme
from registerdesk.ui.register.states import padded
from registerdesk.ui.requests.case_state import CaseState
from registerdesk.ui.requests.identity_step import in_a_row
from registerdesk.ui.requests.words import counted


class SendStep(QWidget):
    """What is left before the letter can leave; and every letter, to be shown again."""

    letter_wanted = Signal(object)

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        self.card = Card(_("The answer"))
        self.letters = Card(_("Letters of the case"))
        self.shows: list[Button] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(14))
        column.addWidget(self.card)
        column.addWidget(self.letters)
        column.addStretch(1)

    def show_case(self, state: CaseState) -> None:
        """Show what is left, and the letters."""
        self.card.clear()
        row = state.view.row
        locks = state.locks(Step.SEND)
        if row.state is RequestState.ANSWERED:
            day = row.answered_on.isoformat() if row.answered_on else ""
            words = _("The answer was sent on {day}. Nothing in it changes any more.")
            self.card.body.addWidget(padded(tr(words, day=day)))
        elif locks:
            for lock in locks:
                self.card.body.addWidget(padded(f"•  {tr(lock)}"))
        else:
            words = _("Read the letter, print it with Ctrl+P, and mark it as sent when it leaves.")
            self.card.body.addWidget(padded(tr(words)))
        self._show_letters(state)

    def _show_letters(self, state: CaseState) -> None:
        self.letters.clear()
        self.shows = []
        made = sorted(state.view.letters, key=lambda letter: letter.made_at, reverse=True)
        for letter in made:
            prints = sum(1 for p in state.view.prints if p.letter_id == letter.id)
            self.letters.add_row(self._row(letter, prints))
        self.letters.setVisible(bool(made))

    def _row(self, letter: StoredLetter, prints: int) -> QWidget:
        made = local_date(letter.made_at).isoformat()
        words = Label(wrap=True).say(f"{tr(LETTER_LABELS[letter.kind])}  ·  {_fate(letter, made)}")
        count = Label(role="secondary").say(counted(prints, _("1 print"), _("{n} prints")))
        show = Button(_("Show"))
        show.clicked.connect(lambda: self.letter_wanted.emit(letter))
        self.shows.append(show)
        return in_a_row(words, count, show)


def _fate(letter: StoredLetter, made: str) -> str:
    """Return what became of a letter."""
    if letter.posted_on is None or letter.way is None:
        return tr(_("made {day}, not sent"), day=made)
    way = tr(POSTED_WAY_LABELS[letter.way])
    return tr(_("sent {day}, {way}"), day=letter.posted_on.isoformat(), way=way)
