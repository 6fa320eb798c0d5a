"""The business history in words: kinds, lines, sums and clocks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from registerdesk.domain.dealings import (
    BEHAVIOUR_LABELS,
    ORIGINAL_LABELS,
    Agreement,
    Delivery,
    Invoice,
    Original,
    Payment,
    Purchase,
)
from registerdesk.domain.fields import is_withheld
from registerdesk.domain.formats import ore
from registerdesk.domain.sources import Recorded
from registerdesk.domain.texts import _
from registerdesk.ui.kit.table import Cell, Row
from registerdesk.ui.kit.text import language, tr
from registerdesk.ui.register.words import DOT, joined
from registerdesk.usecases.dealings import Dealing
from registerdesk.usecases.party_cards import Card

KINDS: Final[Mapping[str, str]] = {
    "purchases": _("Purchase"),
    "deliveries": _("Delivery"),
    "invoices": _("Invoice"),
    "payments": _("Payment"),
    "agreements": _("Agreement"),
}
"""What a row of each register is called."""
CHIPS: Final[Mapping[str, str]] = {
    "purchases": _("Purchases"),
    "deliveries": _("Deliveries"),
    "invoices": _("Invoices"),
    "payments": _("Payments"),
    "agreements": _("Agreements"),
}


def line_of(record: Recorded) -> str:
    """Return what a row is about, in one line; what is out of reach is left out."""
    if isinstance(record, Purchase):
        return _open(record.what)
    if isinstance(record, Delivery):
        return joined(map(_open, (record.what, record.carrier, record.place)))
    if isinstance(record, Invoice):
        copy = record.original is Original.COPY
        return joined((record.number, tr(ORIGINAL_LABELS[record.original]) if copy else ""))
    if isinstance(record, Payment) and record.behaviour and not is_withheld(record.behaviour):
        return tr(BEHAVIOUR_LABELS[record.behaviour])
    if isinstance(record, Agreement):
        return joined((_open(record.what), _open(record.file_number)))
    return ""


def _open(words: str) -> str:
    """Return words that are within reach."""
    return "" if is_withheld(words) else words


def amount_of(record: Recorded) -> str:
    """Return the amount in kronor; empty where there is none or it is sealed."""
    value = getattr(record, "amount_ore", None)
    return ore(value, language.code) if isinstance(value, int) else ""


def clock_of(dealing: Dealing) -> str:
    """Return the last day that it is kept; while a relation runs there is none."""
    return dealing.erase_by.isoformat() if dealing.erase_by else tr(_("the relation"))


def dealing_row(dealing: Dealing) -> Row:
    """Return one event as a row of the timeline."""
    return Row(
        id=str(dealing.record.id),
        cells=(
            Cell(text=dealing.on.isoformat()),
            Cell(text=tr(KINDS[dealing.register])),
            Cell(text=line_of(dealing.record)),
            Cell(text=amount_of(dealing.record)),
            Cell(text=clock_of(dealing), tone="muted"),
        ),
    )


def sums(totals: Mapping[str, int]) -> str:
    """Return the sums that the reader may read, in one line."""
    return DOT.join(
        f"{tr(CHIPS[register])} {ore(total, language.code)}"
        for register, total in totals.items()
        if register in CHIPS
    )


def agreement_rows(card: Card) -> list[Row]:
    """Return the card's agreements as rows: what, from, until, file number."""
    found: dict[str, dict[str, str]] = {}
    for value in card.values:
        if value.register == "agreements":
            found.setdefault(str(value.row_id), {})[value.field] = value.shown
    return [Row(id=row_id, cells=_cells(by_name)) for row_id, by_name in found.items()]


def _cells(by_name: Mapping[str, str]) -> tuple[Cell, ...]:
    names: Iterable[str] = ("what", "begins_on", "ends_on", "file_number")
    return tuple(Cell(text=by_name.get(name, "–")) for name in names)
