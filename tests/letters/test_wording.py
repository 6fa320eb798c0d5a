"""The words: both languages whole, exactly the facts, the office's own versions."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from registerdesk.domain.errors import InvalidInput
from registerdesk.domain.letter_rows import CategoryTable, Confirmation, HeldAs
from registerdesk.domain.letters import (
    NONE,
    ExtensionCause,
    InvokedRight,
    LetterFacts,
    ProtectedRoute,
    Question,
    RefusalGround,
    RequestChannel,
)
from registerdesk.letters import (
    calibration,
    catalogue,
    envelope,
    forwarding_sheet,
    recovery_sheet,
    stamp,
    wording,
)
from registerdesk.letters.wording import Wording
from registerdesk.resources import folder
from tests.letters import facts as made
from tests.letters.reading import whole_text

FILES = sorted({path.name.split(".")[0] for path in (folder() / "letters").glob("*.txt")})


def variants() -> Iterator[tuple[str, LetterFacts]]:
    """Facts that between them lead a letter through every section of its words."""
    access = made.ACCESS
    yield from made.WHOLE.items()
    for right in InvokedRight:
        yield "L01", replace(made.RECEIPT, right=right, identity_missing="x")
    for channel in RequestChannel:
        yield "L04", replace(made.NO_DATA, frame=replace(made.FRAME, channel=channel))
    for route in ProtectedRoute:
        protected = replace(made.ADDRESSEE, protected_route=route, greeting_name=None)
        yield "L04", replace(made.NO_DATA, frame=replace(made.FRAME, addressee=protected))
    for held_as in HeldAs:
        one = Confirmation(held_as=held_as, since=date(2019, 1, 1), until=date(2020, 1, 1))
        yield "L03", replace(access, confirmation=(one,), policy_version="")
    for question in Question:
        yield "L02", replace(made.IDENTITY, question=question, reply_by=date(2026, 12, 7))
    for ground in RefusalGround:
        yield "L14", replace(made.REFUSAL, ground=ground, demonstration="x", what_would_help="x")
    for cause in ExtensionCause:
        yield "L13", replace(made.EXTENSION, cause=cause, delivered_now="x")
    rows = tuple(made.a_row("Faktura", str(number), f"k{number}") for number in range(30))
    many = (CategoryTable(category="Köp", rows=rows),)
    frame = replace(made.FRAME, comment="x", both_versions=("sv", "en"))
    yield "L03", replace(access, data=many, frame=frame)
    for files in (("avtal.pdf",), ("avtal.pdf", "yttrande.docx")):
        yield "L03", replace(access, files=files)
    nothing = replace(access, recipients=NONE, transfers=NONE, automated_decisions=NONE)
    yield "L03", replace(nothing, withheld=NONE, lookups=NONE, consents=NONE)


@pytest.mark.parametrize("language", wording.LANGUAGES)
def test_every_text_asks_for_exactly_its_facts_and_no_section_is_idle(
    language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    used: set[tuple[str, str]] = set()
    fill = Wording.fill

    def noted(self: Wording, section: str, facts: Mapping[str, str]) -> str:
        used.add((self.kind, section))
        return fill(self, section, facts)  # raises unless the facts are exactly those asked for

    monkeypatch.setattr(Wording, "fill", noted)
    for kind, facts in variants():
        pdf = catalogue.render(kind, facts, language=language).pdf
    for copy_of in (None, date(2026, 12, 1)):
        stamp.copy_for_print(pdf, print_number=1, copy_of=copy_of)
    calibration.render(envelope.C5_H2, language)
    forwarding_sheet.render(made.FORWARDING, envelope.C5_H2, language)
    recovery_sheet.render(
        office_name="K",
        key_groups=["ABCDE"] * 12,
        owner_fingerprint="f",
        day=date(2026, 1, 1),
        language=language,
    )
    every = {(kind, name) for kind in FILES for name in wording.shipped(kind, language).sections}
    idle = {("frame", "prevails")} if language == "sv" else set()
    assert every - used == idle


@pytest.mark.parametrize("kind", FILES)
def test_both_languages_have_the_same_sections_asking_for_the_same_facts(kind: str) -> None:
    swedish, english = (wording.shipped(kind, language) for language in wording.LANGUAGES)
    assert list(swedish.sections) == list(english.sections)
    for section in swedish.sections:
        assert swedish.facts_of(section) == english.facts_of(section), section
        assert swedish.sections[section], section
        assert english.sections[section], section


def test_a_section_with_other_facts_than_it_asks_for_is_a_mistake() -> None:
    words = wording.shipped("frame", "sv")
    with pytest.raises(ValueError, match="asks for: page, pages"):
        words.fill("footer.page", {"page": "1"})
    with pytest.raises(ValueError, match="asks for"):
        words.fill("date", {"page": "1"})


def test_facts_are_not_read_as_words() -> None:
    words = wording.parse("[a]\n{x} {y}", kind="k", language="sv", version="1")
    assert words.fill("a", {"x": "{y}", "y": "2"}) == "{y} 2"


def test_the_swedish_is_calm_and_plain() -> None:
    loud = re.compile(r"!|\b(tyvärr|vänligen|härmed|erhålla|avseende)\b", re.IGNORECASE)
    for kind in FILES:
        for section, text in wording.shipped(kind, "sv").sections.items():
            if not section.startswith("greeting."):
                assert not loud.search(text), (kind, section)


def test_each_file_is_in_the_list_of_hashes() -> None:
    listed = {
        line.split()[1]
        for line in (folder() / "letters" / wording.HASHES).read_text("utf-8").splitlines()
    }
    assert listed == {f"{kind}.{language}.txt" for kind in FILES for language in ("sv", "en")}


def test_a_shipped_text_that_somebody_changed_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(folder() / "letters", tmp_path / "letters")
    changed = tmp_path / "letters" / "refusal.sv.txt"
    windows = tmp_path / "letters" / "receipt.sv.txt"
    windows.write_bytes(windows.read_bytes().replace(b"\n", b"\r\n"))
    changed.write_text(changed.read_text("utf-8").replace("tingsrätt", "oss"), "utf-8")
    changed.write_text(changed.read_text("utf-8") + "\n[more]\nord\n", "utf-8")
    monkeypatch.setattr(wording, "folder", lambda: tmp_path)
    wording.shipped.cache_clear()
    with pytest.raises(InvalidInput) as refused:
        wording.shipped("refusal", "sv")
    assert refused.value.parameters["file"] == "refusal.sv.txt"
    assert wording.shipped("receipt", "sv").sections["title"] == "Bekräftelse"
    wording.shipped.cache_clear()


def shipped_text(kind: str) -> str:
    """The Swedish words of a kind as they lie in their file."""
    return (folder() / "letters" / f"{kind}.sv.txt").read_text("utf-8")


def test_the_office_s_own_words_are_printed_and_their_version_kept() -> None:
    text = shipped_text("receipt").replace("Så har vi förstått dig", "Vi har uppfattat dig så här")
    own = wording.office_version(text, kind="receipt", language="sv", version="3")
    letter = catalogue.render("L01", made.RECEIPT, language="sv", words=own)
    assert "Vi har uppfattat dig så här" in whole_text(letter.pdf)
    assert letter.wording_version == "3"
    assert catalogue.render("L01", made.RECEIPT, language="sv").wording_version == wording.SHIPPED


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("[understood]\n{understood}", ""),
        ("{answer_by}", "snart"),
        ("Bekräftelse", "Bekräftelse {answer_by}"),
    ],
)
def test_own_words_that_lose_or_invent_a_fact_are_refused(old: str, new: str) -> None:
    text = shipped_text("receipt").replace(old, new)
    with pytest.raises(InvalidInput):
        wording.office_version(text, kind="receipt", language="sv", version="1")


def test_own_words_cannot_smuggle_markup_in() -> None:
    text = shipped_text("receipt").replace("Det här saknas", "<a href='x'>**Här**</a>")
    own = wording.office_version(text, kind="receipt", language="sv", version="2")
    facts = replace(made.RECEIPT, identity_missing="numret.")
    shown = whole_text(catalogue.render("L01", facts, language="sv", words=own).pdf)
    assert "<a href='x'>Här</a>" in shown
