"""The questions of a letter: its free paragraph, and the way to a protected person."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from registerdesk.domain.letters import COMMENT_LIMIT, Addressee, ProtectedRoute
from registerdesk.domain.parties import LANGUAGE_LABELS, Language
from registerdesk.domain.texts import _
from registerdesk.ui.kit.buttons import Button
from registerdesk.ui.kit.field_column import choices
from registerdesk.ui.kit.field_question import FieldQuestion
from registerdesk.ui.kit.labels import Label, restyle
from registerdesk.ui.requests.paragraphs import paragraph

_LINE, _MOST_LINES = 100, 5
ROUTES = {
    ProtectedRoute.TAX_AGENCY: _("Through the Tax Agency's forwarding"),
    ProtectedRoute.COLLECTED: _("Collected at the office"),
}


class CommentDialog(FieldQuestion):
    """Asks for the one paragraph of a letter that is free; the rest is fixed."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget, comment: str, today: Callable[[], date]) -> None:
        """Show what was written before."""
        super().__init__(parent, _("Edit the letter"), _("Use the comment"), wide=560)
        self.tell(_("The letter's fixed parts are the law's. You can add a comment of your own."))
        self.comment = paragraph(7)
        self.comment.setPlainText(comment)
        self.count = Label(role="secondary")
        self.fields.add("comment", _("Comment"), self.comment)
        self.watch(self.comment, today)
        self.fields.add_widget(self.count)
        self.comment.textChanged.connect(self._count)
        self.verb.clicked.connect(lambda: self.chosen.emit(self.comment.toPlainText().strip()))
        self._count()
        self.comment.setFocus()

    def _count(self) -> None:
        """Say how much room is left; too much cannot be used."""
        used = len(self.comment.toPlainText().strip())
        self.count.set_message(_("{n} of {limit} characters"), n=used, limit=COMMENT_LIMIT)
        self.count.set_tone("danger" if used > COMMENT_LIMIT else "")
        self.verb.setEnabled(used <= COMMENT_LIMIT)


class AddressDialog(FieldQuestion):
    """Asks whom the letter goes to: the case's own copy, which leaves the register as it is."""

    chosen = Signal(object, object)

    def __init__(
        self,
        parent: QWidget,
        addressee: Addressee,
        language: Language,
        *,
        register: tuple[Addressee, Language],
    ) -> None:
        """Show name, address and language as the case has them; `register` can be taken anew."""
        super().__init__(parent, _("To whom does the letter go?"), _("Use in the letters"))
        self.tell(_("The change holds for this case alone; the register stays as it is."))
        self._addressee = addressee
        self.name = QLineEdit()
        self.name.setMaxLength(_LINE)
        self.lines = paragraph(_MOST_LINES)
        self.language = choices({one.value: words for one, words in LANGUAGE_LABELS.items()})
        self.register = Button(_("Use the register's address"), key="Alt+R")
        self.register.setShortcut("Alt+R")
        self.register.setAutoDefault(False)
        self.register.setVisible(register != (addressee, language))
        self.register.clicked.connect(lambda: self._show(*register))
        self.fields.add("name", _("Name"), self.name)
        self.fields.add("address", _("Address, one line each"), self.lines)
        self.fields.add("language", _("Language"), self.language)
        self.fields.add_widget(self.register)
        self._show(addressee, language)
        self.verb.clicked.connect(lambda: self.chosen.emit(self.addressee(), self.spoken()))
        self.name.setFocus()

    def _show(self, addressee: Addressee, language: Language) -> None:
        """Fill in whom the letter goes to."""
        self._addressee = addressee
        self.name.setText(addressee.name)
        self.lines.setPlainText("\n".join(addressee.address_lines))
        self.language.setCurrentIndex(max(self.language.findData(language.value), 0))

    def addressee(self) -> Addressee:
        """Return what is filled in."""
        typed = (line.strip()[:_LINE] for line in self.lines.toPlainText().splitlines())
        lines = tuple(line for line in typed if line)
        return replace(self._addressee, name=self.name.text().strip(), address_lines=lines)

    def spoken(self) -> Language:
        """Return the language of the case's letters."""
        return Language(self.language.currentData())


class RouteDialog(FieldQuestion):
    """Asks how a letter reaches a person whose address is never printed."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        """Offer both ways; 1 and 2 choose."""
        super().__init__(parent, _("How does the letter get there?"), _("Use this way"))
        self.tell(_("The address is never printed. The choice is kept in the log."))
        self.route = ProtectedRoute.TAX_AGENCY
        self.buttons: dict[ProtectedRoute, Button] = {}
        for number, (route, words) in enumerate(ROUTES.items(), 1):
            button = Button(words, key=str(number))
            button.setShortcut(str(number))
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.spread()
            button.clicked.connect(lambda _on=False, r=route: self.choose(r))
            self.buttons[route] = button
            self.fields.add_widget(button)
        self.choose(self.route)
        self.verb.clicked.connect(lambda: self.chosen.emit(self.route))

    def choose(self, route: ProtectedRoute) -> None:
        """Choose a way."""
        self.route = route
        for each, button in self.buttons.items():
            button.setChecked(each is route)
            restyle(button, chosen="true" if each is route else "false")
