"""Contacts: calls, letters, visits and e-mails in a list; one contact beside it; a new one."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from registerdesk.domain.contacts import Contact
from registerdesk.domain.errors import RegisterDeskError
from registerdesk.domain.fields import is_withheld
from registerdesk.domain.staff import Permission, is_granted
from registerdesk.domain.texts import _
from registerdesk.ui.kit.context import WindowContext
from registerdesk.ui.kit.page import Page
from registerdesk.ui.kit.room import OneAtATime
from registerdesk.ui.kit.text import tr, tr_error
from registerdesk.ui.kit.undone import undone
from registerdesk.ui.register.colleagues import colleagues
from registerdesk.ui.register.contact_detail import ContactDetail
from registerdesk.ui.register.contact_form import ContactForm
from registerdesk.ui.register.contact_table import ContactTable
from registerdesk.ui.register.list_detail import ListDetail
from registerdesk.usecases.contacts import (
    NewContact,
    correct_contact,
    record_contact,
    view_contact,
)

KEY, NEW = "contacts", "new"


class ContactsPage(Page):
    """The log of contacts; N writes a new one, Enter opens, E corrects."""

    def __init__(self, context: WindowContext) -> None:
        """Build list and detail; nothing is asked for yet."""
        super().__init__(context)
        self.form: ContactForm | None = None
        self.may_write = is_granted(context.user.roles, Permission.RECORD_CONTACT)
        self.detail = ContactDetail(may_correct=self.may_write)
        self.detail.person_wanted.connect(self._open_person)
        self.detail.correct_wanted.connect(self._correct)
        self.list = ContactTable(context, may_write=self.may_write)
        self.list.opened.connect(lambda row: context.navigate(KEY, row))
        self.list.new_wanted.connect(lambda: context.navigate(KEY, NEW))
        self.panes_beside = ListDetail(self.list, self.detail, context.settings, KEY)
        self._stack = OneAtATime(self)
        self._stack.addWidget(self.panes_beside)
        if self.may_write:
            context.shortcuts.teach("N", KEY, _("New contact"), self)
            context.shortcuts.teach("E", KEY, _("Correct the contact"), self)

    def open(self, argument: str) -> None:
        """Show the list; with an id that contact beside it; with "new" the form."""
        if argument.startswith(NEW):
            self._open_form(ContactForm(self.context))
            return
        self._close_form()
        self.refresh()
        if argument:
            self._ask_detail(UUID(argument))
        else:
            self._narrow(opened=False)
            self.list.states.take_focus()

    def refresh(self) -> None:
        """Read the list again."""
        self.list.refresh()

    def leave(self) -> bool:
        """Stay while a form has unsaved words."""
        if self.form is not None and self.form.touched:
            self.context.toast(tr(_("What you wrote is not saved.")), self._discard, _("Discard"))
            return False
        return True

    def primary(self) -> None:
        """Save the form."""
        if self.form is not None:
            self.form.save()

    def panes(self) -> list[QWidget]:
        """Return list and detail, or the form."""
        return [self.form] if self.form is not None else self.panes_beside.panes()

    def closed(self) -> None:
        """Let go of names."""
        self.list.names.clear()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Esc, write a new one with N, correct with E, filter with "/"."""
        letter = event.text().casefold()
        if event.key() == Qt.Key.Key_Escape:
            self._leave_form()
        elif self.form is not None:
            super().keyPressEvent(event)
        elif letter == "n" and self.may_write:
            self.context.navigate(KEY, NEW)
        elif letter == "e" and self.detail.correct.isVisible():
            self._correct()
        elif letter == "/":
            self.list.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            super().keyPressEvent(event)

    def _ask_detail(self, contact_id: UUID) -> None:
        self.context.ask(
            view_contact,
            contact_id,
            done=lambda found: colleagues(self.context, lambda who: self._show(found, who)),
            failed=lambda error: self.list.states.failed(error, self.refresh),
            latest="contacts.detail",
        )

    def _show(self, contact: Contact, who: dict[str, str]) -> None:
        caller = "" if is_withheld(contact.caller_name) else contact.caller_name
        name = self.list.names.get(contact.id) or caller or tr(_("Unknown caller"))
        by = who.get(str(contact.recorded_by), "–")
        self.detail.show_contact(contact, name, by, self.context.today().isoformat())
        self._narrow(opened=True)
        self.detail.area.setFocus(Qt.FocusReason.OtherFocusReason)

    def _narrow(self, *, opened: bool) -> None:
        self.list.narrow(beside=self.panes_beside.show_detail(opened=opened))

    def _open_person(self) -> None:
        contact = self.detail.contact
        if contact is not None:
            self.context.navigate("customers", str(contact.party_id))

    def _correct(self) -> None:
        contact = self.detail.contact
        if contact is not None:
            self._open_form(ContactForm(self.context, contact))

    def _open_form(self, form: ContactForm) -> None:
        self._close_form()
        self.form = form
        form.saved.connect(self._record)
        form.corrected.connect(self._keep_correction)
        form.left.connect(self._leave_form)
        self._stack.addWidget(form)
        self._stack.setCurrentWidget(form)
        form.begin()

    def _close_form(self) -> None:
        if self.form is not None:
            self._stack.removeWidget(self.form)
            self.form.deleteLater()
            self.form = None
        self._stack.setCurrentWidget(self.panes_beside)

    def _leave_form(self) -> None:
        if self.leave():
            self.context.navigate(KEY, "")

    def _discard(self) -> None:
        self._close_form()
        self.context.navigate(KEY, "")

    def _record(self, new: NewContact) -> None:
        form = self.form
        if form is not None:
            self.context.ask(record_contact, new, done=self._recorded, failed=form.refuse)

    def _keep_correction(self, changed: Mapping[str, object]) -> None:
        form = self.form
        contact = form.contact if form is not None else None
        if form is not None and contact is not None:
            self.context.ask(
                correct_contact,
                contact.id,
                contact.version,
                changed,
                done=lambda version: self._corrected(contact, version, changed),
                failed=form.refuse,
            )

    def _corrected(self, before: Contact, version: int, changed: Mapping[str, object]) -> None:
        """Say that it is kept, and how the words before come back."""
        old = {name: getattr(before, name) for name in changed}

        shown = undone(self.context, lambda: self.open(str(before.id)))

        def undo() -> None:
            place = (before.id, version, old)
            self.context.ask(correct_contact, *place, done=shown, failed=self._refused)

        self._close_form()
        self.context.toast(tr(_("The contact is saved.")), undo)
        self.context.navigate(KEY, str(before.id))

    def _refused(self, error: RegisterDeskError) -> None:
        self.context.toast(tr_error(error))
        self.refresh()

    def _recorded(self, contact_id: UUID) -> None:
        self._close_form()
        self.context.toast(tr(_("The contact is saved.")))
        self.context.navigate(KEY, str(contact_id))
