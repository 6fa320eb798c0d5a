"""A restricted person in the window: the band, what opens it, what is refused, and the end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from registerdesk.domain.restrictions import RestrictionGround
from registerdesk.domain.tasks import TaskKind
from registerdesk.ui.background import Runner
from registerdesk.ui.main_window import MainWindow
from registerdesk.ui.pages.parties import PartiesPage
from registerdesk.ui.register.hit_words import entry_of
from registerdesk.ui.register.party_card import PartyCard
from registerdesk.ui.register.restriction_questions import LiftQuestion, RestrictQuestion
from registerdesk.usecases.restrictions import NewRestriction, restrict
from registerdesk.usecases.search import find
from registerdesk.usecases.tasks import list_tasks
from tests.ui.looks import clipped, nameless
from tests.ui.pages.windows import NUMBER, Register, a_register, a_window, shown

KEY = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
SINCE = date(2026, 10, 2)
NEW = NewRestriction(ground=RestrictionGround.ACCURACY, since=SINCE, asked_by="Anna")
Opened = Callable[..., PartyCard]


@pytest.fixture
def register(tmp_path: Path) -> Register:
    """Give a small register."""
    return a_register(tmp_path)


@pytest.fixture
def opened(register: Register, runner: Runner, qtbot: QtBot) -> Opened:
    """Give what opens Anna's card for a member of staff."""

    def open_as(user: str = "handl") -> PartyCard:
        window = shown(a_window(register.office, user, runner), qtbot)
        window.navigate("customers", str(register.anna))
        page = window.page()
        assert isinstance(page, PartiesPage)
        qtbot.waitUntil(lambda: page.card.card is not None)
        _rest(page.card, qtbot)
        return page.card

    return open_as


def _has(came: list[bool], count: int) -> bool:
    return len(came) >= count


def _rest(card: PartyCard, qtbot: QtBot) -> None:
    """Wait until nothing is asked of the office any more: its database serves one at a time."""
    came: list[bool] = []
    for count in range(1, 6):
        card.context.runner.ask(lambda: True, came.append)
        qtbot.waitUntil(partial(_has, came, count))


def _tabs(card: PartyCard) -> list[str]:
    return [
        card.tabs.tabText(at).split("  ")[0]
        for at in range(card.tabs.count())
        if card.tabs.isTabVisible(at)
    ]


def _words(card: PartyCard) -> str:
    return " ".join(label.text() for label in card.overview.findChildren(QLabel))


def test_the_band_stands_over_identity_and_status_and_a_digit_opens_the_rest(
    register: Register, opened: Opened, qtbot: QtBot
) -> None:
    register.office.do("handl", restrict, register.anna, NEW)
    card = opened()
    assert card.band.isVisible()
    assert card.band.banner.label.text() == (
        "Behandlingen är begränsad sedan 2026-10-02. Endast lagring."
    )
    assert _tabs(card) == ["Översikt", "Uppgifter", "Begäranden"]
    assert "Storgatan" not in _words(card)
    assert not nameless(card.band)
    QTest.keyClick(card.tabs, KEY.Key_2)
    qtbot.waitUntil(lambda: "Storgatan 14 B" in _words(card))
    assert "Kontakter" in _tabs(card)
    assert "öppnad för: Rättsligt anspråk" in card.band.banner.under.text()
    _rest(card, qtbot)
    events = [row.event for row in register.office.log()]
    assert {e.purpose for e in events if e.act == "restriction.relied_on"} == {"rights", "claims"}
    QTest.keyClick(card.tabs, KEY.Key_V)
    number = card.overview.facts.number
    assert number is not None
    qtbot.waitUntil(lambda: number.text() == NUMBER)
    card.tabs.setCurrentIndex(card.tabs.count() - 1)
    _rest(card, qtbot)
    assert "history.viewed" in register.office.acts()


def test_editing_is_refused_with_the_reason_in_every_way(
    register: Register, opened: Opened, qtbot: QtBot
) -> None:
    register.office.do("handl", restrict, register.anna, NEW)
    card = opened()
    assert not card.head.edit_button.isEnabled()
    assert "begränsad" in card.head.edit_button.toolTip()
    window = card.window()
    assert isinstance(window, MainWindow)
    said = []
    card.context.toast = lambda words, *_more: said.append(words)
    QTest.keyClick(card.tabs, KEY.Key_E)
    QTest.keyClick(card, KEY.Key_E, CONTROL)
    card.questions.ask_value()
    assert len(said) == 3
    assert all("begränsad" in words for words in said)
    assert card.questions.dialog is None
    actions = [action.text() for action in card.head.menu().actions()]
    assert "Häv spärren …" in actions
    assert "Avsluta relation …" not in actions


def test_the_question_restricts_and_its_undo_takes_it_back(
    register: Register, opened: Opened, qtbot: QtBot
) -> None:
    card = opened()
    card.head.restrict_wanted.emit()
    dialog = card.questions.dialog
    assert isinstance(dialog, RestrictQuestion)
    assert not nameless(dialog)
    assert not clipped(dialog)
    for wrong in ("inte en dag", "", "2026-11-24"):
        dialog.day.setText(wrong)
        dialog.verb.click()
        qtbot.waitUntil(lambda: not dialog.error.isHidden())
        dialog.error.hide()
    dialog.day.setText("2026-11-20")
    dialog.asked_by.setText("Anna själv")
    dialog.ground.set_value(RestrictionGround.OBJECTION)
    dialog.verb.click()
    qtbot.waitUntil(card.band.isVisible)
    assert "invändning" in card.band.banner.under.text()
    window = card.window()
    assert isinstance(window, MainWindow)
    window.toasts.undo()
    qtbot.waitUntil(lambda: not card.band.isVisible())
    _rest(card, qtbot)
    assert "restriction.undone" in register.office.acts()


def test_lifting_asks_first_for_the_person_to_be_told(
    register: Register, opened: Opened, qtbot: QtBot
) -> None:
    register.office.do("handl", restrict, register.anna, NEW)
    card = opened()
    card.head.lift_wanted.emit()
    dialog = card.questions.dialog
    assert isinstance(dialog, LiftQuestion)
    assert not nameless(dialog)
    dialog.verb.click()
    qtbot.waitUntil(lambda: not dialog.error.isHidden())
    assert "innan begränsningen hävs" in dialog.error.text()
    dialog.day.setText("x")
    dialog.verb.click()
    dialog.plan.click()
    qtbot.waitUntil(lambda: not dialog.isVisible())
    _rest(card, qtbot)
    (task,) = register.office.do("handl", list_tasks)
    assert task.task.kind is TaskKind.TELL_BEFORE_LIFTING
    card.questions.ask_lift()
    again = card.questions.dialog
    assert isinstance(again, LiftQuestion)
    again.day.setText("2026-11-22")
    again.reason.setPlainText("Adressen är rättad.")
    again.verb.click()
    qtbot.waitUntil(lambda: not card.band.isVisible())
    assert "Storgatan 14 B" in _words(card)
    _rest(card, qtbot)
    assert register.office.do("handl", list_tasks) == ()


def test_a_reader_sees_the_band_and_no_way_to_lift_it(register: Register, opened: Opened) -> None:
    register.office.do("handl", restrict, register.anna, NEW)
    card = opened("lasare")
    assert card.band.isVisible()
    assert card.head.more_button.isHidden()


def test_a_hit_has_a_lock_and_says_so(register: Register) -> None:
    register.office.do("handl", restrict, register.anna, NEW)
    (hit,) = register.office.do("handl", find, "lindqvist").persons
    entry = entry_of(hit, SINCE)
    assert (entry.icon, entry.chip) == ("lock", "Begränsad")
    assert "Begränsad" in entry.spoken
    assert "070" not in entry.line
