"""The two questions of a card's menu: when a relation ended, and which protection a person has."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QRadioButton, QWidget

from registerdesk.domain.errors import InvalidInput
from registerdesk.domain.parties import PROTECTION_LABELS, Protection
from registerdesk.domain.retention import relation_erase_by
from registerdesk.domain.texts import _
from registerdesk.ui.kit.editors import IsoDateEdit
from registerdesk.ui.kit.labels import Label, restyle
from registerdesk.ui.kit.text import tr
from registerdesk.ui.register.question import Question


class EndRelationDialog(Question):
    """Asks for day and reason; says at once until when the data is then kept."""

    ended = Signal(object, str)

    def __init__(self, parent: QWidget, today: Callable[[], date]) -> None:
        """Propose today."""
        super().__init__(parent, _("End the relation"), _("End the relation"))
        self.day = IsoDateEdit(today)
        self.day.set_value(today())
        self.reason = QLineEdit()
        self.reason.setMaxLength(200)
        self.outcome = Label(role="body", wrap=True)
        self.add_field(_("Ended on"), self.day)
        self.add_field(_("Why it ended"), self.reason)
        self.body.addWidget(self.outcome)
        self.day.textChanged.connect(lambda _text: self._tell())
        self.verb.clicked.connect(self._go_on)
        self._tell()
        self.day.setFocus()

    def _tell(self) -> None:
        """Say the last day of the data, as far as the typed day can be read."""
        try:
            day = self.day.value()
        except InvalidInput:
            day = None
        if day is None:
            self.outcome.say("")
            return
        erased = relation_erase_by(day).isoformat()
        self.outcome.set_message(_("The data is erased at the latest on {day}."), day=erased)

    def _go_on(self) -> None:
        try:
            day = self._day()
        except InvalidInput as error:
            restyle(self.day, invalid="true")
            self.day.setFocus()
            self.refuse(error)
        else:
            self.ended.emit(day, self.reason.text().strip())

    def _day(self) -> date:
        """Return the typed day; raises InvalidInput where there is none."""
        day = self.day.value()
        if day is None:
            raise InvalidInput(_("Fill in this field."), field="ended")
        return day


class ProtectDialog(Question):
    """Asks which protection the population register has given; says what moves."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        """Offer both kinds."""
        super().__init__(parent, _("Mark as protected"), _("Mark as protected"))
        self._kinds = (Protection.MARKED, Protection.SHELTERED)
        self._chosen = Protection.MARKED
        told = _(
            "Name, address, phone and the other identifying values are sealed. "
            "Only those named for protected persons can open them, with a reason."
        )
        self.body.addWidget(Label(told, wrap=True))
        self._buttons = [self._choice(kind) for kind in self._kinds]
        for button in self._buttons:
            self.body.addWidget(button)
        self._mark()
        self.verb.clicked.connect(lambda: self.chosen.emit(self._chosen))

    def choose(self, kind: Protection) -> None:
        """Choose a kind of protection."""
        self._chosen = kind
        self._mark()

    def _choice(self, kind: Protection) -> QRadioButton:
        digit = str(self._kinds.index(kind) + 1)
        button = QRadioButton(f"{digit}  {tr(PROTECTION_LABELS[kind])}")
        button.setAccessibleName(tr(PROTECTION_LABELS[kind]))
        button.setShortcut(digit)
        button.toggled.connect(lambda on: self.choose(kind) if on else None)
        return button

    def _mark(self) -> None:
        for kind, button in zip(self._kinds, self._buttons, strict=True):
            button.setChecked(kind is self._chosen)
