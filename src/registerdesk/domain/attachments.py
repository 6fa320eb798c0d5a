"""Files that belong to a person or a case: what they are, and who gets them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePath
from types import MappingProxyType
from typing import Final
from uuid import UUID

from registerdesk.domain.errors import InvalidInput, RegisterDeskError
from registerdesk.domain.fields import Area, Category, Purpose, RetentionClass, about
from registerdesk.domain.file_kinds import SUFFIXES, FileKind
from registerdesk.domain.plain_text import clean
from registerdesk.domain.sources import Recorded
from registerdesk.domain.texts import _

NAME_LIMIT: Final = 120
REMOVED: Final = "removed:"
"""Begins the name of a case's piece whose file has been taken away."""
UNDO_SECONDS: Final = 60
"""How long a removed file can be brought back; its content is erased after that."""


class AttachmentUse(StrEnum):
    """Whether a file is the office's own, or goes to the person with an answer."""

    ANSWER = "answer"
    INTERNAL = "internal"


ATTACHMENT_USE_LABELS: Final = MappingProxyType(
    {
        AttachmentUse.ANSWER: _("Belongs to the answer"),
        AttachmentUse.INTERNAL: _("Internal"),
    }
)


class AttachmentDamaged(RegisterDeskError):
    """The stored file is not the one that was added."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment(Recorded):
    """One file about a person; its content lies beside it, sealed as strictly as the person."""

    name: str = about(
        _("File"),
        category=Category.CONTACTS,
        area=Area.REGISTER,
        purposes=(Purpose.CONTRACT, Purpose.ENQUIRIES),
        identifying=True,
        seal_name="attachment.name",
        limit=NAME_LIMIT,
        heading=True,
        required=True,
    )
    kind: FileKind = about(_("Kind of file"), category=Category.CONTACTS, area=Area.REGISTER)
    size: int = about(_("Size, bytes"), category=Category.CONTACTS, area=Area.REGISTER)
    use: AttachmentUse = AttachmentUse.ANSWER
    is_report: bool = about(
        _("Credit report"),
        category=Category.CREDIT,
        area=Area.CREDIT_RESULT,
        purposes=(Purpose.CREDIT,),
        retention=RetentionClass.CREDIT_REPORT,
        default=False,
    )
    """A credit report: sealed to those who assess credit, under a name that says nothing."""
    removed_at: int | None = None

    @property
    def is_for_answer(self) -> bool:
        """Tell whether the person gets it with an extract from the registers."""
        return self.use is AttachmentUse.ANSWER and self.removed_at is None


@dataclass(frozen=True, slots=True, kw_only=True)
class FilePart:
    """One sealed piece of a file's content; it belongs to an attachment or to a case's piece.

    The piece before the first holds the SHA-256 of the whole, for who may read the file.
    """

    id: UUID
    attachment_id: UUID | None
    piece_id: UUID | None
    number: int
    compartment: str
    cell: bytes


def kept_name(given: str, kind: FileKind) -> str:
    """Return the name that a file is kept under; InvalidInput where it says another kind.

    A name without an ending gets the kind's own.
    """
    path = PurePath(given.replace("\\", "/"))
    suffix = path.suffix.casefold()
    allowed = SUFFIXES[kind]
    if suffix and suffix not in allowed:
        raise InvalidInput(
            _("The name ends in {suffix}, but the content is of another kind: {kind}."),
            field="file",
            suffix=suffix[:12],
            kind=kind.value.upper(),
        )
    stem = clean(path.stem, limit=NAME_LIMIT - 8, field="file").strip(". ")
    return (stem or _UNNAMED) + (suffix or allowed[0])


_UNNAMED: Final = "fil"
