"""One place that shows content, or why there is none: loading, empty, denied, failed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from registerdesk.domain.errors import NotAllowed, RegisterDeskError
from registerdesk.domain.texts import _
from registerdesk.ui.kit.labels import data_label
from registerdesk.ui.kit.notices import DeniedView, EmptyView, ErrorBar, Skeleton
from registerdesk.ui.kit.room import OneAtATime
from registerdesk.ui.kit.text import tr, tr_error


class States(QWidget):
    """Shows one of: the content, grey rows, the empty view, the denied view; errors on top."""

    def __init__(self, content: QWidget, empty: EmptyView, *, area: str, who: str = "") -> None:
        """Take the content, what stands there while it is empty, and whose door it is."""
        super().__init__()
        self.content, self.empty = content, empty
        self.error = ErrorBar()
        self.skeleton = Skeleton()
        self.unfit = EmptyView(_("Nothing fits the filter."), icon_name="search")
        self.denied = DeniedView(area, who)
        room = QWidget()
        self._stack = OneAtATime(room)
        for widget in (content, empty, self.unfit, self.denied, self.skeleton):
            self._stack.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.error)
        column.addWidget(room, 1)
        self._stack.setCurrentWidget(empty)

    def loading(self) -> None:
        """Keep what stands there; grey rows come only where there was nothing to keep."""
        if self._stack.currentWidget() is not self.content:
            self._stack.setCurrentWidget(self.skeleton)
            self.skeleton.begin()

    def arrived(self, *, empty: bool = False, filtered: bool = False) -> None:
        """Show the content, or that there is none, or none that fits a filter."""
        self.skeleton.done()
        self.error.hide()
        self._show(self.content if not empty else self.unfit if filtered else self.empty)

    def take_focus(self) -> None:
        """Give the focus to what is shown, or to what will be: content, or why there is none."""
        shown = self._stack.currentWidget()
        here = self if shown is None or shown is self.skeleton else shown
        here.setFocus(Qt.FocusReason.OtherFocusReason)

    def failed(self, error: RegisterDeskError, retry: Callable[[], None]) -> None:
        """Say why nothing came: a closed door, or a failure with one way on."""
        self.skeleton.done()
        if isinstance(error, NotAllowed):
            self._show(self.denied)
            return
        if self._stack.currentWidget() is self.skeleton:
            self._show(self.empty)
        self.error.tell(tr_error(error), tr(_("What was shown before stays.")), act=retry)

    def _show(self, widget: QWidget) -> None:
        """Show it; a focus that was here goes along."""
        focus = QApplication.focusWidget()
        inside = focus is not None and (focus is self or self.isAncestorOf(focus))
        changes = self._stack.currentWidget() is not widget
        self._stack.setCurrentWidget(widget)
        if changes and inside:
            self.take_focus()

    def state(self) -> str:
        """Return which of them is shown: content, empty, unfit, denied or loading."""
        names = {self.content: "content", self.empty: "empty", self.denied: "denied"}
        names[self.unfit] = "unfit"
        shown = self._stack.currentWidget()
        return names.get(shown, "loading") if shown is not None else ""


def padded(words: str) -> QWidget:
    """Return a quiet line for a card that has nothing to show."""
    label = data_label(words, "secondary", wrap=True)
    label.setContentsMargins(14, 10, 14, 12)
    return label


def nobody() -> EmptyView:
    """Return what stands in a card's place until somebody is chosen."""
    return EmptyView(
        _("Nobody is open."), _("Choose somebody in the list and press Enter."), "user"
    )
