"""The tables of letters and of their prints."""

from typing import Final

from sqlalchemy import ForeignKeyConstraint, Index

from registerdesk.domain.stored_letters import LetterPrint, StoredLetter
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
