"""The line icons, drawn in a colour of the present theme."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from registerdesk.resources import folder
from registerdesk.ui.kit.theme import theme


@lru_cache(maxsize=128)
def _source(name: str) -> str:
    return (folder() / "icons" / f"{name}.svg").read_text("utf-8")


@lru_cache(maxsize=512)
def _drawn(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    renderer = QSvgRenderer(QByteArray(_source(name).replace("currentColor", colour).encode()))
    pixmap = QPixmap(QSize(size, size) * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixmap


def pixmap(name: str, colour: str = "muted", size: float = 17) -> QPixmap:
    """Return an icon in a token's colour; size in pixels of the 100 % design."""
    return tinted(name, theme.colour(colour), size)


def tinted(name: str, colour: QColor, size: float = 17) -> QPixmap:
    """Return an icon in any colour, sharp on the screen in use."""
    ratio = QGuiApplication.primaryScreen().devicePixelRatio()
    return _drawn(name, colour.name(), theme.px(size), ratio)


def icon(name: str, colour: str = "muted", size: float = 17) -> QIcon:
    """Return a button's or menu's icon, paler when disabled; rebuild it when the theme changes."""
    result = QIcon(pixmap(name, colour, size))
    result.addPixmap(pixmap(name, "faint", size), QIcon.Mode.Disabled)
    return result
