"""The recovery key on the screen and on paper: twelve groups, and the printing of its sheet."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from registerdesk.domain.texts import _
from registerdesk.ui.kit.buttons import Button
from registerdesk.ui.kit.card import Card
from registerdesk.ui.kit.labels import Label, data_label
from registerdesk.ui.kit.printing import print_pdf, printer_names
from registerdesk.ui.kit.text import tr
from registerdesk.ui.kit.theme import theme

JOB = "RegisterDesk"
_COLUMNS, _IN_ONE_ROW = 3, 4
_LARGE = 150
"""Text in per cent from which the groups stand in pairs."""


class KeyGroups(Card):
    """The groups in rows of three, four in one; each with its number."""

    def __init__(self, groups: Sequence[str]) -> None:
        """Show the groups."""
        super().__init__()
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(theme.px(20), theme.px(14), theme.px(20), theme.px(14))
        grid.setHorizontalSpacing(theme.px(20))
        grid.setVerticalSpacing(theme.px(10))
        wide = _IN_ONE_ROW if len(groups) == _IN_ONE_ROW else _COLUMNS
        wide = 2 if theme.appearance.percent >= _LARGE else wide
        for place, group in enumerate(groups):
            grid.addWidget(_group(place + 1, group), place // wide, place % wide)
        self.body.addWidget(box)
        spoken = ", ".join(f"{n} {' '.join(group)}" for n, group in enumerate(groups, 1))
        self.setAccessibleName(spoken)


def _group(number: int, group: str) -> QWidget:
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.px(8))
    sign = data_label(str(number), "meta")
    sign.setFixedWidth(theme.px(18))
    sign.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    words = data_label(group, "number")
    font = theme.font(18, 600)
    font.setLetterSpacing(font.SpacingType.AbsoluteSpacing, theme.px(3))
    words.setFont(font)
    row.addWidget(sign)
    row.addWidget(words)
    row.addStretch(1)
    return box


class SheetPrinter(QWidget):
    """A choice of printer and a button; says whether the sheet went out."""

    def __init__(self, verb: str = _("Print the sheet")) -> None:
        """Look which printers there are."""
        super().__init__()
        self.printed = False
        self._pdf = b""
        self.printers = QComboBox()
        self.printers.setAccessibleName(tr(_("Printer")))
        self.button = Button(verb, icon_name="printer")
        self.words = Label(role="secondary", wrap=True)
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addWidget(self.printers, 1)
        row.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        column.addLayout(row)
        column.addWidget(self.words)
        self.look()

    def look(self) -> None:
        """Offer the printers that can be reached now."""
        names = printer_names()
        self.printers.clear()
        self.printers.addItems(names)
        self.printers.setVisible(bool(names))
        self.button.setVisible(bool(names))
        self.words.set_message("" if names else _("This computer has no printer."))

    def has_printer(self) -> bool:
        """Tell whether there is anything to print on."""
        return self.printers.count() > 0

    def print_out(self, pdf: bytes) -> bool:
        """Print, and say how it went."""
        self.printed = print_pdf(pdf, self.printers.currentText(), JOB)
        if self.printed:
            self.words.set_message(_("The sheet has gone to the printer. Check that it came out."))
        else:
            self.words.set_message(_("The printer does not respond. Try another one."))
        self.words.set_tone("ok" if self.printed else "danger")
        return self.printed
