"""The faces of the letters, registered once: Noto Sans, always embedded."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from registerdesk.resources import folder

REGULAR: Final = "NotoSans"
BOLD: Final = "NotoSans-Bold"
ITALIC: Final = "NotoSans-Italic"
_FILES: Final = {
    REGULAR: "NotoSans-Regular.ttf",
    BOLD: "NotoSans-Bold.ttf",
    ITALIC: "NotoSans-Italic.ttf",
}


@lru_cache(maxsize=1)
def register() -> None:
    """Make the three faces and their family known; the second call does nothing."""
    rl_config.useA85 = 0  # bytes as they are: smaller files, written faster
    for name, file in _FILES.items():
        pdfmetrics.registerFont(TTFont(name, str(folder() / "fonts" / file)))
    pdfmetrics.registerFontFamily(REGULAR, REGULAR, BOLD, ITALIC, BOLD)


@lru_cache(maxsize=1)
def drawable() -> frozenset[int]:
    """Return the code points that regular and bold can both draw."""
    register()
    faces = [pdfmetrics.getFont(name).face.charToGlyph for name in (REGULAR, BOLD)]
    return frozenset(faces[0]) & frozenset(faces[1])


def width(text: str, font: str, size: float) -> float:
    """Return the width of one line in points."""
    register()
    return float(pdfmetrics.stringWidth(text, font, size))


def fitting(text: str, font: str, size: float, room: float) -> tuple[str, float]:
    """Return text and size that fit the room: first smaller (at most a quarter), then cut."""
    text = text[:300]
    for tried in (size, size * 0.875, size * 0.75):
        if width(text, font, tried) <= room:
            return text, tried
    while text and width(text + "…", font, size * 0.75) > room:
        text = text[:-1]
    return text.rstrip() + "…", size * 0.75
