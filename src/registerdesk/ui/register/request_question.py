"""The question behind "New request": which right, when and how it came, what the person wants."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QWidget

from registerdesk.domain.calendar import answer_by
from registerdesk.domain.errors import InvalidInput
from registerdesk.domain.formats import with_weekday
from registerdesk.domain.plain_text import NOTE_LIMIT
from registerdesk.domain.rights_requests import RIGHT_LABELS, Right
from registerdesk.domain.sources import CHANNEL_LABELS, Channel
from registerdesk.domain.staff import Permission, is_granted
from registerdesk.domain.texts import _
from registerdesk.ui.kit.context import WindowContext
from registerdesk.ui.kit.editors import IsoDateEdit
from registerdesk.ui.kit.free_text_notice import FreeTextNotice
from registerdesk.ui.kit.labels import Label
from registerdesk.ui.kit.question import Question
from registerdesk.ui.kit.text import language, tr
from registerdesk.ui.kit.theme import theme
from registerdesk.usecases.request_opening import NewRequest, OpenedRequest, open_request_of

_RIGHTS: list[Right] = [right for right in Right if right is not Right.UNCLASSIFIED]
_WAYS = (Channel.POST, Channel.EMAIL, Channel.WEB, Channel.VISIT, Channel.PHONE)


class RequestQuestion(Question):
    """Says at once until when the answer is due, and which open request there is already."""

    wanted = Signal(object)

    def __init__(self, parent: QWidget, context: WindowContext, party_id: UUID) -> None:
        """Propose a request for access that came by post today."""
        super().__init__(parent, _("New request"), _("Register request"))
        self._context, self._party_id = context, party_id
        self.right, self.way = QComboBox(), QComboBox()
        for right in _RIGHTS:
            self.right.addItem(tr(RIGHT_LABELS[right]))
        for way in _WAYS:
            words = tr(CHANNEL_LABELS[way])
            self.way.addItem(words[:1].upper() + words[1:])
        self.day = IsoDateEdit(context.today)
        self.day.set_value(context.today())
        self.wish = QPlainTextEdit()
        self.wish.setTabChangesFocus(True)
        self.wish.setFixedHeight(theme.px(72))
        self.outcome, self.same = Label(role="body", wrap=True), Label(role="warn", wrap=True)
        self._lay_out()
        self._tell_last_day()
        self._ask_for_same()

    def choose(self, right: Right) -> None:
        """Choose what is asked for."""
        self.right.setCurrentIndex(_RIGHTS.index(right))

    def _lay_out(self) -> None:
        if is_granted(self._context.user.roles, Permission.HANDLE_REQUEST):
            self.add_field(_("What the person wants"), self.right, "right")
        else:
            self.body.addWidget(Label(_("A case officer decides which right it is."), wrap=True))
        self.add_field(_("Received on"), self.day, "received_on")
        self.add_field(_("How it came"), self.way, "channel")
        self.add_field(_("In the person's words"), self.wish, "wish")
        self.body.addWidget(FreeTextNotice(self.wish, self._context.today))
        self.body.addWidget(self.same)
        self.body.addWidget(self.outcome)
        self.same.hide()
        self.day.textChanged.connect(lambda _text: self._tell_last_day())
        self.right.currentIndexChanged.connect(lambda _at: self._ask_for_same())
        self.verb.clicked.connect(self._go_on)
        self.right.setFocus()

    def _day(self) -> date:
        """Return the day of receipt; raises InvalidInput."""
        day = self.day.value()
        if day is None:
            raise InvalidInput(_("Fill in this field."), field="received_on")
        return day

    def _tell_last_day(self) -> None:
        """Say the last day of the answer, as far as the typed day can be read."""
        try:
            last = answer_by(self._day())
        except InvalidInput:
            self.outcome.say("")
        else:
            words = with_weekday(last, language.code)
            self.outcome.set_message(_("Answer by {day}"), day=words)

    def _ask_for_same(self) -> None:
        right = _RIGHTS[self.right.currentIndex()]
        self._context.ask(
            open_request_of, self._party_id, right, done=self._tell_same, latest="request.same"
        )

    def _tell_same(self, found: OpenedRequest | None) -> None:
        self.same.setVisible(found is not None)
        if found is not None:
            self.same.set_message(_("Has an open request already, {number}"), number=found.number)

    def _go_on(self) -> None:
        try:
            day = self._day()
        except InvalidInput as error:
            self.refuse(InvalidInput(error.message, field="received_on", **error.parameters))
            return
        new = NewRequest(
            right=_RIGHTS[self.right.currentIndex()],
            party_id=self._party_id,
            received_on=day,
            channel=_WAYS[self.way.currentIndex()],
            wish=self.wish.toPlainText().strip()[:NOTE_LIMIT],
        )
        self.wanted.emit(new)
