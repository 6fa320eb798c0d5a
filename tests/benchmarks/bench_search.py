"""Search by keystroke: the product's encrypted database, the same unencrypted, and LIKE.

LIKE finds by the same columns, each table walked once, and brings the same fifty rows; it need not
order them by their latest contact. Beside it stands LIKE over names alone, with the same rows.
As LIKE walks the whole file and leaves a page cache that holds nothing for search, search answers
the same questions once before LIKE does, and once right after it.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Connection

from registerdesk.domain.search_hits import Found
from registerdesk.domain.search_queries import TokenKind, tokens
from registerdesk.storage.search import CANDIDATES, Search
from registerdesk.storage.search_rows import SHOWN
from registerdesk.storage.search_scan import Scan
from tests.benchmarks.figures import percentile, say, summary, table
from tests.benchmarks.registers import (
    READER,
    Peer,
    a_register,
    fill,
    names_of,
    number_of,
    phone_of,
    plain,
)

SIZES = (10_000, 100_000)
LARGEST = 1_000_000
PEOPLE = 120
LIKE_QUERIES = 24
KEYSTROKES = 12
TYPOS = 100
WHAT = ("encrypted", "plain", "encrypted scan", "plain scan", "like", "like, names alone", "typo")

_LIKE = (
    f"{SHOWN} FROM party WHERE id IN (SELECT id FROM party WHERE {{wanted}} "  # noqa: S608 - our names
    "ORDER BY display_name LIKE ? DESC LIMIT 50)"
)
_IN_NAME = "display_name LIKE ? OR display_name LIKE ?"
_BESIDE = (
    ("former_name", "name LIKE ? OR name LIKE ?"),
    ("email", "address LIKE ?"),
    ("relation", "number LIKE ? OR number LIKE ?"),
)
_DIGITS = (
    ("phone", "e164 LIKE ? OR e164 LIKE ?"),
    ("party_number", "organisation LIKE ?"),
)


@dataclass
class Times:
    """Seconds by what was measured."""

    seconds: dict[str, list[float]] = field(default_factory=dict)

    def measure(self, name: str, work: Callable[[], Any]) -> Any:  # noqa: ANN401 - any work
        """Run the work and keep its time."""
        start = time.perf_counter()
        outcome = work()
        self.seconds.setdefault(name, []).append(time.perf_counter() - start)
        return outcome

    def of(self, name: str) -> list[float]:
        """Return the times of one thing."""
        return self.seconds.get(name, [])


def keystrokes(names: list[str], chance: Random) -> Iterator[str]:
    """Yield what stands in the field after each keystroke, for names and for last digits."""
    for _ in range(PEOPLE):
        at = chance.randrange(len(names))
        name = names[at].casefold()
        typed = chance.choice((name, name, " ".join(reversed(name.split()))))
        yield from (typed[:length] for length in range(1, min(len(typed), KEYSTROKES) + 1))
        if not (ending := phone_of(at)[-4:]).startswith("00"):  # that begins a foreign number
            yield ending
        yield number_of(at).casefold()


def like_names(connection: Connection, text: str) -> list[Any]:
    """Search names by LIKE, those that start so first, fifty rows complete."""
    wanted, values = [], []
    for token in tokens(text):
        wanted.append(f"({_IN_NAME})")
        values += [f"{token.text}%", f"% {token.text}%"]
    return _rows(connection, text, wanted, values)


def like(connection: Connection, text: str) -> list[Any]:
    """Search every column that search finds by with LIKE, fifty rows complete."""
    wanted, values = [], []
    for token in tokens(text):
        word, lead = f"{token.text}%", f"% {token.text}%"
        parts, mine = [_IN_NAME], [word, lead]
        for name, condition in _BESIDE:
            parts.append(f"id IN (SELECT party_id FROM {name} WHERE {condition})")  # noqa: S608 - our names
        mine += [word, lead, word, word, f"%-{word}"]
        if token.kind is TokenKind.DIGITS:
            for name, condition in _DIGITS:
                parts.append(f"id IN (SELECT party_id FROM {name} WHERE {condition})")  # noqa: S608 - our names
            parts.append("birth_date = ?")
            mine += [f"+46{token.text[1:]}%", f"%{token.text}", word, token.text]
        wanted.append(f"({' OR '.join(parts)})")
        values += mine
    return _rows(connection, text, wanted, values)


def _rows(connection: Connection, text: str, wanted: list[str], values: list[str]) -> list[Any]:
    """Return the rows where everything wanted holds."""
    statement = _LIKE.format(wanted=" AND ".join(wanted))
    driver: Any = connection.connection.driver_connection
    return list(driver.execute(statement, [*values, f"{tokens(text)[0].text}%"]))


def find(connection: Connection, text: str) -> Found:
    """Search as the product does, the first fifty rows complete."""
    return Search(connection, READER).find(text)


def scan(connection: Connection, text: str) -> int:
    """Gather the candidates alone, without their rows."""
    classes = Search(connection, READER).classes
    return len(Scan(connection, classes, tokens(text)).parties(CANDIDATES))


def slipped(name: str, chance: Random) -> str:
    """Return the name with two letters of one word swapped."""
    words = name.split()
    at = chance.randrange(len(words))
    word = words[at] if len(words[at]) > 3 else max(words, key=len)
    place = chance.randrange(1, len(word) - 1)
    swapped = word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    return name.replace(word, swapped)


def measured(size: int, secret: Peer, open_: Peer, names: list[str]) -> Times:
    """Run everything interleaved, after one round that warms both caches."""
    chance, times = Random(size), Times()
    texts = list(keystrokes(names, chance))
    pairs = {"encrypted": secret.connect(), "plain": open_.connect()}
    for text in texts:
        for connection in pairs.values():
            find(connection, text)
    for turn, text in enumerate(texts):
        for name in sorted(pairs, reverse=turn % 2 == 0):
            connection = pairs[name]
            times.measure(f"{name} scan", partial(scan, connection, text))
            key = f"{name} {len(text)}"
            found = times.measure(key, partial(find, connection, text))
            assert found.hits
            times.seconds.setdefault(name, []).append(times.of(key)[-1])
    named = [t for t in texts if not t[0].isdigit() and not t.startswith("k-")]
    sample = chance.sample(named, LIKE_QUERIES)
    for text in sample:
        times.measure("beside like", partial(find, pairs["encrypted"], text))
    for text in sample:
        times.measure("like", partial(like, pairs["encrypted"], text))
        times.measure("after like", partial(find, pairs["encrypted"], text))
        times.measure("like, names alone", partial(like_names, pairs["encrypted"], text))
    for _ in range(TYPOS):
        wrong = slipped(chance.choice(names).casefold(), chance)
        times.measure("typo", partial(find, pairs["encrypted"], wrong))
    for connection in pairs.values():
        connection.exec_driver_sql("COMMIT")
        connection.close()
    return times


def figures(size: int, times: Times) -> list[list[object]]:
    """Say the figures of one size, and return them as rows of the table."""
    rows: list[list[object]] = []
    for name in WHAT:
        numbers = summary(times.of(name))
        say(bench="search", persons=size, what=name, **numbers)
        rows.append([f"{size:,}", name, *numbers.values()])
    for length in range(1, KEYSTROKES + 1):
        numbers = summary(times.of(f"encrypted {length}"))
        say(bench="search", persons=size, what="encrypted", keystroke=length, **numbers)
    ratio = percentile(times.of("encrypted"), 0.95) / percentile(times.of("plain"), 0.95)
    say(bench="search", persons=size, what="p95, encrypted to plain", ratio=round(ratio, 2))
    faster = median(times.of("like")) / median(times.of("beside like"))
    say(bench="search", persons=size, what="median, LIKE to search with rows", ratio=round(faster))
    after = median(times.of("like")) / median(times.of("after like"))
    say(bench="search", persons=size, what="median, LIKE to search after it", ratio=round(after))
    names = median(times.of("like, names alone")) / median(times.of("beside like"))
    say(bench="search", persons=size, what="median, LIKE on names to search", ratio=round(names))
    letter = median(times.of("encrypted 1")) / median(times.of("encrypted"))
    say(bench="search", persons=size, what="one letter to the median", ratio=round(letter, 2))
    return rows


def main() -> None:
    """Measure each size; the largest with --all alone."""
    rows: list[list[object]] = []
    p95: dict[int, float] = {}
    for size in (*SIZES, LARGEST) if "--all" in sys.argv else SIZES:
        with TemporaryDirectory(prefix="registerdesk-bench-") as folder:
            secret = a_register(Path(folder) / "a.db", size)
            open_ = plain(Path(folder) / "b.db")
            fill(open_, size)
            names = names_of(size)
            say(bench="search", persons=size, what="file", megabytes=secret.size // 10**6)
            times = measured(size, secret, open_, names)
            rows += figures(size, times)
            p95[size] = percentile(times.of("encrypted"), 0.95)
            secret.close()
            open_.close()
    sizes = sorted(p95)
    for small, large in pairwise(sizes):
        ratio = round(p95[large] / p95[small], 2)
        say(bench="search", what=f"p95, {large:,} to {small:,}", ratio=ratio)
    table(("persons", "what", "p50 ms", "p95 ms", "p99 ms"), rows)


if __name__ == "__main__":
    main()
