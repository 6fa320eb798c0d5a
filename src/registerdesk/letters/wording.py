"""The words of the letters: text files of named sections, with {facts} where data go in."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from registerdesk.domain.errors import InvalidInput
from registerdesk.domain.texts import _
from registerdesk.resources import folder

LANGUAGES: Final = ("sv", "en")
SHIPPED: Final = "shipped"
HASHES: Final = "SHA256SUMS"
_SECTION: Final = re.compile(r"\[([a-z0-9_.]+)\]")
_FACT: Final = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The words of one kind of letter in one language: sections by name."""

    kind: str
    language: str
    version: str
    sections: Mapping[str, str]

    def facts_of(self, section: str) -> frozenset[str]:
        """Return the names of the facts that the section asks for."""
        return frozenset(_FACT.findall(self.sections[section]))

    def fill(self, section: str, facts: Mapping[str, str]) -> str:
        """Return the section with its facts; it must ask for exactly those."""
        if self.facts_of(section) != facts.keys():
            asked = ", ".join(sorted(self.facts_of(section)))
            raise ValueError(f"{self.kind}.{self.language} [{section}] asks for: {asked}")
        return _FACT.sub(lambda found: facts[found[1]], self.sections[section])


def parse(text: str, *, kind: str, language: str, version: str) -> Wording:
    """Read a wording; lines that begin with # are remarks."""
    sections: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in text.splitlines():
        if found := _SECTION.fullmatch(line.strip()):
            lines = sections.setdefault(found[1], [])
        elif not line.startswith("#"):
            lines.append(line.strip())
    joined = {name: "\n".join(part).strip() for name, part in sections.items()}
    return Wording(kind=kind, language=language, version=version, sections=joined)


@lru_cache(maxsize=64)
def shipped(kind: str, language: str) -> Wording:
    """Return the words that come with the program; a file that was changed is refused."""
    name = f"{kind}.{language}.txt"
    content = (folder() / "letters" / name).read_bytes().replace(b"\r\n", b"\n")
    if hashlib.sha256(content).hexdigest() != _hashes().get(name):
        raise InvalidInput(_("The shipped letter text {file} has been changed."), file=name)
    return parse(content.decode(), kind=kind, language=language, version=SHIPPED)


def office_version(text: str, *, kind: str, language: str, version: str) -> Wording:
    """Return the office's own words; each section must be there and ask for the same facts."""
    own = parse(text, kind=kind, language=language, version=version)
    pattern = shipped(kind, language)
    for section in pattern.sections:
        if section not in own.sections:
            raise InvalidInput(_("The text lacks the section [{section}]."), section=section)
        if own.facts_of(section) != pattern.facts_of(section):
            raise InvalidInput(
                _("The section [{section}] must contain exactly these facts: {facts}."),
                section=section,
                facts=", ".join(f"{{{name}}}" for name in sorted(pattern.facts_of(section))),
            )
    return own


@lru_cache(maxsize=1)
def _hashes() -> dict[str, str]:
    lines = (folder() / "letters" / HASHES).read_text(encoding="utf-8").splitlines()
    return {name: digest for digest, name in (line.split() for line in lines)}
