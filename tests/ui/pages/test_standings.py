"""What somebody is to the office, in the window: relations, contact persons, states, silence."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from registerdesk.domain.parties import Party, RelationKind
from registerdesk.domain.party_links import LinkKind
from registerdesk.domain.sources import Source
from registerdesk.ui.background import Runner
from registerdesk.ui.main_window import MainWindow
from registerdesk.ui.pages.parties import PartiesPage
from registerdesk.ui.pages.today import TodayPage
from registerdesk.ui.register.card_head import chips_of
from registerdesk.ui.register.link_question import LinkQuestion
from registerdesk.ui.register.party_card import PartyCard
from registerdesk.ui.register.standing_dialogs import (
    EndDialog,
    EndRelationDialog,
    StartRelationDialog,
    StateDialog,
)
from registerdesk.ui.register.standing_questions import deeds_of
from registerdesk.usecases.parties import register_party, start_relation
from registerdesk.usecases.party_links import NewLink, add_link
from registerdesk.usecases.party_states import mark_minor
from tests.makers import TODAY, an_origin, bare
from tests.ui.looks import clipped, nameless
from tests.ui.pages.windows import Register, a_register, a_window, shown

KEY = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
Opened = Callable[..., PartyCard]


@pytest.fixture
def register(tmp_path: Path) -> Register:
    """Give a small register."""
    return a_register(tmp_path)


@pytest.fixture
def opened(register: Register, runner: Runner, qtbot: QtBot) -> Opened:
    """Give what opens somebody's card."""

    def open_card(whose: UUID, user: str = "handl", page_key: str = "customers") -> PartyCard:
        window = shown(a_window(register.office, user, runner), qtbot)
        window.navigate(page_key, str(whose))
        page = window.page()
        assert isinstance(page, PartiesPage)
        qtbot.waitUntil(lambda: page.card.card is not None)
        _rest(runner, qtbot)
        return page.card

    return open_card


def _rest(runner: Runner, qtbot: QtBot) -> None:
    """Wait until nothing is asked of the office any more."""
    came: list[bool] = []
    for count in range(1, 6):
        runner.ask(lambda: True, came.append)
        qtbot.waitUntil(partial(_has, came, count))


def _has(came: list[bool], count: int) -> bool:
    return len(came) >= count


def _window(card: PartyCard) -> MainWindow:
    window = card.window()
    assert isinstance(window, MainWindow)
    return window


def _undo(card: PartyCard, qtbot: QtBot) -> None:
    """Take the last deed back by key."""
    _window(card).activateWindow()
    qtbot.waitUntil(_window(card).isActiveWindow)
    _rest(_window(card).context.runner, qtbot)
    QTest.keyClick(card.tabs, KEY.Key_Z, CONTROL)
    _rest(_window(card).context.runner, qtbot)


def _party(register: Register, party_id: UUID) -> Party:
    return register.office.inside("handl", lambda visit: visit.office.parties.get(party_id))


def _chips(card: PartyCard) -> list[str]:
    assert card.card is not None
    return [message for message, _kind in chips_of(card.card)]


def test_a_customer_becomes_a_supplier_too_and_back(
    register: Register, opened: Opened, qtbot: QtBot
) -> None:
    card = opened(register.anna)
    card.head.standing_wanted.emit("start")
    dialog = card.questions.dialog
    assert isinstance(dialog, StartRelationDialog)
    assert not nameless(dialog)
    assert [dialog.kind.itemText(at) for at in range(dialog.kind.count())] == ["Leverantör"]
    dialog.verb.click()
    assert dialog.error.text() == "Ange var uppgiften kommer från."
    dialog.source.set_source(Source.AGREEMENT)
    dialog.verb.click()
    qtbot.waitUntil(lambda: "Supplier" in _chips(card))
    assert _chips(card)[:2] == ["Customer", "Supplier"]
    _undo(card, qtbot)
    qtbot.waitUntil(lambda: "Supplier" not in _chips(card))


def test_of_two_relations_the_one_that_ended_is_named_and_the_other_keeps_the_data(
    register: Register, opened: Opened, qtbot: QtBot
) -> None:
    kind = RelationKind.SUPPLIER
    register.office.do("handl", start_relation, register.anna, kind, an_origin())
    card = opened(register.anna)
    card.head.standing_wanted.emit("end")
    dialog = card.questions.dialog
    assert isinstance(dialog, EndRelationDialog)
    assert dialog.which.count() == 2
    told = "Uppgifterna sparas så länge den andra relationen löper."
    assert dialog.outcome.text() == told
    dialog.day.setText("ingen dag")
    dialog.verb.click()
    assert dialog.outcome.text() == ""
    assert dialog.focusWidget() is dialog.day
    dialog.day.setText("")
    dialog.verb.click()
    assert not dialog.error.isHidden()
    dialog.day.setText(TODAY.isoformat())
    dialog.verb.click()
    qtbot.waitUntil(lambda: "Former customer" in _chips(card))
    words = "Relationen är avslutad. Någon dag för gallring följer inte än."
    assert _window(card).toasts.label.text() == words
    _undo(card, qtbot)
    qtbot.waitUntil(lambda: "Former customer" not in _chips(card))


def test_n_names_a_new_contact_person_who_gets_a_card_of_their_own(
    register: Register, opened: Opened, qtbot: QtBot
) -> None:
    card = opened(register.haulier, page_key="suppliers")
    assert "Kontaktpersoner" in card.tabs.words()
    card.tabs.setCurrentIndex(card.tab_pages.index(card.links))
    card.tabs.setFocus()
    QTest.keyClicks(card.tabs, "n")
    dialog = card.questions.dialog
    assert isinstance(dialog, LinkQuestion)
    assert not nameless(dialog)
    assert not clipped(dialog)
    dialog.verb.click()
    assert dialog.error.text() == "Ange var uppgiften kommer från."
    dialog.source.set_source(Source.SUBJECT)
    dialog.verb.click()
    _rest(_window(card).context.runner, qtbot)
    assert dialog.error.text() == "Fyll i fältet."
    assert dialog.person.field.property("invalid") == "true"
    QTest.keyClicks(dialog.person.field, "Gunilla Berg")
    assert dialog.phone.isVisible()
    dialog.phone.setText("08-465 004 41")
    dialog.title.setText("Trafikledare")
    QTest.keyClick(dialog.title, KEY.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: dialog.person.field.property("invalid") == "false")
    assert not dialog.error.isVisible()
    qtbot.waitUntil(lambda: "Kontaktpersoner  1" in card.tabs.words())
    row = card.links.current()
    assert row is not None
    assert (row.name, row.phone, row.link.title) == (
        "Gunilla Berg",
        "08-465 004 41",
        "Trafikledare",
    )
    _undo(card, qtbot)
    qtbot.waitUntil(lambda: card.links.current() is None)


def test_a_contact_person_ends_by_key_and_opens_by_enter(
    register: Register, opened: Opened, qtbot: QtBot
) -> None:
    new = NewLink(
        kind=LinkKind.CONTACT_PERSON,
        for_id=register.haulier,
        person=register.anna,
        origin=an_origin(),
        started=date(2024, 1, 8),
    )
    register.office.do("handl", add_link, new)
    card = opened(register.haulier, page_key="suppliers")
    card.tabs.setCurrentIndex(card.tab_pages.index(card.links))
    QTest.keyClick(card.links.table, KEY.Key_Delete)
    dialog = card.questions.dialog
    assert isinstance(dialog, EndDialog)
    dialog.reason.setText("Bytte tjänst")
    dialog.verb.click()
    qtbot.waitUntil(lambda: card.links.table.rows.row(0).cells[-1].text.startswith("Till"))  # type: ignore[union-attr]  # the test knows that it is there
    _undo(card, qtbot)
    qtbot.waitUntil(lambda: "Kontaktpersoner  1" in card.tabs.words())
    window = _window(card)
    QTest.keyClick(card.links.table, KEY.Key_Return)
    _rest(window.context.runner, qtbot)
    assert window.page() is not card.parent()


def test_a_death_and_its_undoing_show_on_card_and_menu(
    register: Register, opened: Opened, qtbot: QtBot
) -> None:
    card = opened(register.anna)
    card.head.standing_wanted.emit("deceased")
    dialog = card.questions.dialog
    assert isinstance(dialog, StateDialog)
    assert not nameless(dialog)
    dialog.source.set_source(Source.POPULATION_REGISTER)
    dialog.day.setText("2026-12-24")
    dialog.verb.click()
    _rest(_window(card).context.runner, qtbot)
    assert dialog.error.text() == "Dagen har inte varit än."
    dialog.day.setText("när som helst")
    dialog.verb.click()
    assert dialog.focusWidget() is dialog.day
    dialog.day.setText("2026-11-02")
    dialog.verb.click()
    qtbot.waitUntil(lambda: "Deceased" in _chips(card))
    assert _party(register, register.anna).deceased_on == date(2026, 11, 2)
    assert card.card is not None
    assert "alive" in dict(deeds_of(card.card))
    _undo(card, qtbot)
    qtbot.waitUntil(lambda: "Deceased" not in _chips(card))
    card.head.standing_wanted.emit("deceased")
    dialog = card.questions.dialog
    assert isinstance(dialog, StateDialog)
    dialog.source.set_source(Source.POPULATION_REGISTER)
    dialog.verb.click()
    qtbot.waitUntil(lambda: "Deceased" in _chips(card))
    card.head.standing_wanted.emit("alive")
    dialog = card.questions.dialog
    assert isinstance(dialog, StateDialog)
    dialog.verb.click()
    qtbot.waitUntil(lambda: "Deceased" not in _chips(card))


def test_a_child_without_a_date_of_birth_is_marked_and_can_have_a_guardian(
    register: Register, opened: Opened, qtbot: QtBot
) -> None:
    lisa = register.office.do("handl", register_party, bare("Lisa Ek"))
    card = opened(lisa)
    assert card.card is not None
    assert ("minor", "Mark as under age …") in deeds_of(card.card)
    card.head.standing_wanted.emit("minor")
    dialog = card.questions.dialog
    assert isinstance(dialog, StateDialog)
    dialog.source.set_source(Source.SUBJECT)
    dialog.verb.click()
    qtbot.waitUntil(lambda: "Under age" in _chips(card))
    card.tabs.setCurrentIndex(card.tab_pages.index(card.links))
    assert card.links.adds[LinkKind.GUARDIAN].isVisible()
    card.links.adds[LinkKind.GUARDIAN].click()
    question = card.questions.dialog
    assert isinstance(question, LinkQuestion)
    question.person.set_party(register.anna, "Anna Lindqvist")
    assert question.phone.isHidden()
    _window(card).toasts.clear()
    question.verb.click()
    qtbot.waitUntil(lambda: card.links.current() is not None)
    _undo(card, qtbot)
    qtbot.waitUntil(lambda: card.links.current() is None)
    card.head.standing_wanted.emit("of_age")
    dialog = card.questions.dialog
    assert isinstance(dialog, StateDialog)
    dialog.verb.click()
    qtbot.waitUntil(lambda: "Under age" not in _chips(card))


def test_a_reader_sees_contact_persons_and_changes_none(register: Register, opened: Opened) -> None:
    card = opened(register.haulier, "lasare", "suppliers")
    card.tabs.setCurrentIndex(card.tab_pages.index(card.links))
    QTest.keyClicks(card.links, "n")
    QTest.keyClick(card.links.table, KEY.Key_Delete)
    assert card.questions.dialog is None
    assert not card.links.adds[LinkKind.CONTACT_PERSON].isVisible()


def test_the_list_says_who_is_under_age(register: Register, opened: Opened) -> None:
    lisa = register.office.do("handl", register_party, bare("Lisa Ek"))
    register.office.do("handl", mark_minor, lisa, 1, an_origin())
    page = _window(opened(lisa)).page()
    assert isinstance(page, PartiesPage)
    rows = [page.list.table.rows.row(at) for at in range(page.list.table.rows.rowCount())]
    states = {row.cells[0].text: row.cells[-1].text for row in rows if row is not None}
    assert states["Lisa Ek"] == "Minderårig"


def _quiet_ones(register: Register, count: int) -> list[UUID]:
    return [
        register.office.do(
            "handl", register_party, bare(f"Tyst {at}", started=date(2020 + at, 3, 1))
        )
        for at in range(count)
    ]


def test_the_day_asks_about_the_silent_and_is_answered_by_key(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    _quiet_ones(register, 3)
    window = shown(a_window(register.office, "handl", runner), qtbot)
    window.navigate("today")
    page = window.page()
    assert isinstance(page, TodayPage)
    qtbot.waitUntil(lambda: page.quiet.current() is not None or page.list.entries.rowCount() > 3)
    _rest(runner, qtbot)
    first = page.list.entries.rowCount() - 3
    page.list.setCurrentIndex(page.list.entries.index(first, 0))
    row = page.quiet.current()
    assert row is not None
    assert row.name == "Tyst 0"
    QTest.keyClick(page.list, KEY.Key_1)
    qtbot.waitUntil(lambda: page.list.entries.rowCount() == first + 2)
    row = page.quiet.current()
    assert row is not None
    assert row.name == "Tyst 1"
    QTest.keyClick(page.list, KEY.Key_2)
    dialog = page.quiet.answers.dialog
    assert dialog is not None
    assert dialog.reason.text() == "Ingen aktivitet på ett år"
    window.toasts.clear()
    dialog.verb.click()
    qtbot.waitUntil(lambda: page.list.entries.rowCount() == first + 1)
    words = "Relationen är avslutad. Gallras senast 2029-11-23."
    qtbot.waitUntil(lambda: window.toasts.label.text() == words)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(page.list, KEY.Key_Z, CONTROL)
    qtbot.waitUntil(lambda: page.list.entries.rowCount() == first + 2)


def test_more_than_a_few_silent_ones_open_as_a_list_that_is_answered_by_key(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    _quiet_ones(register, 6)
    window = shown(a_window(register.office, "handl", runner), qtbot)
    window.navigate("today")
    page = window.page()
    assert isinstance(page, TodayPage)
    qtbot.waitUntil(lambda: page.list.entries.rowCount() >= 7)
    _rest(runner, qtbot)
    page.list.setCurrentIndex(page.list.entries.index(page.list.entries.rowCount() - 1, 0))
    QTest.keyClick(page.list, KEY.Key_Return)
    parties = window.page()
    assert isinstance(parties, PartiesPage)
    qtbot.waitUntil(lambda: parties.list.count.text() == "6")
    _rest(runner, qtbot)
    assert parties.list.quiet.label.isVisible()
    QTest.keyClick(parties.list.table, KEY.Key_1)
    qtbot.waitUntil(lambda: parties.list.count.text() == "5")
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(parties.list.table, KEY.Key_Z, CONTROL)
    qtbot.waitUntil(lambda: parties.list.count.text() == "6")


def test_who_may_not_answer_is_not_asked(register: Register, runner: Runner, qtbot: QtBot) -> None:
    _quiet_ones(register, 2)
    window = shown(a_window(register.office, "lasare", runner), qtbot)
    window.navigate("today")
    page = window.page()
    assert isinstance(page, TodayPage)
    _rest(runner, qtbot)
    assert page.quiet.entries(0) == []
