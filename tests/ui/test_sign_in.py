"""Sign-in and lock: by keyboard alone, telling what is wrong, keeping no password."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from registerdesk.ui.kit.buttons import Button
from registerdesk.ui.kit.text import language
from registerdesk.ui.pages.sign_in import LockPage, SignInPage, StaffName
from tests.ui.keys import type_text

PEOPLE = [
    StaffName(user_name="karin", display_name="Karin Holm"),
    StaffName(user_name="mats", display_name="Mats Öberg"),
]
ALT = Qt.KeyboardModifier.AltModifier
NONE = Qt.KeyboardModifier.NoModifier


def shown(qtbot: QtBot, page: SignInPage) -> SignInPage:
    qtbot.addWidget(page)
    page.resize(1024, 700)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    return page


@pytest.fixture
def page(qtbot: QtBot) -> SignInPage:
    """Give the sign-in page of an office with two members of staff."""
    return shown(qtbot, SignInPage(office="Mälarkontoret AB", staff=PEOPLE))


def press(qtbot: QtBot, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    target = QApplication.focusWidget()
    assert target is not None
    QTest.keyClick(target, key, modifiers)


def test_a_digit_picks_then_password_and_enter_submit(page: SignInPage, qtbot: QtBot) -> None:
    page.staff.rows[0].setFocus()
    press(qtbot, Qt.Key.Key_2)
    assert page.password.label.text() == "Lösenord för Mats Öberg"
    assert QApplication.focusWidget() is page.password.field
    type_text(page.password.field, "vinterns 2 tåg")
    with qtbot.waitSignal(page.submitted) as told:
        press(qtbot, Qt.Key.Key_Return)
    assert told.args == ["mats", "vinterns 2 tåg"]
    page.forget()
    assert page.password.field.text() == ""


def test_arrows_and_enter_pick_too(page: SignInPage, qtbot: QtBot) -> None:
    page.staff.rows[0].setFocus()
    press(qtbot, Qt.Key.Key_Down)
    assert QApplication.focusWidget() is page.staff.rows[1]
    press(qtbot, Qt.Key.Key_Up)
    press(qtbot, Qt.Key.Key_Return)
    assert page.staff.rows[0].isChecked()
    press(qtbot, Qt.Key.Key_Tab)


def test_another_user_types_a_name(page: SignInPage, qtbot: QtBot) -> None:
    page.staff.pick("karin")
    press(qtbot, Qt.Key.Key_A, ALT)
    assert QApplication.focusWidget() is page.user_field
    type_text(page.user_field, "eva")
    press(qtbot, Qt.Key.Key_Return)
    type_text(page.password.field, "långt nog lösen")
    with qtbot.waitSignal(page.submitted) as told:
        page.button.click()
    assert told.args == ["eva", "långt nog lösen"]


def test_without_a_list_the_name_is_typed(qtbot: QtBot) -> None:
    page = shown(qtbot, SignInPage(office="Mälarkontoret AB"))
    assert page.user_field.isVisible()
    page.button.click()
    assert QApplication.focusWidget() is page.user_field


def test_nothing_is_submitted_without_a_password(page: SignInPage, qtbot: QtBot) -> None:
    page.staff.pick("karin")
    with qtbot.assertNotEmitted(page.submitted):
        page.button.click()
    assert QApplication.focusWidget() is page.password.field


def test_a_wrong_password_counts_down_and_is_selected(page: SignInPage, qtbot: QtBot) -> None:
    page.staff.pick("karin")
    page.password.field.setText("fel lösenord här")
    page.deriving()
    assert page.button.text() == "Låser upp …"
    assert not page.button.isEnabled()
    page.wrong_password(2)
    assert page.password.error.text() == "Fel lösenord. Nytt försök om 2 s."
    assert page.password.field.selectedText() != ""
    assert not page.button.isEnabled()
    with qtbot.assertNotEmitted(page.submitted):
        press(qtbot, Qt.Key.Key_Return)
    page.password.tick()
    page.password.clear_error()
    assert page.password.error.isVisible()
    page.password.tick()
    assert page.password.error.text() == "Fel lösenord. Försök igen."
    assert page.button.isEnabled()
    type_text(page.password.field, "x")
    assert page.password.error.isHidden()


def test_caps_lock_is_told_by_the_case_of_letters(page: SignInPage, qtbot: QtBot) -> None:
    field, shift = page.password.field, Qt.KeyboardModifier.ShiftModifier
    type_text(field, "A")
    assert page.password.caps.isVisible()
    type_text(field, "A", shift)
    assert page.password.caps.isHidden()
    type_text(field, "a", shift)
    assert page.password.caps.isVisible()
    type_text(field, "1")
    assert page.password.caps.isVisible()
    type_text(field, "a")
    assert page.password.caps.isHidden()


def test_the_eye_shows_the_password_only_while_held(page: SignInPage, qtbot: QtBot) -> None:
    eye, field = page.password.field.eye, page.password.field
    QTest.mousePress(eye, Qt.MouseButton.LeftButton)
    assert field.echoMode() == QLineEdit.EchoMode.Normal
    QTest.mouseRelease(eye, Qt.MouseButton.LeftButton)
    assert field.echoMode() == QLineEdit.EchoMode.Password


def test_f8_shows_the_password_while_held_and_tab_stops_at_no_eye(page: SignInPage) -> None:
    field = page.password.field
    QTest.keyPress(field, Qt.Key.Key_F8)
    assert field.echoMode() == QLineEdit.EchoMode.Normal
    QTest.keyRelease(field, Qt.Key.Key_F8)
    assert field.echoMode() == QLineEdit.EchoMode.Password
    assert field.eye.focusPolicy() == Qt.FocusPolicy.NoFocus


def test_a_damaged_database_offers_the_backups(page: SignInPage, qtbot: QtBot) -> None:
    page.damaged()
    assert page.error.what.text() == "Databasen kunde inte öppnas."
    assert page.error.kept.text() == "Inget har ändrats."
    with qtbot.waitSignal(page.backups_wanted):
        page.error.button.click()
    page.refused("Kontoret är öppet på en annan dator.")
    assert page.error.button.isHidden()


def test_the_recovery_key_has_its_key(page: SignInPage, qtbot: QtBot) -> None:
    page.staff.rows[0].setFocus()
    with qtbot.waitSignal(page.recovery_wanted):
        press(qtbot, Qt.Key.Key_N, ALT)


def test_no_role_stands_in_the_list(page: SignInPage) -> None:
    assert [row.accessibleName() for row in page.staff.rows] == ["Karin Holm, 1", "Mats Öberg, 2"]


def test_the_page_speaks_both_languages(page: SignInPage) -> None:
    tongues = [b.text() for b in page.findChildren(Button) if b.property("tongue")]
    assert tongues == ["Svenska", "English"]
    language.switch("en")
    assert page.button.text() == "Log in"
    language.switch("sv")
    assert page.button.text() == "Logga in"


def test_the_lock_knows_one_user_and_lets_another_in(qtbot: QtBot) -> None:
    lock = LockPage(office="Mälarkontoret AB", user=PEOPLE[0])
    shown(qtbot, lock)
    assert lock.button.text() == "Lås upp"
    assert len(lock.staff.rows) == 1
    type_text(lock.password.field, "vinterns sista tåg")
    with qtbot.waitSignal(lock.submitted) as told:
        press(qtbot, Qt.Key.Key_Return)
    assert told.args == ["karin", "vinterns sista tåg"]
    lock.deriving()
    lock.ready()
    assert lock.button.text() == "Lås upp"
    control = Qt.KeyboardModifier.ControlModifier
    lock.password.field.setFocus()
    with qtbot.waitSignal(lock.switch_wanted):
        press(qtbot, Qt.Key.Key_L, control | Qt.KeyboardModifier.ShiftModifier)


def test_f1_shows_the_keys_of_the_page(page: SignInPage, qtbot: QtBot) -> None:
    page.staff.rows[0].setFocus()
    press(qtbot, Qt.Key.Key_F1)
    sheet = QApplication.activeModalWidget()
    assert sheet is not None
    sheet.close()


def test_nobody_else_is_chosen_while_the_key_is_derived(page: SignInPage, qtbot: QtBot) -> None:
    page.staff.pick("karin")
    page.deriving()
    left: list[str] = []
    page.recovery_wanted.connect(lambda: left.append("recovery"))
    for entry in page.shortcuts.entries():
        if entry.action is not None and entry.keys != ("F1",):
            entry.action.trigger()
    QTest.keyClick(page.staff.rows[1], Qt.Key.Key_2)
    page.staff.rows[1].click()
    assert left == []
    assert (page.staff.rows[0].isChecked(), page.user_field.isVisible()) == (True, False)
    page.ready()
    assert QApplication.focusWidget() is page.password.field
    press(qtbot, Qt.Key.Key_A, ALT)
    assert page.user_field.isVisible()
