"""The step at work, one page of several, and the letter beside it or under it."""

from __future__ import annotations

from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from registerdesk.ui.kit.theme import theme

_PANE, _PANE_LEAST, _NARROW, _BESIDE = 420, 400, 1100, 780
_STEP_LEAST, _ANY = 220, 16_777_215


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


class StepAndLetter(QBoxLayout):
    """The step and its letter beside each other; under each other where there is no room."""

    def __init__(self, step: QWidget, letter: QWidget) -> None:
        """Take both; the step has what the letter leaves."""
        super().__init__(QBoxLayout.Direction.LeftToRight)
        self._step, self._letter = step, letter
        self.setSpacing(0)
        self.addWidget(step, 1)
        self.addWidget(letter)

    def fold(self, width: int) -> None:
        """Give the letter its width of so many pixels, or a place under the step."""
        beside = width >= theme.px(_BESIDE)
        letter = theme.px(_PANE if width >= theme.px(_NARROW) else _PANE_LEAST)
        self.setDirection(
            QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        )
        self._step.setMinimumHeight(0 if beside else theme.px(_STEP_LEAST))
        self._letter.setMinimumWidth(letter if beside else 0)
        self._letter.setMaximumWidth(letter if beside else _ANY)
