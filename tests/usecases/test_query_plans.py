"""What a working day asks of the database: no statement reads a table of people from end to end."""

from __future__ import annotations

import re
from datetime import date
from itertools import product
from typing import Any, Final

import pytest
from sqlalchemy import Select
from sqlalchemy.dialects import sqlite

from registerdesk.domain.contact_lists import ContactQuery, CreditCheckQuery
from registerdesk.domain.contacts import Direction, Way
from registerdesk.domain.exports import ExportWish
from registerdesk.domain.fields import Purpose
from registerdesk.domain.parties import Protection
from registerdesk.domain.party_lists import Chip, ListKind, ListQuery, Sort
from registerdesk.domain.rights_requests import Right
from registerdesk.storage import (
    activity,
    contact_lists,
    list_statements,
    party_narrowing,
    retention,
)
from registerdesk.storage.name_matches import count_of_name, count_of_phone
from registerdesk.storage.tables import METADATA
from registerdesk.usecases.contacts import (
    NewContact,
    latest_callers,
    list_contacts,
    record_contact,
)
from registerdesk.usecases.credit_checks import list_credit_checks, record_credit_check
from registerdesk.usecases.dealings import view_dealings
from registerdesk.usecases.duplicates import duplicates_of
from registerdesk.usecases.exports import preview_export
from registerdesk.usecases.offices import note_signed_in
from registerdesk.usecases.parties import change_value, register_party
from registerdesk.usecases.party_cards import view_card
from registerdesk.usecases.party_history import view_history
from registerdesk.usecases.party_lists import list_parties
from registerdesk.usecases.party_merges import undoable_merge
from registerdesk.usecases.protection import mark_protected
from registerdesk.usecases.quiet_relations import list_quiet
from registerdesk.usecases.request_opening import open_request_of
from registerdesk.usecases.rights_requests import RequestFilter, find_requests, list_requests
from registerdesk.usecases.search import find, find_in_notes
from registerdesk.usecases.tasks import list_tasks
from tests.makers import TODAY, SmallOffice, a_credit_check, a_person, an_origin, bare
from tests.usecases.statements import heard

SMALL: Final = frozenset(
    {
        *("purpose_setting", "register_setting", "setting_change", "office_profile", "preference"),
        "retention_setting",
        *("series", "list_count", "apart_pair", "protected_lookup", "import_run"),
        *("search_word", "case_grant", "draft", "checkpoint"),
    }
)
"""Tables whose rows do not grow with the register, or no faster than what is shown of them."""
PAGE: Final = "SCAN anon_1"
_SCANNED: Final = re.compile(r"SCAN (\w+)(?! VIRTUAL)")
_MADE_UP: Final = re.compile(r"anon_\d+|CONSTANT|subquery|json_each")


def plan_of(driver: Any, statement: str) -> list[str]:  # noqa: ANN401 - it names no public type
    """Return the steps of a statement's plan, whatever its parameters are."""
    asked = f"EXPLAIN QUERY PLAN {statement}"
    return [str(row[3]) for row in driver.execute(asked, (None,) * statement.count("?"))]


def page_of(plan: list[str]) -> list[str]:
    """Return the steps by which a page is found, without those that then complete it."""
    return plan[: plan.index(PAGE)] if PAGE in plan else plan


def read_whole(statement: str, plan: list[str]) -> list[str]:
    """Return the tables that a statement reads from end to end.

    Not so what is read in the order of an index, as far as a limit: a page of a list.
    That page may then be put in order again.
    """
    page = page_of(plan)
    is_paged = " LIMIT " in statement.upper() and not any("FOR ORDER BY" in s for s in page)
    found = (match for step in plan for match in _SCANNED.finditer(step) if "VIRTUAL" not in step)
    names = [match.group(1) for match in found if not _MADE_UP.fullmatch(match.group(1))]
    return [] if is_paged else [name for name in names if name not in SMALL]


def a_working_day(office: SmallOffice) -> None:
    """Do what people do at the desk, for all whose role it is."""
    person = office.do("handl", register_party, a_person())
    hidden = office.do("handl", register_party, bare("Eva Dold"))
    office.do("handl", mark_protected, hidden, Protection.SHELTERED)
    office.do("handl", record_contact, NewContact(party_id=person, heading="Faktura"))
    office.do("kredit", record_credit_check, person, a_credit_check())
    office.do("handl", open_request_of, person, Right.ACCESS)
    office.do(
        "handl",
        note_signed_in,
        failures=0,
        generation=1,
        expected=office.heads.newest(office.keys("handl")),
        rekeyed=False,
    )
    for user in ("handl", "lasare", "kredit", "ombud"):
        for text in ("an", "Anna Lind", "10482", "0701740605", "Ana Lundqvits", "19780412-2385"):
            office.do(user, find, text)
    for text in ("faktura", "an fak", "Anna Lind faktura", "10482 fak", "ring 070-174"):
        office.do("handl", find_in_notes, text)
    office.inside("handl", lambda visit: count_of_name(visit.office.connection, "Anna Ek"))
    office.inside("handl", lambda visit: count_of_phone(visit.office.connection, "0701740605"))
    office.do("handl", find_requests, "2026-0001")
    office.do("handl", view_card, person)
    office.do("handl", view_history, person)
    office.do("ekonomi", view_dealings, person)
    office.do("handl", duplicates_of, person)
    office.do("handl", undoable_merge, person)
    office.do("handl", change_value, "parties", person, 1, "display_name", "Ö Ek", an_origin())
    today(office)
    lists(office)


def today(office: SmallOffice) -> None:
    """Read the page of the day, as each role sees it."""
    for user in ("handl", "kredit", "ombud"):
        office.do(user, list_tasks)
        for chosen in RequestFilter:
            office.do(user, list_requests, chosen)
    office.do("handl", list_quiet)
    for user in ("handl", "lasare"):
        office.do(user, latest_callers)


def lists(office: SmallOffice) -> None:
    """Read every list, narrowed in every way."""
    for kind in (ListKind.CUSTOMER, ListKind.SUPPLIER):
        for sort in Sort:
            office.do("handl", list_parties, ListQuery(kind=kind, sort=sort))
            office.do("handl", list_parties, ListQuery(kind=kind, sort=sort, text="ann"))
        for chip in set(Chip) - {Chip.OFFERS}:
            office.do("handl", list_parties, ListQuery(kind=kind, chips=frozenset({chip})))
        offers = ListQuery(kind=kind, chips=frozenset({Chip.OFFERS}))
        office.do("ekonomi", list_parties, offers)
    for query in (
        ContactQuery(), ContactQuery(way=Way.VISIT), ContactQuery(direction=Direction.OUT),
        ContactQuery(since=1, before=2), ContactQuery(text="faktura"),
    ):  # fmt: skip
        office.do("handl", list_contacts, query)
        office.do("lasare", list_contacts, query)
    office.do("kredit", list_credit_checks, CreditCheckQuery())
    office.do("kredit", list_credit_checks, CreditCheckQuery(since=date(2026, 1, 1)))
    wish = ExportWish(query=ListQuery(), purpose=Purpose.CONTRACT)
    office.finish("ekonomi", preview_export, wish)


def test_nothing_that_a_working_day_asks_reads_a_table_of_people_whole(
    office: SmallOffice,
) -> None:
    with heard(office) as said:
        a_working_day(office)
    asked = {text for text in said if re.match(r"\s*(SELECT|UPDATE|DELETE|INSERT)", text)}
    assert len(asked) > 100
    with office.database.reading() as connection:
        driver: Any = connection.connection.driver_connection
        plans = {text: plan_of(driver, text) for text in sorted(asked)}
    whole = {text: found for text, plan in plans.items() if (found := read_whole(text, plan))}
    assert whole == {}


def sql_of(statement: Select[Any]) -> str:
    """Return a prebuilt statement as the database reads it, a list bound as one value."""
    return re.sub(r"__\[POSTCOMPILE_\w+\]", "?", str(statement.compile(dialect=sqlite.dialect())))


@pytest.mark.parametrize("kind", [ListKind.CUSTOMER, ListKind.SUPPLIER])
def test_a_list_that_is_not_narrowed_to_a_few_is_read_in_the_order_of_its_index(
    office: SmallOffice, kind: ListKind
) -> None:
    with office.database.reading() as connection:
        driver: Any = connection.connection.driver_connection
        for chips in (frozenset[Chip](), *(frozenset({chip}) for chip in Chip)):
            for sort, descending in product(Sort, (True, False)):
                statement = list_statements.page_statement(
                    kind, chips, sort, descending=descending, is_few=False
                )
                page = page_of(plan_of(driver, sql_of(statement)))
                place = (kind, chips, sort, page)
                led = f"SCAN relation USING INDEX ix_{kind}_by_{sort}"
                assert led in page, place
                assert not any("TEMP B-TREE FOR ORDER BY" in step for step in page), place


@pytest.mark.parametrize("keyless", [True, False])
@pytest.mark.parametrize("descending", [True, False])
@pytest.mark.parametrize("sort", list(Sort))
def test_a_page_far_down_is_sought_in_the_index_of_its_list(
    office: SmallOffice, sort: Sort, *, descending: bool, keyless: bool
) -> None:
    statement = list_statements.far_statement(
        ListKind.CUSTOMER, sort, descending=descending, is_keyless=keyless
    )
    with office.database.reading() as connection:
        driver: Any = connection.connection.driver_connection
        page = page_of(plan_of(driver, sql_of(statement)))
    assert any(f"SEARCH relation USING INDEX ix_customer_by_{sort} (" in step for step in page)
    assert not any("TEMP B-TREE" in step for step in page), page


@pytest.mark.parametrize("kind", [ListKind.CUSTOMER, ListKind.SUPPLIER])
def test_a_list_that_is_narrowed_to_a_few_reads_those_few(
    office: SmallOffice, kind: ListKind
) -> None:
    with office.database.reading() as connection:
        driver: Any = connection.connection.driver_connection
        for chips in (frozenset[Chip](), *(frozenset({chip}) for chip in Chip)):
            count = list_statements.count_statement(kind, chips, is_few=True)
            page = list_statements.page_statement(
                kind, chips, Sort.TOWN, descending=False, is_few=True
            )
            for statement in (count, page):
                steps = plan_of(driver, sql_of(statement))
                assert any("ix_relation_party_id (party_id=?" in step for step in steps), steps


def test_the_whole_list_is_counted_without_reading_it(office: SmallOffice) -> None:
    count = list_statements.count_statement(ListKind.CUSTOMER, frozenset(), is_few=False)
    with office.database.reading() as connection:
        plan = " ".join(plan_of(connection.connection.driver_connection, sql_of(count)))
    assert "relation" not in plan


def test_the_prebuilt_statements_read_no_table_of_people_whole(office: SmallOffice) -> None:
    made = [
        *party_narrowing.statements(), *activity.statements(), *contact_lists.statements(),
        *retention.statements(),
    ]  # fmt: skip
    with office.database.reading() as connection:
        driver: Any = connection.connection.driver_connection
        texts = [sql_of(statement.limit(1)) for statement in made]
        whole = {text: read_whole(text, plan_of(driver, text)) for text in texts}
    assert not {text: found for text, found in whole.items() if found}


def test_headings_are_not_read_to_find_a_word(
    office: SmallOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    for most, led in ((1_000, "sqlite_autoindex_contact_1 (id=?)"), (0, "ix_contact_at")):
        monkeypatch.setattr(contact_lists, "MOST_NAMED", most)
        office.do("handl", record_contact, NewContact(heading="Faktura"))
        with heard(office) as said:
            office.do("handl", list_contacts, ContactQuery(text="fakt"))
        (page,) = {text for text in said if "contact.heading" in text}
        with office.database.reading() as connection:
            steps = plan_of(connection.connection.driver_connection, page)
        assert any("contact USING" in step and led in step for step in steps), steps


def test_a_table_that_is_read_whole_is_noticed(office: SmallOffice) -> None:
    assert set(METADATA.tables) >= SMALL - {"import_run"}
    with office.database.reading() as connection:
        driver: Any = connection.connection.driver_connection
        for text, whole in (
            ("SELECT id FROM contact WHERE heading LIKE ?", ["contact"]),
            ("SELECT id FROM phone ORDER BY typed LIMIT 5", ["phone"]),
            ("SELECT id FROM contact ORDER BY at LIMIT 5", []),
            ("SELECT id FROM phone WHERE party_id = ?", []),
        ):
            assert read_whole(text, plan_of(driver, text)) == whole
    assert TODAY
