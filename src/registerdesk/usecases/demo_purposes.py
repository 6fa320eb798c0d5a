"""The demo office's purposes and periods: what the ombud settled, and what two people said."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Final, Protocol
from uuid import UUID

from registerdesk.domain.demo_story import ANNA, SARA, DemoPerson
from registerdesk.domain.fields import Purpose, RetentionClass
from registerdesk.domain.processing import RegisterCode
from registerdesk.usecases.offices import Session
from registerdesk.usecases.processing_record import view_processing
from registerdesk.usecases.purpose_switches import switch_purpose
from registerdesk.usecases.purposes import change_purpose, change_register
from registerdesk.usecases.retention import change_period
from registerdesk.usecases.search import find

_NONE: Final = "Inga uppgifter lämnar EU och EES."
_NONE_EN: Final = "No data leaves the EU and the EEA."
_MAILING: Final = (
    "Adresser till utskick lämnas till ett tryckeri i Norge (EES). Inga uppgifter lämnar EES."
)
_OFFERS: Final = "Nyhetsbrev och erbjudanden om egna varor"


class Build(Protocol):
    """Whoever lets colleagues sign in."""

    def at_desk(self, user: str) -> AbstractContextManager[Session]:
        """Let one colleague sign in, work, and sign out."""


def settle(build: Build) -> None:
    """Let the ombud settle the purposes, and two customers say what they want."""
    with build.at_desk("eva") as ombud:
        settle_purposes(ombud)
    with build.at_desk("karin") as officer:
        switch_some(officer, _found(officer, ANNA), _found(officer, SARA))


def settle_purposes(ombud: Session) -> None:
    """Let the ombud state where data goes, name the newsletter closely, and keep drafts shorter."""
    found = ombud.desk.do(view_processing, "sv")
    for register in found.registers:
        mailed = register.register is RegisterCode.CUSTOMERS
        given = {"transfers_sv": _MAILING} if mailed else _stated()
        ombud.desk.do(change_register, register.id, register.version, given)
    for purpose in found.purposes:
        if purpose.purpose is Purpose.MARKETING:
            words = {"text_sv": _OFFERS, "text_en": "Newsletters and offers of own goods"}
            ombud.desk.do(change_purpose, purpose.id, purpose.version, words)
    drafts = next(each for each in found.periods if each.data_class is RetentionClass.DRAFT)
    ombud.desk.do(change_period, drafts.id, drafts.version, "14")


def switch_some(officer: Session, willing: UUID, unwilling: UUID) -> None:
    """Let one customer want the newsletter, and another be in no statistics."""
    do = officer.desk.do
    do(switch_purpose, willing, Purpose.MARKETING, "Kryssade i på orderblanketten", on=True)
    do(switch_purpose, willing, Purpose.DEVELOPMENT, "Sa ja i telefon", on=True)
    do(switch_purpose, unwilling, Purpose.STATISTICS, "Bad om det i brev", on=False)


def _found(session: Session, person: DemoPerson) -> UUID:
    """Return the id of somebody of the stories, found by number."""
    hits = session.desk.do(find, person.number)
    return (*hits.persons, *hits.companies)[0].party_id


def _stated() -> dict[str, str]:
    """Return that nothing leaves the EEA, in both languages."""
    return {"transfers_sv": _NONE, "transfers_en": _NONE_EN}
