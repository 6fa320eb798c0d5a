"""Scenes without an office: sign-in, lock, the frame of the window, the sheet of the kit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget

from registerdesk.ui.background import Runner
from registerdesk.ui.pages.sign_in import LockPage, SignInPage, StaffName
from tests.ui.gallery import gallery
from tests.ui.makers import a_window

SIZES = ((1440, 900), (1024, 700))
SCHEMES = ("light", "dark")
STAFF = [
    StaffName(user_name=name.split()[0].casefold(), display_name=name)
    for name in ("Karin Holm", "Mats Öberg", "Eva Norling", "Jonas Lager")
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One picture: its name, and what builds the window; the window is closed afterwards."""

    name: str
    build: Callable[[Runner], QWidget]


def sign_in(_runner: Runner) -> QWidget:
    """Return the sign-in page while a password is typed with Caps Lock on."""
    page = SignInPage(
        office="Mälarkontoret AB",
        staff=STAFF,
        user_name="karin",
        last_sign_in="2026-11-20 16:41",
        path="malarkontoret",
        version="1.0.0",
    )
    page.password.field.setText("vinterns sista tåg")
    page.password.caps.show()
    return page


def sign_in_refused(_runner: Runner) -> QWidget:
    """Return the sign-in page of a damaged database after a wrong password."""
    page = SignInPage(office="Mälarkontoret AB", staff=STAFF, user_name="mats")
    page.damaged()
    page.wrong_password(4)
    return page


def sign_in_ringing(_runner: Runner) -> QWidget:
    """Return the sign-in page while a call waits."""
    page = SignInPage(office="Mälarkontoret AB", staff=STAFF, user_name="karin")
    page.say_call_waits()
    return page


def locked(_runner: Runner) -> QWidget:
    """Return the lock page."""
    return LockPage(office="Mälarkontoret AB", user=STAFF[0])


def frame(runner: Runner) -> QWidget:
    """Return the main window around an empty page."""
    window = a_window(runner)
    window.navigate("customers")
    window.set_counter("today", 5, "danger")
    window.set_counter("requests", 7)
    window.status.say_lock(5)
    window.context.toast("Begäran B-2026-0152 registrerad.", window.back)
    return window


def widgets(_runner: Runner) -> QWidget:
    """Return the sheet with every piece of the kit."""
    return gallery()


SCENES = (
    Scene(name="sign-in", build=sign_in),
    Scene(name="sign-in-refused", build=sign_in_refused),
    Scene(name="sign-in-ringing", build=sign_in_ringing),
    Scene(name="locked", build=locked),
    Scene(name="frame", build=frame),
    Scene(name="widgets", build=widgets),
)


@contextmanager
def stage(scene: Scene, size: tuple[int, int], runner: Runner) -> Iterator[QWidget]:
    """Show a scene at a size until all of it is laid out, then take it down."""
    window = scene.build(runner)
    window.resize(*size)
    window.show()
    window.activateWindow()
    for _round in range(5):
        QApplication.processEvents()
    yield window
    window.close()
    window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
