"""Paper: the printers of this computer, and a PDF drawn on one of them from memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QImage, QPageSize, QPainter, QTransform

from registerdesk.usecases.slices import Slices, finished

DOTS_PER_INCH = 300
_POINTS_PER_INCH = 72
_LINE_POINTS = 16


def printer_names() -> list[str]:
    """Return the printers that can be reached, the default one first."""
    from PySide6.QtPrintSupport import QPrinterInfo

    first = QPrinterInfo.defaultPrinterName()
    return sorted(QPrinterInfo.availablePrinterNames(), key=lambda name: name != first)


def is_there(printer_name: str) -> bool:
    """Tell whether a printer can be reached."""
    from PySide6.QtPrintSupport import QPrinterInfo

    return not QPrinterInfo.printerInfo(printer_name).isNull()


def pages_of(pdf: bytes, dots_per_inch: int = DOTS_PER_INCH) -> list[QImage]:
    """Return the pages as pictures on white paper."""
    return [picture for _number, _pages, picture in _pictures(pdf, dots_per_inch)]


def print_pdf(pdf: bytes, printer_name: str, job: str) -> bool:
    """Print on A4 paper; False when the printer does not answer. The job name holds no data."""
    return finished(printing(pdf, printer_name, job))


def printing(
    pdf: bytes, printer_name: str, job: str, told: Callable[[int, int], object] | None = None
) -> Slices[bool]:
    """Print page by page; `told` hears how many pages are drawn, and of how many."""
    from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

    found = QPrinterInfo.printerInfo(printer_name)
    if found.isNull():
        return False
    printer = QPrinter(found, QPrinter.PrinterMode.HighResolution)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setFullPage(True)
    printer.setDocName(job)
    printer.setResolution(DOTS_PER_INCH)
    painter = QPainter()
    if not printer.isValid() or not painter.begin(printer):
        return False
    for number, pages, image in _pictures(pdf, DOTS_PER_INCH):
        if number > 1 and not printer.newPage():
            painter.end()
            return False
        painter.drawImage(QRectF(printer.paperRect(QPrinter.Unit.DevicePixel)), _upright(image))
        if told is not None:
            told(number, pages)
        yield
    return painter.end() and printer.printerState() != QPrinter.PrinterState.Error


def print_lines(lines: Sequence[str], printer_name: str, job: str) -> bool:
    """Print a few lines in large letters; False when the printer does not answer."""
    from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

    found = QPrinterInfo.printerInfo(printer_name)
    if found.isNull():
        return False
    printer = QPrinter(found, QPrinter.PrinterMode.HighResolution)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setDocName(job)
    painter = QPainter()
    if not printer.isValid() or not painter.begin(printer):
        return False
    font = QFont("Inter")
    font.setPointSize(_LINE_POINTS)
    painter.setFont(font)
    step = painter.fontMetrics().height() * 3 // 2
    for number, line in enumerate(lines, 1):
        painter.drawText(0, number * step, line)
    return painter.end() and printer.printerState() != QPrinter.PrinterState.Error


def _upright(image: QImage) -> QImage:
    """Return a lying page turned, so that it fills the upright paper."""
    lies = image.width() > image.height()
    return image.transformed(QTransform().rotate(90)) if lies else image


def _pictures(pdf: bytes, dots_per_inch: int) -> Iterator[tuple[int, int, QImage]]:
    """Yield each page's number, how many there are, and its picture."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        for number, page in enumerate(document, 1):
            yield number, len(document), _picture(page, dots_per_inch)
    finally:
        document.close()


def _picture(page: object, dots_per_inch: int) -> QImage:
    """Draw one page."""
    bitmap = page.render(scale=dots_per_inch / _POINTS_PER_INCH)  # type: ignore[attr-defined]  # it has no types
    kind = QImage.Format.Format_BGR888
    image = QImage(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, kind)
    return image.copy()
