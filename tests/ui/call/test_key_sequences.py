"""The five rows of the count table, key by key; and the keys that must not be taken for others."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from registerdesk.domain.identity_checks import IdentityMethod
from registerdesk.domain.rights_requests import Right
from registerdesk.ui.call.digits import shifted_digit
from tests.ui.call.phones import ALT, CTRL, DOWN, ENTER, F2, KEYPAD, NONE, SHIFT, Phone

ONE, TWO = Qt.Key.Key_1, Qt.Key.Key_2


def through(phone: Phone, text: str, *, down: int = 0, checks: tuple[Qt.Key, ...]) -> None:
    """Hit the whole sequence, waiting only where a person sees the focus move."""
    phone.key(F2)
    phone.until_focus(lambda: phone.panel.caller.field)
    phone.type(text)
    for _time in range(down):
        phone.key(DOWN)
    phone.key(ENTER)
    phone.until_focus(lambda: phone.panel.identity.rows)
    for check in checks:
        phone.key(check)
    phone.key(ENTER)
    phone.until_focus(lambda: phone.panel.matter.tiles)
    phone.key(ONE)
    phone.until_focus(lambda: phone.panel.last.note)
    phone.save()


@pytest.mark.parametrize(
    ("text", "down", "checks", "keys", "name"),
    [
        ("0605", 0, (ONE, TWO), 11, "Anna Lindqvist"),
        ("anna l", 0, (ONE, TWO), 13, "Anna Lindqvist"),
        ("lind", 2, (ONE, TWO), 13, ""),
        ("0640", 0, (), 9, "Maria Ek"),
        ("andersson m", 0, (ONE, TWO), 18, "Mats Andersson"),
    ],
)
def test_an_access_request_takes_as_many_keys_as_the_table_says(
    phone: Phone, text: str, down: int, checks: tuple[Qt.Key, ...], keys: int, name: str
) -> None:
    through(phone, text, down=down, checks=checks)
    assert phone.count == keys
    (request,) = phone.requests()
    assert request.right is Right.ACCESS
    assert request.received_on == date(2026, 11, 23)
    assert request.owner == phone.office.keys("handl").user_id
    assert phone.toast() == (
        "Begäran B-2026-0001 registrerad. Svar senast onsdag 2026-12-23."
    )  # one month from 2026-11-23
    if name:
        assert request.party_id == phone.people[name]


def test_the_third_hit_is_the_third_row_that_was_shown(phone: Phone) -> None:
    phone.ring()
    phone.type("lind")
    phone.quiet()
    third = phone.panel.caller.list.entries.entry(2)
    phone.key(DOWN)
    phone.key(DOWN)
    phone.key(ENTER)
    phone.quiet()
    assert str(phone.panel.lookup.party_id) == getattr(third, "id", "")


def test_keys_hit_before_the_hits_are_there_reach_the_next_step(phone: Phone) -> None:
    phone.ring()
    phone.type("0605")
    for key in (ENTER, ONE, TWO, ENTER, ONE):
        phone.key(key)
    phone.until_focus(lambda: phone.panel.last.note)
    phone.quiet()
    notes = phone.panel.notes()
    assert notes.party_id == phone.people["Anna Lindqvist"]
    assert notes.identity == (IdentityMethod.LAST_FOUR, IdentityMethod.POSTAL_ADDRESS)
    assert notes.digits == (1,)


def test_digits_in_the_search_tick_nothing_and_choose_nothing(phone: Phone) -> None:
    phone.ring()
    phone.type("0612")
    phone.quiet()
    assert phone.panel.caller.field.text() == "0612"
    assert phone.panel.identity.checked() == ()
    assert phone.panel.matter.digits() == ()


def test_digits_at_the_right_of_the_keyboard_count_as_digits(phone: Phone) -> None:
    phone.take("0605")
    phone.key(ONE, KEYPAD)
    phone.key(TWO, KEYPAD)
    phone.key(Qt.Key.Key_Enter, KEYPAD)
    phone.key(Qt.Key.Key_3, KEYPAD)
    phone.quiet()
    assert len(phone.panel.identity.checked()) == 2
    assert phone.panel.matter.digits() == (3,)
    phone.key(Qt.Key.Key_Enter, CTRL | KEYPAD)
    phone.until(lambda: phone.window.calls.panel is None)
    assert [request.right for request in phone.requests()] == [Right.ERASURE]


def test_alt_and_a_digit_goes_to_the_step_from_the_note_too(phone: Phone) -> None:
    phone.take("0605")
    phone.key(Qt.Key.Key_4, ALT)
    phone.until_focus(lambda: phone.panel.last.note)
    phone.key(Qt.Key.Key_2, ALT)
    phone.until_focus(lambda: phone.panel.identity.rows)
    phone.key(Qt.Key.Key_3, ALT)
    phone.until_focus(lambda: phone.panel.matter.tiles)
    phone.key(Qt.Key.Key_1, ALT)
    phone.until_focus(lambda: phone.panel.caller.field)
    assert phone.panel.lookup.party_id == phone.people["Anna Lindqvist"]


def test_shift_and_a_digit_makes_two_cases_of_one_call(phone: Phone) -> None:
    phone.take("0605")
    phone.key(ENTER)
    phone.key(ONE, SHIFT)
    phone.until_focus(lambda: phone.panel.matter.tiles)
    phone.key(TWO)
    phone.quiet()
    assert phone.panel.matter.digits() == (1, 2)
    phone.save()
    assert {request.right for request in phone.requests()} == {Right.ACCESS, Right.RECTIFICATION}
    assert len(phone.contacts()) == 1


@pytest.mark.parametrize(
    ("text", "digit"), [("!", 1), ('"', 2), ("#", 3), ("¤", 4), ("%", 5), ("(", 8), (")", 9)]
)
def test_a_swedish_keyboards_shifted_digits_are_known_by_what_they_type(
    qapp: QApplication, text: str, digit: int
) -> None:
    assert qapp is not None
    event = QKeyEvent(QEvent.Type.KeyPress, ord(text), SHIFT, text)
    assert shifted_digit(event) == digit
    assert shifted_digit(QKeyEvent(QEvent.Type.KeyPress, ord(text), NONE, text)) == 0


def test_a_plain_digit_takes_the_place_of_the_one_before(phone: Phone) -> None:
    phone.take("0605")
    phone.key(ENTER)
    phone.key(ONE)
    phone.key(Qt.Key.Key_3, ALT)
    phone.key(Qt.Key.Key_8)
    phone.quiet()
    assert phone.panel.matter.digits() == (8,)
    phone.save()
    assert phone.requests() == []
    assert phone.toast() == "Samtalet är sparat."


def test_ctrl_enter_goes_to_what_is_missing_instead_of_saving(phone: Phone) -> None:
    phone.ring()
    phone.key(ENTER, CTRL)
    assert phone.focus() is phone.panel.caller.field
    phone.type("0605")
    phone.key(ENTER)
    phone.quiet()
    phone.key(ENTER, CTRL)
    assert phone.focus() is phone.panel.matter.tiles
    assert phone.contacts() == ()
