"""What stands on the sheet around the text: head, address, reference block, footer, marks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from reportlab.pdfgen.canvas import Canvas

from registerdesk.domain.errors import InvalidInput
from registerdesk.domain.letters import LetterFrame
from registerdesk.domain.texts import _
from registerdesk.letters import fonts, glyphs
from registerdesk.letters.envelope import SHEET_HEIGHT, Profile
from registerdesk.letters.styles import ACCENT, HAIR, INK, MARK, MM, MUTED, PALE
from registerdesk.letters.wording import Wording

LEFT: Final = 20.0
RIGHT: Final = 190.0
_SECOND_COLUMN: Final = 92.0
_ADDRESS_SIZES: Final = ((4, 10.5, 13.9, 0.0), (5, 9.5, 4.0 * MM, 0.5))
"""Most lines, size, leading in points, and by how many mm the address moves up."""


def one_line(text: str) -> str:
    """Return data as one clean line; a masked part shows as a dash."""
    return glyphs.MASK.sub("–", " ".join(glyphs.clean(text[:500]).split()))


def address_block(frame: LetterFrame, words: Wording) -> tuple[str, ...]:
    """Return the lines that the window shows; never the register's address if protected."""
    addressee = frame.addressee
    if addressee.protected_route is not None:
        return (words.fill(f"route.{addressee.protected_route}", {}),)
    lines = (one_line(line) for line in (addressee.name, *addressee.address_lines))
    return tuple(line for line in lines if line)


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """The fixed parts of one letter's pages."""

    frame: LetterFrame
    profile: Profile
    words: Wording
    title: str

    def first(self, canvas: Canvas) -> None:
        """Draw page 1's own parts."""
        self._specimen(canvas)
        self._sender(canvas)
        self._references(canvas)
        self._address(canvas)
        canvas.setStrokeColor(MARK)
        canvas.setLineWidth(0.4)
        for mark in self.profile.fold_marks:
            canvas.line(4 * MM, _up(mark), 9 * MM, _up(mark))

    def following(self, canvas: Canvas) -> None:
        """Draw the running head: office, title, case and date, never a name of a person."""
        self._specimen(canvas)
        case = one_line(self.frame.case_number)
        running = f"{self.title} · {case} · {self.frame.letter_date.isoformat()}"
        text(canvas, LEFT, 17, one_line(self.frame.sender.name), 9, room=70, font=fonts.BOLD)
        text(canvas, RIGHT, 17, running, 8.4, room=95, colour=MUTED)
        rule(canvas, 20)

    def footer(self, canvas: Canvas, page: int, pages: int) -> None:
        """Draw the footer with the page number, on every page."""
        sender, fill = self.frame.sender, self.words.fill
        term = one_line(sender.dpo_term) or fill("dpo_term", {})
        dpo = f"{term[:1].upper()}{term[1:]} {one_line(sender.dpo_name)}".strip()
        company = {"name": one_line(sender.name), "org_number": one_line(sender.org_number)}
        quote = {"case_number": one_line(self.frame.case_number)}
        columns = (
            (
                LEFT,
                fill("footer.questions", {}),
                fill("footer.dpo", {"dpo": dpo, "phone": one_line(sender.dpo_phone)}),
                fill("footer.quote", quote),
            ),
            (
                _SECOND_COLUMN,
                fill("footer.controller", {}),
                fill("footer.company", company),
                one_line(", ".join(sender.address_lines)),
            ),
        )
        rule(canvas, 276)
        for left, head, *lines in columns:
            text(canvas, left, 280, head, 7.4, room=69, font=fonts.BOLD, colour=MUTED)
            for number, line in enumerate(lines):
                text(canvas, left, 283.6 + 3.6 * number, line, 7.4, room=69, colour=MUTED)
        numbers = {"page": str(page), "pages": str(pages)}
        shown = fill("footer.page", numbers)
        text(canvas, RIGHT, 280, shown, 7.8, room=28, colour=MUTED)
        log = fill("footer.log", {"log_head": one_line(self.frame.log_head)})
        text(canvas, LEFT, 291, log, 6.5, room=69, colour=MUTED)

    def _specimen(self, canvas: Canvas) -> None:
        if not self.frame.specimen:
            return
        shown, size = fonts.fitting(one_line(self.frame.specimen), fonts.BOLD, 88, 120 * MM)
        canvas.saveState()
        canvas.setFillColor(PALE)
        canvas.setFont(fonts.BOLD, size)
        canvas.translate(105 * MM, _up(185))
        canvas.rotate(40)
        canvas.drawCentredString(0, 0, shown)
        canvas.restoreState()

    def _sender(self, canvas: Canvas) -> None:
        name = one_line(self.frame.sender.name)
        canvas.setFillColor(ACCENT)
        canvas.roundRect(LEFT * MM, _up(23), 9 * MM, 9 * MM, 1.5 * MM, stroke=0, fill=1)
        canvas.setFillColorRGB(1, 1, 1)
        canvas.setFont(fonts.BOLD, 15)
        canvas.drawCentredString((LEFT + 4.5) * MM, _up(20.4), name[:1].upper())
        back = ", ".join(self.frame.sender.address_lines)
        text(canvas, 32, 17.6, name, 12, room=150, font=fonts.BOLD)
        text(canvas, 32, 22, one_line(back), 8, room=150, colour=MUTED)

    def _references(self, canvas: Canvas) -> None:
        frame, left = self.frame, self.profile.reference_left
        rows = (
            ("date", frame.letter_date.isoformat()),
            ("case_number", frame.case_number),
            ("customer_number", frame.addressee.customer_number or ""),
            ("officer", frame.officer_name),
            ("phone", frame.sender.phone),
        )
        down = 48.9
        for section, value in rows:
            if value:
                label = self.words.fill(section, {})
                text(canvas, left, down, label, 8, room=25, colour=MUTED)
                text(canvas, left + 26, down, one_line(value), 9, room=44)
                down += 5.1

    def _address(self, canvas: Canvas) -> None:
        laid = lay_address(address_block(self.frame, self.words), self.profile)
        canvas.setFillColor(INK)
        canvas.setFont(fonts.REGULAR, laid.size)
        for number, line in enumerate(laid.lines):
            baseline = _up(laid.top) - 0.86 * laid.size - number * laid.leading - 0.6 * MM
            canvas.drawString(self.profile.address_left * MM, baseline, line)


@dataclass(frozen=True, slots=True, kw_only=True)
class LaidAddress:
    """The address as it fits the window: lines, size and leading in points, top in mm."""

    lines: tuple[str, ...]
    size: float
    leading: float
    top: float


def lay_address(lines: tuple[str, ...], profile: Profile) -> LaidAddress:
    """Fit the address: smaller type, then a break before c/o; else InvalidInput."""
    right = profile.safe_area.right if profile.has_window else 195.0
    room = (right - profile.address_left) * MM
    for tried in (lines, tuple(_broken_at_care_of(lines, room))):
        for most, size, leading, lift in _ADDRESS_SIZES:
            wide = [line for line in tried if fonts.width(line, fonts.REGULAR, size) > room]
            if len(tried) <= most and not wide:
                top = profile.address_top - lift
                return LaidAddress(lines=tried, size=size, leading=leading, top=top)
    if wide:
        raise InvalidInput(
            _("The address does not fit the window. Shorten line {n}."),
            field="address",
            n=tried.index(wide[0]) + 1,
        )
    raise InvalidInput(_("The address has more than five lines."), field="address")


def _broken_at_care_of(lines: tuple[str, ...], room: float) -> Iterator[str]:
    for line in lines:
        name, sign, rest = line.partition(" c/o ")
        if sign and fonts.width(line, fonts.REGULAR, _ADDRESS_SIZES[-1][1]) > room:
            yield from (name, f"c/o {rest}")
        else:
            yield line


def text(
    canvas: Canvas,
    left: float,
    down: float,
    shown: str,
    size: float,
    *,
    room: float,
    font: str = fonts.REGULAR,
    colour: object = INK,
) -> None:
    """Draw one line, its baseline `down` mm from the top, no wider than `room` mm.

    The line begins at `left`; from the right margin it runs to the left.
    """
    shown, size = fonts.fitting(shown, font, size, room * MM)
    canvas.setFont(font, size)
    canvas.setFillColor(colour)
    draw = canvas.drawRightString if left >= RIGHT else canvas.drawString
    draw(left * MM, _up(down), shown)


def rule(canvas: Canvas, down: float) -> None:
    """Draw a hair line from margin to margin."""
    canvas.setStrokeColor(HAIR)
    canvas.setLineWidth(0.5)
    canvas.line(LEFT * MM, _up(down), RIGHT * MM, _up(down))


def _up(down: float) -> float:
    """Turn millimetres from the top into points from the bottom."""
    return (SHEET_HEIGHT - down) * MM
