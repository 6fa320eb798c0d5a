"""The notice under free text: warns after a pause, removes by one key, never blocks."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from registerdesk.domain.notes import Note
from registerdesk.domain.parties import Phone
from registerdesk.ui.kit.form import Form
from registerdesk.ui.kit.free_text_notice import FreeTextNotice

TODAY = date(2026, 11, 23)
CARD = "4111 1111 1111 1111"


@pytest.fixture
def room(qtbot: QtBot) -> QWidget:
    """Give the place where editor and notice stand."""
    room = QWidget()
    qtbot.addWidget(room)
    return room


def _watched(qtbot: QtBot, room: QWidget, editor: QLineEdit | QPlainTextEdit) -> FreeTextNotice:
    notice = FreeTextNotice(editor, lambda: TODAY)
    column = QVBoxLayout(room)
    column.addWidget(editor)
    column.addWidget(notice)
    with qtbot.waitExposed(room):
        room.show()
    return notice


@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit])
def test_a_number_is_told_after_a_pause_and_f7_removes_it(
    qtbot: QtBot, room: QWidget, kind: type[QLineEdit | QPlainTextEdit]
) -> None:
    editor = kind()
    notice = _watched(qtbot, room, editor)
    for letter in "Hej 😀 19780412-2385 hej då":
        if isinstance(editor, QLineEdit):
            editor.insert(letter)
        else:
            editor.insertPlainText(letter)
    assert notice.isHidden()
    qtbot.waitUntil(notice.isVisible)
    assert "personnummer" in notice.words.text()
    QTest.keyClick(editor, Qt.Key.Key_F7)
    words = editor.text() if isinstance(editor, QLineEdit) else editor.toPlainText()
    assert words == "Hej 😀 hej då"
    assert notice.isHidden()
    editor.undo()
    words = editor.text() if isinstance(editor, QLineEdit) else editor.toPlainText()
    assert words == "Hej 😀 19780412-2385 hej då"


def test_several_findings_are_told_together_and_removed_together(
    qtbot: QtBot, room: QWidget
) -> None:
    editor = QPlainTextEdit()
    notice = _watched(qtbot, room, editor)
    editor.setPlainText(f"Kort {CARD}, är sjukskriven.\nNy rad.")
    notice.look()
    assert len(notice.found) == 2
    notice.remove.click()
    assert editor.toPlainText() == "Kort, är.\nNy rad."
    QTest.keyClick(editor, Qt.Key.Key_F7)
    notice.take_out()
    assert editor.toPlainText() == "Kort, är.\nNy rad."


@pytest.mark.parametrize(
    "text", ["4" * 20_000, "4 " * 10_000, "sjuk " * 4_000, "19780412-" * 2_000]
)
def test_a_text_as_long_as_a_note_may_be_is_looked_through(
    qtbot: QtBot, room: QWidget, text: str
) -> None:
    editor = QPlainTextEdit()
    notice = _watched(qtbot, room, editor)
    editor.setPlainText(text)
    notice.look()
    assert bool(notice.found) == ("sjuk" in text)


def test_a_form_watches_its_free_text_and_no_other_field(qtbot: QtBot) -> None:
    note = Form(Note, today=lambda: TODAY, only=("text",))
    phone = Form(Phone, today=lambda: TODAY, only=("typed",))
    for form in (note, phone):
        qtbot.addWidget(form)
    assert len(note.findChildren(FreeTextNotice)) == 1
    assert not phone.findChildren(FreeTextNotice)
    note.set_value("text", f"Kort {CARD}")
    note.findChildren(FreeTextNotice)[0].look()
    assert note.values() == {"text": f"Kort {CARD}"}
