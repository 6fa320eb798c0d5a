"""Contacts in vCard files become rows; whatever else a file holds is a sentence or nothing."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registerdesk.domain.errors import InvalidInput
from registerdesk.domain.imports import Column, ImportKind
from registerdesk.usecases import import_vcard_lines
from registerdesk.usecases.import_limits import LONGEST_CELL, MOST_BYTES
from registerdesk.usecases.import_vcards import HEADER
from registerdesk.usecases.imports import ImportOptions, import_file, preview
from registerdesk.usecases.search import find
from tests.makers import TODAY, an_office
from tests.usecases.tables import read_table

OPTIONS = ImportOptions(kind=ImportKind.CUSTOMERS, source="Telefonboken")
ANNA = """BEGIN:VCARD
VERSION:3.0
N:Lindqvist;Anna;;;
FN:Anna Lindqvist
ORG:Ekbackens Handel AB;Ekonomi
item1.ADR;TYPE=HOME:;;Storgatan 1;Ekby;;12345;Sverige
TEL;TYPE=HOME,VOICE:070-174 06 05
TEL;TYPE=CELL:070-174 06 06
TEL;TYPE=FAX:08-465 004 99
EMAIL;TYPE=INTERNET:anna@example.com
BDAY:1978-04-12
NOTE:Ring inte efter fem
PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQSkZJRgABAQAAAQABAAD
 2wBDAAUDBAQEAwUEBAQFBQUGBwwIBwcHBw8LCwkM
X-OKÄND;X=1:något
END:VCARD
"""


def a_file(tmp_path: Path, text: str | bytes) -> Path:
    """Write a file of contacts with the ends of line that the format asks for."""
    path = tmp_path / "kontakter.vcf"
    written = text if isinstance(text, bytes) else text.replace("\n", "\r\n").encode()
    path.write_bytes(written)
    return path


def rows(tmp_path: Path, text: str | bytes) -> list[dict[str, str]]:
    """Return what each contact fills, without what is empty."""
    table = read_table(a_file(tmp_path, text))
    return [
        {name: cell for name, cell in zip(table.header, row, strict=True) if cell}
        for row in table.rows
    ]


def one(tmp_path: Path, *lines: str, version: str = "3.0") -> dict[str, str]:
    """Return what a contact of these lines fills."""
    body = "".join(f"{line}\n" for line in lines)
    text = f"BEGIN:VCARD\nVERSION:{version}\n{body}END:VCARD\n"
    (found,) = rows(tmp_path, text)
    return found


def refused(tmp_path: Path, text: str | bytes) -> str:
    """Return the sentence with which a file is refused."""
    with pytest.raises(InvalidInput) as caught:
        read_table(a_file(tmp_path, text))
    return caught.value.message


def test_a_contact_becomes_a_row_without_its_note_birthday_and_picture(tmp_path: Path) -> None:
    assert rows(tmp_path, ANNA) == [
        {
            "FN": "Anna Lindqvist",
            "N family": "Lindqvist",
            "N given": "Anna",
            "ORG": "Ekbackens Handel AB",
            "ADR street": "Storgatan 1",
            "ADR town": "Ekby",
            "ADR postal code": "12345",
            "ADR country": "Sverige",
            "TEL 1": "070-174 06 05",
            "TEL mobile": "070-174 06 06",
            "EMAIL": "anna@example.com",
        }
    ]


def test_version_4_says_numbers_as_links_and_what_is_preferred(tmp_path: Path) -> None:
    found = one(
        tmp_path,
        "FN:Anna",
        'TEL;VALUE=uri;PREF=2;TYPE="voice,home":tel:+46-70-174-06-05;ext=1',
        'TEL;VALUE=uri;TYPE="voice,work":tel:+46-8-465-004-40',
        'TEL;VALUE=uri;PREF=1;TYPE="work;x:y":tel:+46-8-465-004-41',
        "EMAIL:second@example.com",
        "EMAIL;PREF=1:mailto:first@example.com",
        version="4.0",
    )
    assert found["TEL 1"] == "+46-8-465-004-41"
    assert found["TEL 2"] == "+46-70-174-06-05"
    assert found["EMAIL"] == "first@example.com"


def test_version_2_1_is_read_with_its_charset_and_soft_line_breaks(tmp_path: Path) -> None:
    found = one(
        tmp_path,
        "N;ENCODING=QUOTED-PRINTABLE;CHARSET=ISO-8859-1:=D6berg;=C5sa",
        "FN;CHARSET=UTF-8;QUOTED-PRINTABLE:=C3=85sa =",
        "=C3=96berg",
        "NOTE;QUOTED-PRINTABLE:TEL:08 =",
        "TEL:070-174 06 99",
        "TEL;PREF;CELL:070-174 06 05",
        version="2.1",
    )
    assert found == {
        "FN": "Åsa Öberg",
        "N family": "Öberg",
        "N given": "Åsa",
        "TEL mobile": "070-174 06 05",
    }


def test_lines_are_unfolded_even_within_a_letter(tmp_path: Path) -> None:
    folded = b"BEGIN:VCARD\r\nFN:\xc3\r\n \x85sa \r\n \xc3\x96berg\r\nEND:VCARD\r\n"
    assert rows(tmp_path, folded) == [{"FN": "Åsa Öberg"}]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_other_encodings_are_read(tmp_path: Path, encoding: str) -> None:
    text = "BEGIN:VCARD\r\nFN:Åsa Öberg\r\nEND:VCARD\r\n"
    assert rows(tmp_path, text.encode(encoding)) == [{"FN": "Åsa Öberg"}]


def test_escaped_signs_stand_for_themselves_and_lines_become_one(tmp_path: Path) -> None:
    found = one(tmp_path, r"FN:Berg\, Åsa\; \\ chef", r"ADR:Box 3;;Storgatan 1\nPlan 2\;A;Ekby")
    assert found["FN"] == r"Berg, Åsa; \ chef"
    assert found["ADR street"] == "Storgatan 1, Plan 2;A"
    assert found["ADR 2"] == "Box 3"


def test_a_company_without_a_person_is_called_by_its_own_name(tmp_path: Path) -> None:
    assert one(tmp_path, "ORG:Lindholms Åkeri AB;Lager")["FN"] == "Lindholms Åkeri AB"


def test_a_contact_within_a_contact_is_passed_over(tmp_path: Path) -> None:
    agent = ["AGENT:", "BEGIN:VCARD", "FN:Ombudet", "TEL:08-1", "END:VCARD"]
    assert one(tmp_path, "FN:Anna", *agent, "EMAIL:a@example.com", version="2.1") == {
        "FN": "Anna",
        "EMAIL": "a@example.com",
    }


def test_the_fields_map_themselves_and_no_number_is_asked_for(tmp_path: Path) -> None:
    seen = preview(a_file(tmp_path, f"{ANNA}\n\n" * 3), ImportKind.CUSTOMERS)
    assert seen.count == 3
    assert not seen.has_numbers
    assert Column.MOBILE in seen.columns
    assert seen.columns[seen.header.index("ORG")] is None


def test_contacts_go_in_and_are_numbered(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    other = ANNA.replace("Anna Lindqvist", "Åsa Öberg").replace("Lindqvist;Anna", "Öberg;Åsa")
    report = import_file(office.desk("handl"), a_file(tmp_path, ANNA + other), OPTIONS, today=TODAY)
    assert (report.rows, report.new, report.errors) == (2, 2, ())
    assert report.left_out == ("ORG",)
    (hit,) = office.do("handl", find, "Åsa Öberg").persons
    relations = office.inside("handl", lambda visit: visit.office.relations.of(hit.party_id))
    assert [bool(each.number) for each in relations] == [True]
    office.close()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "The file holds no contacts"),
        ("Namn;Telefon\nAnna;08\n", "The file holds no contacts"),
        ("BEGIN:VCARDS\nFN:x\n", "The file holds no contacts"),
        ("BEGIN:VCARD\nFN:x\n", "Contact {row} has no end"),
        ("BEGIN:VCARD\n" * 50_000, "Contact {row} has no end"),
        ("BEGIN:VCARD\nAGENT:\n" * 4_000, "Contact {row} has no end"),
        (ANNA + "skräp\n" + ANNA, "Something after contact {row}"),
        ("BEGIN:VCARD\n" + "X:1\n" * 1_000_000 + "END:VCARD\n", "Contact {row} is too large"),
        (
            "BEGIN:VCARD\nFN:" + "a\n " * (LONGEST_CELL + 9) + "\nEND:VCARD\n",
            "A value of contact {row}",
        ),
        ("BEGIN:VCARD\nFN:" + "a" * 300_000 + "\nEND:VCARD\n", "A value of contact {row}"),
        (b"BEGIN:VCARD\r\nFN:\x81\x8d\r\nEND:VCARD\r\n", "The letters of contact {row}"),
        (b"\xff\xfe" + "BEGIN:VCARD\n".encode("utf-16-le") + b"\x00\xd8", "The letters of"),
        (b"\x00\xff" * 5_000, "The file holds no contacts"),
    ],
)
def test_a_hostile_file_is_refused_in_a_sentence(
    tmp_path: Path, text: str | bytes, sentence: str
) -> None:
    assert refused(tmp_path, text).startswith(sentence)


def test_a_property_whose_quotation_never_ends_is_none(tmp_path: Path) -> None:
    assert one(tmp_path, 'FN;A="' + "a:" * 300_000, "EMAIL:a@example.com") == {
        "EMAIL": "a@example.com"
    }


def test_a_file_of_300_mb_is_refused_unread(tmp_path: Path) -> None:
    path = a_file(tmp_path, ANNA)
    with path.open("r+b") as file:
        file.truncate(3 * MOST_BYTES)
    with pytest.raises(InvalidInput, match="too large"):
        read_table(path)


def test_a_picture_beyond_all_measure_is_refused_line_by_line_or_in_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_vcard_lines, "MOST_OF_A_CONTACT", 200_000)
    for picture in ("A" * 400_000, "A\n " * 100_000):
        text = f"BEGIN:VCARD\nFN:x\nPHOTO:{picture}\nEND:VCARD\n"
        assert refused(tmp_path, text).startswith("Contact {row} is too large")


def test_a_nul_in_a_name_keeps_its_row_alone_outside(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    bad = ANNA.replace("FN:Anna", "FN:An\x00na")
    report = import_file(office.desk("handl"), a_file(tmp_path, bad + ANNA), OPTIONS, today=TODAY)
    assert (report.rows, report.new, report.skipped) == (2, 1, 1)
    office.close()


@given(st.binary(max_size=400), st.integers(0, 300))
def test_no_bytes_within_a_file_do_more_than_refuse_it(
    tmp_path_factory: pytest.TempPathFactory, noise: bytes, place: int
) -> None:
    whole = ANNA.replace("\n", "\r\n").encode()
    path = a_file(tmp_path_factory.mktemp("vcf"), whole[:place] + noise + whole[place:])
    widths = set[int]()
    with suppress(InvalidInput):
        widths = {len(row) for row in read_table(path).rows}
    assert widths <= {len(HEADER)}
