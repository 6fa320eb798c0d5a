"""The storage at its edges: empty queries, missing letters, libraries without a feature."""

from __future__ import annotations

import dataclasses
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text

from registerdesk.domain.parties import Protection
from registerdesk.domain.search_keys import KeyClass
from registerdesk.domain.search_queries import NAMES, Token, TokenKind
from registerdesk.domain.staff import Permission
from registerdesk.storage import engine, schema
from registerdesk.storage.search_scan import Scan
from registerdesk.storage.search_similar import Similar
from registerdesk.usecases.desk import Visit, use_case
from registerdesk.usecases.parties import register_party
from registerdesk.usecases.protection import mark_protected
from tests.makers import SmallOffice, a_person, bare

KEY = b"k" * 32


@use_case(Permission.EDIT_PARTY)
def renamed(visit: Visit, party_id: UUID, name: str) -> None:
    """Give a person another name, straight in the register."""
    (party,) = visit.office.parties.find(id=party_id)
    visit.office.parties.replace(dataclasses.replace(party, display_name=name))
    visit.note("renamed")


def scanned(
    office: SmallOffice, classes: Sequence[KeyClass], query: Sequence[Token], limit: int
) -> int:
    """Return how many parties a query finds."""
    return office.inside(
        "handl", lambda v: len(Scan(v.office.connection, classes, query).parties(limit))
    )


def words(query: str) -> list[Token]:
    return [Token(TokenKind.WORD, word) for word in query.split()]


def test_a_database_that_is_not_mapped_into_memory_is_no_error() -> None:
    connection = sqlite3.connect(":memory:")
    engine._set(connection, "mmap_size", "1000", 1000)
    with pytest.raises(engine.CannotOpen):
        engine._set(connection, "synchronous", "OFF", 2)
    connection.close()


def test_a_database_without_a_version_is_taken_for_a_newer_one(tmp_path: Path) -> None:
    made = tmp_path / "office.db"
    engine.create_file(made)
    opened = engine.open_engine(made, [KEY], expect_content=False)
    with pytest.raises(schema.NewerDatabase):
        schema.bring_up_to_date(opened.engine, made)
    engine.close_engine(opened)


def test_a_register_that_belongs_to_nobody_has_no_persons_rows(office: SmallOffice) -> None:
    with pytest.raises(TypeError, match="belongs to no party"):
        office.inside("handl", lambda v: v.office.tasks.of(uuid4()))


def test_a_protected_persons_new_name_is_sealed_at_once(office: SmallOffice) -> None:
    party_id = office.do("handl", register_party, bare("Petra Sundholm"))
    office.do("handl", mark_protected, party_id, Protection.MARKED)
    office.do("handl", renamed, party_id, "Petra Nyholm")
    names = office.inside(
        "handl",
        lambda v: (
            v.office.connection.execute(text("SELECT display_name FROM party")).scalars().all()
        ),
    )
    assert "Petra Nyholm" not in names
    assert office.inside("handl", lambda v: v.office.parties.get(party_id)).display_name == (
        "Petra Nyholm"
    )


def test_an_empty_query_finds_nobody(office: SmallOffice) -> None:
    office.do("handl", register_party, a_person())
    assert scanned(office, NAMES, [], 5) == 0


def test_an_address_finds_nobody_where_addresses_are_not_searched(office: SmallOffice) -> None:
    office.do("handl", register_party, a_person())
    query = [*words("anna"), Token(TokenKind.EMAIL, "anna.lindqvist@example.com")]
    assert scanned(office, NAMES, query, 5) == 0
    assert scanned(office, tuple(KeyClass), query, 5) == 1


def test_common_words_are_looked_for_in_names_alone(office: SmallOffice) -> None:
    for name in ("Anna Eva", *(f"{w} X{c}" for w in ("Anna", "Eva") for c in "abcdef")):
        office.do("handl", register_party, bare(name))
    assert scanned(office, NAMES, words("anna eva"), 2) == 1


def test_as_many_near_names_are_offered_as_there_is_room_for(office: SmallOffice) -> None:
    for end in "bcdefghijk":
        office.do("handl", register_party, bare(f"Lind{end} Ek"))
    found, nearest, count = office.inside(
        "handl", lambda v: Similar(v.office.connection, words("lindz")).parties(8)
    )
    assert len(found) == 8
    assert nearest.startswith("lind")
    assert count == 1
