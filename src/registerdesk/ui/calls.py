"""The calls of one window: the one in the panel, those that wait, and the way back after saving."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from registerdesk.domain.errors import RegisterDeskError
from registerdesk.domain.staff import Permission, is_granted
from registerdesk.domain.texts import _
from registerdesk.ui.call.focus import keep_typing
from registerdesk.ui.call.notes import KIND, CallNotes, DraftKeeper
from registerdesk.ui.call.words import outcome_words
from registerdesk.ui.call_panel import CallPanel
from registerdesk.ui.kit.context import WindowContext
from registerdesk.ui.kit.frame import Frame
from registerdesk.ui.kit.moments import when
from registerdesk.ui.kit.text import tr, tr_error
from registerdesk.usecases.calls import CallOutcome, undo_call
from registerdesk.usecases.drafts import OwnDraft, own_drafts

MOST_RINGING = 5


@dataclass(slots=True, kw_only=True)
class Parked:
    """A call that waits; without notes only its draft in the office knows them."""

    at: int
    keeper: DraftKeeper
    notes: CallNotes | None = None
    is_aside: bool = False
    """Put aside for a second call, so it comes back when that one is over."""
    ringing: str = ""
    """The number of a call that nobody has taken yet; it has no draft."""


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
        context.holds.append(self.hold)

    def find_drafts(self) -> None:
        """Offer the person's own drafts: a crash or a switch of user left them."""
        if self._may_log():
            self._context.ask(own_drafts, KIND, done=self._found)

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
        elif wanted.notes is not None:
            panel.show_notes(wanted.notes, wanted.keeper)
        else:
            self._read(panel, wanted)
        self._show_tabs()

    def hold(self) -> None:
        """Write every draft before a lock."""
        for each in self.parked:
            if each.notes is not None:
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
        call = Parked(at=now, keeper=DraftKeeper(self._context), ringing=number)
        self.parked.append(call)
        self._show_tabs()
        if not ringing:
            self._offer_ringing()

    def _offer_ringing(self) -> None:
        """Say that a call waits which nobody has taken, and offer it."""
        call = next((each for each in self.parked if each.ringing), None)
        if call is not None:
            words = tr(_("Another call is waiting."))
            self._context.toast(words, lambda: self._take(call), _("Take it"))

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
        notes, keeper = panel.notes(), panel.keeper
        at = notes.started_at
        self.parked.append(Parked(at=at, keeper=keeper, notes=notes, is_aside=is_aside))
        keeper.keep(notes, lambda _none: None, self._not_kept)

    def _not_kept(self, _error: RegisterDeskError) -> None:
        if self.panel is not None:
            self.panel.head.say_draft_failed()

    def _read(self, panel: CallPanel, wanted: Parked) -> None:
        def refused(error: RegisterDeskError) -> None:
            self._context.toast(tr_error(error))

        def arrived(notes: CallNotes) -> None:
            if self.panel is panel:
                panel.show_notes(notes, keeper)

        keeper = wanted.keeper
        panel.begin()
        keeper.read(arrived, refused)

    def _show_tabs(self) -> None:
        if self.panel is not None:
            today = self._context.today()
            self.panel.tabs.show_calls([when(each.at, today) for each in self.parked])

    def _found(self, drafts: Sequence[OwnDraft]) -> None:
        known = {each.keeper.draft_id for each in self.parked}
        if self.panel is not None:
            known.add(self.panel.keeper.draft_id)
        new = [draft for draft in drafts if draft.draft_id not in known]
        for draft in new:
            keeper = DraftKeeper(self._context, draft.draft_id)
            self.parked.append(Parked(at=draft.updated_at, keeper=keeper))
        self._show_tabs()
        if new:
            told = when(new[0].updated_at, self._context.today())
            words = tr(_("A call from {when} is not saved."), when=told)
            place = len(self.parked) - len(new)
            self._context.toast(words, lambda: self.take_up(place), _("Continue"))

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
