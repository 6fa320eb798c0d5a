"""L02: who is asking, for what, or for whom (GDPR 12.6, recitals 63 and 64)."""

from __future__ import annotations

from typing import Final

from reportlab.platypus import Flowable

from registerdesk.domain.letters import IdentityFacts, Question
from registerdesk.domain.texts import _
from registerdesk.letters import blocks
from registerdesk.letters.compose import Composer
from registerdesk.letters.letterhead import one_line
from registerdesk.letters.requirements import Required, frame_elements, given, right_element
from registerdesk.letters.slip import ReplySlip

CODE: Final = "L02"
NAME: Final = "identity_question"
REQUIRED: Final[tuple[Required[IdentityFacts], ...]] = (
    *frame_elements("13.2 d"),
    right_element(),
    Required(
        element="doubt",
        article="12.6",
        message=_("Why there is reasonable doubt, or what is unclear"),
        filled=lambda facts: given(facts.doubt),
    ),
    Required(
        element="ways",
        article="12.6",
        message=_("The least that is enough, and the other ways"),
        filled=lambda facts: given("".join(facts.ways)),
    ),
    Required(
        element="reply_by",
        article="12.3",
        message=_("The day on which the pause ends by itself"),
        filled=lambda facts: facts.question is not Question.SCOPE or given(facts.reply_by),
    ),
)


def build(facts: IdentityFacts, write: Composer) -> list[Flowable]:
    """Return the letter with its reply slip."""
    return [
        *write.heading(f"heading.{facts.question}", above=0),
        *blocks.greeting(write),
        *write.joined(blocks.asked(write, facts.right)),
        *write.subheading("why.heading"),
        *write.say(f"why.{facts.question}", doubt=facts.doubt),
        *write.subheading("enough.heading"),
        *write.say(f"enough.{facts.question}"),
        *write.bullets(facts.ways),
        *_promise(facts, write),
        *write.subheading("clock.heading"),
        *_clock(facts, write),
        *blocks.comment(write),
        *blocks.questions(write),
        *blocks.closing(write, *blocks.complaint(write)),
        *_slip(write),
    ]


def _promise(facts: IdentityFacts, write: Composer) -> list[Flowable]:
    if facts.question is Question.SCOPE:
        return []
    return write.joined(("no_copies", {}), ("use", {}))


def _clock(facts: IdentityFacts, write: Composer) -> list[Flowable]:
    if facts.question is Question.SCOPE:
        return write.say("clock.scope", reply_by=write.day(facts.reply_by))
    return write.say("clock")


def _slip(write: Composer) -> list[Flowable]:
    sender = write.frame.sender
    address = one_line(", ".join(sender.address_lines))
    head = [
        *write.data(write.word("slip.heading"), style=write.styles.subheading),
        *write.say("slip.to", office=one_line(sender.name), address=address),
        *write.say("slip.case", case_number=one_line(write.frame.case_number)),
    ]
    labels = [write.word(f"slip.{line}") for line in ("answer", "phone", "signed")]
    return [ReplySlip(head, labels, write.styles)]
