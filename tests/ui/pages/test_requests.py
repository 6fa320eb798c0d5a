"""The whole story of an access request in the window, by keys, from the call to the post."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from registerdesk.domain.case_materials import OutsideAnswer, OutsideStore
from registerdesk.domain.fields import Compartment
from registerdesk.domain.rights_requests import Decision, RequestState, Step
from registerdesk.domain.snapshots import Verdict
from registerdesk.domain.stored_letters import LetterKind
from registerdesk.ui.background import Runner
from registerdesk.ui.requests.dialogs import SentDialog
from registerdesk.ui.requests.print_dialog import PrintDialog
from registerdesk.usecases.letter_facts import LetterOrder
from registerdesk.usecases.letter_making import make_letter
from registerdesk.usecases.letter_sending import show_letter
from registerdesk.usecases.request_answers import set_answers, view_answers
from registerdesk.usecases.rights_requests import view_request
from tests.makers import SmallOffice, an_office
from tests.ui.requests_window import CONTROL, Opened
from tests.usecases.cases import (
    a_customer,
    an_access_call,
    answered,
    collected,
    decided,
    released,
)

_kept: list[Opened] = []


@pytest.fixture
def office(tmp_path: Path) -> Iterator[SmallOffice]:
    """Give an office with nobody in its register."""
    made = an_office(tmp_path)
    yield made
    _kept.clear()
    made.close()


@pytest.fixture
def case(office: SmallOffice) -> UUID:
    """Give a request for access that a call has just opened."""
    return an_access_call(office, a_customer(office)).id


def opened(office: SmallOffice, user: str, runner: Runner, qtbot: QtBot) -> Opened:
    made = Opened(office, user, runner, qtbot)
    qtbot.addWidget(made.window)
    _kept.append(made)
    return made


def test_a_request_goes_from_the_list_to_the_posted_letter_by_keys(
    office: SmallOffice, case: UUID, runner: Runner, qtbot: QtBot, tmp_path: Path
) -> None:
    desk = opened(office, "handl", runner, qtbot)
    page = desk.open_list()
    qtbot.waitUntil(lambda: page.list.table.current_id() == str(case))
    desk.press(Qt.Key.Key_Return)
    detail = desk.detail
    assert detail.stack.page() is detail.collect
    desk.press(Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: detail.state is not None and detail.state.collection is not None)
    desk.settle()
    assert detail.stack.page() is detail.collect
    for store in OutsideStore:
        detail.collect.outside.buttons[store, OutsideAnswer.NO].click()
        desk.settle()
    ask_for_credit(desk)
    release_as_credit_officer(office, case, runner, qtbot)
    desk.press(Qt.Key.Key_F5)
    desk.open_case(case)
    move_to(desk, detail.review)
    while detail.state is not None and detail.state.review and detail.state.review.undecided:
        desk.press(Qt.Key.Key_M)
        desk.press(Qt.Key.Key_1)
    move_to(desk, detail.decide)
    fill_in_none(desk)
    desk.press(Qt.Key.Key_Return, CONTROL)
    desk.press(Qt.Key.Key_Return, CONTROL)
    assert office.do("handl", view_request, case).request.decision is Decision.PARTLY
    desk.settle()
    assert detail.stack.page() is detail.send
    desk.prints_to(tmp_path)
    qtbot.waitUntil(detail.pane.print.isEnabled)
    print_now(desk)
    assert desk.jobs == [f"{office.do('handl', view_request, case).row.number} L03"]
    read_paper(tmp_path / "papper-1.pdf")
    qtbot.waitUntil(detail.pane.sent.isEnabled)
    desk.press(Qt.Key.Key_Return, CONTROL)
    assert isinstance(detail.letter.dialog, SentDialog)
    detail.letter.dialog.verb.click()
    desk.settle()
    assert office.do("ombud", view_request, case).row.state is RequestState.ANSWERED


def ask_for_credit(desk: Opened) -> None:
    collection = desk.detail.collect.collection
    collection.release_wanted.emit(Compartment.CREDIT)
    desk.settle()
    state = desk.detail.state
    assert state is not None
    assert state.collection is not None
    assert Compartment.CREDIT in state.collection.asked


def release_as_credit_officer(
    office: SmallOffice, case: UUID, runner: Runner, qtbot: QtBot
) -> None:
    holder = opened(office, "kredit", runner, qtbot)
    detail = holder.open_case(case)
    assert detail.stack.page() is detail.gate
    assert detail.pane.isHidden()
    assert len(detail.gate.release.buttons) == 1
    detail.setFocus()
    holder.press(Qt.Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: not detail.gate.release.buttons)
    holder.window.close()


def move_to(desk: Opened, page: QWidget) -> None:
    """Go from step to step with Ctrl and the arrows until a page is seen."""
    detail = desk.detail
    desk.activate()
    detail.head.stepper.setFocus()
    for _turn in Step:
        if detail.stack.page() is page:
            return
        desk.press(Qt.Key.Key_Right, CONTROL)
    assert detail.stack.page() is page


def fill_in_none(desk: Opened) -> None:
    answers = desk.detail.decide.answers
    for tick in (answers.recipients.none, answers.transfers.none, answers.no_automated):
        tick.setChecked(True)
    assert answers.touched


def print_now(desk: Opened) -> None:
    desk.detail.head.stepper.setFocus()
    desk.press(Qt.Key.Key_P, CONTROL)
    dialog = desk.detail.letter.dialog
    assert isinstance(dialog, PrintDialog)
    dialog.verb.click()
    desk.settle()
    desk.qtbot.waitUntil(lambda: not dialog.isVisible())
    desk.settle()
    desk.activate()
    desk.detail.head.stepper.setFocus()


def read_paper(path: Path) -> None:
    """The print is a picture of each page, A4, and holds no text that could be copied."""
    printed = pypdfium2.PdfDocument(path.read_bytes())
    try:
        assert len(printed) >= 3
        width, height = printed[0].get_size()
        assert round(width) == 595
        assert round(height) == 842
        assert printed[0].get_textpage().get_text_range().strip() == ""
        assert len(list(printed[0].get_objects())) > 0
    finally:
        printed.close()


def test_print_waits_until_recipients_transfers_and_decisions_are_filled_in(
    office: SmallOffice, case: UUID, runner: Runner, qtbot: QtBot
) -> None:
    collected(office, case)
    released(office, case)
    desk = opened(office, "handl", runner, qtbot)
    detail = desk.open_case(case)
    qtbot.waitUntil(lambda: detail.pane.paper is not None)
    paper = detail.pane.paper
    assert paper is not None
    assert {gap.article for gap in paper.gaps} == {"15.1 c", "15.1 h", "15.2"}
    assert not detail.pane.print.isEnabled()


def test_the_printed_letter_is_marked_as_sent_and_can_be_taken_back_at_once(
    office: SmallOffice, runner: Runner, qtbot: QtBot, tmp_path: Path
) -> None:
    made = decided(office, a_customer(office))
    desk = opened(office, "handl", runner, qtbot)
    detail = desk.open_case(made.id)
    desk.prints_to(tmp_path)
    qtbot.waitUntil(detail.pane.print.isEnabled)
    print_now(desk)
    qtbot.waitUntil(detail.pane.sent.isEnabled)
    assert detail.pane.state.text() == "Utskrivet, ej skickat"
    detail.letter.mark_sent()
    dialog = detail.letter.dialog
    assert isinstance(dialog, SentDialog)
    dialog.verb.click()
    desk.settle()
    assert office.do("ombud", view_request, made.id).row.state is RequestState.ANSWERED
    desk.window.toasts.clear()
    letter = office.do("ombud", view_request, made.id).letters[0]
    detail.deeds._undo(letter.id)
    desk.settle()
    assert office.do("handl", view_request, made.id).row.state is RequestState.OPEN


def test_a_reprint_is_a_copy_with_the_next_number(
    office: SmallOffice, runner: Runner, qtbot: QtBot, tmp_path: Path
) -> None:
    request, letter = answered(office, a_customer(office))
    desk = opened(office, "ombud", runner, qtbot)
    detail = desk.open_case(request.id)
    desk.prints_to(tmp_path)
    qtbot.waitUntil(lambda: detail.pane.paper is not None)
    assert detail.pane.paper is not None
    assert detail.pane.paper.pdf == office.do("ombud", show_letter, letter.id).pdf
    print_now(desk)
    prints = office.do("ombud", view_request, request.id).prints
    assert sorted(printed.print_number for printed in prints) == [1, 2]


def test_a_silent_printer_says_so_and_nothing_is_sent(
    office: SmallOffice, runner: Runner, qtbot: QtBot
) -> None:
    made = decided(office, a_customer(office))
    desk = opened(office, "handl", runner, qtbot)
    detail = desk.open_case(made.id)
    detail.letter.printers = lambda: ["finns inte"]
    qtbot.waitUntil(detail.pane.print.isEnabled)
    detail.letter.print()
    dialog = detail.letter.dialog
    assert isinstance(dialog, PrintDialog)
    dialog.verb.click()
    desk.settle()
    said = "Skrivaren svarar inte. Brevet är inte markerat som skickat."
    qtbot.waitUntil(lambda: dialog.error.text() == said)
    assert office.do("handl", view_request, made.id).letters == ()


def test_without_a_printer_the_dialog_says_what_to_do(
    office: SmallOffice, runner: Runner, qtbot: QtBot
) -> None:
    made = decided(office, a_customer(office))
    desk = opened(office, "handl", runner, qtbot)
    detail = desk.open_case(made.id)
    detail.letter.printers = list
    qtbot.waitUntil(detail.pane.print.isEnabled)
    detail.letter.print()
    dialog = detail.letter.dialog
    assert isinstance(dialog, PrintDialog)
    assert dialog.none.isVisible()
    assert not dialog.verb.isEnabled()


def test_the_letter_speaks_english_when_it_is_asked_to(
    office: SmallOffice, runner: Runner, qtbot: QtBot
) -> None:
    made = decided(office, a_customer(office))
    desk = opened(office, "handl", runner, qtbot)
    detail = desk.open_case(made.id)
    qtbot.waitUntil(lambda: detail.pane.paper is not None and detail.pane.paper.pages > 0)
    detail.pane.language.click()
    desk.settle()
    qtbot.waitUntil(lambda: "Your personal data" in text_of(detail.pane.paper))


def text_of(paper: object) -> str:
    pdf = getattr(paper, "pdf", b"")
    if not pdf:
        return ""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "".join(str(page.get_textpage().get_text_range()) for page in document)
    finally:
        document.close()


def test_a_comment_of_ones_own_stands_in_the_letter(
    office: SmallOffice, runner: Runner, qtbot: QtBot
) -> None:
    made = decided(office, a_customer(office))
    desk = opened(office, "handl", runner, qtbot)
    detail = desk.open_case(made.id)
    qtbot.waitUntil(detail.pane.print.isEnabled)
    detail.letter.comment("Ring gärna om något är oklart.")
    qtbot.waitUntil(lambda: "Ring gärna om något" in text_of(detail.pane.paper))
    again = opened(office, "handl", runner, qtbot).open_case(made.id)
    qtbot.waitUntil(lambda: "Ring gärna om något" in text_of(again.pane.paper))
    assert again.letter.order.comment == "Ring gärna om något är oklart."
    again.write_letter(LetterKind.RECEIPT)
    assert again.letter.order.comment == ""


def test_a_letter_that_says_what_no_longer_holds_is_made_anew(
    office: SmallOffice, runner: Runner, qtbot: QtBot
) -> None:
    made = decided(office, a_customer(office))
    office.do("handl", make_letter, made.id, LetterOrder(kind=LetterKind.ACCESS))
    detail = opened(office, "handl", runner, qtbot).open_case(made.id)
    assert detail.letter.letter is not None
    office.clock.forward(seconds=60)
    before = office.do("handl", view_answers, made.id).answers
    assert before is not None
    office.do("handl", set_answers, made.id, replace(before, automated_decisions="En poäng."))
    detail.refresh()
    qtbot.waitUntil(lambda: "En poäng" in text_of(detail.pane.paper))
    assert detail.letter.letter is None


def test_letters_on_the_way_are_written_beside_their_paper(
    office: SmallOffice, case: UUID, runner: Runner, qtbot: QtBot, tmp_path: Path
) -> None:
    desk = opened(office, "handl", runner, qtbot)
    detail = desk.open_case(case)
    desk.prints_to(tmp_path)
    for kind in (LetterKind.RECEIPT, LetterKind.IDENTITY):
        detail.write_letter(kind)
        assert detail.stack.page() is detail.form
        qtbot.waitUntil(detail.pane.print.isEnabled)
    print_now(desk)
    qtbot.waitUntil(detail.pane.sent.isEnabled)
    detail.letter.mark_sent()
    assert isinstance(detail.letter.dialog, SentDialog)
    detail.letter.dialog.verb.click()
    desk.settle()
    assert office.do("handl", view_request, case).row.is_paused
    qtbot.waitUntil(lambda: detail.stack.page() is not detail.form)


def test_what_is_masked_once_can_be_judged_again(
    office: SmallOffice, case: UUID, runner: Runner, qtbot: QtBot
) -> None:
    collected(office, case)
    desk = opened(office, "handl", runner, qtbot)
    detail = desk.open_case(case)
    move_to(desk, detail.review)
    desk.press(Qt.Key.Key_U)
    desk.press(Qt.Key.Key_4)
    assert verdicts(desk) == [Verdict.LEAVE_OUT]
    assert desk.detail.stack.page() is detail.decide
    desk.press(Qt.Key.Key_Left, CONTROL)
    desk.press(Qt.Key.Key_B)
    desk.press(Qt.Key.Key_T)
    assert verdicts(desk) == [Verdict.INCLUDE]


def verdicts(desk: Opened) -> list[Verdict | None]:
    state = desk.detail.state
    passages = state.review.passages if state and state.review else ()
    return [passage.mark.verdict for passage in passages]
