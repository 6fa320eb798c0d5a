"""Colleagues with the database key and a debugger: no sealed value of another's, no letter."""

from __future__ import annotations

import inspect
import itertools
import pkgutil
from collections.abc import Iterator
from contextlib import suppress
from importlib import import_module
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Connection

import registerdesk.usecases
from registerdesk.domain.credit_checks import CreditCheck
from registerdesk.domain.errors import NotAllowed, RegisterDeskError
from registerdesk.domain.fields import Compartment, fields_of, is_withheld
from registerdesk.domain.parties import Party, PartyNumber, Protection
from registerdesk.domain.staff import compartments_of
from registerdesk.keyring.primitives import Damaged
from registerdesk.keyring.unlocked import Unlocked
from registerdesk.storage.tables import METADATA
from registerdesk.usecases.desk import UseCase
from registerdesk.usecases.drafts import save_draft
from registerdesk.usecases.letter_sending import show_letter
from registerdesk.usecases.parties import register_party
from registerdesk.usecases.party_cards import view_card
from registerdesk.usecases.protection import mark_protected
from tests.makers import STAFF, SmallOffice, a_person
from tests.usecases.cases import a_customer, answered

PNR = ("19780412-2385", "197804122385")
CREDIT = ("UC-778", "Betalar i tid")
LETTER = ("%PDF",)
PROTECTED = ("Hemlige", "Gömstigen")
DRAFT = ("utkastets ord",)
CORE = ("Lindqvist", "K-10482")

SEALED_FOR = {
    "lasare": (*PNR, *CREDIT, *LETTER, *PROTECTED, *DRAFT),
    "admin": (*PNR, *CREDIT, *LETTER, *PROTECTED, *DRAFT),
    "ekonomi": (*PNR, *CREDIT, *LETTER, *PROTECTED, *DRAFT),
    "kredit": (*LETTER, *PROTECTED, *DRAFT),
    "handl2": (*CREDIT, *LETTER, *DRAFT),
}
"""What each must never see; the case and its letter are handl's, the draft too."""


@pytest.fixture
def story(office: SmallOffice) -> SmallOffice:
    """Return an office with an answered request, a protected person and a draft."""
    answered(office, a_customer(office))
    hidden = a_person(
        name="Hemlige Hemliksson", given_name="Hemlige", identity_number="", number="K-9",
        phones=(), emails=(), note="Bor på Gömstigen 3.",
    )  # fmt: skip
    party_id = office.do("handl", register_party, hidden)
    office.do("handl", mark_protected, party_id, Protection.MARKED)
    office.do("handl", save_draft, "call", "Här står utkastets ord.")
    return office


def rows(connection: Connection) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every row of every table, as somebody with the database key reads it."""
    for table in METADATA.sorted_tables:
        for row in connection.exec_driver_sql(f"SELECT * FROM {table.name}").mappings():  # noqa: S608 - our own tables
            yield table.name, dict(row)


def test_the_database_key_alone_shows_core_and_nothing_sealed(story: SmallOffice) -> None:
    with story.database.reading() as connection:
        dump = "".join(
            value.decode("utf-8", "ignore") if isinstance(value, bytes) else str(value)
            for _table, row in rows(connection)
            for value in row.values()
        )
    assert [word for word in CORE if word not in dump] == []
    sealed = (*PNR, *CREDIT, *LETTER, *PROTECTED, *DRAFT)
    assert [word for word in sealed if word in dump] == []


def seal_names() -> set[str]:
    """Return the seal names of the records that are tried, and of drafts."""
    fields = [field for kind in (Party, PartyNumber, CreditCheck) for field in fields_of(kind)]
    return {field.about.seal_name for field in fields if field.about.seal_name} | {"draft.call"}


def opened(keys: Unlocked, cell: bytes, row_ids: tuple[UUID, ...]) -> Iterator[tuple[str, bytes]]:
    """Try a cell with every key of a person, under every name, at its own rows."""
    for name, row_id in itertools.product(sorted(seal_names()), row_ids):
        for compartment in Compartment:
            with suppress(NotAllowed, Damaged):
                yield compartment, keys.open(compartment, name, row_id, cell)
        with suppress(Damaged):
            yield "own", keys.open_own(name, row_id, cell)


def test_every_cell_tried_with_every_key_opens_for_its_holders_alone(story: SmallOffice) -> None:
    with story.database.reading() as connection:
        cells = [
            (value, tuple(UUID(bytes=row[name]) for name in ("id", "row_id") if name in row))
            for _table, row in rows(connection)
            for value in row.values()
            if isinstance(value, bytes) and len(value) > 32
        ]
    assert len(cells) > 10
    seen: dict[str, set[str]] = {user: set() for user in STAFF}
    for user, role in STAFF.items():
        for cell, row_ids in cells:
            for compartment, plaintext in opened(story.keys(user), cell, row_ids):
                seen[user].add(compartment)
                said = plaintext.decode("utf-8", "ignore")
                assert [word for word in SEALED_FOR.get(user, ()) if word in said] == []
        named = {"protected"} if user in {"handl", "handl2", "ombud"} else set()
        assert seen[user] <= {*compartments_of([role]), *named, "own"}
    assert {"pnr", "own"} <= seen["handl"]
    assert "credit" in seen["kredit"]
    assert seen["lasare"] == seen["admin"] == set()


def acts() -> Iterator[Any]:
    """Yield every act that asks for nothing but ids."""
    for module in pkgutil.iter_modules(registerdesk.usecases.__path__):
        found = import_module(f"registerdesk.usecases.{module.name}")
        for value in vars(found).values():
            if hasattr(value, "permission") and value.__module__ == found.__name__:
                wanted = list(inspect.signature(value).parameters.values())[1:]
                needed = [each for each in wanted if each.default is inspect.Parameter.empty]
                if all(each.annotation == "UUID" for each in needed):
                    yield value, len(needed)


def carried_out(story: SmallOffice, user: str, act: UseCase[..., Any], *given: UUID) -> object:
    """Return what an act tells, also one in slices."""
    is_sliced = str(inspect.signature(act).return_annotation).startswith("Slices")
    return story.finish(user, act, *given) if is_sliced else story.do(user, act, *given)


ACTS = tuple(acts())


@pytest.mark.parametrize("user", SEALED_FOR)
def test_no_act_tells_a_colleague_what_is_sealed_for_them(story: SmallOffice, user: str) -> None:
    with story.database.reading() as connection:
        ids = {
            UUID(bytes=row["id"])
            for table, row in rows(connection)
            if table in {"party", "rights_request", "letter", "contact", "credit_check", "draft"}
        }
    told, answers = [], 0
    for act, number in ACTS:
        for given in itertools.product(sorted(ids), repeat=number) if number < 2 else ():
            try:
                said = repr(carried_out(story, user, act, *given))
            except RegisterDeskError as error:
                said = str(error)
            else:
                answers += 1
            told += [(act.__name__, word) for word in SEALED_FOR[user] if word in said]
    if user == "handl2":  # named for the protected, and in no other way let in
        told = [(name, word) for name, word in told if word not in PROTECTED]
    assert told == []
    assert answers > 5


def altered(office: SmallOffice, *statements: str) -> None:
    """Change the database past the desk."""
    with office.database.transaction() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


@pytest.mark.parametrize("thief", ["lasare", "kredit", "handl2", "admin", "ekonomi"])
def test_a_letter_is_not_read_by_putting_oneself_in_its_owners_place(
    story: SmallOffice, thief: str
) -> None:
    letter_id = story.inside("ombud", lambda visit: visit.office.letters.find()[0].id)
    own_id = story.keys(thief).user_id.bytes.hex()
    altered(
        story,
        f"UPDATE rights_request SET owner = x'{own_id}', recorded_by = x'{own_id}'",  # noqa: S608 - an id
        f"UPDATE case_grant SET user_id = x'{own_id}'",  # noqa: S608 - an id
    )
    with pytest.raises((NotAllowed, Damaged)):
        story.do(thief, show_letter, letter_id)


def test_a_cell_moved_to_another_row_or_column_does_not_open(story: SmallOffice) -> None:
    other = story.do("handl", register_party, a_person(
        name="Nils Ny", identity_number="19811228-9874", number="K-2", phones=(), emails=()
    ))  # fmt: skip
    hexed = other.bytes.hex()
    for source in (
        f"SELECT personal FROM party_number WHERE party_id <> x'{hexed}' AND personal IS NOT NULL",  # noqa: S608 - an id
        "SELECT assessment FROM credit_check",
        "SELECT cell FROM draft",
        "SELECT cell FROM case_material WHERE kind = 'letter'",
    ):
        altered(story, f"UPDATE party_number SET personal = ({source}) WHERE party_id = x'{hexed}'")  # noqa: S608 - as above
        for user in ("handl", "handl2", "kredit", "ombud"):
            with pytest.raises(Damaged):
                story.inside(user, lambda visit: visit.office.party_numbers.of(other))
        numbers = story.inside("lasare", lambda visit: visit.office.party_numbers.of(other))
        assert all(is_withheld(number.personal) for number in numbers)


def test_taking_the_flag_from_a_protected_person_shows_nothing(story: SmallOffice) -> None:
    altered(story, "UPDATE party SET is_protected = 0, protection = 'none' WHERE is_protected = 1")
    with story.database.reading() as connection:
        ids = connection.exec_driver_sql("SELECT id FROM party").scalars().all()
    for user in ("lasare", "kredit", "ekonomi"):
        for row_id in ids:
            try:
                said = repr(story.do(user, view_card, UUID(bytes=row_id)))
            except (RegisterDeskError, Damaged) as error:
                said = str(error)
            assert [word for word in PROTECTED if word in said] == []
