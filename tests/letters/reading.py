"""What the tests read out of a finished PDF."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

import pikepdf

from registerdesk.letters import pages


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbeddedFont:
    """One font of a PDF: its name, its kind, whether the file carries it."""

    name: str
    kind: str
    embedded: bool


def whole_text(pdf: bytes) -> str:
    """All pages' text on one line."""
    return " ".join(pages.texts(pdf))


def squeezed(text: str) -> str:
    """The text without any space, as wrapping may put breaks anywhere."""
    return "".join(text.split())


def fonts_of(pdf: bytes) -> tuple[EmbeddedFont, ...]:
    """Every font that the PDF declares, used or not."""
    with pikepdf.open(BytesIO(pdf)) as document:
        return tuple(
            EmbeddedFont(
                name=str(found.BaseFont),
                kind=str(found.Subtype),
                embedded="/FontDescriptor" in found and "/FontFile2" in found.FontDescriptor,
            )
            for found in _dictionaries(document)
            if found.get("/Type") == "/Font"
        )


def active_parts(pdf: bytes) -> list[str]:
    """Whatever a reader could follow, run or fetch: links, scripts, files, pictures."""
    suspicious = {"/Annots", "/OpenAction", "/AA", "/JavaScript", "/JS", "/URI", "/EmbeddedFile"}
    with pikepdf.open(BytesIO(pdf)) as document:
        keys = {key for found in _dictionaries(document) for key in found.keys()}  # noqa: SIM118 - pikepdf dictionaries list by keys alone
        images = [
            "/Image" for found in _dictionaries(document) if found.get("/Subtype") == "/Image"
        ]
    return [*sorted(keys & suspicious), *images]


def information(pdf: bytes) -> dict[str, str]:
    """The document's own description of itself."""
    with pikepdf.open(BytesIO(pdf)) as document:
        found = {str(key): str(value) for key, value in document.docinfo.items()}
        return found | {"/Lang": str(document.Root.Lang)}


def _dictionaries(document: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    for found in document.objects:
        if isinstance(found, pikepdf.Dictionary | pikepdf.Stream):
            yield found
