"""Search in notes: the words kept beside the notes, and LIKE over the notes themselves.

Everybody has a note of fourteen words, some of which stand in most notes and some in few. LIKE
walks the notes on people and those of contacts and brings the same fifty rows; it neither marks
the words nor puts names first.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from functools import partial
from itertools import accumulate
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any, Final

from sqlalchemy import Connection

from registerdesk.storage.search import Search
from registerdesk.storage.search_rows import SHOWN
from registerdesk.usecases.desk import new_id
from tests.benchmarks.bench_search import Times
from tests.benchmarks.figures import say, summary, table
from tests.benchmarks.registers import NOW, READER, a_register, names_of

SIZES = (10_000, 100_000)
LARGEST = 1_000_000
WORDS: Final = 4_000
LENGTH: Final = 14
TURNS: Final = 40
LIKE_TURNS: Final = 4
KINDS: Final = ("a word in few notes", "in one of a hundred", "in half of them", "two words",
                "a name and a word", "a common name and a common word")  # fmt: skip
_WEIGHTS: Final = list(accumulate(1 / (at + 8) for at in range(WORDS)))
_LIKE: Final = (
    f"{SHOWN} FROM party WHERE id IN (SELECT party_id FROM note WHERE {{0}} UNION ALL "  # noqa: S608 - our names
    "SELECT party_id FROM contact WHERE {1} LIMIT 50)"
)
_WRITE: Final = (
    "INSERT INTO note (id, party_id, source, channel, collected_on, purpose, source_detail, "
    "recorded_by, recorded_at, is_protected, version, text, stage) SELECT ?, id, source, channel, "
    "collected_on, purpose, source_detail, recorded_by, recorded_at, 0, 1, ?, 'final' "
    "FROM party WHERE id = ?"
)


def word(at: int) -> str:
    """Return one of the words: the first ones stand in most notes."""
    return f"{'abdefghklmnoprst'[at % 16]}{'aeiouyåäö'[at // 16 % 9]}{at}ord"


def written(connection: Connection, size: int) -> float:
    """Write a note about everybody; return how many seconds that took."""
    chance = Random(size)
    ids = list(connection.exec_driver_sql("SELECT id FROM party ORDER BY id").scalars())
    texts = [
        " ".join(map(word, chance.choices(range(WORDS), cum_weights=_WEIGHTS, k=LENGTH)))
        for _each in ids
    ]
    start = time.perf_counter()
    rows = [
        (new_id(NOW + at).bytes, text, party)
        for at, (party, text) in enumerate(zip(ids, texts, strict=True))
    ]
    connection.exec_driver_sql(_WRITE, rows)
    return time.perf_counter() - start


def questions(names: list[str], turn: int) -> Iterator[tuple[str, str]]:
    """Yield what is typed in one turn, kind by kind."""
    chance = Random(turn)
    rare, middling, common = (
        word(chance.randrange(*among)) for among in ((3_000, 4_000), (80, 200), (0, 6))
    )
    given, *_between, family = chance.choice(names).split()
    asked = (rare, middling, common, f"{middling} {common}", f"{family} {common}")
    yield from zip(KINDS, (*asked, f"{given} {common}"), strict=True)


def like(connection: Connection, text: str) -> list[Any]:
    """Find people by the words in their notes with LIKE, fifty rows complete."""
    parts = text.split()
    wanted = [" AND ".join([f"{column} LIKE ?"] * len(parts)) for column in ("text", "note")]
    driver: Any = connection.connection.driver_connection
    return list(driver.execute(_LIKE.format(*wanted), [f"%{part}%" for part in parts] * 2))


def measured(connection: Connection, names: list[str]) -> Times:
    """Ask everything, once to warm the caches, and LIKE a few times."""
    times = Times()
    find = Search(connection, READER).find
    for turn in range(TURNS * 2):
        for kind, text in questions(names, turn % TURNS):
            name = kind if turn >= TURNS else "cold"
            times.measure(name, partial(find, text, in_notes=True))
    for turn in range(LIKE_TURNS):
        for kind, text in questions(names, turn):
            if kind in KINDS[:4]:
                times.measure(f"LIKE, {kind}", partial(like, connection, text))
    return times


def figures(size: int, times: Times) -> list[list[object]]:
    """Say the figures of one size, and return them as rows of the table."""
    rows: list[list[object]] = []
    for kind in (*KINDS, *(f"LIKE, {kind}" for kind in KINDS[:4])):
        numbers = summary(times.of(kind))
        say(bench="notes", persons=size, what=kind, **numbers)
        rows.append([f"{size:,}", kind, *numbers.values()])
    for kind in KINDS[:4]:
        faster = round(median(times.of(f"LIKE, {kind}")) / median(times.of(kind)), 1)
        say(bench="notes", persons=size, what=f"median, LIKE to search, {kind}", ratio=faster)
    return rows


def main() -> None:
    """Measure each size; the largest with --all alone."""
    rows: list[list[object]] = []
    for size in (*SIZES, LARGEST) if "--all" in sys.argv else SIZES:
        with TemporaryDirectory(prefix="registerdesk-bench-") as folder:
            peer = a_register(Path(folder) / "a.db", size)
            before, connection = peer.size, peer.connect()
            seconds = written(connection, size)
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            say(bench="notes", persons=size, what="notes written a second", n=round(size / seconds))
            grown = round((peer.size - before) / size)
            say(bench="notes", persons=size, what="bytes a note, its words included", n=grown)
            connection.exec_driver_sql("BEGIN")
            rows += figures(size, measured(connection, names_of(size)))
            connection.exec_driver_sql("COMMIT")
            connection.close()
            peer.close()
    table(("persons", "what", "p50 ms", "p95 ms", "p99 ms"), rows)


if __name__ == "__main__":
    main()
