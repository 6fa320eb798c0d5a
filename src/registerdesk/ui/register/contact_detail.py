"""One contact: when, which way, with whom, and the whole note."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from registerdesk.domain.contacts import Contact
from registerdesk.domain.fields import is_withheld
from registerdesk.domain.texts import _
from registerdesk.ui.kit.buttons import Button
from registerdesk.ui.kit.card import Card
from registerdesk.ui.kit.labels import data_label
from registerdesk.ui.kit.page import PageHead
from registerdesk.ui.kit.text import tr
from registerdesk.ui.kit.theme import theme
from registerdesk.ui.register import contact_words
from registerdesk.ui.register.contact_form import may_be_corrected


class ContactDetail(QWidget):
    """Head, facts, note; E corrects where the role may."""

    person_wanted = Signal()
    correct_wanted = Signal()

    def __init__(self, *, may_correct: bool) -> None:
        """Begin empty."""
        super().__init__()
        self._may_correct = may_correct
        self.contact: Contact | None = None
        self.head = PageHead()
        self.person = Button(_("Open the card"), icon_name="user")
        self.person.clicked.connect(self.person_wanted)
        self.correct = Button(_("Correct"), key="E", icon_name="edit")
        self.correct.clicked.connect(self.correct_wanted)
        self.head.add_action(self.person)
        self.head.add_action(self.correct)
        self.correct.hide()
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.area.setAccessibleName(tr(_("Contact")))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.area, 1)

    def show_contact(self, contact: Contact, name: str, by: str, today: str) -> None:
        """Show a contact; `name` is whom it was with, `by` who wrote it down."""
        self.contact = contact
        kind = contact_words.kind_words(contact.way, contact.direction)
        withheld = is_withheld(contact.heading)
        self.head.title.say(kind if withheld or not contact.heading else contact.heading)
        self.head.say_subtitle(f"{kind} {contact_words.moment_of(contact, today)}")
        self.person.setVisible(contact.known_party)
        self.correct.setVisible(self._may_correct and may_be_corrected(contact))
        facts = Card(_("Contact"))
        facts.add_fact(_("With"), name)
        for label, value in _facts(contact):
            facts.add_fact(label, value)
        facts.add_fact(_("Written down by"), by)
        note = Card(_("Note"))
        words = tr(_("Protected personal data")) if withheld else contact.note or "–"
        text = data_label(words, wrap=True)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        text.setContentsMargins(theme.px(14), theme.px(10), theme.px(14), theme.px(12))
        note.body.addWidget(text)
        room = QWidget()
        column = QVBoxLayout(room)
        margin = theme.px(24)
        column.setContentsMargins(margin, theme.px(16), margin, theme.px(16))
        column.setSpacing(theme.px(16))
        for card in (facts, note):
            card.setMaximumWidth(theme.px(720))
            column.addWidget(card)
        column.addStretch(1)
        self.area.setWidget(room)


def _facts(contact: Contact) -> list[tuple[str, str]]:
    """Return what an unknown caller gave, and how identity was checked, where there is any."""
    found = (
        (_("Call-back number"), contact.call_back),
        (_("Caller's address"), contact.caller_address),
        (
            _("How the identity was checked"),
            contact.identity_checks
            if is_withheld(contact.identity_checks)
            else contact_words.checks_words(contact.identity_checks),
        ),
    )
    return [(label, str(value)) for label, value in found if value]
