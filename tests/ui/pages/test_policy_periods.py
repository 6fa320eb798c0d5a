"""Retention periods on the policy page: limits in their place, consequences in numbers first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from registerdesk.domain.fields import RetentionClass
from registerdesk.domain.retention import RetentionSetting
from registerdesk.ui.background import Runner
from registerdesk.ui.main_window import MainWindow
from registerdesk.ui.pages.policy import PolicyPage
from registerdesk.ui.policy.period_dialog import PeriodDialog
from registerdesk.ui.register.standing_dialogs import EndRelationDialog
from registerdesk.usecases.parties import end_relation, register_party
from registerdesk.usecases.party_cards import view_card
from registerdesk.usecases.retention import change_period, list_periods
from tests.makers import TODAY, SmallOffice, an_office, bare
from tests.ui.looks import clipped, nameless
from tests.ui.office_window import open_page

CONTROL = Qt.KeyboardModifier.ControlModifier
RELATION, LOG = "Kunder och leverantörer", "Loggen"
_kept: list[MainWindow] = []


@pytest.fixture
def office(tmp_path: Path) -> Iterator[SmallOffice]:
    """Give a newly made office."""
    made = an_office(tmp_path)
    yield made
    made.close()


@pytest.fixture(autouse=True)
def let_go() -> Iterator[None]:
    """Let the windows of a test go with it."""
    yield
    _kept.clear()


def opened(office: SmallOffice, runner: Runner, qtbot: QtBot, user: str = "ombud") -> PolicyPage:
    window, page = open_page(PolicyPage, office, user, runner)
    qtbot.addWidget(window)
    _kept.append(window)
    assert isinstance(page, PolicyPage)
    qtbot.waitUntil(lambda: page.found is not None)
    rest(runner, qtbot)
    return page


def rest(runner: Runner, qtbot: QtBot) -> None:
    """Wait until nothing is asked of the office any more: its database serves one at a time."""
    came: list[bool] = []
    for count in range(1, 6):
        runner.ask(lambda: True, came.append)
        qtbot.waitUntil(partial(has, came, count))


def has(came: list[bool], count: int) -> bool:
    return len(came) >= count


def go_to(page: PolicyPage, title: str) -> None:
    """Move up from the end of the list by keys until a row has the focus."""
    QTest.keyClick(page.list, Qt.Key.Key_End)
    for _step in range(12):
        if page.list.currentIndex().data() == title:
            return
        QTest.keyClick(page.list, Qt.Key.Key_Up)
    raise AssertionError(title)


def asked(page: PolicyPage, title: str, qtbot: QtBot) -> PeriodDialog:
    """Open the form of a period by its key."""
    page.window().activateWindow()
    qtbot.waitUntil(page.window().isActiveWindow)
    before = page.dialog
    go_to(page, title)
    QTest.keyClick(page.list, Qt.Key.Key_E)
    assert isinstance(page.dialog, PeriodDialog)
    assert page.dialog is not before
    return page.dialog


def texts(page: PolicyPage) -> str:
    """Return all that the detail says."""
    labels = [label for label in page.detail.findChildren(QLabel) if not label.isHidden()]
    return "\n".join(label.text() for label in labels)


def settled(office: SmallOffice, data_class: RetentionClass) -> RetentionSetting:
    return next(s for s in office.do("ombud", list_periods) if s.data_class is data_class)


def a_former(office: SmallOffice, name: str, ended: date) -> None:
    """Register somebody whose relation ended on a day."""
    party_id = office.do("handl", register_party, bare(name, started=date(2015, 1, 1)))
    (relation,) = office.do("handl", view_card, party_id).relations
    office.do("handl", end_relation, relation.id, ended, "Flyttat")


def test_a_period_is_shortened_by_keys_after_its_consequence_has_been_told_in_numbers(
    office: SmallOffice, runner: Runner, qtbot: QtBot
) -> None:
    a_former(office, "Bo Alm", date(2024, 1, 2))
    a_former(office, "Siv Ek", date(2024, 2, 3))
    page = opened(office, runner, qtbot)
    dialog = asked(page, RELATION, qtbot)
    qtbot.waitUntil(dialog.isActiveWindow)
    assert not nameless(dialog)
    assert not clipped(dialog)
    assert "integritetspolicyn" in dialog.limit.text()
    QTest.keyClicks(dialog.amount, "24")  # in the place of what stood there
    assert not dialog.verb.isEnabled()
    assert "högst 24 månader" in dialog.period.text()
    qtbot.waitUntil(dialog.verb.isEnabled)
    assert dialog.outcome.text() == "Personer som ska gallras genast: 2."
    QTest.keyClick(dialog.amount, Qt.Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: not dialog.isVisible())
    before = "Sparas, tidigare: så länge relationen pågår, och högst 36 månader därefter"
    qtbot.waitUntil(lambda: before in texts(page))
    assert "Ombud Ek" in texts(page)
    rest(runner, qtbot)
    assert settled(office, RetentionClass.RELATION).amount == 24


def test_a_limit_of_the_law_is_told_in_its_place(
    office: SmallOffice, runner: Runner, qtbot: QtBot
) -> None:
    page = opened(office, runner, qtbot)
    dialog = asked(page, "Räkenskapsinformation", qtbot)
    assert "bokföringslagen (1999:1078) 7 kap. 2 §" in dialog.limit.text()
    for typed in ("6", ""):
        dialog.amount.setText(typed)
        assert dialog.limit.property("tone") == "danger"
        assert dialog.period.text() == ""
        assert dialog.verb.isEnabled()
    dialog.amount.setText("11")
    assert "preskriptionslagen" in dialog.period.text()
    assert not clipped(dialog)
    dialog.amount.setText("6")
    dialog.verb.click()
    qtbot.waitUntil(lambda: "bokföringslagen" in dialog.error.text())
    assert not clipped(dialog)
    assert dialog.amount.property("invalid") == "true"
    rest(runner, qtbot)
    assert settled(office, RetentionClass.BOOKKEEPING).amount == 7


def test_a_period_that_is_taken_away_turns_the_record_red(
    office: SmallOffice, runner: Runner, qtbot: QtBot
) -> None:
    page = opened(office, runner, qtbot)
    dialog = asked(page, LOG, qtbot)
    dialog.amount.setText("")
    qtbot.waitUntil(dialog.verb.isEnabled)
    assert "5.1 e, 30.1 f" in dialog.outcome.text()
    dialog.verb.click()
    qtbot.waitUntil(lambda: page.missing.text() == "Uppgifter som saknas: 8.")
    qtbot.waitUntil(page.detail.missing.isVisible)
    assert "Gallringsregel saknas (artikel 5.1 e, 30.1 f)." in texts(page)
    go_to(page, "Personal och logg")
    gap = "Tidsfrist för gallring: Loggen: Gallringsregel saknas"
    qtbot.waitUntil(lambda: gap in texts(page))
    go_to(page, LOG)
    rest(runner, qtbot)
    dialog = asked(page, LOG, qtbot)
    dialog.amount.setText("5")
    qtbot.waitUntil(dialog.verb.isEnabled)
    dialog.verb.click()
    qtbot.waitUntil(lambda: page.missing.text() == "Uppgifter som saknas: 7.")
    qtbot.waitUntil(lambda: "Sparas, tidigare: –" in texts(page))


def test_a_longer_period_says_whom_to_tell(
    office: SmallOffice, runner: Runner, qtbot: QtBot
) -> None:
    setting = settled(office, RetentionClass.RELATION)
    office.do("ombud", change_period, setting.id, setting.version, "12")
    a_former(office, "Bo Alm", date(2025, 1, 2))
    page = opened(office, runner, qtbot)
    dialog = asked(page, RELATION, qtbot)
    dialog.amount.setText("36")
    qtbot.waitUntil(dialog.verb.isEnabled)
    assert "Personer som ska gallras nu men då får vara kvar: 1." in dialog.outcome.text()
    assert "berätta innan du sparar" in dialog.outcome.text()


def test_of_two_editors_the_second_is_told_and_keeps_what_is_typed(
    office: SmallOffice, runner: Runner, qtbot: QtBot
) -> None:
    page = opened(office, runner, qtbot)
    dialog = asked(page, LOG, qtbot)
    dialog.amount.setText("3")
    qtbot.waitUntil(dialog.verb.isEnabled)
    assert dialog.outcome.text() == "Inget ska gallras genast."
    rest(runner, qtbot)
    seen = settled(office, RetentionClass.LOG)
    office.do("ombud", change_period, seen.id, seen.version, "4")
    dialog.verb.click()
    qtbot.waitUntil(lambda: "ändrat" in dialog.error.text())
    assert dialog.amount.text() == "3"
    assert dialog.verb.isEnabled()


def test_what_was_counted_for_another_number_is_not_shown(
    office: SmallOffice, runner: Runner, qtbot: QtBot
) -> None:
    page = opened(office, runner, qtbot)
    dialog = asked(page, LOG, qtbot)
    dialog.amount.setText("3")
    qtbot.waitUntil(dialog.verb.isEnabled)
    dialog.amount.setText("2 år")
    assert dialog.outcome.text() == ""
    dialog.looked.emit("3")
    rest(runner, qtbot)
    assert dialog.outcome.text() == ""


def test_others_read_the_periods_and_change_none(
    office: SmallOffice, runner: Runner, qtbot: QtBot
) -> None:
    page = opened(office, runner, qtbot, "handl")
    go_to(page, LOG)
    qtbot.waitUntil(lambda: "5 år, och gallras ett år i taget" in texts(page))
    QTest.keyClick(page.list, Qt.Key.Key_E)
    assert page.dialog is None


def test_the_end_of_a_relation_says_when_a_rule_is_missing(
    office: SmallOffice, runner: Runner, qtbot: QtBot
) -> None:
    setting = settled(office, RetentionClass.RELATION)
    party_id = office.do("handl", register_party, bare("Bo Alm", started=date(2015, 1, 1)))
    office.do("ombud", change_period, setting.id, setting.version, "")
    card = office.do("handl", view_card, party_id)
    page = opened(office, runner, qtbot)
    dialog = EndRelationDialog(page, lambda: TODAY, card.relations, (), card.periods)
    qtbot.addWidget(dialog)
    assert "en regel saknas" in dialog.outcome.text()
