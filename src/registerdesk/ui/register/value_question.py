"""The question behind "Add a value": a second phone, an address, a note, with its source."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from registerdesk.domain.errors import InvalidInput, RegisterDeskError
from registerdesk.domain.field_sets import PURPOSES, REACH, SOURCES
from registerdesk.domain.fields import PURPOSE_LABELS, Purpose
from registerdesk.domain.notes import NoteStage
from registerdesk.domain.parties import ADDRESS_KIND_LABELS, AddressKind, PartyKind
from registerdesk.domain.processing import PurposeSetting
from registerdesk.domain.texts import _
from registerdesk.ui.kit.context import WindowContext
from registerdesk.ui.kit.form import Form
from registerdesk.ui.kit.question import Question
from registerdesk.ui.kit.text import language, tr
from registerdesk.ui.register.source_choice import SourceChoice
from registerdesk.usecases.party_registers import RECORD_TYPES
from registerdesk.usecases.purposes import usable_purposes

KINDS: dict[str, tuple[str, tuple[str, ...]]] = {
    "phones": (_("Phone"), ("typed",)),
    "emails": (_("E-mail"), ("address",)),
    "addresses": (
        _("Address"),
        ("kind", "care_of", "street", "postal_code", "town", "country"),
    ),
    "notes": (_("Note"), ("text", "stage")),
    "agreements": (_("Agreement"), ("what", "begins_on", "ends_on", "file_number")),
    "segments": (_("Selection"), ("segment", "derived_from")),
    "web_records": (_("Use of the website"), ("what", "happened_on", "consent_reference")),
    "party_numbers": (_("Identity number"), ("personal",)),
    "former_names": (_("Former name"), ("name", "until")),
}
"""What can be added: its name, and the fields that are asked for."""
STAGES = {
    NoteStage.DRAFT: _("Draft, seen by you alone"),
    NoteStage.MEMORY: _("Memory note"),
    NoteStage.FINAL: _("Final: corrected, never removed"),
}
"""How far a note has come; a letter chooses."""
_LABELS: dict[type, Any] = {AddressKind: ADDRESS_KIND_LABELS, NoteStage: STAGES}


class ValueQuestion(Question):
    """Asks what kind of value it is, for its fields, and where it came from."""

    given = Signal(str, object, object)

    def __init__(
        self,
        parent: QWidget,
        context: WindowContext,
        kind: PartyKind,
        registers: Collection[str] = REACH,
    ) -> None:
        """Begin with a phone number; offer what may be collected about the person."""
        super().__init__(parent, _("Add a value"), _("Add"))
        self._context, self._is_company = context, kind is PartyKind.COMPANY
        self.kind = QComboBox()
        self._registers = [register for register in KINDS if register in registers]
        for register in self._registers:
            self.kind.addItem(tr(KINDS[register][0]))
        self.form: Form | None = None
        self._room = QVBoxLayout()
        self.source = SourceChoice(context.settings)
        self.add_field(_("What you add"), self.kind)
        self.body.addLayout(self._room)
        self.purpose = QComboBox()
        self.add_field(_("Source"), self.source, "source")
        self.add_field(_("Purpose"), self.purpose, "purpose")
        self.kind.currentIndexChanged.connect(lambda _at: self._ask())
        self.verb.clicked.connect(self._go_on)
        self._names: dict[Purpose, str] = {}
        self._ask()
        self.kind.setFocus()
        context.ask(usable_purposes, done=self._offer)

    def choose(self, register: str) -> None:
        """Choose what is added."""
        self.kind.setCurrentIndex(self._registers.index(register))

    def register(self) -> str:
        """Return the register that the value goes to."""
        return self._registers[self.kind.currentIndex()]

    def refuse(self, error: RegisterDeskError) -> None:
        """Say what was wrong, under its field where there is one."""
        if self.form is not None and isinstance(error, InvalidInput):
            own = self.form.names()
            moved = error.field if error.field in own else ""
            if error.field in ("personal", "organisation") and own[0] in _NUMBERS:
                moved = own[0]
            if moved:
                self.form.show_error(InvalidInput(error.message, field=moved, **error.parameters))
                return
        super().refuse(error)

    def _ask(self) -> None:
        """Show the fields of the chosen kind."""
        if self.form is not None:
            self._room.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
        _message, fields = KINDS[self.register()]
        if fields == ("personal",) and self._is_company:
            fields = ("organisation",)
        record_type = RECORD_TYPES[self.register()]
        self.form = Form(record_type, today=self._context.today, labels=_LABELS, only=fields)
        if "stage" in fields:
            self.form.set_value("stage", NoteStage.FINAL)
        self._room.addWidget(self.form)
        self._ask_purpose()
        self.error.hide()
        self.adjustSize()

    def _offer(self, settled: tuple[PurposeSetting, ...]) -> None:
        """Offer the purposes that the office has in use, by its own names."""
        self._names = {each.purpose: each.text_in(language.code) for each in settled}
        chosen = self._purposes[max(self.purpose.currentIndex(), 0)]
        self._ask_purpose()
        if chosen in self._purposes:
            self.purpose.setCurrentIndex(self._purposes.index(chosen))

    def _ask_purpose(self) -> None:
        """Ask for the purpose where several allow it; a register with one source takes that."""
        allowed = PURPOSES.get(self.register(), (Purpose.CONTRACT,))
        self._purposes = tuple(p for p in allowed if p in self._names) or allowed
        self.purpose.clear()
        for purpose in self._purposes:
            self.purpose.addItem(self._names.get(purpose) or tr(PURPOSE_LABELS[purpose]))
        self.show_field("purpose", shown=len(self._purposes) > 1)
        only = SOURCES.get(self.register())
        self.source.setEnabled(only is None)
        if only is not None:
            self.source.set_source(only)

    def _go_on(self) -> None:
        values = self.form.values() if self.form is not None else None
        if values is None:
            return
        try:
            origin = self.source.origin(
                self._context.today(), self._purposes[self.purpose.currentIndex()]
            )
        except InvalidInput as error:
            self.refuse(error)
            return
        self.given.emit(self.register(), dict(values), origin)


_NUMBERS = ("personal", "organisation")
