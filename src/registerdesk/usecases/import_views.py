"""What the rows of a file that fit somebody would change, for whoever decides row by row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from registerdesk.domain.identity_numbers import mask_typed
from registerdesk.domain.import_choices import Difference, MatchView, differing, said
from registerdesk.domain.import_matches import RowMatch
from registerdesk.domain.import_rows import ImportRow
from registerdesk.domain.parties import AddressKind
from registerdesk.domain.staff import Permission
from registerdesk.usecases.desk import Visit, use_case
from registerdesk.usecases.import_checking import Prepared
from registerdesk.usecases.party_registers import known_as


@use_case(Permission.IMPORT)
def view_matches(
    visit: Visit, prepared: Prepared, matches: Sequence[RowMatch]
) -> tuple[MatchView, ...]:
    """Return rows that fit somebody, with the fields that the file says otherwise."""
    views = _Views(visit, prepared)
    shown = tuple(views.of(match) for match in matches)
    visit.note("import.matches_viewed", *views.opened, count=len(shown))
    return shown


class _Views:
    """The matches of one file, within one visit."""

    def __init__(self, visit: Visit, prepared: Prepared) -> None:
        self._office, self._prepared = visit.office, prepared
        self.opened: list[UUID] = []
        """Those whose values were read; a protected or restricted person's are not."""

    def of(self, match: RowMatch) -> MatchView:
        """Return one match."""
        row = self._prepared.rows.get(match.row)
        view = MatchView(match=match, name=row.name if row else "", known_as="")
        if row is None:
            return view
        if isinstance(match.whom, UUID):
            return self._of_registered(view, row, match.whom)
        first = self._prepared.rows.get(match.whom)
        if first is None:
            return view
        found = differing(said(first), said(row))
        return replace(view, known_as=first.name, differences=found)

    def _of_registered(self, view: MatchView, row: ImportRow, party_id: UUID) -> MatchView:
        office = self._office
        if office.restricted.has(party_id) or not office.parties.find(id=party_id):
            return view
        known = replace(view, known_as=known_as(office, party_id))
        if office.parties.get(party_id).is_protected:
            return known
        self.opened.append(party_id)
        return replace(known, differences=self._differences(row, party_id))

    def _differences(self, row: ImportRow, party_id: UUID) -> tuple[Difference, ...]:
        """Return what the file says otherwise than the register."""
        office, in_file = self._office, said(row)
        party = office.parties.get(party_id)
        before = {name: str(getattr(party, name) or "") for name in _OWN}
        before["name"] = party.display_name
        places = [a for a in office.addresses.of(party_id) if a.kind is AddressKind.POSTAL]
        before |= {name: str(getattr(places[0], name) or "") for name in _PLACE if places}
        kind = self._prepared.options.kind.relation
        relations = [r for r in office.relations.of(party_id) if r.kind is kind]
        before |= {n: str(getattr(relations[0], n) or "") for n in _RELATION if relations}
        numbers = [n.personal or n.organisation or "" for n in office.party_numbers.of(party_id)]
        is_other = (row.personal or row.organisation) not in numbers
        before["identity"] = (
            ", ".join(map(mask_typed, numbers)) if is_other else in_file["identity"]
        )
        phones = office.phones.of(party_id)
        known = {phone.e164 for phone in phones}
        typed = ", ".join(phone.typed for phone in phones)
        is_known = all(phone.e164 in known for phone in row.phones)
        before["phones"] = in_file["phones"] if is_known else typed
        emails = [email.address for email in office.emails.of(party_id)]
        before["email"] = _same_or_all(in_file["email"], emails)
        return differing(before, in_file, ("identity",) if is_other else ())


_OWN = ("given_name", "family_name", "birth_date")
_PLACE = ("care_of", "street", "postal_code", "town", "country")
_RELATION = ("number", "started", "ended")


def _same_or_all(in_file: str, known: Iterable[Any]) -> str:
    """Return the value of the file where it is known already, else all that is known."""
    values = list(known)
    return in_file if in_file in values else ", ".join(values)
