"""Four eyes: bound, in time, by another; alone after 24 hours."""

from __future__ import annotations

import dataclasses
from datetime import date
from uuid import uuid4

import pytest

from registerdesk.domain.errors import Conflict, InvalidInput, NotAllowed
from registerdesk.domain.four_eyes import (
    ALONE_MICROSECONDS,
    Act,
    Proposal,
    ProposalState,
    check_approval,
    check_execution,
    expires_on,
    hash_of,
    refuse_without_reason,
)

MADE_ON = date(2026, 11, 23)
HASH = hash_of({"case": "1"})
PROPOSER, OTHER = uuid4(), uuid4()


def a_proposal(state: ProposalState = ProposalState.OPEN) -> Proposal:
    """Return a proposed refusal."""
    return Proposal(
        id=uuid4(),
        act=Act.REFUSAL,
        object_id=uuid4(),
        parameters_hash=HASH,
        proposed_by=PROPOSER,
        proposed_at=0,
        expires_on=expires_on(MADE_ON),
        state=state,
    )


def test_five_working_days_pass_over_weekends_and_holidays() -> None:
    assert expires_on(MADE_ON) == date(2026, 11, 30)
    assert expires_on(date(2026, 12, 22)) == date(2027, 1, 4)


def test_another_person_approves_until_the_last_day() -> None:
    for day in (MADE_ON, date(2026, 11, 30)):
        check_approval(
            a_proposal(), approver=OTHER, others=[], now=1, today=day, parameters_hash=HASH
        )
    with pytest.raises(Conflict):
        check_approval(
            a_proposal(),
            approver=OTHER,
            others=[],
            now=1,
            today=date(2026, 12, 1),
            parameters_hash=HASH,
        )


def test_the_proposer_approves_alone_only_where_nobody_else_can_and_after_a_day() -> None:
    late = ALONE_MICROSECONDS
    with pytest.raises(NotAllowed):
        check_approval(
            a_proposal(),
            approver=PROPOSER,
            others=[PROPOSER, OTHER],
            now=late,
            today=MADE_ON,
            parameters_hash=HASH,
        )
    with pytest.raises(NotAllowed):
        check_approval(
            a_proposal(),
            approver=PROPOSER,
            others=[PROPOSER],
            now=late - 1,
            today=MADE_ON,
            parameters_hash=HASH,
        )
    check_approval(
        a_proposal(),
        approver=PROPOSER,
        others=[PROPOSER],
        now=late,
        today=MADE_ON,
        parameters_hash=HASH,
    )


@pytest.mark.parametrize(
    "state", [ProposalState.APPROVED, ProposalState.REJECTED, ProposalState.EXECUTED]
)
def test_what_was_dealt_with_is_not_approved_again(state: ProposalState) -> None:
    with pytest.raises(Conflict):
        check_approval(
            a_proposal(state),
            approver=OTHER,
            others=[],
            now=1,
            today=MADE_ON,
            parameters_hash=HASH,
        )


def test_an_approval_covers_what_was_proposed_and_nothing_else() -> None:
    changed = hash_of({"case": "2"})
    with pytest.raises(Conflict):
        check_approval(
            a_proposal(),
            approver=OTHER,
            others=[],
            now=1,
            today=MADE_ON,
            parameters_hash=changed,
        )
    approved = a_proposal(ProposalState.APPROVED)
    check_execution(approved, HASH)
    with pytest.raises(Conflict):
        check_execution(approved, changed)
    with pytest.raises(Conflict):
        check_execution(dataclasses.replace(approved, state=ProposalState.EXECUTED), HASH)


def test_the_order_of_parameters_does_not_change_their_hash() -> None:
    assert hash_of({"a": "1", "b": "2"}) == hash_of({"b": "2", "a": "1"})
    assert hash_of({"a": "1"}) != hash_of({"a": "2"})


def test_a_reason_is_more_than_a_space() -> None:
    with pytest.raises(InvalidInput):
        refuse_without_reason("  ")
    refuse_without_reason("Den enda som arbetar här.")
