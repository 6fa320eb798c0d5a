"""The reader's day: names and numbers to call, a call, a case to classify; never a personnummer."""

from __future__ import annotations

import re

from PySide6.QtWidgets import QApplication

from registerdesk.domain.rights_requests import Right
from registerdesk.ui.pages.requests import RequestsPage
from registerdesk.usecases.credit_checks import record_credit_check
from registerdesk.usecases.parties import register_party
from tests.journeys.computer import Computer
from tests.journeys.conftest import Start
from tests.makers import SmallOffice, a_credit_check, a_person

PERSONNUMMER = re.compile(r"\b(19|20)?\d{6}[-+]?(\d{4}|••••)")
READERS_PAGES = {"today", "search", "customers", "suppliers", "contacts", "settings"}


def seen(computer: Computer) -> str:
    """Return the screen's texts, after a look for what a reader may not see."""
    computer.quiet()
    screen = computer.screen()
    found = [text for text in screen if PERSONNUMMER.search(text) or "2385" in text]
    assert found == []
    whole = "\n".join(screen)
    for secret in ("UC-778", "Betalar i tid", "faktura på papper"):
        assert secret not in whole
    return whole


def test_a_reader_searches_answers_and_leaves_a_case_to_classify(
    office: SmallOffice, start: Start
) -> None:
    anna = office.do("handl", register_party, a_person())
    office.do("kredit", record_credit_check, anna, a_credit_check())
    computer = start(Computer)
    computer.sign_in("Lasare Ek")
    assert set(computer.window.sidebar.items) <= READERS_PAGES
    seen(computer)
    for number in ("197804122385", "19780412-2385", "7804122385"):
        computer.press("Ctrl+K", "Ctrl+A")
        computer.type(number)
        computer.until_seen(f"Ingen träff på ”{number}”")
        assert "Anna Lindqvist" not in "\n".join(computer.screen())
    computer.press("Ctrl+A")
    computer.type("anna l")
    computer.until_seen("Anna Lindqvist")
    seen(computer)
    computer.press("Return")
    computer.until_seen("Kortets flikar")
    computer.until_seen("070-174 06 05")
    seen(computer)
    for _tab in range(9):
        computer.press("Ctrl+Tab")
        seen(computer)
    call_as_a_reader(computer)
    computer.press("Ctrl+5")
    assert "Anna Lindqvist" in seen(computer)
    computer.switch_to("Handl Ek")
    the_case_is_in_the_common_queue(computer)


def call_as_a_reader(computer: Computer) -> None:
    """F2, last four digits, Enter: the person wants something about their data."""
    computer.press("F2")
    panel = computer.window.calls.panel
    assert panel is not None
    computer.until_focus(lambda: panel.caller.field, "who is calling")
    computer.type("0605")
    seen(computer)
    computer.press("Return")
    computer.quiet()
    assert not panel.identity.isVisible()
    assert not panel.matter.isVisible()
    computer.until_focus(lambda: panel.last.wish, "what the reader can say")
    computer.type("1")
    computer.press("Ctrl+Return")
    computer.until(lambda: computer.window.calls.panel is None, "the call is saved")
    computer.hear("B-2026-0001")
    seen(computer)


def the_case_is_in_the_common_queue(computer: Computer) -> None:
    """See that the case waits for whoever takes it, its clock running from the call."""
    computer.press("Ctrl+7")
    page = computer.page(RequestsPage)
    computer.until(lambda: page.list.table.rows.rowCount() == 1, "the case is in the list")
    computer.quiet()
    (row,) = page.list._rows.values()
    assert (row.right, row.owner) == (Right.UNCLASSIFIED, None)
    assert row.answer_by.isoformat() == "2026-12-23"
    assert QApplication.focusWidget() is page.list.table
    computer.press("Return")
    computer.until(lambda: page.detail.state is not None, "the case is open")
    computer.quiet()
    assert page.detail.gate.take.isVisible()


def test_a_reader_who_comes_by_a_link_reads_who_can_open_it(computer: Computer) -> None:
    computer.sign_in("Lasare Ek")
    for closed in ("requests", "log", "credit_checks", "imports"):
        computer.window.navigate(closed)
        computer.until_seen("Du har inte behörighet till")
        assert computer.window.page() is None
