"""A long list on its way: how far it is, what stops it, and what stops it not."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from registerdesk.domain.exports import Export, ExportFormat, ExportState, ExportWish
from registerdesk.domain.party_lists import ListQuery
from registerdesk.ui.background import Runner
from registerdesk.ui.kit.printing import printing
from registerdesk.ui.main_window import MainWindow
from registerdesk.ui.pages.exports import ExportsPage
from registerdesk.ui.pages.parties import PartiesPage
from registerdesk.usecases.export_approvals import approve_export, list_exports
from registerdesk.usecases.export_making import ExportStage
from registerdesk.usecases.exports import propose_export
from registerdesk.usecases.parties import register_party
from registerdesk.usecases.slices import Slices
from tests.journeys.print_house import PRINTER, print_house
from tests.makers import bare
from tests.ui.pages.windows import Register, a_register, a_window, shown

Told = Callable[[int, int], object]
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


def asked(
    register: Register, runner: Runner, qtbot: QtBot, kind: ExportFormat
) -> tuple[MainWindow, Any]:
    """Return the window, and the flow whose question is about one customer and is counted."""
    window = shown(a_window(register.office, "handl", runner), qtbot)
    window.navigate("customers")
    page = window.page()
    assert isinstance(page, PartiesPage)
    qtbot.waitUntil(lambda: page.list.table.rows.rowCount() >= 3)
    flow = page.list.flow
    flow.printers = lambda: [PRINTER]
    flow.begin(ExportWish(query=ListQuery(), marked=(register.anna,), format=kind))
    qtbot.waitUntil(lambda: flow.dialog is not None and flow.dialog.preview is not None)
    return window, flow


def test_turning_the_question_away_stops_what_it_began(
    register: Register, runner: Runner, qtbot: QtBot, tmp_path: Path
) -> None:
    window, flow = asked(register, runner, qtbot, ExportFormat.CSV)
    place = tmp_path / "ut" / "lista.csv"
    place.parent.mkdir()
    flow.choose_file = lambda _name: str(place)
    busy = Busy(runner)
    flow.dialog.verb.click()
    assert not flow.dialog.verb.isEnabled()
    flow.dialog.reject()
    busy.free.set()
    qtbot.waitUntil(lambda: "Ingenting har lämnat" in window.toasts.label.text())
    assert list(place.parent.iterdir()) == []
    assert len(register.office.do("handl", list_exports)) == 1


def locked(window: MainWindow, runner: Runner) -> None:
    """Do what a lock does before the connection is closed."""
    for hold in window.context.holds:
        hold()
    runner.forget()


def test_a_lock_stops_a_list_which_can_be_fetched_afterwards(
    register: Register, runner: Runner, qtbot: QtBot, tmp_path: Path
) -> None:
    place = tmp_path / "ut" / "lista.csv"
    place.parent.mkdir()
    window, page = fetchable(register, runner, qtbot, place)
    busy = Busy(runner)
    page.primary()
    locked(window, runner)
    assert not page.progress.isVisible()
    assert page.leave()
    busy.free.set()
    page.primary()
    qtbot.waitUntil(place.exists)
    qtbot.waitUntil(lambda: "E-2026-0001: 23 personer" in window.toasts.label.text())
    assert register.office.acts().count("export.exported") == 1
    window.close_pages()
    assert window.context.holds == []


def test_a_lock_stops_a_short_list_and_leaves_its_question(
    register: Register, runner: Runner, qtbot: QtBot, tmp_path: Path
) -> None:
    window, flow = asked(register, runner, qtbot, ExportFormat.CSV)
    place = tmp_path / "lista.csv"
    flow.choose_file = lambda _name: str(place)
    busy = Busy(runner)
    flow.dialog.verb.click()
    locked(window, runner)
    assert flow.dialog.verb.isEnabled()
    busy.free.set()
    flow.dialog.verb.click()
    qtbot.waitUntil(place.exists)
    assert register.office.acts().count("export.exported") == 1


def test_a_print_that_is_logged_is_not_said_to_have_been_stopped(
    register: Register, runner: Runner, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, flow = asked(register, runner, qtbot, ExportFormat.PAPER)
    drawn, turned_away = threading.Event(), threading.Event()

    def slow(pdf: bytes, printer: str, job: str, told: Told) -> Slices[bool]:
        drawn.set()
        assert turned_away.wait(10)
        return (yield from printing(pdf, printer, job, told))

    monkeypatch.setattr("registerdesk.ui.register.export_flow.printing", slow)
    with print_house():
        flow.dialog.verb.click()
        qtbot.waitUntil(drawn.is_set, timeout=20_000)
        flow.dialog.reject()
        turned_away.set()
        qtbot.waitUntil(lambda: "är utskriv" in window.toasts.label.text(), timeout=20_000)
    assert register.office.acts().count("export.printed") == 1
    assert "Ingenting har lämnat" not in window.toasts.label.text()
