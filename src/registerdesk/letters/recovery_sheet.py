"""The recovery key on one A4 sheet: twelve groups to type and a square to scan."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from reportlab.pdfgen.canvas import Canvas

from registerdesk.domain.letters import TextSize
from registerdesk.letters import fonts, wording
from registerdesk.letters.letterhead import LEFT, one_line, rule, text
from registerdesk.letters.sheet import one_sheet, up
from registerdesk.letters.styles import HAIR, INK, MM, MUTED, styles

_COLUMNS: Final = 3
_GROUP_WIDTH: Final = 56.6
_GROUP_HEIGHT: Final = 17.0
_SQUARE: Final = 46.0


def render(
    *,
    office_name: str,
    key_groups: Sequence[str],
    owner_fingerprint: str,
    day: date,
    language: str,
) -> bytes:
    """Return the sheet as a PDF, made and kept in memory alone."""
    words = wording.shipped("recovery_sheet", language)
    look = styles(TextSize.ORDINARY)
    office = one_line(office_name)
    with one_sheet(
        title=words.fill("title", {}), author=office, language=language, day=day
    ) as sheet:
        canvas = sheet.canvas
        text(canvas, LEFT, 30, words.fill("title", {}), 22, room=170, font=fonts.BOLD)
        sheet.words(LEFT, 37, 170, words.fill("warning", {}), look.heading)
        facts = (("office", office), ("date", day.isoformat()), ("fingerprint", owner_fingerprint))
        for number, (section, value) in enumerate(facts):
            line = 54 + 6 * number
            text(canvas, LEFT, line, words.fill(section, {}), 9, room=48, colour=MUTED)
            text(canvas, LEFT + 50, line, one_line(value), 10, room=120)
        rule(canvas, 72)
        _groups(canvas, key_groups, 80)
        rule(canvas, 158)
        _square(canvas, "-".join(key_groups), LEFT, 166)
        down = sheet.words(74, 165, 116, words.fill("use", {}), look.body)
        sheet.words(74, down, 116, words.fill("keep", {}), look.body)
    return sheet.pdf


def _groups(canvas: Canvas, groups: Sequence[str], top: float) -> None:
    """Draw the groups in rows of three, each with its number."""
    for number, group in enumerate(groups):
        row, column = divmod(number, _COLUMNS)
        left = LEFT + column * _GROUP_WIDTH
        down = top + row * (_GROUP_HEIGHT + 2)
        canvas.setStrokeColor(HAIR)
        canvas.setLineWidth(0.6)
        canvas.roundRect(
            left * MM, up(down + _GROUP_HEIGHT), 53 * MM, _GROUP_HEIGHT * MM, 2 * MM, fill=0
        )
        text(canvas, left + 3, down + 6, str(number + 1), 8, room=8, colour=MUTED)
        _spaced(canvas, left + 12, down + 11.2, group)


def _spaced(canvas: Canvas, left: float, down: float, group: str) -> None:
    """Draw a group with each letter in a place of its own, so that none is misread."""
    canvas.setFont(fonts.BOLD, 20)
    canvas.setFillColor(INK)
    for place, letter in enumerate(group):
        canvas.drawCentredString((left + 3.5 + 7 * place) * MM, up(down), letter)


def _square(canvas: Canvas, key: str, left: float, top: float) -> None:
    """Draw the key as a QR code."""
    import segno

    rows = [list(row) for row in segno.make_qr(key, error="m").matrix]
    side = _SQUARE / len(rows)
    canvas.setFillColor(INK)
    for down, row in enumerate(rows):
        for across, dark in enumerate(row):
            if dark:
                x, y = (left + across * side) * MM, up(top + (down + 1) * side)
                canvas.rect(x, y, side * MM, side * MM, stroke=0, fill=1)
