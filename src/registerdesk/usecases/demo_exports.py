"""The demo office's lists: one fetched, one approved, one that waits; and a saved view."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final, Protocol
from uuid import UUID

from registerdesk.domain.exports import ExportColumn, ExportFormat, ExportWish
from registerdesk.domain.party_lists import Chip, ListKind, ListQuery, Sort
from registerdesk.usecases.export_approvals import approve_export, list_exports
from registerdesk.usecases.export_fetching import fetching_list
from registerdesk.usecases.exports import propose_export
from registerdesk.usecases.preferences import set_preference
from registerdesk.usecases.slices import finished

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from registerdesk.usecases.offices import Session

_WISHES: Final = (
    ExportWish(
        query=ListQuery(kind=ListKind.CUSTOMER, chips=frozenset({Chip.ACTIVE})),
        columns=(ExportColumn.NAME, ExportColumn.NUMBER, ExportColumn.PHONE, ExportColumn.TOWN),
    ),
    ExportWish(
        query=ListQuery(kind=ListKind.CUSTOMER),
        columns=(ExportColumn.NAME, ExportColumn.STREET, ExportColumn.POSTAL_CODE),
        recipient="Tryckeriet Punkt AB",
        format=ExportFormat.CSV,
    ),
    ExportWish(
        query=ListQuery(kind=ListKind.ALL),
        columns=(ExportColumn.NAME, ExportColumn.KIND, ExportColumn.PHONE, ExportColumn.TOWN),
        format=ExportFormat.PAPER,
    ),
)
"""The one that is fetched, the one that is approved, and the one that waits."""
_VIEW: Final = {
    "name": "Aktiva företag, nyast först",
    "text": "",
    "chips": [Chip.ACTIVE, Chip.COMPANY],
    "sort": Sort.SINCE,
    "down": True,
    "columns": ["name", "number", "phone", "since"],
    "begins": False,
}


class Desks(Protocol):
    """Whoever lets colleagues sign in."""

    def at_desk(self, user: str) -> AbstractContextManager[Session]:
        """Let one colleague sign in, work, and sign out."""


def take_out_lists(build: Desks) -> None:
    """Let a case officer ask for three lists, and the data protection officer agree to two."""
    with build.at_desk("karin") as session:
        fetched, approved, _waiting = [_asked(session, wish) for wish in _WISHES]
        kept = json.dumps([_VIEW], ensure_ascii=False)
        session.desk.do(set_preference, f"views.{ListKind.CUSTOMER}", kept)
    with build.at_desk("eva") as session:
        for export_id in (fetched, approved):
            session.desk.do(approve_export, export_id)
    with build.at_desk("karin") as session:
        finished(fetching_list(session.desk, fetched, "sv"))


def _asked(session: Session, wish: ExportWish) -> UUID:
    """Return the export that somebody asks for."""
    number = finished(session.desk.doing(propose_export, wish))
    rows = session.desk.do(list_exports)
    return next(row.export.id for row in rows if row.export.number == number)
