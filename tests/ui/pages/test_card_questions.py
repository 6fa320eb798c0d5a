"""What is done from a card: a request, a value more, undo, two people at once, a release."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from registerdesk.domain.parties import Phone
from registerdesk.domain.rights_requests import Right, RightsRequest
from registerdesk.domain.sources import Channel, Source
from registerdesk.ui.background import Runner
from registerdesk.ui.main_window import MainWindow
from registerdesk.ui.pages.parties import PartiesPage
from registerdesk.ui.register.party_card import PartyCard
from registerdesk.ui.register.release_question import ReleaseQuestion
from registerdesk.ui.register.request_question import RequestQuestion
from registerdesk.ui.register.standing_dialogs import EndRelationDialog
from registerdesk.ui.register.value_question import KINDS, ValueQuestion
from registerdesk.usecases.parties import change_value
from registerdesk.usecases.protection import propose_unmarking
from tests.makers import an_origin
from tests.ui.keys import type_text
from tests.ui.looks import clipped, nameless
from tests.ui.pages.windows import Register, a_register, a_window, shown

KEY = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
NEW = "070-174 06 99"
Opened = Callable[..., PartyCard]


@pytest.fixture
def register(tmp_path: Path) -> Register:
    """Give a small register."""
    return a_register(tmp_path)


@pytest.fixture
def opened(register: Register, runner: Runner, qtbot: QtBot) -> Opened:
    """Give what opens Anna's card, or another's, for a member of staff."""

    def open_as(user: str = "handl", whose: str = "anna") -> PartyCard:
        window = shown(a_window(register.office, user, runner), qtbot)
        window.navigate("customers", str(getattr(register, whose)))
        page = window.page()
        assert isinstance(page, PartiesPage)
        qtbot.waitUntil(lambda: page.card.card is not None)
        _rest(runner, qtbot)
        return page.card

    return open_as


def _rest(runner: Runner, qtbot: QtBot) -> None:
    """Wait until nothing is asked of the office any more: its database serves one at a time."""
    came: list[bool] = []
    for count in range(1, 5):
        runner.ask(lambda: True, came.append)
        qtbot.waitUntil(partial(_has, came, count))


def _has(came: list[bool], count: int) -> bool:
    return len(came) >= count


def _phones(register: Register) -> list[Phone]:
    return register.office.inside("handl", lambda visit: visit.office.phones.of(register.anna))


def _requests(register: Register) -> list[RightsRequest]:
    return register.office.inside(
        "ombud", lambda v: list(v.office.requests.find(party_id=register.anna))
    )


def _edit_phone(card: PartyCard, words: str) -> None:
    card.tabs.setCurrentIndex(1)
    card.values.select("phones", "typed")
    card.values.edit()
    assert card.values.editor is not None
    assert card.values.source is not None
    inner = card.values.editor.inner
    assert isinstance(inner, QLineEdit)
    inner.setText(words)
    card.values.source.set_source(Source.SUBJECT)


def _window(card: PartyCard) -> MainWindow:
    window = card.window()
    assert isinstance(window, MainWindow)
    return window


def test_ctrl_shift_b_registers_a_request_and_tells_number_and_last_day(
    register: Register, opened: Opened, qtbot: QtBot
) -> None:
    card = opened()
    QTest.keyClick(card.tabs, KEY.Key_B, CONTROL | SHIFT)
    dialog = card.questions.dialog
    assert isinstance(dialog, RequestQuestion)
    assert not nameless(dialog)
    dialog.choose(Right.ERASURE)
    dialog.day.setText("2026-11-20")
    assert dialog.outcome.text() == "Svar senast måndag 2026-12-21"
    dialog.wish.setPlainText("Ta bort allt om mig.")
    qtbot.waitUntil(dialog.isActiveWindow)
    QTest.keyClick(dialog.wish, KEY.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: "Begäranden  1" in card.tabs.words())
    _rest(_window(card).context.runner, qtbot)
    request = _requests(register)[0]
    assert (request.right, request.channel) == (Right.ERASURE, Channel.POST)
    assert request.received_on.isoformat() == "2026-11-20"
    words = f"Begäran {request.number} registrerad. Svar senast måndag 2026-12-21."
    assert _window(card).toasts.label.text() == words


def test_a_request_of_the_same_kind_and_a_day_to_come_are_told_in_the_form(
    register: Register, opened: Opened, qtbot: QtBot
) -> None:
    card = opened()
    card.questions.ask_request()
    first = card.questions.dialog
    assert isinstance(first, RequestQuestion)
    first.verb.click()
    qtbot.waitUntil(lambda: not first.isVisible())
    card.questions.ask_request()
    dialog = card.questions.dialog
    assert isinstance(dialog, RequestQuestion)
    qtbot.waitUntil(lambda: "Har redan öppen begäran B-2026-" in dialog.same.text())
    dialog.day.setText("2026-12-24")
    dialog.verb.click()
    qtbot.waitUntil(lambda: not dialog.error.isHidden())
    assert dialog.day.hasFocus()
    _rest(_window(card).context.runner, qtbot)
    assert len(_requests(register)) == 1
    dialog.reject()


def test_a_change_is_undone_with_ctrl_z_and_its_old_source_comes_back(
    register: Register, opened: Opened, qtbot: QtBot
) -> None:
    card = opened()
    before = _phones(register)[0]
    _edit_phone(card, NEW)
    card.primary()
    qtbot.waitUntil(lambda: NEW in card.head.facts.text())
    _rest(_window(card).context.runner, qtbot)
    assert _phones(register)[0].typed == NEW
    QTest.keyClick(card.values.table, KEY.Key_Z, CONTROL)
    qtbot.waitUntil(lambda: before.typed in card.head.facts.text())
    _rest(_window(card).context.runner, qtbot)
    after = _phones(register)[0]
    assert (after.typed, after.e164) == (before.typed, before.e164)
    assert card.card is not None
    value = next(v for v in card.card.values if (v.register, v.field) == ("phones", "typed"))
    assert value.source is an_origin().source


def test_an_ended_relation_runs_again_after_undo(
    register: Register, opened: Opened, qtbot: QtBot
) -> None:
    card = opened()
    card.questions.ask_end()
    dialog = card.questions.dialog
    assert isinstance(dialog, EndRelationDialog)
    dialog.verb.click()
    qtbot.waitUntil(lambda: "kund till" in card.head.facts.text())
    _window(card).activateWindow()
    qtbot.waitUntil(_window(card).isActiveWindow)
    QTest.keyClick(card.tabs, KEY.Key_Z, CONTROL)
    qtbot.waitUntil(lambda: "kund sedan 2019-03-04" in card.head.facts.text())


def test_n_adds_a_second_phone_and_the_form_says_what_is_missing(
    register: Register, opened: Opened, qtbot: QtBot
) -> None:
    card = opened()
    card.tabs.setCurrentIndex(1)
    card.values.table.setFocus()
    type_text(card.values.table, "n")
    dialog = card.questions.dialog
    assert isinstance(dialog, ValueQuestion)
    assert dialog.form is not None
    dialog.verb.click()
    assert len(_phones(register)) == 1
    editor = dialog.form.editor("typed")
    assert isinstance(editor, QLineEdit)
    editor.setText(NEW)
    dialog.verb.click()
    assert dialog.error.text() == "Ange var uppgiften kommer från."
    dialog.source.set_source(Source.SUBJECT)
    qtbot.waitUntil(dialog.isActiveWindow)
    QTest.keyClick(dialog.source, KEY.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: "Uppgifter  15" in card.tabs.words())
    _rest(_window(card).context.runner, qtbot)
    assert len(_phones(register)) == 2
    assert _phones(register)[1].source is Source.SUBJECT


def test_every_kind_of_value_has_its_fields_with_names_and_nothing_clipped(
    opened: Opened, qtbot: QtBot
) -> None:
    card = opened()
    card.questions.ask_value()
    dialog = card.questions.dialog
    assert isinstance(dialog, ValueQuestion)
    for register in KINDS:
        dialog.choose(register)
        qtbot.wait(1)
        assert not nameless(dialog)
        assert not clipped(dialog)
    dialog.choose("party_numbers")
    assert dialog.form is not None
    editor = dialog.form.editor("personal")
    assert isinstance(editor, QLineEdit)
    editor.setText("19780412-2386")
    dialog.source.set_source(Source.SUBJECT)
    dialog.verb.click()
    qtbot.waitUntil(lambda: "stämmer inte" in editor.accessibleDescription())


def test_a_value_that_a_colleague_changed_meanwhile_is_shown_and_mine_can_be_kept(
    register: Register, opened: Opened, qtbot: QtBot
) -> None:
    card = opened()
    _edit_phone(card, NEW)
    phone = _phones(register)[0]
    place = ("phones", phone.id, phone.version, "typed", "070-174 06 77", an_origin())
    register.office.do("handl2", change_value, *place)
    card.primary()
    qtbot.waitUntil(lambda: not card.values.bar.isHidden())
    assert "ändrade Telefon" in card.values.bar.label.text()
    assert "070-174 06 77" in card.values.bar.under.text()
    assert card.values.is_editing()
    card.values.bar.keep_button.click()
    qtbot.waitUntil(lambda: NEW in card.head.facts.text())
    _rest(_window(card).context.runner, qtbot)
    assert _phones(register)[0].typed == NEW
    assert not card.values.is_editing()


def test_the_colleague_s_value_can_be_taken_instead(
    register: Register, opened: Opened, qtbot: QtBot
) -> None:
    card = opened()
    _edit_phone(card, NEW)
    phone = _phones(register)[0]
    place = ("phones", phone.id, phone.version, "typed", "070-174 06 77", an_origin())
    register.office.do("handl2", change_value, *place)
    card.primary()
    qtbot.waitUntil(lambda: not card.values.bar.isHidden())
    card.values.bar.show_button.click()
    qtbot.waitUntil(lambda: "070-174 06 77" in card.head.facts.text())
    assert not card.values.is_editing()


def test_another_value_of_the_same_row_is_no_obstacle(
    register: Register, opened: Opened, qtbot: QtBot
) -> None:
    card = opened()
    card.tabs.setCurrentIndex(1)
    card.values.select("addresses", "street")
    card.values.edit()
    assert card.values.editor is not None
    assert card.values.source is not None
    inner = card.values.editor.inner
    assert isinstance(inner, QLineEdit)
    inner.setText("Lillgatan 2")
    card.values.source.set_source(Source.SUBJECT)
    address = register.office.inside("handl", lambda v: v.office.addresses.of(register.anna))[0]
    place = ("addresses", address.id, address.version, "town", "Sundbyberg", an_origin())
    register.office.do("handl2", change_value, *place)
    card.primary()
    qtbot.waitUntil(lambda: not card.values.is_editing())
    _rest(_window(card).context.runner, qtbot)
    after = register.office.inside("handl", lambda v: v.office.addresses.of(register.anna))[0]
    assert (after.street, after.town) == ("Lillgatan 2", "Sundbyberg")


def test_a_protection_ends_by_two_people(register: Register, opened: Opened, qtbot: QtBot) -> None:
    card = opened(whose="maria")
    assert card.head.menu().actions()[-1].text() == "Häv skyddet …"
    dialog = _release(card, qtbot)
    dialog.verb.click()
    qtbot.waitUntil(lambda: not dialog.isVisible())
    _rest(_window(card).context.runner, qtbot)
    assert "unmarking.proposed" in register.office.acts()
    again = _release(card, qtbot)
    assert again.verb.isHidden()
    assert "Någon annan" in again.state.text()
    again.reject()
    second = opened("handl2", "maria")
    approval = _release(second, qtbot)
    assert "föreslog det" in approval.state.text()
    approval.verb.click()
    qtbot.waitUntil(lambda: second.head.name.text() == "Maria Lindgren")
    _rest(_window(card).context.runner, qtbot)
    assert "party.unprotected" in register.office.acts()


@pytest.mark.parametrize(
    ("user", "words"), [("handl", "Ta tillbaka förslaget"), ("handl2", "Avslå")]
)
def test_a_proposed_end_of_protection_is_declined_in_the_same_question(
    register: Register, opened: Opened, qtbot: QtBot, user: str, words: str
) -> None:
    party_id = register.maria
    register.office.do("handl", propose_unmarking, party_id)
    card = opened(user, "maria")
    dialog = _release(card, qtbot)
    assert dialog.decline.text() == words
    dialog.decline.click()
    qtbot.waitUntil(lambda: not dialog.isVisible())
    _rest(_window(card).context.runner, qtbot)
    assert register.office.acts().count("unmarking.declined") == 1
    assert card.head.menu().actions()[-1].text() == "Häv skyddet …"


def _release(card: PartyCard, qtbot: QtBot) -> ReleaseQuestion:
    before = card.questions.dialog
    card.questions.ask_release()
    qtbot.waitUntil(lambda: card.questions.dialog is not before)
    dialog = card.questions.dialog
    assert isinstance(dialog, ReleaseQuestion)
    return dialog


def test_somebody_not_named_for_protected_persons_cannot_end_a_protection(opened: Opened) -> None:
    card = opened("kredit", "maria")
    assert card.head.more_button.isHidden()
