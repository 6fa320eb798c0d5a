"""The tables of files: their rows, and their content in sealed parts that no list reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256
from itertools import count
from typing import Final, Protocol
from uuid import UUID

from sqlalchemy import Connection, ForeignKeyConstraint, Index, delete, insert, select, update

from registerdesk.domain.attachments import REMOVED, Attachment, AttachmentDamaged, FilePart
from registerdesk.domain.case_materials import MaterialKind
from registerdesk.domain.texts import _
from registerdesk.storage.cells import Cells
from registerdesk.storage.history import FIELD_HISTORY, PROTECTED_VALUE
from registerdesk.storage.register import Reader
from registerdesk.storage.rights_requests import CASE_MATERIAL
from registerdesk.storage.tables import table_for

ATTACHMENT: Final = table_for("attachment", Attachment, indexed=("party_id", "removed_at"))
FILE_PART: Final = table_for(
    "file_part",
    FilePart,
    ForeignKeyConstraint(["attachment_id"], ["attachment.id"], ondelete="CASCADE"),
    ForeignKeyConstraint(["piece_id"], ["case_material.id"], ondelete="CASCADE"),
)
Index(None, FILE_PART.c.attachment_id, FILE_PART.c.number, unique=True)
Index(None, FILE_PART.c.piece_id, FILE_PART.c.number, unique=True)

_SEAL_NAME: Final = "attachment.content.{}"
_DIGEST: Final = -1
"""The number of the part that holds the digest: open, it would tell a known file again."""


class Seal(Protocol):
    """What closes and opens the parts of one file."""

    def seal(self, seal_name: str, row_id: UUID, plaintext: bytes) -> bytes:
        """Return the cell for a part."""

    def open(self, seal_name: str, row_id: UUID, cell: bytes) -> bytes:
        """Return what a cell says."""


class CompartmentSeal:
    """Seals to a compartment; without one the database's own encryption is all."""

    def __init__(self, cells: Cells, compartment: str) -> None:
        """Take the keys."""
        self._cells, self._compartment = cells, compartment

    def seal(self, seal_name: str, row_id: UUID, plaintext: bytes) -> bytes:
        """Return the cell for a part."""
        if not self._compartment:
            return plaintext
        return self._cells.seal(self._compartment, seal_name, row_id, plaintext)

    def open(self, seal_name: str, row_id: UUID, cell: bytes) -> bytes:
        """Return what a cell says; NotAllowed without the key."""
        if not self._compartment:
            return cell
        return self._cells.open(self._compartment, seal_name, row_id, cell)


class FileContents:
    """The content of files over one open transaction, a part at a time."""

    def __init__(self, connection: Connection, reader: Reader) -> None:
        """Bind to a transaction and a reader."""
        self._connection, self._reader = connection, reader

    def write(self, attachment_id: UUID, compartment: str, parts: Iterable[bytes]) -> None:
        """Keep a person's file, sealed to a compartment or to none."""
        seal = CompartmentSeal(self._reader.cells, compartment)
        self._write(seal, parts, compartment, attachment_id=attachment_id)

    def write_to_case(self, piece_id: UUID, seal: Seal, parts: Iterable[bytes]) -> None:
        """Keep the file of a case's piece, sealed to the case."""
        self._write(seal, parts, "case", piece_id=piece_id)

    def read(self, attachment_id: UUID) -> Iterator[bytes]:
        """Yield a person's file; NotAllowed where its compartment is not held.

        AttachmentDamaged at its end where it is not what was written.
        """
        column = FILE_PART.c.attachment_id

        def opened(number: int, compartment: str, cell: bytes) -> bytes:
            seal = CompartmentSeal(self._reader.cells, compartment)
            return seal.open(_SEAL_NAME.format(number), attachment_id, cell)

        return _checked(opened(*each) for each in self._cells_of(column, attachment_id))

    def read_of_case(self, piece_id: UUID, seal: Seal) -> Iterator[bytes]:
        """Yield the file of a case's piece; AttachmentDamaged as for a person's."""
        cells = self._cells_of(FILE_PART.c.piece_id, piece_id)
        return _checked(
            seal.open(_SEAL_NAME.format(number), piece_id, cell) for number, _within, cell in cells
        )

    def _write(self, seal: Seal, parts: Iterable[bytes], compartment: str, **owner: UUID) -> None:
        """Keep the parts and, sealed like them, what the whole of them must come to."""
        digest = sha256()
        for number, part in enumerate(parts):
            digest.update(part)
            self._add(seal, number, part, compartment, **owner)
        self._add(seal, _DIGEST, digest.digest(), compartment, **owner)

    def _cells_of(self, owner: object, owner_id: UUID) -> Iterator[tuple[int, str, bytes]]:
        """Yield the digest, then one part after another: no more than one is in memory."""
        columns = select(FILE_PART.c.compartment, FILE_PART.c.cell)
        for number in count(_DIGEST):
            one = columns.where(owner == owner_id, FILE_PART.c.number == number)  # type: ignore[arg-type]  # one of two columns
            found = self._connection.execute(one).one_or_none()
            if found is None:
                return
            yield number, found.compartment, found.cell

    def _add(self, seal: Seal, number: int, part: bytes, compartment: str, **owner: UUID) -> None:
        """Keep one part; `owner` is the column of what it belongs to, and its id."""
        (owner_id,) = owner.values()
        self._connection.execute(
            insert(FILE_PART).values(
                id=self._reader.new_id(),
                number=number,
                compartment=compartment,
                cell=seal.seal(_SEAL_NAME.format(number), owner_id, part),
                **owner,
            )
        )


def _checked(cells: Iterator[bytes]) -> Iterator[bytes]:
    """Yield the parts that follow a digest; AttachmentDamaged unless they come to it."""
    digest, found = next(cells, b""), sha256()
    for part in cells:
        found.update(part)
        yield part
    if found.digest() != digest:
        raise AttachmentDamaged(_("The stored file has been changed. Tell the ombud now."))


def move_files(
    connection: Connection, cells: Cells, party_id: UUID, came_from: str, into: str
) -> None:
    """Seal a person's files anew, a part at a time; what lies in another compartment stays."""
    old, new = CompartmentSeal(cells, came_from), CompartmentSeal(cells, into)
    of_party = select(ATTACHMENT.c.id).where(ATTACHMENT.c.party_id == party_id)
    there = FILE_PART.c.attachment_id.in_(of_party) & (FILE_PART.c.compartment == came_from)
    for part_id in connection.execute(select(FILE_PART.c.id).where(there)).scalars().all():
        one = select(FILE_PART).where(FILE_PART.c.id == part_id)
        row = connection.execute(one).one()
        name = _SEAL_NAME.format(row.number)
        cell = new.seal(name, row.attachment_id, old.open(name, row.attachment_id, row.cell))
        changed = update(FILE_PART).where(FILE_PART.c.id == part_id)
        connection.execute(changed.values(cell=cell, compartment=into))


def drop_removed(connection: Connection, before: int) -> list[UUID]:
    """Erase files removed before a moment, content and all; return their ids."""
    gone = select(ATTACHMENT.c.id).where(ATTACHMENT.c.removed_at < before)
    ids = list(connection.execute(gone).scalars())
    for table in (PROTECTED_VALUE, FIELD_HISTORY):  # a protected person's names of files, too
        connection.execute(delete(table).where(table.c.row_id.in_(ids)))
    connection.execute(delete(ATTACHMENT).where(ATTACHMENT.c.id.in_(ids)))
    return ids + _drop_pieces(connection, before)


def _drop_pieces(connection: Connection, before: int) -> list[UUID]:
    """Erase the removed files of cases; return their ids."""
    table = CASE_MATERIAL
    is_gone = (
        (table.c.kind == MaterialKind.ATTACHMENT)
        & table.c.name.startswith(REMOVED)
        & (table.c.made_at < before)
    )
    ids = list(connection.execute(select(table.c.id).where(is_gone)).scalars())
    connection.execute(delete(table).where(table.c.id.in_(ids)))
    return ids
