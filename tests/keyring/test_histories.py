"""Random histories of invite, grant, narrow, disable, reset and new passwords."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from registerdesk.domain.errors import NotAllowed
from registerdesk.keyring import administration, own_password
from registerdesk.keyring.administration import NewUser, Task
from registerdesk.keyring.cells import CellKeys, Place
from registerdesk.keyring.primitives import Damaged
from registerdesk.keyring.unlocked import Unlocked
from tests.keyring.offices import COST, OTHER_PASSWORD, PASSWORD, Office, an_office

COMPARTMENTS = ("pnr", "credit")
STEPS = 7


@dataclass
class Copy:
    """What somebody who lost a right may have copied out of memory while they had it."""

    compartments: dict[str, list[bytes]]
    database: tuple[bytes, ...]
    disabled: bool


@dataclass
class History:
    """An office, what each user should hold, their passwords, and what leavers carried away."""

    office: Office
    chance: random.Random
    holds: dict[UUID, set[str]] = field(default_factory=dict)
    listed: dict[UUID, set[str]] = field(default_factory=dict)
    names: dict[UUID, str] = field(default_factory=dict)
    passwords: dict[UUID, str] = field(default_factory=dict)
    copies: list[Copy] = field(default_factory=list)
    gone: dict[str, str] = field(default_factory=dict)
    before_reset: dict[UUID, list[Copy]] = field(default_factory=dict)

    def sign_in(self, user: UUID) -> Unlocked:
        """Sign a user in with their present password."""
        return self.office.sign_in(self.names[user], self.passwords[user])

    def administrator(self) -> Unlocked:
        """Sign in the founder, who is never disabled here."""
        return self.sign_in(self.office.founder)

    def anybody(self) -> UUID | None:
        """Pick somebody other than the founder."""
        others = sorted(user for user in self.names if user != self.office.founder)
        return self.chance.choice(others) if others else None

    def keep_copy(self, user: UUID, *, disabled: bool) -> None:
        """Remember what the user could have copied, now or before a reset."""
        self.copies.append(self.copy(user, disabled=disabled))
        if disabled:
            self.copies.extend(self.before_reset.pop(user, []))

    def copy(self, user: UUID, *, disabled: bool) -> Copy:
        """Return what the user holds."""
        bunch = self.sign_in(user).bunch
        seeds = {name: [bytes(k.seed) for k in keys] for name, keys in bunch.held.items()}
        return Copy(seeds, bunch.core.database, disabled)


def invite(history: History) -> None:
    user, name = uuid4(), f"user{len(history.names)}-{len(history.gone)}"
    listed = {name for name in COMPARTMENTS if history.chance.random() < 0.6}
    new = NewUser(
        user_id=user,
        user_name=name,
        display_name=name,
        roles=(),
        compartments=tuple(sorted(listed)),
    )
    code = administration.invite(history.administrator(), new)
    own_password.redeem(history.office.load(), code, PASSWORD, cost=COST)
    history.names[user], history.passwords[user] = name, PASSWORD
    history.holds[user], history.listed[user] = set(), listed
    for compartment in sorted(listed):
        holders = sorted(who for who in history.names if compartment in history.holds[who])
        if holders and history.chance.random() < 0.8:
            administration.confirm(history.sign_in(holders[0]), user, compartment)
            history.holds[user].add(compartment)


def grant(history: History) -> None:
    waiting = [
        task
        for task in administration.pending(history.administrator())
        if task.task == Task.GRANT and task.user_id in history.names
    ]
    if not waiting:
        return
    task = history.chance.choice(waiting)
    assert task.user_id is not None
    by = history.sign_in(history.chance.choice(sorted(history.names)))
    if task.compartment in history.holds[by.user_id]:
        administration.confirm(by, task.user_id, task.compartment)
        history.holds[task.user_id].add(task.compartment)
    else:
        with pytest.raises(NotAllowed):
            administration.confirm(by, task.user_id, task.compartment)


def narrow(history: History) -> None:
    user = history.anybody()
    if user is None or not history.listed[user]:
        return
    compartment = history.chance.choice(sorted(history.listed[user]))
    history.keep_copy(user, disabled=False)
    administration.narrow(history.administrator(), user, compartment)
    history.listed[user].discard(compartment)
    history.holds[user].discard(compartment)
    history.copies[-1].compartments = {
        name: seeds
        for name, seeds in history.copies[-1].compartments.items()
        if name == compartment
    }


def disable(history: History) -> None:
    user = history.anybody()
    if user is None:
        return
    history.keep_copy(user, disabled=True)
    acting = history.administrator()
    administration.disable(acting, user)
    administration.finish_rekey(acting)
    history.gone[history.names.pop(user)] = history.passwords.pop(user)
    del history.holds[user], history.listed[user]


def reset(history: History) -> None:
    user = history.anybody()
    if user is None:
        return
    history.before_reset.setdefault(user, []).append(history.copy(user, disabled=True))
    code = administration.issue_code(history.administrator(), user)
    own_password.redeem(history.office.load(), code, PASSWORD, cost=COST)
    history.passwords[user] = PASSWORD
    history.holds[user].clear()


def change_password(history: History) -> None:
    user = history.chance.choice(sorted(history.names))
    old = history.passwords[user]
    new = OTHER_PASSWORD if old == PASSWORD else PASSWORD
    own_password.change_password(history.sign_in(user), old, new, cost=COST)
    history.passwords[user] = new


def renew(history: History) -> None:
    acting = history.administrator()
    held = sorted(history.holds[history.office.founder])
    if held:
        administration.renew(acting, history.chance.choice(held))


ACTS: list[Callable[[History], None]] = [
    invite, invite, grant, grant, grant, narrow, disable, reset, change_password, renew,
]  # fmt: skip


def judge(history: History) -> int:
    """Check who opens what after an act; return how many looks were taken by those who lost it."""
    founder, looks = history.administrator(), 0
    row = uuid4()
    fresh = {
        name: founder.seal(name, "a.field", row, b"nytt")
        for name in COMPARTMENTS
        if not founder.bunch.trusted.renewal_due(name)
    }
    for user in history.names:
        person = history.sign_in(user)
        for name, cell in fresh.items():
            assert person.holds(name) == (name in history.holds[user])
            if person.holds(name):
                assert person.open(name, "a.field", row, cell) == b"nytt"
    for copy in history.copies:
        looks += look(founder, copy, row, fresh)
    for name, password in history.gone.items():
        with pytest.raises(NotAllowed):
            history.office.sign_in(name, password)
    return looks


def look(founder: Unlocked, copy: Copy, row: UUID, fresh: dict[str, bytes]) -> int:
    """Try every copied key on what was sealed since; return how many were tried."""
    if copy.disabled:
        assert not set(copy.database) & set(founder.database_keys())
    tried, office_id = 0, founder.office_id
    for name, seeds in copy.compartments.items():
        place = Place(office_id=office_id, compartment=name, seal_name="a.field", row_id=row)
        for number, seed in enumerate(seeds, start=1):
            if name not in fresh:
                continue
            keys = CellKeys(seed, "compartment", str(office_id), name, number)
            with pytest.raises(Damaged):
                keys.open(place, fresh[name])
            tried += 1
    return tried


def begin(office: Office, chance: random.Random) -> History:
    """Start a history; in some offices the administrator has handed credit over to another."""
    history = History(office, chance)
    founder = office.founder
    history.names[founder], history.passwords[founder] = "anna", PASSWORD
    history.holds[founder], history.listed[founder] = set(COMPARTMENTS), set(COMPARTMENTS)
    if chance.random() < 0.4:
        user = office.add("bertil", "credit").user_id
        history.names[user], history.passwords[user] = "bertil", PASSWORD
        history.holds[user], history.listed[user] = {"credit"}, {"credit"}
        administration.narrow(history.administrator(), founder, "credit")
        administration.renew(history.sign_in(user), "credit")
        history.holds[founder].discard("credit")
        history.listed[founder].discard("credit")
    return history


@pytest.mark.parametrize("histories", [100, pytest.param(1000, marks=pytest.mark.long)])
def test_after_any_history_holders_open_and_leavers_do_not(tmp_path: Path, histories: int) -> None:
    looks = left = 0
    for number in range(histories):
        folder = tmp_path / str(number)
        folder.mkdir()
        chance = random.Random(number)
        history = begin(an_office(folder, *COMPARTMENTS), chance)
        for _step in range(STEPS):
            chance.choice(ACTS)(history)
        looks += judge(history)
        left += len(history.gone)
    assert left > histories // 4
    assert looks > histories // 4
