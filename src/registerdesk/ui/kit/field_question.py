"""A short question whose fields stand in a column, each with its own error under it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QWidget

from registerdesk.domain.errors import InvalidInput, RegisterDeskError
from registerdesk.ui.kit.field_column import FieldColumn
from registerdesk.ui.kit.free_text_notice import FreeText, FreeTextNotice
from registerdesk.ui.kit.labels import Label
from registerdesk.ui.kit.question import Question


class FieldQuestion(Question):
    """Asks with a column of fields."""

    def __init__(self, parent: QWidget, title: str, verb: str, *, wide: int = 480) -> None:
        """Take the messages of title and verb."""
        super().__init__(parent, title, verb, wide=wide)
        self.fields = FieldColumn()
        self.body.addWidget(self.fields)

    def tell(self, message: str, **parameters: object) -> None:
        """Say something above the fields that follow."""
        self.fields.add_widget(Label(message, "body", wrap=True, **parameters))

    def watch(self, editor: FreeText, today: Callable[[], date]) -> None:
        """Warn under the field just added of what does not belong in a free text."""
        self.fields.add_widget(FreeTextNotice(editor, today))

    def refuse(self, error: RegisterDeskError) -> None:
        """Say what was wrong, under its field where there is one; what was typed stays."""
        if not (isinstance(error, InvalidInput) and self.fields.refuse(error)):
            super().refuse(error)
