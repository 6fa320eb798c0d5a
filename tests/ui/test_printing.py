"""Paper: a PDF becomes pictures in memory, and a missing printer is told."""

from PySide6.QtWidgets import QApplication

from registerdesk.keyring import codes
from registerdesk.ui.kit.printing import pages_of, print_lines, print_pdf
from registerdesk.usecases.recovery_keys import sheet_of
from tests.makers import TODAY

KEY = codes.write(codes.RECOVERY_KEY, bytes(range(32)))


def a_sheet() -> bytes:
    return sheet_of(KEY, office_name="Ekbackens Handel AB", fingerprint="AB12", day=TODAY)


def test_a_sheet_becomes_one_picture_of_white_paper_with_ink(qapp: QApplication) -> None:
    pages = pages_of(a_sheet(), 72)
    assert [(page.width(), page.height()) for page in pages] == [(596, 842)]
    corner = pages[0].pixelColor(2, 2)
    assert (corner.red(), corner.green(), corner.blue()) == (255, 255, 255)
    rows = range(0, 842, 2)
    assert any(pages[0].pixelColor(80, row).lightness() < 128 for row in rows)


def test_a_printer_that_is_not_there_prints_nothing(qapp: QApplication) -> None:
    assert not print_pdf(a_sheet(), "no such printer", "RegisterDesk")
    assert not print_lines(["A1B2C"], "no such printer", "RegisterDesk")
