"""A list on paper: heads on each page, and in the foot office, who, when, number and page."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from io import BytesIO
from typing import Any, Final

from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

from registerdesk.domain.exports import ListDocument
from registerdesk.domain.letters import TextSize
from registerdesk.domain.texts import _
from registerdesk.letters import data_text, fonts
from registerdesk.letters.document import TAGS, date_it
from registerdesk.letters.letterhead import one_line
from registerdesk.letters.styles import MM, MUTED, styles
from registerdesk.letters.tables import Line, head_height, lines_of, table_of
from registerdesk.resources.language import translate

_EDGE: Final = 15 * MM
_FOOT: Final = 9 * MM
_EVERY: Final = 20
"""Rows between two moments of telling."""
_UPRIGHT: Final = 5
"""So many columns stand on an upright sheet; more of them lie down."""


class _NumberedCanvas(Canvas):  # type: ignore[misc]  # reportlab has no types
    """Holds the pages back until their number is known."""

    document: ListDocument

    def __init__(self, output: object, **settings: object) -> None:
        super().__init__(output, **settings)
        self._held: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802 - reportlab's name
        """Hold the page back."""
        self._held.append(dict(self.__dict__))
        self._startPage()

    def finishing(self) -> Iterator[int]:
        """Draw the foot of each page, telling its number, and write the file."""
        for number, page in enumerate(self._held, start=1):
            self.__dict__.update(page)
            self._foot(number, len(self._held))
            super().showPage()
            yield number
        self.save()

    def _foot(self, number: int, pages: int) -> None:
        """Say on each page what it belongs to."""
        document = self.document
        room = self._pagesize[0] - 2 * _EDGE
        words = translate(_("Page {n} of {pages}"), document.language, n=number, pages=pages)
        taken = fonts.width(words, fonts.REGULAR, 8) + 6 * MM
        said = one_line("  ·  ".join(_said(*fact) for fact in document.facts if fact[1]))
        left, size = fonts.fitting(said, fonts.REGULAR, 8, room - taken)
        self.setFillColor(MUTED)
        self.setFont(fonts.REGULAR, size)
        self.drawString(_EDGE, _FOOT, left)
        self.setFont(fonts.REGULAR, 8)
        self.drawRightString(_EDGE + room, _FOOT, words)


def _said(label: str, value: str) -> str:
    """Return a fact as the foot tells it: a bare number with what it counts."""
    return f"{label}: {value}" if value.isdecimal() else value


def render(document: ListDocument) -> bytes:
    """Return the list as a PDF on A4; the same list gives the same bytes."""
    pages = rendering(document)
    while True:
        try:
            next(pages)
        except StopIteration as end:
            content: bytes = end.value
            return content


def rendering(document: ListDocument) -> Generator[int, None, bytes]:
    """Set the list page by page, telling how many of its rows stand; return the PDF."""
    fonts.register()
    sheet = _Sheet(document)
    for done, row in enumerate(document.rows, 1):
        sheet.add(row)
        if sheet.is_new or done % _EVERY == 0:
            yield done
    sheet.end_page()
    for _foot in sheet.canvas.finishing():
        yield len(document.rows)
    return sheet.output.getvalue()


class _Sheet:
    """The pages of one list, as they fill."""

    def __init__(self, document: ListDocument) -> None:
        """Begin with the title on the first page."""
        self._heads = document.heads
        self._look = styles(TextSize.ORDINARY)
        self._size = A4 if len(document.heads) <= _UPRIGHT else landscape(A4)
        self._room = self._size[0] - 2 * _EDGE
        self._widths = [self._room / len(document.heads)] * len(document.heads)
        self.output = BytesIO()
        self.canvas = _canvas(self.output, self._size, document)
        self._top = self._size[1] - _EDGE
        self._lines: list[Line] = []
        self.is_new = False
        """The row that came last begins a page."""
        self._title(document.title)
        self._left = self._top - _EDGE - head_height(self._look)

    def add(self, row: tuple[str, ...]) -> None:
        """Set a row; where the page is full, on the next one."""
        self.is_new = False
        for line in lines_of(row, self._widths, self._look):
            if line.height > self._left and self._lines:
                self.end_page()
                self.is_new = True
            self._lines.append(line)
            self._left -= line.height

    def end_page(self) -> None:
        """Draw what the page holds, and turn it."""
        made = table_of(self._heads, self._lines, self._widths, self._look)
        _width, height = made.wrapOn(self.canvas, self._room, self._top)
        made.drawOn(self.canvas, _EDGE, self._top - height)
        self.canvas.showPage()
        self._lines = []
        self._top = self._size[1] - _EDGE
        self._left = self._top - _EDGE - head_height(self._look)

    def _title(self, title: str) -> None:
        """Draw the title, and go on below it."""
        style = self._look.heading
        words = data_text.markup(title, font=style.fontName, size=style.fontSize, room=self._room)
        drawn = Paragraph(words, style)
        _width, height = drawn.wrapOn(self.canvas, self._room, self._top)
        drawn.drawOn(self.canvas, _EDGE, self._top - height)
        self._top -= height + style.spaceAfter


def _canvas(output: BytesIO, size: tuple[float, float], document: ListDocument) -> _NumberedCanvas:
    """Return an empty file that says what it is, in its language."""
    made = _NumberedCanvas(
        output,
        pagesize=size,
        invariant=1,
        pageCompression=1,
        initialFontName=fonts.REGULAR,
        lang=TAGS[document.language],
    )
    made.document = document
    made.setTitle(document.title)
    made.setSubject(document.title)
    made.setKeywords(document.mark)
    made.setCreator("RegisterDesk")
    date_it(made, document.day)
    return made
