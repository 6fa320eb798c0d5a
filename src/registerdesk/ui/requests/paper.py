"""The letter as a sheet of paper on the desk, one page at a time, with its window if wanted."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QDialog, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from registerdesk.domain.texts import _
from registerdesk.ui.kit.text import tr
from registerdesk.ui.kit.theme import theme
from registerdesk.usecases.letter_pages import Picture, Rectangle, WindowZones

_SHEET_WIDTH, _SHEET_HEIGHT = 210.0, 297.0
PREVIEW_DPI = 110


def image_of(picture: Picture) -> QImage:
    """Return a page as an image of its own."""
    stride = 4 * picture.width
    kind = QImage.Format.Format_RGBA8888
    return QImage(picture.rgba, picture.width, picture.height, stride, kind).copy()


class PaperView(QWidget):
    """Draws the page as large as the room allows; PgUp and PgDn turn pages."""

    turned = Signal(int)
    opened = Signal()

    def __init__(self) -> None:
        """Begin with an empty desk."""
        super().__init__()
        self._image: QImage | None = None
        self.zones: WindowZones | None = None
        self.shows_window = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_page(self, image: QImage | None, number: int = 0, count: int = 0) -> None:
        """Show a page, numbered from 1, or an empty desk."""
        self._image = image
        name = tr(_("Letter, page {n} of {count}"), n=number, count=count)
        self.setAccessibleName(name if image is not None else tr(_("No letter")))
        self.update()

    def has_page(self) -> bool:
        """Tell whether a page is shown."""
        return self._image is not None

    def sizeHint(self) -> QSize:
        """Return a sheet of a handy size."""
        return QSize(theme.px(340), theme.px(460))

    def minimumSizeHint(self) -> QSize:
        """Return the least that can be read at all."""
        return QSize(theme.px(160), theme.px(180))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn pages."""
        step = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}.get(Qt.Key(event.key()), 0)
        if step:
            self.turned.emit(step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Space) and not event.modifiers():
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the focus."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Ask for the page in reading size."""
        self.opened.emit()
        super().mouseDoubleClickEvent(event)

    def image(self) -> QImage | None:
        """Return the page that is shown."""
        return self._image

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw desk, sheet, and the window's zones."""
        del event
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("desk"))
        if self._image is not None:
            sheet = self._sheet()
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            scaled = self._image.scaled(
                sheet.size().toSize() * self.devicePixelRatioF(),
                Qt.AspectRatioMode.IgnoreAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
            painter.drawImage(sheet, scaled)
            painter.setPen(QPen(theme.colour("border"), 1))
            painter.drawRect(sheet)
            if self.shows_window and self.zones is not None:
                self._paint_zones(painter, sheet, self.zones)
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    def _sheet(self) -> QRectF:
        margin = theme.px(10)
        width, height = self.width() - 2 * margin, self.height() - 2 * margin
        scale = min(width / _SHEET_WIDTH, height / _SHEET_HEIGHT)
        wide, tall = scale * _SHEET_WIDTH, scale * _SHEET_HEIGHT
        return QRectF((self.width() - wide) / 2, (self.height() - tall) / 2, wide, tall)

    def _paint_zones(self, painter: QPainter, sheet: QRectF, zones: WindowZones) -> None:
        quiet = QColor(theme.colour("warnfill"))
        quiet.setAlphaF(0.16)
        painter.fillRect(_on(sheet, zones.quiet), quiet)
        painter.setPen(QPen(theme.colour("okfill"), 2, Qt.PenStyle.DashLine))
        painter.drawRect(_on(sheet, zones.safe))


def _on(sheet: QRectF, area: Rectangle) -> QRectF:
    """Return millimetres of the sheet as pixels of the screen."""
    scale = sheet.width() / _SHEET_WIDTH
    return QRectF(
        sheet.left() + area.left * scale,
        sheet.top() + area.top * scale,
        (area.right - area.left) * scale,
        (area.bottom - area.top) * scale,
    )


class ReadingDialog(QDialog):
    """One page in reading size, to be scrolled; Esc closes it."""

    def __init__(self, parent: QWidget, image: QImage) -> None:
        """Show the page as wide as the window allows."""
        super().__init__(parent)
        self.setWindowTitle(tr(_("The letter")))
        window = parent.window()
        room = QScrollArea()
        room.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        sheet = QLabel()
        width = min(image.width(), window.width() - theme.px(120))
        smooth = Qt.TransformationMode.SmoothTransformation
        sheet.setPixmap(QPixmap.fromImage(image.scaledToWidth(width, smooth)))
        room.setWidget(sheet)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(room)
        self.resize(width + theme.px(40), min(image.height(), window.height() - theme.px(60)))
        room.setFocus()
