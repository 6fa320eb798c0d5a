"""The frame: what the sidebar shows, where one may go, and what a lock hides."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from registerdesk.domain.staff import Role
from registerdesk.ui.background import Runner
from registerdesk.ui.kit.context import WindowContext
from registerdesk.ui.kit.notices import DeniedView
from registerdesk.ui.kit.page import Page
from registerdesk.ui.kit.settings import Settings
from registerdesk.ui.kit.text import language
from registerdesk.ui.kit.theme import theme
from registerdesk.ui.main_window import MainWindow
from tests.ui.keys import type_text
from tests.ui.makers import a_spec, a_user, a_window, some_pages

CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


class Kept(Page):
    """A page that remembers what was asked of it, and may hold on."""

    def __init__(self, context: WindowContext) -> None:
        super().__init__(context)
        self.opened: list[str] = []
        self.refreshed = self.acted = 0
        self.held = False
        self.button = QPushButton("x", self)
        QVBoxLayout(self).addWidget(self.button)

    def open(self, argument: str) -> None:
        """Remember the argument."""
        self.opened.append(argument)

    def refresh(self) -> None:
        """Count."""
        self.refreshed += 1

    def primary(self) -> None:
        """Count."""
        self.acted += 1

    def leave(self) -> bool:
        """Hold on if told so."""
        return not self.held


@pytest.fixture
def window(qtbot: QtBot, runner: Runner) -> Iterator[MainWindow]:
    """Give a window whose customers page remembers."""
    pages = [
        replace(page, factory=Kept) if page.key == "customers" else page for page in some_pages()
    ]
    secret = a_spec(
        "incidents", "Incidenter", "alert", allowed=lambda _user: False, who="Eva Norling"
    )
    made = a_window(runner, [*pages, secret])
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    made.navigate("today")
    yield made
    made.close_pages()


def press(qtbot: QtBot, key: Qt.Key, modifiers: Qt.KeyboardModifier = CONTROL) -> None:
    target = QApplication.focusWidget() or QApplication.activeWindow()
    assert target is not None
    QTest.keyClick(target, key, modifiers)


def close_popup() -> None:
    popup = QApplication.activePopupWidget()
    assert popup is not None
    popup.close()


def kept(window: MainWindow) -> Kept:
    page = window.page()
    assert isinstance(page, Kept)
    return page


def test_the_sidebar_shows_only_what_the_role_may_use(window: MainWindow) -> None:
    assert list(window.sidebar.items) == [page.key for page in some_pages()]


def test_a_closed_page_reached_by_a_link_says_who_can_open_it(window: MainWindow) -> None:
    window.navigate("incidents")
    view = window.stack.currentWidget()
    assert isinstance(view, DeniedView)
    assert view.accessibleName() == "Du har inte behörighet till Incidenter. Behörig: Eva Norling."
    assert window.page() is None
    window.navigate("no such page")
    assert isinstance(window.stack.currentWidget(), DeniedView)


def test_keys_and_clicks_open_pages_and_history_goes_both_ways(
    window: MainWindow, qtbot: QtBot
) -> None:
    press(qtbot, Qt.Key.Key_2)
    assert kept(window).opened == [""]
    window.navigate("customers", "K-10482")
    QTest.mouseClick(window.sidebar.items["requests"], Qt.MouseButton.LeftButton)
    assert window.sidebar.items["requests"].isChecked()
    press(qtbot, Qt.Key.Key_Left, ALT)
    assert kept(window).opened == ["", "K-10482", "K-10482"]
    press(qtbot, Qt.Key.Key_Left, ALT)
    press(qtbot, Qt.Key.Key_Left, ALT)
    assert window.sidebar.items["today"].isChecked()
    press(qtbot, Qt.Key.Key_Right, ALT)
    assert kept(window).opened[-1] == ""
    window.forward()
    window.forward()
    window.forward()
    assert window.sidebar.items["requests"].isChecked()


def test_a_page_with_unsaved_text_is_not_left(window: MainWindow) -> None:
    window.navigate("customers")
    page = kept(window)
    page.held = True
    window.navigate("today")
    window.back()
    assert window.page() is page
    page.held = False
    window.back()
    assert window.page() is not page


def test_the_page_hears_refresh_and_main_action(window: MainWindow, qtbot: QtBot) -> None:
    window.navigate("customers")
    press(qtbot, Qt.Key.Key_F5, Qt.KeyboardModifier.NoModifier)
    press(qtbot, Qt.Key.Key_Return)
    assert (kept(window).refreshed, kept(window).acted) == (1, 1)


def test_f6_goes_round_the_panes_and_back(window: MainWindow, qtbot: QtBot) -> None:
    window.navigate("customers")
    window.search.setFocus()
    none = Qt.KeyboardModifier.NoModifier
    places = []
    for _step in range(3):
        press(qtbot, Qt.Key.Key_F6, none)
        places.append(QApplication.focusWidget())
    assert places == [window.sidebar.items["today"], kept(window).button, window.search]
    press(qtbot, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.focusWidget() is kept(window).button


def test_every_part_of_the_frame_is_reached_with_tab_alone(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.search.setFocus()
    seen: list[QWidget | None] = []
    while QApplication.focusWidget() not in seen:
        seen.append(QApplication.focusWidget())
        press(qtbot, Qt.Key.Key_Tab, Qt.KeyboardModifier.NoModifier)
    bar = window.top_bar
    wanted = {bar.call_button, bar.register_button, bar.user_chip, bar.lock_button}
    assert wanted | set(window.sidebar.items.values()) | {window.status.sheet_button} <= set(seen)
    assert seen.index(bar.lock_button) < seen.index(window.sidebar.items["today"])


def test_typing_a_search_opens_the_results_and_esc_clears_then_leaves(
    window: MainWindow, qtbot: QtBot
) -> None:
    press(qtbot, Qt.Key.Key_K)
    assert QApplication.focusWidget() is window.search
    moves: list[int] = []
    window.search.moved.connect(moves.append)
    accepted: list[object] = []
    window.search.accepted.connect(accepted.append)
    type_text(window.search, "lind")
    assert window.sidebar.items["search"].isChecked()
    window.search.show_count("10 träffar")
    none = Qt.KeyboardModifier.NoModifier
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Return, Qt.Key.Key_Escape):
        press(qtbot, key, none)
    assert moves == [1, -1]
    assert accepted == [none]
    assert window.search.text() == ""
    with qtbot.waitSignal(window.search.left):
        press(qtbot, Qt.Key.Key_Escape, none)


def test_a_lock_hides_everything_and_gives_the_focus_back(window: MainWindow, qtbot: QtBot) -> None:
    window.navigate("customers")
    kept(window).button.setFocus()
    before = QApplication.focusWidget()
    cover = QPushButton("cover")
    window.show_cover(cover)
    assert not window.frame.isVisible()
    with qtbot.assertNotEmitted(window.call_wanted):
        press(qtbot, Qt.Key.Key_F2, Qt.KeyboardModifier.NoModifier)
    window.uncover()
    window.uncover()
    assert window.frame.isVisible()
    assert QApplication.focusWidget() is before


def test_the_call_panel_docks_beside_the_page_and_gives_the_focus_back(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.resize(1440, 900)
    window.navigate("customers")
    kept(window).button.setFocus()
    with qtbot.waitSignal(window.call_wanted):
        press(qtbot, Qt.Key.Key_F2, Qt.KeyboardModifier.NoModifier)
    panel = QWidget()
    panel.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    window.frame.dock(panel)
    QApplication.processEvents()
    assert panel.width() == 600
    assert panel.hasFocus()
    assert kept(window).isVisible()
    theme.zoom(1)
    for _step in range(5):
        theme.zoom(1)
    window.resize(1024, 700)
    assert not window.stack.isVisible()
    assert panel.width() == window.width() - window.sidebar.width()
    window.frame.undock()
    assert QApplication.focusWidget() is kept(window).button


def test_the_sidebar_collapses_when_narrow_and_by_key(qtbot: QtBot, runner: Runner) -> None:
    kept_settings: dict[str, str] = {}
    settings = Settings(keep=kept_settings.__setitem__)
    made = a_window(runner, settings=settings)
    qtbot.addWidget(made)
    made.resize(1440, 900)
    with qtbot.waitExposed(made):
        made.show()
    assert made.sidebar.width() == 212
    made.resize(1100, 800)
    assert made.sidebar.width() == 56
    made.resize(1440, 900)
    press(qtbot, Qt.Key.Key_B)
    assert made.sidebar.width() == 56
    assert kept_settings == {"sidebar": "narrow"}
    press(qtbot, Qt.Key.Key_B)
    assert made.sidebar.width() == 212


def test_text_size_follows_the_keys_and_is_remembered(window: MainWindow, qtbot: QtBot) -> None:
    press(qtbot, Qt.Key.Key_Plus)
    assert theme.appearance.percent == 110
    press(qtbot, Qt.Key.Key_0)
    assert theme.appearance.percent == 100
    press(qtbot, Qt.Key.Key_Minus)
    assert window.settings.get("percent") == "90"


def test_the_window_changes_language_at_once(window: MainWindow) -> None:
    window.navigate("customers")
    language.switch("en")
    assert window.top_bar.call_button.text() == "New call"
    assert window.search.placeholderText().startswith("Search name")
    assert kept(window).opened == [""]
    language.switch("sv")
    assert window.top_bar.call_button.text() == "Nytt samtal"


def test_toasts_come_one_at_a_time_and_can_be_undone(window: MainWindow, qtbot: QtBot) -> None:
    undone: list[str] = []
    window.context.toast("Ett", lambda: undone.append("ett"))
    window.context.toast("Två")
    assert window.toasts.label.text() == "Ett"
    window.sidebar.items["today"].setFocus()
    press(qtbot, Qt.Key.Key_Z)
    assert undone == ["ett"]
    assert window.toasts.label.text() == "Två"
    assert window.toasts.button.isHidden()
    press(qtbot, Qt.Key.Key_Z)
    window.toasts.clear()
    assert window.toasts.isHidden()


def test_counters_are_shown_and_spoken(window: MainWindow) -> None:
    window.context.set_counter("requests", 7, "warn")
    window.context.set_counter("no such page", 7, "warn")
    item = window.sidebar.items["requests"]
    assert item.accessibleName() == "Begäranden, 7, Ctrl 7"
    before = item.grab().toImage()
    window.set_counter("requests", 0)
    assert item.grab().toImage() != before


def test_the_menus_lead_on(window: MainWindow, qtbot: QtBot) -> None:
    menu = window.top_bar.register_menu()
    assert [action.text() for action in menu.actions()] == ["Ny kund"]
    menu.actions()[0].trigger()
    assert kept(window).opened == ["new"]
    user_menu = window.top_bar.user_menu()
    words = [action.text() for action in user_menu.actions() if action.text()]
    assert words == ["Byt användare\tCtrl+Shift+L", "Mitt konto", "Svenska", "English", "Logga ut"]
    with qtbot.waitSignals([window.switch_wanted, window.log_out_wanted]):
        user_menu.actions()[0].trigger()
        user_menu.actions()[-1].trigger()
    window.top_bar.open_register_menu()
    close_popup()
    window.top_bar.open_user_menu()
    close_popup()


def test_locking_and_the_sheet_have_their_keys(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.lock_wanted):
        press(qtbot, Qt.Key.Key_L)
    press(qtbot, Qt.Key.Key_F1, Qt.KeyboardModifier.NoModifier)
    sheet = QApplication.activeModalWidget()
    assert sheet is not None
    sheet.close()


def test_no_key_of_the_window_is_missing_in_the_registry(window: MainWindow) -> None:
    known = {entry.action for entry in window.shortcuts.entries()}
    actions = [action for action in window.frame.actions() if action.shortcuts()]
    assert actions
    assert set(actions) <= known


def test_a_window_without_entries_has_no_register_menu(qtbot: QtBot, runner: Runner) -> None:
    made = a_window(runner, [a_spec("today", "Idag", "calendar")])
    qtbot.addWidget(made)
    made.show()
    assert made.top_bar.register_button.isHidden()
    made.top_bar.open_register_menu()
    assert QApplication.activePopupWidget() is None


def test_the_user_chip_names_the_roles_in_the_windows_language(window: MainWindow) -> None:
    language.switch("en")
    assert window.context.user.role_words() == "Case officer"
    assert window.top_bar.user_chip.accessibleName() == "Signed in: Karin Holm, Case officer"
    assert Role.CASE_OFFICER in window.context.user.roles


def test_the_status_bar_tells_of_the_lock(window: MainWindow) -> None:
    window.status.say_lock(5)
    assert window.status.lock.text() == "Låses efter 5 min utan aktivitet"
    window.status.warn_lock(30)
    assert window.status.lock.text() == "Låses om 30 s – rör en tangent"
    assert window.status.lock.property("tone") == "warn"


def test_an_administrator_is_offered_no_search_and_no_call(qtbot: QtBot, runner: Runner) -> None:
    user = a_user("Per Ask", Role.ADMINISTRATOR)
    made = a_window(runner, [a_spec("today", "Idag", "calendar")], user=user)
    qtbot.addWidget(made)
    made.show()
    assert made.search.isHidden()
    assert made.top_bar.call_button.isHidden()
    keys = {key for entry in made.shortcuts.entries() for key in entry.keys}
    assert not keys & {"F2", "Ctrl+K"}
