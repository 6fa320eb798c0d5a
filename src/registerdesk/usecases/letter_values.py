"""Stored values in words, in a letter's language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime
from enum import StrEnum
from itertools import groupby
from types import MappingProxyType
from typing import Final
from uuid import UUID

from registerdesk.domain.fields import CATEGORY_LABELS, About, Category, Compartment, Purpose
from registerdesk.domain.formats import iso, number, ore
from registerdesk.domain.identity_checks import IDENTITY_METHOD_LABELS, IdentityMethod
from registerdesk.domain.letter_rows import CategoryTable, ConsentRow, DataRow, WithheldRow
from registerdesk.domain.snapshots import (
    WITHHOLD_REASON_LABELS,
    WITHHOLD_RULES,
    Item,
    Mark,
    Review,
    Snapshot,
    Verdict,
    WithholdReason,
)
from registerdesk.domain.sources import SOURCE_LABELS, Source
from registerdesk.domain.texts import _
from registerdesk.domain.third_parties import mask
from registerdesk.domain.value_labels import label_of_code
from registerdesk.resources.language import translate
from registerdesk.storage.tables import plain_type
from registerdesk.storage.values import to_field
from registerdesk.usecases.desk import STOCKHOLM, local_day
from registerdesk.usecases.person_data import field_of

_FIRST_INSTANT: Final = 10**13
"""Whole numbers from here on are instants in UTC microseconds, and no amounts."""
_KINDS: Final = MappingProxyType(
    {
        "purchases": _("Purchase"),
        "deliveries": _("Delivery"),
        "invoices": _("Invoice"),
        "agreements": _("Agreement"),
        "attachments": _("File"),
        "segments": _("Selection"),
    }
)
"""What a row is, where its heading alone does not tell the person."""
_CHOICES: Final = "purpose_switches"


class LetterValues:
    """Writes a snapshot's values as the letter's rows, masked as the review decided."""

    def __init__(self, snapshot: Snapshot, review: Review, language: str) -> None:
        """Take what was collected and what was decided about it."""
        self._snapshot = snapshot
        self._language = language
        self._marks: dict[str, list[Mark]] = {}
        for mark in review.marks:
            self._marks.setdefault(mark.key, []).append(mark)

    def tables(self) -> tuple[CategoryTable, ...]:
        """Return one table a category, in the letter's order."""
        return tuple(
            CategoryTable(category=self._say(label), rows=rows)
            for category, label in CATEGORY_LABELS.items()
            if (rows := self._rows(category))
        )

    def withheld(self) -> tuple[WithheldRow, ...]:
        """Return what was masked or left out, why, and under which rule (Article 15(4))."""
        counted = Counter(
            (f"{self.label(item)}, {iso(item.collected_on)}", reason)
            for item in self._snapshot.items
            for reason in dict.fromkeys(self._reasons(item))
        )
        return tuple(
            WithheldRow(
                what=self._times(what, count),
                reason=self._say(WITHHOLD_REASON_LABELS[reason]),
                rule=self._say(WITHHOLD_RULES[reason]),
            )
            for (what, reason), count in counted.items()
        )

    def choices(self, name_of: Callable[[Purpose], str]) -> tuple[ConsentRow, ...]:
        """Return what the person has said yes or no to, as it stands; `name_of` names purposes."""
        rows: dict[UUID, dict[str, Item]] = {}
        for item in self._snapshot.items:
            if _is_choice(item) and not self._is_left_out(item):
                rows.setdefault(item.row_id, {})[item.field] = item
        return tuple(
            self._choice(row, name_of(Purpose(str(row["switched"].value))))
            for row in rows.values()
            if "switched" in row
        )

    def label(self, item: Item) -> str:
        """Return what the value is; an earlier one says until when it stood."""
        label = self._say(field_of(item.register, item.field).about.label)
        if item.earlier is None:
            return label
        return translate(
            _("{label}, until {day}"), self._language, label=label, day=local_day(item.earlier)
        )

    def value(self, item: Item) -> str:
        """Return the value in words, without what was masked."""
        spans = [
            (mark.start, mark.end)
            for mark in self._marks.get(item.key, ())
            if mark.verdict is Verdict.MASK
        ]
        if spans and isinstance(item.value, str):
            return mask(item.value, spans)
        if field_of(item.register, item.field).about.sealed is Compartment.PNR:
            return with_sign(str(item.value))
        return self._in_words(item)

    def _rows(self, category: Category) -> tuple[DataRow, ...]:
        """Return the rows of one category, a record each, without what was left out."""
        wanted = [
            item
            for item in self._snapshot.items
            if item.category is category and not self._is_left_out(item) and not _is_choice(item)
        ]
        return tuple(self._row(list(record)) for _key, record in groupby(wanted, key=_record_of))

    def _row(self, record: list[Item]) -> DataRow:
        """Return one record as a row: named by its heading, its other values line by line."""
        head = next((item for item in record if _about(item).heading), record[0])
        rest = [item for item in record if item is not head]
        named = _about(head).heading and bool(rest)
        lines = [] if named else [self.value(head)]
        lines += [f"{self.label(item)}: {self.value(item)}" for item in rest]
        return DataRow(
            label=self._heading(head) if named else self.label(head),
            value="\n".join(lines),
            source=self._source(head),
            date=iso(head.collected_on),
        )

    def _heading(self, head: Item) -> str:
        """Return a row's name: its heading, after what it is where that does not tell."""
        kind = _KINDS.get(head.register)
        return f"{self._say(kind)}: {self.value(head)}" if kind else self.value(head)

    def _choice(self, row: dict[str, Item], purpose: str) -> ConsentRow:
        """Return one yes or no; a mark that is not set was not collected, and means no."""
        first, on, how = row["switched"], row.get("is_on"), row.get("how")
        since = row.get("since")
        return ConsentRow(
            purpose=purpose,
            answer=self._say(_("Yes") if on is not None and on.value is True else _("No")),
            how=self.value(how) if how is not None else self._source(first),
            date=self.value(since) if since is not None else iso(first.collected_on),
        )

    def _times(self, what: str, count: int) -> str:
        """Return what was left out, and how many times where it was more than once."""
        if count == 1:
            return what
        words = _("{what} ({count} values)")
        return translate(words, self._language, what=what, count=str(count))

    def _is_left_out(self, item: Item) -> bool:
        """Tell whether the whole value stays out of the letter."""
        marks = self._marks.get(item.key, ())
        return any(mark.verdict is Verdict.LEAVE_OUT for mark in marks)

    def _reasons(self, item: Item) -> list[WithholdReason]:
        """Return why something of the value is withheld."""
        marks = self._marks.get(item.key, ())
        return [mark.reason for mark in marks if mark.reason is not None]

    def _source(self, item: Item) -> str:
        """Return where the value came from, in the office's own words where it has some."""
        if not item.has_known_source:
            return self._say(_("Not on record"))
        if item.source is Source.SUBJECT and not item.source_detail:
            return self._say(_("You yourself"))
        if item.source is Source.OWN_NOTE and not item.source_detail:
            return self._say(_("Our note"))
        return item.source_detail or self._say(SOURCE_LABELS[item.source])

    def _in_words(self, item: Item) -> str:
        """Return a value of any type in words."""
        kind = field_of(item.register, item.field).type
        value = item.value if plain_type(kind) is UUID else to_field(item.value, kind)
        if isinstance(value, StrEnum) and plain_type(kind) is not str:
            return self._say(label_of_code(value))
        if isinstance(value, bool):
            return self._say(_("Yes") if value else _("No"))
        if isinstance(value, int):
            in_ore = _about(item).in_ore
            return ore(value, self._language) if in_ore else self._number(value)
        if isinstance(value, date):
            return iso(value)
        return self._codes(str(value))

    def _number(self, value: int) -> str:
        """Return a moment at the office, or a number."""
        if value < _FIRST_INSTANT:
            return number(value, self._language)
        at = datetime.fromtimestamp(value // 1_000_000, UTC).astimezone(STOCKHOLM)
        return f"{at:%Y-%m-%d %H:%M}"

    def _codes(self, text: str) -> str:
        """Return a list of codes explained, any other text as it stands."""
        codes = text.split(",")
        known = {method.value for method in IdentityMethod}
        if not known.issuperset(codes):
            return text
        return ", ".join(self._say(IDENTITY_METHOD_LABELS[IdentityMethod(code)]) for code in codes)

    def _say(self, message: str) -> str:
        """Return a message in the letter's language."""
        return translate(message, self._language)


def _is_choice(item: Item) -> bool:
    """Tell whether the item is part of what the person says yes or no to now."""
    return item.register == _CHOICES and item.earlier is None


def _about(item: Item) -> About:
    """Return what the catalogue knows of the item's field."""
    return field_of(item.register, item.field).about


def _record_of(item: Item) -> tuple[object, ...]:
    """Return what belongs in one row: a record of one origin; a person's own values stand alone."""
    alone = item.field if item.register == "parties" or item.earlier is not None else ""
    origin = (item.source, item.source_detail, item.collected_on)
    return (item.register, item.row_id, item.earlier, alone, *origin)


def with_sign(number: str) -> str:
    """Return an identity number of ten or twelve digits with its sign before the last four."""
    whole = number.isdecimal() and len(number) in {10, 12}
    return f"{number[:-4]}-{number[-4:]}" if whole else number
