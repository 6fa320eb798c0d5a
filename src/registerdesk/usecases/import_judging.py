"""What becomes of an imported row: new, an update, a duplicate, or left outside."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from uuid import UUID

from registerdesk.domain.import_matches import Fit, RowMatch, RowTreatment
from registerdesk.domain.import_rows import ImportRow, masked
from registerdesk.domain.imports import Column, RowError, Treatment
from registerdesk.domain.parties import Party
from registerdesk.domain.texts import _
from registerdesk.storage.bulk import Bulk
from registerdesk.storage.purpose_gate import PurposeGate
from registerdesk.usecases.desk import Visit
from registerdesk.usecases.import_checking import Prepared


class Verdict(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    UPDATED = "updated"
    DUPLICATE = "duplicate"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of a row, whom it concerns, and what kept it out."""

    verdict: Verdict
    party_id: UUID | None = None
    error: RowError | None = None
    first: int = 0
    """The row of the file that begins the party which this one is merged with."""
    match: RowMatch | None = None
    """Whom the row fits, if anybody."""


Whom = UUID | int
"""A party in the register, or the row of the file that begins one."""


@dataclass(slots=True)
class _Seen:
    """Whom the numbers in the file have meant so far; nothing for a row that stays outside."""

    numbers: dict[str, Whom | None] = field(default_factory=dict)
    identities: dict[str, Whom | None] = field(default_factory=dict)

    def earlier(self, row: ImportRow) -> set[Whom | None]:
        """Return whom the row's numbers meant in earlier rows; empty for a row with new ones."""
        found: set[Whom | None] = set()
        if row.number in self.numbers:
            found.add(self.numbers[row.number])
        identity = row.personal or row.organisation
        if identity in self.identities:
            found.add(self.identities[identity])
        return found

    def keep(self, row: ImportRow, whom: Whom | None) -> None:
        """Remember whom the row's numbers mean from now on."""
        identity = row.personal or row.organisation
        if row.number:
            self.numbers.setdefault(row.number, whom)
        if identity:
            self.identities.setdefault(identity, whom)


class ImportJudging:
    """Judges the rows of one file in their order."""

    def __init__(self, visit: Visit, prepared: Prepared, *, looks_for_names: bool = False) -> None:
        """Take the visit in which the first rows are judged, and the file."""
        self._looks_for_names = looks_for_names
        self._choices = prepared.choices
        self.go_on_in(visit)
        gate = PurposeGate(visit.office.connection, visit.today)
        gate.refuse_unusable(Party, prepared.origin.purpose)
        self._relation = prepared.options.kind.relation
        self._sealed = prepared.sealed
        self._duplicates, self._known = prepared.duplicates, prepared.known
        self._seen = _Seen()
        self.made: dict[int, UUID] = {}
        """The parties that were written, by the row that began each."""

    def go_on_in(self, visit: Visit) -> None:
        """Judge the next rows within another visit."""
        self._office = visit.office
        self._hidden = visit.office.protected_people.identities()
        self._bulk = Bulk(visit.office.connection, visit.office.reader)

    def judge(self, row: ImportRow) -> Outcome:
        """Return what becomes of a row: by its own number, else by the identity number."""
        earlier = self._seen.earlier(row)
        outcome = self._judged(row, earlier)
        whom = outcome.first or outcome.party_id
        self._seen.keep(row, row.row if outcome.verdict is Verdict.NEW else whom)
        return outcome

    def _judged(self, row: ImportRow, earlier: set[Whom | None]) -> Outcome:
        """Return what becomes of a row whose numbers meant others before, or nobody."""
        if earlier and (None in earlier or not self._merges(row, self._duplicates)):
            return Outcome(Verdict.DUPLICATE, match=_earlier_match(row, earlier))
        began = [whom for whom in earlier if isinstance(whom, int)]
        known = self._registered(row) | {whom for whom in earlier if isinstance(whom, UUID)}
        meant = known | {self.made.get(row, row) for row in began}
        if len(meant) > 1:
            return _refused(row.number, "number_conflict", _CONFLICT)
        if not meant:
            return self._of_nobody(row)
        if began:
            match = _match(row, Fit.FILE, began[0], RowTreatment.MERGE)
            return Outcome(Verdict.UPDATED, first=began[0], match=match)
        return self._of_known(row, known.pop(), Fit.NUMBER)

    def _merges(self, row: ImportRow, treatment: Treatment) -> bool:
        """Tell whether a row is merged: by what was chosen for it, else for all."""
        choice = self._choices.get(row.row)
        if choice is None:
            return treatment is Treatment.MERGE
        return choice.treatment is not RowTreatment.SKIP

    def _of_nobody(self, row: ImportRow) -> Outcome:
        """Return what becomes of a row with new numbers; a namesake is merged by choice alone."""
        choice = self._choices.get(row.row)
        meant = choice.whom if choice and choice.treatment is not RowTreatment.NEW else None
        if meant is not None:
            return self._of_known(row, meant, Fit.NAME)
        namesake = self._bulk.party_named(row.name) if self._looks_for_names else None
        match = namesake and _match(row, Fit.NAME, namesake, RowTreatment.NEW)
        return Outcome(Verdict.NEW, match=match or None)

    def _of_known(self, row: ImportRow, party_id: UUID, fit: Fit) -> Outcome:
        """Return what becomes of a row about somebody in the register."""
        if not self._merges(row, self._known):
            return Outcome(Verdict.SKIPPED, match=_match(row, fit, party_id, RowTreatment.SKIP))
        if self._office.parties.get(party_id).is_protected:
            return _refused(row.number, "protected", _PROTECTED)
        if self._office.restricted.has(party_id):
            return _refused(row.number, "restricted", _RESTRICTED)
        match = _match(row, fit, party_id, RowTreatment.MERGE)
        return Outcome(Verdict.UPDATED, party_id, match=match)

    def _registered(self, row: ImportRow) -> set[Any]:
        """Return whom the register knows by the row's numbers."""
        by_number = self._bulk.party_with_number(self._relation, row.number) if row.number else None
        by_identity = self._bulk.party_with_identity(
            personal=row.personal,
            organisation=row.organisation,
            sealed=self._sealed.get(row.row),
        )
        hidden = self._hidden.get(row.personal, frozenset())
        return ({by_number, by_identity} - {None}) | hidden


_CONFLICT = _(
    "The number belongs to one in the register and the identity number to another. "
    "Compare the two cards."
)
_PROTECTED = _("The person has a protected identity and is not changed by a file. Use the card.")
_RESTRICTED = _("The processing of this person's data is restricted. It is not changed by a file.")


def _match(row: ImportRow, fit: Fit, whom: Whom, treatment: RowTreatment) -> RowMatch:
    """Return whom a row fits."""
    return RowMatch(row=row.row, fit=fit, whom=whom, treatment=treatment)


def _earlier_match(row: ImportRow, earlier: set[Whom | None]) -> RowMatch | None:
    """Return whom a row fits that repeats an earlier one; nobody where that one stays outside."""
    whom = next((each for each in earlier if each is not None), None)
    if whom is None or None in earlier:
        return None
    return _match(row, Fit.FILE, whom, RowTreatment.SKIP)


def _refused(number: str, code: str, message: str) -> Outcome:
    """Return the outcome of a row that stays outside."""
    value = masked(Column.NUMBER, number)
    error = RowError(row=0, field=Column.NUMBER, value_masked=value, code=code, message=message)
    return Outcome(Verdict.SKIPPED, error=error)
