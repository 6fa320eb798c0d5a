"""What a list says of itself: office, export number, who, when, why, for whom, how many."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from registerdesk.domain.exports import Export, ExportColumn, ListDocument, about_column
from registerdesk.domain.party_lists import LIST_KIND_LABELS
from registerdesk.domain.texts import _
from registerdesk.resources.language import translate
from registerdesk.usecases.desk import STOCKHOLM, Visit
from registerdesk.usecases.export_rows import Line
from registerdesk.usecases.purposes import purpose_named


class ExportDocuments:
    """Makes the documents of one visit, in one language."""

    def __init__(self, visit: Visit, language: str) -> None:
        """Take the visit and the language of heads and facts."""
        self._visit, self._language = visit, language

    def of(
        self, export: Export, lines: Sequence[Line], columns: Sequence[ExportColumn]
    ) -> ListDocument:
        """Return the list with its facts, by name in Swedish order."""
        language = self._language
        rows = tuple(cells for _name, cells in sorted(lines))
        heads = tuple(translate(about_column(column).label, language) for column in columns)
        return ListDocument(
            title=f"{translate(LIST_KIND_LABELS[export.list_kind], language)} {export.number}",
            facts=self._facts(export, len(rows)),
            heads=heads,
            rows=rows,
            day=self._visit.today,
            language=language,
            mark=str(self._visit.new_id()),
        )

    def _facts(self, export: Export, count: int) -> tuple[tuple[str, str], ...]:
        """Return the facts with their labels."""
        visit, language = self._visit, self._language
        (profile,) = visit.office.profile.find()
        at = datetime.fromtimestamp(visit.now // 1_000_000, UTC).astimezone(STOCKHOLM)
        facts = (
            (_("Office"), profile.name),
            (_("Export number"), export.number),
            (_("Taken out by"), visit.keys.display_name),
            (_("Time"), f"{at:%Y-%m-%d %H:%M}"),
            (_("Purpose"), purpose_named(visit.office, export.purpose).text_in(language)),
            (_("Handed to"), export.recipient),
            (_("Number of people"), str(count)),
        )
        return tuple((translate(label, language), value) for label, value in facts if value)
