"""A list on paper: heads on each page, and in the foot office, who, when, number and page."""

from __future__ import annotations

from io import BytesIO
from typing import Any, Final

from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph, Spacer

from registerdesk.domain.exports import ListDocument
from registerdesk.domain.letters import TextSize
from registerdesk.domain.texts import _
from registerdesk.letters import data_text, fonts
from registerdesk.letters.document import TAGS, date_it
from registerdesk.letters.letterhead import one_line
from registerdesk.letters.styles import MM, MUTED, styles
from registerdesk.letters.tables import Grid, table
from registerdesk.resources.language import translate

_EDGE: Final = 15 * MM
_FOOT: Final = 9 * MM
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

    def save(self) -> None:
        """Draw the foot of each page and write the file."""
        for number, page in enumerate(self._held, start=1):
            self.__dict__.update(page)
            self._foot(number, len(self._held))
            super().showPage()
        super().save()

    def _foot(self, number: int, pages: int) -> None:
        """Say on each page what it belongs to."""
        document = self.document
        room = self._pagesize[0] - 2 * _EDGE
        words = translate(_("Page {n} of {pages}"), document.language, n=number, pages=pages)
        taken = fonts.width(words, fonts.REGULAR, 8) + 6 * MM
        said = one_line("  ·  ".join(value for _label, value in document.facts if value))
        left, size = fonts.fitting(said, fonts.REGULAR, 8, room - taken)
        self.setFillColor(MUTED)
        self.setFont(fonts.REGULAR, size)
        self.drawString(_EDGE, _FOOT, left)
        self.setFont(fonts.REGULAR, 8)
        self.drawRightString(_EDGE + room, _FOOT, words)


def render(document: ListDocument) -> bytes:
    """Return the list as a PDF on A4; the same list gives the same bytes."""
    fonts.register()
    look = styles(TextSize.ORDINARY)
    size = A4 if len(document.heads) <= _UPRIGHT else landscape(A4)
    room = size[0] - 2 * _EDGE
    output = BytesIO()
    frame = Frame(
        *(_EDGE, _EDGE, room, size[1] - 2 * _EDGE),
        **dict.fromkeys(("leftPadding", "rightPadding", "topPadding", "bottomPadding"), 0),
    )
    template = BaseDocTemplate(
        output,
        pagesize=size,
        pageTemplates=[PageTemplate(frames=[frame])],
        title=document.title,
        subject=document.title,
        creator="RegisterDesk",
        lang=TAGS[document.language],
        invariant=1,
        pageCompression=1,
        initialFontName=fonts.REGULAR,
    )

    def canvas(target: object, **settings: object) -> Canvas:
        drawn = _NumberedCanvas(target, **settings)
        drawn.document = document
        date_it(drawn, document.day)
        return drawn

    widths = (room / MM / len(document.heads),) * len(document.heads)
    grid = Grid(heads=document.heads, rows=document.rows, widths=widths)
    title = data_text.markup(
        document.title, font=look.heading.fontName, size=look.heading.fontSize, room=room
    )
    story = [Paragraph(title, look.heading), Spacer(1, 2 * MM), *table(grid, look)]
    template.build(story, canvasmaker=canvas)
    return output.getvalue()
