"""Which characters the letters cannot print, and the harmless form of any text."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from registerdesk.letters import fonts

SUBSTITUTE: Final = "\ufffd"
MASK: Final = re.compile("\u2588+")
"""A run of full blocks marks where third-party data have been taken out."""
_INVISIBLE: Final = frozenset({"Cc", "Cf", "Zl", "Zp"})


def clean(text: str) -> str:
    """Return the text with nothing invisible in it and a substitute for missing glyphs."""
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_shown, text))


@lru_cache(maxsize=4096)
def _shown(letter: str) -> str:
    if _printable(letter):
        return letter
    if _dropped(letter):
        return " " if unicodedata.category(letter) == "Cc" else ""
    return SUBSTITUTE


def _printable(letter: str) -> bool:
    if letter in "\n\u2588":
        return True
    return not _dropped(letter) and ord(letter) in fonts.drawable()


def _dropped(letter: str) -> bool:
    return unicodedata.category(letter) in _INVISIBLE and letter != "\n"
