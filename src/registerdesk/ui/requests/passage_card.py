"""One passage about somebody else: its text, and the keys that decide it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QTextEdit, QVBoxLayout, QWidget

from registerdesk.domain.snapshots import (
    WITHHOLD_REASON_LABELS,
    Verdict,
    WithholdReason,
)
from registerdesk.domain.texts import _
from registerdesk.domain.third_parties import Mention
from registerdesk.ui.kit.buttons import Button
from registerdesk.ui.kit.card import Card
from registerdesk.ui.kit.chip import Chip
from registerdesk.ui.kit.labels import Label
from registerdesk.ui.kit.text import tr
from registerdesk.ui.kit.theme import theme
from registerdesk.usecases.person_data import field_of
from registerdesk.usecases.request_review import Passage

MENTIONS = {
    Mention.KNOWN_NAME: _("A name that stands in the register"),
    Mention.NAME_LIKE: _("Looks like a name"),
    Mention.IDENTITY_NUMBER: _("Looks like an identity number"),
    Mention.PHONE: _("Looks like a phone number"),
}
VERDICTS = {
    Verdict.MASK: (_("Masked"), "neutral"),
    Verdict.INCLUDE: (_("Included"), "ok"),
    Verdict.LEAVE_OUT: (_("Left out"), "neutral"),
}
REASONS = tuple(WithholdReason)


class PassageCard(Card):
    """Shows a passage in its text; M, T, U decide, 1 to 4 give the reason, N and B move."""

    decided = Signal(object, object)
    marked = Signal(int, int)
    moved = Signal(int)
    asked = Signal(object)

    def __init__(self) -> None:
        """Begin without a passage."""
        super().__init__(_("Data about another person"), tone="warn")
        self.passage: Passage | None = None
        self.asking: Verdict | None = None
        self._works = False
        self.verdict = Chip()
        self.place = Label(role="secondary")
        self.head.addWidget(self.verdict)
        self.head.addWidget(self.place)
        self.where = Label(role="secondary", wrap=True)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setProperty("part", "quote")
        self.text.setAccessibleName(tr(_("The text with the passage")))
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.text.setTabChangesFocus(True)
        self.mask_button = Button(_("Mask the name"), key="M", kind="primary")
        self.include = Button(_("Include"), key="T")
        self.leave_out = Button(_("Leave out"), key="U")
        self.add = Button(_("Judge the selection"), key="K")
        self.next = Button(_("Next"), key="N", kind="link")
        self.back = Button(_("Back"), key="B", kind="link")
        self.reasons = _Reasons()
        self.reasons.chosen.connect(self._give_reason)
        self._connect()
        self.body.addWidget(self._inside())

    def show_passage(self, passage: Passage, number: int, count: int, *, works: bool) -> None:
        """Show one passage, numbered from 1."""
        self.passage, self.asking = passage, None
        mark, item = passage.mark, passage.item
        label = tr(field_of(item.register, item.field).about.label)
        why = tr(MENTIONS[mark.mention]) if mark.mention else tr(_("Pointed out by you"))
        self.where.say(f"{label}, {item.collected_on.isoformat()}  ·  {why}")
        self.place.set_message(_("{n} of {count}"), n=number, count=count)
        self._show_text(passage)
        self.verdict.setVisible(mark.verdict is not None)
        if mark.verdict is not None:
            message, kind = VERDICTS[mark.verdict]
            self.verdict.set_message(message)
            self.verdict.set_kind(kind)
        self._works = works
        for button in (self.mask_button, self.include, self.leave_out):
            button.setVisible(works)
        self.add.hide()
        self.next.setVisible(count > 1)
        self.back.setVisible(count > 1)
        self.reasons.hide()
        self._verdicts.show()

    def ask(self, verdict: Verdict) -> None:
        """Ask why, or decide at once where no reason is needed."""
        if self.passage is None:
            return
        if verdict is Verdict.INCLUDE:
            self.decided.emit(verdict, None)
            return
        self.asking = verdict
        self.reasons.show()
        self._verdicts.hide()
        self.reasons.first.setFocus(Qt.FocusReason.OtherFocusReason)
        self.asked.emit(self.reasons)

    def press(self, letter: str) -> bool:
        """Do what a key stands for; False if it stands for nothing here."""
        if self.passage is None or not self.isVisible():
            return False
        if self.asking is not None and letter in "1234" and letter:
            self._give_reason(REASONS[int(letter) - 1])
            return True
        deeds = {"m": self.mask_button, "t": self.include, "u": self.leave_out, "k": self.add}
        moves = {"n": 1, "b": -1}
        if letter in moves:
            self.moved.emit(moves[letter])
        elif letter in deeds and deeds[letter].isVisible():
            deeds[letter].click()
        else:
            return False
        return True

    def stop_asking(self) -> bool:
        """Take the question for a reason back; False if there was none."""
        was = self.asking is not None
        self._rest()
        return was

    def _give_reason(self, reason: object) -> None:
        if self.asking is not None:
            verdict = self.asking
            self._rest()
            self.decided.emit(verdict, reason)

    def _rest(self) -> None:
        """Take the question back; the keys go on working from the text."""
        if self.asking is not None:
            self.asking = None
            self.text.setFocus(Qt.FocusReason.OtherFocusReason)
        self.reasons.hide()
        self._verdicts.show()

    def _connect(self) -> None:
        self.mask_button.clicked.connect(lambda: self.ask(Verdict.MASK))
        self.include.clicked.connect(lambda: self.ask(Verdict.INCLUDE))
        self.leave_out.clicked.connect(lambda: self.ask(Verdict.LEAVE_OUT))
        self.next.clicked.connect(lambda: self.moved.emit(1))
        self.back.clicked.connect(lambda: self.moved.emit(-1))
        self.add.clicked.connect(self._mark)
        self.text.copyAvailable.connect(lambda on: self.add.setVisible(on and self._works))

    def _mark(self) -> None:
        cursor = self.text.textCursor()
        if cursor.hasSelection():
            self.marked.emit(cursor.selectionStart(), cursor.selectionEnd())

    def _show_text(self, passage: Passage) -> None:
        self.text.setPlainText(passage.text)
        found = QTextEdit.ExtraSelection()
        cursor = QTextCursor(self.text.document())
        cursor.setPosition(_units(passage.text, passage.mark.start))
        cursor.setPosition(_units(passage.text, passage.mark.end), QTextCursor.MoveMode.KeepAnchor)
        look = QTextCharFormat()
        look.setBackground(QColor(theme.colour("mark")))
        look.setForeground(QColor(theme.colour("marktxt")))
        found.cursor, found.format = cursor, look
        self.text.setExtraSelections([found])
        lines = min(max(len(passage.text) // 70 + passage.text.count("\n") + 1, 2), 8)
        self.text.setFixedHeight(theme.px(19 * lines + 10))

    def _inside(self) -> QWidget:
        room = QWidget()
        column = QVBoxLayout(room)
        column.setContentsMargins(theme.px(14), theme.px(8), theme.px(14), theme.px(12))
        column.setSpacing(theme.px(8))
        self._verdicts = QWidget()
        row = QHBoxLayout(self._verdicts)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        for button in (self.mask_button, self.include, self.leave_out, self.add):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.back)
        row.addWidget(self.next)
        column.addWidget(self.where)
        column.addWidget(self.text)
        column.addWidget(self._verdicts)
        column.addWidget(self.reasons)
        column.addWidget(Label(_("The reason is written in the letter and in the log."), "meta"))
        return room


class _Reasons(QWidget):
    """The four reasons with their digits."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        column.addWidget(Label(_("Why is it withheld? Press a digit."), "label"))
        buttons = []
        for number, reason in enumerate(REASONS, 1):
            button = Button(WITHHOLD_REASON_LABELS[reason], key=str(number))
            button.spread()
            button.clicked.connect(lambda _on=False, r=reason: self.chosen.emit(r))
            column.addWidget(button)
            buttons.append(button)
        self.first = buttons[0]
        self.hide()


def _units(text: str, at: int) -> int:
    """Return a place in the text as the editor counts it, in UTF-16 units."""
    return len(text[:at].encode("utf-16-le")) // 2
