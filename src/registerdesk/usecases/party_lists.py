"""Lists of customers and suppliers."""

from __future__ import annotations

from registerdesk.domain.fields import Area
from registerdesk.domain.party_lists import Chip, ListQuery, ListRow, Page
from registerdesk.domain.staff import Permission, may_read
from registerdesk.usecases.desk import Visit, refusal, use_case


@use_case(Permission.VIEW_PARTY)
def list_parties(visit: Visit, query: ListQuery) -> Page[ListRow]:
    """Return one page of a list, as far as the reader reaches; one log row with the count."""
    if Chip.OFFERS in query.chips and not may_read(visit.roles, Area.CONSENTS):
        raise refusal()
    page = visit.office.party_lists.page(query)
    text = query.text.strip()
    digest = visit.keys.keyed_hash("search", _told(text)).hex() if text else ""
    visit.note("parties.listed", count=len(page.rows), purpose=query.kind.value, digest=digest)
    return page


def _told(text: str) -> str:
    """Return the filter's text as its keyed hash is made of it."""
    return text.casefold().encode("utf-8", "replace").decode()
