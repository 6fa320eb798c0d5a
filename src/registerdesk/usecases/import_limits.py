"""How large a file may be, and what is said of one that is no table."""

from __future__ import annotations

from typing import Final

from registerdesk.domain.texts import _

MOST_BYTES: Final = 100 * 1024 * 1024
MOST_ROWS: Final = 1_000_000
MOST_COLUMNS: Final = 200
LONGEST_CELL: Final = 20_000
LONGEST_LINE: Final = 200_000
MOST_UNPACKED: Final = 200 * 1024 * 1024
MOST_RATIO: Final = 200
"""A real sheet packs to some tenth of its size; a bomb to a thousandth."""
SMALL_ENOUGH: Final = 5 * 1024 * 1024
"""An unpacked size at which the ratio does not matter."""

NOT_A_TABLE = _(
    "The file is not a table. Save it as CSV or XLSX, with the column names in the first row."
)
TOO_LARGE = _("The file is too large. Divide it into several files and import them one by one.")
CHANGED = _("The file has changed since it was looked at. Choose it again.")
FORMULA = _(
    "Row {row} holds a formula. Save the file with values instead of formulas and try again."
)
