"""Start: the login window beside the bare import of Qt; memory with a small and a large office."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from registerdesk.storage import engine as engines
from registerdesk.storage.database import Database
from registerdesk.usecases.places import Places
from tests.benchmarks.figures import say, table
from tests.benchmarks.registers import Peer, customers_among, fill, store
from tests.makers import PASSWORD, SmallOffice, an_office

ROUNDS = 15
LIMIT = 1.2
MEMORY_LIMIT = 1.5
SMALL, LARGE, LARGEST = 10_000, 100_000, 1_000_000

BARE = "import PySide6.QtCore, PySide6.QtGui, PySide6.QtWidgets"
BARE_WINDOW = f"""
{BARE}
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
application = QApplication([])
window = QLabel("RegisterDesk")
window.setAlignment(Qt.AlignmentFlag.AlignCenter)
window.show()
application.processEvents()
"""
LOGIN = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from registerdesk.__main__ import main
application = QApplication([])
def shown():
    application.processEvents()
    assert any(window.isVisible() for window in application.topLevelWidgets())
    exec(sys.argv[2])
QTimer.singleShot(0, shown)
main(["open", sys.argv[1]])
"""
MOST = """
from pathlib import Path
import os
status = Path("/proc/self/status").read_text().splitlines()
print(next(line for line in status if line.startswith("VmHWM")).split()[1], flush=True)
os._exit(0)
"""
AT_WORK = """
import sys
from pathlib import Path
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView
from registerdesk.app import now
from registerdesk.ui.front_door import FrontDoor
from registerdesk.storage.database import Database
from registerdesk.usecases.places import Station
from registerdesk.ui.kit.theme import Appearance, theme
application = QApplication([])
theme.apply(Appearance())
door = FrontDoor(Station("bench", Path(sys.argv[2])), now)
door.folder = Path(sys.argv[1])
door._entered(door._enter("handl", sys.argv[3]))
window = door.window
window.navigate("customers")
def until(true):
    for _ in range(1500):
        if true():
            return
        QTest.qWait(20)
    raise SystemExit("nothing was shown")
def listed():
    tables = window.findChildren(QTableView)
    return next((each for each in tables if each.model().rowCount() >= wanted), None)
wanted = int(sys.argv[4])
until(listed)
for share in range(1, 21):
    listed().scrollTo(listed().model().index(wanted * share // 20 - 1, 0))
    QTest.qWait(60)
"""


@dataclass(frozen=True, slots=True)
class Spent:
    """What one process took."""

    wall: float
    cpu: float
    megabytes: float


def environment(folder: Path) -> dict[str, str]:
    """Return the environment of a child: no screen, and a state folder of its own."""
    root = Path(__file__).resolve().parents[2]
    paths = os.pathsep.join([str(root / "src"), str(root)])
    return os.environ | {
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": paths,
        "XDG_STATE_HOME": str(folder / "state"),
    }


def spent(program: str, folder: Path, *arguments: str) -> Spent:
    """Run a program that ends at once when it has come so far."""
    start = time.perf_counter()
    child = subprocess.Popen(
        [sys.executable, "-c", program + MOST, *arguments],
        env=environment(folder), stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    said = child.stdout.read() if child.stdout else ""
    _pid, status, used = os.wait4(child.pid, 0)
    wall = time.perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise subprocess.CalledProcessError(child.returncode, "start")
    return Spent(wall, used.ru_utime + used.ru_stime, int(said) / 1024)


def started(folder: Path) -> dict[str, list[Spent]]:
    """Start each program in turn, after one round that fills the caches."""
    office = an_office(folder)
    office.close()
    programs = {"bare import": BARE, "bare window": BARE_WINDOW, "login window": LOGIN}
    times: dict[str, list[Spent]] = {name: [] for name in programs}
    for turn in range(ROUNDS + 1):
        for name, program in programs.items():
            taken = spent(program, folder, str(office.folder), MOST)
            if turn:
                times[name].append(taken)
    return times


def middle(name: str, times: dict[str, list[Spent]]) -> Spent:
    """Return the medians of a program."""
    each = times[name]
    return Spent(
        median(s.wall for s in each), median(s.cpu for s in each), median(s.megabytes for s in each)
    )


def filled(folder: Path, count: int) -> SmallOffice:
    """Return an office with so many customers, closed."""
    office = an_office(folder)
    keys = office.keys("handl").database_keys()
    office.database.close()
    path, kept = Places(office.folder).database, store() / f"{count}.db"
    if not kept.exists():
        peer = Peer(engines.open_engine(path, keys), path)
        fill(peer, count)
        peer.close()
        shutil.copyfile(path, kept)
    shutil.copyfile(kept, path)
    return office


def opened(office: SmallOffice) -> SmallOffice:
    """Return the office with its database open again."""
    keys = office.keys("handl").database_keys()
    office.database = Database.open(Places(office.folder).database, keys)
    return office


def at_work(count: int) -> int:
    """Return the highest memory, in megabytes, of a window scrolled through its customers."""
    with TemporaryDirectory(prefix="registerdesk-bench-") as name:
        folder = Path(name)
        office = filled(folder, count)
        arguments = (
            str(office.folder),
            str(folder / "state"),
            PASSWORD,
            str(customers_among(count)),
        )
        return round(spent(AT_WORK, folder, *arguments).megabytes)


def main() -> None:
    """Say the start's figures and the memory's."""
    with TemporaryDirectory(prefix="registerdesk-bench-") as folder:
        times = started(Path(folder))
    rows: list[list[object]] = []
    bare = middle("bare import", times)
    for name in times:
        each = middle(name, times)
        ratio, cpu_ratio = each.wall / bare.wall, each.cpu / bare.cpu
        say(
            bench="start", what=name, ms=round(1000 * each.wall), cpu_ms=round(1000 * each.cpu),
            megabytes=round(each.megabytes), ratio=round(ratio, 2), cpu_ratio=round(cpu_ratio, 2),
            limit=LIMIT,
        )  # fmt: skip
        cells = (round(1000 * each.wall), round(1000 * each.cpu), round(each.megabytes))
        rows.append([name, *cells, round(ratio, 2), round(cpu_ratio, 2)])
    table(("what", "ms", "CPU ms", "MB", "to the bare import", "by CPU"), rows)
    memory_of = (SMALL, LARGEST if "--all" in sys.argv else LARGE)
    small, large = (at_work(count) for count in memory_of)
    ratio = round(large / small, 2)
    for count, megabytes in zip(memory_of, (small, large), strict=True):
        say(bench="start", what="memory at work", persons=count, megabytes=megabytes)
    say(bench="start", what="memory, large to small", ratio=ratio, limit=MEMORY_LIMIT)
    table(("persons", "MB"), [[f"{memory_of[0]:,}", small], [f"{memory_of[1]:,}", large]])


if __name__ == "__main__":
    main()
