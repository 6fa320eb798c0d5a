"""Requests: everybody's in a list by deadline; one of them with its five steps and its letter."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from registerdesk.domain.texts import _
from registerdesk.ui.kit.context import WindowContext
from registerdesk.ui.kit.page import Page
from registerdesk.ui.kit.room import OneAtATime
from registerdesk.ui.kit.text import tr, tr_error
from registerdesk.ui.requests.detail import CaseDetail
from registerdesk.ui.requests.request_list import RequestList
from registerdesk.usecases.request_work import ask_to_take_over, take_request
from registerdesk.usecases.rights_requests import RequestRow

KEY = "requests"


class RequestsPage(Page):
    """The list; Enter opens a case, Esc leaves it."""

    def __init__(self, context: WindowContext) -> None:
        """Build list and detail; nothing is asked for yet."""
        super().__init__(context)
        self.list = RequestList(context)
        self.detail = CaseDetail(context)
        self._pausing = False
        self._stack = OneAtATime(self)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.detail)
        self.list.opened.connect(lambda row: context.navigate(KEY, row))
        self.list.take_wanted.connect(self._assign)
        self.list.pause_wanted.connect(self._pause)
        self.detail.left.connect(lambda: context.navigate(KEY, ""))
        self.detail.shown.connect(self._shown)
        self._add_keys()

    def open(self, argument: str) -> None:
        """Show the list; with an id that case."""
        self.detail.deeds.tidy()
        if argument:
            self._stack.setCurrentWidget(self.detail)
            self.detail.open(UUID(argument))
            return
        self._stack.setCurrentWidget(self.list)
        self.list.begin()

    def refresh(self) -> None:
        """Read again what is shown."""
        if self._is_case():
            self.detail.refresh()
        else:
            self.list.refresh()

    def leave(self) -> bool:
        """Stay while something filled in is not saved."""
        answers = self.detail.decide.answers
        if self._is_case() and answers.touched and answers.isEnabled():
            said = tr(_("What you wrote is not saved."))
            self.context.toast(said, self._discard, _("Discard"))
            return False
        return True

    def primary(self) -> None:
        """Do the main action of the step, or open the row with the focus."""
        if self._is_case():
            self.detail.primary()

    def panes(self) -> list[QWidget]:
        """Return the list, or the steps and the letter."""
        if not self._is_case():
            return [self.list]
        return [self.detail.head, self.detail.scroll_area, self.detail.pane]

    def closed(self) -> None:
        """Let go of names and letters."""
        self.list.forget()
        self.detail.forget()

    def _is_case(self) -> bool:
        return self._stack.currentWidget() is self.detail

    def _shown(self) -> None:
        """Begin a case at its steps, and ask for the pause that the list wanted."""
        detail = self.detail
        if self._is_case() and not detail.isAncestorOf(self.window().focusWidget() or self):
            steps = detail.head.stepper
            place = steps if steps.isVisible() else detail.head.more_button
            place.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._pausing:
            self._pausing = False
            if detail.head.pause_button.isVisible():
                detail.menu.pause()

    def _assign(self, row: RequestRow) -> None:
        """Take a case without an owner, or ask its owner for it (A)."""
        context = self.context
        act = take_request if row.owner is None else ask_to_take_over
        said = _("You are responsible for {number} now.")
        if row.owner is not None:
            said = _("The person responsible for {number} has been asked.")

        def done(_nothing: None) -> None:
            context.toast(tr(said, number=row.number))
            self.list.refresh()

        context.ask(act, row.id, done=done, failed=lambda e: context.toast(tr_error(e)))

    def _pause(self, row: RequestRow) -> None:
        """Open the case and ask for its pause (P)."""
        self._pausing = True
        self.context.navigate(KEY, str(row.id))

    def _discard(self) -> None:
        self.detail.decide.answers.touched = False
        self.context.navigate(KEY, "")

    def _add_keys(self) -> None:
        keys, detail = self.context.shortcuts, self.detail
        keys.add("Ctrl+Right", KEY, _("Next step"), detail, lambda: detail.go(1))
        keys.add("Ctrl+Left", KEY, _("Previous step"), detail, lambda: detail.go(-1))
        keys.add("F5", KEY, _("Collect"), detail, detail.collect_now)
        keys.add("Ctrl+P", KEY, _("Print the letter"), detail, detail.letter.print)
        keys.add(
            "Ctrl+Shift+W", KEY, _("Show the envelope's window"), detail, detail.pane.toggle_window
        )
        taught = {
            "M": _("Mask the passage"), "T": _("Include the passage"),
            "U": _("Leave the value out"), "N": _("Next passage"), "B": _("Passage before"),
            "K": _("Judge the selection"), "R": _("How the time limit is counted"),
            "A": _("Take the case, or ask for it"), "P": _("Pause the clock"),
        }  # fmt: skip
        for key, message in taught.items():
            keys.teach(key, KEY, message, self)
