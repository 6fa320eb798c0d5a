"""Settings: a tab for each section that the user may reach."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from registerdesk.domain.staff import Permission, is_granted
from registerdesk.domain.texts import _
from registerdesk.ui.kit.context import WindowContext
from registerdesk.ui.kit.page import Page, PageHead
from registerdesk.ui.kit.text import tr
from registerdesk.ui.settings.appearance import AppearanceSection
from registerdesk.ui.settings.office import OfficeSection
from registerdesk.ui.settings.section import Section
from registerdesk.ui.settings.security import SecuritySection
from registerdesk.ui.settings.staff import StaffSection

OFFICE, STAFF, SECURITY, APPEARANCE = "office", "staff", "security", "appearance"
KEPT_TAB = "settings_tab"


class SettingsPage(Page):
    """The office and staff by permission; own password and appearance for everybody."""

    def __init__(self, context: WindowContext) -> None:
        """Build the sections that the user may reach."""
        super().__init__(context)
        roles = context.user.roles
        self.sections: dict[str, Section] = {}
        if is_granted(roles, Permission.VIEW_OFFICE):
            self.sections[OFFICE] = OfficeSection(context)
        if is_granted(roles, Permission.VIEW_STAFF):
            self.sections[STAFF] = StaffSection(context)
        self.sections[SECURITY] = SecuritySection(context)
        self.sections[APPEARANCE] = AppearanceSection(context)
        self.tabs = QTabBar()
        self.tabs.setAccessibleName(tr(_("Settings")))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.stack = QStackedWidget()
        for section in self.sections.values():
            self.tabs.addTab(tr(section.title))
            self.stack.addWidget(section)
        self.tabs.currentChanged.connect(self._turned)
        kept = str(context.extras.get(KEPT_TAB, ""))
        if kept in self.sections:
            self.tabs.setCurrentIndex(list(self.sections).index(kept))
        head = PageHead(_("Settings"))
        head.below.addWidget(self.tabs)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.stack, 1)

    def section(self) -> Section:
        """Return the open section."""
        return list(self.sections.values())[self.stack.currentIndex()]

    def open(self, argument: str) -> None:
        """Open the section that is named, or stay at the present one."""
        if argument in self.sections:
            self.tabs.setCurrentIndex(list(self.sections).index(argument))
        self.refresh()
        self.tabs.setFocus()

    def refresh(self) -> None:
        """Read the open section again."""
        self.section().refresh()

    def leave(self) -> bool:
        """Ask before what is typed is lost."""
        if not any(section.is_touched() for section in self.sections.values()):
            return True
        self.context.toast(tr(_("What you wrote is not saved.")), self._discard, _("Discard"))
        return False

    def primary(self) -> None:
        """Do the open section's main action."""
        self.section().primary()

    def panes(self) -> list[QWidget]:
        """Return the tabs and the section."""
        return [self.tabs, self.section()]

    def _discard(self) -> None:
        """Show again what is kept."""
        for section in self.sections.values():
            section.forget()
            section.refresh()

    def _turned(self, number: int) -> None:
        self.stack.setCurrentIndex(number)
        self.context.extras[KEPT_TAB] = list(self.sections)[number]
        self.section().refresh()


def account(context: WindowContext) -> SettingsPage:
    """Return the settings, opened where the user's own password is."""
    page = SettingsPage(context)
    page.tabs.setCurrentIndex(list(page.sections).index(SECURITY))
    return page
