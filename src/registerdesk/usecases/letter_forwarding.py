"""The protected route through the Tax Agency: the sheet that lies in the outer envelope."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from registerdesk.domain.fields import is_withheld
from registerdesk.domain.letters import ProtectedRoute
from registerdesk.domain.rights_requests import RightsRequest
from registerdesk.domain.staff import Permission
from registerdesk.letters import forwarding_sheet as sheet
from registerdesk.usecases.case_access import CaseAccess
from registerdesk.usecases.desk import Visit, use_case
from registerdesk.usecases.letter_frame import CaseAddressee, FrameMaker
from registerdesk.usecases.letter_making import profile_named
from registerdesk.usecases.letter_values import with_sign

LANGUAGE: Final = "sv"
"""The language of the authority that reads the sheet, whatever that of the letter is."""


@use_case(Permission.HANDLE_REQUEST)
def forwarding_sheet(visit: Visit, request_id: UUID) -> bytes:
    """Return the sheet as a PDF in memory, to be printed with the letter.

    Empty where the letter goes another way, or the office has not settled the outer address.
    """
    access = CaseAccess(visit)
    request = access.seen(request_id)
    visit.note("letter.addressee_viewed", request_id, request.party_id, case=request_id)
    addressee, _language = CaseAddressee(visit, access, request).get(access.case_file(request))
    outer = access.office.profile.find(limit=1)[0].forwarding
    goes = request.is_protected and addressee.protected_route is ProtectedRoute.TAX_AGENCY
    if not (goes and outer):
        return b""
    frame = FrameMaker(visit, access, request)
    sender = frame.frame(addressee, LANGUAGE, "").sender
    order = sheet.Forwarding(
        sender=sender,
        outer=tuple(line.strip() for line in outer.split(",") if line.strip()),
        name=addressee.name,
        identity_number=_number(visit, request),
        case_number=request.number,
        day=visit.today,
    )
    visit.note("letter.forwarding_made", request_id, request.party_id, case=request_id)
    return sheet.render(order, profile_named(frame.envelope()), LANGUAGE)


def _number(visit: Visit, request: RightsRequest) -> str:
    """Return the person's identity number as people read it; empty where there is none."""
    for row in visit.office.party_numbers.of(request.party_id):
        if row.personal and not is_withheld(row.personal):
            return with_sign(row.personal)
    return ""
