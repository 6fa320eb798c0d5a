"""The smaller parts of the sign-in card: note, foot with languages, lines and rules."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from registerdesk.domain.texts import _
from registerdesk.ui.kit.buttons import Button
from registerdesk.ui.kit.keycap import KeyCap
from registerdesk.ui.kit.labels import ElideLabel, IconLabel, Label, restyle
from registerdesk.ui.kit.signs import monogram
from registerdesk.ui.kit.text import language, tr
from registerdesk.ui.kit.theme import theme


class CallWaits(QFrame):
    """That a call came before anybody was signed in; hidden until then."""

    def __init__(self) -> None:
        """Show nothing of who it is."""
        super().__init__()
        self.setProperty("part", "note")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(14), theme.px(10), theme.px(14), theme.px(10))
        row.setSpacing(theme.px(12))
        row.addWidget(IconLabel("phone", "accent"))
        words = Label(_("A call is waiting. Its number is looked up when you are in."), wrap=True)
        row.addWidget(words, 1)
        self.hide()


def sign_in_head(office: str) -> QHBoxLayout:
    """Return the office's name beside its sign."""
    row = QHBoxLayout()
    row.setSpacing(theme.px(14))
    row.addWidget(monogram(office, 40))
    words = QVBoxLayout()
    words.setSpacing(theme.px(2))
    words.addWidget(ElideLabel(office, "title"))
    words.addWidget(Label(_("RegisterDesk – registers of personal data"), "subtitle"))
    row.addLayout(words, 1)
    return row


class SignInFoot(QWidget):
    """The last sign-in at the left, the languages of the window at the right."""

    def __init__(self, last_sign_in: str) -> None:
        """Show a time that is already in words, or none."""
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(4))
        last = Label(role="secondary", wrap=True)
        if last_sign_in:
            last.set_message(_("Last sign-in {time} on this computer"), time=last_sign_in)
        row.addWidget(last, 1)
        self._languages = [("sv", _tongue("Svenska")), ("en", _tongue("English"))]
        for code, button in self._languages:
            button.clicked.connect(lambda _checked=False, c=code: language.switch(c))
            row.addWidget(button)
        self._mark()

    def changeEvent(self, event: QEvent) -> None:
        """Show which language is spoken."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._mark()

    def _mark(self) -> None:
        for code, button in self._languages:
            restyle(button, chosen="true" if code == language.code else "false")


def encryption_note() -> QFrame:
    """Return the words that say what the password does."""
    note = QFrame()
    note.setProperty("part", "note")
    column = QVBoxLayout(note)
    column.setContentsMargins(theme.px(12), theme.px(10), theme.px(12), theme.px(10))
    column.setSpacing(theme.px(6))
    head = QHBoxLayout()
    head.setSpacing(theme.px(8))
    head.addWidget(IconLabel("shield-check", "ok", 16))
    head.addWidget(Label(_("The database on this computer is encrypted"), "small", wrap=True), 1)
    column.addLayout(head)
    text = _(
        "The password unlocks your key. Nobody can read the registers without it,"
        " not even the maker of the program."
    )
    column.addWidget(Label(text, "secondary", wrap=True))
    return note


def small_print(path: str, version: str) -> tuple[Label, Label]:
    """Return what stands under the card: that access is logged, where the office is."""
    note = Label(_("Access to the registers is logged and reviewed."), "secondary", wrap=True)
    small = Label(role="meta", wrap=True)
    number = tr(_("Version {number}"), number=version) if version else ""
    small.say("  ·  ".join(part for part in (path, number) if part))
    for line in (note, small):
        line.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    return note, small


def scrolled(inner: QWidget, page: QWidget) -> None:
    """Fill a page with what scrolls up and down where the window is low."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inner)
    whole = QVBoxLayout(page)
    whole.setContentsMargins(0, 0, 0, 0)
    whole.addWidget(area)


def line_with_key(button: Button, key: str) -> QHBoxLayout:
    """Put a link and the cap of its key at the two ends of a line."""
    row = QHBoxLayout()
    row.addWidget(button)
    row.addStretch(1)
    row.addWidget(KeyCap(key))
    return row


def rule_of(part: str) -> QFrame:
    """Return a line across (rule) or down (upright) the card."""
    line = QFrame()
    line.setProperty("part", part)
    return line


def _tongue(name: str) -> Button:
    """Return a language by its own name, whatever language the window speaks."""
    button = Button("", kind="plain").say(name)
    button.setProperty("tongue", "true")
    return button
