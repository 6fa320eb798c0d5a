"""What the owner fills in for the answer: recipients, transfers, decisions, grounds."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from registerdesk.domain.errors import InvalidInput
from registerdesk.domain.letter_rows import RecipientRow, TransferRow, WithheldRow
from registerdesk.domain.letters import NONE, ExpresslyNone, RefusalGround
from registerdesk.domain.plain_text import NOTE_LIMIT, clean
from registerdesk.domain.texts import _


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """Articles 15(1)(c), 15(1)(h) and 15(2), each filled in or expressly none."""

    recipients: tuple[RecipientRow, ...] | ExpresslyNone
    transfers: tuple[TransferRow, ...] | ExpresslyNone
    automated_decisions: str | ExpresslyNone

    def check(self) -> None:
        """Refuse what is neither filled in nor expressly none."""
        given = (self.recipients, self.transfers, self.automated_decisions)
        if not all(one is NONE or one for one in given):
            raise InvalidInput(_("Fill it in, or choose none."), field="answers")
        _refuse_unprintable(answers_to_json(self), "answers")


def _refuse_unprintable(given: object, field: str) -> None:
    """Refuse, wherever it stands, a text that no letter can print."""
    if isinstance(given, str):
        clean(given, limit=NOTE_LIMIT, field=field, lines=True)
    elif isinstance(given, Mapping):
        _refuse_unprintable(list(given.values()), field)
    elif isinstance(given, list | tuple):
        for each in given:
            _refuse_unprintable(each, field)


def answers_to_json(answers: Answers) -> dict[str, Any]:
    """Return the answers as plain data, to be sealed; None stands for expressly none."""
    return {
        "recipients": _rows(answers.recipients),
        "transfers": _rows(answers.transfers),
        "automated": None
        if isinstance(answers.automated_decisions, ExpresslyNone)
        else answers.automated_decisions,
    }


def answers_from_json(data: Mapping[str, Any]) -> Answers:
    """Return the answers that `answers_to_json` wrote."""
    recipients, transfers = data["recipients"], data["transfers"]
    return Answers(
        recipients=NONE if recipients is None else tuple(RecipientRow(**r) for r in recipients),
        transfers=NONE if transfers is None else tuple(TransferRow(**r) for r in transfers),
        automated_decisions=NONE if data["automated"] is None else data["automated"],
    )


def _rows(
    rows: tuple[RecipientRow, ...] | tuple[TransferRow, ...] | ExpresslyNone,
) -> list[dict[str, Any]] | None:
    """Return rows as plain data, None for expressly none."""
    return None if isinstance(rows, ExpresslyNone) else [dataclasses.asdict(row) for row in rows]


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """What is refused, item by item, and on which ground (Article 12(4))."""

    ground: RefusalGround
    refused: tuple[WithheldRow, ...]
    demonstration: str = ""
    what_would_help: str = ""

    def check(self) -> None:
        """Refuse a refusal that does not account for itself."""
        whole = all(row.what and row.reason and row.rule for row in self.refused)
        if not self.refused or not whole:
            raise InvalidInput(
                _("State what is refused, why, and under which rule."), field="reason"
            )
        if self.ground is RefusalGround.UNFOUNDED and not self.demonstration.strip():
            raise InvalidInput(
                _("Show why the request is manifestly unfounded or excessive."), field="reason"
            )
        if self.ground is RefusalGround.UNIDENTIFIED and not self.what_would_help.strip():
            raise InvalidInput(_("State what would let you identify the person."), field="reason")
        _refuse_unprintable(refusal_to_json(self), "reason")


def refusal_to_json(refusal: Refusal) -> dict[str, Any]:
    """Return the refusal as plain data, to be sealed."""
    return {
        "ground": refusal.ground.value,
        "refused": [dataclasses.asdict(row) for row in refusal.refused],
        "demonstration": refusal.demonstration,
        "what_would_help": refusal.what_would_help,
    }


def refusal_from_json(data: Mapping[str, Any]) -> Refusal:
    """Return the refusal that `refusal_to_json` wrote."""
    return Refusal(
        ground=RefusalGround(data["ground"]),
        refused=tuple(WithheldRow(**row) for row in data["refused"]),
        demonstration=data["demonstration"],
        what_would_help=data["what_would_help"],
    )
