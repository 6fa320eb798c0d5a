"""The head of a card: who it is, states as chips, the facts in a line, and what can be done."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout

from registerdesk.domain.fields import is_withheld
from registerdesk.domain.parties import RelationKind
from registerdesk.domain.party_links import LINK_LABELS
from registerdesk.domain.staff import Permission
from registerdesk.domain.texts import _
from registerdesk.ui.kit.buttons import Button, IconButton
from registerdesk.ui.kit.chip import Chip
from registerdesk.ui.kit.flow_row import FlowRow
from registerdesk.ui.kit.labels import ElideLabel, Label, restyle
from registerdesk.ui.kit.room import TurningRow, Unsqueezed
from registerdesk.ui.kit.signs import initials
from registerdesk.ui.kit.text import tr
from registerdesk.ui.kit.theme import theme
from registerdesk.ui.register.restriction_band import REFUSED
from registerdesk.ui.register.standing_questions import deeds_of
from registerdesk.ui.register.words import header_line
from registerdesk.usecases.party_cards import Card

RELATION_CHIPS = {
    RelationKind.CUSTOMER: (_("Customer"), "ok"),
    RelationKind.SUPPLIER: (_("Supplier"), "info"),
}

FORMER_CHIPS = {
    RelationKind.CUSTOMER: (_("Former customer"), "neutral"),
    RelationKind.SUPPLIER: (_("Former supplier"), "neutral"),
}
_ROOM = 700
"""Wide enough for three actions with their keys."""

_TIGHT = 520
"""Too narrow for three actions at all: to correct is in the menu then."""


def chips_of(card: Card) -> list[tuple[str, str]]:
    """Return a card's states as messages, each with its tint."""
    runs = any(relation.ended is None for relation in card.relations)
    ended = FORMER_CHIPS if runs else dict.fromkeys(RelationKind, (_("Ended"), "neutral"))
    chips = [
        (ended if relation.ended else RELATION_CHIPS)[relation.kind]
        for relation in sorted(card.relations, key=lambda r: r.kind)
    ]
    acting = [row.link.kind for row in card.links if row.acts and row.link.ended is None]
    chips += [(LINK_LABELS[kind], "info") for kind in acting]
    if card.party.is_protected:
        chips.append((_("Protected"), "violet"))
    if card.restriction is not None:
        chips.append((_("Restricted"), "warn"))
    if card.party.deceased:
        chips.append((_("Deceased"), "neutral"))
    elif card.is_minor:
        chips.append((_("Under age"), "warn"))
    return list(dict.fromkeys(chips))


def name_of(card: Card) -> str:
    """Return the name, or what stands for a name that is out of reach."""
    withheld = is_withheld(card.party.display_name)
    return tr(_("Protected personal data")) if withheld else card.party.display_name


class CardHead(Unsqueezed):
    """Initials, name, chips, facts; actions under them; room for tabs below."""

    call_wanted = Signal()
    edit_wanted = Signal()
    standing_wanted = Signal(str)
    protect_wanted = Signal()
    release_wanted = Signal()
    request_wanted = Signal()
    restrict_wanted = Signal()
    lift_wanted = Signal()
    merge_wanted = Signal()
    unmerge_wanted = Signal()

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        self.setProperty("part", "head")
        self._sign = Label(role="initials")
        self._sign.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.name = ElideLabel(role="title")
        self.name.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.facts = ElideLabel(role="subtitle")
        self._chips = FlowRow()
        self._request = Chip(_("Open request"), "warn")
        self._request.hide()
        self.call_button = Button(_("Log call"), key="F2", icon_name="phone")
        self.request_button = Button(_("New request"), key="Ctrl+Shift+B", icon_name="inbox")
        self.edit_button = Button(_("Correct"), key="Ctrl+E", icon_name="edit")
        self.more_button = IconButton("more", _("More"), key="Shift+F10")
        self.call_button.clicked.connect(self.call_wanted)
        self.request_button.clicked.connect(self.request_wanted)
        self.edit_button.clicked.connect(self.edit_wanted)
        self.more_button.clicked.connect(self.open_menu)
        self.below = QVBoxLayout()
        self._may_edit = self._may_protect = self._may_release = False
        self._may_restrict = self._may_lift = self._may_merge = self._may_unmerge = False
        self._deeds: list[tuple[str, str]] = []
        self._column = column = QVBoxLayout(self)
        column.setSpacing(theme.px(14))
        column.addLayout(self._upper())
        column.addLayout(self._actions())
        column.addLayout(self.below)

    def show_card(self, card: Card, may: Callable[[Permission], bool]) -> None:
        """Show whose card it is; actions that the role may not do are absent."""
        may_edit, may_protect = may(Permission.EDIT_PARTY), may(Permission.MARK_PROTECTED)
        name = name_of(card)
        size = theme.px(48)
        self._sign.say("–" if is_withheld(card.party.display_name) else initials(name))
        self._sign.setFixedSize(size, size)
        self._sign.setStyleSheet(f"border-radius: {theme.px(8)}px; font-size: {theme.px(16)}px;")
        self.name.say(name)
        bottom = theme.px(14) if card.is_locked else 0
        self._column.setContentsMargins(theme.px(24), theme.px(20), theme.px(24), bottom)
        self.facts.say(card.number if card.is_locked else header_line(card))
        self._request.hide()
        self._show_chips(card)
        self._may_edit = may_edit and not card.is_locked
        held = card.restriction is not None
        self._deeds = deeds_of(card) if self._may_edit and not held else []
        self._may_merge = self._may_edit and not held
        self._may_unmerge = self._may_merge and bool(card.merged)
        reached = may(Permission.RESTRICT) and (card.may_open or not card.party.is_protected)
        self._may_restrict, self._may_lift = reached and not held, reached and held
        self.edit_button.setEnabled(not held)
        self.edit_button.setToolTip(tr(REFUSED) if held else "")
        self.request_button.setVisible(may(Permission.OPEN_REQUEST))
        self._may_protect = may_protect and not card.party.is_protected
        self._may_release = may_protect and card.party.is_protected and card.may_open
        self._fold()

    def show_open_request(self, *, shown: bool) -> None:
        """Show beside the name that a request waits for its answer."""
        self._request.setVisible(shown)

    def menu(self) -> QMenu:
        """Return the menu of the rarer actions."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self._may_edit and self._is_tight():
            menu.addAction(tr(_("Correct"))).triggered.connect(self.edit_wanted)
        for deed, message in self._deeds:
            action = menu.addAction(tr(message))
            action.triggered.connect(lambda _on=False, deed=deed: self.standing_wanted.emit(deed))
        if self._may_merge:
            menu.addAction(tr(_("Merge duplicates …"))).triggered.connect(self.merge_wanted)
        if self._may_unmerge:
            menu.addAction(tr(_("Undo the merge …"))).triggered.connect(self.unmerge_wanted)
        if self._may_restrict:
            menu.addAction(tr(_("Restrict the processing …"))).triggered.connect(
                self.restrict_wanted
            )
        if self._may_lift:
            menu.addAction(tr(_("Lift the restriction …"))).triggered.connect(self.lift_wanted)
        if self._may_protect:
            menu.addAction(tr(_("Mark as protected …"))).triggered.connect(self.protect_wanted)
        if self._may_release:
            menu.addAction(tr(_("End protection …"))).triggered.connect(self.release_wanted)
        return menu

    def open_menu(self) -> None:
        """Open the menu under its button."""
        menu = self.menu()
        corner = QPoint(self.more_button.width() - menu.sizeHint().width(), 34)
        menu.popup(self.more_button.mapToGlobal(corner))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the key caps out where the actions would not fit with them."""
        super().resizeEvent(event)
        buttons = (self.call_button, self.request_button, self.edit_button)
        for button in buttons:
            button.shorten(short=self.width() < theme.px(_ROOM))
        self._fold()

    def _is_tight(self) -> bool:
        return self.width() < theme.px(_TIGHT)

    def _fold(self) -> None:
        """Move to the menu what has no room in the row."""
        folded = self._may_edit and self._is_tight()
        self.edit_button.setVisible(self._may_edit and not folded)
        rare = bool(self._deeds) or self._may_protect or self._may_release
        rare = rare or self._may_restrict or self._may_lift or self._may_merge
        self.more_button.setVisible(folded or rare)

    def _upper(self) -> QHBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(theme.px(3))
        name = QHBoxLayout()
        name.addWidget(self.name)
        name.addStretch(1)
        line = TurningRow(name, self._chips, apart=False)
        words.addLayout(line)
        words.addWidget(self.facts)
        row = QHBoxLayout()
        row.setSpacing(theme.px(14))
        row.addWidget(self._sign)
        row.addLayout(words, 1)
        return row

    def _actions(self) -> QHBoxLayout:
        row, often = QHBoxLayout(), FlowRow()
        row.setSpacing(theme.px(8))
        for button in (self.call_button, self.request_button, self.edit_button):
            often.addWidget(button)
        row.addLayout(often, 1)
        row.addWidget(self.more_button, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _show_chips(self, card: Card) -> None:
        while (item := self._chips.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None and widget is not self._request:
                widget.hide()
                widget.deleteLater()
        for message, kind in chips_of(card):
            self._chips.addWidget(Chip(message, kind))
        self._chips.addWidget(self._request)
        restyle(self)
