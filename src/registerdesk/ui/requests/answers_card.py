"""Step 4, first half: recipients, transfers and automated decisions, or expressly none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from registerdesk.domain.case_answers import Answers
from registerdesk.domain.letter_rows import RecipientRow, TransferRow
from registerdesk.domain.letters import NONE, ExpresslyNone
from registerdesk.domain.texts import _
from registerdesk.ui.kit.buttons import Button, IconButton
from registerdesk.ui.kit.card import Card
from registerdesk.ui.kit.free_text_notice import FreeTextNotice
from registerdesk.ui.kit.labels import Label
from registerdesk.ui.kit.text import tr
from registerdesk.ui.kit.theme import theme

_TEXT_LIMIT = 4_000


class RowsField(QWidget):
    """Rows of short texts, or "none" ticked; says nothing until one of them is done."""

    changed = Signal()

    def __init__(self, title: str, article: str, none: str, columns: Sequence[str]) -> None:
        """Take messages: the title, the article, the words of the tick, the columns."""
        super().__init__()
        self._columns = tuple(columns)
        self._lines: list[list[QLineEdit]] = []
        self.none = QCheckBox(tr(none))
        self.none.toggled.connect(self._toggled)
        self.more = Button(_("Add a row"), icon_name="plus", kind="link")
        self.more.clicked.connect(lambda _on=False: self.add_row())
        self.title = Label(title, "label")
        self.none.setAccessibleName(f"{self.title.text()}: {tr(none)}")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.px(6))
        self._grid.setVerticalSpacing(theme.px(4))
        head = QHBoxLayout()
        head.addWidget(self.title)
        head.addWidget(Label(article, "meta"))
        head.addStretch(1)
        head.addWidget(self.none)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(14), theme.px(8), theme.px(14), theme.px(8))
        column.setSpacing(theme.px(6))
        column.addLayout(head)
        column.addLayout(self._grid)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)

    def show_rows(self, rows: Sequence[Sequence[str]] | None, *, none: bool) -> None:
        """Show rows, or that there are expressly none."""
        while self._lines:
            self._drop(self._lines[-1])
        for row in rows or ():
            self.add_row(row)
        self.none.setChecked(none)

    def add_row(self, values: Sequence[str] = ()) -> None:
        """Add a row to be filled in."""
        self.none.setChecked(False)
        at = len(self._lines)
        line = []
        for column, title in enumerate(self._columns):
            editor = QLineEdit(values[column] if column < len(values) else "")
            editor.setPlaceholderText(tr(title))
            editor.setAccessibleName(f"{self.title.text()}, {at + 1}: {tr(title)}")
            editor.setMaxLength(200)
            editor.textEdited.connect(lambda _text: self.changed.emit())
            self._grid.addWidget(editor, at, column)
            line.append(editor)
        drop = IconButton("close", _("Take the row away"))
        drop.clicked.connect(lambda: self._drop(line))
        self._grid.addWidget(drop, at, len(self._columns))
        self._lines.append(line)
        self._chain()
        if not values:
            line[0].setFocus()
        self.changed.emit()

    def rows(self) -> tuple[tuple[str, ...], ...]:
        """Return what is filled in."""
        typed = (tuple(e.text().strip() for e in line) for line in self._lines)
        return tuple(row for row in typed if any(row))

    def _drop(self, line: list[QLineEdit]) -> None:
        kept = [[e.text() for e in other] for other in self._lines if other is not line]
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        had_focus = self.isAncestorOf(QApplication.focusWidget() or self)
        self._lines = []
        none = self.none.isChecked()
        for values in kept:
            self.add_row(values)
        self.none.setChecked(none)
        self._chain()
        if had_focus:
            self.more.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _chain(self) -> None:
        """Let Tab go as one reads: the tick, the rows cell by cell, the button below them."""
        grid = range(self._grid.count())
        cells = [item.widget() for at in grid if (item := self._grid.itemAt(at)) is not None]
        stops = [self.none, *(cell for cell in cells if cell is not None), self.more]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def _toggled(self, on: bool) -> None:  # noqa: FBT001 - the signal's own form
        if on and self.rows():
            self.show_rows(None, none=True)
        elif on:
            while self._lines:
                self._drop(self._lines[-1])
        self.more.setVisible(not on)
        self.changed.emit()


class AnswersCard(Card):
    """What the answer says beyond the data; each part is filled in or expressly none."""

    saved = Signal(object)

    def __init__(self, today: Callable[[], date]) -> None:
        """Begin with nothing filled in."""
        super().__init__(_("What the answer also says"))
        self.touched = False
        none = _("None at all")
        self.recipients = RowsField(
            _("Recipients"), _("Article 15(1)(c)"), none,
            (_("Name"), _("What"), _("Country"), _("Protection")),
        )  # fmt: skip
        self.transfers = RowsField(
            _("Transfers to third countries"), _("Article 15(2)"), none,
            (_("Recipient"), _("Country"), _("Safeguard")),
        )  # fmt: skip
        self.no_automated = QCheckBox(tr(none))
        self.automated = QPlainTextEdit()
        self.automated.setTabChangesFocus(True)
        self.automated.setFixedHeight(theme.px(60))
        self.notice = FreeTextNotice(self.automated, today)
        self.save = Button(_("Save the details"))
        self.save.clicked.connect(self.keep)
        self.error = Label(role="error", wrap=True)
        self.error.hide()
        self.add_row(self.recipients)
        self.add_row(self.transfers)
        self.add_row(self._automated_part())
        self.add_row(self._foot())
        self.recipients.changed.connect(self._touch)
        self.transfers.changed.connect(self._touch)
        self.automated.textChanged.connect(self._touch)
        self.no_automated.toggled.connect(self._automated_none)

    def show_answers(self, answers: Answers | None, *, works: bool) -> None:
        """Show what has been filled in; what is being typed stays."""
        self.setEnabled(works)
        self.save.setVisible(works)
        if self.touched:
            return
        recipients = answers.recipients if answers else ()
        transfers = answers.transfers if answers else ()
        self.recipients.show_rows(
            () if isinstance(recipients, ExpresslyNone)
            else [(r.name, r.what, r.country, r.protection) for r in recipients],
            none=isinstance(recipients, ExpresslyNone),
        )  # fmt: skip
        self.transfers.show_rows(
            () if isinstance(transfers, ExpresslyNone)
            else [(r.recipient, r.country, r.safeguard) for r in transfers],
            none=isinstance(transfers, ExpresslyNone),
        )  # fmt: skip
        automated = answers.automated_decisions if answers else ""
        words = "" if isinstance(automated, ExpresslyNone) else automated
        self.automated.setPlainText(words)
        self.no_automated.setChecked(isinstance(automated, ExpresslyNone))
        self.beside.set_message(_("Saved") if answers else _("Not filled in"))
        self._rest()

    def keep(self) -> None:
        """Hand over what is filled in."""
        self.saved.emit(self.answers())

    def answers(self) -> Answers:
        """Return what is filled in, as the case keeps it."""
        recipients = tuple(
            RecipientRow(name=a, what=b, country=c, protection=d)
            for a, b, c, d in self.recipients.rows()
        )
        transfers = tuple(
            TransferRow(recipient=a, country=b, safeguard=c) for a, b, c in self.transfers.rows()
        )
        return Answers(
            recipients=NONE if self.recipients.none.isChecked() else recipients,
            transfers=NONE if self.transfers.none.isChecked() else transfers,
            automated_decisions=NONE
            if self.no_automated.isChecked()
            else self.automated.toPlainText().strip()[:_TEXT_LIMIT],
        )

    def saved_now(self) -> None:
        """Forget that something was typed: it is kept."""
        self._rest()

    def refuse(self, words: str) -> None:
        """Say what is missing."""
        self.error.say(words)
        self.error.show()

    def _rest(self) -> None:
        self.touched = False
        self.error.hide()

    def _touch(self) -> None:
        self.touched = True

    def _automated_none(self, on: bool) -> None:  # noqa: FBT001 - the signal's own form
        self.automated.setVisible(not on)
        if on:
            self.automated.clear()
        self._touch()

    def _automated_part(self) -> QWidget:
        part = QWidget()
        title = Label(_("Automated decisions and profiling"), "label")
        self.automated.setAccessibleName(title.text())
        self.no_automated.setAccessibleName(f"{title.text()}: {self.no_automated.text()}")
        self.automated.setPlaceholderText(tr(_("The logic, the meaning and the consequences")))
        head = QHBoxLayout()
        head.addWidget(title)
        head.addWidget(Label(_("Article 15(1)(h)"), "meta"))
        head.addStretch(1)
        head.addWidget(self.no_automated)
        column = QVBoxLayout(part)
        column.setContentsMargins(theme.px(14), theme.px(8), theme.px(14), theme.px(8))
        column.setSpacing(theme.px(6))
        column.addLayout(head)
        column.addWidget(self.automated)
        column.addWidget(self.notice)
        return part

    def _foot(self) -> QWidget:
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(theme.px(14), theme.px(8), theme.px(14), theme.px(10))
        row.addWidget(self.error, 1)
        row.addStretch(1)
        row.addWidget(self.save)
        return foot
