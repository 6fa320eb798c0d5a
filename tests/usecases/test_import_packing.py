"""Packed rows: the same as a list, whatever is changed; a full disk is a sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registerdesk.domain.errors import InvalidInput
from registerdesk.keyring.spool import Spool
from registerdesk.usecases.import_packing import TOGETHER, Packed, Packing


def packed(numbers: list[int]) -> Packed[str]:
    packing: Packing[str] = Packing()
    for number in numbers:
        packing.add(number, f"row {number}")
    return packing.packed()


@given(
    kept=st.sets(st.integers(1, 3 * TOGETHER), max_size=30),
    changes=st.lists(st.tuples(st.integers(1, 3 * TOGETHER), st.none() | st.text(max_size=3))),
)
def test_changed_rows_are_the_same_as_those_of_a_dictionary(
    kept: set[int], changes: list[tuple[int, str | None]]
) -> None:
    rows, oracle = packed(sorted(kept)), {number: f"row {number}" for number in kept}
    for number, thing in changes:
        rows = rows.replaced(number, thing)
        if thing is None:
            oracle.pop(number, None)
        else:
            oracle[number] = thing
    assert dict(rows.items()) == oracle
    assert list(rows) == [oracle[number] for number in sorted(oracle)]
    assert len(rows) == len(oracle)
    assert all(rows.get(number) == oracle.get(number) for number in range(3 * TOGETHER))


def test_a_long_file_lies_in_bundles_and_is_read_twice_the_same() -> None:
    numbers = list(range(1, 3 * TOGETHER + 7))
    rows = packed(numbers)
    assert len(rows.firsts) == 4
    assert list(rows) == list(rows) == [f"row {number}" for number in numbers]
    assert rows.get(TOGETHER) == f"row {TOGETHER}"


def test_nothing_packed_is_empty() -> None:
    nothing: Packed[str] = Packed()
    assert len(nothing) == 0
    assert list(nothing) == []
    assert nothing.get(1) is None


def test_a_full_disk_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_spool: Spool, _piece: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Spool, "add", full)
    with pytest.raises(InvalidInput, match="disk is full"):
        packed([1])
