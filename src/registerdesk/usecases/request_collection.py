"""Step 2: everything stored on the person is collected, and sealed parts are released."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from registerdesk.domain import snapshots
from registerdesk.domain.case_materials import (
    CaseMaterial,
    MaterialKind,
    OutsideAnswer,
    OutsideSearch,
    OutsideStore,
)
from registerdesk.domain.errors import Conflict, NotAllowed
from registerdesk.domain.fields import CATEGORY_LABELS, Category, Compartment
from registerdesk.domain.request_steps import check_open
from registerdesk.domain.rights_requests import Right, RightsRequest
from registerdesk.domain.snapshots import Item, Snapshot
from registerdesk.domain.sources import Source
from registerdesk.domain.staff import COMPARTMENT_ROLES, Permission
from registerdesk.domain.tasks import TaskKind
from registerdesk.domain.texts import _
from registerdesk.usecases.case_access import CaseAccess, seal_name_of
from registerdesk.usecases.case_progress import CaseProgress
from registerdesk.usecases.desk import Visit, use_case
from registerdesk.usecases.person_data import PersonData, Tell
from registerdesk.usecases.tasks import Tasks


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryCount:
    """One category of the collection: how many values, from where, and what is still sealed."""

    category: Category
    label: str
    count: int
    sources: tuple[Source, ...]
    sealed: Mapping[Compartment, int]
    """How many values wait for a holder's release, by compartment."""
    without_source: int
    """How many values lack a known source: a defect to be mended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """What was collected, when, and what has changed in the register since."""

    at: int
    categories: tuple[CategoryCount, ...]
    empty: tuple[Category, ...]
    unreadable: tuple[str, ...]
    asked: frozenset[Compartment]
    """Compartments whose holders have been asked to release."""
    news: int
    """How many values have come, gone or changed since."""

    @property
    def count(self) -> int:
        """Return how many values there are in all."""
        return sum(category.count for category in self.categories)


@use_case(Permission.HANDLE_REQUEST)
def collect(visit: Visit, request_id: UUID, *, tell: Tell | None = None) -> Collection:
    """Walk all registers for the person and keep what is there, sealed to the case."""
    access = CaseAccess(visit)
    request = access.handled(request_id)
    _refuse_other_right(request)
    file = access.case_file(request)
    data = PersonData(visit, request.party_id)
    items = data.items(tell)
    snapshot = Snapshot(
        at=visit.now, on=visit.today, items=items, unreadable=tuple(data.unreadable)
    )
    file.write(MaterialKind.SNAPSHOT, snapshots.to_json(snapshot))
    request = access.save(dataclasses.replace(request, collected_at=visit.now))
    request = access.save(CaseProgress(visit, access, request).stepped())
    visit.note("request.collected", request_id, request.party_id, case=request_id, count=len(items))
    return _summary(visit, access, request)


def _refuse_other_right(request: RightsRequest) -> None:
    """Stop a collection that no letter needs."""
    if request.right is not Right.ACCESS:
        raise Conflict(_("Data is collected for access requests alone."))


def _without_this(items: tuple[Item, ...], request: RightsRequest) -> tuple[Item, ...]:
    """Return the items without the request at work, which changes while it is worked on."""
    return tuple(item for item in items if item.row_id != request.id)


@use_case(Permission.HANDLE_REQUEST)
def view_collection(visit: Visit, request_id: UUID) -> Collection | None:
    """Return what has been collected, and what is new since; None before the first time."""
    access = CaseAccess(visit)
    request = access.seen(request_id)
    access.case_file(request)
    visit.note("request.collection_viewed", request_id, request.party_id, case=request_id)
    return _summary(visit, access, request) if request.collected_at else None


def _summary(visit: Visit, access: CaseAccess, request: RightsRequest) -> Collection:
    """Return the collection as it is shown."""
    progress = CaseProgress(visit, access, request)
    collected, present = progress.collected, progress.snapshot
    if collected is None or present is None:
        raise Conflict(_("The data has not been collected yet."))
    now = _without_this(PersonData(visit, request.party_id).items(), request)
    before = dataclasses.replace(collected, items=_without_this(collected.items, request))
    tasks = Tasks(visit)
    return Collection(
        at=collected.at,
        categories=tuple(
            _counted(category, present) for category in CATEGORY_LABELS if _has(present, category)
        ),
        empty=empty_categories(present),
        unreadable=collected.unreadable,
        asked=frozenset(
            compartment
            for compartment in progress.unreleased
            if tasks.waiting(TaskKind.RELEASE_SEALED, request.id, compartment)
        ),
        news=before.news_in(now),
    )


def _has(snapshot: Snapshot, category: Category) -> bool:
    """Tell whether the snapshot holds anything of the category."""
    return any(item.category is category for item in snapshot.items)


def empty_categories(snapshot: Snapshot) -> tuple[Category, ...]:
    """Return the categories of the policy in which nothing is stored on the person."""
    return tuple(
        category
        for category in CATEGORY_LABELS
        if category is not Category.OFFICE and not _has(snapshot, category)
    )


def _counted(category: Category, snapshot: Snapshot) -> CategoryCount:
    """Return one category's numbers."""
    items = [item for item in snapshot.items if item.category is category]
    sealed: dict[Compartment, int] = {}
    for item in items:
        if item.sealed is not None:
            sealed[item.sealed] = sealed.get(item.sealed, 0) + 1
    return CategoryCount(
        category=category,
        label=CATEGORY_LABELS[category],
        count=len(items),
        sources=tuple(dict.fromkeys(item.source for item in items)),
        sealed=sealed,
        without_source=sum(1 for item in items if not item.has_known_source),
    )


@use_case(Permission.HANDLE_REQUEST)
def ask_release(visit: Visit, request_id: UUID, compartment: Compartment) -> None:
    """Ask the holders of a compartment to release their part to the case."""
    access = CaseAccess(visit)
    request = access.handled(request_id)
    if compartment not in CaseProgress(visit, access, request).unreleased:
        raise Conflict(_("Nothing in this part waits for a release."))
    roles = sorted(COMPARTMENT_ROLES[compartment])
    Tasks(visit).ask(
        TaskKind.RELEASE_SEALED,
        request_id,
        role=roles[0] if roles else None,
        compartment=compartment,
    )
    visit.note("request.release_asked", request_id, case=request_id, purpose=compartment.value)


@use_case(Permission.RELEASE_SEALED)
def release(visit: Visit, request_id: UUID, compartment: Compartment) -> int:
    """Seal the values of a compartment anew to the case; return how many there were.

    A holder's act: the holder need not see the case, nor the owner the compartment.
    """
    if not visit.keys.holds(compartment):
        raise NotAllowed(_("This part of the register is sealed for you."))
    request = CaseAccess(visit).office.requests.get(request_id)
    check_open(request)
    if not Tasks(visit).waiting(TaskKind.RELEASE_SEALED, request_id, compartment):
        raise Conflict(_("Nobody has asked for this part."))
    values = {
        item.key: {"value": item.value, "version": item.version}
        for item in PersonData(visit, request.party_id, keep_empty=compartment).items()
        if item.home is compartment and not item.is_sealed
    }
    _keep(visit, request, compartment, values)
    Tasks(visit).close(TaskKind.RELEASE_SEALED, request_id, compartment)
    visit.note(
        "request.released",
        request_id,
        request.party_id,
        case=request_id,
        purpose=compartment.value,
        count=len(values),
    )
    return len(values)


def _keep(
    visit: Visit, request: RightsRequest, compartment: Compartment, values: Mapping[str, object]
) -> None:
    """Seal the released values to the case, in the place of an earlier release."""
    if request.case_public is None:
        raise Conflict(_("The case has no owner yet."))
    materials, kind = visit.office.case_materials, MaterialKind.RELEASED
    for old in materials.find(case_id=request.id, kind=kind, name=compartment):
        materials.remove(old.id)
    piece_id = visit.new_id()
    content = json.dumps(values, ensure_ascii=False).encode()
    cell = visit.keys.seal_to_case(
        request.case_public, request.id, seal_name_of(kind), piece_id, content
    )
    materials.add(
        CaseMaterial(
            id=piece_id,
            case_id=request.id,
            kind=kind,
            name=compartment.value,
            cell=cell,
            made_at=visit.now,
        )
    )


@use_case(Permission.HANDLE_REQUEST)
def answer_outside(
    visit: Visit, request_id: UUID, store: OutsideStore, answer: OutsideAnswer
) -> None:
    """Say whether data on the person lies in a place outside the program."""
    access = CaseAccess(visit)
    request = access.handled(request_id)
    searches = access.office.outside_searches
    for old in searches.find(case_id=request_id, store=store):
        searches.remove(old.id)
    searches.add(
        OutsideSearch(
            id=visit.new_id(),
            case_id=request_id,
            store=store,
            answer=answer,
            by=visit.actor,
            at=visit.now,
        )
    )
    access.save(CaseProgress(visit, access, request).stepped())
    visit.note("request.outside_answered", request_id, case=request_id, purpose=store.value)
