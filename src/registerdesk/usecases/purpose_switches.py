"""What a person's data may be used for: shown, switched off and on again at once."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from uuid import UUID

from registerdesk.domain.errors import InvalidInput
from registerdesk.domain.fields import Area, LegalBasis, Purpose
from registerdesk.domain.plain_text import NAME_LIMIT, clean
from registerdesk.domain.processing import (
    SWITCHED_BY_BASIS,
    PurposeSetting,
    PurposeSwitch,
    is_on_by_itself,
    why_always,
)
from registerdesk.domain.selections import Segment
from registerdesk.domain.sources import Channel, Source
from registerdesk.domain.staff import Permission, may_read
from registerdesk.domain.texts import _
from registerdesk.usecases.desk import Visit, use_case
from registerdesk.usecases.party_registers import Reach
from registerdesk.usecases.purposes import list_purposes


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonPurpose:
    """One purpose as it stands for one person."""

    purpose: Purpose
    text_sv: str
    text_en: str
    basis: LegalBasis | None
    is_on: bool
    since: str = ""
    """ISO date of the person's last word; empty when there is none."""
    how: str = ""
    why_always: str = ""
    """Why it cannot be switched off (a message); empty where it can."""
    emptied: int = 0
    """How many selections switching it off erases (GDPR Article 21(2))."""


class PersonPurposes:
    """The purposes in use as they stand for one person, as far as the reader reaches."""

    def __init__(self, visit: Visit) -> None:
        """Take the visit."""
        self._visit = visit

    def of(self, party_id: UUID) -> tuple[PersonPurpose, ...]:
        """Return each purpose with its basis; the person's words by role."""
        visit = self._visit
        reads = may_read(visit.roles, Area.CONSENTS)
        rows = visit.office.purpose_switches.of(party_id) if reads else []
        said = {row.switched: row for row in sorted(rows, key=_refusing_last)}
        segments = visit.office.segments.of(party_id)
        return tuple(
            _standing(setting, said.get(setting.purpose), segments)
            for setting in list_purposes(visit)
            if setting.is_usable(visit.today) and setting.purpose is not Purpose.SECURITY
        )


@use_case(Permission.SWITCH_PURPOSE)
def switch_purpose(
    visit: Visit, party_id: UUID, purpose: Purpose, how: str, *, on: bool
) -> PersonPurpose:
    """Let a purpose be used for a person, or no longer; it holds in every list at once."""
    party = Reach(visit).party(party_id)
    setting = _setting(visit, purpose)
    _refuse_always(setting)
    how = clean(how, limit=NAME_LIMIT, field="how")
    if on and setting.basis is LegalBasis.CONSENT and not how:
        raise InvalidInput(_("Write how the person said yes."), field="how")
    known = [row for row in visit.office.purpose_switches.of(party_id) if row.switched is purpose]
    history: tuple[UUID, ...] = ()
    for earlier in known:  # two where two people were merged into one
        row = dataclasses.replace(earlier, is_on=on, since=visit.today, how=how)
        history += visit.office.purpose_switches.replace(row).history_ids
    if not known:
        new = _new(visit, party_id, purpose)
        row = dataclasses.replace(new, is_on=on, how=how, is_protected=party.is_protected)
        visit.office.purpose_switches.add(row)
    erased = 0 if on else _empty(visit, party_id, purpose)
    act = "purpose.switched_on" if on else "purpose.switched_off"
    visit.note(act, row.id, party_id, history=history, count=erased, purpose=purpose.value)
    return _standing(setting, row, visit.office.segments.of(party_id))


def _refusing_last(row: PurposeSwitch) -> bool:
    """Order a person's words so that a no holds where there are two."""
    return not row.is_on


def _setting(visit: Visit, purpose: Purpose) -> PurposeSetting:
    """Return what is settled on a purpose that is in use."""
    for setting in list_purposes(visit):
        if setting.purpose is purpose and setting.is_usable(visit.today):
            return setting
    raise InvalidInput(_("The purpose is not in use."), field="purpose")


def _refuse_always(setting: PurposeSetting) -> None:
    """Refuse to switch what an agreement or the law asks for."""
    why = why_always(setting.purpose, setting.basis)
    if why or setting.basis not in SWITCHED_BY_BASIS:
        raise InvalidInput(why or _("The purpose is not in use."), field="purpose")


def _new(visit: Visit, party_id: UUID, purpose: Purpose) -> PurposeSwitch:
    """Return a person's first word on a purpose."""
    return PurposeSwitch(
        id=visit.new_id(),
        party_id=party_id,
        source=Source.SUBJECT,
        channel=Channel.PHONE,
        collected_on=visit.today,
        purpose=Purpose.RIGHTS,
        recorded_by=visit.actor,
        recorded_at=visit.now,
        switched=purpose,
        since=visit.today,
    )


def _is_emptied(segment: Segment, purpose: Purpose) -> bool:
    """Tell whether a selection falls with the purpose (GDPR Article 21(2))."""
    return purpose in {Purpose.PROFILING, segment.purpose}


def _empty(visit: Visit, party_id: UUID, purpose: Purpose) -> int:
    """Erase the selections made for the purpose, with their history; return how many."""
    fallen = [s for s in visit.office.segments.of(party_id) if _is_emptied(s, purpose)]
    for segment in fallen:
        for origin in visit.office.origins.find(row_id=segment.id):
            visit.office.origins.remove(origin.id)
        visit.office.segments.remove(segment.id)
    return len(fallen)


def _standing(
    setting: PurposeSetting, said: PurposeSwitch | None, segments: list[Segment]
) -> PersonPurpose:
    """Return how a purpose stands for a person."""
    always = why_always(setting.purpose, setting.basis)
    by_itself = is_on_by_itself(setting.basis)
    return PersonPurpose(
        purpose=setting.purpose,
        text_sv=setting.text_sv,
        text_en=setting.text_en,
        basis=setting.basis,
        is_on=bool(always) or (by_itself if said is None else bool(said.is_on)),
        since=said.since.isoformat() if said is not None and said.since else "",
        how=str(said.how or "") if said is not None else "",
        why_always=always,
        emptied=sum(_is_emptied(segment, setting.purpose) for segment in segments),
    )
