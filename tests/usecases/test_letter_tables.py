"""The tables of an answer to access, as the person reads them: what each row is, yes and no."""

from __future__ import annotations

import dataclasses
from datetime import date
from uuid import UUID

import pytest

from registerdesk.domain.errors import InvalidInput
from registerdesk.domain.fields import Purpose
from registerdesk.domain.letter_rows import DataRow
from registerdesk.domain.letters import NONE, AccessFacts
from registerdesk.usecases.dealings import record_dealing
from registerdesk.usecases.letter_making import letter_facts
from registerdesk.usecases.parties import add_value, register_party
from registerdesk.usecases.purpose_switches import switch_purpose
from registerdesk.usecases.request_answers import set_answers
from tests.makers import SmallOffice, an_origin, bare
from tests.usecases.cases import EXTRACT, NOTHING_TO_TELL, an_access_call, collected, reviewed

DAY = date(2026, 9, 14)
TOLD = dataclasses.replace(NOTHING_TO_TELL, automated_decisions="Urvalet görs efter postnummer.")


@pytest.fixture
def anna(office: SmallOffice) -> UUID:
    """Return a customer with nothing but a name."""
    return office.do("handl", register_party, bare("Anna Lindqvist"))


def the_facts(office: SmallOffice, party_id: UUID) -> tuple[UUID, AccessFacts]:
    """Collect, and return the case and the facts of the answer."""
    case = an_access_call(office, party_id).id
    collected(office, case)
    return case, facts_of(office, case)


def facts_of(office: SmallOffice, case: UUID) -> AccessFacts:
    """Return the facts of the answer as they stand."""
    facts = office.do("handl", letter_facts, case, EXTRACT)
    assert isinstance(facts, AccessFacts)
    return facts


def rows_of(facts: AccessFacts) -> list[DataRow]:
    """Return every row of every table of data."""
    return [row for table in facts.data for row in table.rows]


def test_a_no_is_told_as_a_no_and_a_yes_as_a_yes(office: SmallOffice, anna: UUID) -> None:
    office.do("handl", switch_purpose, anna, Purpose.MARKETING, "Orderblankett", on=True)
    office.do("handl", switch_purpose, anna, Purpose.STATISTICS, "Bad om det i brev", on=False)
    _case, facts = the_facts(office, anna)
    assert isinstance(facts.consents, tuple)
    told = {(row.answer, row.how) for row in facts.consents}
    assert told == {("Ja", "Orderblankett"), ("Nej", "Bad om det i brev")}
    assert all(row.purpose and row.date for row in facts.consents)


def test_who_has_said_nothing_reads_that_there_is_no_consent(
    office: SmallOffice, anna: UUID
) -> None:
    _case, facts = the_facts(office, anna)
    assert facts.consents is NONE


def test_a_purchase_and_its_delivery_are_told_apart(office: SmallOffice, anna: UUID) -> None:
    bought = {"bought_on": DAY, "what": "Skrivbord, ek", "amount_ore": 462_500}
    sent = {"delivered_on": DAY, "what": "Skrivbord, ek", "carrier": "", "place": ""}
    office.do("ekonomi", record_dealing, anna, "purchases", bought, an_origin())
    office.do("ekonomi", record_dealing, anna, "deliveries", sent, an_origin())
    _case, facts = the_facts(office, anna)
    labels = {row.label for row in rows_of(facts)}
    assert {"Köp: Skrivbord, ek", "Leverans: Skrivbord, ek"} <= labels


def test_how_long_something_is_kept_begins_with_a_capital(office: SmallOffice, anna: UUID) -> None:
    _case, facts = the_facts(office, anna)
    assert not any(row.kept_until[0].islower() for row in facts.purposes)


def test_the_same_thing_left_out_twice_stands_on_one_line(office: SmallOffice, anna: UUID) -> None:
    office.do("handl", register_party, bare("Åke Ström"))
    for what in ("Hyllplan", "Konsoler"):
        sent = {"delivered_on": DAY, "what": what, "carrier": "Åke Ström", "place": ""}
        office.do("ekonomi", record_dealing, anna, "deliveries", sent, an_origin())
    case, _facts = the_facts(office, anna)
    reviewed(office, case)
    facts = facts_of(office, case)
    assert isinstance(facts.withheld, tuple)
    (row,) = facts.withheld
    assert row.what.endswith("(2 uppgifter)")


def test_who_stands_in_a_selection_is_told_of_the_profiling(
    office: SmallOffice, anna: UUID
) -> None:
    segment = {"segment": "Kontorsmöbler", "derived_from": "Postadress"}
    origin = an_origin(purpose=Purpose.PROFILING)
    office.do("handl", add_value, anna, "segments", segment, origin)
    case, _facts = the_facts(office, anna)
    with pytest.raises(InvalidInput, match="profiling"):
        office.do("handl", set_answers, case, NOTHING_TO_TELL)
    office.do("handl", set_answers, case, TOLD)
    assert facts_of(office, case).automated_decisions == TOLD.automated_decisions
