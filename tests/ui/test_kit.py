"""Forms, editors, tables, lists, notices: what they show, ask and tell."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QFrame, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from registerdesk.domain.errors import InvalidInput
from registerdesk.domain.fields import WITHHELD
from registerdesk.ui.kit.card import Card
from registerdesk.ui.kit.confirm import ConfirmDialog
from registerdesk.ui.kit.editors import EnumCombo, IntEdit, IsoDateEdit
from registerdesk.ui.kit.idle import IdleWatch
from registerdesk.ui.kit.labels import ElideLabel, Label
from registerdesk.ui.kit.notices import EmptyView, ErrorBar, Skeleton
from registerdesk.ui.kit.results import Entry, EntryList, EntryModel, Heading
from registerdesk.ui.kit.settings import Settings
from registerdesk.ui.kit.table import Cell, Column, Row, Table, TableModel
from registerdesk.ui.kit.top_bar import initials
from tests.ui.gallery import LINDHOLM, TODAY, Company, Sort, a_form, a_stepper, a_table, a_timeline
from tests.ui.keys import type_text

NONE = Qt.KeyboardModifier.NoModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


def rows(count: int, start: int = 0) -> list[Row]:
    cells = [
        (Cell(text=f"Person {n}"), Cell(text=str(n), chip="ok"))
        for n in range(start, start + count)
    ]
    return [Row(id=str(start + n), cells=pair) for n, pair in enumerate(cells)]


COLUMNS = [Column(key="name", title="Namn", stretch=True), Column(key="no", title="Nr", right=True)]


def test_a_form_gives_back_the_record_it_was_filled_with(qapp: QApplication) -> None:
    form = a_form(replace(LINDHOLM, number="559999-0164"))
    assert form.names() == ["name", "number", "sort", "since", "limit", "note", "processor"]
    values = form.values()
    assert values is not None
    assert Company(id=LINDHOLM.id, **values) == replace(LINDHOLM, number="559999-0164")  # type: ignore[arg-type]


def test_a_form_says_under_the_field_what_is_wrong_and_goes_there(qtbot: QtBot) -> None:
    form = a_form()
    qtbot.addWidget(form)
    with qtbot.waitExposed(form):
        form.show()
    form.activateWindow()
    form.set_value("name", "")
    assert form.values() is None
    assert QApplication.focusWidget() is form.editor("name")
    number = form.editor("number")
    words = "Organisationsnumret ska ha tio siffror. Du har skrivit 9."
    assert number.accessibleDescription() == words
    assert form.editor("name").accessibleDescription() == "Fyll i fältet."
    assert number.property("invalid") == "true"
    form.set_value("number", "559999-0164")
    number.setFocus()
    form.editor("sort").setFocus()
    assert number.accessibleDescription() == ""


def test_a_form_shows_what_the_desk_refused(qapp: QApplication) -> None:
    form = a_form()
    assert form.show_error(InvalidInput("Finns redan.", field="number"))
    assert form.editor("number").accessibleDescription() == "Finns redan."
    assert not form.show_error(InvalidInput("Annat.", field="elsewhere"))


def test_each_label_of_a_form_has_its_own_mnemonic_and_buddy(qapp: QApplication) -> None:
    form = a_form()
    words = [label.text() for label in form.findChildren(QLabel) if label.buddy()]
    words += [box.text() for box in form.findChildren(QCheckBox)]
    letters = [text[text.index("&") + 1].casefold() for text in words]
    assert len(letters) == len(set(letters)) == 7


def test_a_field_withheld_from_the_reader_is_absent(qapp: QApplication) -> None:
    form = a_form(replace(LINDHOLM, limit=WITHHELD))
    assert "limit" not in form.names()


def test_a_form_tells_of_each_change(qtbot: QtBot) -> None:
    form = a_form()
    qtbot.addWidget(form)
    form.show()
    changes: list[int] = []
    form.changed.connect(lambda: changes.append(1))
    for name in ("name", "note", "sort", "processor"):
        before = len(changes)
        form.editor(name).setFocus()
        key = Qt.Key.Key_Down if name == "sort" else Qt.Key.Key_Space
        QTest.keyClick(form.editor(name), key)
        assert len(changes) > before, name


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("20261124", "2026-11-24"), ("+14", "2026-12-07"), ("idag", "2026-11-23"), ("", "")],
)
def test_a_date_is_shown_in_one_form(qapp: QApplication, typed: str, meant: str) -> None:
    editor = IsoDateEdit(lambda: TODAY)
    editor.setText(typed)
    editor.editingFinished.emit()
    assert editor.text() == meant
    assert editor.value() == (date.fromisoformat(meant) if meant else None)


def test_what_is_no_date_stays_and_is_refused(qapp: QApplication) -> None:
    editor = IsoDateEdit(lambda: TODAY)
    editor.setText("2026-02-30")
    editor.editingFinished.emit()
    assert editor.text() == "2026-02-30"
    with pytest.raises(InvalidInput):
        editor.value()


def test_a_date_can_be_picked_from_a_calendar(qtbot: QtBot) -> None:
    editor = IsoDateEdit(lambda: TODAY)
    qtbot.addWidget(editor)
    editor.setText("strunt")
    editor.show()
    calendar = editor.open_calendar()
    assert calendar.selectedDate().toPython() == TODAY
    calendar.activated.emit(calendar.selectedDate().addDays(1))
    assert editor.text() == "2026-11-24"


def test_a_number_is_grouped_and_bounded(qapp: QApplication) -> None:
    editor = IntEdit(least=1, most=1_000_000)
    editor.setText("25000")
    editor.editingFinished.emit()
    assert editor.text() == "25\u00a0000"
    assert editor.value() == 25000
    for wrong in ("0", "2,5", "många", "2000000"):
        editor.setText(wrong)
        editor.editingFinished.emit()
        assert editor.text() == wrong
        with pytest.raises(InvalidInput):
            editor.value()
    editor.set_value(None)
    assert editor.value() is None


def test_a_choice_may_be_none(qapp: QApplication) -> None:
    combo = EnumCombo(Sort, {Sort.CUSTOMER: "Kund"}, empty=True)
    assert combo.value() is None
    combo.set_value(Sort.CUSTOMER)
    assert (combo.value(), combo.currentText()) == (Sort.CUSTOMER, "Kund")
    combo.set_value("something else")
    assert combo.value() is Sort.CUSTOMER


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
    give(rows(100, offset))  # type: ignore[operator]
    assert table.rows.index(3, 0).data() == "Person 3"
    table.scrollToBottom()
    table.grab()
    assert asked[1:] == [999_900]
    table.rows.show(rows(2))
    waiting.pop()[1](rows(100, 999_900))  # type: ignore[operator]
    assert table.rows.rowCount() == 2
    assert table.rows.index(1, 0).data() == "Person 1"


def test_pages_seen_long_ago_are_let_go(qapp: QApplication) -> None:
    model = TableModel(COLUMNS)
    model.browse(10_000, lambda offset, limit, give: give(rows(limit, offset)))
    for number in range(0, 10_000, 100):
        model.row(number)
    assert len(model._pages) == 40


def test_a_table_opens_sorts_and_remembers_by_keys(qtbot: QtBot) -> None:
    table = Table(COLUMNS, "Kunder", Settings({"table.name.no": "200 90"}))
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


def test_a_confirmation_wants_number_and_password(qtbot: QtBot) -> None:
    window = QWidget()
    window.resize(1024, 700)
    qtbot.addWidget(window)
    dialog = ConfirmDialog(
        window,
        title="Radera 168 uppgifter?",
        consequence="Det går inte att ångra.",
        verb="Radera 168 uppgifter",
        number=9,
    )
    dialog.show()
    dialog.deed.click()
    assert dialog.error.text() == "Skriv 9 för att bekräfta"
    dialog.number.setText("9")
    dialog.deed.click()
    assert dialog.error.text() == "Skriv ditt lösenord."
    assert dialog.isVisible()
    dialog.password.setText("vinterns sista tåg")
    dialog.deed.click()
    assert dialog.result() == ConfirmDialog.DialogCode.Accepted
    assert dialog.deed.text() == "Radera 168 uppgifter"
    assert not dialog.deed.isDefault()


def test_an_error_bar_says_what_is_kept_and_tries_again(qtbot: QtBot) -> None:
    bar, tried = ErrorBar(), []
    qtbot.addWidget(bar)
    bar.tell("Det gick inte att spara.", "Det du skrev finns kvar.", act=lambda: tried.append(1))
    bar.button.click()
    assert tried == [1]
    assert bar.isHidden()
    bar.tell("Fel.")
    bar.button.click()
    assert bar.kept.isHidden()


def test_a_skeleton_waits_before_it_shows(qtbot: QtBot) -> None:
    skeleton = Skeleton()
    qtbot.addWidget(skeleton)
    skeleton.resize(400, 400)
    skeleton.begin()
    assert skeleton.isHidden()
    assert (skeleton._quiet.interval(), skeleton._slow.interval()) == (150, 2000)
    skeleton._quiet.timeout.emit()
    assert skeleton.isVisible()
    assert skeleton.label.isHidden()
    skeleton._slow.timeout.emit()
    assert skeleton.label.isVisible()
    skeleton.grab()
    skeleton.done()
    assert skeleton.isHidden()


def test_auto_lock_warns_thirty_seconds_before_and_wakes_by_a_key(qtbot: QtBot) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    watch = IdleWatch(field, minutes=1)
    field.installEventFilter(watch)
    told: list[object] = []
    watch.soon.connect(told.append)
    watch.awake.connect(lambda: told.append("awake"))
    watch.expired.connect(lambda: told.append("locked"))
    watch.start()
    for _second in range(31):
        watch.tick()
    type_text(field, "a")
    for _second in range(60):
        watch.tick()
    assert told == [30, 29, "awake", *range(30, 0, -1), "locked"]


def test_axis_and_steps_say_what_they_draw(qapp: QApplication) -> None:
    spoken = a_timeline().accessibleName()
    assert "Svar senast 2026-12-09" in spoken
    assert "2026-11-14 – 2026-11-16" in spoken
    stepper = a_stepper()
    assert stepper.accessibleDescription() == "Steg 3 av 5, Granska. 1 kvar att bedöma"


def test_steps_are_chosen_by_arrow_and_by_click(qtbot: QtBot) -> None:
    stepper = a_stepper()
    qtbot.addWidget(stepper)
    stepper.resize(1200, 44)
    chosen: list[int] = []
    stepper.chosen.connect(chosen.append)
    QTest.keyClick(stepper, Qt.Key.Key_Right)
    QTest.keyClick(stepper, Qt.Key.Key_Left)
    QTest.mouseClick(stepper, Qt.MouseButton.LeftButton, pos=QPoint(5, 20))
    QTest.mouseClick(stepper, Qt.MouseButton.LeftButton, pos=QPoint(1190, 20))
    assert chosen == [3, 1, 0, 4]


def test_a_card_can_be_filled_again(qtbot: QtBot) -> None:
    card = Card("Samtycken", "Ändra")
    qtbot.addWidget(card)
    card.add_fact("Nyhetsbrev", "Ja", "ok")
    card.add_fact("Telefon", "Nej")
    assert card.body.count() == 3
    card.clear()
    assert card.body.count() == 0


def test_a_long_text_ends_in_an_ellipsis_and_the_tip_has_all_of_it(qtbot: QtBot) -> None:
    label = ElideLabel("Storgatan 14 B, 169 72 Solna")
    qtbot.addWidget(label)
    label.resize(60, 20)
    label.show()
    assert label.toolTip() == "Storgatan 14 B, 169 72 Solna"
    label.resize(600, 20)
    QApplication.processEvents()
    assert label.toolTip() == ""


def test_an_empty_view_says_what_to_do(qapp: QApplication) -> None:
    view = EmptyView("Inga kunder ännu.", "Importera från en fil.")
    assert [view.label.text(), view.under.text()] == ["Inga kunder ännu.", "Importera från en fil."]
    assert isinstance(view, QFrame)
    assert isinstance(view.label, Label)


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Karin Holm", "KH"), ("Åsa", "Å"), ("Per-Olof von Lindh", "PL"), ("", "?")],
)
def test_initials_are_first_and_last(name: str, letters: str) -> None:
    assert initials(name) == letters
