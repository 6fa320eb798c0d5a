"""Who hears when the focus moves, for as long as the hearer lives."""

from __future__ import annotations

import weakref
from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

Hear = Callable[[QWidget | None, QWidget | None], object]


def tell_of_focus(hear: Hear) -> None:
    """Tell a method of an object when the focus moves; never one whose object is going.

    A focus moves also while a window is taken apart: by then Qt finds the object's method no more.
    """
    hearing = weakref.WeakMethod(hear)

    def moved(old: QWidget | None, new: QWidget | None) -> None:
        method = hearing()
        owner = getattr(method, "__self__", None)
        if method is not None and (not isinstance(owner, QObject) or isValid(owner)):
            method(old, new)

    app = QApplication.instance()
    if isinstance(app, QApplication):
        app.focusChanged.connect(moved)
