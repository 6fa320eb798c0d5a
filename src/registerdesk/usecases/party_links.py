"""Contact persons and guardians: named, ended, and found from both sides."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from registerdesk.domain import phones
from registerdesk.domain.errors import Conflict, InvalidInput
from registerdesk.domain.fields import is_withheld
from registerdesk.domain.parties import Party, PartyKind
from registerdesk.domain.party_links import ACTS_FOR, LinkKind, PartyLink
from registerdesk.domain.party_states import is_minor
from registerdesk.domain.party_values import cleaned
from registerdesk.domain.sources import Origin
from registerdesk.domain.staff import Permission
from registerdesk.domain.texts import _
from registerdesk.storage.import_runs import PeopleMade
from registerdesk.storage.office import Office
from registerdesk.usecases.desk import Visit, use_case
from registerdesk.usecases.new_parties import NewParty
from registerdesk.usecases.parties import register_party
from registerdesk.usecases.party_registers import Reach
from registerdesk.usecases.party_writing import PartyWriting


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLink:
    """Who is to act for whom: somebody in the register, or somebody new."""

    kind: LinkKind
    for_id: UUID
    person: UUID | NewParty
    origin: Origin
    title: str = ""
    started: date | None = None
    """The first day; today when it is not given."""


@use_case(Permission.EDIT_PARTY)
def add_link(visit: Visit, new: NewLink) -> UUID:
    """Name a company's contact person or a child's guardian; return the link's id."""
    reach, writing = Reach(visit), PartyWriting(visit)
    stood_for = reach.party(new.for_id)
    if stood_for.kind is not ACTS_FOR[new.kind]:
        raise InvalidInput(_("Contact persons act for companies, guardians for people."))
    person = reach.party(_person_id(visit, new))
    _refuse_unfit(visit, new, person)
    carried = writing.carried(person.id, new.origin, protected=person.is_protected)
    given = {
        "kind": new.kind,
        "for_id": new.for_id,
        "title": new.title,
        "started": new.started or visit.today,
    }
    link_id = writing.keep("links", carried, given)
    visit.note("link.added", link_id, person.id, new.for_id, purpose=new.origin.purpose)
    return link_id


def _person_id(visit: Visit, new: NewLink) -> UUID:
    """Return who is to act; somebody new is registered without a relation of their own."""
    if isinstance(new.person, UUID):
        return new.person
    if new.person.kind is not PartyKind.PERSON:
        raise InvalidInput(_("Choose a person, not a company."), field="person")
    return register_party(visit, dataclasses.replace(new.person, relation=None))


def _refuse_unfit(visit: Visit, new: NewLink, person: Party) -> None:
    """Stop who cannot act for this one, or does so already."""
    if person.kind is not PartyKind.PERSON:
        raise InvalidInput(_("Choose a person, not a company."), field="person")
    if person.id == new.for_id:
        raise InvalidInput(_("Nobody acts for themselves."), field="person")
    if person.deceased:
        raise InvalidInput(_("The person is deceased."), field="person")
    if new.kind is LinkKind.GUARDIAN and is_minor(person, visit.today):
        raise InvalidInput(_("A guardian is of age."), field="person")
    if new.started is not None and new.started > visit.today:
        raise InvalidInput(_("The day has not come yet."), field="started")
    for link in visit.office.links.of(person.id):
        if (link.kind, link.for_id, link.ended) == (new.kind, new.for_id, None):
            raise Conflict(_("The person is that already."))


@use_case(Permission.EDIT_PARTY)
def end_link(visit: Visit, link_id: UUID, version: int, ended: date, reason: str) -> int:
    """Say since when and why somebody no longer acts; return the link's new version."""
    link = visit.office.links.get(link_id)
    Reach(visit).party(link.party_id)
    if link.ended is not None:
        raise Conflict(_("This has ended already, on {day}."), day=link.ended)
    if link.started is not None and ended < link.started:
        raise InvalidInput(_("It cannot end before it began."), field="ended")
    if ended > visit.today:
        raise InvalidInput(_("The day has not come yet."), field="ended")
    values = cleaned(PartyLink, "end_reason", reason, {}, visit.today) | {"ended": ended}
    change = visit.office.links.replace(dataclasses.replace(link, **values, version=version))
    told = {"fields": change.fields, "history": change.history_ids}
    visit.note("link.ended", link_id, link.party_id, **told)
    return version + 1


@use_case(Permission.EDIT_PARTY)
def take_back_link(visit: Visit, link_id: UUID) -> None:
    """Take back a link just named by mistake; only as long as nobody has changed it.

    Whoever was registered for it alone goes too, unless something is written of them since.
    """
    link = visit.office.links.get(link_id)
    Reach(visit).party(link.party_id)
    if link.version != 1 or link.recorded_by != visit.actor:
        raise Conflict(_("Somebody else has changed this meanwhile. Look at it again."))
    PartyWriting(visit).refuse_late(link)
    if not _take_back_person(visit, link):
        visit.office.links.remove(link_id)
    visit.note("link.taken_back", link_id, link.party_id)


def _take_back_person(visit: Visit, link: PartyLink) -> bool:
    """Take out whom the naming of the link registered, if nothing else is known of them."""
    office, person = visit.office, visit.office.parties.get(link.party_id)
    came = (person.recorded_at, person.recorded_by) == (link.recorded_at, link.recorded_by)
    if not came or any(True for _relation in office.relations.of(person.id)):
        return False
    made = PeopleMade(office.connection, link.recorded_at)
    made.take([person.id])
    alone = made.untouched() == [person.id]
    if alone:
        office.search.forget_all([person.id])
        made.remove_untouched()
        visit.note("party.taken_back", person.id)
    made.close()
    return alone


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkRow:
    """Somebody who acts for another, seen from one of the two."""

    link: PartyLink
    acts: bool
    """The card's own person is the one who acts."""
    other_id: UUID
    other_kind: PartyKind
    name: str
    """Empty for a protected person."""
    phone: str
    """As people read it."""
    email: str


class PartyLinks:
    """Reads links from either side within one visit."""

    def __init__(self, visit: Visit) -> None:
        """Take the visit."""
        self._visit = visit

    def of(self, party: Party, merged: frozenset[UUID]) -> tuple[LinkRow, ...]:
        """Return whom somebody acts for, and who acts for them; running ones first.

        A protected person's own links show on their own card alone.
        """
        office, found = self._visit.office, list[LinkRow]()
        for link in office.links.of(party.id):
            if not is_withheld(link.for_id):
                found += _row(office, link, link.for_id, acts=True)
        for known_as in (party.id, *sorted(merged)):
            for link in office.links.holding("for_id", known_as):
                found += _row(office, link, link.party_id, acts=False)
        if found:
            seen = {row.other_id for row in found if not row.acts}
            told = seen - office.restricted.among(seen)
            self._visit.note("links.viewed", *sorted(told), party.id)
        return tuple(sorted(found, key=lambda row: (row.link.ended is not None, row.name)))


def _row(office: Office, link: PartyLink, other_id: UUID, *, acts: bool) -> Iterator[LinkRow]:
    """Yield the row, unless the other has been erased; of one merged the one that stays."""
    for other in office.parties.find(id=other_id):
        kept = office.parties.get(other.party_id) if other.is_merged else other
        hidden = kept.is_protected or is_withheld(kept.display_name)
        silent = hidden or office.restricted.has(kept.id)  # named alone, Article 18(2)
        dialled = [] if silent else office.phones.of(kept.id)
        mails = [] if silent else office.emails.of(kept.id)
        yield LinkRow(
            link=link,
            acts=acts,
            other_id=kept.id,
            other_kind=kept.kind,
            name="" if hidden else kept.display_name,
            phone=phones.shown(dialled[0].e164) or dialled[0].typed if dialled else "",
            email=mails[0].address if mails else "",
        )


def guardian_of(office: Office, party_id: UUID) -> Party | None:
    """Return the first guardian who acts for a child; None where none is known or readable."""
    ids = [party_id, *(row.id for row in office.parties.of(party_id))]  # also those merged into it
    for link in office.links.find(for_id=ids, kind=LinkKind.GUARDIAN, ended=None):
        guardian = office.parties.get(link.party_id)
        if not (guardian.deceased or guardian.is_protected):
            return guardian
    return None
