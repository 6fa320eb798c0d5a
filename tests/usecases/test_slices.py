"""An act in slices: one transaction, beside which a search reads what was there before."""

from __future__ import annotations

from uuid import UUID

import pytest

from registerdesk.domain.errors import NotAllowed
from registerdesk.domain.staff import Permission
from registerdesk.storage.database import CannotSave
from registerdesk.usecases.desk import NoTrace, Visit, use_case
from registerdesk.usecases.parties import register_party
from registerdesk.usecases.search import find
from registerdesk.usecases.slices import Pause, Slices, finished
from tests.makers import SmallOffice, bare


@use_case(Permission.EDIT_PARTY)
def register_some(visit: Visit, *names: str) -> Slices[list[UUID]]:
    """Register people one in each slice."""
    made = []
    for name in names:
        made.append(register_party(visit, bare(name)))
        yield
    return made


@use_case(Permission.EDIT_PARTY)
def do_nothing(visit: Visit) -> Slices[None]:
    """Leave no word in the log."""
    assert visit.events == []
    yield


def found(office: SmallOffice, text: str) -> int:
    """Return how many a search finds."""
    return len(office.do("handl", find, text).persons)


def test_an_act_in_slices_is_seen_when_it_is_kept_and_not_before(office: SmallOffice) -> None:
    office.do("handl", register_party, bare("Anna Ek"))
    steps = office.desk("handl").doing(register_some, "Bo Ek", "Cia Ek")
    seen = [(pause, found(office, "Ek")) for pause in steps]
    assert seen == [(Pause.HELD, 1), (Pause.HELD, 1)]
    assert found(office, "Ek") == 3


def test_an_act_that_is_stopped_between_its_slices_leaves_nothing(office: SmallOffice) -> None:
    acts = office.acts()
    steps = office.desk("handl").doing(register_some, "Bo Ek", "Cia Ek")
    next(steps)
    steps.close()
    assert found(office, "Ek") == 0
    assert office.acts() == acts
    assert len(office.finish("handl", register_some, "Bo Ek", "Cia Ek")) == 2


def test_nothing_is_written_into_another_act_that_is_open(office: SmallOffice) -> None:
    steps = office.desk("handl").doing(register_some, "Bo Ek", "Cia Ek")
    next(steps)
    with pytest.raises(CannotSave, match="in use"):
        office.do("handl", register_party, bare("Dan Ek"))
    finished(steps)
    assert found(office, "Ek") == 2
    office.do("handl", register_party, bare("Dan Ek"))


def test_an_act_in_slices_is_refused_and_traced_like_any_other(office: SmallOffice) -> None:
    with pytest.raises(NotAllowed):
        office.finish("lasare", register_some, "Bo Ek")
    assert office.acts()[-1] == "denied.edit_party"
    with pytest.raises(NoTrace):
        office.finish("handl", do_nothing)
