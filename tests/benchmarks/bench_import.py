"""Import: the product taking in a file, beside a bare insert of the very same rows."""

from __future__ import annotations

import csv
import io
import resource
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from sqlalchemy import text

from registerdesk.domain.fictional import people
from registerdesk.domain.imports import ImportKind
from registerdesk.storage import engine as engines
from registerdesk.storage.schema import build
from registerdesk.usecases.imports import ImportOptions, prepare, take_in
from tests.benchmarks.figures import say, table
from tests.makers import TODAY, SmallOffice, an_office

SIZE = 20_000
LARGEST = 100_000
ROUNDS = 3
OPTIONS = ImportOptions(kind=ImportKind.CUSTOMERS, source="Export")
TABLES = (
    *("party", "party_number", "address", "phone", "email", "relation", "search_key"),
    *("search_row", "search_word", "audit_log", "log_object"),
)
TRIGGERS = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
HEADER = "Kundnr;Namn;Orgnr/Personnr;Adress1;Adress2;Postnr;Ort;Telefon;E-post"


@dataclass
class Round:
    """Seconds of one round, interleaved."""

    reading: float
    taking_in: float
    bare: float
    rows: int


def write_export(path: Path, count: int, *, first_number: int = 10_000) -> None:
    """Write the file as bookkeeping programs do."""
    lines = io.StringIO()
    writer = csv.writer(lines, delimiter=";")
    writer.writerow(HEADER.split(";"))
    for at, p in enumerate(people(count, seed=5)):
        place = (p.street, "", p.postal_code, p.town)
        writer.writerow((first_number + at, p.name, p.identity, *place, p.phone, p.email))
    path.write_bytes(lines.getvalue().encode("cp1252"))


def bare_insert(office: SmallOffice, path: Path) -> tuple[float, int]:
    """Insert the rows that the import wrote into an empty database of the same kind."""
    key = bytes(32)
    engines.create_file(path)
    opened = engines.open_engine(path, [key], expect_content=False)
    build(opened.engine)
    copies = []
    with office.database.reading() as connection:
        for name in TABLES:
            about = connection.execute(text(f"PRAGMA table_xinfo({name})")).all()
            columns = [row[1] for row in about if row[6] == 0]
            joined = ", ".join(columns)
            rows = connection.exec_driver_sql(f"SELECT {joined} FROM {name}").all()  # noqa: S608 - own names
            places = ", ".join("?" * len(columns))
            copies.append(
                (f"INSERT INTO {name} ({joined}) VALUES ({places})", [tuple(r) for r in rows])  # noqa: S608 - own names
            )
    for (trigger,) in opened.driver.execute(TRIGGERS).fetchall():
        opened.driver.execute(f"DROP TRIGGER {trigger}")  # what they keep stands in the rows
    start = time.perf_counter()
    opened.driver.execute("BEGIN IMMEDIATE")
    for statement, values in copies:
        opened.driver.executemany(statement, values)
    opened.driver.execute("COMMIT")
    spent = time.perf_counter() - start
    engines.close_engine(opened)
    return spent, sum(len(values) for _statement, values in copies)


def one_round(folder: Path, count: int) -> Round:
    """Measure once, each in a database of its own."""
    office = an_office(folder)
    path = folder / "export.csv"
    write_export(path, count)
    start = time.perf_counter()
    prepared = prepare(path, OPTIONS, today=TODAY)
    read = time.perf_counter()
    office.do("handl", take_in, prepared)
    done = time.perf_counter()
    bare, rows = bare_insert(office, folder / "bare.db")
    office.close()
    return Round(read - start, done - read, bare, rows)


def main() -> None:
    """Measure some rounds and say the medians."""
    count = LARGEST if "--all" in sys.argv else SIZE
    rounds = []
    for _ in range(ROUNDS):
        with TemporaryDirectory(prefix="registerdesk-bench-") as folder:
            rounds.append(one_round(Path(folder), count))
    reading = median(r.reading for r in rounds)
    taking_in = median(r.taking_in for r in rounds)
    bare = median(r.bare for r in rounds)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    say(bench="import", persons=count, what="read and check", seconds=round(reading, 2))
    say(bench="import", persons=count, what="take in", seconds=round(taking_in, 2))
    say(bench="import", persons=count, what="bare insert", seconds=round(bare, 2))
    say(bench="import", persons=count, what="bare to take in", ratio=round(bare / taking_in, 2))
    whole = round(bare / (taking_in + reading), 2)
    say(bench="import", persons=count, what="bare to the whole import", ratio=whole)
    say(bench="import", persons=count, what="highest memory", megabytes=memory)
    table(
        ("what", "seconds", "persons/s"),
        [
            ("read and check", round(reading, 2), round(count / reading)),
            (
                "take in, log and search keys included",
                round(taking_in, 2),
                round(count / taking_in),
            ),
            (
                f"bare insert of the same {rounds[0].rows:,} rows",
                round(bare, 2),
                round(count / bare),
            ),
        ],
    )


if __name__ == "__main__":
    main()
