"""Translation at the edge: a message id and its parameters become a sentence."""

from __future__ import annotations

import gettext
from functools import lru_cache

from registerdesk.resources import folder

LANGUAGES = ("sv", "en")
DEFAULT = "sv"


@lru_cache(maxsize=4)
def _catalogue(language: str) -> gettext.NullTranslations:
    """Load one language's catalogue once; a missing one leaves the English ids."""
    return gettext.translation(
        "registerdesk", localedir=folder() / "locale", languages=[language], fallback=True
    )


def translate(message: str, language: str = DEFAULT, **parameters: object) -> str:
    """Return the message in the language, its parameters filled in."""
    text = _catalogue(language).gettext(message) if message else ""
    return text.format(**parameters) if parameters else text
