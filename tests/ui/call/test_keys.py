"""What the panel's keys do while the focus is beside it, and how many more a search would find."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from registerdesk.ui.pages.policy import PolicyPage
from registerdesk.usecases.parties import register_party
from tests.makers import a_person
from tests.ui.call.phones import ALT, ENTER, ESC, Phone

ONE, TWO, THREE, FOUR = Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4


def beside(phone: Phone, page: str) -> None:
    """Open a page beside the call, and put the focus there."""
    phone.window.navigate(page)
    phone.quiet()
    phone.window.search.setFocus()


@pytest.mark.parametrize(("key", "step"), [(ONE, 0), (TWO, 1), (THREE, 2), (FOUR, 3)])
def test_alt_and_a_digit_lead_to_the_steps_from_the_page_too(
    phone: Phone, key: Qt.Key, step: int
) -> None:
    phone.take("0605")
    beside(phone, "customers")
    phone.key(key, ALT)
    assert phone.panel.active == step
    assert phone.panel.isAncestorOf(phone.focus())
    assert phone.window.place()[0] == "customers"


def test_the_pages_have_their_keys_again_when_the_call_is_over(phone: Phone) -> None:
    phone.ring()
    phone.key(ESC)
    phone.key(TWO, ALT)
    assert phone.window.place()[0] == "policy"


def test_p_saves_the_record_from_its_list_alone(
    phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone.window.navigate("policy")
    phone.quiet()
    page = phone.window.page()
    assert isinstance(page, PolicyPage)
    saved: list[object] = []
    monkeypatch.setattr(page.out, "choose_file", saved.append)
    page.detail.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    page.detail.setFocus()
    phone.key(Qt.Key.Key_P)
    assert saved == []
    page.list.setFocus()
    phone.key(Qt.Key.Key_P)
    assert len(saved) == 1


def test_a_search_says_how_many_more_there_are(phone: Phone) -> None:
    for number in range(7):
        new = a_person(
            name=f"Lind Person{number}",
            given_name="",
            family_name="",
            number=f"K-2{number:04}",
            identity_number="",
            phones=(),
            emails=(),
        )
        phone.office.do("handl", register_party, new)
    phone.ring()
    phone.type("lind")
    phone.quiet()
    assert phone.panel.caller.hint.text() == "5 till – skriv mer"
    phone.type("str")
    phone.quiet()
    assert not phone.panel.caller.hint.isVisible()
    phone.key(ENTER)
    assert phone.panel.notes().party_id == phone.people["Erik Lindström"]
