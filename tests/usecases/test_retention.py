"""Retention periods: settled by the ombud, counted before they change, used wherever they count."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import pytest

from registerdesk.domain.errors import Conflict, InvalidInput, NotAllowed
from registerdesk.domain.fields import RetentionClass
from registerdesk.domain.letters import AccessFacts, NoDataFacts
from registerdesk.domain.parties import PartyKind
from registerdesk.domain.party_links import LinkKind
from registerdesk.domain.retention import RULES, RetentionSetting
from registerdesk.domain.rights_requests import Decision
from registerdesk.letters.catalogue import LetterIncomplete
from registerdesk.usecases.contacts import NewContact, record_contact
from registerdesk.usecases.credit_checks import record_credit_check
from registerdesk.usecases.dealings import record_dealing, view_dealings
from registerdesk.usecases.drafts import OldDrafts, save_draft
from registerdesk.usecases.letter_making import letter_facts, make_letter
from registerdesk.usecases.parties import end_relation, register_party
from registerdesk.usecases.party_cards import view_card
from registerdesk.usecases.party_links import NewLink, add_link
from registerdesk.usecases.purposes import setting_history
from registerdesk.usecases.request_answers import decide
from registerdesk.usecases.retention import (
    PeriodOutlook,
    change_period,
    list_periods,
    look_ahead,
)
from tests.makers import TODAY, SmallOffice, a_credit_check, an_origin, bare
from tests.usecases.cases import EXTRACT, a_customer, collected, decided, reviewed
from tests.usecases.test_calls import NO_DATA, a_strangers_call
from tests.usecases.test_dealings import BOOKED, INVOICE
from tests.usecases.test_imports import a_file, taken

KINDS = RetentionClass


def settled(office: SmallOffice, data_class: RetentionClass) -> RetentionSetting:
    """Return what the office has settled on a class."""
    return next(s for s in office.do("ombud", list_periods) if s.data_class is data_class)


def settle(office: SmallOffice, data_class: RetentionClass, typed: str) -> RetentionSetting:
    """Settle a period at the ombud's desk."""
    setting = settled(office, data_class)
    return office.do("ombud", change_period, setting.id, setting.version, typed)


def ahead(office: SmallOffice, data_class: RetentionClass, typed: str) -> tuple[int, int]:
    """Return how many a period would make due, and how many it would spare."""
    found = office.do("ombud", look_ahead, settled(office, data_class).id, typed)
    return found.comes_due, found.stays_longer


def a_former(office: SmallOffice, name: str, ended: date) -> UUID:
    """Register somebody whose relation as a customer ended on a day."""
    party_id = office.do("handl", register_party, bare(name, started=date(2015, 1, 1)))
    (relation,) = office.do("handl", view_card, party_id).relations
    office.do("handl", end_relation, relation.id, ended, "Flyttat")
    return party_id


def test_an_office_begins_with_the_periods_of_its_policy(office: SmallOffice) -> None:
    found = office.do("handl", list_periods)
    assert {s.data_class: s.amount for s in found} == {k: r.amount for k, r in RULES.items()}
    assert settled(office, KINDS.LOG).amount == 5


@pytest.mark.parametrize("user", ["handl", "kredit", "ekonomi", "admin", "lasare"])
def test_only_the_ombud_settles_a_period_or_looks_ahead(office: SmallOffice, user: str) -> None:
    setting = settled(office, KINDS.RELATION)
    with pytest.raises(NotAllowed):
        office.do(user, change_period, setting.id, 1, "24")
    with pytest.raises(NotAllowed):
        office.do(user, look_ahead, setting.id, "24")
    assert settled(office, KINDS.RELATION) == setting


@pytest.mark.parametrize(
    ("data_class", "typed"),
    [
        (KINDS.BOOKKEEPING, "6"),
        (KINDS.BOOKKEEPING, ""),
        (KINDS.RELATION, "37"),
        (KINDS.RELATION, "0"),
        (KINDS.ENQUIRY, "-3"),
        (KINDS.LOG, "99999999999999999999"),
        (KINDS.DRAFT, "30 dagar'; DROP TABLE retention_setting"),
    ],
)
def test_a_period_outside_its_limits_is_refused_in_its_place(
    office: SmallOffice, data_class: RetentionClass, typed: str
) -> None:
    before = settled(office, data_class)
    for act in (
        lambda: settle(office, data_class, typed),
        lambda: ahead(office, data_class, typed),
    ):
        with pytest.raises(InvalidInput) as refused:
            act()
        assert refused.value.field == "amount"
    assert settled(office, data_class) == before


def test_a_change_is_logged_by_id_and_field_and_keeps_the_number_that_stood_there(
    office: SmallOffice,
) -> None:
    setting = settle(office, KINDS.RELATION, "24")
    assert (setting.amount, setting.valid_from, setting.version) == (24, TODAY, 2)
    event = office.log()[0].event
    assert (event.act, event.objects) == ("retention.changed", (setting.id,))
    assert event.fields == ("amount", "valid_from")
    kept = office.do("ekonomi", setting_history, setting.id)
    assert {(c.field, c.before) for c in kept} == {("amount", "36"), ("valid_from", "2018-05-25")}
    assert {c.changed_by for c in kept} == {office.keys("ombud").user_id}


def test_of_two_editors_the_second_is_told_and_the_first_stands(office: SmallOffice) -> None:
    seen = settled(office, KINDS.CASE)
    office.do("ombud", change_period, seen.id, seen.version, "24")
    with pytest.raises(Conflict, match="meanwhile"):
        office.do("ombud", change_period, seen.id, seen.version, "12")
    with pytest.raises(Conflict, match="Nothing"):
        settle(office, KINDS.CASE, "24")
    assert settled(office, KINDS.CASE).amount == 24


def test_what_would_become_due_is_counted_by_whoever_ended_last(office: SmallOffice) -> None:
    a_former(office, "Bo Alm", date(2024, 11, 22))
    a_former(office, "Siv Ek", date(2024, 11, 23))
    a_former(office, "Ulf Lund", date(2023, 11, 22))
    office.do("handl", register_party, bare("Eva Sten", started=date(2015, 1, 1)))
    assert ahead(office, KINDS.RELATION, "24") == (1, 0)  # Bo; Siv's last day is today, Ulf's over
    assert ahead(office, KINDS.RELATION, "36") == (0, 0)
    assert ahead(office, KINDS.RELATION, "") == (0, 1)
    settle(office, KINDS.RELATION, "24")
    assert ahead(office, KINDS.RELATION, "36") == (0, 1)
    settle(office, KINDS.RELATION, "")
    assert ahead(office, KINDS.RELATION, "24") == (2, 0)


def test_a_contact_person_is_due_when_the_later_of_both_has_ended(office: SmallOffice) -> None:
    company = office.do("handl", register_party, bare("Almbolaget", kind=PartyKind.COMPANY))
    person = a_former(office, "Bo Alm", date(2024, 1, 2))
    link = NewLink(kind=LinkKind.CONTACT_PERSON, for_id=company, person=person, origin=an_origin())
    office.do("handl", add_link, link)
    assert ahead(office, KINDS.RELATION, "12") == (0, 0)


def test_each_class_counts_what_it_keeps(office: SmallOffice) -> None:
    party_id = office.do("handl", register_party, bare("Eva Sten"))
    old = int(datetime(2026, 3, 1, 12, tzinfo=UTC).timestamp()) * 1_000_000
    office.do("handl", record_contact, NewContact(at=old, heading="Öppettider"))
    own = NewContact(party_id=party_id, at=old, heading="Leverans")
    office.do("handl", record_contact, own)
    check = a_credit_check(asked_on=date(2026, 9, 1), valid_until=date(2026, 10, 1))
    office.do("kredit", record_credit_check, party_id, check)
    invoice = INVOICE | {
        "invoiced_on": date(2018, 2, 1),
        "financial_year_end": date(2018, 12, 31),
    }
    office.do("ekonomi", record_dealing, party_id, "invoices", invoice, BOOKED)
    office.do("handl", save_draft, "call", "Ett utkast")
    assert ahead(office, KINDS.ENQUIRY, "6") == (1, 0)
    assert ahead(office, KINDS.CREDIT_REPORT, "2") == (1, 0)
    assert ahead(office, KINDS.CREDIT_OUTCOME, "1") == (1, 0)
    assert ahead(office, KINDS.BOOKKEEPING, "8") == (0, 1)
    assert ahead(office, KINDS.CASE, "1") == (0, 0)
    office.clock.forward(days=20)
    assert ahead(office, KINDS.DRAFT, "10") == (1, 0)
    rows = len(office.log())
    office.clock.forward(days=2 * 365)
    due, spared = ahead(office, KINDS.LOG, "1")
    assert (due >= rows, spared) == (True, 0)


def test_a_look_ahead_leaves_no_trace_and_says_what_was_typed(office: SmallOffice) -> None:
    before = office.acts()
    setting = settled(office, KINDS.CASE)
    found = office.do("ombud", look_ahead, setting.id, " 12 ")
    assert found == PeriodOutlook(amount=12, comes_due=0, stays_longer=0)
    assert office.acts() == before


def test_card_and_end_of_a_relation_follow_the_period(office: SmallOffice) -> None:
    settle(office, KINDS.RELATION, "6")
    party_id = office.do("handl", register_party, bare("Bo Alm", started=date(2015, 1, 1)))
    (relation,) = office.do("handl", view_card, party_id).relations
    gone = date(2027, 5, 23)
    assert office.do("handl", end_relation, relation.id, TODAY, "Flyttat") == gone
    card = office.do("handl", view_card, party_id)
    assert card.erase_by == gone
    assert {value.erase_by for value in card.values} == {gone}
    assert {value.kept[1]["n"] for value in card.values} == {6}
    settle(office, KINDS.RELATION, "")
    card = office.do("handl", view_card, party_id)
    assert card.erase_by is None
    assert card.periods.kept(KINDS.RELATION)[0] == "there is no retention rule"


def test_an_invoice_is_kept_as_long_as_the_office_says_and_the_law_at_least(
    office: SmallOffice,
) -> None:
    party_id = office.do("handl", register_party, bare("Bo Alm"))
    office.do("ekonomi", record_dealing, party_id, "invoices", INVOICE, BOOKED)
    settle(office, KINDS.BOOKKEEPING, "10")
    (row,) = office.do("ekonomi", view_dealings, party_id).rows
    assert row.keep_through == date(2037, 12, 31)


def test_an_import_refuses_what_the_offices_own_period_says_is_over(
    office: SmallOffice, tmp_path: Path
) -> None:
    header = "Kundnr;Namn;Kund sedan;Avslutad"
    path = a_file(tmp_path, "1;Bo;2010-01-01;2025-01-01", "2;Siv;2010-01-01;", header=header)
    settle(office, KINDS.RELATION, "12")
    report = taken(office, path)
    assert [(e.row, e.code) for e in report.errors] == [(1, "already_due")]
    settle(office, KINDS.RELATION, "")
    assert taken(office, path).errors == ()


def test_drafts_go_when_the_offices_own_period_is_over(office: SmallOffice) -> None:
    settle(office, KINDS.DRAFT, "2")
    office.do("handl", save_draft, "call", "Ett utkast")
    office.clock.forward(days=2)
    assert office.inside("lasare", lambda visit: OldDrafts(visit).expire()) == 0
    office.clock.forward(days=1)
    settle(office, KINDS.DRAFT, "")
    assert office.inside("lasare", lambda visit: OldDrafts(visit).expire()) == 0
    settle(office, KINDS.DRAFT, "2")
    assert office.inside("lasare", lambda visit: OldDrafts(visit).expire()) == 1


def test_the_access_letter_tells_the_settled_periods_and_waits_for_one_that_is_missing(
    office: SmallOffice,
) -> None:
    settle(office, KINDS.RELATION, "24")
    settle(office, KINDS.CREDIT_OUTCOME, "6")
    request = decided(office, a_customer(office))
    facts = office.do("handl", letter_facts, request.id, EXTRACT)
    assert isinstance(facts, AccessFacts)
    told = " ".join(row.kept_until for row in facts.purposes)
    assert "högst 24 månader därefter" in told
    assert "senast 2028-05-23" in told
    settle(office, KINDS.RELATION, "")
    facts = office.do("handl", letter_facts, request.id, EXTRACT)
    assert isinstance(facts, AccessFacts)
    assert any(not row.kept_until for row in facts.purposes)
    with pytest.raises(LetterIncomplete):
        office.do("handl", make_letter, request.id, EXTRACT)


def test_whoever_still_acts_for_a_company_is_told_no_day_when_the_own_relation_ends(
    office: SmallOffice,
) -> None:
    company = office.do("handl", register_party, bare("Almbolaget", kind=PartyKind.COMPANY))
    person = office.do("handl", register_party, bare("Bo Alm", started=date(2015, 1, 1)))
    kind = LinkKind.CONTACT_PERSON
    new = NewLink(kind=kind, for_id=company, person=person, origin=an_origin())
    office.do("handl", add_link, new)
    (relation,) = office.do("handl", view_card, person).relations
    assert office.do("handl", end_relation, relation.id, TODAY, "Flyttat") is None
    assert office.do("handl", view_card, person).erase_by is None


def test_the_answer_that_nothing_is_held_waits_for_a_period_of_requests(
    office: SmallOffice,
) -> None:
    settle(office, KINDS.CASE, "")
    request = a_strangers_call(office).requests[0]
    collected(office, request.id)
    reviewed(office, request.id)
    office.do("handl", decide, request.id, Decision.ALL)
    with pytest.raises(LetterIncomplete):
        office.do("handl", make_letter, request.id, NO_DATA)
    settle(office, KINDS.CASE, "24")
    facts = office.do("handl", letter_facts, request.id, NO_DATA)
    assert isinstance(facts, NoDataFacts)
    assert facts.request_kept_until == date(2028, 11, 23)
