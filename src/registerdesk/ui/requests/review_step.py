"""Step 3: each passage about somebody else gets the owner's own decision."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from registerdesk.domain.snapshots import Verdict, WithholdReason
from registerdesk.domain.texts import _
from registerdesk.ui.kit.buttons import Button
from registerdesk.ui.kit.card import Card
from registerdesk.ui.kit.text import tr
from registerdesk.ui.kit.theme import theme
from registerdesk.ui.register.states import padded
from registerdesk.ui.requests.case_state import CaseState
from registerdesk.ui.requests.collection_card import CollectionCard
from registerdesk.ui.requests.decide_step import DecisionCard
from registerdesk.ui.requests.deeds import CaseDeeds
from registerdesk.ui.requests.identity_step import in_a_row
from registerdesk.ui.requests.passage_card import PassageCard
from registerdesk.usecases.request_collection import ask_release
from registerdesk.usecases.request_review import Passage, decide_passage, mark_passage


class ReviewStep(QWidget):
    """The categories with what is left to judge, and the passage at hand."""

    def __init__(self, deeds: CaseDeeds) -> None:
        """Begin without passages."""
        super().__init__()
        self._deeds = deeds
        self._passages: tuple[Passage, ...] = ()
        self._place = ""
        self._works = False
        self.collection = CollectionCard()
        self.collection.collect_wanted.connect(deeds.collect)
        self.collection.cancel_wanted.connect(deeds.cancel)
        self.collection.release_wanted.connect(self._ask)
        deeds.progressed.connect(self.collection.tell)
        deeds.stopped.connect(self.collection.rest)
        self.passage = PassageCard()
        self.passage.decided.connect(self._decide)
        self.passage.marked.connect(self._mark)
        self.passage.moved.connect(self._move)
        self.done = Card(_("Data about other persons"))
        self.decision = DecisionCard()
        self.again = Button(_("Open the review again"))
        self._again_row = in_a_row(QWidget(), self.again)
        self._done_words = QVBoxLayout()
        self.done.body.addLayout(self._done_words)
        self.done.body.addWidget(self._again_row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(14))
        for card in (self.collection, self.passage, self.done, self.decision):
            column.addWidget(card)
        column.addStretch(1)

    def show_case(self, state: CaseState) -> None:
        """Show the passages; the first without a decision comes first."""
        self._works = state.works
        self.collection.show_case(state)
        self.decision.show_case(state)
        self.decision.setVisible(state.collection is not None)
        review = state.review
        self._passages = review.passages if review else ()
        self.passage.setVisible(bool(self._passages))
        self.done.setVisible(not self._passages)
        if self._passages:
            self._show(self._next_place(state))
            return
        if state.collection is None:
            words = _("The data has not been collected yet.")
        elif review is None:
            words = _("The review is finished.")
        else:
            words = _("Nobody else is named in the texts.")
        while (item := self._done_words.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._done_words.addWidget(padded(tr(words)))
        self._again_row.setVisible(review is None and state.works and state.collection is not None)

    def primary(self) -> None:
        """Mask the passage at hand."""
        if self.passage.isVisible():
            self.passage.ask(Verdict.MASK)

    def _next_place(self, state: CaseState) -> str:
        """Return the passage to show: the one at hand until it is judged, then the next."""
        waiting = [p.mark.place for p in self._passages if p.mark.verdict is None]
        places = [p.mark.place for p in self._passages]
        if self._place in waiting or (self._place in places and not waiting):
            return self._place
        del state
        return waiting[0] if waiting else places[0]

    def _show(self, place: str) -> None:
        self._place = place
        at = next(i for i, p in enumerate(self._passages) if p.mark.place == place)
        self.passage.show_passage(
            self._passages[at], at + 1, len(self._passages), works=self._works
        )

    def _move(self, step: int) -> None:
        places = [p.mark.place for p in self._passages]
        self._show(places[(places.index(self._place) + step) % len(places)])

    def _decide(self, verdict: Verdict, reason: WithholdReason | None) -> None:
        place = self._place
        self._deeds.run(lambda desk, case: desk.do(decide_passage, case, place, verdict, reason))

    def _mark(self, start: int, end: int) -> None:
        passage = self.passage.passage
        if passage is not None:
            key, text = passage.mark.key, passage.text
            first, last = _letters(text, start), _letters(text, end)
            self._deeds.run(lambda desk, case: desk.do(mark_passage, case, key, first, last))

    def _ask(self, compartment: object) -> None:
        said = tr(_("The holders have been asked to release their part."))
        self._deeds.run(
            lambda desk, case: desk.do(ask_release, case, compartment),  # type: ignore[arg-type]  # a signal carries an object
            said=said,
        )


def _letters(text: str, units: int) -> int:
    """Return a place that the editor counts in UTF-16 units as letters of the text."""
    return len(text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore"))
