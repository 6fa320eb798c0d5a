"""How far an undo has come, or the look at what it would do."""

from __future__ import annotations

from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from registerdesk.domain.texts import _
from registerdesk.ui.kit.labels import Label
from registerdesk.ui.kit.text import number, tr
from registerdesk.ui.kit.theme import theme


class UndoProgress(QWidget):
    """A sentence, a bar, and how many people are done."""

    def __init__(self) -> None:
        """Begin with nothing done."""
        super().__init__()
        self.what = Label(role="section", wrap=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr(_("How far the undo has come")))
        self.told = Label(role="secondary")
        self.safe = Label(
            _("Until it is done, Esc stops it, and then nothing is undone."), "secondary", wrap=True
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        for widget in (self.what, self.bar, self.told, self.safe):
            column.addWidget(widget)
        column.addStretch(1)

    def begin(self, message: str) -> None:
        """Say in a message what is done; nothing of it is done yet."""
        self.what.set_message(message)
        self.told.say("")
        self.bar.setRange(0, 0)

    def show_progress(self, done: int, total: int) -> None:
        """Show how many people are done, and of how many."""
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self.told.set_message(_("{done} of {total} people"), done=number(done), total=number(total))
