"""The use cases at their edges: what is not due, not approved, not whole or not the office's."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text

from registerdesk.domain.audit import Head
from registerdesk.domain.errors import Conflict, InvalidInput, NotAllowed, NotFound
from registerdesk.domain.four_eyes import Act
from registerdesk.domain.parties import Protection
from registerdesk.domain.rights_requests import Decision, PostedWay
from registerdesk.domain.sources import Source
from registerdesk.domain.staff import Permission
from registerdesk.domain.stored_letters import LetterKind
from registerdesk.usecases import places
from registerdesk.usecases.calls import Call, Matter, record_call
from registerdesk.usecases.desk import Visit, use_case
from registerdesk.usecases.drafts import open_draft, own_drafts, save_draft
from registerdesk.usecases.four_eyes import FourEyes, approve_proposal
from registerdesk.usecases.index_renewal import make_indexes_anew
from registerdesk.usecases.letter_facts import LetterOrder
from registerdesk.usecases.letter_making import letter_facts, make_letter, view_addressee
from registerdesk.usecases.letter_sending import (
    drop_grants_after_sending,
    mark_posted,
    undo_posted,
)
from registerdesk.usecases.office_profile import change_office, checked_setting, view_office
from registerdesk.usecases.offices import sign_in
from registerdesk.usecases.parties import change_party, register_party
from registerdesk.usecases.party_cards import view_card
from registerdesk.usecases.places import Places, Station
from registerdesk.usecases.protection import mark_protected
from registerdesk.usecases.request_answers import decide
from registerdesk.usecases.request_collection import collect, view_collection
from registerdesk.usecases.request_work import take_request
from registerdesk.usecases.rights_requests import find_requests
from registerdesk.usecases.verification import Checked, check_log, verify
from tests.makers import PASSWORD, TODAY, Clock, SmallOffice, a_person, an_origin, bare
from tests.usecases.cases import (
    EXTRACT,
    TOO_MUCH,
    a_customer,
    a_request,
    an_access_call,
    answered,
    decided,
    posted,
)

RECEIPT = LetterOrder(kind=LetterKind.RECEIPT)


@use_case(Permission.OWN_PROFILE)
def proposed(visit: Visit, act: Act, object_id: UUID) -> UUID:
    """Propose something without what belongs to it."""
    visit.note("proposed")
    return FourEyes(visit).propose(act, object_id, {}).id


@use_case(Permission.OWN_PROFILE)
def taken_away(visit: Visit, letters_of: UUID) -> None:
    """Take a case's sealed letters out of the database behind the program's back."""
    statement = text("DELETE FROM case_material WHERE kind = 'letter' AND case_id = :case")
    visit.office.connection.execute(statement, {"case": letters_of.bytes})
    visit.note("taken_away")


def test_nothing_is_carried_out_that_nobody_has_approved(office: SmallOffice) -> None:
    with pytest.raises(Conflict, match="approval of a second person"):
        office.inside("handl", lambda v: FourEyes(v).check(Act.REFUSAL, uuid4(), {}))


def test_a_proposal_without_its_contents_is_not_approved(office: SmallOffice) -> None:
    request = an_access_call(office, a_customer(office))
    empty = office.do("handl", proposed, Act.REFUSAL, request.id)
    with pytest.raises(Conflict, match="changed since"):
        office.do("ombud", approve_proposal, empty)
    other = office.do("handl", proposed, Act.CLOCK_SET_BACK, request.id)
    with pytest.raises(NotFound):
        office.do("ombud", approve_proposal, other)


def test_a_refusal_that_is_given_up_is_no_longer_proposed(office: SmallOffice) -> None:
    request = decided(office, a_customer(office))
    office.do("handl", decide, request.id, Decision.REFUSE, refusal=TOO_MUCH)
    office.do("handl", decide, request.id, Decision.PARTLY)
    assert office.inside("ombud", lambda v: v.office.proposals.find(act=Act.REFUSAL)) == []


def test_a_calls_draft_goes_with_the_call_and_is_nobody_elses(office: SmallOffice) -> None:
    party_id = a_customer(office)
    case = an_access_call(office, party_id).id
    draft = office.do("handl", save_draft, "call", "Hon vill")
    with pytest.raises(NotFound):
        office.do("kredit", open_draft, draft)
    call = Call(party_id=party_id, matters=(Matter(digit=1, add_to=case),))
    done = office.do("handl", record_call, call, draft)
    assert [each.id for each in done.added_to] == [case]
    assert office.do("handl", own_drafts, "call") == ()


def test_indexes_that_are_not_due_stay_as_they_are(office: SmallOffice) -> None:
    assert office.do("handl", make_indexes_anew, "pnr") == 0


def test_a_receipt_is_posted_once_and_answers_nothing(office: SmallOffice) -> None:
    request = a_request(office, a_customer(office))
    letter = office.do("handl", make_letter, request.id, RECEIPT)
    posted(office, letter)
    with pytest.raises(Conflict, match="sent already"):
        office.do("handl", mark_posted, letter.id, posted_on=TODAY, way=PostedWay.LETTER)
    with pytest.raises(NotAllowed, match="take an answer back"):
        office.do("handl", undo_posted, letter.id)


def test_an_answer_that_has_not_been_sent_is_not_taken_back(office: SmallOffice) -> None:
    request = decided(office, a_customer(office))
    letter = office.do("handl", make_letter, request.id, EXTRACT)
    with pytest.raises(Conflict, match="too late"):
        office.do("handl", undo_posted, letter.id)


def test_the_key_of_an_answered_case_stays_while_the_answer_can_be_undone(
    office: SmallOffice,
) -> None:
    answered(office, a_customer(office))
    assert office.do("handl", drop_grants_after_sending) == 0
    office.clock.forward(minutes=1)
    assert office.do("handl", drop_grants_after_sending) == 1


def extract_of(office: SmallOffice, party_id: UUID) -> str:
    """Return all that an extract would say of a person."""
    request = an_access_call(office, party_id)
    office.do("handl", collect, request.id)
    facts: Any = office.do("handl", letter_facts, request.id, EXTRACT)
    return repr(facts)


def test_an_extract_tells_of_earlier_values_of_yes_and_no_and_of_what_is_not_known(
    office: SmallOffice,
) -> None:
    unsourced = an_origin(source=Source.FILE, source_detail="")
    party_id = office.do("handl", register_party, a_person(deceased=True, origin=unsourced))
    given = {"display_name": "Anna Nyholm"}
    office.do("handl", change_party, "parties", party_id, 1, given, an_origin())
    office.do("handl", view_card, party_id)
    told = extract_of(office, party_id)
    assert "Anna Nyholm" in told
    assert "Anna Lindqvist" in told
    assert "till och med" in told
    assert "'Ja'" in told or ": Ja" in told


def test_a_protected_persons_data_is_collected_as_protected(office: SmallOffice) -> None:
    party_id = a_customer(office)
    office.do("handl", mark_protected, party_id, Protection.MARKED)
    request = an_access_call(office, party_id)
    collection = office.do("handl", collect, request.id)
    assert collection.count > 0


def test_who_is_no_longer_named_reads_no_protected_addressee(office: SmallOffice) -> None:
    party_id = a_customer(office)
    request = an_access_call(office, party_id, user="kredit")
    office.do("handl", mark_protected, party_id, Protection.MARKED)
    with pytest.raises(NotAllowed):
        office.do("kredit", view_addressee, request.id)


def test_a_persons_open_requests_are_found_with_the_person(office: SmallOffice) -> None:
    party_id = a_customer(office)
    request = a_request(office, party_id)
    assert [row.id for row in office.do("handl", find_requests, "", [party_id])] == [request.id]


def test_the_offices_own_settings_are_checked_one_by_one(office: SmallOffice) -> None:
    assert checked_setting("large_text", True, TODAY) is True
    with pytest.raises(InvalidInput, match="no such setting"):
        checked_setting("colour", "blue", TODAY)
    profile = office.do("admin", view_office)
    changed = office.do("admin", change_office, profile.version, {"street": "Ekgatan 2"})
    assert (changed.name, changed.street) == (profile.name, "Ekgatan 2")


def test_a_letter_that_is_gone_and_anchors_that_do_not_fit_are_told(office: SmallOffice) -> None:
    request = a_request(office, a_customer(office))
    office.do("handl", make_letter, request.id, RECEIPT)
    assert office.do("ombud", check_log, ()).findings == ()
    office.do("handl", taken_away, request.id)
    foreign = Head(number=1, hash=b"\x00" * 32)
    found = office.do("ombud", check_log, (("here", None), ("there", foreign))).findings
    told = [(each.checked, each.place, each.count) for each in found]
    assert told == [
        (Checked.HEADS, "here", 0),
        (Checked.HEADS, "there", 1),
        (Checked.LETTERS, "", 1),
    ]


def test_a_workstation_that_has_opened_no_office_remembers_none(tmp_path: Path) -> None:
    station = Station("desk-1", tmp_path / "state")
    assert station.last_office() is None
    station.remember(tmp_path)
    assert station.last_office() == tmp_path


def test_a_damaged_key_file_is_told_when_the_office_is_verified(
    office: SmallOffice, tmp_path: Path
) -> None:
    office.do("handl", register_party, bare("Petra Sundholm"))
    key_file = Places(office.folder).keyring
    key_file.write_bytes(key_file.read_bytes()[:-40])
    session = sign_in(
        office.folder, "ombud", PASSWORD, clock=Clock(), station=Station("desk-1", tmp_path)
    )
    verdict = verify(session)
    assert Checked.KEYRING in [finding.checked for finding in verdict.findings]
    session.close()


@use_case(Permission.OWN_PROFILE)
def spoiled(visit: Visit) -> None:
    """Overwrite every sealed identity number behind the program's back."""
    visit.office.connection.execute(
        text("UPDATE party_number SET personal = :cell"), {"cell": b"\x00" * 60}
    )
    visit.note("spoiled")


def test_a_register_that_cannot_be_read_is_named_and_the_others_are_collected(
    office: SmallOffice,
) -> None:
    party_id = a_customer(office)
    request = an_access_call(office, party_id)
    office.do("handl", spoiled)
    collection = office.do("handl", collect, request.id)
    assert collection.unreadable == ("party_numbers",)
    assert collection.count > 0


def test_finance_takes_no_case_that_waits(office: SmallOffice) -> None:
    call = Call(party_id=a_customer(office), matters=(Matter(digit=1),))
    case = office.do("lasare", record_call, call).requests[0].id
    with pytest.raises(NotAllowed):
        office.do("ekonomi", take_request, case)


def test_a_request_without_a_contact_is_answered_with_nothing_but_an_extract(
    office: SmallOffice,
) -> None:
    request = a_request(office, office.do("handl", register_party, bare("Petra Sundholm")))
    office.do("handl", collect, request.id)
    with pytest.raises(Conflict, match="Answer with an extract"):
        office.do("handl", letter_facts, request.id, LetterOrder(kind=LetterKind.NO_DATA))


def test_a_case_without_an_owner_is_sealed_to_nobody_yet(office: SmallOffice) -> None:
    call = Call(party_id=a_customer(office), matters=(Matter(digit=1),))
    case = office.do("lasare", record_call, call).requests[0].id
    with pytest.raises(NotAllowed, match="no owner yet"):
        office.do("ombud", view_collection, case)


def test_a_draft_is_saved_in_its_own_place_and_of_a_known_kind(office: SmallOffice) -> None:
    draft = office.do("handl", save_draft, "call", "Hon")
    assert office.do("handl", save_draft, "call", "Hon vill", draft) == draft
    assert office.do("handl", open_draft, draft) == "Hon vill"
    assert len(office.do("handl", own_drafts, "call")) == 1
    with pytest.raises(InvalidInput):
        office.do("handl", save_draft, "", "Hon")


def test_a_system_that_lists_no_file_systems_is_taken_for_a_local_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "MOUNTS", tmp_path / "mounts")
    places.refuse_network(tmp_path)
    (tmp_path / "mounts").write_text(f"server:/x {tmp_path} nfs4 rw 0 0\n", encoding="utf-8")
    with pytest.raises(InvalidInput, match="network drive"):
        places.refuse_network(tmp_path)
