"""How far a case has come: from what lies open, and from its sealed pieces where one reaches."""

from __future__ import annotations

import dataclasses
from functools import cached_property
from typing import Any

from registerdesk.domain import snapshots
from registerdesk.domain.case_materials import MaterialKind
from registerdesk.domain.errors import NotAllowed
from registerdesk.domain.fields import Compartment
from registerdesk.domain.four_eyes import Act, ProposalState
from registerdesk.domain.identity_checks import identity_level
from registerdesk.domain.request_steps import Progress, current_step, steps_of
from registerdesk.domain.rights_requests import RightsRequest
from registerdesk.domain.snapshots import Item, Review, Snapshot
from registerdesk.usecases.case_access import CaseAccess, CaseFile
from registerdesk.usecases.desk import Visit
from registerdesk.usecases.person_data import is_free_text


class CaseProgress:
    """One case as the reader sees it; a closed case shows what lies open alone."""

    def __init__(self, visit: Visit, access: CaseAccess, request: RightsRequest) -> None:
        """Bind to one request."""
        self._visit = visit
        self._access = access
        self._request = request

    @cached_property
    def file(self) -> CaseFile | None:
        """The opened case, or None for whoever does not hold its key."""
        try:
            return self._access.case_file(self._request)
        except NotAllowed:
            return None

    @property
    def is_open(self) -> bool:
        """Whether the reader holds the case's key."""
        return self.file is not None

    @cached_property
    def collected(self) -> Snapshot | None:
        """The snapshot as it was collected, sealed parts without values."""
        data = self.file.read(MaterialKind.SNAPSHOT) if self.file else None
        return snapshots.from_json(data) if data else None

    @cached_property
    def snapshot(self) -> Snapshot | None:
        """The snapshot with everything that has been released to the case."""
        if self.collected is None or self.file is None:
            return None
        values: dict[str, Any] = {}
        for name in self.file.names(MaterialKind.RELEASED):
            values |= self._released(name)
        return self.collected.with_released(values)

    def _released(self, compartment: str) -> dict[str, Any]:
        """Return one released part's values whose version is the one that was collected."""
        if self.file is None or self.collected is None:
            return {}
        wanted = {item.key: item.version for item in self.collected.items}
        piece = self.file.read(MaterialKind.RELEASED, compartment) or {}
        return {
            key: value["value"]
            for key, value in piece.items()
            if wanted.get(key) == value["version"]
        }

    @cached_property
    def review(self) -> Review:
        """The review as far as it has come, of the texts as they stand in the snapshot."""
        data = self.file.read(MaterialKind.REVIEW) if self.file else None
        review = snapshots.review_from_json(data)
        items = self.snapshot.items if self.snapshot else ()
        current = {item.key: item.version for item in items if not item.is_sealed}
        return review.of_texts(current)

    def unscanned(self) -> tuple[Item, ...]:
        """Return the free texts that nobody has been shown for review yet."""
        items = self.snapshot.items if self.snapshot else ()
        return tuple(
            item
            for item in items
            if is_free_text(item)
            and item.value
            and self.review.scanned.get(item.key) != item.version
        )

    @cached_property
    def unreleased(self) -> frozenset[Compartment]:
        """The compartments of which something has not been released to the case."""
        return frozenset(self.snapshot.sealed_items()) if self.snapshot else frozenset()

    @property
    def progress(self) -> Progress:
        """What has been done, as the steps count it."""
        office, case_id = self._access.office, self._request.id
        checks = office.identity_checks.find(case_id=case_id)
        answered = office.outside_searches.find(case_id=case_id)
        return Progress(
            level=identity_level(check.method for check in checks),
            collected=self._request.collected_at is not None,
            unreadable=len(self.collected.unreadable) if self.collected else 0,
            unreleased=self.unreleased,
            undecided=self.review.undecided + len(self.unscanned()),
            outside=frozenset(search.store for search in answered),
            answers_given=self.file is not None
            and self.file.piece(MaterialKind.ANSWERS) is not None,
            refusal_approved=self._refusal_approved(),
        )

    def _refusal_approved(self) -> bool:
        """Tell whether a second person has agreed to the refusal."""
        found = self._access.office.proposals.find(object_id=self._request.id, act=Act.REFUSAL)
        done = {ProposalState.APPROVED, ProposalState.EXECUTED}
        return any(proposal.state in done for proposal in found)

    def stepped(self) -> RightsRequest:
        """Return the request with the step on which it stands now."""
        step = current_step(steps_of(self._request, self.progress))
        return dataclasses.replace(self._request, step=step)
