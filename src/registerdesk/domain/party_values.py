"""How a typed value becomes a stored one: each field's own rules, found by its declaration."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType, UnionType
from typing import Any, Final, Union, get_args, get_origin

from registerdesk.domain.emails import parse_email
from registerdesk.domain.errors import InvalidInput
from registerdesk.domain.fields import Field, fields_of
from registerdesk.domain.identity_numbers import IdentityNumber, is_interim
from registerdesk.domain.payment_accounts import PaymentRoute, parse_account
from registerdesk.domain.phones import PhoneNumber
from registerdesk.domain.plain_text import clean
from registerdesk.domain.postal import postal_code, town
from registerdesk.domain.texts import _

LARGEST_AMOUNT: Final = 10**12


def identity_columns(text: str, today: date) -> dict[str, str | None]:
    """Return where an identity number is kept: a person's sealed, an organisation's open.

    An interim number is kept as it was given; InvalidInput says what is wrong with any other.
    """
    if is_interim(text):
        return {"personal": clean(text, limit=20, field="personal"), "organisation": None}
    try:
        number = IdentityNumber.parse(text, today)
    except InvalidInput as error:
        raise InvalidInput(error.message, field="personal", **error.parameters) from None
    column = "personal" if number.is_personal else "organisation"
    return {"personal": None, "organisation": None} | {column: number.canonical}


def _phone(text: str, _row: Mapping[str, Any], _today: date) -> dict[str, Any]:
    number = PhoneNumber.parse(text)
    return {"typed": number.typed, "e164": number.e164}


def _email(text: str, _row: Mapping[str, Any], _today: date) -> dict[str, Any]:
    return {"address": parse_email(text)}


def _postal_code(text: str, row: Mapping[str, Any], _today: date) -> dict[str, Any]:
    return {"postal_code": postal_code(text, country=row.get("country") or "")}


def _town(text: str, _row: Mapping[str, Any], _today: date) -> dict[str, Any]:
    return {"town": town(text)}


def _identity(text: str, _row: Mapping[str, Any], today: date) -> dict[str, Any]:
    return dict(identity_columns(text, today))


def _account(text: str, row: Mapping[str, Any], _today: date) -> dict[str, Any]:
    try:
        route = PaymentRoute(str(row.get("route")))
    except ValueError:
        raise InvalidInput(_("Choose one of the listed values."), field="route") from None
    return {"account": parse_account(route, text)}


_OWN_RULES: Final[Mapping[str, Callable[[str, Mapping[str, Any], date], dict[str, Any]]]] = (
    MappingProxyType(
        {
            "phone.typed": _phone,
            "email.address": _email,
            "address.postal_code": _postal_code,
            "address.town": _town,
            "party_number.personal": _identity,
            "party_number.organisation": _identity,
            "payment_detail.account": _account,
        }
    )
)
"""Rules by the field's permanent seal name."""


def cleaned(
    record_type: type, name: str, value: object, row: Mapping[str, Any], today: date
) -> dict[str, Any]:
    """Return what is stored for a typed value: one field, or several that follow from it."""
    field = next((f for f in fields_of(record_type) if f.name == name), None)
    if field is None:
        raise InvalidInput(_("There is no such field."), field=name)
    own = _OWN_RULES.get(field.about.seal_name)
    if own is None:
        stored_value = checked(field, value)
        if name == "ended" and isinstance(stored_value, date):
            _refuse_end(stored_value, row, today)
        return {name: stored_value}
    if not isinstance(value, str) or not value.strip():
        raise InvalidInput(_("Fill in this field."), field=name)
    stored = own(value, row, today)
    if not any(stored.values()):
        raise InvalidInput(_("Fill in this field."), field=name)
    return stored


def _refuse_end(ended: date, row: Mapping[str, Any], today: date) -> None:
    """Refuse an end before the beginning or in days to come: erasure counts from it."""
    began = row.get("started")
    if isinstance(began, date) and ended < began:
        raise InvalidInput(_("It cannot end before it began."), field="ended")
    if ended > today:
        raise InvalidInput(_("The day has not come yet."), field="ended")


def checked(field: Field, value: object) -> object:
    """Return a value of the field's own type, or raise InvalidInput."""
    kind, optional = _kind_of(field.type)
    if value is None or (value == "" and optional):
        return _emptied(field, kind, optional=optional)
    if kind is str:
        return _text(field, value)
    if issubclass(kind, StrEnum):
        return _code(field, kind, value)
    if kind is int:
        return _amount(field, value)
    if type(value) is not kind:
        raise InvalidInput(_("This value does not fit the field."), field=field.name)
    return value


def _kind_of(annotation: object) -> tuple[type, bool]:
    """Return the type without its `| None`, and whether it had one."""
    if get_origin(annotation) in {Union, UnionType}:
        kinds = [option for option in get_args(annotation) if option is not type(None)]
        return kinds[0], True
    return annotation, False  # type: ignore[return-value]  # an annotation is a type here


def _emptied(field: Field, kind: type, *, optional: bool) -> object:
    """Return the empty value of a field that may be empty."""
    if optional:
        return None
    if kind is str and not field.about.required:
        return ""
    raise InvalidInput(_("Fill in this field."), field=field.name)


def _text(field: Field, value: object) -> str:
    """Return cleaned text within the field's limit."""
    if not isinstance(value, str):
        raise InvalidInput(_("This value does not fit the field."), field=field.name)
    about = field.about
    text = clean(value, limit=about.limit, field=field.name, lines=about.lines > 1)
    if not text and about.required:
        raise InvalidInput(_("Fill in this field."), field=field.name)
    return text


def _code(field: Field, kind: type[StrEnum], value: object) -> StrEnum:
    """Return the code, if it is one of the field's."""
    try:
        return kind(str(value))
    except ValueError:
        raise InvalidInput(_("Choose one of the listed values."), field=field.name) from None


def _amount(field: Field, value: object) -> int:
    """Return a whole number that an office could mean; money can be owed the other way."""
    least = -LARGEST_AMOUNT if field.about.in_ore else 0
    if type(value) is not int or not least <= value < LARGEST_AMOUNT:
        raise InvalidInput(_("Write a whole number, zero or more."), field=field.name)
    return value
