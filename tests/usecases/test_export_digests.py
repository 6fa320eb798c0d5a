"""The digest of a list lies open in the log: it must tell nothing of what is sealed."""

from __future__ import annotations

from hashlib import sha256

import pytest

from registerdesk.domain.exports import ExportColumn, ExportFormat, ExportWish
from registerdesk.domain.party_lists import ListQuery
from registerdesk.usecases.desk import Visit
from registerdesk.usecases.export_documents import ExportDocuments
from registerdesk.usecases.export_files import making
from registerdesk.usecases.export_making import columns_of
from registerdesk.usecases.export_rows import ExportRows
from registerdesk.usecases.exports import take_out
from registerdesk.usecases.parties import register_party
from registerdesk.usecases.slices import finished
from tests.makers import SmallOffice, a_person

COLUMNS = (ExportColumn.NAME, ExportColumn.PERSONAL)


def _kept_bytes(office: SmallOffice) -> bytes:
    """Return every value of every table."""
    with office.database.reading() as connection:
        master = "SELECT name FROM sqlite_master WHERE type = 'table'"
        tables = [row[0] for row in connection.exec_driver_sql(master)]
        every = [connection.exec_driver_sql(f"SELECT * FROM {table}").all() for table in tables]  # noqa: S608 - the schema's names
    values = (value for rows in every for row in rows for value in row)
    return b"\n".join(v if isinstance(v, bytes) else str(v).encode() for v in values)


@pytest.mark.parametrize("kind", ExportFormat)
def test_nobody_can_try_out_which_number_gives_the_digest_of_a_list(
    office: SmallOffice, kind: ExportFormat
) -> None:
    office.do("handl", register_party, a_person())
    wish = ExportWish(query=ListQuery(), columns=COLUMNS, format=kind)
    file = office.finish("handl", take_out, wish, "sv")

    def made_again(visit: Visit) -> bytes:
        """Make the file from all that the database says, and the number guessed right."""
        (kept,), (told,) = visit.office.exports.find(), visit.office.exported_people.find()
        rows = ExportRows(visit, kept.list_kind, "sv").read([told.party_id], columns_of(kept))
        document = ExportDocuments(visit, "sv").of(kept, rows, columns_of(kept))
        return finished(making(document, kind))

    guessed = office.inside("handl", made_again)
    assert len(guessed) == pytest.approx(len(file.content), abs=40)
    assert office.log()[0].event.digest == sha256(file.content).hexdigest()
    assert office.log()[0].event.digest != sha256(guessed).hexdigest()


def test_the_mark_of_a_file_stands_in_the_file_alone(office: SmallOffice) -> None:
    office.do("handl", register_party, a_person())
    wish = ExportWish(query=ListQuery(), columns=COLUMNS, format=ExportFormat.CSV)
    text = office.finish("handl", take_out, wish, "sv").content.decode()
    (line,) = (line for line in text.splitlines() if line.startswith("# Filens märke: "))
    mark = line.removeprefix("# Filens märke: ")
    kept = _kept_bytes(office)
    assert len(mark) == 36
    assert b"E-2026-0001" in kept
    assert mark.encode() not in kept
    assert bytes.fromhex(mark.replace("-", "")) not in kept
