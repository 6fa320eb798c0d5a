"""Records as the window words them: pure functions from a record to lines of text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

from registerdesk.domain import phones
from registerdesk.domain.fields import Purpose
from registerdesk.domain.formats import amount
from registerdesk.domain.parties import PartyKind, Relation, RelationKind
from registerdesk.domain.sources import SOURCE_LABELS, Source
from registerdesk.domain.texts import _
from registerdesk.ui.kit.card import Datum
from registerdesk.ui.kit.text import language, tr
from registerdesk.usecases.party_cards import Card, CardValue

DOT = "  ·  "
SPOKEN_ONCE = frozenset({("phones", "e164"), ("parties", "kind")})
"""Values that another row or the header says already."""


def joined(parts: Iterable[str]) -> str:
    """Return what there is, with dots between."""
    return DOT.join(part for part in parts if part)


def source_words(source: Source, detail: str) -> str:
    """Return where a value came from, in the office's words where it gave any."""
    return f"{tr(SOURCE_LABELS[source])} {detail}".strip()


def value_words(value: CardValue, siblings: Sequence[CardValue] = ()) -> str:
    """Return a value as people read it: phones in groups, kronor with their unit."""
    if value.is_message:
        return tr(value.shown)
    if value.register == "phones":
        dialled = [v.shown for v in siblings if v.row_id == value.row_id and v.field == "e164"]
        return phones.shown(dialled[0]) if dialled else value.shown
    if value.field == "credit_limit" and isinstance(value.value, int):
        return amount(value.value, language.code)
    if value.field == "organisation":
        return f"{value.shown[:-4]}-{value.shown[-4:]}" if value.shown.isdigit() else value.shown
    return value.shown


def shown_values(card: Card) -> list[CardValue]:
    """Return the values that stand in the table of the card, by category."""
    values = [v for v in card.values if (v.register, v.field) not in SPOKEN_ONCE]
    order = list(type(values[0].category)) if values else []
    return sorted(values, key=lambda v: order.index(v.category))


def overview(card: Card) -> list[Datum]:
    """Return the facts that one needs on the phone: number, address, phones, terms."""
    found = {"party_numbers", "addresses", "phones", "emails", "relations"}
    rows = [v for v in card.values if v.register in found]
    groups = [(key[0], list(group)) for key, group in groupby(rows, _row_key)]
    return [datum for register, row in groups for datum in _facts(register, row, rows)]


def _row_key(value: CardValue) -> tuple[str, str]:
    return value.register, str(value.row_id)


def _facts(register: str, row: list[CardValue], rows: Sequence[CardValue]) -> list[Datum]:
    by_name = {value.field: value for value in row}
    if register == "addresses":
        return _address(by_name)
    wanted = {
        "party_numbers": ("personal", "organisation"),
        "phones": ("typed",),
        "emails": ("address",),
        "relations": ("payment_terms", "credit_limit"),
    }[register]
    present = [by_name[name] for name in wanted if name in by_name]
    return [_datum(v, value_words(v, rows), _SHORT_LABELS.get(v.field, "")) for v in present]


_SHORT_LABELS = {"payment_terms": _("Payment"), "credit_limit": _("Credit limit")}


def _datum(value: CardValue, words: str, label: str = "") -> Datum:
    return Datum(
        label=label or value.label,
        value=words,
        source=source_words(value.source, value.source_detail),
        updated=value.collected_on.isoformat(),
        name=f"{value.register}.{value.field}",
    )


def _address(by_name: dict[str, CardValue]) -> list[Datum]:
    """Return an address as one fact: street, postal code and town on one line."""
    parts = {name: value.shown for name, value in by_name.items()}
    place = f"{parts.get('postal_code', '')} {parts.get('town', '')}".strip()
    lines = (parts.get("care_of", ""), parts.get("street", ""), place, parts.get("country", ""))
    first = next((by_name[n] for n in ("street", "town", "postal_code") if n in by_name), None)
    kind = by_name.get("kind")
    label = kind.shown if kind is not None else _("Postal address")
    words = ", ".join(line for line in lines if line)
    return [_datum(first, words, label)] if first is not None else []


def since_words(relations: Iterable[Relation]) -> str:
    """Return "customer since 2019-03-04", or until when."""
    for relation in relations:
        if relation.ended is not None:
            return tr(_ENDED[relation.kind], day=relation.ended.isoformat())
        if relation.started is not None:
            return tr(_SINCE[relation.kind], day=relation.started.isoformat())
    return ""


_SINCE = {
    RelationKind.CUSTOMER: _("customer since {day}"),
    RelationKind.SUPPLIER: _("supplier since {day}"),
}
_ENDED = {
    RelationKind.CUSTOMER: _("customer until {day}"),
    RelationKind.SUPPLIER: _("supplier until {day}"),
}


def header_line(card: Card) -> str:
    """Return number, identity number masked, first phone, since when."""
    number = card.numbers[0].shown if card.numbers else ""
    birth = card.party.birth_date
    if not number and isinstance(birth, date):
        number = birth.isoformat()
    phone = phones.shown(card.phones[0].e164) or card.phones[0].typed if card.phones else ""
    return joined((card.number, number, phone, since_words(card.relations)))


SHORT_PURPOSE = {
    Purpose.CONTRACT: _("Delivery, invoice"),
    Purpose.BOOKKEEPING: _("Bookkeeping"),
    Purpose.CREDIT: _("Credit assessment"),
    Purpose.ENQUIRIES: _("Enquiries"),
    Purpose.RIGHTS: _("Requests about data"),
    Purpose.MARKETING: _("Newsletters and offers"),
    Purpose.STATISTICS: _("Statistics"),
    Purpose.DEVELOPMENT: _("Product development"),
    Purpose.PROFILING: _("Profiling and selection"),
    Purpose.SECURITY: _("Safeguarding the data"),
}


def is_company(card: Card) -> bool:
    """Tell whether the card is an organisation's."""
    return card.party.kind is PartyKind.COMPANY
