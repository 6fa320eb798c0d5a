"""What children do until they are killed; each act that was carried out is told at once."""

from __future__ import annotations

import os
import random
import resource
import tempfile
import time
from pathlib import Path
from typing import Final

from registerdesk.domain.case_materials import OutsideAnswer, OutsideStore
from registerdesk.domain.contacts import Direction, Way
from registerdesk.domain.errors import Conflict, RegisterDeskError
from registerdesk.domain.imports import ImportKind
from registerdesk.domain.parties import Protection
from registerdesk.domain.rights_requests import Decision, PostedWay
from registerdesk.domain.staff import Role
from registerdesk.domain.stored_letters import LetterKind
from registerdesk.storage.database import CannotSave
from registerdesk.usecases import staff
from registerdesk.usecases.calls import Call, Matter, record_call
from registerdesk.usecases.contacts import NewContact, record_contact
from registerdesk.usecases.desk import local_day
from registerdesk.usecases.drafts import save_draft
from registerdesk.usecases.imports import ImportOptions, import_file
from registerdesk.usecases.letter_facts import LetterOrder
from registerdesk.usecases.letter_making import make_letter
from registerdesk.usecases.letter_sending import mark_posted, note_print
from registerdesk.usecases.offices import Session, sign_in
from registerdesk.usecases.parties import register_party
from registerdesk.usecases.places import Station
from registerdesk.usecases.protection import (
    mark_protected,
    propose_unmarking,
    unmark_protected,
    waiting_release,
)
from registerdesk.usecases.request_answers import decide
from registerdesk.usecases.request_collection import answer_outside, collect
from registerdesk.usecases.request_review import open_review
from registerdesk.usecases.tasks import list_tasks
from tests.faults.nursery import tell
from tests.makers import NOON, PASSWORD, TODAY, Clock, a_person
from tests.usecases.cases import TWO_CHECKS

ROWS: Final = 40
"""So many customers are in a file that is taken in whole or not at all."""
REFUSALS: Final = 2
HEADER: Final = "Kundnr;Namn;Orgnr/Personnr;Adress1;Adress2;Postnr;Ort;Telefon;E-post"
NO_DATA: Final = LetterOrder(kind=LetterKind.NO_DATA)


def moment(turn: int) -> int:
    """Return when a turn begins: an hour after the one before it."""
    return NOON + turn * 3_600_000_000


def entered(folder: str | Path, user: str, turn: int) -> Session:
    """Sign somebody in at the folder's office."""
    station = Station("desk-1", Path(folder).parent / "state")
    return sign_in(Path(folder), user, PASSWORD, clock=Clock(moment(turn)), station=station)


def keys_change(folder: str, turn: str) -> None:
    """Invite and shut out people, and replace the recovery key: each begins and ends a rekey."""
    session = entered(folder, "admin", int(turn))
    tell(at="desk")
    for number in range(1000):
        invited = session.desk.do(
            staff.invite_person, f"ny{turn}-{number}", f"Ny {number}", (Role.READER,)
        )
        tell(invited=invited[0])
        staff.disable_person(session, invited[0])
        tell(disabled=invited[0])
        tell(begins="recovery")
        tell(recovery=staff.replace_recovery_key(session))


def words_are_written(folder: str, turn: str) -> None:
    """Register people, note calls and visits, keep drafts."""
    session, chance = entered(folder, "handl", int(turn)), random.Random(int(turn))
    tell(at="desk")
    for number in range(10_000):
        new = a_person(identity_number="", number=f"K-{turn}-{number}", emails=())
        party_id = session.desk.do(register_party, new)
        tell(party=party_id)
        contact = NewContact(
            party_id=party_id, at=NOON, direction=Direction.IN, way=Way.CALL, heading="Ringde",
            note="x" * chance.randrange(5000),
        )  # fmt: skip
        tell(contact=session.desk.do(record_contact, contact))
        tell(draft=session.desk.do(save_draft, "call", "y" * chance.randrange(3000)))


def people_are_protected(folder: str, turn: str) -> None:
    """End the protections that a colleague proposed to end; protect new people, and propose."""
    session = entered(folder, "handl" if int(turn) % 2 else "handl2", int(turn))
    do = session.desk.do
    tell(at="desk")
    for task in do(list_tasks):
        waiting = do(waiting_release, task.task.object_id)
        if waiting is not None and waiting.may_approve:
            do(unmark_protected, waiting.id)
            tell(released=task.task.object_id)
    for number in range(1000):
        new = a_person(identity_number="", number=f"P-{turn}-{number}")
        party_id = do(register_party, new)
        do(record_contact, NewContact(party_id=party_id, at=NOON, heading="Ringde"))
        do(mark_protected, party_id, Protection.SHELTERED)
        tell(protected=party_id)
        do(propose_unmarking, party_id)


def files_come_in(folder: str, turn: str) -> None:
    """Take in one file after another."""
    session = entered(folder, "handl", int(turn))
    options = ImportOptions(kind=ImportKind.CUSTOMERS, source="Kundfilen")
    with tempfile.TemporaryDirectory(dir=Path(folder).parent) as place:
        tell(at="desk")
        for number in range(1000):
            path = Path(place) / "kunder.csv"
            rows = [f"{turn}-{number}-{row};Kund {row};;;;;;;" for row in range(ROWS)]
            path.write_text("\r\n".join([HEADER, *rows]), encoding="utf-8")
            import_file(session.desk, path, options, today=TODAY)
            tell(imported=f"{turn}-{number}-")


def letters_are_sent(folder: str, turn: str) -> None:
    """Take calls from strangers, and answer each by a letter that is printed and posted."""
    session = entered(folder, "handl", int(turn))
    do = session.desk.do
    tell(at="desk")
    for number in range(1000):
        call = Call(
            caller_name=f"Xenia {number}", caller_address="Ekgatan 7\n123 45 Ekby",
            identity=TWO_CHECKS, matters=(Matter(digit=1),), note="Vill veta.",
        )  # fmt: skip
        (request,) = do(record_call, call).requests
        tell(request=request.id)
        do(collect, request.id)
        for store in OutsideStore:
            do(answer_outside, request.id, store, OutsideAnswer.NO)
        do(open_review, request.id)
        do(decide, request.id, Decision.ALL)
        tell(decided=request.id)
        letter = do(make_letter, request.id, NO_DATA)
        tell(letter=letter.id)
        do(note_print, letter.id)
        tell(printed=letter.id)
        posted_on = local_day(moment(int(turn)))
        do(mark_posted, letter.id, posted_on=posted_on, way=PostedWay.LETTER)
        tell(posted=request.id)


def disk_is_full(folder: str, turn: str, room: str) -> None:
    """Write until no file may grow beyond some bytes, hear the refusals, then go on with room."""
    session = entered(folder, "handl", int(turn))
    _soft, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(room), most))
    refused = 0
    for number in range(100):
        new = a_person(identity_number="", number=f"F-{turn}-{number}", note="n" * 5000)
        try:
            tell(party=session.desk.do(register_party, new))
        except CannotSave as error:
            tell(refused=error.message)
            refused += 1
        if refused == REFUSALS:
            break
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    new = a_person(identity_number="", number=f"R-{turn}")
    tell(party=session.desk.do(register_party, new))
    session.close()
    tell(closed=True)


def office_is_held(folder: str, turn: str) -> None:
    """Sign in and stay there."""
    session = entered(folder, "handl", int(turn))
    tell(at=session.keys.display_name)
    time.sleep(3600)


def folder_cannot_be_written(folder: str) -> None:
    """Try to sign in as an account that may read the folder and not write in it."""
    if os.geteuid() == 0:
        os.setegid(65534)
        os.seteuid(65534)
    try:
        entered(folder, "handl", 1)
    except RegisterDeskError as error:
        tell(refused=error.message)


def office_is_wanted(folder: str, turn: str, times: str) -> None:
    """Try to get in again and again; tell from when to when it was held, by the same clock."""
    for number in range(int(times)):
        try:
            session = entered(folder, "handl", int(turn) + number)
        except Conflict as error:
            tell(told=error.parameters["who"])
            continue
        since = time.monotonic()
        time.sleep(0.01)
        until = time.monotonic()
        session.close()
        tell(held=[since, until])
