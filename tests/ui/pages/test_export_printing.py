"""A long list on paper: page by page to a real print system, told as it goes."""

from __future__ import annotations

import threading
from pathlib import Path

import pypdfium2
from pytestqt.qtbot import QtBot

from registerdesk.domain.exports import ExportFormat, ExportState, ExportWish
from registerdesk.domain.party_lists import ListQuery
from registerdesk.ui.background import Runner
from registerdesk.ui.pages.exports import ExportsPage
from registerdesk.usecases.export_approvals import approve_export, list_exports
from registerdesk.usecases.exports import propose_export
from registerdesk.usecases.parties import register_party
from tests.journeys.print_house import PRINTER, print_house
from tests.makers import bare
from tests.ui.pages.windows import a_register, a_window, shown

PEOPLE = 60


def test_an_approved_list_comes_out_on_paper_page_by_page(
    runner: Runner, qtbot: QtBot, tmp_path: Path
) -> None:
    office = a_register(tmp_path).office
    for number in range(PEOPLE):
        office.do("handl", register_party, bare(f"Kund {number:02}"))
    wish = ExportWish(query=ListQuery(), format=ExportFormat.PAPER)
    office.finish("handl", propose_export, wish)
    export_id = office.do("handl", list_exports)[0].export.id
    office.do("ombud", approve_export, export_id)
    window = shown(a_window(office, "handl", runner), qtbot)
    window.navigate("exports", str(export_id))
    page = window.page()
    assert isinstance(page, ExportsPage)
    qtbot.waitUntil(page.detail.fetch.isVisible)
    page.flow.printers = lambda: [PRINTER]
    told: list[tuple[str, bool]] = []
    page.progress.bar.valueChanged.connect(
        lambda _value: told.append((page.progress.words.text(), page.progress.stop.isEnabled()))
    )
    with print_house() as house:
        before = house.whole()
        busy = threading.Event()
        runner.ask(lambda: busy.wait(10), lambda _none: None)
        page.primary()
        busy.set()
        qtbot.waitUntil(lambda: not page.progress.isVisible())
        qtbot.waitUntil(lambda: len(house.whole() - before) == 1)
        ((paper, _when),) = house.whole() - before
    document = pypdfium2.PdfDocument(paper)
    assert len(document) == 2
    document.close()
    paper.unlink()
    assert "62 personer är utskrivna" in window.toasts.label.text()
    assert [each for each in told if "sida" in each[0]] == [
        ("Skriver ut: sida 1 av 2", False),
        ("Skriver ut: sida 2 av 2", False),
    ]
    assert office.do("handl", list_exports)[0].export.state is ExportState.MADE
