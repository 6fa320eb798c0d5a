"""Window envelopes: computed zones, and a check that measures what is really printed."""

from __future__ import annotations

from dataclasses import astuple, replace
from datetime import date

import pytest

from registerdesk.domain.errors import InvalidInput
from registerdesk.letters import catalogue, envelope
from registerdesk.letters.envelope import C4, C5_H2, C5_V2, E65_H2, NONE, Profile, Zone
from registerdesk.letters.letterhead import lay_address, text
from registerdesk.letters.sheet import one_sheet
from registerdesk.letters.styles import MM
from tests.letters import facts as made


@pytest.mark.parametrize(
    ("profile", "safe", "quiet"),
    [
        (C5_H2, (114, 44, 195, 65.5), (95, 30.5, 210, 79)),
        (C5_V2, (20, 44, 96, 65.5), (0, 30.5, 115, 79)),
        (E65_H2, (105, 44, 195, 68), (95, 33, 205, 79)),
        (C4, (114, 44, 195, 52), (95, 17, 210, 79)),
    ],
    ids=lambda value: getattr(value, "name", ""),
)
def test_the_zones_follow_from_the_envelope_s_measures(
    profile: Profile, safe: tuple[float, ...], quiet: tuple[float, ...]
) -> None:
    assert astuple(profile.safe_area) == pytest.approx(safe)
    assert astuple(profile.quiet_zone) == pytest.approx(quiet)


def test_fold_marks_follow_from_the_folds() -> None:
    assert [profile.fold_marks for profile in (C5_H2, E65_H2, C4)] == [
        (148.5,),
        pytest.approx((99.0, 198.0)),
        (),
    ]


def test_an_envelope_that_is_smaller_than_the_folded_sheet_is_refused() -> None:
    with pytest.raises(InvalidInput):
        replace(C5_H2, envelope_width=200.0)
    with pytest.raises(InvalidInput):
        replace(C5_H2, folds=0)


def page_with(*lines: tuple[float, float, str]) -> bytes:
    """A page with lines at these places, in mm from the top left corner."""
    with one_sheet(title="t", author="a", language="sv", day=date(2026, 1, 1)) as sheet:
        for left, down, shown in lines:
            text(sheet.canvas, left, down, shown, 10, room=120)
    return sheet.pdf


INSIDE = (116.0, 50.0, "Anna Lindqvist")


def test_an_address_inside_and_nothing_else_passes() -> None:
    checked = envelope.check(page_with(INSIDE), C5_H2, address=["Anna Lindqvist"])
    assert (checked.ok, checked.parameters) == (True, {"envelope": "C5 H2"})
    assert checked.message == "The address fits the window of {envelope}"


@pytest.mark.parametrize(
    "other",
    [
        (96.0, 40.0, "B-2026-0147"),
        (60.0, 60.0, "a line that runs into the zone from the left side"),
        (120.0, 66.5, "below the safe area"),
        (180.0, 50.0, "out to the right"),
        (120.0, 79.5, "Åp"),
    ],
)
def test_anything_else_in_the_quiet_zone_fails(other: tuple[float, float, str]) -> None:
    assert not envelope.check(page_with(INSIDE, other), C5_H2).ok


def test_text_beside_the_quiet_zone_does_not_matter() -> None:
    outside = ((20.0, 60.0, "B-2026-0147"), (116.0, 84.0, "Rubrik"), (96.0, 29.0, "huvud"))
    assert envelope.check(page_with(INSIDE, *outside), C5_H2).ok


def test_more_text_than_the_address_in_the_safe_area_fails() -> None:
    pdf = page_with(INSIDE, (116.0, 60.0, "19780412-2385"))
    assert envelope.check(pdf, C5_H2).ok
    assert not envelope.check(pdf, C5_H2, address=["Anna Lindqvist"]).ok


def test_a_drawing_in_the_quiet_zone_fails() -> None:
    with one_sheet(title="t", author="a", language="sv") as sheet:
        text(sheet.canvas, *INSIDE, 10, room=100)
        sheet.canvas.rect(100 * MM, 220 * MM, 60 * MM, 30 * MM)
    assert not envelope.check(sheet.pdf, C5_H2).ok


def test_an_empty_window_fails_and_no_window_passes() -> None:
    assert not envelope.check(page_with((20.0, 100.0, "x")), C5_H2).ok
    checked = envelope.check(page_with((20.0, 100.0, "x")), NONE)
    assert checked.ok
    assert checked.message.startswith("No window")


def test_a_letter_without_a_window_is_printed_all_the_same() -> None:
    assert catalogue.render("L01", made.RECEIPT, language="sv", profile=NONE).pages == 1


def test_an_office_s_own_measures_move_the_zones_and_the_address() -> None:
    own = replace(C5_H2, name="Eget", window_left=110.0, window_width=105.0, address_left=113.0)
    letter = catalogue.render("L01", made.RECEIPT, language="sv", profile=own)
    assert own.safe_area.left == 110
    assert envelope.check(letter.pdf, own).ok


def test_an_address_goes_smaller_and_then_breaks_at_care_of() -> None:
    one = lay_address(("Anna Lindqvist", "Storgatan 14 B", "169 72 SOLNA"), C5_H2)
    long = ("Anna Lindqvist Bergström c/o Fastighetsbolaget Kvarnen", "Box 1", "169 72 SOLNA")
    broken = lay_address(long, C5_H2)
    assert (one.size, one.top) == (10.5, 45.0)
    assert broken.lines[:2] == ("Anna Lindqvist Bergström", "c/o Fastighetsbolaget Kvarnen")
    assert broken.size == 10.5
    five = lay_address(("a", "b", "c", "d", "e"), C5_H2)
    assert (five.size, five.top) == (9.5, 44.5)


def test_zones_hold_and_touch_as_rectangles_do() -> None:
    zone = Zone(10, 10, 20, 20)
    assert zone.holds(Zone(10, 10, 20, 20))
    assert not zone.holds(Zone(9, 10, 20, 20))
    assert not zone.holds(Zone(10, 10, 21, 20))
    assert not zone.holds(Zone(10, 9, 20, 20))
    assert not zone.holds(Zone(10, 10, 20, 21))
    assert zone.touches(Zone(19, 19, 30, 30))
    assert not zone.touches(Zone(20, 10, 30, 20))
    assert not zone.touches(Zone(10, 20, 20, 30))
