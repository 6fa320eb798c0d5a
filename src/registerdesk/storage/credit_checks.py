"""The table of credit checks."""

from sqlalchemy import ForeignKeyConstraint

from registerdesk.domain.credit_checks import CreditCheck
from registerdesk.storage.tables import table_for

CREDIT_CHECK = table_for(
    "credit_check",
    CreditCheck,
    ForeignKeyConstraint(["party_id"], ["party.id"]),
    indexed=("party_id", "asked_on"),
)
