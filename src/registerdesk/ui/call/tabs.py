"""One tab for each call that waits: whose it is, and the keys that take it up or discard it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from registerdesk.domain.texts import _
from registerdesk.ui.call.waiting import Parked
from registerdesk.ui.kit.buttons import Button, IconButton
from registerdesk.ui.kit.flow_row import FlowRow
from registerdesk.ui.kit.moments import when
from registerdesk.ui.kit.text import tr
from registerdesk.ui.kit.theme import theme

_WIDEST = 190
"""Of a name, px at 100 %: what is longer ends in an ellipsis and stands whole in the tip."""


class _Tongue(Button):
    """The button of one call; Delete discards it."""

    discarded = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Discard the call, or press."""
        if event.key() == Qt.Key.Key_Delete:
            self.discarded.emit()
        else:
            super().keyPressEvent(event)


class _Tab(QWidget):
    """One call that waits: its button, and the cross that discards it."""

    def __init__(self) -> None:
        """Begin without a call."""
        super().__init__()
        self.button = _Tongue("", icon_name="pause")
        self.button.setProperty("tongue", "true")
        self.cross = IconButton("close", _("Discard the call that waits"), key="Delete")
        self.cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.cross.clicked.connect(self.button.discarded)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.button)
        row.addWidget(self.cross)

    def show_call(self, call: Parked, key: str, today: date) -> None:
        """Show whose call it is, and the key that takes it."""
        button, title, began = self.button, call.title(today), when(call.at, today)
        kind = tr(_("Another call is waiting.") if call.ringing else _("Paused call"))
        told = f"{kind.rstrip('.')}: {title}, {began}. {tr(_('Delete discards it.'))}"
        if told == button.accessibleDescription() and button.key() == key:
            return
        metrics = QFontMetrics(theme.font(13))
        button.set_icon("phone" if call.ringing else "pause")
        button.set_key(key)
        button.say(metrics.elidedText(title, Qt.TextElideMode.ElideRight, theme.px(_WIDEST)))
        button.setToolTip(f"{title}, {began}")
        button.setAccessibleDescription(told)


class ParkedTabs(QFrame):
    """The calls that wait, side by side and then below each other; none is cut."""

    chosen = Signal(int)
    discarded = Signal(int)
    emptied = Signal()
    """The tab that had the focus is gone, and there is no other."""

    def __init__(self) -> None:
        """Begin hidden."""
        super().__init__()
        self.setProperty("part", "head")
        self._tabs: list[_Tab] = []
        self._row = FlowRow()
        outer = QHBoxLayout(self)
        outer.setContentsMargins(theme.px(20), theme.px(6), theme.px(14), theme.px(6))
        outer.addLayout(self._row)
        self.hide()

    @property
    def buttons(self) -> list[Button]:
        """The buttons of the calls, the next one first."""
        return [tab.button for tab in self._tabs]

    def show_calls(self, calls: Sequence[Parked], today: date) -> None:
        """Show the calls that wait, the next one first."""
        while len(self._tabs) > len(calls):
            gone = self._tabs.pop()
            self._row.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        while len(self._tabs) < len(calls):
            self._add()
        ringing = next((place for place, call in enumerate(calls) if call.ringing), -1)
        for place, (tab, call) in enumerate(zip(self._tabs, calls, strict=True)):
            key = "F2" if place == ringing else "" if place else "Ctrl+Tab"
            tab.show_call(call, key, today)
        self.setVisible(bool(calls))

    def focus_at(self, place: int) -> None:
        """Take the focus to a tab, to the last one where that is gone, or say that all are."""
        if self._tabs:
            self._tabs[min(place, len(self._tabs) - 1)].button.setFocus()
        else:
            self.emptied.emit()

    def _add(self) -> None:
        tab, place = _Tab(), len(self._tabs)
        tab.button.clicked.connect(lambda: self.chosen.emit(place))
        tab.button.discarded.connect(lambda: self.discarded.emit(place))
        self._row.addWidget(tab)
        tab.show()
        self._tabs.append(tab)
