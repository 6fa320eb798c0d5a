"""A short question over a case: title, fields, an error line, Cancel and the verb."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from registerdesk.domain.errors import InvalidInput, RegisterDeskError
from registerdesk.domain.texts import _
from registerdesk.ui.kit.announce import announce
from registerdesk.ui.kit.buttons import Button
from registerdesk.ui.kit.field_column import FieldColumn
from registerdesk.ui.kit.free_text_notice import FreeText, FreeTextNotice
from registerdesk.ui.kit.labels import Label
from registerdesk.ui.kit.tall_dialog import keep_inside, keep_on_screen
from registerdesk.ui.kit.text import tr, tr_error
from registerdesk.ui.kit.theme import theme


class Question(QDialog):
    """Asks; whoever opened it listens to its signals and closes it when the deed is done."""

    def __init__(self, parent: QWidget, title: str, verb: str, *, wide: int = 480) -> None:
        """Take the messages of title and verb."""
        super().__init__(parent)
        self.setWindowTitle(tr(title))
        self.fields = FieldColumn()
        self.error = Label(role="error", wrap=True)
        self.error.hide()
        self.verb = Button(verb, key="Ctrl+Return", kind="primary")
        self.verb.setShortcut("Ctrl+Return")
        self.cancel = Button(_("Cancel"), key="Esc")
        self.cancel.setAutoDefault(False)
        self.cancel.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.px(8))
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.verb)
        self._scrolls = False
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(24), theme.px(20), theme.px(24), theme.px(18))
        column.setSpacing(theme.px(12))
        column.addWidget(Label(title, "title"))
        column.addWidget(self.fields)
        column.addWidget(self.error)
        column.addLayout(buttons)
        self.setFixedWidth(min(theme.px(wide), parent.window().width() - theme.px(40)))

    def tell(self, message: str, **parameters: object) -> None:
        """Say something above the fields that follow."""
        self.fields.add_widget(Label(message, "body", wrap=True, **parameters))

    def watch(self, editor: FreeText, today: Callable[[], date]) -> None:
        """Warn under the field just added of what does not belong in a free text."""
        self.fields.add_widget(FreeTextNotice(editor, today))

    def showEvent(self, event: QShowEvent) -> None:
        """Let the fields scroll where large text leaves them no room."""
        super().showEvent(event)
        self._keep_inside()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Look again when something came that made it taller."""
        super().resizeEvent(event)
        if self.isVisible():
            QTimer.singleShot(0, self, self._keep_inside)

    def _keep_inside(self) -> None:
        if not self._scrolls:
            self._scrolls = keep_inside(self, self._column, 1) is not None
        keep_on_screen(self)

    def refuse(self, error: RegisterDeskError) -> None:
        """Say what was wrong, under its field where there is one; what was typed stays."""
        if isinstance(error, InvalidInput) and self.fields.refuse(error):
            return
        self.error.say(tr_error(error))
        self.error.show()
        announce(self, tr_error(error), urgent=True)
