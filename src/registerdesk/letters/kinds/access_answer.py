"""L03: the answer to a request for access (GDPR 15)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from reportlab.platypus import Flowable, PageBreak, Spacer

from registerdesk.domain.letter_rows import Confirmation, WithheldRow
from registerdesk.domain.letters import (
    AccessFacts,
    InvokedRight,
)
from registerdesk.letters import access_elements, blocks
from registerdesk.letters.compose import Composer, Part, shares
from registerdesk.letters.tables import Grid

CODE: Final = "L03"
NAME: Final = "access_answer"


REQUIRED: Final = access_elements.REQUIRED


def build(facts: AccessFacts, write: Composer) -> list[Flowable]:
    """Return the letter: the answer on page 1, the data, the information, the appendices."""
    data = _data_section(facts, write)
    information = [
        *_purposes(facts, write),
        *_recipients(facts, write),
        *_automated(facts, write),
        *_rights(write),
    ]
    appendices = write.appendix_pages()
    if appendices:
        appendices = [PageBreak(), *write.place("appendix"), *appendices]
    return [
        *_first_page(facts, write),
        PageBreak(),
        *write.place("data"),
        *data,
        PageBreak(),
        *write.place("why"),
        *information,
        *appendices,
    ]


def _first_page(facts: AccessFacts, write: Composer) -> list[Flowable]:
    return [
        *write.heading("heading", above=0),
        *blocks.greeting(write),
        *_opening(facts, write),
        *write.subheading("contents.heading"),
        *_contents(write),
        *_files(facts, write),
        *_left_out(facts, write),
        *blocks.comment(write),
        *blocks.closing(
            write,
            *write.subheading("wrong.heading"),
            *write.joined(("wrong", blocks.contact(write)), _not_satisfied(write)),
        ),
    ]


def _not_satisfied(write: Composer) -> Part:
    return "not_satisfied", {"authority": write.frame.sender.authority.name}


def _opening(facts: AccessFacts, write: Composer) -> list[Flowable]:
    return write.joined(
        blocks.asked(write, InvokedRight.ACCESS),
        blocks.checked(write, facts.identity_check),
        *(_confirmed(confirmation, write) for confirmation in facts.confirmation),
        ("enclosed", {"snapshot_on": write.day(facts.snapshot_on)}),
    )


def _confirmed(confirmation: Confirmation, write: Composer) -> Part:
    days = {"since": write.day(confirmation.since)}
    if confirmation.held_as in access_elements.PAST:
        days["until"] = write.day(confirmation.until)
    return f"held.{confirmation.held_as}", days


def _contents(write: Composer) -> Iterator[Flowable]:
    yield from write.page_line("contents.data", "data")
    yield from write.page_line("contents.why", "why")
    if write.appendices:
        yield from write.page_line("contents.appendix", "appendix")
    yield Spacer(1, 4)


def _files(facts: AccessFacts, write: Composer) -> list[Flowable]:
    """Say which files go with the letter, as many as there are."""
    if not facts.files:
        return []
    names = ", ".join(facts.files)
    if len(facts.files) == 1:
        return write.say("files.one", names=names)
    return write.say("files.many", count=str(len(facts.files)), names=names)


def _left_out(facts: AccessFacts, write: Composer) -> Iterator[Flowable]:
    yield from write.subheading("left_out.heading")
    if not isinstance(facts.withheld, tuple):
        yield from write.say("left_out.none")
        return
    rest: Part = ("left_out.rest", {})
    parts = [_withheld(row) for row in facts.withheld]
    lines = [(*parts, rest)] if len(parts) == 1 else [*((part,) for part in parts), (rest,)]
    for line in lines:
        yield from write.joined(*line)
    yield from blocks.remedy(write)


def _withheld(row: WithheldRow) -> Part:
    what, reason = (text.strip().rstrip(".") for text in (row.what, row.reason))
    return "left_out.item", {"what": what, "reason": reason, "rule": row.rule}


def _data_section(facts: AccessFacts, write: Composer) -> list[Flowable]:
    story = write.heading("data.heading", above=0)
    if facts.policy_version:
        story += write.note("data.about_policy", version=facts.policy_version)
    else:
        story += write.note("data.about")
    for category in facts.data:
        story += write.category(category)
    story += _consents(facts, write)
    story += _lookups(facts, write)
    if facts.empty_categories:
        story += write.say("data.empty", categories=", ".join(facts.empty_categories))
    return story


def _consents(facts: AccessFacts, write: Composer) -> list[Flowable]:
    if not isinstance(facts.consents, tuple):
        return write.say("consents.none")
    heads = tuple(
        write.word(head)
        for head in ("consents.purpose", "consents.answer", "consents.how", "table.date")
    )
    rows = [(row.purpose, row.answer, row.how, row.date) for row in facts.consents]
    grid = Grid(heads=heads, rows=rows, widths=shares(56, 22, 70, 22))
    days = [row.date for row in facts.consents]
    return write.listing(grid, title=write.word("consents.heading"), days=days)


def _lookups(facts: AccessFacts, write: Composer) -> list[Flowable]:
    if not isinstance(facts.lookups, tuple):
        return write.say("lookups.none")
    heads = (write.word("lookups.time"), write.word("lookups.purpose"))
    rows = [(row.time, row.purpose) for row in facts.lookups]
    grid = Grid(heads=heads, rows=rows, widths=shares(36, 134))
    days = [row.time[:10] for row in facts.lookups]
    return write.listing(grid, title=write.word("lookups.heading"), days=days)


def _purposes(facts: AccessFacts, write: Composer) -> list[Flowable]:
    names = ("purpose", "basis", "categories", "kept")
    grid = Grid(
        heads=tuple(write.word(f"purposes.{name}") for name in names),
        rows=[
            (row.purpose, row.legal_basis, row.categories, row.kept_until) for row in facts.purposes
        ],
        widths=shares(42, 46, 38, 44),
    )
    return [*write.heading("purposes.heading", above=0), *write.grid(grid)]


def _recipients(facts: AccessFacts, write: Composer) -> list[Flowable]:
    story = write.heading("recipients.heading")
    if isinstance(facts.recipients, tuple):
        names = ("name", "what", "country", "protection")
        grid = Grid(
            heads=tuple(write.word(f"recipients.{name}") for name in names),
            rows=[(row.name, row.what, row.country, row.protection) for row in facts.recipients],
            widths=shares(42, 50, 24, 54),
        )
        story += write.grid(grid)
    else:
        story += write.say("recipients.none")
    return [*story, *_transfers(facts, write)]


def _transfers(facts: AccessFacts, write: Composer) -> list[Flowable]:
    if not isinstance(facts.transfers, tuple):
        return write.say("transfers.none")
    names = ("recipients.name", "recipients.country", "transfers.safeguard")
    grid = Grid(
        heads=tuple(write.word(name) for name in names),
        rows=[(row.recipient, row.country, row.safeguard) for row in facts.transfers],
        widths=shares(42, 24, 104),
    )
    table = write.grid(grid, title=write.word("transfers.heading"))
    return [*table, *write.say("transfers.about")]


def _automated(facts: AccessFacts, write: Composer) -> list[Flowable]:
    story = write.heading("automated.heading")
    if isinstance(facts.automated_decisions, str):
        return [*story, *write.data(facts.automated_decisions)]
    return [*story, *write.say("automated.none")]


def _rights(write: Composer) -> list[Flowable]:
    return [
        *write.heading("rights.heading"),
        *write.say("rights"),
        *write.say("complaint", **blocks.authority(write)),
    ]
