"""What is done more rarely in a case: pause, extension, hand-over, letters on the way."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QMenu, QWidget

from registerdesk.domain.calendar import PauseReason
from registerdesk.domain.stored_letters import LETTER_LABELS, LetterKind
from registerdesk.domain.tasks import TaskKind
from registerdesk.domain.texts import _
from registerdesk.ui.kit.text import tr
from registerdesk.ui.requests.case_files import CaseFilesDialog
from registerdesk.ui.requests.case_state import CaseState
from registerdesk.ui.requests.deeds import CaseDeeds
from registerdesk.ui.requests.dialogs import (
    HandOverDialog,
    LinesDialog,
    PauseDialog,
    ReplyDialog,
)
from registerdesk.ui.requests.link_dialog import LinkDialog
from registerdesk.ui.requests.words import computation
from registerdesk.usecases.request_work import (
    hand_over,
    link_request,
    pause_request,
    resume_request,
)


class CaseMenu(QObject):
    """Opens the questions of the head and of its menu."""

    letter_wanted = Signal(object)
    person_wanted = Signal()
    address_wanted = Signal()

    def __init__(self, deeds: CaseDeeds, parent: QWidget) -> None:
        """Take the deeds, and over what the questions stand."""
        super().__init__(parent)
        self._deeds, self._over = deeds, parent
        self.state: CaseState | None = None
        self.dialog: QWidget | None = None

    def fill(self, menu: QMenu) -> None:
        """Put in the menu what this reader can do in this case."""
        state = self.state
        if state is None:
            return
        if state.works:
            for kind in (LetterKind.RECEIPT, LetterKind.IDENTITY):
                self._letter(menu, kind)
            if state.view.may_extend:
                self._letter(menu, LetterKind.EXTENSION)
            address = menu.addAction(tr(_("Name and address in the letters …")))
            address.triggered.connect(self.address_wanted)
            if not state.view.row.known_party:
                menu.addAction(tr(_("Who the caller is …"))).triggered.connect(self.link)
            menu.addSeparator()
        if state.is_open and state.view.is_open_to_me:
            menu.addAction(tr(_("Hand over …"))).triggered.connect(self.hand_over)
        if state.view.is_open_to_me:
            menu.addAction(tr(_("Files of the case …"))).triggered.connect(self.show_files)
        menu.addAction(tr(_("How the time limit is counted"))).triggered.connect(self.explain)
        if state.view.row.known_party:
            menu.addAction(tr(_("Open the person"))).triggered.connect(self.person_wanted)

    def pause(self) -> None:
        """Stop the clock, or start it again."""
        state = self.state
        if state is None:
            return
        if state.view.row.is_paused:
            self._resume()
            return
        dialog = PauseDialog(self._over, self._deeds.today)
        dialog.chosen.connect(lambda *chosen: self._pause(dialog, *chosen))
        self._open(dialog)

    def show_files(self) -> None:
        """Show the files of the case; who is responsible adds to them."""
        case, state = self._deeds.case, self.state
        if case is not None and state is not None:
            self._open(CaseFilesDialog(self._over, self._deeds.context, case, works=state.works))

    def explain(self) -> None:
        """Show how the last day was reached (R)."""
        if self.state is not None:
            title = _("How the time limit is counted")
            self._open(LinesDialog(self._over, title, computation(self.state.view)))

    def hand_over(self) -> None:
        """Ask which colleague takes over; whoever asked for it comes first."""
        state = self.state
        if state is None:
            return
        asked = state.waits(TaskKind.TAKE_OVER_REQUEST)
        others = {who: name for who, name in state.names.items() if who != state.view.row.owner}
        first = asked[0].task.made_by if asked else None
        dialog = HandOverDialog(self._over, others, first)
        dialog.chosen.connect(lambda who: self._hand_over(dialog, who))
        self._open(dialog)

    def link(self) -> None:
        """Ask which person in the register an unknown caller is."""
        dialog = LinkDialog(self._over, self._deeds.context)
        dialog.chosen.connect(lambda party: self._link(dialog, party))
        self._open(dialog)

    def _link(self, dialog: LinkDialog, party_id: UUID) -> None:
        def linked(cases: tuple[UUID, ...]) -> None:
            dialog.accept()
            self._deeds.context.toast(
                tr(_("Linked. Cases of the call: {count}."), count=len(cases))
            )

        self._deeds.run(
            lambda desk, case: desk.do(link_request, case, party_id),
            done=linked,
            failed=dialog.refuse,
        )

    def _letter(self, menu: QMenu, kind: LetterKind) -> None:
        words = f"{tr(LETTER_LABELS[kind])} …"
        menu.addAction(words).triggered.connect(lambda: self.letter_wanted.emit(kind))

    def _resume(self) -> None:
        dialog = ReplyDialog(self._over, self._deeds.today)
        dialog.chosen.connect(lambda day: self._reply(dialog, day))
        self._open(dialog)

    def _pause(self, dialog: PauseDialog, reason: PauseReason, posted: date, reply: date) -> None:
        self._deeds.run(
            lambda desk, case: desk.do(
                pause_request, case, reason=reason, posted_on=posted, reply_by=reply
            ),
            said=tr(_("The clock stands still.")),
            done=lambda _deadline: dialog.accept(),
            failed=dialog.refuse,
        )

    def _reply(self, dialog: ReplyDialog, day: date) -> None:
        self._deeds.run(
            lambda desk, case: desk.do(resume_request, case, replied_on=day),
            said=tr(_("The clock is running again.")),
            done=lambda _deadline: dialog.accept(),
            failed=dialog.refuse,
        )

    def _hand_over(self, dialog: HandOverDialog, who: UUID) -> None:
        self._deeds.run(
            lambda desk, case: desk.do(hand_over, case, who),
            said=tr(_("The case is handed over.")),
            done=lambda _nothing: dialog.accept(),
            failed=dialog.refuse,
        )

    def _open(self, dialog: QDialog) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
        self.dialog = dialog
        dialog.open()
