"""The third step: one digit says what the person wants, Shift and a digit adds a second."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from registerdesk.domain.texts import _
from registerdesk.ui.call.digits import is_enter, plain_digit, shifted_digit
from registerdesk.ui.call.parts import StepPart, Tile
from registerdesk.ui.call.words import MATTERS
from registerdesk.ui.kit.context import WindowContext
from registerdesk.ui.kit.labels import Label
from registerdesk.ui.kit.text import tr
from registerdesk.ui.kit.theme import theme
from registerdesk.usecases.calls import NOTE_ONLY


class Tiles(QWidget):
    """The nine tiles; one tab stop whose keys are the digits."""

    pressed = Signal(int)
    added = Signal(int)
    finished = Signal()

    def __init__(self) -> None:
        """Lay the tiles out in two columns."""
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr(_("What does the person want?")))
        self.tiles: dict[int, Tile] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.px(6))
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        for place, (digit, words) in enumerate(sorted(MATTERS.items())):
            tile = Tile(str(digit), words.title, words.under)
            tile.clicked.connect(lambda _on=False, one=digit: self.pressed.emit(one))
            self.tiles[digit] = tile
            alone = place % 2 == 0 and place == len(MATTERS) - 1
            grid.addWidget(tile, place // 2, place % 2, 1, 2 if alone else 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose with a digit, add with Shift and a digit, go on with Enter."""
        added, digit = shifted_digit(event), plain_digit(event)
        if added:
            self.added.emit(added)
        elif digit:
            self.pressed.emit(digit)
        elif is_enter(event):
            self.finished.emit()
        else:
            super().keyPressEvent(event)


class MatterStep(StepPart):
    """Knows which matters were chosen, in the order of choice."""

    def __init__(self, context: WindowContext) -> None:
        """Begin with none."""
        super().__init__(3, _("What does the person want?"))
        self._context = context
        self._digits: list[int] = []
        self._added: set[int] = set()
        self.tiles = Tiles()
        self.hint = Label(_("Press a digit"), "secondary")
        self.head.insertWidget(4, self.hint)
        self.inner.addWidget(self.tiles)
        self.speech.set_message(
            _("Say: What can I help you with? Shift and a digit adds a matter.")
        )
        self.tiles.pressed.connect(self._press)
        self.tiles.added.connect(self._add)
        self.tiles.finished.connect(self._go_on)

    def digits(self) -> tuple[int, ...]:
        """Return the chosen digits."""
        return tuple(self._digits)

    def set_digits(self, digits: Iterable[int]) -> None:
        """Choose these and no others."""
        self._digits = [digit for digit in digits if digit in MATTERS]
        self._added.clear()
        self._show()

    def is_done(self) -> bool:
        """Tell whether something was chosen."""
        return bool(self._digits)

    def enter(self) -> None:
        """Take the focus to the tiles."""
        self.tiles.setFocus(Qt.FocusReason.OtherFocusReason)

    def fact(self) -> str:
        """Return what was chosen, or what to press."""
        named = [f"{digit} {tr(MATTERS[digit].title)}" for digit in self._digits]
        return ", ".join(named) or self.hint.text()

    def show_state(self, state: str, *, open_body: bool) -> None:
        """Sum up what was chosen where the tiles are not seen."""
        super().show_state(state, open_body=open_body)
        self.hint.setVisible(open_body)
        titles = [tr(MATTERS[digit].title) for digit in self._digits]
        self.summary.say("" if open_body else ", ".join(titles))

    def _press(self, digit: int) -> None:
        """Choose one, together with what was added, and go on."""
        kept = [each for each in self._digits if each in self._added and each != NOTE_ONLY]
        self._digits = [digit] if digit == NOTE_ONLY else [*kept, digit]
        self._digits = list(dict.fromkeys(self._digits))
        self._tell()
        self._added.clear()
        self.finished.emit()

    def _add(self, digit: int) -> None:
        """Add one or take it back; stay here."""
        if digit in self._digits:
            self._digits.remove(digit)
            self._added.discard(digit)
        else:
            others = [each for each in self._digits if NOTE_ONLY not in (each, digit)]
            self._digits = [*others, digit]
            self._added.add(digit)
        self._added &= set(self._digits)
        self._tell()

    def _go_on(self) -> None:
        if self._digits:
            self.finished.emit()
        else:
            self._context.announce(tr(_("Press a digit from 1 to 9.")), urgent=True)

    def _tell(self) -> None:
        self._show()
        self._context.announce(self.fact())
        self.changed.emit()

    def _show(self) -> None:
        for digit, tile in self.tiles.tiles.items():
            tile.setChecked(digit in self._digits)
        self.tiles.setAccessibleDescription(self.fact())
