"""Finished pages as pictures, for the preview and for print, and as text."""

from __future__ import annotations

from collections.abc import Iterator

import pypdfium2


def to_images(pdf: bytes, dpi: int) -> Iterator[tuple[int, int, bytes]]:
    """Yield width, height and RGBA bytes of each page on white, from memory."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        for number in range(len(document)):
            bitmap = document[number].render(
                scale=dpi / 72, rev_byteorder=True, force_bitmap_format=_RGBA, fill_color=_WHITE
            )
            yield bitmap.width, bitmap.height, bytes(bitmap.buffer)
    finally:
        document.close()


def texts(pdf: bytes) -> tuple[str, ...]:
    """Return each page's text on single lines of ordinary spaces."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return tuple(" ".join(_text(document[number]).split()) for number in range(len(document)))
    finally:
        document.close()


def _text(page: pypdfium2.PdfPage) -> str:
    """Return the page's text; the reader marks a hyphen at a line's end as U+FFFE."""
    found: str = page.get_textpage().get_text_range()
    return found.replace("\ufffe", "-")


_RGBA = pypdfium2.raw.FPDFBitmap_BGRA
_WHITE = (255, 255, 255, 255)
