"""A value taken out of a card: its words stay in the history, and can be put back."""

from __future__ import annotations

import dataclasses
from typing import Any
from uuid import UUID

from registerdesk.domain.errors import Conflict, InvalidInput, NotFound
from registerdesk.domain.fields import fields_of
from registerdesk.domain.notes import Note, NoteStage
from registerdesk.domain.sources import Origin, ValueOrigin
from registerdesk.domain.staff import Permission
from registerdesk.domain.texts import _
from registerdesk.storage.history import OldValue
from registerdesk.storage.tables import table_name_of
from registerdesk.usecases.desk import Visit, use_case
from registerdesk.usecases.parties import REMOVED_ONE_BY_ONE
from registerdesk.usecases.party_history import Earlier
from registerdesk.usecases.party_registers import KEPT_TYPES, Drafts, Reach, register_of
from registerdesk.usecases.party_writing import PartyWriting


@use_case(Permission.EDIT_PARTY)
def remove_value(visit: Visit, register: str, row_id: UUID, version: int) -> None:
    """Take a value out of the card; its words and sources stay in the history until erased.

    Never a person or a relation. A final note is corrected, not removed.
    """
    _refuse_other(register)
    Removal(visit).take_out(register, row_id, version)


@use_case(Permission.EDIT_PARTY)
def put_back_value(visit: Visit, register: str, row_id: UUID) -> None:
    """Put a removed value back where it stood, from the history, with its sources."""
    _refuse_other(register)
    Removal(visit).put_back(register, row_id)


class Removal:
    """Takes rows out and puts them back, within an act that allows it."""

    def __init__(self, visit: Visit) -> None:
        """Take the visit."""
        self._visit = visit

    def take_out(self, register: str, row_id: UUID, version: int) -> None:
        """Take one row of any register out of the card."""
        visit = self._visit
        kept = register_of(visit.office, register)
        row = kept.get(row_id)
        Reach(visit).party(row.party_id)
        Drafts(visit).refuse(row)
        if row.version != version:
            raise Conflict(_("Somebody else has changed this meanwhile. Look at it again."))
        if isinstance(row, Note) and row.stage is NoteStage.FINAL:
            raise InvalidInput(_("A final note is corrected, not removed."))
        change = kept.retire(row_id)
        _keep_sources(visit, row, change.fields)
        PartyWriting(visit).found_anew(row.party_id)
        visit.note(
            "value.removed", row_id, row.party_id, fields=change.fields, history=change.history_ids
        )

    def put_back(self, register: str, row_id: UUID) -> None:
        """Put back one row that was taken out."""
        visit = self._visit
        kind, office = KEPT_TYPES[register], visit.office
        if any(True for _row in register_of(office, register).find(id=row_id)):
            raise Conflict(_("The value stands in the register already."))
        history = [old for old in office.history.find(row_id=row_id) if _is_of(old, kind)]
        if not history:
            raise NotFound(_("It is no longer in the register."))
        party = Reach(visit).party(history[0].party_id)
        sources = {origin.field: origin for origin in office.origins.find(row_id=row_id)}
        earlier, last = Earlier(visit), max(old.changed_at for old in history)
        gone = {old.field: old for old in history if old.changed_at == last}
        values = {name: earlier.opened(old, kind) for name, old in gone.items()}
        first = next(sources[name] for name in gone if name in sources)
        writing = PartyWriting(visit)
        writing.refuse_taken(register, row_id, values)
        carried = writing.carried(party.id, _origin_of(first), protected=party.is_protected)
        record = kind(id=row_id, **carried, **values, version=len(history) + 1)
        record = dataclasses.replace(record, recorded_by=first.recorded_by)
        Drafts(visit).refuse(record)
        register_of(office, register).add(record)
        writing.found_anew(party.id)
        visit.note("value.put_back", row_id, party.id, fields=tuple(gone))


def _refuse_other(register: str) -> None:
    """Stop what is not added and removed one by one."""
    if register not in REMOVED_ONE_BY_ONE:
        raise InvalidInput(_("There is no such register."))


def _is_of(old: OldValue, kind: type) -> bool:
    """Tell whether an old value stood in a record of this type."""
    return old.table_name == table_name_of(kind) and any(
        field.name == old.field for field in fields_of(kind)
    )


def _keep_sources(visit: Visit, row: Any, fields: tuple[str, ...]) -> None:  # noqa: ANN401 - any record
    """Let each value keep where it came from, now that its row no longer says so."""
    known = {origin.field for origin in visit.office.origins.find(row_id=row.id)}
    given = dataclasses.asdict(_origin_of(row))
    for name in fields:
        if name not in known:
            visit.office.origins.add(
                ValueOrigin(
                    id=visit.new_id(),
                    party_id=row.party_id,
                    row_id=row.id,
                    field=name,
                    **given,
                    recorded_by=row.recorded_by,
                    recorded_at=row.recorded_at,
                )
            )


def _origin_of(row: Any) -> Origin:  # noqa: ANN401 - a record or the origin of one of its values
    """Return where a row or value came from."""
    return Origin(**{f.name: getattr(row, f.name) for f in dataclasses.fields(Origin)})
