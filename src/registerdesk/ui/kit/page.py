"""What a page is, and how it is announced to the window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from registerdesk.domain.staff import Permission, is_granted
from registerdesk.ui.kit.context import SignedIn, WindowContext
from registerdesk.ui.kit.flow_row import FlowRow
from registerdesk.ui.kit.labels import Label
from registerdesk.ui.kit.room import TurningRow, Unsqueezed
from registerdesk.ui.kit.theme import theme


def everyone(user: SignedIn) -> bool:
    """Let any member of staff use the page."""
    return bool(user.user_name)


@dataclass(frozen=True, slots=True)
class Granted:
    """The question whether a person's roles grant an act."""

    permission: Permission

    def __call__(self, user: SignedIn) -> bool:
        """Answer for a person."""
        return is_granted(user.roles, self.permission)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSpec:
    """One page of the window: where it stands in the sidebar, who may use it, who builds it.

    `group` is a message (or nothing for the top); `last` puts it at the sidebar's foot;
    `listed=False` keeps a page that is only reached from another out of the sidebar.
    """

    key: str
    title: str
    icon: str
    factory: Callable[[WindowContext], Page]
    group: str = ""
    shortcut: str = ""
    allowed: Callable[[SignedIn], bool] = everyone
    who: str = ""
    last: bool = False
    listed: bool = True


class Page(QWidget):
    """One page in the window's content; it shows, asks, explains, and decides nothing."""

    def __init__(self, context: WindowContext) -> None:
        """Keep the context; build the widgets, and ask for nothing before `open`."""
        super().__init__()
        self.context = context
        self.setObjectName("page")

    def open(self, argument: str) -> None:
        """Show what the argument names (an id as text), or the page's beginning."""
        self.refresh()

    def refresh(self) -> None:
        """Read again what is shown (F5)."""

    def leave(self) -> bool:
        """Return whether the page may be left now; ask about unsaved text here."""
        return True

    def primary(self) -> None:
        """Do the page's main action (Ctrl+Enter)."""

    def panes(self) -> list[QWidget]:
        """Return the page's panes in the order of F6: list, detail."""
        return [self]

    def closed(self) -> None:
        """Let go of what belongs to the signed-in user: called at lock and at switch."""


class PageHead(Unsqueezed):
    """Title, a line under it, and actions at the right; `below` takes tabs or filters."""

    def __init__(self, message: str = "", subtitle: str = "") -> None:
        """Show a title message; `title.say` and `subtitle.say` take data."""
        super().__init__()
        self.setProperty("part", "head")
        self.title = Label(message, "title")
        self.subtitle = Label(subtitle, "subtitle", wrap=True)
        if not subtitle:
            self.subtitle.hide()  # shown without a parent it would be a window of its own
        self._actions = FlowRow()
        words = QVBoxLayout()
        words.setSpacing(theme.px(4))
        self.beside = QHBoxLayout()
        self.beside.setSpacing(theme.px(8))
        self.beside.addWidget(self.title)
        self.beside.addStretch(1)
        words.addLayout(self.beside)
        words.addWidget(self.subtitle)
        top = TurningRow(words, self._actions, top=True)
        self.below = QVBoxLayout()
        self.below.setSpacing(0)
        column = QVBoxLayout(self)
        margin = theme.px(24)
        column.setContentsMargins(margin, theme.px(18), margin, theme.px(14))
        column.setSpacing(theme.px(10))
        column.addLayout(top)
        column.addLayout(self.below)

    def say_subtitle(self, text: str) -> None:
        """Show a line of data under the title."""
        self.subtitle.say(text)
        self.subtitle.setVisible(bool(text))

    def add_beside(self, widget: QWidget) -> None:
        """Put a chip to the right of the title."""
        self.beside.insertWidget(self.beside.count() - 1, widget)

    def add_action(self, widget: QWidget) -> None:
        """Put a button at the right edge."""
        self._actions.addWidget(widget)
