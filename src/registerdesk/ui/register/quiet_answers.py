"""The two answers to whether somebody of whom nothing is heard is still a customer."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from registerdesk.domain.party_lists import Chip, ListRow
from registerdesk.domain.staff import Permission, is_granted
from registerdesk.domain.texts import _
from registerdesk.ui.kit.context import WindowContext
from registerdesk.ui.kit.keycap import KeyHints
from registerdesk.ui.kit.labels import Label
from registerdesk.ui.kit.text import tr
from registerdesk.ui.kit.theme import theme
from registerdesk.ui.kit.undone import undone
from registerdesk.ui.register.standing_dialogs import EndDialog, ended_words
from registerdesk.usecases.parties import end_relation
from registerdesk.usecases.quiet_relations import (
    confirm_relation,
    reopen_relation,
    take_back_confirmation,
)

YES, NO = "1", "2"


class QuietAnswers(QObject):
    """Carries the answers out; each can be undone."""

    done = Signal()

    def __init__(self, context: WindowContext, over: QWidget) -> None:
        """Answer in the name of the person at work; forms open over the widget."""
        super().__init__(over)
        self._context, self._over = context, over
        self.dialog: EndDialog | None = None
        self._undone = undone(context, self.done.emit)

    def answer(self, key: str, relation_id: UUID) -> bool:
        """Answer by key; return whether the key is an answer."""
        deed = {YES: self.confirm, NO: self.ask_end}.get(key)
        if deed is not None:
            deed(relation_id)
        return deed is not None

    def confirm(self, relation_id: UUID) -> None:
        """Yes: it is asked again in a year."""

        def confirmed(before: date | None) -> None:
            place = (relation_id, before)
            undo = self._context.ask
            self._told(
                tr(_("Still running. You are asked again in a year.")),
                lambda: undo(take_back_confirmation, *place, done=self._undone),
            )

        self._context.ask(confirm_relation, relation_id, done=confirmed)

    def ask_end(self, relation_id: UUID) -> None:
        """No: ask since when and why."""
        dialog = EndDialog(self._over, self._context.today, _("End the relation"))
        dialog.reason.setText(tr(_("No activity for a year")))
        dialog.ended.connect(
            lambda day, why: self._context.ask(
                end_relation,
                relation_id,
                day,
                why,
                done=lambda erased: self._ended(dialog, relation_id, erased),
                failed=dialog.refuse,
            )
        )
        self.dialog = dialog
        dialog.open()

    def _ended(self, dialog: EndDialog, relation_id: UUID, erased: date | None) -> None:
        dialog.accept()
        undo, words = self._context.ask, ended_words(erased)
        self._told(words, lambda: undo(reopen_relation, relation_id, done=self._undone))

    def _told(self, words: str, undo: Callable[[], object]) -> None:
        self._context.toast(words, undo)
        self.done.emit()


class QuietAsking(QuietAnswers):
    """The question above a list that is narrowed to those of whom nothing is heard."""

    def __init__(self, context: WindowContext, over: QWidget, page: str) -> None:
        """Begin hidden; the sheet of keys tells of it on the page."""
        super().__init__(context, over)
        self.may_answer = is_granted(context.user.roles, Permission.EDIT_PARTY)
        question = Label(_("Are they still with us?"), "secondary")
        caps = KeyHints([(YES, _("yes, still with us")), (NO, _("no, no longer"))])
        self.label = QWidget()
        line = QHBoxLayout(self.label)
        line.setContentsMargins(0, theme.px(8), 0, 0)
        line.setSpacing(theme.px(12))
        line.addWidget(question)
        line.addWidget(caps, 1)
        self.label.hide()
        if self.may_answer:
            context.shortcuts.teach(YES, page, _("Still with us"), over)
            context.shortcuts.teach(NO, page, _("No longer with us"), over)
        self._relations: dict[str, UUID | None] = {}

    def arrived(self, rows: Sequence[ListRow], chips: Collection[Chip]) -> None:
        """Know whose relations the rows are, and ask if these are the quiet ones."""
        self._relations |= {str(row.party_id): row.relation_id for row in rows}
        self.label.setVisible(self.may_answer and Chip.QUIET in chips)

    def answer_for(self, key: str, party_id: str) -> None:
        """Answer for a row by key, while the question stands."""
        relation_id = self._relations.get(party_id)
        if relation_id is not None and not self.label.isHidden():
            self.answer(key, relation_id)
