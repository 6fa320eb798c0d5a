"""Duplicates: search the register, compare two people, merge them or keep them apart."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from registerdesk.domain.duplicates import LikePair
from registerdesk.domain.errors import RegisterDeskError
from registerdesk.domain.texts import _
from registerdesk.ui.background import Task
from registerdesk.ui.kit.confirm import ConfirmDialog
from registerdesk.ui.kit.context import WindowContext
from registerdesk.ui.kit.labels import Label
from registerdesk.ui.kit.page import Page
from registerdesk.ui.kit.room import OneAtATime
from registerdesk.ui.kit.text import number, tr
from registerdesk.ui.kit.theme import theme
from registerdesk.ui.register.duplicate_list import DuplicateList
from registerdesk.ui.register.merge_view import MergeView
from registerdesk.ui.register.party_picker import PartyPicker
from registerdesk.ui.register.unmerging import unmerge
from registerdesk.usecases.duplicates import (
    FoundPairs,
    duplicates_of,
    finding,
    keep_apart,
    let_together,
)
from registerdesk.usecases.party_merges import (
    Comparison,
    MergeDone,
    compare_parties,
    merge_parties,
)

KEY, WITH = "duplicates", "+"


class DuplicatesPage(Page):
    """The pairs of the whole register, of one person, or two people side by side."""

    def __init__(self, context: WindowContext) -> None:
        """Build list and comparison; nothing is asked for yet."""
        super().__init__(context)
        self._person: UUID | None = None
        self._compared: tuple[UUID, UUID] | None = None
        self._task: Task | None = None
        self.question: ConfirmDialog | None = None
        self.list = DuplicateList(context, KEY)
        self.list.opened.connect(lambda pair: context.navigate(KEY, _both(*pair.ids)))
        self.list.apart_wanted.connect(self._keep_apart)
        self.list.search_wanted.connect(lambda: context.navigate(KEY, ""))
        self.list.stop_wanted.connect(self.stop)
        self.picker = PartyPicker(context, tr(_("Compare with somebody else")))
        self.picker.picked.connect(self._picked)
        self._pick = self._picking()
        self.list.head.below.addWidget(self._pick)
        self.merge = MergeView(context, KEY)
        self.merge.merge_wanted.connect(self.ask)
        self.merge.apart_wanted.connect(self._compared_apart)
        self.merge.left.connect(self._back)
        self._stack = OneAtATime(self)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.merge)

    def open(self, argument: str) -> None:
        """Search the register; with an id that person's duplicates; with two, compare them."""
        one, _plus, other = argument.partition(WITH)
        if other:
            self._compare(UUID(one), UUID(other))
            return
        self._compared = None
        known = self.list.pairs if self._person is None else []
        self._person = UUID(one) if one else None
        self._pick.setVisible(self._person is not None)
        self._stack.setCurrentWidget(self.list)
        if self._person is not None or not known:
            self.refresh()
        self.list.focus_content()

    def refresh(self) -> None:
        """Search again, or compare again."""
        if self._compared is not None:
            self._compare(*self._compared)
        elif self._person is not None:
            self.list.states.loading()
            self.context.ask(
                duplicates_of,
                self._person,
                done=self._found,
                failed=self._failed,
                latest=KEY,
            )
        elif self._task is None:
            self._search()

    def stop(self) -> None:
        """Stop the search; what was shown before stays."""
        if self._task is not None:
            self._task.cancel()

    def primary(self) -> None:
        """Merge the two who are compared."""
        if self._compared is not None:
            self.ask()

    def closed(self) -> None:
        """Let go of everybody."""
        self.stop()
        self._person = self._compared = None
        self.merge.clear()
        self.list.show_pairs(())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the comparison, or stop the search, with Esc."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self._compared is not None:
            self._back()
        elif self._task is not None:
            self.stop()
        else:
            self.context.navigate("customers", str(self._person or ""))

    def ask(self) -> None:
        """Ask in numbers before the two become one."""
        compared = self.merge.compared
        if compared is None:
            return
        moved = number(compared.second.rows)
        self.question = ConfirmDialog(
            self,
            title=tr(_("Merge 2 people? {count} rows move."), count=moved),
            consequence=tr(
                _("{name} then finds the other one. It can be undone for 24 hours."),
                name=compared.second.number or compared.second.name,
            ),
            verb=tr(_("Merge")),
            ask_password=False,
        )
        self.question.accepted.connect(self._merge)
        self.question.open()

    def _search(self) -> None:
        self.list.searching(on=True)
        self._task = self.context.work(
            lambda: finding(self.context.desk.do),
            done=self._searched,
            progress=lambda step: self.list.progress(*step),
            failed=self._failed,
            cancelled=self._stopped,
        )

    def _searched(self, found: FoundPairs) -> None:
        self._ended()
        if self._person is None:
            self._found(found)

    def _stopped(self) -> None:
        self._ended()
        self.list.show_pairs(self.list.pairs)
        self.context.toast(tr(_("The search is stopped.")))

    def _ended(self) -> None:
        self._task = None
        self.list.searching(on=False)

    def _found(self, found: FoundPairs) -> None:
        self.list.show_pairs(found.pairs, more=found.is_more)
        if self._compared is None:
            self.list.focus_content()
        self.context.announce(tr(_("{count} in the list"), count=number(len(found.pairs))))

    def _failed(self, error: RegisterDeskError) -> None:
        if self._task is not None:
            self._ended()
        self.list.states.failed(error, self.refresh)

    def _compare(self, one: UUID, other: UUID) -> None:
        self._compared = (one, other)
        self._stack.setCurrentWidget(self.merge)
        self.merge.states.loading()
        self.context.ask(
            compare_parties,
            one,
            other,
            done=self._show,
            failed=lambda error: self.merge.states.failed(error, self.refresh),
            latest=f"{KEY}.compare",
        )

    def _show(self, compared: Comparison) -> None:
        self.merge.show_pair(compared)
        self.merge.focus_content()

    def _picked(self, party_id: UUID) -> None:
        if self._person is not None and party_id != self._person:
            self.context.navigate(KEY, _both(self._person, party_id))

    def _keep_apart(self, pair: LikePair) -> None:
        self.context.ask(
            keep_apart,
            *pair.ids,
            done=lambda apart: self._kept_apart(pair, apart),
            failed=self._failed,
        )

    def _kept_apart(self, pair: LikePair, apart: UUID) -> None:
        before = list(self.list.pairs)
        self.list.take_out(pair)
        words = tr(_("Remembered: not a duplicate."))
        self.context.toast(words, lambda: self._recall(apart, before))

    def _recall(self, apart: UUID, before: list[LikePair]) -> None:
        self.context.ask(let_together, apart, done=lambda _none: self.list.show_pairs(before))

    def _compared_apart(self) -> None:
        pair = next((p for p in self.list.pairs if set(p.ids) == set(self._compared or ())), None)
        if pair is not None:
            self._keep_apart(pair)
        elif self._compared is not None:
            words = tr(_("Remembered: not a duplicate."))
            self.context.ask(
                keep_apart, *self._compared, done=lambda _id: self.context.toast(words)
            )
        self._back()

    def _back(self) -> None:
        self.context.navigate(KEY, str(self._person or ""))

    def _merge(self) -> None:
        wish = self.merge.wish()
        if wish is not None:
            self.context.ask(
                merge_parties,
                wish,
                done=self._merged,
                failed=lambda error: self.merge.states.failed(error, self.refresh),
            )

    def _merged(self, done: MergeDone) -> None:
        gone = set(self._compared or ())
        self.list.show_pairs([p for p in self.list.pairs if not gone & set(p.ids)])
        words = tr(_("Merged. {count} rows moved."), count=number(done.moved))
        context = self.context
        context.toast(words, lambda: unmerge(context, done.merge_id))
        context.navigate("customers", str(done.survivor_id))

    def _picking(self) -> QWidget:
        room = QWidget()
        column = QVBoxLayout(room)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        label = Label(_("Compare with somebody else"), "label")
        label.setBuddy(self.picker)
        self.picker.setMaximumWidth(theme.px(480))
        column.addWidget(label)
        column.addWidget(self.picker)
        return room


def _both(one: UUID, other: UUID) -> str:
    return f"{one}{WITH}{other}"
