"""A case on its way, step by step, for the tests of requests."""

from __future__ import annotations

from uuid import UUID

from registerdesk.domain.case_answers import Answers, Refusal
from registerdesk.domain.case_materials import OutsideAnswer, OutsideStore
from registerdesk.domain.fields import Compartment
from registerdesk.domain.identity_checks import IdentityMethod
from registerdesk.domain.letter_rows import WithheldRow
from registerdesk.domain.letters import NONE, ExtensionCause, RefusalGround
from registerdesk.domain.rights_requests import Decision, PostedWay, Right
from registerdesk.domain.snapshots import Verdict, WithholdReason
from registerdesk.domain.stored_letters import LetterKind, StoredLetter
from registerdesk.usecases.calls import Call, Matter, record_call
from registerdesk.usecases.credit_checks import record_credit_check
from registerdesk.usecases.letter_facts import LetterOrder
from registerdesk.usecases.letter_making import make_letter
from registerdesk.usecases.letter_sending import mark_posted, note_print
from registerdesk.usecases.parties import register_party
from registerdesk.usecases.request_answers import decide, set_answers
from registerdesk.usecases.request_collection import answer_outside, ask_release, collect, release
from registerdesk.usecases.request_opening import NewRequest, OpenedRequest, open_request
from registerdesk.usecases.request_review import decide_passage, open_review
from tests.makers import TODAY, SmallOffice, a_credit_check, a_person, bare

TWO_CHECKS = (IdentityMethod.LAST_FOUR, IdentityMethod.POSTAL_ADDRESS)
NOTHING_TO_TELL = Answers(recipients=NONE, transfers=NONE, automated_decisions=NONE)
TOO_MUCH = Refusal(
    ground=RefusalGround.UNFOUNDED,
    refused=(WithheldRow(what="Utdraget", reason="Fjärde gången i år.", rule="Artikel 12.5"),),
    demonstration="Vi har svarat tre gånger sedan januari utan att något har ändrats.",
)
MORE_TIME = LetterOrder(
    kind=LetterKind.EXTENSION,
    cause=ExtensionCause.COMPLEX,
    reason="Uppgifterna finns i fyra register som vi går igenom för hand.",
)
EXTRACT = LetterOrder(kind=LetterKind.ACCESS)


def a_customer(office: SmallOffice) -> UUID:
    """Register a customer with a note that names another one, and a sealed credit check."""
    office.do("handl", register_party, bare("Petra Sundholm"))
    note = "Kunden jämför med beställning från Petra Sundholm, som fick leverans samma dag."
    party_id = office.do("handl", register_party, a_person(note=note))
    office.do("kredit", record_credit_check, party_id, a_credit_check(), "UC")
    return party_id


def a_request(
    office: SmallOffice, party_id: UUID, user: str = "handl", right: Right = Right.ACCESS
) -> OpenedRequest:
    """Open a request by phone with two identity checks."""
    new = NewRequest(right=right, party_id=party_id, identity=TWO_CHECKS)
    return office.do(user, open_request, new)


def an_access_call(office: SmallOffice, party_id: UUID, user: str = "handl") -> OpenedRequest:
    """Take a call that asks for access."""
    call = Call(party_id=party_id, identity=TWO_CHECKS, matters=(Matter(digit=1),), note="Vill se.")
    return office.do(user, record_call, call).requests[0]


def collected(office: SmallOffice, case_id: UUID, user: str = "handl") -> None:
    """Collect, and answer for the places outside the program."""
    office.do(user, collect, case_id)
    for store in OutsideStore:
        office.do(user, answer_outside, case_id, store, OutsideAnswer.NO)


def released(office: SmallOffice, case_id: UUID) -> None:
    """Let the credit officer release the sealed part of credit checks."""
    office.do("handl", ask_release, case_id, Compartment.CREDIT)
    office.do("kredit", release, case_id, Compartment.CREDIT)


def reviewed(office: SmallOffice, case_id: UUID) -> None:
    """Mask every passage that the program suggests."""
    for passage in office.do("handl", open_review, case_id).passages:
        office.do(
            "handl",
            decide_passage,
            case_id,
            passage.mark.place,
            Verdict.MASK,
            WithholdReason.OTHER_PERSON,
        )


def decided(office: SmallOffice, party_id: UUID) -> OpenedRequest:
    """Take a case to the point where its answer can be made."""
    request = an_access_call(office, party_id)
    collected(office, request.id)
    released(office, request.id)
    reviewed(office, request.id)
    office.do("handl", set_answers, request.id, NOTHING_TO_TELL)
    office.do("handl", decide, request.id, Decision.PARTLY)
    return request


def answered(office: SmallOffice, party_id: UUID) -> tuple[OpenedRequest, StoredLetter]:
    """Take a case to its end."""
    request = decided(office, party_id)
    letter = office.do("handl", make_letter, request.id, EXTRACT)
    posted(office, letter)
    return request, letter


def posted(office: SmallOffice, letter: StoredLetter) -> None:
    """Print a letter and mark it as posted."""
    office.do("handl", note_print, letter.id)
    office.do("handl", mark_posted, letter.id, posted_on=TODAY, way=PostedWay.LETTER)
