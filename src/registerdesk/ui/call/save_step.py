"""The last step: the last day of the answer, the note, and what to say."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from registerdesk.domain import calendar
from registerdesk.domain.identity_checks import IdentityLevel
from registerdesk.domain.texts import _
from registerdesk.ui.call.digits import is_enter, plain_digit
from registerdesk.ui.call.parts import CheckRow, StepPart
from registerdesk.ui.call.same_request import SameRequest
from registerdesk.ui.call.words import READERS_DIGIT, day_words, note_for, spoken_day, spoken_number
from registerdesk.ui.kit.context import WindowContext
from registerdesk.ui.kit.free_text_notice import FreeTextNotice
from registerdesk.ui.kit.labels import Label
from registerdesk.ui.kit.notices import Banner
from registerdesk.ui.kit.text import tr
from registerdesk.ui.kit.theme import theme
from registerdesk.usecases.calls import NOTE_ONLY
from registerdesk.usecases.request_opening import OpenedRequest


class WishRow(QWidget):
    """A reader's one key: the person asks for something about their data."""

    toggled = Signal()
    finished = Signal()

    def __init__(self) -> None:
        """Begin unticked."""
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.row = CheckRow("1", _("The person asks for something about their data"))
        self.row.show_answer("", usable=True)
        self.row.clicked.connect(self._toggle)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.row)
        self._name()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick with 1, go on with Enter."""
        if plain_digit(event) == 1:
            self._toggle()
        elif is_enter(event):
            self.finished.emit()
        else:
            super().keyPressEvent(event)

    def _toggle(self) -> None:
        self.row.setChecked(not self.row.isChecked())
        self._name()
        self.toggled.emit()

    def _name(self) -> None:
        self.setAccessibleName(self.row.spoken())


class NoteField(QPlainTextEdit):
    """The note; what was prefilled goes away with what it was about, what was typed stays."""

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        self.setTabChangesFocus(True)
        self.setFixedHeight(theme.px(54))
        self.setAccessibleName(tr(_("Note")))
        self._prefilled = ""

    def is_typed(self) -> bool:
        """Tell whether anybody changed what was prefilled."""
        return self.toPlainText() != self._prefilled

    def prefill(self, words: str) -> None:
        """Offer a note; what was typed behind the one before stays, a rewritten one too."""
        if words == self._prefilled:
            return
        before, text = self._prefilled, self.toPlainText()
        if self.is_typed() and not (before and text.startswith(before)):
            return
        self._prefilled = words
        self.setPlainText(words + text.removeprefix(before))
        self.moveCursor(QTextCursor.MoveOperation.End)

    def show_text(self, words: str, *, typed: bool) -> None:
        """Show a note that was kept."""
        self._prefilled = "" if typed else words
        self.setPlainText(words)
        self.moveCursor(QTextCursor.MoveOperation.End)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Stand where one goes on writing."""
        super().focusInEvent(event)
        if event.reason() == Qt.FocusReason.OtherFocusReason:
            self.moveCursor(QTextCursor.MoveOperation.End)


class SaveStep(StepPart):
    """Computes the day before anything is saved; the desk computes it again."""

    def __init__(
        self, context: WindowContext, *, number: int, target_days: int, classifies: bool
    ) -> None:
        """Take the office's goal in days, and whether the person may classify requests."""
        super().__init__(number, _("Save"))
        self._context, self._target, self._classifies = context, target_days, classifies
        self.wish = WishRow()
        if classifies:
            self.wish.hide()
        self.wish.toggled.connect(self.changed)
        self.wish.finished.connect(self._go_to_note)
        self.deadline = Banner("", "-", icon_name="clock")
        self.deadline.label.set_role("section")
        self.same = SameRequest()
        self.note = NoteField()
        self.note.textChanged.connect(self.changed)
        label = Label(_("Note"), "small")
        label.setBuddy(self.note)
        line = QHBoxLayout()
        line.addWidget(label)
        line.addStretch(1)
        self.prefilled = Label(_("Prefilled – write only what differs"), "secondary")
        line.addWidget(self.prefilled)
        self.inner.addWidget(self.wish)
        self.inner.addWidget(self.deadline)
        self.inner.addWidget(self.same)
        self.inner.addLayout(line)
        self.inner.addWidget(self.note)
        self.guard = FreeTextNotice(self.note, context.today)
        self.inner.addWidget(self.guard)

    def digits(self) -> tuple[int, ...]:
        """Return what a reader's one key stands for."""
        return (READERS_DIGIT,) if self.wish.row.isChecked() else ()

    def set_wish(self, *, wanted: bool) -> None:
        """Tick or untick a reader's one key."""
        self.wish.row.setChecked(wanted)

    def enter(self) -> None:
        """Go to the question, a reader's key, or the note."""
        if self.same.is_asking():
            self.same.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not self._classifies:
            self.wish.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._go_to_note()

    def fact(self) -> str:
        """Return the day and whose it is, in words."""
        return f"{self.deadline.label.text()}. {self.deadline.under.text()}"

    def show_matters(
        self,
        digits: tuple[int, ...],
        level: IdentityLevel,
        *,
        is_locked: bool,
        added: OpenedRequest | None = None,
    ) -> None:
        """Compute and show the day; prefill the note. `added` is what everything is added to."""
        today = self._context.today()
        if added is not None:
            self._show_added(added)
        elif any(digit != NOTE_ONLY for digit in digits):
            last = calendar.answer_by(today)
            self.deadline.label.set_message(_("Answer by {day}"), day=day_words(last))
            self._say_owner(calendar.target_day(today, self._target), is_locked=is_locked)
            self.speech.set_message(self._speech(), day=spoken_day(last))
        else:
            self.deadline.label.set_message(_("No request"))
            self.deadline.under.set_message(_("The call is saved as a note."))
            self.speech.set_message(_("Say: I have made a note of it."))
        words = note_for(digits, level, classifies=self._classifies)
        self.note.prefill(words)
        self.prefilled.setVisible(bool(words))

    def _show_added(self, added: OpenedRequest) -> None:
        last = added.deadline.answer_by
        self.deadline.label.set_message(_("Answer by {day}"), day=day_words(last))
        self.deadline.under.set_message(_("Added to request {number}."), number=added.number)
        self._say_of(added)

    def ask_about(
        self, questions: Sequence[tuple[int, OpenedRequest]], digits: Sequence[int]
    ) -> None:
        """Ask about open requests of the same kind; what is wanted has their day till then."""
        self.same.show_questions(questions)
        if questions and {digit for digit, _request in questions} >= {*digits} - {NOTE_ONLY}:
            self._say_of(max((found for _digit, found in questions), key=_answer_by))

    def _say_of(self, request: OpenedRequest) -> None:
        self.speech.set_message(
            _("Say: You will have an answer by {day}. The case number is {number}."),
            day=spoken_day(_answer_by(request)),
            number=spoken_number(request.number),
        )

    def _say_owner(self, goal: date, *, is_locked: bool) -> None:
        if not self._classifies:
            self.deadline.under.set_message(
                _("One month from today. The request goes to the common queue.")
            )
        elif is_locked:
            self.deadline.under.set_message(
                _("One month from today. Somebody named for protected persons is responsible.")
            )
        else:
            self.deadline.under.set_message(
                _("One month from today. Your goal: {day}. {name} is responsible."),
                day=goal,
                name=self._context.user.display_name,
            )

    @staticmethod
    def _speech() -> str:
        return _(
            "Say: You will have an answer by {day}. "
            "The case number is shown when the call is saved."
        )

    def _go_to_note(self) -> None:
        self.note.setFocus(Qt.FocusReason.OtherFocusReason)


def _answer_by(request: OpenedRequest) -> date:
    return request.deadline.answer_by
