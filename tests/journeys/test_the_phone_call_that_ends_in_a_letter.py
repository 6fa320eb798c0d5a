"""The main job, in the real window: file, credit check, call, case, letter, print, log."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPageSize
from PySide6.QtPrintSupport import QPrinter

from registerdesk.__main__ import main
from registerdesk.letters import catalogue, envelope
from registerdesk.ui.requests.printing import print_letter
from registerdesk.usecases.verification import verify
from tests.journeys.computer import Computer
from tests.journeys.conftest import Start
from tests.journeys.files import customer_file
from tests.journeys.main_job import ASSESSMENT, CREDIT, NOTE, NUMBER, OFFICER, Story
from tests.journeys.print_house import print_house
from tests.letters import facts
from tests.letters.reading import active_parts, fonts_of, information, squeezed, whole_text
from tests.makers import PASSWORD, SmallOffice

SMOOTH = Qt.TransformationMode.SmoothTransformation


def greys(pdf: bytes) -> list[bytes]:
    """Return each page as a picture in greys, a dot to each square millimetre."""
    document = pypdfium2.PdfDocument(pdf)
    pictures = []
    for page in document:
        bitmap = page.render(scale=96 / 72, grayscale=True)
        image = QImage(
            bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride,
            QImage.Format.Format_Grayscale8,
        )  # fmt: skip
        pictures.append(
            bytes(image.scaled(210, 297, mode=SMOOTH).convertToFormat(image.format()).constBits())
        )
    document.close()
    return pictures


def likest(page: bytes, others: list[bytes]) -> int:
    """Return the place of the picture that is most like the page."""
    distances = [sum(abs(a - b) for a, b in zip(page, o, strict=True)) for o in others]
    return distances.index(min(distances))


def assert_the_letter_holds(pdf: bytes) -> None:
    """Read the letter: what it must say, what it must not, its fonts and its window."""
    words, squeezed_words = whole_text(pdf), squeezed(whole_text(pdf))
    for told in ("Anna Lindqvist", "K-10482", NUMBER, "070-174 06 05", "Sida 1 av"):
        assert told in words
    for sealed in ("UC-778", squeezed(ASSESSMENT), "25000", "30000"):
        assert sealed in squeezed_words
    assert "Hon jämför med beställningen från i våras." in words
    assert "Det skulle röja uppgifter om en annan person" in words
    for masked in (b"Petra", b"Sundholm"):
        assert masked.decode() not in words
        with pikepdf.open(BytesIO(pdf)) as document:
            streams = [o for o in document.objects if isinstance(o, pikepdf.Stream)]
            assert all(masked not in stream.read_bytes() for stream in streams)
    fonts = fonts_of(pdf)
    assert fonts
    assert all(font.embedded for font in fonts)
    assert active_parts(pdf) == []
    assert not {"Anna", "Lindqvist", "2385"} & set(" ".join(information(pdf).values()).split())
    address = ["Anna Lindqvist", "Storgatan 14 B", "169 72 SOLNA"]
    check = envelope.check(pdf, envelope.C5_H2, address=address)
    assert check.ok, check.message


def test_a_phone_call_ends_in_a_letter_that_is_printed_posted_and_logged(
    start: Start, office: SmallOffice, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    story = start(Story)
    story.sign_in(OFFICER)
    story.import_customers(customer_file(tmp_path))
    story.switch_to(CREDIT)
    story.record_credit_check()
    story.switch_to(OFFICER)
    story.take_call("8", NOTE)
    story.take_call("1")
    story.hear(f"Begäran {NUMBER} registrerad. Svar senast onsdag 2026-12-23.")
    story.open_case()
    story.collect()
    story.switch_to(CREDIT)
    story.release()
    story.switch_to(OFFICER)
    story.quiet()
    story.mask_the_other_person()
    story.decide()
    with print_house() as house:
        letter, sheet = story.print_letter(house)
    assert sheet.name.startswith("B-2026-0001_L03")
    assert_the_letter_holds(letter)
    printed, pages = greys(sheet.read_bytes()), greys(letter)
    assert [likest(page, pages) for page in printed] == list(range(len(pages)))
    sheet.unlink()
    story.mark_posted(letter)
    story.read_the_log()
    story.close()
    session = story.session("ombud")
    assert verify(session).is_whole
    session.close()
    command = ["verify", str(office.folder), "--user", "ombud", "--json"]
    password = tmp_path / "password"
    password.write_text(PASSWORD, encoding="utf-8")
    assert main([*command, "--password-file", str(password)]) == 0
    assert json.loads(capsys.readouterr().out)["whole"] is True


def test_a_printer_gets_every_page_of_a_letter(tmp_path: Path, computer: Computer) -> None:
    paper = tmp_path / "paper.pdf"
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(paper))
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setFullPage(True)
    printer.setResolution(72)
    letter = catalogue.render("L01", facts.RECEIPT, language="sv")
    print_letter(letter.pdf, letter.pages, printer)
    (page,) = greys(paper.read_bytes())
    empty = bytes([255]) * len(page)
    assert likest(page, [empty, *greys(letter.pdf)]) == 1
