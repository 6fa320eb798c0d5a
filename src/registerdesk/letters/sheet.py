"""One sheet drawn by hand: what the recovery sheet, the test print and the stamp stand on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Final
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

from registerdesk.letters import fonts
from registerdesk.letters.document import TAGS, date_it
from registerdesk.letters.envelope import SHEET_HEIGHT
from registerdesk.letters.styles import MM

_BOLD: Final = re.compile(r"\*\*(.+?)\*\*")
_NO_DAY: Final = date(2000, 1, 1)


@dataclass(slots=True, kw_only=True)
class Sheet:
    """An A4 sheet in the making; `pdf` is empty until it is finished."""

    canvas: Canvas
    pdf: bytes = b""

    def words(
        self, left: float, down: float, room: float, text: str, style: ParagraphStyle
    ) -> float:
        """Set shipped words from `down` mm; return how far down they end, in mm."""
        paragraph = Paragraph(_BOLD.sub(r"<b>\1</b>", escape(text)).replace("\n", "<br/>"), style)
        _, height = paragraph.wrapOn(self.canvas, room * MM, SHEET_HEIGHT * MM)
        paragraph.drawOn(self.canvas, left * MM, up(down) - height)
        return down + float(height + style.spaceAfter) / MM


@contextmanager
def one_sheet(*, title: str, author: str, language: str, day: date = _NO_DAY) -> Iterator[Sheet]:
    """Give a sheet to draw on, and finish it."""
    fonts.register()
    output = BytesIO()
    canvas = Canvas(
        output,
        pagesize=A4,
        pageCompression=1,
        invariant=1,
        initialFontName=fonts.REGULAR,
        lang=TAGS[language],
    )
    canvas.setTitle(title)
    canvas.setSubject(title)
    canvas.setAuthor(author)
    canvas.setCreator("RegisterDesk")
    date_it(canvas, day)
    sheet = Sheet(canvas=canvas)
    yield sheet
    canvas.showPage()
    canvas.save()
    sheet.pdf = output.getvalue()


def up(down: float) -> float:
    """Turn millimetres from the top into points from the bottom."""
    return (SHEET_HEIGHT - down) * MM
