"""Editors of single values: dates as ISO dates, whole numbers; both plain line edits."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from enum import Enum
from typing import Any

from PySide6.QtCore import QDate, QEvent, QPoint, QSize, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QCalendarWidget, QComboBox, QFrame, QLineEdit, QVBoxLayout

from registerdesk.domain.errors import InvalidInput
from registerdesk.domain.formats import ore, parse_date, parse_ore
from registerdesk.domain.texts import _
from registerdesk.ui.kit.icons import icon
from registerdesk.ui.kit.text import locale, tr
from registerdesk.ui.kit.theme import theme

_WHOLE = re.compile(r"-?\d{1,9}")
_LEAST = 200


class IsoDateEdit(QLineEdit):
    """A date typed in any common way and shown as 2026-11-23; Alt+Down opens a calendar."""

    def __init__(self, today: Callable[[], date], *, past: bool = False) -> None:
        """Take the question what day it is; `past` for birth dates."""
        super().__init__()
        self._past = past
        self._today = today
        self._calendar: QCalendarWidget | None = None
        self.setMaxLength(20)
        self._action = QAction(self)
        self._action.triggered.connect(self.open_calendar)
        self.addAction(self._action, QLineEdit.ActionPosition.TrailingPosition)
        self.editingFinished.connect(self._tidy)
        self._redraw()

    def value(self) -> date | None:
        """Return the date, or None when empty; raises InvalidInput."""
        words = self.text().strip()
        return parse_date(words, self._today(), past=self._past) if words else None

    def set_value(self, day: date | None) -> None:
        """Show a date."""
        self.setText(day.isoformat() if day else "")

    def open_calendar(self) -> QCalendarWidget:
        """Open a month to choose from, under the field."""
        if self._calendar is None:
            self._calendar = self._make_calendar()
        self._calendar.setLocale(locale())
        self._calendar.setSelectedDate(self._shown())
        popup = self._calendar.window()
        popup.move(self.mapToGlobal(QPoint(0, self.height() + 2)))
        popup.show()
        self._calendar.setFocus()
        return self._calendar

    def _make_calendar(self) -> QCalendarWidget:
        popup = QFrame(self, Qt.WindowType.Popup)
        calendar = QCalendarWidget()
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        calendar.activated.connect(self._choose)
        calendar.clicked.connect(self._choose)
        column = QVBoxLayout(popup)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(calendar)
        return calendar

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the calendar with Alt+Down."""
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if alt and event.key() == Qt.Key.Key_Down:
            self.open_calendar()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow theme and language."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.LanguageChange):
            self._redraw()

    def _shown(self) -> QDate:
        try:
            day = self.value() or self._today()
        except InvalidInput:
            day = self._today()
        return QDate(day.year, day.month, day.day)

    def _choose(self, day: QDate) -> None:
        self.set_value(date(day.year(), day.month(), day.day()))
        if self._calendar is not None:
            self._calendar.window().hide()
        self.setFocus()

    def _tidy(self) -> None:
        """Write what was meant in the one form; leave what cannot be read for the form to tell."""
        try:
            self.set_value(self.value())
        except InvalidInput:
            return

    def _redraw(self) -> None:
        self._action.setText(f"{tr(_('Open calendar'))} (Alt+↓)")
        self._action.setIcon(icon("calendar", "muted", 16))


class IntEdit(QLineEdit):
    """A whole number of at most nine digits, shown in groups of three when left."""

    def __init__(self, *, least: int = 0, most: int = 999_999_999) -> None:
        """Accept numbers in a range only."""
        super().__init__()
        self._least, self._most = least, most
        self.setMaxLength(13)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setMinimumWidth(theme.px(90))
        self.editingFinished.connect(self._tidy)

    def value(self) -> int | None:
        """Return the number, or None when empty; raises InvalidInput."""
        digits = re.sub(r"[\s\u00a0\u202f]", "", self.text()).replace("\u2212", "-")
        if not digits:
            return None
        if not _WHOLE.fullmatch(digits) or not self._least <= int(digits) <= self._most:
            raise InvalidInput(
                _("Write a whole number from {least} to {most}."),
                least=self._least,
                most=self._most,
            )
        return int(digits)

    def set_value(self, number: int | None) -> None:
        """Show a number."""
        self.setText("" if number is None else locale().toString(number))

    def _tidy(self) -> None:
        try:
            self.set_value(self.value())
        except InvalidInput:
            return


class KronorEdit(QLineEdit):
    """An amount typed in kronor and kept in öre: "4 312,50"."""

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        self.setMaxLength(20)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setMinimumWidth(theme.px(110))
        self.editingFinished.connect(self._tidy)

    def value(self) -> int | None:
        """Return öre, or None when empty; raises InvalidInput."""
        words = self.text().strip()
        return parse_ore(words) if words else None

    def set_value(self, value: int | None) -> None:
        """Show an amount of öre."""
        self.setText("" if value is None else ore(value).removesuffix("kr").strip())

    def _tidy(self) -> None:
        try:
            self.set_value(self.value())
        except InvalidInput:
            return


class EnumCombo(QComboBox):
    """A choice among the members of an enumeration, by their messages."""

    def __init__(self, kind: type[Enum], labels: Mapping[Any, str], *, empty: bool = False) -> None:
        """Offer every member; `empty` adds the choice of none."""
        super().__init__()
        self._members: list[Enum | None] = [None] if empty else []
        self._members += list(kind)
        for member in self._members:
            self.addItem("" if member is None else tr(labels.get(member, str(member.value))))

    def minimumSizeHint(self) -> QSize:
        """Allow less room than the longest choice asks for."""
        least = super().minimumSizeHint()
        return QSize(min(least.width(), theme.px(_LEAST)), least.height())

    def value(self) -> Enum | None:
        """Return the chosen member, or None."""
        return self._members[self.currentIndex()]

    def set_value(self, member: object) -> None:
        """Choose a member."""
        if member in self._members:
            self.setCurrentIndex(self._members.index(member))
