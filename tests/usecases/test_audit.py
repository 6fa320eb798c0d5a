"""The log as the ombud reads it: numbers and staff, no names out of a register."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import registerdesk
from registerdesk.domain.errors import NotAllowed
from registerdesk.domain.log_words import LogGroup, group_of, label_of
from registerdesk.domain.staff import Role
from registerdesk.usecases.audit import list_events
from registerdesk.usecases.parties import register_party
from registerdesk.usecases.staff import list_staff
from tests.makers import SmallOffice, a_person, an_office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[SmallOffice]:
    """Give an office of six people."""
    made = an_office(tmp_path)
    yield made
    made.close()


def test_an_event_shows_who_and_the_customer_number(office: SmallOffice) -> None:
    office.do("handl", register_party, a_person())
    lines = office.do("ombud", list_events).lines
    line = next(each for each in lines if each.row.event.act == "party.registered")
    assert line.who == "Handl Ek"
    assert line.numbers == ("K-10482",)
    assert "Lindqvist" not in repr(lines)


def test_the_newest_event_stands_first(office: SmallOffice) -> None:
    office.do("admin", list_staff)
    office.do("handl", register_party, a_person())
    numbers = [line.row.number for line in office.do("ombud", list_events).lines]
    assert numbers == sorted(numbers, reverse=True)


def test_a_group_leaves_the_others_out(office: SmallOffice) -> None:
    office.do("admin", list_staff)
    office.do("handl", register_party, a_person())
    page = office.do("ombud", list_events, LogGroup.STAFF)
    assert {line.row.event.act for line in page.lines} == {"staff.listed"}
    assert page.total == 1


def test_a_group_without_events_is_empty(office: SmallOffice) -> None:
    assert office.do("ombud", list_events, LogGroup.SENT).total == 0


def test_pages_stand_still_while_the_reading_itself_is_logged(office: SmallOffice) -> None:
    for _round in range(5):
        office.do("admin", list_staff)
    first = office.do("ombud", list_events, limit=3)
    second = office.do("ombud", list_events, upto=first.upto, offset=3, limit=3)
    numbers = [line.row.number for line in (*first.lines, *second.lines)]
    assert numbers == sorted(set(numbers), reverse=True)
    assert second.total == first.total


def test_only_the_ombud_reads_the_log(office: SmallOffice) -> None:
    for user in ("admin", "handl", "kredit", "ekonomi", "lasare"):
        with pytest.raises(NotAllowed):
            office.do(user, list_events)
    denied = office.do("ombud", list_events, LogGroup.DENIED)
    assert denied.total == len(Role) - 1


@pytest.mark.parametrize(
    ("act", "group"),
    [
        ("denied.view_log", LogGroup.DENIED),
        ("clock.behind", LogGroup.DENIED),
        ("signed_in", LogGroup.SIGN_IN),
        ("sign_in.failed", LogGroup.SIGN_IN),
        ("identity_number.revealed", LogGroup.SENSITIVE),
        ("staff.invited", LogGroup.STAFF),
        ("letter.printed", LogGroup.SENT),
        ("party.viewed", LogGroup.READ),
        ("search", LogGroup.READ),
        ("value.changed", LogGroup.CHANGED),
    ],
)
def test_every_kind_of_act_has_its_group(act: str, group: LogGroup) -> None:
    assert group_of(act) is group


def test_an_act_is_named_by_itself_or_by_its_room() -> None:
    assert label_of("party.viewed") == "Opened a card"
    assert label_of("request.something_new") == "Worked on a request"
    assert label_of("denied.view_log") == "Denied act"
    assert label_of("unheard.of") == "Other act"


def test_everything_that_the_program_notes_has_words() -> None:
    source = "\n".join(
        path.read_text() for path in Path(registerdesk.__file__).parent.rglob("*.py")
    )
    noted = set(re.findall(r'visit\.note\(\s*"([a-z_.]+)"', source))
    assert len(noted) > 40
    assert [act for act in sorted(noted) if label_of(act) == "Other act"] == []


def test_a_row_that_was_tampered_with_still_has_its_place(office: SmallOffice) -> None:
    office.do("admin", list_staff)
    with office.database.transaction() as connection:
        connection.exec_driver_sql("DROP TRIGGER audit_log_no_update")
        connection.exec_driver_sql("UPDATE audit_log SET entry = x'00' WHERE number = 1")
    line = office.do("ombud", list_events).lines[-1]
    assert (line.row.number, label_of(line.row.event.act)) == (1, "This row cannot be read")
    assert line.group is LogGroup.DENIED
