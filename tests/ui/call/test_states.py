"""What the panel does when the caller is not the usual one."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from registerdesk.domain.contacts import Contact
from registerdesk.domain.identity_checks import IdentityLevel, IdentityMethod
from registerdesk.domain.parties import Protection
from registerdesk.domain.rights_requests import RequestState, Right
from registerdesk.ui.background import Runner
from registerdesk.ui.kit.results import Entry
from registerdesk.ui.kit.shortcut_sheet import ShortcutSheet
from registerdesk.usecases.contacts import NewContact, record_contact
from registerdesk.usecases.protection import mark_protected
from registerdesk.usecases.request_opening import NewRequest, open_request
from tests.makers import MINUTE, NOON, TODAY
from tests.ui.call.phones import ALT, CTRL, DOWN, ENTER, F2, SHIFT, CallOffice, Phone, V
from tests.ui.looks import clipped, marked_up, nameless

ONE, TWO, THREE = Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3


def stored(phone: Phone) -> Contact:
    """Return the one contact of the office, whole."""
    office = phone.office
    (contact,) = phone.ask(
        lambda: office.inside("handl", lambda visit: visit.office.contacts.find())
    )
    return contact


def test_the_latest_callers_stand_there_before_anything_is_typed(phone: Phone) -> None:
    for age, name in enumerate(("Maria Ek", "Mats Andersson")):
        new = NewContact(party_id=phone.people[name], at=NOON - (age + 1) * MINUTE)
        phone.office.do("handl", record_contact, new)
    phone.ring()
    phone.quiet()
    rows = [phone.panel.caller.list.entries.entry(at) for at in range(2)]
    assert [row.title for row in rows if isinstance(row, Entry)] == ["Maria Ek", "Mats Andersson"]
    phone.key(ENTER)
    assert phone.panel.lookup.party_id is None, "nobody is taken by Enter alone"
    phone.key(DOWN)
    phone.key(ENTER)
    assert phone.panel.lookup.party_id == phone.people["Maria Ek"]


def test_the_open_card_is_offered_first_and_taken_by_enter_alone(phone: Phone) -> None:
    phone.window.navigate("customers", str(phone.people["Mats Andersson"]))
    phone.quiet()
    phone.ring()
    phone.quiet()
    row = phone.panel.caller.list.entries.entry(0)
    assert isinstance(row, Entry)
    assert (row.title, row.chip) == ("Mats Andersson", "Öppen nu")
    assert phone.panel.lookup.party_id is None
    phone.key(ENTER)
    assert phone.panel.lookup.party_id == phone.people["Mats Andersson"]


@pytest.mark.parametrize(
    ("keys", "level", "words"),
    [
        ((), IdentityLevel.UNCONFIRMED, "Ej bekräftad"),
        ((ONE,), IdentityLevel.UNCONFIRMED, "Ej bekräftad"),
        ((ONE, TWO), IdentityLevel.BY_POST, "Bekräftad – räcker för svar per post"),
        ((ONE, TWO, THREE), IdentityLevel.BY_POST, "Bekräftad – räcker för svar per post"),
        (
            (ONE, TWO, Qt.Key.Key_4),
            IdentityLevel.FOR_DISCLOSURE,
            "Bekräftad – räcker för utlämnande",
        ),
        ((Qt.Key.Key_B,), IdentityLevel.FOR_DISCLOSURE, "Bekräftad – räcker för utlämnande"),
    ],
)
def test_the_chip_says_what_the_checks_are_enough_for(
    phone: Phone, keys: tuple[Qt.Key, ...], level: IdentityLevel, words: str
) -> None:
    phone.take("0605")
    for key in keys:
        phone.key(key)
    assert phone.panel.identity.level() is level
    assert phone.panel.identity.chip.text() == words


def test_a_call_confirmed_by_bankid_is_saved_with_its_reference_alone(phone: Phone) -> None:
    phone.take("0605")
    for key in (Qt.Key.Key_B, ENTER, ONE):
        phone.key(key)
    phone.quiet()
    phone.key(ENTER, CTRL)
    assert phone.panel.error.isVisible()
    assert phone.panel.error.what.text() == "Skriv BankID-referensen i anteckningen."
    assert phone.focus() is phone.panel.last.note
    phone.type("BankID 4711")
    phone.save()
    assert stored(phone).note.endswith("BankID 4711")


def test_f6_leads_from_the_page_to_the_step_at_work(phone: Phone) -> None:
    phone.take("0605")
    phone.until_focus(lambda: phone.panel.identity.rows)
    phone.window.search.setFocus()
    while not phone.panel.isAncestorOf(phone.focus()):
        phone.key(Qt.Key.Key_F6)
    assert phone.focus() is phone.panel.identity.rows


def test_answers_are_shown_but_for_number_and_phone(phone: Phone) -> None:
    phone.take("0605")
    rows = phone.panel.identity.rows.rows
    assert rows[IdentityMethod.LAST_FOUR].answer == "••••"
    assert rows[IdentityMethod.CALL_BACK].answer == "070-••• •• 05"
    assert rows[IdentityMethod.POSTAL_ADDRESS].answer == "Storgatan 14 B, Solna"
    assert rows[IdentityMethod.BIRTH_DATE].answer == "1978-04-12"
    assert rows[IdentityMethod.CUSTOMER_NUMBER].answer == "K-10482"


def test_v_shows_the_masked_answers_while_it_is_held_and_the_log_knows(phone: Phone) -> None:
    phone.take("0605")
    rows = phone.panel.identity.rows.rows
    QTest.keyPress(phone.focus(), V)
    phone.until(lambda: rows[IdentityMethod.LAST_FOUR].answer == "2385")
    assert rows[IdentityMethod.CALL_BACK].answer == "070-174 06 05"
    QTest.keyRelease(phone.focus(), V)
    assert rows[IdentityMethod.LAST_FOUR].answer == "••••"
    assert rows[IdentityMethod.CALL_BACK].answer == "070-••• •• 05"
    assert "identity_number.revealed" in phone.acts()


def test_after_three_seconds_the_answer_is_masked_though_v_is_held(phone: Phone) -> None:
    phone.take("0605")
    QTest.keyPress(phone.focus(), V)
    phone.quiet()
    phone.panel.identity.masking.start(1)
    rows = phone.panel.identity.rows.rows
    phone.until(lambda: rows[IdentityMethod.LAST_FOUR].answer == "••••")


def test_a_question_without_an_answer_cannot_be_ticked(phone: Phone) -> None:
    phone.take("0640")
    phone.key(ONE)
    rows = phone.panel.identity.rows.rows
    assert rows[IdentityMethod.LAST_FOUR].answer == "saknas"
    assert phone.panel.identity.checked() == ()


def test_the_day_is_computed_and_the_note_prefilled_before_anything_is_saved(phone: Phone) -> None:
    phone.take("0605")
    for key in (ONE, TWO, ENTER, ONE):
        phone.key(key)
    phone.quiet()
    last = phone.panel.last
    assert last.deadline.label.text() == "Svar senast onsdag 2026-12-23"
    assert last.deadline.under.text() == (
        "En månad från idag. Ditt mål: 2026-12-07. Handl Ek blir ansvarig."
    )
    assert last.note.toPlainText() == (
        "Begär registerutdrag per telefon. Svar per post till registrerad adress. "
    )
    assert last.speech.text().startswith("Säg: Du får svar senast den 23 december.")
    assert phone.requests() == []


def test_what_is_typed_in_the_note_stays_when_the_matter_changes(phone: Phone) -> None:
    phone.take("0605")
    for key in (ENTER, THREE):
        phone.key(key)
    phone.quiet()
    phone.type("nyhetsbrevet")
    phone.key(THREE, ALT)
    phone.key(TWO)
    assert phone.panel.last.note.toPlainText().endswith("nyhetsbrevet")
    phone.save()
    assert stored(phone).note.endswith("nyhetsbrevet")


def test_a_note_typed_before_the_card_is_there_says_what_the_card_says(phone: Phone) -> None:
    phone.ring()
    phone.type("0640")
    phone.quiet()
    for key in (ENTER, ONE, TWO, ENTER, THREE):
        phone.key(key)  # the answers are not there: both questions can be ticked
    phone.type("nyhetsbrevet")
    assert phone.panel.last.note.toPlainText().startswith("Svar per post")
    phone.quiet()
    assert phone.panel.identity.checked() == (IdentityMethod.POSTAL_ADDRESS,)
    assert phone.panel.last.note.toPlainText() == (
        "Identiteten är inte bekräftad.\nBegär radering per telefon: nyhetsbrevet"
    )


def test_a_note_that_was_rewritten_is_left_alone(phone: Phone) -> None:
    phone.take("0605")
    for key in (ENTER, ONE):
        phone.key(key)
    phone.quiet()
    phone.panel.last.note.setPlainText("Vill veta allt.")
    phone.key(TWO, ALT)
    phone.key(ONE)
    phone.key(TWO)
    assert phone.panel.last.note.toPlainText() == "Vill veta allt."


def test_f1_shows_the_keys_of_the_call_first_while_one_is_in_it(phone: Phone) -> None:
    phone.take("0605")
    phone.key(Qt.Key.Key_F1)
    (sheet,) = phone.window.findChildren(ShortcutSheet)
    assert sheet.shown()[0].message == "Save call"
    sheet.close()


def test_an_unknown_caller_is_named_called_back_and_answered_by_the_same_day(phone: Phone) -> None:
    phone.ring()
    phone.type("Qvirin Ödla")
    phone.key(ENTER)
    phone.quiet()
    assert phone.panel.caller.is_stranger()
    assert phone.focus() is phone.panel.caller.stranger.fields[1]
    phone.type("070-174 06 99")
    phone.key(ENTER)
    phone.type("Box 1, 123 45 Ekby")
    phone.key(ENTER)
    phone.until_focus(lambda: phone.panel.identity.rows)
    phone.key(ENTER)
    phone.key(ONE)
    phone.save()
    contact = stored(phone)
    assert (contact.caller_name, contact.call_back) == ("Qvirin Ödla", "070-174 06 99")
    assert contact.caller_address == "Box 1, 123 45 Ekby"
    (request,) = phone.requests()
    assert not request.known_party


def test_the_call_after_an_unknown_caller_begins_with_the_search_again(phone: Phone) -> None:
    phone.ring()
    phone.type("zzzz")
    phone.key(ENTER)
    phone.quiet()
    assert phone.panel.caller.is_stranger()
    phone.ring()
    phone.quiet()
    assert phone.focus() is phone.panel.caller.field
    phone.take("0605")
    assert phone.panel.lookup.party_id == phone.people["Anna Lindqvist"]


def test_enter_takes_no_guess_for_a_name_that_nobody_has(phone: Phone) -> None:
    phone.ring()
    phone.type("lindqvst")
    phone.quiet()
    assert "Menade du Lindqvist?" in phone.panel.caller.hint.text()
    phone.key(ENTER)
    phone.quiet()
    assert phone.panel.lookup.party_id is None
    assert phone.panel.caller.is_stranger()


def test_a_guess_is_taken_when_somebody_chooses_it(phone: Phone) -> None:
    phone.ring()
    phone.type("lindqvst")
    phone.quiet()
    phone.key(DOWN)
    phone.key(ENTER)
    phone.quiet()
    assert phone.panel.lookup.party_id == phone.people["Anna Lindqvist"]


def test_an_unknown_caller_needs_a_name_or_a_number(phone: Phone) -> None:
    phone.ring()
    phone.type("zzzz")
    phone.key(ENTER)
    phone.quiet()
    phone.panel.caller.stranger.clear()
    phone.panel.caller.stranger.fields[2].setFocus()
    phone.key(ENTER)
    assert phone.panel.caller.stranger.error.text() == (
        "Ange vem som ringer eller ett nummer för motringning."
    )
    assert phone.panel.active == 0


def same_kind(phone: Phone) -> None:
    """Let Anna have an open access request, and call about the same."""
    anna = phone.people["Anna Lindqvist"]
    phone.office.do("handl", open_request, NewRequest(right=Right.ACCESS, party_id=anna))
    phone.take("0605")
    for key in (ONE, TWO, ENTER, ONE):
        phone.key(key)
    phone.until_focus(lambda: phone.panel.last.same)


def test_an_open_request_of_the_same_kind_is_told_and_enter_adds_to_it(phone: Phone) -> None:
    same_kind(phone)
    row = phone.panel.last.same
    assert row.label.text() == "Har redan öppen begäran B-2026-0001"
    assert row.under.text() == "svar senast 2026-12-23"
    phone.key(ENTER)
    phone.until_focus(lambda: phone.panel.last.note)
    phone.save()
    assert len(phone.requests()) == 1
    assert phone.toast() == "Tillagt i begäran B-2026-0001. Svar senast onsdag 2026-12-23."


def test_what_is_said_tells_the_day_of_the_open_request_until_a_new_one_is_chosen(
    phone: Phone,
) -> None:
    anna, received = phone.people["Anna Lindqvist"], TODAY - timedelta(days=13)
    new = NewRequest(right=Right.ACCESS, party_id=anna, received_on=received)
    phone.office.do("handl", open_request, new)
    phone.take("0605")
    for key in (ONE, TWO, ENTER, ONE):
        phone.key(key)
    phone.until_focus(lambda: phone.panel.last.same)
    speech = phone.panel.last.speech
    assert speech.text() == "Säg: Du får svar senast den 10 december. Ärendenumret är B 2026 0001."
    phone.panel.last.same.new.click()
    phone.quiet()
    assert speech.text().startswith("Säg: Du får svar senast den 23 december.")


def test_n_makes_a_new_request_beside_the_open_one(phone: Phone) -> None:
    same_kind(phone)
    phone.key(Qt.Key.Key_N)
    phone.until_focus(lambda: phone.panel.last.note)
    phone.save()
    assert len(phone.requests()) == 2


def test_saving_waits_for_the_answer_about_the_open_request(phone: Phone) -> None:
    same_kind(phone)
    phone.key(ENTER, CTRL)
    phone.quiet()
    assert phone.window.calls.panel is not None
    assert phone.focus() is phone.panel.last.same
    assert len(phone.requests()) == 1
    assert phone.panel.error.isVisible()
    assert phone.panel.error.what.text() == "Enter lägger till i den, N gör en ny begäran."
    phone.key(ENTER)
    phone.until_focus(lambda: phone.panel.last.note)
    assert phone.panel.error.isHidden()


def test_undo_takes_the_case_back_and_leaves_the_call(phone: Phone) -> None:
    phone.take("0605")
    for key in (ENTER, ONE):
        phone.key(key)
    phone.save()
    phone.window.toasts.button.click()
    phone.until(lambda: phone.toast().startswith("Begäran B-2026-0001 är ångrad"))
    assert [request.state for request in phone.requests()] == [RequestState.UNDONE]
    assert len(phone.contacts()) == 1


def test_ctrl_shift_enter_saves_and_opens_the_case(
    phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    visited: list[tuple[str, str]] = []
    phone.take("0605")
    monkeypatch.setattr(phone.window.context, "navigate", lambda *to: visited.append(to))
    phone.panel.opens_cases = True
    for key in (ENTER, ONE):
        phone.key(key)
    phone.key(ENTER, CTRL | SHIFT)
    phone.until(lambda: bool(visited))
    (request,) = phone.requests()
    assert visited == [("requests", str(request.id))]


def test_a_protected_person_shows_number_and_flag_to_somebody_without_the_right(
    made: CallOffice, runner: Runner, qtbot: QtBot
) -> None:
    anna = made.people["Anna Lindqvist"]
    made.office.do("handl", mark_protected, anna, Protection.MARKED)
    phone = Phone(made, runner, qtbot, "kredit")
    phone.take("K-10482")
    assert phone.panel.caller.fact() == "Skyddade personuppgifter K-10482"
    assert phone.panel.identity.protected.isVisible()
    assert not phone.panel.identity.open.isVisible()
    answers = [row.answer for row in phone.panel.identity.rows.rows.values()]
    assert set(answers) <= {"", "skriv referensen i anteckningen"}
    for key in (ENTER, ONE):
        phone.key(key)
    phone.quiet()
    assert "behörig för skyddade personer" in phone.panel.last.deadline.under.text()
    phone.save()
    (request,) = phone.requests()
    named = {phone.office.keys(user).user_id for user in ("handl", "handl2")}
    assert request.owner in named


def test_somebody_named_opens_a_protected_person_for_the_call_with_p(phone: Phone) -> None:
    anna = phone.people["Anna Lindqvist"]
    phone.office.do("handl", mark_protected, anna, Protection.MARKED)
    phone.take("K-10482")
    assert phone.panel.identity.protected.isVisible()
    phone.key(Qt.Key.Key_P)
    phone.quiet()
    rows = phone.panel.identity.rows.rows
    assert rows[IdentityMethod.POSTAL_ADDRESS].answer == "Storgatan 14 B, Solna"
    assert "party.protected_opened" in phone.acts()


def test_a_reader_has_two_steps_and_one_key_whose_case_waits_to_be_classified(
    made: CallOffice, runner: Runner, qtbot: QtBot
) -> None:
    phone = Phone(made, runner, qtbot, "lasare")
    phone.take("0605")
    assert len(phone.panel.steps) == 2
    phone.until_focus(lambda: phone.panel.last.wish)
    phone.key(ONE)
    phone.key(ENTER)
    assert phone.focus() is phone.panel.last.note
    assert phone.panel.last.deadline.label.text() == "Svar senast onsdag 2026-12-23"
    assert "gemensamma kön" in phone.panel.last.deadline.under.text()
    phone.save()
    (request,) = phone.requests()
    assert (request.right, request.owner) == (Right.UNCLASSIFIED, None)
    assert request.received_on == date(2026, 11, 23)


def test_a_readers_call_without_the_key_opens_no_case(
    made: CallOffice, runner: Runner, qtbot: QtBot
) -> None:
    phone = Phone(made, runner, qtbot, "lasare")
    phone.take("0605")
    phone.key(ENTER)
    phone.type("Ringde om en faktura.")
    phone.save()
    assert phone.requests() == []
    assert len(phone.contacts()) == 1


def test_an_administrator_is_offered_no_call(
    made: CallOffice, runner: Runner, qtbot: QtBot
) -> None:
    phone = Phone(made, runner, qtbot, "admin")
    phone.key(F2)
    assert phone.window.calls.panel is None
    assert phone.window.top_bar.call_button.isHidden()


def test_a_refused_call_stays_with_a_red_bar_and_can_be_tried_again(phone: Phone) -> None:
    same_kind(phone)
    phone.key(ENTER)
    (request,) = phone.requests()
    assert request.state is RequestState.OPEN
    phone.panel.lookup.answer(1, phone.people["Maria Ek"])  # no request has this id
    phone.key(ENTER, CTRL)
    phone.until(phone.panel.error.isVisible)
    assert phone.panel.error.what.text() == (
        "Samtalet kunde inte sparas. Utkastet finns kvar på den här datorn."
    )
    assert phone.panel.notes().party_id == phone.people["Anna Lindqvist"]
    assert phone.contacts() == ()
    phone.panel.lookup.answer(1, request.id)
    phone.panel.error.button.click()
    phone.until(lambda: phone.window.calls.panel is None)
    assert len(phone.contacts()) == 1


def test_markup_in_a_name_is_shown_as_it_was_typed(phone: Phone) -> None:
    hostile = "<b>Qvirin</b><img src=x>"
    phone.ring()
    phone.type(hostile)
    phone.key(ENTER)
    phone.quiet()
    assert hostile in phone.panel.caller.summary.text() + phone.panel.caller.detail.text()
    assert marked_up(phone.panel) == []
    assert stored_text(phone) == hostile


def stored_text(phone: Phone) -> str:
    """Return the name in the form, as the desk would get it."""
    return phone.panel.notes().caller_name


def test_every_step_has_names_for_what_takes_the_focus_and_nothing_is_cut(phone: Phone) -> None:
    phone.take("0605")
    for key in (ONE, TWO, ENTER, ONE):
        assert nameless(phone.panel) == []
        assert clipped(phone.panel) == []
        phone.key(key)
        QApplication.processEvents()
    rows = phone.panel.identity.rows
    assert rows.accessibleName() == "Identitet"
    assert "2 av minst 2" in rows.accessibleDescription()
    assert "1 Personnummer, fyra sista, ikryssad" in rows.accessibleDescription()


def test_each_step_is_announced_with_its_number_and_what_to_do(
    phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(
        phone.window.context, "announce", lambda words, **_urgent: said.append(words)
    )
    phone.take("0605")
    phone.key(ENTER)
    assert any(
        words.startswith("Steg 2 av 4, Identitet") and "Läs aldrig upp svaret" in words
        for words in said
    )
    assert any(words.startswith("Steg 3 av 4, Vad vill personen?") for words in said)


def test_a_protected_caller_among_the_latest_has_name_number_shield_and_chip_alone(
    made: CallOffice, runner: Runner, qtbot: QtBot
) -> None:
    anna = made.people["Anna Lindqvist"]
    made.office.do("handl", record_contact, NewContact(party_id=anna, at=NOON - MINUTE))
    made.office.do("handl", mark_protected, anna, Protection.MARKED)
    for user, title in (("handl", "Anna Lindqvist"), ("kredit", "Skyddade personuppgifter")):
        phone = Phone(made, runner, qtbot, user)
        phone.ring()
        phone.quiet()
        row = phone.panel.caller.list.entries.entry(0)
        assert isinstance(row, Entry)
        assert (row.title, row.line, row.icon, row.chip) == (title, "K-10482", "shield", "Skyddad")
        phone.type("K-10482")
        phone.quiet()
        hit = phone.panel.caller.list.entries.entry(0)
        assert isinstance(hit, Entry)
        assert (hit.title, hit.icon, hit.chip) == (title, "shield", "Skyddad")
        phone.window.close()
