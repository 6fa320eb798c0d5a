"""One person's credit checks: each as a sheet, newest first; what is sealed is absent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from registerdesk.domain.credit_checks import CreditCheck
from registerdesk.domain.fields import fields_of, is_withheld
from registerdesk.domain.formats import amount
from registerdesk.domain.texts import _
from registerdesk.domain.value_labels import label_of_code
from registerdesk.ui.kit.buttons import Button
from registerdesk.ui.kit.card import Card
from registerdesk.ui.kit.labels import data_label
from registerdesk.ui.kit.page import PageHead
from registerdesk.ui.kit.text import language, tr
from registerdesk.ui.kit.theme import theme
from registerdesk.ui.register.states import padded

_AMOUNTS = ("limit", "amount")


def facts_of(check: CreditCheck) -> Iterator[tuple[str, str]]:
    """Yield label (a message) and words of what the reader may see of a check, beyond its title."""
    for field in fields_of(CreditCheck):
        value = getattr(check, field.name)
        told = field.name in ("bureau", "asked_on")
        if told or is_withheld(value) or value in (None, "", False):
            continue
        yield field.about.label, _words(field.name, value)


def _words(name: str, value: object) -> str:
    if name in _AMOUNTS and isinstance(value, int):
        return amount(value, language.code)
    if isinstance(value, StrEnum):
        return tr(label_of_code(value))
    return tr(_("Yes")) if value is True else str(value)


class CheckDetail(QWidget):
    """Head with the person's name; a sheet for each check."""

    person_wanted = Signal(object)
    record_wanted = Signal(object)

    def __init__(self, *, may_record: bool) -> None:
        """Begin empty."""
        super().__init__()
        self._party_id: UUID | None = None
        self.head = PageHead()
        person = Button(_("Open the card"), icon_name="user")
        person.clicked.connect(lambda: self.person_wanted.emit(self._party_id))
        self.head.add_action(person)
        if may_record:
            record = Button(_("New credit check"), icon_name="plus")
            record.clicked.connect(lambda: self.record_wanted.emit(self._party_id))
            self.head.add_action(record)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.area.setAccessibleName(tr(_("Credit checks")))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.area, 1)

    def show_checks(self, party_id: UUID, name: str, checks: Sequence[CreditCheck]) -> None:
        """Show somebody's checks."""
        self._party_id = party_id
        self.head.title.say(name)
        self.head.say_subtitle(tr(_("Credit checks: {count}"), count=len(checks)))
        room = QWidget()
        column = QVBoxLayout(room)
        margin = theme.px(24)
        column.setContentsMargins(margin, theme.px(16), margin, theme.px(16))
        column.setSpacing(theme.px(16))
        for check in checks:
            column.addWidget(_sheet(check))
        if not checks:
            column.addWidget(padded(tr(_("No credit check is registered."))))
        column.addStretch(1)
        self.area.setWidget(room)


def _sheet(check: CreditCheck) -> Card:
    card = Card()
    card.setMaximumWidth(theme.px(720))
    title = data_label(f"{check.asked_on.isoformat()}  {tr(label_of_code(check.bureau))}", "label")
    title.setContentsMargins(theme.px(14), theme.px(10), theme.px(14), theme.px(10))
    card.add_row(title)
    for label, words in facts_of(check):
        card.add_fact(label, words)
    return card
