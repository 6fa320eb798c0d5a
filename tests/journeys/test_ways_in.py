"""Ways in: the recovery key from the safe, a forgotten password, and nobody who has left."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from registerdesk.ui.kit.confirm import ConfirmDialog
from registerdesk.ui.pages.audit import AuditPage
from registerdesk.ui.pages.other_sign_in import OtherSignIn
from registerdesk.ui.pages.settings import STAFF, SettingsPage
from registerdesk.ui.settings.staff import StaffSection
from registerdesk.ui.staff.secret_dialog import SecretDialog
from registerdesk.usecases.sign_in_list import who_can_sign_in
from tests.journeys.computer import Computer, texts_of
from tests.makers import PASSWORD, SmallOffice

NEW = "sju vilda getter äter hallon"
READER = "Lasare Ek"


def the_other_way(computer: Computer) -> OtherSignIn:
    """Alt+N: the dialog for the recovery key and the one-time code."""
    computer.door.entrance.sign_in_page().staff.rows[0].setFocus()
    computer.press("Alt+N")
    computer.until(
        lambda: isinstance(QApplication.activeWindow(), OtherSignIn), "the dialog is open"
    )
    dialog = QApplication.activeWindow()
    assert isinstance(dialog, OtherSignIn)
    return dialog


def staff_section(computer: Computer, user: str) -> StaffSection:
    """Open the staff of the settings at one user, by keys."""
    computer.press("Ctrl+,")
    computer.quiet()
    page = computer.page(SettingsPage)
    assert QApplication.focusWidget() is page.tabs
    while not isinstance(page.section(), StaffSection):
        computer.press("Right")
    section = page.sections[STAFF]
    assert isinstance(section, StaffSection)
    computer.until(lambda: section.table.rows.rowCount() > 0, "the staff is listed")
    computer.quiet()
    computer.walk_to(section.table)
    computer.press("Home")
    for _person in section._people:
        chosen = section.chosen()
        if chosen is not None and chosen.user_name == user:
            break
        computer.press("Down")
    return section


def confirm(computer: Computer, section: StaffSection) -> None:
    """Type the own password into the question, and go on by its verb."""
    dialog = section.dialog
    assert isinstance(dialog, ConfirmDialog)
    computer.until(dialog.isActiveWindow, "the question")
    computer.walk_to(dialog.password)
    computer.type(PASSWORD)
    computer.push(dialog.deed)


def wait_out(computer: Computer) -> None:
    """Let the seconds pass after a wrong password."""
    page = computer.door.entrance.sign_in_page()
    while not page.button.isEnabled():
        page.password.tick()


def note_on_paper(computer: Computer, section: StaffSection) -> str:
    """Read the secret, say that it is on paper, close; return it."""
    computer.until(lambda: isinstance(section.dialog, SecretDialog), "the secret shows")
    dialog = section.dialog
    assert isinstance(dialog, SecretDialog)
    spoken = dialog.groups.accessibleName().split(", ")  # "1 A B C D E", "2 F G H J K"
    secret = "-".join(group.partition(" ")[2].replace(" ", "") for group in spoken)
    computer.push(dialog.noted)
    computer.push(dialog.close_button)
    computer.quiet()
    return secret


def test_the_recovery_key_opens_the_office_and_the_log_says_so(
    office: SmallOffice, computer: Computer
) -> None:
    dialog = the_other_way(computer)
    computer.type(office.recovery_key.lower())
    computer.press("Return")
    computer.until(lambda: computer.door.window is not None, "the office is open")
    computer.quiet()
    assert not dialog.isVisible()
    assert office.recovery_key not in "\n".join(computer.screen())
    computer.switch_to("Ombud Ek")
    computer.press("Alt+3")
    log = computer.page(AuditPage).table
    computer.until(log.rows.rowCount, "the log is listed")
    assert "Återställningsnyckel" in set(texts_of(log))


def test_a_key_with_a_typing_error_opens_nothing(office: SmallOffice, computer: Computer) -> None:
    dialog = the_other_way(computer)
    wrong = "0" if office.recovery_key[0] != "0" else "1"
    computer.type(wrong + office.recovery_key[1:])
    computer.press("Return")
    computer.until(dialog.deed.isEnabled, "the answer is there")
    assert dialog.key.editor("key").accessibleDescription()
    assert computer.door.window is None
    computer.press("Escape")
    assert not dialog.isVisible()
    computer.sign_in("Handl Ek")


def test_a_forgotten_password_gives_way_to_a_one_time_code(
    office: SmallOffice, computer: Computer
) -> None:
    computer.sign_in("Admin Ek")
    section = staff_section(computer, "lasare")
    computer.push(section.code_button)
    confirm(computer, section)
    code = note_on_paper(computer, section)
    computer.press("Ctrl+Shift+L")
    computer.until(lambda: computer.door.window is None, "nobody is signed in")
    dialog = the_other_way(computer)
    computer.walk_to(dialog.tabs)
    computer.press("Right")
    computer.until_focus(lambda: dialog.code.editor("code"), "the code")
    computer.type(code)
    computer.walk_to(dialog.password.password)
    computer.type(NEW)
    computer.walk_to(dialog.password.again)
    computer.type(NEW)
    computer.press("Return")
    computer.until(lambda: computer.door.window is not None, "the office is open")
    computer.quiet()
    assert computer.window.context.user.user_name == "lasare"
    computer.press("Ctrl+Shift+L")
    computer.until(lambda: computer.door.window is None, "nobody is signed in")
    computer.try_password(READER, PASSWORD)
    computer.until_seen("Fel lösenord")
    office.clock.forward(minutes=5)
    wait_out(computer)
    computer.press("Ctrl+A")
    computer.sign_in(READER, NEW)


def test_whoever_is_disabled_stands_in_no_list_and_enters_no_more(
    office: SmallOffice, computer: Computer
) -> None:
    computer.sign_in("Admin Ek")
    section = staff_section(computer, "lasare")
    computer.push(section.disable_button)
    confirm(computer, section)
    computer.hear("Sparat")
    computer.quiet()
    computer.press("Ctrl+Shift+L")
    computer.until(lambda: computer.door.window is None, "nobody is signed in")
    assert READER not in [p.display_name for p in who_can_sign_in(office.folder).people]
    assert READER not in "\n".join(computer.screen())
    page = computer.door.entrance.sign_in_page()
    page.staff.rows[0].setFocus()
    computer.press("Alt+A")
    assert QApplication.focusWidget() is page.user_field
    computer.type("lasare")
    computer.press("Return")
    computer.type(PASSWORD)
    computer.press("Return")
    computer.until_seen("Fel lösenord")
    assert computer.door.window is None
    wait_out(computer)
    computer.sign_in("Handl Ek")


def test_the_recovery_key_over_a_lock_leaves_one_window(
    office: SmallOffice, computer: Computer
) -> None:
    computer.sign_in("Handl Ek")
    locked = computer.window
    computer.lock()
    computer.press("Alt+N")
    computer.until(
        lambda: isinstance(QApplication.activeWindow(), OtherSignIn), "the dialog is open"
    )
    computer.type(office.recovery_key)
    computer.press("Return")
    computer.until(lambda: computer.door.window is not locked, "the office is open")
    computer.quiet()
    windows = [w for w in QApplication.topLevelWidgets() if w.isVisible()]
    assert windows == [computer.window]
