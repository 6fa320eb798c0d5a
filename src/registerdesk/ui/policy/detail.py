"""One setting of the policy: what is settled, what is missing in red, and what it was before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from registerdesk.domain.processing import (
    PurposeSetting,
    RegisterSetting,
    SettingChange,
    why_always,
)
from registerdesk.domain.texts import _
from registerdesk.ui.kit.buttons import Button
from registerdesk.ui.kit.card import Card
from registerdesk.ui.kit.chip import Chip
from registerdesk.ui.kit.labels import data_label
from registerdesk.ui.kit.text import tr
from registerdesk.ui.kit.theme import theme
from registerdesk.ui.policy.words import (
    Fact,
    Setting,
    change_line,
    gaps_of,
    name_of,
    own_words,
    period_facts,
    purpose_facts,
)
from registerdesk.ui.register.states import padded
from registerdesk.usecases.processing_record import Processing


class SettingDetail(QScrollArea):
    """Read by every role of the policy; the button stands there for the ombud."""

    edit_wanted = Signal()
    _setting: Setting

    def __init__(self, *, may_edit: bool) -> None:
        """Begin empty."""
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.title = data_label("", "title", wrap=True)
        self.chip = Chip()
        self.edit = Button(_("Change"), key="E", icon_name="edit")
        self.edit.clicked.connect(self.edit_wanted)
        self.missing = Card(_("Missing in the record"), tone="danger")
        self.facts = Card(_("What is settled"))
        self.before = Card(_("Earlier"))
        head = QHBoxLayout()
        head.setSpacing(theme.px(10))
        head.addWidget(self.title, 1)
        head.addWidget(self.chip)
        head.addWidget(self.edit)
        room = QWidget()
        column = QVBoxLayout(room)
        edge = theme.px(24)
        column.setContentsMargins(edge, theme.px(18), edge, theme.px(18))
        column.setSpacing(theme.px(16))
        column.addLayout(head)
        for card in (self.missing, self.facts, self.before):
            column.addWidget(card)
        column.addStretch(1)
        self.setWidget(room)
        self.edit.setVisible(may_edit)
        self.missing.hide()

    def show_setting(self, found: Processing, setting: Setting) -> None:
        """Show a purpose, a register or a period with what the record says of it."""
        self._setting = setting
        self.title.say(name_of(setting))
        gaps = gaps_of(found, setting)
        self._say_missing(gaps)
        if isinstance(setting, PurposeSetting):
            self._state(is_active=setting.is_active)
            rows = purpose_facts(setting)
            why = why_always(setting.purpose, setting.basis)
            rows += [(tr(_("For each person")), tr(why or _("The person can say no on the card.")))]
        elif isinstance(setting, RegisterSetting):
            self.chip.hide()
            rows = _register_facts(found, setting)
        else:
            self.chip.hide()
            rows = period_facts(setting)
        _fill(self.facts, rows)

    def show_history(
        self, changes: Sequence[SettingChange], today: date, names: dict[str, str]
    ) -> None:
        """Show what the setting was before."""
        self.before.clear()
        for change in changes:
            what, who = change_line(change, today, names, self._setting)
            row = QWidget()
            column = QVBoxLayout(row)
            column.setContentsMargins(theme.px(14), theme.px(8), theme.px(14), theme.px(8))
            column.setSpacing(theme.px(2))
            column.addWidget(data_label(what, wrap=True))
            column.addWidget(data_label(who, "secondary"))
            self.before.add_row(row)
        if not changes:
            self.before.body.addWidget(padded(tr(_("Nothing has been changed."))))

    def minimumSizeHint(self) -> QSize:
        """Allow the pane to be as narrow as the smallest window leaves it."""
        return QSize(theme.px(320), theme.px(160))

    def _state(self, *, is_active: bool) -> None:
        self.chip.set_kind("ok" if is_active else "neutral")
        self.chip.set_message(_("In use") if is_active else _("Not in use"))
        self.chip.show()

    def _say_missing(self, gaps: Sequence[str]) -> None:
        self.missing.clear()
        for words in gaps:
            label = data_label(words, wrap=True)
            label.set_tone("danger")
            label.setContentsMargins(theme.px(14), theme.px(8), theme.px(14), theme.px(8))
            self.missing.add_row(label)
        self.missing.setVisible(bool(gaps))


def _register_facts(found: Processing, setting: RegisterSetting) -> list[Fact]:
    """Return what the record says of a register, as it is printed."""
    sheet = next(each for each in found.record.sheets if each.key == setting.register.value)
    facts: list[Fact] = [(tr(_("Description")), own_words(setting.text_sv, setting.text_en))]
    shown = (e for e in sheet.elements if e.text)
    return [*facts, *((f"{e.label} ({e.article})", e.text) for e in shown)]


def _fill(card: Card, facts: Sequence[Fact]) -> None:
    """Set labels and words side by side; equal labels stand once."""
    card.clear()
    room = QWidget()
    grid = QGridLayout(room)
    grid.setContentsMargins(theme.px(14), theme.px(10), theme.px(14), theme.px(12))
    grid.setHorizontalSpacing(theme.px(16))
    grid.setVerticalSpacing(theme.px(8))
    grid.setColumnStretch(1, 1)
    grid.setColumnMinimumWidth(0, theme.px(150))
    last = ""
    for row, (label, words) in enumerate(facts):
        shown = data_label("" if label == last else label, "secondary", wrap=True)
        shown.setMaximumWidth(theme.px(170))
        value = data_label(words, wrap=True)
        value.setAccessibleName(f"{label}: {words}")
        for column, cell in enumerate((shown, value)):
            grid.addWidget(cell, row, column, Qt.AlignmentFlag.AlignTop)
        last = label
    card.body.addWidget(room)
