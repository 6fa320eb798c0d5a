"""Signing in with the recovery key or a one-time code: what opens, and what is refused."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from registerdesk.domain.staff import Role
from registerdesk.keyring import codes
from registerdesk.ui.background import Runner
from registerdesk.ui.pages.other_sign_in import CODE, OtherSignIn
from registerdesk.usecases.offices import Session
from registerdesk.usecases.places import Station
from registerdesk.usecases.staff import invite_person
from tests.makers import PASSWORD, SmallOffice, an_office
from tests.ui.keys import type_text


@pytest.fixture
def office(tmp_path: Path) -> SmallOffice:
    """Give an office of six people."""
    return an_office(tmp_path)


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    """Give what the dialog stands over."""
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


@pytest.fixture
def dialog(
    page: QWidget, qtbot: QtBot, runner: Runner, office: SmallOffice, tmp_path: Path
) -> OtherSignIn:
    """Give the dialog over the sign-in page."""
    station = Station("desk-1", tmp_path / "state")
    made = OtherSignIn(page, runner, office.folder, clock=office.clock, station=station)
    with qtbot.waitExposed(made):
        made.open()
    return made


def write(editor: QWidget, text: str) -> None:
    assert isinstance(editor, QLineEdit)
    editor.setFocus()
    type_text(editor, text)


def press(dialog: OtherSignIn) -> None:
    QTest.keyClick(dialog, Qt.Key.Key_Return)


def test_the_recovery_key_opens_the_office(
    dialog: OtherSignIn, office: SmallOffice, qtbot: QtBot
) -> None:
    office.close()
    write(dialog.key.editor("key"), office.recovery_key.lower())
    with qtbot.waitSignal(dialog.entered) as told:
        press(dialog)
    session: Session = told.args[0]
    assert session.keys.is_recovery
    assert dialog.key.text("key") == ""
    session.close()


def test_a_typing_error_in_the_key_is_told_under_it(dialog: OtherSignIn, qtbot: QtBot) -> None:
    write(dialog.key.editor("key"), "ABCDE")
    press(dialog)
    qtbot.waitUntil(lambda: dialog.key.editor("key").accessibleDescription() != "")
    assert dialog.deed.isEnabled()


def test_a_key_of_another_office_is_refused(dialog: OtherSignIn, qtbot: QtBot) -> None:
    write(dialog.key.editor("key"), codes.new_code(codes.RECOVERY_KEY))
    press(dialog)
    qtbot.waitUntil(lambda: not dialog.error.isHidden())
    assert dialog.deed.isEnabled()


def test_a_one_time_code_sets_the_first_password(
    dialog: OtherSignIn, office: SmallOffice, qtbot: QtBot
) -> None:
    _id, code = office.do("admin", invite_person, "ny", "Nyss Anställd", (Role.READER,))
    office.close()
    dialog.tabs.setFocus()
    QTest.keyClick(dialog.tabs, Qt.Key.Key_Right)
    assert dialog.stack.currentIndex() == CODE
    write(dialog.code.editor("code"), code)
    write(dialog.password.password, "sju vilda getter äter")
    press(dialog)
    assert dialog.password.again.accessibleDescription()
    write(dialog.password.again, "sju vilda getter äter")
    with qtbot.waitSignal(dialog.entered) as told:
        press(dialog)
    session: Session = told.args[0]
    assert session.keys.user_name == "ny"
    assert dialog.password.text() == ""
    session.close()


def test_a_used_code_is_refused(dialog: OtherSignIn, qtbot: QtBot) -> None:
    dialog.tabs.setCurrentIndex(CODE)
    write(dialog.code.editor("code"), codes.new_code(codes.ONE_TIME_CODE))
    write(dialog.password.password, PASSWORD)
    write(dialog.password.again, PASSWORD)
    press(dialog)
    qtbot.waitUntil(lambda: not dialog.error.isHidden())


def test_escape_leaves_nothing_behind(dialog: OtherSignIn) -> None:
    write(dialog.key.editor("key"), "ABCDE")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert dialog.key.text("key") == ""
