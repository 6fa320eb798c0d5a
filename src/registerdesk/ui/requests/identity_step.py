"""Step 1: how it was made sure who asks, and what the person asked for."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from registerdesk.domain.fields import is_withheld
from registerdesk.domain.identity_checks import (
    IDENTITY_LEVEL_LABELS,
    IDENTITY_METHOD_LABELS,
    IdentityLevel,
    IdentityMethod,
)
from registerdesk.domain.rights_requests import RIGHT_LABELS, Right
from registerdesk.domain.texts import _
from registerdesk.ui.kit.buttons import Button
from registerdesk.ui.kit.card import Card
from registerdesk.ui.kit.chip import Chip
from registerdesk.ui.kit.editors import EnumCombo
from registerdesk.ui.kit.field_column import choices
from registerdesk.ui.kit.moments import when
from registerdesk.ui.kit.text import tr
from registerdesk.ui.kit.theme import theme
from registerdesk.ui.register.states import padded
from registerdesk.ui.requests.case_state import CaseState
from registerdesk.ui.requests.deeds import CaseDeeds
from registerdesk.usecases.request_work import add_identity_check, classify_request


class ClassifyCard(Card):
    """Says what the person asks for, once it is known."""

    def __init__(self, deeds: CaseDeeds) -> None:
        """Offer every right."""
        super().__init__(_("What does the person ask for?"), tone="warn")
        self._deeds = deeds
        kinds = {r.value: text for r, text in RIGHT_LABELS.items() if r is not Right.UNCLASSIFIED}
        self.right = choices(kinds)
        self.right.setAccessibleName(self.title.text())
        self.button = Button(_("Classify"), kind="primary")
        self.button.clicked.connect(self.classify)
        self.body.addWidget(in_a_row(self.right, self.button))

    def classify(self) -> None:
        """Keep what was chosen."""
        right = Right(self.right.currentData())
        self._deeds.run(
            lambda desk, case: desk.do(classify_request, case, right),
            said=tr(_("The request is classified.")),
        )


class IdentityStep(QWidget):
    """The checks with who and when, what they are enough for, and one more."""

    def __init__(self, deeds: CaseDeeds) -> None:
        """Begin empty."""
        super().__init__()
        self._deeds = deeds
        self.classify = ClassifyCard(deeds)
        self.card = Card(_("Identity"))
        self.level = Chip()
        self.card.head.addWidget(self.level)
        self._rows = QVBoxLayout()
        self.card.body.addLayout(self._rows)
        self.method = EnumCombo(IdentityMethod, IDENTITY_METHOD_LABELS)
        self.method.setAccessibleName(tr(_("Way of checking")))
        self.add_button = Button(_("Add the check"), icon_name="plus")
        self.add_button.clicked.connect(self.add)
        self.adding = in_a_row(self.method, self.add_button)
        self.card.body.addWidget(self.adding)
        self.wish = Card(_("The person's words"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(14))
        for card in (self.classify, self.card, self.wish):
            column.addWidget(card)
        column.addStretch(1)

    def show_case(self, state: CaseState) -> None:
        """Show one case's checks."""
        view = state.view
        self.classify.setVisible(state.works and view.row.right is Right.UNCLASSIFIED)
        self.level.set_message(IDENTITY_LEVEL_LABELS[view.level])
        self.level.set_kind("warn" if view.level is IdentityLevel.UNCONFIRMED else "ok")
        self._show_checks(state)
        self.adding.setVisible(state.works)
        wish = "" if is_withheld(view.request.wish) else view.request.wish
        self.wish.clear()
        self.wish.body.addWidget(padded(wish))
        self.wish.setVisible(bool(wish))

    def add(self) -> None:
        """Keep one more check."""
        method = self.method.value()
        if isinstance(method, IdentityMethod):
            self._deeds.run(
                lambda desk, case: desk.do(add_identity_check, case, method),
                said=tr(_("The check is saved.")),
            )

    def primary(self) -> None:
        """Add the check that is chosen."""
        self.add()

    def _show_checks(self, state: CaseState) -> None:
        shown = Card()
        today = self._deeds.today()
        for check in state.view.identity:
            by = state.names.get(check.by, "–")
            words = f"{by}, {when(check.at, today)}"
            shown.add_fact(IDENTITY_METHOD_LABELS[check.method], words)
        if not state.view.identity:
            shown.body.addWidget(padded(tr(_("Nobody has checked the identity yet."))))
        shown.setProperty("part", "")
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._rows.addWidget(shown)


def in_a_row(editor: QWidget, *buttons: QWidget) -> QWidget:
    """Return an editor with buttons at its right, as the last row of a card."""
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(theme.px(14), theme.px(10), theme.px(14), theme.px(12))
    line.setSpacing(theme.px(8))
    line.addWidget(editor, 1)
    for button in buttons:
        line.addWidget(button)
    return row
