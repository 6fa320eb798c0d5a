"""What one must know of a caller stands over the steps before one says anything."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Qt

from registerdesk.domain.identity_checks import IdentityMethod
from registerdesk.domain.parties import Protection
from registerdesk.domain.restrictions import RestrictionGround
from registerdesk.usecases.parties import register_party
from registerdesk.usecases.party_states import mark_deceased
from registerdesk.usecases.protection import mark_protected
from registerdesk.usecases.restrictions import NewRestriction, restrict
from tests.makers import TODAY, a_person, an_origin
from tests.ui.call.phones import ESC, F2, Phone


def said(phone: Phone) -> str:
    """Return what the band says, if it is there."""
    band = phone.panel.standing
    return band.label.text() if band.isVisible() else ""


def test_nothing_is_said_of_somebody_like_others(phone: Phone) -> None:
    phone.take("0605")
    assert said(phone) == ""


def test_a_deceased_persons_card_says_that_somebody_else_calls(phone: Phone) -> None:
    anna = phone.people["Anna Lindqvist"]
    phone.office.do("handl", mark_deceased, anna, 1, None, an_origin())
    phone.take("0605")
    assert said(phone) == "Avliden. Den som ringer är någon annan."
    phone.key(F2)
    phone.until_focus(lambda: phone.panel.caller.field)
    assert said(phone) == "", "the next call begins with nobody"
    phone.key(ESC)
    phone.quiet()
    assert said(phone) == "Avliden. Den som ringer är någon annan."


def test_a_childs_card_says_that_a_guardian_may_be_calling(phone: Phone) -> None:
    born = TODAY - timedelta(days=3000)
    child = a_person(name="Elsa Ek", number="K-10600", identity_number="", birth_date=born)
    phone.office.do("handl", register_party, child)
    phone.take("K-10600")
    assert said(phone) == "Minderårig. Den som ringer kan vara vårdnadshavare."


def test_a_restriction_is_told_and_what_it_closes_is_not_called_missing(phone: Phone) -> None:
    anna = phone.people["Anna Lindqvist"]
    held = NewRestriction(ground=RestrictionGround.ACCURACY, since=TODAY)
    phone.ask(lambda: phone.office.do("handl", restrict, anna, held))
    phone.take("0605")
    assert said(phone).startswith("Behandlingen är begränsad sedan 2026-11-23.")
    address = phone.panel.identity.rows.rows[IdentityMethod.POSTAL_ADDRESS]
    assert address.answer == "Begränsad"
    assert not address.isEnabled()


def test_a_protected_person_stays_marked_after_the_card_is_opened(phone: Phone) -> None:
    anna = phone.people["Anna Lindqvist"]
    phone.office.do("handl", mark_protected, anna, Protection.MARKED)
    phone.take("K-10482")
    assert said(phone) == "", "the identity step says it while the card is closed"
    phone.key(Qt.Key.Key_P)
    phone.quiet()
    assert said(phone).startswith("Skyddade personuppgifter.")
