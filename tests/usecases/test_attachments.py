"""A person's files: what is kept, who opens it, where it lies, and that it goes."""

from __future__ import annotations

import os
import stat
from hashlib import sha256
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import func, select

from registerdesk.domain.attachments import AttachmentDamaged, AttachmentUse
from registerdesk.domain.errors import Conflict, InvalidInput, NotAllowed, NotFound
from registerdesk.domain.file_kinds import PART_BYTES, SIZE_LIMIT, FileKind
from registerdesk.domain.parties import Protection
from registerdesk.domain.restrictions import ProcessingRestricted, RestrictionGround
from registerdesk.storage.attachments import FILE_PART
from registerdesk.storage.database import CannotSave
from registerdesk.storage.tables import METADATA
from registerdesk.usecases.attachments import (
    add_attachment,
    list_attachments,
    mark_attachment,
    open_attachment,
    remove_attachment,
    restore_attachment,
    save_copy,
)
from registerdesk.usecases.case_files import add_case_file
from registerdesk.usecases.guarded_files import GuardedFiles
from registerdesk.usecases.incoming_files import Stopped
from registerdesk.usecases.parties import register_party
from registerdesk.usecases.person_data import PersonData
from registerdesk.usecases.places import Station
from registerdesk.usecases.protection import mark_protected, propose_unmarking, unmark_protected
from registerdesk.usecases.restrictions import NewRestriction, restrict
from tests.makers import TODAY, SmallOffice, a_person, bare
from tests.usecases.cases import an_access_call
from tests.usecases.files import (
    DOCX,
    JPEG,
    MAIL,
    ODT,
    PDF,
    PNG,
    TIFF,
    XLSX,
    a_file,
    a_zip,
    erased,
)
from tests.usecases.statements import full_log

REPORT = b"%PDF-1.7 a credit report that others have as well"
MOTION = b"%PDF-1.7\n" + bytes(range(7, 256)) * 9000


@pytest.fixture
def party(office: SmallOffice) -> UUID:
    """Return a customer."""
    return office.do("handl", register_party, a_person())


@pytest.fixture
def guarded(tmp_path: Path) -> GuardedFiles:
    """Return the folder of what is open."""
    return GuardedFiles(Station("desk-1", tmp_path / "state"))


def parts(office: SmallOffice) -> list[bytes]:
    """Return the sealed parts as they lie in the database, without what they must come to."""
    content = select(FILE_PART.c.cell).where(FILE_PART.c.number >= 0)
    return office.inside(
        "ombud", lambda visit: list(visit.office.connection.execute(content).scalars())
    )


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("Brev.PDF", PDF, FileKind.PDF),
        ("bild.png", PNG, FileKind.PNG),
        ("bild.jpeg", JPEG, FileKind.JPEG),
        ("skannad.tif", TIFF, FileKind.TIFF),
        ("skannad.tiff", b"MM\x00*" + bytes(9), FileKind.TIFF),
        ("brev.docx", DOCX, FileKind.DOCX),
        ("lista.xlsx", XLSX, FileKind.XLSX),
        ("brev.odt", ODT, FileKind.ODT),
        ("mejl.eml", MAIL, FileKind.EMAIL),
        ("lista.csv", "Namn;Ort\r\nÅsa;Umeå\r\n".encode("cp1252"), FileKind.CSV),
        ("läs mig.txt", "Åäö".encode(), FileKind.TEXT),
        ("utan ändelse", PDF, FileKind.PDF),
    ],
)
def test_a_file_is_known_by_its_content_and_comes_back_byte_for_byte(
    office: SmallOffice,
    party: UUID,
    guarded: GuardedFiles,
    tmp_path: Path,
    name: str,
    content: bytes,
    kind: FileKind,
) -> None:
    place = a_file(tmp_path / "in", name, content)
    attachment_id = office.do("handl", add_attachment, party, place)
    (kept,) = office.do("ekonomi", list_attachments, party)
    assert (kept.kind, kept.size, kept.use) == (kind, len(content), AttachmentUse.ANSWER)
    assert Path(kept.name).stem == Path(name).stem
    opened = office.do("ekonomi", open_attachment, attachment_id, guarded)
    assert opened.read_bytes() == content
    assert opened.stem == attachment_id.hex


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("brev.pdf", b"MZ" + bytes(100)),
        ("brev.pdf", b"\x7fELF" + bytes(100)),
        ("brev.exe", PDF),
        ("brev.pdf.exe", PDF),
        ("brev.png", PDF),
        ("brev.doc", b"\xd0\xcf\x11\xe0" + bytes(600)),
        ("kör.txt", b"#!/bin/sh\nrm -rf /\n"),
        ("sida.txt", b"<html><script>x</script>"),
        ("kör.sh", b"echo hej\n"),
        ("brev.pdf", PDF + b"<< /S /JavaScript /JS (x) >>"),
        ("brev.pdf", PDF + b"<< /S /Launch >>"),
        ("brev.pdf", b"%PDF-" + b" " * (PART_BYTES - 9) + b"/JavaScript (over two parts)"),
        ("brev.docx", a_zip("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin")),
        ("brev.docx", a_zip("[Content_Types].xml", "word/document.xml", "word/embed/a.exe")),
        ("brev.odt", a_zip("Basic/Standard/Module1.xml", "content.xml")),
        ("arkiv.zip", a_zip("a.txt")),
        ("bilder.pptx", a_zip("[Content_Types].xml", "ppt/presentation.xml")),
        ("brev.docx", DOCX[:40]),
        ("brev.docx", b"PK\x03\x04" + b"\xff" * 200),
        ("lista.xlsx", a_zip(*(f"{n}" for n in range(5001)), "[Content_Types].xml")),
        ("fel.txt", b"x" * PART_BYTES + b"\x00"),
        ("fel\u202efdp.txt", b"x"),
        ("tom.txt", b""),
        ("x" * 200 + ".txt", b"x"),
    ],
)
def test_a_hostile_file_is_refused_and_nothing_is_kept(
    office: SmallOffice, party: UUID, tmp_path: Path, name: str, content: bytes
) -> None:
    place = a_file(tmp_path / "in", name, content)
    with pytest.raises(InvalidInput):
        office.do("handl", add_attachment, party, place)
    assert office.do("handl", list_attachments, party) == ()
    assert parts(office) == []


def test_what_is_no_plain_file_is_refused(office: SmallOffice, party: UUID, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.pdf")
    (tmp_path / "link.pdf").symlink_to(a_file(tmp_path / "in"))
    (tmp_path / "folder.pdf").mkdir()
    with (tmp_path / "huge.pdf").open("wb") as huge:
        huge.truncate(SIZE_LIMIT + 1)
    for name in ("pipe.pdf", "link.pdf", "folder.pdf", "huge.pdf", "none.pdf", "nul\0.pdf"):
        with pytest.raises(InvalidInput):
            office.do("handl", add_attachment, party, tmp_path / name)


def test_a_name_that_is_a_path_stays_a_name(
    office: SmallOffice, party: UUID, tmp_path: Path, guarded: GuardedFiles
) -> None:
    place = a_file(tmp_path / "in", "..\\..\\etc\\<b>passwd.pdf")
    attachment_id = office.do("handl", add_attachment, party, place)
    (kept,) = office.do("handl", list_attachments, party)
    assert kept.name == "<b>passwd.pdf"
    opened = office.do("handl", open_attachment, attachment_id, guarded)
    assert opened.parent == tmp_path / "state" / "run" / "open"


def test_a_large_file_tells_how_far_it_is_and_can_be_stopped(
    office: SmallOffice, party: UUID, tmp_path: Path, guarded: GuardedFiles
) -> None:
    place = a_file(tmp_path / "in", "stor.pdf", MOTION)
    told: list[tuple[int, int]] = []

    def tell(done: int, total: int) -> bool:
        told.append((done, total))
        return True

    attachment_id = office.do("handl", add_attachment, party, place, tell=tell)
    assert told == [(PART_BYTES, len(MOTION)), (PART_BYTES * 2, len(MOTION)),
                    (len(MOTION), len(MOTION))]  # fmt: skip
    assert office.do("handl", open_attachment, attachment_id, guarded).read_bytes() == MOTION
    with pytest.raises(Stopped):
        office.do("handl", add_attachment, party, place, tell=lambda _done, _total: False)
    assert len(office.do("handl", list_attachments, party)) == 1


def test_a_file_that_changes_while_it_is_read_is_refused(
    office: SmallOffice, party: UUID, tmp_path: Path
) -> None:
    place = a_file(tmp_path / "in", "stor.pdf", MOTION)

    def shorten(_done: int, _total: int) -> bool:
        os.truncate(place, PART_BYTES + 1)
        return True

    with pytest.raises(InvalidInput, match="changed while it was read"):
        office.do("handl", add_attachment, party, place, tell=shorten)
    place.write_bytes(MOTION)

    def lengthen(_done: int, _total: int) -> bool:
        with place.open("ab") as file:
            file.write(bytes(PART_BYTES * 3))
        return True

    with pytest.raises(InvalidInput, match="changed while it was read"):
        office.do("handl", add_attachment, party, place, tell=lengthen)


def test_what_is_open_is_private_and_gone_when_it_is_cleared(
    office: SmallOffice, party: UUID, tmp_path: Path, guarded: GuardedFiles
) -> None:
    attachment_id = office.do("handl", add_attachment, party, a_file(tmp_path / "in"))
    guarded.clear()
    opened = office.do("handl", open_attachment, attachment_id, guarded)
    assert stat.S_IMODE(opened.stat().st_mode) == 0o600
    assert stat.S_IMODE(opened.parent.stat().st_mode) == 0o700
    (opened.parent / ".~lock.x#").write_text("left by a viewer")
    assert office.do("handl", open_attachment, attachment_id, guarded) == opened
    guarded.clear()
    assert not opened.parent.exists()
    outside = a_file(tmp_path / "outside")
    opened.parent.symlink_to(outside.parent)
    with pytest.raises(InvalidInput):
        office.do("handl", open_attachment, attachment_id, guarded)
    guarded.clear()
    assert outside.exists()


def test_a_protected_person_s_file_is_sealed_to_those_named(
    office: SmallOffice, party: UUID, tmp_path: Path, guarded: GuardedFiles
) -> None:
    before = office.do("handl", add_attachment, party, a_file(tmp_path / "in"))
    assert parts(office) == [PDF]
    office.do("handl", mark_protected, party, Protection.MARKED)
    after = office.do("handl", add_attachment, party, a_file(tmp_path / "in", "brev2.pdf"))
    assert all(PDF[:12] not in cell for cell in parts(office))
    for attachment_id in (before, after):
        place = office.do("handl2", open_attachment, attachment_id, guarded)
        assert place.read_bytes() == PDF
        for user in ("kredit", "ekonomi"):
            with pytest.raises(NotAllowed):
                office.do(user, open_attachment, attachment_id, guarded)
    with pytest.raises(NotAllowed):
        office.do("kredit", list_attachments, party)
    office.do("handl2", unmark_protected, office.do("handl", propose_unmarking, party))
    assert parts(office) == [PDF, PDF]
    assert {a.name for a in office.do("kredit", list_attachments, party)} == {
        "brev.pdf",
        "brev2.pdf",
    }


def test_a_credit_report_is_sealed_to_those_who_assess_credit(
    office: SmallOffice, party: UUID, tmp_path: Path, guarded: GuardedFiles
) -> None:
    place = a_file(tmp_path / "in", "UC Anna nekad.pdf")
    with pytest.raises(NotAllowed):
        office.do("handl", add_attachment, party, place, is_report=True)
    report = office.do("kredit", add_attachment, party, place, is_report=True)
    (kept,) = office.do("handl", list_attachments, party)
    assert kept.name == "kreditupplysning.pdf"
    with pytest.raises(NotAllowed):
        office.do("handl", open_attachment, report, guarded)
    assert written_out(tmp_path) == []
    assert "attachment.opened" not in office.acts()
    assert office.do("ombud", open_attachment, report, guarded).read_bytes() == PDF
    office.do("handl", mark_protected, party, Protection.MARKED)
    assert office.do("ombud", open_attachment, report, guarded).read_bytes() == PDF


def test_a_reader_sees_no_files(office: SmallOffice, party: UUID, tmp_path: Path) -> None:
    place = a_file(tmp_path / "in")
    for user in ("lasare", "admin"):
        with pytest.raises(NotAllowed):
            office.do(user, list_attachments, party)
    with pytest.raises(NotAllowed):
        office.do("ekonomi", add_attachment, party, place)


def test_opening_and_saving_a_copy_leave_their_traces(
    office: SmallOffice, party: UUID, tmp_path: Path, guarded: GuardedFiles
) -> None:
    attachment_id = office.do("handl", add_attachment, party, a_file(tmp_path / "in"))
    office.do("handl", open_attachment, attachment_id, guarded)
    target = tmp_path / "kopia.pdf"
    office.do("handl", save_copy, attachment_id, target, office.folder)
    assert target.read_bytes() == PDF
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert office.acts()[-3:] == [
        "attachment.added",
        "attachment.opened",
        "attachment.exported",
    ]
    for place in (office.folder / "office.db", tmp_path / "nowhere" / "x.pdf"):
        with pytest.raises(InvalidInput):
            office.do("handl", save_copy, attachment_id, place, office.folder)
    tight = tmp_path / "tight"
    tight.mkdir()
    (tight / "folder").mkdir()
    with pytest.raises(InvalidInput):
        office.do("handl", save_copy, attachment_id, tight / "folder", office.folder)


def test_a_removed_file_comes_back_within_its_minute_and_is_erased_after_it(
    office: SmallOffice, party: UUID, tmp_path: Path, guarded: GuardedFiles
) -> None:
    attachment_id = office.do("handl", add_attachment, party, a_file(tmp_path / "in"))
    with pytest.raises(Conflict):
        office.do("handl", restore_attachment, attachment_id)
    office.do("handl", remove_attachment, attachment_id)
    assert office.do("handl", list_attachments, party) == ()
    with pytest.raises(NotFound):
        office.do("handl", open_attachment, attachment_id, guarded)
    assert office.inside("lasare", erased) == 0
    office.do("handl", restore_attachment, attachment_id)
    assert len(office.do("handl", list_attachments, party)) == 1
    office.do("handl", remove_attachment, attachment_id)
    office.clock.forward(seconds=61)
    with pytest.raises(Conflict):
        office.do("handl", restore_attachment, attachment_id)
    assert office.inside("lasare", erased) == 1
    assert parts(office) == []
    assert office.acts()[-1] == "attachments.erased"


def test_a_file_says_whether_it_belongs_to_the_answer(
    office: SmallOffice, party: UUID, tmp_path: Path
) -> None:
    attachment_id = office.do("handl", add_attachment, party, a_file(tmp_path / "in"))

    def told() -> list[object]:
        return office.inside(
            "ombud",
            lambda visit: [
                item.value
                for item in PersonData(visit, party).items()
                if item.register == "attachments"
            ],
        )

    assert told() == ["brev.pdf", "pdf", len(PDF)]
    (kept,) = office.do("handl", list_attachments, party)
    changed = office.do(
        "handl", mark_attachment, attachment_id, kept.version, AttachmentUse.INTERNAL
    )
    assert told() == []
    with pytest.raises(Conflict):
        office.do("handl", mark_attachment, attachment_id, kept.version, AttachmentUse.ANSWER)
    office.do("handl", mark_attachment, attachment_id, changed.version, AttachmentUse.ANSWER)
    assert told() == ["brev.pdf", "pdf", len(PDF)]


def test_a_changed_or_shortened_file_is_told_and_leaves_nothing_open(
    office: SmallOffice, party: UUID, tmp_path: Path, guarded: GuardedFiles
) -> None:
    place = a_file(tmp_path / "in", "stor.pdf", MOTION)
    attachment_id = office.do("handl", add_attachment, party, place)
    office.inside(
        "ombud",
        lambda visit: visit.office.connection.execute(
            FILE_PART.delete().where(FILE_PART.c.number == 2)
        ),
    )
    with pytest.raises(AttachmentDamaged):
        office.do("handl", open_attachment, attachment_id, guarded)
    with pytest.raises(AttachmentDamaged):
        office.do("handl", save_copy, attachment_id, tmp_path / "kopia.pdf", office.folder)
    assert written_out(tmp_path) == []
    assert "attachment.opened" not in office.acts()
    assert "attachment.exported" not in office.acts()


@pytest.mark.parametrize("user", ["handl", "kredit"])
def test_no_file_lies_open_whose_row_in_the_log_could_not_be_kept(
    office: SmallOffice, party: UUID, tmp_path: Path, guarded: GuardedFiles, user: str
) -> None:
    attachment_id = office.do("handl", add_attachment, party, a_file(tmp_path / "in"))
    place = tmp_path / "kopia.pdf"
    with full_log(office), pytest.raises(CannotSave):
        office.do(user, open_attachment, attachment_id, guarded)
    with full_log(office), pytest.raises((CannotSave, NotAllowed)):
        office.do(user, save_copy, attachment_id, place, office.folder)
    assert written_out(tmp_path) == []
    assert office.do(user, open_attachment, attachment_id, guarded).read_bytes() == PDF


def test_a_copy_that_finds_no_place_has_its_row_all_the_same(
    office: SmallOffice, party: UUID, tmp_path: Path
) -> None:
    attachment_id = office.do("handl", add_attachment, party, a_file(tmp_path / "in"))
    with pytest.raises(InvalidInput):
        office.do("handl", save_copy, attachment_id, Path("/proc/kopia.pdf"), office.folder)
    assert office.acts()[-2:] == ["attachment.exported", "failed.export_list"]


def written_out(tmp_path: Path) -> list[Path]:
    """Return the files that have left the database."""
    opened = tmp_path / "state" / "run" / "open"
    return [*(opened.iterdir() if opened.exists() else ()), *tmp_path.glob("kopia*")]


def test_a_restricted_person_s_file_is_not_written_out(
    office: SmallOffice, party: UUID, tmp_path: Path, guarded: GuardedFiles
) -> None:
    attachment_id = office.do("handl", add_attachment, party, a_file(tmp_path / "in"))
    ground = RestrictionGround.ACCURACY
    office.do("handl", restrict, party, NewRestriction(ground=ground, since=TODAY, asked_by="Anna"))
    with pytest.raises(ProcessingRestricted):
        office.do("handl", open_attachment, attachment_id, guarded)
    with pytest.raises(ProcessingRestricted):
        office.do("handl", save_copy, attachment_id, tmp_path / "kopia.pdf", office.folder)
    assert written_out(tmp_path) == []


@pytest.mark.parametrize("lost", [-1, 0, 1, 2])
def test_a_file_without_one_of_its_parts_is_told(
    office: SmallOffice, party: UUID, tmp_path: Path, guarded: GuardedFiles, lost: int
) -> None:
    place = a_file(tmp_path / "in", "stor.pdf", MOTION)
    attachment_id = office.do("handl", add_attachment, party, place)
    with office.database.transaction() as connection:
        connection.execute(FILE_PART.delete().where(FILE_PART.c.number == lost))
    with pytest.raises(AttachmentDamaged):
        office.do("handl", open_attachment, attachment_id, guarded)


def test_no_hash_tells_which_file_is_kept_sealed(
    office: SmallOffice, party: UUID, tmp_path: Path, guarded: GuardedFiles
) -> None:
    """Who holds the database key and a copy of a document must not find who has it."""
    before = office.do("handl", add_attachment, party, a_file(tmp_path / "in"))
    assert sha256(PDF).digest() in everything(office), "the one in the core shows what is sought"
    office.do("kredit", add_attachment, party, a_file(tmp_path / "in", "r.pdf", REPORT),
              is_report=True)  # fmt: skip
    office.do("handl", mark_protected, party, Protection.MARKED)
    office.do("handl", add_attachment, party, a_file(tmp_path / "in", "brev2.pdf", MOTION))
    other = office.do("handl", register_party, bare("Karin Ek", number="K-10999"))
    case = an_access_call(office, other).id
    office.do("handl", add_case_file, case, a_file(tmp_path / "in", "brev3.pdf", MOTION + b"3"))
    held = everything(office)
    for content in (PDF, REPORT, MOTION, MOTION + b"3"):
        for digest in (sha256(content).digest(), sha256(content).hexdigest().encode()):
            assert digest not in held
    assert office.do("ombud", open_attachment, before, guarded).read_bytes() == PDF


def everything(office: SmallOffice) -> bytes:
    """Return every value of every table, as it lies in the database."""
    found: list[bytes] = []
    with office.database.reading() as connection:
        for table in METADATA.sorted_tables:
            for row in connection.execute(select(table)):
                found += (v if isinstance(v, bytes) else str(v).encode() for v in row)
    return b"\n".join(found)


def test_the_list_reads_no_content(office: SmallOffice, party: UUID, tmp_path: Path) -> None:
    office.do("handl", add_attachment, party, a_file(tmp_path / "in", "stor.pdf", MOTION))
    count = office.inside(
        "ombud",
        lambda visit: visit.office.connection.execute(
            select(func.count()).select_from(FILE_PART)
        ).scalar(),
    )
    assert count == 4
