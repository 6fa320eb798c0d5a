"""The main window: navigation and the list of pages; nothing else."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QMainWindow,
    QStackedWidget,
    QWidget,
)

from registerdesk.domain.texts import _
from registerdesk.ui.background import Runner
from registerdesk.ui.closed_door import closed_door
from registerdesk.ui.kit.announce import announce
from registerdesk.ui.kit.context import Door, Office, SignedIn, WindowContext
from registerdesk.ui.kit.follow_focus import FollowFocus
from registerdesk.ui.kit.frame import Frame, take_first_size
from registerdesk.ui.kit.page import Page, PageSpec
from registerdesk.ui.kit.panes import next_pane
from registerdesk.ui.kit.search_field import SearchField
from registerdesk.ui.kit.settings import Settings
from registerdesk.ui.kit.shortcut_sheet import ShortcutSheet
from registerdesk.ui.kit.shortcuts import EVERYWHERE, Shortcuts
from registerdesk.ui.kit.sidebar import Sidebar
from registerdesk.ui.kit.status_bar import StatusBar
from registerdesk.ui.kit.text import language, tr
from registerdesk.ui.kit.theme import theme
from registerdesk.ui.kit.toast import Toasts
from registerdesk.ui.kit.top_bar import RegisterEntry, TopBar


class MainWindow(QMainWindow):
    """Sidebar, top bar, the open page, the call panel, the status bar; 1024 x 700 at least."""

    lock_wanted = Signal()
    switch_wanted = Signal()
    log_out_wanted = Signal()
    call_wanted = Signal(object)

    def __init__(
        self,
        *,
        runner: Runner,
        desk: Door,
        user: SignedIn,
        office: Office,
        settings: Settings,
        pages: Sequence[PageSpec],
        entries: Sequence[RegisterEntry] = (),
    ) -> None:
        """Build the frame for one user; only pages that the user may use are listed."""
        super().__init__()
        take_first_size(self)
        self.setWindowTitle(f"{office.name} – RegisterDesk")
        self.specs = {spec.key: spec for spec in pages}
        self.settings = settings
        self._pages: dict[str, Page] = {}
        self._life = object()
        self._past: list[tuple[str, str]] = []
        self._future: list[tuple[str, str]] = []
        self._now = ("", "")
        self._origin: QWidget | None = None
        self._covered: list[QDialog] = []
        self.shortcuts = Shortcuts()
        self.search = SearchField()
        allowed = [spec for spec in pages if spec.allowed(user)]
        self.sidebar = Sidebar(office.name, allowed)
        keys = {spec.key for spec in allowed}
        known = [e for e in entries if e.page in keys and e.allowed(user)]
        self.top_bar = TopBar(self.search, user, known)
        self.status = StatusBar(office.dpo_phone)
        self.frame = Frame(self.sidebar, self.top_bar, self.status, settings)
        self.stack = self.frame.stack
        self.cover = QStackedWidget()
        self.cover.addWidget(self.frame)
        self.setCentralWidget(self.cover)
        self.toasts = Toasts(self.stack)
        self.context = WindowContext(
            runner=runner,
            desk=desk,
            user=user,
            office=office,
            settings=settings,
            shortcuts=self.shortcuts,
            search=self.search,
            navigate=self.navigate,
            toast=self.toasts.say,
            announce=self.announce,
            open_call=self.call_wanted.emit,
            set_counter=self.set_counter,
        )
        FollowFocus(self)
        self._connect()
        self._add_shortcuts()

    def navigate(self, key: str, argument: str = "") -> None:
        """Open a page, if the present one lets go; a page out of reach shows the denied view."""
        if not self._may_leave(key):
            return
        if self._now[0] and self._now != (key, argument):
            self._past.append(self._now)
            self._future.clear()
        self._open(key, argument)

    def back(self) -> None:
        """Go to the page before (Alt+Left)."""
        self._travel(self._past, self._future)

    def forward(self) -> None:
        """Go to the page from which one came back (Alt+Right)."""
        self._travel(self._future, self._past)

    def page(self) -> Page | None:
        """Return the open page, or None where the denied view stands."""
        widget = self.stack.currentWidget()
        return widget if isinstance(widget, Page) else None

    def set_counter(self, key: str, count: int, kind: str = "neutral") -> None:
        """Show beside a page how many things need someone: danger, warn or neutral."""
        if key in self.sidebar.items:
            self.sidebar.items[key].set_counter(count, kind)

    def announce(self, words: str, *, urgent: bool = False) -> None:
        """Say words to a screen reader."""
        announce(self, words, urgent=urgent)

    def show_cover(self, page: QWidget) -> None:
        """Hide everything behind a page of its own: the lock."""
        self._origin = QApplication.focusWidget()
        self._covered = [each for each in self.findChildren(QDialog) if each.isVisible()]
        for dialog in self._covered:
            dialog.hide()
        self.cover.addWidget(page)
        self.cover.setCurrentWidget(page)
        page.setFocus(Qt.FocusReason.OtherFocusReason)

    def uncover(self) -> None:
        """Show again exactly what was there, the focus where it was."""
        page = self.cover.currentWidget()
        if page is None or page is self.frame:
            return
        self.cover.setCurrentWidget(self.frame)
        self.cover.removeWidget(page)
        page.deleteLater()
        for dialog in self._covered:
            dialog.show()
        if self._origin is not None:
            self._origin.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_pages(self) -> None:
        """Close every page: nothing of the last user stays."""
        for page in self._pages.values():
            page.closed()
            self.shortcuts.drop_within(page)
            self.stack.removeWidget(page)
            page.deleteLater()
        for key in self._pages:
            self.shortcuts.drop(key)
        self._pages.clear()
        self.context.pages.clear()
        self._life = object()
        self.toasts.clear()

    def _connect(self) -> None:
        self.sidebar.chosen.connect(self.navigate)
        self.top_bar.call.connect(self._call)
        self.top_bar.entered.connect(self.navigate)
        self.top_bar.lock.connect(self.lock_wanted)
        self.top_bar.switch_user.connect(self.switch_wanted)
        self.top_bar.log_out.connect(self.log_out_wanted)
        self.top_bar.account.connect(lambda: self.navigate("account"))
        self.status.shortcuts_wanted.connect(self.open_sheet)
        self.search.typed.connect(self._searching)
        self.search.left.connect(self._focus_page)
        language.changed.connect(self._rebuild)

    def open_sheet(self) -> None:
        """Show every shortcut, those of the open page or of the call at work first (F1)."""
        titles = {spec.key: spec.title for spec in self.specs.values()}
        panel, focus = self.frame.panel, QApplication.focusWidget()
        in_call = panel is not None and focus is not None and panel.isAncestorOf(focus)
        ShortcutSheet(self.shortcuts, "call" if in_call else self._now[0], self, titles).open()

    def _call(self) -> None:
        self.call_wanted.emit(None)

    def _searching(self, text: str) -> None:
        if text and "search" in self.specs and self._now[0] != "search":
            self.navigate("search")

    def _focus_page(self) -> None:
        page = self.stack.currentWidget()
        if page is not None:
            page.setFocus(Qt.FocusReason.OtherFocusReason)

    def _focus_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _may_leave(self, key: str) -> bool:
        page = self.page()
        return page is None or key == self._now[0] or page.leave()

    def _open(self, key: str, argument: str) -> None:
        self._now = (key, argument)
        self.sidebar.mark(key)
        widget = self._page_of(key)
        self.stack.setCurrentWidget(widget)
        self.toasts.raise_()
        if isinstance(widget, Page):
            widget.open(argument)

    def _page_of(self, key: str) -> QWidget:
        """Return the page, built when it is first opened; closed things say why."""
        spec = self.specs.get(key)
        if spec is None or not spec.allowed(self.context.user):
            view = closed_door(self.context, key, spec)
            self.stack.addWidget(view)
            return view
        if key not in self._pages:
            life = self._life
            page = spec.factory(self.context.for_page(lambda: life is self._life))
            self._pages[key] = page
            self.stack.addWidget(page)
        return self._pages[key]

    def _travel(self, source: list[tuple[str, str]], target: list[tuple[str, str]]) -> None:
        if source and self._may_leave(source[-1][0]):
            target.append(self._now)
            self._open(*source.pop())

    def _rebuild(self) -> None:
        """Build the pages anew after a change of language."""
        now = self._now
        self.close_pages()
        if now[0]:
            self._open(*now)

    def _zoom(self, step: int) -> None:
        percent = theme.zoom(step)
        self.settings.set("percent", str(percent))
        self.announce(tr(_("Text size {percent} per cent"), percent=percent))

    def _next_pane(self, step: int) -> None:
        """Move the focus to the next pane: top bar, sidebar, the page's own, the call panel."""
        page = self.page()
        panes: list[QWidget] = [self.top_bar, self.sidebar, *(page.panes() if page else [])]
        panes += [self.frame.panel] if self.frame.panel is not None else []
        next_pane(panes, step)

    def _refresh(self) -> None:
        page = self.page()
        if page is not None:
            page.refresh()

    def _primary(self) -> None:
        page = self.page()
        if page is not None:
            page.primary()

    def _add_shortcuts(self) -> None:
        keys: list[tuple[str | tuple[str, ...], str, Callable[[], object]]] = [
            ("F1", _("Show all shortcuts"), self.open_sheet),
            ("F2", _("New call"), self._call),
            ("F5", _("Refresh"), self._refresh),
            ("F6", _("Next pane"), lambda: self._next_pane(1)),
            ("Shift+F6", _("Previous pane"), lambda: self._next_pane(-1)),
            (("Ctrl+K", "Ctrl+Shift+P"), _("Search and commands"), self._focus_search),
            ("Ctrl+N", _("Register …"), self.top_bar.open_register_menu),
            ("Ctrl+L", _("Lock"), self.lock_wanted.emit),
            ("Ctrl+Shift+L", _("Switch user"), self.switch_wanted.emit),
            ("Ctrl+B", _("Collapse or expand the sidebar"), self.frame.toggle_sidebar),
            (("Ctrl+Return", "Ctrl+Enter"), _("Main action of the page"), self._primary),
            ("Ctrl+Z", _("Undo"), self.toasts.undo),
            ("Alt+Left", _("Back"), self.back),
            ("Alt+Right", _("Forward"), self.forward),
            (("Ctrl++", "Ctrl+="), _("Larger text"), lambda: self._zoom(1)),
            ("Ctrl+-", _("Smaller text"), lambda: self._zoom(-1)),
            ("Ctrl+0", _("Normal text size"), lambda: self._zoom(0)),
        ]
        if self.top_bar.call_button.isHidden():
            keys = [each for each in keys if each[0] != "F2"]
        if self.search.isHidden():
            keys = [each for each in keys if "Ctrl+K" not in each[0]]
        for key, message, handler in keys:
            self.shortcuts.add(key, EVERYWHERE, message, self.frame, handler)
        for spec in self.specs.values():
            if spec.shortcut and spec.allowed(self.context.user):
                self._add_page_key(spec)

    def _add_page_key(self, spec: PageSpec) -> None:
        self.shortcuts.add(
            spec.shortcut, EVERYWHERE, spec.title, self.frame, lambda: self.navigate(spec.key)
        )
