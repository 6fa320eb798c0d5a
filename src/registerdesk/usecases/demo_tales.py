"""What has happened in the demo office: calls, credit checks, requests in every state."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import date, timedelta
from typing import Any, Protocol
from uuid import UUID

from registerdesk.domain import demo_story as story
from registerdesk.domain.case_answers import Answers, Refusal
from registerdesk.domain.case_materials import OutsideAnswer, OutsideStore
from registerdesk.domain.contacts import Direction, Way
from registerdesk.domain.credit_checks import Bureau, Need, Outcome
from registerdesk.domain.demo_story import DemoPerson
from registerdesk.domain.fields import Compartment
from registerdesk.domain.identity_checks import IdentityMethod
from registerdesk.domain.letter_rows import WithheldRow
from registerdesk.domain.letters import NONE, ExtensionCause, RefusalGround
from registerdesk.domain.parties import Protection
from registerdesk.domain.rights_requests import Decision, PostedWay
from registerdesk.domain.snapshots import Verdict, WithholdReason
from registerdesk.domain.stored_letters import LetterKind
from registerdesk.usecases.calls import Call, Matter, record_call
from registerdesk.usecases.contacts import NewContact, record_contact
from registerdesk.usecases.credit_checks import NewCreditCheck, record_credit_check
from registerdesk.usecases.demo_business import select, trade
from registerdesk.usecases.demo_duplicates import register_twice
from registerdesk.usecases.demo_exports import take_out_lists
from registerdesk.usecases.demo_files import file_away
from registerdesk.usecases.demo_people import as_registered, told_on
from registerdesk.usecases.demo_protected import register_protected_again
from registerdesk.usecases.demo_restriction import restrict_one
from registerdesk.usecases.demo_standings import name_people
from registerdesk.usecases.desk import local_day
from registerdesk.usecases.letter_facts import LetterOrder
from registerdesk.usecases.letter_making import make_letter
from registerdesk.usecases.letter_sending import mark_posted, note_print
from registerdesk.usecases.offices import Session
from registerdesk.usecases.parties import add_value, end_relation, register_party
from registerdesk.usecases.party_cards import view_card
from registerdesk.usecases.protection import mark_protected
from registerdesk.usecases.request_answers import decide, set_answers
from registerdesk.usecases.request_collection import answer_outside, ask_release, collect, release
from registerdesk.usecases.request_review import decide_passage, open_review

COMPARISON = "Kunden jämför med beställning från Petra Sundholm, som fick leverans samma dag."
POST = (IdentityMethod.LAST_FOUR, IdentityMethod.POSTAL_ADDRESS)


class Clock(Protocol):
    """The story's clock."""

    def set(self, days_ago: int, hour: int = 9, minute: int = 0) -> None:
        """Go to an hour of a day in the past."""

    def __call__(self) -> int:
        """Return the moment, UTC microseconds."""


class Build(Protocol):
    """Whoever lets colleagues sign in."""

    clock: Clock

    def at_desk(self, user: str) -> AbstractContextManager[Session]:
        """Let one colleague sign in, work, and sign out."""


class Tales:
    """Tells the month before today, day by day."""

    def __init__(self, build: Any) -> None:  # noqa: ANN401 - a `Build`, whose clock may be set
        """Take the office under construction."""
        self._build = build
        self._ids: dict[str, UUID] = {}

    def tell(self) -> None:
        """Let everything happen, oldest first; the clock never goes back."""
        self._register_people()
        self._credit_checks()
        self._answered_extract()
        self._slow_requests()
        self._undone_requests()
        self._anna()
        self._paused_request()
        self._refused()
        self._switchboard()
        self._latest_call()
        ids = self._ids
        petra, timber = ids[story.PETRA.number], ids[story.TIMBER.number]
        with self._build.at_desk("jonas") as session:
            trade(session, petra, timber, ids[story.PER_OLOF.number])
        with self._build.at_desk("karin") as session:
            select(session, petra, timber)
            restrict_one(session, ids[story.ERIK.number])
            register_twice(session)
            file_away(session, ids[story.ANNA.number])
            name_people(session, ids)
        take_out_lists(self._build)

    @property
    def _today(self) -> date:
        return local_day(self._build.clock())

    def _register_people(self) -> None:
        """Enter the people of the stories, with what they said and when."""
        with self._build.at_desk("karin") as session:
            for person in story.PEOPLE:
                self._ids[person.number] = session.desk.do(register_party, as_registered(person))
                self._life(session, person)
            self._old_contacts(session)
            session.desk.do(mark_protected, self._ids[story.MARIA.number], Protection.MARKED)

    def _life(self, session: Session, person: DemoPerson) -> None:
        """Add former names and ended relations."""
        party_id = self._ids[person.number]
        if person.former_name:
            name, origin = {"name": person.former_name}, told_on(person.since)
            session.desk.do(add_value, party_id, "former_names", name, origin)
        if person.ended is not None:
            relation = session.desk.do(view_card, party_id).relations[0]
            session.desk.do(end_relation, relation.id, person.ended, "Flyttade utomlands")

    def _old_contacts(self, session: Session) -> None:
        """Note what was said in earlier years."""
        anna, sara = self._ids[story.ANNA.number], self._ids[story.SARA.number]
        notes = (
            (anna, 924, "Försenad leverans", COMPARISON),
            (anna, 353, "Ändrad leveranstid", "Leverans flyttas till torsdagar."),
            (anna, 60, "Fråga om faktura", "Undrar över fraktavgiften. Förklarad och godtagen."),
            (sara, 200, "Bytt efternamn", "Heter nu Bergkvist, tidigare Lindahl."),
        )  # fmt: skip
        for party_id, days, heading, note in notes:
            at = self._build.clock() - days * 86_400_000_000
            contact = NewContact(
                party_id=party_id, at=at, direction=Direction.IN, way=Way.CALL, heading=heading,
                note=note,
            )  # fmt: skip
            session.desk.do(record_contact, contact)

    def _credit_checks(self) -> None:
        """Let the credit officer ask the bureaus."""
        self._build.clock.set(38, 10)
        wanted = (
            (story.ANNA, 250, Outcome.APPROVED, 25_000, "Stabil inkomst, inga anmärkningar."),
            (story.ERIK, 40, Outcome.CONDITIONS, 5_000, "En betalningsanmärkning 2024."),
            (story.JOHAN, 39, Outcome.DENIED, None, "Pågående skuldsanering."),
        )
        with self._build.at_desk("mats") as session:
            register_protected_again(session)
            for person, days, outcome, limit, assessment in wanted:
                check = NewCreditCheck(
                    bureau=Bureau.UC,
                    asked_on=self._today - timedelta(days=days),
                    outcome=outcome,
                    need=Need.CREDIT_PURCHASE,
                    amount=limit or 10_000,
                    report_number=f"UC-{person.number[-5:]}-{days}",
                    assessment=assessment,
                    limit=limit,
                    valid_until=self._today + timedelta(days=365 - days),
                )
                session.desk.do(record_credit_check, self._ids[person.number], check)

    def _call(
        self, session: Session, person: DemoPerson, digit: int, *,
        identity: tuple[IdentityMethod, ...] = POST, text: str = "",
    ) -> UUID:  # fmt: skip
        """Take one call, and return the case that it opened."""
        call = Call(
            party_id=self._ids[person.number],
            identity=identity,
            matters=(Matter(digit=digit, text=text),),
            note=text,
        )
        return session.desk.do(record_call, call).requests[0].id

    def _collected(self, session: Session, case: UUID) -> None:
        """Collect everything, and say that nothing lies outside the program."""
        session.desk.do(collect, case)
        for store in OutsideStore:
            session.desk.do(answer_outside, case, store, OutsideAnswer.NO)

    def _reviewed(self, session: Session, case: UUID) -> None:
        """Mask what speaks of somebody else."""
        for passage in session.desk.do(open_review, case).passages:
            place = passage.mark.place
            session.desk.do(decide_passage, case, place, Verdict.MASK, WithholdReason.OTHER_PERSON)

    def _answered_extract(self) -> None:
        """Answer an extract from call to post: letter L03 is in the case for good."""
        self._build.clock.set(36, 9, 12)
        with self._build.at_desk("karin") as session:
            case = self._call(session, story.SARA, 1)
            self._collected(session, case)
            self._reviewed(session, case)
            answers = Answers(recipients=NONE, transfers=NONE, automated_decisions=NONE)
            session.desk.do(set_answers, case, answers)
            session.desk.do(decide, case, Decision.PARTLY)
            self._send(session, case, LetterKind.ACCESS, days=33)

    def _send(self, session: Session, case: UUID, kind: LetterKind, *, days: int) -> None:
        """Make a letter, print it, and post it some days later."""
        letter = session.desk.do(make_letter, case, LetterOrder(kind=kind))
        session.desk.do(note_print, letter.id)
        self._build.clock.set(days, 15)
        session.desk.do(mark_posted, letter.id, posted_on=self._today, way=PostedWay.LETTER)

    def _slow_requests(self) -> None:
        """Leave one request close to its last day, one extended."""
        self._build.clock.set(29, 13, 40)
        with self._build.at_desk("karin") as session:
            self._call(session, story.JOHAN, 2, text="Telefonnumret är fel.")
            extended = self._call(session, story.HAULIER, 1)
            order = LetterOrder(
                kind=LetterKind.EXTENSION,
                cause=ExtensionCause.COMPLEX,
                reason="Uppgifterna ligger i flera register och rör flera kontaktpersoner.",
            )
            letter = session.desk.do(make_letter, extended, order)
            session.desk.do(note_print, letter.id)
            self._build.clock.set(28, 15)
            session.desk.do(mark_posted, letter.id, posted_on=self._today, way=PostedWay.LETTER)

    def _undone_requests(self) -> None:
        """Leave two that are to be carried out this week and the next."""
        self._build.clock.set(26, 9, 20)
        with self._build.at_desk("karin") as session:
            self._call(session, story.ANNIKA, 7, text="Vill inte ha nyhetsbrevet längre.")
            self._build.clock.set(26, 14)
            self._call(session, story.SARA, 5, text="Vill ha en fil till sig själv.")

    def _anna(self) -> None:
        """Leave Anna's extract where one passage is to be judged."""
        self._build.clock.set(13, 14, 5)
        with self._build.at_desk("karin") as session:
            anna = self._call(session, story.ANNA, 1)
            self._build.clock.set(11, 10)
            self._collected(session, anna)
            session.desk.do(ask_release, anna, Compartment.CREDIT)
        with self._build.at_desk("mats") as session:
            session.desk.do(release, anna, Compartment.CREDIT)

    def _paused_request(self) -> None:
        """Leave one request paused for identity."""
        self._build.clock.set(8, 11, 20)
        with self._build.at_desk("karin") as session:
            erik = self._call(session, story.ERIK, 1, identity=())
            order = LetterOrder(
                kind=LetterKind.IDENTITY,
                doubt="Den som ringde kunde inte svara på kontrollfrågorna.",
                ways=("Ring oss från det nummer som vi har registrerat.", "Svara på brevet."),
            )
            letter = session.desk.do(make_letter, erik, order)
            session.desk.do(note_print, letter.id)
            self._build.clock.set(7, 15)
            session.desk.do(mark_posted, letter.id, posted_on=self._today, way=PostedWay.LETTER)

    def _refused(self) -> None:
        """Leave a refusal that waits for the second pair of eyes."""
        self._build.clock.set(5, 10, 30)
        with self._build.at_desk("karin") as session:
            case = self._call(session, story.PER_OLOF, 1)
            refusal = Refusal(
                ground=RefusalGround.UNFOUNDED,
                refused=(
                    WithheldRow(
                        what="En fjärde kopia av samma utdrag",
                        reason="Begäran är uppenbart orimlig.",
                        rule="artikel 12.5 b",
                    ),
                ),
                demonstration="Tre likadana utdrag har lämnats sedan september, utan ändringar.",
            )
            self._collected(session, case)
            self._reviewed(session, case)
            session.desk.do(decide, case, Decision.REFUSE, refusal=refusal)

    def _switchboard(self) -> None:
        """Leave a case to be classified, from a call that the switchboard took."""
        self._build.clock.set(2, 9, 50)
        with self._build.at_desk("lina") as session:
            call = Call(
                caller_name="Okänd uppringare",
                call_back="070-174 06 95",
                matters=(Matter(digit=9, text="Vill veta varför hon fick ett brev."),),
                note="Vill veta varför hon fick ett brev.",
            )
            session.desk.do(record_call, call)

    def _latest_call(self) -> None:
        """Let Anna ask how it goes, the day before today."""
        self._build.clock.set(1, 9, 42)
        with self._build.at_desk("karin") as session:
            note = "Frågar när utdraget kommer. Svar per post."
            anna, matters = self._ids[story.ANNA.number], (Matter(digit=8),)
            call = Call(party_id=anna, identity=POST, matters=matters, note=note)
            session.desk.do(record_call, call)
