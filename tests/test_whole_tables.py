"""A table over a closed set names every member: who adds one is told where else it belongs."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator, Mapping
from enum import StrEnum
from importlib import import_module
from typing import Any, Final

import registerdesk
from registerdesk.domain.fields import Compartment
from registerdesk.domain.party_lists import Chip, Sort
from registerdesk.domain.search_keys import CLASS_AREAS, KeyClass
from registerdesk.domain.stored_letters import LetterKind
from registerdesk.letters.catalogue import KINDS
from registerdesk.storage import list_keys, list_statements
from registerdesk.storage.search_rows import FIELD_OF
from registerdesk.ui.register.party_rows import COLUMNS

FLOORS: Final = ("domain", "letters", "storage", "usecases", "ui")
OF_NOBODY: Final = {Compartment.INCIDENT, Compartment.AUDIT}
"""Nothing about a person in a register lies in these, so no letter or record names them."""


def labels() -> Iterator[tuple[str, Mapping[StrEnum, Any], type[StrEnum]]]:
    """Yield every table of labels by the members of one set: its name, itself, the set."""
    for path in registerdesk.__path__:
        for floor in FLOORS:
            inside = pkgutil.walk_packages([f"{path}/{floor}"], f"registerdesk.{floor}.")
            for found in inside:
                if ".migrations." not in found.name:
                    yield from _labels_in(found.name)


def _labels_in(module: str) -> Iterator[tuple[str, Mapping[StrEnum, Any], type[StrEnum]]]:
    for name, table in vars(import_module(module)).items():
        if name.endswith("_LABELS") and isinstance(table, Mapping) and table:
            first = next(iter(table))
            if isinstance(first, StrEnum):
                yield f"{module}.{name}", table, type(first)


def test_every_table_of_labels_names_each_member_of_its_set() -> None:
    found = list(labels())
    nameless = {
        name: set(kind) - table.keys() - OF_NOBODY
        for name, table, kind in found
        if set(kind) - table.keys() - OF_NOBODY
    }
    assert len({name.rsplit(".", 1)[1] for name, _table, _kind in found}) > 20
    assert nameless == {}


def test_every_kind_of_letter_that_is_kept_can_be_made() -> None:
    assert KINDS.keys() == {kind.value for kind in LetterKind}


def test_every_class_of_search_keys_says_who_may_look_and_what_matched() -> None:
    assert CLASS_AREAS.keys() == set(KeyClass)
    assert FIELD_OF.keys() == {key_class.value for key_class in KeyClass}


def test_every_chip_narrows_the_list_and_every_column_sorts_it() -> None:
    assert list_statements._NARROWED.keys() == set(Chip)
    assert list_keys.SORTED.keys() == set(Sort)
    assert {column.key for column in COLUMNS} == {sort.value for sort in Sort}
