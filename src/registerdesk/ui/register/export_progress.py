"""How far a list that is being taken out has come, and the way to stop it."""

from __future__ import annotations

from threading import Event
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout

from registerdesk.domain.exports import ExportFormat
from registerdesk.domain.texts import _
from registerdesk.ui.kit.buttons import Button
from registerdesk.ui.kit.labels import Label
from registerdesk.ui.kit.text import number, tr
from registerdesk.ui.kit.theme import theme
from registerdesk.usecases.export_making import ExportStage

_WORDS: Final = MappingProxyType(
    {
        ExportStage.READING: _("Reading the list: {done} of {total} people"),
        ExportStage.WRITING: _("Making the file: {done} of {total} people"),
        ExportStage.NOTING: _("Noting who is in the list: {done} of {total} people"),
        ExportStage.PRINTING: _("Printing: page {done} of {total}"),
    }
)
_STEPS: Final = 1000
"""The bar's steps for each stage."""


class StepsDone(QObject):
    """Tells from the worker how far the list has come, and hears that it should stop."""

    told = Signal(str, int, int)

    def __init__(self) -> None:
        """Begin unstopped."""
        super().__init__()
        self.stopped = Event()

    def __call__(self, stage: ExportStage, done: int, total: int) -> bool:
        """Tell the stage and how far it is; say whether to go on."""
        self.told.emit(stage.value, done, total)
        return not self.stopped.is_set()


class ExportProgress(QFrame):
    """A bar, a sentence, and a button that stops; out of sight while nothing runs."""

    running = Signal(bool)
    """Whether a list is on its way."""

    def __init__(self) -> None:
        """Begin out of sight."""
        super().__init__()
        self.setProperty("part", "head")
        self._steps: StepsDone | None = None
        self._stages: tuple[ExportStage, ...] = ()
        self.title = Label(role="section")
        self.words = Label(role="secondary")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr(_("How far the list has come")))
        self.stop = Button(_("Stop"), key="Esc", kind="danger")
        self.stop.clicked.connect(self.stop_it)
        row = QHBoxLayout()
        row.setSpacing(theme.px(16))
        told = QVBoxLayout()
        told.setSpacing(theme.px(6))
        for widget in (self.title, self.bar, self.words):
            told.addWidget(widget)
        row.addLayout(told, 1)
        row.addWidget(self.stop, 0, Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(24), theme.px(12), theme.px(24), theme.px(12))
        column.addLayout(row)
        self.hide()

    def begin(self, name: str, kind: ExportFormat) -> StepsDone:
        """Show that a list of that number is on its way; return whom the worker tells."""
        self._steps = steps = StepsDone()
        is_paper = kind is ExportFormat.PAPER
        self._stages = tuple(
            stage for stage in ExportStage if is_paper or stage is not ExportStage.PRINTING
        )
        steps.told.connect(lambda stage, done, total: self._show(steps, stage, done, total))
        self.title.set_message(_("{number} is on its way"), number=name)
        self.words.say("")
        self.bar.setRange(0, _STEPS * len(self._stages))
        self.bar.setValue(0)
        self.stop.setEnabled(True)
        self.show()
        self.running.emit(True)
        self.stop.setFocus(Qt.FocusReason.OtherFocusReason)
        return steps

    def is_running(self) -> bool:
        """Tell whether a list is on its way."""
        return self._steps is not None

    def stop_it(self) -> None:
        """Stop what runs: nothing of it leaves. What is at the printer is not stopped."""
        if self._steps is not None:
            self._steps.stopped.set()
            self.stop.setEnabled(False)

    def end(self) -> None:
        """Go out of sight."""
        self._steps = None
        self.hide()
        self.running.emit(False)

    def _show(self, steps: StepsDone, stage: str, done: int, total: int) -> None:
        """Show how far it is; what an earlier list still tells is void."""
        if steps is not self._steps:
            return
        at = ExportStage(stage)
        if at is ExportStage.PRINTING:
            self.stop.setEnabled(False)
        self.words.set_message(_WORDS[at], done=number(done), total=number(total))
        self.bar.setValue(_STEPS * self._stages.index(at) + _STEPS * done // max(total, 1))
