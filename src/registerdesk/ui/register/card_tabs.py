"""The tabs of a card: each with its count where there is room, the last behind "More"."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QTabBar, QToolButton

from registerdesk.domain.texts import _
from registerdesk.ui.kit.text import tr
from registerdesk.ui.kit.theme import theme

_NARROWEST = 120


class CardTabs(QTabBar):
    """Leaves counts out, then puts the last tabs behind "More", before any is out of sight."""

    def __init__(self) -> None:
        """Begin without tabs."""
        super().__init__()
        self._titles: list[str] = []
        self._counts: list[int] = []
        self._absent: set[int] = set()
        self.folded: list[int] = []
        """The tabs behind "More"."""
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setAccessibleName(tr(_("Parts of the card")))
        self.more = QToolButton(self)
        self.more.setProperty("part", "more-tabs")
        self.more.setAutoRaise(True)
        self.more.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the arrow keys reach every tab
        self.more.setText(tr(_("More")) + " ▾")
        self.more.setAccessibleName(tr(_("More parts of the card")))
        self.more.clicked.connect(self.open_more)
        self.more.hide()
        self.currentChanged.connect(lambda _at: self._fit())

    def add(self, title: str) -> None:
        """Add a tab by the message of its title."""
        self._titles.append(tr(title))
        self._counts.append(0)
        self.addTab(tr(title))

    def rename(self, at: int, title: str) -> None:
        """Give a tab the message that fits this card."""
        self._titles[at] = tr(title)

    def count_on(self, at: int, count: int) -> None:
        """Show how many things a tab holds; nothing for none."""
        self._counts[at] = count
        self._fit()

    def words(self) -> list[str]:
        """Return the titles with their counts, whether or not there is room for these."""
        pairs = zip(self._titles, self._counts, strict=True)
        return [f"{title}  {count}" if count else title for title, count in pairs]

    def present(self) -> list[int]:
        """Return the tabs that this card has, shown or behind "More"."""
        return [at for at in range(self.count()) if at not in self._absent]

    def setTabVisible(self, index: int, visible: bool) -> None:  # noqa: FBT001 - Qt's own form
        """Let a tab belong to this card or be absent from it."""
        before = set(self._absent)
        self._absent = before - {index} if visible else before | {index}
        if self._absent == before:
            return
        if index == self.currentIndex() and not visible:
            self.setCurrentIndex(0)
        self._fit()

    def step(self, step: int) -> None:
        """Go to the next tab that the card has, also one behind "More"."""
        here = self.present()
        if here:
            at = here.index(self.currentIndex()) if self.currentIndex() in here else 0
            self.setCurrentIndex(here[(at + step) % len(here)])

    def open_more(self) -> None:
        """List the tabs that have no room."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        words = self.words()
        for at in self.folded:
            action = menu.addAction(words[at])
            action.triggered.connect(lambda _on=False, at=at: self._choose(at))
        menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take counts and tabs out or back in."""
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Reach every tab by the arrows."""
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.step(step)

    def minimumSizeHint(self) -> QSize:
        """Ask for no more than one tab and "More": the rest folds."""
        return QSize(theme.px(_NARROWEST), super().minimumSizeHint().height())

    def _choose(self, at: int) -> None:
        self.setCurrentIndex(at)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fit(self) -> None:
        """Show counts if the row has room for them, and as many tabs as it has room for."""
        words, here = self.words(), self.present()
        self._say(words)
        self._show(here)
        if self._width(here) > self.width():
            self._say(self._titles)
        room = self.width() - self.more.sizeHint().width()
        shown = list(here)
        if self._width(here) > self.width():
            while len(shown) > 1 and self._width(shown) > room:
                shown.remove(next(at for at in reversed(shown) if at != self.currentIndex()))
        self.folded = [at for at in here if at not in shown]
        self._show(shown)
        for at, name in enumerate(words):
            self.setAccessibleTabName(at, name)
        self._place_more(shown)
        unscrolled = QResizeEvent(self.size(), self.size())
        super().resizeEvent(unscrolled)  # the bar has scrolled while more tabs stood in it

    def _place_more(self, shown: list[int]) -> None:
        """Put "More" after the last tab that is shown."""
        self.more.setVisible(bool(self.folded))
        size = self.more.sizeHint()
        self.more.setGeometry(self._width(shown), 0, size.width(), self.height())

    def _width(self, tabs: list[int]) -> int:
        return sum(self.tabSizeHint(at).width() for at in tabs)

    def _show(self, tabs: list[int]) -> None:
        for at in range(self.count()):
            if self.isTabVisible(at) != (at in tabs):
                super().setTabVisible(at, at in tabs)

    def _say(self, words: list[str]) -> None:
        for at, each in enumerate(words):
            if self.tabText(at) != each:
                self.setTabText(at, each)
