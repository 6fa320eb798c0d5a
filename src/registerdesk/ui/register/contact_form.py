"""The form of a contact that was not a call taken with F2: whom, which way, what was said."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal

from registerdesk.domain.contacts import DIRECTION_LABELS, WAY_LABELS, Contact, Direction, Way
from registerdesk.domain.errors import InvalidInput, RegisterDeskError
from registerdesk.domain.fields import is_withheld
from registerdesk.domain.texts import _
from registerdesk.ui.kit.card import Card
from registerdesk.ui.kit.context import WindowContext
from registerdesk.ui.kit.form import Form
from registerdesk.ui.kit.text import tr, tr_error
from registerdesk.ui.register.form_page import FormPage, inside, labelled
from registerdesk.ui.register.party_picker import PartyPicker
from registerdesk.usecases.contacts import NewContact

_FIELDS = ("way", "direction", "heading", "note")
_LABELS: dict[type, Any] = {Way: WAY_LABELS, Direction: DIRECTION_LABELS}


class ContactForm(FormPage):
    """A new contact, or the words of an old one corrected; notes are never deleted."""

    saved = Signal(object)
    corrected = Signal(object)

    def __init__(self, context: WindowContext, contact: Contact | None = None) -> None:
        """Begin with nobody, or with the contact to be corrected."""
        super().__init__(_("Correct the contact") if contact else _("New contact"))
        self.context, self.contact = context, contact
        self.touched = False
        self.picker = PartyPicker(context, tr(_("Person or company")))
        self.form = Form(Contact, today=context.today, labels=_LABELS, only=_FIELDS, record=contact)
        self.form.changed.connect(self._touch)
        card = Card(_("Contact"))
        lines = [] if contact else [labelled(_("Person or company"), self.picker)]
        card.body.addWidget(inside(*lines, self.form))
        self.head.say_subtitle(tr(_("Write only what the person may read.")))
        self.add_card(card)
        self.save_wanted.connect(self.save)

    def begin(self, party_id: UUID | None = None, name: str = "") -> None:
        """Put the focus where the first thing is missing."""
        if party_id is not None:
            self.picker.set_party(party_id, name)
        first = self.picker.field if self.contact is None else self.form.editor("heading")
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def save(self) -> None:
        """Hand over what was written, or go to the first thing that is missing."""
        if self.contact is None and self.picker.party_id is None:
            self.picker.show_error(tr(_("Choose whom the contact was with.")))
            self.picker.field.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        values: dict[str, Any] | None = self.form.values()
        if values is None:
            return
        if self.contact is None:
            self.saved.emit(NewContact(party_id=self.picker.party_id, **values))
        else:
            before = self.contact
            changed = {n: v for n, v in values.items() if v != getattr(before, n)}
            self.corrected.emit(changed)

    def refuse(self, error: RegisterDeskError) -> None:
        """Say what the desk refused; what was written stays."""
        if not (isinstance(error, InvalidInput) and self.form.show_error(error)):
            self.error.tell(tr_error(error), tr(_("What you wrote is kept.")))

    def _touch(self) -> None:
        self.touched = True


def may_be_corrected(contact: Contact) -> bool:
    """Tell whether the words of a contact are within reach."""
    return not is_withheld(contact.heading) and not is_withheld(contact.note)
