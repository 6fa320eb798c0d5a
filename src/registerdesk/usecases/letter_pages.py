"""A letter as paper on the screen: its pages as pictures, its window, and what it lacks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import islice
from uuid import UUID

from registerdesk.domain.staff import Permission
from registerdesk.domain.stored_letters import StoredLetter
from registerdesk.letters import envelope, pages
from registerdesk.letters.catalogue import LetterIncomplete
from registerdesk.letters.envelope import C5_H2, PROFILES, Profile
from registerdesk.usecases.case_access import CaseAccess
from registerdesk.usecases.desk import Visit, use_case
from registerdesk.usecases.letter_facts import LetterOrder
from registerdesk.usecases.letter_making import preview_letter
from registerdesk.usecases.letter_sending import show_letter


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """One page as pixels: red, green, blue and an alpha that is always full, row by row."""

    width: int
    height: int
    rgba: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A required element that is not filled in; `message` is a message id."""

    article: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rectangle:
    """A rectangle on the sheet in millimetres from its top left corner."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowZones:
    """What the envelope's window shows in every position, and what it may show in some."""

    safe: Rectangle
    quiet: Rectangle


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A letter to be looked at: without pages while something required is missing."""

    pdf: bytes = b""
    pages: int = 0
    gaps: tuple[Gap, ...] = ()
    fits: bool = False
    verdict: str = ""
    """What the measured window check says, a message id."""
    parameters: Mapping[str, object] = field(default_factory=dict)
    window: WindowZones | None = None
    stored: StoredLetter | None = None
    file_name: str = ""


@use_case(Permission.HANDLE_REQUEST)
def preview_paper(visit: Visit, request_id: UUID, order: LetterOrder) -> Paper:
    """Return the letter as it would be, or what the law requires and it lacks."""
    try:
        letter = preview_letter(visit, request_id, order)
    except LetterIncomplete as error:
        gaps = (Gap(article=one.article, message=one.message) for one in error.missing)
        return Paper(gaps=tuple(gaps))
    return _paper(visit, letter.pdf, letter.pages, file_name=letter.file_name)


@use_case(Permission.VIEW_REQUESTS)
def stored_paper(visit: Visit, letter_id: UUID) -> Paper:
    """Return a stored letter byte for byte as it was made."""
    shown = show_letter(visit, letter_id)
    return _paper(
        visit, shown.pdf, shown.letter.pages, stored=shown.letter, file_name=shown.file_name
    )


def _paper(
    visit: Visit, pdf: bytes, count: int, *, stored: StoredLetter | None = None, file_name: str
) -> Paper:
    """Measure the letter in the office's envelope."""
    profile = _envelope(visit)
    check = envelope.check(pdf, profile)
    return Paper(
        pdf=pdf,
        pages=count,
        fits=check.ok,
        verdict=check.message,
        parameters=check.parameters,
        window=_zones(profile) if profile.has_window else None,
        stored=stored,
        file_name=file_name,
    )


def _envelope(visit: Visit) -> Profile:
    """Return the office's envelope."""
    rows = CaseAccess(visit).office.profile.find(limit=1)
    wanted = rows[0].envelope.replace("_", " ").casefold() if rows else ""
    return next((p for p in PROFILES if p.name.casefold() == wanted), C5_H2)


def _zones(profile: Profile) -> WindowZones:
    """Return the window's two zones."""
    safe, quiet = profile.safe_area, profile.quiet_zone
    return WindowZones(
        safe=Rectangle(left=safe.left, top=safe.top, right=safe.right, bottom=safe.bottom),
        quiet=Rectangle(left=quiet.left, top=quiet.top, right=quiet.right, bottom=quiet.bottom),
    )


def picture_of(pdf: bytes, number: int, dots_per_inch: int) -> Picture:
    """Return one page, numbered from 0, as a picture from memory; IndexError beyond the last."""
    for width, height, rgba in islice(pages.to_images(pdf, dots_per_inch), number, number + 1):
        return Picture(width=width, height=height, rgba=rgba)
    raise IndexError(number)
