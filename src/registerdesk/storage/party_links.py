"""The table of those who act for others."""

from __future__ import annotations

from typing import Final

from sqlalchemy import ForeignKeyConstraint

from registerdesk.domain.party_links import PartyLink
from registerdesk.storage.tables import table_for

PARTY_LINK: Final = table_for(
    "party_link",
    PartyLink,
    ForeignKeyConstraint(["party_id"], ["party.id"]),
    indexed=("party_id", "for_id"),
)
"""`for_id` lies in `protected` where the one who acts does; whoever is stood for is then alone."""
