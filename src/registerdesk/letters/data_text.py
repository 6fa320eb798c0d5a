"""Data made safe for print: escaped, long words folded, masked parts drawn as a bar."""

from __future__ import annotations

import re
from typing import Final
from xml.sax.saxutils import escape

from registerdesk.domain.errors import InvalidInput
from registerdesk.domain.letters import TEXT_LIMIT
from registerdesk.domain.texts import _
from registerdesk.letters import fonts, glyphs

BAR_WIDTH: Final = 16
"""The masked bar is this many spaces wide, whatever it hides."""
_BAR: Final = '<font backcolor="#15181C">' + "\u00a0" * BAR_WIDTH + "</font>"
_SHORT_WORD: Final = 12
_SPACES: Final = re.compile(r"([ \n\u00a0]+)")


def markup(text: str, *, font: str, size: float, room: float) -> str:
    """Return the data as paragraph markup in which nothing of it works as markup."""
    refuse_if_endless(text)
    parts = glyphs.MASK.split(glyphs.clean(text))
    folded = (escape(fold(part, font=font, size=size, room=room)) for part in parts)
    return _BAR.join(folded).replace("\n", "<br/>")


def refuse_if_endless(text: str) -> None:
    """Stop a text that no letter can hold."""
    if len(text) > TEXT_LIMIT:
        raise InvalidInput(
            _("A text is too long for a letter: {count} characters, at most {limit}."),
            count=len(text),
            limit=TEXT_LIMIT,
        )


def fold(text: str, *, font: str, size: float, room: float) -> str:
    """Break words that are wider than the room (points) with line breaks."""
    words = _SPACES.split(text)
    return "".join(_folded(word, font, size, room) for word in words)


def _folded(word: str, font: str, size: float, room: float) -> str:
    if len(word) <= _SHORT_WORD or fonts.width(word, font, size) <= room:
        return word
    lines, start, used = [], 0, 0.0
    for place, letter in enumerate(word):
        step = fonts.width(letter, font, size)
        if used + step > room - 1 and place > start:
            lines.append(word[start:place])
            start, used = place, 0.0
        used += step
    return "\n".join([*lines, word[start:]])
