"""The log: verifying the chain and its signatures beside a bare scan of the same rows."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TypeVar

from sqlalchemy import Connection

from registerdesk.domain.audit import CHECKPOINT_EVERY, EMPTY, Event, chained, entry_bytes
from registerdesk.storage.audit_log import AuditLog
from tests.benchmarks.bench_start import opened
from tests.benchmarks.figures import say, table
from tests.makers import NOON, SmallOffice, an_office

ROWS = 50_000
LARGEST = 1_000_000
ROUNDS = 9
LIMIT = 0.6

T = TypeVar("T")


def grown(office: SmallOffice, count: int) -> None:
    """Append so many rows to the chain as the log itself does, with a signature each hundred."""
    keys, batch, points = office.keys("handl"), [], []
    with office.database.transaction() as connection:
        log = AuditLog(connection)
        head = log.head()
        number, link = head.number, head.hash or EMPTY.hash
        for turn in range(count):
            number += 1
            at, event = NOON + turn * 1_000_000, Event(act="party.viewed", objects=(keys.user_id,))
            entry = entry_bytes(number, at, keys.user_id, "desk-1", event)
            link = chained(link, entry)
            batch.append((number, at, keys.user_id.bytes, event.act, entry, link))
            points.append((keys.user_id.bytes, number))
            if number % CHECKPOINT_EVERY == 0:
                connection.exec_driver_sql(
                    "INSERT INTO audit_log (number, at, actor, act, entry, hash)"
                    " VALUES (?, ?, ?, ?, ?, ?)",
                    batch,
                )
                connection.exec_driver_sql("INSERT INTO log_object VALUES (?, ?)", points)
                batch.clear()
                points.clear()
                log.sign(keys.office_id, keys.user_id, keys)


def scanned(_office: SmallOffice, connection: Connection) -> int:
    """Read every row, and do nothing with it."""
    found = connection.exec_driver_sql("SELECT number, entry, hash FROM audit_log ORDER BY number")
    return sum(1 for _row in found)


def verified(office: SmallOffice, connection: Connection) -> bool:
    """Check every link and every signature, as `verify` does."""
    log, keys = AuditLog(connection), office.keys("handl")
    return log.broken_at() is None and log.bad_checkpoint(keys.office_id, keys) is None


def named(_office: SmallOffice, connection: Connection) -> bool:
    """Check that the list of ids says what the rows say."""
    return AuditLog(connection).names_every_object()


def timed(office: SmallOffice, work: Callable[[SmallOffice, Connection], T]) -> tuple[T, float]:
    """Do the work in a freshly opened database, whose pages are all still encrypted."""
    office.database.close()
    with opened(office).database.reading() as connection:
        start = time.perf_counter()
        outcome = work(office, connection)
        return outcome, time.perf_counter() - start


def main() -> None:
    """Say how fast verification is, in shares of a bare scan."""
    count = LARGEST if "--all" in sys.argv else ROWS
    scans: list[float] = []
    checks: list[float] = []
    named_: list[float] = []
    rows = 0
    with TemporaryDirectory(prefix="registerdesk-bench-") as folder:
        office = an_office(Path(folder))
        grown(office, count)
        for _ in range(ROUNDS):
            rows, seconds = timed(office, scanned)
            scans.append(seconds)
            whole, seconds = timed(office, verified)
            assert whole
            checks.append(seconds)
            said, seconds = timed(office, named)
            assert said
            named_.append(seconds)
        office.close()
    scan, check, ids = median(scans), median(checks), median(named_)
    say(bench="log", rows=rows, what="bare scan", rows_per_second=round(rows / scan))
    say(bench="log", rows=rows, what="verification", rows_per_second=round(rows / check))
    say(bench="log", what="scan to verification", ratio=round(scan / check, 2), limit=LIMIT)
    table(
        ("what", "ms", "rows/s"),
        [
            ("bare scan", round(1000 * scan), round(rows / scan)),
            ("the list of ids beside the rows", round(1000 * ids), round(rows / ids)),
            ("verification, signatures included", round(1000 * check), round(rows / check)),
        ],
    )


if __name__ == "__main__":
    main()
