"""One person's whole file beside twelve raw queries, with and without the log's row.

Beside the twelve stand the statements that the card itself gives the database, as plain tuples.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from registerdesk.domain.staff import Role
from registerdesk.usecases.contacts import NewContact, record_contact
from registerdesk.usecases.credit_checks import record_credit_check
from registerdesk.usecases.desk import Desk
from registerdesk.usecases.parties import register_party
from registerdesk.usecases.party_cards import view_card
from registerdesk.usecases.person_data import PersonData
from tests.benchmarks.bench_start import filled, opened
from tests.benchmarks.figures import say, summary, table
from tests.makers import MINUTE, NOON, SmallOffice, a_credit_check, a_person

PERSONS = 10_000
ROUNDS = 400
LIMIT = 0.9
TABLES = (
    *("party_number", "former_name", "address", "phone", "email", "relation", "note"),
    *("contact", "credit_check", "value_origin", "field_history"),
)


def with_a_story(office: SmallOffice) -> UUID:
    """Return somebody of whom much is known."""
    person: UUID = office.do("handl", register_party, a_person(number=""))
    for turn in range(5):
        heading = f"Ringde om faktura {turn}"
        contact = NewContact(party_id=person, at=NOON - turn * MINUTE, heading=heading)
        office.do("handl", record_contact, contact)
    for _ in range(2):
        office.do("kredit", record_credit_check, person, a_credit_check())
    return person


def raw(driver: Any, person: bytes) -> int:  # noqa: ANN401 - the driver names no public type
    """Read the twelve tables as plain tuples, by the driver alone."""
    found = driver.execute("SELECT * FROM party WHERE id = ?", (person,)).fetchall()
    for name in TABLES:
        found += driver.execute(f"SELECT * FROM {name} WHERE party_id = ?", (person,)).fetchall()  # noqa: S608 - own names
    return len(found)


def by_hand(connection: Connection, person: bytes) -> int:
    """Read the twelve tables with SQL written by hand, through the same library."""
    found = connection.exec_driver_sql("SELECT * FROM party WHERE id = ?", (person,)).all()
    count = len(found)
    for name in TABLES:
        statement = f"SELECT * FROM {name} WHERE party_id = ?"  # noqa: S608 - own names
        count += len(connection.exec_driver_sql(statement, (person,)).all())
    return count


def statements_of(driver: Any, desk: Desk, person: UUID) -> list[str]:  # noqa: ANN401 - as above
    """Return what the card asks of the database, with what is bound."""
    said: list[str] = []
    driver.set_trace_callback(said.append)
    card(desk, person)
    driver.set_trace_callback(None)
    return [text for text in said if text.startswith("SELECT")]


def the_same(driver: Any, statements: list[str]) -> int:  # noqa: ANN401 - as above
    """Read what the card reads, as plain tuples."""
    return sum(len(driver.execute(statement).fetchall()) for statement in statements)


def library(desk: Desk, person: bytes) -> int:
    """Read the twelve tables by hand in a transaction that only reads."""
    with desk.database.reading() as connection:
        return by_hand(connection, person)


def raw_with_row(driver: Any, person: bytes) -> None:  # noqa: ANN401 - as above
    """Read the twelve tables, and commit one row of a plain log."""
    driver.execute("BEGIN IMMEDIATE")
    raw(driver, person)
    driver.execute("INSERT INTO plain_log (entry) VALUES (?)", (bytes(300),))
    driver.execute("COMMIT")


def card(desk: Desk, person: UUID) -> int:
    """Make the card in a transaction that only reads; nothing is logged."""
    with desk.database.reading() as connection:
        visit = desk._visit(connection, frozenset({Role.CASE_OFFICER}))
        return len(view_card(visit, person).values)


def whole_file(desk: Desk, person: UUID) -> int:
    """Collect everything stored, as the answer to a request does."""
    with desk.database.reading() as connection:
        visit = desk._visit(connection, frozenset({Role.CASE_OFFICER}))
        return len(PersonData(visit, person).items())


def measured(works: dict[str, Callable[[], object]]) -> dict[str, list[float]]:
    """Run all of them in turn, after a few rounds that fill the caches."""
    times: dict[str, list[float]] = {name: [] for name in works}
    for turn in range(ROUNDS + 20):
        for name, work in works.items():
            start = time.perf_counter()
            work()
            if turn >= 20:
                times[name].append(time.perf_counter() - start)
    return times


def main() -> None:
    """Say the card's figures."""
    with TemporaryDirectory(prefix="registerdesk-bench-") as folder:
        office = opened(filled(Path(folder), PERSONS))
        person = with_a_story(office)
        desk = office.desk("handl")
        with desk.database.reading() as connection:
            driver: Any = connection.connection.driver_connection
        driver.execute("CREATE TABLE plain_log (number INTEGER PRIMARY KEY, entry BLOB)")
        own = statements_of(driver, desk, person)
        times = measured(
            {
                "the card's own statements, raw": partial(the_same, driver, own),
                "twelve raw queries": partial(raw, driver, person.bytes),
                "twelve queries by hand, same library": partial(library, desk, person.bytes),
                "card": partial(card, desk, person),
                "whole file, for an answer": partial(whole_file, desk, person),
                "twelve raw queries and a committed row": partial(
                    raw_with_row, driver, person.bytes
                ),
                "card, logged and anchored": partial(desk.do, view_card, person),
            }
        )
        office.close()
    rows: list[list[object]] = []
    for name, seconds in times.items():
        numbers = summary(seconds)
        say(bench="card", persons=PERSONS, what=name, **numbers)
        rows.append([name, *numbers.values()])
    plain = median(times["twelve raw queries"])
    logged = median(times["twelve raw queries and a committed row"])
    for name, peer in (
        ("card", plain),
        ("whole file, for an answer", plain),
        ("card, logged and anchored", logged),
    ):
        ratio = round(median(times[name]) / peer, 2)
        say(bench="card", what=f"{name}, to raw", ratio=ratio, limit=LIMIT)
    mine = median(times["the card's own statements, raw"])
    ratio = round(median(times["card"]) / mine, 2)
    say(bench="card", what="card, to its own statements raw", statements=len(own), ratio=ratio)
    hand = median(times["twelve queries by hand, same library"])
    ratio = round(median(times["card"]) / hand, 2)
    say(bench="card", what="card, to queries by hand", ratio=ratio, limit=LIMIT)
    table(("what", "p50 ms", "p95 ms", "p99 ms"), rows)


if __name__ == "__main__":
    main()
