"""Writing imported rows: new parties many at a time, known ones value by value."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from registerdesk.domain.import_rows import ImportRow, masked
from registerdesk.domain.imports import Column, RowError
from registerdesk.domain.parties import (
    Address,
    AddressKind,
    Email,
    Party,
    PartyNumber,
    Phone,
    Relation,
    RelationKind,
)
from registerdesk.domain.search_keys import Findable
from registerdesk.domain.sources import Origin, Recorded, Source
from registerdesk.domain.texts import _
from registerdesk.storage.bulk import Bulk
from registerdesk.storage.parties import next_party_number
from registerdesk.usecases.desk import Visit
from registerdesk.usecases.party_writing import PartyWriting

TOGETHER: Final = 20_000
"""So many new parties are written at a time."""
IN_ONE_LOG_ROW: Final = 200


class Verdict(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    UPDATED = "updated"
    DUPLICATE = "duplicate"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of a row, whom it concerns, and what kept it out."""

    verdict: Verdict
    party_id: UUID | None = None
    error: RowError | None = None


@dataclass(slots=True)
class _Seen:
    """The numbers that the file has used already."""

    numbers: set[str] = field(default_factory=set)
    identities: set[str] = field(default_factory=set)

    def again(self, row: ImportRow) -> bool:
        """Tell whether one of the row's numbers stood in an earlier row; remember them."""
        identity = row.personal or row.organisation
        known = row.number in self.numbers or identity in self.identities
        self.numbers |= {row.number} - {""}
        self.identities |= {identity} - {""}
        return known


class ImportWriting:
    """The writing side of one import, within one visit."""

    def __init__(self, visit: Visit, relation: RelationKind, origin: Origin) -> None:
        """Take the visit, the relation that the rows begin, and the origin of their values."""
        self._visit = visit
        self._office = visit.office
        self._relation = relation
        self._origin = origin
        self._writing = PartyWriting(visit)
        self._shared = self._writing.carried(visit.actor, origin, protected=False)
        self._bulk = Bulk(visit.office.connection, visit.office.reader)
        self._seen = _Seen()
        self._findable: list[tuple[UUID, Findable]] = []
        self._unnumbered: list[tuple[ImportRow, UUID]] = []
        self._written: list[UUID] = []

    def judge(self, row: ImportRow) -> Outcome:
        """Return what becomes of a row: by its own number, else by the identity number."""
        if self._seen.again(row):
            return Outcome(Verdict.DUPLICATE)
        by_number = self._bulk.party_with_number(self._relation, row.number) if row.number else None
        by_identity = self._bulk.party_with_identity(
            personal=row.personal, organisation=row.organisation
        )
        if by_number and by_identity and by_number != by_identity:
            return _refused(row.number, "number_conflict", _CONFLICT)
        party_id = by_number or by_identity
        if party_id is None:
            return Outcome(Verdict.NEW)
        if self._office.parties.get(party_id).is_protected:
            return _refused(row.number, "protected", _PROTECTED)
        return Outcome(Verdict.UPDATED, party_id)

    def write(self, row: ImportRow, outcome: Outcome) -> Outcome:
        """Write a row that is new or known; return the outcome."""
        if outcome.verdict is Verdict.NEW:
            self._add(row)
        elif outcome.verdict is Verdict.UPDATED and outcome.party_id is not None:
            self._update(row, outcome.party_id)
        return outcome

    def finish(self) -> None:
        """Write what is still kept back, and number those whom the file does not number."""
        self._flush()
        for row, party_id in self._unnumbered:
            number = next_party_number(self._office.connection, self._relation)
            relation = self._relation_of(row, party_id, number)
            self._office.relations.add(relation)
            self._findable.append((party_id, _findable(row, number)))
        self._flush()
        for start in range(0, len(self._written), IN_ONE_LOG_ROW):
            block = self._written[start : start + IN_ONE_LOG_ROW]
            self._visit.note("party.imported", *block, purpose=self._origin.purpose)

    def _flush(self) -> None:
        """Write the new parties and their search keys."""
        self._bulk.flush()
        self._office.search.add_all(self._findable)
        self._findable.clear()

    def _add(self, row: ImportRow) -> None:
        """Take a new party with everything that the row says."""
        party_id = self._visit.new_id()
        for record in self._records(row, party_id):
            self._bulk.add(record)
        self._written.append(party_id)
        if row.number:
            self._bulk.add(self._relation_of(row, party_id, row.number))
            self._findable.append((party_id, _findable(row, row.number)))
        else:
            self._unnumbered.append((row, party_id))
        if len(self._findable) >= TOGETHER:
            self._flush()

    def _carried(self, party_id: UUID) -> dict[str, Any]:
        """Return what every row about a party carries."""
        return {**self._shared, "party_id": party_id}

    def _records(self, row: ImportRow, party_id: UUID) -> Iterable[Recorded]:
        """Yield the rows of a new party, all but the relation."""
        carried = self._carried(party_id)
        yield Party(
            id=party_id,
            **carried,
            kind=row.kind,
            display_name=row.name,
            given_name=row.given_name,
            family_name=row.family_name,
            birth_date=row.birth_date,
        )
        new_id = self._visit.new_id
        if row.personal or row.organisation:
            number = {"personal": row.personal or None, "organisation": row.organisation or None}
            yield PartyNumber(id=new_id(), **carried, **number)  # type: ignore[arg-type]
        if row.has_address:
            yield Address(id=new_id(), **carried, **_address(row))
        for phone in row.phones:
            yield Phone(id=new_id(), **carried, typed=phone.typed, e164=phone.e164)
        if row.email:
            yield Email(id=new_id(), **carried, address=row.email)

    def _relation_of(self, row: ImportRow, party_id: UUID, number: str) -> Relation:
        """Return the relation that the row begins."""
        carried = self._carried(party_id)
        return Relation(
            id=self._visit.new_id(),
            **carried,
            kind=self._relation,
            number=number,
            started=row.started,
            ended=row.ended,
        )

    def _update(self, row: ImportRow, party_id: UUID) -> None:
        """Bring a known party in line with the row; what the file leaves empty stays."""
        office = self._office
        party = office.parties.get(party_id)
        names = {"given_name": row.given_name, "family_name": row.family_name}
        self._change(
            "parties", party, {"display_name": row.name, "birth_date": row.birth_date, **names}
        )
        self._bring_number(row, party_id)
        if row.has_address:
            places = [a for a in office.addresses.of(party_id) if a.kind is AddressKind.POSTAL]
            self._change_or_keep("addresses", party_id, places, _address(row))
        self._bring("phones", party_id, "typed", {p.e164: p.typed for p in row.phones})
        self._bring("emails", party_id, "address", {row.email: row.email} if row.email else {})
        self._bring_relation(row, party_id)
        self._writing.found_anew(party_id)
        self._written.append(party_id)

    def _bring_number(self, row: ImportRow, party_id: UUID) -> None:
        """Keep the identity number, in place of another one."""
        text = row.personal or row.organisation
        rows = self._office.party_numbers.of(party_id)
        if text and not any(text in (r.personal, r.organisation) for r in rows):
            self._change_or_keep("party_numbers", party_id, rows, {"personal": text})

    def _bring_relation(self, row: ImportRow, party_id: UUID) -> None:
        """Keep the relation's number and days, or begin it."""
        relations = [r for r in self._office.relations.of(party_id) if r.kind is self._relation]
        if relations:
            given = {"number": row.number, "started": row.started, "ended": row.ended}
            self._change("relations", relations[0], given)
        else:
            carried = self._carried(party_id)
            self._writing.start(carried, self._relation, row.number, row.started)

    def _bring(self, register: str, party_id: UUID, name: str, wanted: dict[str, str]) -> None:
        """Keep phones or e-mails; one that came from a file before gives way to a new one."""
        rows: list[Any] = getattr(self._office, register).of(party_id)
        known = {getattr(r, "e164", "") or getattr(r, name) for r in rows}
        stale = [
            r
            for r in rows
            if r.source is Source.FILE and (getattr(r, "e164", "") or r.address) not in wanted
        ]
        for value in [typed for key, typed in wanted.items() if key not in known]:
            self._change_or_keep(register, party_id, stale[:1], {name: value})
            del stale[:1]

    def _change_or_keep(
        self, register: str, party_id: UUID, rows: list[Any], given: dict[str, Any]
    ) -> None:
        """Change the first of the rows, or keep a new one where there is none."""
        if rows:
            self._change(register, rows[0], given)
        else:
            carried = self._carried(party_id)
            row_id = self._writing.keep(register, carried, {k: v for k, v in given.items() if v})
            self._visit.note(
                "value.added", row_id, party_id, fields=tuple(given), purpose=self._origin.purpose
            )

    def _change(self, register: str, record: Any, given: dict[str, Any]) -> None:  # noqa: ANN401 - a record of any register
        """Change what the file says otherwise than the register, with history and source."""
        changed = {k: v for k, v in given.items() if v and getattr(record, k) != v}
        if changed:
            self._writing.change(register, record.id, record.version, changed, self._origin)


_CONFLICT = _(
    "The number belongs to one in the register and the identity number to another. "
    "Compare the two cards."
)
_PROTECTED = _("The person has a protected identity and is not changed by a file. Use the card.")


def _refused(number: str, code: str, message: str) -> Outcome:
    """Return the outcome of a row that stays outside."""
    value = masked(Column.NUMBER, number)
    error = RowError(row=0, field=Column.NUMBER, value_masked=value, code=code, message=message)
    return Outcome(Verdict.SKIPPED, error=error)


def _address(row: ImportRow) -> dict[str, Any]:
    """Return the row's address."""
    return {
        "care_of": row.care_of,
        "street": row.street,
        "postal_code": row.postal_code,
        "town": row.town,
        "country": row.country,
    }


def _findable(row: ImportRow, number: str) -> Findable:
    """Return what a new party is found by."""
    return Findable(
        name=row.name,
        phones=tuple(phone.e164 for phone in row.phones),
        emails=(row.email,) if row.email else (),
        numbers=(number,),
        organisations=(row.organisation,) if row.organisation else (),
        birth_date=row.birth_date,
    )
