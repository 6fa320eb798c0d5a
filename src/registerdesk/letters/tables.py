"""Tables of data: plain strings where they fit, paragraphs where they wrap, rows kept whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from reportlab.lib.colors import white
from reportlab.platypus import CondPageBreak, Flowable, Paragraph, Table

from registerdesk.letters import data_text, fonts, glyphs
from registerdesk.letters.styles import HAIR, HEADER_FILL, INK, MM, MUTED, Styles

DATA_WIDTHS: Final = (36.0, 66.0, 46.0, 22.0)
LONGEST_ROW: Final = 60 * MM
"""A row higher than this goes on in a row without labels."""
_SIDE: Final = 4.6
_ABOVE: Final = 3.0
_PLAIN_LIMIT: Final = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """One table before it is set: heads, rows of data, column widths in millimetres."""

    heads: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    widths: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row of a table as it is set, or a part of a row that is higher than the longest."""

    cells: Sequence[str | Paragraph]
    height: float
    is_joined: bool
    """It goes on with the row of the line before."""


def table(grid: Grid, styles: Styles, *, above: float = 0.0) -> list[Flowable]:
    """Return the table, kept with two rows at least and `above` points of heading."""
    widths = [width * MM for width in grid.widths]
    lines = [line for row in grid.rows for line in lines_of(row, widths, styles)]
    needed = above + head_height(styles) + sum(line.height for line in lines[:2]) + 2
    made = table_of(grid.heads, lines, widths, styles)
    made.hAlign, made.spaceAfter = "LEFT", 13
    return [CondPageBreak(needed), made]


def table_of(
    heads: Sequence[str], lines: Sequence[Line], widths: Sequence[float], styles: Styles
) -> Table:
    """Return lines that are set, under their heads; widths in points."""
    cells = [[glyphs.clean(head) for head in heads], *(line.cells for line in lines)]
    heights = [head_height(styles), *(line.height for line in lines)]
    made = Table(cells, colWidths=widths, rowHeights=heights, repeatRows=1)
    joined = [at for at, line in enumerate(lines, 1) if line.is_joined and at > 1]
    made.setStyle(_look(styles, joined))
    return made


def head_height(styles: Styles) -> float:
    """Return how high the heads are, in points."""
    return styles.head_size + 2 * _ABOVE + 2.6


def lines_of(row: tuple[str, ...], widths: Sequence[float], styles: Styles) -> Iterator[Line]:
    """Yield the row's lines, each at most 60 mm high; widths in points."""
    for number, (cells, height) in enumerate(_row(row, widths, styles)):
        yield Line(cells=cells, height=height, is_joined=number > 0)


def _row(
    row: tuple[str, ...], widths: Sequence[float], styles: Styles
) -> Iterator[tuple[list[str | Paragraph], float]]:
    """Yield the row's parts, each at most 60 mm high, with their heights."""
    columns = [
        _cell(text, room - 2 * _SIDE, styles) for text, room in zip(row, widths, strict=True)
    ]
    last = max(len(column) for column in columns) - 1
    for number in range(last + 1):
        part: list[str | Paragraph] = []
        height = styles.cell.leading
        for column in columns:
            cell, high = column[number] if number < len(column) else ("", 0.0)
            part.append(cell)
            height = max(height, high)
        yield part, height + _ABOVE * ((number == 0) + (number == last))


def _cell(text: str, room: float, styles: Styles) -> list[tuple[str | Paragraph, float]]:
    """Return the cell as plain text or as paragraphs no higher than the longest row."""
    style = styles.cell
    plain = glyphs.clean(text) if len(text) < _PLAIN_LIMIT else text
    if len(text) < _PLAIN_LIMIT and _is_plain(plain, room, styles):
        return [(plain, style.leading)]
    safe = data_text.markup(text, font=style.fontName, size=style.fontSize, room=room)
    rest, parts = [Paragraph(safe, style)], []
    while rest:
        whole = rest.pop()
        _, height = whole.wrap(room, LONGEST_ROW * 1000)
        if height <= LONGEST_ROW:
            parts.append((whole, height))
        else:
            first, second = whole.split(room, LONGEST_ROW)
            parts.append((first, first.wrap(room, LONGEST_ROW)[1]))
            rest.append(second)
    return parts


def _is_plain(text: str, room: float, styles: Styles) -> bool:
    whole = "\n" not in text and not glyphs.MASK.search(text)
    return whole and fonts.width(text, fonts.REGULAR, styles.cell.fontSize) <= room


def _look(styles: Styles, joined: Sequence[int]) -> list[tuple[object, ...]]:
    cell = styles.cell
    return [
        ("FONT", (0, 0), (-1, -1), fonts.REGULAR, cell.fontSize, cell.leading),
        ("TEXTCOLOR", (0, 0), (-1, -1), INK),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), _SIDE),
        ("RIGHTPADDING", (0, 0), (-1, -1), _SIDE),
        ("TOPPADDING", (0, 0), (-1, -1), _ABOVE),
        ("BOTTOMPADDING", (0, 0), (-1, -1), _ABOVE),
        ("FONT", (0, 0), (-1, 0), fonts.BOLD, styles.head_size, cell.leading),
        ("TEXTCOLOR", (0, 0), (-1, 0), MUTED),
        ("BACKGROUND", (0, 0), (-1, 0), HEADER_FILL),
        ("LINEBELOW", (0, 1), (-1, -1), 0.35, HAIR),
        ("LINEBELOW", (0, 0), (-1, 0), 0.6, MUTED),
        *(
            command
            for row in joined
            for command in (
                ("LINEBELOW", (0, row - 1), (-1, row - 1), 0.5, white),
                ("BOTTOMPADDING", (0, row - 1), (-1, row - 1), 0),
                ("TOPPADDING", (0, row), (-1, row), 0),
            )
        ),
    ]
