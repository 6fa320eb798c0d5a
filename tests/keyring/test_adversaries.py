"""Staff with a debugger, former staff, and whoever can write the file: what they cannot do."""

from __future__ import annotations

import dataclasses
import itertools
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from registerdesk.domain.errors import NotAllowed
from registerdesk.keyring import administration, file, making, slots
from registerdesk.keyring.cells import CellKeys
from registerdesk.keyring.primitives import Damaged, canonical, random_bytes, text_of
from registerdesk.keyring.records import (
    ADMINISTRATOR,
    OWNER,
    Delegation,
    Epoch,
    Grant,
    Link,
    Private,
    State,
    from_json,
)
from registerdesk.keyring.trust import Pins, link_statement
from registerdesk.keyring.unlocked import Unlocked
from tests.keyring.offices import ALL, PASSWORD, Office, an_office

ROW = uuid4()


def rewrite(office: Office, insider: Unlocked, change: Callable[[Private], Private]) -> None:
    """Write the file as somebody with core, but without the needed keys, could."""
    insider.refresh()
    bunch = insider.bunch
    document = dataclasses.replace(bunch.document, generation=bunch.document.generation + 1)
    file.write(
        office.path, making.seal_private(document, change(bunch.trusted.private), bunch.core)
    )


def with_grants(*grants: Grant) -> Callable[[Private], Private]:
    return lambda private: dataclasses.replace(private, grants=grants)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """An office where Bo holds pnr, Cilla credit, and Dan nothing."""
    office = an_office(tmp_path, "pnr", "credit", "audit")
    office.add("bo", "pnr")
    office.add("cilla", "credit")
    office.add("dan")
    return office


def test_ten_thousand_cells_leak_to_nobody_and_do_not_move(tmp_path: Path) -> None:
    office = an_office(tmp_path, *ALL)
    chance = random.Random(7)
    people = [office.sign_in(), office.recover()]
    for number, held in enumerate([("pnr",), ("pnr", "credit"), ("payment",), (), ALL[3:]]):
        people.append(office.add(f"user{number}", *held))
    for person in people:
        person.refresh()
    leaks = opened = 0
    for _count in range(1_500):
        writer, compartment, row = chance.choice(people), chance.choice(ALL), uuid4()
        cell = writer.seal(compartment, "a.field", row, b"hemligt")
        for reader in people:
            if reader.holds(compartment):
                opened += reader.open(compartment, "a.field", row, cell) == b"hemligt"
                continue
            for other in ALL:
                leaks += reads(reader, other, "a.field", row, cell)
            leaks += reads_own(reader, row, cell)
        holder = people[0]
        moved = [("other", row, compartment), ("a.field", uuid4(), compartment)]
        moved += [("a.field", row, other) for other in ALL if other != compartment]
        leaks += sum(reads(holder, where, name, at, cell) for name, at, where in moved)
    assert leaks == 0
    assert opened > 3_000


def reads(who: Unlocked, compartment: str, seal_name: str, row: UUID, cell: bytes) -> bool:
    try:
        who.open(compartment, seal_name, row, cell)
    except (NotAllowed, Damaged):
        return False
    return True


def reads_own(who: Unlocked, row: UUID, cell: bytes) -> bool:
    try:
        who.open_own("a.field", row, cell)
    except Damaged:
        return False
    return True


def test_a_cell_of_one_office_does_not_open_in_another(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    one, other = an_office(tmp_path, "pnr").sign_in(), an_office(tmp_path / "b", "pnr").sign_in()
    assert not reads(other, "pnr", "a.field", ROW, one.seal("pnr", "a.field", ROW, b"x"))


@pytest.mark.parametrize("share", [5, pytest.param(1, marks=pytest.mark.long)])
def test_swapped_and_moved_grants_open_nothing(office: Office, share: int) -> None:
    dan, anna = office.sign_in("dan"), office.sign_in()
    cells = {name: anna.seal(name, "a.field", ROW, b"hemligt") for name in ("pnr", "credit")}
    grants = dan.bunch.trusted.private.grants
    forgeries = list(forged_grants(dan, grants))
    assert len(forgeries) > 400
    for replaced, forged in random.Random(3).sample(forgeries, len(forgeries) // share):
        rewrite(office, dan, with_grants(*(g for g in grants if g != replaced), forged))
        for name in ("bo", "cilla", "dan"):
            person = office.sign_in(name)
            for compartment, cell in cells.items():
                if reads(person, compartment, "a.field", ROW, cell):
                    assert (name, compartment) in {("bo", "pnr"), ("cilla", "credit")}


def forged_grants(thief: Unlocked, grants: tuple[Grant, ...]) -> Iterator[tuple[Grant, Grant]]:
    """Each grant, and the same grant with something of the thief's or of another grant's."""
    me, mine = thief.bunch.secret.user_id, thief.bunch.pair.x
    change = dataclasses.replace
    for grant, other in itertools.permutations(grants, 2):
        yield grant, change(grant, user_id=me)
        yield grant, change(grant, user_id=me, x=mine)
        yield grant, change(grant, user_id=other.user_id)
        yield grant, change(grant, user_id=other.user_id, x=other.x)
        yield grant, change(grant, compartment=other.compartment)
        yield grant, change(grant, box=other.box)
        yield grant, change(grant, signer=me)
        yield grant, change(grant, id=other.id)


def test_a_grant_made_by_one_who_does_not_hold_the_compartment_is_refused(office: Office) -> None:
    dan, cilla = office.sign_in("dan"), office.sign_in("cilla")
    for forger, signer in ((dan, "dan"), (cilla, "cilla"), (dan, OWNER), (dan, "anna")):
        forger.refresh()
        latest = forger.bunch.trusted.latest("pnr")
        assert latest is not None
        false_keys = slots.new_seed()
        keys = making.epoch_keys(forger.bunch.document.office_id, "pnr", 1, false_keys)
        granter = making.Granter(
            office_id=forger.bunch.document.office_id,
            user_id=str(office.people.get(signer, OWNER)),
            pair=forger.bunch.pair,
        )
        forged = granter.grant(
            latest, (keys,), forger.bunch.trusted.members[str(office.people["bo"])]
        )
        before = forger.bunch.trusted.private.grants
        kept = [g for g in before if (g.compartment, g.user_id) != ("pnr", forged.user_id)]
        rewrite(office, forger, with_grants(*kept, forged))
        assert not office.sign_in("bo").holds("pnr")
        rewrite(office, forger, with_grants(*before))
        assert office.sign_in("bo").holds("pnr")


def test_a_grant_with_false_keys_signed_by_a_holder_is_not_held(office: Office) -> None:
    bo = office.sign_in("bo")
    latest = bo.bunch.trusted.latest("pnr")
    assert latest is not None
    granter = making.Granter(
        office_id=bo.bunch.document.office_id,
        user_id=bo.bunch.secret.user_id,
        pair=bo.bunch.pair,
    )
    true = bo.bunch.held["pnr"][0]
    false = making.epoch_keys(granter.office_id, "pnr", 1, slots.new_seed())
    false.pair = true.pair
    anna = bo.bunch.trusted.members[str(office.founder)]
    forged = granter.grant(latest, (false,), anna)
    rewrite(office, bo, lambda private: dataclasses.replace(
        private, grants=(*(g for g in private.grants if g.user_id != anna.user_id), forged)
    ))  # fmt: skip
    assert not office.sign_in().holds("pnr")


def test_no_one_without_the_owner_key_changes_users_roles_or_keys(office: Office) -> None:
    dan = office.sign_in("dan")
    me = dan.bunch.secret.user_id

    def promoted(private: Private) -> Private:
        members = tuple(
            dataclasses.replace(m, roles=(ADMINISTRATOR,), compartments=ALL)
            if m.user_id == me
            else m
            for m in private.roster.members
        )
        return dataclasses.replace(
            private, roster=dataclasses.replace(private.roster, members=members)
        )

    false_owner = making.owner_pair(dan.bunch.document.office_id, random_bytes(32))

    def signed(private: Private) -> Private:
        return making.sign_roster(promoted(private), promoted(private).roster, false_owner)

    def linked(private: Private) -> Private:
        old, new = private.roster.owner, false_owner.ed
        statement = link_statement(dan.bunch.document.office_id, old, new)
        link = Link(old=old, new=new, signature=false_owner.sign(statement))
        return dataclasses.replace(signed(private), links=(*private.links, link))

    original = office.path.read_bytes()
    for change in (promoted, signed, linked):
        rewrite(office, dan, change)
        for name in ("anna", "bo", "dan"):
            with pytest.raises(Damaged):
                office.sign_in(name)
        office.path.write_bytes(original)
        dan.refresh()


def false_epoch(unlocked: Unlocked, keys: CellKeys, *, signer: str = "") -> Epoch:
    """Make the epoch after the latest with some keys, as if from a holder."""
    latest = unlocked.bunch.trusted.latest("pnr")
    assert latest is not None
    granter = making.Granter(
        office_id=unlocked.bunch.document.office_id,
        user_id=signer or unlocked.bunch.secret.user_id,
        pair=unlocked.bunch.pair,
    )
    epoch, _fresh = granter.next_epoch(latest, keys, index=1)
    return epoch


def test_a_compartments_public_key_is_not_replaced_by_a_stranger(office: Office) -> None:
    dan, bo = office.sign_in("dan"), office.sign_in("bo")
    own = making.epoch_keys(dan.bunch.document.office_id, "pnr", 1, slots.new_seed())
    true = bo.bunch.held["pnr"][0]
    anna = str(office.founder)
    epochs = dan.bunch.trusted.private.epochs
    first = next(epoch for epoch in epochs if epoch.compartment == "pnr")
    others = [epoch for epoch in epochs if epoch != first]
    tries = [
        (*epochs, false_epoch(dan, own)),
        (*epochs, false_epoch(dan, true)),
        (*epochs, false_epoch(dan, true, signer=anna)),
        (*epochs, false_epoch(dan, true, signer=OWNER)),
        (*epochs, false_epoch(dan, true, signer=str(uuid4()))),
        (*others, dataclasses.replace(first, x=own.pair.x)),
        (*others, dataclasses.replace(first, signer=anna)),
        (*epochs, dataclasses.replace(first, number=3)),
        tuple(others),
    ]
    original = office.path.read_bytes()
    for forged in tries:
        rewrite(office, dan, lambda private, e=forged: dataclasses.replace(private, epochs=e))  # type: ignore[misc]  # a value of the loop, bound
        with pytest.raises(Damaged):
            office.sign_in()
        office.path.write_bytes(original)
        dan.refresh()


def test_one_who_lost_a_compartment_cannot_begin_a_new_epoch_of_it(office: Office) -> None:
    bo = office.sign_in("bo")
    stolen = bo.bunch.held["pnr"][0]
    boss = office.add("boss", roles=(ADMINISTRATOR,))
    administration.narrow(boss, bo.user_id, "pnr")
    bo.refresh()
    assert boss.bunch.trusted.renewal_due("pnr")
    epoch = false_epoch(bo, stolen)
    rewrite(office, bo, lambda p: dataclasses.replace(p, epochs=(*p.epochs, epoch)))
    with pytest.raises(Damaged):
        office.sign_in()


def test_an_administrator_cannot_replace_a_compartment_with_one_of_their_own(
    office: Office,
) -> None:
    boss = office.add("boss", roles=(ADMINISTRATOR,))
    assert boss.bunch.owner_seed is not None
    owner = making.owner_pair(boss.bunch.document.office_id, bytes(boss.bunch.owner_seed))
    me = boss.bunch.me
    epoch, grants = making.first_epoch(boss.bunch.document.office_id, "pnr", owner, (me,))

    def replaced(private: Private) -> Private:
        roster = private.roster
        members = tuple(
            dataclasses.replace(m, compartments=ALL) if m.user_id == me.user_id else m
            for m in boss.bunch.trusted.members.values()
        )
        epochs = tuple(e for e in private.epochs if e.compartment != "pnr")
        changed = dataclasses.replace(
            private, epochs=(*epochs, epoch), grants=(*private.grants, *grants), delegations=()
        )
        return making.sign_roster(changed, dataclasses.replace(roster, members=members), owner)

    rewrite(office, boss, replaced)
    for name in ("anna", "bo", "cilla"):
        with pytest.raises(Damaged):
            office.sign_in(name)


def test_an_administrator_who_puts_own_keys_under_anothers_name_is_granted_nothing(
    office: Office,
) -> None:
    boss = office.add("boss", roles=(ADMINISTRATOR,))
    assert boss.bunch.owner_seed is not None
    owner = making.owner_pair(boss.bunch.document.office_id, bytes(boss.bunch.owner_seed))
    victim = str(office.people["bo"])

    def replaced(private: Private) -> Private:
        members = tuple(
            dataclasses.replace(m, x=boss.bunch.pair.x) if m.user_id == victim else m
            for m in boss.bunch.trusted.members.values()
        )
        changed = dataclasses.replace(private, delegations=())
        return making.sign_roster(
            changed, dataclasses.replace(private.roster, members=members), owner
        )

    rewrite(office, boss, replaced)
    anna = office.sign_in()
    administration.renew(anna, "pnr")
    assert ("pnr", victim) not in anna.bunch.trusted.grants


def test_a_false_database_key_or_an_older_one_alone_is_noticed(office: Office) -> None:
    dan = office.sign_in("dan")
    bunch = dan.bunch
    for core in (
        slots.Core(database=(random_bytes(32),), hashing=bunch.core.hashing),
        slots.Core(database=bunch.core.database, hashing=random_bytes(32)),
        slots.Core(database=(*bunch.core.database, random_bytes(32)), hashing=bunch.core.hashing),
    ):
        members = bunch.trusted.members
        x_of = {slot: members[who].x for who, slot in bunch.trusted.private.slot_of.items()}
        resealed = slots.with_core(bunch.document.office_id, bunch.document.slots, core, x_of)
        document = dataclasses.replace(bunch.document, slots=resealed)
        file.write(office.path, making.seal_private(document, bunch.trusted.private, core))
        with pytest.raises(Damaged):
            office.sign_in()


def test_what_lies_open_cannot_be_altered_unseen(office: Office) -> None:
    document = office.load().document
    one, two = document.slots[0], document.slots[1]
    swapped = (
        dataclasses.replace(one, shown=two.shown),
        dataclasses.replace(two, shown=one.shown),
        *document.slots[2:],
    )
    for fields in ({"office_name": "Firman"}, {"slots": swapped}, {"generation": 99}):
        file.write(office.path, dataclasses.replace(document, **fields))
        with pytest.raises((Damaged, NotAllowed)):
            office.sign_in()


def test_a_delegation_that_no_code_signed_is_ignored(office: Office) -> None:
    dan = office.sign_in("dan")
    pair = dan.bunch.pair
    for who in (str(office.people["bo"]), str(uuid4())):
        forged = Delegation(user_id=who, x=pair.x, ed=pair.ed, signature=pair.sign(b"x"))
        rewrite(
            office, dan, lambda p, f=forged: dataclasses.replace(p, delegations=(*p.delegations, f))  # type: ignore[misc]  # a value of the loop, bound
        )  # fmt: skip
        assert office.sign_in("bo").holds("pnr")
    new = administration.NewUser(
        user_id=uuid4(), user_name="eva", display_name="Eva", roles=(), compartments=("pnr",)
    )
    anna = office.sign_in()
    administration.invite(anna, new)
    forged = Delegation(user_id=str(new.user_id), x=pair.x, ed=pair.ed, signature=pair.sign(b"x"))
    rewrite(office, dan, lambda p: dataclasses.replace(p, delegations=(forged,)))
    anna.refresh()
    assert anna.bunch.trusted.members[str(new.user_id)].state == State.INVITED


def test_a_disabled_slot_put_back_opens_nothing(office: Office) -> None:
    dan, anna = office.sign_in("dan"), office.sign_in()
    old = office.load().document
    administration.disable(anna, dan.user_id)
    bunch = anna.bunch
    slot = next(s for s in old.slots if s.id == dan.bunch.slot.id)
    resealed = slots.with_core(
        bunch.document.office_id, (slot,), bunch.core, {slot.id: dan.bunch.pair.x}
    )
    document = dataclasses.replace(bunch.document, slots=(*bunch.document.slots, *resealed))
    file.write(office.path, making.seal_private(document, bunch.trusted.private, bunch.core))
    with pytest.raises(NotAllowed, match="no longer"):
        office.load().unlock(slot.id, PASSWORD)


def test_an_owner_key_that_is_not_the_offices_gives_no_rights(office: Office) -> None:
    dan = office.sign_in("dan")
    box = making.owner_box(dan.bunch.document.office_id, dan.bunch.me, random_bytes(32))
    me = dan.bunch.secret.user_id
    for forged in (box, text_of(b"nonsense" * 20)):
        boxes = {**dan.bunch.trusted.private.owner_boxes, me: forged}
        rewrite(office, dan, lambda p, b=boxes: dataclasses.replace(p, owner_boxes=b))  # type: ignore[misc]  # a value of the loop, bound
        assert not office.sign_in("dan").administers


def test_data_of_another_shape_is_damaged() -> None:
    pins = {"owner": "a", "first_epochs": {"pnr": "b"}}
    assert from_json(Delegation, {"user_id": "a", "x": "b", "ed": "c", "signature": "d"})
    strange: list[object] = [
        [],
        {"owner": 1},
        pins,
        {"user_id": 1, "x": "b", "ed": "c", "signature": "d"},
    ]
    for data in strange:
        with pytest.raises(Damaged):
            from_json(Delegation, data)
    assert Pins(owner="a", first_epochs={}) != Pins(owner="b", first_epochs={})
    assert canonical({"b": 1, "a": "å"}) == '{"a":"å","b":1}'.encode()
