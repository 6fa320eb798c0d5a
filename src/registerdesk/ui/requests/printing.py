"""A letter on its way to the printer: pictures from memory, one page at a time, no file."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from registerdesk.domain.errors import RegisterDeskError
from registerdesk.domain.texts import _
from registerdesk.ui.requests.paper import image_of
from registerdesk.usecases.letter_pages import picture_of

PRINT_DPI = 300


class PrinterSilent(RegisterDeskError):
    """The printer took nothing; the letter is not on paper."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintOrder:
    """What the dialog chose."""

    printer: str
    copies: int = 1
    two_sided: bool = False
    """The first page stands on a sheet of its own, the others on both sides."""


def can_two_sided(printer_name: str) -> bool:
    """Tell whether a printer can print on both sides."""
    info = QPrinterInfo.printerInfo(printer_name)
    return QPrinter.DuplexMode.DuplexLongSide in info.supportedDuplexModes()


def job_name(case_number: str, kind: str) -> str:
    """Return the name of the print job: case number and kind of letter, in plain letters."""
    return "".join(char for char in f"{case_number} {kind}" if char.isascii())


def printer_for(order: PrintOrder, job: str) -> QPrinter:
    """Return the printer made ready; PrinterSilent where it cannot be reached."""
    info = QPrinterInfo.printerInfo(order.printer)
    printer = QPrinter(info, QPrinter.PrinterMode.HighResolution)
    if info.isNull() or not printer.isValid():
        raise silent()
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setFullPage(True)
    printer.setDocName(job)
    printer.setResolution(PRINT_DPI)
    printer.setCopyCount(order.copies)
    sides = QPrinter.DuplexMode
    printer.setDuplex(sides.DuplexLongSide if order.two_sided else sides.DuplexNone)
    return printer


def print_letter(pdf: bytes, pages: int, printer: QPrinter, *, first_alone: bool = False) -> None:
    """Draw the letter on the printer; PrinterSilent if it does not take it."""
    painter = QPainter()
    if not painter.begin(printer):
        raise silent()
    try:
        for number in range(pages):
            _turn(printer, number, first_alone=first_alone and pages > 1)
            image = image_of(picture_of(pdf, number, PRINT_DPI))
            painter.drawImage(QRectF(printer.paperRect(QPrinter.Unit.DevicePixel)), image)
    finally:
        finished = painter.end()
    if not finished or printer.printerState() == QPrinter.PrinterState.Error:
        raise silent()


def _turn(printer: QPrinter, number: int, *, first_alone: bool) -> None:
    """Begin the next page; the back of the first stays empty when it stands alone."""
    turns = 0 if number == 0 else 2 if number == 1 and first_alone else 1
    for _turned in range(turns):
        if not printer.newPage():
            raise silent()


def silent() -> PrinterSilent:
    """Return the error that every failed print ends in."""
    return PrinterSilent(_("The printer does not respond. The letter is not marked as sent."))
