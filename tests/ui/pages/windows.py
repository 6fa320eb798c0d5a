"""A main window over a real office, with people who do not exist in its register."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

from pytestqt.qtbot import QtBot

from registerdesk.domain.contacts import Contact
from registerdesk.domain.credit_checks import Bureau, Need, Outcome
from registerdesk.domain.parties import PartyKind, Protection, RelationKind
from registerdesk.domain.staff import Role
from registerdesk.ui.background import Runner
from registerdesk.ui.kit.context import Office, SignedIn
from registerdesk.ui.kit.settings import Settings
from registerdesk.ui.main_window import MainWindow
from registerdesk.ui.page_list import ENTRIES, PAGES
from registerdesk.usecases.contacts import NewContact, record_contact
from registerdesk.usecases.credit_checks import NewCreditCheck, record_credit_check
from registerdesk.usecases.new_parties import NewAddress, NewParty
from registerdesk.usecases.parties import register_party
from registerdesk.usecases.protection import mark_protected
from tests.makers import SmallOffice, an_office, an_origin

HOSTILE = "<b>Fet</b> & <img src=x>"
NUMBER = "19780412-2385"


@dataclass(frozen=True)
class Register:
    """An office with three customers and a supplier: Anna, hostile, protected Maria; a haulier."""

    office: SmallOffice
    anna: UUID
    hostile: UUID
    maria: UUID
    haulier: UUID


def a_register(folder: Path) -> Register:
    """Return an office with a small register."""
    office = an_office(folder)
    anna = office.do("handl", register_party, _anna())
    hostile = office.do("handl", register_party, _person(HOSTILE, "070-174 06 31"))
    maria = office.do("handl", register_party, _person("Maria Lindgren", "070-174 06 40"))
    office.do("handl", mark_protected, maria, Protection.MARKED)
    company = NewParty(
        kind=PartyKind.COMPANY,
        name="Lindholms Åkeri AB",
        relation=RelationKind.SUPPLIER,
        phones=("08-465 004 40",),
        origin=an_origin(),
    )
    haulier = office.do("handl", register_party, company)
    call = NewContact(party_id=anna, heading="fråga om faktura", note="Ville veta förfallodagen.")
    office.do("handl", record_contact, call)
    check = NewCreditCheck(
        bureau=Bureau.UC,
        asked_on=date(2026, 11, 2),
        outcome=Outcome.APPROVED,
        need=Need.CREDIT_PURCHASE,
        assessment="Inga anmärkningar.",
    )
    office.do("kredit", record_credit_check, anna, check)
    return Register(office, anna, hostile, maria, haulier)


def a_window(
    office: SmallOffice, user: str, runner: Runner, size: tuple[int, int] = (1440, 900)
) -> MainWindow:
    """Return the window of somebody at the office."""
    keys = office.keys(user)
    window = MainWindow(
        runner=runner,
        desk=office.desk(user),
        user=SignedIn(
            user_id=keys.user_id,
            user_name=user,
            display_name=keys.display_name,
            roles=frozenset(Role(code) for code in keys.roles),
        ),
        office=Office(name="Ekbackens Handel AB", dpo_phone="08-506 350 00"),
        settings=Settings(),
        pages=PAGES,
        entries=ENTRIES,
    )
    window.context.clock = office.clock
    window.resize(*size)
    return window


def shown(window: MainWindow, qtbot: QtBot) -> MainWindow:
    """Show a window and wait until it is there."""
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    return window


def fill_the_disk(office: SmallOffice) -> None:
    """Let every write to the log fail as it does on a full disk."""
    with office.database.transaction() as connection:
        connection.exec_driver_sql(
            "CREATE TRIGGER no_room BEFORE INSERT ON audit_log "
            "BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END"
        )


def damage_the_search(office: SmallOffice) -> None:
    """Let every reading of the search keys fail as it does on a damaged database."""
    with office.database.transaction() as connection:
        connection.exec_driver_sql("DROP TABLE search_key")
        connection.exec_driver_sql(
            "CREATE VIEW search_key AS SELECT json('{') AS key, x'00' AS party_id"
        )


def the_contact(office: SmallOffice, party_id: UUID) -> Contact:
    """Return somebody's one contact."""
    return office.inside("handl", lambda visit: visit.office.contacts.of(party_id))[0]


def _anna() -> NewParty:
    return NewParty(
        kind=PartyKind.PERSON,
        name="Anna Lindqvist",
        own={"birth_date": date(1978, 4, 12)},
        identity_number=NUMBER,
        phones=("070-174 06 05",),
        emails=("anna@exempel.se",),
        address=NewAddress(street="Storgatan 14 B", postal_code="169 72", town="Solna"),
        started=date(2019, 3, 4),
        origin=an_origin(),
    )


def _person(name: str, phone: str) -> NewParty:
    return NewParty(kind=PartyKind.PERSON, name=name, phones=(phone,), origin=an_origin())
