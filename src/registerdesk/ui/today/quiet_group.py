"""The group of those of whom nothing has been heard for a year, each with its question."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QKeyEvent

from registerdesk.domain.parties import RELATION_LABELS
from registerdesk.domain.party_lists import QuietRow
from registerdesk.domain.staff import Permission, is_granted
from registerdesk.domain.texts import _
from registerdesk.ui.kit.context import WindowContext
from registerdesk.ui.kit.results import Entry, EntryList, Heading
from registerdesk.ui.kit.text import number, tr
from registerdesk.ui.register.quiet_answers import NO, YES, QuietAnswers
from registerdesk.usecases.quiet_relations import QuietRelations, list_quiet

SHOWN = 5
ALL = "quiet"
"""What opens a list with only those in it."""


class QuietGroup(QObject):
    """Asks who they are, makes their rows, and answers by key while one has the focus."""

    arrived = Signal()

    def __init__(self, context: WindowContext, entries: EntryList) -> None:
        """Answer in the list; nothing is asked for yet."""
        super().__init__(entries)
        self._context, self._list = context, entries
        self._may_answer = is_granted(context.user.roles, Permission.EDIT_PARTY)
        self._begins = 0
        self._found = QuietRelations(rows=(), total=0)
        self.answers = QuietAnswers(context, entries)
        self.answers.done.connect(self.refresh)
        entries.installEventFilter(self)
        if self._may_answer:
            teach = context.shortcuts.teach
            teach(YES, "today", _("Still with us"), entries)
            teach(NO, "today", _("No longer with us"), entries)

    def refresh(self) -> None:
        """Read who they are, for those who may answer."""
        if self._may_answer:
            self._context.ask(list_quiet, SHOWN, done=self._show, latest="today.quiet")

    def clear(self) -> None:
        """Let go of the names."""
        self._found = QuietRelations(rows=(), total=0)

    def entries(self, begins: int) -> list[Entry | Heading]:
        """Return heading and rows, to stand from that place of the list on; nothing for none."""
        self._begins = begins + 1
        rows, total, is_more = self._found.rows, self._found.total, self._found.is_more
        if not rows:
            return []
        found: list[Entry | Heading] = [
            Heading(
                words=tr(_("Nothing heard for a year")),
                count=tr(_("more than {n}"), n=number(total)) if is_more else number(total),
            )
        ]
        found += [_entry(row) for row in rows]
        if total > len(rows):
            words = tr(_("Show all")) if is_more else tr(_("Show all {count}"), count=number(total))
            found.append(Entry(id=f"{rows[0].kind}s:{ALL}", title=words, icon="chevron-right"))
        return found

    def current(self) -> QuietRow | None:
        """Return the row with the focus, if it is one of these."""
        at = self._list.currentIndex().row() - self._begins
        return self._found.rows[at] if 0 <= at < len(self._found.rows) else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Answer with 1 and 2."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            row = self.current()
            if row is not None and self.answers.answer(event.text(), row.relation_id):
                return True
        return super().eventFilter(watched, event)

    def _show(self, found: QuietRelations) -> None:
        self._found = found
        self.arrived.emit()


def _entry(row: QuietRow) -> Entry:
    """Return one question as a row of the list."""
    name = row.name or row.number
    since = tr(_("nothing since {day}"), day=row.since.isoformat())
    kind = tr(RELATION_LABELS[row.kind])
    return Entry(
        id=f"{row.kind}s:{row.party_id}",
        title=tr(_("Is {name} still with us?"), name=name),
        line=f"{kind} {row.number}  ·  {since}",
        chip=tr(_("1 yes  ·  2 no")),
        icon="users" if row.name else "shield",
        spoken=tr(
            _("Is {name} still with us? {since}. 1 for yes, 2 for no."), name=name, since=since
        ),
        verb=tr(_("Open")),
    )
