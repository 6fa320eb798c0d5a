"""Sign-in, window, lock, switch of user: the life of the program's one window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from shiboken6 import isValid

from registerdesk import __version__
from registerdesk.domain.errors import Crash, RegisterDeskError
from registerdesk.ui.background import Runner
from registerdesk.ui.entering import Entered, load_the_rest, read
from registerdesk.ui.entrance import Entrance, show_crash
from registerdesk.ui.pages.sign_in import SignInPage
from registerdesk.ui.rings import Rings
from registerdesk.usecases.guarded_files import GuardedFiles

if TYPE_CHECKING:
    from registerdesk.ui.office_window import OfficeWindow
    from registerdesk.usecases.offices import Session
    from registerdesk.usecases.places import Station


class FrontDoor:
    """Sign-in, window, lock, switch of user: the life of the program's one window."""

    def __init__(self, station: Station, clock: Callable[[], int]) -> None:
        """Start the worker; nothing is shown yet."""
        self._station = station
        self._clock = clock
        self.runner = Runner(crashed=self.crashed, refused=self.refused)
        self.entrance = Entrance()
        self.folder = Path()
        self.session: Session | None = None
        self.window: OfficeWindow | None = None
        self._last_pages: dict[str, tuple[str, str]] = {}
        self._first_page = "today"
        self._caller = ""
        self.rings = Rings()
        self.rings.put_through.connect(self._rung)
        self.files = GuardedFiles(station)

    def show(self, folder: Path | None) -> None:
        """Show the sign-in page of the office, or the wizard where there is none."""
        self.files.clear()  # what a crash left open
        if folder is None:
            self._show_first_run()
        else:
            self.folder = folder
            self._show_sign_in()
        self.entrance.show()
        self.entrance.activateWindow()

    def warm_up(self) -> None:
        """Load the database, the letters and the pages while the password is typed."""
        self.runner.ask(load_the_rest, lambda _done: None)

    def close(self) -> None:
        """Close the session, stop the worker, take the windows down."""
        self.rings.stop()
        for shown in (self.window, self.entrance):
            if shown is not None and isValid(shown):
                shown.hide()  # Qt does not bear a window that is swept away while it shows
        self._close_session()
        self.runner.close()
        self.files.clear()

    def wake(self) -> None:
        """Bring the window to the front: somebody started the program once more."""
        shown = self.window or self.entrance
        shown.setWindowState(shown.windowState() & ~Qt.WindowState.WindowMinimized)
        shown.show()
        shown.raise_()
        shown.activateWindow()

    def ring(self, number: str) -> None:
        """Look for who rings; before sign-in and while it is locked, the number waits."""
        self.rings.ring(number)

    def _rung(self, number: str) -> None:
        self._caller = number
        self.wake()
        self._put_through()

    def _put_through(self) -> None:
        """Hand the waiting number to whoever is signed in; else say that it waits."""
        if not self._caller:
            return
        if self.window is not None and self.session is not None:
            number, self._caller = self._caller, ""
            self.window.calls.ring(number)
        elif self.window is not None:
            self.window.locked_by().say_call_waits()
        elif isinstance(page := self.entrance.currentWidget(), SignInPage):
            page.say_call_waits()

    def refused(self, error: RegisterDeskError) -> None:
        """Show a refusal that no page handles."""
        from registerdesk.ui.kit.text import tr_error

        if self.window is not None:
            self.window.toasts.say(tr_error(error))

    def crashed(self, crash: Crash) -> None:
        """Tell of a bug; whoever was signing in can try again."""
        show_crash(crash)
        for shown in (self.window or self.entrance, self.entrance):
            for page in shown.findChildren(SignInPage):
                if page.is_deriving():
                    page.ready()
                    self._close_session()

    def _show_first_run(self) -> None:
        """Show the wizard; it ends at the sign-in page of the new or opened office."""
        from registerdesk.ui.pages.first_run import FirstRun

        page = FirstRun(self.runner)

        def chosen(folder: str) -> None:
            self._first_page = page.next_page
            self._office_chosen(folder)

        page.created.connect(chosen)
        page.opened.connect(chosen)
        self.entrance.put(page)

    def _office_chosen(self, folder: str) -> None:
        """Go on to the sign-in page of the office in the folder."""
        self.folder = Path(folder)
        self._show_sign_in()

    def _show_sign_in(self, user: str = "") -> None:
        """Show who can sign in; a folder without an office leads to the wizard."""
        from registerdesk.ui.kit.text import language
        from registerdesk.ui.pages.sign_in import StaffName
        from registerdesk.usecases.sign_in_list import who_can_sign_in

        try:
            shown = who_can_sign_in(self.folder)
        except RegisterDeskError as error:
            self._show_unreadable(error)
            return
        language.switch(shown.language)
        page = SignInPage(
            office=shown.office_name,
            staff=[
                StaffName(user_name=line.slot_id, display_name=line.display_name)
                for line in shown.people
            ],
            user_name=user,
            path=str(self.folder),
            version=__version__,
        )
        page.submitted.connect(self._sign_in)
        page.recovery_wanted.connect(self._sign_in_otherwise)
        self.entrance.put(page)
        self._put_through()

    def _show_unreadable(self, error: RegisterDeskError) -> None:
        """Say why the office does not open, with the way to another one."""
        self._show_first_run()
        self.entrance.tell(error)

    def _sign_in(self, user: str, password: str) -> None:
        """Open the office off the window's thread; the page says that it is under way."""
        page = self.entrance.sign_in_page()
        page.deriving()
        self.runner.ask(
            lambda: self._enter(user, password),
            self._entered,
            lambda error: self.entrance.refuse(page, error),
        )

    def _enter(self, user: str, password: str) -> Entered:
        """Sign in and read what the window needs; runs on the worker's thread."""
        from registerdesk.usecases.offices import sign_in

        return read(sign_in(self.folder, user, password, clock=self._clock, station=self._station))

    def _sign_in_otherwise(self) -> None:
        """Ask for the recovery key, or for a one-time code and a first password."""
        from registerdesk.ui.pages.other_sign_in import OtherSignIn

        parent = self.window or self.entrance
        dialog = OtherSignIn(
            parent, self.runner, self.folder, clock=self._clock, station=self._station
        )
        dialog.entered.connect(self._ask_what_the_window_needs)
        dialog.open()

    def _ask_what_the_window_needs(self, session: Session) -> None:
        """Go on with a session that the recovery key opened."""
        self.runner.ask(lambda: read(session), self._entered)

    def _entered(self, entered: Entered) -> None:
        """Build the window for the person who signed in."""
        from registerdesk.ui.office_window import window_for

        self._drop_window()
        self.session = entered.session
        self._station.remember(self.folder)
        window = window_for(entered.session, entered.profile, entered.preferences, self.runner)
        window.lock_wanted.connect(self.lock)
        window.context.clock = self._clock
        window.context.extras |= {"files": self.files, "folder": self.folder}
        window.switch_wanted.connect(self.switch_user)
        window.log_out_wanted.connect(self.switch_user)
        self.window = window
        user = str(entered.session.keys.user_id)
        window.navigate(*self._last_pages.get(user, (self._first_page, "")))
        window.show()
        window.activateWindow()
        self.entrance.hide()
        window.greet(entered.session.previous_sign_in, entered.session.warnings)
        self._put_through()

    def lock(self) -> None:
        """Close the connection, drop the keys, hide the content; unlock leads back exactly."""
        window = self._leave()
        if window is None:
            return
        page = window.lock_page(str(self.folder), __version__)
        page.submitted.connect(self._unlock)
        page.switch_wanted.connect(self.switch_user)
        page.recovery_wanted.connect(self._sign_in_otherwise)
        window.show_cover(page)

    def _leave(self) -> OfficeWindow | None:
        """Write drafts, then close the session behind whatever is still waiting."""
        window = self.window
        if window is None:
            return None
        window.before_lock()
        self.runner.forget()
        self._close_session()
        self.runner.do_last(self.files.clear)  # behind what is being opened at this moment
        return window

    def _close_session(self) -> None:
        session, self.session = self.session, None
        if session is not None:
            self.runner.do_last(session.close)

    def _unlock(self, user: str, password: str) -> None:
        """Sign the same person in again, at the very place that was left."""
        window = self.window
        if window is None:
            return
        page = window.locked_by()
        page.deriving()
        self.runner.ask(
            lambda: self._enter(user, password),
            self._unlocked,
            lambda error: self.entrance.refuse(page, error),
        )

    def _unlocked(self, entered: Entered) -> None:
        """Hand the new session to the window that waited."""
        if self.window is not None:
            self.session = entered.session
            self.window.resume(entered.session)
            self._put_through()

    def switch_user(self) -> None:
        """Close what the present person has open, and show the sign-in page."""
        if self._leave() is None:
            return
        self._drop_window()
        self._show_sign_in()
        self.entrance.show()
        self.entrance.activateWindow()

    def _drop_window(self) -> None:
        """Let go of the window of whoever left; it opens at the same place for them next time."""
        window, self.window = self.window, None
        if window is None:
            return
        if window.place()[0]:
            self._last_pages[str(window.context.user.user_id)] = window.place()
        window.close_pages()
        window.hide()
        window.deleteLater()
