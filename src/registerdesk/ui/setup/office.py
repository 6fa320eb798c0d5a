"""The office: its name, number, address, phone, and its data protection officer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

from PySide6.QtWidgets import QLineEdit, QWidget

from registerdesk.domain.errors import InvalidInput
from registerdesk.domain.office import OfficeProfile
from registerdesk.domain.texts import _
from registerdesk.ui.kit.field_column import FieldColumn
from registerdesk.ui.kit.text import tr, tr_error
from registerdesk.ui.setup.step import SetupStep
from registerdesk.usecases.office_profile import checked_setting

FIELDS = ("name", "org_number", "phone", "street", "postal_code", "town", "dpo_name", "dpo_phone")


class OfficeStep(SetupStep):
    """What letters and the sign-in page say about the office."""

    def __init__(self, today: Callable[[], date]) -> None:
        """Begin empty but for the officer's phone."""
        super().__init__(_("The office"), _("This stands on the office's letters."))
        self._today = today
        self._id = uuid4()
        self.fields = office_fields()
        self.fields.set_text("dpo_phone", OfficeProfile(id=self._id, name="").dpo_phone)
        self.column.addWidget(self.fields)
        self.column.addStretch(1)

    def is_answered(self) -> bool:
        """Check every field and go to the first that is wrong."""
        return kept_settings(self.fields, self._today()) is not None

    def first(self) -> QWidget:
        """Return the name."""
        return self.fields.editor("name")

    def profile(self) -> OfficeProfile:
        """Return the office as it was described."""
        values = kept_settings(self.fields, self._today()) or {}
        return OfficeProfile(id=self._id, **values)


def office_fields() -> FieldColumn:
    """Return the fields of name, number, address and officer, empty."""
    fields = FieldColumn()
    fields.add("name", _("The office's name"), QLineEdit())
    fields.add_pair(
        ("org_number", _("Organisation number"), QLineEdit()),
        ("phone", _("Phone"), QLineEdit()),
    )
    fields.add("street", _("Street or box"), QLineEdit())
    fields.add_pair(
        ("postal_code", _("Postal code"), QLineEdit()), ("town", _("Town"), QLineEdit()), share=2
    )
    fields.add_pair(
        ("dpo_name", _("Data protection officer's name"), QLineEdit()),
        ("dpo_phone", _("Data protection officer's phone"), QLineEdit()),
    )
    for name in FIELDS:
        editor = fields.editor(name)
        if isinstance(editor, QLineEdit):
            editor.setMaxLength(200)
    return fields


def kept_settings(fields: FieldColumn, today: date) -> dict[str, Any] | None:
    """Return the settings as they are kept, or None after pointing at the first wrong one."""
    fields.clear_errors()
    kept: dict[str, Any] = {}
    wrong: list[tuple[str, str]] = []
    for name in FIELDS:
        text = fields.text(name).strip()
        if name == "name" and not text:
            wrong.append((name, tr(_("Fill in this field."))))
            continue
        try:
            kept[name] = checked_setting(name, text, today) if text else ""
        except InvalidInput as error:
            wrong.append((name, tr_error(error)))
    for name, words in wrong[1:]:
        fields.show_error(name, words)
    if wrong:
        fields.point_at(*wrong[0])
    return None if wrong else kept
