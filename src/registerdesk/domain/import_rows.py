"""One row of an imported file: checked values, or what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final, TypeVar

from registerdesk.domain import emails
from registerdesk.domain.errors import InvalidInput
from registerdesk.domain.identity_numbers import IdentityNumber, is_interim, mask_typed
from registerdesk.domain.imports import Column, RowError
from registerdesk.domain.parties import PartyKind
from registerdesk.domain.phones import PhoneNumber
from registerdesk.domain.plain_text import NAME_LIMIT, clean
from registerdesk.domain.postal import postal_code, town
from registerdesk.domain.retention import Periods
from registerdesk.domain.texts import _

T = TypeVar("T")

NUMBER_LIMIT: Final = 40
COUNTRY_LIMIT: Final = 60
CONSENT_LIMIT: Final = 80
_MASK = "•"
_MASKED_LENGTH: Final = 8
_CARE_OF = re.compile(r"\s*c/o\b[\s:]*", re.IGNORECASE)
_DAY = re.compile(r"([0-9]{4})-?([0-9]{2})-?([0-9]{2})(?:[ T]00:00(?::00)?)?", re.ASCII)

MISSING_TOWN: Final = "missing_town"
CODES: Final = {
    Column.IDENTITY: "invalid_identity_number",
    Column.PHONE: "invalid_phone",
    Column.PHONE_2: "invalid_phone",
    Column.MOBILE: "invalid_phone",
    Column.EMAIL: "invalid_email",
    Column.POSTAL_CODE: "invalid_postal_code",
    Column.TOWN: "invalid_town",
    Column.STARTED: "invalid_date",
    Column.ENDED: "invalid_date",
}
"""The code of an error by its column; other columns hold an invalid text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRow:
    """The checked values of one data row, empty where the file says nothing."""

    row: int
    kind: PartyKind
    number: str
    name: str
    given_name: str = ""
    family_name: str = ""
    personal: str = field(default="", repr=False)
    organisation: str = ""
    birth_date: date | None = None
    care_of: str = ""
    street: str = ""
    postal_code: str = ""
    town: str = ""
    country: str = ""
    phones: tuple[PhoneNumber, ...] = ()
    email: str = ""
    started: date | None = None
    ended: date | None = None
    consent: str = ""
    """The reference of the consent, of a row that a website gave."""

    @property
    def has_address(self) -> bool:
        """Tell whether the row says anything of an address."""
        return any((self.care_of, self.street, self.postal_code, self.town, self.country))


def masked(column: str, value: str) -> str:
    """Return a value so far hidden that the report names nobody."""
    if column == Column.IDENTITY:
        return mask_typed(value[:NUMBER_LIMIT])
    if column == Column.EMAIL:
        return emails.mask(value[:NAME_LIMIT])
    first = value[:1] if value[:1].isprintable() else _MASK
    return first + _MASK * min(max(len(value) - 1, 0), _MASKED_LENGTH)


class RowReader:
    """Reads rows by one mapping of columns; keeps what was wrong in the row that it read last."""

    def __init__(
        self,
        *,
        kind_without_number: PartyKind,
        today: date,
        periods: Periods,
        from_web: bool = False,
    ) -> None:
        """Take what a row without a number is, day, periods, and whether a website gave it."""
        self._from_web = from_web
        self._kind = kind_without_number
        self._today = today
        self._periods = periods
        self._cells: Mapping[Column, str] = {}
        self._row = 0
        self.errors: list[RowError] = []

    def read(self, row: int, cells: Mapping[Column, str]) -> ImportRow | None:
        """Return the row's values; None when an error keeps it outside. See `errors`."""
        self._row, self._cells, self.errors = row, cells, []
        identity = self._checked(Column.IDENTITY, self._identity, None)
        spared = len(self.errors)
        values = {**self._names(), **self._address(), **self._dates()}
        found = ImportRow(
            row=row,
            kind=self._kind_of(identity),
            number=self._text(Column.NUMBER, NUMBER_LIMIT),
            personal=identity[0] if identity else "",
            organisation=identity[1] if identity else "",
            birth_date=identity[2] if identity else None,
            phones=self._phones(),
            consent=self._consent(),
            email=self._checked(Column.EMAIL, emails.parse_email, ""),
            **values,  # type: ignore[arg-type]  # fields by their names
        )
        is_good = len(self.errors) == spared
        if not found.town and Column.TOWN in cells:
            self._warn_of_town(found)
        return found if is_good else None

    def _warn_of_town(self, found: ImportRow) -> None:
        """Tell of an address without a town, to which no letter finds its way."""
        known = any(error.field == Column.TOWN for error in self.errors)
        if found.has_address and not known:
            self.refuse(Column.TOWN, MISSING_TOWN, _("The address has no town."))
            self.errors[-1] = replace(self.errors[-1], is_warning=True)

    def refuse(self, column: str, code: str, message: str, **parameters: object) -> None:
        """Add an error of the row as a whole, or of one of its columns."""
        value = self._cells.get(Column(column), "") if column else ""
        self.errors.append(
            RowError(
                row=self._row,
                field=column,
                value_masked=masked(column, value),
                code=code,
                message=message,
                parameters=parameters,
            )
        )

    def _checked(self, column: Column, check: Callable[[str], T], empty: T) -> T:
        """Return the checked cell, or nothing and an error."""
        value = self._cells.get(column, "")
        if not value:
            return empty
        try:
            return check(value)
        except InvalidInput as error:
            code = CODES.get(column, "invalid_text")
            self.refuse(column, code, error.message, **error.parameters)
            return empty

    def _text(self, column: Column, limit: int = NAME_LIMIT) -> str:
        """Return a cell of plain text."""
        return self._checked(column, lambda value: clean(value, limit=limit, field=column), "")

    def _identity(self, text: str) -> tuple[str, str, date | None]:
        """Return personal number, organisation number and birth date."""
        if is_interim(text):
            return clean(text, limit=20, field=Column.IDENTITY), "", None
        number = IdentityNumber.parse(text, self._today)
        if number.is_personal:
            return number.canonical, "", number.birth_date
        return "", number.canonical, None

    def _kind_of(self, identity: tuple[str, str, date | None] | None) -> PartyKind:
        """Return what the identity number says, or what the file as a whole was said to hold."""
        if identity is None:
            return self._kind
        return PartyKind.COMPANY if identity[1] else PartyKind.PERSON

    def _names(self) -> dict[str, object]:
        """Return the name, and its parts where the file has them."""
        given = self._text(Column.GIVEN_NAME)
        family = self._text(Column.FAMILY_NAME)
        name = self._text(Column.NAME) or f"{given} {family}".strip()
        if not name and not any(e.field == Column.NAME for e in self.errors):
            self.refuse(Column.NAME, "missing_name", _("The row has no name. Add it to the file."))
        return {"name": name, "given_name": given, "family_name": family}

    def _address(self) -> dict[str, object]:
        """Return the address; a line that begins with c/o is where the person is reached."""
        care_of = self._text(Column.CARE_OF)
        lines = [self._text(Column.STREET), self._text(Column.STREET_2)]
        for line in [line for line in lines if _CARE_OF.match(line)]:
            if not care_of:
                care_of = line
                lines.remove(line)
        country = self._text(Column.COUNTRY, COUNTRY_LIMIT)
        return {
            "care_of": _CARE_OF.sub("", care_of, count=1),
            "street": ", ".join(line for line in lines if line),
            "postal_code": self._checked(
                Column.POSTAL_CODE, lambda value: postal_code(value, country=country), ""
            ),
            "town": self._checked(Column.TOWN, town, ""),
            "country": country,
        }

    def _consent(self) -> str:
        """Return the consent's reference, without which nothing from the web is kept."""
        consent = self._text(Column.CONSENT, CONSENT_LIMIT)
        if self._from_web and not consent:
            self.refuse(
                Column.CONSENT,
                "missing_consent",
                _("The row comes from the website and has no consent reference."),
            )
        return consent

    def _phones(self) -> tuple[PhoneNumber, ...]:
        """Return the numbers, each once."""
        found: dict[str, PhoneNumber] = {}
        for column in (Column.PHONE, Column.PHONE_2, Column.MOBILE):
            number = self._checked(column, _phone, None)
            if number is not None:
                found.setdefault(number.e164, number)
        return tuple(found.values())

    def _dates(self) -> dict[str, object]:
        """Return the relation's days; one that ended too long ago should be erased already."""
        ended = self._checked(Column.ENDED, _day, None)
        last = self._periods.party_erase_by([ended])
        if last is not None and last < self._today:
            self.refuse(
                Column.ENDED,
                "already_due",
                _("The relation ended so long ago that it should be erased already."),
            )
        return {"started": self._checked(Column.STARTED, _day, None), "ended": ended}


def _phone(text: str) -> PhoneNumber | None:
    """Return the number."""
    return PhoneNumber.parse(text)


def _day(text: str) -> date | None:
    """Return the day that is written 2026-11-23 or 20261123."""
    found = _DAY.fullmatch(text.strip())
    try:
        if found:
            return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        pass
    raise InvalidInput(_("Write the date as 2026-11-23."))
