"""The form of a contact person or guardian: somebody in the register, or somebody new."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from registerdesk.domain.errors import InvalidInput, RegisterDeskError
from registerdesk.domain.parties import PartyKind
from registerdesk.domain.party_links import LinkKind
from registerdesk.domain.sources import Origin
from registerdesk.domain.texts import _
from registerdesk.ui.kit.context import WindowContext
from registerdesk.ui.kit.editors import IsoDateEdit
from registerdesk.ui.kit.labels import Label
from registerdesk.ui.kit.question import Question
from registerdesk.ui.kit.text import tr
from registerdesk.ui.register.duplicate_hint import DuplicateHint
from registerdesk.ui.register.party_picker import PartyPicker
from registerdesk.ui.register.source_choice import SourceChoice
from registerdesk.usecases.new_parties import NewParty
from registerdesk.usecases.party_links import NewLink

_TITLES = {
    LinkKind.CONTACT_PERSON: _("Add a contact person"),
    LinkKind.GUARDIAN: _("Add a guardian"),
}
_OF_NEW = ("phone", "email")


class LinkQuestion(Question):
    """Asks who acts, as what, since when; a name that nobody is chosen for becomes a new person."""

    given = Signal(object)

    def __init__(
        self, parent: QWidget, context: WindowContext, kind: LinkKind, for_id: UUID
    ) -> None:
        """Begin with the search."""
        super().__init__(parent, _TITLES[kind], _("Add"))
        self._context, self._kind, self._for_id = context, kind, for_id
        self.person = PartyPicker(context, tr(_("Person")))
        self.told = Label(role="secondary", wrap=True)
        self.phone, self.email, self.title = QLineEdit(), QLineEdit(), QLineEdit()
        for field, limit in ((self.phone, 40), (self.email, 254), (self.title, 80)):
            field.setMaxLength(limit)
        self.day = IsoDateEdit(context.today)
        self.day.set_value(context.today())
        self.source = SourceChoice(context.settings)
        self.hint = DuplicateHint(context, _("Choose"))
        self.hint.open_wanted.connect(self._choose_known)
        self.add_field(_("Person"), self.person, "person")
        self.body.addWidget(self.told)
        self.body.addWidget(self.hint)  # above the phone: no stop on the way down the fields
        self.add_field(_("Phone"), self.phone, "phone")
        self.add_field(_("E-mail"), self.email, "email")
        self.add_field(_("Role or title"), self.title, "title")
        self.show_field("title", shown=kind is LinkKind.CONTACT_PERSON)
        self.add_field(_("Acts since"), self.day, "started")
        self.add_field(_("Source"), self.source, "source")
        self.person.picked.connect(lambda _id: self._tell())
        self.person.field.textEdited.connect(lambda _text: self._tell())
        self.person.rows_changed.connect(lambda: QTimer.singleShot(0, self, self.fit))
        self.phone.textChanged.connect(lambda _text: self._look())
        self.verb.clicked.connect(self._go_on)
        self._tell()
        self.person.setFocus()

    def refuse(self, error: RegisterDeskError) -> None:
        """Say what was wrong, by the field where it was typed."""
        if isinstance(error, InvalidInput):
            named = _FIELDS.get(error.field, error.field)
            error = InvalidInput(error.message, field=named, **error.parameters)
        super().refuse(error)

    def _tell(self) -> None:
        """Say that a new person is registered, and ask how to reach one."""
        is_new = self.person.party_id is None and bool(self.person.field.text().strip())
        for name in _OF_NEW:
            self.show_field(name, shown=is_new)
        words = _("Nobody is chosen: a new person is registered with this name.")
        self.told.say(tr(words) if is_new else "")
        self.told.setVisible(is_new)
        if not is_new:
            self.hint.hide()
        QTimer.singleShot(0, self, self.fit)

    def _look(self) -> None:
        """Look while one types whether somebody in the register has the phone."""
        self.hint.look(name="", birth_date="", phone=self.phone.text(), number="")

    def _choose_known(self, party_id: str) -> None:
        """Take whoever is in the register already instead of somebody new."""
        self.person.set_party(UUID(party_id), self.hint.name)
        self._tell()

    def _go_on(self) -> None:
        try:
            day, origin = self.day.value(), self.source.origin(self._context.today())
        except InvalidInput as error:
            self.refuse(
                InvalidInput(error.message, field=error.field or "started", **error.parameters)
            )
            return
        link = NewLink(
            kind=self._kind,
            for_id=self._for_id,
            person=self.person.party_id or self._new(origin),
            title=self.title.text().strip(),
            started=day,
            origin=origin,
        )
        self.given.emit(link)

    def _new(self, origin: Origin) -> NewParty:
        """Return the person who is not in the register yet."""
        phone, email = self.phone.text().strip(), self.email.text().strip()
        return NewParty(
            kind=PartyKind.PERSON,
            name=self.person.field.text().strip(),
            origin=origin,
            relation=None,
            phones=(phone,) if phone else (),
            emails=(email,) if email else (),
        )


_FIELDS = {"display_name": "person", "typed": "phone", "address": "email"}
"""Where the form asks for what a register calls otherwise."""
