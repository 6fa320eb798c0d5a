"""Everything stored on one person, as it stood when it was collected for an answer."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final
from uuid import UUID

from registerdesk.domain.fields import Category, Compartment
from registerdesk.domain.sources import Source
from registerdesk.domain.texts import _
from registerdesk.domain.third_parties import Mention


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One stored value with its place, source and day; the value as the register writes it.

    `home` is the compartment it lies in, if any; `is_sealed` says that the collector did not hold
    it, and then `value` is None.
    """

    register: str
    row_id: UUID
    field: str
    version: int
    category: Category
    value: Any
    home: Compartment | None
    is_sealed: bool
    source: Source
    source_detail: str
    collected_on: date
    earlier: int | None = None
    """When the value was replaced, UTC microseconds; None for what stands today."""
    history_id: UUID | None = None

    @property
    def sealed(self) -> Compartment | None:
        """Return the compartment that keeps the value back, if one does."""
        return self.home if self.is_sealed else None

    @property
    def key(self) -> str:
        """Return the item's place, which stays the same from one collection to the next."""
        return f"{self.register}/{self.history_id or self.row_id}/{self.field}"

    @property
    def has_known_source(self) -> bool:
        """Tell whether the office can say where the value came from (Article 15(1)(g))."""
        return self.source is not Source.FILE or bool(self.source_detail)


def says_nothing(value: object) -> bool:
    """Tell what says nothing of the person: nothing written, or a mark that is not set."""
    return value is None or value is False or value == ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """What was found, when, and which registers could not be read."""

    at: int
    on: date
    items: tuple[Item, ...]
    unreadable: tuple[str, ...] = ()

    def sealed_items(self) -> Mapping[Compartment, tuple[Item, ...]]:
        """Return what the collector could not open, by compartment."""
        found: dict[Compartment, list[Item]] = {}
        for item in self.items:
            if item.sealed is not None:
                found.setdefault(item.sealed, []).append(item)
        return {compartment: tuple(items) for compartment, items in found.items()}

    def with_released(self, values: Mapping[str, Any]) -> Snapshot:
        """Return the snapshot with released values in their places; empty ones fall away."""
        items = tuple(
            dataclasses.replace(item, value=values[item.key], is_sealed=False)
            if item.is_sealed and item.key in values
            else item
            for item in self.items
        )
        whole = tuple(item for item in items if item.is_sealed or not says_nothing(item.value))
        return dataclasses.replace(self, items=whole)

    def news_in(self, present: Iterable[Item]) -> int:
        """Return how many values have come, gone or changed since."""
        before = {item.key: item.version for item in self.items}
        now = {item.key: item.version for item in present}
        changed = sum(1 for key, version in now.items() if before.get(key) != version)
        return changed + len(before.keys() - now.keys())


def item_to_json(item: Item) -> dict[str, Any]:
    """Return the item as plain data, to be sealed."""
    return {
        "register": item.register,
        "row": str(item.row_id),
        "field": item.field,
        "version": item.version,
        "category": item.category.value,
        "value": item.value,
        "home": item.home.value if item.home else None,
        "sealed": item.is_sealed,
        "source": item.source.value,
        "detail": item.source_detail,
        "on": item.collected_on.isoformat(),
        "earlier": item.earlier,
        "history": str(item.history_id) if item.history_id else None,
    }


def item_from_json(data: Mapping[str, Any]) -> Item:
    """Return the item that `item_to_json` wrote."""
    return Item(
        register=data["register"],
        row_id=UUID(data["row"]),
        field=data["field"],
        version=data["version"],
        category=Category(data["category"]),
        value=data["value"],
        home=Compartment(data["home"]) if data["home"] else None,
        is_sealed=data["sealed"],
        source=Source(data["source"]),
        source_detail=data["detail"],
        collected_on=date.fromisoformat(data["on"]),
        earlier=data["earlier"],
        history_id=UUID(data["history"]) if data["history"] else None,
    )


def to_json(snapshot: Snapshot) -> dict[str, Any]:
    """Return the snapshot as plain data, to be sealed."""
    return {
        "at": snapshot.at,
        "on": snapshot.on.isoformat(),
        "items": [item_to_json(item) for item in snapshot.items],
        "unreadable": list(snapshot.unreadable),
    }


def from_json(data: Mapping[str, Any]) -> Snapshot:
    """Return the snapshot that `to_json` wrote."""
    return Snapshot(
        at=data["at"],
        on=date.fromisoformat(data["on"]),
        items=tuple(item_from_json(item) for item in data["items"]),
        unreadable=tuple(data["unreadable"]),
    )


class Verdict(StrEnum):
    """What becomes of a passage about somebody else."""

    MASK = "mask"
    INCLUDE = "include"
    LEAVE_OUT = "leave_out"


class WithholdReason(StrEnum):
    """Why something is masked or left out; the order is the order of the digits 1 to 4."""

    OTHER_PERSON = "other_person"
    OTHER_SAFETY = "other_safety"
    TRADE_SECRET = "trade_secret"  # noqa: S105 - a reason, not a password
    MEMORY_NOTE = "memory_note"


WITHHOLD_REASON_LABELS: Final = MappingProxyType(
    {
        WithholdReason.OTHER_PERSON: _("It would reveal data about another person."),
        WithholdReason.OTHER_SAFETY: _("It could put another person in danger."),
        WithholdReason.TRADE_SECRET: _("It is a trade secret of somebody else."),
        WithholdReason.MEMORY_NOTE: _("It is a memory note or an unfinished text."),
    }
)
WITHHOLD_RULES: Final = MappingProxyType(
    {
        WithholdReason.OTHER_PERSON: _("GDPR, Article 15(4)"),
        WithholdReason.OTHER_SAFETY: _("GDPR, Article 15(4)"),
        WithholdReason.TRADE_SECRET: _("GDPR, Article 15(4)"),
        WithholdReason.MEMORY_NOTE: _("Dataskyddslagen (2018:218), chapter 5, section 2"),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One passage in one value, and what was decided about it."""

    key: str
    start: int
    end: int
    mention: Mention | None
    verdict: Verdict | None = None
    reason: WithholdReason | None = None

    @property
    def place(self) -> str:
        """Return the passage's address within the case."""
        return f"{self.key}/{self.start}-{self.end}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """The passages that were put before the owner, and the texts that were looked through."""

    scanned: Mapping[str, int]
    """The version of each text that has been looked through, by the item's key."""
    marks: tuple[Mark, ...]

    def of_texts(self, current: Mapping[str, int]) -> Review:
        """Return what still holds: the passages in texts that have not changed since."""
        scanned = {k: v for k, v in self.scanned.items() if current.get(k) == v}
        marks = tuple(mark for mark in self.marks if mark.key in scanned)
        return Review(scanned=scanned, marks=marks)

    @property
    def undecided(self) -> int:
        """Return how many passages wait for a decision."""
        return sum(1 for mark in self.marks if mark.verdict is None)

    @property
    def withholds(self) -> bool:
        """Tell whether anything is masked or left out."""
        return any(mark.verdict in {Verdict.MASK, Verdict.LEAVE_OUT} for mark in self.marks)


NO_REVIEW: Final = Review(scanned=MappingProxyType({}), marks=())


def review_to_json(review: Review) -> dict[str, Any]:
    """Return the review as plain data, to be sealed."""
    return {
        "scanned": dict(review.scanned),
        "marks": [dataclasses.asdict(mark) for mark in review.marks],
    }


def review_from_json(data: Mapping[str, Any] | None) -> Review:
    """Return the review that `review_to_json` wrote; an empty one for None."""
    if data is None:
        return NO_REVIEW
    return Review(
        scanned=data["scanned"],
        marks=tuple(
            Mark(
                key=mark["key"],
                start=mark["start"],
                end=mark["end"],
                mention=Mention(mark["mention"]) if mark["mention"] else None,
                verdict=Verdict(mark["verdict"]) if mark["verdict"] else None,
                reason=WithholdReason(mark["reason"]) if mark["reason"] else None,
            )
            for mark in data["marks"]
        ),
    )
