"""Restriction of processing (GDPR Article 18): its grounds, its end, and what may still be done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import partial
from types import MappingProxyType
from typing import Final
from uuid import UUID

from registerdesk.domain.errors import InvalidInput, RegisterDeskError
from registerdesk.domain.fields import Area, Category, Purpose, RetentionClass, about
from registerdesk.domain.sources import Recorded
from registerdesk.domain.staff import Permission
from registerdesk.domain.texts import _


class RestrictionGround(StrEnum):
    """Why the person has the processing restricted, Article 18(1)."""

    ACCURACY = "18.1 a"
    UNLAWFUL = "18.1 b"
    CLAIMS = "18.1 c"
    OBJECTION = "18.1 d"


GROUND_LABELS: Final = MappingProxyType(
    {
        RestrictionGround.ACCURACY: _("The person says that the data is wrong (18(1)(a))"),
        RestrictionGround.UNLAWFUL: _("Unlawful, and the person wants no erasure (18(1)(b))"),
        RestrictionGround.CLAIMS: _("The person needs the data for a legal claim (18(1)(c))"),
        RestrictionGround.OBJECTION: _("An objection is being considered (18(1)(d))"),
    }
)


class RestrictedUse(StrEnum):
    """What restricted data may still be used for, Article 18(2)."""

    STORAGE = "storage"
    RIGHTS = "rights"
    CLAIMS = "claims"
    CONSENT = "consent"


USE_LABELS: Final = MappingProxyType(
    {
        RestrictedUse.STORAGE: _("Storage"),
        RestrictedUse.RIGHTS: _("A request about personal data"),
        RestrictedUse.CLAIMS: _("A legal claim"),
        RestrictedUse.CONSENT: _("The person has consented to it"),
    }
)
OPENING_USES: Final = (RestrictedUse.RIGHTS, RestrictedUse.CLAIMS, RestrictedUse.CONSENT)
"""What a card is opened for, in the order of the digits 1 to 3."""

STILL_DONE: Final = MappingProxyType(
    {
        Permission.MARK_PROTECTED: RestrictedUse.STORAGE,
        Permission.RESTRICT: RestrictedUse.STORAGE,
        Permission.SWITCH_PURPOSE: RestrictedUse.RIGHTS,
        Permission.LOG_CALL: RestrictedUse.RIGHTS,
        Permission.OPEN_REQUEST: RestrictedUse.RIGHTS,
        Permission.VIEW_REQUESTS: RestrictedUse.RIGHTS,
        Permission.HANDLE_REQUEST: RestrictedUse.RIGHTS,
        Permission.PROPOSE_REFUSAL: RestrictedUse.RIGHTS,
        Permission.APPROVE_REFUSAL: RestrictedUse.RIGHTS,
        Permission.RELEASE_SEALED: RestrictedUse.RIGHTS,
        Permission.VIEW_LOG: RestrictedUse.STORAGE,
        Permission.OWN_PROFILE: RestrictedUse.STORAGE,
    }
)
"""Acts that touch a restricted person all the same, each with its exception; no other does."""

READ_WHEN_OPENED: Final = frozenset(
    {
        Permission.VIEW_PARTY,
        Permission.VIEW_REGISTER,
        Permission.OPEN_PROTECTED,
        Permission.REVEAL_IDENTITY_NUMBER,
        Permission.VIEW_DEALINGS,
        Permission.VIEW_CREDIT_CHECKS,
        Permission.VIEW_CONTACTS,
        Permission.VIEW_DEALINGS,
    }
)
"""Acts that somebody may do by naming an exception: all of them read, none writes."""


class ProcessingRestricted(RegisterDeskError):
    """The act is none that Article 18(2) leaves open."""


def refusal() -> ProcessingRestricted:
    """Return the error for an act on a person whose data is only stored."""
    return ProcessingRestricted(
        _(
            "The processing is restricted. The data is only stored, except for requests about "
            "personal data, legal claims and what the person has consented to."
        )
    )


_kept = partial(
    about,
    category=Category.REQUEST,
    area=Area.CONTACT_DATA,
    purposes=(Purpose.RIGHTS,),
    retention=RetentionClass.CASE,
)
_told = partial(
    about,
    category=Category.REQUEST,
    area=Area.REQUESTS,
    purposes=(Purpose.RIGHTS,),
    retention=RetentionClass.CASE,
    identifying=True,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Restriction(Recorded):
    """A person's data is only stored, from one day until it is lifted."""

    since: date = _kept(_("Restricted since"))
    ground: RestrictionGround = _kept(_("Ground for the restriction"), heading=True)
    asked_by: str = _told(
        _("Restriction asked for by"), seal_name="restriction.asked_by", default=""
    )
    reason: str = _told(
        _("What the restriction concerns"),
        seal_name="restriction.reason",
        limit=2000,
        lines=3,
        default="",
    )
    told_on: date | None = _kept(_("Told before lifting, on"), default=None)
    lifted_on: date | None = _kept(_("Restriction lifted on"), default=None)
    lift_reason: str = _told(
        _("Why the restriction was lifted"),
        seal_name="restriction.lift_reason",
        limit=2000,
        lines=3,
        default="",
    )
    case_id: UUID | None = None
    """The request that asked for it."""

    @property
    def is_in_force(self) -> bool:
        """Tell whether the data is still only stored."""
        return self.lifted_on is None


def in_force(restrictions: Iterable[Restriction]) -> Restriction | None:
    """Return the restriction that holds now, if one does; the earliest of several."""
    holding = [each for each in restrictions if each.is_in_force]
    return min(holding, key=lambda each: (each.since, each.id), default=None)


def check_lifting(since: date, told_on: date | None, today: date) -> None:
    """Refuse to lift before the person has been told, Article 18(3)."""
    if told_on is None:
        raise InvalidInput(
            _("The person is told before the restriction is lifted. State when."), field="told_on"
        )
    if told_on > today:
        raise InvalidInput(_("The day has not come yet."), field="told_on")
    if told_on < since:
        raise InvalidInput(_("It cannot end before it began."), field="told_on")
