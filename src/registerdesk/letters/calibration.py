"""The test print for a window envelope: rulers, zones and a test address (LETTERS.md 1.5)."""

from __future__ import annotations

from typing import Final

from reportlab.pdfgen.canvas import Canvas

from registerdesk.domain.letters import TextSize
from registerdesk.letters import fonts, wording
from registerdesk.letters.envelope import SHEET_HEIGHT, SHEET_WIDTH, Profile, Zone
from registerdesk.letters.letterhead import LEFT, text
from registerdesk.letters.sheet import one_sheet, up
from registerdesk.letters.styles import ACCENT, HAIR, INK, MARK, MM, MUTED, styles
from registerdesk.letters.wording import Wording

_HATCH: Final = 4.0
_TEN: Final = 10
_FIVE: Final = 5


def render(profile: Profile, language: str) -> bytes:
    """Return the sheet as a PDF; fold it, shake it, look."""
    words = wording.shipped("calibration", language)
    title = words.fill("title", {})
    with one_sheet(title=title, author="RegisterDesk", language=language) as sheet:
        canvas = sheet.canvas
        _rulers(canvas)
        if profile.has_window:
            _zones(canvas, profile, words)
        _address(canvas, profile, words)
        _marks(canvas, profile)
        look = styles(TextSize.ORDINARY)
        text(canvas, LEFT, 110, title, 16, room=170, font=fonts.BOLD)
        down = sheet.words(LEFT, 114, 150, words.fill("how", {}), look.heading)
        down = sheet.words(LEFT, down, 150, words.fill("zones", {}), look.body)
        shown = words.fill("envelope", {"envelope": profile.name or "–"})
        sheet.words(LEFT, down, 150, shown, look.muted)
    return sheet.pdf


def _rulers(canvas: Canvas) -> None:
    """Draw millimetres along the top and the left edge."""
    canvas.setStrokeColor(INK)
    canvas.setLineWidth(0.25)
    for place in range(5, int(SHEET_WIDTH) - 4):
        canvas.line(place * MM, up(5), place * MM, up(5 + _tick(place)))
    for place in range(5, int(SHEET_HEIGHT) - 4):
        canvas.line(5 * MM, up(place), (5 + _tick(place)) * MM, up(place))
    for place in range(20, int(SHEET_WIDTH), 20):
        text(canvas, place - 2.2, 13, str(place), 6, room=9, colour=MUTED)
    for place in range(20, int(SHEET_HEIGHT), 20):
        text(canvas, 10, place + 0.8, str(place), 6, room=9, colour=MUTED)


def _tick(place: int) -> float:
    if place % _TEN == 0:
        return 4.0
    return 2.8 if place % _FIVE == 0 else 1.6


def _zones(canvas: Canvas, profile: Profile, words: Wording) -> None:
    """Hatch the quiet zone around the safe area, and frame both."""
    quiet, safe = profile.quiet_zone, profile.safe_area
    canvas.saveState()
    path = canvas.beginPath()
    path.rect(*_box(quiet))
    canvas.clipPath(path, stroke=0, fill=0)
    canvas.setStrokeColor(HAIR)
    canvas.setLineWidth(0.4)
    high = quiet.bottom - quiet.top
    start = quiet.left - high
    while start < quiet.right:
        canvas.line(start * MM, up(quiet.bottom), (start + high) * MM, up(quiet.top))
        start += _HATCH
    canvas.setFillColorRGB(1, 1, 1)
    canvas.rect(*_box(safe), stroke=0, fill=1)
    canvas.restoreState()
    canvas.setLineWidth(0.7)
    canvas.setDash(3, 2)
    for zone, colour in ((quiet, MARK), (safe, ACCENT)):
        canvas.setStrokeColor(colour)
        canvas.rect(*_box(zone), stroke=1, fill=0)
    canvas.setDash()
    text(canvas, quiet.left + 1, quiet.bottom + 3, words.fill("quiet", {}), 7, room=40)
    text(
        canvas, quiet.left + 40, quiet.bottom + 3, words.fill("safe", {}), 7, room=40, colour=ACCENT
    )


def _box(zone: Zone) -> tuple[float, float, float, float]:
    width, height = zone.right - zone.left, zone.bottom - zone.top
    return zone.left * MM, up(zone.bottom), width * MM, height * MM


def _address(canvas: Canvas, profile: Profile, words: Wording) -> None:
    canvas.setFillColor(INK)
    canvas.setFont(fonts.REGULAR, 10.5)
    for number, line in enumerate(words.fill("address", {}).split("\n")):
        baseline = up(profile.address_top) - 0.86 * 10.5 - number * 13.9 - 0.6 * MM
        canvas.drawString(profile.address_left * MM, baseline, line)


def _marks(canvas: Canvas, profile: Profile) -> None:
    canvas.setStrokeColor(INK)
    canvas.setLineWidth(0.6)
    for mark in profile.fold_marks:
        canvas.line(LEFT * MM, up(mark), (SHEET_WIDTH - 10) * MM, up(mark))
