"""A long list on its way: how far it is, what stops it, and what stops it not."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from registerdesk.domain.exports import Export, ExportFormat, ExportState, ExportWish
from registerdesk.domain.party_lists import ListQuery
from registerdesk.ui.background import Runner
from registerdesk.ui.main_window import MainWindow
from registerdesk.ui.pages.exports import ExportsPage
from registerdesk.usecases.export_approvals import approve_export, list_exports
from registerdesk.usecases.export_making import ExportStage
from registerdesk.usecases.exports import propose_export
from registerdesk.usecases.parties import register_party
from tests.makers import bare
from tests.ui.pages.windows import Register, a_register, a_window, shown

ESCAPE = Qt.Key.Key_Escape


@pytest.fixture
def register(tmp_path: Path) -> Register:
    """Give a small register, with a list of more than twenty people that may be fetched."""
    made = a_register(tmp_path)
    for number in range(21):
        made.office.do("handl", register_party, bare(f"Kund {number:02}"))
    wish = ExportWish(query=ListQuery(), format=ExportFormat.CSV)
    made.office.finish("handl", propose_export, wish)
    made.office.do("ombud", approve_export, the_export(made).id)
    return made


def the_export(register: Register) -> Export:
    """Return the one export."""
    (row,) = register.office.do("handl", list_exports)
    return row.export


class Busy:
    """Keeps the worker busy until it is let go."""

    def __init__(self, runner: Runner) -> None:
        self.free = threading.Event()
        runner.ask(lambda: self.free.wait(10), lambda _none: None)


def fetchable(
    register: Register, runner: Runner, qtbot: QtBot, place: Path
) -> tuple[MainWindow, ExportsPage]:
    """Return the window at the export, which goes to a place."""
    window = shown(a_window(register.office, "handl", runner), qtbot)
    window.navigate("exports", str(the_export(register).id))
    page = window.page()
    assert isinstance(page, ExportsPage)
    qtbot.waitUntil(page.detail.fetch.isVisible)
    page.flow.choose_file = lambda _name: str(place)
    return window, page


def test_a_list_on_its_way_shows_how_far_it_is_and_keeps_the_page(
    register: Register, runner: Runner, qtbot: QtBot, tmp_path: Path
) -> None:
    window, page = fetchable(register, runner, qtbot, tmp_path / "lista.csv")
    assert not page.progress.isVisible()
    busy = Busy(runner)
    page.primary()
    assert page.progress.isVisible()
    assert not page.detail.fetch.isEnabled()
    assert page.progress.title.text() == "E-2026-0001 är på väg"
    page.primary()
    window.navigate("today")
    assert window.page() is page
    assert "Stoppa den först" in window.toasts.label.text()
    told: list[tuple[str, int]] = []
    page.progress.bar.valueChanged.connect(
        lambda value: told.append((page.progress.words.text(), value))
    )
    busy.free.set()
    qtbot.waitUntil(lambda: not page.progress.isVisible())
    values = [value for _words, value in told]
    assert values == sorted(values)
    assert values[-1] == page.progress.bar.maximum()
    assert (tmp_path / "lista.csv").exists()
    assert page.detail.fetch.isEnabled()
    assert "E-2026-0001: 23 personer" in window.toasts.label.text()
    qtbot.waitUntil(lambda: not page.detail.fetch.isVisible())


@pytest.mark.parametrize("by", ["key", "button"])
def test_a_list_that_is_stopped_says_so_and_can_be_fetched_again(
    register: Register, runner: Runner, qtbot: QtBot, tmp_path: Path, by: str
) -> None:
    place = tmp_path / "ut" / "lista.csv"
    place.parent.mkdir()
    window, page = fetchable(register, runner, qtbot, place)
    busy = Busy(runner)
    page.primary()
    if by == "key":
        QTest.keyClick(page.progress.stop, ESCAPE)
    else:
        page.progress.stop.click()
    assert not page.progress.stop.isEnabled()
    busy.free.set()
    qtbot.waitUntil(lambda: not page.progress.isVisible())
    assert "Ingenting har lämnat kontoret" in window.toasts.label.text()
    assert list(place.parent.iterdir()) == []
    assert the_export(register).state is ExportState.APPROVED
    page.primary()
    qtbot.waitUntil(place.exists)


def test_each_stage_has_its_words_and_a_print_under_way_is_not_stopped(
    register: Register, runner: Runner, qtbot: QtBot, tmp_path: Path
) -> None:
    _window, page = fetchable(register, runner, qtbot, tmp_path / "lista.csv")
    shows = page.progress
    earlier = shows.begin("E-1", ExportFormat.PAPER)
    steps = shows.begin("E-2", ExportFormat.PAPER)
    said = []
    for stage in ExportStage:
        assert shows.stop.isEnabled() is True
        earlier(stage, 9, 9)
        assert steps(stage, 1, 4)
        said.append(shows.words.text())
    assert said == [
        "Läser listan: 1 av 4 personer",
        "Framställer filen: 1 av 4 personer",
        "Antecknar vilka som är med: 1 av 4 personer",
        "Skriver ut: sida 1 av 4",
    ]
    assert shows.bar.value() == 3250
    assert not shows.stop.isEnabled()
    shows.end()
    assert not steps.stopped.is_set()


def test_turning_the_question_away_stops_what_it_began(
    register: Register, runner: Runner, qtbot: QtBot, tmp_path: Path
) -> None:
    window = shown(a_window(register.office, "handl", runner), qtbot)
    window.navigate("customers")
    page = window.page()
    qtbot.waitUntil(lambda: page.list.table.rows.rowCount() >= 3)  # type: ignore[union-attr]  # the page of customers
    flow = page.list.flow  # type: ignore[union-attr]  # the page of customers
    place = tmp_path / "ut" / "lista.csv"
    place.parent.mkdir()
    flow.choose_file = lambda _name: str(place)
    marked = ExportWish(query=ListQuery(), marked=(register.anna,), format=ExportFormat.CSV)
    flow.begin(marked)
    qtbot.waitUntil(lambda: flow.dialog.preview is not None)
    busy = Busy(runner)
    flow.dialog.verb.click()
    assert not flow.dialog.verb.isEnabled()
    flow.dialog.reject()
    busy.free.set()
    qtbot.waitUntil(lambda: "Ingenting har lämnat" in window.toasts.label.text())
    assert list(place.parent.iterdir()) == []
    assert len(register.office.do("handl", list_exports)) == 1
