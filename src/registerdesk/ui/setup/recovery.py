"""The recovery key: printed or written down, then typed back to prove it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from registerdesk.domain.texts import _
from registerdesk.ui.kit.buttons import Button
from registerdesk.ui.kit.field_column import FieldColumn
from registerdesk.ui.kit.labels import Label
from registerdesk.ui.kit.notices import Banner
from registerdesk.ui.kit.text import language, tr
from registerdesk.ui.kit.theme import theme
from registerdesk.ui.setup.key_paper import KeyGroups, SheetPrinter
from registerdesk.ui.setup.step import SetupStep
from registerdesk.usecases.offices import NewOffice
from registerdesk.usecases.recovery_keys import (
    PROVED_GROUPS,
    groups_of,
    is_group,
    is_whole_key,
    sheet_of,
)


class RecoveryStep(SetupStep):
    """Shows the key until it is on paper, hides it, and asks for two groups or for all of it."""

    def __init__(self, today: Callable[[], date]) -> None:
        """Begin without a key; `show_key` gives it."""
        super().__init__(
            _("Recovery key"),
            _(
                "The key opens the office if every password is lost. Without it nobody can help,"
                " not even the maker of the program."
            ),
        )
        self._today = today
        self._office: NewOffice | None = None
        self._room = QVBoxLayout()
        self._room.setSpacing(theme.px(12))
        self.column.addLayout(self._room)
        self.printer = SheetPrinter()
        self.printer.button.clicked.connect(self._print)
        self.by_hand = Button(_("I have no printer"), kind="link", icon_name="edit")
        self.by_hand.clicked.connect(lambda: self._ask_back(whole=True))
        self.again = Button(_("Show the key again"), kind="link", icon_name="eye")
        self.again.clicked.connect(self._show)
        self.groups = self._group_fields()
        self.whole = self._whole_field()
        self.warning = Banner(
            _("Keep the sheet in a safe"),
            _("Whoever has the key can read everything."),
            icon_name="shield",
            tone="warn",
        )
        self.hidden = Label(_("The key is hidden. Type it from the paper."), "secondary", wrap=True)
        foot = QHBoxLayout()
        foot.addWidget(self.by_hand)
        foot.addWidget(self.again)
        foot.addStretch(1)
        for widget in (self.warning, self.printer, self.hidden, self.groups, self.whole):
            self.column.addWidget(widget)
        self.column.addLayout(foot)
        self.column.addStretch(1)

    def show_key(self, office: NewOffice) -> None:
        """Show a key; one that was proved already stays proved."""
        if self._office is not office:
            self._office = office
            self.printer.look()
            self.groups.set_text("3", "")
            self.groups.set_text("7", "")
            self.whole.set_text("key", "")
            self._show()

    def is_answered(self) -> bool:
        """Go from showing to asking, then compare what was typed with the key."""
        if self._office is None:
            return False
        if self.groups.isHidden() and self.whole.isHidden():
            self._ask_back(whole=not self.printer.printed)
            return False
        return self._whole_typed() if self.groups.isHidden() else self._groups_typed()

    def first(self) -> QWidget:
        """Return what is to be done now."""
        if not self.groups.isHidden():
            return self.groups.editor("3")
        if not self.whole.isHidden():
            return self.whole.editor("key")
        return self.printer.button if self.printer.has_printer() else self.by_hand

    def _show(self) -> None:
        """Show the key, and the ways to get it on paper."""
        self._put_key()
        for widget in (self.groups, self.whole, self.again, self.hidden):
            widget.hide()
        for shown in (self.printer, self.by_hand, self.warning):
            shown.show()
        self.changed.emit()

    def _put_key(self) -> None:
        while (item := self._room.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        if self._office is not None:
            self._room.addWidget(KeyGroups(groups_of(self._office.recovery_key)))

    def _ask_back(self, *, whole: bool) -> None:
        """Hide the key and ask for it from the paper."""
        item = self._room.itemAt(0)
        shown = item.widget() if item is not None else None
        if shown is not None:
            shown.hide()
        for widget in (self.printer, self.by_hand, self.warning):
            widget.hide()
        self.groups.setVisible(not whole)
        self.whole.setVisible(whole)
        self.hidden.show()
        self.again.show()
        self.first().setFocus()
        self.changed.emit()

    def _print(self) -> None:
        office = self._office
        if office is None:
            return
        pdf = sheet_of(
            office.recovery_key,
            office_name=office.profile.name,
            fingerprint=office.fingerprint,
            day=self._today(),
            language=language.code,
        )
        if self.printer.print_out(pdf):
            self.changed.emit()

    def _groups_typed(self) -> bool:
        self.groups.clear_errors()
        key = self._office.recovery_key if self._office else ""
        for number in PROVED_GROUPS:
            if not is_group(key, number, self.groups.text(str(number))):
                words = tr(_("Group {number} is not like that. Look at the paper."), number=number)
                self.groups.point_at(str(number), words)
                return False
        return True

    def _whole_typed(self) -> bool:
        self.whole.clear_errors()
        key = self._office.recovery_key if self._office else ""
        if is_whole_key(key, self.whole.text("key")):
            return True
        words = tr(_("The key is not like that. Compare it group by group."))
        self.whole.point_at("key", words)
        return False

    def _group_fields(self) -> FieldColumn:
        fields = FieldColumn()
        first, second = (_key_line(5) for _number in PROVED_GROUPS)
        fields.add_pair(
            (str(PROVED_GROUPS[0]), _("Group 3 of the key"), first),
            (str(PROVED_GROUPS[1]), _("Group 7 of the key"), second),
        )
        return fields

    def _whole_field(self) -> FieldColumn:
        fields = FieldColumn()
        fields.add(
            "key",
            _("The whole key, twelve groups"),
            _key_line(90),
            _("Capital or small letters, with or without hyphens."),
        )
        return fields


def _key_line(length: int) -> QLineEdit:
    line = QLineEdit()
    line.setMaxLength(length)
    line.setProperty("size", "login")
    return line
