"""The one registry of shortcuts; the sheet behind F1 is grown from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

from registerdesk.ui.kit.focus import tell_of_focus
from registerdesk.ui.kit.text import tr

EVERYWHERE = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortcut:
    """One key in one context; `action` is None for keys that a widget handles itself."""

    keys: tuple[str, ...]
    context: str
    message: str
    action: QAction | None
    owner: QWidget
    is_wide: bool = False
    """Works for a narrower context wherever the focus is, as long as the owner stands."""


class Shortcuts(QObject):
    """Every key of the window; two actions on one key in one context are an error."""

    def __init__(self) -> None:
        """Begin empty, and watch the focus for contexts that override."""
        super().__init__()
        self._all: list[Shortcut] = []
        self._overriding: list[tuple[QWidget, QAction]] = []
        tell_of_focus(self.focus_moved)

    def add(
        self,
        keys: str | tuple[str, ...],
        context: str,
        message: str,
        owner: QWidget,
        handler: Callable[[], object],
        *,
        is_wide: bool = False,
    ) -> QAction:
        """Give a key to a handler: in the whole window for EVERYWHERE, else inside the owner.

        A key that is taken EVERYWHERE works for the narrower context while it has the focus, and
        for a wide one wherever the focus is, until its context is dropped.
        Raises ValueError when the context has the key already.
        """
        names = (keys,) if isinstance(keys, str) else keys
        action = QAction(tr(message), owner)
        action.setShortcuts([QKeySequence(name) for name in names])
        wide = is_wide or context == EVERYWHERE
        scope = Qt.ShortcutContext
        action.setShortcutContext(
            scope.WindowShortcut if wide else scope.WidgetWithChildrenShortcut
        )
        action.setAutoRepeat(False)
        action.triggered.connect(lambda _checked=False: handler())
        self._enter(names, context, message, action, owner, is_wide=is_wide)
        owner.addAction(action)
        if is_wide:
            self._heed_focus()
        return action

    def teach(
        self, keys: str | tuple[str, ...], context: str, message: str, owner: QWidget
    ) -> None:
        """Enter keys that a widget handles itself (digits in a step, letters in a list)."""
        names = (keys,) if isinstance(keys, str) else keys
        self._enter(names, context, message, None, owner)

    def entries(self) -> list[Shortcut]:
        """Return every shortcut that is in force, in the order of entry."""
        return list(self._all)

    def _enter(
        self,
        names: tuple[str, ...],
        context: str,
        message: str,
        action: QAction | None,
        owner: QWidget,
        *,
        is_wide: bool = False,
    ) -> None:
        for other in self._all:
            if other.context == context and set(other.keys) & set(names):
                raise ValueError(f"{names} is taken in {context}: {other.message}")
        entry = Shortcut(
            keys=names, context=context, message=message, action=action, owner=owner,
            is_wide=is_wide,
        )  # fmt: skip
        self._all.append(entry)
        owner.destroyed.connect(lambda: self._gone(entry))

    def _gone(self, entry: Shortcut) -> None:
        self._all = [other for other in self._all if other is not entry]

    def drop(self, context: str) -> None:
        """Forget a context whose widgets are about to be built anew."""
        for entry in [e for e in self._all if e.context == context]:
            if entry.action is not None:
                entry.owner.removeAction(entry.action)
            self._gone(entry)
        self._heed_focus()

    def drop_within(self, widget: QWidget) -> None:
        """Forget every key inside a widget that is about to go, whatever its context is called."""
        for entry in [e for e in self._all if _holds(widget, e.owner)]:
            self._gone(entry)

    def focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        """Let the narrower context win where both know the key."""
        narrow = [e for e in self._all if e.context != EVERYWHERE]
        inner = [e for e in narrow if e.is_wide or _holds(e.owner, new)]
        taken = {key for entry in inner for key in entry.keys}
        for entry in self._all:
            if entry.context == EVERYWHERE and entry.action is not None:
                entry.action.setEnabled(not taken & set(entry.keys))

    def _heed_focus(self) -> None:
        self.focus_moved(None, QApplication.focusWidget())


def _holds(owner: QWidget, widget: QWidget | None) -> bool:
    return widget is not None and (owner is widget or owner.isAncestorOf(widget))
