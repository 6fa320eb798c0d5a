"""Unsaved work: sealed to its writer, gone when the office's period for drafts is over."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from registerdesk.domain.errors import InvalidInput, NotFound
from registerdesk.domain.fields import RetentionClass
from registerdesk.domain.office import Draft
from registerdesk.domain.staff import Permission
from registerdesk.domain.texts import _
from registerdesk.usecases.desk import Visit, local_day, use_case

LARGEST: Final = 200_000
_KIND: Final = re.compile(r"[a-z_]{1,40}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnDraft:
    """One of the person's own drafts; the time is that of its last change."""

    draft_id: UUID
    kind: str
    updated_at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDraft:
    """One of the person's own drafts with its text."""

    draft_id: UUID
    text: str


@use_case(Permission.OWN_PROFILE)
def save_draft(visit: Visit, kind: str, text: str, draft_id: UUID | None = None) -> UUID:
    """Keep what has been typed so far, in place of the draft's earlier text; return its id."""
    if not _KIND.fullmatch(kind) or len(text) > LARGEST:
        raise InvalidInput(_("This draft cannot be kept."))
    if draft_id is not None:
        _own(visit, draft_id)
        visit.office.drafts.remove(draft_id)
    row_id = draft_id or visit.new_id()
    cell = visit.keys.seal_own(f"draft.{kind}", row_id, text.encode(errors="surrogatepass"))
    visit.office.drafts.add(
        Draft(id=row_id, user_id=visit.actor, kind=kind, cell=cell, updated_at=visit.now)
    )
    visit.note("draft.saved", row_id)
    return row_id


@use_case(Permission.OWN_PROFILE)
def open_draft(visit: Visit, draft_id: UUID) -> str:
    """Return the text of one of the person's own drafts."""
    return _text(visit, _own(visit, draft_id))


@use_case(Permission.OWN_PROFILE)
def open_drafts(visit: Visit, kind: str) -> tuple[OpenDraft, ...]:
    """Return the person's own drafts of one kind with their texts, the last written first."""
    drafts = visit.office.drafts.find(user_id=visit.actor, kind=kind)
    if not drafts:
        raise NotFound(_("It is no longer in the register."))
    newest = sorted(drafts, key=lambda draft: draft.updated_at, reverse=True)
    return tuple(OpenDraft(draft_id=draft.id, text=_text(visit, draft)) for draft in newest)


@use_case(Permission.OWN_PROFILE, leaves_trace=False)
def own_drafts(visit: Visit, kind: str) -> tuple[OwnDraft, ...]:
    """Return the person's own drafts of one kind, latest first; their text stays sealed."""
    drafts = visit.office.drafts.find(user_id=visit.actor, kind=kind)
    newest = sorted(drafts, key=lambda draft: draft.updated_at, reverse=True)
    return tuple(OwnDraft(draft_id=d.id, kind=d.kind, updated_at=d.updated_at) for d in newest)


@use_case(Permission.OWN_PROFILE)
def discard_draft(visit: Visit, draft_id: UUID) -> None:
    """Erase one of the person's own drafts."""
    _own(visit, draft_id)
    visit.office.drafts.remove(draft_id)
    visit.note("draft.discarded", draft_id)


class OldDrafts:
    """Everybody's drafts whose period has passed."""

    def __init__(self, visit: Visit) -> None:
        """Take the visit."""
        self._visit = visit

    def expire(self) -> int:
        """Erase them, say in the log how many, and return it."""
        visit = self._visit
        old = [draft for draft in visit.office.drafts.find() if _is_past(visit, draft)]
        for draft in old:
            visit.office.drafts.remove(draft.id)
        if old:
            visit.note("drafts.expired", *(draft.id for draft in old), count=len(old))
        return len(old)


def _is_past(visit: Visit, draft: Draft) -> bool:
    """Tell whether a draft's last day has passed."""
    last = visit.office.periods.erase_by(RetentionClass.DRAFT, local_day(draft.updated_at))
    return last is not None and last < visit.today


def _text(visit: Visit, draft: Draft) -> str:
    """Return the text of a draft, and leave the trace of its opening."""
    visit.note("draft.opened", draft.id)
    text: bytes = visit.keys.open_own(f"draft.{draft.kind}", draft.id, draft.cell)
    return text.decode(errors="surrogatepass")


def _own(visit: Visit, draft_id: UUID) -> Draft:
    """Return the draft if it is the person's own; another's is as if it were not there."""
    draft = visit.office.drafts.get(draft_id)
    if draft.user_id != visit.actor:
        raise NotFound(_("It is no longer in the register."))
    return draft
