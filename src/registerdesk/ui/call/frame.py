"""What stands around the steps: the head with its clock, the parked calls, the foot."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QWidget

from registerdesk.domain.texts import _
from registerdesk.ui.call.digits import is_enter
from registerdesk.ui.kit.buttons import Button, IconButton
from registerdesk.ui.kit.flow_row import FlowRow
from registerdesk.ui.kit.labels import ElideLabel, Label
from registerdesk.ui.kit.room import TurningRow, Unsqueezed
from registerdesk.ui.kit.text import tr
from registerdesk.ui.kit.theme import theme

_MINUTE = 60


class _Dot(QWidget):
    """The red light of a call in progress; the words beside it say the same."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(theme.px(8), theme.px(8))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("danger"))
        painter.drawEllipse(self.rect())


class PanelHead(QFrame):
    """Call in progress, how long, and that nothing is saved yet."""

    left = Signal()

    def __init__(self) -> None:
        """Begin at nought."""
        super().__init__()
        self.setProperty("part", "callhead")
        self.time = Label()
        self.said = ElideLabel(role="secondary")
        self.said.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.close_button = IconButton("close", _("Close the call"), key="Esc")
        self.close_button.clicked.connect(self.left)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(20), theme.px(7), theme.px(14), theme.px(7))
        row.setSpacing(theme.px(9))
        row.addWidget(_Dot())
        row.addWidget(Label(_("Call in progress"), "label"))
        row.addWidget(self.time)
        row.addWidget(self.said, 1)
        row.addWidget(self.close_button)
        self.say_unsaved()

    def say_unsaved(self) -> None:
        """Say that only Ctrl+Enter saves."""
        self.said.set_message(_("Nothing is saved until you press Ctrl Enter"))
        self.said.set_tone("")

    def say_draft_failed(self) -> None:
        """Say that the draft could not be written."""
        self.said.set_message(_("The draft could not be written"))
        self.said.set_tone("danger")

    def show_time(self, seconds: int) -> None:
        """Show how long the call has lasted."""
        minutes, rest = divmod(max(seconds, 0), _MINUTE)
        self.time.say(f"{minutes:02}:{rest:02}")


class LeaveRow(Unsqueezed):
    """The question of Esc: keep the draft (Enter), discard (K), go on (Esc)."""

    kept = Signal()
    discarded = Signal()
    stayed = Signal()

    def __init__(self) -> None:
        """Offer the three ways; keeping is what Enter does."""
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.keep = Button(_("Keep draft"), key="Return", kind="primary")
        self.discard = Button(_("Discard"), key="K", kind="danger")
        self.stay = Button(_("Continue"), key="Esc")
        pairs = ((self.stay, self.stayed), (self.discard, self.discarded), (self.keep, self.kept))
        for button, signal in pairs:
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(signal)
        question = Label(_("End the call without saving?"))
        _fold(self, (question,), (self.stay, self.discard, self.keep))
        self.setAccessibleName(
            tr(_("End the call without saving? Enter keeps the draft, K discards, Esc continues."))
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer."""
        if is_enter(event):
            self.kept.emit()
        elif event.text().casefold() == "k":
            self.discarded.emit()
        else:
            super().keyPressEvent(event)


def _fold(room: QWidget, first: Sequence[QWidget], last: Sequence[QWidget]) -> None:
    """Lay widgets out at both edges, or under each other where the panel is narrow."""
    left, right, outer = FlowRow(), FlowRow(), QHBoxLayout(room)
    for widget in first:
        left.addWidget(widget)
    for widget in last:
        right.addWidget(widget)
    row = TurningRow(left, right)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.addLayout(row)


class PanelFoot(QFrame):
    """Cancel at the left; saving at the right; the question of Esc in their place."""

    def __init__(self) -> None:
        """Show the three buttons."""
        super().__init__()
        self.setProperty("part", "foot")
        self.cancel = Button(_("Cancel"), key="Esc", kind="link")
        self.save_and_open = Button(_("Save and open case"))
        self.save_and_open.setToolTip(tr(_("Ctrl Shift Enter")))
        self.save = Button(_("Save call"), key="Ctrl+Return", kind="primary")
        self.leave = LeaveRow()
        buttons = Unsqueezed()
        _fold(buttons, (self.cancel,), (self.save_and_open, self.save))
        self._stack = QStackedWidget()
        self._stack.addWidget(buttons)
        self._stack.addWidget(self.leave)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(theme.px(20), theme.px(10), theme.px(16), theme.px(10))
        outer.addWidget(self._stack)

    def set_busy(self, *, busy: bool) -> None:
        """Let nobody save twice."""
        self.save.setEnabled(not busy)
        self.save_and_open.setEnabled(not busy)

    def ask(self, *, asking: bool) -> None:
        """Show the question of Esc, or the buttons again."""
        self._stack.setCurrentIndex(1 if asking else 0)
        if asking:
            self.leave.setFocus(Qt.FocusReason.OtherFocusReason)

    def is_asking(self) -> bool:
        """Tell whether the question of Esc is open."""
        return self._stack.currentIndex() == 1

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.save_and_open.setToolTip(tr(_("Ctrl Shift Enter")))
