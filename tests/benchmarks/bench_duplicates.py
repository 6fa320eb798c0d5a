"""Duplicates: a search through the whole register, slice by slice, beside a bare reading of it."""

from __future__ import annotations

import sys
import time
import tracemalloc
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Connection

from registerdesk.storage.office import Office
from registerdesk.storage.parties import ADDRESS, PARTY, PHONE
from registerdesk.usecases.desk import Visit
from registerdesk.usecases.duplicates import (
    FoundPairs,
    begin_duplicate_search,
    found_of,
    search_duplicates,
)
from tests.benchmarks.figures import percentile, say, table
from tests.benchmarks.registers import ACTOR, NOW, READER, a_register

SIZES = (10_000, 100_000)
LARGEST = 1_000_000


def written_twice(connection: Connection) -> int:
    """Write every hundredth person down once more, with home, phone and keys; return how many."""
    run = connection.exec_driver_sql
    run("CREATE TEMP TABLE twin AS SELECT id AS old, randomblob(16) AS new FROM party LIMIT 0")
    run("INSERT INTO twin SELECT id, randomblob(16) FROM party WHERE abs(random()) % 100 = 0")
    for source, own in ((PARTY, True), (PHONE, False), (ADDRESS, False)):
        kept = [column.name for column in source.c if column.computed is None]
        new = {"id": "new" if own else "randomblob(16)", "party_id": "new"}
        chosen = ", ".join(new.get(name, f't."{name}"') for name in kept)
        names = ", ".join(f'"{name}"' for name in kept)
        whose = "t.id" if own else "t.party_id"
        run(
            f"INSERT INTO {source.name} ({names}) SELECT {chosen} "  # noqa: S608 - our own names
            f"FROM {source.name} t JOIN twin ON {whose} = old"
        )
    run("INSERT INTO search_key SELECT key, new FROM search_key JOIN twin ON party_id = old")
    return int(run("SELECT count(*) FROM twin").scalar_one())


def bare(connection: Connection) -> float:
    """Return the seconds of reading every key of the register once, and doing nothing with it."""
    start = time.perf_counter()
    rows = connection.exec_driver_sql("SELECT key, party_id FROM search_key")
    for _row in rows:
        pass
    return time.perf_counter() - start


def searched(connection: Connection) -> tuple[FoundPairs, list[float]]:
    """Return what a search finds, and the seconds of each of its slices."""
    office = Office(connection, READER)
    visit = Visit(office, READER.cells, NOW, ACTOR, frozenset(), "bench")
    search, slices, more = begin_duplicate_search(visit), list[float](), True
    while more:
        start = time.perf_counter()
        more = search_duplicates(visit, search)
        slices.append(time.perf_counter() - start)
    return found_of(search), slices


def main() -> None:
    """Say how long a search takes, and how long its slices keep others waiting."""
    rows: list[list[object]] = []
    for size in (*SIZES, LARGEST) if "--all" in sys.argv else SIZES:
        with TemporaryDirectory(prefix="registerdesk-bench-") as folder:
            peer = a_register(Path(folder) / "a.db", size)
            connection = peer.connect()
            twins = written_twice(connection)
            read = bare(connection)
            found, slices = searched(connection)
            tracemalloc.start()
            searched(connection)
            _now, most = tracemalloc.get_traced_memory()
            tracemalloc.stop()
            connection.exec_driver_sql("COMMIT")
            connection.close()
            peer.close()
        slices.sort()
        numbers = {
            "search_s": round(sum(slices), 2),
            "bare_reading_s": round(read, 2),
            "slice_p95_ms": round(1000 * percentile(slices, 0.95), 1),
            "longest_slice_ms": round(1000 * slices[-1], 1),
            "memory_mib": round(most / 2**20, 1),
            "written_twice": twins,
            "pairs": len(found.pairs),
        }
        say(bench="duplicates", persons=size, **numbers)
        rows.append([f"{size:,}", *numbers.values()])
    table(
        ("persons", "search s", "reading s", "slice p95 ms", "longest ms", "MiB", "twice", "shown"),
        rows,
    )


if __name__ == "__main__":
    main()
