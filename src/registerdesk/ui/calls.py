"""The calls of one window: the one in the panel, those that wait, and the way back after saving."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from registerdesk.domain.errors import RegisterDeskError
from registerdesk.domain.staff import Permission, is_granted
from registerdesk.domain.texts import _
from registerdesk.ui.call.focus import keep_typing
from registerdesk.ui.call.notes import CallNotes, DraftKeeper
from registerdesk.ui.call.waiting import KeptCalls, Parked
from registerdesk.ui.call.words import outcome_words
from registerdesk.ui.call_panel import CallPanel
from registerdesk.ui.kit.context import WindowContext
from registerdesk.ui.kit.frame import Frame
from registerdesk.ui.kit.moments import when
from registerdesk.ui.kit.text import tr, tr_error
from registerdesk.usecases.calls import CallOutcome, undo_call

MOST_RINGING = 5


class Calls(QObject):
    """Opens, parks, closes and restores the calls of the person at the window."""

    touched = Signal()
    """Something was typed or ticked in the panel."""
    closed = Signal()

    def __init__(
        self,
        context: WindowContext,
        frame: Frame,
        *,
        target_days: Callable[[], int],
        opens_cases: bool,
    ) -> None:
        """Take the frame that has room for the panel, and the question of the office's goal."""
        super().__init__()
        self._context, self._frame = context, frame
        self._target_days, self._opens_cases = target_days, opens_cases
        self.panel: CallPanel | None = None
        self.parked: list[Parked] = []
        self._kept = KeptCalls(context, self._found)
        context.holds.append(self.hold)

    def find_drafts(self) -> None:
        """Offer the person's own drafts: a crash or a switch of user left them."""
        if self._may_log():
            self._kept.find()

    def open(self, party_id: UUID | None, ringing: str = "") -> None:
        """Open the panel (F2); a call with content in it is parked first."""
        if not self._may_log():
            self._context.toast(tr(_("Your role does not include this.")))
            return
        if self.panel is None:
            self._dock().begin(party_id, ringing)
        else:
            if self.panel.has_content():
                self._park(self.panel, is_aside=True)
            self.panel.begin(party_id, ringing)
        self._show_tabs()

    def ring(self, number: str) -> None:
        """Look for who rings; beside a call that is under way it waits to be taken."""
        if not self._may_log():
            self._context.toast(tr(_("Your role does not include this.")))
            return
        typed_in = QApplication.focusWidget()
        if self.panel is None or _is_untouched(self.panel):
            self.open(None, number)
            keep_typing(typed_in)
        elif not _looks_for(self.panel, number):
            self._let_wait(number)

    def take_up(self, place: int) -> None:
        """Go on with a call that waits; the present one is parked in its place."""
        if not 0 <= place < len(self.parked):
            return
        wanted = self.parked.pop(place)
        panel = self.panel or self._dock()
        if panel.has_content():
            self._park(panel, is_aside=True)
        if wanted.ringing:
            panel.begin(ringing=wanted.ringing)
        else:
            panel.show_notes(wanted.notes, wanted.keeper)
        self._show_tabs()

    def take_ringing(self) -> bool:
        """Go on with a call that rings and waits (F2); tell whether there was one."""
        call = next((each for each in self.parked if each.ringing), None)
        if call is not None and self._may_log():
            self._take(call)
            return True
        return False

    def discard(self, place: int) -> None:
        """Erase a call that waits, and its draft; it can be taken back at once."""
        if not 0 <= place < len(self.parked):
            return
        call = self.parked.pop(place)
        call.keeper.drop()
        words = tr(_("Discarded: {call}."), call=call.title(self._context.today()))
        self._context.toast(words, lambda: self._put_back(call, place))
        self._show_tabs()
        if self.panel is not None:
            self.panel.tabs.focus_at(place)

    def _put_back(self, call: Parked, place: int) -> None:
        """Let a discarded call wait again, with a draft of its own."""
        call.keeper, call.is_kept = DraftKeeper(self._context), False
        self.parked.insert(place, call)
        if not call.ringing:
            call.keep(self._not_kept)
        self._show_tabs()

    def hold(self) -> None:
        """Write every draft before a lock."""
        for each in self.parked:
            if not (each.is_kept or each.ringing):
                each.keeper.keep_last(each.notes)
        if self.panel is not None:
            self.panel.hold()

    def resume(self) -> None:
        """Go on after a lock, at the very place."""
        if self.panel is not None:
            self.panel.resume()

    def _let_wait(self, number: str) -> None:
        """Offer a second call; more than a few that nobody takes push out the oldest."""
        ringing = [each for each in self.parked if each.ringing]
        if any(each.ringing == number for each in ringing):
            return
        if len(ringing) == MOST_RINGING:
            self.parked.remove(ringing[0])
        now = self._context.clock()
        keeper, notes = DraftKeeper(self._context), CallNotes(started_at=now)
        self.parked.append(Parked(at=now, keeper=keeper, notes=notes, ringing=number))
        self._show_tabs()
        if not ringing:
            self._offer_ringing()

    def _offer_ringing(self) -> None:
        """Say that a call waits which nobody has taken, and offer it."""
        call = next((each for each in self.parked if each.ringing), None)
        if call is not None:
            words = tr(_("Another call is waiting."))
            self._context.toast(words, lambda: self._take(call), _("Take it"), "F2")

    def _take(self, call: Parked) -> None:
        if call in self.parked:
            self.take_up(self.parked.index(call))

    def _may_log(self) -> bool:
        return is_granted(self._context.user.roles, Permission.LOG_CALL)

    def _dock(self) -> CallPanel:
        panel = CallPanel(
            self._context, target_days=self._target_days(), opens_cases=self._opens_cases
        )
        panel.left.connect(self._left)
        panel.saved.connect(self._saved)
        panel.touched.connect(self.touched)
        panel.next_parked.connect(lambda: self.take_up(0))
        panel.tabs.chosen.connect(self.take_up)
        panel.tabs.discarded.connect(self.discard)
        self.panel = panel
        self._frame.dock(panel)
        return panel

    def _undock(self) -> None:
        panel, self.panel = self.panel, None
        if panel is not None:
            panel.stop()
            self._frame.undock()
            self.closed.emit()

    def _park(self, panel: CallPanel, *, is_aside: bool = False) -> None:
        """Put the call in the panel among those that wait; its draft is written at once."""
        notes = panel.notes()
        call = Parked(at=notes.started_at, keeper=panel.keeper, notes=notes)
        call.name, call.is_aside = panel.lookup.caller_name(), is_aside
        self.parked.append(call)
        call.keep(self._not_kept)

    def _not_kept(self, _error: RegisterDeskError) -> None:
        if self.panel is not None:
            self.panel.head.say_draft_failed()

    def _show_tabs(self) -> None:
        if self.panel is not None:
            self.panel.tabs.show_calls(self.parked, self._context.today())

    def _found(self, calls: list[Parked]) -> None:
        known = {each.keeper.draft_id for each in self.parked}
        if self.panel is not None:
            known.add(self.panel.keeper.draft_id)
        new = [call for call in calls if call.keeper.draft_id not in known]
        self.parked += new
        self._show_tabs()
        if new:
            told = when(new[0].at, self._context.today())
            words = tr(_("A call from {when} is not saved."), when=told)
            self._context.toast(words, lambda: self._take(new[0]), _("Continue"))

    def _left(self, how: str) -> None:
        """Close the panel; a kept draft waits, a discarded one is erased."""
        panel = self.panel
        if panel is None:
            return
        if how == "kept":
            self._park(panel)
            self._context.toast(tr(_("The draft is kept for 30 days.")))
        elif how == "discarded":
            panel.keeper.drop()
        self._undock()
        self._come_back()
        self._offer_ringing()

    def _come_back(self) -> None:
        """Show the call again that was put aside last for the one that is over."""
        aside = [place for place, each in enumerate(self.parked) if each.is_aside]
        if aside:
            self.take_up(aside[-1])

    def _saved(self, outcome: CallOutcome, open_case: bool) -> None:  # noqa: FBT001 - a slot
        words = outcome_words(outcome)
        cases = (*outcome.requests, *outcome.added_to)
        self._undock()
        undo = self._undoing(outcome) if outcome.requests else None
        self._context.toast(words, undo)
        self._offer_ringing()
        if open_case and cases:
            self._context.navigate("requests", str(cases[0].id))
        self._come_back()

    def _undoing(self, outcome: CallOutcome) -> Callable[[], None]:
        numbers = ", ".join(request.number for request in outcome.requests)

        def undone(_ids: object) -> None:
            words = tr(_("Request {number} is undone. The call is kept as a note."), number=numbers)
            self._context.toast(words)

        def refused(error: RegisterDeskError) -> None:
            self._context.toast(tr_error(error))

        def undo() -> None:
            self._context.ask(undo_call, outcome.contact_id, done=undone, failed=refused)

        return undo


def _is_untouched(panel: CallPanel) -> bool:
    """Tell whether nothing has been typed or ticked, so that a call can begin there."""
    return _looks_for(panel, "")


def _looks_for(panel: CallPanel, number: str) -> bool:
    """Tell whether a number stands in the panel, and nothing has come of it yet."""
    return not panel.has_content() and panel.caller.field.text() == number
