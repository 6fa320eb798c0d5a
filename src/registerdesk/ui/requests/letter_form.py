"""The letters on the way: receipt, question of identity or scope, extension."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from registerdesk.domain.letters import NONE, ExtensionCause, Question
from registerdesk.domain.stored_letters import LETTER_LABELS, LetterKind
from registerdesk.domain.texts import _
from registerdesk.ui.kit.buttons import Button
from registerdesk.ui.kit.card import Card
from registerdesk.ui.kit.field_column import FieldColumn, choices
from registerdesk.ui.kit.labels import Label
from registerdesk.ui.kit.text import tr
from registerdesk.ui.kit.theme import theme
from registerdesk.ui.requests.paragraphs import paragraph
from registerdesk.usecases.letter_facts import LetterOrder

QUESTIONS = {
    Question.IDENTITY: _("Who is asking"),
    Question.SCOPE: _("What the person means"),
    Question.AGENT: _("For whom somebody else asks"),
}
CAUSES = {
    ExtensionCause.COMPLEX: _("The request is complex"),
    ExtensionCause.MANY: _("There are many requests"),
}
TOLD = {
    LetterKind.RECEIPT: _("The letter says what we understood and when the answer comes."),
    LetterKind.IDENTITY: _("The clock stands from the day after this letter is marked as sent."),
    LetterKind.EXTENSION: _(
        "Two more months, if this letter is marked as sent within the first month."
    ),
}


class LetterForm(QWidget):
    """What the owner fills in for one of these letters; the paper follows as one types."""

    changed = Signal()
    left = Signal()

    def __init__(self) -> None:
        """Build the fields; `begin` chooses the kind."""
        super().__init__()
        self.kind = LetterKind.RECEIPT
        self.card = Card(_("The letter"))
        self.question = choices({one.value: words for one, words in QUESTIONS.items()})
        self.doubt, self.ways = paragraph(2), paragraph(3)
        self.cause = choices({one.value: words for one, words in CAUSES.items()})
        self.reason, self.now = paragraph(3), paragraph(2)
        self.asked = FieldColumn()
        self.asked.add("question", _("What do we ask?"), self.question)
        self.asked.add("doubt", _("Why do we ask?"), self.doubt)
        self.asked.add("ways", _("What is enough, one way on each line"), self.ways)
        self.more = FieldColumn()
        self.more.add("cause", _("Why more time?"), self.cause)
        self.more.add("reason", _("Explain to the person"), self.reason)
        self.more.add("now", _("What is sent already now, if anything"), self.now)
        self.told = Label(role="secondary", wrap=True)
        back = Button(_("Back to the answer"), key="Esc")
        back.clicked.connect(self.left)
        inside = QVBoxLayout()
        inside.setContentsMargins(theme.px(14), theme.px(10), theme.px(14), theme.px(12))
        inside.setSpacing(theme.px(8))
        for widget in (self.told, self.asked, self.more):
            inside.addWidget(widget)
        inside.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
        self.card.body.addLayout(inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.card)
        column.addStretch(1)
        for editor in (self.doubt, self.ways, self.reason, self.now):
            editor.textChanged.connect(self.changed)
        self.question.activated.connect(lambda _at: self.changed.emit())
        self.cause.activated.connect(lambda _at: self.changed.emit())

    def begin(self, kind: LetterKind) -> None:
        """Show the fields of one kind."""
        self.kind = kind
        self.card.title.set_message(LETTER_LABELS[kind])
        self.told.set_message(TOLD[kind])
        self.asked.setVisible(kind is LetterKind.IDENTITY)
        self.more.setVisible(kind is LetterKind.EXTENSION)
        if kind is LetterKind.IDENTITY and not self.doubt.toPlainText():
            self.doubt.setPlainText(tr(_("The control questions were not answered.")))
            self.ways.setPlainText(
                tr(_("Call us from the number that we have on record.")) + "\n"
                + tr(_("Send back the slip at the end of this letter."))
            )  # fmt: skip
        first = {LetterKind.IDENTITY: self.question, LetterKind.EXTENSION: self.cause}.get(kind)
        if first is not None:
            first.setFocus()

    def fill(self, order: LetterOrder) -> LetterOrder:
        """Return an order with what is filled in."""
        now = self.now.toPlainText().strip()
        ways = (line.strip() for line in self.ways.toPlainText().splitlines())
        return replace(
            order,
            kind=self.kind,
            question=Question(self.question.currentData()),
            doubt=self.doubt.toPlainText().strip(),
            ways=tuple(way for way in ways if way),
            cause=ExtensionCause(self.cause.currentData()),
            reason=self.reason.toPlainText().strip(),
            delivered_now=now or NONE,
        )
