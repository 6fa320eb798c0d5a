"""Calls that wait: named by their callers, told by when they began, taken and discarded by keys."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from registerdesk.domain.parties import Protection
from registerdesk.ui.background import Runner
from registerdesk.usecases.calls import callers_named
from registerdesk.usecases.drafts import own_drafts
from registerdesk.usecases.protection import mark_protected
from tests.makers import MINUTE
from tests.ui.call.phones import CTRL, ENTER, ESC, F2, CallOffice, Phone
from tests.ui.looks import clipped

DELETE = Qt.Key.Key_Delete


def park(phone: Phone, *texts: str) -> None:
    """Take so many calls, each put aside for the next by F2, and one more that is empty."""
    for text in texts:
        phone.take(text)
    phone.ring()


def tabs(phone: Phone) -> list[str]:
    """Return what the tabs say."""
    return [tab.text() for tab in phone.panel.tabs.buttons]


def kept(phone: Phone) -> int:
    """Return how many drafts the office keeps."""
    return len(phone.ask(lambda: phone.office.do("handl", own_drafts, "call")))


def test_five_calls_keep_their_names_and_none_is_cut(phone: Phone) -> None:
    phone.window.resize(1024, 700)
    park(phone, "0605", "0631", "0612", "0640", "0655")
    names = ["Anna Lindqvist", "Annika Lindberg", "Erik Lindström", "Maria Ek", "Mats Andersson"]
    phone.quiet()
    assert tabs(phone) == names
    assert clipped(phone.panel.tabs) == []
    edges = [tab.mapTo(phone.panel, tab.rect().bottomRight()) for tab in phone.panel.tabs.buttons]
    assert all(edge.x() <= phone.panel.width() for edge in edges)
    phone.panel.tabs.buttons[0].click()
    phone.quiet()
    assert tabs(phone) == names[1:], "a name stays with its call, whichever is taken up"


def test_a_long_name_ends_in_an_ellipsis_and_stands_whole_in_the_tip(phone: Phone) -> None:
    name = "Wilhelmina Margareta af Silfverstråhle-Oxenstierna"
    phone.ring()
    phone.type(name)
    phone.quiet()
    phone.key(ENTER)
    phone.key(F2)
    (tab,) = phone.panel.tabs.buttons
    assert tab.text().endswith("…")
    assert tab.toolTip().startswith(name)


def test_a_caller_without_a_name_is_the_number_or_the_moment_of_the_call(phone: Phone) -> None:
    phone.take("08 465 004 11")
    park(phone)
    assert tabs(phone) == ["08 465 004 11"]
    phone.key(ESC)
    phone.quiet()
    phone.panel.caller.stranger.clear()
    phone.panel.last.note.show_text("Ringer om fakturan", typed=True)
    park(phone)
    assert tabs(phone) == ["Samtal från idag 12:00"]


def test_a_protected_person_is_not_named_on_the_tab(phone: Phone) -> None:
    anna = phone.people["Anna Lindqvist"]
    phone.office.do("handl", mark_protected, anna, Protection.MARKED)
    phone.take("K-10482")
    phone.key(Qt.Key.Key_P)
    phone.quiet()
    assert phone.panel.caller.fact() == "Anna Lindqvist K-10482"
    park(phone)
    assert tabs(phone) == ["Samtal från idag 12:00"]
    assert phone.ask(lambda: phone.office.do("handl", callers_named, [anna])) == {}


def test_delete_discards_a_call_and_undo_brings_it_back(phone: Phone) -> None:
    park(phone, "0605", "0640")
    phone.quiet()
    assert kept(phone) == 2
    notes = phone.window.calls.parked[0].notes
    phone.panel.tabs.buttons[0].setFocus()
    phone.key(DELETE)
    assert tabs(phone) == ["Maria Ek"]
    assert phone.focus() is phone.panel.tabs.buttons[0], "the next one, so Delete can go on"
    assert kept(phone) == 1
    assert phone.toast() == "Kastat: Anna Lindqvist."
    phone.window.toasts.undo()
    assert tabs(phone) == ["Anna Lindqvist", "Maria Ek"]
    assert kept(phone) == 2
    phone.panel.tabs.buttons[0].click()
    phone.quiet()
    assert phone.panel.notes() == notes


def test_the_last_tab_that_is_discarded_leads_back_to_the_step_at_work(phone: Phone) -> None:
    park(phone, "0605")
    phone.panel.tabs._tabs[0].cross.click()
    assert tabs(phone) == []
    assert phone.focus() is phone.panel.caller.field
    phone.key(Qt.Key.Key_Z, CTRL)
    assert tabs(phone) == ["Anna Lindqvist"], "the key of the toast, from an empty field"
    phone.panel.tabs._tabs[0].cross.click()
    phone.type("x")
    phone.key(Qt.Key.Key_Z, CTRL)
    assert tabs(phone) == []
    assert phone.panel.caller.field.text() == "", "what was typed is undone first"
    phone.panel.last.note.setFocus()
    phone.key(Qt.Key.Key_Z, CTRL)
    assert tabs(phone) == ["Anna Lindqvist"]
    phone.window.calls.discard(7)
    assert tabs(phone) == ["Anna Lindqvist"]


def test_f2_takes_the_call_that_waits_and_opens_no_third_one(phone: Phone) -> None:
    phone.take("0605")
    phone.window.calls.ring("+46701740612")
    phone.quiet()
    (tab,) = phone.panel.tabs.buttons
    assert tab.accessibleName() == "070-174 06 12, F2"
    assert phone.window.toasts.button.accessibleName() == "Ta det, F2"
    phone.key(F2)
    phone.quiet()
    entry = phone.panel.caller._entry()
    assert entry is not None
    assert entry.title == "Erik Lindström"
    assert tabs(phone) == ["Anna Lindqvist"]
    phone.key(F2)
    assert phone.panel.caller.field.text() == "", "nothing waits to be taken: a new call"


def test_a_call_that_nobody_took_is_discarded_and_comes_back_without_a_draft(phone: Phone) -> None:
    phone.take("0605")
    phone.window.calls.ring("+46701740612")
    phone.window.calls.discard(0)
    assert tabs(phone) == []
    phone.window.toasts._next()
    phone.window.toasts.undo()
    assert tabs(phone) == ["070-174 06 12"]
    assert kept(phone) == 0


def test_kept_drafts_say_when_their_calls_began_and_whose_they_are(
    made: CallOffice, runner: Runner, qtbot: QtBot
) -> None:
    phone = Phone(made, runner, qtbot, "handl")
    phone.take("0605")
    phone.quiet()
    began = phone.panel.notes().started_at
    made.office.clock.now += 60 * MINUTE
    phone.key(ESC)
    phone.key(ENTER)
    phone.take("Nils Okand")
    phone.key(ENTER)
    phone.key(ESC)
    phone.key(ENTER)
    phone.quiet()
    phone.window.close()
    again = Phone(made, runner, qtbot, "handl")
    again.window.greet(None, ())
    again.until(lambda: len(again.window.calls.parked) == 2)
    assert [each.at for each in again.window.calls.parked] == [began + 60 * MINUTE, began]
    assert again.toast() == "Ett samtal från idag 13:00 är inte sparat."
    again.ring()
    assert tabs(again) == ["Nils Okand", "Anna Lindqvist"]
    assert "idag 12:00" in again.panel.tabs.buttons[1].toolTip()
    again.window.calls.find_drafts()
    again.quiet()
    assert len(tabs(again)) == 2, "what waits already is not found again"
    before = again.acts().count("draft.saved")
    again.lock()
    again.unlock()
    assert again.acts().count("draft.saved") == before, "what is kept is not written anew"
