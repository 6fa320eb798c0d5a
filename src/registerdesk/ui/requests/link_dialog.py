"""Who an unknown caller was: somebody in the register, chosen by search."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from registerdesk.domain.texts import _
from registerdesk.ui.kit.context import WindowContext
from registerdesk.ui.kit.field_question import FieldQuestion
from registerdesk.ui.kit.text import tr
from registerdesk.ui.register.party_picker import PartyPicker


class LinkDialog(FieldQuestion):
    """Asks for a person; the call's other cases follow."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget, context: WindowContext) -> None:
        """Begin with nobody."""
        super().__init__(parent, _("Who is the caller?"), _("Link to the person"))
        self.tell(
            _(
                "The case, and your other open cases of the same call, become this person's. "
                "What was collected is collected anew."
            )
        )
        self.person = PartyPicker(context, tr(_("Person")))
        self.fields.add("person", _("Person"), self.person)
        self.verb.clicked.connect(self._go_on)
        self.person.setFocus()

    def _go_on(self) -> None:
        if self.person.party_id is None:
            self.person.show_error(tr(_("Choose a person in the register.")))
            self.person.setFocus()
            return
        self.chosen.emit(self.person.party_id)
