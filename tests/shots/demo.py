"""The demo office for pictures, and one person's window over it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar
from uuid import UUID

from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget

from registerdesk.domain.demo_story import STAFF
from registerdesk.domain.errors import Crash
from registerdesk.keyring.costs import Cost
from registerdesk.ui.background import Runner
from registerdesk.ui.call_panel import CallPanel
from registerdesk.ui.kit.moments import system_clock
from registerdesk.ui.kit.page import Page
from registerdesk.ui.kit.settings import Settings
from registerdesk.ui.office_window import OfficeWindow
from registerdesk.usecases.demo import make_demo_office
from registerdesk.usecases.desk import UseCase
from registerdesk.usecases.office_profile import view_office
from registerdesk.usecases.offices import sign_in
from registerdesk.usecases.places import Station
from registerdesk.usecases.search import find
from registerdesk.usecases.slices import Slices

PERSONS = 60
_PATIENCE = 10.0
T = TypeVar("T")


class Demo:
    """The office on disk, made once for all pictures."""

    def __init__(self, place: Path) -> None:
        """Make it, with keys that are cheap to derive."""
        self.folder, self.place = place / "office", place
        self.station = Station("bilder", place / "station")
        make_demo_office(
            self.folder,
            persons=PERSONS,
            seed=1,
            clock=system_clock,
            station=self.station,
            say=lambda _done, _total: None,
            cost=Cost.for_tests(),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoScene:
    """One picture: its name, whose window it is, and what is done in it before."""

    name: str
    show: Callable[[Desk], QWidget | None]
    """Returns what stands over the window: a dialog, a menu, a page of its own; else None."""
    user: str = "karin"


class Desk:
    """One person's window at one size; scene after scene is played in it."""

    def __init__(self, demo: Demo, user: str, size: tuple[int, int]) -> None:
        """Sign in."""
        self.demo = demo
        self.crashes: list[Crash] = []
        member = next(m for m in STAFF if m.user == user)
        self.session = sign_in(
            demo.folder, user, member.password, clock=system_clock, station=demo.station
        )
        self.runner = Runner(crashed=self.crashes.append, refused=print)
        profile = self.session.desk.do(view_office)
        self.window = OfficeWindow(self.session, profile, Settings(), self.runner)
        self.window.idle.stop()
        self.window.resize(*size)
        self.window.show()
        self.window.activateWindow()
        self.settle()

    def shoot(self, scene: DemoScene, path: Path) -> None:
        """Play a scene and keep its picture."""
        over = scene.show(self)
        self.settle()
        picture = self.window.grab()
        if isinstance(over, QDialog | QMenu):
            painter = QPainter(picture)
            painter.fillRect(picture.rect(), QColor(0, 0, 0, 60))
            middle = self.window.rect().center() - over.rect().center()
            painter.drawPixmap(QPoint(middle.x(), max(middle.y(), 0)), over.grab())
            painter.end()
        elif over is not None:
            picture = over.grab()
        picture.save(str(path))
        self._tidy(over)
        for crash in self.crashes:
            print(f"  crash in {scene.name}: {crash}")
        self.crashes.clear()

    def go(self, key: str, argument: str = "") -> Page:
        """Open a page and wait until it stands there."""
        self.window.navigate(key, argument)
        self.settle()
        page = self.window.page()
        assert page is not None
        return page

    def type(self, words: str) -> Page:
        """Type in the search field and wait for what it finds."""
        self.window.search.setText(words)
        self.settle()
        page = self.window.page()
        assert page is not None
        return page

    def do(self, act: UseCase[..., T], *args: object) -> T:
        """Do one act behind whatever the window has asked for, and return its outcome."""
        came: list[T] = []
        self.runner.ask(lambda: self.session.desk.do(act, *args), came.append)
        self.until(came.__len__)
        return came[0]

    def finish(self, act: UseCase[..., Slices[T]], *args: object) -> T:
        """Do one act in slices as `do` does."""
        came: list[T] = []
        self.runner.work(lambda: self.session.desk.doing(act, *args), done=came.append)
        self.until(came.__len__)
        return came[0]

    def party(self, words: str) -> UUID:
        """Return the id of whom a search finds first."""
        hits = self.do(find, words)
        return (*hits.persons, *hits.companies)[0].party_id

    def settle(self, rounds: int = 4) -> None:
        """Let what was asked for arrive, and all of it be laid out."""
        for _round in range(rounds):
            came: list[bool] = []
            self.runner.ask(lambda: True, came.append)
            self.until(came.__len__)
        for _round in range(6):
            QApplication.processEvents()

    def until(self, is_so: Callable[[], object]) -> None:
        """Wait until something is so, at most ten seconds."""
        end = time.monotonic() + _PATIENCE
        while not is_so() and time.monotonic() < end:
            QApplication.processEvents()
            time.sleep(0.002)

    def close(self) -> None:
        """Sign out."""
        self.window.close()
        self.runner.close()
        self.window.deleteLater()
        self.session.close()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def _tidy(self, over: QWidget | None) -> None:
        """Leave nothing of the scene to the next one."""
        if over is not None:
            over.close()
        for widget in QApplication.topLevelWidgets():
            if isinstance(widget, QDialog | QMenu) and widget.isVisible():
                widget.close()
        if isinstance(panel := self.window.frame.panel, CallPanel):
            panel.left.emit("discarded")
        self.window.toasts.clear()
        self.window.search.clear()
        self.settle(1)
        self.window.close_pages()
        self.window.navigate("today")
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
