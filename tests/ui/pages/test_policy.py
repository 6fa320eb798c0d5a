"""The policy page: read by four roles, changed by the ombud, gaps in red with their article."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from registerdesk.domain.fields import Purpose
from registerdesk.domain.processing import RegisterCode
from registerdesk.domain.processing_record import RecordFile
from registerdesk.ui.background import Runner
from registerdesk.ui.main_window import MainWindow
from registerdesk.ui.page_list import PAGES
from registerdesk.ui.pages.imports import ImportsPage
from registerdesk.ui.pages.policy import PolicyPage
from registerdesk.ui.policy.dialogs import PurposeDialog, RegisterDialog
from registerdesk.usecases.purposes import change_purpose, change_register, list_purposes
from tests.makers import TODAY, SmallOffice, an_office
from tests.ui.office_window import open_page

CONTROL = Qt.KeyboardModifier.ControlModifier
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
    window, made = open_page(PolicyPage, office, user, runner)
    qtbot.addWidget(window)
    _kept.append(window)
    assert isinstance(made, PolicyPage)
    qtbot.waitUntil(lambda: made.found is not None)
    return made


def rest(runner: Runner, qtbot: QtBot) -> None:
    """Wait until nothing is asked of the office any more: its database serves one at a time."""
    came: list[bool] = []
    for count in range(1, 6):
        runner.ask(lambda: True, came.append)
        qtbot.waitUntil(partial(has, came, count))


def has(came: list[bool], count: int) -> bool:
    return len(came) >= count


def go_to(page: PolicyPage, title: str) -> None:
    """Move through the list by keys until a row has the focus."""
    QTest.keyClick(page.list, Qt.Key.Key_Home)
    for _step in range(30):
        if page.list.currentIndex().data() == title:
            return
        QTest.keyClick(page.list, Qt.Key.Key_Down)
    raise AssertionError(title)


def texts(page: PolicyPage) -> str:
    """Return all that the detail says."""
    labels = [label for label in page.detail.findChildren(QLabel) if not label.isHidden()]
    return "\n".join(label.text() for label in labels)


def test_the_page_stands_in_the_sidebar_for_those_who_read_the_policy() -> None:
    spec = next(spec for spec in PAGES if spec.key == "policy")
    assert spec.shortcut == "Alt+2"


def test_purposes_and_registers_stand_in_the_list_and_what_is_missing_is_red(
    office: SmallOffice, runner: Runner, qtbot: QtBot
) -> None:
    page = opened(office, runner, qtbot)
    assert page.missing.text() == "Uppgifter som saknas: 7."
    assert page.missing.property("tone") == "danger"
    go_to(page, "Nyhetsbrev och erbjudanden")
    qtbot.waitUntil(lambda: "Samtycke" in texts(page))
    go_to(page, "Kreditregister")
    qtbot.waitUntil(lambda: "30.1 e" in texts(page))
    assert page.detail.missing.isVisible()


def test_the_ombud_changes_a_purpose_by_keys_and_sees_what_it_was(
    office: SmallOffice, runner: Runner, qtbot: QtBot
) -> None:
    page = opened(office, runner, qtbot)
    go_to(page, "Nyhetsbrev och erbjudanden")
    QTest.keyClick(page.list, Qt.Key.Key_E)
    dialog = page.dialog
    assert isinstance(dialog, PurposeDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.active.setFocus()
    QTest.keyClick(dialog.active, Qt.Key.Key_Space)
    QTest.keyClick(dialog.active, Qt.Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: not dialog.isVisible())
    qtbot.waitUntil(lambda: "Används, tidigare: Används" in texts(page))
    assert "Ombud Ek" in texts(page)
    rest(runner, qtbot)
    marketing = next(s for s in office.do("ombud", list_purposes) if s.purpose is Purpose.MARKETING)
    assert not marketing.is_active


def test_a_refused_change_points_at_its_field_and_keeps_what_is_typed(
    office: SmallOffice, runner: Runner, qtbot: QtBot
) -> None:
    page = opened(office, runner, qtbot)
    go_to(page, "Bedöma kredit")
    page.edit()
    dialog = page.dialog
    assert isinstance(dialog, PurposeDialog)
    dialog.balancing.setPlainText("")
    dialog.english.setText("Credit")
    dialog.verb.click()
    qtbot.waitUntil(lambda: "intresseavvägning" in dialog.error.text())
    assert dialog.balancing.property("invalid") == "true"
    assert dialog.english.text() == "Credit"
    dialog.first_day.setText("i morgon kanske")
    dialog.verb.click()
    assert dialog.first_day.property("invalid") == "true"


def test_a_purpose_without_a_basis_turns_red_and_names_the_article(
    office: SmallOffice, runner: Runner, qtbot: QtBot
) -> None:
    page = opened(office, runner, qtbot)
    go_to(page, "Bedöma kredit")
    page.edit()
    dialog = page.dialog
    assert isinstance(dialog, PurposeDialog)
    dialog.basis.setCurrentIndex(0)
    dialog.verb.click()
    qtbot.waitUntil(lambda: "saknar rättslig grund (artikel 6.1" in texts(page))


def test_the_ombud_states_where_a_register_s_data_goes(
    office: SmallOffice, runner: Runner, qtbot: QtBot
) -> None:
    page = opened(office, runner, qtbot)
    go_to(page, "Kreditregister")
    page.edit()
    dialog = page.dialog
    assert isinstance(dialog, RegisterDialog)
    editor = dialog.editors["transfers_sv"]
    QTest.keyClicks(editor, "Inga")
    assert dialog.boxes[Purpose.CREDIT].isChecked()
    dialog.verb.click()
    qtbot.waitUntil(lambda: page.missing.text() == "Uppgifter som saknas: 6.")
    rest(runner, qtbot)
    kept = office.inside("ombud", lambda v: v.office.register_settings.find())
    assert {r.transfers_sv for r in kept if r.register is RegisterCode.CREDIT} == {"Inga"}


def test_others_read_and_change_nothing(office: SmallOffice, runner: Runner, qtbot: QtBot) -> None:
    page = opened(office, runner, qtbot, "ekonomi")
    assert not page.detail.edit.isVisible()
    QTest.keyClick(page.list, Qt.Key.Key_E)
    page.edit()
    assert page.dialog is None


def test_a_role_that_does_not_read_the_policy_meets_a_closed_door(
    office: SmallOffice, runner: Runner, qtbot: QtBot
) -> None:
    window, page = open_page(PolicyPage, office, "lasare", runner)
    qtbot.addWidget(window)
    _kept.append(window)
    assert isinstance(page, PolicyPage)
    qtbot.waitUntil(lambda: page.states.state() == "denied")


@pytest.mark.parametrize(
    ("key", "kind", "begins"),
    [(Qt.Key.Key_P, RecordFile.PDF, b"%PDF"), (Qt.Key.Key_X, RecordFile.XLSX, b"PK")],
)
def test_the_record_is_saved_by_one_key(
    office: SmallOffice,
    runner: Runner,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    key: Qt.Key,
    kind: RecordFile,
    begins: bytes,
) -> None:
    page = opened(office, runner, qtbot)
    place = tmp_path / "forteckning"
    monkeypatch.setattr(page.out, "choose_file", lambda _kind: str(place))
    QTest.keyClick(page.list, key)
    written = place.with_suffix(f".{kind.value}")
    qtbot.waitUntil(written.exists)
    qtbot.waitUntil(lambda: written.read_bytes().startswith(begins))


def test_the_record_is_not_written_among_the_office_s_own_files(
    office: SmallOffice, runner: Runner, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(office, runner, qtbot)
    said: list[str] = []
    monkeypatch.setattr(page.context, "toast", said.append)
    monkeypatch.setattr(page.out, "choose_file", lambda _kind: str(office.folder / "r.pdf"))
    page.out.save(RecordFile.PDF)
    qtbot.waitUntil(lambda: bool(said))
    assert not (office.folder / "r.pdf").exists()
    monkeypatch.setattr(page.out, "choose_file", lambda _kind: "")
    page.out.save(RecordFile.PDF)
    assert len(said) == 1


def test_enter_opens_the_detail_in_a_narrow_window_and_escape_comes_back(
    office: SmallOffice, runner: Runner, qtbot: QtBot
) -> None:
    page = opened(office, runner, qtbot)
    page.panes_beside.resize(600, 600)
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not page.states.isVisible())
    QTest.keyClick(page, Qt.Key.Key_Escape)
    qtbot.waitUntil(page.states.isVisible)


def test_import_offers_the_purposes_in_use_by_the_office_s_own_names(
    office: SmallOffice, runner: Runner, qtbot: QtBot
) -> None:
    for setting in office.do("ombud", list_purposes):
        changes: dict[Purpose, dict[str, object]] = {
            Purpose.MARKETING: {"is_active": False},
            Purpose.STATISTICS: {"text_sv": "Statistik över köp"},
        }
        if setting.purpose in changes:
            office.do(
                "ombud", change_purpose, setting.id, setting.version, changes[setting.purpose]
            )
    window, page = open_page(ImportsPage, office, "handl", runner)
    qtbot.addWidget(window)
    _kept.append(window)
    assert isinstance(page, ImportsPage)
    box = page.file.purposes
    qtbot.waitUntil(lambda: box.count() > 1)
    offered = [box.itemText(at) for at in range(box.count())]
    assert "Statistik över köp" in offered
    assert not {"Nyhetsbrev och erbjudanden", "Skydda och kontrollera uppgifterna"} & set(offered)
    assert box.currentData() == Purpose.CONTRACT.value


def test_earlier_settings_are_told_in_words(
    office: SmallOffice, runner: Runner, qtbot: QtBot
) -> None:
    marketing = next(s for s in office.do("ombud", list_purposes) if s.purpose is Purpose.MARKETING)
    given = {"basis": "", "text_en": "", "categories": ["identity"], "valid_from": TODAY}
    changed = office.do("ombud", change_purpose, marketing.id, marketing.version, given)
    office.do("ombud", change_purpose, marketing.id, changed.version, {"text_en": "Offers"})
    for register in office.inside("ombud", lambda v: v.office.register_settings.find()):
        if register.register is RegisterCode.CREDIT:
            words = {"purposes": ["credit", "statistics"], "text_sv": "Prövning"}
            office.do("ombud", change_register, register.id, register.version, words)
    page = opened(office, runner, qtbot)
    go_to(page, "Nyhetsbrev och erbjudanden")
    qtbot.waitUntil(lambda: "Rättslig grund, tidigare: Samtycke, artikel 6.1" in texts(page))
    told = texts(page)
    assert "Kategorier av uppgifter, tidigare: Identitet och kontaktuppgifter, Köp" in told
    assert "Gäller från, tidigare: 2018-05-25" in told
    assert "Namn på engelska, tidigare: –" in told
    go_to(page, "Kreditregister")
    qtbot.waitUntil(lambda: "Ändamål, tidigare: Bedöma kredit" in texts(page))
    assert "Beskrivning på svenska, tidigare: Kreditprövningar" in texts(page)


def test_the_file_is_named_after_the_record_and_the_day(
    office: SmallOffice, runner: Runner, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(office, runner, qtbot)
    asked: list[str] = []

    def choose(_owner: object, _title: str, name: str, _kinds: str) -> tuple[str, str]:
        asked.append(Path(name).name)
        return "", ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    page.pdf.click()
    page.sheet.click()
    assert asked == [f"Registerförteckning 2026-11-23.{kind.value}" for kind in RecordFile]
    assert page.panes() == [page.list, page.detail]
