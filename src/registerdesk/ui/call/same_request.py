"""The amber row: the person has an open request of the same kind already."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout

from registerdesk.domain.texts import _
from registerdesk.ui.call.digits import is_enter
from registerdesk.ui.kit.buttons import Button
from registerdesk.ui.kit.notices import Banner
from registerdesk.ui.kit.text import tr
from registerdesk.ui.kit.theme import theme
from registerdesk.usecases.request_opening import OpenedRequest


class SameRequest(Banner):
    """Asks whether to add to the open request (Enter) or to open a new one (N)."""

    answered = Signal(int, object)

    def __init__(self) -> None:
        """Begin hidden."""
        super().__init__("", "-", icon_name="alert", tone="warn")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._asking: list[tuple[int, OpenedRequest]] = []
        self.add = Button(_("Add to it"), key="Return")
        self.new = Button(_("New request"), key="N")
        answers = QVBoxLayout()
        answers.setSpacing(theme.px(6))
        for button in (self.add, self.new):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            answers.addWidget(button)
        self.row.addLayout(answers)
        self.add.clicked.connect(self._add)
        self.new.clicked.connect(self._new)
        self.hide()

    def show_questions(self, questions: Sequence[tuple[int, OpenedRequest]]) -> None:
        """Ask about these matters, one after another; no more than these."""
        self._asking = list(questions)
        self._show()

    def is_asking(self) -> bool:
        """Tell whether a question is open."""
        return bool(self._asking)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer."""
        if is_enter(event) and self._asking:
            self._add()
        elif event.text().casefold() == "n" and self._asking:
            self._new()
        else:
            super().keyPressEvent(event)

    def _add(self) -> None:
        digit, request = self._asking.pop(0)
        self._show()
        self.answered.emit(digit, request.id)

    def _new(self) -> None:
        digit, _request = self._asking.pop(0)
        self._show()
        self.answered.emit(digit, None)

    def _show(self) -> None:
        self.setVisible(bool(self._asking))
        if self._asking:
            request = self._asking[0][1]
            self.label.set_message(
                _("Has an open request already, {number}"), number=request.number
            )
            self.under.set_message(_("answer by {day}"), day=request.deadline.answer_by)
            keys = tr(_("Enter adds to it, N makes a new request."))
            self.setAccessibleName(f"{self.label.text()}, {self.under.text()}. {keys}")
