"""Customers and suppliers: the list, the card beside it, and the form of a new one."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from registerdesk.domain.parties import RelationKind
from registerdesk.domain.party_lists import ListKind
from registerdesk.domain.staff import Permission, is_granted
from registerdesk.domain.texts import _
from registerdesk.ui.kit.buttons import Button
from registerdesk.ui.kit.context import WindowContext
from registerdesk.ui.kit.notices import EmptyView
from registerdesk.ui.kit.page import Page
from registerdesk.ui.kit.room import OneAtATime
from registerdesk.ui.kit.text import tr
from registerdesk.ui.register.list_detail import ListDetail
from registerdesk.ui.register.party_card import PartyCard
from registerdesk.ui.register.party_form import PartyForm
from registerdesk.ui.register.party_table import PartyTable
from registerdesk.usecases.new_parties import NewParty
from registerdesk.usecases.parties import register_party

NEW, QUIET = "new", "quiet"


class PartiesPage(Page):
    """One relation's people: Enter opens a card, Esc or Alt+Left goes back to the list."""

    def __init__(self, context: WindowContext, relation: RelationKind) -> None:
        """Build list and card; nothing is asked for yet."""
        super().__init__(context)
        self.relation = relation
        self.key = _KEYS[relation]
        title = _TITLES[relation]
        self.list = PartyTable(context, ListKind(relation.value), title, self._empty())
        self.list.opened.connect(lambda row: context.navigate(self.key, row))
        self.card = PartyCard(context, self.key)
        self.card.changed.connect(self.list.refresh)
        self.form: PartyForm | None = None
        self.beside = ListDetail(self.list, self.card, context.settings, self.key)
        self.beside.arranged.connect(lambda both: self.list.narrow(beside_card=both))
        self._stack = OneAtATime(self)
        self._stack.addWidget(self.beside)

    def open(self, argument: str) -> None:
        """Show the list, somebody's card beside it, or the form of a new one."""
        if argument == NEW:
            self._open_form()
            return
        self._close_form()
        if argument == QUIET:
            self.list.show_quiet()
            argument = ""
        self.list.select(argument)
        self.list.refresh()
        if argument:
            self.card.show_party(UUID(argument))
            self.beside.show_detail(opened=True)
            self.card.focus_content()
        else:
            self.card.clear()
            self.beside.show_detail(opened=False)
            self.list.states.take_focus()

    def refresh(self) -> None:
        """Read list and card again."""
        self.list.refresh()
        self.card.refresh()

    def leave(self) -> bool:
        """Ask to save or leave what is being written first."""
        if self.form is not None and self.form.touched:
            self.context.toast(tr(_("What you wrote is not saved.")), self._discard, _("Discard"))
            return False
        return self.card.may_leave()

    def primary(self) -> None:
        """Save the form, or the value that is being edited."""
        if self.form is not None:
            self.form.save()
        else:
            self.card.primary()

    def panes(self) -> list[QWidget]:
        """Return list and card, or the form."""
        if self.form is not None:
            return [self.form]
        return self.beside.panes()

    def closed(self) -> None:
        """Let go of the open card, and of a file that has not reached its place."""
        self.card.clear()
        self.list.flow.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the form or the card with Esc."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.form is not None:
            self._leave_form()
        elif self.card.isVisible():
            self.context.navigate(self.key, "")

    def _empty(self) -> EmptyView:
        view = EmptyView(_EMPTY[self.relation], _("Register the first one."), "users")
        if is_granted(self.context.user.roles, Permission.EDIT_PARTY):
            button = Button(_NEW[self.relation], key="Ctrl+N", kind="primary")
            button.clicked.connect(lambda: self.context.navigate(self.key, NEW))
            view.add_button(button)
        return view

    def _open_form(self) -> None:
        if self.form is None:
            self.form = PartyForm(self.context, self.relation)
            self.form.saved.connect(self._register)
            self.form.left.connect(self._leave_form)
            self.form.found.connect(self._open_found)
            self._stack.addWidget(self.form)
        self._stack.setCurrentWidget(self.form)
        self.form.begin()

    def _close_form(self) -> None:
        if self.form is not None:
            self._stack.removeWidget(self.form)
            self.form.deleteLater()
            self.form = None
        self._stack.setCurrentWidget(self.beside)

    def _leave_form(self) -> None:
        if self.leave():
            self.context.navigate(self.key, "")

    def _discard(self) -> None:
        self._close_form()
        self.context.navigate(self.key, "")

    def _open_found(self, party_id: str) -> None:
        self._close_form()
        self.context.navigate(self.key, party_id)

    def _register(self, new: NewParty) -> None:
        form = self.form
        if form is not None:
            self.context.ask(
                register_party,
                new,
                done=lambda party_id: self._registered(party_id, new.name),
                failed=form.refuse,
            )

    def _registered(self, party_id: UUID, name: str) -> None:
        self._close_form()
        self.context.toast(tr(_("{name} is registered."), name=name))
        self.context.navigate(self.key, str(party_id))


def customers(context: WindowContext) -> PartiesPage:
    """Build the page of customers."""
    return PartiesPage(context, RelationKind.CUSTOMER)


def suppliers(context: WindowContext) -> PartiesPage:
    """Build the page of suppliers."""
    return PartiesPage(context, RelationKind.SUPPLIER)


_KEYS = {RelationKind.CUSTOMER: "customers", RelationKind.SUPPLIER: "suppliers"}
_TITLES = {RelationKind.CUSTOMER: _("Customers"), RelationKind.SUPPLIER: _("Suppliers")}
_NEW = {RelationKind.CUSTOMER: _("New customer"), RelationKind.SUPPLIER: _("New supplier")}
_EMPTY = {
    RelationKind.CUSTOMER: _("No customers yet."),
    RelationKind.SUPPLIER: _("No suppliers yet."),
}
