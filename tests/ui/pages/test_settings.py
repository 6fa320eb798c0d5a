"""Settings by keyboard: the office, staff, security and appearance, each as far as one may."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from registerdesk.domain.errors import NotAllowed
from registerdesk.domain.staff import Role
from registerdesk.keyring.keyring import Keyring
from registerdesk.ui.background import Runner
from registerdesk.ui.kit.confirm import ConfirmDialog
from registerdesk.ui.kit.text import language
from registerdesk.ui.kit.theme import theme
from registerdesk.ui.main_window import MainWindow
from registerdesk.ui.pages.settings import SettingsPage, account
from registerdesk.ui.settings.appearance import AppearanceSection
from registerdesk.ui.settings.office import OfficeSection
from registerdesk.ui.settings.security import SecuritySection
from registerdesk.ui.settings.staff import StaffSection
from registerdesk.ui.staff.roles_dialog import RolesDialog
from registerdesk.ui.staff.secret_dialog import SecretDialog
from registerdesk.usecases.office_profile import view_office
from registerdesk.usecases.places import Places
from tests.makers import PASSWORD, SmallOffice, an_office
from tests.ui.keys import type_text
from tests.ui.looks import nameless
from tests.ui.office_window import open_page

CONTROL = Qt.KeyboardModifier.ControlModifier
NEW = "sju vilda getter äter"
Opened = Callable[..., SettingsPage]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[SmallOffice]:
    """Give an office of six people."""
    made = an_office(tmp_path)
    yield made
    made.close()


@pytest.fixture
def opened(office: SmallOffice, runner: Runner, qtbot: QtBot) -> Iterator[Opened]:
    """Give what opens the settings of somebody at a section."""
    windows: list[MainWindow] = []

    def open_as(user: str, section: str = "") -> SettingsPage:
        window, page = open_page(SettingsPage, office, user, runner, argument=section)
        qtbot.addWidget(window)
        windows.append(window)
        assert isinstance(page, SettingsPage)
        return page

    yield open_as
    windows.clear()


def write(editor: QWidget, text: str) -> None:
    assert isinstance(editor, QLineEdit)
    editor.setFocus()
    editor.clear()
    type_text(editor, text)


def save(page: SettingsPage) -> None:
    page.window().activateWindow()
    QApplication.processEvents()
    QTest.keyClick(page.tabs, Qt.Key.Key_Return, CONTROL)


def staff_of(page: SettingsPage, qtbot: QtBot) -> StaffSection:
    section = page.section()
    assert isinstance(section, StaffSection)
    qtbot.waitUntil(lambda: section.table.rows.rowCount() > 0)
    return section


def choose(section: StaffSection, user: str) -> None:
    places = [person.user_name for person in section._people.values()]
    section.table.selectRow(places.index(user))


def toast_of(page: SettingsPage) -> str:
    window = page.window()
    assert isinstance(window, MainWindow)
    return window.toasts.label.text()


def test_each_person_has_the_tabs_that_they_may_use(opened: Opened) -> None:
    assert list(opened("admin").sections) == ["office", "staff", "security", "appearance"]
    assert list(opened("ombud").sections) == ["office", "staff", "security", "appearance"]
    assert list(opened("lasare").sections) == ["office", "security", "appearance"]


def test_everything_that_takes_the_focus_has_a_name(opened: Opened, qtbot: QtBot) -> None:
    page = opened("admin")
    for section in ("office", "staff", "security", "appearance"):
        page.open(section)
        QApplication.processEvents()
        assert nameless(page) == []
    staff_of(opened("admin", "staff"), qtbot)


def test_the_office_is_changed_and_its_name_shows_at_sign_in(
    opened: Opened, office: SmallOffice, qtbot: QtBot
) -> None:
    page = opened("admin", "office")
    section = page.section()
    assert isinstance(section, OfficeSection)
    qtbot.waitUntil(lambda: section.fields.text("name") == "Ekbackens Handel AB")
    assert section.fields.text("org_number") == "556000-0167"
    write(section.fields.editor("name"), "Ekbackens Bygg AB")
    write(section.days, "10")
    write(section.letters.editor("forwarding"), "Skatteverket, 123 45 EKBY")
    save(page)
    qtbot.waitUntil(lambda: toast_of(page) == "Sparat.")
    kept = office.do("admin", view_office)
    assert (kept.name, kept.target_days) == ("Ekbackens Bygg AB", 10)
    assert kept.forwarding == "Skatteverket, 123 45 EKBY"
    shown = Keyring.load(Places(office.folder).keyring).sign_in_list()
    assert shown.office_name == "Ekbackens Bygg AB"
    assert kept.keyring_generation == office.keys("admin").generation
    assert page.leave()


def test_a_wrong_field_is_told_and_nothing_is_saved(
    opened: Opened, office: SmallOffice, qtbot: QtBot
) -> None:
    page = opened("admin", "office")
    section = page.section()
    assert isinstance(section, OfficeSection)
    qtbot.waitUntil(lambda: section.fields.text("name") != "")
    write(section.fields.editor("postal_code"), "12")
    save(page)
    assert QApplication.focusWidget() is section.fields.editor("postal_code")
    assert section.fields.editor("postal_code").accessibleDescription()
    assert not page.leave()
    page._discard()
    assert section.fields.text("postal_code") == "123 45"
    write(section.days, "99")
    save(page)
    assert section.days.accessibleDescription()
    section.days.clear()
    save(page)
    assert section.days.accessibleDescription() == "Fyll i fältet."
    assert section._profile is not None
    assert section._profile.target_days == 14


def test_only_an_administrator_changes_the_office(opened: Opened, qtbot: QtBot) -> None:
    page = opened("handl", "office")
    section = page.section()
    assert isinstance(section, OfficeSection)
    qtbot.waitUntil(lambda: section.fields.text("name") != "")
    assert section.save_button.isHidden()
    assert not section.fields.isEnabled()
    save(page)
    assert section.error.isHidden()


def test_somebody_is_invited_and_the_code_is_shown_once(
    opened: Opened, office: SmallOffice, qtbot: QtBot
) -> None:
    page = opened("admin", "staff")
    section = staff_of(page, qtbot)
    save(page)
    dialog = section.dialog
    assert isinstance(dialog, RolesDialog)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.fields.editor("display_name").accessibleDescription() == "Fyll i fältet."
    write(dialog.fields.editor("display_name"), "Nyss Anställd")
    write(dialog.fields.editor("user_name"), "ny")
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.error.text() == "Välj minst en roll."
    dialog.boxes[Role.READER].setFocus()
    QTest.keyClick(dialog.boxes[Role.READER], Qt.Key.Key_Space)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(section.dialog, SecretDialog))
    code = section.dialog
    assert isinstance(code, SecretDialog)
    QTest.keyClick(code, Qt.Key.Key_Escape)
    assert code.isVisible()
    code.noted.setFocus()
    QTest.keyClick(code.noted, Qt.Key.Key_Space)
    QTest.keyClick(code, Qt.Key.Key_Escape)
    assert not code.isVisible()
    assert "ny" in [person.user_name for person in office.keys("admin").people()]


def test_a_taken_user_name_is_told_in_the_dialog(opened: Opened, qtbot: QtBot) -> None:
    page = opened("admin", "staff")
    section = staff_of(page, qtbot)
    section.ask_invite()
    dialog = section.dialog
    assert isinstance(dialog, RolesDialog)
    write(dialog.fields.editor("display_name"), "En Till")
    write(dialog.fields.editor("user_name"), "handl")
    dialog.boxes[Role.READER].setChecked(True)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not dialog.error.isHidden())
    assert dialog.deed.isEnabled()


def test_roles_are_changed_and_what_waits_is_shown(
    opened: Opened, office: SmallOffice, qtbot: QtBot
) -> None:
    page = opened("admin", "staff")
    section = staff_of(page, qtbot)
    choose(section, "lasare")
    QTest.keyClick(section.table, Qt.Key.Key_Return)
    dialog = section.dialog
    assert isinstance(dialog, RolesDialog)
    assert dialog.roles() == (Role.READER,)
    dialog.boxes[Role.ADMINISTRATOR].setChecked(True)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not section.waiting.isHidden())
    assert len(section.waiting.buttons) == 1
    section.waiting.buttons[0].setFocus()
    QTest.keyClick(section.waiting.buttons[0], Qt.Key.Key_Space)
    qtbot.waitUntil(section.waiting.isHidden)
    people = {person.user_name: person for person in office.keys("admin").people()}
    assert set(people["lasare"].roles) == {"administrator", "reader"}


def test_disabling_asks_in_numbers_and_for_the_password(
    opened: Opened, office: SmallOffice, qtbot: QtBot
) -> None:
    page = opened("admin", "staff")
    section = staff_of(page, qtbot)
    choose(section, "ombud")
    section.ask_disable()
    dialog = section.dialog
    assert isinstance(dialog, ConfirmDialog)
    write(dialog.password, "fel lösenord helt")
    dialog.deed.click()
    qtbot.waitUntil(lambda: not section.error.isHidden())
    assert office.keys("admin").people()[-1].state == "active"
    section.ask_disable()
    again = section.dialog
    assert isinstance(again, ConfirmDialog)
    write(again.password, PASSWORD)
    again.deed.click()
    qtbot.waitUntil(lambda: toast_of(page) == "Sparat.")
    gone = next(p for p in office.keys("admin").people() if p.user_name == "ombud")
    assert gone.state == "disabled"
    with pytest.raises(NotAllowed):
        Keyring.load(Places(office.folder).keyring).unlock("ombud", PASSWORD)


def test_a_one_time_code_takes_the_place_of_a_password(
    opened: Opened, office: SmallOffice, qtbot: QtBot
) -> None:
    page = opened("admin", "staff")
    section = staff_of(page, qtbot)
    choose(section, "handl")
    section.ask_code()
    dialog = section.dialog
    assert isinstance(dialog, ConfirmDialog)
    write(dialog.password, PASSWORD)
    dialog.deed.click()
    qtbot.waitUntil(lambda: isinstance(section.dialog, SecretDialog))
    handl = next(p for p in office.keys("admin").people() if p.user_name == "handl")
    assert handl.state == "invited"


def test_nobody_shuts_themselves_out(opened: Opened, qtbot: QtBot) -> None:
    page = opened("admin", "staff")
    section = staff_of(page, qtbot)
    choose(section, "admin")
    assert not section.disable_button.isEnabled()
    assert not section.code_button.isEnabled()


def test_the_ombud_sees_the_staff_and_changes_nothing(opened: Opened, qtbot: QtBot) -> None:
    page = opened("ombud", "staff")
    section = staff_of(page, qtbot)
    assert section.invite_button.isHidden()
    assert section.disable_button.isHidden()


def test_the_own_password_is_changed(opened: Opened, office: SmallOffice, qtbot: QtBot) -> None:
    page = opened("lasare", "security")
    section = page.section()
    assert isinstance(section, SecuritySection)
    save(page)
    assert section.old.editor("old").accessibleDescription()
    write(section.old.editor("old"), "inte rätt lösenord")
    write(section.new.password, NEW)
    write(section.new.again, NEW)
    save(page)
    qtbot.waitUntil(section.change_button.isEnabled)
    assert section.old.editor("old").accessibleDescription() == "Fel lösenord."
    write(section.old.editor("old"), PASSWORD)
    save(page)
    qtbot.waitUntil(lambda: section.new.text() == "")
    Keyring.load(Places(office.folder).keyring).unlock("lasare", NEW).lock()


def test_the_lock_follows_at_once(opened: Opened, office: SmallOffice, qtbot: QtBot) -> None:
    page = opened("admin", "security")
    section = page.section()
    assert isinstance(section, SecuritySection)
    box = section.lock.editor("lock_minutes")
    assert isinstance(box, QComboBox)
    qtbot.waitUntil(lambda: section._profile is not None)
    heard: list[int] = []
    page.context.extras["profile_changed"] = lambda profile: heard.append(profile.lock_minutes)
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: heard == [6])
    assert office.do("admin", view_office).lock_minutes == 6


def test_the_names_at_sign_in_can_be_hidden(
    opened: Opened, office: SmallOffice, qtbot: QtBot
) -> None:
    page = opened("admin", "security")
    section = page.section()
    assert isinstance(section, SecuritySection)
    assert section.listed.isChecked()
    section.listed.setFocus()
    QTest.keyClick(section.listed, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: toast_of(page) == "Sparat.")
    shown = Keyring.load(Places(office.folder).keyring).sign_in_list()
    assert not shown.list_shown
    assert shown.people == ()


def test_a_new_recovery_key_makes_the_old_sheet_worthless(
    opened: Opened, office: SmallOffice, qtbot: QtBot
) -> None:
    page = opened("admin", "security")
    section = page.section()
    assert isinstance(section, SecuritySection)
    section.ask_new_key()
    dialog = section.findChild(ConfirmDialog)
    assert dialog is not None
    write(dialog.password, PASSWORD)
    dialog.deed.click()
    qtbot.waitUntil(lambda: section.findChild(SecretDialog) is not None)
    with pytest.raises(NotAllowed):
        Keyring.load(Places(office.folder).keyring).unlock_with_recovery_key(office.recovery_key)


def test_appearance_takes_effect_at_once_and_is_kept(opened: Opened) -> None:
    page = opened("lasare", "appearance")
    section = page.section()
    assert isinstance(section, AppearanceSection)
    for name, value in (("scheme", "dark"), ("percent", "125"), ("density", "compact")):
        box = section.fields.editor(name)
        assert isinstance(box, QComboBox)
        box.setCurrentIndex(box.findData(value))
    assert (theme.scheme, theme.appearance.percent, theme.appearance.compact) == ("dark", 125, True)
    kept = page.context.settings
    assert [kept.get(name) for name in ("scheme", "percent", "density")] == [
        "dark",
        "125",
        "compact",
    ]


def test_the_language_changes_and_the_tab_stays(opened: Opened) -> None:
    page = opened("lasare", "appearance")
    window = page.window()
    assert isinstance(window, MainWindow)
    section = page.section()
    assert isinstance(section, AppearanceSection)
    section.fields.set_text("language", "en")
    assert language.code == "en"
    assert window.context.settings.get("language") == "en"
    rebuilt = window.page()
    assert isinstance(rebuilt, SettingsPage)
    assert isinstance(rebuilt.section(), AppearanceSection)


def test_my_account_opens_at_the_password(
    office: SmallOffice, runner: Runner, qtbot: QtBot
) -> None:
    window, page = open_page(account, office, "lasare", runner)
    qtbot.addWidget(window)
    assert isinstance(page, SettingsPage)
    assert isinstance(page.section(), SecuritySection)
