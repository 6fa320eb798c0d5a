"""What a list says of itself: office, export number, who, when, why, for whom, how many."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

from registerdesk.domain.exports import Export, ExportColumn, ListDocument, about_column
from registerdesk.domain.fields import PURPOSE_LABELS
from registerdesk.domain.party_lists import LIST_KIND_LABELS
from registerdesk.domain.texts import _
from registerdesk.resources.language import translate
from registerdesk.usecases.desk import STOCKHOLM, Visit
from registerdesk.usecases.export_rows import rows_of


def document_of(
    visit: Visit,
    export: Export,
    leaving: Sequence[UUID],
    columns: Sequence[ExportColumn],
    language: str,
) -> ListDocument:
    """Return the list with its facts, in one language."""
    rows = rows_of(visit, leaving, columns, export.list_kind, language)
    heads = tuple(translate(about_column(column).label, language) for column in columns)
    title = f"{translate(LIST_KIND_LABELS[export.list_kind], language)} {export.number}"
    return ListDocument(
        title=title,
        facts=_facts(visit, export, len(rows), language),
        heads=heads,
        rows=rows,
        day=visit.today,
        language=language,
    )


def _facts(visit: Visit, export: Export, count: int, language: str) -> tuple[tuple[str, str], ...]:
    """Return the facts with their labels."""
    (profile,) = visit.office.profile.find()
    at = datetime.fromtimestamp(visit.now // 1_000_000, UTC).astimezone(STOCKHOLM)
    facts = (
        (_("Office"), profile.name),
        (_("Export number"), export.number),
        (_("Taken out by"), visit.keys.display_name),
        (_("Time"), f"{at:%Y-%m-%d %H:%M}"),
        (_("Purpose"), translate(PURPOSE_LABELS[export.purpose], language)),
        (_("Handed to"), export.recipient),
        (_("Number of people"), str(count)),
    )
    return tuple((translate(label, language), value) for label, value in facts if value)
