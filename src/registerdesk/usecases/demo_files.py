"""The demo office's files: what people who do not exist have sent, and an own note."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Final
from uuid import UUID

from registerdesk.domain.attachments import AttachmentUse
from registerdesk.usecases.attachments import add_attachment
from registerdesk.usecases.case_files import add_case_file
from registerdesk.usecases.offices import Session
from registerdesk.usecases.rights_requests import RequestFilter, list_requests

_PAGE: Final = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)
_MAIL: Final = b"From: anna.lindqvist@example.com\r\nSubject: Ny adress\r\n\r\nJag har flyttat.\r\n"
_NOTE: Final = "Adressen jämförd med folkbokföringen.\r\n".encode("cp1252")
_FILES: Final = (
    ("Ny adress.eml", _MAIL, AttachmentUse.ANSWER),
    ("Kontroll av adress.txt", _NOTE, AttachmentUse.INTERNAL),
    ("Leveransavtal 2024.pdf", _PAGE, AttachmentUse.ANSWER),
)


def file_away(session: Session, party_id: UUID) -> None:
    """Keep a customer's files, and one in each own case; all are fictional."""
    with tempfile.TemporaryDirectory() as folder:
        for name, content, use in _FILES:
            place = Path(folder) / name
            place.write_bytes(content)
            session.desk.do(add_attachment, party_id, place, use=use)
        for row in session.desk.do(list_requests, RequestFilter.MINE).rows:
            session.desk.do(add_case_file, row.id, Path(folder) / _FILES[-1][0])
