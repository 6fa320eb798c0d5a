"""The first run: by keyboard from welcome to sign-in; nothing on disk before the fifth step."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from registerdesk.domain.office import OfficeProfile
from registerdesk.domain.staff import Role
from registerdesk.keyring.costs import Cost
from registerdesk.ui.background import Runner
from registerdesk.ui.kit.text import language
from registerdesk.ui.pages.first_run import BEGIN, PERSON, PLACE, RECOVERY, FirstRun
from registerdesk.usecases.offices import FirstPerson, NewOffice, prepare_office, sign_in
from registerdesk.usecases.places import Station
from registerdesk.usecases.recovery_keys import groups_of
from tests.makers import PASSWORD, TODAY, Clock, an_office
from tests.ui.keys import type_text

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def today() -> date:
    return TODAY


def cheaply(profile: OfficeProfile, first: FirstPerson) -> NewOffice:
    return prepare_office(profile, first, cost=Cost.for_tests())


@pytest.fixture
def wizard(qtbot: QtBot, runner: Runner) -> FirstRun:
    """Give the wizard at its first step."""
    page = FirstRun(runner, prepare=cheaply, today=today)
    qtbot.addWidget(page)
    page.resize(1024, 700)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    return page


def on(wizard: FirstRun) -> None:
    """Press Ctrl+Enter."""
    QTest.keyClick(QApplication.focusWidget() or wizard, Qt.Key.Key_Return, CONTROL)


def write(editor: object, text: str) -> None:
    assert isinstance(editor, QLineEdit)
    editor.setFocus()
    editor.clear()
    type_text(editor, text)


def describe(wizard: FirstRun) -> None:
    """Go through office and person."""
    on(wizard)
    write(wizard.office.fields.editor("name"), "Mälarkontoret AB")
    write(wizard.office.fields.editor("org_number"), "556000-0167")
    on(wizard)
    write(wizard.person.fields.editor("name"), "Karin Holm")
    write(wizard.person.fields.editor("user_name"), "karin")
    write(wizard.person.password.password, PASSWORD)
    write(wizard.person.password.again, PASSWORD)


def make_key(wizard: FirstRun, qtbot: QtBot) -> str:
    """Go on to the key and return it."""
    describe(wizard)
    on(wizard)
    qtbot.waitUntil(lambda: wizard.stack.currentIndex() == RECOVERY)
    assert wizard._office is not None
    return wizard._office.recovery_key


def prove(wizard: FirstRun, key: str) -> None:
    """Type the whole key from the paper."""
    wizard.recovery.by_hand.setFocus()
    QTest.keyClick(wizard.recovery.by_hand, Qt.Key.Key_Space)
    write(wizard.recovery.whole.editor("key"), key.lower().replace("-", " "))
    on(wizard)


def test_an_office_is_set_up_by_keyboard_and_opens(
    wizard: FirstRun, qtbot: QtBot, tmp_path: Path
) -> None:
    key = make_key(wizard, qtbot)
    prove(wizard, key)
    assert wizard.stack.currentIndex() == PLACE
    folder = tmp_path / "kontoret"
    write(wizard.place.folder.field, str(folder))
    assert not folder.exists()
    on(wizard)
    qtbot.waitUntil(lambda: wizard.stack.currentIndex() == BEGIN)
    assert not wizard.back.isVisible()
    with qtbot.waitSignal(wizard.created) as told:
        on(wizard)
    assert told.args == [str(folder)]
    assert wizard.next_page == "imports"
    station = Station("desk-1", tmp_path / "state")
    session = sign_in(folder, "karin", PASSWORD, clock=Clock(), station=station)
    assert set(session.keys.roles) == {role.value for role in Role}
    session.close()


def test_nothing_is_on_disk_before_the_fifth_step(
    wizard: FirstRun, qtbot: QtBot, own_home: Path
) -> None:
    before = {path for path in own_home.rglob("*") if path.is_file()}
    prove(wizard, make_key(wizard, qtbot))
    assert wizard.stack.currentIndex() == PLACE
    assert {path for path in own_home.rglob("*") if path.is_file()} == before


def test_the_office_needs_a_name_and_a_number_that_is_one(wizard: FirstRun) -> None:
    on(wizard)
    write(wizard.office.fields.editor("org_number"), "556000-0168")
    on(wizard)
    assert wizard.stack.currentIndex() == 1
    assert QApplication.focusWidget() is wizard.office.fields.editor("name")
    assert wizard.office.fields.editor("name").accessibleDescription() == "Fyll i fältet."
    assert wizard.office.fields.editor("org_number").accessibleDescription()


@pytest.mark.parametrize(
    ("password", "again", "words"),
    [
        ("kort", "kort", "Det behövs minst 12 tecken."),
        ("karinkarinkarin", "karinkarinkarin", "Lösenordet är för lätt att gissa."),
        (PASSWORD, PASSWORD + "x", "Lösenorden är inte lika."),
    ],
)
def test_a_password_that_will_not_do_is_told_in_words(
    wizard: FirstRun, password: str, again: str, words: str
) -> None:
    describe(wizard)
    write(wizard.person.password.password, password)
    write(wizard.person.password.again, again)
    on(wizard)
    assert wizard.stack.currentIndex() == PERSON
    said = [
        wizard.person.password.fields.editor(name).accessibleDescription()
        for name in ("password", "again")
    ]
    assert any(each.startswith(words.split(".", maxsplit=1)[0]) for each in said)


def test_strength_is_told_while_one_types(wizard: FirstRun, qtbot: QtBot) -> None:
    describe(wizard)
    strength = wizard.person.password.strength
    qtbot.waitUntil(lambda: strength.text() == "Skulle ta hundratals år att gissa.")


def test_duties_are_spoken_of_while_one_person_has_several(wizard: FirstRun) -> None:
    on(wizard)
    describe(wizard)
    assert not wizard.person.duties.isHidden()
    for role, box in wizard.person.roles.items():
        if role is not Role.ADMINISTRATOR:
            box.setFocus()
            QTest.keyClick(box, Qt.Key.Key_Space)
    assert wizard.person.duties.isHidden()
    assert wizard.person.person().roles == (Role.ADMINISTRATOR,)


def test_the_key_must_be_typed_back_right(wizard: FirstRun, qtbot: QtBot) -> None:
    key = make_key(wizard, qtbot)
    prove(wizard, key[:-1] + ("0" if key[-1] != "0" else "1"))
    assert wizard.stack.currentIndex() == RECOVERY
    assert wizard.recovery.whole.editor("key").accessibleDescription()


def test_two_groups_are_enough_once_the_sheet_is_printed(wizard: FirstRun, qtbot: QtBot) -> None:
    groups = groups_of(make_key(wizard, qtbot))
    wizard.recovery.printer.printed = True
    on(wizard)
    assert wizard.recovery.whole.isHidden()
    write(wizard.recovery.groups.editor("3"), groups[2].lower())
    write(wizard.recovery.groups.editor("7"), "ZZZZZ")
    on(wizard)
    assert wizard.stack.currentIndex() == RECOVERY
    write(wizard.recovery.groups.editor("7"), groups[6])
    on(wizard)
    assert wizard.stack.currentIndex() == PLACE


def test_the_key_is_hidden_while_it_is_typed_and_can_be_shown_again(
    wizard: FirstRun, qtbot: QtBot
) -> None:
    make_key(wizard, qtbot)
    wizard.recovery.by_hand.click()
    wizard.recovery.again.click()
    assert wizard.recovery.whole.isHidden()
    assert not wizard.recovery.again.isVisible()


def test_going_back_without_a_change_keeps_the_key_and_a_change_makes_a_new_one(
    wizard: FirstRun, qtbot: QtBot
) -> None:
    key = make_key(wizard, qtbot)
    QTest.keyClick(wizard, Qt.Key.Key_Left, ALT)
    assert wizard.stack.currentIndex() == PERSON
    on(wizard)
    qtbot.waitUntil(lambda: wizard.stack.currentIndex() == RECOVERY)
    assert wizard._office is not None
    assert wizard._office.recovery_key == key
    QTest.keyClick(wizard, Qt.Key.Key_Left, ALT)
    write(wizard.person.fields.editor("name"), "Karin Holmgren")
    on(wizard)
    qtbot.waitUntil(lambda: wizard.stack.currentIndex() == RECOVERY)
    assert wizard._office.recovery_key != key


def test_a_cloud_folder_needs_typed_consent(wizard: FirstRun, qtbot: QtBot, tmp_path: Path) -> None:
    prove(wizard, make_key(wizard, qtbot))
    write(wizard.place.folder.field, str(tmp_path / "Dropbox" / "kontoret"))
    assert not wizard.place.consent.isHidden()
    on(wizard)
    assert wizard.stack.currentIndex() == PLACE
    write(wizard.place.consent.editor("consent"), "jag förstår")
    on(wizard)
    qtbot.waitUntil(lambda: wizard.stack.currentIndex() == BEGIN)


def test_a_folder_with_an_office_is_refused(wizard: FirstRun, qtbot: QtBot, tmp_path: Path) -> None:
    office = an_office(tmp_path)
    prove(wizard, make_key(wizard, qtbot))
    write(wizard.place.folder.field, "")
    on(wizard)
    assert not wizard.place.folder.error.isHidden()
    write(wizard.place.folder.field, str(office.folder))
    on(wizard)
    assert wizard.stack.currentIndex() == PLACE
    assert "finns redan" in wizard.place.folder.error.text()
    office.close()


def test_a_folder_that_cannot_be_written_is_told(
    wizard: FirstRun, qtbot: QtBot, tmp_path: Path
) -> None:
    prove(wizard, make_key(wizard, qtbot))
    (tmp_path / "fil").write_text("")
    write(wizard.place.folder.field, str(tmp_path / "fil" / "kontoret"))
    on(wizard)
    qtbot.waitUntil(lambda: not wizard.error.isHidden())
    assert wizard.stack.currentIndex() == PLACE
    assert wizard.go_on.isEnabled()


def test_an_office_that_exists_is_opened_instead(
    wizard: FirstRun, qtbot: QtBot, tmp_path: Path
) -> None:
    office = an_office(tmp_path)
    wizard.welcome.choose_existing(tmp_path)
    on(wizard)
    assert not wizard.welcome.folder.error.isHidden()
    write(wizard.welcome.folder.field, str(office.folder))
    with qtbot.waitSignal(wizard.opened) as told:
        on(wizard)
    assert told.args == [str(office.folder)]
    office.close()


def test_the_language_changes_at_once(wizard: FirstRun) -> None:
    english = wizard.welcome.tongues["en"]
    english.setFocus()
    QTest.keyClick(english, Qt.Key.Key_Space)
    assert language.code == "en"
    assert wizard.list.spoken().startswith("Step 1 of 6, Welcome")
    assert wizard.welcome.new.text() == "Set up a new office"
