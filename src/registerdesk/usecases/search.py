"""Search as one types, and the one trace that a settled search leaves."""

from __future__ import annotations

from dataclasses import dataclass

from registerdesk.domain.parties import PartyKind
from registerdesk.domain.search_hits import Hit, Suggestion
from registerdesk.domain.search_queries import QUERY_LIMIT
from registerdesk.domain.staff import Permission
from registerdesk.usecases.desk import Visit, use_case


@dataclass(frozen=True, slots=True, kw_only=True)
class Hits:
    """What the search found, group by group, best first in each."""

    persons: tuple[Hit, ...] = ()
    companies: tuple[Hit, ...] = ()
    total: int = 0
    is_more: bool = False
    """There are more than `total`; counting stopped."""
    suggestion: Suggestion | None = None
    """Set when nothing matched as typed; the rows are then those of similar names."""


@use_case(Permission.SEARCH, leaves_trace=False)
def find(visit: Visit, text: str, *, limit: int = 50) -> Hits:
    """Return the people and companies that the text finds, at most `limit` rows together."""
    found = visit.office.search.find(text, limit=limit)
    return Hits(
        persons=tuple(hit for hit in found.hits if hit.kind is PartyKind.PERSON),
        companies=tuple(hit for hit in found.hits if hit.kind is PartyKind.COMPANY),
        total=found.total,
        is_more=found.is_more,
        suggestion=found.suggestion,
    )


@use_case(Permission.SEARCH)
def settle(visit: Visit, text: str, *, count: int) -> None:
    """Log that a search was made: the keyed hash of its text and how many rows it gave."""
    said = text[:QUERY_LIMIT].strip().casefold().encode("utf-8", "replace").decode()
    visit.note("search", digest=visit.keys.keyed_hash("search", said).hex(), count=count)
