"""Those named for protected persons are asked in time: about doubles, cases and ends."""

from __future__ import annotations

from uuid import UUID

import pytest

from registerdesk.domain.errors import Conflict, NotAllowed
from registerdesk.domain.fields import Compartment
from registerdesk.domain.imports import ImportKind
from registerdesk.domain.letters import Addressee, ProtectedRoute
from registerdesk.domain.parties import Language, Protection
from registerdesk.domain.protection import OpeningReason
from registerdesk.domain.rights_requests import Right
from registerdesk.domain.staff import Role
from registerdesk.domain.stored_letters import LetterKind
from registerdesk.domain.tasks import TaskKind
from registerdesk.usecases.imports import ImportOptions, import_file
from registerdesk.usecases.letter_facts import LetterOrder
from registerdesk.usecases.letter_making import make_letter, set_addressee, view_addressee
from registerdesk.usecases.letter_sending import note_print, show_letter
from registerdesk.usecases.offices import Session, sign_in
from registerdesk.usecases.parties import change_value, register_party
from registerdesk.usecases.party_cards import open_protected
from registerdesk.usecases.places import Station
from registerdesk.usecases.protected_readers import view_named_readers
from registerdesk.usecases.protection import (
    decline_unmarking,
    mark_protected,
    propose_unmarking,
    unmark_protected,
    view_protection_plan,
    waiting_release,
)
from registerdesk.usecases.request_collection import view_collection
from registerdesk.usecases.request_opening import NewRequest, open_request
from registerdesk.usecases.request_work import hand_over, take_request
from registerdesk.usecases.rights_requests import view_request
from registerdesk.usecases.staff import change_access, disable_person
from registerdesk.usecases.tasks import TaskRow, dismiss_task, list_tasks
from tests.makers import PASSWORD, TODAY, SmallOffice, a_person, an_origin, bare, join
from tests.usecases.cases import collected

SAME = "19780412-2385"
RECEIPT = LetterOrder(kind=LetterKind.RECEIPT)


def protected(office: SmallOffice, **changes: object) -> UUID:
    """Return a protected person."""
    party_id = office.do("handl", register_party, a_person(**changes))
    office.do("handl", mark_protected, party_id, Protection.MARKED)
    return party_id


def tasks_of(office: SmallOffice, user: str, kind: TaskKind) -> list[TaskRow]:
    """Return what waits for somebody, of one kind."""
    return [row for row in office.do(user, list_tasks) if row.task.kind is kind]


def doubles(office: SmallOffice, user: str) -> list[TaskRow]:
    return tasks_of(office, user, TaskKind.POSSIBLY_PROTECTED)


def ends(office: SmallOffice, user: str) -> list[TaskRow]:
    return tasks_of(office, user, TaskKind.END_PROTECTION)


def test_who_is_not_named_registers_a_protected_person_anew_and_the_named_are_asked(
    office: SmallOffice,
) -> None:
    protected(office)
    again = bare("Anna L", identity_number=SAME, number="K-2")
    party_id = office.do("kredit", register_party, again)
    assert doubles(office, "kredit") == []
    for user in ("ombud", "handl", "handl2"):
        (row,) = doubles(office, user)
        assert (row.task.object_id, row.person, row.same_as) == (party_id, "K-2", ("K-10482",))
    assert office.acts().count("protected.double_found") == 1


def test_marking_the_double_answers_the_question(office: SmallOffice) -> None:
    protected(office)
    again = bare("Anna L", identity_number=SAME, number="K-2")
    party_id = office.do("kredit", register_party, again)
    assert doubles(office, "handl")
    office.do("handl", mark_protected, party_id, Protection.MARKED)
    assert doubles(office, "handl") == doubles(office, "ombud") == []


def test_what_was_looked_at_and_dismissed_is_not_asked_again(office: SmallOffice) -> None:
    protected(office)
    office.do("kredit", register_party, bare("Anna L", identity_number=SAME, number="K-2"))
    (row,) = doubles(office, "handl")
    office.do("handl", dismiss_task, row.task.id)
    assert doubles(office, "handl") == []


def test_a_file_taken_in_by_somebody_not_named_is_compared(office: SmallOffice) -> None:
    protected(office)
    path = office.folder.parent / "kunder.csv"
    path.write_text(f"Kundnr;Namn;Orgnr/Personnr\n7;Anna L;{SAME}\n", encoding="utf-8")
    options = ImportOptions(kind=ImportKind.CUSTOMERS, source="Kundfilen")
    import_file(office.desk("kredit"), path, options, today=TODAY)
    assert [row.person for row in doubles(office, "ombud")] == ["7"]


def test_a_number_changed_to_a_protected_person_s_is_found(office: SmallOffice) -> None:
    protected(office)
    other = a_person(name="Bo", identity_number="198112289874", number="K-2")
    party_id = office.do("kredit", register_party, other)
    number = office.inside("handl", lambda visit: visit.office.party_numbers.of(party_id)[0])
    origin = an_origin()
    office.do("kredit", change_value, "party_numbers", number.id, 1, "personal", SAME, origin)
    assert [row.task.object_id for row in doubles(office, "handl")] == [party_id]


def test_marking_finds_the_other_card_with_the_same_number(office: SmallOffice) -> None:
    first = protected(office)
    again = bare("Anna L", identity_number=SAME, number="K-2")
    second = office.do("kredit", register_party, again)
    office.do("handl", mark_protected, second, Protection.SHELTERED)
    third = office.do("kredit", register_party, bare("A", identity_number=SAME, number="K-3"))
    told = {row.task.object_id: sorted(row.same_as) for row in doubles(office, "handl")}
    assert told.pop(third) == ["K-10482", "K-2"]
    assert told in ({first: ["K-2"]}, {second: ["K-10482"]})
    with pytest.raises(Conflict, match=r"K-"):
        office.do("handl", register_party, bare("B", identity_number=SAME, number="K-4"))


def test_a_proposed_end_waits_for_the_others_named_and_not_for_who_proposed_it(
    office: SmallOffice,
) -> None:
    party_id = protected(office)
    proposal = office.do("handl", propose_unmarking, party_id)
    assert ends(office, "handl") == ends(office, "kredit") == []
    (row,) = ends(office, "handl2")
    assert (row.task.object_id, row.person, row.asked_by) == (party_id, "K-10482", "Handl Ek")
    office.do("handl2", unmark_protected, proposal)
    assert ends(office, "handl2") == ends(office, "ombud") == []


@pytest.mark.parametrize("user", ["handl", "handl2"])
def test_a_proposed_end_is_declined_by_another_or_taken_back_and_nothing_moves(
    office: SmallOffice, user: str
) -> None:
    party_id = protected(office)
    proposal = office.do("handl", propose_unmarking, party_id)
    with pytest.raises(NotAllowed):
        office.do("kredit", decline_unmarking, proposal)
    office.do(user, decline_unmarking, proposal)
    assert ends(office, "handl2") == ends(office, "ombud") == []
    assert office.do("handl2", waiting_release, party_id) is None
    assert "unmarking.declined" in office.acts()
    for act in (unmark_protected, decline_unmarking):
        with pytest.raises(Conflict):
            office.do("handl2", act, proposal)
    again = office.do("handl2", propose_unmarking, party_id)
    assert [row.task.object_id for row in ends(office, "handl")] == [party_id]
    office.do("handl", unmark_protected, again)


def test_an_end_that_nobody_approved_in_time_is_asked_no_more(office: SmallOffice) -> None:
    party_id = protected(office)
    office.do("handl", propose_unmarking, party_id)
    assert ends(office, "ombud") == []
    office.clock.forward(days=10)
    assert ends(office, "handl2") == []
    assert office.do("handl2", waiting_release, party_id) is None
    office.do("handl2", propose_unmarking, party_id)
    assert [row.asked_by for row in ends(office, "handl")] == ["Handl2 Ek"]


def test_the_numbers_are_said_before_anything_moves(office: SmallOffice) -> None:
    party_id = office.do("handl", register_party, a_person())
    request = office.do("kredit", open_request, NewRequest(right=Right.ACCESS, party_id=party_id))
    before = office.do("handl", view_protection_plan, party_id)
    assert (before.cases, before.old_values) == (1, 0)
    assert before.values > len(("name", "number", "street", "phone", "e-mail", "note"))
    assert before.search_keys > 0
    assert before.named == ("Handl Ek", "Handl2 Ek", "Ombud Ek")
    office.do("handl", mark_protected, party_id, Protection.MARKED)
    after = office.do("handl", view_protection_plan, party_id)
    assert (after.values, after.search_keys, after.cases) == (before.values, 0, 0)
    with pytest.raises(NotAllowed):
        office.do("kredit", view_protection_plan, party_id)
    assert request.number


def a_case(office: SmallOffice, owner: str) -> tuple[UUID, UUID]:
    """Return a person and a case in which somebody has collected everything."""
    party_id = office.do("handl", register_party, a_person())
    new = NewRequest(right=Right.ACCESS, party_id=party_id)
    request = office.do(owner, open_request, new)
    collected(office, request.id, owner)
    return party_id, request.id


def test_who_is_not_named_loses_the_case_and_the_ombud_hands_it_over(office: SmallOffice) -> None:
    party_id, case_id = a_case(office, "kredit")
    office.do("handl", mark_protected, party_id, Protection.MARKED)
    with pytest.raises(NotAllowed):
        office.do("kredit", view_collection, case_id)
    with pytest.raises(NotAllowed):
        office.do("kredit", take_request, case_id)
    with pytest.raises(NotAllowed, match="hands it over"):
        office.do("handl", take_request, case_id)
    (task,) = tasks_of(office, "ombud", TaskKind.TAKE_OVER_REQUEST)
    assert (task.task.object_id, task.task.for_role) == (case_id, Role.DATA_PROTECTION_OFFICER)
    handl2 = office.keys("handl2").user_id
    office.do("ombud", hand_over, case_id, handl2)
    collection = office.do("handl2", view_collection, case_id)
    assert collection is not None
    assert collection.count > 0
    assert tasks_of(office, "ombud", TaskKind.TAKE_OVER_REQUEST) == []


def test_who_is_ombud_too_has_the_case_as_soon_as_the_person_is_marked(
    office: SmallOffice,
) -> None:
    both = (Role.CASE_OFFICER, Role.DATA_PROTECTION_OFFICER)
    user_id = join(office.folder, "bada", both[1], Compartment.PROTECTED, also=both[0])
    party_id, case_id = a_case(office, "kredit")
    office.do("bada", mark_protected, party_id, Protection.MARKED)
    assert office.do("bada", view_request, case_id).row.owner == user_id
    with pytest.raises(NotAllowed):
        office.do("kredit", view_collection, case_id)
    assert office.do("bada", view_collection, case_id) is not None


def test_the_ombud_takes_a_case_that_lost_its_owner_with_all_that_is_in_it(
    office: SmallOffice,
) -> None:
    party_id, case_id = a_case(office, "kredit")
    office.do("handl", mark_protected, party_id, Protection.MARKED)
    office.do("ombud", take_request, case_id)
    assert office.do("ombud", view_collection, case_id) is not None
    assert tasks_of(office, "ombud", TaskKind.TAKE_OVER_REQUEST) == []


def test_an_owner_who_is_named_keeps_the_case(office: SmallOffice) -> None:
    party_id, case_id = a_case(office, "handl2")
    office.do("handl", mark_protected, party_id, Protection.MARKED)
    assert office.do("handl2", view_collection, case_id) is not None


def test_a_letter_made_before_the_marking_is_not_printed_with_its_address(
    office: SmallOffice,
) -> None:
    party_id, case_id = a_case(office, "handl")
    letter = office.do("handl", make_letter, case_id, RECEIPT)
    assert "Björkvägen 3" in office.do("handl", view_addressee, case_id)[0].address_lines
    office.do("handl", mark_protected, party_id, Protection.MARKED)
    addressee, _language = office.do("handl", view_addressee, case_id)
    assert addressee.address_lines == ()
    with pytest.raises(NotAllowed, match="bears the address"):
        office.do("handl", note_print, letter.id)
    assert office.do("handl", show_letter, letter.id).pdf
    way = Addressee(name=addressee.name, protected_route=ProtectedRoute.TAX_AGENCY)
    office.do("handl", set_addressee, case_id, way, Language.SWEDISH)
    anew = office.do("handl", make_letter, case_id, RECEIPT)
    assert office.do("handl", note_print, anew.id).startswith(b"%PDF")
    assert office.do("handl", open_protected, party_id, OpeningReason.REQUEST).addresses


def administered(office: SmallOffice) -> Session:
    """Sign the administrator in; whoever asks closes."""
    office.close()
    station = Station("desk-1", office.folder.parent / "state")
    return sign_in(office.folder, "admin", PASSWORD, clock=office.clock, station=station)


def test_nobody_leaves_the_named_so_that_fewer_than_two_are_left(office: SmallOffice) -> None:
    protected(office)
    handl, handl2, ombud = (office.keys(u).user_id for u in ("handl", "handl2", "ombud"))
    session = administered(office)
    change_access(session, handl2, (Role.CASE_OFFICER,))
    with pytest.raises(Conflict, match="too few"):
        change_access(session, handl, (Role.CASE_OFFICER,))
    disable_person(session, handl)
    with pytest.raises(Conflict, match="too few"):
        disable_person(session, ombud)
    named = session.desk.do(view_named_readers)
    session.close()
    assert (named.names, named.people, named.are_enough) == (("Ombud Ek",), 1, False)


def test_without_protected_persons_anybody_may_leave(office: SmallOffice) -> None:
    users = [office.keys(user).user_id for user in ("handl", "handl2", "ombud")]
    session = administered(office)
    for user_id in users:
        change_access(session, user_id, (Role.READER,))
    assert session.desk.do(view_named_readers).names == ()
    session.close()


def test_who_is_named_and_has_not_the_key_yet_is_told_of(office: SmallOffice) -> None:
    user_id = office.keys("kredit").user_id
    session = administered(office)
    named = frozenset({Compartment.PROTECTED})
    change_access(session, user_id, (Role.CREDIT_OFFICER,), protected=named)
    assert session.desk.do(view_named_readers).waiting == ("Kredit Ek",)
    session.close()
