"""Lists of customers and suppliers."""

from __future__ import annotations

import dataclasses

from registerdesk.domain.fields import Area
from registerdesk.domain.party_lists import Chip, ListQuery, ListRow, Page
from registerdesk.domain.staff import Permission, may_read
from registerdesk.usecases.desk import Visit, refusal, use_case


@use_case(Permission.VIEW_PARTY)
def list_parties(visit: Visit, query: ListQuery) -> Page[ListRow]:
    """Return one page of a list, as far as the reader reaches; one log row with the count."""
    if Chip.OFFERS in query.chips and not may_read(visit.roles, Area.CONSENTS):
        raise refusal()
    page = _with_locks(visit, visit.office.party_lists.page(query))
    text = query.text.strip()
    digest = visit.keys.keyed_hash("search", _told(text)).hex() if text else ""
    visit.note("parties.listed", count=len(page.rows), purpose=query.kind.value, digest=digest)
    return page


def _with_locks(visit: Visit, page: Page[ListRow]) -> Page[ListRow]:
    """Return the page, its restricted people as identity and status alone (Article 18(2))."""
    held = visit.office.restricted.among(row.party_id for row in page.rows)
    rows = (_locked(row) if row.party_id in held else row for row in page.rows)
    return dataclasses.replace(page, rows=tuple(rows)) if held else page


def _locked(row: ListRow) -> ListRow:
    return dataclasses.replace(row, is_restricted=True, phone="", email="", town="")


def _told(text: str) -> str:
    """Return the filter's text as its keyed hash is made of it."""
    return text.casefold().encode("utf-8", "replace").decode()
