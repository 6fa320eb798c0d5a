"""The main window of one signed-in person, from greeting to lock and back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication

from registerdesk.domain.office import OfficeProfile
from registerdesk.domain.staff import Role
from registerdesk.domain.texts import _
from registerdesk.ui.background import Runner
from registerdesk.ui.calls import Calls
from registerdesk.ui.kit.context import Office, SignedIn
from registerdesk.ui.kit.idle import IdleWatch
from registerdesk.ui.kit.moments import when
from registerdesk.ui.kit.settings import Settings
from registerdesk.ui.kit.text import language, tr
from registerdesk.ui.kit.theme import Appearance, theme
from registerdesk.ui.main_window import MainWindow
from registerdesk.ui.page_list import ENTRIES, PAGES
from registerdesk.ui.pages.sign_in import LockPage, StaffName
from registerdesk.ui.register.party_card import PartyCard

if TYPE_CHECKING:
    from registerdesk.usecases.offices import Session


class OfficeWindow(MainWindow):
    """The window as its user meets it: greeted, warned before a lock, found again after it."""

    def __init__(
        self, session: Session, profile: OfficeProfile, settings: Settings, runner: Runner
    ) -> None:
        """Build the frame, the idle watch and the call panel's door for one session."""
        keys = session.keys
        super().__init__(
            runner=runner,
            desk=session.desk,
            user=SignedIn(
                user_id=keys.user_id,
                user_name=keys.user_name,
                display_name=keys.display_name,
                roles=frozenset(Role(code) for code in keys.roles),
            ),
            office=Office(name=profile.name, dpo_phone=profile.dpo_phone, demo=profile.is_demo),
            settings=settings,
            pages=PAGES,
            entries=ENTRIES,
        )
        self.profile = profile
        self.context.extras["session"] = session
        self.context.extras["profile_changed"] = self.take_profile
        self._lock: LockPage | None = None
        self.idle = IdleWatch(self, minutes=profile.lock_minutes)
        self.idle.soon.connect(self._warn)
        self.idle.awake.connect(lambda: self.status.say_lock(self.idle.limit()))
        self.idle.expired.connect(self.lock_wanted)
        self.status.say_lock(profile.lock_minutes)
        _application().installEventFilter(self.idle)
        self.idle.start()
        self.calls = self._calls()

    def take_profile(self, profile: OfficeProfile) -> None:
        """Follow what was settled for the office: when the window locks."""
        self.profile = profile
        self.idle.minutes = profile.lock_minutes
        self.status.say_lock(profile.lock_minutes)

    def greet(self, previous: int | None, warnings: Sequence[str]) -> None:
        """Say when the person was here last, and what they must know at once."""
        for message in warnings:
            self.toasts.say(tr(message))
        if previous is not None:
            told = when(previous, self.context.today())
            self.toasts.say(tr(_("Last sign-in {when}."), when=told))
        self.calls.find_drafts()

    def before_lock(self) -> None:
        """Let everybody keep their drafts, and empty the clipboard if it was filled from here."""
        for hold in self.context.holds:
            hold()
        clipboard = QApplication.clipboard()
        if clipboard.ownsClipboard():
            clipboard.clear()
        self.idle.stop()

    def lock_page(self, path: str, version: str) -> LockPage:
        """Return the page that covers the window until its user is back."""
        user = self.context.user
        self._lock = LockPage(
            office=self.context.office.name,
            user=StaffName(user_name=user.user_name, display_name=user.display_name),
            path=path,
            version=version,
        )
        return self._lock

    def locked_by(self) -> LockPage:
        """Return the page that covers the window now."""
        if self._lock is None:
            raise TypeError("the window is not locked")
        return self._lock

    def resume(self, session: Session) -> None:
        """Show again exactly what was there, with the new session behind it."""
        self.context.go_on_at(session.desk)
        self.context.extras["session"] = session
        self._lock = None
        self.uncover()
        self.idle.start()
        self.status.say_lock(self.idle.limit())
        self.calls.resume()

    def place(self) -> tuple[str, str]:
        """Return the open page and its argument, to come back to."""
        return self._now

    def closeEvent(self, event: QCloseEvent) -> None:
        """End the program; drafts are kept first."""
        self.before_lock()
        _application().removeEventFilter(self.idle)
        super().closeEvent(event)
        QApplication.quit()

    def _calls(self) -> Calls:
        """Return the window's calls, listening to F2 and keeping the window open meanwhile."""
        spec = self.specs.get("requests")
        calls = Calls(
            self.context,
            self.frame,
            target_days=lambda: self.profile.target_days,
            opens_cases=spec is not None and spec.allowed(self.context.user),
        )
        self.call_wanted.connect(self._open_call)
        calls.touched.connect(self._call_input)
        calls.closed.connect(self._call_over)
        return calls

    def _call(self) -> None:
        """Take the call that waits to be taken, or begin a new one (F2)."""
        if not self.calls.take_ringing():
            super()._call()

    def _open_call(self, party_id: UUID | None) -> None:
        """Open the call panel; the person whose card is open is offered."""
        page = self.page()
        card = page.findChild(PartyCard) if page is not None else None
        if party_id is None and isinstance(card, PartyCard) and card.isVisible():
            party_id = card.party_id()
        self.calls.open(party_id)

    def _call_input(self) -> None:
        """Let the window stay open longer while somebody is on the phone."""
        self.idle.call_input()
        self.status.say_lock(self.idle.limit())

    def _call_over(self) -> None:
        """Go back to the office's own minutes."""
        self.idle.call_over()
        self.status.say_lock(self.idle.limit())

    def _warn(self, seconds: int) -> None:
        """Say that the window locks soon."""
        self.status.warn_lock(seconds)
        if seconds % 10 == 0:
            self.announce(tr(_("Locks in {seconds} seconds."), seconds=seconds), urgent=True)


def _application() -> QObject:
    """Return the running application."""
    application = QApplication.instance()
    if application is None:
        raise TypeError("no application")
    return application


def window_for(
    session: Session, profile: OfficeProfile, preferences: Mapping[str, str], runner: Runner
) -> OfficeWindow:
    """Return the window of a session, dressed as its user likes it."""
    from registerdesk.usecases.preferences import set_preference

    def keep(key: str, value: str) -> None:
        desk = window.context.desk
        runner.ask(lambda: desk.do(set_preference, key, value), lambda _nothing: None)

    settings = Settings(preferences, keep)
    theme.apply(
        Appearance(
            scheme=settings.get("scheme", "system"),
            percent=settings.number("percent", 100),
            compact=settings.get("density") == "compact",
        )
    )
    if settings.get("language"):
        language.switch(settings.get("language"))
    window = OfficeWindow(session, profile, settings, runner)
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    return window
