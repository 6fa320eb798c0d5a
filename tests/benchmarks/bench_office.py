"""An office at growing sizes: opening it, every list, the day, a card, an edit, a small import.

Reading is measured without the log's write, which costs the same at every size; what writes is
measured as staff do it, logged and anchored.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any, Final
from uuid import UUID

from registerdesk.domain.contact_lists import ContactQuery
from registerdesk.domain.contacts import Way
from registerdesk.domain.party_lists import Chip, ListKind, ListQuery, Sort
from registerdesk.domain.staff import Role
from registerdesk.usecases.contacts import latest_callers, list_contacts
from registerdesk.usecases.desk import Desk
from registerdesk.usecases.duplicates import duplicates_of
from registerdesk.usecases.imports import prepare, take_in
from registerdesk.usecases.offices import sign_in
from registerdesk.usecases.parties import change_value, register_party
from registerdesk.usecases.party_cards import view_card
from registerdesk.usecases.party_lists import list_parties
from registerdesk.usecases.places import Station
from registerdesk.usecases.quiet_relations import list_quiet
from registerdesk.usecases.rights_requests import RequestFilter, list_requests
from registerdesk.usecases.search import find
from registerdesk.usecases.tasks import list_tasks
from tests.benchmarks.bench_import import OPTIONS, write_export
from tests.benchmarks.bench_start import filled, opened
from tests.benchmarks.figures import percentile, say, summary, table
from tests.makers import PASSWORD, TODAY, SmallOffice, a_person, an_origin

SIZES: Final = (10_000, 100_000)
LARGEST: Final = 1_000_000
ROUNDS: Final = 25
OPENINGS: Final = 5
IMPORTED: Final = 1_000
LIMITS: Final = {100_000: 5, 10_000: 10}
"""How much slower the largest may be than each smaller size (p95)."""

Works = dict[str, Callable[[], object]]
Times = dict[str, list[float]]


def pages(size: int) -> Iterator[tuple[str, ListQuery]]:
    """Yield what is asked of the list of customers, and of others."""
    customers = size * 98 // 100
    yield "first page, by name", ListQuery()
    yield "page in the middle", ListQuery(offset=customers // 2)
    yield "last page", ListQuery(offset=customers - 100)
    for sort in set(Sort) - {Sort.NAME}:
        yield f"by {sort}", ListQuery(sort=sort)
        yield (
            f"by {sort}, falling, in the middle",
            ListQuery(sort=sort, descending=True, offset=customers // 2),
        )
    for chip in Chip:
        yield f"narrowed: {chip}", ListQuery(chips=frozenset({chip}))
        yield f"narrowed: {chip}, by town", ListQuery(chips=frozenset({chip}), sort=Sort.TOWN)
    yield "text: two letters", ListQuery(text="an")
    yield "text: two words", ListQuery(text="anna a", sort=Sort.SINCE)
    yield "text: a number", ListQuery(text=f"K-{10_001 + size // 3}")
    yield "suppliers", ListQuery(kind=ListKind.SUPPLIER)


def read(desk: Desk, act: Any, *asked: Any) -> object:  # noqa: ANN401 - any act, any question
    """Carry out a reading act as somebody who reads everything, and log nothing."""
    with desk.database.reading() as connection:
        visit = desk._visit(connection, frozenset({Role.CASE_OFFICER, Role.FINANCE}))
        return act(visit, *asked)


def reading(office: SmallOffice, size: int, person: UUID) -> Works:
    """Return what people look at."""
    look = partial(partial, read, office.desk("handl"))
    works: Works = {name: look(list_parties, query) for name, query in pages(size)}
    return works | {
        "search: anna": look(find, "anna"),
        "contacts": look(list_contacts, ContactQuery()),
        "contacts: visits": look(list_contacts, ContactQuery(way=Way.VISIT)),
        "contacts: a word in few": look(list_contacts, ContactQuery(text="hyresavtal")),
        "latest callers": look(latest_callers),
        "today: tasks": look(list_tasks),
        "today: requests": look(list_requests, RequestFilter.OPEN),
        "today: quiet relations": look(list_quiet),
        "card": look(view_card, person),
        "duplicates of one": look(duplicates_of, person),
    }


def writing(office: SmallOffice, people: list[UUID]) -> Works:
    """Return what people write, each time of another person."""
    turns, numbers = iter(people), count(1)

    def edit() -> None:
        person = next(turns)
        name = f"Ny {next(numbers)} Ek"
        office.do("handl", change_value, "parties", person, 1, "display_name", name, an_origin())

    def register() -> None:
        new = a_person(number=f"N-{next(numbers)}", identity_number="")
        office.do("handl", register_party, new)

    return {"one value changed, logged": edit, "one person registered, logged": register}


def timed(work: Callable[[], object]) -> float:
    """Return the seconds of one turn."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def openings(office: SmallOffice, folder: Path) -> list[float]:
    """Return the seconds from the password to the first page, the pages not in the cache."""
    times = []
    for _ in range(OPENINGS):
        start = time.perf_counter()
        session = sign_in(
            office.folder, "handl", PASSWORD, clock=office.clock, station=Station("desk-1", folder)
        )
        session.desk.do(list_parties, ListQuery())
        times.append(time.perf_counter() - start)
        session.close()
    return times


def importing(office: SmallOffice, folder: Path) -> tuple[float, float]:
    """Return the seconds of checking and of taking in a file of new customers."""
    path = folder / "export.csv"
    write_export(path, IMPORTED, first_number=50_000_000)
    start = time.perf_counter()
    prepared = prepare(path, OPTIONS, today=TODAY)
    checked = time.perf_counter()
    office.do("handl", take_in, prepared)
    return checked - start, time.perf_counter() - checked


def measured(size: int) -> Times:
    """Return the seconds of everything at one size."""
    with TemporaryDirectory(prefix="registerdesk-bench-") as name:
        folder = Path(name)
        office = filled(folder, size)
        times: Times = {"password to the first page": openings(office, folder)}
        office = opened(office)
        wide = ListQuery(offset=size // 3, limit=2 * ROUNDS)
        rows = office.do("handl", list_parties, wide).rows
        people = [row.party_id for row in rows if not (row.is_restricted or row.is_protected)]
        works = reading(office, size, people[0]) | writing(office, people[1:])
        for turn in range(ROUNDS + 1):
            for what, work in works.items():
                seconds = timed(work)
                if turn:
                    times.setdefault(what, []).append(seconds)
        checking, taking = importing(office, folder)
        times[f"{IMPORTED:,} rows checked"] = [checking]
        times[f"{IMPORTED:,} rows taken in"] = [taking]
        office.close()
    return times


def growth(times: dict[int, Times]) -> None:
    """Say how the largest compares with each smaller size."""
    largest = max(times)
    for size in sorted(times)[:-1]:
        for what, seconds in times[largest].items():
            ratio = percentile(seconds, 0.95) / percentile(times[size][what], 0.95)
            limit = LIMITS.get(size) if largest == LARGEST else None
            say(
                bench="office", what=what, larger=largest, smaller=size,
                p95_ratio=round(ratio, 2), limit=limit,
            )  # fmt: skip


def main() -> None:
    """Say each figure at each size, and how it grows."""
    times: dict[int, Times] = {}
    for size in (*SIZES, LARGEST) if "--all" in sys.argv else SIZES:
        times[size] = measured(size)
        for what, seconds in times[size].items():
            say(bench="office", persons=size, what=what, **summary(seconds))
    growth(times)
    rows = [
        [what, *(f"{1000 * median(times[size][what]):.1f} / "
                 f"{1000 * percentile(times[size][what], 0.95):.1f}" for size in times)]
        for what in times[max(times)]
    ]  # fmt: skip
    table(("what, p50 / p95 ms", *(f"{size:,}" for size in times)), rows)


if __name__ == "__main__":
    main()
