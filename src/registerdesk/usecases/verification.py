"""Verify an office: pages, chain, heads, keyring, letters; what is off is a sentence each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from registerdesk.domain.audit import Head
from registerdesk.domain.staff import Permission
from registerdesk.domain.texts import _
from registerdesk.storage.stored_letters import broken_letters
from registerdesk.usecases.desk import Visit, use_case
from registerdesk.usecases.offices import Session


class Checked(StrEnum):
    """What was looked at."""

    PAGES = "pages"
    CHAIN = "chain"
    HEADS = "heads"
    KEYRING = "keyring"
    LETTERS = "letters"


NOTICED: Final = MappingProxyType(
    {
        "head.mismatch": (Checked.HEADS, _("At row {count} the log did not fit its anchors.")),
        "head.missing": (Checked.HEADS, _("At row {count} all anchors of the log were gone.")),
        "keyring.old": (Checked.KEYRING, _("At row {count} an old key file was in use.")),
    }
)
"""What a sign-in leaves in the log when it finds signs of tampering."""
MOST_NOTICED: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is off: what was checked, and a sentence with its parameters."""

    checked: Checked
    message: str
    count: int = 0
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a verification found; `findings` is empty when all is well."""

    rows: int
    head: str
    findings: tuple[Finding, ...]

    @property
    def is_whole(self) -> bool:
        """Whether nothing is off."""
        return not self.findings


def verify(session: Session) -> Verdict:
    """Check the office from the pages up; the verification itself is logged."""
    heads = session.desk.heads.read(session.keys)
    verdict = session.desk.do(
        check_log, tuple((place.parent.name + "/" + place.name, head) for place, head in heads)
    )
    findings = [
        Finding(checked=Checked.PAGES, message=_("The database's pages are damaged."))
        for _problem in session.desk.database.problems()[:1]
    ]
    findings += _keyring(session)
    return Verdict(
        rows=verdict.rows, head=verdict.head, findings=tuple(findings) + verdict.findings
    )


def _keyring(session: Session) -> list[Finding]:
    """Check that the newest generation of the keyring is readable and is the one in use."""
    if session.fell_back:
        return [
            Finding(
                checked=Checked.KEYRING,
                message=_("The newest key file is damaged; the one before it is in use."),
            )
        ]
    return []


@use_case(Permission.VERIFY_OFFICE)
def check_log(visit: Visit, heads: tuple[tuple[str, Head | None], ...]) -> Verdict:
    """Check the chain, its signatures, its anchors, the keyring's age and the letters."""
    log = visit.office.log
    head = log.head()
    findings = [*_chain(visit), *_heads(visit, heads), *_noticed(visit), *_letters(visit)]
    profile = visit.office.profile.find()[0]
    if visit.keys.generation < profile.keyring_generation:
        findings.append(
            Finding(
                checked=Checked.KEYRING,
                message=_("The key file is older than the database."),
            )
        )
    visit.note("office.verified", count=len(findings), digest=head.short)
    return Verdict(rows=head.number, head=head.short, findings=tuple(findings))


def _chain(visit: Visit) -> list[Finding]:
    """Check every link of the chain, and every checkpoint's signature."""
    log = visit.office.log
    broken = log.broken_at()
    if broken is not None:
        message = _("The log chain is broken at row {count}.")
        return [Finding(checked=Checked.CHAIN, message=message, count=broken)]
    unsigned = log.bad_checkpoint(visit.keys.office_id, visit.keys)
    if unsigned is not None:
        message = _("The signature at row {count} of the log does not hold.")
        return [Finding(checked=Checked.CHAIN, message=message, count=unsigned)]
    if not log.names_every_object():
        message = _("The log's list of who and what it names does not fit its rows.")
        return [Finding(checked=Checked.CHAIN, message=message)]
    if not log.is_guarded():
        message = _("The log's own guards are missing from the database.")
        return [Finding(checked=Checked.CHAIN, message=message)]
    return []


def _heads(visit: Visit, heads: tuple[tuple[str, Head | None], ...]) -> list[Finding]:
    """Check that the log still holds what each anchor has seen."""
    findings = []
    for place, head in heads:
        if head is None:
            message = _("The log's anchor {place} is missing or damaged.")
            findings.append(Finding(checked=Checked.HEADS, message=message, place=place))
        elif head.number and visit.office.log.hash_at(head.number) != head.hash:
            message = _("The log does not hold row {count}, which the anchor {place} has seen.")
            findings.append(
                Finding(checked=Checked.HEADS, message=message, count=head.number, place=place)
            )
    return findings


def _noticed(visit: Visit) -> list[Finding]:
    """Tell what sign-ins have noticed: each anchors the log anew, so the anchors fit again."""
    log = visit.office.log
    return [
        Finding(
            checked=NOTICED[row.event.act][0], message=NOTICED[row.event.act][1], count=row.number
        )
        for row in reversed(
            log.page(upto=log.head().number, acts=tuple(NOTICED), offset=0, limit=MOST_NOTICED)
        )
    ]


def _letters(visit: Visit) -> list[Finding]:
    """Check that each stored letter is the one whose hash stands in the log."""
    return [
        Finding(
            checked=Checked.LETTERS,
            message=_("{count} stored letters are not the ones that were sent."),
            count=count,
        )
        for count in [broken_letters(visit.office.connection, visit.office.log)]
        if count
    ]
