"""By keyboard alone: every page, every stop, a ring around each, every key in the sheet."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAction, QImage
from PySide6.QtWidgets import QApplication, QWidget

from registerdesk.domain.parties import Protection
from registerdesk.domain.staff import Permission, is_granted
from registerdesk.ui.kit.shortcut_sheet import ShortcutSheet
from registerdesk.usecases.calls import Call, Matter, record_call
from registerdesk.usecases.contacts import NewContact, record_contact
from registerdesk.usecases.credit_checks import record_credit_check
from registerdesk.usecases.parties import register_party
from registerdesk.usecases.protection import mark_protected
from tests.journeys.computer import MOST_STOPS, Computer
from tests.journeys.conftest import Start
from tests.makers import SmallOffice, a_credit_check, a_person, bare

HOSTILE = "<b>x</b> &amp; <i>y</i>"
USERS = ("Admin Ek", "Handl Ek", "Kredit Ek", "Ekonomi Ek", "Ombud Ek", "Lasare Ek")


def a_busy_office(office: SmallOffice) -> None:
    """Register people, one with a hostile name, with a call, a check and a case."""
    hostile = office.do("handl", register_party, bare(HOSTILE, number="K-1", note=HOSTILE))
    office.do("handl", register_party, a_person())
    hidden = office.do("handl", register_party, bare("Maria Lindgren", number="K-3"))
    office.do("handl", mark_protected, hidden, Protection.MARKED)
    office.do("kredit", record_credit_check, hostile, a_credit_check(assessment=HOSTILE))
    contact = NewContact(party_id=hostile, heading=HOSTILE, note=HOSTILE)
    office.do("handl", record_contact, contact)
    office.do("handl", record_call, Call(party_id=hostile, matters=(Matter(digit=1),)))


def stops(computer: Computer) -> list[QWidget]:
    """Walk the open page by Tab until a stop comes again; return every stop on the way."""
    found: list[QWidget] = []
    if computer.focus().isWindow():  # an empty list leaves the focus to the window
        computer.press("Tab")
    for _step in range(MOST_STOPS):
        widget = computer.focus()
        if widget in found:
            return found
        found.append(widget)
        computer.press("Tab")
    raise AssertionError("Tab never comes round")


def picture(widget: QWidget) -> QImage:
    """Return what is painted of a widget and its nearest surroundings, without a cursor's blink."""
    around = widget.parentWidget() or widget
    return around.grab().toImage()


@pytest.mark.parametrize("name", USERS)
def test_every_page_is_reached_and_left_by_keys(
    name: str, office: SmallOffice, start: Start
) -> None:
    a_busy_office(office)
    computer = start(Computer)
    computer.sign_in(name)
    computer.quiet()
    for key, item in computer.window.sidebar.items.items():
        computer.walk_to(item)
        computer.press("Space")
        assert computer.window._now[0] == key
        computer.quiet()
        assert computer.window.page() is not None
        if item.spec.shortcut:
            computer.window.navigate("account")
            computer.press(item.spec.shortcut)
            assert computer.window._now[0] == key
            computer.quiet()
        may_search = is_granted(computer.window.context.user.roles, Permission.SEARCH)
        assert (computer.window.search in stops(computer)) is may_search
        assert computer.window.sidebar.items[key] in stops(computer)


def test_the_focus_is_seen_at_every_stop(office: SmallOffice, start: Start) -> None:
    a_busy_office(office)
    computer = start(Computer)
    computer.sign_in("Handl Ek")
    computer.quiet()
    unseen = set()
    for key in computer.window.sidebar.items:
        computer.window.navigate(key)
        computer.quiet()
        for stop in stops(computer):
            stop.setFocus()
            QApplication.processEvents()
            focused = picture(stop)
            stop.clearFocus()
            QApplication.processEvents()
            if stop.isVisible() and picture(stop) == focused:
                unseen.add(f"{key}: {type(stop).__name__} {stop.accessibleName()}")
    assert unseen == set()


def test_every_key_of_the_window_stands_in_the_sheet(office: SmallOffice, start: Start) -> None:
    a_busy_office(office)
    computer = start(Computer)
    computer.sign_in("Ombud Ek")
    for key in computer.window.sidebar.items:
        computer.window.navigate(key)
        computer.quiet()
    computer.press("F1")
    computer.until(lambda: isinstance(QApplication.activeWindow(), ShortcutSheet), "the sheet")
    sheet = QApplication.activeWindow()
    assert isinstance(sheet, ShortcutSheet)
    told = {entry.action for entry in sheet.shown()}
    keyed = {action for action in computer.window.findChildren(QAction) if action.shortcuts()}
    assert {action.text() for action in keyed - told} == set()
    computer.press("Escape")
    assert not sheet.isVisible()


def test_a_hostile_name_is_shown_letter_by_letter_on_every_screen(
    office: SmallOffice, start: Start
) -> None:
    a_busy_office(office)
    computer = start(Computer)
    computer.sign_in("Handl Ek")
    for key in ("customers", "contacts", "credit_checks", "requests"):
        computer.window.navigate(key)
        computer.until_seen(HOSTILE)
        assert_no_markup(computer)
    computer.press("Ctrl+K")
    computer.type("K-1")
    computer.until_seen(HOSTILE)
    computer.press("Return")
    computer.until_seen(HOSTILE)
    for _tab in range(8):
        computer.press("Ctrl+Tab")
        computer.quiet()
        assert_no_markup(computer)
    computer.press("F2")
    computer.until(lambda: computer.window.calls.panel, "the panel")
    computer.type("K-1")
    computer.until_seen(HOSTILE)
    assert_no_markup(computer)


def assert_no_markup(computer: Computer) -> None:
    """No label reads what it shows as markup."""
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QLabel

    for label in computer.window.findChildren(QLabel):
        if "<" in label.text():
            assert label.textFormat() == Qt.TextFormat.PlainText, label.text()
    for widget in computer.window.findChildren(QWidget):
        assert not widget.toolTip().startswith("<b>x"), widget.toolTip()
