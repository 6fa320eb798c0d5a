"""Lock, unlock, switch of user, crash: the exact place again, and no draft of a call lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from registerdesk.domain.identity_checks import IdentityMethod
from registerdesk.ui.call_panel import CallPanel
from registerdesk.ui.kit.idle import WARNING_SECONDS
from registerdesk.ui.pages.parties import PartiesPage
from registerdesk.ui.pages.search import SearchPage
from registerdesk.usecases.parties import register_party
from tests.journeys.computer import Computer
from tests.journeys.conftest import Start
from tests.makers import SmallOffice, a_person, bare

OFFICER, READER = "Handl Ek", "Lasare Ek"
TYPED = "Ringer från Örebro, vill ha svar på papper."
CHECKS = (IdentityMethod.LAST_FOUR, IdentityMethod.POSTAL_ADDRESS)


def two_customers(office: SmallOffice) -> None:
    """Register two people."""
    office.do("handl", register_party, a_person())
    office.do("handl", register_party, bare("Petra Sundholm", number="K-10702"))


def a_call_under_way(computer: Computer) -> CallPanel:
    """Take a call as far as its note, and type there."""
    computer.press("F2")
    panel = computer.window.calls.panel
    assert panel is not None
    computer.until_focus(lambda: panel.caller.field, "who is calling")
    computer.type("0605")
    computer.press("Return")
    computer.until_focus(lambda: panel.identity.rows, "the checks")
    computer.type("12")
    computer.press("Return")
    computer.until_focus(lambda: panel.matter.tiles, "the matters")
    computer.type("1")
    computer.until_focus(lambda: panel.last.note, "the note")
    computer.press("Ctrl+A")
    computer.type(TYPED)
    return panel


def assert_the_call_is_there(panel: CallPanel) -> None:
    notes = panel.notes()
    assert (notes.identity, notes.digits, notes.note) == (CHECKS, (1,), TYPED)
    assert notes.party_id is not None


def test_unlock_leads_back_to_the_very_letter(office: SmallOffice, start: Start) -> None:
    two_customers(office)
    computer = start(Computer)
    computer.sign_in(OFFICER)
    computer.press("Ctrl+2")
    computer.quiet()
    page = computer.page(PartiesPage)
    computer.press("Ctrl+K")
    computer.type("petra s")
    computer.until_seen("Petra Sundholm")
    search = computer.page(SearchPage)
    computer.window.search.setCursorPosition(3)
    keys = computer.window.context.extras["session"]
    lock = computer.lock()
    seen = "\n".join(computer.screen())
    assert "Petra" not in seen
    assert "K-10702" not in seen
    assert computer.door.session is None
    assert QApplication.focusWidget() is lock.password.field
    computer.unlock()
    assert computer.window.context.extras["session"] is not keys
    assert computer.page(SearchPage) is search
    assert QApplication.focusWidget() is computer.window.search
    assert (computer.window.search.text(), computer.window.search.cursorPosition()) == (
        "petra s",
        3,
    )
    computer.press("Alt+Left")
    assert computer.page(PartiesPage) is page
    computer.quiet()


def test_a_wrong_password_over_the_lock_shows_nothing(office: SmallOffice, start: Start) -> None:
    two_customers(office)
    computer = start(Computer)
    computer.sign_in(OFFICER)
    lock = computer.lock()
    computer.type("fel lösenord helt")
    computer.press("Return")
    computer.until_seen("Fel lösenord. Nytt försök om")
    assert computer.window.cover.currentWidget() is lock
    office.clock.forward(minutes=5)
    while not lock.button.isEnabled():
        lock.password.tick()
    computer.press("Ctrl+A")
    computer.unlock()


def test_the_draft_of_a_call_survives_a_lock_with_its_focus(
    office: SmallOffice, start: Start
) -> None:
    two_customers(office)
    computer = start(Computer)
    computer.sign_in(OFFICER)
    panel = a_call_under_way(computer)
    computer.lock()
    assert TYPED not in "\n".join(computer.screen())
    computer.unlock()
    assert computer.window.calls.panel is panel
    assert QApplication.focusWidget() is panel.last.note
    assert_the_call_is_there(panel)
    computer.press("Ctrl+Return")
    computer.hear("B-2026-0001")


def test_the_draft_waits_for_its_own_user_through_a_switch(
    office: SmallOffice, start: Start
) -> None:
    two_customers(office)
    computer = start(Computer)
    computer.sign_in(OFFICER)
    a_call_under_way(computer)
    computer.switch_to(READER)
    computer.quiet()
    assert TYPED not in "\n".join(computer.screen())
    assert computer.window.calls.parked == []
    computer.switch_to(OFFICER)
    take_up_the_call(computer)
    computer.press("Ctrl+Return")
    computer.hear("B-2026-0001")


def take_up_the_call(computer: Computer) -> None:
    """Go on with the call that the greeting offers (Ctrl+Z)."""
    computer.hear("Ett samtal från")
    computer.window.toasts.undo()
    computer.until(lambda: computer.window.calls.panel, "the panel is open")
    panel = computer.window.calls.panel
    assert panel is not None
    computer.until(lambda: panel.notes().note == TYPED, "the note is there")
    computer.quiet()
    assert_the_call_is_there(panel)


def test_a_call_survives_the_death_of_the_program(office: SmallOffice, start: Start) -> None:
    two_customers(office)
    office.close()
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "tests.journeys.test_lock_and_unlock", str(office.folder)]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as program:
        assert program.stdout is not None
        assert program.stderr is not None
        said = program.stdout.readline()
        assert said == "the draft is written\n", said + program.stderr.read()
        program.send_signal(signal.SIGKILL)
        program.wait()
    computer = start(Computer)
    computer.sign_in(OFFICER)
    take_up_the_call(computer)
    computer.press("Ctrl+Return")
    computer.hear("B-2026-0001")


def die_in_a_call(folder: Path) -> None:
    """Be the program that takes a call and is killed: says when the draft is written, and waits."""
    from tests.makers import Clock

    application = QApplication([])
    computer = Computer(folder, Clock())
    computer.sign_in(OFFICER)
    panel = a_call_under_way(computer)
    computer.until(lambda: panel.keeper.draft_id, "the draft is written by itself")
    computer.until(lambda: panel._written == panel.notes(), "the last letter is in it")
    computer.quiet()
    print("the draft is written", flush=True)
    application.exec()


def test_the_window_locks_itself_after_the_office_s_minutes(
    office: SmallOffice, start: Start
) -> None:
    two_customers(office)
    computer = start(Computer)
    computer.sign_in(OFFICER)
    idle = computer.window.idle
    idle._timer.stop()  # the seconds pass by hand
    for _second in range(5 * 60 - WARNING_SECONDS):
        idle.tick()
    assert "Låses om 30 s" in computer.window.status.lock.text()
    computer.press("Shift")
    assert "Låses efter 5 min" in computer.window.status.lock.text()
    for _second in range(5 * 60):
        idle.tick()
    computer.is_locked()
    computer.unlock()


def test_a_call_keeps_the_window_open_for_fifteen_minutes(
    office: SmallOffice, start: Start
) -> None:
    two_customers(office)
    computer = start(Computer)
    computer.sign_in(OFFICER)
    panel = a_call_under_way(computer)
    idle = computer.window.idle
    idle._timer.stop()
    for _second in range(5 * 60 + 1):
        idle.tick()
    assert computer.window.cover.currentWidget() is computer.window.frame
    for _second in range(10 * 60):
        idle.tick()
    computer.is_locked()
    computer.unlock()
    assert_the_call_is_there(panel)


if __name__ == "__main__":
    die_in_a_call(Path(sys.argv[1]))
