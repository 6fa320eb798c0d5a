"""What those named for protected persons see: tasks that lead to a card, and who is named."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from pytestqt.qtbot import QtBot

from registerdesk.domain.parties import Protection
from registerdesk.ui.background import Runner
from registerdesk.ui.kit.results import Entry
from registerdesk.ui.pages.today import TodayPage
from registerdesk.ui.staff.named_readers import NamedReadersCard
from registerdesk.usecases.parties import register_party
from registerdesk.usecases.protection import mark_protected, propose_unmarking
from tests.makers import SmallOffice, a_person, an_office, bare
from tests.ui.office_window import open_page


@pytest.fixture
def office(tmp_path: Path) -> Iterator[SmallOffice]:
    """Give an office of seven people."""
    made = an_office(tmp_path)
    yield made
    made.close()


def protected(office: SmallOffice) -> UUID:
    party_id = office.do("handl", register_party, a_person())
    office.do("handl", mark_protected, party_id, Protection.MARKED)
    return party_id


def entries(page: TodayPage) -> list[Entry]:
    assert page.day is not None
    return [entry for entry in page.day.entries if isinstance(entry, Entry)]


def opened(office: SmallOffice, user: str, runner: Runner, qtbot: QtBot) -> TodayPage:
    window, page = open_page(TodayPage, office, user, runner)
    qtbot.addWidget(window)
    assert isinstance(page, TodayPage)
    qtbot.waitUntil(lambda: page.day is not None)
    return page


def test_a_likely_double_stands_under_today_and_leads_to_its_card(
    office: SmallOffice, runner: Runner, qtbot: QtBot
) -> None:
    protected(office)
    again = bare("Anna L", identity_number="19780412-2385", number="K-2")
    party_id = office.do("kredit", register_party, again)
    page = opened(office, "handl2", runner, qtbot)
    (entry,) = entries(page)
    assert entry.title == "Kan vara en person med skyddade uppgifter"
    assert entry.line == "K-2  ·  samma personnummer som K-10482"
    gone: list[tuple[str, str]] = []

    def navigate(key: str, argument: str = "") -> None:
        gone.append((key, argument))

    page.context.navigate = navigate
    page.list.opened.emit(entry.id, None)
    assert gone == [("customers", str(party_id))]


def test_a_proposed_end_of_protection_waits_for_another_of_those_named(
    office: SmallOffice, runner: Runner, qtbot: QtBot
) -> None:
    office.do("handl", propose_unmarking, protected(office))
    assert entries(opened(office, "handl", runner, qtbot)) == []
    (entry,) = entries(opened(office, "handl2", runner, qtbot))
    assert entry.title == "Godkänn att ett skydd hävs"
    assert entry.line == "K-10482  ·  Handl Ek frågar"


def test_settings_say_who_is_named_for_protected_persons(
    office: SmallOffice, runner: Runner, qtbot: QtBot
) -> None:
    protected(office)
    page = opened(office, "admin", runner, qtbot)
    card = NamedReadersCard(page.context)
    qtbot.addWidget(card)
    card.refresh()
    qtbot.waitUntil(lambda: not card.isHidden())
    assert card.names.text() == "Handl Ek, Handl2 Ek, Ombud Ek"
    assert card.beside.text() == "Skyddade personer: 1"
    assert card.warning.isHidden()
    assert card.waiting.isHidden()
