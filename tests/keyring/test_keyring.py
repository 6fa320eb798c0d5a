"""Making, loading, unlocking; cells, indexes, signatures; what a thief of the file learns."""

from __future__ import annotations

import gc
import json
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registerdesk.domain.errors import Conflict, InvalidInput, NotAllowed, NotFound
from registerdesk.keyring import administration, file
from registerdesk.keyring.cells import CellKeys, bucket, pad, unpad
from registerdesk.keyring.costs import Cost
from registerdesk.keyring.founding import NewPerson
from registerdesk.keyring.keyring import Keyring
from registerdesk.keyring.primitives import Damaged, bytes_of, decrypt, seal_to, text_of
from registerdesk.keyring.records import ADMINISTRATOR
from tests.keyring.offices import ALL, COST, OTHER_PASSWORD, PASSWORD, an_office

ROW = uuid4()


def test_the_first_person_and_the_recovery_key_open_everything(tmp_path: Path) -> None:
    office = an_office(tmp_path, *ALL)
    anna = office.sign_in("ANNA")
    recovered = office.recover()
    for compartment in ALL:
        sealed = anna.seal(compartment, "a.field", ROW, b"hemligt")
        assert recovered.open(compartment, "a.field", ROW, sealed) == b"hemligt"
    assert anna.database_keys() == recovered.database_keys()
    assert [len(key) for key in anna.database_keys()] == [32]
    assert (anna.user_id, anna.user_name, anna.display_name) == (office.founder, "anna", "Anna Ek")
    assert anna.owner_fingerprint == recovered.owner_fingerprint
    assert len(anna.owner_fingerprint) == 19
    assert anna.office_name == "Kontoret"
    assert not anna.is_recovery


def test_nobody_signs_in_with_a_wrong_password_name_or_slot(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    keyring = office.load()
    slot = keyring.sign_in_list().people[0].slot_id
    assert keyring.slot_of("anna") == slot == keyring.slot_of(slot)
    assert keyring.slot_of("bo") == ""
    assert keyring.generation == 1
    assert keyring.unlock(slot, PASSWORD).user_name == "anna"
    for who, password in (("anna", OTHER_PASSWORD), ("bo", PASSWORD), (slot, ""), ("", PASSWORD)):
        with pytest.raises(NotAllowed, match="Wrong password"):
            keyring.unlock(who, password)


def test_a_password_is_the_same_however_its_letters_are_composed(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    decomposed = PASSWORD.replace("ä", "a\u0308")
    assert decomposed != PASSWORD
    assert office.sign_in("anna", decomposed).user_name == "anna"


def test_a_recovery_key_of_another_office_opens_nothing(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    one, other = an_office(tmp_path / "a"), an_office(tmp_path / "b")
    with pytest.raises(NotAllowed, match="recovery key"):
        one.load().unlock_with_recovery_key(other.recovery_key)


def test_an_office_is_made_once_with_an_administrator_and_a_good_password(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    before = office.path.read_bytes()
    with pytest.raises(Conflict, match="already"):
        an_office(tmp_path)
    assert office.path.read_bytes() == before

    def first(password: str, *roles: str) -> None:
        person = NewPerson(
            user_id=uuid4(),
            user_name="bo",
            display_name="Bo",
            password=password,
            roles=roles,
            compartments=(),
        )
        Keyring.create(
            tmp_path / "other", office_id=uuid4(), office_name="B", first=person, cost=COST
        )

    with pytest.raises(InvalidInput, match="administrator"):
        first(PASSWORD, "reader")
    with pytest.raises(InvalidInput, match="12"):
        first("kort", ADMINISTRATOR)
    assert not (tmp_path / "other").exists()


def test_a_thief_of_the_file_learns_what_the_sign_in_page_shows_and_no_more(
    tmp_path: Path,
) -> None:
    office = an_office(tmp_path, *ALL, list_shown=False)
    office.add("berit", "pnr")
    stored = office.path.read_bytes().decode()
    for word in ("Anna Ek", "anna", "Berit", "berit", *ALL, "administrator"):
        assert f'"{word}' not in stored
    assert str(office.founder) not in stored
    document = json.loads(stored.split("\n", 2)[2])
    assert set(document) == {
        "format", "office_id", "generation", "office_name", "language", "list_shown",
        "name_salt", "name_cost", "slots", "private",
    }  # fmt: skip
    assert office.sign_in("berit").display_name == "Berit"


def test_no_key_stands_in_what_is_printed_of_an_open_keyring(tmp_path: Path) -> None:
    office = an_office(tmp_path, "pnr")
    anna = office.sign_in()
    seeds = [anna.bunch.secret.seed, *anna.database_keys(), anna.bunch.held["pnr"][0].seed]
    printed = repr(anna) + repr(anna.bunch) + repr(anna.bunch.secret) + repr(anna.bunch.core)
    for seed in seeds:
        assert repr(bytes(seed))[2:-1] not in printed
        assert bytes(seed).hex() not in printed
    assert "open" in repr(anna)


def test_once_locked_nothing_opens_and_the_keys_are_overwritten(tmp_path: Path) -> None:
    office = an_office(tmp_path, "pnr")
    anna = office.sign_in()
    sealed = anna.seal("pnr", "a.field", ROW, b"hemligt")
    seed, keys = anna.bunch.secret.seed, anna.bunch.held["pnr"][0]
    owner = anna.bunch.owner_seed
    anna.lock()
    anna.lock()
    gc.collect()
    assert bytes(seed) == bytes(keys.seed) == bytes(keys.index_key) == bytes(32)
    assert owner is not None
    assert bytes(owner) == bytes(32)
    assert "locked" in repr(anna)
    with pytest.raises(NotAllowed, match="locked"):
        anna.open("pnr", "a.field", ROW, sealed)
    with pytest.raises(Damaged):
        keys.seal(None, 1, b"x")  # type: ignore[arg-type]  # on purpose, or fields by their names
    office.add("bo").lock()


def test_who_does_not_hold_a_compartment_seals_to_it_and_cannot_read(tmp_path: Path) -> None:
    office = an_office(tmp_path, "pnr")
    bo = office.add("bo")
    sealed = bo.seal("pnr", "a.field", ROW, b"hemligt")
    with pytest.raises(NotAllowed, match="sealed"):
        bo.open("pnr", "a.field", ROW, sealed)
    with pytest.raises(NotAllowed, match="sealed"):
        bo.blind_index("pnr", "a.field", "hemligt")
    assert office.sign_in().open("pnr", "a.field", ROW, sealed) == b"hemligt"


def test_indexes_find_equal_values_and_tell_fields_and_offices_apart(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    office = an_office(tmp_path, "pnr", "credit")
    anna, again = office.sign_in(), office.recover()
    other = an_office(tmp_path / "other", "pnr").sign_in()
    index = anna.blind_index("pnr", "a.field", "1")
    assert len(index) == 32
    assert index == again.blind_index("pnr", "a.field", "1")
    different = {
        anna.blind_index("pnr", "a.field", "2"),
        anna.blind_index("pnr", "b.field", "1"),
        anna.blind_index("credit", "a.field", "1"),
        other.blind_index("pnr", "a.field", "1"),
    }
    assert len(different | {index}) == 5


def test_the_keyed_hash_is_the_same_for_every_user_and_survives_a_rekey(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    bo = office.add("bo")
    office.add("gone")
    anna = office.sign_in()
    before = anna.keyed_hash("search", "andersson")
    assert bo.keyed_hash("search", "andersson") == before
    assert anna.keyed_hash("tombstone", "andersson") != before
    administration.disable(anna, office.people["gone"])
    administration.finish_rekey(anna)
    assert office.sign_in("bo").keyed_hash("search", "andersson") == before


def test_a_signature_binds_user_data_and_office(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    office, other = an_office(tmp_path), an_office(tmp_path / "other")
    bo, anna = office.add("bo"), office.sign_in()
    signature = bo.sign(b"data")
    assert len(signature) == 64
    assert anna.verify(bo.user_id, b"data", signature)
    assert not anna.verify(anna.user_id, b"data", signature)
    assert not anna.verify(bo.user_id, b"date", signature)
    assert not anna.verify(uuid4(), b"data", signature)
    assert not anna.verify(bo.user_id, b"data", b"short")
    assert not other.sign_in().verify(other.founder, b"data", signature)


@given(st.binary(max_size=300) | st.integers(0, 300_000).map(bytes))
def test_padding_gives_back_every_plaintext_and_hides_its_length(plaintext: bytes) -> None:
    padded = pad(plaintext)
    assert unpad(padded) == plaintext
    assert len(padded) == bucket(len(plaintext) + 4)
    assert len(padded) in (32, 64, 128, 256, 512, 1024, 2048, 4096) or not len(padded) % 4096


def test_what_is_no_cell_is_damaged(tmp_path: Path) -> None:
    anna = an_office(tmp_path, "pnr").sign_in()
    sealed = anna.seal("pnr", "a.field", ROW, b"hemligt")
    strange = [
        b"",
        b"\x01",
        b"\x01\x00\x01",
        b"\x02\x00\x01",
        b"\x02\x00\x01" + bytes(32 + 60),
        b"\x02\x00\x01" + bytes(31),
        b"\x09" + sealed[1:],
        sealed[:20],
        b"\x01\x00\x00" + sealed[3:],
        b"\x01\x00\x02" + sealed[3:],
        *(sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :] for at in range(len(sealed))),
    ]
    for cell in strange:
        with pytest.raises(Damaged):
            anna.open("pnr", "a.field", ROW, cell)
        with pytest.raises(Damaged):
            anna.open_own("a.field", ROW, cell)


def test_nonces_never_repeat(tmp_path: Path) -> None:
    office = an_office(tmp_path, "pnr")
    bo, anna = office.add("bo"), office.sign_in()
    cells = [anna.seal("pnr", "a.field", ROW, b"x") for _count in range(20_000)]
    assert len({cell[3:15] for cell in cells}) == 20_000
    boxes = {bo.seal("pnr", "a.field", ROW, b"x") for _count in range(200)}
    assert len({box[3:35] for box in boxes}) == len({box[35:47] for box in boxes}) == 200


def test_cell_keys_differ_by_office_compartment_and_epoch() -> None:
    seed = bytes(32)
    grown = {
        CellKeys(seed, "compartment", *labels).pair.x for labels in (("a", 1), ("a", 2), ("b", 1))
    }
    assert len(grown) == 3


def test_the_cost_of_a_guess_has_a_floor_and_follows_the_machine() -> None:
    assert Cost.normal().numbers == (131072, 3, 2)
    assert Cost.calibrated(lambda _cost: 0.2).passes == 9
    assert Cost.calibrated(lambda _cost: 5.0).passes == 3
    assert Cost.calibrated(lambda _cost: 0.0).passes == 64
    assert Cost.calibrated().passes >= 3
    for numbers in ((32 * 1024, 3, 2), (65536, 2, 2), (2**21, 3, 1), (65536, 65, 1), (65536, 3, 0)):
        with pytest.raises(InvalidInput, match="unsafe"):
            Cost(*numbers)


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="missing"):
        Keyring.load(tmp_path / "none")
    with pytest.raises(InvalidInput, match="cannot be read"):
        file.read(tmp_path)


def test_a_sealed_box_to_a_worthless_key_is_refused() -> None:
    for worthless in (bytes(32), b"short"):
        with pytest.raises(Damaged):
            seal_to(text_of(worthless), b"x", b"")
    with pytest.raises(Damaged):
        bytes_of("å")
    with pytest.raises(Damaged):
        decrypt(bytes(32), b"short", b"")
