"""The card's requests: a tab with all of them, and a sheet for the one that is open."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Signal

from registerdesk.domain.formats import with_weekday
from registerdesk.domain.rights_requests import (
    RIGHT_LABELS,
    STATE_LABELS,
    STEP_LABELS,
    RequestState,
)
from registerdesk.domain.texts import _
from registerdesk.ui.kit.card import Card
from registerdesk.ui.kit.context import WindowContext
from registerdesk.ui.kit.labels import Label
from registerdesk.ui.kit.notices import EmptyView
from registerdesk.ui.kit.table import Cell, Column, Row, Table
from registerdesk.ui.kit.text import language, tr
from registerdesk.ui.kit.theme import theme
from registerdesk.ui.register.list_tabs import ListTab
from registerdesk.ui.register.words import joined
from registerdesk.usecases.rights_requests import RequestRow, requests_of

COLUMNS = (
    Column(key="number", title=_("Number"), width=120, sortable=False),
    Column(key="right", title=_("Request"), width=160, stretch=True, sortable=False),
    Column(key="state", title=_("Status"), width=110, sortable=False),
    Column(key="received", title=_("Received"), width=104, sortable=False),
    Column(key="answer", title=_("Answer by"), width=104, sortable=False),
)


def open_one(rows: Sequence[RequestRow]) -> RequestRow | None:
    """Return the open request that is to be answered first."""
    waiting = [row for row in rows if row.state is RequestState.OPEN]
    return min(waiting, key=lambda row: row.answer_by, default=None)


def row_of(row: RequestRow) -> Row:
    """Return a request as a line of the tab."""
    waiting = row.state is RequestState.OPEN
    return Row(
        id=str(row.id),
        cells=(
            Cell(text=row.number, strong=True),
            Cell(text=tr(RIGHT_LABELS[row.right])),
            Cell(text=tr(STATE_LABELS[row.state]), chip="warn" if waiting else "neutral"),
            Cell(text=row.received_on.isoformat(), tone="muted"),
            Cell(text=row.answer_by.isoformat()),
        ),
    )


class RequestsTab(ListTab):
    """Fetched with the card; a row opens the request."""

    arrived = Signal(object)

    def __init__(self, context: WindowContext) -> None:
        """Begin empty."""
        empty = EmptyView(_("No requests."), _("A request is registered with F2."), "inbox")
        table = Table(COLUMNS, tr(_("Requests")), context.settings, "card_requests")
        super().__init__(table, empty, _("Requests"), spare=(3,))
        self._context = context
        self.opened.connect(lambda row: context.navigate("requests", row))

    def show_party(self, party_id: UUID) -> None:
        """Fetch a person's requests, as far as the reader reaches."""
        self._context.ask(
            requests_of,
            party_id,
            done=self._show,
            failed=lambda error: self.states.failed(error, lambda: self.show_party(party_id)),
            latest="card.requests",
        )

    def _show(self, rows: tuple[RequestRow, ...]) -> None:
        self.show_rows([row_of(row) for row in rows])
        self.arrived.emit(rows)


class OpenRequest(Card):
    """The open request on a sheet with the colour of warnings: what, until when, how far."""

    def __init__(self) -> None:
        """Begin hidden."""
        super().__init__(_("Open request"), _("Open"), tone="warn")
        self.request_id = ""
        self._answer = Label(role="warn", wrap=True)
        self._step = Label(role="secondary", wrap=True)
        for label, above, below in ((self._answer, 10, 2), (self._step, 0, 12)):
            side = theme.px(14)
            label.setContentsMargins(side, theme.px(above), side, theme.px(below))
            self.body.addWidget(label)
        self.hide()

    def show_request(self, row: RequestRow | None) -> None:
        """Show a request, or nothing."""
        self.setVisible(row is not None)
        if row is None:
            return
        self.request_id = str(row.id)
        self.title.set_message(RIGHT_LABELS[row.right])
        answer = with_weekday(row.answer_by, language.code)
        self._answer.set_message(_("Answer by {day}"), day=answer)
        self._step.say(joined((row.number, tr(STEP_LABELS[row.step]), row.owner_name)))
