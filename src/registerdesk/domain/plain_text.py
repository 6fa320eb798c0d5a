"""Text as people write it: one form for each letter, nothing hidden in it, and an end to it."""

import re
import unicodedata

from registerdesk.domain.errors import InvalidInput
from registerdesk.domain.texts import _

NAME_LIMIT = 200
NOTE_LIMIT = 20_000

_LINE_ENDS = re.compile(r"\r\n?|\u0085|\u2028|\u2029")
_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u2060\ufeff]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_DIRECTION = re.compile("[\u061c\u202a-\u202e\u2066-\u2069]")
_BROKEN = re.compile("[\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def clean(text: str, *, limit: int, field: str, lines: bool = False) -> str:
    """Return the text in NFC, trimmed; with `lines` it may have more than one.

    InvalidInput for control, surrogate and direction-changing characters, a second line
    where one is wanted, and more than `limit` characters.
    """
    text = _INVISIBLE.sub("", _LINE_ENDS.sub("\n", text)).replace("\t", " ").strip()
    _refuse_hidden(text, field)
    if "\n" in text and not lines:
        raise InvalidInput(_("Write this on one line."), field=field)
    text = unicodedata.normalize("NFC", text)
    if len(text) > limit:
        raise InvalidInput(_TOO_LONG, field=field, limit=limit, n=len(text))
    return text


_TOO_LONG = _("The text may have at most {limit} characters. You have written {n}.")


def _refuse_hidden(text: str, field: str) -> None:
    """Raise InvalidInput for characters that no reader sees and no printer prints."""
    if _CONTROL.search(text):
        raise InvalidInput(
            _("The text holds a control character. Type it instead of pasting it."), field=field
        )
    if _DIRECTION.search(text):
        raise InvalidInput(
            _("The text holds a character that turns the direction of reading. Remove it."),
            field=field,
        )
    if _BROKEN.search(text):
        raise InvalidInput(_("The text holds a broken character. Type it again."), field=field)
