"""The tables of letters and of their prints."""

from hashlib import sha256
from typing import Final
from uuid import UUID

from sqlalchemy import Connection, ForeignKeyConstraint, Index, bindparam, select

from registerdesk.domain.case_materials import MaterialKind
from registerdesk.domain.stored_letters import LetterPrint, StoredLetter
from registerdesk.storage.audit_log import AuditLog
from registerdesk.storage.rights_requests import CASE_MATERIAL
from registerdesk.storage.tables import table_for

LETTER: Final = table_for(
    "letter",
    StoredLetter,
    ForeignKeyConstraint(["case_id"], ["rights_request.id"]),
    indexed=("case_id",),
)
LETTER_PRINT: Final = table_for(
    "letter_print", LetterPrint, ForeignKeyConstraint(["letter_id"], ["letter.id"])
)
Index(None, LETTER_PRINT.c.letter_id, LETTER_PRINT.c.print_number, unique=True)

_SEALED: Final = (
    select(LETTER.c.id, LETTER.c.sealed_sha256, CASE_MATERIAL.c.cell)
    .join_from(
        LETTER,
        CASE_MATERIAL,
        (CASE_MATERIAL.c.case_id == LETTER.c.case_id)
        & (CASE_MATERIAL.c.kind == MaterialKind.LETTER.value)
        & (CASE_MATERIAL.c.name == bindparam("letter_name")),
    )
    .where(LETTER.c.id == bindparam("letter_id"))
)


def broken_letters(connection: Connection, log: AuditLog) -> int:
    """Return how many letters are gone, or are not the ones whose hash stands in the log."""
    ids = connection.execute(select(LETTER.c.id)).scalars().all()
    return sum(not _is_whole(connection, log, letter_id) for letter_id in ids)


def _is_whole(connection: Connection, log: AuditLog, letter_id: UUID) -> bool:
    """Compare one letter's sealed bytes with its row and with the log."""
    found = connection.execute(
        _SEALED, {"letter_id": letter_id, "letter_name": str(letter_id)}
    ).one_or_none()
    if found is None:
        return False
    digest = sha256(found.cell).digest()
    logged = {r.event.digest for r in log.about(letter_id) if r.event.act == "letter.sealed"}
    return digest == found.sealed_sha256 and digest.hex() in logged
