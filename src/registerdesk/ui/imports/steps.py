"""The four steps of an import: what each is called, what it is, and what leads on from it."""

from __future__ import annotations

from registerdesk.domain.texts import _
from registerdesk.ui.kit.stepper import Step
from registerdesk.ui.kit.text import tr

FILE, COLUMNS, TRIAL, DONE = range(4)
TITLES = (_("File and source"), _("Map columns"), _("Dry run"), _("Import"))
FACTS = (
    _("CSV, XLSX or vCard"),
    _("What each column fills"),
    _("Nothing is written"),
    _("All of it or nothing"),
)
UNDO_KEY = "Alt+Z"
VERBS = (_("Continue"), _("Dry run"), _("Import"), _("Import another file"))


def steps_at(step: int) -> list[Step]:
    """Return the steps as they stand at one of them."""
    return [
        Step(title=tr(title), fact=tr(FACTS[at]), done=at < step) for at, title in enumerate(TITLES)
    ]
