"""Choose whom something is about: the same search as everywhere, five rows."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from registerdesk.domain.texts import _
from registerdesk.ui.kit.context import WindowContext
from registerdesk.ui.kit.labels import Label, restyle
from registerdesk.ui.kit.results import Entry, EntryList
from registerdesk.ui.kit.text import tr
from registerdesk.ui.kit.theme import theme
from registerdesk.ui.register.hit_words import entry_of
from registerdesk.usecases.search import Hits, find

ROWS = 5


class PartyPicker(QWidget):
    """A field that searches; Enter takes the chosen row and shows whom it took."""

    picked = Signal(object)
    rows_changed = Signal()

    def __init__(self, context: WindowContext, name: str) -> None:
        """Begin with nobody; `name` is the accessible name, already translated."""
        super().__init__()
        self._context = context
        self.party_id: UUID | None = None
        self.field = QLineEdit()
        self.field.setMaxLength(120)
        self.field.setAccessibleName(name)
        self.field.setPlaceholderText(tr(_("Name, phone or number")))
        self.field.textEdited.connect(self._typed)
        self.field.installEventFilter(self)
        self.setFocusProxy(self.field)
        self.list = EntryList(tr(_("Search results")))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.opened.connect(lambda row, _modifiers: self._take(row))
        self.list.clicked.connect(lambda _index: self.list.open())
        self.list.hide()
        self.error = Label(role="error", wrap=True)
        self.error.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addWidget(self.field)
        column.addWidget(self.list)
        column.addWidget(self.error)

    def set_party(self, party_id: UUID, name: str) -> None:
        """Choose somebody who is known already."""
        self.party_id = party_id
        self.field.setText(name)
        self._show_rows(shown=False)
        self.show_error("")
        self.picked.emit(party_id)

    def show_error(self, words: str) -> None:
        """Say what is wrong under the field, or nothing."""
        restyle(self.field, invalid="true" if words else "false")
        self.error.say(words)
        self.error.setVisible(bool(words))
        self.field.setAccessibleDescription(words)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Steer the rows with arrows and Enter from the field."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
            if self.list.isVisible() and event.key() in steps:
                self.list.step(steps[Qt.Key(event.key())])
                return True
            plain = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
                self.list.open()
                return True
        return super().eventFilter(watched, event)

    def _typed(self, text: str) -> None:
        self.party_id = None
        if not text.strip():
            self._context.runner.ticket("picker")
            self._show_rows(shown=False)
            return
        self._context.ask(find, text.strip(), done=self._show, latest="picker")

    def _show(self, hits: Hits) -> None:
        found = (*hits.persons, *hits.companies)[:ROWS]
        self.list.show_entries([entry_of(hit, self._context.today()) for hit in found])
        self.list.setFixedHeight(theme.px(56) * len(found) + 2)
        self._show_rows(shown=bool(found))

    def _show_rows(self, *, shown: bool) -> None:
        """Show or hide the rows, and tell whoever gives the picker its room."""
        self.list.setVisible(shown)
        self.rows_changed.emit()

    def _take(self, row: str) -> None:
        at = self.list.currentIndex().row()
        entry = self.list.entries.entry(at)
        if isinstance(entry, Entry):
            self.set_party(UUID(row), entry.title)
