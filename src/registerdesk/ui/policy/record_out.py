"""The record taken out: asked where to, made at the desk, written as a private file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from registerdesk.domain.errors import RegisterDeskError
from registerdesk.domain.processing_record import RecordFile
from registerdesk.domain.texts import _
from registerdesk.ui.kit.context import WindowContext
from registerdesk.ui.kit.saving import ask_where
from registerdesk.ui.kit.text import language, tr
from registerdesk.usecases.offices import Session
from registerdesk.usecases.private_files import refuse_place, write_private
from registerdesk.usecases.processing_record import export_record

_KINDS = {RecordFile.PDF: "PDF (*.pdf)", RecordFile.XLSX: "Excel (*.xlsx)"}


class RecordOut:
    """Saves the record where the person chooses, never among the office's own files."""

    def __init__(
        self, context: WindowContext, owner: QWidget, failed: Callable[[RegisterDeskError], None]
    ) -> None:
        """Act through the context; refusals go to `failed`."""
        self._context, self._owner, self._failed = context, owner, failed

    def save(self, kind: RecordFile) -> None:
        """Ask for a place and write the record there."""
        chosen = self.choose_file(kind)
        if not chosen:
            return
        place = Path(chosen)
        place = place if place.suffix else place.with_suffix(f".{kind.value}")
        session = self._context.extras.get("session")
        kept = (session.places.folder,) if isinstance(session, Session) else ()
        spoken = language.code

        def work() -> Path:
            refuse_place(place, *kept)
            write_private(place, self._context.desk.do(export_record, spoken, kind))
            return place

        self._context.runner.ask(work, self._saved, self._failed)

    def choose_file(self, kind: RecordFile) -> str:
        """Ask where to; empty when the person changes their mind."""
        day = self._context.today().isoformat()
        name = f"{tr(_('Record of processing activities'))} {day}.{kind.value}"
        return ask_where(self._owner, self._context, name, _KINDS[kind])

    def _saved(self, place: Path) -> None:
        self._context.toast(tr(_("The record is saved as {file}."), file=place.name))
