"""Forms grown from a record, and the editors of single values."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCalendarWidget, QCheckBox, QLabel
from pytestqt.qtbot import QtBot

from registerdesk.domain.errors import InvalidInput
from registerdesk.domain.fields import WITHHELD
from registerdesk.ui.kit.editors import EnumCombo, IntEdit, IsoDateEdit
from tests.ui.gallery import LINDHOLM, TODAY, Company, Sort, a_form

NONE = Qt.KeyboardModifier.NoModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


def test_a_form_gives_back_the_record_it_was_filled_with(qapp: QApplication) -> None:
    form = a_form(replace(LINDHOLM, number="559999-0164"))
    assert form.names() == ["name", "number", "sort", "since", "limit", "note", "processor"]
    values = form.values()
    assert values is not None
    assert Company(id=LINDHOLM.id, **values) == replace(LINDHOLM, number="559999-0164")  # type: ignore[arg-type]  # on purpose, or fields by their names


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


def test_alt_and_down_opens_the_calendar_of_a_date(qtbot: QtBot) -> None:
    editor = IsoDateEdit(lambda: date(2026, 11, 23))
    qtbot.addWidget(editor)
    editor.show()
    QTest.keyClick(editor, Qt.Key.Key_Down)
    assert editor.findChild(QCalendarWidget) is None
    QTest.keyClick(editor, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    calendar = editor.findChild(QCalendarWidget)
    assert calendar is not None
    assert calendar.isVisible()
    calendar.window().hide()
