"""What does not belong in free text: personal numbers, payment cards, health."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from registerdesk.domain.errors import InvalidInput
from registerdesk.domain.fields import Field
from registerdesk.domain.identity_numbers import IdentityNumber, passes_luhn
from registerdesk.domain.texts import _

Span = tuple[int, int]
"""Where something stands in a text: its first character, and the one after its last."""


class Sensitive(StrEnum):
    """What was found."""

    IDENTITY_NUMBER = "identity_number"
    CARD_NUMBER = "card_number"
    HEALTH = "health"


WARNINGS = {
    Sensitive.IDENTITY_NUMBER: _("The text holds a personal number. Keep it in its own field."),
    Sensitive.CARD_NUMBER: _("The text holds a payment card number. Remove it."),
    Sensitive.HEALTH: _("The text seems to speak of health. Write only what the matter needs."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that does not belong, and where it stands."""

    kind: Sensitive
    span: Span


_PERSONAL = re.compile(
    r"(?<![0-9])(?:18|19|20)?[0-9]{6}[ \u00a0]?[-+\u2013]?[ \u00a0]?[0-9]{4}(?![0-9])", re.ASCII
)
_CARD = re.compile(r"(?<![0-9])[2-6](?:[ \u00a0-]?[0-9]){12,18}(?![0-9])", re.ASCII)
_HEALTH = re.compile(
    r"\b(?:"
    r"(?:sjuk(?!sköt)|cancer|tumör|diagnos|depress|depri|gravid|missfall|missbruk|alkoholis"
    r"|handikapp|funktionsneds|funktionshind|psykisk|psykiat|psykos|ångest|utbränd|utmattning"
    r"|demens|dement|alzheimer|diabet|epileps|allergi|astma|hjärtinfarkt|hjärtsjuk|rehabilit"
    r"|rullstol|medicinering|läkarintyg|autis|bipolär|självmord|abort|dialys|cellgift)\w*"
    r"|(?:diagnos|depress|tumou?r|pregnan|miscarriage|alcoholi|disabilit|disabled|handicap"
    r"|psychiat|psychosis|anxiety|burnout|dementia|epilep|allerg|asthma|wheelchair|medication"
    r"|autis|bipolar|suicid|dialysis|chemotherap)\w*"
    r"|sick(?:ness)?|illness(?:es)?|heart[ -]attacks?|on[ ]sick[ ]leave"
    r"|hiv|adhd|stroke|blodpropp(?:en|ar)?|(?-i:MS|KOL|AIDS)"
    r")\b",
    re.IGNORECASE,
)


FREE_LINES = frozenset(
    {"heading", "end_reason", "justification", "asked_by", "source_detail", "need_text", "what"}
)
"""Fields of one line in which people write as they like."""


def is_free(field: Field) -> bool:
    """Tell whether people write what they like in a field."""
    return field.type is str and (field.about.lines > 1 or field.name in FREE_LINES)


def findings(text: str, today: date) -> tuple[Finding, ...]:
    """Return everything that does not belong in the text, in the order of reading."""
    found = [
        *(Finding(kind=Sensitive.IDENTITY_NUMBER, span=span) for span in _people(text, today)),
        *(Finding(kind=Sensitive.CARD_NUMBER, span=span) for span in _cards(text)),
        *(Finding(kind=Sensitive.HEALTH, span=one.span()) for one in _HEALTH.finditer(text)),
    ]
    return tuple(sorted(found, key=lambda one: one.span))


def _people(text: str, today: date) -> Iterator[Span]:
    """Yield where a valid number of a human being stands."""
    for found in _PERSONAL.finditer(text):
        try:
            number = IdentityNumber.parse(found[0], today)
        except InvalidInput:
            continue
        if number.is_personal:
            yield found.span()


def _cards(text: str) -> Iterator[Span]:
    """Yield where 13 to 19 digits stand that begin and check as a payment card's do."""
    for found in _CARD.finditer(text):
        if passes_luhn("".join(char for char in found[0] if char.isdigit())):
            yield found.span()
