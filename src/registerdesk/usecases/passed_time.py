"""What goes by itself when its time has passed, at the first sign-in after it."""

from __future__ import annotations

from registerdesk.usecases.attachments import RemovedFiles
from registerdesk.usecases.desk import Visit
from registerdesk.usecases.drafts import OldDrafts
from registerdesk.usecases.export_approvals import LapsedExports
from registerdesk.usecases.import_runs import KeptImports
from registerdesk.usecases.party_merging import OldMerges


class PassedTime:
    """Clears away drafts and undos that are too old; only under a clock that is trusted."""

    def __init__(self, visit: Visit) -> None:
        """Take the visit."""
        self._visit = visit

    def clear(self) -> None:
        """Erase what has passed; each leaves its own trace."""
        OldDrafts(self._visit).expire()
        RemovedFiles(self._visit).erase()
        OldMerges(self._visit).expire()
        KeptImports(self._visit).expire()
        LapsedExports(self._visit).clear()
