"""An office of one: the same case, and the approval that waits a day."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import pytest

from registerdesk.domain.errors import InvalidInput, NotAllowed
from registerdesk.domain.office import OfficeProfile
from registerdesk.domain.rights_requests import Decision, RequestState, Right
from registerdesk.domain.stored_letters import LetterKind
from registerdesk.keyring.costs import Cost
from registerdesk.usecases.four_eyes import approve_proposal
from registerdesk.usecases.letter_facts import LetterOrder
from registerdesk.usecases.letter_making import make_letter
from registerdesk.usecases.offices import FirstPerson, create_office, sign_in
from registerdesk.usecases.parties import register_party
from registerdesk.usecases.places import Station
from registerdesk.usecases.request_answers import decide
from registerdesk.usecases.request_opening import NewRequest, open_request
from registerdesk.usecases.rights_requests import view_request
from tests.makers import PASSWORD, Clock, a_person
from tests.usecases.cases import TOO_MUCH, TWO_CHECKS


def test_the_only_person_approves_an_own_refusal_after_a_day_and_with_a_reason(
    tmp_path: Path,
) -> None:
    clock = Clock()
    profile = OfficeProfile(
        id=uuid4(),
        name="Ekbackens Handel AB",
        org_number="5560000167",
        street="Ekgatan 1",
        postal_code="123 45",
        town="Ekby",
        phone="08-465 004 00",
    )
    first = FirstPerson(user_name="eva", display_name="Eva Ek", password=PASSWORD)
    create_office(tmp_path / "office", profile, first, cost=Cost.for_tests())
    session = sign_in(
        tmp_path / "office",
        "eva",
        PASSWORD,
        clock=clock,
        station=Station(name="desk-1", state=tmp_path / "state"),
    )
    do = session.desk.do
    party_id = do(register_party, a_person())
    new = NewRequest(right=Right.ACCESS, party_id=party_id, identity=TWO_CHECKS)
    request = do(open_request, new)
    proposal = do(decide, request.id, Decision.REFUSE, refusal=TOO_MUCH)
    assert proposal is not None
    with pytest.raises(NotAllowed):
        do(approve_proposal, proposal.id, reason="Jag är ensam här.")
    clock.forward(hours=24)
    with pytest.raises(InvalidInput):
        do(approve_proposal, proposal.id)
    do(approve_proposal, proposal.id, reason="Jag är ensam här.")
    letter = do(make_letter, request.id, LetterOrder(kind=LetterKind.REFUSAL))
    assert letter.pages >= 1
    assert do(view_request, request.id).request.state is RequestState.OPEN
    session.close()
