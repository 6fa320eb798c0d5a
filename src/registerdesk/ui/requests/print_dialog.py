"""The print dialog: printer, copies, sides; nothing else."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from registerdesk.domain.texts import _
from registerdesk.ui.kit.field_column import choices
from registerdesk.ui.kit.field_question import FieldQuestion
from registerdesk.ui.kit.labels import Label
from registerdesk.ui.kit.text import tr
from registerdesk.ui.requests.printing import PrintOrder, can_two_sided

_MOST_COPIES = 9


class PrintDialog(FieldQuestion):
    """Asks where and how; without a printer it says so, and the verb is out of reach."""

    chosen = Signal(object)

    def __init__(
        self,
        parent: QWidget,
        printers: Sequence[str],
        *,
        pages: int,
        two_sided: Callable[[str], bool] = can_two_sided,
    ) -> None:
        """Offer the printers that can be reached, the default one first."""
        super().__init__(parent, _("Print the letter"), _("Print"))
        self._can = two_sided
        self.printer = QComboBox()
        self.printer.addItems(list(printers))
        self.copies = choices({str(n): str(n) for n in range(1, _MOST_COPIES + 1)})
        self.sides = QCheckBox(tr(_("Page 1 alone, the rest on both sides")))
        self.none = Label(
            _("No printer can be reached. Add one in the computer's settings."),
            "error",
            wrap=True,
        )
        if printers:
            self.fields.add("printer", _("Printer"), self.printer)
            self.fields.add("copies", _("Copies"), self.copies)
            self.fields.add("sides", _("Both sides"), self.sides)
        self.fields.add_widget(self.none)
        self.fields.add_widget(
            Label(_("Pages: {n}. The print gets its number."), "secondary", n=pages)
        )
        self.none.setVisible(not printers)
        self.verb.setEnabled(bool(printers))
        self.printer.currentTextChanged.connect(self._offer_sides)
        self.verb.clicked.connect(lambda: self.chosen.emit(self.order()))
        self._offer_sides(self.printer.currentText())
        (self.printer if printers else self.cancel).setFocus()

    def order(self) -> PrintOrder:
        """Return what is chosen."""
        return PrintOrder(
            printer=self.printer.currentText(),
            copies=int(self.copies.currentData()),
            two_sided=self.sides.isEnabled() and self.sides.isChecked(),
        )

    def _offer_sides(self, printer: str) -> None:
        able = bool(printer) and self._can(printer)
        self.sides.setEnabled(able)
        self.sides.setChecked(able)
