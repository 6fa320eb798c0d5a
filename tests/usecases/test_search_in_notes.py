"""Search in notes: whom their words find, for whom, and what is never found."""

from __future__ import annotations

import dataclasses
from typing import Any
from uuid import UUID

import pytest

from registerdesk.domain.contacts import Contact
from registerdesk.domain.errors import NotAllowed
from registerdesk.domain.fields import Area
from registerdesk.domain.log_words import LogGroup, group_of
from registerdesk.domain.notes import NoteStage
from registerdesk.domain.parties import Party, PartyKind, Protection
from registerdesk.domain.party_merges import MergeWish
from registerdesk.domain.restrictions import RestrictionGround
from registerdesk.domain.search_hits import Hit, MatchedField
from registerdesk.domain.staff import Permission
from registerdesk.storage.search import Search
from registerdesk.usecases.contacts import NewContact, correct_contact, record_contact
from registerdesk.usecases.desk import Visit, use_case
from registerdesk.usecases.parties import add_value, change_value, register_party
from registerdesk.usecases.party_merges import compare_parties, merge_parties, unmerge_parties
from registerdesk.usecases.protection import mark_protected, propose_unmarking, unmark_protected
from registerdesk.usecases.restrictions import NewRestriction, restrict, undo_restriction
from registerdesk.usecases.search import find, find_in_notes, settle, settle_in_notes
from registerdesk.usecases.value_removal import put_back_value, remove_value
from tests.hostile_values import HOSTILE
from tests.makers import TODAY, SmallOffice, an_origin, bare

READERS = ("handl", "kredit", "ekonomi", "ombud")


@pytest.fixture
def bo(office: SmallOffice) -> UUID:
    """Give somebody of whom only the name is known."""
    return office.do("handl", register_party, bare("Bo Ek"))


def _write(
    office: SmallOffice, party_id: UUID, text: str, stage: NoteStage = NoteStage.FINAL
) -> UUID:
    given = {"text": text, "stage": stage}
    return office.do("handl", add_value, party_id, "notes", given, an_origin())


def _call(office: SmallOffice, party_id: UUID, note: str) -> UUID:
    return office.do("handl", record_contact, NewContact(party_id=party_id, note=note))


def _hits(office: SmallOffice, text: str, user: str = "handl") -> list[Hit]:
    found = office.do(user, find_in_notes, text)
    return [*found.persons, *found.companies]


def _names(office: SmallOffice, text: str, user: str = "handl") -> list[str]:
    return [hit.name for hit in _hits(office, text, user)]


def test_people_are_found_by_words_in_notes_and_in_what_was_said(
    office: SmallOffice, bo: UUID
) -> None:
    _write(office, bo, "Minns att fråga efter\nhallonsaften vid nästa samtal.")
    mia = office.do("handl", register_party, bare("Mia Alm"))
    _call(office, mia, "Vill ha två lådor hallon före jul.")
    for user in READERS:
        assert set(_names(office, "hallon", user)) == {"Bo Ek", "Mia Alm"}
    assert _names(office, "HALLONS") == ["Bo Ek"]
    (hit,) = _hits(office, "hallonsaft")
    assert hit.matched is MatchedField.NOTE
    assert hit.matched_text == "…fråga efter hallonsaften vid nästa samtal."
    assert [hit.matched_text[a:b] for a, b in hit.matched_spans] == ["hallonsaft"]
    assert office.do("handl", find, "hallon").persons == ()


def test_who_is_found_by_name_comes_first_and_once(office: SmallOffice, bo: UUID) -> None:
    _write(office, bo, "Bo Ek känner Hallon Berg.")
    berg = office.do("handl", register_party, bare("Hallon Berg"))
    _call(office, berg, "Talade om hallon.")
    hits = _hits(office, "hallon")
    assert [(hit.name, hit.matched) for hit in hits] == [
        ("Hallon Berg", MatchedField.NAME),
        ("Bo Ek", MatchedField.NOTE),
    ]
    assert office.do("handl", find_in_notes, "hallon").total == 2


def test_the_latest_contact_leads_among_those_found_by_notes(office: SmallOffice, bo: UUID) -> None:
    mia = office.do("handl", register_party, bare("Mia Alm"))
    for party_id in (mia, bo):
        _call(office, party_id, "Talade om hallon.")
        office.clock.forward(hours=1)
    assert _names(office, "hallon") == ["Bo Ek", "Mia Alm"]
    _call(office, mia, "Inget svar.")
    assert _names(office, "hallon") == ["Mia Alm", "Bo Ek"]


@pytest.mark.parametrize("text", ["bo hallon", "hallon bo", "ek saft hallon", "och hallon saft"])
def test_every_word_stands_in_the_note_or_in_the_name(
    office: SmallOffice, bo: UUID, text: str
) -> None:
    _call(office, bo, "Hallon och saft.")
    for name in ("Bo Alm", "Hallon Berg", "Mia Ek"):
        other = office.do("handl", register_party, bare(name))
        _call(office, other, "Inget av det.")
        _write(office, other, "Bara saft.")
    assert _names(office, text) == ["Bo Ek"]


def test_words_of_two_notes_do_not_meet(office: SmallOffice, bo: UUID) -> None:
    _call(office, bo, "Hallon.")
    _call(office, bo, "Saft.")
    assert _names(office, "hallon saft") == []


def test_a_common_name_and_a_common_word_find_whom_they_meet_in(office: SmallOffice) -> None:
    for at in range(12):
        party_id = office.do("handl", register_party, bare(f"Bo Ek{at}"))
        _call(office, party_id, "Faktura betald." if at % 3 else "Faktura försenad.")
    assert len(_names(office, "bo faktura")) == 12
    assert len(_names(office, "bo försenad")) == 4
    assert _names(office, "ek7 faktura") == ["Bo Ek7"]
    assert _names(office, "ek7 försenad") == []


@pytest.mark.parametrize(
    ("typed", "note", "is_found"),
    [
        ("cafe", "Café", True), ("cafe", "på CAFÉ:et", True), ("café", "cafe", True),
        ("forsta", "första", False), ("första", "FÖRSTA gången", True), ("foersta", "Första", True),
        ("ost", "Öst", False), ("muller", "Müller", True), ("müller", "muller", True),
        ("dont", "don’t", True), ("don't", "dont", True), ("saft", "hallonsaft", False),
        ("070-174 06", "ring 070-174 06 05", True), ("0701740605", "ring 0701740605", True),
        ("a@exempel.se", "mejla (a@exempel.se)", True), ("avtal", "köp/avtal–2026", True),
        ("2026", "köp/avtal–2026", True), ("жук", "жук", True), ("Жук", "Жук", True),
        ("rad", "första\nrad", True), ("citat", 'ett "citat" här', True), ("null", "null", True),
    ],
)  # fmt: skip
def test_letters_are_read_as_in_names(
    office: SmallOffice, bo: UUID, typed: str, note: str, *, is_found: bool
) -> None:
    _write(office, bo, note)
    assert _names(office, typed) == (["Bo Ek"] if is_found else [])


def test_a_draft_finds_somebody_for_its_writer_alone(office: SmallOffice, bo: UUID) -> None:
    note = _write(office, bo, "Minns hallonen.", NoteStage.DRAFT)
    assert _names(office, "hallon") == ["Bo Ek"]
    for user in ("handl2", "kredit", "ekonomi", "ombud"):
        assert _names(office, "hallon", user) == []
        assert _names(office, "bo hallon", user) == []
    office.do("handl", change_value, "notes", note, 1, "stage", "memory", an_origin())
    for user in READERS:
        assert _names(office, "hallon", user) == ["Bo Ek"]


def test_words_that_were_corrected_or_removed_find_nobody(office: SmallOffice, bo: UUID) -> None:
    note = _write(office, bo, "Minns hallonen.", NoteStage.MEMORY)
    office.do("handl", change_value, "notes", note, 1, "text", "Minns lingonen.", an_origin())
    assert (_names(office, "hallon"), _names(office, "lingon")) == ([], ["Bo Ek"])
    office.clock.forward(minutes=1)
    office.do("handl", remove_value, "notes", note, 2)
    assert _names(office, "lingon") == []
    office.do("handl", put_back_value, "notes", note)
    assert _names(office, "lingon") == ["Bo Ek"]
    contact = _call(office, bo, "Krusbär.")
    office.do("handl", correct_contact, contact, 1, {"note": "Vinbär."})
    assert (_names(office, "krusbär"), _names(office, "vinbär")) == ([], ["Bo Ek"])


def _kept(office: SmallOffice) -> set[str]:
    with office.database.reading() as connection:
        return set(connection.exec_driver_sql("SELECT word FROM note_word").scalars())


def test_the_words_of_a_protected_person_are_nowhere(office: SmallOffice, bo: UUID) -> None:
    _write(office, bo, "Minns hallonen.")
    _write(office, bo, "Minns blåbären.", NoteStage.DRAFT)
    _call(office, bo, "Talade om lingon.")
    before = _kept(office)
    office.do("handl", mark_protected, bo, Protection.MARKED)
    _call(office, bo, "Talade om krusbär.")
    _write(office, bo, "Talade om vinbär.")
    assert _kept(office) == set()
    for user in ("handl", "handl2", "ombud"):
        for text in ("hallon", "blåbär", "lingon", "krusbär", "vinbär", "talade"):
            assert _names(office, text, user) == []
    office.do("handl2", unmark_protected, office.do("handl", propose_unmarking, bo))
    assert _kept(office) == before | {"krusbär", "vinbär"}
    assert _names(office, "hallon") == _names(office, "krusbär") == ["Bo Ek"]


def test_a_failed_protection_takes_no_word_away(office: SmallOffice, bo: UUID) -> None:
    _write(office, bo, "Minns hallonen.")
    with office.database.transaction() as connection:
        connection.exec_driver_sql(
            "CREATE TRIGGER stop BEFORE DELETE ON search_row BEGIN SELECT RAISE(ABORT, 'no'); END"
        )
    with pytest.raises(Exception, match="no"):
        office.do("handl", mark_protected, bo, Protection.MARKED)
    assert _names(office, "hallon") == ["Bo Ek"]


def test_restricted_people_are_found_by_name_and_not_by_their_notes(
    office: SmallOffice, bo: UUID
) -> None:
    _call(office, bo, "Talade om hallon.")
    new = NewRestriction(ground=RestrictionGround.ACCURACY, since=TODAY)
    held = office.do("handl", restrict, bo, new)
    assert _names(office, "hallon") == []
    assert _names(office, "bo hallon") == []
    (hit,) = _hits(office, "bo ek")
    assert (hit.is_restricted, hit.matched_text, hit.latest_contact) == (True, "", None)
    office.do("handl", undo_restriction, held)
    assert _names(office, "hallon") == ["Bo Ek"]


def test_who_was_merged_is_found_as_the_one_who_stays(office: SmallOffice, bo: UUID) -> None:
    twin = office.do("handl", register_party, bare("Bo Ekh"))
    _call(office, twin, "Talade om hallon.")
    _write(office, twin, "Minns lingonen.")
    sides = office.do("handl", compare_parties, bo, twin)
    wish = MergeWish(
        survivor_id=sides.first.party_id,
        survivor_version=sides.first.version,
        absorbed_id=sides.second.party_id,
        absorbed_version=sides.second.version,
    )
    before = _names(office, "hallon")
    done = office.do("handl", merge_parties, wish)
    stays = "Bo Ek" if sides.first.party_id == bo else "Bo Ekh"
    assert _names(office, "hallon") == _names(office, "lingon") == [stays]
    office.do("handl", unmerge_parties, done.merge_id)
    assert _names(office, "hallon") == _names(office, "lingon") == before == ["Bo Ekh"]


def test_the_words_of_erased_rows_go_with_them(office: SmallOffice, bo: UUID) -> None:
    _write(office, bo, "Minns hallonen.")
    _call(office, bo, "Talade om lingon.")
    with office.database.transaction() as connection:
        for table in ("note", "contact"):
            connection.exec_driver_sql(f"DELETE FROM {table}")  # noqa: S608 - names of this test
    assert _kept(office) == set()


def test_an_unknown_caller_is_nobody_to_find(office: SmallOffice) -> None:
    office.do("handl", record_contact, NewContact(caller_name="Rut", note="Talade om hallon."))
    assert _names(office, "hallon") == []


@pytest.mark.parametrize("user", ["lasare", "admin"])
def test_who_may_not_read_notes_may_not_search_in_them(
    office: SmallOffice, bo: UUID, user: str
) -> None:
    _write(office, bo, "Minns hallonen.")
    for refused in (
        lambda: office.do(user, find_in_notes, "hallon"),
        lambda: office.do(user, settle_in_notes, "hallon", count=1),
    ):
        with pytest.raises(NotAllowed):
            refused()
        assert office.acts()[-1] == "denied.search_notes"


def test_a_reader_of_one_area_alone_finds_nobody_by_the_other(
    office: SmallOffice, bo: UUID
) -> None:
    _write(office, bo, "Minns hallonen.")
    _call(office, bo, "Talade om lingon.")

    def names(areas: set[Area]) -> list[int]:
        def look(visit: Visit) -> list[int]:
            reader = dataclasses.replace(visit.office.reader, areas=frozenset(areas))
            search = Search(visit.office.connection, reader)
            return [search.find(text, in_notes=True).total for text in ("hallon", "lingon")]

        return office.inside("handl", look)

    base = {Area.CONTACT_DATA}
    assert names(base) == [0, 0]
    assert names(base | {Area.REGISTER}) == [1, 0]
    assert names(base | {Area.CONTACTS}) == [0, 1]


def test_a_search_in_notes_is_logged_as_its_own_act_without_a_word_of_it(
    office: SmallOffice, bo: UUID
) -> None:
    _write(office, bo, "Minns hallonsaften.")
    before = len(office.log())
    office.do("handl", find_in_notes, "hallonsaft")
    assert len(office.log()) == before
    office.do("handl", settle, "hallonsaft", count=0)
    office.do("handl", settle_in_notes, " Hallonsaft", count=1)
    noted, plain = (row.event for row in office.log()[:2])
    assert (plain.act, noted.act, noted.count) == ("search", "search.in_notes", 1)
    assert noted.digest == plain.digest
    assert group_of(noted.act) is LogGroup.SENSITIVE
    assert not [row for row in office.log() if "hallon" in repr(row).casefold()]


def test_any_text_is_safe_to_search_for_in_notes(office: SmallOffice, bo: UUID) -> None:
    _write(office, bo, "x" * 10_000)
    _write(office, bo, 'NEAR(hallon AND saft) OR "col:*" ^a\'; DROP TABLE note; --')
    for text in HOSTILE:
        if isinstance(text, str):
            office.do("handl", find_in_notes, text)
            office.do("handl", settle_in_notes, text, count=0)
    for text in ("*", '"', "hallon*", "NEAR(", "col:", "'; DROP", "x" * 41, "%", "_", " "):
        office.do("handl", find_in_notes, text)
    assert _names(office, "near hallon AND saft") == ["Bo Ek"]
    (hit,) = _hits(office, "x" * 60)
    assert len(hit.matched_text) < 120
    assert _names(office, "h%on") == _names(office, "h_ll") == []


def test_a_misspelled_name_is_still_guessed(office: SmallOffice, bo: UUID) -> None:
    lind = office.do("handl", register_party, bare("Mia Lindqvist"))
    assert office.do("handl", find_in_notes, "lindqvits").suggestion is not None
    _call(office, bo, "Menade nog Lindqvits.")
    assert _names(office, "lindqvits") == ["Bo Ek"]
    assert lind


@use_case(Permission.RECORD_CONTACT)
def _fill(visit: Visit, count: int) -> None:
    """Write down so many people, and about each that hallon was spoken of."""
    for at in range(count):
        party_id = visit.new_id()
        common: dict[str, Any] = {
            "party_id": party_id,
            **dataclasses.asdict(an_origin()),
            "recorded_by": visit.actor,
            "recorded_at": visit.now,
        }
        visit.office.parties.add(
            Party(id=party_id, **common, kind=PartyKind.PERSON, display_name=f"Person {at}")
        )
        contact = Contact(id=visit.new_id(), **common, at=visit.now - at, note="Om hallon.")
        visit.office.contacts.add(contact)
        visit.office.search.refresh(party_id)
    visit.note("contact.recorded", count=count)


def test_what_was_noted_about_many_is_found_as_far_as_is_shown(office: SmallOffice) -> None:
    office.do("handl", _fill, 80)
    found = office.do("handl", find_in_notes, "hallon")
    assert (len(found.persons), found.total, found.is_more) == (50, 80, False)
    office.do("handl", _fill, 1)
    found = office.do("handl", find_in_notes, "hallon")
    assert (len(found.persons), found.total, found.is_more) == (50, 80, True)
    assert len(office.do("handl", find_in_notes, "person hallon", limit=5).persons) == 5
