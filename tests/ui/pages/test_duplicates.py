"""Duplicates: the search and its stop, the pairs by keys, the comparison, the merge, its undo."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from registerdesk.domain.duplicates import Facts, Likeness, LikePair
from registerdesk.domain.parties import PartyKind
from registerdesk.ui.background import Runner
from registerdesk.ui.main_window import MainWindow
from registerdesk.ui.pages.duplicates import DuplicatesPage
from registerdesk.ui.pages.parties import PartiesPage
from registerdesk.ui.register.duplicate_list import row_of
from registerdesk.ui.register.unmerging import unmerge
from registerdesk.usecases.new_parties import NewParty
from registerdesk.usecases.parties import change_value, register_party
from registerdesk.usecases.party_cards import view_card
from registerdesk.usecases.party_merges import (
    compare_parties,
    merge_parties,
    undoable_merge,
)
from tests.makers import an_origin
from tests.ui.keys import type_text
from tests.ui.pages.windows import Register, a_register, a_window, fill_the_disk, shown
from tests.usecases.test_party_merges import wish_of

KEY = Qt.Key


@pytest.fixture
def register(tmp_path: Path) -> Register:
    """Give a small register."""
    return a_register(tmp_path)


@pytest.fixture
def twin(register: Register) -> UUID:
    """Register Anna once more, under a name that sounds the same."""
    new = NewParty(
        kind=PartyKind.PERSON,
        name="Anna Lindkvist",
        own={"birth_date": date(1978, 4, 12), "given_name": "Anna"},
        phones=("070-174 06 05",),
        origin=an_origin(),
    )
    return register.office.do("handl", register_party, new)


def _open(
    register: Register, runner: Runner, qtbot: QtBot, user: str = "handl", argument: str = ""
) -> tuple[MainWindow, DuplicatesPage]:
    window = shown(a_window(register.office, user, runner), qtbot)
    window.navigate("duplicates", argument)
    page = window.page()
    assert isinstance(page, DuplicatesPage)
    return window, page


def _found(page: DuplicatesPage, qtbot: QtBot, count: int = 1) -> None:
    qtbot.waitUntil(lambda: page.list.again.isVisible() and len(page.list.pairs) == count)


def _cells(page: DuplicatesPage) -> list[str]:
    rows = page.merge.table.rows
    found = [rows.row(at) for at in range(rows.rowCount())]
    return [" | ".join(cell.text for cell in row.cells) for row in found if row is not None]


def _merged_card(window: MainWindow, qtbot: QtBot) -> PartiesPage:
    qtbot.waitUntil(lambda: isinstance(window.page(), PartiesPage))
    page = window.page()
    assert isinstance(page, PartiesPage)
    qtbot.waitUntil(lambda: page.card.card is not None)
    return page


def test_a_pair_is_found_with_its_reasons_compared_chosen_and_merged_by_keys(
    register: Register, twin: UUID, runner: Runner, qtbot: QtBot
) -> None:
    window, page = _open(register, runner, qtbot)
    _found(page, qtbot)
    row = page.list.table.rows.row(0)
    assert row is not None
    assert row.cells[2].text == "Samma telefon och födelsedatum, namn som låter lika"
    assert row.cells[3].text == "Troligt"
    QTest.keyClick(page.list.table, KEY.Key_Return)
    qtbot.waitUntil(lambda: bool(page.merge.shown()))
    assert _cells(page) == ["Namn | Anna Lindqvist | Anna Lindkvist", "Förnamn | – | Anna"]
    table = page.merge.table
    assert table.hasFocus()
    wish = page.merge.wish()
    assert wish is not None
    assert wish.taken == {"given_name"}
    for key, taken in ((KEY.Key_Right, 2), (KEY.Key_Left, 1), (KEY.Key_Space, 2)):
        QTest.keyClick(table, key)
        wish = page.merge.wish()
        assert wish is not None
        assert len(wish.taken) == taken
    page.merge.equal.click()
    assert len(_cells(page)) > 4
    table.setCurrentIndex(table.rows.index(3, 0))
    QTest.keyClick(table, KEY.Key_Space)
    page.primary()
    assert page.question is not None
    assert page.question.windowTitle() == "Slå ihop 2 personer? 2 uppgifter flyttas."
    page.question.deed.click()
    parties = _merged_card(window, qtbot)
    assert parties.card.card is not None
    assert parties.card.card.party.display_name == "Anna Lindkvist"
    assert parties.card.card.merged == {twin}
    window.toasts.undo()
    qtbot.waitUntil(lambda: parties.card.party_id() == twin)


def test_n_remembers_that_a_pair_is_none_and_it_can_be_undone(
    register: Register, twin: UUID, runner: Runner, qtbot: QtBot
) -> None:
    window, page = _open(register, runner, qtbot)
    _found(page, qtbot)
    QTest.keyClick(page.list.table, KEY.Key_N)
    qtbot.waitUntil(lambda: not page.list.pairs)
    assert page.list.states.state() == "empty"
    window.toasts.undo()
    qtbot.waitUntil(lambda: len(page.list.pairs) == 1)
    window.navigate("duplicates", f"{register.anna}+{twin}")
    qtbot.waitUntil(lambda: bool(page.merge.shown()))
    page.merge.apart_wanted.emit()
    qtbot.waitUntil(lambda: not page.list.pairs)
    window.navigate("duplicates", str(register.anna))
    qtbot.waitUntil(lambda: page.list.states.state() == "empty")
    window.navigate("duplicates", f"{register.anna}+{register.hostile}")
    qtbot.waitUntil(lambda: bool(page.merge.shown()))
    page.merge.apart_wanted.emit()
    qtbot.waitUntil(lambda: "Inte" in window.toasts.label.text() or window.toasts.isVisible())
    QTest.keyClick(page, KEY.Key_X)
    assert window.page() is page


def test_the_cards_menu_leads_to_the_persons_own_duplicates_and_back(
    register: Register, twin: UUID, runner: Runner, qtbot: QtBot
) -> None:
    window = shown(a_window(register.office, "handl", runner), qtbot)
    window.navigate("customers", str(register.anna))
    card = _merged_card(window, qtbot).card
    words = [action.text() for action in card.head.menu().actions()]
    assert "Slå ihop dubbletter …" in words
    assert "Ångra sammanslagningen …" not in words
    card.questions.open_duplicates()
    page = window.page()
    assert isinstance(page, DuplicatesPage)
    _found(page, qtbot)
    type_text(page.picker.field, "åkeri")
    qtbot.waitUntil(page.picker.list.isVisible)
    QTest.keyClick(page.picker.field, KEY.Key_Return)
    qtbot.waitUntil(page.merge.states.error.isVisible)
    QTest.keyClick(page, KEY.Key_Escape)
    _found(page, qtbot)
    QTest.keyClick(page, KEY.Key_Escape)
    assert isinstance(window.page(), PartiesPage)
    window.navigate("duplicates", f"{register.anna}+{twin}")
    qtbot.waitUntil(lambda: bool(page.merge.shown()))
    page.refresh()
    QTest.keyClick(page, KEY.Key_Escape)
    assert window.page() is page


def _merge(register: Register, twin: UUID) -> None:
    office = register.office
    compared = office.do("handl", compare_parties, register.anna, twin)
    office.do("handl", merge_parties, wish_of(compared))


def test_a_merge_is_undone_from_the_cards_menu(
    register: Register, twin: UUID, runner: Runner, qtbot: QtBot
) -> None:
    _merge(register, twin)
    window = shown(a_window(register.office, "handl", runner), qtbot)
    window.navigate("customers", str(twin))
    card = _merged_card(window, qtbot).card
    assert card.party_id() == register.anna
    words = [action.text() for action in card.head.menu().actions()]
    assert "Ångra sammanslagningen …" in words
    card.questions.ask_unmerge()
    qtbot.waitUntil(lambda: card.questions.dialog is not None)
    dialog = card.questions.dialog
    assert dialog is not None
    dialog.accept()
    qtbot.waitUntil(lambda: card.party_id() == twin and card.card is not None)


def test_a_merge_that_is_not_undone_any_more_says_why(
    register: Register, twin: UUID, runner: Runner, qtbot: QtBot
) -> None:
    _merge(register, twin)
    office = register.office
    for phone in office.do("handl", view_card, register.anna).phones:
        place = ("phones", phone.id, phone.version, "typed", "08-465 004 78", an_origin())
        office.do("handl", change_value, *place)
    merge = office.do("handl", undoable_merge, register.anna)
    assert merge is not None
    window = shown(a_window(office, "handl", runner), qtbot)
    window.navigate("customers", str(register.anna))
    card = _merged_card(window, qtbot).card
    said: list[str] = []
    context = replace(card.context, toast=lambda words, *_more: said.append(words))
    unmerge(context, merge.merge_id)
    qtbot.waitUntil(lambda: bool(said))
    assert said == ["Ändrat efter sammanslagningen, så den ångras inte. Telefon."]
    office.clock.forward(hours=25)
    unmerge(context, merge.merge_id)
    qtbot.waitUntil(lambda: said[1:] == ["Det dygn då sammanslagningen kunde ångras har gått."])
    card.questions.ask_unmerge()
    qtbot.waitUntil(window.toasts.isVisible)


def test_the_menu_of_the_list_leads_to_the_duplicates_for_who_may_merge(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    words = {}
    for user in ("lasare", "handl"):
        window = shown(a_window(register.office, user, runner), qtbot)
        window.navigate("customers", "")
        page = window.page()
        assert isinstance(page, PartiesPage)
        words[user] = [
            action.text().partition("\t")[0] for action in page.list.menu.menu().actions()
        ]
    assert "Dubbletter …" not in words["lasare"]
    assert "Dubbletter …" in words["handl"]
    assert isinstance(page, PartiesPage)
    page.list.menu.find_duplicates()
    assert isinstance(window.page(), DuplicatesPage)


def test_a_search_can_be_stopped_and_what_was_shown_stays(
    register: Register, twin: UUID, runner: Runner, qtbot: QtBot
) -> None:
    window, page = _open(register, runner, qtbot)
    assert page.list.stop.isVisible()
    assert page.list.states.state() == "loading"
    QTest.keyClick(page, KEY.Key_Escape)
    qtbot.waitUntil(page.list.again.isVisible)
    assert page.list.pairs == []
    page.refresh()
    _found(page, qtbot)
    page.refresh()
    page.stop()
    qtbot.waitUntil(page.list.again.isVisible)
    assert len(page.list.pairs) == 1
    page.closed()
    assert page.list.pairs == []
    assert page.merge.wish() is None
    page.ask()
    assert page.question is None
    del window, twin


def test_a_full_disk_is_said_and_somebody_without_the_right_is_told_whom_to_ask(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    fill_the_disk(register.office)
    _window, page = _open(register, runner, qtbot)
    qtbot.waitUntil(page.list.states.error.isVisible)
    assert page.list.again.isVisible()
    other = shown(a_window(register.office, "lasare", runner), qtbot)
    other.navigate("duplicates", "")
    assert not isinstance(other.page(), DuplicatesPage)


def test_a_protected_person_in_a_pair_has_name_number_shield_and_word_alone() -> None:
    open_one = Facts(party_id=uuid4(), kind=PartyKind.PERSON, name="Anna Ek", number="K-1")
    closed = replace(open_one, party_id=uuid4(), number="K-2", is_protected=True)
    pair = LikePair(first=open_one, second=closed, likenesses=(Likeness.NAME,), score=40)
    first, second, *_rest = row_of(0, pair).cells
    assert (first.text, first.icon) == ("Anna Ek  K-1", "")
    assert (second.text, second.icon) == ("Anna Ek  K-2  Skyddad", "shield")
