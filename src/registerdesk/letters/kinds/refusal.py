"""L14: the request is refused, in whole or in part (GDPR 12.4, 12.5)."""

from __future__ import annotations

from typing import Final

from reportlab.platypus import Flowable

from registerdesk.domain.letters import RefusalFacts, RefusalGround
from registerdesk.domain.texts import _
from registerdesk.letters import blocks
from registerdesk.letters.compose import Composer, shares
from registerdesk.letters.requirements import (
    Required,
    all_given,
    frame_elements,
    given,
    right_element,
)
from registerdesk.letters.tables import Grid

CODE: Final = "L14"
NAME: Final = "refusal"


def _refused(facts: RefusalFacts) -> bool:
    rows = [all_given(row.what, row.reason, row.rule) for row in facts.refused]
    return bool(rows) and all(rows)


REQUIRED: Final[tuple[Required[RefusalFacts], ...]] = (
    *frame_elements("12.4"),
    right_element(),
    Required(
        element="ground",
        article="12.4",
        message=_("The kind of ground for the refusal"),
        filled=lambda facts: given(facts.ground),
    ),
    Required(
        element="refused",
        article="12.4",
        message=_("What is refused, item by item, with reason and rule"),
        filled=_refused,
    ),
    Required(
        element="demonstration",
        article="12.5",
        message=_("Why the request is manifestly unfounded or excessive"),
        filled=lambda facts: (
            facts.ground is not RefusalGround.UNFOUNDED or given(facts.demonstration)
        ),
    ),
    Required(
        element="what_would_help",
        article="11.2",
        message=_("What would let the office identify the person"),
        filled=lambda facts: (
            facts.ground is not RefusalGround.UNIDENTIFIED or given(facts.what_would_help)
        ),
    ),
)


def build(facts: RefusalFacts, write: Composer) -> list[Flowable]:
    """Return the letter."""
    return [
        *write.heading("heading", above=0),
        *blocks.greeting(write),
        *write.joined(blocks.asked(write, facts.right), ("decision", {})),
        *_table(facts, write),
        *_ground(facts, write),
        *write.subheading("remedy.heading"),
        *blocks.remedy(write),
        *blocks.comment(write),
        *blocks.closing(write, *blocks.questions(write)),
    ]


def _table(facts: RefusalFacts, write: Composer) -> list[Flowable]:
    heads = tuple(write.word(f"refused.{name}") for name in ("what", "reason", "rule"))
    rows = [(row.what, row.reason, row.rule) for row in facts.refused]
    return write.grid(Grid(heads=heads, rows=rows, widths=shares(48, 64, 42, width=154)))


def _ground(facts: RefusalFacts, write: Composer) -> list[Flowable]:
    if facts.ground is RefusalGround.UNFOUNDED:
        return write.say("why.unfounded", demonstration=facts.demonstration)
    if facts.ground is RefusalGround.UNIDENTIFIED:
        return write.say("why.unidentified", what_would_help=facts.what_would_help)
    return []
