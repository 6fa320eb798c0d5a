"""Every page of the window, in the order of the sidebar; only what exists."""

from __future__ import annotations

from registerdesk.domain.staff import Permission
from registerdesk.domain.texts import _
from registerdesk.ui.kit.page import Granted, PageSpec
from registerdesk.ui.kit.top_bar import RegisterEntry
from registerdesk.ui.pages import (
    audit,
    contacts,
    credit_checks,
    duplicates,
    exports,
    imports,
    parties,
    policy,
    requests,
    search,
    settings,
    today,
)

_REGISTER = _("Registers")


PAGES: tuple[PageSpec, ...] = (
    PageSpec(
        key="today",
        title=_("Today"),
        icon="calendar",
        shortcut="Ctrl+1",
        factory=today.TodayPage,
    ),
    PageSpec(
        key="search",
        title=_("Search"),
        icon="search",
        factory=search.SearchPage,
        allowed=Granted(Permission.SEARCH),
        who=_("a case officer or the data protection officer"),
    ),
    PageSpec(
        key="customers",
        title=_("Customers"),
        icon="users",
        group=_REGISTER,
        shortcut="Ctrl+2",
        factory=parties.customers,
        allowed=Granted(Permission.VIEW_PARTY),
        who=_("a case officer or the data protection officer"),
    ),
    PageSpec(
        key="duplicates",
        title=_("Duplicates"),
        icon="users",
        shortcut="Ctrl+Shift+D",
        factory=duplicates.DuplicatesPage,
        allowed=Granted(Permission.EDIT_PARTY),
        who=_("a case officer"),
        listed=False,
    ),
    PageSpec(
        key="suppliers",
        title=_("Suppliers"),
        icon="building",
        group=_REGISTER,
        shortcut="Ctrl+3",
        factory=parties.suppliers,
        allowed=Granted(Permission.VIEW_PARTY),
        who=_("a case officer or the data protection officer"),
    ),
    PageSpec(
        key="credit_checks",
        title=_("Credit checks"),
        icon="gauge",
        group=_REGISTER,
        shortcut="Ctrl+4",
        factory=credit_checks.CreditChecksPage,
        allowed=Granted(Permission.VIEW_CREDIT_CHECKS),
        who=_("a credit officer or the data protection officer"),
    ),
    PageSpec(
        key="contacts",
        title=_("Contacts"),
        icon="phone",
        group=_REGISTER,
        shortcut="Ctrl+5",
        factory=contacts.ContactsPage,
        allowed=Granted(Permission.VIEW_CONTACTS),
        who=_("a case officer or the data protection officer"),
    ),
    PageSpec(
        key="requests",
        title=_("Requests"),
        icon="inbox",
        group=_("Data protection"),
        shortcut="Ctrl+7",
        factory=requests.RequestsPage,
        allowed=Granted(Permission.VIEW_REQUESTS),
        who=_("a case officer or the data protection officer"),
    ),
    PageSpec(
        key="policy",
        title=_("Policy"),
        icon="shield-check",
        group=_("Data protection"),
        shortcut="Alt+2",
        factory=policy.PolicyPage,
        allowed=Granted(Permission.VIEW_POLICY),
        who=_("the data protection officer"),
    ),
    PageSpec(
        key="log",
        title=_("Log"),
        icon="eye",
        group=_("Control"),
        shortcut="Alt+3",
        factory=audit.AuditPage,
        allowed=Granted(Permission.VIEW_LOG),
        who=_("the data protection officer"),
    ),
    PageSpec(
        key="exports",
        title=_("Exports"),
        icon="share",
        group=_("Control"),
        shortcut="Alt+7",
        factory=exports.ExportsPage,
        allowed=Granted(Permission.EXPORT_LIST),
        who=_("a case officer or the data protection officer"),
    ),
    PageSpec(
        key="imports",
        title=_("Import"),
        icon="document",
        shortcut="Ctrl+Shift+M",
        factory=imports.ImportsPage,
        allowed=Granted(Permission.IMPORT),
        who=_("a case officer"),
        listed=False,
    ),
    PageSpec(
        key="settings",
        title=_("Settings"),
        icon="sliders",
        shortcut="Ctrl+,",
        factory=settings.SettingsPage,
        last=True,
    ),
    PageSpec(
        key="account",
        title=_("My account"),
        icon="user",
        factory=settings.account,
        listed=False,
    ),
)

_EDITS = Granted(Permission.EDIT_PARTY)
ENTRIES: tuple[RegisterEntry, ...] = (
    RegisterEntry(message=_("&Customer"), icon="user", page="customers", allowed=_EDITS),
    RegisterEntry(message=_("Supp&lier"), icon="building", page="suppliers", allowed=_EDITS),
    RegisterEntry(
        message=_("Credit &check"),
        icon="gauge",
        page="credit_checks",
        allowed=Granted(Permission.RECORD_CREDIT_CHECK),
    ),
    RegisterEntry(
        message=_("&Import from a file …"),
        icon="document",
        page="imports",
        argument="",
        allowed=Granted(Permission.IMPORT),
    ),
)
"""The menu Register (Ctrl+N); the letter after & chooses the line."""
