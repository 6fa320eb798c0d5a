"""A letter as paper: its pages, its window, what it lacks, and the stored one unchanged."""

from __future__ import annotations

import pytest

from registerdesk.domain.letters import Question
from registerdesk.domain.stored_letters import LetterKind
from registerdesk.usecases.letter_facts import LetterOrder
from registerdesk.usecases.letter_making import make_letter
from registerdesk.usecases.letter_pages import picture_of, preview_paper, stored_paper
from tests.makers import SmallOffice
from tests.usecases.cases import a_customer, a_request

RECEIPT = LetterOrder(kind=LetterKind.RECEIPT)


def test_a_paper_is_measured_in_the_offices_envelope_and_drawn_page_by_page(
    office: SmallOffice,
) -> None:
    request = a_request(office, a_customer(office))
    paper = office.do("handl", preview_paper, request.id, RECEIPT)
    assert paper.fits
    assert paper.window is not None
    assert paper.window.quiet.left < paper.window.safe.left
    picture = picture_of(paper.pdf, 0, 36)
    assert len(picture.rgba) == 4 * picture.width * picture.height
    with pytest.raises(IndexError):
        picture_of(paper.pdf, paper.pages, 36)


def test_a_paper_that_lacks_something_has_no_pages_but_names_the_article(
    office: SmallOffice,
) -> None:
    request = a_request(office, a_customer(office))
    order = LetterOrder(kind=LetterKind.IDENTITY, question=Question.IDENTITY)
    paper = office.do("handl", preview_paper, request.id, order)
    assert paper.pages == 0
    assert paper.gaps
    assert all(gap.article and gap.message for gap in paper.gaps)


def test_a_stored_paper_is_the_letter_that_was_made(office: SmallOffice) -> None:
    request = a_request(office, a_customer(office))
    letter = office.do("handl", make_letter, request.id, RECEIPT)
    paper = office.do("handl", stored_paper, letter.id)
    assert paper.stored == letter
    assert paper.pages == letter.pages
    assert paper.file_name
