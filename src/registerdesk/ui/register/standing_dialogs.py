"""The forms of what somebody is to the office: a relation begins or ends, a state, a link ends."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from registerdesk.domain.errors import InvalidInput
from registerdesk.domain.fields import RetentionClass
from registerdesk.domain.parties import RELATION_LABELS, Relation, RelationKind
from registerdesk.domain.retention import Periods
from registerdesk.domain.texts import _
from registerdesk.ui.kit.editors import IsoDateEdit
from registerdesk.ui.kit.free_text_notice import FreeTextNotice
from registerdesk.ui.kit.labels import Label
from registerdesk.ui.kit.question import Question
from registerdesk.ui.kit.settings import Settings
from registerdesk.ui.kit.text import tr
from registerdesk.ui.register.source_choice import SourceChoice


class EndDialog(Question):
    """Asks since when something is over, and why."""

    ended = Signal(object, str)

    def __init__(self, parent: QWidget, today: Callable[[], date], title: str) -> None:
        """Propose today; `title` is the message of title and verb."""
        super().__init__(parent, title, title)
        self.day = IsoDateEdit(today)
        self.day.set_value(today())
        self.reason = QLineEdit()
        self.reason.setMaxLength(200)
        self.add_field(_("Ended on"), self.day, "ended")
        self.add_field(_("Why it ended"), self.reason, "end_reason")
        self.body.addWidget(FreeTextNotice(self.reason, today))
        self.verb.clicked.connect(self._go_on)
        self.day.setFocus()

    def _go_on(self) -> None:
        try:
            day = self.day.value()
        except InvalidInput as error:
            self.refuse(InvalidInput(error.message, field="ended", **error.parameters))
            return
        if day is None:
            self.refuse(InvalidInput(_("Fill in this field."), field="ended"))
        else:
            self.ended.emit(day, self.reason.text().strip())


class EndRelationDialog(EndDialog):
    """Asks which relation ended where several run; says at once until when the data is kept."""

    def __init__(
        self,
        parent: QWidget,
        today: Callable[[], date],
        running: Sequence[Relation],
        others: Sequence[date | None],
        periods: Periods,
    ) -> None:
        """Offer the running relations; `others` are the ends of whatever else keeps the data."""
        super().__init__(parent, today, _("End the relation"))
        self._running, self._others, self._periods = running, others, periods
        self.which = QComboBox()
        for relation in running:
            self.which.addItem(f"{tr(RELATION_LABELS[relation.kind])} {relation.number}".strip())
        self.outcome = Label(role="body", wrap=True)
        self.add_field(_("Relation"), self.which, "relation")
        self.show_field("relation", shown=len(running) > 1)
        self.body.addWidget(self.outcome)
        self.day.textChanged.connect(lambda _text: self._tell())
        self.which.currentIndexChanged.connect(lambda _at: self._tell())
        self._tell()

    def relation(self) -> Relation:
        """Return the relation that ended."""
        return self._running[self.which.currentIndex()]

    def _tell(self) -> None:
        """Say the last day of the data, as far as the typed day can be read."""
        try:
            day = self.day.value()
        except InvalidInput:
            day = None
        if day is None:
            self.outcome.say("")
            return
        left = [r.ended for r in self._running if r is not self.relation()]
        erased = self._periods.party_erase_by([day, *left, *self._others])
        if not self._periods.has(RetentionClass.RELATION):
            self.outcome.set_message(_("Nothing says when the data is erased: a rule is missing."))
        elif erased is None:
            self.outcome.set_message(_("The data is kept as long as the other relation runs."))
        else:
            words = _("The data is erased at the latest on {day}.")
            self.outcome.set_message(words, day=erased.isoformat())


def ended_words(erased: date | None) -> str:
    """Return that a relation ended, and until when the data is kept, in the window's language."""
    if erased is None:
        return tr(_("The relation is ended. No day of erasure follows from it yet."))
    words = _("The relation is ended. Erased at the latest on {day}.")
    return tr(words, day=erased.isoformat())


class StartRelationDialog(Question):
    """Asks which relation begins, since when, under which number, and where that is from."""

    started = Signal(object, object, str, object)

    def __init__(
        self,
        parent: QWidget,
        today: Callable[[], date],
        settings: Settings,
        kinds: Sequence[RelationKind],
    ) -> None:
        """Offer the kinds that do not run yet."""
        super().__init__(parent, _("Add a relation"), _("Add"))
        self._today, self._kinds = today, kinds
        self.kind = QComboBox()
        for kind in kinds:
            self.kind.addItem(tr(RELATION_LABELS[kind]))
        self.number = QLineEdit()
        self.number.setMaxLength(40)
        self.number.setPlaceholderText(tr(_("The next free number")))
        self.day = IsoDateEdit(today)
        self.day.set_value(today())
        self.source = SourceChoice(settings)
        self.add_field(_("Relation"), self.kind, "kind")
        self.add_field(_("Relation since"), self.day, "started")
        self.add_field(_("Customer or supplier number"), self.number, "number")
        self.add_field(_("Source"), self.source, "source")
        self.verb.clicked.connect(self._go_on)
        self.kind.setFocus()

    def _go_on(self) -> None:
        try:
            day, origin = self.day.value(), self.source.origin(self._today())
        except InvalidInput as error:
            named = error.field or "started"
            self.refuse(InvalidInput(error.message, field=named, **error.parameters))
            return
        kind = self._kinds[self.kind.currentIndex()]
        self.started.emit(kind, day, self.number.text().strip(), origin)


StateWords = tuple[str, str, str]
"""Title and verb, what follows from the state, and the label of its day, empty for none."""
DECEASED: StateWords = (
    _("Mark as deceased"),
    _("No advertising goes out any more, and letters go to the estate."),
    _("Date of death, if known"),
)
ALIVE: StateWords = (
    _("Undo deceased"),
    _("The mark goes, with the date of death. Letters go to the person again."),
    "",
)
MINOR: StateWords = (
    _("Mark as under age"),
    _("No advertising goes out, and letters go to the guardian. A date of birth says it better."),
    "",
)
OF_AGE: StateWords = (
    _("Mark as of age"),
    _("The mark goes. Letters go to the person."),
    "",
)


class StateDialog(Question):
    """Asks where a state is known from and, of a death, its day; says what follows."""

    given = Signal(object, object)

    def __init__(
        self, parent: QWidget, today: Callable[[], date], settings: Settings, words: StateWords
    ) -> None:
        """Take the words of the state."""
        title, told, day_label = words
        super().__init__(parent, title, title)
        self._today = today
        self.day = IsoDateEdit(today)
        self.source = SourceChoice(settings)
        self.body.addWidget(Label(told, wrap=True))
        self.add_field(day_label or _("Date of death"), self.day, "died")
        self.show_field("died", shown=bool(day_label))
        self.add_field(_("Source"), self.source, "source")
        self.verb.clicked.connect(self._go_on)
        (self.day if day_label else self.source).setFocus()

    def _go_on(self) -> None:
        try:
            day, origin = self.day.value(), self.source.origin(self._today())
        except InvalidInput as error:
            named = error.field or "died"
            self.refuse(InvalidInput(error.message, field=named, **error.parameters))
            return
        self.given.emit(day, origin)
