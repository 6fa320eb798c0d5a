"""The sheet for the outer envelope: asks the Tax Agency to forward a letter (skydd)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from registerdesk.domain.letters import Sender, TextSize
from registerdesk.letters import fonts, wording
from registerdesk.letters.envelope import Profile
from registerdesk.letters.letterhead import LEFT, lay_address, one_line, text
from registerdesk.letters.sheet import one_sheet, up
from registerdesk.letters.styles import INK, MM, MUTED, styles


@dataclass(frozen=True, slots=True, kw_only=True)
class Forwarding:
    """What the authority needs to know, and no more: nothing of what the letter says."""

    sender: Sender
    outer: tuple[str, ...]
    """The lines that show in the outer envelope's window."""
    name: str
    identity_number: str
    """Empty where the register has none."""
    case_number: str
    day: date


def render(order: Forwarding, profile: Profile, language: str) -> bytes:
    """Return the sheet as a PDF in memory; InvalidInput if the address does not fit the window."""
    words = wording.shipped("forwarding_sheet", language)
    look = styles(TextSize.ORDINARY)
    office = one_line(order.sender.name)
    title = words.fill("title", {})
    with one_sheet(title=title, author=office, language=language, day=order.day) as sheet:
        canvas = sheet.canvas
        text(canvas, LEFT, 17.6, office, 12, room=150, font=fonts.BOLD)
        back = one_line(", ".join(order.sender.address_lines))
        text(canvas, LEFT, 22, back, 8, room=150, colour=MUTED)
        laid = lay_address(tuple(one_line(line) for line in order.outer), profile)
        canvas.setFillColor(INK)
        canvas.setFont(fonts.REGULAR, laid.size)
        for number, line in enumerate(laid.lines):
            baseline = up(laid.top) - 0.86 * laid.size - number * laid.leading - 0.6 * MM
            canvas.drawString(profile.address_left * MM, baseline, line)
        text(canvas, LEFT, 104, title, 17, room=170, font=fonts.BOLD)
        down = sheet.words(LEFT, 110, 170, words.fill("ask", {"office": office}), look.body)
        for section, value in _facts(order):
            down += 6
            text(canvas, LEFT, down, words.fill(section, {}), 9, room=48, colour=MUTED)
            text(canvas, LEFT + 50, down, one_line(value), 11, room=120)
        down = sheet.words(LEFT, down + 6, 170, words.fill("inner", {}), look.body)
        phone = one_line(order.sender.phone)
        if phone:
            sheet.words(LEFT, down, 170, words.fill("questions", {"phone": phone}), look.body)
    return sheet.pdf


def _facts(order: Forwarding) -> Sequence[tuple[str, str]]:
    """Return who is to be found, and by what the office knows the letter again."""
    facts = (
        ("name", order.name),
        ("number", order.identity_number),
        ("case", order.case_number),
        ("date", order.day.isoformat()),
    )
    return [fact for fact in facts if fact[1]]
