"""Somebody whose processing is restricted calls: the call and the request are kept."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from registerdesk.domain.restrictions import RestrictionGround
from registerdesk.domain.rights_requests import Right
from registerdesk.usecases.restrictions import NewRestriction, restrict
from tests.makers import TODAY
from tests.ui.call.phones import Phone


def test_a_restricted_person_s_call_opens_a_request_and_names_its_use(phone: Phone) -> None:
    held = NewRestriction(ground=RestrictionGround.ACCURACY, since=TODAY)
    anna = phone.people["Anna Lindqvist"]
    phone.ask(lambda: phone.office.do("handl", restrict, anna, held))
    phone.take("0605")
    card = phone.panel.lookup.card
    assert card is not None
    assert card.is_narrowed
    assert card.phones == ()
    phone.until_focus(lambda: phone.panel.identity.rows)
    QTest.keyPress(phone.panel.identity.rows, Qt.Key.Key_V)
    phone.quiet()
    QTest.keyRelease(phone.panel.identity.rows, Qt.Key.Key_V)
    phone.key(Qt.Key.Key_Return)
    phone.until_focus(lambda: phone.panel.matter.tiles)
    phone.key(Qt.Key.Key_1)
    phone.until_focus(lambda: phone.panel.last.note)
    phone.save()
    (request,) = phone.requests()
    assert (request.right, request.party_id) == (Right.ACCESS, anna)
    acts = phone.acts()
    assert "identity_number.revealed" in acts
    assert "restriction.relied_on" in acts
    assert not [act for act in acts if act.startswith("denied")]
