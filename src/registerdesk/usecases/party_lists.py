"""Lists of customers and suppliers."""

from __future__ import annotations

from registerdesk.domain.party_lists import ListQuery, ListRow, Page
from registerdesk.domain.staff import Permission
from registerdesk.usecases.desk import Visit, use_case


@use_case(Permission.VIEW_PARTY)
def list_parties(visit: Visit, query: ListQuery) -> Page[ListRow]:
    """Return one page of a list, as far as the reader reaches; one log row with the count."""
    page = visit.office.party_lists.page(query)
    text = query.text.strip()
    digest = visit.keys.keyed_hash("search", _told(text)).hex() if text else ""
    visit.note("parties.listed", count=len(page.rows), purpose=query.kind.value, digest=digest)
    return page


def _told(text: str) -> str:
    """Return the filter's text as its keyed hash is made of it."""
    return text.casefold().encode("utf-8", "replace").decode()
