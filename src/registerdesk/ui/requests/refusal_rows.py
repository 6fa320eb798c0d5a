"""What is refused, item by item: each with its reason and its rule."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from registerdesk.domain.errors import InvalidInput
from registerdesk.domain.letter_rows import WithheldRow
from registerdesk.domain.texts import _
from registerdesk.ui.kit.buttons import Button
from registerdesk.ui.kit.field_column import FieldColumn
from registerdesk.ui.kit.free_text_notice import FreeTextNotice
from registerdesk.ui.kit.text import tr
from registerdesk.ui.kit.theme import theme
from registerdesk.ui.requests.paragraphs import paragraph

_ROOM, _MOST = 250, 12


class RefusalRow(FieldColumn):
    """One item: what, under which rule, and why."""

    def __init__(self, today: Callable[[], date]) -> None:
        """Begin empty."""
        super().__init__()
        self.what, self.rule = QLineEdit(), QLineEdit()
        self.reason: QPlainTextEdit = paragraph(2)
        self.add_pair(
            ("what", _("What is refused"), self.what), ("rule", _("Under which rule"), self.rule)
        )
        self.add("reason", _("Why"), self.reason)
        self.add_widget(FreeTextNotice(self.reason, today))

    def show_row(self, row: WithheldRow) -> None:
        """Show what was written before."""
        self.what.setText(row.what)
        self.rule.setText(row.rule)
        self.reason.setPlainText(row.reason)

    def row(self) -> WithheldRow:
        """Return what is filled in."""
        what, rule = self.what.text().strip(), self.rule.text().strip()
        return WithheldRow(what=what, reason=self.reason.toPlainText().strip(), rule=rule)

    def number(self, at: int) -> None:
        """Say to a screen reader which of the items this is, from 1."""
        for name, message in (
            ("what", _("What is refused")),
            ("rule", _("Under which rule")),
            ("reason", _("Why")),
        ):
            self.editor(name).setAccessibleName(f"{at}: {tr(message)}")


class RefusalRows(QWidget):
    """The items one under the other, the first always there; they scroll where they are many."""

    def __init__(self, today: Callable[[], date]) -> None:
        """Begin with one empty item."""
        super().__init__()
        self._today = today
        self.rows: list[RefusalRow] = []
        inner = QWidget()
        self._items = QVBoxLayout(inner)
        self._items.setContentsMargins(0, 0, theme.px(10), 0)
        self._items.setSpacing(theme.px(4))
        self.area = QScrollArea()
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(inner)
        self.more = Button(_("Refuse one thing more"), icon_name="plus", kind="link")
        self.more.setAutoDefault(False)
        self.more.clicked.connect(self._one_more)
        self.fewer = Button(_("Take the last one away"), kind="link")
        self.fewer.setAutoDefault(False)
        self.fewer.clicked.connect(self._drop)
        line = QHBoxLayout()
        line.setSpacing(theme.px(8))
        line.addWidget(self.more)
        line.addWidget(self.fewer)
        line.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addWidget(self.area)
        column.addLayout(line)
        self._add()

    def show_rows(self, rows: Sequence[WithheldRow]) -> None:
        """Show what was written before."""
        while len(self.rows) < len(rows):
            self._add()
        for shown, row in zip(self.rows, rows, strict=False):
            shown.show_row(row)

    def filled(self) -> tuple[WithheldRow, ...]:
        """Return the items; an empty one counts only where it is the first."""
        found = [each.row() for each in self.rows]
        return (found[0], *(row for row in found[1:] if row.what or row.reason or row.rule))

    def refuse(self, error: InvalidInput) -> bool:
        """Show a refusal at the first item that is not whole; False if all are."""
        for each in self.rows[: max(len(self.filled()), 1)]:
            row = each.row()
            if not (row.what and row.reason and row.rule):
                return each.refuse(error)
        return False

    def _add(self) -> RefusalRow:
        row = RefusalRow(self._today)
        self.rows.append(row)
        row.number(len(self.rows))
        self._items.addWidget(row)
        self._fit()
        return row

    def _one_more(self) -> None:
        row = self._add()
        row.what.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, row, lambda: self.area.ensureWidgetVisible(row))

    def _drop(self) -> None:
        row = self.rows.pop()
        self._items.removeWidget(row)
        row.hide()
        row.deleteLater()
        self._fit()
        self.rows[-1].what.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fit(self) -> None:
        """Give one item its whole height; more of them scroll."""
        self.fewer.setVisible(len(self.rows) > 1)
        self.more.setEnabled(len(self.rows) < _MOST)
        one = self.rows[0].sizeHint().height()
        self.area.setFixedHeight(one if len(self.rows) == 1 else max(one, theme.px(_ROOM)))
