"""On the card: what a person's data is used for, each purpose with its basis and its switch."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from registerdesk.domain.fields import BASIS_LABELS, Purpose
from registerdesk.domain.texts import _
from registerdesk.ui.kit.card import Card as Sheet
from registerdesk.ui.kit.labels import data_label
from registerdesk.ui.kit.text import language, tr
from registerdesk.ui.kit.theme import theme
from registerdesk.usecases.purpose_switches import PersonPurpose

_SIDE = 14


class PurposeSheet(Sheet):
    """Rows in the order of the policy; Space on a box asks, and the box waits for the desk."""

    switch_wanted = Signal(object, bool)

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__(_("Purposes and legal basis"))
        self.rows: dict[Purpose, PurposeRow] = {}

    def show_purposes(self, purposes: Sequence[PersonPurpose], *, may_switch: bool) -> None:
        """Show a person's purposes; the box with the focus keeps it."""
        if list(self.rows) != [each.purpose for each in purposes]:
            self.clear()
            self.rows = {each.purpose: PurposeRow() for each in purposes}
            for row in self.rows.values():
                row.switched.connect(self.switch_wanted)
                self.add_row(row)
        for each in purposes:
            self.rows[each.purpose].show_purpose(each, may_switch=may_switch)


class PurposeRow(QWidget):
    """One purpose: a box where the person has a say, else the reason why not."""

    switched = Signal(object, bool)

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        self._shown: PersonPurpose | None = None
        self.box = QCheckBox()
        self.name = data_label("", wrap=True)
        self.under = data_label("", "secondary", wrap=True)
        line = QHBoxLayout()
        line.setSpacing(0)
        line.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.name, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(_SIDE), theme.px(8), theme.px(_SIDE), theme.px(8))
        column.setSpacing(theme.px(2))
        column.addLayout(line)
        column.addWidget(self.under)
        self.box.clicked.connect(self._clicked)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give wrapped words the lines that they need."""
        super().resizeEvent(event)
        self._fit()

    def show_purpose(self, shown: PersonPurpose, *, may_switch: bool) -> None:
        """Show how the purpose stands."""
        self._shown = shown
        words, told = name_of(shown), state_of(shown)
        has_box = may_switch and not shown.why_always
        self.box.setVisible(has_box)
        self.box.setToolTip(words.replace("<", "‹"))
        self.box.setAccessibleName(words)
        self.box.setAccessibleDescription(told)
        self.box.setChecked(shown.is_on)
        self.name.say(words)
        self.under.say(told)
        self._fit()

    def _fit(self) -> None:
        room = self.width() - 2 * theme.px(_SIDE)
        beside = 0 if self.box.isHidden() else self.box.sizeHint().width()
        self.name.setMinimumHeight(self.name.heightForWidth(room - beside))
        self.under.setMinimumHeight(self.under.heightForWidth(room))

    def _clicked(self, on: bool) -> None:  # noqa: FBT001 - Qt's own signal
        """Ask; the box shows what holds until the desk has answered."""
        if self._shown is not None:
            self.box.setChecked(self._shown.is_on)
            self.switched.emit(self._shown, on)


def name_of(shown: PersonPurpose) -> str:
    """Return the office's own name for the purpose, in the window's language."""
    return shown.text_en if language.code == "en" and shown.text_en else shown.text_sv


def state_of(shown: PersonPurpose) -> str:
    """Return basis and state: why it cannot be switched, or the person's last word."""
    if shown.why_always:
        return tr(shown.why_always)
    basis = "" if shown.basis is None else tr(BASIS_LABELS[shown.basis])
    if not shown.since:
        return f"{basis}. {tr(_('Nothing said.'))}"
    word = _("Yes since {day}") if shown.is_on else _("No since {day}")
    how = f" ({shown.how})" if shown.how else ""
    return f"{basis}. {tr(word, day=shown.since)}{how}"
