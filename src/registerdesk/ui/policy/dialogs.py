"""The two forms of the policy: what is settled on a purpose, and on a register."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from registerdesk.domain.errors import InvalidInput
from registerdesk.domain.fields import BASIS_LABELS, CATEGORY_LABELS, Category, LegalBasis, Purpose
from registerdesk.domain.plain_text import NAME_LIMIT
from registerdesk.domain.processing import PurposeSetting, RegisterSetting
from registerdesk.domain.texts import _
from registerdesk.ui.kit.editors import IsoDateEdit
from registerdesk.ui.kit.field_column import check_box
from registerdesk.ui.kit.labels import Label
from registerdesk.ui.kit.question import Question
from registerdesk.ui.kit.text import tr
from registerdesk.ui.kit.theme import theme
from registerdesk.ui.policy.words import DESCRIBED, FIELD_LABELS, NO_BASIS, name_of

WIDE = 680


class _Wide(Question):
    """A form with room for two languages side by side."""

    given = Signal(object)
    labels: Mapping[str, str] = MappingProxyType({})
    """Messages in the place of the usual ones."""

    def __init__(self, parent: QWidget, title: str) -> None:
        super().__init__(parent, title, _("Save"))
        self.body.setSpacing(theme.px(4))
        self.setFixedWidth(min(theme.px(WIDE), parent.window().width() - theme.px(40)))
        self.verb.clicked.connect(self._go_on)

    def add_pair(self, first: tuple[str, QWidget], second: tuple[str, QWidget]) -> None:
        """Add two fields side by side, under their labels."""
        row = QHBoxLayout()
        row.setSpacing(theme.px(12))
        whole = self.body
        for name, editor in (first, second):
            self.body = QVBoxLayout()
            self.body.setSpacing(theme.px(4))
            self.add_field(self.labels.get(name, FIELD_LABELS[name]), editor, name)
            row.addLayout(self.body, 1)
        self.body = whole
        self.body.addLayout(row)

    def add_boxes(self, name: str, boxes: Iterable[QCheckBox]) -> None:
        """Add boxes to tick, in two columns under one label."""
        room = QWidget()
        grid = QGridLayout(room)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(theme.px(2))
        for half in (0, 1):
            grid.setColumnStretch(half, 1)
        for place, box in enumerate(boxes):
            grid.addWidget(box, place // 2, place % 2)
        self.add_field(FIELD_LABELS[name], room, name)

    def typed(self) -> Mapping[str, Any]:
        """Return what is typed; raises InvalidInput for a day that is none."""
        raise TypeError

    def _go_on(self) -> None:
        try:
            given = self.typed()
        except InvalidInput as error:
            self.refuse(error)
        else:
            self.given.emit(given)


class PurposeDialog(_Wide):
    """Words, legal basis, balancing test, categories, first day, in use or not."""

    def __init__(self, parent: QWidget, setting: PurposeSetting, today: Callable[[], date]) -> None:
        """Show what is settled."""
        super().__init__(parent, _("Change the purpose"))
        self.swedish, self.english = _line(setting.text_sv), _line(setting.text_en)
        self.basis = QComboBox()
        self.basis.addItem(tr(NO_BASIS), "")
        for basis, words in BASIS_LABELS.items():
            self.basis.addItem(f"{tr(words)} ({basis.value})", basis.value)
        self.basis.setCurrentIndex(self.basis.findData(setting.basis or ""))
        self.first_day = IsoDateEdit(today)
        self.first_day.set_value(setting.valid_from)
        self.balancing = _text(setting.balancing, rows=3)
        self.active = check_box(tr(_("In use: data may be saved for it")))
        self.active.setChecked(setting.is_active)
        used = setting.used_categories
        self.boxes = {
            each: _ticked(tr(words), on=each in used) for each, words in CATEGORY_LABELS.items()
        }
        self.add_pair(("text_sv", self.swedish), ("text_en", self.english))
        self.add_pair(("basis", self.basis), ("valid_from", self.first_day))
        self.add_field(FIELD_LABELS["balancing"], self.balancing, "balancing")
        self.add_boxes("categories", self.boxes.values())
        self._editors["is_active"] = self.active
        self.body.addWidget(self.active)
        self.swedish.setFocus()

    def typed(self) -> Mapping[str, Any]:
        """Return what is typed."""
        try:
            day = self.first_day.value()
        except InvalidInput as error:
            raise InvalidInput(error.message, field="valid_from", **error.parameters) from None
        return {
            "text_sv": self.swedish.text(),
            "text_en": self.english.text(),
            "basis": LegalBasis(self.basis.currentData()) if self.basis.currentData() else "",
            "balancing": self.balancing.toPlainText(),
            "categories": _chosen(self.boxes),
            "is_active": self.active.isChecked(),
            "valid_from": day,
        }


class RegisterDialog(_Wide):
    """Words, recipients and transfers in both languages, and the purposes."""

    labels = DESCRIBED

    def __init__(
        self, parent: QWidget, setting: RegisterSetting, purposes: Iterable[PurposeSetting]
    ) -> None:
        """Show what is settled; `purposes` name the boxes."""
        super().__init__(parent, _("Change the register"))
        self.body.addWidget(Label(role="section").say(name_of(setting)))
        self.editors: dict[str, QLineEdit | QPlainTextEdit] = {
            name: _line(getattr(setting, name))
            if name.startswith("text")
            else _text(getattr(setting, name), rows=2)
            for name in _REGISTER_TEXTS
        }
        used = setting.used_purposes
        self.boxes: dict[Purpose, QCheckBox] = {
            each.purpose: _ticked(name_of(each), on=each.purpose in used) for each in purposes
        }
        for kind in ("text", "recipients", "transfers"):
            names = f"{kind}_sv", f"{kind}_en"
            first, second = ((name, self.editors[name]) for name in names)
            self.add_pair(first, second)
        self.add_boxes("purposes", self.boxes.values())
        self.editors["text_sv"].setFocus()

    def typed(self) -> Mapping[str, Any]:
        """Return what is typed."""
        words = {name: _words(editor) for name, editor in self.editors.items()}
        return {**words, "purposes": _chosen(self.boxes)}


_REGISTER_TEXTS = (
    *("text_sv", "text_en", "recipients_sv", "recipients_en"),
    *("transfers_sv", "transfers_en"),
)


def _line(words: str) -> QLineEdit:
    edit = QLineEdit(words)
    edit.setMaxLength(NAME_LIMIT)
    return edit


def _text(words: str, *, rows: int) -> QPlainTextEdit:
    edit = QPlainTextEdit(words)
    edit.setTabChangesFocus(True)
    edit.setFixedHeight(theme.px(14 + 20 * rows))
    return edit


def _words(editor: QLineEdit | QPlainTextEdit) -> str:
    return editor.text() if isinstance(editor, QLineEdit) else editor.toPlainText()


def _ticked(words: str, *, on: bool) -> QCheckBox:
    box = check_box(words)
    box.setChecked(on)
    return box


def _chosen(boxes: Mapping[Category, QCheckBox] | Mapping[Purpose, QCheckBox]) -> list[StrEnum]:
    return [each for each, box in boxes.items() if box.isChecked()]
