"""The record of processing as a PDF: the letters' look, no addressee, missing elements in red."""

from __future__ import annotations

from io import BytesIO
from typing import Any, Final

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
)

from registerdesk.domain.letters import TextSize
from registerdesk.domain.processing_record import Element, ProcessingRecord, RecordSheet
from registerdesk.letters import data_text, fonts
from registerdesk.letters.document import TAGS, date_it
from registerdesk.letters.letterhead import LEFT, RIGHT, one_line, rule, text
from registerdesk.letters.styles import ACCENT, HAIR, HEADER_FILL, MM, MUTED, NEXT_WIDTH, styles

MISSING: Final = HexColor("#A3221B")
_WIDTHS: Final = (18 * MM, 40 * MM, NEXT_WIDTH - 58 * MM)
_SIDE: Final = 4.6
_TOP: Final = 40.0
_FOOT: Final = 283.0


def render(record: ProcessingRecord) -> bytes:
    """Return the record as a PDF with its faces embedded; the same facts give the same bytes."""
    fonts.register()
    output = BytesIO()
    template = BaseDocTemplate(
        output,
        pagesize=A4,
        pageTemplates=[PageTemplate(frames=[_frame()])],
        title=record.title,
        author=one_line(record.office),
        subject=record.title,
        creator="RegisterDesk",
        lang=TAGS[record.language],
        invariant=1,
        pageCompression=1,
        initialFontName=fonts.REGULAR,
    )

    def canvas(target: object, **settings: object) -> Canvas:
        made = _Pages(target, record, settings)
        date_it(made, record.day)
        return made

    template.build(_story(record), canvasmaker=canvas)
    return output.getvalue()


class _Pages(Canvas):  # type: ignore[misc]  # reportlab has no types
    """Holds the pages back until their number is known, then draws head and foot."""

    def __init__(
        self, output: object, record: ProcessingRecord, settings: dict[str, object]
    ) -> None:
        super().__init__(output, **settings)
        self._held: list[dict[str, Any]] = []
        self._record = record

    def showPage(self) -> None:  # noqa: N802 - reportlab's name
        """Hold the page back."""
        self._held.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        """Finish all pages and write the file."""
        held = self._held
        for number, page in enumerate(held, start=1):
            self.__dict__.update(page)
            _surround(self, self._record, number, len(held))
            super().showPage()
        super().save()


def _surround(canvas: Canvas, record: ProcessingRecord, page: int, pages: int) -> None:
    """Draw the office's mark and name, the title, and the foot."""
    name = one_line(record.office)
    canvas.setFillColor(ACCENT)
    canvas.roundRect(LEFT * MM, (297 - 23) * MM, 9 * MM, 9 * MM, 1.5 * MM, stroke=0, fill=1)
    canvas.setFillColorRGB(1, 1, 1)
    canvas.setFont(fonts.BOLD, 15)
    canvas.drawCentredString((LEFT + 4.5) * MM, (297 - 20.4) * MM, name[:1].upper())
    text(canvas, 32, 17.6, name, 12, room=92, font=fonts.BOLD)
    text(canvas, 32, 22, record.title, 8, room=92, colour=MUTED)
    text(canvas, RIGHT, 17.6, record.day.isoformat(), 8.4, room=60, colour=MUTED)
    rule(canvas, 27)
    rule(canvas, 286)
    text(canvas, LEFT, 290, record.lines[0], 7.4, room=120, colour=MUTED)
    shown = record.words_page.format(page=page, pages=pages)
    text(canvas, RIGHT, 290, shown, 7.8, room=40, colour=MUTED)


def _story(record: ProcessingRecord) -> list[Flowable]:
    """Return title, what is missing, and one table a part."""
    look = styles(TextSize.ORDINARY)
    gaps = list(record.gaps())
    told = look.note.clone("gaps", textColor=MISSING if gaps else MUTED)
    story: list[Flowable] = [
        Paragraph(_safe(record.title), look.heading),
        Paragraph(_safe(record.words_gaps), told),
    ]
    for sheet, element in gaps:
        line = f"{sheet.title}: {element.missing}"
        story.append(Paragraph(_safe(line), look.bullet.clone("gap", textColor=MISSING)))
    story.append(Spacer(1, 6))
    for sheet in record.sheets:
        story += _part(record, sheet)
    return story


def _part(record: ProcessingRecord, sheet: RecordSheet) -> list[Flowable]:
    """Return one part: its heading kept with the first rows of its table."""
    look = styles(TextSize.ORDINARY)
    parts: list[Flowable] = [CondPageBreak(46 * MM), Paragraph(_safe(sheet.title), look.category)]
    if sheet.text:
        parts.append(Paragraph(_safe(sheet.text), look.note))
    heads = [Paragraph(_safe(h), _head_style()) for h in record.heads[1:]]
    rows = [[_cells(element, column) for column in range(3)] for element in sheet.elements]
    made = Table([heads, *rows], colWidths=list(_WIDTHS), repeatRows=1, splitInRow=1)
    made.setStyle(_LOOK)
    made.hAlign, made.spaceAfter = "LEFT", 13
    return [*parts, made]


def _cells(element: Element, column: int) -> list[Paragraph]:
    """Return one cell; the content of a missing element ends with its sentence, in red."""
    style = styles(TextSize.ORDINARY).cell
    if column < 2:  # noqa: PLR2004 - article and element stand before the content
        return [Paragraph(_safe((element.article, element.label)[column], column), style)]
    found = [Paragraph(_safe(element.text, 2), style)] if element.text else []
    if element.missing:
        red = style.clone("missing", textColor=MISSING, fontName=fonts.BOLD)
        found.append(Paragraph(_safe(element.missing, 2), red))
    return found


def _head_style() -> Any:  # noqa: ANN401 - reportlab's paragraph style
    look = styles(TextSize.ORDINARY)
    return look.cell.clone("head", fontName=fonts.BOLD, fontSize=look.head_size, textColor=MUTED)


def _safe(shown: str, column: int = 2) -> str:
    """Return data as markup in which nothing of it works as markup."""
    room = _WIDTHS[column] - 2 * _SIDE
    return data_text.markup(shown, font=fonts.REGULAR, size=8.4, room=room)


def _frame() -> Frame:
    return Frame(
        LEFT * MM,
        (297 - _FOOT) * MM,
        NEXT_WIDTH,
        (_FOOT - _TOP + 7) * MM,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )


_LOOK: Final = [
    ("FONT", (0, 0), (-1, -1), fonts.REGULAR, 8.4, 11),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), _SIDE),
    ("RIGHTPADDING", (0, 0), (-1, -1), _SIDE),
    ("TOPPADDING", (0, 0), (-1, -1), 3),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
    ("BACKGROUND", (0, 0), (-1, 0), HEADER_FILL),
    ("LINEBELOW", (0, 1), (-1, -1), 0.35, HAIR),
    ("LINEBELOW", (0, 0), (-1, 0), 0.6, MUTED),
]
