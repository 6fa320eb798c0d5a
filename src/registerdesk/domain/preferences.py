"""A member of staff's own settings: the closed set of their keys, which stand in the log."""

from __future__ import annotations

from typing import Final

from registerdesk.domain.errors import InvalidInput
from registerdesk.domain.imports import ImportKind
from registerdesk.domain.party_lists import ListKind
from registerdesk.domain.texts import _

_WINDOW: Final = ("scheme", "percent", "density", "language", "sidebar")
_CHOICES: Final = (
    "register.source",
    *(f"import.columns.{kind}" for kind in ImportKind),
    *(f"columns.{kind}" for kind in ListKind),
    *(f"views.{kind}" for kind in ListKind),
)
_PANES: Final = tuple(
    f"{page}.list"
    for page in (
        "contacts",
        "credit_checks",
        "customers",
        "exports",
        "policy",
        "search",
        "suppliers",
    )
)
"""How wide the list of a page is beside what it shows."""
_TABLES: Final = tuple(
    f"table.{table}"
    for table in (
        *("agreements", "card_checks", "card_contacts", "card_requests", "contacts"),
        *("credit_checks", "duplicates", "exports", "files", "history", "import_errors"),
        *("import_fields", "imports", "links", "log", "matches", "merge", "parties"),
        *("requests", "staff", "timeline", "values"),
    )
)
"""The widths of a table's columns."""
PREFERENCE_KEYS: Final = frozenset((*_WINDOW, *_CHOICES, *_PANES, *_TABLES))
_NAMING: Final = ("views.", "import.columns.")


def known_key(key: str) -> str:
    """Return the key of a setting that there is; InvalidInput for any other word."""
    if key not in PREFERENCE_KEYS:
        raise InvalidInput(_("There is no such setting."), field="key")
    return key


def may_name_people(key: str) -> bool:
    """Tell whether words about people can stand in a setting: a narrowed list, a file's heads."""
    return key.startswith(_NAMING)
