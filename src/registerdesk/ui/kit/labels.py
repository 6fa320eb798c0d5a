"""Labels: plain text only, translated, never clipped without an ellipsis."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QLabel, QSizePolicy, QWidget

from registerdesk.ui.kit.icons import pixmap
from registerdesk.ui.kit.text import tr
from registerdesk.ui.kit.theme import theme


class Label(QLabel):
    """A message in the window's language; markup in it is shown as typed.

    Roles: title, subtitle, section, number, label, body, secondary, meta, group, head, error.
    """

    def __init__(
        self, message: str = "", role: str = "body", *, wrap: bool = False, **parameters: object
    ) -> None:
        """Show a message id with its parameters."""
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setWordWrap(wrap)
        self._message, self._parameters = message, parameters
        self._literal: str | None = None
        self._retext()

    def set_message(self, message: str, **parameters: object) -> None:
        """Show another message id."""
        self._message, self._parameters, self._literal = message, parameters, None
        self._retext()

    def say(self, text: str) -> Label:
        """Show a text that is data, not a message: a name, a number, a date."""
        self._literal = text
        self._retext()
        return self

    def set_tone(self, tone: str) -> None:
        """Colour the words: danger, warn, ok, accent, muted, or nothing."""
        restyle(self, tone=tone)

    def set_role(self, role: str) -> None:
        """Change size and weight."""
        restyle(self, role=role)

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retext()
        super().changeEvent(event)

    def _retext(self) -> None:
        words = tr(self._message, **self._parameters) if self._literal is None else self._literal
        self.setText(words)


def data_label(text: str, role: str = "body", *, wrap: bool = False) -> Label:
    """Return a label of data, not of a message."""
    return Label(role=role, wrap=wrap).say(text)


class ElideLabel(Label):
    """One line of data that ends in an ellipsis where it does not fit; the tip has all of it."""

    def __init__(self, text: str = "", role: str = "body") -> None:
        """Show data; use `set_message` for a message."""
        super().__init__(role=role)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.say(text)

    def minimumSizeHint(self) -> QSize:
        """Allow any width from one ellipsis on."""
        return QSize(self.fontMetrics().horizontalAdvance("…"), super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the text, elided where needed."""
        del event
        painter = QPainter(self)
        area = self.contentsRect()
        shown = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, area.width()
        )
        painter.drawText(area, self.alignment() | Qt.TextFlag.TextSingleLine, shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Offer the whole text as a tip only where it is cut."""
        super().resizeEvent(event)
        cut = self.fontMetrics().horizontalAdvance(self.text()) > self.contentsRect().width()
        self.setToolTip(self.text().replace("<", "‹") if cut else "")


class IconLabel(QLabel):
    """A line icon that follows the theme; the words beside it carry the meaning."""

    def __init__(self, name: str, colour: str = "muted", size: float = 17) -> None:
        """Draw an icon in a token's colour."""
        super().__init__()
        self._name, self._colour, self._size = name, colour, size
        self._redraw()

    def set_icon(self, name: str, colour: str) -> None:
        """Draw another icon."""
        self._name, self._colour = name, colour
        self._redraw()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        if event.type() == QEvent.Type.StyleChange:
            self._redraw()
        super().changeEvent(event)

    def _redraw(self) -> None:
        self.setFixedSize(theme.px(self._size), theme.px(self._size))
        self.setPixmap(pixmap(self._name, self._colour, self._size))


def restyle(widget: QWidget, **properties: str) -> None:
    """Set properties that the style sheet reads, and dress the widget anew."""
    for name, value in properties.items():
        widget.setProperty(name, value)
    style = QApplication.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()
