"""The call panel: from the ring to the saved call; nothing is saved until Ctrl+Enter."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Signal

from registerdesk.domain.errors import RegisterDeskError
from registerdesk.domain.identity_checks import IdentityLevel
from registerdesk.domain.texts import _
from registerdesk.ui.call.keys import add_keys, drop_keys
from registerdesk.ui.call.lookup import Lookup
from registerdesk.ui.call.notes import CallNotes, DraftKeeper
from registerdesk.ui.call.stage import Stage
from registerdesk.ui.call.words import call_of
from registerdesk.ui.kit.context import WindowContext
from registerdesk.ui.kit.text import tr, tr_error
from registerdesk.ui.register.card_head import name_of
from registerdesk.usecases.calls import CallOutcome
from registerdesk.usecases.party_cards import Card, view_card

DRAFT_MS = 5000
_SECOND = 1_000_000


class CallPanel(Stage):
    """One call at a time; `begin` and `show_notes` start one, `notes` says how far it is."""

    saved = Signal(object, bool)
    touched = Signal()
    next_parked = Signal()

    def __init__(self, context: WindowContext, *, target_days: int, opens_cases: bool) -> None:
        """Take the office's goal in days, and whether the saved case can be opened."""
        super().__init__(context, target_days=target_days)
        self.keeper = DraftKeeper(context)
        self.lookup = Lookup(context)
        self.opens_cases = opens_cases
        self._started = context.clock()
        self._written: CallNotes | None = None
        self._is_saving = self._is_filling = self._is_over = False
        self._save_wanted: list[bool] = []
        self.foot.save_and_open.setVisible(opens_cases)
        self.ticking = self.timer(1000, self._tick)
        self.drafting = self.timer(DRAFT_MS, self._keep_draft)
        self._connect()
        add_keys(
            self,
            save=self.save,
            save_and_open=self.save_and_open,
            escape=self.escape,
            next_parked=self.next_parked.emit,
        )

    def begin(self, party_id: UUID | None = None, ringing: str = "") -> None:
        """Start a new call; an open card is offered first, a number that rings is looked for."""
        self.keeper = DraftKeeper(self.context)
        self._fill(CallNotes(started_at=self.context.clock()), ringing)
        self.activate(0)
        if party_id is not None:
            self._offer(party_id)

    def show_notes(self, notes: CallNotes, keeper: DraftKeeper) -> None:
        """Go on with a call that waited, or one whose draft was kept."""
        self.keeper = keeper
        self._fill(notes)
        self.activate(self.first_open())

    def notes(self) -> CallNotes:
        """Return how far the call has come."""
        name, call_back, address = self.caller.stranger.values()
        return CallNotes(
            started_at=self._started,
            party_id=self.lookup.party_id,
            is_unknown=self.caller.is_stranger(),
            caller_name=name,
            call_back=call_back,
            caller_address=address,
            identity=self.identity.checked(),
            digits=self.digits(),
            add_to=tuple(sorted(self.lookup.add_to.items())),
            separate=tuple(sorted(self.lookup.separate)),
            note=self.last.note.toPlainText(),
            is_note_typed=self.last.note.is_typed(),
        )

    def has_content(self) -> bool:
        """Tell whether closing would lose anything."""
        return self.notes().has_content

    def hold(self) -> None:
        """Write the draft before a lock, and mask what is shown."""
        self.identity.hide_answers()
        if self.has_content() and self.keeper.outcome is None:
            self.keeper.keep_last(self.notes())

    def resume(self) -> None:
        """Go on after a lock: what was cut off is asked again."""
        if self.keeper.outcome is not None:
            self._saved(self.keeper.outcome, open_case=False)
            return
        self._set_saving(saving=False)
        self.lookup.resume()

    def save(self, *, open_case: bool = False) -> None:
        """Save, or go to what is missing; a question that is open is answered first."""
        if self._is_saving or self.tell_missing():
            return
        if self.lookup.is_waiting():
            self._save_wanted = [open_case]
            return
        self._set_saving(saving=True)
        self.keeper.record(
            call_of(self.notes(), classifies=self.classifies),
            lambda outcome: self._saved(outcome, open_case=open_case),
            lambda error: self._not_saved(error, open_case=open_case),
        )

    def save_and_open(self) -> None:
        """Save, and open the case that came of it (Ctrl+Shift+Enter)."""
        self.save(open_case=True)

    def escape(self) -> None:
        """Close an empty panel; else ask; Esc again goes on with the call."""
        if self.foot.is_asking():
            self.foot.ask(asking=False)
            self.activate(self.active)
        elif self.has_content():
            self.foot.ask(asking=True)
        else:
            self.left.emit("empty")

    def stop(self) -> None:
        """Stop the clocks, and listen to no answer more: the panel is about to go."""
        self._is_over = True
        drop_keys(self)
        for timer in (self.ticking, self.drafting):
            timer.stop()
        self.lookup.stop()

    def _fill(self, notes: CallNotes, ringing: str = "") -> None:
        """Show a call from its notes."""
        self._is_filling = True
        self._started, self._written = notes.started_at, None
        self._save_wanted.clear()
        self._set_saving(saving=False)
        self.error.hide()
        self.head.say_unsaved()
        self.foot.ask(asking=False)
        self.caller.begin(ringing)
        self.lookup.choose(notes.party_id)
        self.lookup.add_to.update(notes.add_to)
        self.lookup.separate.update(notes.separate)
        self.show_caller(None)
        if notes.is_unknown:
            self.identity.show_stranger()
            self.caller.take_stranger(notes.caller_name, notes.call_back, notes.caller_address)
        elif notes.party_id is not None:
            self.caller.take("", "")
        self.identity.set_checked(notes.identity)
        self.set_digits(notes.digits)
        self.last.note.show_text(notes.note, typed=notes.is_note_typed)
        self._is_filling = False
        self._show_matters()
        self._tick()

    def _offer(self, party_id: UUID) -> None:
        keeper = self.keeper

        def arrived(card: Card) -> None:
            if self.keeper is keeper:
                self.caller.offer(party_id, name_of(card), card.number)

        self.context.ask(view_card, party_id, done=arrived, latest="call.offer")

    def _taken(self, party_id: UUID, name: str) -> None:
        """Take the caller: on to the next step at once, the card comes after."""
        self.caller.take(name, "")
        self.show_caller(None)
        self.lookup.choose(party_id)
        self._changed()
        self.go_on()

    def _card_arrived(self, card: Card) -> None:
        self.caller.take(name_of(card), card.number)
        self.show_caller(card)
        self._show_matters()
        self.show_steps()

    def _card_failed(self, error: RegisterDeskError) -> None:
        self.lookup.choose(None)
        self.caller.begin()
        self.activate(0)
        self.error.tell(tr_error(error))

    def _caller_changed(self) -> None:
        """Let go of who was taken, if somebody else is being looked for."""
        if self.caller.is_stranger():
            if self.lookup.party_id is not None:
                self.lookup.choose(None)
                self.show_caller(None)
            self.identity.show_stranger()
        elif not self._is_filling and self.caller.is_known and self.caller.field.hasFocus():
            self.caller.is_known = False
            self.caller.say_summary("")
            self.lookup.choose(None)
            self.show_caller(None)
        self._changed()

    def _changed(self) -> None:
        """Show what follows from what was just done; tell that somebody is at work."""
        if not self._is_filling:
            self.forget_missing()
            self._show_matters()
            self.show_steps()
            self.touched.emit()

    def _show_matters(self) -> None:
        if self._is_filling:
            return
        digits, card = self.digits(), self.lookup.card
        level = self.identity.level() if self.classifies else IdentityLevel.UNCONFIRMED
        self.lookup.ask_requests(digits)
        self._is_filling = True
        self.last.show_matters(
            digits,
            level,
            is_locked=card is not None and card.is_locked and not card.may_open,
            added=self.lookup.added(digits),
        )
        self._is_filling = False
        self.last.ask_about(self.lookup.questions(digits), digits)

    def _settled(self) -> None:
        """Ask about open requests, or go on with the saving that waited for them."""
        self._show_matters()
        self.show_steps()
        is_last = self.steps[self.active] is self.last
        if self.last.same.is_asking() and is_last and not self.last.note.is_typed():
            self.last.enter()
        wanted, self._save_wanted = self._save_wanted, []
        if wanted:
            self.save(open_case=wanted[0])

    def _answered(self, digit: int, request_id: UUID | None) -> None:
        self.lookup.answer(digit, request_id)
        self._changed()
        self.last.enter()

    def _saved(self, outcome: CallOutcome, *, open_case: bool) -> None:
        self.saved.emit(outcome, open_case and self.opens_cases)

    def _not_saved(self, error: RegisterDeskError, *, open_case: bool) -> None:
        """Keep everything; say so, and offer to try again."""
        self._set_saving(saving=False)
        self._keep_draft()
        self.error.tell(
            tr(_("The call could not be saved. The draft is kept on this computer.")),
            tr_error(error),
            act=lambda: self.save(open_case=open_case),
        )

    def _set_saving(self, *, saving: bool) -> None:
        self._is_saving = saving
        self.foot.set_busy(busy=saving)

    def _keep_draft(self) -> None:
        """Write the draft if anything changed since the last one."""
        notes = self.notes()
        if notes.has_content and notes != self._written and not self._is_saving:
            self._written = notes
            self.keeper.keep(notes, self._draft_kept, self._draft_failed)

    def _draft_kept(self, _none: None) -> None:
        if not self._is_over:
            self.head.say_unsaved()

    def _draft_failed(self, _error: RegisterDeskError) -> None:
        self._written = None
        if not self._is_over:
            self.head.say_draft_failed()

    def _tick(self) -> None:
        self.head.show_time((self.context.clock() - self._started) // _SECOND)

    def _connect(self) -> None:
        self.caller.taken.connect(self._taken)
        self.caller.changed.connect(self._caller_changed)
        self.lookup.card_arrived.connect(self._card_arrived)
        self.lookup.card_failed.connect(self._card_failed)
        self.lookup.settled.connect(self._settled)
        self.identity.open_wanted.connect(self.lookup.open_protected)
        self.last.same.answered.connect(self._answered)
        for step in (self.identity, self.matter, self.last):
            step.changed.connect(self._changed)
        for signal in (self.head.left, self.foot.cancel.clicked, self.foot.leave.stayed):
            signal.connect(self.escape)
        self.foot.save.clicked.connect(lambda _on: self.save())
        self.foot.save_and_open.clicked.connect(self.save_and_open)
