"""A supplier's contact person: a new phone by call, a customer too, one with her own duplicate."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QMenu, QWidget

from registerdesk.domain.parties import PartyKind, RelationKind
from registerdesk.ui.kit.buttons import Button
from registerdesk.ui.kit.page import Page
from registerdesk.ui.pages.duplicates import DuplicatesPage
from registerdesk.ui.pages.search import SearchPage
from registerdesk.ui.register.link_question import LinkQuestion
from registerdesk.ui.register.party_card import PartyCard
from registerdesk.ui.register.standing_dialogs import StartRelationDialog
from registerdesk.usecases.audit import list_events
from registerdesk.usecases.parties import register_party
from registerdesk.usecases.party_cards import view_card
from registerdesk.usecases.search import find
from registerdesk.usecases.verification import verify
from tests.journeys.computer import Computer, descendant, texts_of
from tests.journeys.conftest import Start
from tests.makers import SmallOffice, a_person, bare

OFFICER = "Handl Ek"
OLD_PHONE, NEW_PHONE = "08-465 004 41", "070-174 06 77"
ACTS = ("link.added", "call.recorded", "value.changed", "relation.started", "party.merged")


class Story(Computer):
    """The story, a scene at a time."""

    def card(self) -> PartyCard:
        """Return the open card."""
        self.quiet()
        return next(c for c in self.page(Page).findChildren(PartyCard) if c.isVisible())

    def open_by_search(self, text: str) -> PartyCard:
        """Ctrl+K, a text, Enter: the first hit."""
        self.press("Ctrl+K")
        self.press("Ctrl+A")
        self.type(text)
        page = self.page(SearchPage)
        self.quiet()
        self.until(page.results.list.isVisible, "somebody is found")
        self.press("Return")
        self.until(page.card.isVisible, "the card is open")
        return self.card()

    def go_to_tab(self, card: PartyCard, page: QWidget) -> None:
        """Press Ctrl+Tab until a page of the card shows."""
        for _tab in card.tab_pages:
            if card.pages.currentWidget() is not page:
                self.press("Ctrl+Tab")
        assert page.isVisible(), "Ctrl+Tab does not reach it"
        self.quiet()

    def choose_in_menu(self, words: str) -> None:
        """Open the card's menu by key and choose a line by the arrows."""
        self.push(self.card().head.more_button)
        self.until(lambda: isinstance(QApplication.activePopupWidget(), QMenu), "the menu")
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        lines = [action.text() for action in menu.actions()]
        at = next(place for place, line in enumerate(lines) if line.startswith(words))
        self.press(*["Down"] * (at + 1), "Return")

    def add_contact_person(self) -> None:
        """On the company's card: the tab, N, a name nobody has, a phone, Ctrl+Enter."""
        card = self.open_by_search("lindholms")
        self.go_to_tab(card, card.links)
        self.push(descendant(card.links, Button, "Lägg till kontaktperson"))
        dialog = card.questions.dialog
        assert isinstance(dialog, LinkQuestion)
        self.until_focus(lambda: dialog.person.field, "who it is")
        self.type("Gunilla Sjöberg")
        self.quiet()
        self.walk_to(dialog.phone)
        self.type(OLD_PHONE)
        self.walk_to(dialog.title)
        self.type("Trafikledare")
        self.walk_to(dialog.source)
        self.press("Down", "Ctrl+Return")
        self.until(lambda: card.links.table.rows.rowCount() == 1, "she stands in the tab")
        self.quiet()

    def take_her_call(self) -> None:
        """F2, the last digits, Enter, two checks, Enter, 8, the note, Ctrl+Enter."""
        self.press("F2")
        panel = self.window.calls.panel
        assert panel is not None
        self.until_focus(lambda: panel.caller.field, "who is calling")
        self.type("0441")
        self.press("Return")
        self.until_focus(lambda: panel.identity.rows, "the checks")
        self.type("12")
        self.press("Return")
        self.until_focus(lambda: panel.matter.tiles, "the matters")
        self.type("8")
        self.until_focus(lambda: panel.last.note, "the note")
        self.type(f"Nytt nummer från i dag: {NEW_PHONE}.")
        self.press("Ctrl+Return")
        self.until(lambda: self.window.calls.panel is None, "the call is saved")
        self.quiet()

    def correct_the_phone(self) -> None:
        """Ctrl+E on her card, to the phone, E, the new number, Ctrl+Enter."""
        card = self.open_by_search("0441")
        values = card.values
        self.go_to_tab(card, values)
        self.walk_to(values.table)
        row = next(
            at for at in range(values.table.rows.rowCount())
            if OLD_PHONE in str(values.table.rows.index(at, 1).data())
        )  # fmt: skip
        self.press("Home", *["Down"] * row, "E")
        self.until(values.is_editing, "the phone is edited")
        self.press("Ctrl+A")
        self.type(NEW_PHONE)
        self.press("Ctrl+Return")
        self.until(lambda: not values.is_editing(), "it is saved")
        self.quiet()
        assert any(NEW_PHONE in text for text in texts_of(values.table))

    def become_a_customer(self) -> None:
        """The menu, "Lägg till relation", customer, Ctrl+Enter."""
        self.choose_in_menu("Lägg till relation")
        dialog = self.card().questions.dialog
        assert isinstance(dialog, StartRelationDialog)
        self.until_focus(lambda: dialog.kind, "which relation")
        assert dialog.kind.currentText() == "Kund"
        self.press("Ctrl+Return")
        self.until(lambda: not dialog.isVisible(), "she is a customer")
        self.quiet()

    def merge(self) -> None:
        """The menu, "Slå ihop dubbletter", the pair, Ctrl+Enter, and the question."""
        self.choose_in_menu("Slå ihop dubbletter")
        page = self.page(DuplicatesPage)
        self.until(lambda: len(page.list.pairs) == 1, "the pair is found")
        self.quiet()
        self.press("Return")
        self.until(lambda: page.merge.compared is not None, "both stand side by side")
        self.quiet()
        self.press("Ctrl+Return")
        question = page.question
        assert question is not None
        assert question.windowTitle().startswith("Slå ihop 2 personer?")
        self.until(question.isActiveWindow, "the question is asked")
        self.push(question.deed)
        self.quiet()


def test_a_contact_person_changes_phone_becomes_a_customer_and_is_merged(
    start: Start, office: SmallOffice
) -> None:
    company = bare(
        "Lindholms Åkeri AB", kind=PartyKind.COMPANY, relation=RelationKind.SUPPLIER, number="L-7"
    )
    office.do("handl", register_party, company)
    named = {"name": "Gunilla Sjöberg", "given_name": "Gunilla", "family_name": "Sjöberg"}
    twin = a_person(**named, phones=(NEW_PHONE,))
    office.do("handl", register_party, twin)
    story = start(Story)
    story.sign_in(OFFICER)
    story.add_contact_person()
    story.take_her_call()
    story.correct_the_phone()
    story.become_a_customer()
    story.merge()
    story.close()
    session = story.session("handl")
    (hit,) = session.desk.do(find, "gunilla").persons
    card = session.desk.do(view_card, hit.party_id)
    assert sorted(r.kind for r in card.relations) == [RelationKind.CUSTOMER] * 2
    assert [row.link.title for row in card.links] == ["Trafikledare"]
    assert NEW_PHONE in {phone.typed for phone in card.phones}
    assert any(NEW_PHONE in contact.note for contact in card.contacts)
    session.close()
    session = story.session("ombud")
    acts = {line.row.event.act for line in session.desk.do(list_events).lines}
    assert set(ACTS) - acts == set()
    assert verify(session).is_whole
    session.close()
