"""The card's first tab: facts and latest contacts, beside them purposes and erasure."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from registerdesk.domain.contacts import Contact
from registerdesk.domain.fields import RetentionClass
from registerdesk.domain.texts import _
from registerdesk.ui.kit.card import Card as Sheet
from registerdesk.ui.kit.labels import ElideLabel, IconLabel, data_label
from registerdesk.ui.kit.text import tr
from registerdesk.ui.kit.theme import theme
from registerdesk.ui.register import contact_words
from registerdesk.ui.register.facts import FactSheet
from registerdesk.ui.register.purpose_sheet import PurposeSheet
from registerdesk.ui.register.requests_tab import OpenRequest
from registerdesk.ui.register.states import padded
from registerdesk.ui.register.words import overview
from registerdesk.usecases.party_cards import Card

LATEST, WIDE = 4, 760


class Overview(QScrollArea):
    """Two columns of sheets where there is room, else one."""

    all_contacts_wanted = Signal()

    def __init__(self, nothing: str) -> None:
        """Begin empty; `nothing` is the message where there are no contacts."""
        super().__init__()
        self._nothing = nothing
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.facts = FactSheet()
        self.contacts = Sheet(_("Latest contacts"), _("Show all"))
        self.contacts.link_clicked.connect(self.all_contacts_wanted)
        self.request = OpenRequest()
        self.purposes = PurposeSheet()
        self.erasure = Sheet(_("Retention deletion"))
        room = QWidget()
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, room)
        self._columns.setSpacing(theme.px(16))
        margin = theme.px(24)
        self._columns.setContentsMargins(margin, theme.px(16), margin, theme.px(16))
        self._right = _column(self.request, self.purposes, self.erasure)
        self._columns.addWidget(_column(self.facts, self.contacts), 5)
        self._columns.addWidget(self._right)
        self.setWidget(room)

    def show_card(
        self,
        card: Card,
        *,
        may_reveal: bool,
        may_switch: bool,
        names: dict[str, str],
        today: str,
    ) -> None:
        """Show a person's overview; `names` are colleagues by id, `today` an ISO date."""
        self.facts.show_facts(overview(card), may_reveal=may_reveal)
        self.contacts.setVisible(not card.is_narrowed)
        self._show_contacts(card, names, today)
        self.purposes.show_purposes(card.purposes, may_switch=may_switch)
        self.erasure.clear()
        message, parameters = card.periods.kept(RetentionClass.RELATION)
        self.erasure.body.addWidget(padded(_sentence(tr(message, **parameters))))
        if card.erase_by is not None:
            self.erasure.add_fact(_("Erased at the latest"), card.erase_by.isoformat())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Move the right column under the left where it is narrow."""
        super().resizeEvent(event)
        wide = self.viewport().width() >= theme.px(WIDE)
        side = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        self._columns.setDirection(side)
        self._columns.setStretch(0, 5 if wide else 0)
        self._columns.setStretch(1, 0 if wide else 1)
        self._right.setMinimumWidth(theme.px(276) if wide else 0)
        self._right.setMaximumWidth(theme.px(276) if wide else 16_777_215)

    def minimumSizeHint(self) -> QSize:
        """Allow the pane to be as narrow as the smallest window leaves it."""
        return QSize(theme.px(320), theme.px(160))

    def _show_contacts(self, card: Card, names: dict[str, str], today: str) -> None:
        self.contacts.clear()
        for contact in card.contacts[:LATEST]:
            self.contacts.add_row(contact_row(contact, names, today))
        if not card.contacts:
            self.contacts.body.addWidget(padded(tr(self._nothing)))


def contact_row(contact: Contact, names: dict[str, str], today: str) -> QWidget:
    """Return one contact on two lines: what and when, the note and who."""
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(theme.px(14), theme.px(8), theme.px(14), theme.px(8))
    line.setSpacing(theme.px(12))
    line.addWidget(IconLabel(contact_words.icon_of(contact.way)))
    words = QVBoxLayout()
    words.setSpacing(theme.px(2))
    title = ElideLabel(contact_words.title(contact))
    title.setFont(theme.font(13, 500))
    words.addWidget(title)
    words.addWidget(ElideLabel(contact_words.first_line(contact), "secondary"))
    line.addLayout(words, 1)
    ends = QVBoxLayout()
    ends.setSpacing(theme.px(2))
    for text in (contact_words.moment_of(contact, today), names.get(str(contact.recorded_by), "")):
        label = data_label(text, "secondary")
        label.setAlignment(Qt.AlignmentFlag.AlignRight)
        ends.addWidget(label)
    line.addLayout(ends)
    return row


def _column(*sheets: QWidget) -> QWidget:
    """Return sheets under one another, the rest left empty."""
    room = QWidget()
    column = QVBoxLayout(room)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.px(16))
    for sheet in sheets:
        column.addWidget(sheet)
    column.addStretch(1)
    return room


def _sentence(words: str) -> str:
    """Begin with a capital: the words stand alone here."""
    return words[:1].upper() + words[1:]
