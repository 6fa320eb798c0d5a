"""The question before an import: how many rows, how long, and the own password."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from registerdesk.domain.imports import Report
from registerdesk.domain.texts import _
from registerdesk.ui.kit.confirm import ConfirmDialog
from registerdesk.ui.kit.text import number, tr
from registerdesk.usecases.imports import Prepared


def import_question(parent: QWidget, prepared: Prepared, report: Report) -> ConfirmDialog:
    """Return the question; `password` holds what was typed once it is accepted."""
    taken = number(report.new + report.updated)
    words = [
        tr(
            _("{new} are new and {updated} are updated. {skipped} stay outside."),
            new=number(report.new),
            updated=number(report.updated),
            skipped=number(report.duplicates + report.skipped),
        ),
        tr(_("Until it is done, Esc stops it, and then nothing is taken in.")),
    ]
    if prepared.waits_seconds:
        waits = number(prepared.waits_seconds)
        words.append(
            tr(_("Search waits for about {seconds} seconds; F2 and drafts work."), seconds=waits)
        )
    return ConfirmDialog(
        parent,
        title=tr(_("Import {count} rows?"), count=taken),
        consequence=" ".join(words),
        verb=tr(_("Import {count} rows"), count=taken),
    )
