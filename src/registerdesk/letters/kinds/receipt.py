"""L01: the request has been received (GDPR 12.3)."""

from __future__ import annotations

from typing import Final

from reportlab.platypus import Flowable

from registerdesk.domain.letters import ReceiptFacts
from registerdesk.domain.texts import _
from registerdesk.letters import blocks
from registerdesk.letters.compose import Composer
from registerdesk.letters.requirements import Required, frame_elements, given, right_element

CODE: Final = "L01"
NAME: Final = "receipt"
REQUIRED: Final[tuple[Required[ReceiptFacts], ...]] = (
    *frame_elements("13.2 d"),
    right_element(),
    Required(
        element="understood",
        article="12.1",
        message=_("What the office understood the request to be"),
        filled=lambda facts: given(facts.understood),
    ),
    Required(
        element="answer_by",
        article="12.3",
        message=_("The last day of answer"),
        filled=lambda facts: given(facts.answer_by),
    ),
    Required(
        element="identity",
        article="12.6",
        message=_("How identity was checked, or what is missing"),
        filled=lambda facts: given(facts.identity_check) or given(facts.identity_missing),
    ),
)


def build(facts: ReceiptFacts, write: Composer) -> list[Flowable]:
    """Return the letter."""
    return [
        *write.heading("heading", above=0),
        *blocks.greeting(write),
        *write.joined(blocks.asked(write, facts.right)),
        *write.subheading("understood.heading"),
        *write.say("understood", understood=facts.understood),
        *write.say("misunderstood", **blocks.contact(write)),
        *write.subheading("answer.heading"),
        *write.say("answer", answer_by=write.day(facts.answer_by)),
        *write.subheading("identity.heading"),
        *_identity(facts, write),
        *blocks.comment(write),
        *blocks.closing(write, *blocks.complaint(write)),
    ]


def _identity(facts: ReceiptFacts, write: Composer) -> list[Flowable]:
    if given(facts.identity_missing):
        return write.say("identity.missing", identity_missing=facts.identity_missing)
    return write.say("identity.checked", identity_check=facts.identity_check)
