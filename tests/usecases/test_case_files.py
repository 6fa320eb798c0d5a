"""The files of a case: under the case's own key, and named in the letter that they go with."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select

from registerdesk.domain.attachments import AttachmentDamaged, AttachmentUse
from registerdesk.domain.errors import Conflict, InvalidInput, NotAllowed, NotFound
from registerdesk.storage.attachments import FILE_PART
from registerdesk.storage.rights_requests import CASE_MATERIAL
from registerdesk.usecases.attachments import add_attachment
from registerdesk.usecases.case_files import (
    add_case_file,
    list_case_files,
    mark_case_file,
    open_case_file,
    remove_case_file,
    restore_case_file,
    save_case_copy,
)
from registerdesk.usecases.desk import Visit
from registerdesk.usecases.guarded_files import GuardedFiles
from registerdesk.usecases.letter_making import make_letter
from registerdesk.usecases.letter_sending import show_letter
from registerdesk.usecases.parties import register_party
from registerdesk.usecases.places import Station
from tests.letters.reading import squeezed, whole_text
from tests.makers import SmallOffice, bare
from tests.usecases.cases import EXTRACT, a_customer, an_access_call, decided
from tests.usecases.files import PDF, a_file, erased


@pytest.fixture
def guarded(tmp_path: Path) -> GuardedFiles:
    """Return the folder of what is open."""
    return GuardedFiles(Station("desk-1", tmp_path / "state"))


def cells(office: SmallOffice) -> list[bytes]:
    """Return everything that is kept of files and cases."""
    return office.inside(
        "ombud",
        lambda visit: [
            *visit.office.connection.execute(select(FILE_PART.c.cell)).scalars(),
            *visit.office.connection.execute(select(CASE_MATERIAL.c.cell)).scalars(),
        ],
    )


def test_a_case_s_file_is_for_its_owner_and_the_ombud(
    office: SmallOffice, tmp_path: Path, guarded: GuardedFiles
) -> None:
    case = an_access_call(office, a_customer(office)).id
    place = a_file(tmp_path / "in", "hemligt namn.pdf")
    file_id = office.do("handl", add_case_file, case, place)
    (kept,) = office.do("handl", list_case_files, case)
    assert (kept.id, kept.name, kept.size) == (file_id, "hemligt namn.pdf", len(PDF))
    assert all(b"hemligt" not in cell and PDF[:12] not in cell for cell in cells(office))
    for user in ("handl", "ombud"):
        assert office.do(user, open_case_file, case, file_id, guarded).read_bytes() == PDF
    for user in ("handl2", "kredit", "ekonomi", "lasare", "admin"):
        with pytest.raises(NotAllowed):
            office.do(user, list_case_files, case)
        with pytest.raises(NotAllowed):
            office.do(user, open_case_file, case, file_id, guarded)
    with pytest.raises(NotAllowed):
        office.do("ombud", add_case_file, case, place)
    other = an_access_call(office, a_customer_again(office)).id
    with pytest.raises(NotFound):
        office.do("handl", open_case_file, other, file_id, guarded)


def a_customer_again(office: SmallOffice) -> UUID:
    """Register one more customer."""
    return office.do("handl", register_party, bare("Karin Ek", number="K-10999"))


def test_a_case_s_file_is_marked_copied_removed_and_brought_back(
    office: SmallOffice, tmp_path: Path, guarded: GuardedFiles
) -> None:
    case = an_access_call(office, a_customer(office)).id
    file_id = office.do("handl", add_case_file, case, a_file(tmp_path / "in"))
    office.do("handl", mark_case_file, case, file_id, AttachmentUse.INTERNAL)
    (kept,) = office.do("handl", list_case_files, case)
    assert kept.use is AttachmentUse.INTERNAL
    office.do("handl", save_case_copy, case, file_id, tmp_path / "kopia.pdf", office.folder)
    assert (tmp_path / "kopia.pdf").read_bytes() == PDF
    with pytest.raises(InvalidInput):
        office.do("handl", save_case_copy, case, file_id, office.folder / "x", office.folder)
    office.do("handl", remove_case_file, case, file_id)
    assert office.do("handl", list_case_files, case) == ()
    assert office.inside("handl", erased) == 0
    office.do("handl", restore_case_file, case, file_id)
    assert office.do("handl", open_case_file, case, file_id, guarded).read_bytes() == PDF
    office.do("handl", remove_case_file, case, file_id)
    office.clock.forward(seconds=61)
    with pytest.raises(Conflict):
        office.do("handl", restore_case_file, case, file_id)
    assert office.inside("handl", erased) == 1
    assert len(office.inside("ombud", parts_left)) == 0


def parts_left(visit: Visit) -> list[bytes]:
    """Return the parts of files that are left."""
    return list(visit.office.connection.execute(select(FILE_PART.c.cell)).scalars())


def test_a_file_that_lost_a_part_is_told(
    office: SmallOffice, tmp_path: Path, guarded: GuardedFiles
) -> None:
    case = an_access_call(office, a_customer(office)).id
    file_id = office.do("handl", add_case_file, case, a_file(tmp_path / "in"))
    office.inside("ombud", lambda visit: visit.office.connection.execute(FILE_PART.delete()))
    with pytest.raises(AttachmentDamaged):
        office.do("handl", open_case_file, case, file_id, guarded)


def test_the_extract_names_the_files_that_go_with_it(office: SmallOffice, tmp_path: Path) -> None:
    party = a_customer(office)
    office.do("handl", add_attachment, party, a_file(tmp_path / "in", "avtal 2024.pdf"))
    internal = a_file(tmp_path / "in", "bara internt.pdf")
    office.do("handl", add_attachment, party, internal, use=AttachmentUse.INTERNAL)
    case = decided(office, party).id
    letter = office.do("handl", make_letter, case, EXTRACT)
    text = squeezed(whole_text(office.do("handl", show_letter, letter.id).pdf))
    assert squeezed("Med brevet följer en fil: avtal 2024.pdf.") in text
    assert squeezed("bara internt") not in text
    office.do("handl", add_case_file, case, a_file(tmp_path / "in", "yttrande.pdf"))
    letter = office.do("handl", make_letter, case, EXTRACT)
    text = squeezed(whole_text(office.do("handl", show_letter, letter.id).pdf))
    assert squeezed("Med brevet följer 2 filer: avtal 2024.pdf, yttrande.pdf.") in text
