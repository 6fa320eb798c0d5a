"""The scenes of the main job, as three colleagues play them in the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QCheckBox

from registerdesk.domain.case_materials import OutsideAnswer, OutsideStore
from registerdesk.domain.log_words import label_of
from registerdesk.domain.rights_requests import RequestState, Step
from registerdesk.ui.imports.steps import DONE, TRIAL
from registerdesk.ui.kit.buttons import Button
from registerdesk.ui.kit.text import tr
from registerdesk.ui.pages.audit import AuditPage
from registerdesk.ui.pages.credit_checks import CreditChecksPage
from registerdesk.ui.pages.imports import ImportsPage
from registerdesk.ui.pages.requests import RequestsPage
from registerdesk.ui.requests.dialogs import SentDialog
from registerdesk.ui.requests.print_dialog import PrintDialog
from tests.journeys.computer import Computer, descendant, texts_of
from tests.journeys.print_house import PRINTER, PrintHouse
from tests.makers import PASSWORD

OFFICER, CREDIT, OMBUD = "Handl Ek", "Kredit Ek", "Ombud Ek"
NOTE = "Hon jämför med beställningen från Petra Sundholm i våras."
ASSESSMENT = "Stabil inkomst, inga anmärkningar."
NUMBER = "B-2026-0001"
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
            self._mask_one(self._undecided())

    def _mask_one(self, before: int) -> None:
        self.press("M", "1")
        self.until(lambda: self._undecided() < before, "the passage is judged")
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
