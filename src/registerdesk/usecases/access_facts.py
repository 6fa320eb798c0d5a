"""What the answer to an access request says, gathered from a case (GDPR Article 15)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from functools import cached_property
from types import MappingProxyType
from typing import Final
from uuid import UUID

from registerdesk.domain.audit import LogRow
from registerdesk.domain.case_answers import Answers
from registerdesk.domain.fields import (
    BASIS_LABELS,
    CATEGORY_LABELS,
    Purpose,
    RetentionClass,
)
from registerdesk.domain.letter_rows import Confirmation, HeldAs, LookupRow, PurposeRow
from registerdesk.domain.letters import NONE, AccessFacts, LetterFrame
from registerdesk.domain.parties import Relation, RelationKind
from registerdesk.domain.party_links import PartyLink
from registerdesk.domain.processing import PurposeSetting
from registerdesk.domain.snapshots import Item, Review, Snapshot
from registerdesk.domain.texts import _
from registerdesk.resources.language import translate
from registerdesk.usecases.desk import STOCKHOLM, Visit
from registerdesk.usecases.letter_values import LetterValues
from registerdesk.usecases.person_data import field_of
from registerdesk.usecases.request_collection import empty_categories

_PRESENT: Final = MappingProxyType(
    {RelationKind.CUSTOMER: HeldAs.CUSTOMER, RelationKind.SUPPLIER: HeldAs.SUPPLIER}
)
_FORMER: Final = MappingProxyType(
    {RelationKind.CUSTOMER: HeldAs.FORMER_CUSTOMER, RelationKind.SUPPLIER: HeldAs.FORMER_SUPPLIER}
)
_LOOKED: Final = frozenset(
    {"viewed", "revealed", "opened", "collected", "listed", "about", "found", "printed"}
)
_PURPOSE_OF_ACT: Final = MappingProxyType(
    {
        "request": Purpose.RIGHTS,
        "letter": Purpose.RIGHTS,
        "contact": Purpose.ENQUIRIES,
        "call": Purpose.ENQUIRIES,
        "credit_check": Purpose.CREDIT,
        "credit_checks": Purpose.CREDIT,
    }
)


class AccessFactsOf:
    """Gathers the facts of one answer in one language."""

    def __init__(
        self,
        visit: Visit,
        snapshot: Snapshot,
        review: Review,
        relations: Iterable[Relation],
        language: str,
        case_files: Iterable[str] = (),
        links: Iterable[PartyLink] = (),
    ) -> None:
        """Take what was collected and reviewed, what the person is, and the case's files."""
        self._case_files = tuple(case_files)
        self._visit = visit
        self._periods = visit.office.periods
        self._snapshot = snapshot
        self._values = LetterValues(snapshot, review, language)
        self._relations = tuple(relations)
        self._ends = [*(each.ended for each in self._relations), *(each.ended for each in links)]
        self._language = language

    def facts(
        self, frame: LetterFrame, identity_check: str, answers: Answers | None, *, person: UUID
    ) -> AccessFacts:
        """Return the facts; what has not been filled in stays so, and stops the letter."""
        lookups = self._lookups(self._visit.office.log.about(person))
        return AccessFacts(
            frame=frame,
            identity_check=identity_check,
            snapshot_on=self._snapshot.on,
            confirmation=self._confirmation(),
            data=self._values.tables(),
            purposes=self._purposes(),
            recipients=answers.recipients if answers else None,
            transfers=answers.transfers if answers else None,
            automated_decisions=answers.automated_decisions if answers else None,
            withheld=self._values.withheld() or NONE,
            lookups=lookups or NONE,
            files=self._files(),
            consents=self._values.choices(self._name_of) or NONE,
            empty_categories=tuple(
                self._say(CATEGORY_LABELS[category])
                for category in empty_categories(self._snapshot)
            ),
        )

    def _files(self) -> tuple[str, ...]:
        """Return the names of the person's files that belong to the answer, and of the case's."""
        own = (
            str(item.value)
            for item in self._snapshot.items
            if (item.register, item.field, item.earlier) == ("attachments", "name", None)
        )
        return (*own, *self._case_files)

    def _confirmation(self) -> tuple[Confirmation, ...]:
        """Return as what the person is in the registers, and since when."""
        if not self._relations:
            return (Confirmation(held_as=HeldAs.CONTACT, since=self._earliest()),)
        return tuple(
            Confirmation(
                held_as=(_FORMER if self._is_past(relation) else _PRESENT)[relation.kind],
                since=relation.started or relation.collected_on,
                until=relation.ended if self._is_past(relation) else None,
            )
            for relation in self._relations
        )

    def _is_past(self, relation: Relation) -> bool:
        """Tell whether the relation has ended."""
        return relation.ended is not None and relation.ended <= self._visit.today

    def _earliest(self) -> date:
        """Return the day of the oldest value."""
        days = [item.collected_on for item in self._snapshot.items]
        return min(days, default=self._snapshot.on)

    def _purposes(self) -> tuple[PurposeRow, ...]:
        """Return each purpose for which something is kept, from the catalogue of fields."""
        return tuple(
            PurposeRow(
                purpose=self._name_of(purpose),
                legal_basis=self._basis(purpose),
                categories=self._categories(items),
                kept_until=self._kept(items),
            )
            for purpose in Purpose
            if (items := self._items_for(purpose))
        )

    def _items_for(self, purpose: Purpose) -> list[Item]:
        """Return the values that are kept for a purpose."""
        return [
            item
            for item in self._snapshot.items
            if purpose in field_of(item.register, item.field).about.purposes
        ]

    def _basis(self, purpose: Purpose) -> str:
        """Return the legal basis with its article."""
        basis = self._settled[purpose].basis
        if basis is None:
            return self._say(_("No legal basis"))
        return translate(
            _("{basis}, Article {article}"),
            self._language,
            basis=self._say(BASIS_LABELS[basis]),
            article=basis.value.replace(" ", "\u00a0"),
        )

    def _categories(self, items: list[Item]) -> str:
        """Return the names of the categories, in the letter's order."""
        held = {item.category for item in items}
        labels = [self._say(label) for kind, label in CATEGORY_LABELS.items() if kind in held]
        return "; ".join(labels)

    def _kept(self, items: list[Item]) -> str:
        """Return how long the values are kept, with the person's own dates (Article 15(1)(d))."""
        by_class: dict[RetentionClass, list[Item]] = {}
        for item in items:
            kind = field_of(item.register, item.field).about.retention
            by_class.setdefault(kind, []).append(item)
        if not all(self._periods.has(kind) for kind in by_class):
            return ""  # what is not settled stays so, and stops the letter
        kept = "; ".join(self._kept_of(kind, some) for kind, some in by_class.items())
        return kept[:1].upper() + kept[1:]

    def _kept_of(self, kind: RetentionClass, items: list[Item]) -> str:
        """Return one class's rule in words, and its last day where it is known."""
        message, parameters = self._periods.kept(kind)
        rule = translate(message, self._language, **parameters)
        last = self._last_day(kind, items)
        if last is None:
            return rule
        return translate(
            _("{rule}: {day} at the latest"), self._language, rule=rule, day=last.isoformat()
        )

    def _last_day(self, kind: RetentionClass, items: list[Item]) -> date | None:
        """Return the last day on which anything of the class stays; None while that is open."""
        if kind is RetentionClass.RELATION:
            return self._periods.party_erase_by(self._ends)
        if kind in {RetentionClass.ENQUIRY, RetentionClass.CREDIT_REPORT}:
            return self._last_of(kind, (item.collected_on for item in items))
        if kind is RetentionClass.BOOKKEEPING:
            years = [i.value for i in items if i.field == "financial_year_end" and i.value]
            ends = map(date.fromisoformat, years)
            return max(map(self._periods.keep_through, ends), default=None)
        if kind is RetentionClass.CREDIT_OUTCOME:
            return self._last_of(kind, self._validity)
        return None

    def _last_of(self, kind: RetentionClass, starts: Iterable[date]) -> date | None:
        """Return the last day of whichever clock began last; None where none did."""
        latest = max(starts, default=None)
        return None if latest is None else self._periods.erase_by(kind, latest)

    @cached_property
    def _validity(self) -> tuple[date, ...]:
        """The days until which credit checks' results are valid, which start their clock."""
        return tuple(
            date.fromisoformat(item.value)
            for item in self._snapshot.items
            if (item.register, item.field) == ("credit_checks", "valid_until")
            and item.value is not None
        )

    def _lookups(self, rows: Iterable[LogRow]) -> tuple[LookupRow, ...]:
        """Return when and why the person's data was looked at, a minute once, without names."""
        looked = (
            LookupRow(time=_moment(row.at), purpose=self._purpose(row))
            for row in rows
            if row.event.act.rpartition("_")[2].rpartition(".")[2] in _LOOKED
        )
        return tuple(dict.fromkeys(looked))

    def _purpose(self, row: LogRow) -> str:
        """Return the purpose of a look-up, from what was done."""
        purpose = _PURPOSE_OF_ACT.get(row.event.act.partition(".")[0], Purpose.CONTRACT)
        if row.event.case is not None:
            purpose = Purpose.RIGHTS
        return self._name_of(purpose)

    def _name_of(self, purpose: Purpose) -> str:
        """Return what the office calls the purpose, in the letter's language."""
        return self._settled[purpose].text_in(self._language)

    @cached_property
    def _settled(self) -> dict[Purpose, PurposeSetting]:
        """What the office has settled on each purpose."""
        return {setting.purpose: setting for setting in self._visit.office.purposes.find()}

    def _say(self, message: str) -> str:
        """Return a message in the letter's language."""
        return translate(message, self._language)


def _moment(at: int) -> str:
    """Return an instant at the office, to the minute."""
    local = datetime.fromtimestamp(at // 1_000_000, UTC).astimezone(STOCKHOLM)
    return f"{local:%Y-%m-%d %H:%M}"
