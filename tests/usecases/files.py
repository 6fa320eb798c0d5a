"""Files of every kind that the office keeps, and of some that it does not."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from registerdesk.usecases.attachments import RemovedFiles
from registerdesk.usecases.desk import Visit

PDF = b"%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(64))
JPEG = b"\xff\xd8\xff\xe0" + bytes(64)
TIFF = b"II*\x00" + bytes(64)
MAIL = b"From: anna@example.com\r\nSubject: Hej\r\n\r\nVill se.\r\n"


def a_zip(*names: str, first: tuple[str, bytes] | None = None) -> bytes:
    """Return a zip whose entries have these names, and one day: the same bytes each time."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        if first is not None:
            archive.writestr(zipfile.ZipInfo(first[0]), first[1])
        for name in names:
            archive.writestr(zipfile.ZipInfo(name), b"x")
    return made.getvalue()


DOCX = a_zip("[Content_Types].xml", "word/document.xml")
XLSX = a_zip("[Content_Types].xml", "xl/workbook.xml")
ODT = a_zip("content.xml", first=("mimetype", b"application/vnd.oasis.opendocument.text"))


def a_file(folder: Path, name: str = "brev.pdf", content: bytes = PDF) -> Path:
    """Write a file and return its place."""
    folder.mkdir(exist_ok=True)
    place = folder / name
    place.write_bytes(content)
    return place


def erased(visit: Visit) -> int:
    """Erase the files that nobody can bring back any more; return how many there were."""
    return RemovedFiles(visit).erase()
