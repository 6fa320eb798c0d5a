"""The table of proposals."""

from typing import Final

from registerdesk.domain.four_eyes import Proposal
from registerdesk.storage.tables import table_for

PROPOSAL: Final = table_for("proposal", Proposal, indexed=("object_id", "state"))
