"""A letter of three pages beside the very same pages drawn on a bare canvas."""

from __future__ import annotations

import ctypes
import time
from dataclasses import dataclass, replace
from io import BytesIO
from statistics import median
from typing import Any

import pypdfium2
from pypdfium2 import raw
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from registerdesk.letters import catalogue, fonts
from tests.benchmarks.figures import say, summary, table
from tests.letters import facts as made

ROUNDS = 60
LIMIT = 1.55
PAGES = 3
FACTS = replace(made.ACCESS, frame=replace(made.FRAME, comment=""))


@dataclass(frozen=True, slots=True)
class Words:
    """One piece of text where it stands."""

    x: float
    y: float
    font: str
    size: float
    text: str


@dataclass(frozen=True, slots=True)
class Stroke:
    """One line or box where it stands."""

    x: float
    y: float
    width: float
    height: float


Page = list[Words | Stroke]


def letter() -> bytes:
    """Return the letter as the program makes it."""
    return catalogue.render("L03", FACTS, language="sv").pdf


def drawn(pdf: bytes) -> list[Page]:
    """Return what stands on each page, piece by piece, as the file says it."""
    document = pypdfium2.PdfDocument(pdf)
    pages: list[Page] = []
    for number in range(len(document)):
        page = document[number]
        text = page.get_textpage()
        pieces = (_piece(each, text) for each in page.get_objects())
        pages.append([piece for piece in pieces if piece is not None])
    document.close()
    return pages


def _piece(each: Any, text: Any) -> Words | Stroke | None:  # noqa: ANN401 - the reader's types
    if each.type == raw.FPDF_PAGEOBJ_TEXT:
        return _words(each, text)
    left, bottom, right, top = each.get_bounds()
    return Stroke(left, bottom, right - left, top - bottom)


def _words(each: Any, text: Any) -> Words | None:  # noqa: ANN401 - as above
    length = raw.FPDFTextObj_GetText(each, text, None, 0)
    letters = ctypes.create_string_buffer(length)
    raw.FPDFTextObj_GetText(
        each, text, ctypes.cast(letters, ctypes.POINTER(ctypes.c_ushort)), length
    )
    size = ctypes.c_float()
    raw.FPDFTextObj_GetFontSize(each, size)
    name = ctypes.create_string_buffer(100)
    raw.FPDFFont_GetBaseFontName(raw.FPDFTextObj_GetFont(each), name, 100)
    bold = b"Bold" in name.value
    shown = letters.raw.decode("utf-16-le").rstrip("\0")
    matrix = each.get_matrix()
    font = fonts.BOLD if bold else fonts.REGULAR
    return Words(matrix.e, matrix.f, font, size.value, shown) if shown.strip() else None


def bare(pages: list[Page]) -> bytes:
    """Draw the same pieces at the same places, and nothing else."""
    output = BytesIO()
    canvas = Canvas(output, pagesize=A4, pageCompression=1, invariant=1)
    for page in pages:
        for piece in page:
            if isinstance(piece, Words):
                canvas.setFont(piece.font, piece.size)
                canvas.drawString(piece.x, piece.y, piece.text)
            else:
                canvas.rect(piece.x, piece.y, piece.width, piece.height, stroke=0, fill=1)
        canvas.showPage()
    canvas.save()
    return output.getvalue()


def main() -> None:
    """Say how much longer the letter takes than its bare drawing."""
    fonts.register()
    pages = drawn(letter())
    assert len(pages) == PAGES
    assert len("".join(p.text for page in pages for p in page if isinstance(p, Words))) > 2000
    whole: list[float] = []
    plain: list[float] = []
    for turn in range(ROUNDS + 5):
        start = time.perf_counter()
        letter()
        middle = time.perf_counter()
        bare(pages)
        end = time.perf_counter()
        if turn >= 5:
            whole.append(middle - start)
            plain.append(end - middle)
    rows = []
    for name, seconds in (
        ("letter L03 of three pages", whole),
        ("the same on a bare canvas", plain),
    ):
        numbers = summary(seconds)
        say(bench="letter", what=name, **numbers)
        rows.append([name, *numbers.values()])
    ratio = round(median(whole) / median(plain), 2)
    say(bench="letter", what="letter to bare canvas", ratio=ratio, limit=LIMIT)
    say(bench="letter", what="letters per second, one process", rate=round(1 / median(whole)))
    table(("what", "p50 ms", "p95 ms", "p99 ms"), rows)


if __name__ == "__main__":
    main()
