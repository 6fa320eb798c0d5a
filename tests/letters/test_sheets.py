"""The stamp at print time, the recovery sheet, the test print, and pages as pictures."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date

import pytest
import segno

from registerdesk.domain.errors import InvalidInput
from registerdesk.letters import (
    calibration,
    catalogue,
    envelope,
    forwarding_sheet,
    pages,
    recovery_sheet,
    stamp,
)
from tests.letters import facts as made
from tests.letters.reading import active_parts, fonts_of, information, whole_text

KEY = (
    *("7K3MZ", "Q9X2A", "BCDEF", "GHJKM", "NPQRS", "TVWXY"),
    *("Z0123", "45678", "9ABCD", "EFGHJ", "KMNPQ", "RSTVW"),
)


def the_sheet(language: str = "sv") -> bytes:
    """A recovery sheet."""
    return recovery_sheet.render(
        office_name="Mälarkontoret <b>AB",
        key_groups=KEY,
        owner_fingerprint="3f9a 21c0",
        day=date(2026, 11, 23),
        language=language,
    )


@pytest.mark.parametrize("kind", list(made.WHOLE))
def test_a_print_is_stamped_on_a_copy_and_the_stored_letter_stays(kind: str) -> None:
    letter = catalogue.render(kind, made.WHOLE[kind], language="sv")
    printed = stamp.copy_for_print(letter.pdf, print_number=1, copy_of=None)
    again = stamp.copy_for_print(letter.pdf, print_number=2, copy_of=date(2026, 12, 1))
    assert hashlib.sha256(letter.pdf).hexdigest() == letter.sha256
    assert "Utskrift" not in whole_text(letter.pdf)
    assert all("Utskrift 1" in text and "Kopia" not in text for text in pages.texts(printed))
    assert all("Utskrift 2 · Kopia 2026-12-01" in text for text in pages.texts(again))
    assert all(font.embedded and font.kind == "/TrueType" for font in fonts_of(again))
    assert envelope.check(again, envelope.C5_H2).ok


def test_an_english_letter_is_stamped_in_english() -> None:
    letter = catalogue.render("L01", made.RECEIPT, language="en")
    stamped = stamp.copy_for_print(letter.pdf, print_number=3, copy_of=date(2026, 12, 1))
    assert "Print 3 · Copy 2026-12-01" in whole_text(stamped)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_recovery_sheet_holds_key_office_date_and_warning(language: str) -> None:
    text = whole_text(the_sheet(language))
    compact = "".join(text.split())
    assert all(group in compact for group in KEY)
    assert "Mälarkontoret <b>AB" in text
    assert "2026-11-23" in text
    assert "3f9a 21c0" in text
    warning = "Förvara i kassaskåp. Den som har nyckeln kan läsa allt."
    assert (warning in text) == (language == "sv")
    assert len(pages.texts(the_sheet(language))) == 1


def test_the_recovery_sheet_embeds_its_faces_and_keeps_the_key_out_of_its_description() -> None:
    sheet = the_sheet()
    assert all(font.embedded for font in fonts_of(sheet))
    assert active_parts(sheet) == []
    assert not any(group in str(information(sheet)) for group in KEY)


def test_the_square_on_the_recovery_sheet_says_the_key() -> None:
    width, _height, picture = next(iter(pages.to_images(the_sheet(), 254)))
    matrix = segno.make_qr("-".join(KEY), error="m").matrix
    expected = [[bool(dark) for dark in row] for row in matrix]
    side = 46.0 / len(expected)

    def dark_at(across: float, down: float) -> bool:
        """Whether the picture, ten points to the millimetre, is dark there."""
        return picture[4 * (round(down * 10) * width + round(across * 10))] < 128

    places = range(len(expected))
    seen = [
        [dark_at(20 + (x + 0.5) * side, 166 + (y + 0.5) * side) for x in places] for y in places
    ]
    assert seen == expected


@pytest.mark.parametrize("profile", envelope.PROFILES, ids=lambda profile: profile.name)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_test_print_shows_address_zones_and_what_to_do(
    profile: envelope.Profile, language: str
) -> None:
    sheet = calibration.render(profile, language)
    text = whole_text(sheet)
    question = "Syns hela adressen och inget annat?" if language == "sv" else "nothing else?"
    assert "123 45 PROVSTAD" in text
    assert question in text
    zone = "Säker adressyta" if language == "sv" else "Safe address area"
    assert (zone in text) == profile.has_window
    assert len(pages.texts(sheet)) == 1
    assert all(font.embedded for font in fonts_of(sheet))


def test_pages_become_pictures_on_white() -> None:
    letter = catalogue.render("L03", made.ACCESS, language="sv")
    pictures = list(pages.to_images(letter.pdf, 110))
    assert len(pictures) == letter.pages
    for width, height, content in pictures:
        assert (width, height) == (910, 1287)
        assert len(content) == width * height * 4
        assert content[:4] == b"\xff\xff\xff\xff"


def test_the_sheet_for_the_tax_agency_tells_who_and_shows_the_outer_address_in_the_window() -> None:
    pdf = forwarding_sheet.render(made.FORWARDING, envelope.C5_H2, "sv")
    (page,) = pages.texts(pdf)
    for shown in ("Skatteverket", "Förmedlingen", made.ADDRESSEE.name, "19780412-2385"):
        assert shown in page
    assert not any(line in page for line in made.ADDRESSEE.address_lines)
    assert envelope.check(pdf, envelope.C5_H2, address=made.FORWARDING.outer).ok
    without = forwarding_sheet.render(
        replace(made.FORWARDING, identity_number="", sender=replace(made.FRAME.sender, phone="")),
        envelope.C5_H2,
        "sv",
    )
    assert "Personnummer" not in pages.texts(without)[0]
    assert "Frågor om försändelsen" not in pages.texts(without)[0]
    with pytest.raises(InvalidInput):
        forwarding_sheet.render(replace(made.FORWARDING, outer=("x",) * 6), envelope.C5_H2, "sv")
