"""Restriction of processing: nothing but storage, save what Article 18(2) leaves open."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from registerdesk.domain.contact_lists import ContactQuery, CreditCheckQuery
from registerdesk.domain.errors import Conflict, InvalidInput, NotAllowed
from registerdesk.domain.parties import Protection, RelationKind
from registerdesk.domain.party_lists import ListQuery
from registerdesk.domain.protection import OpeningReason
from registerdesk.domain.restrictions import (
    OPENING_USES,
    READ_WHEN_OPENED,
    STILL_DONE,
    ProcessingRestricted,
    RestrictedUse,
    Restriction,
    RestrictionGround,
    in_force,
)
from registerdesk.domain.rights_requests import Right
from registerdesk.domain.staff import Permission
from registerdesk.domain.tasks import TaskKind
from registerdesk.storage.parties import PARTY
from registerdesk.storage.restrictions import is_restricted
from registerdesk.usecases.calls import Call, Matter, record_call
from registerdesk.usecases.contacts import (
    NewContact,
    correct_contact,
    list_contacts,
    record_contact,
    view_contact,
)
from registerdesk.usecases.credit_checks import (
    list_credit_checks,
    record_credit_check,
    view_credit_checks,
)
from registerdesk.usecases.desk import Visit, use_case
from registerdesk.usecases.parties import (
    add_value,
    change_party,
    change_payment_terms,
    change_value,
    end_relation,
    register_party,
    start_relation,
)
from registerdesk.usecases.party_cards import (
    open_protected,
    reveal_identity_number,
    view_card,
)
from registerdesk.usecases.party_history import view_history
from registerdesk.usecases.party_lists import list_parties
from registerdesk.usecases.person_data import PersonData
from registerdesk.usecases.protection import mark_protected
from registerdesk.usecases.request_opening import NewRequest, open_request
from registerdesk.usecases.restrictions import (
    NewRestriction,
    lift_restriction,
    plan_lifting,
    relying_on,
    restrict,
    undo_restriction,
)
from registerdesk.usecases.rights_requests import view_request
from registerdesk.usecases.search import find
from registerdesk.usecases.tasks import list_tasks
from registerdesk.usecases.value_removal import remove_value
from tests.makers import TODAY, SmallOffice, a_credit_check, a_person, an_origin, bare

NEW = NewRestriction(
    ground=RestrictionGround.ACCURACY,
    since=TODAY,
    asked_by="Anna Lindqvist",
    reason="Adressen bestrids.",
)


@pytest.fixture
def anna(office: SmallOffice) -> UUID:
    """Give a restricted person of whom everything is known."""
    party_id = office.do("handl", register_party, a_person())
    office.do("kredit", record_credit_check, party_id, a_credit_check())
    office.do("handl", record_contact, NewContact(party_id=party_id, heading="Fråga", note="Nej."))
    office.do("handl", restrict, party_id, NEW)
    return party_id


def _held(office: SmallOffice, party_id: UUID) -> Restriction:
    found = office.inside("handl", lambda v: in_force(v.office.restrictions.of(party_id)))
    assert found is not None
    return found


def _rows(office: SmallOffice, register: str, party_id: UUID) -> list[Any]:
    return office.inside("handl", lambda v: list(getattr(v.office, register).of(party_id)))


def _refused(office: SmallOffice, party_id: UUID) -> list[tuple[str, Callable[[], object]]]:
    """Return what is tried on a restricted person: user and act."""
    phone = _rows(office, "phones", party_id)[0]
    relation = _rows(office, "relations", party_id)[0]
    number = _rows(office, "party_numbers", party_id)[0]
    contact = _rows(office, "contacts", party_id)[0]
    given, origin = {"address": "a@example.com"}, an_origin()
    query = ContactQuery(party_id=party_id)
    do = office.do
    return [
        ("add", lambda: do("handl", add_value, party_id, "emails", given, origin)),
        ("change", lambda: do("handl", change_value, "phones", phone.id, 1, "typed", "1", origin)),
        (
            "change",
            lambda: do(
                "handl", change_value, "phones", phone.id, 1, "typed", "08-465 004 01", origin
            ),
        ),
        (
            "move",
            lambda: do(
                "handl", change_party, "parties", party_id, 1, {"given_name": "Ann"}, origin
            ),
        ),
        ("remove", lambda: do("handl", remove_value, "phones", phone.id, 1)),
        (
            "terms",
            lambda: do("ekonomi", change_payment_terms, relation.id, 1, "credit_limit", 5, origin),
        ),
        (
            "begin",
            lambda: do("handl", start_relation, party_id, RelationKind.SUPPLIER, origin),
        ),
        ("end", lambda: do("handl", end_relation, relation.id, TODAY, "Flyttat")),
        ("check", lambda: do("kredit", record_credit_check, party_id, a_credit_check())),
        ("checks", lambda: do("kredit", view_credit_checks, party_id)),
        ("history", lambda: do("handl", view_history, party_id)),
        ("reveal", lambda: do("handl", reveal_identity_number, number.id)),
        ("contact", lambda: do("handl", view_contact, contact.id)),
        ("contacts", lambda: do("handl", list_contacts, query)),
        ("correct", lambda: do("handl", correct_contact, contact.id, 1, {"note": "Ja."})),
    ]


def test_everything_but_storage_is_refused_and_nothing_is_changed(
    office: SmallOffice, anna: UUID
) -> None:
    before = office.inside("ombud", lambda v: PersonData(v, anna).items())
    acts = [act for name, act in _refused(office, anna) if name != "change"]
    for act in acts:
        with pytest.raises(ProcessingRestricted):
            act()
        assert office.log()[0].event.act.startswith("denied.")
    assert office.inside("ombud", lambda v: PersonData(v, anna).items()) == before
    assert len(acts) == 13


def test_the_same_acts_are_done_once_the_restriction_is_lifted(
    office: SmallOffice, anna: UUID
) -> None:
    held = _held(office, anna)
    office.do("handl", lift_restriction, held.id, held.version, TODAY, "Adressen är rättad.")
    ends = {"remove", "end", "begin", "change"}
    for name, act in _refused(office, anna):
        if name not in ends:
            act()


def test_an_act_that_nobody_thought_of_is_refused_by_its_trace_alone(
    office: SmallOffice, anna: UUID
) -> None:
    for permission in Permission:

        @use_case(permission)
        def new_act(visit: Visit) -> None:
            visit.note("purchase.recorded", visit.new_id(), anna)

        for user in ("handl", "kredit", "ekonomi", "ombud", "admin"):
            try:
                office.do(user, new_act)
            except NotAllowed:
                continue
            except ProcessingRestricted:
                assert permission not in STILL_DONE
            else:
                assert permission in STILL_DONE


def test_nobody_else_is_touched(office: SmallOffice, anna: UUID) -> None:
    other = office.do("handl", register_party, bare("Bo Ek"))
    office.do("handl", add_value, other, "emails", {"address": "bo@example.com"}, an_origin())
    assert office.do("handl", view_card, other).restriction is None
    assert not any(act == "restriction.relied_on" for act in office.acts())


def test_the_card_shows_identity_and_status_until_it_is_opened_for_a_use(
    office: SmallOffice, anna: UUID
) -> None:
    card = office.do("handl", view_card, anna)
    assert card.restriction is not None
    assert card.is_narrowed
    assert card.party.display_name == "Anna Lindqvist"
    assert card.relations[0].number == "K-10482"
    assert (card.phones, card.addresses, card.emails, card.notes) == ((), (), (), ())
    assert (card.contacts, card.credit_checks) == ((), ())
    assert {v.register for v in card.values} == {"parties", "party_numbers", "relations"}
    assert not any(v.is_editable for v in card.values)
    for use in OPENING_USES:
        opened = office.do("handl", relying_on(view_card, use), anna)
        assert not opened.is_narrowed
        assert opened.phones
        assert opened.contacts
        assert not any(v.is_editable for v in opened.values)
        told = office.log()[0].event
        assert (told.act, told.purpose, told.objects) == (
            "restriction.relied_on",
            use.value,
            (anna,),
        )


def test_what_is_read_of_an_opened_card_names_its_use_each_time(
    office: SmallOffice, anna: UUID
) -> None:
    number = _rows(office, "party_numbers", anna)[0]
    claims = RestrictedUse.CLAIMS
    assert office.do("handl", relying_on(reveal_identity_number, claims), number.id)
    office.do("handl", relying_on(view_history, claims), anna)
    assert office.acts()[-4:] == [
        *("identity_number.revealed", "restriction.relied_on"),
        *("history.viewed", "restriction.relied_on"),
    ]


def test_no_use_lets_anybody_write_and_storage_opens_nothing(
    office: SmallOffice, anna: UUID
) -> None:
    for act in (add_value, record_credit_check, register_party):
        with pytest.raises(ProcessingRestricted):
            relying_on(act, RestrictedUse.CONSENT)
    with pytest.raises(ProcessingRestricted):
        relying_on(view_card, RestrictedUse.STORAGE)
    assert {p for p in READ_WHEN_OPENED if p.startswith(("edit", "record"))} == set()


def test_a_call_is_logged_and_a_request_is_opened_and_worked_on(
    office: SmallOffice, anna: UUID
) -> None:
    office.do("lasare", record_call, Call(party_id=anna, note="Frågar om sin begäran."))
    outcome = office.do("handl", record_call, Call(party_id=anna, matters=(Matter(digit=1),)))
    opened = office.do("handl", open_request, NewRequest(right=Right.RECTIFICATION, party_id=anna))
    office.do("handl", view_request, outcome.requests[0].id)
    office.do("handl", view_request, opened.id)
    relied = [r.event for r in office.log() if r.event.act == "restriction.relied_on"]
    assert {event.purpose for event in relied} == {"rights"}
    assert len(relied) >= 3


def test_the_restriction_finds_its_request_and_is_told_in_the_answer(office: SmallOffice) -> None:
    party_id = office.do("handl", register_party, a_person())
    request = NewRequest(right=Right.RESTRICTION, party_id=party_id)
    opened = office.do("handl", open_request, request)
    office.do("handl", restrict, party_id, NEW)
    held = _held(office, party_id)
    assert held.case_id == opened.id
    items = office.inside("ombud", lambda v: PersonData(v, party_id).items())
    told = {item.field: item.value for item in items if item.register == "restrictions"}
    assert told["since"] == TODAY.isoformat()
    assert told["reason"] == "Adressen bestrids."


def test_it_is_restricted_once_and_never_from_a_day_to_come(
    office: SmallOffice, anna: UUID
) -> None:
    with pytest.raises(Conflict):
        office.do("handl", restrict, anna, NEW)
    other = office.do("handl", register_party, bare("Bo Ek"))
    later = NewRestriction(ground=RestrictionGround.CLAIMS, since=TODAY + timedelta(days=1))
    with pytest.raises(InvalidInput) as told:
        office.do("handl", restrict, other, later)
    assert told.value.field == "since"


def test_it_is_lifted_only_when_the_person_has_been_told(office: SmallOffice, anna: UUID) -> None:
    held = _held(office, anna)
    office.do("handl", plan_lifting, held.id)
    office.do("ombud", plan_lifting, held.id)
    rows = office.do("handl", list_tasks)
    tasks = [row.task for row in rows]
    assert rows[0].person == "K-10482"
    assert [task.kind for task in tasks] == [TaskKind.TELL_BEFORE_LIFTING]
    assert tasks[0].object_id == anna
    wrong = (
        (None, "told_on"),
        (TODAY + timedelta(days=1), "told_on"),
        (date(2026, 1, 1), "told_on"),
    )
    for day, field in wrong:
        with pytest.raises(InvalidInput) as told:
            office.do("handl", lift_restriction, held.id, held.version, day, "Klart")
        assert told.value.field == field
    with pytest.raises(InvalidInput) as told:
        office.do("handl", lift_restriction, held.id, held.version, TODAY, " ")
    assert told.value.field == "lift_reason"
    office.do("handl", lift_restriction, held.id, held.version, TODAY, "Klart")
    assert office.do("handl", list_tasks) == ()
    assert office.do("handl", view_card, anna).restriction is None
    with pytest.raises(Conflict):
        office.do("handl", lift_restriction, held.id, held.version, TODAY, "Klart")
    with pytest.raises(Conflict):
        office.do("handl", plan_lifting, held.id)
    office.do("handl", restrict, anna, NEW)


def test_a_restriction_by_mistake_is_taken_back_at_once_by_who_set_it(
    office: SmallOffice, anna: UUID
) -> None:
    held = _held(office, anna)
    with pytest.raises(Conflict):
        office.do("handl2", undo_restriction, held.id)
    office.do("handl", undo_restriction, held.id)
    assert office.do("handl", view_card, anna).restriction is None
    office.do("handl", restrict, anna, NEW)
    office.clock.forward(minutes=5)
    with pytest.raises(Conflict):
        office.do("handl", undo_restriction, _held(office, anna).id)


def test_a_protected_person_is_restricted_with_the_words_sealed(
    office: SmallOffice, anna: UUID
) -> None:
    office.do("handl", mark_protected, anna, Protection.MARKED)
    seen = office.do("kredit", view_card, anna)
    assert seen.is_locked
    assert seen.restriction is not None
    assert not seen.restriction.reason
    reason = OpeningReason.REQUEST
    assert office.do("handl", open_protected, anna, reason).is_narrowed
    opened = office.do("handl", relying_on(open_protected, RestrictedUse.RIGHTS), anna, reason)
    assert opened.phones
    assert opened.restriction is not None
    assert opened.restriction.reason == "Adressen bestrids."


def test_hits_carry_the_lock_and_no_phone_or_town(office: SmallOffice, anna: UUID) -> None:
    office.do("handl", register_party, bare("Anna Lindberg", phones=("08-465 004 09",)))
    hits = {hit.name: hit for hit in office.do("handl", find, "anna l").persons}
    assert hits["Anna Lindqvist"].is_restricted
    assert (hits["Anna Lindqvist"].phone, hits["Anna Lindqvist"].town) == ("", "")
    assert not hits["Anna Lindberg"].is_restricted
    assert hits["Anna Lindberg"].phone


def test_lists_show_who_is_restricted_and_nothing_to_reach_or_judge_them_by(
    office: SmallOffice, anna: UUID
) -> None:
    office.do("handl", register_party, bare("Bo Ek", phones=("08-465 004 09",)))
    rows = {row.name: row for row in office.do("handl", list_parties, ListQuery()).rows}
    assert rows["Anna Lindqvist"].is_restricted
    assert (rows["Anna Lindqvist"].phone, rows["Anna Lindqvist"].town) == ("", "")
    assert rows["Bo Ek"].phone
    (contact,) = office.do("handl", list_contacts, ContactQuery()).rows
    assert (contact.name, contact.heading) == ("Anna Lindqvist", "")
    assert office.do("kredit", list_credit_checks, CreditCheckQuery()).rows == ()
    held = _held(office, anna)
    office.do("handl", lift_restriction, held.id, held.version, TODAY, "Klart")
    assert office.do("kredit", list_credit_checks, CreditCheckQuery()).total == 1
    assert office.do("handl", list_contacts, ContactQuery()).rows[0].heading == "Fråga"


def test_the_predicate_tells_who_is_restricted(office: SmallOffice, anna: UUID) -> None:
    other = office.do("handl", register_party, bare("Bo Ek"))
    statement = select(PARTY.c.id).where(is_restricted(PARTY.c.id))
    found = office.inside("handl", lambda v: v.office.connection.execute(statement).scalars().all())
    assert list(found) == [anna]
    many = [anna, other, *(UUID(int=n) for n in range(900))]
    assert office.inside("handl", lambda v: v.office.restricted.among(many)) == {anna}


def test_a_reader_and_finance_restrict_nobody(office: SmallOffice, anna: UUID) -> None:
    held = _held(office, anna)
    for user in ("lasare", "ekonomi", "admin"):
        with pytest.raises(NotAllowed):
            office.do(user, plan_lifting, held.id)
