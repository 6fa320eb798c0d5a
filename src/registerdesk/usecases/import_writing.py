"""Writing imported rows: new parties many at a time, known ones value by value."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final
from uuid import UUID

from registerdesk.domain.field_sets import FIELD_SETS, PURPOSES, Standing, collectable
from registerdesk.domain.import_choices import spared
from registerdesk.domain.import_rows import ImportRow
from registerdesk.domain.imports import Treatment
from registerdesk.domain.parties import (
    Address,
    AddressKind,
    Email,
    Party,
    PartyNumber,
    Phone,
    Relation,
)
from registerdesk.domain.search_keys import Findable
from registerdesk.domain.selections import WebRecord
from registerdesk.domain.sources import Channel, Recorded, Source
from registerdesk.storage.bulk import Bulk
from registerdesk.storage.parties import next_party_number
from registerdesk.usecases.desk import Visit
from registerdesk.usecases.import_checking import Prepared
from registerdesk.usecases.import_judging import ImportJudging, Outcome, Verdict
from registerdesk.usecases.party_writing import PartyWriting

TOGETHER: Final = 20_000
"""So many new parties are written at a time."""
IN_ONE_LOG_ROW: Final = 200
ID_BYTES: Final = 16
WEB: Final = "web_records"
WEB_ORIGIN: Final = {"source": Source.WEB, "channel": Channel.WEB, "purpose": PURPOSES[WEB][0]}


class ImportWriting:
    """The writing side of one import, within one visit."""

    def __init__(self, visit: Visit, prepared: Prepared) -> None:
        """Take the visit and the file."""
        self._visit = visit
        self._office = visit.office
        self._relation = prepared.options.kind.relation
        self._origin = prepared.origin
        self._sealed = prepared.sealed
        self._choices = prepared.choices
        self._merges = prepared.duplicates is Treatment.MERGE or bool(prepared.choices)
        self._writing = PartyWriting(visit, keeps_origins=True)
        self._shared = self._writing.carried(visit.actor, prepared.origin, protected=False)
        self._bulk = Bulk(visit.office.connection, visit.office.reader)
        self._judging = ImportJudging(visit, prepared)
        self.judge = self._judging.judge
        self._merged: list[tuple[ImportRow, int]] = []
        self._findable: list[tuple[UUID, Findable]] = []
        self._unnumbered: list[tuple[ImportRow, UUID]] = []
        self._written, self._updated = bytearray(), bytearray()

    def write(self, row: ImportRow, outcome: Outcome) -> Outcome:
        """Write a row that is new or known; return the outcome."""
        if outcome.verdict is Verdict.NEW:
            self._add(row)
        elif outcome.first:
            self._merged.append((self._spared(row), outcome.first))
        elif outcome.party_id is not None:
            self._update(self._spared(row), outcome.party_id)
        return outcome

    def _spared(self, row: ImportRow) -> ImportRow:
        """Return the row without the fields that somebody wants to leave as they are."""
        choice = self._choices.get(row.row)
        return spared(row, choice.kept) if choice is not None and choice.kept else row

    def finish(self) -> None:
        """Write what is still kept back, and number those whom the file does not number."""
        self._flush()
        for row, party_id in self._unnumbered:
            number = next_party_number(self._office.connection, self._relation)
            relation = self._relation_of(row, party_id, number)
            self._office.relations.add(relation)
            self._findable.append((party_id, _findable(row, number)))
        self._flush()
        for row, first in self._merged:
            self._update(row, self._judging.made[first])
        for act, of_act in (
            ("party.imported", self._written),
            ("party.import_updated", self._updated),
        ):
            self._leave_trace(act, bytes(of_act))

    def _leave_trace(self, act: str, ids: bytes) -> None:
        """Say in the log whom the file concerned."""
        for start in range(0, len(ids), IN_ONE_LOG_ROW * ID_BYTES):
            block = ids[start : start + IN_ONE_LOG_ROW * ID_BYTES]
            whom = [UUID(bytes=block[at : at + ID_BYTES]) for at in range(0, len(block), ID_BYTES)]
            self._visit.note(act, *whom, purpose=self._origin.purpose)

    def _flush(self) -> None:
        """Write the new parties and their search keys."""
        self._bulk.flush()
        self._office.search.add_all(self._findable)
        self._findable.clear()

    def _add(self, row: ImportRow) -> None:
        """Take a new party with everything that the row says."""
        party_id = self._visit.new_id()
        sealed = self._sealed.get(row.row)
        for record in self._records(row, party_id):
            self._bulk.add(record, sealed if isinstance(record, PartyNumber) else None)
        self._written += party_id.bytes
        if self._merges:
            self._judging.made[row.row] = party_id
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
            sealed = self._sealed.get(row.row)
            number_id = sealed.row_id if sealed else new_id()
            yield PartyNumber(id=number_id, **carried, **number)  # type: ignore[arg-type]  # one of two fields, by its name
        if row.has_address:
            yield Address(id=new_id(), **carried, **_address(row))
        for phone in row.phones:
            yield Phone(id=new_id(), **carried, typed=phone.typed, e164=phone.e164)
        if row.email:
            yield Email(id=new_id(), **carried, address=row.email)
        if row.consent and row.ended is None and self._may_keep_web:
            yield WebRecord(id=new_id(), **(carried | WEB_ORIGIN), **self._web(row))

    @property
    def _may_keep_web(self) -> bool:
        """Tell whether what a website gave may be kept of people with this relation."""
        return WEB in FIELD_SETS[Standing(self._relation.value)]

    def _web(self, row: ImportRow) -> dict[str, Any]:
        """Return what is kept of the visit to the website, with an origin of its own."""
        given = {"what": self._origin.source_detail, "consent_reference": row.consent}
        return {**given, "happened_on": self._origin.collected_on}

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
        self._bring_consent(row, party_id)
        self._writing.found_anew(party_id)
        self._updated += party_id.bytes

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
            ended = row.ended if row.ended and row.ended <= self._visit.today else None
            given = {"number": row.number, "started": row.started, "ended": ended}
            self._change("relations", relations[0], given)
        else:
            carried = self._carried(party_id)
            row_id = self._writing.start(carried, self._relation, row.number, row.started)
            purpose = self._origin.purpose
            self._visit.note("value.added", row_id, party_id, fields=("number",), purpose=purpose)

    def _bring_consent(self, row: ImportRow, party_id: UUID) -> None:
        """Keep a consent's reference that is not there, while the relation allows it."""
        kept = {each.consent_reference for each in self._office.web_records.of(party_id)}
        relations = self._office.relations.of(party_id)
        may = WEB in collectable(relations, self._visit.today)
        if row.consent and may and row.consent not in kept:
            carried = self._carried(party_id) | WEB_ORIGIN
            row_id = self._writing.keep(WEB, carried, self._web(row))
            self._visit.note("value.added", row_id, party_id, fields=("consent_reference",))

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
