"""Contacts as the window words them."""

from __future__ import annotations

from datetime import date

from registerdesk.domain.contacts import Contact, Direction, Way
from registerdesk.domain.identity_checks import IDENTITY_METHOD_LABELS, IdentityMethod
from registerdesk.domain.texts import _
from registerdesk.ui.kit.moments import when
from registerdesk.ui.kit.text import tr

_ICONS = {Way.CALL: "phone", Way.LETTER: "mail", Way.EMAIL: "mail", Way.VISIT: "user"}
_KINDS = {
    (Way.CALL, Direction.IN): _("Incoming call"),
    (Way.CALL, Direction.OUT): _("Outgoing call"),
    (Way.LETTER, Direction.IN): _("Incoming letter"),
    (Way.LETTER, Direction.OUT): _("Outgoing letter"),
    (Way.EMAIL, Direction.IN): _("Incoming e-mail"),
    (Way.EMAIL, Direction.OUT): _("Outgoing e-mail"),
    (Way.VISIT, Direction.IN): _("Visit to the office"),
    (Way.VISIT, Direction.OUT): _("Visit by the office"),
}


def icon_of(way: Way) -> str:
    """Return the icon's name for a way."""
    return _ICONS[way]


def kind_words(way: Way, direction: Direction) -> str:
    """Return "Inkommande samtal" and the like."""
    return tr(_KINDS[way, direction])


def title(contact: Contact) -> str:
    """Return "Inkommande samtal – fråga om faktura"."""
    kind = kind_words(contact.way, contact.direction)
    return f"{kind} – {contact.heading}" if contact.heading else kind


def first_line(contact: Contact) -> str:
    """Return the note's first line, which the list elides."""
    return str(contact.note or "").strip().partition("\n")[0]


def moment_of(contact: Contact, today: str) -> str:
    """Return when it was; `today` is an ISO date."""
    return when(contact.at, date.fromisoformat(today))


def checks_words(codes: str) -> str:
    """Return in words how an identity was checked: the kept codes, one after the other."""
    known = {method.value: method for method in IdentityMethod}
    said = [
        tr(IDENTITY_METHOD_LABELS[known[code]]) if code in known else code
        for code in codes.split(",")
    ]
    return ", ".join(words for words in said if words)
