"""The tabs of a card: each with its count, as long as all of them fit in one row."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QTabBar

from registerdesk.domain.texts import _
from registerdesk.ui.kit.text import tr


class CardTabs(QTabBar):
    """Leaves the counts out where they would push a tab out of sight."""

    def __init__(self) -> None:
        """Begin without tabs."""
        super().__init__()
        self._titles: list[str] = []
        self._counts: list[int] = []
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setAccessibleName(tr(_("Parts of the card")))

    def add(self, title: str) -> None:
        """Add a tab by the message of its title."""
        self._titles.append(tr(title))
        self._counts.append(0)
        self.addTab(tr(title))

    def count_on(self, at: int, count: int) -> None:
        """Show how many things a tab holds; nothing for none."""
        self._counts[at] = count
        self._fit()

    def words(self) -> list[str]:
        """Return the titles with their counts, whether or not there is room for these."""
        pairs = zip(self._titles, self._counts, strict=True)
        return [f"{title}  {count}" if count else title for title, count in pairs]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the counts out or back in."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Show the counts if the row has room for them."""
        words = self.words()
        self._say(words)
        if sum(self.tabSizeHint(at).width() for at in range(self.count())) > self.width():
            self._say(self._titles)
        for at, name in enumerate(words):
            self.setAccessibleTabName(at, name)

    def _say(self, words: list[str]) -> None:
        for at, each in enumerate(words):
            if self.tabText(at) != each:
                self.setTabText(at, each)
