"""An office at growing sizes: opening it, every list, the day, a card, an edit, a small import.

Reading is measured without the log's write, which costs the same at every size; what writes is
measured as staff do it, logged and anchored. Beside the time on the wall stands the processor's,
by which sizes are compared: a machine that does other work meanwhile tells little on the wall.
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
from tests.benchmarks.registers import customers_among
from tests.makers import PASSWORD, TODAY, SmallOffice, a_person, an_origin

SIZES: Final = (10_000, 100_000)
LARGEST: Final = 1_000_000
ROUNDS: Final = 25
OPENINGS: Final = 5
IMPORTED: Final = 1_000
LIMITS: Final = {100_000: 5, 10_000: 10}
"""How much slower the largest may be than each smaller size (p95)."""

Works = dict[str, Callable[[], object]]
Spent = tuple[float, float]
"""Seconds on the wall and of the processor."""
Times = dict[str, list[Spent]]


def pages(size: int) -> Iterator[tuple[str, ListQuery]]:
    """Yield what is asked of the list of customers, and of others."""
    customers = customers_among(size)
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
        "contacts: a word in most": look(list_contacts, ContactQuery(text="faktura")),
        "contacts: two letters": look(list_contacts, ContactQuery(text="fa")),
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


def timed(work: Callable[[], object]) -> Spent:
    """Return what one turn took."""
    start, busy = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - start, time.process_time() - busy


def opening(office: SmallOffice, folder: Path) -> None:
    """Go from the password to the first page, nothing of the database in the cache."""
    station = Station("desk-1", folder)
    session = sign_in(office.folder, "handl", PASSWORD, clock=office.clock, station=station)
    session.desk.do(list_parties, ListQuery())
    session.close()


def importing(office: SmallOffice, folder: Path) -> None:
    """Check and take in a file of new customers."""
    path = folder / "export.csv"
    write_export(path, IMPORTED, first_number=50_000_000)
    office.do("handl", take_in, prepare(path, OPTIONS, today=TODAY))


def measured(size: int) -> Times:
    """Return what everything takes at one size."""
    with TemporaryDirectory(prefix="registerdesk-bench-") as name:
        folder = Path(name)
        office = filled(folder, size)
        openings = [timed(partial(opening, office, folder)) for _ in range(OPENINGS)]
        times: Times = {"password to the first page": openings}
        office = opened(office)
        wide = ListQuery(offset=size // 3, limit=2 * ROUNDS)
        rows = office.do("handl", list_parties, wide).rows
        people = [row.party_id for row in rows if not (row.is_restricted or row.is_protected)]
        works = reading(office, size, people[0]) | writing(office, people[1:])
        for turn in range(ROUNDS + 1):
            for what, work in works.items():
                spent = timed(work)
                if turn:
                    times.setdefault(what, []).append(spent)
        times[f"import of {IMPORTED:,} rows"] = [timed(partial(importing, office, folder))]
        office.close()
    return times


def p95(spent: list[Spent]) -> float:
    """Return the p95 of the processor's seconds."""
    return percentile([busy for _wall, busy in spent], 0.95)


def growth(times: dict[int, Times]) -> None:
    """Say how the largest compares with each smaller size."""
    largest = max(times)
    for size in sorted(times)[:-1]:
        for what, spent in times[largest].items():
            ratio = p95(spent) / p95(times[size][what])
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
        for what, spent in times[size].items():
            walls, busy = zip(*spent, strict=True)
            say(bench="office", persons=size, what=what, **summary(walls))
            say(bench="office", persons=size, what=f"{what}, processor", **summary(busy))
    growth(times)
    table(("what", *(f"{size:,}: p50, p95, CPU p95 ms" for size in times)), table_of(times))


def table_of(times: dict[int, Times]) -> list[list[str]]:
    """Return a row for each thing."""
    return [
        [
            what,
            *(
                " / ".join(f"{1000 * each:.1f}" for each in three(times[size][what]))
                for size in times
            ),
        ]
        for what in times[max(times)]
    ]


def three(spent: list[Spent]) -> tuple[float, float, float]:
    """Return the median and the p95 on the wall, and the processor's p95."""
    walls = [wall for wall, _busy in spent]
    return median(walls), percentile(walls, 0.95), p95(spent)


if __name__ == "__main__":
    main()
