"""Step 3: passages about other people, each with the owner's own decision."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from functools import cached_property
from typing import Final
from uuid import UUID

from registerdesk.domain import snapshots
from registerdesk.domain.case_materials import MaterialKind
from registerdesk.domain.errors import Conflict, InvalidInput, NotFound
from registerdesk.domain.fields import Category
from registerdesk.domain.rights_requests import RightsRequest
from registerdesk.domain.snapshots import Item, Mark, Review, Snapshot, Verdict, WithholdReason
from registerdesk.domain.staff import Permission
from registerdesk.domain.texts import _
from registerdesk.domain.third_parties import KnownNames, Subject, suggestions
from registerdesk.storage.name_matches import names_sharing
from registerdesk.usecases.case_access import CaseAccess
from registerdesk.usecases.case_progress import CaseProgress
from registerdesk.usecases.desk import Visit, use_case
from registerdesk.usecases.person_data import field_of

_WORD: Final = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One passage with its whole text around it."""

    mark: Mark
    item: Item
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewView:
    """All passages in the order of the answer, and values whose source is not known."""

    passages: tuple[Passage, ...]
    undecided: int
    without_source: tuple[Item, ...]


@use_case(Permission.HANDLE_REQUEST)
def open_review(visit: Visit, request_id: UUID) -> ReviewView:
    """Look through texts that nobody has looked through yet, and return all passages."""
    case = _ReviewedCase(visit, request_id)
    review = case.scan()
    visit.note("request.reviewed", request_id, case=request_id, count=len(review.marks))
    return case.view(review)


@use_case(Permission.HANDLE_REQUEST)
def decide_passage(
    visit: Visit,
    request_id: UUID,
    place: str,
    verdict: Verdict,
    reason: WithholdReason | None = None,
) -> ReviewView:
    """Mask a passage, include it, or leave its whole value out; what is withheld has a reason."""
    if verdict is not Verdict.INCLUDE and reason is None:
        raise InvalidInput(_("Choose a reason, 1 to 4."), field="reason")
    case = _ReviewedCase(visit, request_id)
    review = case.decided(place, verdict, reason if verdict is not Verdict.INCLUDE else None)
    visit.note("request.passage_decided", request_id, case=request_id, purpose=verdict.value)
    return case.view(review)


@use_case(Permission.HANDLE_REQUEST)
def mark_passage(visit: Visit, request_id: UUID, key: str, start: int, end: int) -> ReviewView:
    """Put a passage under review that the program did not suggest."""
    case = _ReviewedCase(visit, request_id)
    review = case.marked(key, start, end)
    visit.note("request.passage_marked", request_id, case=request_id)
    return case.view(review)


class _ReviewedCase:
    """One open case under review by its owner."""

    def __init__(self, visit: Visit, request_id: UUID) -> None:
        self._visit = visit
        self._access = CaseAccess(visit)
        self._request = self._access.handled(request_id)
        self._file = self._access.case_file(self._request)
        self._progress = CaseProgress(visit, self._access, self._request)
        if self._progress.snapshot is None:
            raise Conflict(_("The data has not been collected yet."))
        self._snapshot: Snapshot = self._progress.snapshot
        self._items = {item.key: item for item in self._snapshot.items}

    def scan(self) -> Review:
        """Look through new and changed texts; decisions on unchanged ones stay."""
        fresh = self._progress.unscanned()
        old = self._progress.review
        known = self._known_names(fresh)
        marks = [mark for item in fresh for mark in self._suggested(item, known)]
        scanned = {**old.scanned, **{item.key: item.version for item in fresh}}
        return self._keep(Review(scanned=scanned, marks=(*old.marks, *marks)))

    def decided(self, place: str, verdict: Verdict, reason: WithholdReason | None) -> Review:
        """Keep the decision on one passage."""
        review = self._progress.review
        if place not in {mark.place for mark in review.marks}:
            raise NotFound(_("The passage is not there any more. Open the review again."))
        marks = tuple(
            dataclasses.replace(mark, verdict=verdict, reason=reason)
            if mark.place == place
            else mark
            for mark in review.marks
        )
        return self._keep(dataclasses.replace(review, marks=marks))

    def marked(self, key: str, start: int, end: int) -> Review:
        """Keep a passage that the owner pointed out."""
        item = self._items.get(key)
        text = item.value if item is not None and isinstance(item.value, str) else ""
        if not 0 <= start < end <= len(text):
            raise InvalidInput(_("Choose a passage in the text."), field="passage")
        review = self._progress.review
        scanned = {**review.scanned, key: self._items[key].version}
        mark = Mark(key=key, start=start, end=end, mention=None)
        return self._keep(Review(scanned=scanned, marks=(*review.marks, mark)))

    def view(self, review: Review) -> ReviewView:
        """Return the review as it is shown, in the order of the answer."""
        order = {key: number for number, key in enumerate(self._items)}
        marks = sorted(review.marks, key=lambda mark: (order[mark.key], mark.start))
        return ReviewView(
            passages=tuple(
                Passage(mark=mark, item=self._items[mark.key], text=self._items[mark.key].value)
                for mark in marks
            ),
            undecided=review.undecided,
            without_source=tuple(i for i in self._snapshot.items if not i.has_known_source),
        )

    def _keep(self, review: Review) -> Review:
        """Seal the review to the case; a decision that no longer fits it is taken back."""
        self._file.write(MaterialKind.REVIEW, snapshots.review_to_json(review))
        request = dataclasses.replace(self._request, decision=None, decided_at=None)
        request = self._access.save(request)
        self._request = self._stepped(request)
        return review

    def _stepped(self, request: RightsRequest) -> RightsRequest:
        """Keep the step on which the request stands now."""
        return self._access.save(CaseProgress(self._visit, self._access, request).stepped())

    def _suggested(self, item: Item, known: KnownNames) -> list[Mark]:
        """Return the passages of one text that may be about somebody else."""
        subject = Subject(names=self._own, phones=self._own, identity_numbers=self._own)
        found = suggestions(item.value, known=known, subject=subject)
        return [
            Mark(key=item.key, start=one.span[0], end=one.span[1], mention=one.mention)
            for one in found
        ]

    def _known_names(self, items: tuple[Item, ...]) -> KnownNames:
        """Return the register's names that share a word with the texts."""
        words = {word.casefold() for item in items for word in _WORD.findall(item.value)}
        bare = {word.removesuffix("s") for word in words}
        found = names_sharing(self._visit.office.connection, words | bare)
        return KnownNames.of(name for name in found if name not in self._own)

    @cached_property
    def _own(self) -> frozenset[str]:
        """What identifies the person: own names and numbers, which nobody masks."""
        return frozenset(
            item.value
            for item in self._snapshot.items
            if item.category is Category.IDENTITY
            and isinstance(item.value, str)
            and field_of(item.register, item.field).about.identifying
        ) | frozenset(self._caller())

    def _caller(self) -> tuple[str, ...]:
        """Return an unknown caller's own name and number."""
        contact = None if self._request.known_party else self._access.contact(self._request)
        return (contact.caller_name, contact.call_back) if contact else ()
