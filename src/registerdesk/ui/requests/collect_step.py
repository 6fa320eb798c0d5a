"""Step 2: everything stored is collected; places outside the program are answered for."""

from __future__ import annotations

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from registerdesk.domain.case_materials import (
    OUTSIDE_ANSWER_LABELS,
    OUTSIDE_STORE_LABELS,
    OutsideAnswer,
    OutsideStore,
)
from registerdesk.domain.texts import _
from registerdesk.ui.kit.buttons import filter_chip
from registerdesk.ui.kit.card import Card
from registerdesk.ui.kit.labels import Label
from registerdesk.ui.kit.text import tr
from registerdesk.ui.kit.theme import theme
from registerdesk.ui.requests.case_state import CaseState
from registerdesk.ui.requests.collection_card import CollectionCard
from registerdesk.ui.requests.deeds import CaseDeeds
from registerdesk.usecases.request_collection import answer_outside, ask_release


class OutsideCard(Card):
    """Whether data lies in places that the program does not reach: each needs an answer."""

    def __init__(self, deeds: CaseDeeds) -> None:
        """Show a row for each place."""
        super().__init__(_("Is there data outside the program?"))
        self._deeds = deeds
        self.buttons: dict[tuple[OutsideStore, OutsideAnswer], QPushButton] = {}
        for store in OutsideStore:
            self.add_row(self._row(store))

    def show_case(self, state: CaseState) -> None:
        """Show what has been answered."""
        given = {search.store: search.answer for search in state.view.outside}
        for (store, answer), button in self.buttons.items():
            group = button.group()
            group.setExclusive(False)
            button.setChecked(given.get(store) is answer)
            group.setExclusive(True)
            button.setEnabled(state.works)
        left = len(OutsideStore) - len(given)
        self.beside.say(tr(_("{n} left to answer"), n=left) if left else tr(_("All answered")))

    def _row(self, store: OutsideStore) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(theme.px(14), theme.px(6), theme.px(14), theme.px(6))
        line.setSpacing(theme.px(6))
        place = Label(OUTSIDE_STORE_LABELS[store])
        line.addWidget(place, 1)
        group = QButtonGroup(row)
        for answer in OutsideAnswer:
            button = filter_chip(OUTSIDE_ANSWER_LABELS[answer])
            button.setAccessibleName(f"{place.text()}: {button.text()}")
            button.clicked.connect(lambda _on=False, a=answer: self._keep(store, a))
            group.addButton(button)
            self.buttons[store, answer] = button
            line.addWidget(button)
        return row

    def _keep(self, store: OutsideStore, answer: OutsideAnswer) -> None:
        self._deeds.run(lambda desk, case: desk.do(answer_outside, case, store, answer))


class CollectStep(QWidget):
    """The collection with its progress, and the places outside."""

    def __init__(self, deeds: CaseDeeds) -> None:
        """Begin with nothing collected."""
        super().__init__()
        self._deeds = deeds
        self._state: CaseState | None = None
        self.collection = CollectionCard()
        self.outside = OutsideCard(deeds)
        self.collection.collect_wanted.connect(deeds.collect)
        self.collection.cancel_wanted.connect(deeds.cancel)
        self.collection.release_wanted.connect(self._ask)
        deeds.progressed.connect(self.collection.tell)
        deeds.stopped.connect(self.collection.rest)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(14))
        column.addWidget(self.collection)
        column.addWidget(self.outside)
        column.addStretch(1)

    def show_case(self, state: CaseState) -> None:
        """Show what has been collected and answered."""
        self._state = state
        self.collection.show_case(state)
        self.outside.show_case(state)
        self.outside.setVisible(state.collection is not None)

    def primary(self) -> None:
        """Collect."""
        if self._state is not None and self._state.works:
            self._deeds.collect()

    def _ask(self, compartment: object) -> None:
        said = tr(_("The holders have been asked to release their part."))
        self._deeds.run(
            lambda desk, case: desk.do(ask_release, case, compartment),  # type: ignore[arg-type]  # a signal carries an object
            said=said,
        )
