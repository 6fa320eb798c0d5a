"""The blocks that several kinds of letter share: opening, comment, complaint, signature."""

from __future__ import annotations

from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, Spacer

from registerdesk.domain.letters import InvokedRight
from registerdesk.letters.compose import Composer, Part
from registerdesk.letters.letterhead import one_line


def greeting(write: Composer) -> list[Flowable]:
    """Return 'Hej Anna!', or the plain greeting where the name is not known."""
    name = write.frame.addressee.greeting_name
    return write.say("greeting.named", name=name) if name else write.say("greeting.plain")


def asked(write: Composer, right: InvokedRight | None) -> Part:
    """Return the section that says what was asked, when and how, with its facts."""
    frame = write.frame
    facts = {"received_on": write.day(frame.received_on), "right": write.word(f"right.{right}")}
    return f"asked.{frame.channel}", facts


def checked(write: Composer, identity_check: str) -> Part:
    """Return the section that says how identity was checked and how the answer travels."""
    route = write.frame.addressee.protected_route or "posted"
    return f"checked.{route}", {"identity_check": identity_check}


def authority(write: Composer) -> dict[str, str]:
    """Return the facts of the supervisory authority."""
    body = write.frame.sender.authority
    return {
        "authority": body.name,
        "address": body.address,
        "phone": unbroken(body.phone),
        "email": body.email,
    }


def contact(write: Composer) -> dict[str, str]:
    """Return the facts for calling the data protection officer."""
    sender = write.frame.sender
    return {
        "dpo_term": sender.dpo_term or write.word("dpo_term"),
        "dpo_phone": unbroken(sender.dpo_phone),
        "case_number": write.frame.case_number,
    }


def comment(write: Composer) -> list[Flowable]:
    """Return the free paragraph, if there is one."""
    if not write.frame.comment.strip():
        return []
    return [*write.subheading("comment.heading"), *write.data(write.frame.comment)]


def questions(write: Composer) -> list[Flowable]:
    """Return whom to call."""
    return [*write.subheading("ask.heading"), *write.say("ask", **contact(write))]


def complaint(write: Composer) -> list[Flowable]:
    """Return the right to complain (13.2 d, 15.1 f)."""
    return [*write.subheading("complaint.heading"), *write.say("complaint", **authority(write))]


def remedy(write: Composer) -> list[Flowable]:
    """Return complaint and court: what a refusal must tell (12.4)."""
    return write.say("remedy", **authority(write))


def closing(write: Composer, *before: Flowable) -> list[Flowable]:
    """Return the signature, with 20 points of room for ink, kept with what stands before it."""
    frame = write.frame
    kept = [part for part in before if not isinstance(part, CondPageBreak)]
    role = f"{one_line(frame.officer_role)}, {one_line(frame.sender.name)}"
    signed: list[Flowable] = [
        Spacer(1, 6),
        *write.say("regards"),
        Spacer(1, 17),
        *write.data(one_line(frame.officer_name), style=write.styles.signed),
        *write.data(role, style=write.styles.muted),
    ]
    if write.language == "en" and "sv" in frame.both_versions:
        signed += [Spacer(1, 8), *write.note("prevails")]
    return [KeepTogether([*kept, *signed])]


def unbroken(text: str) -> str:
    """Return a number that does not break across lines."""
    return text.replace(" ", "\u00a0")
