"""The letter at the right of a case: the paper, what it lacks, and its way out of the office."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from registerdesk.domain.errors import RegisterDeskError
from registerdesk.domain.parties import Language
from registerdesk.domain.stored_letters import StoredLetter
from registerdesk.domain.texts import _
from registerdesk.ui.kit.buttons import Button, IconButton
from registerdesk.ui.kit.chip import Chip
from registerdesk.ui.kit.flow_row import FlowRow
from registerdesk.ui.kit.labels import IconLabel, Label
from registerdesk.ui.kit.room import TurningRow, Unsqueezed
from registerdesk.ui.kit.text import tr, tr_error
from registerdesk.ui.kit.theme import theme
from registerdesk.ui.requests.paper import PaperView, ReadingDialog, image_of
from registerdesk.usecases.letter_pages import Gap, Paper

SPINNER = "◐◓◑◒"
_TURN_MS = 120


class LetterPane(Unsqueezed):
    """Head with page and language, the paper on the desk, the envelope check, three buttons."""

    page_wanted = Signal(int)
    language_wanted = Signal(object)
    edit_wanted = Signal()
    print_wanted = Signal()
    sent_wanted = Signal()
    help_wanted = Signal()

    def __init__(self) -> None:
        """Begin with an empty desk."""
        super().__init__()
        self.setProperty("part", "panel")
        self.paper: Paper | None = None
        self.number = 0
        self.kind = Label(_("Letter"), "label")
        self.state = Chip()
        self.spinner = Label(role="secondary").say("")
        self.page_words = Label(role="secondary")
        self.turn = IconButton("chevron-right", _("Next page"), key="PgDown")
        self.language = Button("", kind="link")
        self.view = PaperView()
        self.view.turned.connect(self.turn_page)
        self.view.opened.connect(self.read)
        self.reading: ReadingDialog | None = None
        self.turn.clicked.connect(lambda: self.turn_page(1))
        self.language.clicked.connect(self._switch_language)
        self.check_icon = IconLabel("check-circle", "ok", 15)
        self.check = Label(role="ok")
        self.lacks = _Lacks()
        self.lacks.button.clicked.connect(self.help_wanted)
        self.edit = Button(_("Edit"), icon_name="edit")
        self.print = Button(_("Print"), icon_name="printer")
        self.sent = Button(_("Mark as sent"), icon_name="mail")
        self.edit.clicked.connect(self.edit_wanted)
        self.print.clicked.connect(self.print_wanted)
        self.sent.clicked.connect(self.sent_wanted)
        self._spin = QTimer(self)
        self._spin.setInterval(_TURN_MS)
        self._spin.timeout.connect(self._turn_spinner)
        self._language = Language.SWEDISH
        self._arrange()

    def waiting(self) -> None:
        """Show in the head that the letter is being made; the paper stays."""
        if not self.spinner.text():
            self.spinner.say(SPINNER[0])
            self.spinner.setAccessibleName(tr(_("The letter is being updated")))
        self._spin.start()

    def show_state(self, letter: StoredLetter | None, kind: str, *, printed: bool) -> None:
        """Say which letter it is and how far it has come."""
        self.kind.setAccessibleName(tr(kind))
        self.kind.setToolTip(tr(kind))
        if letter is None:
            self.state.set_message(_("Draft"))
            self.state.set_kind("neutral")
        elif letter.posted_on is not None:
            self.state.set_message(_("Sent {day}"), day=letter.posted_on.isoformat())
            self.state.set_kind("ok")
        elif printed:
            self.state.set_message(_("Printed, not sent"))
            self.state.set_kind("warn")
        else:
            self.state.set_message(_("Made, not printed"))
            self.state.set_kind("info")

    def show_language(self, language: Language, *, may_choose: bool) -> None:
        """Show the letter's language, and whether it can be chosen."""
        self._language = language
        swedish = language is Language.SWEDISH
        self.language.set_message(_("Swedish") if swedish else _("English"))
        self.language.setEnabled(may_choose)

    def show_paper(self, paper: Paper) -> None:
        """Show a letter, or what it lacks."""
        self._rest()
        self.paper = paper
        self.number = min(self.number, max(paper.pages - 1, 0))
        self.view.zones = paper.window
        has_pages = paper.pages > 0
        self.lacks.setVisible(not has_pages)
        self.view.setVisible(has_pages)
        self.check.setVisible(has_pages)
        self.check_icon.setVisible(has_pages)
        self.turn.setVisible(paper.pages > 1)
        if has_pages:
            self.check.set_message(paper.verdict, **paper.parameters)
            self.check.set_role("ok" if paper.fits else "error")
            self.check_icon.set_icon(*(("check-circle", "ok") if paper.fits else _ALARM))
            self.page_wanted.emit(self.number)
        else:
            self.lacks.show_gaps(paper.gaps)
        self._say_page()

    def show_refusal(self, error: RegisterDeskError, *, action: str = "") -> None:
        """Say why there is no letter yet, with one way on."""
        self.show_words(tr_error(error), action=action)

    def show_words(self, words: str, *, action: str = "") -> None:
        """Show a sentence instead of a letter."""
        self._rest()
        self.paper = None
        self.view.show_page(None)
        for widget in (self.view, self.check, self.check_icon, self.turn):
            widget.hide()
        self.lacks.show_words(words, action)
        self.lacks.show()
        self._say_page()

    def show_picture(self, number: int, picture: object) -> None:
        """Show the picture of a page that was asked for."""
        if self.paper is not None and number == self.number:
            image = image_of(picture)  # type: ignore[arg-type]  # the runner carries an object
            self.view.show_page(image, number + 1, self.paper.pages)

    def turn_page(self, step: int) -> None:
        """Show another page; after the last comes the first."""
        if self.paper is not None and self.paper.pages:
            self.number = (self.number + step) % self.paper.pages
            self._say_page()
            self.page_wanted.emit(self.number)

    def read(self) -> None:
        """Open the page in reading size (Enter on the paper)."""
        image = self.view.image()
        if image is not None:
            self.reading = ReadingDialog(self, image)
            self.reading.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            self.reading.open()

    def toggle_window(self) -> None:
        """Show what the envelope's window shows, or hide it (Ctrl+Shift+W)."""
        self.view.shows_window = not self.view.shows_window
        self.number = 0
        self.turn_page(0)
        self.view.update()

    def offer(self, *, edit: bool, prints: bool, sent: bool) -> None:
        """Say which of the three deeds can be done now."""
        self.edit.setEnabled(edit)
        self.print.setEnabled(prints)
        self.sent.setEnabled(sent)
        self.print.set_kind("primary" if prints and not sent else "normal")
        self.sent.set_kind("primary" if sent else "normal")

    def _say_page(self) -> None:
        count = self.paper.pages if self.paper else 0
        words = tr(_("Page {n} of {count}"), n=self.number + 1, count=count) if count else ""
        self.page_words.say(words)

    def _rest(self) -> None:
        self._spin.stop()
        self.spinner.say("")

    def _turn_spinner(self) -> None:
        at = SPINNER.find(self.spinner.text())
        self.spinner.say(SPINNER[(at + 1) % len(SPINNER)])

    def _switch_language(self) -> None:
        swedish = self._language is Language.SWEDISH
        self.language_wanted.emit(Language.ENGLISH if swedish else Language.SWEDISH)

    def _arrange(self) -> None:
        head = QFrame()
        head.setProperty("part", "head")
        line = QHBoxLayout(head)
        line.setContentsMargins(theme.px(14), theme.px(6), theme.px(8), theme.px(6))
        line.setSpacing(theme.px(8))
        for widget in (self.kind, self.state, self.spinner):
            line.addWidget(widget)
        line.addStretch(1)
        for part in (self.page_words, self.turn, self.language):
            line.addWidget(part)
        desk = QFrame()
        desk.setObjectName("desk")
        desk.setProperty("part", "desk")
        room = QVBoxLayout(desk)
        room.setContentsMargins(0, 0, 0, theme.px(8))
        room.setSpacing(theme.px(4))
        room.addWidget(self.view, 1)
        room.addWidget(self.lacks, 1)
        row = QHBoxLayout()
        row.setSpacing(theme.px(6))
        row.addStretch(1)
        row.addWidget(self.check_icon)
        row.addWidget(self.check)
        row.addStretch(1)
        room.addLayout(row)
        foot = QFrame()
        foot.setProperty("part", "sheetfoot")
        buttons, written, sending = QHBoxLayout(foot), FlowRow(), FlowRow()
        buttons.setContentsMargins(theme.px(14), theme.px(10), theme.px(14), theme.px(10))
        written.addWidget(self.edit)
        for button in (self.print, self.sent):
            sending.addWidget(button)
        both = TurningRow(written, sending)
        buttons.addLayout(both)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(desk, 1)
        column.addWidget(foot)
        self.show_words("")


class _Lacks(QWidget):
    """What the law requires and the letter lacks, each with its article; or one sentence."""

    def __init__(self) -> None:
        super().__init__()
        self.words = Label(role="label", wrap=True)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(theme.px(6))
        self.button = Button("", kind="primary")
        column = QVBoxLayout(self)
        margin = theme.px(24)
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(theme.px(12))
        column.addStretch(1)
        column.addWidget(self.words)
        column.addLayout(self._rows)
        row = QHBoxLayout()
        row.addWidget(self.button)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(2)

    def show_gaps(self, gaps: tuple[Gap, ...]) -> None:
        """List elements with their articles."""
        self.show_words(tr(_("The letter cannot be printed until this is filled in:")), "")
        for gap in gaps:
            words = tr(
                _("{element} (Article {article})"), element=tr(gap.message), article=gap.article
            )
            self._rows.addWidget(Label(wrap=True).say(f"•  {words}"))

    def show_words(self, words: str, action: str) -> None:
        """Show a sentence, and a button if there is something to do about it."""
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.words.say(words)
        self.button.setVisible(bool(action))
        if action:
            self.button.set_message(action)


_ALARM = ("alert", "danger")
