"""Warned words that are kept: counted in the log, and nowhere quoted."""

from __future__ import annotations

import pytest

from registerdesk.usecases.calls import Call, record_call
from registerdesk.usecases.contacts import NewContact, correct_contact, record_contact
from registerdesk.usecases.parties import add_value, change_value, register_party
from tests.makers import SmallOffice, a_person, an_origin, bare

WARNED = "Kort 4111 1111 1111 1111, är sjukskriven."


def _kept(office: SmallOffice) -> list[tuple[tuple[str, ...], int | None]]:
    rows = [row.event for row in reversed(office.log())]
    return [(e.fields, e.count) for e in rows if e.act == "free_text.kept"]


def test_each_way_of_keeping_free_text_counts_what_was_warned_of(office: SmallOffice) -> None:
    party_id = office.do("handl", register_party, a_person())
    note_id = office.do("handl", add_value, party_id, "notes", {"text": WARNED}, an_origin())
    office.do("handl", change_value, "notes", note_id, 1, "text", "Är gravid.", an_origin())
    new = NewContact(party_id=party_id, heading="Betalning", note=WARNED)
    contact_id = office.do("handl", record_contact, new)
    office.do("handl", correct_contact, contact_id, 1, {"heading": "sjuk", "note": "Ring."})
    office.do("handl", record_call, Call(party_id=party_id, note=WARNED))
    assert _kept(office) == [
        (("text",), 2),
        (("text",), 1),
        (("note",), 2),
        (("heading",), 1),
        (("note",), 2),
    ]


@pytest.mark.parametrize("words", ["", "Vill ha faktura på papper."])
def test_ordinary_words_leave_no_such_trace(office: SmallOffice, words: str) -> None:
    office.do("handl", register_party, bare("Bo Ek", note=words))
    assert _kept(office) == []
