"""Today: what must be done now, and what happens if it is not."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from registerdesk.domain.errors import RegisterDeskError
from registerdesk.domain.formats import week, with_weekday
from registerdesk.domain.staff import Permission, is_granted
from registerdesk.domain.texts import _
from registerdesk.ui.kit.card import Card
from registerdesk.ui.kit.context import WindowContext
from registerdesk.ui.kit.keycap import KeyHints
from registerdesk.ui.kit.labels import Label
from registerdesk.ui.kit.notices import EmptyView, ErrorBar, Skeleton
from registerdesk.ui.kit.page import Page, PageHead
from registerdesk.ui.kit.results import EntryList
from registerdesk.ui.kit.text import language, number, tr, tr_error
from registerdesk.ui.kit.theme import theme
from registerdesk.ui.kit.wrap_row import scrolling
from registerdesk.ui.staff.waiting import WaitingGrants
from registerdesk.ui.today.groups import Day, day_of, next_words
from registerdesk.ui.today.quiet_group import QuietGroup
from registerdesk.usecases.rights_requests import (
    RequestFilter,
    RequestPage,
    RequestRow,
    list_requests,
)
from registerdesk.usecases.tasks import TaskRow, dismiss_task, list_tasks

ALL_OPEN = 500
_ASKING = "settings:staff"
_SIDE, _BOTH, _ANY = 360, 900, 16_777_215


class TodayPage(Page):
    """The groups at the left; rights that wait and the state of things at the right."""

    def __init__(self, context: WindowContext) -> None:
        """Build list and cards."""
        super().__init__(context)
        self.sees_requests = is_granted(context.user.roles, Permission.VIEW_REQUESTS)
        self._rows: Sequence[RequestRow] = ()
        self.head = PageHead(_("Today"))
        self.error = ErrorBar()
        self.list = EntryList(tr(_("Today")))
        self.list.opened.connect(lambda entry, _modifiers: self._go(entry))
        self.empty = EmptyView(_("Nothing needs action today."), icon_name="check-circle")
        self.skeleton = Skeleton()
        self.stack = QStackedWidget()
        for widget in (self.list, self.empty, self.skeleton):
            self.stack.addWidget(widget)
        gives_access = is_granted(context.user.roles, Permission.MANAGE_STAFF)
        hints = [("Up", ""), ("Down", _("choose")), ("Return", _("open"))]
        self.hints = KeyHints([*hints, ("Del", _("give no access"))] if gives_access else hints)
        self.then = Label(role="secondary", wrap=True)
        self.waiting = WaitingGrants(context)
        self.waiting.counted.connect(lambda _count: self._count())
        self.state = Card(_("The state of things"))
        self.state.hide()
        self.day: Day | None = None
        self._tasks: Sequence[TaskRow] = ()
        self.quiet = QuietGroup(context, self.list)
        self.quiet.arrived.connect(self._show_again)
        self._arriving = False
        if gives_access:
            context.shortcuts.teach("Del", "today", _("Give no access"), self)
        self._layout()

    def open(self, argument: str) -> None:
        """Show the day as it is now."""
        del argument
        self._arriving = True
        self.refresh()

    def refresh(self) -> None:
        """Read requests, tasks and waiting rights."""
        self.error.hide()
        today = self.context.today()
        words = with_weekday(today, language.code)
        self.head.say_subtitle(f"{words[0].upper()}{words[1:]}, {week(today, language.code)}")
        if self.day is None:
            self.stack.setCurrentWidget(self.skeleton)
            self.skeleton.begin()
        self.waiting.refresh()
        self.quiet.refresh()
        if self.sees_requests:
            self._ask_requests()
        else:
            self._ask_tasks()

    def panes(self) -> list[QWidget]:
        """Return the list and what waits beside it."""
        return [self.list, *([self.waiting] if self.waiting.isVisible() else [])]

    def closed(self) -> None:
        """Let go of the names."""
        self._rows = ()
        self.quiet.clear()
        self.list.show_entries([])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Say no with Delete to who asks for access."""
        room, _colon, task = self.list.current_id().rpartition(":")
        if event.key() == Qt.Key.Key_Delete and room == _ASKING:
            self.context.ask(dismiss_task, UUID(task), done=self._dismissed, failed=self._failed)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the cards under the list where the window is narrow."""
        super().resizeEvent(event)
        wide = self.width() >= theme.px(_BOTH)
        direction = QBoxLayout.Direction
        self._columns.setDirection(direction.LeftToRight if wide else direction.TopToBottom)
        self._side.setMaximumWidth(theme.px(_SIDE) if wide else self.width())
        self._fit_list()

    def _fit_list(self) -> None:
        """Let the list be no taller than its rows; it scrolls where they have no room."""
        rows = sum(self.list.sizeHintForRow(at) for at in range(self.list.entries.rowCount()))
        rows += theme.px(4)
        is_list = self.stack.currentWidget() is self.list and self.day is not None
        self.list.setMinimumHeight(min(rows, theme.px(220)) if is_list else 0)
        self.stack.setMaximumHeight(rows if is_list else _ANY)

    def _ask_requests(self) -> None:
        desk = self.context.desk
        self.context.runner.ask(
            lambda: desk.do(list_requests, RequestFilter.OPEN, rows=ALL_OPEN),
            self._requests_came,
            self._failed,
            latest="today",
        )

    def _requests_came(self, page: RequestPage) -> None:
        self._rows = page.rows
        self._show_state(page)
        self._ask_tasks()

    def _ask_tasks(self) -> None:
        self.context.ask(list_tasks, done=self._show, failed=self._failed, latest="today.tasks")

    def _show_again(self) -> None:
        """Show the day with those of whom nothing is heard, the focus where it was."""
        at = self.list.currentIndex().row()
        if self.day is not None:
            self._show(self._tasks)
        last = self.list.entries.rowCount() - 1
        if 0 <= at <= last:
            self.list.setCurrentIndex(self.list.entries.index(at, 0))

    def _show(self, tasks: Sequence[TaskRow]) -> None:
        self.skeleton.done()
        self._tasks = tasks
        self.day = day_of(self._rows, tasks, self.context.today())
        entries = list(self.day.entries)
        entries += self.quiet.entries(len(entries))
        self.list.show_entries(entries)
        self.stack.setCurrentWidget(self.list if entries else self.empty)
        self.hints.setVisible(bool(entries))
        if self._arriving and entries and self._is_free():
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self._arriving = False
        if self.sees_requests:
            self.then.say(next_words(self.day))
            self.then.setVisible(bool(entries))
            self.empty.under.say(next_words(self.day))
            self.empty.under.show()
        self._fit_list()
        self._count()

    def _is_free(self) -> bool:
        """Tell whether nobody has gone elsewhere, or begun to type, since the page was opened."""
        focus, search = QApplication.focusWidget(), self.context.search
        if focus is None or focus is search:
            return self.isVisible() and not search.text()
        return self.isAncestorOf(focus)

    def _count(self) -> None:
        """Tell the sidebar how much there is."""
        if self.day is not None:
            self._side.setVisible(self.sees_requests or bool(self.waiting.buttons))
            count = self.day.count + len(self.waiting.buttons)
            self.context.set_counter("today", count, "danger" if self.day.urgent else "neutral")

    def _show_state(self, page: RequestPage) -> None:
        self.state.clear()
        late = sum(row.days_left < 0 for row in page.rows)
        counts = page.counts
        self.state.add_fact(_("Open requests"), number(counts.get(RequestFilter.OPEN, 0)))
        self.state.add_fact(_("Your own"), number(counts.get(RequestFilter.MINE, 0)))
        self.state.add_fact(_("Paused"), number(counts.get(RequestFilter.PAUSED, 0)))
        self.state.add_fact(
            _("Past the law's time limit"), number(late), "danger" if late else "ok"
        )
        self.state.show()

    def _go(self, entry: str) -> None:
        """Open what a row stands for: a request, or an export."""
        room, argument, *_task = entry.split(":")
        self.context.navigate("requests" if room in {"request", "task"} else room, argument)

    def _dismissed(self, _none: None) -> None:
        self.context.toast(tr(_("No access is given.")))
        self.refresh()

    def _failed(self, error: RegisterDeskError) -> None:
        self.skeleton.done()
        self.stack.setCurrentWidget(self.list)
        self._fit_list()
        self.error.tell(tr_error(error), act=self.refresh)

    def _layout(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.head)
        edge = theme.px(24)
        inner = QWidget()
        room = QVBoxLayout(inner)
        room.setContentsMargins(edge, theme.px(16), edge, theme.px(16))
        room.setSpacing(theme.px(12))
        room.addWidget(self.error)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(theme.px(16))
        left = QVBoxLayout()
        left.setSpacing(theme.px(10))
        left.addWidget(self.stack, 1)
        left.addWidget(self.hints)
        left.addWidget(self.then)
        left.addStretch(0)
        self.then.hide()
        self._columns.addLayout(left, 2)
        self._side = QWidget()
        side = QVBoxLayout(self._side)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(theme.px(16))
        side.addWidget(self.waiting)
        side.addWidget(self.state)
        side.addStretch(1)
        self._columns.addWidget(self._side, 1)
        room.addLayout(self._columns, 1)
        whole.addWidget(scrolling(inner), 1)
