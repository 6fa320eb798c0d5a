"""Pictures of every screen: light and dark, at both sizes, into a folder.

python3 rd.py shots FOLDER [WORD ...]      WORD: only scenes whose name contains it
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from PySide6.QtWidgets import QApplication

from registerdesk.ui.background import Runner
from registerdesk.ui.kit.theme import Appearance, theme
from tests.shots import calls, desk, doors, duplicates, imports, lists, policy, register, requests
from tests.shots.demo import Demo, DemoScene, Desk
from tests.shots.frame import SCENES, SCHEMES, SIZES, Scene, stage

DEMO_SCENES: tuple[DemoScene, ...] = (
    *register.SCENES,
    *duplicates.SCENES,
    *requests.SCENES,
    *calls.SCENES,
    *desk.SCENES,
    *policy.SCENES,
    *doors.SCENES,
    *lists.SCENES,
    *imports.SCENES,
)


def main(arguments: list[str]) -> int:
    """Render the chosen scenes; return the exit code."""
    if not arguments or arguments[0].startswith("-"):
        print(__doc__)
        return 2
    folder, words = Path(arguments[0]), arguments[1:]
    folder.mkdir(parents=True, exist_ok=True)
    application = QApplication.instance() or QApplication([])
    application.setApplicationName("RegisterDesk")
    plain = [scene for scene in SCENES if _is_wanted(scene.name, words)]
    told = [scene for scene in DEMO_SCENES if _is_wanted(scene.name, words)]
    with tempfile.TemporaryDirectory() as place:
        demo = Demo(Path(place)) if told else None
        for scheme in SCHEMES:
            theme.apply(Appearance(scheme=scheme))
            for scene in plain:
                _shoot(scene, scheme, folder)
            if demo is not None:
                _tell(demo, told, scheme, folder)
    return 0


def _is_wanted(name: str, words: list[str]) -> bool:
    return not words or any(word in name for word in words)


def _shoot(scene: Scene, scheme: str, folder: Path) -> None:
    runner = Runner(crashed=print, refused=print)
    for size in SIZES:
        with stage(scene, size, runner) as window:
            path = folder / f"{scene.name}-{scheme}-{size[0]}x{size[1]}.png"
            window.grab().save(str(path))
            print(path)
    runner.close()


def _tell(demo: Demo, scenes: list[DemoScene], scheme: str, folder: Path) -> None:
    """Render the scenes of the demo office, one person's after the other's."""
    for user in dict.fromkeys(scene.user for scene in scenes):
        for size in SIZES:
            seat = Desk(demo, user, size)
            for scene in scenes:
                if scene.user == user:
                    path = folder / f"{scene.name}-{scheme}-{size[0]}x{size[1]}.png"
                    seat.shoot(scene, path)
                    print(path)
            seat.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
