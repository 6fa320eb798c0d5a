"""Type: the sizes, leadings and greys of the letters."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle

from registerdesk.domain.letters import TextSize
from registerdesk.letters import fonts

MM: Final = 72 / 25.4
INK: Final = HexColor("#15181C")
MUTED: Final = HexColor("#4A525C")
MARK: Final = HexColor("#8A929B")
HAIR: Final = HexColor("#B4BAC2")
PALE: Final = HexColor("#E4E7EB")
HEADER_FILL: Final = HexColor("#F1F3F5")
ACCENT: Final = HexColor("#1F4E8C")
FIRST_WIDTH: Final = 154 * MM
NEXT_WIDTH: Final = 170 * MM


@dataclass(frozen=True, slots=True, kw_only=True)
class Styles:
    """The paragraph styles of one text size."""

    body: ParagraphStyle
    bullet: ParagraphStyle
    heading: ParagraphStyle
    subheading: ParagraphStyle
    category: ParagraphStyle
    note: ParagraphStyle
    muted: ParagraphStyle
    signed: ParagraphStyle
    cell: ParagraphStyle
    head_size: float


def _style(
    name: str, size: float, leading: float, *, font: str = fonts.REGULAR, **more: object
) -> ParagraphStyle:
    settings: dict[str, object] = {"textColor": INK, "spaceAfter": 0, "spaceBefore": 0} | more
    return ParagraphStyle(
        name, fontName=font, bulletFontName=font, fontSize=size, leading=leading, **settings
    )


@lru_cache(maxsize=2)
def styles(size: TextSize) -> Styles:
    """Return the styles of the ordinary (9.6/13.6) or the large (12/17) text."""
    fonts.register()
    large = size is TextSize.LARGE
    body, leading = (12.0, 17.0) if large else (9.6, 13.6)
    cell, cell_leading = (10.5, 13.75) if large else (8.4, 11.0)
    bold = fonts.BOLD
    return Styles(
        body=_style("body", body, leading, spaceAfter=6.4),
        bullet=_style("bullet", body, leading, leftIndent=11.2, spaceAfter=2.6),
        heading=_style("heading", body + 3.4, leading + 3.4, font=bold, spaceAfter=7),
        subheading=_style("subheading", body, leading, font=bold, spaceAfter=2, spaceBefore=1),
        category=_style("category", body + 0.6, leading, font=bold, spaceAfter=4, spaceBefore=1),
        note=_style("note", body - 0.8, leading - 1, textColor=MUTED, spaceAfter=8),
        signed=_style("signed", body, leading),
        muted=_style("muted", body, leading, textColor=MUTED),
        cell=_style("cell", cell, cell_leading, splitLongWords=0),
        head_size=cell - 0.6,
    )
