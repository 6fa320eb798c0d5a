"""What stands where there is nothing to show: empty, denied, failed, still loading."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from registerdesk.domain.texts import _
from registerdesk.ui.kit.announce import announce
from registerdesk.ui.kit.buttons import Button
from registerdesk.ui.kit.labels import IconLabel, Label
from registerdesk.ui.kit.room import Unsqueezed
from registerdesk.ui.kit.theme import theme

QUIET_MS, WORDS_MS = 150, 2000


class _Centred(Unsqueezed):
    """An icon, a sentence, a line under it and buttons, in the middle of the room."""

    def __init__(self, icon_name: str, label: Label, under: Label) -> None:
        super().__init__()
        self.setProperty("part", "notice")
        self.label, self.under = label, under
        for words in (label, under):
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            words.setMaximumWidth(theme.px(520))
        under.setMinimumWidth(theme.px(280))
        label.setWordWrap(True)
        label.setMinimumWidth(theme.px(280))
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(theme.px(8))
        column = QVBoxLayout(self)
        column.setSpacing(theme.px(10))
        column.addStretch(2)
        column.addWidget(IconLabel(icon_name, "faint", 28), 0, Qt.AlignmentFlag.AlignHCenter)
        for words in (label, under):
            line = QHBoxLayout()
            line.addStretch(1)
            line.addWidget(words, 1000)
            line.addStretch(1)
            column.addLayout(line)
        column.addLayout(self._buttons)
        column.setAlignment(self._buttons, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        under.setVisible(bool(under.text()))

    def add_button(self, button: Button) -> None:
        """Offer a way out of here."""
        self._buttons.addWidget(button)


class EmptyView(_Centred):
    """Nothing here yet: what it would be, and how the first one comes about.

    It takes the focus in the place of what is not there, so that the page's keys still act.
    """

    def __init__(self, message: str, under: str = "", icon_name: str = "inbox") -> None:
        """Show a message and, under it, what to do."""
        super().__init__(icon_name, Label(message, "section"), Label(under, "subtitle", wrap=True))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Let a screen reader read why there is nothing."""
        self.setAccessibleName(f"{self.label.text()} {self.under.text()}".strip())
        super().focusInEvent(event)


class DeniedView(_Centred):
    """A closed door that says so: what is closed, and who can open it."""

    ask_wanted = Signal()

    def __init__(self, area: str, who: str = "") -> None:
        """Take the messages of the area and of those who have access."""
        label = Label(role="section")
        under = Label(role="subtitle", wrap=True)
        super().__init__("lock", label, under)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        label.set_message(_("You do not have access to this page."))
        if area:
            label.set_message(_("You do not have access to {area}."), area=_area(area))
        if who:
            under.set_message(_("Ask {who}."), who=_area(who))
            under.show()
        self.setAccessibleName(f"{label.text()} {under.text()}".strip())
        self.ask = Button(_("Ask for access"))
        self.ask.clicked.connect(self.ask_wanted)
        self.ask.hide()
        self.add_button(self.ask)

    def offer_asking(self) -> None:
        """Let the reader ask for access: it becomes a task of the administrators."""
        self.ask.show()
        self.setFocusProxy(self.ask)

    def asked(self) -> None:
        """Say that it is asked for; it cannot be asked twice."""
        had_focus = self.ask.hasFocus()
        self.ask.set_message(_("Access is asked for"))
        self.ask.setEnabled(False)
        self.setFocusProxy(None)  # type: ignore[arg-type]  # the stubs know no taking back
        if had_focus:
            self.setFocus(Qt.FocusReason.OtherFocusReason)


def _area(message: str) -> str:
    from registerdesk.ui.kit.text import tr

    return tr(message)


class ErrorBar(Unsqueezed):
    """What failed, what is kept, and one thing to do; red at its left edge."""

    def __init__(self) -> None:
        """Begin hidden; `tell` shows it."""
        super().__init__()
        self.setProperty("part", "error")
        self.what = Label(role="label", wrap=True)
        self.kept = Label(role="subtitle", wrap=True)
        self.button = Button(_("Try again"))
        self.button.clicked.connect(self._act)
        self._acting: Callable[[], None] | None = None
        words = QVBoxLayout()
        words.setSpacing(theme.px(2))
        words.addWidget(self.what)
        words.addWidget(self.kept)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(14), theme.px(10), theme.px(14), theme.px(10))
        row.setSpacing(theme.px(12))
        row.addWidget(IconLabel("alert", "danger"), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(self.button)
        self.hide()

    def tell(
        self,
        what: str,
        kept: str = "",
        *,
        action: str = _("Try again"),
        act: Callable[[], None] | None = None,
    ) -> None:
        """Show words already translated; `act` is what the button does."""
        self.what.say(what)
        self.kept.say(kept)
        self.kept.setVisible(bool(kept))
        self.button.set_message(action)
        self.button.setVisible(act is not None)
        self._acting = act
        self.show()
        announce(self, f"{what} {kept}".strip(), urgent=True)

    def _act(self) -> None:
        self.hide()
        if self._acting is not None:
            self._acting()


class Banner(Unsqueezed):
    """A tinted band with a sentence that stays: info, warn, danger or ok."""

    def __init__(
        self, message: str = "", under: str = "", *, icon_name: str = "info", tone: str = ""
    ) -> None:
        """Show a message and a line under it."""
        super().__init__()
        self.setProperty("part", "banner")
        self.setProperty("tone", tone)
        self.label = Label(message, "label", wrap=True)
        self.under = Label(under, "secondary", wrap=True)
        if not under:
            self.under.hide()  # shown without a parent it would be a window of its own
        words = QVBoxLayout()
        words.setSpacing(theme.px(2))
        words.addWidget(self.label)
        words.addWidget(self.under)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(theme.px(14), theme.px(10), theme.px(14), theme.px(10))
        self.row.setSpacing(theme.px(12))
        self.row.addWidget(IconLabel(icon_name, tone or "acctxt"))
        self.row.addLayout(words, 1)


class Skeleton(QWidget):
    """Grey rows while something loads: nothing before 150 ms, words and Cancel after 2 s."""

    cancel_wanted = Signal()

    def __init__(self) -> None:
        """Begin hidden."""
        super().__init__()
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.timeout.connect(self.show)
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.timeout.connect(self._say)
        self.label = Label(_("Fetching …"), "subtitle")
        self.button = Button(_("Cancel"), key="Esc")
        self.button.clicked.connect(self.cancel_wanted)
        line = QHBoxLayout()
        line.addWidget(self.label)
        line.addStretch(1)
        line.addWidget(self.button)
        column = QVBoxLayout(self)
        column.addLayout(line)
        column.addStretch(1)
        self.done()

    def begin(self) -> None:
        """Start the clock of a load."""
        self.done()
        self._quiet.start(QUIET_MS)
        self._slow.start(WORDS_MS)

    def done(self) -> None:
        """Hide: what was awaited is here."""
        self._quiet.stop()
        self._slow.stop()
        self.label.hide()
        self.button.hide()
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows."""
        painter = QPainter(self)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("neutral"))
        step, top = theme.row_height(), theme.px(48)
        for index, top_of_row in enumerate(range(top, self.height() - step, step)):
            width = self.width() * (7, 5, 6, 4)[index % 4] // 10
            painter.drawRoundedRect(theme.px(16), top_of_row, width, theme.px(12), 3, 3)

    def _say(self) -> None:
        self.label.show()
        self.button.show()
