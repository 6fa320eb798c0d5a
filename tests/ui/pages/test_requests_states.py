"""Each state of the page of requests: empty, denied, unowned, refused, paused, protected."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from registerdesk.domain.four_eyes import ProposalState
from registerdesk.domain.letters import ProtectedRoute
from registerdesk.domain.parties import Protection
from registerdesk.domain.rights_requests import Decision, Right, Step
from registerdesk.domain.stored_letters import LetterKind
from registerdesk.ui.background import Runner
from registerdesk.ui.requests.dialogs import (
    HandOverDialog,
    LinesDialog,
    PauseDialog,
    ReasonDialog,
    ReplyDialog,
)
from registerdesk.ui.requests.letter_dialogs import AddressDialog, CommentDialog, RouteDialog
from registerdesk.ui.requests.link_dialog import LinkDialog
from registerdesk.ui.requests.print_dialog import PrintDialog
from registerdesk.ui.requests.refusal_form import RefusalDialog
from registerdesk.usecases.calls import Call, Matter, record_call
from registerdesk.usecases.letter_making import set_addressee, view_addressee
from registerdesk.usecases.office_profile import change_office, view_office
from registerdesk.usecases.parties import register_party
from registerdesk.usecases.protection import mark_protected
from registerdesk.usecases.request_answers import view_answers
from registerdesk.usecases.request_work import ask_to_take_over
from registerdesk.usecases.rights_requests import RequestFilter, view_request
from tests.makers import TODAY, SmallOffice, an_office, bare
from tests.ui.keys import type_text
from tests.ui.requests_window import CONTROL, Opened
from tests.usecases.cases import a_customer, a_request, answered, collected, released, reviewed

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
    """Give a request for access that a case officer is responsible for."""
    return a_request(office, a_customer(office)).id


def opened(office: SmallOffice, user: str, runner: Runner, qtbot: QtBot) -> Opened:
    made = Opened(office, user, runner, qtbot)
    qtbot.addWidget(made.window)
    _kept.append(made)
    return made


def menu_of(desk: Opened) -> list[str]:
    menu = QMenu()
    desk.detail.menu.fill(menu)
    return [action.text() for action in menu.actions() if action.text()]


def test_an_empty_list_says_how_a_request_comes_about(
    office: SmallOffice, runner: Runner, qtbot: QtBot
) -> None:
    page = opened(office, "handl", runner, qtbot).open_list()
    qtbot.waitUntil(lambda: page.list.states.state() == "empty")
    assert page.list.states.empty.label.text() == "Inga öppna begäranden."
    assert "F2" in page.list.states.empty.under.text()


def test_the_list_tells_days_left_in_words_and_counts_each_chip(
    office: SmallOffice, case: UUID, runner: Runner, qtbot: QtBot
) -> None:
    desk = opened(office, "handl", runner, qtbot)
    page = desk.open_list()
    qtbot.waitUntil(lambda: page.list.table.current_id() == str(case))
    row = page.list.table.rows.row(0)
    assert row is not None
    words = [cell.text for cell in row.cells]
    assert words[0] == "30 dagar kvar"
    assert words[2:5] == ["Registerutdrag", "Anna Lindqvist", "Samla in"]
    assert words[-1] == "2026-12-23"
    assert page.list.chips[RequestFilter.OPEN].text() == "Alla öppna 1"
    page.list.choose(RequestFilter.SENT)
    qtbot.waitUntil(lambda: page.list.table.rows.rowCount() == 0)


def test_a_colleague_sees_header_and_axis_only_and_can_ask_for_the_case(
    office: SmallOffice, case: UUID, runner: Runner, qtbot: QtBot
) -> None:
    desk = opened(office, "handl2", runner, qtbot)
    detail = desk.open_case(case)
    assert detail.stack.page() is detail.gate
    assert detail.gate.who.text() == "Ansvarig: Handl Ek."
    assert detail.pane.isHidden()
    assert detail.head.stepper.isHidden()
    assert detail.head.timeline.spoken().startswith("Mottagen 2026-11-23")
    assert detail.state is not None
    assert detail.state.collection is None
    detail.gate.ask.click()
    desk.settle()
    owner = opened(office, "handl", runner, qtbot)
    mine = owner.open_case(case)
    assert mine.wanted.isVisible()
    assert mine.wanted.label.text() == "Handl2 Ek vill ta över ärendet."
    mine.hand.click()
    dialog = mine.menu.dialog
    assert isinstance(dialog, HandOverDialog)
    assert dialog.who.currentText() == "Handl2 Ek"
    dialog.verb.click()
    owner.settle()
    qtbot.waitUntil(lambda: mine.stack.page() is mine.gate)
    assert office.do("handl2", view_request, case).is_mine


def test_an_unknown_caller_is_found_in_the_register_and_the_cases_follow(
    office: SmallOffice, runner: Runner, qtbot: QtBot
) -> None:
    a_customer(office)
    call = Call(caller_name="Anna L", matters=(Matter(digit=1), Matter(digit=3)))
    access, erasure = office.do("handl", record_call, call).requests
    desk = opened(office, "handl", runner, qtbot)
    detail = desk.open_case(access.id)
    detail.menu.link()
    dialog = detail.menu.dialog
    assert isinstance(dialog, LinkDialog)
    dialog.verb.click()
    assert dialog.person.error.text() == "Välj en person i registret."
    type_text(dialog.person.field, "lindqvist")
    qtbot.waitUntil(dialog.person.list.isVisible)
    QTest.keyClick(dialog.person.field, Qt.Key.Key_Return)
    dialog.verb.click()
    desk.settle()
    assert office.do("handl", view_request, access.id).row.name == "Anna Lindqvist"
    assert office.do("handl", view_request, erasure.id).row.name == "Anna Lindqvist"


def test_a_case_without_an_owner_is_taken_from_the_list_with_a(
    office: SmallOffice, runner: Runner, qtbot: QtBot
) -> None:
    call = Call(
        caller_name="Okänd uppringare",
        call_back="070-174 06 95",
        matters=(Matter(digit=9, text="Undrar över ett brev."),),
        note="Undrar över ett brev.",
    )
    made = office.do("lasare", record_call, call).requests[0]
    desk = opened(office, "handl", runner, qtbot)
    page = desk.open_list()
    qtbot.waitUntil(lambda: page.list.table.current_id() == str(made.id))
    detail = desk.open_case(made.id)
    assert detail.gate.classify.isVisible()
    detail.gate.classify.right.setCurrentIndex(0)
    detail.gate.classify.button.click()
    desk.settle()
    assert office.do("handl", view_request, made.id).row.right is Right.ACCESS
    assert office.do("handl", view_request, made.id).is_mine


def test_the_list_assigns_and_pauses_by_letter(
    office: SmallOffice, case: UUID, runner: Runner, qtbot: QtBot
) -> None:
    other = opened(office, "handl2", runner, qtbot)
    page = other.open_list()
    qtbot.waitUntil(lambda: page.list.table.current_id() == str(case))
    QTest.keyClick(page.list.table, Qt.Key.Key_A)
    qtbot.waitUntil(lambda: "tillfrågad" in other.window.toasts.label.text())
    desk = opened(office, "handl", runner, qtbot)
    mine = desk.open_list()
    qtbot.waitUntil(lambda: mine.list.table.current_id() == str(case))
    QTest.keyClick(mine.list.table, Qt.Key.Key_P)
    qtbot.waitUntil(lambda: isinstance(desk.detail.menu.dialog, PauseDialog))


def test_the_clock_is_paused_and_started_again_with_hatching_and_words(
    office: SmallOffice, case: UUID, runner: Runner, qtbot: QtBot
) -> None:
    desk = opened(office, "handl", runner, qtbot)
    detail = desk.open_case(case)
    detail.head.pause_button.click()
    dialog = detail.menu.dialog
    assert isinstance(dialog, PauseDialog)
    dialog.posted.setText("nonsens")
    dialog.verb.click()
    assert dialog.isVisible()
    dialog.posted.set_value(TODAY)
    dialog.verb.click()
    desk.settle()
    assert detail.head.days.text() == "Pausad"
    office.clock.forward(days=5)
    detail = desk.open_case(case)
    assert "2026-11-24 – 2026-11-28" in detail.head.timeline.spoken()
    assert detail.head.pause_button.text() == "Starta fristen igen"
    detail.head.pause_button.click()
    reply = detail.menu.dialog
    assert isinstance(reply, ReplyDialog)
    reply.verb.click()
    desk.settle()
    view = office.do("handl", view_request, case)
    assert not view.row.is_paused
    assert view.deadline.paused_days == 5


def test_how_the_limit_is_counted_is_one_key_away_as_text(
    office: SmallOffice, case: UUID, runner: Runner, qtbot: QtBot
) -> None:
    detail = opened(office, "handl", runner, qtbot).open_case(case)
    QTest.keyClick(detail, Qt.Key.Key_R)
    dialog = detail.menu.dialog
    assert isinstance(dialog, LinesDialog)
    assert "1182/71" in dialog.accessibleDescription()
    assert "2026-12-23" in dialog.accessibleDescription()


def test_a_refusal_waits_for_the_ombud_who_may_send_it_back_or_approve(
    office: SmallOffice, case: UUID, runner: Runner, qtbot: QtBot
) -> None:
    desk = opened(office, "handl", runner, qtbot)
    detail = desk.open_case(case)
    detail.choose(3)
    refuse(desk)
    assert detail.pane.kind.accessibleName() == "Avslag"
    assert not detail.pane.print.isEnabled()
    ombud = opened(office, "ombud", runner, qtbot)
    view = ombud.open_case(case)
    assert view.stack.page() is view.decide
    assert view.decide.approval.approve.isVisible()
    view.decide.approval.reject.click()
    dialog = view.decide.dialog
    assert isinstance(dialog, ReasonDialog)
    dialog.verb.click()
    ombud.settle()
    assert dialog.error.isVisible() or dialog.isVisible()
    dialog.reason.setPlainText("Visa att begäran är orimlig.")
    dialog.verb.click()
    ombud.settle()
    detail = desk.open_case(case)
    detail.choose(3)
    assert "Visa att begäran är orimlig." in detail.decide.decision.rejected.text()
    refuse(desk)
    view = ombud.open_case(case)
    qtbot.waitUntil(view.decide.approval.approve.isVisible)
    view.decide.approval.approve.click()
    ombud.settle()
    proposal = office.do("handl", view_answers, case).proposal
    assert proposal is not None
    assert proposal.state is ProposalState.APPROVED
    detail = desk.open_case(case)
    qtbot.waitUntil(detail.pane.print.isEnabled)


def refuse(desk: Opened) -> None:
    detail = desk.detail
    detail.decide.open_refusal()
    dialog = detail.decide.dialog
    assert isinstance(dialog, RefusalDialog)
    first = dialog.rows.rows[0]
    first.what.clear()
    dialog.verb.click()
    desk.settle()
    assert dialog.isVisible()
    assert first.reason.accessibleDescription().startswith("Ange vad som avslås")
    dialog.fields.set_text("ground", "unfounded")
    first.what.setText("Utdraget")
    first.reason.setPlainText("Fjärde gången i år.")
    first.rule.setText("artikel 12.5")
    dialog.extra.clear()
    dialog.verb.click()
    desk.settle()
    assert dialog.extra.accessibleDescription()
    dialog.extra.setPlainText("Tre svar sedan januari, utan ändringar.")
    dialog.verb.click()
    desk.settle()
    assert desk.detail.state is not None
    assert desk.detail.state.view.request.decision is Decision.REFUSE


def test_an_answered_case_is_closed_to_its_owner_and_shown_to_the_ombud(
    office: SmallOffice, runner: Runner, qtbot: QtBot
) -> None:
    request, _letter = answered(office, a_customer(office))
    office.clock.forward(minutes=1)
    owner = opened(office, "handl", runner, qtbot)
    detail = owner.open_case(request.id)
    assert detail.stack.page() is detail.gate
    assert detail.gate.ask.isHidden()
    ombud = opened(office, "ombud", runner, qtbot)
    view = ombud.open_case(request.id)
    view.choose(4)
    assert len(view.send.shows) == 1
    view.send.shows[0].click()
    ombud.settle()
    qtbot.waitUntil(lambda: view.pane.state.text() == "Skickat 2026-11-23")
    assert not view.pane.edit.isEnabled()


def test_a_protected_persons_letter_is_revealed_on_purpose_and_has_no_address(
    office: SmallOffice, runner: Runner, qtbot: QtBot
) -> None:
    party = a_customer(office)
    office.do("handl", mark_protected, party, Protection.MARKED)
    case = a_request(office, party).id
    collected(office, case)
    desk = opened(office, "handl", runner, qtbot)
    detail = desk.open_case(case)
    assert not detail.pane.view.has_page()
    detail.pane.lacks.button.click()
    desk.settle()
    detail.pane.lacks.button.click()
    dialog = detail.letter.dialog
    assert isinstance(dialog, RouteDialog)
    dialog.choose(ProtectedRoute.COLLECTED)
    dialog.verb.click()
    desk.settle()
    addressee, _language = office.do("handl", view_addressee, case)
    assert addressee.protected_route is ProtectedRoute.COLLECTED
    assert addressee.address_lines == ()


def test_a_letter_by_way_of_the_tax_agency_is_printed_with_its_outer_sheet(
    office: SmallOffice, runner: Runner, qtbot: QtBot, tmp_path: Path
) -> None:
    outer = {"forwarding": "Skatteverket, Förmedlingen, 123 45 EKBY"}
    office.do("admin", change_office, office.do("admin", view_office).version, outer)
    party = a_customer(office)
    office.do("handl", mark_protected, party, Protection.MARKED)
    case = a_request(office, party).id
    addressee, language = office.do("handl", view_addressee, case)
    way = replace(addressee, protected_route=ProtectedRoute.TAX_AGENCY)
    office.do("handl", set_addressee, case, way, language)
    desk = opened(office, "handl", runner, qtbot)
    detail = desk.open_case(case)
    desk.prints_to(tmp_path)
    detail.write_letter(LetterKind.RECEIPT)
    desk.settle()
    detail.pane.lacks.button.click()
    qtbot.waitUntil(detail.pane.view.has_page)
    qtbot.waitUntil(detail.pane.print.isEnabled)
    detail.letter.print()
    dialog = detail.letter.dialog
    assert isinstance(dialog, PrintDialog)
    dialog.verb.click()
    desk.settle()
    assert [job.split()[-1] for job in desk.jobs] == ["L01", "forwarding"]
    assert len(list(tmp_path.glob("papper-*.pdf"))) == 2
    assert "letter.forwarding_made" in office.acts()


def test_a_comment_that_is_too_long_cannot_be_used(
    office: SmallOffice, case: UUID, runner: Runner, qtbot: QtBot
) -> None:
    detail = opened(office, "handl", runner, qtbot).open_case(case)
    detail.letter.edit()
    dialog = detail.letter.dialog
    assert isinstance(dialog, CommentDialog)
    dialog.comment.setPlainText("x" * 801)
    assert not dialog.verb.isEnabled()
    dialog.comment.setPlainText("x" * 800)
    assert dialog.verb.isEnabled()


def test_what_is_typed_and_not_saved_is_not_lost_on_the_way_out(
    office: SmallOffice, case: UUID, runner: Runner, qtbot: QtBot
) -> None:
    collected(office, case)
    released(office, case)
    reviewed(office, case)
    desk = opened(office, "handl", runner, qtbot)
    detail = desk.open_case(case)
    answers = detail.decide.answers
    answers.recipients.add_row(("Åkeriet AB", "adress", "Sverige", ""))
    answers.transfers.none.setChecked(True)
    assert not desk.page.leave()
    answers.keep()
    desk.settle()
    assert answers.error.isVisibleTo(answers)
    assert answers.recipients.rows() == (("Åkeriet AB", "adress", "Sverige", ""),)
    answers.automated.setPlainText("Ingen maskin beslutar ensam.")
    answers.keep()
    desk.settle()
    given = office.do("handl", view_answers, case).answers
    assert given is not None
    assert [row.name for row in given.recipients] == ["Åkeriet AB"]  # type: ignore[union-attr]  # the test knows that it is there
    assert desk.page.leave()


def test_new_values_since_the_collection_are_told_and_a_stop_keeps_nothing(
    office: SmallOffice, runner: Runner, qtbot: QtBot
) -> None:
    party = a_customer(office)
    case = a_request(office, party).id
    desk = opened(office, "handl", runner, qtbot)
    detail = desk.open_case(case)
    detail.deeds.progressed.connect(lambda _done, _total: detail.deeds.cancel())
    detail.deeds.collect()
    desk.settle()
    stopped = office.do("handl", view_request, case).request.collected_at
    detail.deeds.progressed.disconnect()
    collected(office, case)
    assert stopped is None
    call = Call(party_id=party, matters=(Matter(digit=8),), note="Frågar när svaret kommer.")
    office.do("handl", record_call, call)
    detail = desk.open_case(case)
    assert "Samla in igen med F5" in detail.collect.collection.news.label.text()


def test_the_menu_offers_what_the_reader_can_do(
    office: SmallOffice, case: UUID, runner: Runner, qtbot: QtBot
) -> None:
    desk = opened(office, "handl", runner, qtbot)
    desk.open_case(case)
    words = menu_of(desk)
    assert "Förlängning …" in words
    assert "Lämna över …" in words
    other = opened(office, "handl2", runner, qtbot)
    other.open_case(case)
    assert menu_of(other) == ["Så räknas fristen", "Öppna personen"]


def test_a_request_for_erasure_has_three_steps_and_no_collection(
    office: SmallOffice, runner: Runner, qtbot: QtBot
) -> None:
    party = office.do("handl", register_party, bare("Nils Ek"))
    case = a_request(office, party, right=Right.ERASURE).id
    desk = opened(office, "handl", runner, qtbot)
    detail = desk.open_case(case)
    assert detail.state is not None
    assert [s.step for s in detail.state.view.steps] == [Step.IDENTITY, Step.DECIDE, Step.SEND]
    detail.choose(1)
    assert detail.decide.decision.all.isHidden()
    assert detail.decide.decision.refuse.isVisible()


def test_an_urgent_request_is_told_in_words_and_red(
    office: SmallOffice, case: UUID, runner: Runner, qtbot: QtBot
) -> None:
    office.clock.forward(days=28)
    desk = opened(office, "handl", runner, qtbot)
    detail = desk.open_case(case)
    assert detail.head.days.text() == "2 dagar kvar"
    assert detail.head.days.property("chip") == "danger"
    assert detail.state is not None
    row = detail.state.view.row
    assert row.answer_by == TODAY + timedelta(days=30)
    assert replace(row).days_left == 2


def test_asking_twice_for_a_case_leaves_one_task(
    office: SmallOffice, case: UUID, runner: Runner, qtbot: QtBot
) -> None:
    for _time in range(2):
        office.do("handl2", ask_to_take_over, case)
    detail = opened(office, "handl", runner, qtbot).open_case(case)
    assert detail.state is not None
    assert len(detail.state.tasks) == 1


def test_name_and_address_of_the_letters_are_the_cases_own(
    office: SmallOffice, case: UUID, runner: Runner, qtbot: QtBot
) -> None:
    desk = opened(office, "handl", runner, qtbot)
    detail = desk.open_case(case)
    detail.letter.ask_address()
    desk.settle()
    dialog = detail.letter.dialog
    assert isinstance(dialog, AddressDialog)
    assert dialog.register.isHidden()  # the register says the same
    dialog.name.setText("Advokat Bo Ek")
    dialog.lines.setPlainText("Torget 1\n123 45 EKBY")
    dialog.verb.click()
    desk.settle()
    addressee, _language = office.do("handl", view_addressee, case)
    assert addressee.name == "Advokat Bo Ek"
    assert addressee.address_lines == ("Torget 1", "123 45 EKBY")
    detail.letter.ask_address()
    desk.settle()
    again = detail.letter.dialog
    assert isinstance(again, AddressDialog)
    assert again.register.text() == "Använd registrets adress"
    again.register.click()
    again.verb.click()
    desk.settle()
    addressee, _language = office.do("handl", view_addressee, case)
    assert (addressee.name, addressee.greeting_name) == ("Anna Lindqvist", "Anna")
    assert addressee.address_lines == ("Björkvägen 3", "123 45 EKBY")


def test_the_paper_opens_in_reading_size_and_shows_the_envelopes_window(
    office: SmallOffice, case: UUID, runner: Runner, qtbot: QtBot
) -> None:
    desk = opened(office, "handl", runner, qtbot)
    detail = desk.open_case(case)
    detail.write_letter(LetterKind.RECEIPT)
    qtbot.waitUntil(detail.pane.view.has_page)
    assert detail.pane.check.text() == "Adressen ryms i fönstret på C5 H2"
    plain = detail.pane.view.grab().toImage()
    QTest.keyClick(detail, Qt.Key.Key_W, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    desk.settle()
    assert detail.pane.view.shows_window
    assert detail.pane.view.grab().toImage() != plain
    QTest.keyClick(detail.pane.view, Qt.Key.Key_Return)
    assert detail.pane.reading is not None
    assert detail.pane.reading.isVisible()


def test_a_decision_in_the_review_leads_to_what_the_answer_also_says_and_on_to_the_letter(
    office: SmallOffice, case: UUID, runner: Runner, qtbot: QtBot
) -> None:
    collected(office, case)
    released(office, case)
    desk = opened(office, "handl", runner, qtbot)
    detail = desk.open_case(case)
    detail.choose(2)
    assert not detail.review.decision.partly.isEnabled()
    assert "Granskningen är inte klar." in detail.review.decision.locks.text()
    reviewed(office, case)
    detail.refresh()
    desk.settle()
    detail.choose(2)
    qtbot.waitUntil(detail.review.decision.partly.isEnabled)
    detail.review.decision.partly.click()
    desk.settle()
    detail.choose(3)
    answers = detail.decide.answers
    for tick in (answers.recipients.none, answers.transfers.none, answers.no_automated):
        tick.setChecked(True)
    detail.primary()
    desk.settle()
    qtbot.waitUntil(lambda: detail.stack.page() is detail.send)
