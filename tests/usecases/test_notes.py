"""A note's life: a draft of its writer's own, a memory note, a final one that stays."""

from __future__ import annotations

from uuid import UUID

import pytest

from registerdesk.domain.errors import InvalidInput, NotFound
from registerdesk.domain.notes import NoteStage
from registerdesk.usecases.parties import add_value, change_value, register_party
from registerdesk.usecases.party_cards import view_card
from registerdesk.usecases.party_history import view_history
from registerdesk.usecases.person_data import PersonData
from registerdesk.usecases.value_removal import put_back_value, remove_value
from tests.makers import SmallOffice, an_origin, bare


@pytest.fixture
def bo(office: SmallOffice) -> UUID:
    """Give somebody of whom only the name is known."""
    return office.do("handl", register_party, bare("Bo Ek"))


def _write(office: SmallOffice, party_id: UUID, stage: NoteStage) -> UUID:
    given = {"text": "Minns att ringa.", "stage": stage}
    return office.do("handl", add_value, party_id, "notes", given, an_origin())


def _seen(office: SmallOffice, party_id: UUID, user: str) -> list[str]:
    return [note.text for note in office.do(user, view_card, party_id).notes]


def test_a_draft_is_seen_by_its_writer_alone_until_it_is_more(
    office: SmallOffice, bo: UUID
) -> None:
    note = _write(office, bo, NoteStage.DRAFT)
    office.do("handl", change_value, "notes", note, 1, "text", "Ring på tisdag.", an_origin())
    assert _seen(office, bo, "handl") == ["Ring på tisdag."]
    assert _seen(office, bo, "handl2") == []
    assert not [v for v in office.do("kredit", view_card, bo).values if v.register == "notes"]
    assert len(office.do("handl", view_history, bo)) == 1
    assert office.do("handl2", view_history, bo) == ()
    for user in ("handl2", "kredit"):
        with pytest.raises(NotFound):
            office.do(user, change_value, "notes", note, 2, "text", "Fel", an_origin())
        with pytest.raises(NotFound):
            office.do(user, remove_value, "notes", note, 2)
    office.do("handl", change_value, "notes", note, 2, "stage", "final", an_origin())
    assert _seen(office, bo, "handl2") == ["Ring på tisdag."]
    assert office.do("handl2", view_history, bo) == ()
    assert len(office.do("handl", view_history, bo)) == 2
    office.do("handl2", change_value, "notes", note, 3, "text", "Ring på onsdag.", an_origin())


def test_a_removed_draft_is_put_back_by_its_writer_alone(office: SmallOffice, bo: UUID) -> None:
    note = _write(office, bo, NoteStage.DRAFT)
    office.do("handl", remove_value, "notes", note, 1)
    assert office.do("handl2", view_history, bo) == ()
    assert {f.field for f in office.do("handl", view_history, bo)} == {"text", "stage"}
    with pytest.raises(NotFound):
        office.do("handl2", put_back_value, "notes", note)
    office.do("handl", put_back_value, "notes", note)
    assert _seen(office, bo, "handl") == ["Minns att ringa."]


@pytest.mark.parametrize(
    ("before", "after"),
    [("memory", "draft"), ("final", "draft"), ("final", "memory")],
)
def test_no_note_goes_back(office: SmallOffice, bo: UUID, before: str, after: str) -> None:
    note = _write(office, bo, NoteStage(before))
    with pytest.raises(InvalidInput) as told:
        office.do("handl", change_value, "notes", note, 1, "stage", after, an_origin())
    assert told.value.field == "stage"


def test_every_stage_is_answered_for(office: SmallOffice, bo: UUID) -> None:
    for stage in NoteStage:
        _write(office, bo, stage)
    items = office.inside("ombud", lambda v: PersonData(v, bo).items())
    assert {i.value for i in items if i.field == "stage"} == {"draft", "memory", "final"}
