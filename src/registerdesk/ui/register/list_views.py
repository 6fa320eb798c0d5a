"""Saved views of a list: filter, sort and columns under a name, kept with the user's settings."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from registerdesk.domain.errors import InvalidInput
from registerdesk.domain.party_lists import Chip, ListQuery, Sort
from registerdesk.domain.texts import _
from registerdesk.ui.kit.settings import Settings

LONGEST_NAME: Final = 40
MOST_VIEWS: Final = 12
_LARGEST: Final = 3_900


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedView:
    """One way of looking at a list; one of them may be the one that it begins with."""

    name: str
    text: str = ""
    chips: frozenset[Chip] = frozenset()
    sort: Sort = Sort.NAME
    descending: bool = False
    columns: tuple[str, ...] = ()
    begins: bool = False

    def as_kept(self) -> dict[str, Any]:
        """Return what is written in the settings."""
        return {
            "name": self.name,
            "text": self.text,
            "chips": sorted(self.chips),
            "sort": self.sort,
            "down": self.descending,
            "columns": list(self.columns),
            "begins": self.begins,
        }


class ListViews:
    """The views of one list, by name."""

    def __init__(self, settings: Settings, key: str) -> None:
        """Read what the user has kept; what cannot be read is no view."""
        self._settings, self._key = settings, f"views.{key}"
        self.views: list[SavedView] = list(_read(settings.get(self._key)))

    def beginning(self) -> SavedView | None:
        """Return the view that the list begins with."""
        return next((view for view in self.views if view.begins), None)

    def save(self, view: SavedView) -> None:
        """Keep a view in the place of one of the same name; InvalidInput where it cannot be."""
        name = view.name.strip()
        if not name:
            raise InvalidInput(_("Fill in this field."), field="name")
        others = [each for each in self.views if each.name.casefold() != name.casefold()]
        if len(others) >= MOST_VIEWS:
            raise InvalidInput(_("There are {most} views already. Remove one."), most=MOST_VIEWS)
        if view.begins:
            others = [_not_first(each) for each in others]
        self._keep([*others, _named(view, name)])

    def remove(self, name: str) -> SavedView | None:
        """Forget a view; return it, for the undo."""
        gone = next((view for view in self.views if view.name == name), None)
        if gone is not None:
            self._keep([view for view in self.views if view is not gone])
        return gone

    def _keep(self, views: Sequence[SavedView]) -> None:
        ordered = sorted(views, key=lambda view: view.name.casefold())
        text = json.dumps([view.as_kept() for view in ordered], ensure_ascii=False)
        if len(text) > _LARGEST:
            raise InvalidInput(_("There are too many views. Remove one."))
        self.views = ordered
        self._settings.set(self._key, text)


def view_of(query: ListQuery, columns: Sequence[str], name: str, *, begins: bool) -> SavedView:
    """Return the view that a list shows now."""
    return SavedView(
        name=name[:LONGEST_NAME],
        text=query.text,
        chips=query.chips,
        sort=query.sort,
        descending=query.descending,
        columns=tuple(columns),
        begins=begins,
    )


def _named(view: SavedView, name: str) -> SavedView:
    """Return the view under a name."""
    return _read_one(view.as_kept() | {"name": name[:LONGEST_NAME]})


def _not_first(view: SavedView) -> SavedView:
    """Return the view as one that the list does not begin with."""
    return _read_one(view.as_kept() | {"begins": False})


def _read(kept: str) -> list[SavedView]:
    """Return the views that a kept text holds."""
    try:
        found = json.loads(kept or "[]")
        return [_read_one(each) for each in found][:MOST_VIEWS]
    except (ValueError, TypeError, KeyError, AttributeError):
        return []


def _read_one(kept: dict[str, Any]) -> SavedView:
    """Return one view; a code that is none is a ValueError."""
    return SavedView(
        name=str(kept["name"]),
        text=str(kept["text"]),
        chips=frozenset(Chip(code) for code in kept["chips"]),
        sort=Sort(kept["sort"]),
        descending=bool(kept["down"]),
        columns=tuple(str(key) for key in kept["columns"]),
        begins=bool(kept["begins"]),
    )
