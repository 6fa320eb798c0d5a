"""Drafts, preferences and the office's own row."""

from __future__ import annotations

from typing import Any

import pytest

from registerdesk.domain.errors import Conflict, InvalidInput, NotAllowed, NotFound
from registerdesk.domain.office import Preference
from registerdesk.usecases.desk import Visit
from registerdesk.usecases.drafts import (
    OldDrafts,
    discard_draft,
    open_draft,
    open_drafts,
    own_drafts,
    save_draft,
)
from registerdesk.usecases.office_profile import change_office, view_office
from registerdesk.usecases.preferences import own_preferences, set_preference
from tests.makers import SmallOffice


def test_a_draft_is_its_writer_s_alone(office: SmallOffice) -> None:
    draft_id = office.do("handl", save_draft, "call", "Ringer om Åke")
    office.clock.forward(minutes=1)
    assert office.do("handl", save_draft, "call", "Ringer om Åsa", draft_id) == draft_id
    second = office.do("handl", save_draft, "call", "Ett till")
    assert office.do("handl", open_draft, draft_id) == "Ringer om Åsa"
    assert {d.draft_id for d in office.do("handl", own_drafts, "call")} == {draft_id, second}
    whole = {d.draft_id: d.text for d in office.do("handl", open_drafts, "call")}
    assert whole[draft_id] == "Ringer om Åsa"
    assert set(whole) == {draft_id, second}
    with pytest.raises(NotFound):
        office.do("lasare", open_drafts, "call")
    assert office.do("lasare", own_drafts, "call") == office.do("handl", own_drafts, "note") == ()
    for act in (open_draft, discard_draft):
        with pytest.raises(NotFound):
            office.do("lasare", act, draft_id)
    with pytest.raises(NotFound):
        office.do("lasare", save_draft, "call", "x", draft_id)
    office.do("handl", discard_draft, draft_id)
    with pytest.raises(NotFound):
        office.do("handl", open_draft, draft_id)


@pytest.mark.parametrize(("kind", "text"), [("Call!", "x"), ("call", "x" * 200_001)])
def test_a_draft_has_its_bounds(office: SmallOffice, kind: str, text: str) -> None:
    with pytest.raises(InvalidInput):
        office.do("handl", save_draft, kind, text)


def test_drafts_go_after_thirty_days(office: SmallOffice) -> None:
    office.do("handl", save_draft, "call", "gammalt")
    office.clock.forward(days=30)
    kept = office.do("handl", save_draft, "call", "nytt")
    assert office.inside("lasare", lambda visit: OldDrafts(visit).expire()) == 0
    office.clock.forward(days=1)
    assert office.inside("lasare", lambda visit: OldDrafts(visit).expire()) == 1
    assert [d.draft_id for d in office.do("handl", own_drafts, "call")] == [kept]


def test_preferences_are_each_person_s_own(office: SmallOffice) -> None:
    office.do("handl", set_preference, "scheme", "light")
    office.do("handl", set_preference, "scheme", "dark")
    office.do("handl", set_preference, "columns.customer", "a,b")
    office.do("handl", set_preference, "columns.customer", "")
    assert dict(office.do("handl", own_preferences)) == {"scheme": "dark"}
    assert dict(office.do("admin", own_preferences)) == {}


@pytest.mark.parametrize("key", ["Scheme!", "", "anna.lindqvist", "table.anna", "views.k10482"])
def test_a_setting_that_no_page_has_is_refused_and_its_words_reach_no_log(
    office: SmallOffice, key: str
) -> None:
    office.do("handl", set_preference, "scheme", "dark")
    with pytest.raises(InvalidInput) as refused:
        office.do("handl", set_preference, key, "x")
    assert refused.value.field == "key"
    assert {field for row in office.log() for field in row.event.fields} == {"scheme"}


def test_the_administrator_changes_the_office(office: SmallOffice) -> None:
    profile = office.do("lasare", view_office)
    given = {
        "name": "Ekbackens Handel & Söner AB",
        "org_number": "556000-0167",
        "postal_code": "54321",
        "town": "Ekby",
        "phone": "08-465 004 00",
        "dpo_phone": "",
        "dpo_name": "",
        "dpo_term": "dataskyddsombud",
        "lock_minutes": 10,
        "large_text": True,
    }
    changed = office.do("admin", change_office, profile.version, given)
    assert (changed.name, changed.org_number) == (given["name"], "5560000167")
    assert (changed.postal_code, changed.lock_minutes, changed.large_text) == ("543 21", 10, True)
    assert office.log()[0].event.fields == tuple(given)
    with pytest.raises(Conflict):
        office.do("admin", change_office, profile.version, {"name": "x"})
    for user in ("handl", "ombud", "lasare"):
        with pytest.raises(NotAllowed):
            office.do(user, change_office, changed.version, {"name": "x"})


@pytest.mark.parametrize(
    "wrong",
    [
        {"lock_minutes": 0},
        {"lock_minutes": "5"},
        {"target_days": 31},
        {"name": ""},
        {"name": 5},
        {"dpo_term": "chef"},
        {"org_number": "1"},
        {"is_demo": "ja"},
        {"dpo_term": 5},
        {"id": "x"},
    ],
)
def test_a_wrong_setting_is_refused(office: SmallOffice, wrong: dict[str, Any]) -> None:
    version = office.do("admin", view_office).version
    with pytest.raises(InvalidInput):
        office.do("admin", change_office, version, wrong)


@pytest.mark.parametrize("key", ["views.customer", "import.columns.customers"])
def test_a_setting_that_may_name_somebody_is_its_writer_s_alone(
    office: SmallOffice, key: str
) -> None:
    told = '[{"name": "Lindqvist", "text": "Anna Lindqvist"}]'
    office.do("handl", set_preference, key, told)
    assert office.do("handl", own_preferences)[key] == told

    def kept(visit: Visit) -> list[Preference]:
        return visit.office.preferences.find(key=key)

    (row,) = office.inside("ombud", kept)
    assert "Lindqvist" not in row.value
    for damaged in ("?", "QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQQ=="):
        with office.database.transaction() as connection:
            connection.exec_driver_sql("UPDATE preference SET value = ?", (damaged,))
        assert office.do("handl", own_preferences) == {}
