"""The amber band of a restricted card: since when, on which ground, and what it is opened for."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from registerdesk.domain.restrictions import (
    GROUND_LABELS,
    OPENING_USES,
    USE_LABELS,
    RestrictedUse,
)
from registerdesk.domain.texts import _
from registerdesk.ui.kit.buttons import Button
from registerdesk.ui.kit.labels import Label
from registerdesk.ui.kit.notices import Banner
from registerdesk.ui.kit.text import tr
from registerdesk.ui.kit.theme import theme
from registerdesk.ui.kit.wrap_row import WrapRow
from registerdesk.usecases.party_cards import Card

REFUSED = _("The processing is restricted. The data is not changed or used before it is lifted.")


class RestrictionBand(QWidget):
    """Hidden on a card without restriction; digits 1 to 3 open the rest of a narrowed one."""

    opened = Signal(object)

    def __init__(self) -> None:
        """Begin hidden."""
        super().__init__()
        self.banner = Banner(icon_name="lock", tone="warn")
        self.banner.under.show()
        self._open_for = Label(_("Open for:"), "secondary")
        self._buttons = [self._button(use) for use in OPENING_USES]
        self._choices = WrapRow((self._open_for, *self._buttons))
        column = QVBoxLayout(self)
        margin = theme.px(24)
        column.setContentsMargins(margin, theme.px(12), margin, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(self.banner)
        column.addWidget(self._choices)
        self.hide()

    def show_card(self, card: Card, use: RestrictedUse | None) -> None:
        """Say what holds for the card; nothing where its processing is not restricted."""
        held = card.restriction
        self.setVisible(held is not None)
        if held is None:
            return
        self.banner.label.set_message(
            _("The processing is restricted since {day}. Storage only."), day=held.since.isoformat()
        )
        ground = tr(GROUND_LABELS[held.ground])
        if use is None:
            self.banner.under.say(ground)
        else:
            self.banner.under.set_message(
                _("{ground} · opened for: {use}"), ground=ground, use=tr(USE_LABELS[use])
            )
        self._choices.setVisible(card.is_narrowed)
        self.setAccessibleName(self.banner.label.text())

    def choose(self, digit: str) -> bool:
        """Open for the use of a digit; False for another key, or where nothing is closed."""
        uses = {str(at): use for at, use in enumerate(OPENING_USES, 1)}
        if self._choices.isHidden() or digit not in uses:
            return False
        self.opened.emit(uses[digit])
        return True

    def _button(self, use: RestrictedUse) -> Button:
        button = Button(USE_LABELS[use], key=str(OPENING_USES.index(use) + 1))
        button.clicked.connect(lambda _checked=False: self.opened.emit(use))
        button.setAccessibleDescription(tr(_("The answer is kept in the log. Press a digit.")))
        return button
