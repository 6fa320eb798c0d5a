"""Buttons: a word, its icon, and the key that does the same."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QKeyEvent, QKeySequence, QPaintEvent
from PySide6.QtWidgets import (
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
)

from registerdesk.ui.kit.icons import icon, tinted
from registerdesk.ui.kit.keycap import cap_width, key_words, paint_cap
from registerdesk.ui.kit.labels import restyle
from registerdesk.ui.kit.text import tr
from registerdesk.ui.kit.theme import theme

_INK = {
    "primary": "onacc",
    "danger": "danger",
    "link": "accent",
    "plain": "muted",
    "toast": "surface",
}
_HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
_FLAT, _FILLED = ("link", "plain"), ("primary", "toast")


class Button(QPushButton):
    """A button whose words are a message; kinds: normal, primary, danger, link, plain.

    The key is only shown; the action behind it lives in the registry of shortcuts.
    """

    def __init__(
        self,
        message: str,
        *,
        key: str = "",
        kind: str = "normal",
        icon_name: str = "",
        **parameters: object,
    ) -> None:
        """Show a message id, and the cap of the key that does the same."""
        super().__init__()
        self._message, self._parameters = message, parameters
        self._key, self._kind, self._icon_name = key, kind, icon_name
        self._literal: str | None = None
        self._spread = self._short = self._bare = False
        self.setProperty("kind", kind)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._retext()

    def set_message(self, message: str, **parameters: object) -> None:
        """Show another message."""
        self._message, self._parameters, self._literal = message, parameters, None
        self._retext()
        self.updateGeometry()

    def say(self, text: str) -> Button:
        """Show data as it is, in whatever language the window speaks."""
        self._literal = text
        self._retext()
        self.updateGeometry()
        return self

    def key(self) -> str:
        """Return the key that is shown."""
        return self._key

    def set_key(self, key: str) -> None:
        """Show another key."""
        self._key = key
        self._retext()
        self.updateGeometry()

    def set_icon(self, icon_name: str) -> None:
        """Show another icon before the words."""
        self._icon_name = icon_name
        self.update()

    def set_kind(self, kind: str) -> None:
        """Become normal, primary, danger, link or plain."""
        self._kind = kind
        restyle(self, kind=kind)

    def spread(self) -> None:
        """Keep the words in the middle and the key at the right edge."""
        self._spread = True

    def shorten(self, *, short: bool) -> None:
        """Leave out the key cap where room is scarce."""
        self._short = short
        self.updateGeometry()
        self.update()

    def hide_words(self, *, hidden: bool) -> None:
        """Show the icon alone where room is scarcest; the tip has the words."""
        self._bare = hidden and bool(self._icon_name)
        self.setToolTip(self.accessibleName() if self._bare else "")
        self.updateGeometry()
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        """Follow language and text size."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retext()
        super().changeEvent(event)

    def sizeHint(self) -> QSize:
        """Return room for icon, words and key cap."""
        height = super().sizeHint().height()
        return QSize(self._content_width() + 2 * self._edge(), height)

    def minimumSizeHint(self) -> QSize:
        """Never be narrower than the words."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the frame by the style sheet, the content by hand."""
        del event
        painter = QStylePainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text, option.icon = "", QIcon()
        painter.drawControl(QStyle.ControlElement.CE_PushButtonBevel, option)
        self._paint_content(painter)

    def _paint_content(self, painter: QStylePainter) -> None:
        ink = self._ink()
        left = max((self.width() - self._content_width()) // 2, self._edge())
        area = QRect(left, 0, self.width() - left, self.height())
        if self._icon_name:
            picture = tinted(self._icon_name, ink, 16)
            painter.drawPixmap(left, (self.height() - theme.px(16)) // 2, picture)
            area.setLeft(left + theme.px(16 + 8))
        painter.setPen(ink)
        painter.setFont(self.font())
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextShowMnemonic
        painter.drawText(area, flags, "" if self._bare else self.text())
        if self._key and not self._short:
            self._paint_key(painter, area.left() + self._words_width() + theme.px(9), ink)

    def _paint_key(self, painter: QStylePainter, left: int, ink: QColor) -> None:
        words = key_words(self._key)
        width = cap_width(words)
        if self._spread:
            left = self.width() - self._edge() - width
        edge = QColor(ink)
        edge.setAlphaF(0.55)
        is_filled = self._kind in _FILLED
        edge = edge if is_filled else theme.colour("border")
        faded = ink if is_filled else theme.colour("muted")
        paint_cap(painter, QRect(left, 0, width, self.height()), words, faded, edge)

    def _ink(self) -> QColor:
        token = _INK.get(self._kind, "text") if self.isEnabled() else "faint"
        return theme.colour(token)

    def _edge(self) -> int:
        return theme.px(4 if self._kind in _FLAT else 12)

    def _words_width(self) -> int:
        flags = Qt.TextFlag.TextShowMnemonic.value
        if self._bare:
            return 0
        return self.fontMetrics().size(flags, self.text()).width()

    def _content_width(self) -> int:
        width = self._words_width()
        if self._icon_name:
            width += theme.px(16 + 8)
        if self._key and not self._short:
            width += theme.px(9) + cap_width(key_words(self._key))
        return width

    def _retext(self) -> None:
        words = tr(self._message, **self._parameters) if self._literal is None else self._literal
        self._change_words(words)
        name = words.replace("&", "")
        self.setAccessibleName(f"{name}, {key_words(self._key)}" if self._key else name)

    def _change_words(self, words: str) -> None:
        given = self.shortcut()
        is_mnemonic = given == QKeySequence.mnemonic(self.text())
        self.setText(words)
        if not is_mnemonic:  # Qt takes the shortcut away with the old words
            self.setShortcut(given)


class IconButton(QPushButton):
    """A button without words on it (lock, close, more); its name is told by tip and reader."""

    def __init__(self, icon_name: str, message: str, *, key: str = "") -> None:
        """Show an icon; message and key become its name."""
        super().__init__()
        self._icon_name, self._message, self._key = icon_name, message, key
        self.setProperty("kind", "quiet")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press with Enter too, which Qt keeps for dialogs."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & _HELD:
            self.click()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow language and theme."""
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.StyleChange):
            self._refresh()
        super().changeEvent(event)

    def _refresh(self) -> None:
        name = tr(self._message)
        name = f"{name}, {key_words(self._key)}" if self._key else name
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setIcon(icon(self._icon_name))
        self.setIconSize(QSize(theme.px(17), theme.px(17)))
        self.setFixedWidth(theme.px(34))


def filter_chip(message: str, **parameters: object) -> QPushButton:
    """Return a chip that filters a list: a checkable button."""
    button = QPushButton(tr(message, **parameters))
    button.setProperty("part", "filter")
    button.setCheckable(True)
    button.setAccessibleName(button.text())
    return button
