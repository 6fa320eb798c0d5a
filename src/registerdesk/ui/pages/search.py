"""Search as one types: results at the left, the card at the right; ">" finds commands."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from uuid import UUID

from PySide6.QtCore import QElapsedTimer, Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from registerdesk.domain.errors import RegisterDeskError
from registerdesk.domain.texts import _
from registerdesk.ui.kit.context import WindowContext
from registerdesk.ui.kit.page import Page
from registerdesk.ui.kit.results import Heading
from registerdesk.ui.kit.text import locale, tr
from registerdesk.ui.register.commands import command_rows, run_command
from registerdesk.ui.register.hit_words import (
    ALL,
    CASE,
    count_words,
    counts_of,
    party_of,
    rows_of,
    what_else,
)
from registerdesk.ui.register.latest_opened import forget, opened_rows
from registerdesk.ui.register.list_detail import ListDetail
from registerdesk.ui.register.notes_choice import Cases, NotesChoice, looked_up, without_notes
from registerdesk.ui.register.party_card import PartyCard
from registerdesk.ui.register.result_list import FieldTab, ResultList
from registerdesk.ui.register.search_trace import SearchTrace
from registerdesk.usecases.rights_requests import is_own
from registerdesk.usecases.search import Hits

SLOW_MS = 300
_FEW = 5


class SearchPage(Page):
    """Listens to the one search field; old results stay until new ones arrive."""

    def __init__(self, context: WindowContext) -> None:
        """Build both panes and listen."""
        super().__init__(context)
        self._hits = Hits()
        self._cases: Cases = ()
        self._text = self._shown = self._left = ""
        self._everything = self._stale = self._in_notes = False
        self._waiting: Callable[[], None] | None = None
        self._started = QElapsedTimer()
        self.results = ResultList()
        self.notes = NotesChoice(context, self, "search")
        self.results.add_choice(self.notes)
        self.card = PartyCard(context, "search")
        self.beside = ListDetail(self.results, self.card, context.settings, "search", stays=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.beside)
        self.settling = SearchTrace(self, context)
        self._slow = self._timer(SLOW_MS)
        self._slow.timeout.connect(lambda: self.results.time.set_message(_("Searching …")))
        self._listen()

    def open(self, argument: str) -> None:
        """Show what the field asks for, and somebody's card if an id is given."""
        left, self._left = self._left, ""
        if left and not self.context.search.text():
            self.context.search.setText(left)  # which asks
        elif self.context.search.text().strip() != self._text or not argument:
            self._typed(self.context.search.text())
        if argument:
            self.results.select(argument)
            self.card.show_party(UUID(argument))
            self.beside.show_detail(opened=True)
            self.card.focus_content()
        else:
            self.card.clear()
            self.beside.show_detail(opened=False)
            self.context.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Ask again."""
        self._typed(self.context.search.text())
        self.card.refresh()

    def leave(self) -> bool:
        """Stay while a value is being edited; take along what was searched for."""
        if not self.card.may_leave():
            return False
        self._left = self._text
        self._end_notes()
        self.context.search.clear()
        return True

    def primary(self) -> None:
        """Log a call with the chosen hit, or save what is being edited."""
        hit = party_of(self.results.list.current_id())
        if self.context.search.hasFocus() or self.results.list.hasFocus():
            if self._is_asking():
                self._waiting = self.primary
            elif hit is not None:
                self.context.open_call(hit)
        else:
            self.card.primary()

    def panes(self) -> list[QWidget]:
        """Return results and card."""
        return [pane for pane in (self.results.list, self.card) if pane.isVisible()]

    def closed(self) -> None:
        """Let go of names and results."""
        self.settling.stop()
        self._slow.stop()
        self._waiting = None
        self.context.holds.remove(self._end_notes)
        self.card.clear()
        self.results.show_rows("", [])
        forget(self.context)

    def _listen(self) -> None:
        field = self.context.search
        self._tab = FieldTab(field, self.results.list)
        field.typed.connect(self._typed)
        field.moved.connect(self._moved)
        field.accepted.connect(self._accepted)
        self.results.list.opened.connect(self._opened)
        self.results.filtered.connect(lambda _name: self._show())
        self.card.changed.connect(self._changed)
        self.card.shown.connect(self._card_shown)
        self.notes.turned.connect(lambda: self._typed(self.context.search.text()))
        self.context.holds.append(self._end_notes)

    def _end_notes(self) -> None:
        """Show nothing of notes any longer: another search begins, or a lock."""
        self.settling.supersede(in_notes=False)
        self.notes.off()
        if self._in_notes:
            self._in_notes, self._hits = False, without_notes(self._hits)
            self._show()

    def _timer(self, milliseconds: int) -> QTimer:
        return QTimer(self, singleShot=True, interval=milliseconds)

    def _typed(self, text: str) -> None:
        """Ask at once; what an earlier question still brings, or was to do, is dropped."""
        before, self._text, self._waiting = self._text, text.strip(), None
        self._everything = False
        if before and not self._text:
            self.notes.off()
        self._in_notes = self.notes.is_on()
        is_asked = bool(self._text) and not self._text.startswith(">")
        self.settling.supersede(in_notes=self._in_notes and is_asked)
        if not is_asked:
            self.context.runner.ticket("search")
            self._slow.stop()
            self._hits, self._cases = Hits(), ()
            self._show_commands()
            return
        asked = self._text
        self._slow.start()
        self._started.start()
        self._ask(asked, self._arrived)

    def _is_asking(self) -> bool:
        """Tell whether the hits that show are those of an earlier text."""
        return self._text != self._shown and not self._text.startswith(">")

    def _ask(self, text: str, take: Callable[[str, Hits, Cases], None]) -> None:
        context, in_notes = self.context, self._in_notes
        self.context.runner.ask(
            lambda: looked_up(context, text, in_notes=in_notes),
            lambda found: take(text, *found),
            self._failed,
            latest="search",
            is_search=True,
        )

    def _changed(self) -> None:
        """Read again beside the card what may have become protected, restricted or merged."""
        asked = self._text
        if not asked or asked.startswith(">"):
            self._stale = True
            return
        self._ask(asked, self._take_again)

    def _card_shown(self) -> None:
        """Call those opened last by the names that they have now."""
        if self._stale:
            self._stale = False
            self._show_commands()

    def _arrived(self, text: str, hits: Hits, cases: Cases) -> None:
        self._slow.stop()
        seconds = max(self._started.elapsed(), 10) / 1000
        self.results.show_everything()
        self._take(text, hits, cases)
        if not (hits.persons or hits.companies or cases) and not self.card.values.is_editing():
            self.card.clear()
            self.beside.show_detail(opened=False)
        self.results.time.set_message(_("{time} s"), time=locale().toString(seconds, "f", 2))
        self.settling.wait(text, hits.total + len(cases), in_notes=self._in_notes)

    def _take(self, text: str, hits: Hits, cases: Cases) -> None:
        """Show what was found, and do what was pressed while it was on its way."""
        self._hits, self._cases, self._shown = hits, cases, text
        self._show()
        found = (hits.total if hits.suggestion is None else 0) + len(cases)
        self.context.search.show_count(count_words(found, is_more=hits.is_more))
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            waiting()

    def _take_again(self, text: str, hits: Hits, cases: Cases) -> None:
        self._take(text, hits, cases)
        self.results.select(str(self.card.party_id()))

    def _failed(self, error: RegisterDeskError) -> None:
        self._slow.stop()
        self._waiting = None
        self.results.time.say("")
        self.results.states.failed(error, self.refresh)

    def _show(self) -> None:
        hits, name = self._hits, self.results.chosen_filter()
        cases, me = self._cases, self.context.user.user_id
        rows = rows_of(
            hits,
            name,
            self.context.today(),
            everything=self._everything,
            cases=cases,
            cases_first=any(is_own(c, me) and c.number.endswith(self._shown) for c in cases),
        )
        counts = counts_of((*hits.persons, *hits.companies), len(cases))
        suggestion = hits.suggestion
        self.results.suggest(suggestion)
        self.results.tell_empty(self._shown, what_else(self._shown, self.context.user.roles))
        message = _("No hit for ”{text}”") if suggestion else _("Hits for ”{text}”")
        self.results.show_rows(tr(message, text=self._shown), rows, counts)

    def _show_commands(self) -> None:
        """Show commands, and before anything is typed those opened last."""
        self._shown = ""
        wanted = self._text.removeprefix(">").strip()
        rows = [] if self._text else opened_rows(self.context)
        commands = command_rows(self.context, self.card, wanted)
        shown = commands if self._text else commands[:_FEW]
        if shown:
            rows += [Heading(words=tr(_("Commands"))), *shown]
        self.results.suggestion.hide()
        self.results.time.say("")
        self.context.search.show_count("")
        self.results.empty.label.set_message(_("No such command."))
        self.results.empty.under.hide()
        title = _("Commands") if self._text else _("Search and commands")
        self.results.show_rows(tr(title), rows)

    def _moved(self, step: int) -> None:
        if self.isVisible():
            self.results.list.step(step)

    def _accepted(self, modifiers: Qt.KeyboardModifier) -> None:
        """Open the chosen hit; once they come, where the hits are on their way."""
        if not self.isVisible():
            self.context.navigate("search", "")
        elif self._is_asking():
            self._waiting = partial(self._accepted, modifiers)
        elif self.results.states.state() == "empty" and self._text:
            self.context.open_call(None)
        else:
            self.results.list.open(modifiers)

    def _opened(self, row: str, modifiers: Qt.KeyboardModifier) -> None:
        party_id = party_of(row)
        if row == ALL:
            self._everything = True
            self._show()
        elif row.startswith(CASE):
            self.context.navigate("requests", row.removeprefix(CASE))
        elif party_id is None:
            run_command(self.context, self.card, row)
        elif modifiers & Qt.KeyboardModifier.ControlModifier:
            self.context.open_call(party_id)
        else:
            self.context.navigate("search", row)
