"""Rows as they are drawn: a chip can be told from the selection behind it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from registerdesk.ui.kit.table_delegate import CHIP_INK, draw_chip
from registerdesk.ui.kit.theme import Appearance, theme


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", list(CHIP_INK))
def test_a_chip_has_an_edge_on_a_selected_row(qtbot: QtBot, scheme: str, kind: str) -> None:
    del qtbot
    before = theme.appearance
    theme.apply(Appearance(scheme=scheme))
    area, behind = QRect(0, 0, 200, 36), theme.colour("sel")
    drawn = [_drawn(area, behind, kind, edged=edged) for edged in (False, True)]
    theme.apply(before)
    plain, edged = (_along_the_edge(image, behind) for image in drawn)
    assert edged > _SEEN
    assert edged > plain


_SEEN = 60


def _drawn(area: QRect, behind: QColor, kind: str, *, edged: bool) -> tuple[QImage, int]:
    image = QImage(area.size(), QImage.Format.Format_RGB32)
    image.fill(behind)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    left = draw_chip(painter, 180, area, "Leverantör", kind, edged=edged)
    painter.end()
    return image, left


def _along_the_edge(drawn: tuple[QImage, int], behind: QColor) -> int:
    """Return how far the colour of the chip's edge is from what is behind it."""
    image, left = drawn
    seen = image.pixelColor(left, image.height() // 2)
    pairs = zip(_parts(seen), _parts(behind), strict=True)
    return sum(abs(one - other) for one, other in pairs)


def _parts(colour: QColor) -> tuple[int, int, int]:
    return colour.red(), colour.green(), colour.blue()
