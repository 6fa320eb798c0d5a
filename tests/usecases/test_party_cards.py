"""The card shows what the reader reaches, and nothing else comes out of it."""

from __future__ import annotations

from datetime import date

import pytest

from registerdesk.domain.errors import NotAllowed
from registerdesk.domain.fields import Area, is_withheld
from registerdesk.domain.parties import AddressKind, Protection
from registerdesk.domain.protection import OpeningReason
from registerdesk.usecases.contacts import NewContact, record_contact
from registerdesk.usecases.credit_checks import record_credit_check
from registerdesk.usecases.parties import register_party
from registerdesk.usecases.party_cards import (
    as_shown,
    open_protected,
    reveal_identity_number,
    view_card,
)
from registerdesk.usecases.party_writing import area_of
from registerdesk.usecases.protection import mark_protected
from tests.makers import SmallOffice, a_credit_check, a_person


def test_a_reader_s_card_has_contact_data_alone(office: SmallOffice) -> None:
    party_id = office.do("handl", register_party, a_person())
    office.do("kredit", record_credit_check, party_id, a_credit_check())
    office.do("handl", record_contact, NewContact(party_id=party_id, heading="Hemligt"))
    office.do("lasare", record_contact, NewContact(party_id=party_id, heading="Ringde"))
    card = office.do("lasare", view_card, party_id)
    assert [*card.numbers, *card.notes, *card.credit_checks, *card.former_names] == []
    assert [c.heading for c in card.contacts] == ["Ringde"]
    assert is_withheld(card.party.birth_date)
    assert "2385" not in repr(card)
    assert {v.register for v in card.values} == {
        "parties", "addresses", "phones", "emails", "relations",
    }  # fmt: skip
    assert {area_of(v.register, v.field) for v in card.values} == {Area.CONTACT_DATA}


def test_finance_sees_the_result_of_a_credit_check_and_not_its_content(
    office: SmallOffice,
) -> None:
    party_id = office.do("handl", register_party, a_person())
    office.do("kredit", record_credit_check, party_id, a_credit_check())
    (check,) = office.do("ekonomi", view_card, party_id).credit_checks
    assert check.limit == 30_000
    assert all(is_withheld(value) for value in (check.amount, check.need, check.assessment))


def test_a_personal_number_is_revealed_by_an_act_of_its_own(office: SmallOffice) -> None:
    party_id = office.do("handl", register_party, a_person())
    (number,) = office.do("handl", view_card, party_id).numbers
    assert office.do("handl", reveal_identity_number, number.row_id) == "19780412-2385"
    shown = office.log()[0].event
    assert (shown.act, shown.objects) == ("identity_number.revealed", (number.row_id, party_id))
    for user in ("ekonomi", "lasare", "admin"):
        with pytest.raises(NotAllowed):
            office.do(user, reveal_identity_number, number.row_id)


def test_a_number_sealed_for_somebody_of_the_right_role_stays_sealed(office: SmallOffice) -> None:
    party_id = office.do("handl", register_party, a_person())
    (number,) = office.do("handl", view_card, party_id).numbers
    office.keys("kredit").bunch.held.pop("pnr")
    with pytest.raises(NotAllowed):
        office.do("kredit", reveal_identity_number, number.row_id)
    assert office.do("kredit", view_card, party_id).numbers == ()


def test_an_interim_number_is_revealed_as_given(office: SmallOffice) -> None:
    party_id = office.do("handl", register_party, a_person(identity_number="800101-T123"))
    (number,) = office.do("handl", view_card, party_id).numbers
    assert office.do("handl", reveal_identity_number, number.row_id) == "800101-T123"


def test_a_protected_person_s_card_shows_number_and_flag_until_it_is_opened(
    office: SmallOffice,
) -> None:
    party_id = office.do("handl", register_party, a_person())
    (number,) = office.do("handl", view_card, party_id).numbers
    office.do("handl", mark_protected, party_id, Protection.MARKED)
    for user, named in (("handl", True), ("kredit", False), ("lasare", False)):
        card = office.do(user, view_card, party_id)
        assert (card.is_locked, card.may_open, card.number) == (True, named, "K-10482")
        assert [*card.values, *card.phones, *card.notes] == []
        assert "Lindqvist" not in repr(card)
    opened = office.do("ombud", open_protected, party_id, OpeningReason.REQUEST)
    assert opened.party.display_name == "Anna Lindqvist"
    assert opened.notes[0].text == "Vill ha faktura på papper."
    event = office.log()[0].event
    assert (event.act, event.purpose) == ("party.protected_opened", "request")
    assert office.do("handl", reveal_identity_number, number.row_id) == "19780412-2385"
    for user in ("kredit", "lasare"):
        with pytest.raises(NotAllowed):
            office.do(user, open_protected, party_id, OpeningReason.REQUEST)
    with pytest.raises(NotAllowed):
        office.do("kredit", reveal_identity_number, number.row_id)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, ("", False)),
        (True, ("Yes", True)),
        (False, ("No", True)),
        (AddressKind.POSTAL, ("Postal address", True)),
        (date(2026, 1, 2), ("2026-01-02", False)),
        (5, ("5", False)),
    ],
)
def test_each_kind_of_value_is_shown_in_its_way(value: object, shown: tuple[str, bool]) -> None:
    assert as_shown(value) == shown
