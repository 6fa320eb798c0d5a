"""A telephone program says who rings: the panel searches, and nothing under way is lost."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from registerdesk.ui.background import Runner
from registerdesk.ui.call.caller_step import SETTLE_MS
from registerdesk.ui.calls import MOST_RINGING
from registerdesk.ui.rings import Rings
from tests.ui.call.phones import CTRL, ENTER, ESC, CallOffice, Phone

ANNA, ERIK = "0701740605", "+46701740612"


def ring(phone: Phone, number: str) -> None:
    """Let a number ring, and wait for what the search says."""
    phone.window.calls.ring(number)
    phone.quiet()


def chosen(phone: Phone) -> str:
    """Return the row that Enter would take."""
    entry = phone.panel.caller._entry()
    return entry.title if entry else ""


def test_the_caller_is_found_and_nobody_is_taken(phone: Phone) -> None:
    ring(phone, ANNA)
    assert chosen(phone) == "Anna Lindqvist"
    assert not phone.panel.has_content()
    phone.key(ENTER)
    phone.quiet()
    assert phone.panel.notes().party_id == phone.people["Anna Lindqvist"]


def test_the_next_call_takes_the_place_of_nothing(phone: Phone) -> None:
    phone.ring()
    ring(phone, ANNA)
    assert chosen(phone) == "Anna Lindqvist"
    assert phone.window.calls.parked == []


def test_a_second_call_waits_beside_the_one_under_way(phone: Phone) -> None:
    phone.take("0605")
    notes = phone.panel.notes()
    ring(phone, ERIK)
    ring(phone, ERIK)
    assert phone.panel.notes() == notes
    assert [each.ringing for each in phone.window.calls.parked] == [ERIK]
    assert "Ett annat samtal väntar." in phone.toast()
    phone.window.toasts.undo()
    phone.quiet()
    assert chosen(phone) == "Erik Lindström"
    assert [each.notes for each in phone.window.calls.parked] == [notes]


def test_a_call_that_waits_is_offered_again_when_the_first_is_over(phone: Phone) -> None:
    phone.take("0605")
    ring(phone, ERIK)
    phone.window.toasts.clear()
    phone.key(ESC)
    phone.key(ENTER)
    phone.quiet()
    while "Ett annat samtal" not in phone.toast():
        phone.window.toasts._next()
    phone.window.toasts.undo()
    phone.quiet()
    assert chosen(phone) == "Erik Lindström"


def test_a_lock_writes_no_draft_of_a_call_that_nobody_took(phone: Phone) -> None:
    phone.take("0605")
    ring(phone, ERIK)
    phone.lock()
    phone.unlock()
    assert phone.acts().count("draft.saved") == 1
    assert [each.ringing for each in phone.window.calls.parked] == [ERIK]


def test_what_is_being_typed_elsewhere_keeps_the_focus(phone: Phone) -> None:
    phone.type("Anders")
    field = phone.focus()
    ring(phone, ANNA)
    assert phone.focus() is field
    assert phone.panel.caller.field.text() == ANNA
    phone.window.search.clear()
    ring(phone, ANNA)
    assert phone.focus() is field


def test_a_flood_of_calls_is_a_handful_of_offers(phone: Phone) -> None:
    phone.take("0605")
    notes = phone.panel.notes()
    for number in range(1000):
        phone.window.calls.ring(f"{number:06}")
    phone.quiet()
    waiting = [each.ringing for each in phone.window.calls.parked]
    assert waiting == [f"{number:06}" for number in range(1000 - MOST_RINGING, 1000)]
    assert phone.panel.notes() == notes
    offer = phone.window.calls.parked[0]
    phone.window.calls.parked.clear()
    phone.window.calls._take(offer)
    assert phone.panel.notes() == notes


def test_a_flood_of_calls_from_nobody_leaves_no_row_in_the_log(phone: Phone, qtbot: QtBot) -> None:
    before = phone.acts()
    for number in range(1000):
        phone.window.calls.ring(f"0999{number:06}")
    phone.quiet()
    qtbot.wait(SETTLE_MS + 100)
    phone.quiet()
    assert phone.acts() == before
    assert "0999000000" in phone.panel.caller.hint.text()
    phone.panel.caller.field.setFocus()
    phone.panel.caller.field.clear()
    phone.until(lambda: phone.acts()[len(before) :] == ["callers.listed"])


def test_a_call_that_finds_somebody_leaves_one_row(phone: Phone) -> None:
    before = len(phone.acts())
    ring(phone, ANNA)
    ring(phone, ANNA)
    phone.until(lambda: phone.acts()[before:] == ["search"])
    assert phone.window.calls.parked == [], "it is the call that stands there already"


def test_a_number_that_somebody_types_is_logged_whatever_it_finds(phone: Phone) -> None:
    ring(phone, "0999000000")
    before = len(phone.acts())
    phone.panel.caller.field.setFocus()
    phone.type("1")
    phone.until(lambda: phone.acts()[before:] == ["search"])


def test_of_a_flood_the_first_is_put_through_and_then_the_newest(qtbot: QtBot) -> None:
    rings, heard = Rings(rest=0), list[str]()
    rings.put_through.connect(heard.append)
    for number in range(1000):
        rings.ring(str(number))
    assert heard == ["0"]
    qtbot.waitUntil(lambda: len(heard) > 1)
    assert heard == ["0", "999"]
    rings.ring("1000")
    rings.ring("1001")
    rings.stop()
    qtbot.wait(20)
    assert heard == ["0", "999", "1000"]


def test_a_role_without_calls_is_told_so(made: CallOffice, runner: Runner, qtbot: QtBot) -> None:
    phone = Phone(made, runner, qtbot, "admin")
    ring(phone, ANNA)
    assert phone.window.calls.panel is None
    assert phone.toast() == "Det ingår inte i din roll."


def test_saving_offers_the_call_that_waits(phone: Phone) -> None:
    phone.take("0605")
    ring(phone, ERIK)
    for digit in "12":
        phone.type(digit)
    phone.key(ENTER)
    phone.quiet()
    phone.type("1")
    phone.quiet()
    phone.window.toasts.clear()
    phone.key(ENTER, CTRL)
    phone.until(lambda: phone.window.calls.panel is None)
    said = [each.words for each in phone.window.toasts._waiting]
    assert "Ett annat samtal väntar." in [phone.toast(), *said]
