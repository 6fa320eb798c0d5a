"""L13: the answer takes longer (GDPR 12.3)."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from reportlab.platypus import Flowable

from registerdesk.domain.calendar import add_months
from registerdesk.domain.letters import ExtensionFacts
from registerdesk.domain.texts import _
from registerdesk.letters import blocks
from registerdesk.letters.compose import Composer
from registerdesk.letters.requirements import (
    Required,
    all_given,
    frame_elements,
    given,
    right_element,
)

CODE: Final = "L13"
NAME: Final = "deadline_extended"
_MONTHS: Final = 2
_LONGEST_ROLL: Final = timedelta(days=5)


def _in_time(facts: ExtensionFacts) -> bool:
    return facts.answer_by is None or facts.frame.letter_date <= facts.answer_by


def _lawful(facts: ExtensionFacts) -> bool:
    """Say whether the new day is later, by at most two months and a roll over holidays."""
    if facts.answer_by is None or facts.new_answer_by is None:
        return False
    latest = add_months(facts.answer_by, _MONTHS) + _LONGEST_ROLL
    return facts.answer_by < facts.new_answer_by <= latest


REQUIRED: Final[tuple[Required[ExtensionFacts], ...]] = (
    *frame_elements("13.2 d"),
    right_element(),
    Required(
        element="answer_by",
        article="12.3",
        message=_("The last day of answer"),
        filled=lambda facts: given(facts.answer_by),
    ),
    Required(
        element="new_answer_by",
        article="12.3",
        message=_("The new last day of answer"),
        filled=_lawful,
    ),
    Required(
        element="in_time",
        article="12.3",
        message=_("The letter is sent within the first time limit"),
        filled=_in_time,
    ),
    Required(
        element="reason",
        article="12.3",
        message=_("The lawful reason: complex, or many requests"),
        filled=lambda facts: all_given(facts.cause, facts.reason),
    ),
    Required(
        element="delivered_now",
        article="12.3",
        message=_("What is delivered now, or expressly nothing"),
        filled=lambda facts: given(facts.delivered_now),
    ),
)


def build(facts: ExtensionFacts, write: Composer) -> list[Flowable]:
    """Return the letter."""
    days = {
        "answer_by": write.day(facts.answer_by),
        "new_answer_by": write.day(facts.new_answer_by),
    }
    return [
        *write.heading("heading", above=0),
        *blocks.greeting(write),
        *write.joined(blocks.asked(write, facts.right), ("answer", days)),
        *write.subheading("why.heading"),
        *write.say(f"why.{facts.cause}", reason=facts.reason),
        *write.subheading("now.heading"),
        *_delivered(facts, write),
        *write.say("nothing_to_do"),
        *blocks.comment(write),
        *blocks.questions(write),
        *blocks.closing(write, *blocks.complaint(write)),
    ]


def _delivered(facts: ExtensionFacts, write: Composer) -> list[Flowable]:
    if isinstance(facts.delivered_now, str):
        return write.data(facts.delivered_now)
    return write.say("now.none")
