"""Purposes on the card: a box by keyboard, a word for a yes, numbers before what stays."""

from __future__ import annotations

import dataclasses
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from registerdesk.domain.fields import Purpose
from registerdesk.domain.selections import Segment
from registerdesk.domain.staff import Permission
from registerdesk.ui.background import Runner
from registerdesk.ui.kit.confirm import ConfirmDialog
from registerdesk.ui.kit.text import language
from registerdesk.ui.pages.parties import PartiesPage
from registerdesk.ui.register.party_card import PartyCard
from registerdesk.ui.register.purpose_sheet import PurposeRow, name_of
from registerdesk.ui.register.purpose_switches import YesQuestion
from registerdesk.ui.register.value_question import ValueQuestion
from registerdesk.usecases.desk import Visit, use_case
from registerdesk.usecases.party_cards import view_card
from registerdesk.usecases.purpose_switches import PersonPurpose, switch_purpose
from tests.makers import an_origin
from tests.ui.pages.windows import Register, a_register, a_window, shown

KEY = Qt.Key


@pytest.fixture
def register(tmp_path: Path) -> Register:
    """Give a small register."""
    return a_register(tmp_path)


def opened(register: Register, runner: Runner, qtbot: QtBot, user: str = "handl") -> PartyCard:
    window = shown(a_window(register.office, user, runner), qtbot)
    window.navigate("customers", str(register.anna))
    page = window.page()
    assert isinstance(page, PartiesPage)
    card = page.card
    qtbot.waitUntil(lambda: bool(card.overview.purposes.rows))
    return card


def row(card: PartyCard, purpose: Purpose) -> PurposeRow:
    return card.overview.purposes.rows[purpose]


def rest(runner: Runner, qtbot: QtBot) -> None:
    """Wait until nothing is asked of the office any more: its database serves one at a time."""
    came: list[bool] = []
    for count in range(1, 6):
        runner.ask(lambda: True, came.append)
        qtbot.waitUntil(partial(has, came, count))


def has(came: list[bool], count: int) -> bool:
    return len(came) >= count


def stored(register: Register, runner: Runner, qtbot: QtBot, purpose: Purpose) -> PersonPurpose:
    rest(runner, qtbot)
    card = register.office.do("handl", view_card, register.anna)
    return next(each for each in card.purposes if each.purpose is purpose)


def press(card: PartyCard, purpose: Purpose) -> None:
    box = row(card, purpose).box
    box.setFocus()
    QTest.keyClick(box, KEY.Key_Space)


def test_each_purpose_stands_with_its_basis_and_the_fixed_ones_say_why(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    card = opened(register, runner, qtbot)
    contract = row(card, Purpose.CONTRACT)
    assert contract.box.isHidden()
    assert contract.under.text() == "Behövs för avtalet med personen (artikel 6.1 b)."
    statistics = row(card, Purpose.STATISTICS)
    assert statistics.box.isVisible()
    assert statistics.box.isChecked()
    assert statistics.under.text() == "Berättigat intresse. Inget besked."
    assert not row(card, Purpose.MARKETING).box.isChecked()


def test_space_says_no_at_once_and_undo_takes_it_back(
    register: Register, runner: Runner, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = opened(register, runner, qtbot)
    said: list[tuple[object, ...]] = []
    monkeypatch.setattr(card.context, "toast", lambda *words: said.append(words))
    press(card, Purpose.STATISTICS)
    qtbot.waitUntil(lambda: "Nej sedan 2026-11-23" in row(card, Purpose.STATISTICS).under.text())
    assert not stored(register, runner, qtbot, Purpose.STATISTICS).is_on
    assert row(card, Purpose.STATISTICS).box.hasFocus()
    words, undo = said[0]
    assert words == "Statistik: av."
    assert callable(undo)
    undo()
    qtbot.waitUntil(row(card, Purpose.STATISTICS).box.isChecked)
    assert stored(register, runner, qtbot, Purpose.STATISTICS).how == "Ångrat direkt"
    assert said[1][0] == "Statistik: på."


def test_a_yes_to_what_needs_consent_asks_how_it_was_said(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    card = opened(register, runner, qtbot)
    press(card, Purpose.MARKETING)
    question = card.purposes.dialog
    assert isinstance(question, YesQuestion)
    assert not row(card, Purpose.MARKETING).box.isChecked()
    question.verb.click()
    qtbot.waitUntil(lambda: "Skriv hur" in question.error.text())
    QTest.keyClicks(question.how, "I telefon")
    question.verb.click()
    qtbot.waitUntil(row(card, Purpose.MARKETING).box.isChecked)
    assert "Ja sedan 2026-11-23 (I telefon)" in row(card, Purpose.MARKETING).under.text()


def test_switching_profiling_off_says_in_numbers_what_is_erased(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    office, anna = register.office, register.anna
    office.do("handl", switch_purpose, anna, Purpose.PROFILING, "Blankett", on=True)
    office.do("handl", _select, register)
    card = opened(register, runner, qtbot)
    press(card, Purpose.PROFILING)
    dialog = card.purposes.dialog
    assert isinstance(dialog, ConfirmDialog)
    dialog.reject()
    assert stored(register, runner, qtbot, Purpose.PROFILING).emptied == 1
    press(card, Purpose.PROFILING)
    dialog = card.purposes.dialog
    assert isinstance(dialog, ConfirmDialog)
    dialog.deed.click()
    qtbot.waitUntil(lambda: not row(card, Purpose.PROFILING).box.isChecked())
    assert stored(register, runner, qtbot, Purpose.PROFILING).emptied == 0


@use_case(Permission.OWN_PROFILE)
def _select(visit: Visit, register: Register) -> None:
    visit.note("placed")
    segment = Segment(
        id=visit.new_id(),
        party_id=register.anna,
        **dataclasses.asdict(an_origin(purpose=Purpose.PROFILING)),
        recorded_by=visit.actor,
        recorded_at=visit.now,
        segment="Storkund",
        derived_from="Köp",
    )
    visit.office.segments.add(segment)


def test_a_refused_switch_is_said_and_the_box_stays(
    register: Register, runner: Runner, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = opened(register, runner, qtbot)
    said: list[str] = []
    monkeypatch.setattr(card.context, "toast", lambda words, *_more: said.append(words))
    rest(runner, qtbot)
    with register.office.database.transaction() as connection:
        connection.exec_driver_sql(
            "UPDATE purpose_setting SET is_active = 0 WHERE purpose = 'statistics'"
        )
    press(card, Purpose.STATISTICS)
    qtbot.waitUntil(lambda: said == ["Ändamålet används inte."])
    assert row(card, Purpose.STATISTICS).box.isChecked()


def test_whoever_does_not_write_consents_sees_no_box(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    card = opened(register, runner, qtbot, "ekonomi")
    assert all(each.box.isHidden() for each in card.overview.purposes.rows.values())
    assert row(card, Purpose.STATISTICS).name.text() == "Statistik"


def test_an_english_window_uses_the_english_name_where_there_is_one(
    register: Register, runner: Runner, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    statistics = stored(register, runner, qtbot, Purpose.STATISTICS)
    monkeypatch.setattr(language, "code", "en")
    assert name_of(statistics) == "Statistics"
    assert name_of(dataclasses.replace(statistics, text_en="")) == "Statistik"


def test_adding_a_value_offers_the_purposes_in_use(
    register: Register, runner: Runner, qtbot: QtBot
) -> None:
    with register.office.database.transaction() as connection:
        connection.exec_driver_sql(
            "UPDATE purpose_setting SET is_active = 0 WHERE purpose = 'marketing'"
        )
    card = opened(register, runner, qtbot)
    card.questions.ask_value()
    question = card.questions.dialog
    assert isinstance(question, ValueQuestion)
    question.choose("segments")
    qtbot.waitUntil(lambda: question.purpose.count() == 1)
    assert question.purpose.currentText() == "Profilering och urval"
