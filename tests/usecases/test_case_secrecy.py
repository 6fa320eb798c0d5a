"""What a case keeps is sealed: in the file, from colleagues with a debugger, from the log."""

from __future__ import annotations

import dataclasses

import pytest

from registerdesk.domain.case_materials import MaterialKind
from registerdesk.domain.errors import NotAllowed, RegisterDeskError
from registerdesk.domain.rights_requests import Decision
from registerdesk.domain.staff import Permission
from registerdesk.usecases.desk import Visit, use_case
from registerdesk.usecases.letter_making import make_letter
from registerdesk.usecases.letter_sending import LetterDamaged, show_letter
from registerdesk.usecases.request_answers import decide
from registerdesk.usecases.request_collection import ask_release as ask
from registerdesk.usecases.request_collection import collect, release, view_collection
from registerdesk.usecases.request_review import open_review
from tests.makers import STAFF, SmallOffice
from tests.usecases.cases import (
    EXTRACT,
    TOO_MUCH,
    a_customer,
    an_access_call,
    answered,
    collected,
    decided,
    released,
)

SECRETS = ("Lindqvist", "Sundholm", "Björkvägen", "UC-778", "Betalar i tid", "197804122385")


def test_no_piece_of_a_case_lies_open_and_the_log_holds_no_value(office: SmallOffice) -> None:
    answered(office, a_customer(office))

    def look(visit: Visit) -> None:
        pieces = visit.office.case_materials.find()
        kinds = {piece.kind for piece in pieces}
        assert kinds >= {
            MaterialKind.ADDRESSEE,
            MaterialKind.SNAPSHOT,
            MaterialKind.RELEASED,
            MaterialKind.REVIEW,
            MaterialKind.LETTER,
        }
        open_bytes = [piece.cell for piece in pieces]
        open_bytes += [repr(row).encode() for row in visit.office.log.rows(newest=1000)]
        open_bytes += [repr(row).encode() for row in visit.office.letters.find()]
        for secret in SECRETS:
            assert not [cell for cell in open_bytes if secret.encode() in cell]

    office.inside("ombud", look)


HOLDERS = {"handl", "ombud", "admin"}
"""The owner, the ombud, and who founded the office and so was given every compartment first."""


@pytest.mark.parametrize("user", [user for user in STAFF if user not in HOLDERS])
def test_no_colleague_with_a_debugger_opens_a_case(office: SmallOffice, user: str) -> None:
    request = an_access_call(office, a_customer(office))
    collected(office, request.id)

    def force(visit: Visit) -> None:
        kept = visit.office.requests.get(request.id)
        grant = visit.office.case_grants.find(case_id=request.id)[0].grant
        assert kept.case_public is not None
        for tried in (None, grant):
            with pytest.raises(RegisterDeskError):
                visit.keys.open_case(request.id, kept.case_public, tried)

    office.inside(user, force)


def test_a_piece_moved_to_another_case_does_not_open(office: SmallOffice) -> None:
    party_id = a_customer(office)
    one, two = an_access_call(office, party_id), an_access_call(office, party_id)
    collected(office, one.id)
    collected(office, two.id)

    def swap(visit: Visit) -> None:
        materials = visit.office.case_materials
        first, second = (
            materials.find(case_id=each.id, kind=MaterialKind.SNAPSHOT)[0] for each in (one, two)
        )
        materials.replace(dataclasses.replace(first, cell=second.cell))
        with pytest.raises(RegisterDeskError):
            view_collection(visit, one.id)
        raise Undone

    with pytest.raises(Undone):
        office.inside("handl", swap)


class Undone(Exception):
    """The transaction is to be rolled back."""


def test_a_letter_that_was_exchanged_is_not_shown(office: SmallOffice) -> None:
    request = decided(office, a_customer(office))
    first = office.do("handl", make_letter, request.id, EXTRACT)
    office.clock.forward(minutes=1)
    second = office.do("handl", make_letter, request.id, EXTRACT)

    def exchange(visit: Visit) -> None:
        letters = visit.office.letters
        row = letters.get(first.id)
        letters.replace(dataclasses.replace(row, pdf_sha256=second.pdf_sha256))
        with pytest.raises(LetterDamaged):
            show_letter(visit, first.id)
        raise Undone

    with pytest.raises(Undone):
        office.inside("handl", exchange)
    assert office.do("handl", show_letter, second.id).letter.id == second.id


def test_what_changed_after_its_release_is_released_again(office: SmallOffice) -> None:
    request = an_access_call(office, a_customer(office))
    collected(office, request.id)
    released(office, request.id)

    def change(visit: Visit) -> None:
        check = visit.office.credit_checks.find()[0]
        visit.office.credit_checks.replace(dataclasses.replace(check, assessment="Betalar sent."))
        visit.note("credit_check.changed", check.id, check.party_id)

    acting = use_case(Permission.RECORD_CREDIT_CHECK)(change)
    office.do("kredit", acting)
    found = office.do("handl", collect, request.id)
    assert [sum(each.sealed.values()) for each in found.categories if each.sealed] == [6]
    office.do("handl", ask, request.id, next(iter(found.categories[2].sealed)))
    assert office.do("kredit", release, request.id, next(iter(found.categories[2].sealed))) == 6
    texts = [one.item.value for one in office.do("handl", open_review, request.id).passages]
    assert all("Betalar sent." not in text for text in texts)


def test_the_ombud_reads_a_case_but_does_not_work_in_it(office: SmallOffice) -> None:
    request = an_access_call(office, a_customer(office))
    collected(office, request.id)
    assert office.do("ombud", view_collection, request.id) is not None
    with pytest.raises(NotAllowed):
        office.do("ombud", decide, request.id, Decision.REFUSE, refusal=TOO_MUCH)
    with pytest.raises(NotAllowed):
        office.do("ombud", collect, request.id)
