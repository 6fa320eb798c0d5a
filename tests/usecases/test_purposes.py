"""Purposes: settled by the ombud, asked at every new row, switched off by the person."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from registerdesk.domain.errors import Conflict, InvalidInput, NotAllowed
from registerdesk.domain.fields import BASIS_OF, LegalBasis, Purpose, fields_of
from registerdesk.domain.letters import AccessFacts
from registerdesk.domain.parties import Protection
from registerdesk.domain.party_lists import Chip, ListQuery, offered_chips
from registerdesk.domain.processing import (
    HOLDS,
    LEDGERS,
    PurposeSetting,
    PurposeSwitch,
    RegisterCode,
    RegisterSetting,
)
from registerdesk.domain.restrictions import RestrictionGround
from registerdesk.domain.selections import Segment
from registerdesk.domain.staff import Permission, Role
from registerdesk.storage.parties import PARTY
from registerdesk.storage.processing import bound_on, may_be_used_for
from registerdesk.usecases.credit_checks import record_credit_check
from registerdesk.usecases.desk import Visit, use_case
from registerdesk.usecases.letter_making import letter_facts
from registerdesk.usecases.parties import add_value, change_value, register_party
from registerdesk.usecases.party_cards import view_card
from registerdesk.usecases.party_lists import list_parties
from registerdesk.usecases.person_data import personal_registers
from registerdesk.usecases.protection import mark_protected
from registerdesk.usecases.purpose_switches import PersonPurpose, switch_purpose
from registerdesk.usecases.purposes import (
    AllowedPeople,
    change_purpose,
    change_register,
    list_purposes,
    setting_history,
    usable_purposes,
)
from registerdesk.usecases.restrictions import NewRestriction, restrict
from tests.makers import TODAY, SmallOffice, a_credit_check, a_person, an_origin, bare
from tests.usecases.cases import EXTRACT, a_customer, decided


def settled(office: SmallOffice, purpose: Purpose) -> PurposeSetting:
    """Return what the office has settled on a purpose."""
    return next(s for s in office.do("ombud", list_purposes) if s.purpose is purpose)


def change(office: SmallOffice, purpose: Purpose, /, **given: object) -> PurposeSetting:
    """Change a purpose at the ombud's desk."""
    setting = settled(office, purpose)
    return office.do("ombud", change_purpose, setting.id, setting.version, given)


def the_register(office: SmallOffice, code: RegisterCode) -> RegisterSetting:
    """Return what the office has settled on a register."""
    look: Callable[[Visit], RegisterSetting] = lambda visit: next(  # noqa: E731 - one look
        each for each in visit.office.register_settings.find() if each.register is code
    )
    return office.inside("ombud", look)


def test_an_office_begins_with_every_purpose_and_the_basis_of_the_catalogue(
    office: SmallOffice,
) -> None:
    found = office.do("ombud", list_purposes)
    assert [s.purpose for s in found] == list(Purpose)
    assert {s.purpose: s.basis for s in found} == dict(BASIS_OF)
    assert settled(office, Purpose.BOOKKEEPING).text_sv == "Bokföring"
    weighed = [s for s in found if s.basis is LegalBasis.LEGITIMATE_INTEREST]
    assert weighed
    assert all(s.balancing for s in weighed)


def test_every_field_of_the_catalogue_has_a_purpose_in_use_and_a_register_that_holds_it(
    office: SmallOffice,
) -> None:
    categories = {s.purpose: set(s.used_categories) for s in office.do("ombud", list_purposes)}
    uses = {code: set(the_register(office, code).used_purposes) for code in RegisterCode}
    for kind in personal_registers().values():
        for field in fields_of(kind):
            about = field.about
            for purpose in () if about.category in LEDGERS else about.purposes:
                assert about.category in categories[purpose], (kind, field.name)
                holding = [c for c in RegisterCode if about.category in HOLDS[c]]
                assert any(purpose in uses[code] for code in holding), (kind, field.name)


def test_a_row_for_a_purpose_that_is_not_in_use_is_refused_with_its_name(
    office: SmallOffice,
) -> None:
    change(office, Purpose.MARKETING, is_active=False)
    with pytest.raises(InvalidInput) as refused:
        office.do("handl", register_party, a_person(origin=an_origin(purpose=Purpose.MARKETING)))
    assert refused.value.parameters == {"purpose": "Nyhetsbrev och erbjudanden"}
    assert refused.value.field == "purpose"
    assert office.inside("handl", lambda visit: visit.office.parties.find()) == []


def test_a_row_for_a_purpose_without_a_legal_basis_is_refused(office: SmallOffice) -> None:
    party_id = office.do("handl", register_party, a_person())
    change(office, Purpose.CREDIT, basis="")
    with pytest.raises(InvalidInput, match="no legal basis"):
        office.do("kredit", record_credit_check, party_id, a_credit_check())


def test_a_purpose_is_used_from_its_first_day_on(office: SmallOffice) -> None:
    change(office, Purpose.STATISTICS, valid_from=TODAY + timedelta(days=1))
    new = a_person(origin=an_origin(purpose=Purpose.STATISTICS))
    with pytest.raises(InvalidInput, match="not in use"):
        office.do("handl", register_party, new)
    office.clock.forward(days=1)
    office.do("handl", register_party, new)


def test_a_kind_of_data_that_no_register_keeps_for_the_purpose_is_refused(
    office: SmallOffice,
) -> None:
    with pytest.raises(InvalidInput, match="not kept for the purpose"):
        office.do("handl", register_party, a_person(origin=an_origin(purpose=Purpose.SECURITY)))


def test_a_changed_value_needs_a_purpose_in_use_too(office: SmallOffice) -> None:
    party_id = office.do("handl", register_party, a_person())
    card = office.do("handl", view_card, party_id)
    change(office, Purpose.DEVELOPMENT, is_active=False)
    origin = an_origin(purpose=Purpose.DEVELOPMENT)
    place = ("parties", party_id, card.party.version, "given_name", "Ann", origin)
    with pytest.raises(InvalidInput, match="not in use"):
        office.do("handl", change_value, *place)


def test_a_register_that_drops_a_purpose_takes_no_row_for_it(office: SmallOffice) -> None:
    setting = the_register(office, RegisterCode.CREDIT)
    office.do("ombud", change_register, setting.id, 1, {"purposes": [Purpose.STATISTICS]})
    party_id = office.do("handl", register_party, a_person())
    with pytest.raises(InvalidInput, match="not kept for the purpose"):
        office.do("kredit", record_credit_check, party_id, a_credit_check())


def test_only_usable_purposes_are_offered(office: SmallOffice) -> None:
    change(office, Purpose.MARKETING, is_active=False)
    offered = {setting.purpose for setting in office.do("handl", usable_purposes)}
    assert Purpose.CONTRACT in offered
    assert not offered & {Purpose.MARKETING, Purpose.SECURITY}


@pytest.mark.parametrize("user", ["handl", "kredit", "ekonomi", "admin", "lasare"])
def test_only_the_ombud_changes_a_purpose(office: SmallOffice, user: str) -> None:
    setting = settled(office, Purpose.MARKETING)
    with pytest.raises(NotAllowed):
        office.do(user, change_purpose, setting.id, 1, {"is_active": False})


@pytest.mark.parametrize(
    ("purpose", "given", "field"),
    [
        (Purpose.MARKETING, {"text_sv": "  "}, "text_sv"),
        (Purpose.CREDIT, {"balancing": ""}, "balancing"),
        (Purpose.MARKETING, {"basis": LegalBasis.LEGITIMATE_INTEREST}, "balancing"),
        (Purpose.RIGHTS, {"is_active": False}, "is_active"),
        (Purpose.ENQUIRIES, {"basis": ""}, "is_active"),
        (Purpose.MARKETING, {"categories": []}, "categories"),
        (Purpose.MARKETING, {"valid_from": "i dag"}, "valid_from"),
        (Purpose.MARKETING, {"purpose": "contract"}, "purpose"),
        (Purpose.MARKETING, {"text_sv": "x" * 201}, "text_sv"),
    ],
)
def test_a_purpose_without_what_the_law_asks_for_is_refused(
    office: SmallOffice, purpose: Purpose, given: dict[str, Any], field: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        change(office, purpose, **given)
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("given", "field"), [({"text_sv": ""}, "text_sv"), ({"purposes": []}, "purposes")]
)
def test_a_register_without_words_or_purpose_is_refused(
    office: SmallOffice, given: dict[str, Any], field: str
) -> None:
    setting = the_register(office, RegisterCode.CUSTOMERS)
    with pytest.raises(InvalidInput) as refused:
        office.do("ombud", change_register, setting.id, 1, given)
    assert refused.value.field == field


def test_a_change_keeps_what_stood_there_who_changed_it_and_when(office: SmallOffice) -> None:
    change(office, Purpose.MARKETING, is_active=False, valid_from=date(2027, 1, 1))
    setting = settled(office, Purpose.MARKETING)
    kept = office.do("ekonomi", setting_history, setting.id)
    assert {(c.field, c.before) for c in kept} == {("is_active", "1"), ("valid_from", "2018-05-25")}
    assert {c.changed_by for c in kept} == {office.keys("ombud").user_id}
    assert {c.changed_at for c in kept} == {office.clock.now}
    row = office.log()[0]
    assert (row.event.act, row.event.purpose) == ("purpose.changed", "marketing")
    assert row.event.objects == (setting.id,)


def test_a_change_of_nothing_and_a_stale_one_are_refused(office: SmallOffice) -> None:
    setting = settled(office, Purpose.MARKETING)
    with pytest.raises(Conflict, match="Nothing"):
        change(office, Purpose.MARKETING, is_active=True)
    change(office, Purpose.MARKETING, text_en="Offers")
    with pytest.raises(Conflict, match="meanwhile"):
        office.do("ombud", change_purpose, setting.id, setting.version, {"is_active": False})


def shown_to(
    office: SmallOffice, party_id: UUID, user: str = "handl"
) -> dict[Purpose, PersonPurpose]:
    """Return the purposes that somebody sees on a card."""
    return {each.purpose: each for each in office.do(user, view_card, party_id).purposes}


def may(office: SmallOffice, purpose: Purpose, *ids: UUID) -> frozenset[UUID]:
    """Return whose data may be used for a purpose."""
    return office.inside("handl", lambda visit: AllowedPeople(visit).among(purpose, ids))


def test_marketing_waits_for_a_yes_and_ends_with_a_no(office: SmallOffice) -> None:
    anna = office.do("handl", register_party, a_person())
    bo = office.do("handl", register_party, bare("Bo Ek"))
    assert may(office, Purpose.MARKETING, anna, bo) == frozenset()
    office.do("handl", switch_purpose, anna, Purpose.MARKETING, "I telefon", on=True)
    assert may(office, Purpose.MARKETING, anna, bo) == {anna}
    office.do("handl", switch_purpose, anna, Purpose.MARKETING, "I telefon", on=False)
    assert may(office, Purpose.MARKETING, anna, bo) == frozenset()


def test_a_purpose_of_legitimate_interest_holds_until_the_person_objects(
    office: SmallOffice,
) -> None:
    anna = office.do("handl", register_party, a_person())
    assert may(office, Purpose.STATISTICS, anna) == {anna}
    office.do("handl", switch_purpose, anna, Purpose.STATISTICS, "Brev", on=False)
    assert may(office, Purpose.STATISTICS, anna) == frozenset()
    with pytest.raises(InvalidInput, match="said no"):
        office.do(
            "handl", add_value, anna, "phones", {"typed": "070-174 06 06"},
            an_origin(purpose=Purpose.STATISTICS),
        )  # fmt: skip
    bo = bare("Bo Ek", origin=an_origin(purpose=Purpose.STATISTICS))
    office.do("handl", register_party, bo)


def test_a_purpose_out_of_use_allows_nobody(office: SmallOffice) -> None:
    anna = office.do("handl", register_party, a_person())
    assert may(office, Purpose.CONTRACT, anna) == {anna}
    change(office, Purpose.STATISTICS, is_active=False)
    assert may(office, Purpose.STATISTICS, anna) == frozenset()


def test_the_deceased_and_those_under_age_get_no_offers(office: SmallOffice) -> None:
    ids = []
    for state in ("deceased", "minor"):
        party_id = office.do("handl", register_party, bare(f"Bo {state.title()}", **{state: True}))
        office.do("handl", switch_purpose, party_id, Purpose.MARKETING, "Blankett", on=True)
        ids.append(party_id)
    assert may(office, Purpose.MARKETING, *ids) == frozenset()
    assert may(office, Purpose.STATISTICS, *ids) == frozenset(ids)


@pytest.mark.parametrize(
    ("purpose", "why"),
    [
        (Purpose.CONTRACT, "agreement"),
        (Purpose.BOOKKEEPING, "law"),
        (Purpose.ENQUIRIES, "contacts the office"),
    ],
)
def test_what_cannot_be_switched_off_says_why(
    office: SmallOffice, purpose: Purpose, why: str
) -> None:
    anna = office.do("handl", register_party, a_person())
    shown = shown_to(office, anna, "handl")
    assert why in shown[purpose].why_always
    assert shown[purpose].is_on
    with pytest.raises(InvalidInput, match=why):
        office.do("handl", switch_purpose, anna, purpose, "Brev", on=False)


def test_a_purpose_out_of_use_is_neither_shown_nor_switched(office: SmallOffice) -> None:
    anna = office.do("handl", register_party, a_person())
    change(office, Purpose.DEVELOPMENT, is_active=False)
    shown = set(shown_to(office, anna))
    assert not shown & {Purpose.DEVELOPMENT, Purpose.SECURITY}
    with pytest.raises(InvalidInput, match="not in use"):
        office.do("handl", switch_purpose, anna, Purpose.DEVELOPMENT, "", on=True)


def test_the_switch_tells_its_day_and_word_and_keeps_the_earlier_word(office: SmallOffice) -> None:
    anna = office.do("handl", register_party, a_person())
    office.do("handl", switch_purpose, anna, Purpose.MARKETING, "I telefon", on=True)
    office.clock.forward(days=3)
    now = office.do("handl", switch_purpose, anna, Purpose.MARKETING, "Brev", on=False)
    assert (now.is_on, now.since, now.how) == (False, "2026-11-26", "Brev")
    shown = shown_to(office, anna, "ekonomi")
    assert shown[Purpose.MARKETING] == now
    old = office.inside("handl", lambda visit: visit.office.history.of(anna))
    assert ("how", '"I telefon"') in {(each.field, each.old_value) for each in old}
    acts = [act for act in office.acts() if act.startswith("purpose.")]
    assert acts == ["purpose.switched_on", "purpose.switched_off"]


def test_a_reader_sees_no_switch_and_a_finance_officer_moves_none(office: SmallOffice) -> None:
    anna = office.do("handl", register_party, a_person())
    office.do("handl", switch_purpose, anna, Purpose.STATISTICS, "Brev", on=False)
    shown = shown_to(office, anna, "lasare")
    assert (shown[Purpose.STATISTICS].since, shown[Purpose.STATISTICS].how) == ("", "")
    for user in ("lasare", "ekonomi", "admin"):
        with pytest.raises(NotAllowed):
            office.do(user, switch_purpose, anna, Purpose.STATISTICS, "", on=True)


@use_case(Permission.OWN_PROFILE)
def say_twice(visit: Visit, party_id: UUID, *words: bool) -> None:
    """Keep several words on marketing, as a merge of two people leaves them."""
    visit.note("said")
    for is_on in words:
        visit.office.purpose_switches.add(
            PurposeSwitch(
                id=visit.new_id(),
                party_id=party_id,
                **dataclasses.asdict(an_origin(purpose=Purpose.RIGHTS)),
                recorded_by=visit.actor,
                recorded_at=visit.now,
                switched=Purpose.MARKETING,
                is_on=is_on,
            )
        )


@pytest.mark.parametrize("words", [(True, False), (False, True)])
def test_of_two_words_left_by_a_merge_the_no_holds_until_both_are_changed(
    office: SmallOffice, words: tuple[bool, ...]
) -> None:
    anna = office.do("handl", register_party, a_person())
    office.do("handl", say_twice, anna, *words)
    assert may(office, Purpose.MARKETING, anna) == frozenset()
    assert not shown_to(office, anna)[Purpose.MARKETING].is_on
    office.do("handl", switch_purpose, anna, Purpose.MARKETING, "I telefon", on=True)
    assert may(office, Purpose.MARKETING, anna) == {anna}
    assert shown_to(office, anna)[Purpose.MARKETING].is_on


def test_a_yes_without_how_it_was_said_is_no_consent(office: SmallOffice) -> None:
    anna = office.do("handl", register_party, a_person())
    with pytest.raises(InvalidInput) as refused:
        office.do("handl", switch_purpose, anna, Purpose.MARKETING, " ", on=True)
    assert refused.value.field == "how"


def test_a_restricted_person_s_data_is_used_for_nothing_and_still_can_say_no(
    office: SmallOffice,
) -> None:
    anna = office.do("handl", register_party, a_person())
    ground = NewRestriction(ground=RestrictionGround.ACCURACY, since=TODAY, reason="Adressen")
    office.do("handl", restrict, anna, ground)
    assert may(office, Purpose.STATISTICS, anna) == frozenset()
    office.do("handl", switch_purpose, anna, Purpose.STATISTICS, "", on=False)
    assert not shown_to(office, anna)[Purpose.STATISTICS].is_on


def test_a_protected_person_s_words_are_sealed(office: SmallOffice) -> None:
    anna = office.do("handl", register_party, a_person())
    office.do("handl", mark_protected, anna, Protection.MARKED)
    office.do("handl", switch_purpose, anna, Purpose.MARKETING, "Ringde från Ekby", on=True)
    with pytest.raises(NotAllowed):
        office.do("kredit", switch_purpose, anna, Purpose.MARKETING, "", on=False)
    raw = office.inside(
        "handl",
        lambda v: v.office.connection.exec_driver_sql("SELECT how FROM purpose_switch").all(),
    )
    assert "Ekby" not in str(raw)


@use_case(Permission.OWN_PROFILE)
def select_for(visit: Visit, party_id: UUID, purpose: Purpose) -> None:
    """Place a person in a selection."""
    visit.note("placed")
    origin = dataclasses.asdict(an_origin(purpose=purpose))
    visit.office.segments.add(
        Segment(
            id=visit.new_id(),
            party_id=party_id,
            **origin,
            recorded_by=visit.actor,
            recorded_at=visit.now,
            segment="Storkund",
            derived_from="Köp",
        )
    )


@pytest.mark.parametrize("purpose", [Purpose.PROFILING, Purpose.MARKETING])
def test_after_a_no_to_profiling_the_selections_are_empty_and_stay_so(
    office: SmallOffice, purpose: Purpose
) -> None:
    anna = office.do("handl", register_party, a_person())
    for each in (Purpose.PROFILING, Purpose.MARKETING):
        office.do("handl", switch_purpose, anna, each, "Blankett", on=True)
    office.do("handl", select_for, anna, purpose)
    shown = shown_to(office, anna, "handl")
    assert shown[Purpose.PROFILING].emptied == 1
    office.do("handl", switch_purpose, anna, Purpose.PROFILING, "I telefon", on=False)
    assert office.log()[0].event.count == 1
    assert office.inside("handl", lambda visit: visit.office.segments.of(anna)) == []
    with pytest.raises(InvalidInput, match="said no"):
        office.do("handl", select_for, anna, purpose)


def test_the_rule_narrows_any_list_of_people_in_sql(office: SmallOffice) -> None:
    anna = office.do("handl", register_party, a_person())
    office.do("handl", register_party, bare("Bo Ek"))
    office.do("handl", switch_purpose, anna, Purpose.MARKETING, "Blankett", on=True)
    rule, bound = select(PARTY.c.id).where(may_be_used_for(Purpose.MARKETING)), bound_on(TODAY)
    found = office.inside("handl", lambda v: v.office.connection.execute(rule, bound).scalars())
    assert list(found) == [anna]


def test_a_no_takes_the_person_out_of_the_list_of_offers_at_once(office: SmallOffice) -> None:
    anna = office.do("handl", register_party, a_person())
    office.do("handl", register_party, bare("Bo Ek"))
    offers = ListQuery(chips=frozenset({Chip.OFFERS, Chip.ACTIVE}))
    assert office.do("ekonomi", list_parties, offers).total == 0
    office.do("handl", switch_purpose, anna, Purpose.MARKETING, "Blankett", on=True)
    assert [row.party_id for row in office.do("ekonomi", list_parties, offers).rows] == [anna]
    office.do("handl", switch_purpose, anna, Purpose.MARKETING, "", on=False)
    assert office.do("ekonomi", list_parties, offers).total == 0


def test_a_reader_is_told_by_no_list_who_has_said_yes(office: SmallOffice) -> None:
    assert Chip.OFFERS not in offered_chips([Role.READER])
    with pytest.raises(NotAllowed):
        office.do("lasare", list_parties, ListQuery(chips=frozenset({Chip.OFFERS})))


def test_the_answer_to_an_access_request_says_purpose_and_basis_as_they_are_settled(
    office: SmallOffice,
) -> None:
    balancing = "Kontoret måste kunna leverera det som beställts."
    given = {"text_sv": "Leverera det som beställts", "basis": LegalBasis.LEGITIMATE_INTEREST}
    change(office, Purpose.CONTRACT, **given, balancing=balancing)
    request = decided(office, a_customer(office))
    facts = office.do("handl", letter_facts, request.id, EXTRACT)
    assert isinstance(facts, AccessFacts)
    rows = {row.purpose: row.legal_basis for row in facts.purposes}
    assert rows["Leverera det som beställts"] == "Berättigat intresse, artikel 6.1\u00a0f"


def test_whoever_contacts_the_office_gets_an_answer_whatever_they_have_said(
    office: SmallOffice,
) -> None:
    anna = office.do("handl", register_party, a_person())
    assert may(office, Purpose.ENQUIRIES, anna) == {anna}


def test_an_emptied_selection_takes_the_sources_of_its_values_along(office: SmallOffice) -> None:
    anna = office.do("handl", register_party, a_person())
    office.do("handl", switch_purpose, anna, Purpose.PROFILING, "Blankett", on=True)
    origin = an_origin(purpose=Purpose.PROFILING)
    given = {"segment": "Storkund", "derived_from": "Köp"}
    row_id = office.do("handl", add_value, anna, "segments", given, origin)
    office.do("handl", change_value, "segments", row_id, 1, "segment", "Stamkund", origin)
    office.do("handl", switch_purpose, anna, Purpose.PROFILING, "", on=False)
    left = office.inside("handl", lambda visit: visit.office.origins.find(row_id=row_id))
    assert left == []


def test_nobody_gets_offers_while_the_purpose_is_not_in_use(office: SmallOffice) -> None:
    office.do("handl", register_party, a_person())
    offers = ListQuery(chips=frozenset({Chip.OFFERS}))
    settings = office.do("ombud", list_purposes)
    marketing = next(each for each in settings if each.purpose is Purpose.MARKETING)
    office.do("ombud", change_purpose, marketing.id, marketing.version, {"is_active": False})
    assert office.do("handl", list_parties, offers).total == 0
