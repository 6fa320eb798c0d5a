"""A short question over a page: title, fields, an error line, Cancel and the verb."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from registerdesk.domain.errors import InvalidInput, RegisterDeskError
from registerdesk.domain.texts import _
from registerdesk.ui.kit.announce import announce
from registerdesk.ui.kit.buttons import Button
from registerdesk.ui.kit.labels import Label, restyle
from registerdesk.ui.kit.tall_dialog import keep_inside, keep_on_screen
from registerdesk.ui.kit.text import tr, tr_error
from registerdesk.ui.kit.theme import theme


class Question(QDialog):
    """Asks; whoever opened it listens to its signals and closes it when the deed is done."""

    def __init__(self, parent: QWidget, title: str, verb: str, *, wide: int = 460) -> None:
        """Take the messages of title and verb."""
        super().__init__(parent)
        self.setWindowTitle(tr(title))
        self._editors: dict[str, QWidget] = {}
        self._labels: dict[str, Label] = {}
        self.error = Label(role="error", wrap=True)
        self.error.hide()
        self.verb = Button(verb, key="Ctrl+Return", kind="primary")
        self.verb.setShortcut("Ctrl+Return")
        self.verb.clicked.connect(self._forgive)  # before whoever listens looks at the answers
        self.cancel = Button(_("Cancel"), key="Esc")
        self.cancel.setAutoDefault(False)
        self.cancel.clicked.connect(self.reject)
        self.body = QVBoxLayout()
        self.body.setSpacing(theme.px(6))
        self.foot = QHBoxLayout()
        self.foot.setSpacing(theme.px(8))
        self.foot.addStretch(1)
        self.foot.addWidget(self.cancel)
        self.foot.addWidget(self.verb)
        self._scrolls = False
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(24), theme.px(20), theme.px(24), theme.px(18))
        column.setSpacing(theme.px(12))
        column.addWidget(Label(title, "title"))
        column.addLayout(self.body)
        column.addWidget(self.error)
        column.addSpacing(theme.px(6))
        column.addLayout(self.foot)
        self.setFixedWidth(min(theme.px(wide), parent.window().width() - theme.px(40)))

    def showEvent(self, event: QShowEvent) -> None:
        """Let the fields scroll where large text leaves them no room."""
        super().showEvent(event)
        self._keep_inside()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Look again when something came that made it taller."""
        super().resizeEvent(event)
        if self.isVisible():
            QTimer.singleShot(0, self, self._keep_inside)

    def fit(self) -> None:
        """Take the height that the fields ask for now, and leave no gap where some went away."""
        self._column.activate()
        self.resize(self.width(), self._column.totalHeightForWidth(self.width()))

    def _keep_inside(self) -> None:
        if not self._scrolls:
            self._scrolls = keep_inside(self, self._column, 1) is not None
        keep_on_screen(self)

    def refuse(self, error: RegisterDeskError) -> None:
        """Say what was wrong; what was typed stays."""
        if isinstance(error, InvalidInput) and error.field and error.field in self._editors:
            named = self._editors[error.field]
            editor = named.focusProxy() or named
            restyle(editor, invalid="true")
            editor.setFocus(Qt.FocusReason.OtherFocusReason)
            editor.setAccessibleDescription(tr_error(error))
        self.error.say(tr_error(error))
        self.error.show()
        announce(self, tr_error(error), urgent=True)

    def _forgive(self) -> None:
        """Take away what was said of the last try."""
        self.error.hide()
        for named in self._editors.values():
            editor = named.focusProxy() or named
            if editor.property("invalid") == "true":
                restyle(editor, invalid="false")
                editor.setAccessibleDescription("")

    def add_field(self, message: str, editor: QWidget, name: str = "") -> None:
        """Add an editor under its label; a refusal of the field `name` points at it."""
        self._editors[name] = editor
        self._labels[name] = label = Label(message, "label")
        label.setBuddy(editor)
        editor.setAccessibleName(label.text())
        self.body.addWidget(label)
        self.body.addWidget(editor)

    def show_field(self, name: str, *, shown: bool) -> None:
        """Show or hide an editor with its label."""
        self._editors[name].setVisible(shown)
        self._labels[name].setVisible(shown)
