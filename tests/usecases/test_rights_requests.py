"""From the call to the posted letter: the whole story, on a real office."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from io import BytesIO

import pypdfium2
import pytest

from registerdesk.domain.errors import NotAllowed
from registerdesk.domain.fields import Category, Compartment, is_withheld
from registerdesk.domain.request_steps import StepStatus
from registerdesk.domain.rights_requests import Decision, PostedWay, RequestState, Step
from registerdesk.domain.third_parties import MARKER
from registerdesk.usecases.letter_making import make_letter, preview_letter
from registerdesk.usecases.letter_sending import (
    drop_grants_after_sending,
    mark_posted,
    note_print,
    show_letter,
)
from registerdesk.usecases.request_answers import decide, set_answers
from registerdesk.usecases.request_collection import collect, view_collection
from registerdesk.usecases.request_review import open_review
from registerdesk.usecases.rights_requests import (
    RequestFilter,
    find_requests,
    list_requests,
    requests_of,
    view_request,
)
from tests.makers import TODAY, SmallOffice
from tests.usecases.cases import (
    EXTRACT,
    NOTHING_TO_TELL,
    a_customer,
    an_access_call,
    answered,
    collected,
    released,
    reviewed,
)


def text_of(pdf: bytes) -> str:
    """Return the text of a PDF as a reader would copy it."""
    document = pypdfium2.PdfDocument(BytesIO(pdf))
    text = "\n".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return text


def test_a_call_becomes_a_posted_letter(office: SmallOffice) -> None:
    party_id = a_customer(office)
    request = an_access_call(office, party_id)
    assert request.number == "B-2026-0001"
    assert request.deadline.answer_by == date(2026, 12, 23)

    collected(office, request.id)
    found = office.do("handl", view_collection, request.id)
    assert found is not None
    credit = next(c for c in found.categories if c.category is Category.CREDIT)
    assert credit.sealed == {Compartment.CREDIT: 5}
    assert Category.CONSENT in found.empty

    released(office, request.id)
    review = office.do("handl", open_review, request.id)
    assert [p.text[p.mark.start : p.mark.end] for p in review.passages] == ["Petra Sundholm"]
    reviewed(office, request.id)
    office.do("handl", set_answers, request.id, NOTHING_TO_TELL)
    office.do("handl", decide, request.id, Decision.PARTLY)

    shown = office.do("handl", preview_letter, request.id, EXTRACT)
    letter = office.do("handl", make_letter, request.id, EXTRACT)
    kept = office.do("handl", show_letter, letter.id)
    text = text_of(kept.pdf)
    assert sha256(kept.pdf).digest() == letter.pdf_sha256
    assert letter.pages == shown.pages
    for said in ("Anna Lindqvist", "Betalar i tid.", "UC-778", "B-2026-0001", "19780412-2385"):
        assert said in text
    assert "Sundholm" not in text
    assert MARKER not in text
    assert "Lindqvist" not in kept.file_name

    first = office.do("handl", note_print, letter.id)
    second = office.do("handl", note_print, letter.id)
    assert "Kopia" not in text_of(first)
    assert "Kopia 2026-11-23" in text_of(second)
    office.do("handl", mark_posted, letter.id, posted_on=TODAY, way=PostedWay.LETTER)

    done = office.do("handl", view_request, request.id)
    assert done.request.state is RequestState.ANSWERED
    assert done.request.answered_on == TODAY
    assert {step.status for step in done.steps} == {StepStatus.DONE}
    sent = office.do("handl", list_requests, RequestFilter.SENT)
    assert [row.number for row in sent.rows] == ["B-2026-0001"]
    assert office.inside("ombud", lambda visit: visit.office.log.broken_at()) is None


def test_the_log_knows_both_hashes_and_the_letter_carries_the_head_before_it(
    office: SmallOffice,
) -> None:
    _request, letter = answered(office, a_customer(office))
    rows = {row.event.act: row for row in office.log()}
    assert rows["letter.made"].event.digest == letter.pdf_sha256.hex()
    assert rows["letter.sealed"].event.digest == letter.sealed_sha256.hex()
    before = rows["letter.made"].number - 1
    head = office.inside("ombud", lambda visit: visit.office.log.hash_at(before))
    assert head is not None
    assert head.hex()[:16] in text_of(office.do("handl", show_letter, letter.id).pdf)


def test_ten_seconds_after_sending_only_the_ombud_reprints(office: SmallOffice) -> None:
    _request, letter = answered(office, a_customer(office))
    made = office.do("handl", show_letter, letter.id).pdf
    office.clock.forward(seconds=20)
    assert office.do("handl", drop_grants_after_sending) == 1
    for act in (show_letter, note_print):
        with pytest.raises(NotAllowed):
            office.do("handl", act, letter.id)
    assert office.do("ombud", show_letter, letter.id).pdf == made
    assert "Kopia" in text_of(office.do("ombud", note_print, letter.id))


def test_the_header_alone_is_shown_to_whoever_is_not_responsible(office: SmallOffice) -> None:
    request = an_access_call(office, a_customer(office))
    theirs = office.do("kredit", view_request, request.id)
    assert not theirs.is_open_to_me
    assert theirs.row.owner_name == "Handl Ek"
    assert is_withheld(theirs.request.wish)
    assert office.do("handl", view_request, request.id).request.wish == "Vill se."


def test_new_data_since_the_collection_is_noticed(office: SmallOffice) -> None:
    party_id = a_customer(office)
    request = an_access_call(office, party_id)
    assert office.do("handl", collect, request.id).news == 0
    an_access_call(office, party_id)
    found = office.do("handl", view_collection, request.id)
    assert found is not None
    assert found.news > 0
    assert office.do("handl", collect, request.id).news == 0


def test_the_list_stands_by_deadline_and_counts_its_chips(office: SmallOffice) -> None:
    party_id = a_customer(office)
    first = an_access_call(office, party_id)
    office.clock.forward(days=2)
    an_access_call(office, party_id, "kredit")
    page = office.do("handl", list_requests)
    assert [row.number for row in page.rows] == ["B-2026-0001", "B-2026-0002"]
    assert page.rows[0].step is Step.COLLECT
    assert page.counts[RequestFilter.MINE] == 1
    assert office.do("handl", list_requests, RequestFilter.MINE).rows[0].id == first.id
    assert office.do("ekonomi", list_requests).total == 0


def test_a_persons_requests_are_listed_newest_first(office: SmallOffice) -> None:
    party_id = a_customer(office)
    first = an_access_call(office, party_id)
    office.clock.forward(days=1)
    second = an_access_call(office, party_id, "ekonomi")
    rows = office.do("handl", requests_of, party_id)
    assert [row.id for row in rows] == [second.id, first.id]
    assert [row.id for row in office.do("ekonomi", requests_of, party_id)] == [second.id]


@pytest.mark.parametrize("text", ["1", "0001", "2026-1", "B-2026-0001", " b-2026-0001 "])
def test_a_case_is_found_by_its_number(office: SmallOffice, text: str) -> None:
    request = an_access_call(office, a_customer(office))
    assert [row.id for row in office.do("handl", find_requests, text)] == [request.id]
    assert office.do("ekonomi", find_requests, text) == ()


@pytest.mark.parametrize("text", ["", "B-", "2", "2025-1", "%", "anna", "-1%", "²"])
def test_no_case_is_found_by_anything_else(office: SmallOffice, text: str) -> None:
    an_access_call(office, a_customer(office))
    assert office.do("handl", find_requests, text) == ()
