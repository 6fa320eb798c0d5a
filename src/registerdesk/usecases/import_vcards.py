"""Reads the contacts of a vCard file (2.1, 3.0, 4.0) as rows: names, addresses, phones, e-mail."""

from __future__ import annotations

import io
import quopri
import re
from collections.abc import Iterator
from typing import Final

from registerdesk.domain.errors import InvalidInput
from registerdesk.domain.imports import Column
from registerdesk.usecases.import_limits import MOST_ROWS, TOO_LARGE
from registerdesk.usecases.import_vcard_lines import (
    LETTERS,
    VcardContact,
    VcardProperty,
    VcardReader,
    pieces_of,
)

HEADER: Final = (
    *("FN", "N family", "N given", "ORG", "ADR street", "ADR 2", "ADR postal code", "ADR town"),
    *("ADR country", "TEL 1", "TEL 2", "TEL mobile", "EMAIL"),
)
"""What is read of a contact; notes, birthdays, pictures and everything else never are."""
COLUMNS: Final = (
    *(Column.NAME, Column.FAMILY_NAME, Column.GIVEN_NAME, None, Column.STREET, Column.STREET_2),
    *(Column.POSTAL_CODE, Column.TOWN, Column.COUNTRY, Column.PHONE, Column.PHONE_2),
    *(Column.MOBILE, Column.EMAIL),
)
"""What each of them fills, unless somebody chooses otherwise."""
_CHARSETS: Final = frozenset({"utf-8", "iso-8859-1", "iso-8859-15", "windows-1252", "us-ascii"})
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


def contacts_in(file: io.BufferedReader) -> Iterator[list[str]]:
    """Yield a row for each contact; InvalidInput where one cannot be read."""
    with file:
        number = 0
        reader = VcardReader(pieces_of(file))
        while (contact := reader.next_contact(number + 1)) is not None:
            number += 1
            if number > MOST_ROWS:
                raise InvalidInput(TOO_LARGE)
            yield _row(contact, number)


def _row(contact: VcardContact, number: int) -> list[str]:
    """Return the cells of a contact, in the order of the header."""
    fn = _first(contact, "FN", number)
    family, given = _parts(contact, "N", 2, number)
    (organisation,) = _parts(contact, "ORG", 1, number)
    if not fn and not family and not given:
        fn = organisation
    box, extra, street, town, _region, postal_code, country = _parts(contact, "ADR", 7, number)
    lines = [line for line in (street, extra, box) if line]
    phones, mobile = _phones(contact, number)
    email = re.sub("^mailto:", "", _first(contact, "EMAIL", number), flags=re.IGNORECASE)
    return [
        *(fn, family, given, organisation, *[*lines, "", ""][:2]),
        *(postal_code, town, country, *phones, mobile, email),
    ]


def _phones(contact: VcardContact, number: int) -> tuple[list[str], str]:
    """Return two numbers and that of the mobile; faxes and pagers are passed over."""
    phones: list[str] = []
    mobile = ""
    for found in contact.found.get("TEL", []):
        if found.is_of("FAX", "PAGER", "MODEM"):
            continue
        text = re.sub("^tel:", "", _plain(_text(found, number)), flags=re.IGNORECASE)
        text = text.partition(";")[0]
        if found.is_of("CELL") and not mobile:
            mobile = text
        else:
            phones.append(text)
    return [*phones, "", ""][:2], mobile


def _first(contact: VcardContact, name: str, number: int) -> str:
    """Return the preferred value of a kind, or nothing."""
    kept = contact.found.get(name)
    return _plain(_text(kept[0], number)) if kept else ""


def _parts(contact: VcardContact, name: str, count: int, number: int) -> list[str]:
    """Return the first parts of a value that has several."""
    kept = contact.found.get(name)
    text = _text(kept[0], number) if kept else ""
    parts = re.findall(r"(?:^|;)((?:\\.|[^;\\]|\\$)*)", text, re.DOTALL)
    return [_plain(part) for part in (parts + [""] * count)[:count]]


def _text(found: VcardProperty, number: int) -> str:
    """Return the value in letters: as it says it is written, or as it can be read."""
    value = quopri.decodestring(found.value) if found.is_quoted else found.value
    named = re.search(r"CHARSET=\"?([^;\"]+)", found.parameters)
    said = named.group(1).lower() if named and named.group(1).lower() in _CHARSETS else "utf-8"
    for encoding in (said, "utf-8", "cp1252"):
        try:
            return value.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise InvalidInput(LETTERS, row=number)


def _plain(text: str) -> str:
    """Return a value without the signs that escape others, on one line."""
    written = _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], text)
    return ", ".join(line.strip() for line in written.splitlines() if line.strip())
