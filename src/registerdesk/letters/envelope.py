"""Window envelopes: the two zones, computed, and the check of a finished letter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from registerdesk.domain.errors import InvalidInput
from registerdesk.domain.texts import _

SHEET_WIDTH: Final = 210.0
SHEET_HEIGHT: Final = 297.0
MARGIN: Final = 20.0
_POINTS: Final = 72 / 25.4
_SLACK: Final = 0.05


@dataclass(frozen=True, slots=True)
class Zone:
    """A rectangle on the sheet in millimetres, from its top left corner."""

    left: float
    top: float
    right: float
    bottom: float

    def holds(self, other: Zone) -> bool:
        """Say whether the other zone lies wholly inside."""
        return (
            self.left - _SLACK <= other.left
            and other.right <= self.right + _SLACK
            and self.top - _SLACK <= other.top
            and other.bottom <= self.bottom + _SLACK
        )

    def touches(self, other: Zone) -> bool:
        """Say whether the two zones share any area."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """An envelope and its window in millimetres, and where the address begins on the sheet."""

    name: str
    envelope_width: float
    envelope_height: float
    window_left: float
    window_top: float
    window_width: float
    window_height: float
    folds: int
    """How many times the sheet is folded: 0, 1 or 2."""
    address_left: float = 116.0
    address_top: float = 45.0

    def __post_init__(self) -> None:
        """Refuse an envelope that the folded sheet does not go into."""
        if self.has_window and (self.sideways < 0 or self.upwards < 0):
            raise InvalidInput(_("The folded sheet does not go into this envelope."))

    @property
    def has_window(self) -> bool:
        """Say whether there is a window at all."""
        return self.window_width > 0

    @property
    def sideways(self) -> float:
        """How far the sheet can slide sideways."""
        return self.envelope_width - SHEET_WIDTH

    @property
    def upwards(self) -> float:
        """How far the folded sheet can slide up or down."""
        return self.envelope_height - SHEET_HEIGHT / (self.folds + 1)

    @property
    def safe_area(self) -> Zone:
        """Return what shows in the window wherever the sheet has slid."""
        return Zone(
            max(self.window_left, MARGIN),
            self.window_top,
            min(self.window_left + self.window_width - self.sideways, SHEET_WIDTH),
            self.window_top + self.window_height - self.upwards,
        )

    @property
    def quiet_zone(self) -> Zone:
        """Return what may show in some position: nothing but the address may stand there."""
        return Zone(
            max(self.window_left - self.sideways, 0.0),
            max(self.window_top - self.upwards, 0.0),
            min(self.window_left + self.window_width, SHEET_WIDTH),
            self.window_top + self.window_height,
        )

    @property
    def fold_marks(self) -> tuple[float, ...]:
        """Return how far down the fold marks stand."""
        part = SHEET_HEIGHT / (self.folds + 1)
        return tuple(part * number for number in range(1, self.folds + 1))

    @property
    def reference_left(self) -> float:
        """Return where the reference block begins: on the side without the address."""
        return 120.0 if self.address_left < SHEET_WIDTH / 2 else MARGIN


def _profile(name: str, width: float, height: float, left: float, folds: int) -> Profile:
    return Profile(
        name=name,
        envelope_width=width,
        envelope_height=height,
        window_left=left,
        window_top=44.0,
        window_width=100.0,
        window_height=35.0,
        folds=folds,
        address_left=MARGIN if left < MARGIN else 116.0,
    )


C5_H2: Final = _profile("C5 H2", 229.0, 162.0, 114.0, 1)
C5_V2: Final = _profile("C5 V2", 229.0, 162.0, 15.0, 1)
E65_H2: Final = _profile("E65 H2", 220.0, 110.0, 105.0, 2)
C4: Final = _profile("C4", 229.0, 324.0, 114.0, 0)
"""Its window is C5's: replace the window's numbers with those of the envelopes at hand."""
NONE: Final = Profile(
    name="",
    envelope_width=0.0,
    envelope_height=0.0,
    window_left=0.0,
    window_top=0.0,
    window_width=0.0,
    window_height=0.0,
    folds=1,
)
PROFILES: Final = (C5_H2, C5_V2, E65_H2, C4, NONE)


@dataclass(frozen=True, slots=True, kw_only=True)
class EnvelopeCheck:
    """Whether a letter can go in the envelope, as a message id with its parameters."""

    ok: bool
    message: str
    parameters: dict[str, object]


def check(pdf: bytes, profile: Profile, *, address: Sequence[str] | None = None) -> EnvelopeCheck:
    """Measure what stands on page 1: the address in the safe area, nothing else in the window.

    With `address` given, the text that is read in the safe area must be exactly that.
    """
    if not profile.has_window:
        return _verdict(_("No window: put a label on the envelope or write by hand"), profile)
    boxes, text = _first_page(pdf, profile)
    seen = [box for box in boxes if box.touches(profile.quiet_zone)]
    if not seen:
        return _verdict(_("No address stands in the window of {envelope}"), profile, ok=False)
    if not all(profile.safe_area.holds(box) for box in seen):
        return _verdict(_("The address does not fit the window of {envelope}"), profile, ok=False)
    if address is not None and text.split() != " ".join(address).split():
        return _verdict(_("Other text shows in the window of {envelope}"), profile, ok=False)
    return _verdict(_("The address fits the window of {envelope}"), profile)


def _verdict(message: str, profile: Profile, *, ok: bool = True) -> EnvelopeCheck:
    return EnvelopeCheck(ok=ok, message=message, parameters={"envelope": profile.name})


def _first_page(pdf: bytes, profile: Profile) -> tuple[list[Zone], str]:
    """Return the boxes of everything drawn on page 1 and the text in the window's zone."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[0]
        height = page.get_height()
        zone = profile.quiet_zone
        text = page.get_textpage().get_text_bounded(
            left=zone.left * _POINTS,
            top=height - zone.top * _POINTS,
            right=zone.right * _POINTS,
            bottom=height - zone.bottom * _POINTS,
        )
        return list(_boxes(page, height)), text
    finally:
        document.close()


def _boxes(page: object, height: float) -> Iterator[Zone]:
    for drawn in page.get_objects(max_depth=5):  # type: ignore[attr-defined]  # pypdfium2 has no types
        left, bottom, right, top = drawn.get_bounds()
        yield Zone(
            left / _POINTS,
            (height - top) / _POINTS,
            right / _POINTS,
            (height - bottom) / _POINTS,
        )
