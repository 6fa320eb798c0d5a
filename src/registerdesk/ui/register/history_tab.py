"""The card's last tab: what stood in its fields before, and who changed it when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from registerdesk.domain.formats import ore
from registerdesk.domain.texts import _
from registerdesk.domain.value_labels import label_of_code
from registerdesk.ui.kit.context import WindowContext
from registerdesk.ui.kit.moments import when
from registerdesk.ui.kit.notices import EmptyView
from registerdesk.ui.kit.table import Cell, Column, Row, Table
from registerdesk.ui.kit.text import language, tr
from registerdesk.ui.register.colleagues import colleagues
from registerdesk.ui.register.list_tabs import ListTab
from registerdesk.usecases.desk import UseCase
from registerdesk.usecases.party_history import FormerValue, view_history

COLUMNS = (
    Column(key="at", title=_("Changed"), width=140, sortable=False),
    Column(key="label", title=_("Value kept"), width=170, sortable=False),
    Column(key="value", title=_("Stood there before"), width=200, stretch=True, sortable=False),
    Column(key="who", title=_("By"), width=140, sortable=False),
)


Under = Callable[[UseCase[..., Any]], UseCase[..., Any]]


def _plainly(act: UseCase[..., Any]) -> UseCase[..., Any]:
    return act


class HistoryTab(ListTab):
    """Fetched only when it is looked at, because looking is logged."""

    def __init__(self, context: WindowContext) -> None:
        """Begin empty."""
        empty = EmptyView(_("Nothing has been changed."), "", "clock")
        super().__init__(
            Table(COLUMNS, tr(_("History")), context.settings, "history"), empty, _("History")
        )
        self._context = context

    def show_party(self, party_id: UUID, under: Under = _plainly) -> None:
        """Fetch a person's earlier values; `under` tells how the card has been opened."""
        self.states.loading()
        self._context.ask(
            under(view_history),
            party_id,
            done=lambda found: colleagues(self._context, lambda names: self._show(found, names)),
            failed=lambda error: self.states.failed(
                error, lambda: self.show_party(party_id, under)
            ),
            latest="history",
        )

    def _show(self, found: tuple[FormerValue, ...], names: dict[str, str]) -> None:
        today = self._context.today()
        self.show_rows([_row(former, names, today) for former in found])


def _row(former: FormerValue, names: dict[str, str], today: date) -> Row:
    return Row(
        id=f"{former.row_id}.{former.field}",
        cells=(
            Cell(text=when(former.changed_at, today)),
            Cell(text=tr(former.label)),
            Cell(text=_before(former)),
            Cell(text=names.get(str(former.changed_by), "–"), tone="muted"),
        ),
    )


def _before(former: FormerValue) -> str:
    """Return an earlier value with its unit, if it is money."""
    if former.in_ore and isinstance(former.value, int):
        return ore(former.value, language.code)
    return former_words(former.value)


def former_words(value: object) -> str:
    """Return an earlier value as people read it; a dash where nothing stood."""
    if isinstance(value, StrEnum):
        return tr(label_of_code(value))
    if isinstance(value, bool):
        return tr(_("Yes") if value else _("No"))
    return str(value) if value not in (None, "") else "–"
