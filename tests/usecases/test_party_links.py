"""Contact persons and guardians: people of their own, ended, protected, in the access letter."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from registerdesk.domain.errors import Conflict, InvalidInput, NotAllowed, NotFound
from registerdesk.domain.parties import PartyKind, Protection, RelationKind
from registerdesk.domain.party_links import LinkKind
from registerdesk.domain.protection import OpeningReason
from registerdesk.usecases.new_parties import NewParty
from registerdesk.usecases.parties import add_value, change_party, register_party
from registerdesk.usecases.party_cards import Card, open_protected, view_card
from registerdesk.usecases.party_history import view_history
from registerdesk.usecases.party_links import NewLink, add_link, end_link, take_back_link
from registerdesk.usecases.person_data import PersonData
from registerdesk.usecases.protection import mark_protected
from registerdesk.usecases.search import find
from registerdesk.usecases.value_removal import remove_value
from tests.makers import TODAY, SmallOffice, a_person, an_office, an_origin, bare

ACTS = LinkKind.CONTACT_PERSON


@pytest.fixture
def office(tmp_path: Path) -> SmallOffice:
    """Give an office."""
    return an_office(tmp_path)


@pytest.fixture
def haulier(office: SmallOffice) -> UUID:
    """Give a supplier that is a company."""
    company = NewParty(
        kind=PartyKind.COMPANY,
        name="Lindholms Åkeri AB",
        relation=RelationKind.SUPPLIER,
        number="L-00412",
        origin=an_origin(),
    )
    return office.do("handl", register_party, company)


@pytest.fixture
def anna(office: SmallOffice) -> UUID:
    """Give a customer with phone and e-mail."""
    return office.do("handl", register_party, a_person())


def a_link(haulier: UUID, person: UUID | NewParty, **changes: object) -> NewLink:
    """Return Anna, or another, as the haulier's contact person."""
    new = NewLink(
        kind=ACTS, for_id=haulier, person=person, title="Trafikledare", origin=an_origin()
    )
    return replace(new, **changes)  # type: ignore[arg-type]  # by the caller's own words


def card_of(office: SmallOffice, party_id: UUID) -> Card:
    """Return a card as a case officer sees it."""
    return office.do("handl", view_card, party_id)


def test_a_contact_person_shows_with_phone_and_mail_on_the_company_s_card(
    office: SmallOffice, haulier: UUID, anna: UUID
) -> None:
    office.do("handl", add_link, a_link(haulier, anna))
    row = card_of(office, haulier).links[0]
    assert (row.acts, row.other_id, row.name) == (False, anna, "Anna Lindqvist")
    assert (row.phone, row.email) == ("070-174 06 05", "anna.lindqvist@example.com")
    assert (row.link.title, row.link.started, row.link.ended) == ("Trafikledare", TODAY, None)


def test_the_person_s_card_names_the_company_and_still_is_a_customer_s(
    office: SmallOffice, haulier: UUID, anna: UUID
) -> None:
    office.do("handl", add_link, a_link(haulier, anna))
    card = card_of(office, anna)
    assert [(row.acts, row.name) for row in card.links] == [(True, "Lindholms Åkeri AB")]
    assert [relation.kind for relation in card.relations] == [RelationKind.CUSTOMER]
    shown = {value.field: value.shown for value in card.values if value.register == "links"}
    assert shown["for_id"] == "L-00412 Lindholms Åkeri AB"


def test_somebody_new_is_registered_without_a_relation_and_with_a_clock_of_their_own(
    office: SmallOffice, haulier: UUID
) -> None:
    link_id = office.do("handl", add_link, a_link(haulier, bare("Per Holm")))
    row = card_of(office, haulier).links[0]
    person = card_of(office, row.other_id)
    assert (row.name, person.relations, person.erase_by) == ("Per Holm", (), None)
    office.do("handl", end_link, link_id, 1, TODAY, "Har slutat")
    assert card_of(office, row.other_id).erase_by == date(2029, 11, 23)


def test_the_answer_to_the_person_names_the_company(
    office: SmallOffice, haulier: UUID, anna: UUID
) -> None:
    office.do("handl", add_link, a_link(haulier, anna))
    items = office.inside("ombud", lambda visit: PersonData(visit, anna).items())
    told = {item.field: item.value for item in items if item.register == "links"}
    assert told["for_id"] == "L-00412 Lindholms Åkeri AB"
    assert told["title"] == "Trafikledare"


def test_an_end_has_a_day_and_a_reason_and_can_be_undone(
    office: SmallOffice, haulier: UUID, anna: UUID
) -> None:
    link_id = office.do("handl", add_link, a_link(haulier, anna, started=date(2024, 1, 8)))
    for day in (date(2023, 1, 1), date(2026, 11, 24)):
        with pytest.raises(InvalidInput):
            office.do("handl", end_link, link_id, 1, day, "")
    version = office.do("handl", end_link, link_id, 1, date(2026, 11, 1), "Bytte tjänst")
    with pytest.raises(Conflict):
        office.do("handl", end_link, link_id, version, TODAY, "")
    ended = card_of(office, haulier).links[0].link
    assert (ended.ended, ended.end_reason) == (date(2026, 11, 1), "Bytte tjänst")
    before = {"ended": None, "end_reason": ""}
    office.do("handl", change_party, "links", link_id, version, before, an_origin())
    assert card_of(office, haulier).links[0].link.ended is None
    with pytest.raises(InvalidInput):
        office.do("handl", change_party, "links", link_id, 3, {"for_id": anna}, an_origin())


def test_what_stood_in_a_link_before_it_ended_is_in_the_person_s_history(
    office: SmallOffice, haulier: UUID, anna: UUID
) -> None:
    link_id = office.do("handl", add_link, a_link(haulier, anna))
    office.do("handl", end_link, link_id, 1, TODAY, "Bytte tjänst")
    history = office.do("handl", view_history, anna)
    assert {(each.label, each.value) for each in history} == {
        ("Acted until", None),
        ("Why it ended", ""),
    }


def test_a_link_that_was_taken_out_says_in_the_history_for_whom_it_was(
    office: SmallOffice, haulier: UUID, anna: UUID
) -> None:
    link_id = office.do("handl", add_link, a_link(haulier, anna))
    office.do("handl", remove_value, "links", link_id, 1)
    history = office.do("handl", view_history, anna)
    assert ("Acts for", "L-00412 Lindholms Åkeri AB") in {(f.label, f.value) for f in history}


def test_a_mistake_is_taken_back_while_nobody_has_changed_it(
    office: SmallOffice, haulier: UUID, anna: UUID
) -> None:
    link_id = office.do("handl", add_link, a_link(haulier, anna))
    with pytest.raises(Conflict):
        office.do("handl2", take_back_link, link_id)
    office.do("handl", take_back_link, link_id)
    assert card_of(office, haulier).links == ()


def test_whoever_was_registered_for_a_link_alone_goes_with_it(
    office: SmallOffice, haulier: UUID
) -> None:
    origin, phones = an_origin(), ("070-174 06 31",)
    new = NewParty(kind=PartyKind.PERSON, name="Per Holm", phones=phones, origin=origin)
    link_id = office.do("handl", add_link, a_link(haulier, new))
    person = card_of(office, haulier).links[0].other_id
    office.clock.forward(seconds=5)
    office.do("handl", take_back_link, link_id)
    with pytest.raises(NotFound):
        card_of(office, person)
    assert office.do("handl", find, "Per Holm").total == 0
    assert "party.taken_back" in office.acts()


def test_whoever_has_been_written_of_since_stays_without_the_link(
    office: SmallOffice, haulier: UUID
) -> None:
    link_id = office.do("handl", add_link, a_link(haulier, bare("Per Holm")))
    person = card_of(office, haulier).links[0].other_id
    office.clock.forward(seconds=5)
    office.do("handl", add_value, person, "phones", {"typed": "070-174 06 31"}, an_origin())
    office.do("handl", take_back_link, link_id)
    assert card_of(office, haulier).links == ()
    assert card_of(office, person).party.display_name == "Per Holm"


def test_nobody_is_made_to_act_for_somebody_past_the_look_at_both(
    office: SmallOffice, anna: UUID
) -> None:
    given = {"kind": ACTS, "for_id": anna}
    with pytest.raises(InvalidInput):
        office.do("handl", add_value, anna, "links", given, an_origin())
    assert card_of(office, anna).links == ()


def test_who_cannot_act_is_refused(office: SmallOffice, haulier: UUID, anna: UUID) -> None:
    office.do("handl", add_link, a_link(haulier, anna))
    dead = office.do("handl", register_party, bare("Död Person", deceased=True))
    child = office.do("handl", register_party, bare("Lisa", birth_date=date(2014, 5, 1)))
    company = bare("Bolag AB", kind=PartyKind.COMPANY)
    refused: list[NewLink] = [
        a_link(haulier, anna),
        a_link(haulier, haulier),
        a_link(haulier, dead),
        a_link(haulier, company),
        a_link(anna, child),
        a_link(child, child, kind=LinkKind.GUARDIAN),
        a_link(anna, child, kind=LinkKind.GUARDIAN),
        a_link(haulier, child, started=date(2026, 12, 1)),
    ]
    for new in refused:
        with pytest.raises((InvalidInput, Conflict)):
            office.do("handl", add_link, new)
    with pytest.raises(NotAllowed):
        office.do("lasare", add_link, a_link(haulier, child))


def test_a_protected_person_is_no_longer_named_on_the_company_s_card(
    office: SmallOffice, haulier: UUID, anna: UUID
) -> None:
    office.do("handl", add_link, a_link(haulier, anna))
    office.do("handl", mark_protected, anna, Protection.MARKED)
    assert card_of(office, haulier).links == ()
    opened = office.do("handl", open_protected, anna, OpeningReason.REQUEST)
    assert [row.name for row in opened.links] == ["Lindholms Åkeri AB"]
    with pytest.raises(NotAllowed):
        office.do("kredit", add_link, a_link(haulier, anna))


def test_a_protected_child_is_not_named_on_the_guardian_s_card(
    office: SmallOffice, anna: UUID
) -> None:
    child = office.do("handl", register_party, bare("Lisa", birth_date=date(2014, 5, 1)))
    office.do("handl", add_link, a_link(child, anna, kind=LinkKind.GUARDIAN, title=""))
    office.do("handl", mark_protected, child, Protection.MARKED)
    row = card_of(office, anna).links[0]
    assert (row.acts, row.name, row.phone) == (True, "", "")


def test_the_look_at_a_contact_person_leaves_a_trace_with_the_person(
    office: SmallOffice, haulier: UUID, anna: UUID
) -> None:
    office.do("handl", add_link, a_link(haulier, anna))
    card_of(office, haulier)
    looks = [row.event for row in office.log() if row.event.act == "links.viewed"]
    assert anna in looks[0].objects
