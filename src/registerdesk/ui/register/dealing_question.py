"""The question behind a new event of the business history, and behind its correction."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from itertools import pairwise
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from registerdesk.domain.dealings import BEHAVIOUR_LABELS, ORIGINAL_LABELS, Behaviour, Original
from registerdesk.domain.errors import InvalidInput, RegisterDeskError
from registerdesk.domain.field_sets import PURPOSES
from registerdesk.domain.fields import Purpose
from registerdesk.domain.payment_accounts import ROUTE_LABELS, PaymentRoute
from registerdesk.domain.texts import _
from registerdesk.ui.kit.context import WindowContext
from registerdesk.ui.kit.form import Form
from registerdesk.ui.kit.question import Question
from registerdesk.ui.kit.text import tr
from registerdesk.ui.register.dealing_words import KINDS
from registerdesk.ui.register.source_choice import SourceChoice
from registerdesk.usecases.dealings import DAYS, Dealing
from registerdesk.usecases.party_registers import KEPT_TYPES

NAMES: dict[str, str] = {**KINDS, "payment_details": _("Account")}
LABELS: dict[type, Any] = {
    Behaviour: BEHAVIOUR_LABELS,
    Original: ORIGINAL_LABELS,
    PaymentRoute: ROUTE_LABELS,
}


class DealingQuestion(Question):
    """Asks which kind of event it is, for its fields, and where it came from."""

    given = Signal(str, object, object)
    changed = Signal(object, object, object)

    def __init__(
        self,
        parent: QWidget,
        context: WindowContext,
        registers: Collection[str] = (),
        dealing: Dealing | None = None,
    ) -> None:
        """Offer these registers, or the correction of one event."""
        super().__init__(
            parent,
            _("Correct") if dealing else _("Add to the business history"),
            _("Save") if dealing else _("Add"),
        )
        self._context, self._dealing = context, dealing
        self._registers = [dealing.register] if dealing else [n for n in NAMES if n in registers]
        self.kind = QComboBox()
        for name in self._registers:
            self.kind.addItem(tr(NAMES[name]))
        self.form: Form | None = None
        self._room = QVBoxLayout()
        self.source = SourceChoice(context.settings)
        if dealing is None:
            self.add_field(_("What you add"), self.kind)
        self.body.addLayout(self._room)
        self.add_field(_("Source"), self.source, "source")
        self.kind.currentIndexChanged.connect(lambda _at: self._ask())
        self.verb.clicked.connect(self._go_on)
        self._ask()
        (self.kind if self.kind.count() > 1 else self._first()).setFocus()

    def choose(self, register: str) -> None:
        """Choose what is added."""
        self.kind.setCurrentIndex(self._registers.index(register))

    def register(self) -> str:
        """Return the register that the event goes to."""
        return self._registers[self.kind.currentIndex()]

    def refuse(self, error: RegisterDeskError) -> None:
        """Say what was wrong, under its field where there is one."""
        own = isinstance(error, InvalidInput) and self.form is not None
        if not (own and self.form is not None and self.form.show_error(error)):  # type: ignore[arg-type]  # `own` says its type
            super().refuse(error)

    def _first(self) -> QWidget:
        return self.form.editor(self.form.names()[0]) if self.form is not None else self.kind

    def _ask(self) -> None:
        """Show the fields of the chosen kind."""
        if self.form is not None:
            self._room.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
        register, today = self.register(), self._context.today
        record = self._dealing.record if self._dealing else None
        self.form = Form(KEPT_TYPES[register], today=today, labels=LABELS, record=record)
        if record is None:
            self._propose(register, today())
        self._room.addWidget(self.form)
        kind = [self.kind] if self._dealing is None else []
        stops = [*kind, *map(self.form.editor, self.form.names()), self.source]
        for before, after in pairwise(stops):
            self.setTabOrder(before, after)
        self.error.hide()
        self.adjustSize()

    def _propose(self, register: str, today: date) -> None:
        """Propose today, and the calendar year as the financial year."""
        if self.form is None:
            return
        if register in DAYS:
            self.form.set_value(DAYS[register], today)
        if "financial_year_end" in self.form.names():
            self.form.set_value("financial_year_end", date(today.year, 12, 31))

    def _go_on(self) -> None:
        values = self.form.values() if self.form is not None else None
        if values is None:
            return
        register = self.register()
        purpose = PURPOSES.get(register, (Purpose.CONTRACT,))[0]
        try:
            origin = self.source.origin(self._context.today(), purpose)
        except InvalidInput as error:
            self.refuse(error)
            return
        if self._dealing is None:
            self.given.emit(register, values, origin)
            return
        before = self._dealing.record
        new = {name: v for name, v in values.items() if v != getattr(before, name)}
        self.changed.emit(self._dealing, new, origin)
