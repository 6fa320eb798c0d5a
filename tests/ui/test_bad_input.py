"""What nobody should type, in every form field: an error under the field, or a clean value."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from registerdesk.domain.contacts import Contact
from registerdesk.domain.credit_checks import CreditCheck
from registerdesk.domain.errors import InvalidInput
from registerdesk.domain.notes import Note
from registerdesk.domain.parties import (
    Address,
    Email,
    FormerName,
    Party,
    PartyNumber,
    Phone,
    Relation,
)
from registerdesk.domain.party_values import cleaned
from registerdesk.domain.restrictions import Restriction
from registerdesk.ui.kit.form import Form
from tests.hostile_values import HOSTILE

TODAY = date(2026, 11, 23)
TYPED = [
    value
    for value in HOSTILE
    if isinstance(value, str) and not any(0xD800 <= ord(char) < 0xE000 for char in value)
]
FORMS = (
    *(Party, PartyNumber, FormerName, Address, Phone, Email, Relation, Note),
    *(Contact, CreditCheck, Restriction),
)


@pytest.mark.parametrize("kind", FORMS, ids=lambda kind: kind.__name__)
def test_an_error_stands_under_the_field_and_what_was_typed_stays(qtbot: QtBot, kind: type) -> None:
    form = Form(kind, today=lambda: TODAY)
    qtbot.addWidget(form)
    form.show()
    for name in form.names():
        editor = form.editor(name)
        if not isinstance(editor, QLineEdit | QPlainTextEdit):
            continue
        for text in TYPED:
            _type(editor, text)
            shown = _shown(editor)
            if form.check(name) and not _is_kept(form, kind, name):
                assert _error_of(form, name), (name, text)
                assert _shown(editor) == shown
            form.set_value(name, None)


def _is_kept(form: Form, kind: type, name: str) -> bool:
    """Tell whether the desk would keep the value; show under its field what it refuses."""
    editor = form.editor(name)
    text = editor.text() if isinstance(editor, QLineEdit) else _shown(editor)
    try:
        cleaned(kind, name, text, {}, TODAY)
    except InvalidInput as error:
        moved = InvalidInput(error.message, field=name, **error.parameters)
        assert form.show_error(moved)
        return False
    return True


def _error_of(form: Form, name: str) -> str:
    """Return what stands under a field, as eyes and as screen readers have it."""
    words = form.editor(name).accessibleDescription()
    visible = [label.text() for label in form.findChildren(QLabel) if label.isVisible()]
    return words if words in visible else ""


def _type(editor: QLineEdit | QPlainTextEdit, text: str) -> None:
    if isinstance(editor, QLineEdit):
        editor.setText(text)
    else:
        editor.setPlainText(text)


def _shown(editor: object) -> str:
    if isinstance(editor, QLineEdit):
        return editor.text()
    return editor.toPlainText() if isinstance(editor, QPlainTextEdit) else ""
