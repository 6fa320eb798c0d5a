"""What a letter says: frozen facts, ready formatted, that letters take and use cases fill.

`None` and an empty tuple mean *not filled in*; `NONE` means *expressly none* and counts as filled.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum
from typing import Final

from registerdesk.domain.letter_rows import (
    CategoryTable,
    Confirmation,
    ConsentRow,
    LookupRow,
    PurposeRow,
    RecipientRow,
    SearchedRow,
    TransferRow,
    WithheldRow,
)
from registerdesk.domain.postal import is_swedish

COMMENT_LIMIT: Final = 800
TEXT_LIMIT: Final = 100_000
_SWEDISH_CODE: Final = re.compile(r"^([0-9]{3}) ?([0-9]{2})$", re.ASCII)


class ExpresslyNone(Enum):
    """The one value that says: asked for, looked into, and there is none."""

    NONE = "none"


NONE: Final = ExpresslyNone.NONE


class RequestChannel(StrEnum):
    """The way on which the request reached the office."""

    PHONE = "phone"
    LETTER = "letter"
    EMAIL = "email"
    VISIT = "visit"
    WEB = "web"
    OTHER = "other"


class InvokedRight(StrEnum):
    """The right that the person invokes (GDPR 7.3, 15-18, 20, 21)."""

    ACCESS = "access"
    RECTIFICATION = "rectification"
    ERASURE = "erasure"
    RESTRICTION = "restriction"
    PORTABILITY = "portability"
    OBJECTION = "objection"
    WITHDRAWAL = "withdrawal"


class ProtectedRoute(StrEnum):
    """What the address block says instead of an address when the identity is protected."""

    TAX_AGENCY = "tax_agency"
    COLLECTED = "collected"


class TextSize(StrEnum):
    """The size of the running text."""

    ORDINARY = "ordinary"
    LARGE = "large"


class Question(StrEnum):
    """What the office must know before it can answer."""

    IDENTITY = "identity"
    SCOPE = "scope"
    AGENT = "agent"


class ExtensionCause(StrEnum):
    """The only two lawful reasons for more time (GDPR 12.3)."""

    COMPLEX = "complex"
    MANY = "many"


class RefusalGround(StrEnum):
    """The kind of ground on which a request is refused (GDPR 12.4)."""

    EXCEPTION = "exception"
    UNFOUNDED = "unfounded"
    UNIDENTIFIED = "unidentified"


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """The supervisory authority to which the person can complain."""

    name: str
    address: str
    phone: str
    email: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """The office as its letterhead and footer show it."""

    name: str
    org_number: str
    address_lines: tuple[str, ...]
    phone: str
    dpo_phone: str
    authority: Authority
    dpo_name: str = ""
    dpo_term: str = ""
    """The office's own word for the officer, in the letter's language; empty: the letter's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    """Whom the letter goes to; a protected route stands instead of name and address."""

    name: str
    address_lines: tuple[str, ...] = ()
    greeting_name: str | None = None
    """Given name in a Swedish letter, full name in an English one; None: a plain greeting."""
    customer_number: str | None = None
    protected_route: ProtectedRoute | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterFrame:
    """What every letter says about itself."""

    sender: Sender
    addressee: Addressee
    case_number: str
    letter_date: date
    officer_name: str
    officer_role: str
    received_on: date | None
    channel: RequestChannel | None
    log_head: str
    """16 hex digits: the head of the log before this letter."""
    comment: str = ""
    text_size: TextSize = TextSize.ORDINARY
    specimen: str = ""
    """One word across each page of a letter that is not meant to be sent, such as DEMO."""
    both_versions: tuple[str, ...] = ()
    """The languages sent together; with two of them the English one yields to the Swedish."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterFacts:
    """What all kinds of letter have in common."""

    frame: LetterFrame


@dataclass(frozen=True, slots=True, kw_only=True)
class RightFacts(LetterFacts):
    """What the letters have in common that serve every right."""

    right: InvokedRight | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessFacts(LetterFacts):
    """L03: the answer to a request for access (GDPR 15)."""

    identity_check: str
    """How the identity was checked, as a noun phrase: 'två kontrollfrågor'."""
    snapshot_on: date | None
    confirmation: tuple[Confirmation, ...]
    data: tuple[CategoryTable, ...]
    purposes: tuple[PurposeRow, ...]
    recipients: tuple[RecipientRow, ...] | ExpresslyNone | None
    transfers: tuple[TransferRow, ...] | ExpresslyNone | None
    automated_decisions: str | ExpresslyNone | None
    withheld: tuple[WithheldRow, ...] | ExpresslyNone | None
    lookups: tuple[LookupRow, ...] | ExpresslyNone | None
    consents: tuple[ConsentRow, ...] | ExpresslyNone | None
    empty_categories: tuple[str, ...] = ()
    policy_version: str = ""
    files: tuple[str, ...] = ()
    """The names of the files that go with the letter, printed or saved by themselves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoDataFacts(LetterFacts):
    """L04: nothing is held about the person (GDPR 15)."""

    identity_check: str
    searched_on: date | None
    searched: tuple[SearchedRow, ...]
    request_kept_until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptFacts(RightFacts):
    """L01: the request has been received (GDPR 12.3)."""

    understood: str
    answer_by: date | None
    identity_check: str = ""
    identity_missing: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityFacts(RightFacts):
    """L02: who is asking, for what, or for whom (GDPR 12.6, recitals 63 and 64)."""

    question: Question
    doubt: str
    """Why the office doubts, or what is unclear, as one sentence."""
    ways: tuple[str, ...]
    """The least that is enough: each way is sufficient by itself."""
    reply_by: date | None = None
    """For a question of scope: the day on which the pause ends by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionFacts(RightFacts):
    """L13: the answer takes longer (GDPR 12.3)."""

    answer_by: date | None
    new_answer_by: date | None
    cause: ExtensionCause | None
    reason: str
    delivered_now: str | ExpresslyNone | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusalFacts(RightFacts):
    """L14: the request is refused, in whole or in part (GDPR 12.4)."""

    ground: RefusalGround | None
    refused: tuple[WithheldRow, ...]
    demonstration: str = ""
    """Why the request is manifestly unfounded or excessive (12.5): the office's burden."""
    what_would_help: str = ""
    """What would let the office identify the person (11.2, 12.2)."""


def address_lines(
    *, care_of: str, street: str, postal_code: str, town: str, country: str
) -> tuple[str, ...]:
    """Return the lines under the name: 'NNN NN TOWN', country in capitals unless Sweden."""
    swedish = is_swedish(country)
    code = _SWEDISH_CODE.sub(r"\1 \2", postal_code.strip()) if swedish else postal_code.strip()
    lines = (care_of, street, f"{code} {town.upper()}", "" if swedish else country.upper())
    return tuple(line.strip() for line in lines if line.strip())
