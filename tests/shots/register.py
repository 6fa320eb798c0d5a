"""Search, customers, suppliers, the card with its forms, credit checks and contacts."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from registerdesk.domain.contact_lists import ContactQuery
from registerdesk.domain.party_links import LinkKind
from registerdesk.domain.protection import OpeningReason
from registerdesk.domain.restrictions import RestrictedUse
from registerdesk.ui.pages.parties import PartiesPage
from registerdesk.ui.pages.search import SearchPage
from registerdesk.ui.register.card_questions import CardQuestions
from registerdesk.ui.register.party_card import PartyCard
from registerdesk.ui.register.value_question import ValueQuestion
from registerdesk.usecases.contacts import list_contacts
from tests.shots.demo import DemoScene, Desk

PETRA = "Petra Sundholm"

TABS = {
    "overview": "overview",
    "values": "values",
    "contacts": "contacts",
    "credit": "checks",
    "files": "files",
    "requests": "requests",
    "history": "history",
}
"""The name of a picture, and the page of the card that it shows."""


def _search(words: str, desk: Desk) -> None:
    desk.window.navigate("search")
    desk.type(words)


def _search_notes(words: str, desk: Desk) -> None:
    page = desk.go("search")
    assert isinstance(page, SearchPage)
    page.notes.turn()
    desk.type(words)


def _search_card(desk: Desk) -> None:
    anna = desk.party("Anna Lindqvist")
    desk.type("lind")
    desk.go("search", str(anna))


def _page(key: str, argument: str, desk: Desk) -> None:
    desk.go(key, argument)


def _card(words: str, desk: Desk, key: str = "customers") -> PartyCard:
    page = desk.go(key, str(desk.party(words)))
    assert isinstance(page, PartiesPage)
    return page.card


def _page_of(card: PartyCard, name: str) -> QWidget:
    page: QWidget = getattr(card.parts, name)
    return page


def _tab(name: str, desk: Desk, words: str = "Anna Lindqvist", key: str = "customers") -> PartyCard:
    card = _card(words, desk, key)
    card.tabs.setCurrentIndex(card.tab_pages.index(_page_of(card, name)))
    desk.settle()
    return card


def _dealing(register: str, desk: Desk) -> QWidget | None:
    card = _tab("dealings", desk, PETRA)
    card.dealings.add_wanted.emit()
    dialog = card.dealing_questions.dialog
    if dialog is not None:
        dialog.choose(register)
    return dialog


def _file(desk: Desk) -> QWidget | None:
    card = _tab("files", desk)
    card.parts.files.ask()
    return card.parts.files.dialog


def _shown(name: str, words: str, desk: Desk, key: str = "customers") -> None:
    _tab(name, desk, words, key)


def _edited(desk: Desk) -> PartyCard:
    card = _card("Anna Lindqvist", desk)
    card.values.select("phones", "typed")
    card.edit()
    return card


def _edit(desk: Desk) -> None:
    _edited(desk)


def _merge(desk: Desk) -> None:
    bar = _edited(desk).values.bar
    bar.tell("Mats Öberg", "Telefon", "idag 09:44", "070-174 06 77")


def _menu(desk: Desk) -> QWidget:
    menu = _card("Anna Lindqvist", desk).head.menu()
    menu.popup(desk.window.rect().center())
    return menu


def _question(ask: Callable[[CardQuestions], None], words: str, desk: Desk) -> QWidget | None:
    questions = _card(words, desk).questions
    ask(questions)
    desk.settle()
    return questions.dialog


def _address(desk: Desk) -> QWidget | None:
    dialog = _question(CardQuestions.ask_value, "Anna Lindqvist", desk)
    assert isinstance(dialog, ValueQuestion)
    dialog.choose("addresses")
    dialog.verb.click()
    return dialog


def _gate(desk: Desk) -> PartyCard:
    return _card("K-10977", desk)


def _gate_open(desk: Desk) -> None:
    _gate(desk).gate.opened.emit(OpeningReason.REQUEST)
    desk.settle()


def _form_wrong(desk: Desk) -> None:
    page = desk.go("customers", "new")
    assert isinstance(page, PartiesPage)
    desk.window.activateWindow()
    QTest.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    page.primary()


def _check(desk: Desk) -> None:
    desk.go("credit_checks", str(desk.party("Anna Lindqvist")))


def _contact(desk: Desk) -> None:
    first = desk.do(list_contacts, ContactQuery()).rows[0]
    desk.go("contacts", str(first.contact_id))


def _restricted(desk: Desk, *, opened: bool) -> None:
    card = _card("Erik Lindström", desk)
    if opened:
        card.band.opened.emit(RestrictedUse.RIGHTS)
        desk.settle()


def _haulier(desk: Desk) -> PartyCard:
    card = _card("Lindholms", desk, "suppliers")
    card.tabs.setCurrentIndex(card.tab_pages.index(card.links))
    desk.settle()
    return card


def _contact_person(desk: Desk) -> QWidget | None:
    card = _haulier(desk)
    card.questions.standing.ask_link(LinkKind.CONTACT_PERSON)
    desk.settle()
    return card.questions.dialog


def _quiet(desk: Desk) -> None:
    desk.go("customers", "quiet")


def _dead(desk: Desk) -> QWidget | None:
    card = _card("Anna Lindqvist", desk)
    card.questions.standing.ask("deceased")
    return card.questions.dialog


SCENES = (
    DemoScene(name="card-restricted", show=partial(_restricted, opened=False)),
    DemoScene(name="card-restricted-open", show=partial(_restricted, opened=True)),
    DemoScene(
        name="card-restrict",
        show=partial(_question, CardQuestions.ask_restrict, "Anna Lindqvist"),
    ),
    DemoScene(name="card-lift", show=partial(_question, CardQuestions.ask_lift, "Erik Lindström")),
    DemoScene(name="search-start", show=partial(_page, "search", "")),
    DemoScene(name="search-hits", show=partial(_search, "lind")),
    DemoScene(name="search-case", show=partial(_search, "anna lind")),
    DemoScene(name="search-notes", show=partial(_search_notes, "sundholm")),
    DemoScene(name="search-none", show=partial(_search, "zzqqx")),
    DemoScene(name="search-misspelt", show=partial(_search, "lindqvits")),
    DemoScene(name="search-commands", show=partial(_search, ">")),
    DemoScene(name="search-card", show=_search_card),
    DemoScene(name="customers", show=partial(_page, "customers", "")),
    *(
        DemoScene(name=f"card-{name}", show=partial(_shown, page, "Anna Lindqvist"))
        for name, page in TABS.items()
    ),
    DemoScene(name="card-business", show=partial(_shown, "dealings", PETRA), user="jonas"),
    DemoScene(name="card-business-officer", show=partial(_shown, "dealings", PETRA)),
    DemoScene(name="card-file-add", show=_file),
    DemoScene(name="card-business-add", show=partial(_dealing, "invoices"), user="jonas"),
    DemoScene(name="card-values-web", show=partial(_shown, "values", PETRA)),
    DemoScene(
        name="supplier-agreements",
        show=partial(_shown, "agreements", "Trälinden", key="suppliers"),
    ),
    DemoScene(name="card-edit", show=_edit),
    DemoScene(name="card-merge", show=_merge),
    DemoScene(name="card-menu", show=_menu),
    DemoScene(
        name="card-request",
        show=partial(_question, CardQuestions.ask_request, "Anna Lindqvist"),
    ),
    DemoScene(name="card-add", show=partial(_question, CardQuestions.ask_value, "Anna Lindqvist")),
    DemoScene(name="card-add-address", show=_address),
    DemoScene(name="card-end", show=partial(_question, CardQuestions.ask_end, "Anna Lindqvist")),
    DemoScene(
        name="card-protect",
        show=partial(_question, CardQuestions.ask_protect, "Anna Lindqvist"),
    ),
    DemoScene(name="card-release", show=partial(_question, CardQuestions.ask_release, "K-10977")),
    DemoScene(name="card-protected", show=lambda desk: _gate(desk) and None),
    DemoScene(name="card-protected-open", show=_gate_open),
    DemoScene(name="customer-new", show=partial(_page, "customers", "new")),
    DemoScene(name="customer-new-wrong", show=_form_wrong),
    DemoScene(name="suppliers", show=partial(_page, "suppliers", "")),
    DemoScene(
        name="supplier-card", show=lambda desk: _card("Lindholms", desk, "suppliers") and None
    ),
    DemoScene(name="card-contact-persons", show=lambda desk: _haulier(desk) and None),
    DemoScene(name="card-contact-person-new", show=_contact_person),
    DemoScene(name="card-both", show=lambda desk: _card("Annika", desk) and None),
    DemoScene(name="card-child", show=lambda desk: _card("Elsa Ekdahl", desk) and None),
    DemoScene(name="card-deceased", show=_dead),
    DemoScene(name="customers-quiet", show=_quiet),
    DemoScene(name="contacts", show=partial(_page, "contacts", "")),
    DemoScene(name="contact", show=_contact),
    DemoScene(name="contact-new", show=partial(_page, "contacts", "new")),
    DemoScene(name="credit-checks", show=partial(_page, "credit_checks", ""), user="mats"),
    DemoScene(name="credit-check", show=_check, user="mats"),
    DemoScene(name="credit-check-new", show=partial(_page, "credit_checks", "new"), user="mats"),
    DemoScene(name="card-protected-closed", show=lambda desk: _gate(desk) and None, user="jonas"),
    DemoScene(
        name="card-reader", show=lambda desk: _card("Anna Lindqvist", desk) and None, user="lina"
    ),
)
