"""The card's tab of contact persons and guardians: who acts for whom, and how to reach them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from registerdesk.domain.parties import PartyKind
from registerdesk.domain.party_links import LinkKind
from registerdesk.domain.staff import Permission, is_granted
from registerdesk.domain.texts import _
from registerdesk.ui.kit.buttons import Button
from registerdesk.ui.kit.context import WindowContext
from registerdesk.ui.kit.keycap import KeyHints
from registerdesk.ui.kit.notices import EmptyView
from registerdesk.ui.kit.table import Cell, Column, Row, Table
from registerdesk.ui.kit.text import tr
from registerdesk.ui.kit.theme import theme
from registerdesk.ui.register.states import States
from registerdesk.usecases.party_cards import Card
from registerdesk.usecases.party_links import LinkRow

COLUMNS = (
    Column(key="name", title=_("Name"), width=126, stretch=True, sortable=False),
    Column(key="role", title=_("Role"), width=126, sortable=False),
    Column(key="phone", title=_("Phone"), width=122, spare=3, sortable=False),
    Column(key="email", title=_("E-mail"), width=160, spare=1, sortable=False),
    Column(key="since", title=_("Since"), width=96, spare=2, sortable=False),
    Column(key="state", title=_("Status"), width=134, sortable=False),
)
_ACTS = {
    LinkKind.CONTACT_PERSON: _("Contact person here"),
    LinkKind.GUARDIAN: _("Guardian of the child"),
}
_IS_FOR = {LinkKind.CONTACT_PERSON: _("Contact person"), LinkKind.GUARDIAN: _("Guardian")}


def role_words(row: LinkRow) -> str:
    """Return what somebody is to the other, and their title."""
    if not row.acts and row.link.title:
        return row.link.title
    words = tr((_ACTS if row.acts else _IS_FOR)[row.link.kind])
    return f"{words}, {row.link.title}" if row.link.title else words


def row_of(row: LinkRow) -> Row:
    """Return one line; of a protected person only that there is one."""
    link = row.link
    ended = tr(_("Until {day}"), day=link.ended.isoformat()) if link.ended else tr(_("Active"))
    return Row(
        id=str(link.id),
        cells=(
            Cell(
                text=row.name or tr(_("Protected personal data")),
                strong=True,
                icon="" if row.name else "shield",
                tone="" if row.name else "violet",
            ),
            Cell(text=role_words(row)),
            Cell(text=row.phone),
            Cell(text=row.email),
            Cell(text=link.started.isoformat() if link.started else "–", tone="muted"),
            Cell(text=ended, chip="neutral" if link.ended else "ok"),
        ),
    )


class _Links(Table):
    """The table, and the keys that act in it."""

    add_wanted = Signal()
    end_wanted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Add with N, end with Del."""
        if event.text().casefold() == "n" and not event.modifiers():
            self.add_wanted.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.end_wanted.emit()
        else:
            super().keyPressEvent(event)


class LinksTab(QWidget):
    """Everybody who acts for the card's own, and everybody whom they act for."""

    opened = Signal(object)
    add_wanted = Signal(object)
    end_wanted = Signal(object)

    def __init__(self, context: WindowContext) -> None:
        """Begin empty."""
        super().__init__()
        self._rows: dict[str, LinkRow] = {}
        self._kind: LinkKind | None = None
        self._may_edit = is_granted(context.user.roles, Permission.EDIT_PARTY)
        self.table = _Links(COLUMNS, tr(_("Contact persons")), context.settings, "links")
        self.table.opened.connect(lambda _id: self._open())
        self.table.add_wanted.connect(self._add)
        self.table.end_wanted.connect(self._end)
        self.empty = EmptyView(_("Nobody yet."), "", "users")
        self.states = States(self.table, self.empty, area=_("Contact persons"))
        self.adds = {
            LinkKind.CONTACT_PERSON: Button(_("Add a contact person"), key="N", icon_name="plus"),
            LinkKind.GUARDIAN: Button(_("Add a guardian"), key="N", icon_name="plus"),
        }
        hints = [("Return", _("open"))]
        self._hints = KeyHints([*hints, ("Del", _("end"))] if self._may_edit else hints)
        foot = QHBoxLayout()
        foot.addWidget(self._hints)
        foot.addStretch(1)
        for button in self.adds.values():
            button.clicked.connect(self._add)
            foot.addWidget(button)
        margin = theme.px(24)
        column = QVBoxLayout(self)
        column.setContentsMargins(margin, theme.px(16), margin, theme.px(12))
        column.setSpacing(theme.px(8))
        column.addWidget(self.states, 1)
        column.addLayout(foot)

    def show_card(self, card: Card) -> None:
        """Show the card's links; who can have nobody act for them is offered none."""
        self._kind = kind_for(card)
        self._rows = {str(row.link.id): row for row in card.links}
        for kind, button in self.adds.items():
            button.setVisible(self._may_edit and kind is self._kind)
        self._hints.setVisible(bool(card.links))
        self.table.rows.show([row_of(row) for row in card.links])
        if card.links:
            self.table.setCurrentIndex(self.table.rows.index(0, 0))
        self.states.arrived(empty=not card.links)

    def current(self) -> LinkRow | None:
        """Return the row with the focus."""
        return self._rows.get(self.table.current_id())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Add with N also where the table is empty."""
        if event.text().casefold() == "n" and not event.modifiers():
            self._add()
        else:
            super().keyPressEvent(event)

    def _open(self) -> None:
        row = self.current()
        if row is not None:
            self.opened.emit(row.other_id)

    def _add(self) -> None:
        if self._may_edit and self._kind is not None:
            self.add_wanted.emit(self._kind)

    def _end(self) -> None:
        row = self.current()
        if self._may_edit and row is not None and row.link.ended is None:
            self.end_wanted.emit(row.link)


def kind_for(card: Card) -> LinkKind | None:
    """Return who can act for the card's own: a company's contact person, a child's guardian."""
    if card.party.kind is PartyKind.COMPANY:
        return LinkKind.CONTACT_PERSON
    return LinkKind.GUARDIAN if card.is_minor else None


def title_for(card: Card) -> str:
    """Return the tab's message: who acts for the card's own, or whom they act for."""
    kind = kind_for(card)
    if kind is None:
        return _("Acts for")
    return _("Guardians") if kind is LinkKind.GUARDIAN else _("Contact persons")
