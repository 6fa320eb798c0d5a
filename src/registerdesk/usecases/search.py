"""Search as one types, and the one trace that a settled search leaves."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass

from registerdesk.domain.fields import Area
from registerdesk.domain.parties import PartyKind
from registerdesk.domain.search_hits import Found, Hit, MatchedField, Suggestion
from registerdesk.domain.search_queries import QUERY_LIMIT
from registerdesk.domain.staff import Permission, may_read
from registerdesk.usecases.desk import Visit, use_case
from registerdesk.usecases.named_people import NamedPeople


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
    return _told(visit, visit.office.search.find(text, limit=limit))


@use_case(Permission.SEARCH_NOTES, leaves_trace=False)
def find_in_notes(visit: Visit, text: str, *, limit: int = 50) -> Hits:
    """Return whom the text finds, and last those in whose notes its words stand.

    Restricted people are not found by their notes, and a draft by its writer alone.
    """
    return _told(visit, visit.office.search.find(text, limit=limit, in_notes=True))


def _told(visit: Visit, found: Found) -> Hits:
    """Return what was found as it may be shown."""
    hits = [_with_help(visit, hit) for hit in _with_locks(visit, found.hits)]
    if not may_read(visit.roles, Area.CONTACTS):
        hits = [dataclasses.replace(hit, latest_contact=None) for hit in hits]
    return Hits(
        persons=tuple(hit for hit in hits if hit.kind is PartyKind.PERSON),
        companies=tuple(hit for hit in hits if hit.kind is PartyKind.COMPANY),
        total=found.total,
        is_more=found.is_more,
        suggestion=found.suggestion,
    )


def _with_locks(visit: Visit, hits: Sequence[Hit]) -> Sequence[Hit]:
    """Return the hits, those of restricted people as identity and status alone."""
    held = visit.office.restricted.among(hit.party_id for hit in hits)
    return [_locked(hit) if hit.party_id in held else hit for hit in hits] if held else hits


def _locked(hit: Hit) -> Hit:
    """Return a restricted person's hit: who it is, that it is restricted, no way to reach them."""
    shown = hit.matched_text if hit.matched is MatchedField.FORMER_NAME else ""
    told = dataclasses.replace(hit, is_restricted=True, matched_text=shown)
    return dataclasses.replace(told, phone="", town="", latest_contact=None)


def _with_help(visit: Visit, hit: Hit) -> Hit:
    """Return the flag of a protected person with the name of somebody who can open it."""
    if not hit.is_protected or hit.name:
        return hit
    return dataclasses.replace(hit, ask=next(iter(NamedPeople(visit).names), ""))


@use_case(Permission.SEARCH)
def settle(visit: Visit, text: str, *, count: int) -> None:
    """Log that a search was made: the keyed hash of its text and how many rows it gave."""
    visit.note("search", digest=_digest(visit, text), count=count)


@use_case(Permission.SEARCH_NOTES)
def settle_in_notes(visit: Visit, text: str, *, count: int) -> None:
    """Log that a search went through notes too: the keyed hash of its text, how many rows."""
    visit.note("search.in_notes", digest=_digest(visit, text), count=count)


def _digest(visit: Visit, text: str) -> str:
    """Return the keyed hash of what was searched for."""
    said = text[:QUERY_LIMIT].strip().casefold().encode("utf-8", "replace").decode()
    digest: bytes = visit.keys.keyed_hash("search", said)
    return digest.hex()
