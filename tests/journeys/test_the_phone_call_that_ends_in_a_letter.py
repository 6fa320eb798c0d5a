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
from PySide6.QtWidgets import QCheckBox

from registerdesk.__main__ import main
from registerdesk.domain.case_materials import OutsideAnswer, OutsideStore
from registerdesk.domain.log_words import label_of
from registerdesk.domain.rights_requests import RequestState, Step
from registerdesk.letters import catalogue, envelope
from registerdesk.ui.kit.buttons import Button
from registerdesk.ui.kit.text import tr
from registerdesk.ui.pages.audit import AuditPage
from registerdesk.ui.pages.credit_checks import CreditChecksPage
from registerdesk.ui.pages.imports import DONE, TRIAL, ImportsPage
from registerdesk.ui.pages.requests import RequestsPage
from registerdesk.ui.requests.dialogs import SentDialog
from registerdesk.ui.requests.print_dialog import PrintDialog
from registerdesk.ui.requests.printing import print_letter
from registerdesk.usecases.verification import verify
from tests.journeys.computer import Computer, descendant, texts_of
from tests.journeys.conftest import Start
from tests.journeys.files import customer_file
from tests.journeys.print_house import PRINTER, PrintHouse, print_house
from tests.letters import facts
from tests.letters.reading import active_parts, fonts_of, information, squeezed, whole_text
from tests.makers import PASSWORD, SmallOffice

OFFICER, CREDIT, OMBUD = "Handl Ek", "Kredit Ek", "Ombud Ek"
NOTE = "Hon jämför med beställningen från Petra Sundholm i våras."
ASSESSMENT = "Stabil inkomst, inga anmärkningar."
NUMBER = "B-2026-0001"
SMOOTH = Qt.TransformationMode.SmoothTransformation
ACTS = (
    *("party.imported", "credit_check.recorded", "call.recorded", "request.opened"),
    *("request.collected", "request.release_asked", "request.released", "request.reviewed"),
    *("request.decided", "letter.made", "letter.printed", "letter.sent", "request.answered"),
)
"""What the log must tell of the story, oldest first."""


class Story(Computer):
    """The main job, a scene at a time."""

    def import_customers(self, file: Path) -> None:
        """Take in the file by the wizard."""
        self.press("Ctrl+Shift+M")
        page = self.page(ImportsPage)
        self.until_focus(lambda: page.file.path, "the path")
        self.type(str(file))
        self.walk_to(page.file.source)
        self.type("Bokföringsprogrammets kundfil")
        self.until_seen("4 rader")
        self.press("Ctrl+Return")
        self.until(page.columns.isVisible, "the columns")
        self.press("Ctrl+Return")
        self.until(lambda: page.step == TRIAL, "the dry run is done")
        assert [page.report.tiles[name].text() for name in page.report.tiles] == [
            "4",
            "0",
            "0",
            "0",
        ]
        self.press("Ctrl+Return")
        question = page.question
        assert question is not None
        self.until_focus(lambda: question.password, "the own password")
        self.type(PASSWORD)
        self.push(question.deed)
        self.until(lambda: page.step == DONE, "the import is done")

    def record_credit_check(self) -> None:
        """Ask the bureau about Anna: Ctrl+N, the letter, the form, Ctrl+Enter."""
        self.press("Ctrl+4")
        self.quiet()
        page = self.page(CreditChecksPage)
        self.push(descendant(page, Button, "Ny kreditprövning"))
        form = page.form
        assert form is not None
        self.until_focus(lambda: form.picker.field, "whom it is about")
        self.type("anna l")
        self.until(form.picker.list.isVisible, "somebody is found")
        self.quiet()
        self.press("Return")
        self.walk_to(form.need)
        self.press("Down")
        self.walk_to(form.question.editor("amount"))
        self.type("25000")
        self.walk_to(form.answer.editor("bureau"))
        self.press("Down")
        self.walk_to(form.answer.editor("report_number"))
        self.type("UC-778")
        self.walk_to(form.answer.editor("outcome"))
        self.press("Down")
        self.walk_to(form.answer.editor("limit"))
        self.type("30000")
        self.walk_to(form.answer.editor("assessment"))
        self.type(ASSESSMENT)
        self.press("Ctrl+Return")
        self.hear("Kreditprövningen är registrerad")
        self.quiet()

    def take_call(self, matter: str, note: str = "") -> None:
        """F2, last four digits, Enter, 1, 2, Enter, a matter, Ctrl+Enter."""
        self.press("F2")
        panel = self.window.calls.panel
        assert panel is not None
        self.until_focus(lambda: panel.caller.field, "who is calling")
        self.type("0605")
        self.press("Return")
        self.until_focus(lambda: panel.identity.rows, "the checks")
        self.type("12")
        self.press("Return")
        self.until_focus(lambda: panel.matter.tiles, "the matters")
        self.type(matter)
        self.until_focus(lambda: panel.last.note, "the note")
        if note:
            self.press("Ctrl+A")
            self.type(note)
        self.press("Ctrl+Return")
        self.until(lambda: self.window.calls.panel is None, "the call is saved")
        self.quiet()

    def open_case(self) -> RequestsPage:
        """Ctrl+7, Enter: the only case."""
        self.press("Ctrl+7")
        page = self.page(RequestsPage)
        self.until(lambda: page.list.table.rows.rowCount() == 1, "the case is in the list")
        self.until_focus(lambda: page.list.table, "the list")
        self.quiet()
        self.press("Return")
        self.until(lambda: page.detail.state is not None, "the case is open")
        self.quiet()
        return page

    def at_step(self, step: Step) -> None:
        """Wait until a step is at work on the screen, going there with Ctrl+Right or Ctrl+Left."""
        detail = self.page(RequestsPage).detail
        for _key in Step:
            if detail.stack.page() is detail.pages[step]:
                return
            order = list(Step)
            at = next(s for s, page in detail.pages.items() if page is detail.stack.page())
            self.press("Ctrl+Right" if order.index(at) < order.index(step) else "Ctrl+Left")
        assert detail.stack.page() is detail.pages[step]

    def collect(self) -> None:
        """Collect with F5, answer for what lies outside, ask for the sealed credit details."""
        detail = self.page(RequestsPage).detail
        self.at_step(Step.COLLECT)
        self.press("F5")
        self.until(lambda: detail.state and detail.state.collection, "everything is collected")
        self.quiet()
        for store in OutsideStore:
            self.choose(detail.collect.outside.buttons[store, OutsideAnswer.NO])
            self.quiet()
        self.push(descendant(detail.collect, Button, "Be om utlämning till ärendet"))
        self.until_seen("Utlämning begärd")
        self.quiet()

    def mask_the_other_person(self) -> None:
        """M, 1: the name of somebody else is masked, with the first reason."""
        detail = self.page(RequestsPage).detail
        self.at_step(Step.REVIEW)
        self.until(detail.review.passage.isVisible, "a passage is shown")
        assert "Petra Sundholm" in detail.review.passage.text.toPlainText()
        while self._undecided():
            before = self._undecided()
            self.press("M", "1")
            self.until(lambda before=before: self._undecided() < before, "the passage is judged")
            self.quiet()

    def _undecided(self) -> int:
        state = self.page(RequestsPage).detail.state
        passages = state.review.passages if state and state.review else ()
        return sum(1 for passage in passages if passage.mark.verdict is None)

    def decide(self) -> None:
        """Say that there are no recipients, transfers and automated decisions; disclose in part."""
        detail = self.page(RequestsPage).detail
        self.at_step(Step.DECIDE)
        for tick in detail.decide.answers.findChildren(QCheckBox):
            self.push(tick)
        self.press("Ctrl+Return")
        self.hear("Uppgifterna är sparade")
        self.quiet()
        self.press("Ctrl+Return")
        self.until(lambda: detail.state and detail.state.view.request.decision, "it is decided")
        self.quiet()

    def release(self) -> None:
        """Open the case and release the sealed credit details to it (Ctrl+Enter)."""
        page = self.open_case()
        assert page.detail.state is not None
        assert not page.detail.state.view.is_open_to_me
        self.press("Ctrl+Return")
        self.hear("Utlämnat till ärendet")
        self.quiet()

    def print_letter(self, house: PrintHouse) -> tuple[bytes, Path]:
        """Ctrl+P, the printer, Ctrl+Enter; return the letter as kept, and the paper."""
        before = house.whole()
        letter = self.page(RequestsPage).detail.letter
        self.at_step(Step.SEND)
        self.until(letter.pane.print.isEnabled, "the letter can be printed")
        self.press("Ctrl+P")
        dialog = letter.dialog
        assert isinstance(dialog, PrintDialog)
        self.until_focus(lambda: dialog.printer, "the printers")
        assert dialog.order().printer == PRINTER
        self.press("Ctrl+Return")
        self.until(lambda: not dialog.isVisible(), "the letter is at the printer")
        self.until(lambda: house.whole() - before, "the print job arrives in CUPS-PDF")
        self.quiet()
        ((sheet, _at),) = house.whole() - before
        return self.shown_letter(), sheet

    def shown_letter(self) -> bytes:
        """Return the letter beside the case, which fits its window."""
        pane = self.page(RequestsPage).detail.pane
        self.until(lambda: pane.paper and pane.paper.stored, "the kept letter shows")
        assert pane.paper is not None
        assert pane.paper.fits, pane.check.text()
        return pane.paper.pdf

    def mark_posted(self, letter: bytes) -> None:
        """Ctrl+Enter, the day and the way, Ctrl+Enter: the case is answered with that letter."""
        detail = self.page(RequestsPage).detail
        self.until(detail.pane.sent.isEnabled, "the letter can be marked")
        self.press("Ctrl+Return")
        dialog = detail.letter.dialog
        assert isinstance(dialog, SentDialog)
        self.until_focus(lambda: dialog.day, "the day")
        self.press("Ctrl+Return")
        self.hear("Brevet är markerat som skickat 2026-11-23")
        self.quiet()
        assert detail.state is not None
        assert detail.state.view.row.state is RequestState.ANSWERED
        assert self.shown_letter() == letter

    def read_the_log(self) -> None:
        """Let the ombud read all of it (Alt+3), and verify the log (Ctrl+Enter)."""
        self.switch_to(OMBUD)
        self.press("Alt+3")
        page = self.page(AuditPage)
        self.until(page.table.rows.rowCount, "the log is listed")
        self.press("End")
        self.until(lambda: not {"…"} & set(texts_of(page.table)), "all of it is there")
        told = set(texts_of(page.table))
        assert {tr(label_of(act)) for act in ACTS} - told == set()
        assert not any("Lindqvist" in text or "Petra" in text for text in self.screen())
        self.press("Ctrl+Return")
        self.until_seen("Loggkedjan är hel")
        self.quiet()


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
