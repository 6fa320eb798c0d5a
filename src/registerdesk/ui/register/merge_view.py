"""Two people side by side: what differs is chosen value by value, what is the same is folded."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from registerdesk.domain.fields import is_withheld
from registerdesk.domain.party_merges import Choice, MergeWish, proposed
from registerdesk.domain.texts import _
from registerdesk.ui.kit.buttons import Button, filter_chip
from registerdesk.ui.kit.context import WindowContext
from registerdesk.ui.kit.labels import Label
from registerdesk.ui.kit.notices import Banner, EmptyView
from registerdesk.ui.kit.page import PageHead
from registerdesk.ui.kit.table import Cell, Column, Row, Table
from registerdesk.ui.kit.text import number, tr
from registerdesk.ui.kit.theme import theme
from registerdesk.ui.register.states import States
from registerdesk.usecases.card_values import as_shown
from registerdesk.usecases.party_merges import Comparison, MergeSide

FIRST, SECOND = 1, 2


class _Sides(Table):
    """The rows; the arrows choose a side, Space the other one."""

    side_wanted = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose with Left, Right and Space."""
        sides = {Qt.Key.Key_Left: FIRST, Qt.Key.Key_Right: SECOND, Qt.Key.Key_Space: 0}
        if event.key() in sides and not event.modifiers():
            self.side_wanted.emit(sides[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)


class MergeView(QWidget):
    """Shows two people; the one with the most rows stays, whichever values are chosen."""

    merge_wanted = Signal()
    left = Signal()
    apart_wanted = Signal()

    def __init__(self, context: WindowContext, shortcut_context: str) -> None:
        """Begin with nobody."""
        super().__init__()
        self._context = context
        self.compared: Comparison | None = None
        self._taken: set[str] = set()
        self.head = PageHead(_("Merge duplicates"))
        self._add_actions()
        self.moves = Label(role="body", wrap=True)
        self.numbers = Banner(icon_name="alert", tone="warn")
        self.numbers.label.set_message(
            _("Both have a personal identity number. Both numbers are kept.")
        )
        self.equal = filter_chip(_("Show what is the same"))
        self.equal.toggled.connect(lambda _on: self._show_rows())
        self.head.below.addWidget(self.moves)
        self.head.below.addSpacing(theme.px(10))
        self.head.below.addWidget(self.numbers)
        self.head.below.addWidget(self.equal, 0, Qt.AlignmentFlag.AlignLeft)
        self.table = _Sides(
            columns_of("", ""), tr(_("Values to choose")), context.settings, "merge"
        )
        self.table.setProperty("flush", "true")
        self.table.side_wanted.connect(self._choose)
        self.table.opened.connect(lambda _row: self._choose(0))
        self.table.clicked.connect(lambda index: self._choose(index.column()))
        nothing = EmptyView(_("Nobody is compared."), _("Choose two people."), "users")
        self.states = States(self.table, nothing, area=_("Duplicates"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.states, 1)
        keys = context.shortcuts
        keys.teach(("Left", "Right"), shortcut_context, _("Choose the value of one side"), self)
        keys.teach("Space", shortcut_context, _("Choose the other value"), self)

    def show_pair(self, compared: Comparison) -> None:
        """Show two people; what only one of them has is chosen, but for a part of another name."""
        self.compared = compared
        self._taken = set(proposed(compared.choices))
        first, second = compared.first, compared.second
        self.table.rows.columns = columns_of(_who(first), _who(second))
        words = _("{first} stays. {count} rows move there from {second}: nothing is lost.")
        parts = {"first": _who(first), "second": _who(second), "count": number(second.rows)}
        self.moves.set_message(words, **parts)
        self.numbers.setVisible(bool(first.identity_numbers and second.identity_numbers))
        same = sum(1 for choice in compared.choices if choice.is_same)
        self.equal.setText(tr(_("Show what is the same ({count})"), count=number(same)))
        self.equal.setChecked(not any(not choice.is_same for choice in compared.choices))
        self._show_rows()
        self.states.arrived()

    def wish(self) -> MergeWish | None:
        """Return what has been chosen."""
        if self.compared is None:
            return None
        first, second = self.compared.first, self.compared.second
        return MergeWish(
            survivor_id=first.party_id,
            survivor_version=first.version,
            absorbed_id=second.party_id,
            absorbed_version=second.version,
            taken=frozenset(self._taken),
        )

    def clear(self) -> None:
        """Let go of both."""
        self.compared, self._taken = None, set()
        self.table.rows.show([])
        self.states.arrived(empty=True)

    def focus_content(self) -> None:
        """Put the focus in the values."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def shown(self) -> list[Choice]:
        """Return the choices that are in sight."""
        choices = self.compared.choices if self.compared is not None else ()
        return [choice for choice in choices if self.equal.isChecked() or not choice.is_same]

    def _show_rows(self) -> None:
        at = max(self.table.currentIndex().row(), 0)
        choices = self.shown()
        self.table.rows.show([self._row(choice) for choice in choices])
        if choices:
            last = len(choices) - 1
            self.table.setCurrentIndex(self.table.rows.index(min(at, last), 0))

    def _row(self, choice: Choice) -> Row:
        taken = choice.field in self._taken
        return Row(
            id=choice.field,
            cells=(
                Cell(text=tr(choice.label), tone="muted"),
                _side(choice, choice.first, chosen=not taken),
                _side(choice, choice.second, chosen=taken),
            ),
        )

    def _choose(self, side: int) -> None:
        """Take the value of a side; 0 takes the other one than before."""
        field = self.table.current_id()
        choice = next((c for c in self.shown() if c.field == field), None)
        if choice is None or choice.is_same:
            return
        second = side == SECOND if side else field not in self._taken
        self._taken = self._taken | {field} if second else self._taken - {field}
        self._show_rows()
        value = choice.second if second else choice.first
        self._context.announce(f"{tr(choice.label)}: {words_of(value)}")

    def _add_actions(self) -> None:
        cancel = Button(_("Cancel"), key="Esc")
        cancel.clicked.connect(self.left)
        apart = Button(_("Not a duplicate"))
        apart.clicked.connect(self.apart_wanted)
        merge = Button(_("Merge …"), key="Ctrl+Return", kind="primary")
        merge.clicked.connect(self.merge_wanted)
        for button in (cancel, apart, merge):
            self.head.add_action(button)


def columns_of(first: str, second: str) -> tuple[Column, ...]:
    """Return the columns, headed by who stands in them."""
    return (
        Column(key="field", title=_("Value"), width=190, sortable=False),
        Column(key="first", title=first, width=220, stretch=True, sortable=False),
        Column(key="second", title=second, width=220, stretch=True, sortable=False),
    )


def words_of(value: object) -> str:
    """Return a value as it stands on the screen."""
    if is_withheld(value):
        return "–"
    words, is_message = as_shown(value)
    return (tr(words) if is_message else words) or "–"


def _side(choice: Choice, value: object, *, chosen: bool) -> Cell:
    """Return one of two values: the chosen one marked, what differs standing out."""
    words = words_of(value)
    if choice.is_same:
        return Cell(text=words, tone="muted")
    if not chosen:
        return Cell(text=words, tone="muted", spoken=tr(_("{value}, not chosen"), value=words))
    spoken = tr(_("{value}, chosen"), value=words)
    return Cell(text=words, icon="check", tone="acctxt", strong=True, spoken=spoken)


def _who(side: MergeSide) -> str:
    """Return name and number."""
    return "  ".join(part for part in (side.name, side.number) if part) or "–"
