"""The start: the login window waits for Qt alone, and the rest comes while one types."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from registerdesk.keyring.sign_in_list import read
from registerdesk.ui.one_window import lock_of
from registerdesk.usecases.places import Places, Station
from tests.makers import an_office

LATE = ("sqlalchemy", "sqlcipher3", "cryptography", "argon2", "reportlab", "alembic")
PROGRAM = """
import json
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from registerdesk.__main__ import main

late = json.loads(sys.argv[2])
application = QApplication([])
seen = {}

def look():
    shown = QApplication.topLevelWidgets()
    seen["windows"] = [w.windowTitle() for w in shown if w.isVisible()]
    seen["early"] = [name for name in late if name in sys.modules]
    wait()

def wait():
    if "registerdesk.ui.office_window" in sys.modules and "sqlalchemy" in sys.modules:
        QTimer.singleShot(0, QApplication.quit)
    else:
        QTimer.singleShot(20, wait)

QTimer.singleShot(0, look)
seen["exit"] = main(["open", sys.argv[1]])
seen["warm"] = [name for name in late if name in sys.modules]
print(json.dumps(seen))
"""


def test_the_login_window_shows_before_database_and_cryptography_are_loaded(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    office.close()
    assert read(Places(office.folder).keyring).people
    environment = os.environ | {
        "QT_QPA_PLATFORM": "offscreen",
        "XDG_STATE_HOME": str(tmp_path / "state"),
    }
    command = [sys.executable, "-c", PROGRAM, str(office.folder), json.dumps(LATE)]
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)
    assert seen["windows"] == ["RegisterDesk"]
    assert seen["early"] == []
    assert set(seen["warm"]) >= {"sqlalchemy", "cryptography"}
    assert seen["exit"] == 0


def test_an_office_that_is_open_is_not_opened_in_a_second_window(tmp_path: Path) -> None:
    office, state = an_office(tmp_path), tmp_path / "state"
    office.close()
    environment = os.environ | {
        "QT_QPA_PLATFORM": "offscreen",
        "XDG_STATE_HOME": str(state),
        "XDG_RUNTIME_DIR": str(tmp_path / "run"),
    }
    (tmp_path / "run").mkdir(mode=0o700)
    own = Station("disk", state / "registerdesk", tmp_path / "run" / "registerdesk").own_folder()
    lock = lock_of(own, office.folder)
    assert lock.tryLock(0)
    command = [sys.executable, "-m", "registerdesk", "open", str(office.folder)]
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    lock.unlock()
    assert (done.returncode, done.stderr) == (
        1,
        "Kontoret är redan öppet i ett annat fönster.\n",
    )
