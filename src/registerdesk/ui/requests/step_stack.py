"""Pages of which one is seen; each takes only the room that it needs itself."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget


class StepStack(QWidget):
    """Shows one of its pages; hidden ones ask for no width and no height."""

    def __init__(self) -> None:
        """Begin without pages."""
        super().__init__()
        self._pages: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def add(self, page: QWidget) -> None:
        """Add a page; the first is seen."""
        self._column.addWidget(page)
        page.setVisible(not self._pages)
        self._pages.append(page)

    def show_page(self, page: QWidget) -> bool:
        """Show a page instead of the one before; return whether it is another one."""
        if page is self.page():
            return False
        for each in self._pages:
            each.setVisible(each is page)
        return True

    def page(self) -> QWidget:
        """Return the page that is seen."""
        return next(page for page in self._pages if not page.isHidden())
