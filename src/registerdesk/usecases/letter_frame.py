"""What every letter of a case says: sender, addressee, dates, the head of the log."""

from __future__ import annotations

import dataclasses
from types import MappingProxyType
from typing import Final

from registerdesk.domain.case_materials import MaterialKind
from registerdesk.domain.errors import Conflict, NotAllowed
from registerdesk.domain.fields import Compartment, is_withheld
from registerdesk.domain.identity_checks import IDENTITY_PHRASES
from registerdesk.domain.letters import (
    Addressee,
    Authority,
    LetterFrame,
    ProtectedRoute,
    RequestChannel,
    Sender,
    TextSize,
    address_lines,
)
from registerdesk.domain.office import DPO_TERMS, OfficeProfile
from registerdesk.domain.parties import AddressKind, Language, Party
from registerdesk.domain.party_states import is_minor
from registerdesk.domain.rights_requests import RightsRequest
from registerdesk.domain.sources import Channel
from registerdesk.domain.staff import ROLE_LABELS, Role
from registerdesk.domain.texts import _
from registerdesk.resources.language import translate
from registerdesk.usecases.case_access import CaseAccess, CaseFile
from registerdesk.usecases.desk import Visit
from registerdesk.usecases.letter_values import with_sign
from registerdesk.usecases.party_links import guardian_of

_CHANNELS: Final = MappingProxyType(
    {
        Channel.PHONE: RequestChannel.PHONE,
        Channel.EMAIL: RequestChannel.EMAIL,
        Channel.WEB: RequestChannel.WEB,
        Channel.POST: RequestChannel.LETTER,
        Channel.VISIT: RequestChannel.VISIT,
    }
)


_PLACE_LINES: Final = 2
"""Street or town, and what follows it; what stands above is one line, so that five are enough."""


class CaseAddressee:
    """The case's own copy of name, address and language, sealed to the case."""

    def __init__(self, visit: Visit, access: CaseAccess, request: RightsRequest) -> None:
        """Bind to one request."""
        self._visit = visit
        self._access = access
        self._request = request

    def get(self, file: CaseFile) -> tuple[Addressee, Language]:
        """Return the copy; it is made the first time that somebody opens the case for it."""
        kept = file.read(MaterialKind.ADDRESSEE)
        if kept is None:
            addressee, language = self.from_register()
            self.keep(file, addressee, language)
            return addressee, language
        route = kept["protected_route"]
        return (
            Addressee(
                name=kept["name"],
                address_lines=() if self._request.is_protected else tuple(kept["address_lines"]),
                greeting_name=kept["greeting_name"],
                customer_number=kept["customer_number"],
                protected_route=ProtectedRoute(route) if route else None,
            ),
            Language(kept["language"]),
        )

    def keep(self, file: CaseFile, addressee: Addressee, language: Language) -> None:
        """Seal the copy to the case; of a protected person never an address."""
        if self._request.is_protected and addressee.address_lines:
            raise NotAllowed(_("The address of a protected person is never printed."))
        content = dataclasses.asdict(addressee) | {"language": language.value}
        file.write(MaterialKind.ADDRESSEE, content)

    def from_register(self) -> tuple[Addressee, Language]:
        """Return what the register, or the unknown caller's contact, says today."""
        party = self._access.party(self._request)
        if party is None:
            return self._caller(), Language.SWEDISH
        if is_withheld(party.display_name):
            raise NotAllowed(_("The person has a protected identity. Ask somebody named for it."))
        young = is_minor(party, self._visit.today) and not party.deceased
        guardian = self._guardian(party) if young and not party.is_protected else None
        language = party.language if guardian is None else guardian.language
        lines = () if party.is_protected else self._lines_to(party, guardian)
        numbers = [r.number for r in self._visit.office.relations.of(party.id) if r.number]
        return (
            Addressee(
                name=_addressed(party, language, young=young),
                address_lines=lines,
                greeting_name=None if young else _greeting(party),
                customer_number=numbers[0] if numbers else None,
            ),
            language,
        )

    def _guardian(self, party: Party) -> Party | None:
        """Return a child's guardian who is known and readable; letters go in their language."""
        guardian = guardian_of(self._visit.office, party.id)
        return None if guardian is None or is_withheld(guardian.display_name) else guardian

    def _caller(self) -> Addressee:
        """Return an unknown caller's own words."""
        contact = self._access.contact(self._request)
        if contact is None:
            return Addressee(name="")
        lines = tuple(line.strip() for line in contact.caller_address.split("\n") if line.strip())
        return Addressee(name=contact.caller_name, address_lines=lines)

    def _lines_to(self, party: Party, guardian: Party | None) -> tuple[str, ...]:
        """Return the lines under the name: a child's guardian by name, where one is known."""
        if guardian is None:
            return self._lines(party)
        lines = self._lines(guardian) or self._lines(party)
        above, place = lines[:-_PLACE_LINES], lines[-_PLACE_LINES:]
        return (guardian.display_name, *((", ".join(above),) if above else ()), *place)

    def _lines(self, party: Party) -> tuple[str, ...]:
        """Return the latest postal address, or any other if there is none."""
        found = self._visit.office.addresses.of(party.id)
        postal = [each for each in found if each.kind is AddressKind.POSTAL] or found
        if not postal:
            return ()
        last = postal[-1]
        return address_lines(
            care_of=last.care_of,
            street=last.street,
            postal_code=last.postal_code,
            town=last.town,
            country=last.country,
        )


def _addressed(party: Party, language: Language, *, young: bool) -> str:
    """Return the name on the envelope: the estate of the dead, the guardian of the young."""
    if party.deceased:
        return translate(_("The estate of {name}"), language.value, name=party.display_name)
    if young:
        return translate(_("The guardian of {name}"), language.value, name=party.display_name)
    return party.display_name


def _greeting(party: Party) -> str | None:
    """Return whom the letter greets: by given name in Swedish, in full in English."""
    if party.deceased or not party.given_name:
        return None
    return party.given_name if party.language is Language.SWEDISH else party.display_name


class FrameMaker:
    """Fills the frame of a case's letter in one language."""

    def __init__(self, visit: Visit, access: CaseAccess, request: RightsRequest) -> None:
        """Bind to one request."""
        self._visit = visit
        self._access = access
        self._request = request

    def frame(self, addressee: Addressee, language: str, comment: str) -> LetterFrame:
        """Return the frame; the head is the log's end before this letter."""
        profile = self._profile()
        if self._request.is_protected and addressee.protected_route is None:
            raise Conflict(_("Choose how the letter reaches the protected person."))
        if self._request.is_protected and not self._visit.keys.holds(Compartment.PROTECTED):
            raise NotAllowed(_("The person has a protected identity. Ask somebody named for it."))
        return LetterFrame(
            sender=_sender(profile, language),
            addressee=addressee,
            case_number=self._request.number,
            letter_date=self._visit.today,
            officer_name=self._visit.keys.display_name,
            officer_role=translate(self._role(), language),
            received_on=self._request.received_on,
            channel=_CHANNELS.get(self._request.channel, RequestChannel.OTHER),
            log_head=self._visit.office.log.head().short,
            comment=comment,
            text_size=TextSize.LARGE if profile.large_text else TextSize.ORDINARY,
        )

    def envelope(self) -> str:
        """Return the name of the office's envelope."""
        return self._profile().envelope

    def identity(self, language: str) -> str:
        """Return how the identity was checked, as a noun phrase; empty if it was not."""
        checks = self._access.office.identity_checks.find(case_id=self._request.id)
        phrases = [
            translate(IDENTITY_PHRASES[method], language)
            for method in dict.fromkeys(check.method for check in checks)
        ]
        if len(phrases) < 2:  # noqa: PLR2004 - one phrase stands alone
            return "".join(phrases)
        first, last = ", ".join(phrases[:-1]), phrases[-1]
        return translate(_("{first} and {last}"), language, first=first, last=last)

    def _profile(self) -> OfficeProfile:
        """Return the office's own row."""
        return self._access.office.profile.find(limit=1)[0]

    def _role(self) -> str:
        """Return the label of the role in which the person signs."""
        held = [role for role in Role if role in self._visit.roles]
        signing = [role for role in held if role is not Role.ADMINISTRATOR]
        return ROLE_LABELS[(signing or held)[0]]


def _sender(profile: OfficeProfile, language: str) -> Sender:
    """Return the office as its letterhead shows it."""
    return Sender(
        name=profile.name,
        org_number=with_sign(profile.org_number),
        address_lines=address_lines(
            care_of="",
            street=profile.street,
            postal_code=profile.postal_code,
            town=profile.town,
            country="",
        ),
        phone=profile.phone,
        dpo_phone=profile.dpo_phone,
        authority=_authority(profile.authority),
        dpo_name=profile.dpo_name,
        dpo_term=translate(DPO_TERMS[profile.dpo_term], language),
    )


def _authority(line: str) -> Authority:
    """Return the supervisory authority's parts: name, address, phone, e-mail, by commas."""
    name, *address, phone, email = (part.strip() for part in f"{line},,".split(",")[:-2])
    return Authority(name=name, address=", ".join(address), phone=phone, email=email)
