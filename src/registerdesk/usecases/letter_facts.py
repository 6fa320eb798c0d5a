"""The facts of each kind of letter that a case can send."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final, assert_never

from registerdesk.domain.calendar import PauseReason, extended_answer_by
from registerdesk.domain.case_answers import answers_from_json, refusal_from_json
from registerdesk.domain.case_materials import MaterialKind
from registerdesk.domain.errors import Conflict
from registerdesk.domain.fields import CATEGORY_LABELS, RetentionClass
from registerdesk.domain.letter_rows import SearchedRow
from registerdesk.domain.letters import (
    NONE,
    ExpresslyNone,
    ExtensionCause,
    ExtensionFacts,
    IdentityFacts,
    InvokedRight,
    LetterFacts,
    LetterFrame,
    NoDataFacts,
    Question,
    ReceiptFacts,
    RefusalFacts,
)
from registerdesk.domain.parties import Language
from registerdesk.domain.rights_requests import REPLY_DAYS, RIGHT_LABELS, Right, RightsRequest
from registerdesk.domain.snapshots import Snapshot
from registerdesk.domain.stored_letters import LetterKind
from registerdesk.domain.texts import _
from registerdesk.resources.language import translate
from registerdesk.storage.name_matches import count_of_name, count_of_phone
from registerdesk.usecases.access_facts import AccessFactsOf
from registerdesk.usecases.case_access import CaseAccess, CaseFile
from registerdesk.usecases.case_files import CaseFiles
from registerdesk.usecases.case_progress import CaseProgress
from registerdesk.usecases.desk import Visit
from registerdesk.usecases.letter_frame import CaseAddressee, FrameMaker

PAUSING: Final = {
    Question.IDENTITY: PauseReason.IDENTITY,
    Question.AGENT: PauseReason.IDENTITY,
    Question.SCOPE: PauseReason.SCOPE,
}
"""Why the clock stands while the person answers the question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterOrder:
    """What the owner chooses for a letter; the rest comes from the case."""

    kind: LetterKind
    language: Language | None = None
    """The person's own language unless another is chosen."""
    comment: str = ""
    question: Question = Question.IDENTITY
    doubt: str = ""
    ways: tuple[str, ...] = ()
    cause: ExtensionCause | None = None
    reason: str = ""
    delivered_now: str | ExpresslyNone = NONE


class CaseFacts:
    """Gathers facts for the letters of one case."""

    def __init__(self, visit: Visit, access: CaseAccess, request: RightsRequest) -> None:
        """Bind to one request that the person at work has opened."""
        self._visit = visit
        self._access = access
        self._request = request
        self._file: CaseFile = access.case_file(request)
        self._frames = FrameMaker(visit, access, request)

    def language(self, order: LetterOrder) -> Language:
        """Return the letter's language."""
        _addressee, own = self._addressee.get(self._file)
        return order.language or own

    def envelope(self) -> str:
        """Return the name of the office's envelope."""
        return self._frames.envelope()

    def facts(self, order: LetterOrder) -> LetterFacts:
        """Return the facts of the kind of letter that is ordered."""
        language = self.language(order).value
        addressee, _own = self._addressee.get(self._file)
        frame = self._frames.frame(addressee, language, order.comment)
        facts: LetterFacts
        match order.kind:
            case LetterKind.ACCESS:
                facts = self._access_facts(frame, language)
            case LetterKind.NO_DATA:
                facts = self._no_data(frame, language)
            case LetterKind.RECEIPT:
                facts = self._receipt(frame, language)
            case LetterKind.IDENTITY:
                facts = self._question(order, frame)
            case LetterKind.EXTENSION:
                facts = self._extension(order, frame)
            case LetterKind.REFUSAL:
                facts = self._refusal(frame)
            case unknown:
                assert_never(unknown)
        return facts

    @property
    def _addressee(self) -> CaseAddressee:
        """The case's own copy of whom the letter goes to."""
        return CaseAddressee(self._visit, self._access, self._request)

    def _access_facts(self, frame: LetterFrame, language: str) -> LetterFacts:
        """Return L03's facts."""
        progress = CaseProgress(self._visit, self._access, self._request)
        snapshot = self._collected(progress)
        answers = self._file.read(MaterialKind.ANSWERS)
        party_id = self._request.party_id
        files = CaseFiles(self._visit, self._request, self._file).for_answer()
        gathered = AccessFactsOf(
            self._visit,
            snapshot,
            progress.review,
            self._access.office.relations.of(party_id),
            language,
            [file.name for file in files],
            self._access.office.links.of(party_id),
        )
        return gathered.facts(
            frame,
            self._frames.identity(language),
            answers_from_json(answers) if answers else None,
            person=party_id,
        )

    @staticmethod
    def _collected(progress: CaseProgress) -> Snapshot:
        """Return the snapshot, or say that there is none."""
        if progress.snapshot is None:
            raise Conflict(_("The data has not been collected yet."))
        return progress.snapshot

    def _no_data(self, frame: LetterFrame, language: str) -> LetterFacts:
        """Return L04's facts; Conflict if anything is stored after all."""
        progress = CaseProgress(self._visit, self._access, self._request)
        snapshot = self._collected(progress)
        own = {self._request.id, self._request.contact_id}
        if any(item.row_id not in own for item in snapshot.items):
            raise Conflict(_("Data is stored on the person. Answer with an extract."))
        return NoDataFacts(
            frame=frame,
            identity_check=self._frames.identity(language),
            searched_on=snapshot.on,
            searched=self._searched(language),
            request_kept_until=self._visit.office.periods.erase_by(
                RetentionClass.CASE, self._visit.today
            ),
        )

    def _searched(self, language: str) -> tuple[SearchedRow, ...]:
        """Search by the caller's own name and number; Conflict if somebody answers to them."""
        contact = self._access.contact(self._request)
        name = contact.caller_name if contact else str(self._access.name(self._request) or "")
        phone = contact.call_back if contact else ""
        connection = self._visit.office.connection
        digits = "".join(char for char in phone if char.isdecimal())
        hits = count_of_name(connection, name) if name else 0
        if hits + (count_of_phone(connection, digits) if digits else 0):
            raise Conflict(
                _("Somebody in the register has the same name or number. Link the request first.")
            )
        registers = ", ".join(translate(label, language) for label in CATEGORY_LABELS.values())
        looked_for = ((_("Name"), name), (_("Phone"), phone))
        return tuple(
            SearchedRow(identifier=translate(label, language), value=value, registers=registers)
            for label, value in looked_for
            if value
        )

    def _receipt(self, frame: LetterFrame, language: str) -> ReceiptFacts:
        """Return L01's facts."""
        checked = self._frames.identity(language)
        missing = _("a check of your identity; we will write to you or call you about it.")
        return ReceiptFacts(
            frame=frame,
            right=invoked(self._request.right),
            understood=self._request.wish or translate(RIGHT_LABELS[self._request.right], language),
            answer_by=self._access.deadline(self._request).answer_by,
            identity_check=checked,
            identity_missing="" if checked else translate(missing, language),
        )

    def _question(self, order: LetterOrder, frame: LetterFrame) -> IdentityFacts:
        """Return L02's facts."""
        return IdentityFacts(
            frame=frame,
            right=invoked(self._request.right),
            question=order.question,
            doubt=order.doubt,
            ways=order.ways,
            reply_by=self._visit.today + timedelta(days=REPLY_DAYS),
        )

    def _extension(self, order: LetterOrder, frame: LetterFrame) -> ExtensionFacts:
        """Return L13's facts."""
        deadline = self._access.deadline(self._request)
        return ExtensionFacts(
            frame=frame,
            right=invoked(self._request.right),
            answer_by=deadline.month_one,
            new_answer_by=extended_answer_by(self._request.received_on, deadline.paused_days),
            cause=order.cause,
            reason=order.reason,
            delivered_now=order.delivered_now,
        )

    def _refusal(self, frame: LetterFrame) -> RefusalFacts:
        """Return L14's facts."""
        content = self._file.read(MaterialKind.REASON)
        if content is None:
            raise Conflict(_("Nothing has been decided yet."))
        refusal = refusal_from_json(content)
        return RefusalFacts(
            frame=frame,
            right=invoked(self._request.right),
            ground=refusal.ground,
            refused=refusal.refused,
            demonstration=refusal.demonstration,
            what_would_help=refusal.what_would_help,
        )


def invoked(right: Right) -> InvokedRight | None:
    """Return the right as letters name it; None for what is none of the seven."""
    return InvokedRight(right.value) if right.value in set(InvokedRight) else None
