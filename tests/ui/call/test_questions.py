"""What a caller is asked fits the caller: a customer, a supplier, a company, its contact person."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from registerdesk.domain.identity_checks import IdentityMethod
from registerdesk.domain.parties import PartyKind, RelationKind
from registerdesk.usecases.parties import register_party
from tests.makers import a_person
from tests.ui.call.phones import Phone

ONE, FIVE, SIX = Qt.Key.Key_1, Qt.Key.Key_5, Qt.Key.Key_6
COMPANY = {
    "kind": PartyKind.COMPANY,
    "name": "Grytfabriken AB",
    "given_name": "",
    "family_name": "",
    "birth_date": None,
    "identity_number": "556000-0167",
}


def asked(phone: Phone) -> dict[str, str]:
    """Return the questions that stand there, by their keys, with their answers."""
    rows = phone.panel.identity.rows.rows.values()
    return {row.key: f"{row.title()}: {row.answer}" for row in rows if not row.isHidden()}


def call_from(phone: Phone, **changes: object) -> None:
    """Register somebody, and take their call."""
    given = {"number": "L-00412", "relation": RelationKind.SUPPLIER, "emails": (), **changes}
    phone.office.do("handl", register_party, a_person(**given))
    phone.take(str(given["name"]))
    phone.quiet()


def test_a_company_that_supplies_is_asked_for_its_own_numbers(phone: Phone) -> None:
    call_from(phone, **COMPANY)
    rows = asked(phone)
    assert sorted(rows) == ["1", "2", "3", "4", "6", "B"]
    assert rows["1"] == "Organisationsnummer: 556000-0167"
    assert rows["6"] == "Leverantörsnummer, registrerat: L-00412"
    phone.key(ONE)
    phone.key(SIX)
    numbers = (IdentityMethod.ORGANISATION_NUMBER, IdentityMethod.SUPPLIER_NUMBER)
    assert phone.panel.notes().identity == numbers
    phone.key(FIVE)
    assert phone.panel.identity.said.text() == "5 frågar inget av den här uppringaren."
    phone.key(ONE)
    assert not phone.panel.identity.said.isVisible()


@pytest.mark.parametrize(
    ("changes", "last"),
    [
        ({"number": "L-00500"}, "Leverantörsnummer, registrerat: L-00500"),
        ({"number": "", "relation": None}, ""),
    ],
)
def test_a_person_is_asked_as_a_person_with_the_number_that_they_have(
    phone: Phone, changes: dict[str, object], last: str
) -> None:
    call_from(phone, name="Petra Grahn", given_name="Petra", family_name="Grahn",
              identity_number="", **changes)  # fmt: skip
    rows = asked(phone)
    assert rows["5"] == "Födelsedatum, registrerat: 1978-04-12"
    assert rows.get("6", "") == last


def test_a_digit_whose_answer_is_missing_says_so(phone: Phone) -> None:
    phone.take("0640")
    phone.quiet()
    phone.key(ONE)
    said = "Personnummer, fyra sista: saknas. Fråga något annat."
    assert phone.panel.identity.said.text() == said
    assert phone.panel.identity.said.isVisible()
    assert phone.panel.notes().identity == ()


def test_a_tick_from_before_the_card_is_dropped_where_it_does_not_fit(phone: Phone) -> None:
    phone.ring()
    phone.office.do("handl", register_party, a_person(**COMPANY, number="K-3"))
    phone.type("Grytfabriken")
    phone.quiet()
    phone.key(Qt.Key.Key_Return)
    phone.key(FIVE)
    assert phone.panel.notes().identity == (IdentityMethod.BIRTH_DATE,), "nobody knows yet who"
    phone.quiet()
    assert phone.panel.notes().identity == ()
