"""A clock that was set back is told, stops what expires, and takes a second person."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from registerdesk.domain.errors import InvalidInput, NotAllowed
from registerdesk.usecases.clocks import confirm_clock, waiting_clock
from registerdesk.usecases.drafts import own_drafts, save_draft
from registerdesk.usecases.offices import Session, sign_in
from registerdesk.usecases.places import Station
from tests.makers import NOON, PASSWORD, SmallOffice

DAY = 86_400 * 1_000_000


@pytest.fixture
def folder(office: SmallOffice) -> Path:
    """Return an office where somebody has worked at noon."""
    office.do("lasare", save_draft, "call", "Ringde om fakturan")
    office.close()
    return office.folder


@contextmanager
def at_desk(folder: Path, user: str, now: int) -> Iterator[Session]:
    """Sign somebody in at a moment, and out again."""
    station = Station("desk-1", folder.parent / "state")
    session = sign_in(folder, user, PASSWORD, clock=lambda: now, station=station)
    try:
        yield session
    finally:
        session.close()


def test_a_clock_set_back_waits_for_a_second_person_and_then_no_more(folder: Path) -> None:
    with at_desk(folder, "admin", NOON - DAY) as session:
        assert any("clock is behind" in warning for warning in session.warnings)
        waiting = session.desk.do(waiting_clock)
        assert waiting is not None
        assert waiting.found_by == "Admin Ek"
        with pytest.raises(NotAllowed, match="Someone else"):
            session.desk.do(confirm_clock, waiting.proposal_id)
    with at_desk(folder, "ombud", NOON + DAY) as session:
        session.desk.do(confirm_clock, waiting.proposal_id)
        assert session.desk.do(waiting_clock) is None
    with at_desk(folder, "admin", NOON + DAY) as session:
        assert session.warnings == ()


def test_who_has_no_such_right_confirms_no_clock(folder: Path) -> None:
    with (
        at_desk(folder, "handl", NOON - DAY) as session,
        pytest.raises(NotAllowed),
    ):
        session.desk.do(waiting_clock)


def test_nothing_expires_while_a_clock_waits(folder: Path) -> None:
    with at_desk(folder, "handl", NOON - DAY):
        pass
    with at_desk(folder, "lasare", NOON + 60 * DAY) as session:
        assert len(session.desk.do(own_drafts, "call")) == 1
    with at_desk(folder, "ombud", NOON + 60 * DAY) as session:
        waiting = session.desk.do(waiting_clock)
        assert waiting is not None
        session.desk.do(confirm_clock, waiting.proposal_id)
    with at_desk(folder, "lasare", NOON + 60 * DAY) as session:
        assert session.desk.do(own_drafts, "call") == ()


def test_who_is_alone_waits_a_day_and_gives_a_reason(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with at_desk(folder, "ombud", NOON - DAY) as session:
        waiting = session.desk.do(waiting_clock)
        assert waiting is not None
    with at_desk(folder, "ombud", NOON + DAY) as session:
        monkeypatch.setattr(
            "registerdesk.usecases.four_eyes.FourEyes.others",
            lambda _self, _act: frozenset({session.keys.user_id}),
        )
        with pytest.raises(InvalidInput, match="reason"):
            session.desk.do(confirm_clock, waiting.proposal_id)
        session.desk.do(confirm_clock, waiting.proposal_id, reason="Batteriet var slut")
        assert session.desk.do(waiting_clock) is None
