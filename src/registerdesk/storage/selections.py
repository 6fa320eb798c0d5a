"""The tables of what is known from the web, and of selections."""

from typing import Final

from sqlalchemy import ForeignKeyConstraint

from registerdesk.domain.selections import Segment, WebRecord
from registerdesk.storage.tables import table_for

WEB_RECORD: Final = table_for(
    "web_record",
    WebRecord,
    ForeignKeyConstraint(["party_id"], ["party.id"]),
    indexed=("party_id",),
)
SEGMENT: Final = table_for(
    "segment", Segment, ForeignKeyConstraint(["party_id"], ["party.id"]), indexed=("party_id",)
)
