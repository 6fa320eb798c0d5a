"""The first step: who is calling, found as one types; or somebody whom nobody knows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal

from registerdesk.domain.contact_lists import Caller
from registerdesk.domain.errors import RegisterDeskError
from registerdesk.domain.texts import _
from registerdesk.ui.call.caller_rows import CallerField, caller_row, open_now_row
from registerdesk.ui.call.parts import StepPart
from registerdesk.ui.call.stranger import StrangerForm
from registerdesk.ui.kit.context import WindowContext
from registerdesk.ui.kit.labels import Label
from registerdesk.ui.kit.results import Entry, EntryList, Heading
from registerdesk.ui.kit.text import number, tr, tr_error
from registerdesk.ui.kit.theme import theme
from registerdesk.ui.register.hit_words import count_words, entry_of
from registerdesk.usecases.contacts import latest_callers
from registerdesk.usecases.search import Hits, find, settle

ROWS, SETTLE_MS = 5, 500


class CallerStep(StepPart):
    """Finds the caller; an answer that comes late is still the answer to what was typed."""

    taken = Signal(object, str)

    def __init__(self, context: WindowContext) -> None:
        """Begin with an empty field."""
        super().__init__(1, _("Who is calling?"))
        self._context = context
        self._text = self._shown = ""
        self._steps = self._found = 0
        self._waiting: Callable[[], None] | None = None
        self._open_now: Entry | None = None
        self._callers: Sequence[Caller] | None = None
        self._is_ringing = False
        self.is_known = False
        self.field = CallerField()
        self.list = EntryList(tr(_("Search results")))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hint = Label(role="secondary", wrap=True)
        self.stranger = StrangerForm(context.today)
        self.stranger.hide()
        for widget in (self.field, self.list, self.hint, self.stranger):
            self.inner.addWidget(widget)
        self.speech.set_message(
            _("Say: What is your name, or what are the last four digits of your phone number?")
        )
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(SETTLE_MS)
        self._settling.timeout.connect(self._settle)
        self._connect()
        self._show_rows([])

    def begin(self, ringing: str = "") -> None:
        """Empty the step and ask who called last, or search for a number; nobody is chosen."""
        self._open_now, self._callers = None, None
        self.is_known = False
        self.stranger.clear()
        self.stranger.hide()
        self._show_search(visible=True)
        self.field.pass_on(None)
        self.say_summary("")
        if self.field.text() == ringing:
            self._typed(ringing)
        else:
            self.field.setText(ringing)
        self._is_ringing = bool(ringing)

    def offer(self, party_id: UUID, name: str, relation: str) -> None:
        """Offer the person whose card is open as the first row."""
        self._open_now = open_now_row(party_id, name, relation)
        if not self._text:
            self._show_empty()

    def take(self, name: str, relation: str) -> None:
        """Show who it is."""
        self.is_known = True
        self.stranger.hide()
        self._show_search(visible=True)
        self.say_summary(name, relation)

    def take_stranger(self, name: str = "", call_back: str = "", address: str = "") -> None:
        """Ask for name, number and address of somebody who is not in the register."""
        self.is_known = False
        self._show_search(visible=False)
        self.stranger.fill(name, call_back, address)
        self.stranger.show()
        self._summarise()

    def is_stranger(self) -> bool:
        """Tell whether the caller is somebody whom nobody knows."""
        return not self.stranger.isHidden()

    def is_done(self) -> bool:
        """Tell whether somebody was taken, or a stranger can be named or called back."""
        return self.is_known or (self.is_stranger() and self.stranger.is_enough())

    def enter(self) -> None:
        """Go to the field that is to be filled in."""
        target = self.stranger.first() if self.is_stranger() else self.field
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        if target is self.field:
            self.field.selectAll()

    def _connect(self) -> None:
        self.field.textChanged.connect(self._typed)
        self.field.moved.connect(self._moved)
        self.field.accepted.connect(self._accepted)
        self.list.clicked.connect(lambda _index: self._take())
        self.stranger.changed.connect(self._stranger_changed)
        self.stranger.finished.connect(self._stranger_done)
        self.stranger.back.connect(self._search_again)

    def _show_search(self, *, visible: bool) -> None:
        for widget in (self.field, self.list, self.hint):
            widget.setVisible(visible)

    def _search_again(self) -> None:
        self.stranger.clear()
        self.stranger.hide()
        self._show_search(visible=True)
        self._summarise()
        self.enter()

    def _typed(self, text: str) -> None:
        """Ask at once; typing waits for nothing."""
        self._text, self._steps, self._waiting = text.strip(), 0, None
        self._is_ringing = False
        self._settling.stop()
        self.changed.emit()
        if not self._text:
            self._context.runner.ticket("call.find")
            self._shown = ""
            self._show_empty()
            self._ask_callers()
            return
        asked, desk = self._text, self._context.desk
        self._context.runner.ask(
            lambda: desk.do(find, asked, limit=ROWS),
            lambda hits: self._arrived(asked, hits),
            self._failed,
            latest="call.find",
            is_search=True,
        )

    def _arrived(self, text: str, hits: Hits) -> None:
        """Show the rows; do what was pressed while they were on their way."""
        self._shown = text
        found = (*hits.persons, *hits.companies)[:ROWS]
        self._show_rows([entry_of(hit, self._context.today()) for hit in found])
        self._found = 0 if hits.suggestion else hits.total
        self._is_ringing = self._is_ringing and not found
        self._settling.start()
        self._hint_at(text, hits, is_found=bool(found))
        waiting, self._waiting, steps = self._waiting, None, self._steps
        self._moved(steps)
        if waiting is not None:
            waiting()

    def _hint_at(self, text: str, hits: Hits, *, is_found: bool) -> None:
        """Say what Enter does when nothing matched; a guess is never chosen for anybody."""
        if not is_found:
            self.hint.set_message(_("No hit for ”{text}”. Enter takes an unknown caller."),
                                  text=text)  # fmt: skip
        elif hits.suggestion is not None:
            self.list.setCurrentIndex(QModelIndex())
            self.hint.set_message(
                _("No hit for ”{text}”. Did you mean {name}? ↓ chooses, Enter takes an unknown "
                  "caller."), text=text, name=hits.suggestion.text,
            )  # fmt: skip
        else:
            hidden = hits.total - len((*hits.persons, *hits.companies)[:ROWS])
            count = f"{number(hidden)}+" if hits.is_more else number(hidden)
            self.hint.set_message(_("{count} more – type more"), count=count)
            self.hint.setVisible(hidden > 0)
            return
        self.hint.show()

    def _failed(self, error: RegisterDeskError) -> None:
        self._waiting = None
        self.field.pass_on(self.field)
        self.hint.say(tr_error(error))
        self.hint.show()

    def _moved(self, step: int) -> None:
        """Choose another row; while rows are on their way, remember it."""
        if self._text != self._shown:
            self._steps += step
            return
        for _time in range(abs(step)):
            self.list.step(1 if step > 0 else -1)
        entry = self._entry()
        if step and entry is not None:
            self._context.announce(entry.spoken or entry.title)

    def _accepted(self) -> None:
        """Take the chosen row; wait for the rows if they are on their way."""
        if self._text != self._shown:
            self._waiting = self._take
            self.field.hold_keys()
        else:
            self._take()

    def _take(self) -> None:
        entry = self._entry()
        if entry is not None:
            self.taken.emit(UUID(entry.id), entry.title)
        elif self._text:
            digits = sum(letter.isdigit() for letter in self._text)
            is_number = digits * 2 > len(self._text)
            self.take_stranger(*(("", self._text) if is_number else (self._text, "")))
            self.enter()
            self.changed.emit()
        self.field.pass_on(None)

    def _entry(self) -> Entry | None:
        entry = self.list.entries.entry(self.list.currentIndex().row())
        return entry if isinstance(entry, Entry) else None

    def _ask_callers(self) -> None:
        """Ask who called last, once they are to be seen; a call that rings shows nobody."""
        if self._callers is None:
            self._callers = ()
            self._context.ask(latest_callers, ROWS, done=self._called, latest="call.callers")

    def _called(self, callers: Sequence[Caller]) -> None:
        self._callers = callers
        if not self._text:
            self._show_empty()

    def _show_empty(self) -> None:
        """Show the open card and those who called last; only the open card is marked."""
        today = self._context.today()
        now = self._open_now
        latest = [
            caller_row(caller, today)
            for caller in self._callers or ()
            if now is None or str(caller.party_id) != now.id
        ]
        rows: list[Entry | Heading] = [] if now is None else [now]
        rows += latest[: ROWS - len(rows)]
        self._show_rows(rows)
        if now is None:
            self.list.setCurrentIndex(QModelIndex())
        self.hint.set_message(_("The latest callers. Press ↓ to choose one."))
        self.hint.setVisible(bool(latest))

    def _show_rows(self, rows: Sequence[Entry | Heading]) -> None:
        self.list.show_entries(rows)
        self.list.setFixedHeight(theme.px(56) * len(rows) + 2)
        self.list.setVisible(bool(rows) and self.stranger.isHidden())
        if rows:
            self.list.setCurrentIndex(self.list.entries.index(0))

    def _settle(self) -> None:
        """Leave the one trace of a search, and say the count aloud.

        A call that rang and finds nobody leaves none: nobody typed, and nothing was read.
        """
        text, count, desk = self._text, self._found, self._context.desk
        self._context.announce(count_words(count))
        if self._is_ringing:
            return
        self._context.runner.ask(lambda: desk.do(settle, text, count=count), lambda _none: None)

    def _summarise(self) -> None:
        name, call_back, _address = self.stranger.values()
        stranger = tr(_("Unknown caller")) if self.is_stranger() else ""
        self.say_summary(stranger, name or call_back)

    def _stranger_changed(self) -> None:
        self._summarise()
        self.changed.emit()

    def _stranger_done(self) -> None:
        if self.stranger.is_enough():
            self.finished.emit()
        else:
            self._context.announce(self.stranger.ask_for_one(), urgent=True)
