"""The questions of a case: a reason, a pause, a reply, a colleague, a day of posting."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from registerdesk.domain.calendar import PauseReason
from registerdesk.domain.errors import InvalidInput
from registerdesk.domain.rights_requests import POSTED_WAY_LABELS, REPLY_DAYS, PostedWay
from registerdesk.domain.texts import _
from registerdesk.ui.kit.buttons import Button
from registerdesk.ui.kit.editors import IsoDateEdit
from registerdesk.ui.kit.field_column import choices
from registerdesk.ui.kit.field_question import FieldQuestion
from registerdesk.ui.kit.labels import Label
from registerdesk.ui.kit.text import tr
from registerdesk.ui.kit.theme import theme
from registerdesk.ui.requests.paragraphs import paragraph

PAUSES = {
    PauseReason.IDENTITY: _("Waiting for what confirms the identity"),
    PauseReason.SCOPE: _("Waiting to hear what the person means"),
}
Today = Callable[[], date]


class ReasonDialog(FieldQuestion):
    """Asks why."""

    given = Signal(str)

    def __init__(self, parent: QWidget, title: str, verb: str, today: Today) -> None:
        """Take the messages of title and verb."""
        super().__init__(parent, title, verb)
        self.reason = paragraph()
        self.fields.add("reason", _("Reason"), self.reason)
        self.watch(self.reason, today)
        self.verb.clicked.connect(lambda: self.given.emit(self.reason.toPlainText().strip()))
        self.reason.setFocus()


class PauseDialog(FieldQuestion):
    """Asks why the clock stands, and from which letter."""

    chosen = Signal(object, object, object)

    def __init__(self, parent: QWidget, today: Today) -> None:
        """Propose a question of identity posted today."""
        super().__init__(parent, _("Pause the clock"), _("Pause the clock"))
        self.tell(
            _(
                "The clock stands only while you wait for an answer to a letter. "
                "Write the letter with Question about identity in the menu of the case."
            )
        )
        self.reason = choices({reason.value: words for reason, words in PAUSES.items()})
        self.posted, self.reply = IsoDateEdit(today), IsoDateEdit(today)
        self.posted.set_value(today())
        self.reply.set_value(today() + timedelta(days=REPLY_DAYS))
        self.fields.add("reason", _("Reason"), self.reason)
        self.fields.add_pair(
            ("posted_on", _("Letter posted"), self.posted),
            ("reply_by", _("Reply by"), self.reply),
        )
        self.verb.clicked.connect(self._go_on)
        self.reason.setFocus()

    def _go_on(self) -> None:
        self.fields.clear_errors()
        days = [read_day(self, name) for name in ("posted_on", "reply_by")]
        if all(days):
            self.chosen.emit(PauseReason(self.fields.text("reason")), *days)


class ReplyDialog(FieldQuestion):
    """Asks when the reply came, which starts the clock again."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget, today: Today) -> None:
        """Propose today."""
        super().__init__(parent, _("Start the clock again"), _("Start the clock again"))
        self.day = IsoDateEdit(today)
        self.day.set_value(today())
        self.fields.add("replied_on", _("The reply came"), self.day)
        self.verb.clicked.connect(self._go_on)
        self.day.setFocus()

    def _go_on(self) -> None:
        day = read_day(self, "replied_on")
        if day is not None:
            self.chosen.emit(day)


class SentDialog(FieldQuestion):
    """Asks when and how a letter left the office."""

    chosen = Signal(object, object)

    def __init__(self, parent: QWidget, today: Today) -> None:
        """Propose an ordinary letter today."""
        super().__init__(parent, _("Mark as sent"), _("Mark as sent"))
        self.day = IsoDateEdit(today)
        self.day.set_value(today())
        self.way = choices({way.value: words for way, words in POSTED_WAY_LABELS.items()})
        self.fields.add_pair(
            ("posted_on", _("Sent on"), self.day), ("way", _("Way"), self.way), share=2
        )
        self.verb.clicked.connect(self._go_on)
        self.day.setFocus()
        self.day.selectAll()

    def _go_on(self) -> None:
        day = read_day(self, "posted_on")
        if day is not None:
            self.chosen.emit(day, PostedWay(self.fields.text("way")))


class HandOverDialog(FieldQuestion):
    """Asks which colleague takes over."""

    chosen = Signal(object)

    def __init__(
        self, parent: QWidget, people: Mapping[UUID, str], first: UUID | None = None
    ) -> None:
        """Offer colleagues by name."""
        super().__init__(parent, _("Hand over the case"), _("Hand over"))
        self.tell(_("The colleague gets the key of the case; yours is given up."))
        named = sorted(people.items(), key=lambda one: one[1])
        self.who = choices({})
        for user_id, name in named:
            self.who.addItem(name, str(user_id))
        if first is not None:
            self.who.setCurrentIndex(max(self.who.findData(str(first)), 0))
        self.fields.add("owner", _("To"), self.who)
        self.verb.clicked.connect(self._go_on)
        self.who.setFocus()

    def _go_on(self) -> None:
        if self.who.currentData():
            self.chosen.emit(UUID(self.who.currentData()))


class LinesDialog(QDialog):
    """Shows a text of several sentences, such as how a time limit is counted."""

    def __init__(self, parent: QWidget, title: str, lines: Sequence[str]) -> None:
        """Take the title's message, and sentences already translated."""
        super().__init__(parent)
        self.setWindowTitle(tr(title))
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(24), theme.px(20), theme.px(24), theme.px(18))
        column.setSpacing(theme.px(8))
        column.addWidget(Label(title, "title"))
        for number, line in enumerate(lines, 1):
            column.addWidget(Label(wrap=True).say(f"{number}. {line}"))
        close = Button(_("Close"), key="Esc")
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(close)
        column.addSpacing(theme.px(8))
        column.addLayout(row)
        self.setAccessibleDescription(" ".join(lines))
        self.setFixedWidth(min(theme.px(560), parent.window().width() - theme.px(40)))
        close.setFocus()


def read_day(dialog: FieldQuestion, name: str) -> date | None:
    """Return a field's day, or None after saying what is wrong with it."""
    editor = dialog.fields.editor(name)
    try:
        day = editor.value() if isinstance(editor, IsoDateEdit) else None
    except InvalidInput as error:
        dialog.refuse(InvalidInput(error.message, field=name, **error.parameters))
        return None
    if day is None:
        dialog.refuse(InvalidInput(_("Fill in this field."), field=name))
    return day
