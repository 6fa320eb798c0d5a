"""What stood in a person's fields before, as far as the reader reaches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, get_type_hints
from uuid import UUID

from registerdesk.domain.contacts import Contact
from registerdesk.domain.credit_checks import CreditCheck
from registerdesk.domain.fields import About, Area, fields_of
from registerdesk.domain.identity_numbers import MASK
from registerdesk.domain.notes import NoteStage
from registerdesk.domain.staff import Permission, may_read
from registerdesk.storage.history import OldValue
from registerdesk.storage.tables import table_name_of
from registerdesk.storage.values import from_bytes
from registerdesk.usecases.desk import Visit, use_case
from registerdesk.usecases.party_registers import KEPT_TYPES, Drafts, Reach, known_as

_KINDS: Final = (*KEPT_TYPES.values(), Contact, CreditCheck)
_TABLES: Final[Mapping[str, type]] = {table_name_of(kind): kind for kind in _KINDS}
"""What each table keeps; the history of cases is shown with the case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerValue:
    """What stood in one field until it was changed."""

    row_id: UUID
    field: str
    label: str
    value: Any
    """In the field's own type; of a personal identity number only the masked form."""
    changed_at: int
    changed_by: UUID
    in_ore: bool = False
    """An amount in öre."""


@use_case(Permission.VIEW_REGISTER)
def view_history(visit: Visit, party_id: UUID) -> tuple[FormerValue, ...]:
    """Return a person's earlier values, latest change first; what is out of reach is absent."""
    Reach(visit).party(party_id)
    history = visit.office.history.of(party_id)
    drafts = _Drafts(visit, party_id, history)
    found = [_former(visit, row) for row in history if not drafts.hide(row)]
    readable = [former for former in found if former is not None]
    visit.note("history.viewed", party_id, count=len(readable))
    return tuple(sorted(readable, key=lambda f: (f.changed_at, f.row_id), reverse=True))


class _Drafts:
    """The words of notes from the time when each was its writer's own draft."""

    def __init__(self, visit: Visit, party_id: UUID, history: Iterable[OldValue]) -> None:
        """Find until when each note was a draft, by its old stages."""
        self._actor = visit.actor
        notes = visit.office.notes.of(party_id)
        own = Drafts(visit)
        self._hidden = {note.id for note in notes if not own.reads(note)}
        self._until = {
            row.row_id: row.changed_at
            for row in history
            if (row.table_name, row.field, row.old_value) == ("note", "stage", _DRAFT)
        }

    def hide(self, row: OldValue) -> bool:
        """Tell whether an old value is a colleague's draft."""
        was_draft = row.changed_at <= self._until.get(row.row_id, 0)
        return row.row_id in self._hidden or (was_draft and row.changed_by != self._actor)


_DRAFT: Final = f'"{NoteStage.DRAFT}"'


def _former(visit: Visit, row: OldValue) -> FormerValue | None:
    """Return an earlier value if role and keys reach it."""
    kind = _TABLES.get(row.table_name)
    if kind is None:
        return None
    about: About = next(f.about for f in fields_of(kind) if f.name == row.field)
    if not may_read(visit.roles, about.area):
        return None
    if row.old_cell is not None and not visit.keys.holds(row.compartment):
        return None
    value = Earlier(visit).opened(row, kind)
    if isinstance(value, UUID):
        value = known_as(visit.office, value)
    return FormerValue(
        row_id=row.row_id,
        field=row.field,
        label=about.label,
        value=_masked(value) if about.area is Area.PNR else value,
        changed_at=row.changed_at,
        changed_by=row.changed_by,
        in_ore=about.in_ore,
    )


class Earlier:
    """Earlier values, opened within one visit."""

    def __init__(self, visit: Visit) -> None:
        """Take the visit."""
        self._visit = visit

    def opened(self, row: OldValue, kind: type) -> Any:  # noqa: ANN401 - any field's value
        """Return an earlier value in the type of its field; NotAllowed without its key."""
        about: About = next(f.about for f in fields_of(kind) if f.name == row.field)
        return from_bytes(_bytes(self._visit, row, about), get_type_hints(kind)[row.field])


def _bytes(visit: Visit, row: OldValue, about: About) -> bytes:
    """Return the earlier value as it was written, opened if it was sealed."""
    if row.old_cell is None:
        return (row.old_value or "null").encode()
    opened: bytes = visit.keys.open(row.compartment, about.seal_name, row.row_id, row.old_cell)
    return opened


def _masked(value: str | None) -> str:
    """Return an earlier identity number with its last four hidden."""
    return f"{value[:-4]}-{MASK * 4}" if value else ""
