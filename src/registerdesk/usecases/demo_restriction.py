"""The demo office's restricted person, who says that the address is wrong."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from registerdesk.domain.restrictions import RestrictionGround
from registerdesk.usecases.desk import local_day
from registerdesk.usecases.offices import Session
from registerdesk.usecases.restrictions import NewRestriction, restrict

DAYS_AGO = 9


def restrict_one(session: Session, party_id: UUID) -> None:
    """Restrict the processing of one person's data while the accuracy is looked into."""
    since = local_day(session.desk.now()) - timedelta(days=DAYS_AGO)
    new = NewRestriction(
        ground=RestrictionGround.ACCURACY,
        since=since,
        asked_by="Personen själv, per telefon",
        reason="Adressen och en gammal betalningsanmärkning bestrids.",
    )
    session.desk.do(restrict, party_id, new)
