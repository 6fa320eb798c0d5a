"""How the wizard lies on its page: the head with the steps, the open step, the buttons."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from registerdesk.domain.texts import _
from registerdesk.ui.kit.page import PageHead
from registerdesk.ui.kit.theme import theme
from registerdesk.ui.kit.wrap_row import scrolling


def lay_out(
    page: QWidget, stepper: QWidget, parts: tuple[QWidget, QWidget], buttons: Sequence[QWidget]
) -> None:
    """Lay the error and the open step under the head, and the last button to the right."""
    head = PageHead(_("Import"))
    head.below.addWidget(stepper)
    whole = QVBoxLayout(page)
    whole.setContentsMargins(0, 0, 0, 0)
    whole.setSpacing(0)
    whole.addWidget(head)
    edge = theme.px(24)
    room = QVBoxLayout()
    room.setContentsMargins(edge, theme.px(16), edge, theme.px(16))
    room.setSpacing(theme.px(12))
    error, step = parts
    room.addWidget(error)
    area = scrolling(step)
    area.setMinimumHeight(theme.px(180))
    room.addWidget(area, 1)
    row = QHBoxLayout()
    row.setSpacing(theme.px(8))
    for widget in buttons[:-1]:
        row.addWidget(widget)
    row.addStretch(1)
    row.addWidget(buttons[-1])
    room.addLayout(row)
    whole.addLayout(room, 1)
