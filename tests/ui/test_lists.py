"""Tables read page by page, and lists of two-line rows."""

from collections.abc import Sequence

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from registerdesk.domain.errors import InvalidInput
from registerdesk.ui.kit.keycap import KeyHints
from registerdesk.ui.kit.results import Entry, EntryList, EntryModel, Heading
from registerdesk.ui.kit.settings import Settings
from registerdesk.ui.kit.table import Cell, Column, Row, Table, TableModel
from registerdesk.ui.kit.theme import theme
from tests.ui.gallery import a_table

NONE = Qt.KeyboardModifier.NoModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


def rows(count: int, start: int = 0) -> list[Row]:
    cells = [
        (Cell(text=f"Person {n}"), Cell(text=str(n), chip="ok"))
        for n in range(start, start + count)
    ]
    return [Row(id=str(start + n), cells=pair) for n, pair in enumerate(cells)]


COLUMNS = [Column(key="name", title="Namn", stretch=True), Column(key="no", title="Nr", right=True)]


def test_the_models_keep_qts_rules(qapp: QApplication) -> None:
    table, entries, parent = TableModel(COLUMNS), EntryModel(), QObject()
    fatal = QAbstractItemModelTester.FailureReportingMode.Fatal
    testers = [QAbstractItemModelTester(model, fatal, parent) for model in (table, entries)]
    table.show(rows(250))
    table.browse(500, lambda offset, limit, give: give(rows(limit, offset)))
    entries.show([Heading(words="Personer"), Entry(id="1", title="Anna")])
    assert table.rowCount() == 500
    assert len(testers) == entries.rowCount() == 2


def test_a_table_fetches_only_the_pages_that_are_seen(qtbot: QtBot) -> None:
    asked: list[int] = []
    waiting: list[tuple[int, object]] = []

    def fetch(offset: int, limit: int, give: object) -> None:
        asked.append(offset)
        waiting.append((offset, give))

    table = Table(COLUMNS, "Kunder", Settings())
    qtbot.addWidget(table)
    table.resize(600, 400)
    table.rows.browse(1_000_000, fetch)
    with qtbot.waitExposed(table):
        table.show()
    table.grab()
    assert asked == [0]
    assert table.rows.index(3, 0).data() == "…"
    offset, give = waiting.pop()
    give(rows(100, offset))  # type: ignore[operator]  # what was handed over can be called
    assert table.rows.index(3, 0).data() == "Person 3"
    table.scrollToBottom()
    table.grab()
    assert asked[1:] == [999_900]
    table.rows.show(rows(2))
    waiting.pop()[1](rows(100, 999_900))  # type: ignore[operator]  # what was handed over can be called
    assert table.rows.rowCount() == 2
    assert table.rows.index(1, 0).data() == "Person 1"


def test_pages_seen_long_ago_are_let_go(qapp: QApplication) -> None:
    model = TableModel(COLUMNS)
    model.browse(10_000, lambda offset, limit, give: give(rows(limit, offset)))
    for number in range(0, 10_000, 100):
        model.row(number)
    assert len(model._pages) == 40


def test_a_setting_that_is_named_nowhere_is_found_at_once(qtbot: QtBot) -> None:
    settings = Settings()
    with pytest.raises(InvalidInput):
        settings.set("anna.lindqvist", "1")
    with pytest.raises(InvalidInput):
        settings.get("anna.lindqvist")
    nameless = Table(COLUMNS, "Kunder", settings)
    qtbot.addWidget(nameless)
    assert nameless.columnWidth(1) == theme.px(COLUMNS[1].width)


def test_a_table_opens_sorts_and_remembers_by_keys(qtbot: QtBot) -> None:
    table = Table(COLUMNS, "Kunder", Settings({"table.parties": "200 90"}), "parties")
    qtbot.addWidget(table)
    table.resize(600, 300)
    table.rows.show(rows(3))
    with qtbot.waitExposed(table):
        table.show()
    assert table.columnWidth(1) == 90
    opened: list[str] = []
    sorts: list[tuple[str, bool]] = []
    table.opened.connect(opened.append)
    table.sort_wanted.connect(lambda key, down: sorts.append((key, down)))
    table.setCurrentIndex(table.rows.index(1, 0))
    assert table.current_id() == "1"
    QTest.keyClick(table, Qt.Key.Key_Down)
    QTest.keyClick(table, Qt.Key.Key_Return)
    QTest.keyClick(table, Qt.Key.Key_Up, CONTROL)
    QTest.keyClick(table, Qt.Key.Key_Down, CONTROL)
    assert opened == ["2"]
    assert sorts == [("name", False), ("name", True)]
    table.horizontalHeader().sectionClicked.emit(1)
    assert sorts[-1] == ("no", False)


def test_a_table_says_column_and_cell(qapp: QApplication) -> None:
    table = a_table()
    index = table.rows.index(1, 2)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Källa: Leverantören"
    assert table.rows.headerData(0, Qt.Orientation.Horizontal) == "Kontaktperson"
    assert table.rows.headerData(0, Qt.Orientation.Vertical) is None


def some_entries() -> Sequence[Entry | Heading]:
    return [
        Heading(words="Personer", count="2"),
        Entry(id="a", title="Anna", chip="Kund", line="Solna", right="idag"),
        Entry(id="b", title="Bo", spoken="Bo, kund"),
        Heading(words="Företag"),
        Entry(id="c", title="Cederns"),
    ]


def test_a_list_steps_over_headings_and_opens(qtbot: QtBot) -> None:
    results = EntryList("Träffar")
    qtbot.addWidget(results)
    results.show_entries(some_entries())
    with qtbot.waitExposed(results):
        results.show()
    assert results.current_id() == "a"
    opened: list[tuple[str, object]] = []
    results.opened.connect(lambda entry, keys: opened.append((entry, keys)))
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down):
        QTest.keyClick(results, key)
    assert results.current_id() == "c"
    QTest.keyClick(results, Qt.Key.Key_Return, CONTROL)
    QTest.keyClick(results, Qt.Key.Key_Home)
    QTest.keyClick(results, Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    assert opened == [("c", CONTROL), ("a", NONE)]
    results.step(1)
    results.show_entries(some_entries())
    assert results.current_id() == "b"
    results.show_entries([])
    results.step(1)
    assert results.current_id() == ""


def test_a_list_says_each_row_as_a_sentence(qapp: QApplication) -> None:
    model = EntryModel()
    model.show(some_entries())
    role = Qt.ItemDataRole.AccessibleTextRole
    said = [model.index(number).data(role) for number in range(4)]
    assert said == ["Personer 2", "Anna, Kund, Solna, idag", "Bo, kund", "Företag"]
    assert not model.flags(model.index(0)) & Qt.ItemFlag.ItemIsSelectable


def test_a_narrow_table_leaves_out_what_can_be_spared_and_takes_it_back(qtbot: QtBot) -> None:
    columns = (
        Column(key="name", title="Name", width=180, stretch=True),
        Column(key="town", title="Town", width=130, spare=2),
        Column(key="since", title="Since", width=100, spare=1),
    )
    table = Table(columns, "Kunder", Settings())
    qtbot.addWidget(table)
    left_out = {450: [], 380: [2], 250: [1, 2]}
    for width, gone in (*left_out.items(), (450, [])):
        table.resize(width, 200)
        table.show()
        QApplication.processEvents()
        assert [at for at in range(3) if table.isColumnHidden(at)] == gone


def test_hints_without_room_are_left_out_from_the_end(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(600, 60)
    hints = KeyHints([("Up", ""), ("Down", "choose"), ("Return", "open")])
    hints.setParent(page)
    page.show()
    for width, count in ((hints.sizeHint().width(), 5), (hints.sizeHint().width() - 1, 3)):
        hints.resize(width, 30)
        hints.show()
        QApplication.processEvents()
        seen = [part for part in hints.findChildren(QWidget) if part.isVisible()]
        assert len(seen) == count
