"""The business history: who writes it, who reads what of it, and when nothing new is kept."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from registerdesk.domain.dealings import Behaviour, Invoice, Original, Purchase
from registerdesk.domain.errors import Conflict, InvalidInput, NotAllowed
from registerdesk.domain.fields import Purpose, is_withheld
from registerdesk.domain.parties import Protection, RelationKind
from registerdesk.domain.payment_accounts import PaymentRoute
from registerdesk.domain.snapshots import Review, Snapshot
from registerdesk.domain.sources import Channel, Source
from registerdesk.usecases.access_facts import AccessFactsOf
from registerdesk.usecases.dealings import (
    change_dealing,
    put_back_dealing,
    record_dealing,
    remove_dealing,
    view_dealings,
)
from registerdesk.usecases.desk import Visit
from registerdesk.usecases.letter_values import LetterValues
from registerdesk.usecases.parties import add_value, change_value, end_relation, register_party
from registerdesk.usecases.party_cards import view_card
from registerdesk.usecases.party_history import view_history
from registerdesk.usecases.person_data import PersonData
from registerdesk.usecases.protection import mark_protected
from tests.makers import NOON, TODAY, SmallOffice, a_person, an_origin, bare

BOOKED = an_origin(purpose=Purpose.BOOKKEEPING)
WEB = an_origin(source=Source.WEB, channel=Channel.WEB, purpose=Purpose.MARKETING)
PURCHASE: dict[str, Any] = {
    "bought_on": date(2026, 11, 2),
    "what": "Två bord",
    "amount_ore": 431_250,
}
DELIVERY: dict[str, Any] = {
    "delivered_on": date(2026, 11, 9),
    "what": "Två bord",
    "carrier": "Åkeriet",
    "place": "Lagret, Ekby",
}
INVOICE: dict[str, Any] = {
    "number": "F-1001",
    "invoiced_on": date(2026, 11, 10),
    "financial_year_end": date(2027, 6, 30),
    "original": Original.HERE,
    "amount_ore": 431_250,
}
PAYMENT: dict[str, Any] = {
    "paid_on": date(2026, 11, 20),
    "financial_year_end": date(2026, 12, 31),
    "amount_ore": 431_250,
    "behaviour": Behaviour.IN_TIME,
}
ACCOUNT: dict[str, Any] = {"route": PaymentRoute.BANKGIRO, "account": "5050 1055"}
AGREEMENT: dict[str, Any] = {"what": "Ramavtal", "begins_on": date(2026, 1, 1)}


def a_customer(office: SmallOffice) -> UUID:
    """Return a customer with one row of each kind."""
    party_id = office.do("handl", register_party, a_person())
    for register, given, origin in (
        ("purchases", PURCHASE, an_origin()),
        ("deliveries", DELIVERY, an_origin()),
        ("invoices", INVOICE, BOOKED),
        ("payments", PAYMENT, BOOKED),
        ("payment_details", ACCOUNT, an_origin()),
    ):
        office.do("ekonomi", record_dealing, party_id, register, given, origin)
    office.do("handl", add_value, party_id, "agreements", AGREEMENT, an_origin())
    return party_id


def test_the_timeline_is_one_newest_first_with_sums_for_those_who_may_read_them(
    office: SmallOffice,
) -> None:
    party_id = a_customer(office)
    for user in ("ekonomi", "ombud"):
        found = office.do(user, view_dealings, party_id)
        assert [row.register for row in found.rows] == [
            "payments", "invoices", "deliveries", "purchases", "agreements",
        ]  # fmt: skip
        assert found.totals == {"payments": 431_250, "invoices": 431_250, "purchases": 431_250}
    found = office.do("handl", view_dealings, party_id)
    assert len(found.rows) == 5
    assert found.totals == {}
    assert all(is_withheld(getattr(row.record, "amount_ore", None)) for row in found.rows[:2])


def test_an_invoice_has_the_clock_of_its_financial_year_and_a_copy_that_of_the_relation(
    office: SmallOffice,
) -> None:
    party_id = a_customer(office)
    copy = INVOICE | {"number": "F-1002", "original": Original.COPY}
    office.do("ekonomi", record_dealing, party_id, "invoices", copy, BOOKED)
    rows = office.do("ekonomi", view_dealings, party_id).rows
    clocks = {
        row.record.number: (row.keep_through, row.erase_by, row.is_locked)
        for row in rows
        if isinstance(row.record, Invoice)
    }
    assert clocks["F-1001"] == (date(2034, 12, 31), date(2034, 12, 31), True)
    assert clocks["F-1002"] == (None, None, False)


def test_a_reader_finds_nothing_of_it(office: SmallOffice) -> None:
    party_id = a_customer(office)
    with pytest.raises(NotAllowed):
        office.do("lasare", view_dealings, party_id)
    card = office.do("lasare", view_card, party_id)
    assert not {"payment_details", "agreements"} & {value.register for value in card.values}


def test_the_account_is_on_the_card_of_those_who_hold_its_key(office: SmallOffice) -> None:
    party_id = a_customer(office)
    shown = {
        user: {v.shown: v.is_editable for v in office.do(user, view_card, party_id).values}
        for user in ("ekonomi", "ombud", "handl")
    }
    assert shown["ekonomi"]["5050-1055"]
    assert not shown["ombud"]["5050-1055"]
    assert "5050-1055" not in shown["handl"]


def test_nobody_but_finance_writes_it(office: SmallOffice) -> None:
    party_id = a_customer(office)
    for user in ("handl", "kredit", "ombud", "lasare", "admin"):
        with pytest.raises(NotAllowed):
            office.do(user, record_dealing, party_id, "purchases", PURCHASE, an_origin())


def test_a_caller_has_no_payment_purchase_or_profile(office: SmallOffice) -> None:
    caller = office.do("handl", register_party, bare("Ringde Bara", relation=None))
    assert office.do("handl", view_card, caller).collectable == {
        "parties", "party_numbers", "former_names", "addresses", "phones", "emails", "notes",
    }  # fmt: skip
    for register, given, origin in (
        ("purchases", PURCHASE, an_origin()),
        ("invoices", INVOICE, BOOKED),
        ("payment_details", ACCOUNT, an_origin()),
    ):
        with pytest.raises(InvalidInput, match="may not be collected"):
            office.do("ekonomi", record_dealing, caller, register, given, origin)
    segment = {"segment": "Villaägare", "derived_from": "Postadress"}
    profiling = an_origin(purpose=Purpose.PROFILING)
    with pytest.raises(InvalidInput, match="may not be collected"):
        office.do("handl", add_value, caller, "segments", segment, profiling)


def test_after_the_end_of_the_relation_only_what_the_law_demands_is_kept(
    office: SmallOffice,
) -> None:
    party_id = office.do("handl", register_party, a_person())
    relation = office.inside("handl", lambda visit: visit.office.relations.of(party_id))[0]
    office.do("handl", end_relation, relation.id, TODAY, "")
    for register, given in (("purchases", PURCHASE), ("payment_details", ACCOUNT)):
        with pytest.raises(InvalidInput, match="may not be collected"):
            office.do("ekonomi", record_dealing, party_id, register, given, an_origin())
    office.do("ekonomi", record_dealing, party_id, "invoices", INVOICE, BOOKED)
    office.do("ekonomi", record_dealing, party_id, "payments", PAYMENT, BOOKED)


@pytest.mark.parametrize(
    ("register", "given", "field"),
    [
        ("purchases", {"bought_on": date(2026, 11, 24)}, "bought_on"),
        ("purchases", {"what": " "}, "what"),
        ("purchases", {"amount_ore": 10**12}, "amount_ore"),
        ("purchases", {"amount_ore": 1.5}, "amount_ore"),
        ("invoices", {"financial_year_end": date(2026, 6, 30)}, "financial_year_end"),
        ("invoices", {"financial_year_end": date(2029, 6, 30)}, "financial_year_end"),
        ("invoices", {"number": ""}, "number"),
        ("payments", {"financial_year_end": date(2026, 10, 31)}, "financial_year_end"),
        ("payment_details", {"account": "5050-1056"}, "account"),
        ("payment_details", {"account": ""}, "account"),
        ("payment_details", {"route": "kontant"}, "route"),
    ],
)
def test_nothing_is_kept_of_what_is_wrong(
    office: SmallOffice, register: str, given: dict[str, Any], field: str
) -> None:
    party_id = office.do("handl", register_party, a_person())
    right = {"purchases": PURCHASE, "invoices": INVOICE, "payments": PAYMENT}.get(register, ACCOUNT)
    origin = BOOKED if register in ("invoices", "payments") else an_origin()
    with pytest.raises(InvalidInput) as refused:
        office.do("ekonomi", record_dealing, party_id, register, right | given, origin)
    assert refused.value.field == field
    assert office.do("ekonomi", view_dealings, party_id).rows == ()


def test_a_row_without_what_it_must_have_says_which(office: SmallOffice) -> None:
    party_id = office.do("handl", register_party, a_person())
    with pytest.raises(InvalidInput, match="Fill in"):
        office.do("ekonomi", record_dealing, party_id, "purchases", {"what": "Bord"}, an_origin())
    with pytest.raises(InvalidInput, match="no such register"):
        office.do("ekonomi", record_dealing, party_id, "phones", {"typed": "1"}, an_origin())


def test_a_purpose_that_does_not_allow_it_is_refused(office: SmallOffice) -> None:
    party_id = office.do("handl", register_party, a_person())
    with pytest.raises(InvalidInput, match="purpose"):
        office.do("ekonomi", record_dealing, party_id, "invoices", INVOICE, an_origin())
    segment = {"segment": "Villaägare", "derived_from": "Postadress"}
    with pytest.raises(InvalidInput, match="purpose"):
        office.do("handl", add_value, party_id, "segments", segment, an_origin())
    profiling = an_origin(purpose=Purpose.PROFILING)
    office.do("handl", add_value, party_id, "segments", segment, profiling)


def test_web_data_needs_its_consent_and_the_website_as_source(office: SmallOffice) -> None:
    party_id = office.do("handl", register_party, a_person())
    given = {"what": "Beställde nyhetsbrev", "happened_on": date(2026, 11, 1)}
    with pytest.raises(InvalidInput, match="Fill in") as refused:
        office.do("handl", add_value, party_id, "web_records", given, WEB)
    assert refused.value.field == "consent_reference"
    whole = given | {"consent_reference": "CMP-2026-118"}
    told = an_origin(purpose=Purpose.MARKETING)
    with pytest.raises(InvalidInput, match="website"):
        office.do("handl", add_value, party_id, "web_records", whole, told)
    office.do("handl", add_value, party_id, "web_records", whole, WEB)
    assert "CMP-2026-118" in {v.shown for v in office.do("handl", view_card, party_id).values}


def test_an_original_is_kept_unaltered_and_a_copy_is_corrected_with_its_history(
    office: SmallOffice,
) -> None:
    party_id = a_customer(office)
    rows = {row.register: row for row in office.do("ekonomi", view_dealings, party_id).rows}
    original = rows["invoices"].record
    changed = {"amount_ore": 1}
    with pytest.raises(Conflict, match="unaltered"):
        office.do("ekonomi", change_dealing, "invoices", original.id, 1, changed, BOOKED)
    bought = rows["purchases"].record
    version = office.do(
        "ekonomi", change_dealing, "purchases", bought.id, 1, {"amount_ore": 400_000}, an_origin()
    )
    assert version == 2
    found = office.do("ekonomi", view_dealings, party_id)
    assert found.totals["purchases"] == 400_000
    before = [f for f in office.do("ekonomi", view_history, party_id) if f.in_ore]
    assert [(f.field, f.value) for f in before] == [("amount_ore", 431_250)]
    assert not [f for f in office.do("handl", view_history, party_id) if f.in_ore]


def test_kind_and_number_of_an_account_are_checked_together(office: SmallOffice) -> None:
    party_id = a_customer(office)
    (row,) = office.inside("ekonomi", lambda visit: visit.office.payment_details.of(party_id))
    place = ("payment_details", row.id, 1)
    with pytest.raises(InvalidInput, match="IBAN"):
        office.do("ekonomi", change_dealing, *place, {"route": PaymentRoute.IBAN}, an_origin())
    whole = {"route": PaymentRoute.IBAN, "account": "SE35 5000 0000 0549 1000 0003"}
    office.do("ekonomi", change_dealing, *place, whole, an_origin())
    (row,) = office.inside("ekonomi", lambda visit: visit.office.payment_details.of(party_id))
    assert row.account == "SE3550000000054910000003"
    with pytest.raises(InvalidInput, match="not changed here"):
        office.do("handl", change_value, *place[:2], 2, "route", PaymentRoute.IBAN, an_origin())


def test_a_wrong_purchase_is_taken_out_and_put_back_and_a_bookkeeping_record_never(
    office: SmallOffice,
) -> None:
    party_id = a_customer(office)
    rows = {row.register: row for row in office.do("ekonomi", view_dealings, party_id).rows}
    bought = rows["purchases"].record
    with pytest.raises(Conflict, match="Somebody else"):
        office.do("ekonomi", remove_dealing, "purchases", bought.id, 7)
    change = {"what": "Tre bord"}
    office.do("ekonomi", change_dealing, "purchases", bought.id, 1, change, an_origin())
    office.clock.forward(minutes=1)
    office.do("ekonomi", remove_dealing, "purchases", bought.id, 2)
    left = {row.register for row in office.do("ekonomi", view_dealings, party_id).rows}
    assert left == {"deliveries", "invoices", "payments", "agreements"}
    former = office.do("ekonomi", view_history, party_id)
    assert {"Två bord", "Tre bord", 431_250} <= {each.value for each in former}
    office.do("ekonomi", put_back_dealing, "purchases", bought.id)
    again = [r.record for r in office.do("ekonomi", view_dealings, party_id).rows]
    (purchase,) = [record for record in again if isinstance(record, Purchase)]
    assert (purchase.what, purchase.amount_ore) == ("Tre bord", 431_250)
    with pytest.raises(InvalidInput, match="no such register"):
        office.do("ekonomi", put_back_dealing, "notes", bought.id)
    for register in ("invoices", "payments"):
        with pytest.raises(Conflict, match="before its day"):
            office.do("ekonomi", remove_dealing, register, rows[register].record.id, 1)
    assert office.acts()[-1].startswith("failed.")


def test_a_letter_says_amounts_in_kronor_and_until_when_an_invoice_is_kept(
    office: SmallOffice,
) -> None:
    party_id = a_customer(office)
    items = office.inside("ombud", lambda visit: PersonData(visit, party_id).items())
    snapshot = Snapshot(at=NOON, on=TODAY, items=items)
    values = LetterValues(snapshot, Review(scanned={}, marks=()), "sv")
    said = {values.value(item) for item in items if item.field == "amount_ore"}
    assert said == {"4\u00a0312,50\u00a0kr"}
    relations = office.inside("ombud", lambda visit: visit.office.relations.of(party_id))

    def kept_until(visit: Visit) -> list[str]:
        review = Review(scanned={}, marks=())
        facts = AccessFactsOf(visit, snapshot, review, relations, "en")
        return [row.kept_until for row in facts._purposes()]

    assert any("2034-12-31" in words for words in office.inside("ombud", kept_until))


def test_of_a_protected_person_it_is_read_by_those_named_alone(office: SmallOffice) -> None:
    party_id = a_customer(office)
    office.do("handl", mark_protected, party_id, Protection.MARKED)
    with pytest.raises(NotAllowed):
        office.do("ekonomi", view_dealings, party_id)
    found = office.do("ombud", view_dealings, party_id)
    (bought,) = [row.record for row in found.rows if isinstance(row.record, Purchase)]
    assert (bought.what, bought.amount_ore) == ("Två bord", 431_250)
    with office.database.reading() as connection:
        stored = connection.exec_driver_sql("SELECT what, is_protected FROM purchase").one()
    assert tuple(stored) == (None, 1)


def test_an_invoice_is_kept_once(office: SmallOffice) -> None:
    party_id = a_customer(office)
    with pytest.raises(Conflict, match="F-1001"):
        office.do("ekonomi", record_dealing, party_id, "invoices", INVOICE, BOOKED)


def test_an_agreement_does_not_end_before_it_began(office: SmallOffice) -> None:
    company = bare("Åkeriet AB", relation=RelationKind.SUPPLIER)
    party_id = office.do("handl", register_party, company)
    wrong = AGREEMENT | {"ends_on": date(2025, 12, 31)}
    with pytest.raises(InvalidInput, match="before it began"):
        office.do("handl", add_value, party_id, "agreements", wrong, an_origin())
    segment = {"segment": "Åkare", "derived_from": "Bransch"}
    with pytest.raises(InvalidInput, match="may not be collected"):
        office.do(
            "handl", add_value, party_id, "segments", segment, an_origin(purpose=Purpose.PROFILING)
        )
