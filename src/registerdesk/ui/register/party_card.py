"""The card of a person or company: head, tabs, and what can be done with it."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from registerdesk.domain.errors import RegisterDeskError
from registerdesk.domain.protection import OpeningReason
from registerdesk.domain.restrictions import RestrictedUse
from registerdesk.domain.sources import Origin
from registerdesk.domain.texts import _
from registerdesk.ui.kit.context import WindowContext
from registerdesk.ui.kit.room import Unsqueezed
from registerdesk.ui.kit.text import tr
from registerdesk.ui.register.card_deeds import REVEAL_MS, CardDeeds
from registerdesk.ui.register.card_head import CardHead, name_of
from registerdesk.ui.register.card_keys import CardKeys
from registerdesk.ui.register.card_pages import CardPages
from registerdesk.ui.register.card_questions import CardQuestions
from registerdesk.ui.register.card_reading import CardReading
from registerdesk.ui.register.card_tabs import CardTabs
from registerdesk.ui.register.colleagues import colleagues
from registerdesk.ui.register.dealing_questions import DealingQuestions
from registerdesk.ui.register.latest_opened import remember
from registerdesk.ui.register.merging import Merging
from registerdesk.ui.register.protected_gate import ProtectedGate
from registerdesk.ui.register.purpose_switches import PurposeSwitches
from registerdesk.ui.register.requests_tab import open_one
from registerdesk.ui.register.restriction_band import REFUSED, RestrictionBand
from registerdesk.ui.register.states import States, nobody
from registerdesk.usecases.party_cards import Card, CardValue
from registerdesk.usecases.rights_requests import RequestRow


class PartyCard(QWidget):
    """Shows one person at a time; the tabs that the role may not read are absent."""

    changed = Signal()
    shown = Signal()

    def __init__(self, context: WindowContext, shortcut_context: str) -> None:
        """Build the parts; `show_party` fills them."""
        super().__init__()
        self.context = context
        self.card: Card | None = None
        self.reading = CardReading(context, shortcut_context)
        self.head = CardHead()
        self.tabs = CardTabs()
        self.pages = QStackedWidget()
        self.gate = ProtectedGate()
        self.band = RestrictionBand()
        self.deeds = CardDeeds(context, self, self.reading.under)
        self.questions = CardQuestions(context, self, self.deeds, self.head)
        self.closing = QTimer(self)
        self.closing.setSingleShot(True)
        self.closing.timeout.connect(self._close_again)
        self._build_tabs()
        self.head.below.addWidget(self.tabs)
        content = Unsqueezed()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.band)
        column.addWidget(self.pages, 1)
        self.states = States(content, nobody(), area=_("the card"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.states)
        self._connect()
        keys = CardKeys(context.shortcuts, shortcut_context, self.deeds)
        if self.values in self.tab_pages:
            keys.for_editing(self.edit)
        keys.for_questions(self.questions)
        keys.for_menu(self._open_menu)
        keys.for_moving(self.step_tab, self.call)

    def show_party(self, party_id: UUID) -> None:
        """Fetch and show a person; what was revealed of the last is masked."""
        if party_id != self.reading.party_id:
            self.clear()
        self.reading.party_id = party_id
        self.refresh()

    def party_id(self) -> UUID | None:
        """Return whose card is open."""
        return self.reading.party_id

    def clear(self) -> None:
        """Show nobody."""
        self.deeds.mask()
        self.card = self.deeds.card = None
        self.reading.begin(None)
        self.values.show_values(())
        self.dealings.clear()
        self.states.arrived(empty=True)

    def refresh(self) -> None:
        """Read the card again."""
        if self.reading.party_id is not None:
            self.states.loading()
            self.reading.ask(self._arrived, self._failed)

    def edit(self) -> None:
        """Go to the values and edit the one with the focus; say why not where it is restricted."""
        if self.card is not None and self.card.restriction is not None:
            self.context.toast(tr(REFUSED))
        elif self.values in self.tab_pages:
            self.tabs.setCurrentIndex(self.tab_pages.index(self.values))
            self.values.edit()

    def step_tab(self, step: int = 1) -> None:
        """Go to the next tab."""
        if self.tabs.count():
            self.tabs.step(step)

    def primary(self) -> None:
        """Save what is being edited."""
        self.values.save()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Edit with E, reveal with V, wherever on the card the focus is; open a restricted one."""
        deed = {"e": self.edit, "v": self.deeds.reveal}.get(event.text().casefold())
        if deed is not None and self.card is not None and not self.card.is_locked:
            deed()
        elif event.text().casefold() == "n" and self.tabs.hasFocus():
            self.tab_pages[self.tabs.currentIndex()].keyPressEvent(event)  # it adds what it holds
        elif not self.band.choose(event.text()):
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Mask what was revealed when the card is no longer seen: at a lock, on another page."""
        super().hideEvent(event)
        self.deeds.mask()

    def may_leave(self) -> bool:
        """Tell whether nothing is being edited; else say so."""
        if self.values.is_editing():
            self.context.toast(tr(_("Save or cancel the change first.")))
            return False
        return True

    def focus_content(self) -> None:
        """Put the focus where the card is read."""
        locked = self.card is not None and self.card.is_locked
        target: QWidget = self.gate if locked else self.tabs
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build_tabs(self) -> None:
        parts = self.parts = CardPages(self.context, self.deeds, self.tabs)
        self.overview, self.values, self.requests = parts.overview, parts.values, parts.requests
        self.contacts, self.checks, self.history = parts.contacts, parts.checks, parts.history
        self.dealings, self.agreements = parts.dealings, parts.agreements
        self.dealing_questions = DealingQuestions(self.context, self, self.deeds, parts.dealings)
        self.agreements.add_wanted.connect(self.dealing_questions.ask_agreement)
        self.purposes = PurposeSwitches(self.context, self, self.deeds)
        self.overview.purposes.switch_wanted.connect(self.purposes.switch)
        self.links = parts.links
        self.tab_pages = parts.shown
        parts.place(self.pages)
        self.pages.addWidget(self.gate)
        self.tabs.currentChanged.connect(self._tab_changed)

    def _connect(self) -> None:
        self.gate.opened.connect(self._ask_open)
        self.band.opened.connect(self._open_for)
        self.values.saved.connect(self._save)
        self.values.reveal_wanted.connect(self.deeds.reveal)
        self.overview.facts.reveal_wanted.connect(self.deeds.reveal)
        self.deeds.done.connect(self._done)
        self.deeds.revealed.connect(self._revealed)
        self.deeds.masked.connect(self._masked)
        self.overview.all_contacts_wanted.connect(self._show_contacts)
        self.contacts.opened.connect(lambda row: self.context.navigate("contacts", row))
        self.checks.opened.connect(
            lambda _row: self.context.navigate("credit_checks", str(self.reading.party_id))
        )
        self.links.opened.connect(lambda row: self.context.navigate("search", str(row)))
        self.links.add_wanted.connect(self.questions.standing.ask_link)
        self.links.end_wanted.connect(self.questions.standing.ask_end_link)
        self.requests.arrived.connect(self._show_requests)
        self.overview.request.link_clicked.connect(
            lambda: self.context.navigate("requests", self.overview.request.request_id)
        )
        self.head.call_wanted.connect(self.call)
        self.head.edit_wanted.connect(self.edit)
        self.values.add_wanted.connect(self.questions.ask_value)
        self.values.remove_wanted.connect(self.deeds.remove)
        self.merging = Merging(self.context, self.values.bar, self._save, self.reading.fetch)
        self.merging.refused.connect(self.values.refuse)
        self.merging.seen.connect(self._done)

    def _open_menu(self) -> None:
        if self.head.more_button.isVisible():
            self.head.open_menu()

    def call(self) -> None:
        """Open the call panel with this person offered."""
        self.context.open_call(self.reading.party_id)

    def _ask_open(self, reason: OpeningReason) -> None:
        self.reading.reason = reason
        self.reading.ask(self._arrived, self._failed)

    def _open_for(self, use: RestrictedUse) -> None:
        self.reading.use = use
        self.reading.ask(self._arrived, self._failed)

    def _arrived(self, card: Card) -> None:
        colleagues(self.context, lambda names: self._show(card, names))

    def _show(self, card: Card, names: dict[str, str]) -> None:
        if self.reading.party_id not in {card.party.id, *card.merged}:
            return
        self.reading.party_id = card.party.id
        self.card = self.deeds.card = card
        self.head.show_card(card, self.deeds.may)
        was_here = self.tabs.hasFocus() or self.gate.has_focus()
        self.tabs.setVisible(not card.is_locked)
        self.setAccessibleName(name_of(card))
        if card.is_locked:
            self.gate.ask(may_open=card.may_open, named=card.named)
            self.pages.setCurrentWidget(self.gate)
        else:
            self._fill(card, names)
        self.band.show_card(card, self.reading.use)
        self.states.arrived()
        self._count_down()
        if was_here:  # what had the focus may have been hidden
            self.focus_content()
        remember(self.context, card.party.id, name_of(card), card.number)
        self.shown.emit()

    def _count_down(self) -> None:
        """Let an opened protected card stand for thirty seconds."""
        if self.card is not None and self.card.party.is_protected and not self.card.is_locked:
            self.closing.start(REVEAL_MS)
        else:
            self.closing.stop()

    def _close_again(self) -> None:
        """Mask the protected card, unless somebody is writing on it or answers a question."""
        dialog = self.questions.dialog
        if self.values.is_editing() or (dialog is not None and dialog.isVisible()):
            self._count_down()
            return
        self.reading.reason = None
        self.refresh()

    def _fill(self, card: Card, names: dict[str, str]) -> None:
        self.parts.fill(card, names)
        self._tab_changed(self.tabs.currentIndex())
        if self.requests in self.tab_pages:
            self.requests.show_party(card.party.id)

    def _show_requests(self, rows: tuple[RequestRow, ...]) -> None:
        """Count them on their tab; the open one stands on the overview and as a chip."""
        self.parts.count_on(self.requests, len(rows))
        first = open_one(rows)
        self.overview.request.show_request(first)
        self.head.show_open_request(shown=first is not None)

    def _failed(self, error: RegisterDeskError) -> None:
        self.reading.reason = self.reading.use = None
        self.states.failed(error, self.refresh)

    def _tab_changed(self, at: int) -> None:
        if not (self.card is not None and self.card.is_locked) and at >= 0:
            self.pages.setCurrentWidget(self.tab_pages[at])
            self.parts.look(self.tab_pages[at], self.reading)

    def _show_contacts(self) -> None:
        if self.contacts in self.tab_pages:
            self.tabs.setCurrentIndex(self.tab_pages.index(self.contacts))

    def _revealed(self, row_id: UUID, words: str) -> None:
        self.values.reveal_number(row_id, words)
        self.overview.facts.show_number(words)
        self.context.announce(words)

    def _masked(self) -> None:
        self.values.hide_number()
        self.overview.facts.show_number("")

    def _save(self, value: CardValue, typed: object, origin: Origin) -> None:
        judge = self.merging.judge
        self.deeds.save(value, typed, origin, lambda error: judge(value, typed, origin, error))

    def _done(self) -> None:
        """Show what is now in the register, and tell the list beside."""
        if self.values.is_editing():
            self.values.stop()
            self.values.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.refresh()
        self.changed.emit()
