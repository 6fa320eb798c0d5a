"""How high the tables of the wizard are: as high as their rows, up to a few."""

from __future__ import annotations

from typing import Final

from registerdesk.ui.kit.theme import theme

MOST: Final = 5
_HEAD: Final = 36


def height_of(rows: int) -> int:
    """Return the height in pixels of a table with so many rows; more of them scroll."""
    return theme.px(_HEAD) + theme.row_height() * min(max(rows, 1), MOST)
