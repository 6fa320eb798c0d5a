"""Nothing noted of a call is lost: by Esc, a second call, a lock, a crash, a switch of user."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from registerdesk.domain.errors import NotFound
from registerdesk.domain.identity_checks import IdentityMethod
from registerdesk.ui.background import Runner
from registerdesk.ui.call.notes import CallNotes, as_text, from_text
from registerdesk.ui.kit.idle import IdleWatch
from registerdesk.usecases.drafts import open_draft, own_drafts
from tests.ui.call.phones import CTRL, ENTER, ESC, F2, CallOffice, Phone

ONE, TWO = Qt.Key.Key_1, Qt.Key.Key_2


def halfway(phone: Phone) -> CallNotes:
    """Take a call as far as the note, and return what was noted."""
    phone.take("0605")
    for key in (ONE, TWO, ENTER, TWO):
        phone.key(key)
    phone.quiet()
    phone.type("adressen")
    return phone.panel.notes()


def drafts(phone: Phone, user: str = "handl") -> list[CallNotes]:
    """Return somebody's drafts as the office keeps them."""
    do = phone.office.do

    def look() -> list[CallNotes]:
        kept = do(user, own_drafts, "call")
        return [from_text(do(user, open_draft, each.draft_id)) for each in kept]

    return phone.ask(look)


def test_notes_come_back_from_their_text_as_they_were(phone: Phone) -> None:
    notes = halfway(phone)
    assert from_text(as_text(notes)) == notes


def test_the_draft_is_written_while_the_call_goes_on_and_only_once(phone: Phone) -> None:
    notes = halfway(phone)
    phone.panel.drafting.start(1)
    phone.until(lambda: drafts(phone) == [notes])
    phone.quiet()
    written = phone.acts().count("draft.saved")
    phone.quiet()
    assert phone.acts().count("draft.saved") == written, "what did not change is not written"


def test_the_draft_is_sealed_to_its_writer(phone: Phone) -> None:
    halfway(phone)
    phone.panel.drafting.start(1)
    phone.until(lambda: bool(drafts(phone)))
    phone.panel.drafting.stop()
    phone.quiet()
    (kept,) = phone.office.do("handl", own_drafts, "call")
    assert phone.office.do("handl2", own_drafts, "call") == ()
    with pytest.raises(NotFound):
        phone.office.do("handl2", open_draft, kept.draft_id)
    cells = phone.office.inside("handl", lambda visit: visit.office.drafts.find())
    assert all(b"adressen" not in draft.cell for draft in cells)


def test_esc_closes_an_empty_panel_and_the_focus_goes_back(phone: Phone) -> None:
    phone.ring()
    phone.key(ESC)
    assert phone.window.calls.panel is None
    assert phone.focus() is phone.window.search


def test_esc_asks_when_something_is_noted_and_esc_goes_on(phone: Phone) -> None:
    halfway(phone)
    phone.key(ESC)
    assert phone.focus() is phone.panel.foot.leave
    phone.key(ESC)
    phone.until_focus(lambda: phone.panel.last.note)
    assert not phone.panel.foot.is_asking()


def test_enter_keeps_the_draft_which_waits_as_a_tab(phone: Phone) -> None:
    notes = halfway(phone)
    phone.key(ESC)
    phone.key(ENTER)
    assert phone.window.calls.panel is None
    phone.quiet()
    assert drafts(phone) == [notes]
    phone.ring()
    (tab,) = phone.panel.tabs.buttons
    assert tab.text() == "Anna Lindqvist"
    tab.click()
    phone.quiet()
    assert phone.panel.notes() == notes


def test_k_discards_the_call_and_its_draft(phone: Phone) -> None:
    halfway(phone)
    phone.panel.drafting.start(1)
    phone.until(lambda: bool(drafts(phone)))
    phone.key(ESC)
    phone.key(Qt.Key.Key_K)
    assert phone.window.calls.panel is None
    phone.quiet()
    assert drafts(phone) == []
    assert phone.contacts() == ()


def test_a_second_call_parks_the_first_and_both_are_saved(phone: Phone) -> None:
    first = halfway(phone)
    phone.key(F2)
    phone.until_focus(lambda: phone.panel.caller.field)
    assert not phone.panel.has_content()
    assert [tab.text() for tab in phone.panel.tabs.buttons] == ["Anna Lindqvist"]
    phone.type("0640")
    phone.key(ENTER)
    phone.quiet()
    phone.key(Qt.Key.Key_Tab, CTRL)
    phone.quiet()
    assert phone.panel.notes() == first
    phone.key(ENTER, CTRL)
    maria = phone.people["Maria Ek"]
    phone.until(
        lambda: phone.window.calls.panel is not None and phone.panel.notes().party_id == maria
    )
    phone.quiet()
    assert phone.window.calls.parked == [], "the call that was put aside comes back by itself"
    phone.key(Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    phone.key(Qt.Key.Key_8)
    phone.save()
    assert len(phone.contacts()) == 2
    assert drafts(phone) == [], "a saved call leaves no draft"


def test_a_call_put_aside_comes_back_when_the_second_is_closed(phone: Phone) -> None:
    first = halfway(phone)
    phone.key(F2)
    phone.until_focus(lambda: phone.panel.caller.field)
    phone.key(ESC)
    phone.quiet()
    assert phone.panel.notes() == first
    assert phone.panel.isAncestorOf(phone.focus())


def test_a_draft_that_was_kept_waits_until_somebody_asks_for_it(phone: Phone) -> None:
    halfway(phone)
    phone.key(ESC)
    phone.key(ENTER)
    phone.ring()
    phone.key(ESC)
    assert phone.window.calls.panel is None
    assert len(phone.window.calls.parked) == 1


def test_after_a_lock_everything_is_where_it_was_and_the_draft_was_written(phone: Phone) -> None:
    notes = halfway(phone)
    phone.lock()
    assert drafts(phone) == [notes]
    phone.unlock()
    assert phone.panel.notes() == notes
    phone.save()
    assert drafts(phone) == []
    assert len(phone.requests()) == 1


def test_a_lock_while_the_card_is_fetched_does_not_lose_the_card(phone: Phone) -> None:
    phone.ring()
    phone.type("0605")
    phone.quiet()
    phone.key(ENTER)
    phone.lock()
    phone.unlock()
    assert phone.panel.caller.fact() == "Anna Lindqvist K-10482"


def test_a_call_that_was_saved_as_the_window_locked_is_not_saved_twice(phone: Phone) -> None:
    halfway(phone)
    keeper = phone.panel.keeper
    phone.key(ENTER, CTRL)
    while keeper.outcome is None:  # the worker is done, the window has not heard of it
        time.sleep(0.001)
    phone.lock()
    phone.unlock()
    assert phone.window.calls.panel is None
    assert len(phone.contacts()) == 1
    assert drafts(phone) == []


def test_after_a_crash_or_a_switch_of_user_the_draft_is_offered(
    made: CallOffice, runner: Runner, qtbot: QtBot
) -> None:
    phone = Phone(made, runner, qtbot, "handl")
    notes = halfway(phone)
    phone.window.before_lock()
    phone.quiet()
    phone.window.close()
    other = Phone(made, runner, qtbot, "handl2")
    other.window.greet(None, ())
    other.quiet()
    assert other.window.calls.parked == []
    other.window.close()
    again = Phone(made, runner, qtbot, "handl")
    again.window.greet(None, ())
    again.until(lambda: again.toast().startswith("Ett samtal från"))
    assert again.window.toasts.button.accessibleName() == "Fortsätt, Ctrl Z"
    again.window.toasts.undo()
    again.quiet()
    assert again.panel.notes() == notes
    again.save()
    assert drafts(again) == []
    assert len(again.contacts()) == 1


def test_a_draft_that_cannot_be_written_is_told(phone: Phone) -> None:
    halfway(phone)
    phone.panel.keeper.draft_id = phone.people["Maria Ek"]  # no draft has this id
    phone.panel.drafting.start(1)
    phone.until(lambda: phone.panel.head.said.text() == "Utkastet kunde inte skrivas")
    phone.panel.drafting.stop()
    phone.quiet()
    assert phone.panel.has_content()


def test_the_window_stays_open_fifteen_minutes_while_somebody_is_on_the_phone(
    phone: Phone,
) -> None:
    idle: IdleWatch = phone.window.idle
    idle.stop()
    assert idle.limit() == 5
    halfway(phone)
    assert idle.limit() == 15
    locked: list[None] = []
    idle.expired.connect(lambda: locked.append(None))
    for _second in range(15 * 60 - 1):
        idle.tick()
    assert locked == []
    idle.tick()
    assert len(locked) == 1


def test_typing_elsewhere_for_five_minutes_gives_the_offices_own_minutes_back(
    phone: Phone,
) -> None:
    idle: IdleWatch = phone.window.idle
    idle.stop()
    halfway(phone)
    for _second in range(5 * 60 + 1):
        idle.tick()
    phone.window.search.setFocus()
    phone.type("x")
    assert idle.limit() == 5


def test_what_v_shows_is_masked_when_the_window_locks(phone: Phone) -> None:
    phone.take("0605")
    phone.panel.identity.rows.held.emit()
    row = phone.panel.identity.rows.rows[IdentityMethod.LAST_FOUR]
    phone.until(lambda: row.answer == "2385")
    phone.lock()
    assert row.answer == "••••"
