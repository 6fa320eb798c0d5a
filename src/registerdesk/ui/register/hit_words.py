"""Search hits as rows: what stands on which line, and what a screen reader says."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Final
from uuid import UUID

from registerdesk.domain import calendar, phones
from registerdesk.domain.calendar import Urgency
from registerdesk.domain.fields import is_withheld
from registerdesk.domain.parties import PartyKind
from registerdesk.domain.rights_requests import RIGHT_LABELS, STEP_LABELS, RequestState
from registerdesk.domain.search_hits import Hit, MatchedField, Span, Standing
from registerdesk.domain.staff import Permission, Role, is_granted
from registerdesk.domain.texts import _
from registerdesk.ui.kit.moments import day_or_moment
from registerdesk.ui.kit.results import Entry, Heading, Marks
from registerdesk.ui.kit.text import tr
from registerdesk.ui.register.words import joined
from registerdesk.usecases.rights_requests import RequestRow
from registerdesk.usecases.search import Hits

PERSONS, COMPANIES, CASES = 8, 4, 4
IDENTITY_DIGITS: Final = frozenset({10, 12})
ALL, CASE, CASES_CHIP = "all", "case:", "cases"
_URGENCY = {Urgency.NEUTRAL: "neutral", Urgency.WARN: "warn", Urgency.DANGER: "danger"}
STANDING = {
    Standing.CUSTOMER: (_("Customer"), "ok"),
    Standing.SUPPLIER: (_("Supplier"), "info"),
    Standing.ENDED: (_("Ended"), "neutral"),
    Standing.PROTECTED: (_("Protected"), "violet"),
    Standing.DECEASED: (_("Deceased"), "neutral"),
}
FILTERS: dict[str, tuple[str, Callable[[Hit], bool]]] = {
    ALL: (_("All {count}"), lambda _hit: True),
    "customers": (_("Customers {count}"), lambda hit: hit.standing is Standing.CUSTOMER),
    "suppliers": (_("Suppliers {count}"), lambda hit: hit.standing is Standing.SUPPLIER),
    "ended": (_("Ended ones"), lambda hit: hit.standing is Standing.ENDED),
    CASES_CHIP: (_("Cases {count}"), lambda _hit: False),
}


def marks(spans: Sequence[Span], shift: int = 0) -> Marks:
    """Return spans as (start, length), shifted by so many characters."""
    return tuple((start + shift, end - start) for start, end in spans)


def entry_of(hit: Hit, today: date) -> Entry:
    """Return a hit as a row of two lines."""
    chip, kind = STANDING.get(hit.standing, ("", "neutral"))
    line, line_marks = _second_line(hit)
    latest = day_or_moment(hit.latest_contact, today) if hit.latest_contact else ""
    hidden = hit.is_protected
    if hit.is_restricted:
        chip, kind = _("Restricted"), "warn"
    entry = Entry(
        id=str(hit.party_id),
        title=hit.name or tr(_("Protected personal data")),
        marks=marks(hit.name_spans),
        line=line,
        line_marks=line_marks,
        right=tr(_("opening is logged")) if hidden else latest,
        chip=tr(chip),
        chip_kind=kind,
        icon="lock" if hit.is_restricted else "",
        spoken=_spoken(hit, latest),
    )
    return flagged(entry) if hidden else entry


def flagged(entry: Entry) -> Entry:
    """Return the row of a protected person: the shield, and the chip where no other stands.

    In a list those named read name and number; all else asks for a reason on the card.
    """
    entry = replace(entry, icon="shield", icon_colour="violet")
    return entry if entry.chip else replace(entry, chip=tr(_("Protected")), chip_kind="violet")


def _second_line(hit: Hit) -> tuple[str, Marks]:
    if hit.is_protected:
        flag = tr(_("Protected personal data")) if hit.name else ""
        return joined((flag, hit.number, _help(hit))), ()
    if hit.matched in _MATCHED and hit.matched_text:
        before = tr(_MATCHED[hit.matched]) + ": "
        town = "" if hit.matched is MatchedField.NOTE else hit.town
        line = joined((before + hit.matched_text, town))
        return line, marks(hit.matched_spans, len(before))
    first = hit.number
    if hit.kind is PartyKind.PERSON and hit.birth_date is not None:
        first = hit.birth_date.isoformat()
    young = tr(_("Under age")) if hit.is_minor else ""
    return joined((first, young, hit.town, phones.shown(hit.phone))), ()


_MATCHED = {
    MatchedField.FORMER_NAME: _("Former name"),
    MatchedField.EMAIL: _("E-mail"),
    MatchedField.NOTE: _("Note"),
}


def _help(hit: Hit) -> str:
    """Return whom to ask about a protected person, for a reader who is not named."""
    return tr(_("Contact {name}."), name=hit.ask) if hit.ask else ""


def _spoken(hit: Hit, latest: str) -> str:
    """Return the row as one plain sentence."""
    chip, _kind = STANDING.get(hit.standing, ("", ""))
    restricted = tr(_("Restricted")) if hit.is_restricted else ""
    facts = [hit.name or tr(_("Protected personal data")), tr(chip), restricted]
    if hit.ask:
        facts += [hit.number, _help(hit)]
    if not hit.is_protected:
        facts += [
            tr(_("born {day}"), day=hit.birth_date) if hit.birth_date else "",
            tr(_("Under age")) if hit.is_minor else "",
            hit.town,
            tr(_("phone {number}"), number=phones.shown(hit.phone)) if hit.phone else "",
            tr(_("last contact {when}"), when=latest) if latest else "",
            f"{tr(_('Note'))}: {hit.matched_text}" if hit.matched is MatchedField.NOTE else "",
        ]
    return ", ".join(fact for fact in facts if fact)


def case_entry(row: RequestRow, today: date) -> Entry:
    """Return a case as a row: number and right, whose it is, the days left as its chip."""
    chip, kind = _days(row, today)
    hidden = is_withheld(row.name) or (row.is_protected and not row.name)
    name = tr(_("Protected personal data")) if hidden else str(row.name)
    waiting = row.state is RequestState.OPEN
    return Entry(
        id=f"{CASE}{row.id}",
        title=row.number,
        line=joined((tr(RIGHT_LABELS[row.right]), name or tr(_("Unknown caller")))),
        right=tr(STEP_LABELS[row.step]) if waiting else "",
        chip=chip,
        chip_kind=kind,
        icon="inbox",
    )


def _days(row: RequestRow, today: date) -> tuple[str, str]:
    """Return how near the last day is, and its tint."""
    if row.state is RequestState.UNDONE:
        return tr(_("Undone")), "neutral"
    if row.answered_on is not None:
        return tr(_("Answered")), "ok"
    if row.is_paused:
        return tr(_("Clock paused")), "neutral"
    message, parameters = calendar.time_left(row.answer_by, today)
    return tr(message, **parameters), _URGENCY[row.urgency]


Group = tuple[str, Sequence[Callable[[], Entry]], int]
"""A heading, what makes each of its rows, and how many stand there at first."""


def rows_of(
    hits: Hits,
    chosen: str,
    today: date,
    *,
    everything: bool,
    cases: Sequence[RequestRow] = (),
    cases_first: bool = False,
) -> list[Entry | Heading]:
    """Return headings and rows; without `everything` 8 people, 4 companies, 4 cases at most."""
    wanted = FILTERS[chosen][1]
    found = (_("People"), hits.persons, PERSONS), (_("Companies"), hits.companies, COMPANIES)
    groups: list[Group] = [
        (message, [partial(entry_of, hit, today) for hit in kept if wanted(hit)], most)
        for message, kept, most in found
    ]
    chosen_cases = cases if chosen in (ALL, CASES_CHIP) else ()
    entries = [partial(case_entry, row, today) for row in chosen_cases]
    groups.insert(0 if cases_first else len(groups), (_("Cases"), entries, CASES))
    return _grouped(groups, everything=everything)


def _grouped(groups: Sequence[Group], *, everything: bool) -> list[Entry | Heading]:
    """Return the groups that have rows, and "Show all" last; only rows that stand are made."""
    rows: list[Entry | Heading] = []
    hidden = 0
    for message, entries, most in groups:
        shown = entries if everything else entries[:most]
        hidden += len(entries) - len(shown)
        if shown:
            rows.append(Heading(words=tr(message), count=str(len(entries))))
            rows += [make() for make in shown]
    if hidden:
        rows.append(Entry(id=ALL, title=tr(_("Show all")), icon="chevron-down"))
    return rows


def is_identity_number(text: str) -> bool:
    """Tell whether what was typed has the form of a personal identity number."""
    bare = text.replace("-", "").replace("+", "").replace(" ", "")
    return bare.isdecimal() and len(bare) in IDENTITY_DIGITS


def what_else(text: str, roles: Collection[Role]) -> str:
    """Return what to do where a text finds nobody."""
    sealed = is_identity_number(text) and not is_granted(roles, Permission.REVEAL_IDENTITY_NUMBER)
    if sealed:
        return _("Search by name or phone.")
    return _("Enter registers an unknown caller. Ctrl N registers a customer.")


def count_words(count: int, *, is_more: bool = False) -> str:
    """Return how many hits there are; `is_more` says that there are others."""
    if count == 1 and not is_more:
        return tr(_("1 hit"))
    return tr(_("{count} hits"), count=f"{count}+" if is_more else count)


def counts_of(found: Sequence[Hit], cases: int) -> dict[str, int]:
    """Return how many of what was found each chip would leave."""
    counts = {key: sum(map(wanted, found)) for key, (_message, wanted) in FILTERS.items()}
    return counts | {ALL: len(found) + cases, CASES_CHIP: cases}


def party_of(row: str) -> UUID | None:
    """Return whose row of results it is; None for a command and for "Show all"."""
    try:
        return UUID(row)
    except ValueError:
        return None
