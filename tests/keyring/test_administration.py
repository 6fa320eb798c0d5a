"""Inviting, granting, narrowing, disabling: what each change gives and takes."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID, uuid4

import pytest

from registerdesk.domain.errors import Conflict, InvalidInput, NotAllowed, NotFound
from registerdesk.keyring import administration, own_password
from registerdesk.keyring.administration import NewUser, Pending, Task
from registerdesk.keyring.primitives import Damaged
from registerdesk.keyring.records import RECOVERY, State
from registerdesk.keyring.unlocked import Unlocked
from tests.keyring.offices import (
    ADMINISTRATOR,
    ALL,
    COST,
    OTHER_PASSWORD,
    PASSWORD,
    an_office,
)

ROW = uuid4()


def cell(by: Unlocked, compartment: str = "pnr") -> bytes:
    return by.seal(compartment, "a.field", ROW, b"hemligt")


def reads(who: Unlocked, sealed: bytes, compartment: str = "pnr") -> bool:
    try:
        return who.open(compartment, "a.field", ROW, sealed) == b"hemligt"
    except NotAllowed:
        return False


def state(acting: Unlocked, user_id: UUID) -> State:
    return next(p.state for p in acting.people() if p.user_id == user_id)


def test_an_invited_user_has_core_at_once_and_each_compartment_when_a_holder_confirms(
    tmp_path: Path,
) -> None:
    office = an_office(tmp_path, "pnr", "credit")
    anna = office.sign_in()
    sealed = cell(anna)
    bo = office.invite("bo", "pnr")
    anna.refresh()
    assert bo.database_keys() == anna.database_keys()
    assert state(anna, bo.user_id) == State.AWAITING
    assert not reads(bo, sealed)
    assert administration.pending(anna) == [
        Pending(task=Task.GRANT, compartment="pnr", user_id=bo.user_id)
    ]
    administration.confirm(anna, bo.user_id, "pnr")
    bo.refresh()
    assert reads(bo, sealed)
    assert state(anna, bo.user_id) == State.ACTIVE
    assert administration.pending(anna) == []
    assert reads(office.sign_in("bo"), sealed)
    assert not bo.holds("credit")


def test_until_the_code_is_used_the_user_is_invited_and_can_be_granted_nothing(
    tmp_path: Path,
) -> None:
    office = an_office(tmp_path, "pnr")
    anna = office.sign_in()
    new = NewUser(
        user_id=uuid4(), user_name="bo", display_name="Bo", roles=(), compartments=("pnr",)
    )
    administration.invite(anna, new)
    assert state(anna, new.user_id) == State.INVITED
    assert administration.pending(anna) == []
    with pytest.raises(Conflict):
        administration.confirm(anna, new.user_id, "pnr")
    with pytest.raises(NotAllowed, match="one-time code"):
        office.sign_in("bo")
    with pytest.raises(Conflict, match="user name"):
        administration.invite(anna, new)


def test_a_code_works_once(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    anna = office.sign_in()
    new = NewUser(user_id=uuid4(), user_name="bo", display_name="Bo", roles=(), compartments=())
    first = administration.invite(anna, new)
    second = administration.issue_code(anna, new.user_id)
    with pytest.raises(NotAllowed):
        own_password.redeem(office.load(), first, PASSWORD, cost=COST)
    with pytest.raises(InvalidInput):
        own_password.redeem(office.load(), second, "kort", cost=COST)
    own_password.redeem(office.load(), second, PASSWORD, cost=COST)
    with pytest.raises(NotAllowed):
        own_password.redeem(office.load(), second, PASSWORD, cost=COST)


def test_an_administrator_who_does_not_hold_a_compartment_cannot_grant_it(tmp_path: Path) -> None:
    office = an_office(tmp_path, "credit")
    boss = office.add("boss", roles=ADMINISTRATOR)
    assert office.sign_in("boss").administers
    administration.set_access(boss, boss.user_id, roles=ADMINISTRATOR, compartments=("credit",))
    with pytest.raises(NotAllowed, match="holds"):
        administration.confirm(boss, boss.user_id, "credit")
    with pytest.raises(NotAllowed, match="holds"):
        administration.renew(boss, "credit")
    assert not boss.holds("credit")


def test_a_holder_grants_only_what_an_administrator_has_proposed(tmp_path: Path) -> None:
    office = an_office(tmp_path, "pnr", "credit")
    bo = office.add("bo", "pnr")
    cilla = office.invite("cilla")
    bo.refresh()
    with pytest.raises(NotAllowed, match="proposed"):
        administration.confirm(bo, cilla.user_id, "pnr")
    with pytest.raises(NotAllowed, match="proposed"):
        administration.confirm_administrator(office.sign_in(), cilla.user_id)
    with pytest.raises(NotAllowed, match="administrator"):
        administration.disable(bo, cilla.user_id)


def test_a_new_compartment_goes_to_its_first_holder_and_the_recovery_key(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    bo = office.invite("bo", "credit")
    anna = office.sign_in()
    with pytest.raises(Conflict, match="Nobody holds"):
        anna.seal("credit", "a.field", ROW, b"x")
    assert [task.task for task in administration.pending(anna)] == [Task.FIRST]
    administration.confirm(anna, bo.user_id, "credit")
    bo.refresh()
    sealed = cell(anna, "credit")
    assert reads(bo, sealed, "credit")
    assert reads(office.recover(), sealed, "credit")
    assert not reads(anna, sealed, "credit")


def test_narrowing_takes_what_is_sealed_from_then_on(tmp_path: Path) -> None:
    office = an_office(tmp_path, "pnr", "credit")
    bo = office.add("bo", "pnr", "credit")
    stolen = bo.bunch.held["pnr"][-1]
    anna = office.sign_in()
    before = cell(anna)
    administration.narrow(anna, bo.user_id, "pnr")
    after = cell(anna)
    assert reads(anna, before)
    assert reads(anna, after)
    bo.refresh()
    assert not bo.holds("pnr")
    assert bo.holds("credit")
    assert not reads(bo, after)
    assert bytes(stolen.seed) != bytes(anna.bunch.held["pnr"][-1].seed)
    assert anna.index_renewal_due("pnr")


def test_the_index_goes_on_until_it_is_made_anew(tmp_path: Path) -> None:
    office = an_office(tmp_path, "pnr")
    bo = office.add("bo", "pnr")
    anna = office.sign_in()
    index = anna.blind_index("pnr", "a.field", "191212121212")
    administration.narrow(anna, bo.user_id, "pnr")
    assert anna.blind_index("pnr", "a.field", "191212121212") == index
    fresh = anna.next_blind_index("pnr", "a.field", "191212121212")
    assert fresh != index
    administration.finish_index_renewal(anna, "pnr")
    assert anna.blind_index("pnr", "a.field", "191212121212") == fresh
    assert not anna.index_renewal_due("pnr")
    assert not anna.index_renewal_due("credit")


def test_disabling_rekeys_the_database_and_renews_what_was_held(tmp_path: Path) -> None:
    office = an_office(tmp_path, "pnr")
    bo = office.add("bo", "pnr")
    signed = bo.sign(b"checkpoint")
    anna = office.sign_in()
    old_keys, before = anna.database_keys(), cell(anna)
    assert administration.disable(anna, bo.user_id) is None
    assert office.sign_in().rekey_pending
    assert anna.database_keys()[1:] == old_keys
    assert office.sign_in().database_keys() == anna.database_keys()
    administration.finish_rekey(anna)
    assert not anna.rekey_pending
    assert len(office.sign_in().database_keys()) == 1
    assert reads(anna, before)
    assert reads(anna, cell(anna))
    with pytest.raises(NotAllowed):
        office.sign_in("bo")
    with pytest.raises(NotAllowed):
        bo.refresh()
    assert state(anna, bo.user_id) == State.DISABLED
    assert anna.verify(bo.user_id, b"checkpoint", signed)
    with pytest.raises(NotFound):
        administration.issue_code(anna, bo.user_id)


def test_an_epoch_that_nobody_present_can_renew_becomes_a_holders_task(tmp_path: Path) -> None:
    office = an_office(tmp_path, "pnr", "credit")
    bo, cilla = office.add("bo", "credit"), office.add("cilla", "credit")
    boss = office.add("boss", roles=ADMINISTRATOR)
    administration.disable(boss, bo.user_id)
    assert Pending(task=Task.RENEW, compartment="credit") in administration.pending(boss)
    cilla.refresh()
    sealed = cell(cilla, "credit")
    administration.renew(cilla, "credit")
    assert administration.pending(cilla) == []
    assert reads(cilla, sealed, "credit")
    assert reads(office.sign_in(), cell(cilla, "credit"), "credit")


def test_when_the_one_who_signed_everything_leaves_everything_still_opens(tmp_path: Path) -> None:
    office = an_office(tmp_path, "pnr")
    bo = office.add("bo", "pnr")
    boss = office.add("boss", roles=ADMINISTRATOR)
    gone = office.add("gone", "pnr")
    bo.refresh()
    administration.renew(bo, "pnr")
    sealed = cell(bo)
    boss.refresh()
    administration.disable(boss, gone.user_id)
    administration.disable(boss, bo.user_id)
    anna = office.sign_in()
    assert reads(anna, sealed)
    administration.renew(anna, "pnr")
    assert reads(office.recover(), cell(anna))


def test_disabling_an_administrator_makes_a_new_owner_key_and_a_new_recovery_key(
    tmp_path: Path,
) -> None:
    office = an_office(tmp_path, "pnr")
    boss = office.add("boss", "pnr", roles=ADMINISTRATOR)
    bo = office.add("bo", "pnr")
    old_fingerprint, old_key = bo.owner_fingerprint, office.recovery_key
    boss.refresh()
    recovery_key = administration.disable(boss, office.founder)
    assert recovery_key is not None
    bo.refresh()
    assert bo.owner_fingerprint == boss.owner_fingerprint != old_fingerprint
    with pytest.raises(NotAllowed):
        office.load().unlock_with_recovery_key(old_key)
    recovered = office.load().unlock_with_recovery_key(recovery_key)
    assert recovered.is_recovery
    assert reads(recovered, cell(bo))
    assert reads(office.sign_in("bo"), cell(boss))
    own_password.change_password(bo, PASSWORD, OTHER_PASSWORD, cost=COST)
    assert reads(office.sign_in("bo", OTHER_PASSWORD), cell(boss))
    with pytest.raises(Conflict, match="yourself"):
        administration.disable(boss, boss.user_id)
    with pytest.raises(Conflict, match="last administrator"):
        administration.set_access(boss, boss.user_id, roles=(), compartments=("pnr",))


def test_the_recovery_key_lacks_what_no_one_present_could_grant_until_a_holder_does(
    tmp_path: Path,
) -> None:
    office = an_office(tmp_path, "credit")
    boss = office.add("boss", roles=ADMINISTRATOR)
    new_key = administration.new_recovery_key(boss)
    recovered = office.load().unlock_with_recovery_key(new_key)
    assert not recovered.holds("credit")
    anna = office.sign_in()
    waiting = administration.pending(anna)
    assert Pending(task=Task.GRANT, compartment="credit", user_id=RECOVERY) in waiting
    administration.renew(anna, "credit")
    administration.confirm(anna, RECOVERY, "credit")
    assert administration.pending(anna) == []
    recovered.refresh()
    assert recovered.holds("credit")


def test_by_the_recovery_key_everything_can_be_set_right(tmp_path: Path) -> None:
    office = an_office(tmp_path, *ALL)
    sealed = cell(office.sign_in(), "protected")
    recovered = office.recover()
    code = administration.issue_code(recovered, office.founder)
    anna = own_password.redeem(office.load(), code, OTHER_PASSWORD, cost=COST)
    assert not office.sign_in("anna", OTHER_PASSWORD).administers
    assert not reads(anna, sealed, "protected")
    recovered.refresh()
    assert administration.pending(recovered) == [
        *(Pending(task=Task.GRANT, compartment=name, user_id=office.founder) for name in ALL),
        Pending(task=Task.OWNER, user_id=office.founder),
    ]
    assert state(recovered, office.founder) == State.AWAITING
    for name in ALL:
        administration.confirm(recovered, office.founder, name)
    administration.confirm_administrator(recovered, office.founder)
    anna.refresh()
    assert anna.administers
    assert reads(anna, sealed, "protected")
    office.recovery_key = administration.new_recovery_key(recovered)
    assert recovered.is_recovery
    assert reads(office.recover(), sealed, "protected")


def test_a_reset_user_keeps_old_signatures_and_loses_own_drafts(tmp_path: Path) -> None:
    office = an_office(tmp_path, "pnr")
    bo = office.add("bo", "pnr")
    signed, draft = bo.sign(b"before"), bo.seal_own("draft", ROW, b"utkast")
    assert bo.open_own("draft", ROW, draft) == b"utkast"
    anna = office.sign_in()
    code = administration.issue_code(anna, bo.user_id)
    with pytest.raises(NotAllowed):
        bo.refresh()
    again = own_password.redeem(office.load(), code, OTHER_PASSWORD, cost=COST)
    assert again.verify(bo.user_id, b"before", signed)
    assert again.verify(again.user_id, b"after", again.sign(b"after"))
    with pytest.raises(Damaged):
        again.open_own("draft", ROW, draft)
    assert not again.holds("pnr")


def test_taking_the_role_of_administrator_takes_the_owner_key(tmp_path: Path) -> None:
    office = an_office(tmp_path, "pnr")
    boss = office.add("boss", "pnr", roles=ADMINISTRATOR)
    anna = office.sign_in()
    key = administration.set_access(anna, boss.user_id, roles=("reader",), compartments=())
    assert key is not None
    assert anna.rekey_pending
    boss.refresh()
    assert not boss.administers
    assert boss.roles == ("reader",)
    assert not boss.holds("pnr")


def test_names_outside_encryption_follow_the_setting(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    office.add("bo")
    anna = office.sign_in()
    administration.rename(anna, office.people["bo"], "Bo Nyberg")
    listed = office.load().sign_in_list()
    assert [line.display_name for line in listed.people] == ["Anna Ek", "Bo Nyberg"]
    administration.set_shown(anna, office_name="Firman", language="en", list_shown=False)
    hidden = office.load().sign_in_list()
    assert (hidden.office_name, hidden.language, hidden.people) == ("Firman", "en", ())
    assert b"Nyberg" not in office.path.read_bytes()
    assert office.sign_in("BO ").display_name == "Bo Nyberg"
    administration.set_shown(anna, list_shown=True)
    assert len(office.load().sign_in_list().people) == 2


def test_two_who_change_the_file_at_once_do_not_undo_each_other(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    one, two = office.sign_in(), office.sign_in()
    administration.set_shown(one, language="en")
    with pytest.raises(Conflict, match="meanwhile"):
        administration.set_shown(two, office_name="Firman")
    two.refresh()
    administration.set_shown(two, office_name="Firman")
    assert two.generation == 3
    assert office.load().sign_in_list().language == "en"


def test_a_password_is_changed_by_who_knows_the_old_one(tmp_path: Path) -> None:
    office = an_office(tmp_path, "pnr")
    anna = office.sign_in()
    sealed = cell(anna)
    with pytest.raises(NotAllowed, match="Wrong"):
        own_password.change_password(anna, OTHER_PASSWORD, OTHER_PASSWORD, cost=COST)
    with pytest.raises(InvalidInput):
        own_password.change_password(anna, PASSWORD, "annaannaanna", cost=COST)
    own_password.change_password(anna, PASSWORD, OTHER_PASSWORD, cost=COST)
    own_password.confirm_password(anna, OTHER_PASSWORD)
    with pytest.raises(NotAllowed, match="Wrong"):
        office.sign_in()
    assert reads(office.sign_in("anna", OTHER_PASSWORD), sealed)
    with pytest.raises(NotAllowed, match="no password"):
        own_password.confirm_password(office.recover(), PASSWORD)


def test_the_recovery_key_is_no_user(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    anna = office.sign_in()
    with pytest.raises(NotFound):
        administration.disable(anna, RECOVERY)
    assert [person.user_name for person in anna.people()] == ["anna"]


def test_what_was_never_granted_can_be_taken_back(tmp_path: Path) -> None:
    office = an_office(tmp_path, "credit")
    bo = office.invite("bo", "incident")
    anna = office.sign_in()
    administration.narrow(anna, bo.user_id, "incident")
    assert administration.pending(anna) == []


def test_a_recovery_key_can_be_replaced_again_before_holders_have_granted(tmp_path: Path) -> None:
    office = an_office(tmp_path, "credit")
    boss = office.add("boss", roles=ADMINISTRATOR)
    administration.new_recovery_key(boss)
    office.recovery_key = administration.new_recovery_key(boss)
    assert not office.recover().holds("credit")
    assert office.sign_in().holds("credit")
