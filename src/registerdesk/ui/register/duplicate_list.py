"""Pairs of people who may be one: why, how likely, and what to do about it by one key."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from registerdesk.domain.duplicates import (
    LIKENESS_LABELS,
    STRENGTH_LABELS,
    Facts,
    Likeness,
    LikePair,
    Strength,
)
from registerdesk.domain.texts import _
from registerdesk.ui.kit.buttons import Button
from registerdesk.ui.kit.context import WindowContext
from registerdesk.ui.kit.labels import Label
from registerdesk.ui.kit.notices import EmptyView
from registerdesk.ui.kit.page import PageHead
from registerdesk.ui.kit.table import Cell, Column, Row, Table
from registerdesk.ui.kit.text import number, tr
from registerdesk.ui.kit.theme import theme
from registerdesk.ui.register.states import States

COLUMNS = (
    Column(key="first", title=_("One"), width=262, sortable=False),
    Column(key="second", title=_("The other"), width=262, sortable=False),
    Column(key="why", title=_("Why they may be one"), width=300, stretch=True, sortable=False),
    Column(key="strength", title=_("How likely"), width=124, sortable=False),
)
CHIPS = {Strength.SURE: "warn", Strength.LIKELY: "info", Strength.POSSIBLE: "neutral"}


class _Keyed(Table):
    """The table; N says that a pair is not one person."""

    apart_wanted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Say so with N."""
        if event.text().casefold() == "n" and not event.modifiers():
            self.apart_wanted.emit()
        else:
            super().keyPressEvent(event)


class DuplicateList(QWidget):
    """The found pairs; Enter compares two, N keeps them apart."""

    opened = Signal(object)
    apart_wanted = Signal(object)
    search_wanted = Signal()
    stop_wanted = Signal()

    def __init__(self, context: WindowContext, shortcut_context: str) -> None:
        """Begin before any search."""
        super().__init__()
        self.pairs: list[LikePair] = []
        self.head = PageHead(_("Duplicates"))
        self.count = Label(role="secondary")
        self.head.add_beside(self.count)
        self.again = Button(_("Search the register"), key="F5", icon_name="search")
        self.again.clicked.connect(self.search_wanted)
        self.stop = Button(_("Stop"), key="Esc", kind="danger")
        self.stop.clicked.connect(self.stop_wanted)
        self.head.add_action(self.again)
        self.head.add_action(self.stop)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(theme.px(4))
        self.bar.setAccessibleName(tr(_("How far the search has come")))
        self.head.below.addWidget(self.bar)
        self.table = _Keyed(COLUMNS, tr(_("Duplicates")), context.settings, "duplicates")
        self.table.setProperty("flush", "true")
        self.table.opened.connect(self._open)
        self.table.apart_wanted.connect(self._keep_apart)
        self.empty = EmptyView(
            _("Nobody seems to be in the register twice."),
            _("The search looks at numbers, phones, e-mail, names, birth dates and homes."),
            "users",
        )
        self.states = States(self.table, self.empty, area=_("Duplicates"))
        self._foot = self._buttons()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.states, 1)
        column.addWidget(self._foot)
        context.shortcuts.teach("Return", shortcut_context, _("Compare the two"), self)
        context.shortcuts.teach("N", shortcut_context, _("Not a duplicate"), self)
        self.searching(on=False)

    def searching(self, *, on: bool) -> None:
        """Show that a search runs, and how to stop it; or that none does."""
        self.stop.setVisible(on)
        self.bar.setVisible(on)
        self.again.setVisible(not on)
        if on:
            self.bar.setRange(0, 0)
            self.states.loading()

    def progress(self, done: int, total: int) -> None:
        """Show how far the search has come."""
        self.bar.setRange(0, max(total, 1))
        self.bar.setValue(done)

    def show_pairs(self, pairs: Sequence[LikePair], *, more: bool = False) -> None:
        """Show pairs, the likeliest first; or that there are none."""
        self.pairs = list(pairs)
        self.table.rows.show([row_of(at, pair) for at, pair in enumerate(pairs)])
        self.count.say(f"{number(len(pairs))}+" if more else number(len(pairs)))
        self.states.arrived(empty=not pairs)
        self._foot.setVisible(bool(pairs))
        if pairs:
            self.table.setCurrentIndex(self.table.rows.index(0, 0))

    def take_out(self, pair: LikePair) -> None:
        """Take one pair out, and stay where it was."""
        at = self.table.currentIndex().row()
        self.show_pairs([each for each in self.pairs if each.ids != pair.ids])
        last = len(self.pairs) - 1
        if last >= 0:
            self.table.setCurrentIndex(self.table.rows.index(min(max(at, 0), last), 0))

    def focus_content(self) -> None:
        """Put the focus where the pairs are, or on what looks for them."""
        target: QWidget = self.table if self.pairs else self.again
        if target is self.again and not self.again.isVisible():
            target = self.stop
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def current(self) -> LikePair | None:
        """Return the pair with the focus."""
        row = self.table.current_id()
        return self.pairs[int(row)] if row else None

    def _open(self, row: str) -> None:
        self.opened.emit(self.pairs[int(row)])

    def _keep_apart(self) -> None:
        pair = self.current()
        if pair is not None:
            self.apart_wanted.emit(pair)

    def _buttons(self) -> QWidget:
        compare = Button(_("Compare"), key="Return", kind="primary")
        compare.clicked.connect(lambda: self._open(self.table.current_id()))
        apart = Button(_("Not a duplicate"), key="N")
        apart.clicked.connect(self._keep_apart)
        room = QWidget()
        row = QHBoxLayout(room)
        row.setContentsMargins(theme.px(24), theme.px(10), theme.px(24), theme.px(12))
        row.setSpacing(theme.px(8))
        row.addWidget(compare)
        row.addWidget(apart)
        row.addStretch(1)
        return room


def row_of(at: int, pair: LikePair) -> Row:
    """Return one pair as a line of the table."""
    return Row(
        id=str(at),
        cells=(
            _person(pair.first),
            _person(pair.second),
            Cell(text=why_words(pair)),
            Cell(text=tr(STRENGTH_LABELS[pair.strength]), chip=CHIPS[pair.strength]),
        ),
    )


def why_words(pair: LikePair) -> str:
    """Return in words why two may be one: Same phone and birth date, names that sound alike."""
    same = [tr(LIKENESS_LABELS[e]) for e in pair.likenesses if e is not Likeness.SOUND]
    parts = []
    if same:
        *others, last = same
        listed = tr(_("{some} and {last}"), some=", ".join(others), last=last) if others else last
        parts.append(tr(_("Same {what}"), what=listed))
    if Likeness.SOUND in pair.likenesses:
        parts.append(tr(LIKENESS_LABELS[Likeness.SOUND]))
    words = ", ".join(parts)
    return f"{words[:1].upper()}{words[1:]}"


def _person(facts: Facts) -> Cell:
    """Return who one of the two is: name and number, and that a person is protected."""
    flag = tr(_("Protected")) if facts.is_protected else ""
    words = "  ".join(part for part in (facts.name, facts.number, flag) if part)
    icon, tone = ("shield", "violet") if facts.is_protected else ("", "")
    return Cell(text=words, strong=True, icon=icon, tone=tone)
