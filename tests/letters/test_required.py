"""A letter that cannot be incomplete: each required element, taken away, stops it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from registerdesk.domain.letter_rows import HeldAs
from registerdesk.domain.letters import (
    NONE,
    LetterFacts,
    Question,
    RefusalGround,
)
from registerdesk.letters import catalogue
from registerdesk.letters.catalogue import LetterIncomplete
from tests.letters import facts as made

A = made.ACCESS
FRAME_WITHOUT: Mapping[str, Mapping[str, Any]] = {
    "controller": {"sender": replace(made.SENDER, org_number=" ")},
    "dpo": {"sender": replace(made.SENDER, dpo_phone="")},
    "authority": {
        "sender": replace(made.SENDER, authority=replace(made.SENDER.authority, email=""))
    },
    "addressee": {"addressee": replace(made.ADDRESSEE, address_lines=())},
    "case_number": {"case_number": ""},
    "received": {"received_on": None},
    "officer": {"officer_name": ""},
    "log_head": {"log_head": ""},
}
WITHOUT: Mapping[str, Mapping[str, LetterFacts]] = {
    "L01": {
        "right": replace(made.RECEIPT, right=None),
        "understood": replace(made.RECEIPT, understood=" "),
        "answer_by": replace(made.RECEIPT, answer_by=None),
        "identity": replace(made.RECEIPT, identity_check=""),
    },
    "L02": {
        "right": replace(made.IDENTITY, right=None),
        "doubt": replace(made.IDENTITY, doubt=""),
        "ways": replace(made.IDENTITY, ways=()),
        "reply_by": replace(made.IDENTITY, question=Question.SCOPE),
    },
    "L03": {
        "identity_check": replace(A, identity_check=""),
        "confirmation": replace(A, confirmation=()),
        "purposes": replace(A, purposes=(replace(A.purposes[0], legal_basis=""),)),
        "categories": replace(A, purposes=(replace(A.purposes[0], categories=""),)),
        "recipients": replace(A, recipients=None),
        "kept_until": replace(A, purposes=(replace(A.purposes[0], kept_until=""),)),
        "automated_decisions": replace(A, automated_decisions=None),
        "transfers": replace(A, transfers=()),
        "data": replace(A, data=()),
        "lookups": replace(A, lookups=None),
        "consents": replace(A, consents=None),
        "snapshot": replace(A, snapshot_on=None),
        "withheld": replace(A, withheld=None),
    },
    "L04": {
        "identity_check": replace(made.NO_DATA, identity_check=""),
        "searched": replace(made.NO_DATA, searched=()),
        "kept_until": replace(made.NO_DATA, request_kept_until=None),
    },
    "L13": {
        "right": replace(made.EXTENSION, right=None),
        "answer_by": replace(made.EXTENSION, answer_by=None),
        "new_answer_by": replace(made.EXTENSION, new_answer_by=None),
        "in_time": replace(made.EXTENSION, answer_by=date(2026, 11, 22)),
        "reason": replace(made.EXTENSION, reason=""),
        "delivered_now": replace(made.EXTENSION, delivered_now=None),
    },
    "L14": {
        "right": replace(made.REFUSAL, right=None),
        "ground": replace(made.REFUSAL, ground=None),
        "refused": replace(made.REFUSAL, refused=()),
        "demonstration": replace(made.REFUSAL, ground=RefusalGround.UNFOUNDED),
        "what_would_help": replace(made.REFUSAL, ground=RefusalGround.UNIDENTIFIED),
    },
}
ELEMENTS = [(kind, one.element) for kind in made.WHOLE for one in catalogue.KINDS[kind].required]


def without(kind: str, element: str) -> LetterFacts:
    """The facts of a kind with one element taken away."""
    if element in WITHOUT[kind]:
        return WITHOUT[kind][element]
    whole = made.WHOLE[kind]
    return replace(whole, frame=replace(whole.frame, **FRAME_WITHOUT[element]))


@pytest.mark.parametrize("kind", list(made.WHOLE))
def test_whole_facts_lack_nothing(kind: str) -> None:
    assert catalogue.missing(kind, made.WHOLE[kind]) == ()


@pytest.mark.parametrize(("kind", "element"), ELEMENTS)
def test_each_element_is_missed_by_name_and_article_and_stops_the_letter(
    kind: str, element: str
) -> None:
    facts = without(kind, element)
    found = {one.element: one for one in catalogue.missing(kind, facts)}
    assert element in found
    assert found[element].article[0].isdigit()
    with pytest.raises(LetterIncomplete) as refused:
        catalogue.render(kind, facts, language="sv")
    assert refused.value.missing == catalogue.missing(kind, facts)
    assert found[element].article in str(refused.value)


@pytest.mark.parametrize(
    ("element", "article"),
    [
        ("purposes", "15.1 a"),
        ("categories", "15.1 b"),
        ("recipients", "15.1 c"),
        ("kept_until", "15.1 d"),
        ("authority", "15.1 f"),
        ("automated_decisions", "15.1 h"),
        ("transfers", "15.2"),
        ("data", "15.3"),
        ("withheld", "15.4"),
    ],
)
def test_the_access_letter_answers_to_article_fifteen(element: str, article: str) -> None:
    required = {one.element: one.article for one in catalogue.KINDS["L03"].required}
    assert required[element] == article


def test_expressly_none_counts_as_filled() -> None:
    facts = replace(
        A,
        recipients=NONE,
        transfers=NONE,
        automated_decisions=NONE,
        withheld=NONE,
        lookups=NONE,
        consents=NONE,
    )
    assert catalogue.missing("L03", facts) == ()


def test_a_row_that_is_half_filled_counts_as_missing() -> None:
    assert isinstance(A.recipients, tuple)
    half = replace(A, recipients=(replace(A.recipients[0], name=""),))
    assert [one.element for one in catalogue.missing("L03", half)] == ["recipients"]


def test_a_former_customer_needs_the_day_of_the_end() -> None:
    former = replace(A.confirmation[0], held_as=HeldAs.FORMER_CUSTOMER)
    facts = replace(A, confirmation=(former,))
    assert [one.element for one in catalogue.missing("L03", facts)] == ["confirmation"]


@pytest.mark.parametrize(
    ("answer_by", "new_answer_by", "lawful"),
    [
        (date(2026, 12, 9), date(2027, 2, 9), True),
        (date(2027, 1, 7), date(2027, 3, 8), True),
        (date(2026, 12, 9), date(2026, 12, 9), False),
        (date(2026, 12, 9), date(2027, 3, 9), False),
    ],
)
def test_an_extension_is_at_most_two_months(
    answer_by: date, new_answer_by: date, lawful: bool
) -> None:
    facts = replace(made.EXTENSION, answer_by=answer_by, new_answer_by=new_answer_by)
    assert (catalogue.missing("L13", facts) == ()) == lawful


def test_a_protected_route_stands_in_for_the_address() -> None:
    from registerdesk.domain.letters import ProtectedRoute

    addressee = replace(made.ADDRESSEE, address_lines=(), protected_route=ProtectedRoute.COLLECTED)
    facts = replace(A, frame=replace(A.frame, addressee=addressee))
    assert catalogue.missing("L03", facts) == ()
