"""Who of a list may leave the office for a purpose, and who stays behind: the one place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final
from uuid import UUID

from registerdesk.domain.exports import LeftOut
from registerdesk.domain.fields import Purpose
from registerdesk.storage.exports import states_of
from registerdesk.storage.processing import ADVANCES
from registerdesk.usecases.desk import Visit
from registerdesk.usecases.purposes import AllowedPeople
from registerdesk.usecases.slices import Slices, finished

BATCH: Final = 500
"""So many people are asked about in one statement."""


class Leaving:
    """Judges, for whoever asks, which people's data may leave."""

    def __init__(self, visit: Visit) -> None:
        """Take the visit."""
        self._visit = visit

    def behind(self, party_ids: Sequence[UUID], purpose: Purpose) -> Mapping[UUID, LeftOut]:
        """Return who of the people stays behind, and why; whoever is not there may leave."""
        return finished(self.judging(party_ids, purpose))

    def judging(
        self, party_ids: Sequence[UUID], purpose: Purpose
    ) -> Slices[Mapping[UUID, LeftOut]]:
        """Judge, in slices, who stays behind."""
        visit, reasons = self._visit, dict[UUID, LeftOut]()
        for batch in batches(party_ids):
            restricted = visit.office.restricted.among(batch)
            allowed = AllowedPeople(visit).among(purpose, batch)
            states = states_of(visit.office.connection, batch, visit.today)
            reasons |= dict.fromkeys({*batch} - {row.id for row in states}, LeftOut.GONE)
            for row in states:
                reason = _reason(row, purpose, restricted, allowed)
                if reason is not None:
                    reasons[row.id] = reason
            yield
        return MappingProxyType(reasons)


def _reason(
    row: Any,  # noqa: ANN401 - a row of the database
    purpose: Purpose,
    restricted: frozenset[UUID],
    allowed: frozenset[UUID],
) -> LeftOut | None:
    """Return why one person stays behind; the rule itself is who is `allowed`."""
    advances = purpose in ADVANCES
    reasons = (
        (row.merged_at is not None, LeftOut.MERGED),
        (row.is_protected, LeftOut.PROTECTED),
        (row.id in restricted, LeftOut.RESTRICTED),
        (advances and row.deceased, LeftOut.DECEASED),
        (advances and row.is_minor, LeftOut.MINOR),
        (advances and row.is_former, LeftOut.FORMER),
        (row.id not in allowed, LeftOut.PURPOSE_OFF),
    )
    return next((reason for holds, reason in reasons if holds), None)


def batches(party_ids: Sequence[UUID]) -> Iterator[list[UUID]]:
    """Yield the ids, some hundred at a time."""
    for at in range(0, len(party_ids), BATCH):
        yield list(party_ids[at : at + BATCH])
