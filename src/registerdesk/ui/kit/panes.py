"""F6: from pane to pane."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget


def next_pane(panes: Sequence[QWidget], step: int) -> None:
    """Move the focus to the pane that is seen after (1) or before (-1) the one that has it."""
    focus, seen = QApplication.focusWidget(), [pane for pane in panes if pane.isVisible()]
    places = [i for i, p in enumerate(seen) if focus and (p is focus or p.isAncestorOf(focus))]
    here = places[-1] if places else -1 if step > 0 else 0
    first_stop(seen[(here + step) % len(seen)]).setFocus(Qt.FocusReason.TabFocusReason)


def first_stop(pane: QWidget) -> QWidget:
    """Return the pane itself if it takes the focus in any way, else the first in it that does."""
    if pane.focusPolicy() is not Qt.FocusPolicy.NoFocus:
        return pane
    stops = (child for child in pane.findChildren(QWidget) if _stops(child))
    return next(stops, pane)


def _stops(widget: QWidget) -> bool:
    takes = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return takes and widget.isVisible() and widget.isEnabled()
