"""The demo office: everybody in it is fictional, and everything in it has really been done."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from registerdesk.domain.demo_story import PEOPLE, STAFF
from registerdesk.domain.exports import ExportState
from registerdesk.domain.processing_record import RecordFile
from registerdesk.domain.rights_requests import RequestState
from registerdesk.domain.staff import Role
from registerdesk.keyring.costs import Cost
from registerdesk.usecases.demo import DemoOffice, PastClock, make_demo_office
from registerdesk.usecases.export_approvals import list_exports
from registerdesk.usecases.offices import Session, sign_in
from registerdesk.usecases.places import Station
from registerdesk.usecases.processing_record import export_record, view_processing
from registerdesk.usecases.rights_requests import RequestFilter, list_requests
from registerdesk.usecases.search import find
from registerdesk.usecases.verification import verify
from tests.letters.reading import squeezed, whole_text
from tests.makers import NOON

PERSONS = 25


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[DemoOffice, Station]:
    """Return one demo office for all these tests."""
    place = tmp_path_factory.mktemp("demo")
    station = Station("desk-1", place / "state")
    told: list[int] = []
    made = make_demo_office(
        place / "office",
        persons=PERSONS,
        seed=7,
        clock=lambda: NOON,
        station=station,
        say=lambda done, _total: told.append(done),
        cost=Cost.for_tests(),
    )
    assert told[-1] == PERSONS - len(PEOPLE)
    return made, station


@pytest.fixture
def ombud(demo: tuple[DemoOffice, Station]) -> Iterator[Session]:
    """Return the data protection officer at the demo office's desk."""
    made, station = demo
    member = next(m for m in STAFF if m.role is Role.DATA_PROTECTION_OFFICER)
    session = sign_in(
        made.office, member.user, member.password, clock=lambda: NOON, station=station
    )
    yield session
    session.close()


def test_lists_are_fetched_approved_and_waiting(ombud: Session) -> None:
    exports = [row.export for row in ombud.desk.do(list_exports)]
    assert [each.state for each in exports] == [
        ExportState.WAITING,
        ExportState.APPROVED,
        ExportState.MADE,
    ]
    assert all(each.count > 0 for each in exports)


def test_six_colleagues_hold_one_role_each_and_their_passwords_are_told(
    demo: tuple[DemoOffice, Station],
) -> None:
    told = demo[0].as_json()
    assert Path(told["office"]).is_absolute()
    assert {member["role"] for member in told["staff"]} == {role.value for role in Role}
    assert all(len(member["password"]) >= 12 for member in told["staff"])


def test_the_administrator_holds_no_sealed_key(ombud: Session) -> None:
    held = {person.user_name: person.held for person in ombud.keys.people()}
    assert held["per"] == ()
    assert held["lina"] == ()
    assert set(held["karin"]) == {"pnr", "protected"}
    assert set(held["mats"]) == {"pnr", "credit"}


def test_there_are_requests_in_every_state(ombud: Session) -> None:
    shown = {state: ombud.desk.do(list_requests, state).rows for state in RequestFilter}
    assert {row.state for row in shown[RequestFilter.SENT]} == {RequestState.ANSWERED}
    assert len(shown[RequestFilter.OPEN]) >= 8
    assert len(shown[RequestFilter.PAUSED]) == 1
    assert any(row.right == "unclassified" for row in shown[RequestFilter.OPEN])


def test_the_people_of_the_stories_are_found(ombud: Session) -> None:
    hits = ombud.desk.do(find, "lindqvist")
    assert hits.total >= 1


def test_the_office_is_whole(ombud: Session) -> None:
    assert verify(ombud).findings == ()


def test_an_office_of_the_stories_alone_takes_in_no_file(tmp_path: Path) -> None:
    told: list[int] = []
    make_demo_office(
        tmp_path / "office",
        persons=3,
        seed=1,
        clock=lambda: NOON,
        station=Station("desk-1", tmp_path / "state"),
        say=lambda done, _total: told.append(done),
        cost=Cost.for_tests(),
    )
    assert told == []


def test_the_storys_clock_never_goes_back_and_never_passes_the_present() -> None:
    clock = PastClock(NOON)
    clock.set(3)
    first = clock()
    clock.set(5)
    assert clock() > first
    clock.set(0, 23, 59)
    assert clock() < NOON


def test_the_demo_office_s_record_of_processing_says_every_element_of_article_30(
    ombud: Session,
) -> None:
    record = ombud.desk.do(view_processing, "sv").record
    assert list(record.gaps()) == []
    text = squeezed(whole_text(ombud.desk.do(export_record, "sv", RecordFile.PDF)))
    elements = {
        "a": ("Mälarkontoret AB", "Box 1204, 171 23 Solna", "Eva Norling", "08-506 350 00"),
        "b": ("Nyhetsbrev och erbjudanden om egna varor. Samtycke",),
        "c": ("Leverantörer, tidigare leverantörer", "Kreditprövning: "),
        "d": ("Det kreditupplysningsföretag som tillfrågas.",),
        "e": ("ett tryckeri i Norge (EES)", "Inga uppgifter lämnar EU och EES."),
        "f": ("så länge relationen pågår, och högst 36 månader därefter",),
        "g": ("Hela databasen är krypterad (AES-256)", "Handläggare, Kreditbedömare"),
    }
    for letter, words in elements.items():
        assert f"30.1{letter}" in text
        assert all(squeezed(each) in text for each in words), letter
