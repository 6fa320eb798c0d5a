"""What the law requires of a letter: elements, each with its article."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from registerdesk.domain.letters import (
    AccessFacts,
    ExpresslyNone,
    LetterFacts,
    NoDataFacts,
    RightFacts,
)
from registerdesk.domain.texts import _

Facts_contra = TypeVar("Facts_contra", bound=LetterFacts, contravariant=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Required(Generic[Facts_contra]):
    """One element that the letter cannot do without, and how to see that it is filled."""

    element: str
    article: str
    message: str
    filled: Callable[[Facts_contra], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """An element that is not filled in; `article` is the paragraph of the GDPR behind it."""

    element: str
    article: str
    message: str


def given(value: object) -> bool:
    """Say whether a value is filled in; *expressly none* is, blank text is not."""
    if isinstance(value, ExpresslyNone):
        return True
    return bool(value.strip()) if isinstance(value, str) else bool(value)


def all_given(*values: object) -> bool:
    """Say whether every value is filled in."""
    return all(given(value) for value in values)


def _controller(facts: LetterFacts) -> bool:
    sender = facts.frame.sender
    address = "".join(sender.address_lines)
    return all_given(sender.name, sender.org_number, address, sender.phone)


def _addressee(facts: LetterFacts) -> bool:
    addressee = facts.frame.addressee
    protected = addressee.protected_route is not None
    return protected or all_given(addressee.name, "".join(addressee.address_lines))


def _authority(facts: LetterFacts) -> bool:
    body = facts.frame.sender.authority
    return all_given(body.name, body.address, body.phone, body.email)


def frame_elements(complaint_article: str) -> tuple[Required[LetterFacts], ...]:
    """Return what every letter needs; the right to complain rests on the kind's own article."""
    return (
        Required(
            element="controller",
            article="13.1 a",
            message=_("The office's name, registration number, address and phone"),
            filled=_controller,
        ),
        Required(
            element="dpo",
            article="13.1 b",
            message=_("The data protection officer's phone"),
            filled=lambda facts: given(facts.frame.sender.dpo_phone),
        ),
        Required(
            element="authority",
            article=complaint_article,
            message=_("The supervisory authority's name, address, phone and e-mail"),
            filled=_authority,
        ),
        Required(
            element="addressee",
            article="12.3",
            message=_("The person's name and address"),
            filled=_addressee,
        ),
        Required(
            element="case_number",
            article="12.1",
            message=_("The case number"),
            filled=lambda facts: given(facts.frame.case_number),
        ),
        Required(
            element="received",
            article="12.3",
            message=_("When and how the request was received"),
            filled=lambda facts: all_given(facts.frame.received_on, facts.frame.channel),
        ),
        Required(
            element="officer",
            article="12.1",
            message=_("The officer's name and role"),
            filled=lambda facts: all_given(facts.frame.officer_name, facts.frame.officer_role),
        ),
        Required(
            element="log_head",
            article="5.2",
            message=_("The head of the log before the letter"),
            filled=lambda facts: given(facts.frame.log_head),
        ),
    )


def right_element() -> Required[RightFacts]:
    """Return the element that names the right invoked."""
    return Required(
        element="right",
        article="12.1",
        message=_("The right that the person invokes"),
        filled=lambda facts: given(facts.right),
    )


def identity_element() -> Required[AccessFacts | NoDataFacts]:
    """Return the element that tells how the person was known to be the right one."""
    return Required(
        element="identity_check",
        article="12.6",
        message=_("How the person's identity was checked"),
        filled=lambda facts: given(facts.identity_check),
    )
