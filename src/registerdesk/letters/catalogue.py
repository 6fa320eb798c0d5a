"""All kinds of letter: what each needs, and how it becomes a PDF."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

from reportlab.platypus import Flowable

from registerdesk.domain.errors import InvalidInput
from registerdesk.domain.letters import (
    COMMENT_LIMIT,
    AccessFacts,
    ExtensionFacts,
    IdentityFacts,
    LetterFacts,
    NoDataFacts,
    ReceiptFacts,
    RefusalFacts,
)
from registerdesk.domain.texts import _
from registerdesk.letters import document, envelope, wording
from registerdesk.letters.compose import Composer
from registerdesk.letters.document import Letter
from registerdesk.letters.envelope import C5_H2, Profile
from registerdesk.letters.kinds import (
    access_answer,
    deadline_extended,
    identity_question,
    no_data,
    receipt,
    refusal,
)
from registerdesk.letters.letterhead import Letterhead, address_block, lay_address, one_line
from registerdesk.letters.requirements import Missing, Required
from registerdesk.letters.wording import Wording

Facts = TypeVar("Facts", bound=LetterFacts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Template(Generic[Facts]):
    """How one kind of letter is made: its code, its name in files, its facts, its elements."""

    code: str
    name: str
    facts: type[Facts]
    required: tuple[Required[Facts], ...]
    build: Callable[[Facts, Composer], list[Flowable]]


class LetterIncomplete(InvalidInput):
    """The letter lacks elements that the law requires; `missing` names them."""

    def __init__(self, missing: tuple[Missing, ...]) -> None:
        """Name the articles in the message and keep the elements."""
        articles = ", ".join(dict.fromkeys(one.article for one in missing))
        super().__init__(
            _("The letter cannot be printed. Required content is missing: Article {articles}."),
            articles=articles,
        )
        self.missing = missing


_KINDS: Final[tuple[Template[Any], ...]] = (
    Template(
        code=receipt.CODE,
        name=receipt.NAME,
        facts=ReceiptFacts,
        required=receipt.REQUIRED,
        build=receipt.build,
    ),
    Template(
        code=identity_question.CODE,
        name=identity_question.NAME,
        facts=IdentityFacts,
        required=identity_question.REQUIRED,
        build=identity_question.build,
    ),
    Template(
        code=access_answer.CODE,
        name=access_answer.NAME,
        facts=AccessFacts,
        required=access_answer.REQUIRED,
        build=access_answer.build,
    ),
    Template(
        code=no_data.CODE,
        name=no_data.NAME,
        facts=NoDataFacts,
        required=no_data.REQUIRED,
        build=no_data.build,
    ),
    Template(
        code=deadline_extended.CODE,
        name=deadline_extended.NAME,
        facts=ExtensionFacts,
        required=deadline_extended.REQUIRED,
        build=deadline_extended.build,
    ),
    Template(
        code=refusal.CODE,
        name=refusal.NAME,
        facts=RefusalFacts,
        required=refusal.REQUIRED,
        build=refusal.build,
    ),
)
KINDS: Final[Mapping[str, Template[Any]]] = {kind.code: kind for kind in _KINDS}


def missing(kind: str, facts: LetterFacts) -> tuple[Missing, ...]:
    """Return the required elements that are not filled in, each with its article."""
    of = KINDS[kind]
    if not isinstance(facts, of.facts):
        raise TypeError(f"{kind} takes {of.facts.__name__}")
    return tuple(
        Missing(element=one.element, article=one.article, message=one.message)
        for one in of.required
        if not one.filled(facts)
    )


def render(
    kind: str,
    facts: LetterFacts,
    *,
    language: str,
    profile: Profile = C5_H2,
    words: Wording | None = None,
) -> Letter:
    """Return the letter as a PDF.

    Raises LetterIncomplete while an element is missing, InvalidInput if the address does not
    fit the window or a text is too long. `words` is the office's own version, if it has one.
    """
    if lacking := missing(kind, facts):
        raise LetterIncomplete(lacking)
    _refuse_long_comment(facts)
    frame_words = wording.shipped("frame", language)
    address = address_block(facts.frame, frame_words)
    lay_address(address, profile)
    of = KINDS[kind]
    write = Composer(
        language=language,
        words=words or wording.shipped(of.name, language),
        frame_words=frame_words,
        frame=facts.frame,
    )
    story = of.build(facts, write)
    title = write.word("title")
    letterhead = Letterhead(frame=facts.frame, profile=profile, words=frame_words, title=title)
    full_title = f"{title} {one_line(facts.frame.case_number)}"
    pdf, pages = document.typeset(
        story, letterhead, write.numbers, title=full_title, language=language
    )
    _refuse_unfit(pdf, profile, address)
    return Letter(
        pdf=pdf,
        pages=pages,
        sha256=document.digest(pdf),
        title=full_title,
        file_name=_file_name(facts, title),
        wording_version=write.words.version,
    )


def _refuse_long_comment(facts: LetterFacts) -> None:
    if len(facts.frame.comment) > COMMENT_LIMIT:
        raise InvalidInput(
            _("The comment is too long: {count} characters, at most {limit}."),
            field="comment",
            count=len(facts.frame.comment),
            limit=COMMENT_LIMIT,
        )


def _refuse_unfit(pdf: bytes, profile: Profile, address: tuple[str, ...]) -> None:
    checked = envelope.check(pdf, profile, address=address)
    if not checked.ok:
        raise InvalidInput(checked.message, field="address", **checked.parameters)


def _file_name(facts: LetterFacts, title: str) -> str:
    """Return case, kind and date in plain letters: no name of a person."""
    day = facts.frame.letter_date.isoformat()
    case = re.sub(r"[^A-Za-z0-9-]+", "", facts.frame.case_number)[:40]
    flat = unicodedata.normalize("NFKD", title.lower()).encode("ascii", "ignore").decode()
    return f"{case}_{re.sub(r'[^a-z0-9]+', '-', flat).strip('-')}_{day}.pdf"
