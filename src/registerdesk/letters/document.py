"""Typesetting: a story and a letterhead become a PDF, in one pass."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from typing import Any, Final

from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, NextPageTemplate, PageTemplate

from registerdesk.letters import fonts
from registerdesk.letters.letterhead import Letterhead, one_line
from registerdesk.letters.styles import FIRST_WIDTH, INK, MM, NEXT_WIDTH

TAGS: Final = {"sv": "sv-SE", "en": "en-GB"}
_INDENT: Final = 11.2
_WIDEST: Final = "000"


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A finished letter; its bytes never change."""

    pdf: bytes
    pages: int
    sha256: str
    title: str
    file_name: str
    wording_version: str


@dataclass(slots=True)
class PageNumbers:
    """Which named places fell on which pages, and the lines that wait to name them."""

    places: dict[str, int] = field(default_factory=dict)
    waiting: list[tuple[int, float, float, float, str, str]] = field(default_factory=list)


class Place(Flowable):  # type: ignore[misc]  # reportlab has no types
    """A named place in the text; takes no room."""

    def __init__(self, name: str, numbers: PageNumbers) -> None:
        """Remember the name and where to report the page."""
        super().__init__()
        self.name, self.numbers = name, numbers

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """Take no room."""
        return (0.0, 0.0)

    def draw(self) -> None:
        """Report the page on which the place fell."""
        self.numbers.places[self.name] = self.canv.getPageNumber()


class PageLine(Flowable):  # type: ignore[misc]  # reportlab has no types
    """An entry of the contents; its page number is drawn when all pages are known."""

    def __init__(self, line: str, place: str, numbers: PageNumbers, *, size: float) -> None:
        """Keep the line, which holds {page}, and the place that it points to."""
        super().__init__()
        self.line, self.place, self.numbers, self.size = line, place, numbers, size

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Take the lines that the entry needs, with room for a page number of three digits.

        An entry may run out to the right margin, also on page 1.
        """
        whole = self.line.replace("{page}", _WIDEST, 1)
        self.lines = simpleSplit(whole, fonts.REGULAR, self.size, NEXT_WIDTH - _INDENT)
        self.height = self.leading * len(self.lines) + 2.6
        return (width, self.height)

    @property
    def leading(self) -> float:
        """Return the distance from line to line in points."""
        return self.size * 1.42

    def draw(self) -> None:
        """Note where the lines go."""
        page = self.canv.getPageNumber()
        for number, line in enumerate(self.lines):
            down = self.height - (number + 1) * self.leading + self.size * 0.3
            left, bottom = self.canv.absolutePosition(_INDENT, down)
            waiting = line.replace(_WIDEST, "{page}", 1)
            self.numbers.waiting.append((page, left, bottom, self.size, waiting, self.place))


class _CountingCanvas(Canvas):  # type: ignore[misc]  # reportlab has no types
    """Holds the pages back until their number is known, then draws footers and contents."""

    def __init__(
        self,
        output: object,
        letterhead: Letterhead,
        numbers: PageNumbers,
        settings: dict[str, object],
    ) -> None:
        super().__init__(output, **settings)
        self._held: list[dict[str, Any]] = []
        self._letterhead, self._numbers = letterhead, numbers

    def showPage(self) -> None:  # noqa: N802 - reportlab's name
        """Hold the page back."""
        self._held.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        """Finish all pages and write the file."""
        held = self._held
        for number, page in enumerate(held, start=1):
            self.__dict__.update(page)
            self._letterhead.footer(self, number, len(held))
            self._contents(number)
            super().showPage()
        super().save()

    def _contents(self, number: int) -> None:
        for page, left, bottom, size, line, place in self._numbers.waiting:
            if page == number:
                self.setFillColor(INK)
                self.setFont(fonts.REGULAR, size)
                shown = line.replace("{page}", str(self._numbers.places[place]))
                self.drawString(left, bottom, shown)


def typeset(
    story: Sequence[Flowable],
    letterhead: Letterhead,
    numbers: PageNumbers,
    *,
    title: str,
    language: str,
) -> tuple[bytes, int]:
    """Return the PDF and its number of pages; the same facts give the same bytes."""
    output = BytesIO()
    template = BaseDocTemplate(
        output,
        pagesize=A4,
        pageTemplates=_page_templates(letterhead),
        title=title,
        author=one_line(letterhead.frame.sender.name),
        subject=title,
        creator="RegisterDesk",
        lang=TAGS[language],
        invariant=1,
        pageCompression=1,
        initialFontName=fonts.REGULAR,
    )

    def canvas(target: object, **settings: object) -> Canvas:
        made = _CountingCanvas(target, letterhead, numbers, settings)
        date_it(made, letterhead.frame.letter_date)
        return made

    template.build([NextPageTemplate("following"), *story], canvasmaker=canvas)
    return output.getvalue(), template.page


def date_it(canvas: Canvas, day: date) -> None:
    """Give the file the letter's date instead of the computer's clock."""
    stamp = f"D:{day:%Y%m%d}000000Z"
    canvas._doc.info._dateFormatter = lambda *_parts: stamp  # noqa: SLF001 - no public way


def digest(pdf: bytes) -> str:
    """Return the SHA-256 of the file in hexadecimal."""
    return hashlib.sha256(pdf).hexdigest()


def _page_templates(letterhead: Letterhead) -> list[PageTemplate]:
    bottom = (297 - 271) * MM
    first = _frame("first", FIRST_WIDTH, (297 - 88) * MM - bottom)
    following = _frame("following", NEXT_WIDTH, (297 - 26) * MM - bottom)
    return [
        PageTemplate(id="first", frames=[first], onPage=lambda canvas, _: letterhead.first(canvas)),
        PageTemplate(
            id="following",
            frames=[following],
            onPage=lambda canvas, _: letterhead.following(canvas),
        ),
    ]


def _frame(name: str, width: float, height: float) -> Frame:
    return Frame(
        20 * MM,
        (297 - 271) * MM,
        width,
        height,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
        id=name,
    )
