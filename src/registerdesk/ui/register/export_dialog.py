"""What is taken out, why, for whom, as what: the numbers stand first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLineEdit, QWidget

from registerdesk.domain.exports import (
    FORMAT_LABELS,
    LEFT_OUT_LABELS,
    ExportColumn,
    ExportFormat,
    ExportPreview,
    ExportWish,
    LeftOut,
    about_column,
)
from registerdesk.domain.fields import Purpose
from registerdesk.domain.processing import PurposeSetting
from registerdesk.domain.texts import _
from registerdesk.ui.kit.field_column import choices
from registerdesk.ui.kit.labels import Label
from registerdesk.ui.kit.question import Question
from registerdesk.ui.kit.text import language, number, tr
from registerdesk.ui.kit.theme import theme

_ACROSS = 2
_LONGEST = 200
_WIDTH = 560


class ExportDialog(Question):
    """Purpose, recipient, columns and format; the verb says how many it concerns."""

    asked_again = Signal(object)
    """The wish has changed so that others may leave."""
    wanted = Signal(object)
    """The wish, as it is to be carried out."""

    def __init__(self, parent: QWidget, wish: ExportWish, printers: Sequence[str]) -> None:
        """Begin with a wish; nothing can be taken out until the numbers are there."""
        super().__init__(parent, _("Take out a list"), _("Export"))
        self.wish = wish
        self.preview: ExportPreview | None = None
        self.numbers = Label(role="body", wrap=True)
        self.behind = Label(role="secondary", wrap=True)
        self.body.addWidget(self.numbers)
        self.body.addWidget(self.behind)
        self.purpose = QComboBox()
        self.purpose.addItem("", wish.purpose.value)  # named once the numbers are there
        self.recipient = QLineEdit()
        self.recipient.setMaxLength(_LONGEST)
        self.recipient.setPlaceholderText(tr(_("Nobody outside the office")))
        self.format = choices({each.value: words for each, words in FORMAT_LABELS.items()})
        self.format.setCurrentIndex(self.format.findData(wish.format.value))
        self.printer = QComboBox()
        self.printer.addItems(list(printers))
        self.add_field(_("Purpose"), self.purpose, "purpose")
        self.add_field(_("Handed to, outside the office"), self.recipient, "recipient")
        self.columns: dict[ExportColumn, QCheckBox] = {}
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.px(16))
        self.body.addWidget(Label(_("Columns"), "label"))
        self.body.addLayout(self._grid)
        self.add_field(_("Format"), self.format, "format")
        self.add_field(_("Printer"), self.printer, "printer")
        self.plain = Label(role="secondary", wrap=True)
        self.body.addWidget(self.plain)
        self.setFixedWidth(min(theme.px(_WIDTH), parent.window().width() - theme.px(40)))
        self.purpose.currentIndexChanged.connect(lambda _at: self._ask())
        self.format.currentIndexChanged.connect(lambda _at: self._tell_format())
        self.verb.clicked.connect(self._go_on)
        self.verb.setEnabled(False)
        self._tell_format()
        self.purpose.setFocus()

    def chosen(self) -> ExportWish:
        """Return the wish as it stands in the dialog."""
        return replace(
            self.wish,
            purpose=Purpose(self.purpose.currentData()),
            recipient=self.recipient.text().strip(),
            format=ExportFormat(self.format.currentData()),
            columns=tuple(each for each, box in self.columns.items() if box.isChecked()),
        )

    def show_preview(self, preview: ExportPreview) -> None:
        """Say how many leave and who stays behind; offer the columns within reach."""
        self.preview = preview
        if not self.columns:
            self._offer(preview.columns)
            self._offer_purposes(preview.purposes)
        one = preview.people == 1
        words = _("1 person is taken out.") if one else _("{n} people are taken out.")
        self.numbers.say(tr(words, n=number(preview.people)))
        total = sum(preview.left_out.values())
        reasons = [
            tr(LEFT_OUT_LABELS[reason], n=number(preview.left_out[reason]))
            for reason in LeftOut
            if reason in preview.left_out
        ]
        told = tr(_("{n} stay behind – {why}."), n=number(total), why=", ".join(reasons))
        self.behind.say(told if total else tr(_("Nobody stays behind.")))
        self._tell_format()

    def _offer(self, columns: Sequence[ExportColumn]) -> None:
        """Offer the columns; those of the list are chosen beforehand, sealed ones never."""
        for at, column in enumerate(columns):
            declared = about_column(column)
            box = QCheckBox(tr(declared.label))
            box.setChecked(column in self.wish.columns and declared.sealed is None)
            self.columns[column] = box
            self._grid.addWidget(box, at // _ACROSS, at % _ACROSS)

    def _offer_purposes(self, purposes: Sequence[PurposeSetting]) -> None:
        """Offer those in use by the office's own names; the chosen one stays as long as it is."""
        self.purpose.blockSignals(True)
        self.purpose.clear()
        for setting in purposes:
            self.purpose.addItem(setting.text_in(language.code), setting.purpose.value)
        self.purpose.setCurrentIndex(max(self.purpose.findData(self.wish.purpose.value), 0))
        self.purpose.blockSignals(False)
        if purposes and self.purpose.currentData() != self.wish.purpose.value:
            self._ask()

    def _tell_format(self) -> None:
        """Say what the file is, and name the deed."""
        paper = self.format.currentData() == ExportFormat.PAPER.value
        self.show_field("printer", shown=paper)
        self.plain.set_message(
            _("Each page names the office, you, the time and the export number.")
            if paper
            else _("The file is not encrypted. Keep it where only you reach, and delete it after.")
        )
        preview = self.preview
        needs = preview is not None and preview.needs_second
        deed = _("Print") if paper else _("Export")
        self.verb.set_message(_("Ask for approval") if needs else deed)
        self.error.hide()
        if needs:
            self.error.say(
                tr(_("More than 20 people in a day: the data protection officer approves first."))
            )
            self.error.show()
        can_print = not paper or needs or self.printer.count() > 0
        self.verb.setEnabled(preview is not None and preview.people > 0 and can_print)
        if paper and not self.printer.count():
            self.plain.set_message(
                _("No printer can be reached. Add one in the computer's settings.")
            )
        self.adjustSize()

    def _ask(self) -> None:
        self.verb.setEnabled(False)
        self.asked_again.emit(self.chosen())

    def _go_on(self) -> None:
        self.wanted.emit(self.chosen())
