"""The questions behind "Restrict the processing" and "Lift the restriction"."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from registerdesk.domain.errors import InvalidInput, RegisterDeskError
from registerdesk.domain.restrictions import GROUND_LABELS, Restriction, RestrictionGround
from registerdesk.domain.texts import _
from registerdesk.ui.kit.buttons import Button
from registerdesk.ui.kit.context import WindowContext
from registerdesk.ui.kit.editors import EnumCombo, IsoDateEdit
from registerdesk.ui.kit.free_text_notice import FreeTextNotice
from registerdesk.ui.kit.labels import Label, restyle
from registerdesk.ui.kit.question import Question
from registerdesk.ui.kit.text import tr
from registerdesk.ui.kit.theme import theme
from registerdesk.ui.kit.undone import undone
from registerdesk.usecases.party_cards import Card
from registerdesk.usecases.restrictions import (
    NewRestriction,
    lift_restriction,
    plan_lifting,
    restrict,
    undo_restriction,
)

_LINES: Final = 76


def _words(most: int) -> QPlainTextEdit:
    """Return a small field for some lines."""
    text = QPlainTextEdit()
    text.setTabChangesFocus(True)
    text.setFixedHeight(theme.px(_LINES))
    text.setProperty("most", most)
    return text


class RestrictQuestion(Question):
    """Asks for ground, day, who asked and what it concerns; says what it does."""

    wanted = Signal(object)

    def __init__(self, parent: QWidget, today: Callable[[], date]) -> None:
        """Propose today, and that the accuracy is contested."""
        super().__init__(parent, _("Restrict the processing"), _("Restrict"))
        told = _(
            "The data is only stored. It is not changed, used or handed out, except for requests "
            "about personal data, legal claims and what the person consents to."
        )
        self.body.addWidget(Label(told, wrap=True))
        self.ground = EnumCombo(RestrictionGround, GROUND_LABELS)
        self.day = IsoDateEdit(today)
        self.day.set_value(today())
        self.asked_by = QLineEdit()
        self.asked_by.setMaxLength(200)
        self.reason = _words(2000)
        self.add_field(_("Ground for the restriction"), self.ground, "ground")
        self.add_field(_("Restricted since"), self.day, "since")
        self.add_field(_("Restriction asked for by"), self.asked_by, "asked_by")
        self.add_field(_("What the restriction concerns"), self.reason, "reason")
        self.body.addWidget(FreeTextNotice(self.reason, today))
        self.verb.clicked.connect(self._go_on)
        self.ground.setFocus()

    def _go_on(self) -> None:
        ground = self.ground.value()
        try:
            day = self._day()
        except InvalidInput as error:
            self.refuse(InvalidInput(error.message, field="since", **error.parameters))
            return
        if isinstance(ground, RestrictionGround):
            self.wanted.emit(
                NewRestriction(
                    ground=ground,
                    since=day,
                    asked_by=self.asked_by.text().strip(),
                    reason=self.reason.toPlainText().strip(),
                )
            )

    def _day(self) -> date:
        day = self.day.value()
        if day is None:
            raise InvalidInput(_("Fill in this field."), field="since")
        return day


class LiftQuestion(Question):
    """Asks when the person was told, and why it ends; until then it offers a task to tell them."""

    lifted = Signal(object, str)
    planned = Signal()

    def __init__(self, parent: QWidget, today: Callable[[], date]) -> None:
        """Begin without a day: nobody is told by the program."""
        super().__init__(parent, _("Lift the restriction"), _("Lift the restriction"))
        told = _("The person is told before the restriction is lifted (Article 18(3)).")
        self.body.addWidget(Label(told, wrap=True))
        self.plan = Button(_("Ask for the person to be told"), icon_name="mail")
        self.plan.clicked.connect(self.planned)
        self.day = IsoDateEdit(today)
        self.reason = _words(2000)
        self.body.addWidget(self.plan)
        self.add_field(_("The person was told on"), self.day, "told_on")
        self.add_field(_("Why the restriction was lifted"), self.reason, "lift_reason")
        self.body.addWidget(FreeTextNotice(self.reason, today))
        self.verb.clicked.connect(self._go_on)
        self.day.setFocus()

    def _go_on(self) -> None:
        try:
            day = self.day.value()
        except InvalidInput as error:
            restyle(self.day, invalid="true")
            self.refuse(InvalidInput(error.message, field="told_on", **error.parameters))
        else:
            self.lifted.emit(day, self.reason.toPlainText().strip())


class RestrictionQuestions:
    """Opens the two questions over a card and carries out what they answer."""

    def __init__(
        self,
        context: WindowContext,
        over: QWidget,
        show: Callable[[Question], None],
        done: Callable[[], None],
    ) -> None:
        """`show` opens a question over the card, `done` reads the card anew."""
        self._context, self._over, self._show, self._done = context, over, show, done

    def ask_restrict(self, card: Card) -> None:
        """Ask on which ground the processing is restricted."""
        dialog = RestrictQuestion(self._over, self._context.today)
        place = card.party.id
        done = self._after(dialog, _("The processing is restricted."), self._undo)
        dialog.wanted.connect(
            lambda new: self._context.ask(restrict, place, new, done=done, failed=dialog.refuse)
        )
        self._show(dialog)

    def ask_lift(self, held: Restriction) -> None:
        """Ask when the person was told and why the restriction ends, or for a task to tell them."""
        dialog = LiftQuestion(self._over, self._context.today)
        lifted = self._after(dialog, _("The restriction is lifted."))
        planned = self._after(dialog, _("A task asks for the person to be told."))
        failed: Callable[[RegisterDeskError], None] = dialog.refuse
        dialog.lifted.connect(
            lambda day, why: self._context.ask(
                lift_restriction, held.id, held.version, day, why, done=lifted, failed=failed
            )
        )
        dialog.planned.connect(
            lambda: self._context.ask(plan_lifting, held.id, done=planned, failed=failed)
        )
        self._show(dialog)

    def _undo(self, restriction_id: object) -> None:
        told = undone(self._context, self._done)
        self._context.ask(undo_restriction, restriction_id, done=told)

    def _after(
        self, dialog: Question, message: str, undo: Callable[[object], None] | None = None
    ) -> Callable[[object], None]:
        """Return what closes the question, says the message and shows the card anew."""

        def done(result: object) -> None:
            dialog.accept()
            if undo is None:
                self._context.toast(tr(message))
            else:
                self._context.toast(tr(message), lambda: undo(result))
            self._done()

        return done
