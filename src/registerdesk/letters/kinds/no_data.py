"""L04: nothing is held about the person (GDPR 15)."""

from __future__ import annotations

from typing import Final

from reportlab.platypus import Flowable

from registerdesk.domain.letters import InvokedRight, NoDataFacts
from registerdesk.domain.texts import _
from registerdesk.letters import blocks
from registerdesk.letters.compose import Composer, shares
from registerdesk.letters.requirements import (
    Required,
    all_given,
    frame_elements,
    given,
    identity_element,
)
from registerdesk.letters.tables import Grid

CODE: Final = "L04"
NAME: Final = "no_data"


def _searched(facts: NoDataFacts) -> bool:
    rows = [all_given(row.identifier, row.value, row.registers) for row in facts.searched]
    return bool(rows) and all(rows) and given(facts.searched_on)


REQUIRED: Final[tuple[Required[NoDataFacts], ...]] = (
    *frame_elements("15.1 f"),
    identity_element(),
    Required(
        element="searched",
        article="15.1",
        message=_("What was searched for, where and when"),
        filled=_searched,
    ),
    Required(
        element="kept_until",
        article="15.1 d",
        message=_("How long the request itself is kept"),
        filled=lambda facts: given(facts.request_kept_until),
    ),
)


def build(facts: NoDataFacts, write: Composer) -> list[Flowable]:
    """Return the letter."""
    return [
        *write.heading("heading", above=0),
        *blocks.greeting(write),
        *write.joined(
            blocks.asked(write, InvokedRight.ACCESS), blocks.checked(write, facts.identity_check)
        ),
        *write.say("answer"),
        *write.subheading("searched.heading"),
        *write.say("searched.on", searched_on=write.day(facts.searched_on)),
        *_table(facts, write),
        *write.say("other_name"),
        *write.subheading("kept.heading"),
        *write.say("kept", kept_until=write.day(facts.request_kept_until)),
        *blocks.comment(write),
        *blocks.questions(write),
        *blocks.closing(write, *blocks.complaint(write)),
    ]


def _table(facts: NoDataFacts, write: Composer) -> list[Flowable]:
    heads = tuple(write.word(f"searched.{name}") for name in ("identifier", "value", "registers"))
    rows = [(row.identifier, row.value, row.registers) for row in facts.searched]
    return write.grid(Grid(heads=heads, rows=rows, widths=shares(36, 58, 60, width=154)))
