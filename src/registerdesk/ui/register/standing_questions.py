"""What a card asks on who somebody is to the office, and what is done with the answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QWidget

from registerdesk.domain.parties import PartyKind, Relation, RelationKind
from registerdesk.domain.party_links import LinkKind, PartyLink
from registerdesk.domain.sources import Origin, Recorded
from registerdesk.domain.texts import _
from registerdesk.ui.kit.context import WindowContext
from registerdesk.ui.kit.text import tr
from registerdesk.ui.kit.undone import undone
from registerdesk.ui.register.card_deeds import CardDeeds
from registerdesk.ui.register.link_question import LinkQuestion
from registerdesk.ui.register.restriction_band import REFUSED
from registerdesk.ui.register.standing_dialogs import (
    ALIVE,
    DECEASED,
    MINOR,
    OF_AGE,
    EndDialog,
    EndRelationDialog,
    StartRelationDialog,
    StateDialog,
    StateWords,
    ended_words,
)
from registerdesk.usecases.parties import (
    change_party,
    end_relation,
    start_relation,
    take_back_relation,
)
from registerdesk.usecases.party_cards import Card
from registerdesk.usecases.party_links import NewLink, add_link, end_link, take_back_link
from registerdesk.usecases.party_states import (
    mark_deceased,
    mark_minor,
    unmark_deceased,
    unmark_minor,
)

_STATES = {"deceased": DECEASED, "alive": ALIVE, "minor": MINOR, "of_age": OF_AGE}


class StandingQuestions(QObject):
    """Relations, links and states of the open card: each deed can be undone."""

    def __init__(
        self,
        context: WindowContext,
        over: QWidget,
        deeds: CardDeeds,
        show: Callable[[QDialog], None],
    ) -> None:
        """Ask about the card that the deeds hold; `show` opens a form."""
        super().__init__(over)
        self._context, self._over, self._deeds, self._show = context, over, deeds, show
        self._undone = undone(context, deeds.done.emit)

    def ask(self, deed: str) -> None:
        """Open the form of a deed of the card's menu."""
        if self._card() is not None:
            if deed in _STATES:
                self._ask_state(deed, _STATES[deed])
            elif deed == "start":
                self.ask_start()
            else:
                self.ask_end()

    def ask_start(self) -> None:
        """Ask which relation begins."""
        card = self._card()
        kinds = startable(card) if card is not None else []
        if card is not None and kinds:
            today, party_id = self._context.today, card.party.id
            dialog = StartRelationDialog(self._over, today, self._context.settings, kinds)
            dialog.started.connect(
                lambda kind, day, number, origin: self._context.ask(
                    start_relation,
                    party_id,
                    kind,
                    origin,
                    number,
                    day,
                    done=lambda row: self._started(dialog, row),
                    failed=dialog.refuse,
                )
            )
            self._show(dialog)

    def ask_end(self) -> None:
        """Ask which relation ended, when and why."""
        card = self._card()
        running = [r for r in card.relations if r.ended is None] if card is not None else []
        if card is not None and running:
            running.sort(key=lambda relation: relation.kind)
            beside: list[date | None] = [r.ended for r in card.relations if r.ended is not None]
            beside += [row.link.ended for row in card.links if row.acts]
            dialog = EndRelationDialog(
                self._over, self._context.today, running, beside, card.periods
            )
            dialog.ended.connect(lambda day, why: self._end(dialog, dialog.relation(), day, why))
            self._show(dialog)

    def ask_link(self, kind: LinkKind) -> None:
        """Ask who is to act for the card's own."""
        card = self._card()
        if card is not None:
            dialog = LinkQuestion(self._over, self._context, kind, card.party.id)
            dialog.given.connect(lambda new: self._add_link(dialog, new))
            self._show(dialog)

    def ask_end_link(self, link: PartyLink) -> None:
        """Ask since when and why somebody no longer acts."""
        if self._card() is not None:
            title = _("End the contact person")
            title = title if link.kind is LinkKind.CONTACT_PERSON else _("End the guardian")
            dialog = EndDialog(self._over, self._context.today, title)
            dialog.ended.connect(lambda day, why: self._end_link(dialog, link, day, why))
            self._show(dialog)

    def _card(self) -> Card | None:
        """Return the card if it may be changed; say why not where it is restricted."""
        card = self._deeds.card
        if card is None or card.is_locked:
            return None
        if card.restriction is not None:
            self._context.toast(tr(REFUSED))
            return None
        return card

    def _told(self, dialog: QDialog | None, words: str, undo: Callable[[], object]) -> None:
        """Close the form, say what was done with a way back, and show the card anew."""
        if dialog is not None:
            dialog.accept()
        self._context.toast(words, undo)
        self._deeds.done.emit()

    def _started(self, dialog: QDialog, relation_id: UUID) -> None:
        undo = self._context.ask
        words = tr(_("The relation is added."))
        self._told(dialog, words, lambda: undo(take_back_relation, relation_id, done=self._undone))

    def _end(self, dialog: EndRelationDialog, relation: Relation, day: date, why: str) -> None:
        def ended(erased: date | None) -> None:
            words = ended_words(erased)
            before = {"ended": None, "end_reason": relation.end_reason}
            self._told(dialog, words, lambda: self._put_back("relations", relation, before))

        self._context.ask(end_relation, relation.id, day, why, done=ended, failed=dialog.refuse)

    def _put_back(self, register: str, row: Recorded, before: Mapping[str, object]) -> None:
        """Write earlier values back, with where they had come from."""
        origin = Origin(
            source=row.source,
            channel=row.channel,
            collected_on=row.collected_on,
            purpose=row.purpose,
            source_detail=row.source_detail,
        )
        place = (register, row.id, row.version + 1, before, origin)
        self._context.ask(change_party, *place, done=self._undone)

    def _add_link(self, dialog: LinkQuestion, new: NewLink) -> None:
        def added(link_id: UUID) -> None:
            undo = self._context.ask
            guardian = new.kind is LinkKind.GUARDIAN
            words = _("The guardian is added.") if guardian else _("The contact person is added.")
            self._told(dialog, tr(words), lambda: undo(take_back_link, link_id, done=self._undone))

        self._context.ask(add_link, new, done=added, failed=dialog.refuse)

    def _end_link(self, dialog: EndDialog, link: PartyLink, day: date, why: str) -> None:
        def ended(_version: int) -> None:
            before = {"ended": None, "end_reason": link.end_reason}
            words = tr(_("Ended on {day}."), day=day.isoformat())
            self._told(dialog, words, lambda: self._put_back("links", link, before))

        place = (link.id, link.version, day, why)
        self._context.ask(end_link, *place, done=ended, failed=dialog.refuse)

    def _ask_state(self, deed: str, words: StateWords) -> None:
        dialog = StateDialog(self._over, self._context.today, self._context.settings, words)
        dialog.given.connect(lambda day, origin: self._change_state(dialog, deed, day, origin))
        self._show(dialog)

    def _change_state(
        self, dialog: StateDialog, deed: str, day: date | None, origin: Origin
    ) -> None:
        """Set or undo a state of the open card."""
        card = self._deeds.card
        if card is None:
            return
        party = card.party
        before: dict[str, object]
        before = {"deceased": party.deceased, "deceased_on": party.deceased_on}
        if deed in ("minor", "of_age"):
            before = {"minor": party.minor}

        def changed(_version: int) -> None:
            words = tr(_("The change is saved."))
            self._told(dialog, words, lambda: self._put_back("parties", party, before))

        ask, place = self._context.ask, (party.id, party.version)
        if deed == "deceased":
            ask(mark_deceased, *place, day, origin, done=changed, failed=dialog.refuse)
        else:
            act = {"alive": unmark_deceased, "minor": mark_minor, "of_age": unmark_minor}[deed]
            ask(act, *place, origin, done=changed, failed=dialog.refuse)


def startable(card: Card) -> list[RelationKind]:
    """Return the kinds of relation that do not run."""
    running = {relation.kind for relation in card.relations if relation.ended is None}
    return [kind for kind in RelationKind if kind not in running]


def deeds_of(card: Card) -> list[tuple[str, str]]:
    """Return what the card's menu offers here: each deed with its message."""
    found = [("start", _("Add a relation …"))] if startable(card) else []
    if any(relation.ended is None for relation in card.relations):
        found.append(("end", _("End the relation …")))
    if card.party.kind is PartyKind.COMPANY:
        return found
    gone = card.party.deceased
    state = ("alive", _("Undo deceased …")) if gone else ("deceased", _("Mark as deceased …"))
    found.append(state)
    if not isinstance(card.party.birth_date, date):
        young = card.party.minor
        grown = ("of_age", _("Mark as of age …")) if young else ("minor", _("Mark as under age …"))
        found.append(grown)
    return found
