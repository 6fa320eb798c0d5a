"""Free notes on people, and how far a note has come."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final
from uuid import UUID

from registerdesk.domain.errors import InvalidInput
from registerdesk.domain.fields import Area, Category, Purpose, about
from registerdesk.domain.sources import Recorded
from registerdesk.domain.texts import _


class NoteStage(StrEnum):
    """How far a note has come (dataskyddslagen 5 kap. 2 §)."""

    DRAFT = "draft"
    MEMORY = "memory"
    FINAL = "final"


NOTE_STAGE_LABELS: Final = MappingProxyType(
    {
        NoteStage.DRAFT: _("Draft"),
        NoteStage.MEMORY: _("Memory note"),
        NoteStage.FINAL: _("Final"),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Note(Recorded):
    """A free note; write only what the person may read."""

    text: str = about(
        _("Note"),
        category=Category.CONTACTS,
        area=Area.REGISTER,
        purposes=(Purpose.CONTRACT, Purpose.ENQUIRIES),
        identifying=True,
        seal_name="note.text",
        limit=20_000,
        lines=4,
    )
    stage: NoteStage = about(
        _("Stage"), category=Category.CONTACTS, area=Area.REGISTER, default=NoteStage.FINAL
    )


_ORDER: Final = tuple(NoteStage)


def is_read_by(note: Note, actor: UUID) -> bool:
    """Tell whether somebody reads a note: a draft is its writer's own until it is more."""
    return note.stage is not NoteStage.DRAFT or note.recorded_by == actor


def check_stage(before: NoteStage, after: NoteStage) -> None:
    """Refuse to take a note back to an earlier stage: what was final stays final."""
    if _ORDER.index(after) < _ORDER.index(before):
        raise InvalidInput(_("A note does not go back to an earlier stage."), field="stage")
