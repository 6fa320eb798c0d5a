"""The list of customers: its first page, a page in the middle, each sort, at growing sizes."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from functools import partial
from itertools import pairwise
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from sqlalchemy import Connection

from registerdesk.domain.party_lists import Chip, ListQuery, Sort
from registerdesk.storage.party_lists import PartyLists
from tests.benchmarks.figures import say, summary, table
from tests.benchmarks.registers import READER, a_register

SIZES = (10_000, 100_000)
LARGEST = 1_000_000
ROUNDS = 15


def queries(size: int) -> dict[str, ListQuery]:
    """Return what a person asks of the list."""
    asked = {"first page": ListQuery(), "page in the middle": ListQuery(offset=size // 2)}
    asked |= {f"by {sort}, falling": ListQuery(sort=sort, descending=True) for sort in Sort}
    asked["running relations"] = ListQuery(chips=frozenset({Chip.ACTIVE}))
    asked["companies"] = ListQuery(chips=frozenset({Chip.COMPANY}))
    asked["two letters of a name"] = ListQuery(text="an")
    return asked


def page(connection: Connection, query: ListQuery) -> int:
    """Return the number of rows on the page, as the use case reads it."""
    return len(PartyLists(connection, READER).page(query).rows)


def sorted_whole(connection: Connection) -> int:
    """Read the same page by sorting the whole list, as a list without an index must."""
    statement = (
        "SELECT party.id, display_name, number, started, ended FROM relation JOIN party"
        " ON party.id = relation.party_id WHERE relation.kind = 'customer'"
        " ORDER BY +party.name_key LIMIT 100"
    )
    return len(connection.exec_driver_sql(statement).all())


def measured(works: dict[str, Callable[[], object]]) -> dict[str, list[float]]:
    """Run all of them in turn, after a round that fills the caches."""
    times: dict[str, list[float]] = {name: [] for name in works}
    for turn in range(ROUNDS + 1):
        for name, work in works.items():
            start = time.perf_counter()
            work()
            if turn:
                times[name].append(time.perf_counter() - start)
    return times


def main() -> None:
    """Say each page's time, and how it grows."""
    rows: list[list[object]] = []
    medians: dict[int, dict[str, float]] = {}
    for size in (*SIZES, LARGEST) if "--all" in sys.argv else SIZES:
        with TemporaryDirectory(prefix="registerdesk-bench-") as folder:
            peer = a_register(Path(folder) / "a.db", size)
            connection = peer.connect()
            works: dict[str, Callable[[], object]] = {
                name: partial(page, connection, query) for name, query in queries(size).items()
            }
            works["first page, the list sorted whole"] = partial(sorted_whole, connection)
            times = measured(works)
            connection.exec_driver_sql("COMMIT")
            connection.close()
            peer.close()
        medians[size] = {name: median(seconds) for name, seconds in times.items()}
        for name, seconds in times.items():
            numbers = summary(seconds)
            say(bench="lists", persons=size, what=name, **numbers)
            rows.append([f"{size:,}", name, *numbers.values()])
    for small, large in pairwise(sorted(medians)):
        for name, seconds_ in medians[large].items():
            ratio = round(seconds_ / medians[small][name], 2)
            say(bench="lists", what=f"{name}, {large:,} to {small:,}", ratio=ratio)
    table(("persons", "what", "p50 ms", "p95 ms", "p99 ms"), rows)


if __name__ == "__main__":
    main()
