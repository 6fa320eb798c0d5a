"""The pages behind a card's tabs: those that the role may read, filled from one card."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QWidget

from registerdesk.domain.fields import Area
from registerdesk.domain.parties import RelationKind
from registerdesk.domain.staff import Permission, may_read
from registerdesk.domain.texts import _
from registerdesk.ui.kit.context import WindowContext
from registerdesk.ui.register.agreements_tab import AgreementsTab
from registerdesk.ui.register.card_deeds import CardDeeds
from registerdesk.ui.register.card_reading import CardReading
from registerdesk.ui.register.card_tabs import CardTabs
from registerdesk.ui.register.dealing_words import agreement_rows
from registerdesk.ui.register.dealings_tab import DealingsTab
from registerdesk.ui.register.file_acts import PersonFiles
from registerdesk.ui.register.files_view import FilesView
from registerdesk.ui.register.history_tab import HistoryTab
from registerdesk.ui.register.links_tab import LinksTab, kind_for, title_for
from registerdesk.ui.register.list_tabs import checks_tab, contact_rows, contacts_tab
from registerdesk.ui.register.overview import Overview
from registerdesk.ui.register.requests_tab import RequestsTab
from registerdesk.ui.register.values_tab import ValuesTab
from registerdesk.ui.register.words import shown_values
from registerdesk.usecases.party_cards import Card


class CardPages:
    """One page a tab; what the role may not read is absent."""

    def __init__(self, context: WindowContext, deeds: CardDeeds, tabs: CardTabs) -> None:
        """Make the pages and their tabs."""
        self._context, self._deeds, self._tabs = context, deeds, tabs
        reads_all = may_read(context.user.roles, Area.CONTACTS)
        own = _("You have recorded no contacts with them.")
        nothing = _("No contacts yet.") if reads_all else own
        self.overview = Overview(nothing)
        self.values = ValuesTab(context)
        self.contacts = contacts_tab(context.settings, nothing)
        self.dealings = DealingsTab(context)
        self.agreements = AgreementsTab(context)
        self.links = LinksTab(context)
        self.checks = checks_tab(context.settings)
        self.files = FilesView(
            context,
            may_add=deeds.may(Permission.EDIT_PARTY),
            may_copy=deeds.may(Permission.EXPORT_LIST),
            may_report=deeds.may(Permission.RECORD_CREDIT_CHECK),
        )
        self.requests = RequestsTab(context)
        self.history = HistoryTab(context)
        self.shown: list[QWidget] = [self.overview]
        tabs.add(_("Overview"))
        for title, page, permission in self._table():
            if deeds.may(permission):
                tabs.add(title)
                self.shown.append(page)
        self.dealings.arrived.connect(lambda count: self.count_on(self.dealings, count))
        self.files.arrived.connect(lambda count: self.count_on(self.files, count))

    def place(self, stack: QStackedWidget) -> None:
        """Put the pages on a stack."""
        for page in self.shown:
            stack.addWidget(page)

    def fill(self, card: Card, names: dict[str, str]) -> None:
        """Show a card; `names` are colleagues by id."""
        today = self._context.today().isoformat()
        reveals = self._deeds.may(Permission.REVEAL_IDENTITY_NUMBER) and not card.is_narrowed
        switches = self._deeds.may(Permission.SWITCH_PURPOSE)
        self.overview.show_card(
            card, may_reveal=reveals, may_switch=switches, names=names, today=today
        )
        values, agreed = shown_values(card), agreement_rows(card)
        self.values.show_values(values)
        self.contacts.show_rows(contact_rows(card.contacts, names, today))
        self.checks.show_checks(card.credit_checks)
        self.agreements.show_rows(agreed)
        self.links.show_card(card)
        counts: dict[QWidget, int] = {self.values: len(values), self.agreements: len(agreed)}
        counts[self.contacts] = len(card.contacts)
        counts[self.checks] = len(card.credit_checks)
        counts[self.links] = sum(row.link.ended is None for row in card.links)
        absent = _absent(self, card)
        if self.links in self.shown:
            self._tabs.rename(self.shown.index(self.links), title_for(card))
        for at, page in enumerate(self.shown):
            self._tabs.count_on(at, counts.get(page, 0))
            self._tabs.setTabVisible(at, page not in absent)

    def look(self, page: QWidget, reading: CardReading) -> None:
        """Fetch what is fetched only when it is looked at."""
        if reading.party_id is not None and page is self.history:
            self.history.show_party(reading.party_id, reading.under)
        if reading.party_id is not None and page is self.dealings:
            self.dealings.show_party(reading.party_id, reading.under)
        if reading.party_id is not None and page is self.files:
            self.files.show_files(PersonFiles(reading.party_id, reading.under))

    def count_on(self, page: QWidget, count: int) -> None:
        """Say on its tab how many things a page holds."""
        if page in self.shown:
            self._tabs.count_on(self.shown.index(page), count)

    def _table(self) -> tuple[tuple[str, QWidget, Permission], ...]:
        return (
            (_("Values"), self.values, Permission.VIEW_REGISTER),
            (_("Contacts"), self.contacts, Permission.VIEW_CONTACTS),
            (_("Business"), self.dealings, Permission.VIEW_DEALINGS),
            (_("Agreements"), self.agreements, Permission.VIEW_REGISTER),
            (_("Contact persons"), self.links, Permission.VIEW_PARTY),
            (_("Credit assessment"), self.checks, Permission.VIEW_CREDIT_CHECKS),
            (_("Files"), self.files, Permission.VIEW_REGISTER),
            (_("Requests"), self.requests, Permission.VIEW_REQUESTS),
            (_("History"), self.history, Permission.VIEW_REGISTER),
        )


def _absent(pages: CardPages, card: Card) -> set[QWidget]:
    """Return the pages that this card has not: a restricted one's, or not of its relation."""
    absent: set[QWidget] = set()
    if card.is_narrowed:
        absent |= set(pages.shown) - {pages.overview, pages.values, pages.requests}
    if RelationKind.SUPPLIER not in {relation.kind for relation in card.relations}:
        absent.add(pages.agreements)
    if not card.links and kind_for(card) is None:
        absent.add(pages.links)
    return absent
