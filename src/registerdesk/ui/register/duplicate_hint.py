"""A line that tells while one types that the person is in the register already."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from registerdesk.domain.errors import InvalidInput
from registerdesk.domain.identity_numbers import IdentityNumber
from registerdesk.domain.phones import PhoneNumber
from registerdesk.domain.search_hits import Hit, MatchedField
from registerdesk.domain.texts import _
from registerdesk.ui.kit.buttons import Button
from registerdesk.ui.kit.context import WindowContext
from registerdesk.ui.kit.labels import IconLabel, Label
from registerdesk.ui.kit.theme import theme
from registerdesk.usecases.search import Hits, find

SHORTEST_NAME = 5
Question = tuple[str, Callable[[Hit], bool]]
"""What to search for, and which of the hits count."""
_NUMBERS = {MatchedField.PERSONAL, MatchedField.ORGANISATION}


class DuplicateHint(QWidget):
    """Looks for the typed number, then phone, then name; shows the first whom one of them finds."""

    open_wanted = Signal(str)

    def __init__(self, context: WindowContext, verb: str = _("Open")) -> None:
        """Begin hidden; `verb` is what is done with whom it finds, a message."""
        super().__init__()
        self._context = context
        self._found = self.name = ""
        self.label = Label(role="warn", wrap=True)
        button = Button(verb, kind="link")
        button.clicked.connect(lambda: self.open_wanted.emit(self._found))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, theme.px(8), 0, 0)
        row.setSpacing(theme.px(8))
        row.addWidget(IconLabel("alert", "warn"))
        row.addWidget(self.label, 1)
        row.addWidget(button)
        self.hide()

    def look(self, *, name: str, birth_date: str, phone: str, number: str) -> None:
        """Ask the search about what is typed so far; an overtaken question is dropped."""
        questions = list(_questions(self._context, name, birth_date, phone, number))
        if not questions:
            self._context.runner.ticket("duplicate")
        self._ask(questions)

    def _ask(self, questions: list[Question]) -> None:
        """Ask the surest question, and the next one where it finds nobody."""
        if not questions:
            self.hide()
            return
        (text, matches), *others = questions
        told = partial(self._show, matches, others)
        self._context.ask(find, text, done=told, latest="duplicate")

    def _show(self, matches: Callable[[Hit], bool], others: list[Question], hits: Hits) -> None:
        found = [hit for hit in (*hits.persons, *hits.companies) if matches(hit)]
        if not found or hits.suggestion is not None:
            self._ask(others)
            return
        self._found, self.name = str(found[0].party_id), found[0].name
        self.label.set_message(
            _("Exists already: {number} {name}."), number=found[0].number, name=found[0].name
        )
        self.show()


def _questions(
    context: WindowContext, name: str, birth_date: str, phone: str, number: str
) -> Iterator[Question]:
    """Yield what to search for and what counts as found, the surest first."""
    try:
        canonical = IdentityNumber.parse(number, context.today()).canonical
        yield canonical, lambda hit: hit.matched in _NUMBERS
    except InvalidInput:
        pass
    try:
        dialled = PhoneNumber.parse(phone).e164
        yield dialled, lambda hit: hit.phone == dialled or hit.matched is MatchedField.PHONE
    except InvalidInput:
        pass
    if len(name) >= SHORTEST_NAME:
        yield name, lambda hit: _same(hit, name, birth_date)


def _same(hit: Hit, name: str, birth_date: str) -> bool:
    born = hit.birth_date.isoformat() if hit.birth_date else ""
    return hit.name.casefold() == name.casefold() and (not birth_date or birth_date == born)
