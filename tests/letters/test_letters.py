"""Every kind of letter, in both languages, on its sheet."""

from __future__ import annotations

import hashlib
from dataclasses import fields, replace
from datetime import date

import pytest

from registerdesk.domain.errors import InvalidInput
from registerdesk.domain.letter_rows import Confirmation, HeldAs
from registerdesk.domain.letters import (
    NONE,
    AccessFacts,
    InvokedRight,
    LetterFacts,
    ProtectedRoute,
    Question,
    RefusalGround,
    RequestChannel,
    RightFacts,
    TextSize,
)
from registerdesk.letters import catalogue, envelope, pages
from registerdesk.letters.envelope import C5_H2, C5_V2, E65_H2, Profile
from tests.letters import facts as made
from tests.letters.reading import active_parts, fonts_of, information, whole_text

EVERY = [(kind, language) for kind in made.WHOLE for language in ("sv", "en")]


def with_frame(facts: LetterFacts, **changes: object) -> LetterFacts:
    """The same facts in a changed frame."""
    return replace(facts, frame=replace(facts.frame, **changes))  # type: ignore[arg-type]  # on purpose, or fields by their names


def test_the_makers_cover_every_kind_of_letter() -> None:
    assert made.WHOLE.keys() == catalogue.KINDS.keys()


@pytest.mark.parametrize(("kind", "language"), EVERY)
@pytest.mark.parametrize("profile", [C5_H2, C5_V2, E65_H2], ids=lambda profile: profile.name)
def test_the_longest_address_fits_the_window_and_nothing_else_shows(
    kind: str, language: str, profile: Profile
) -> None:
    facts = with_frame(made.WHOLE[kind], addressee=made.LONGEST)
    letter = catalogue.render(kind, facts, language=language, profile=profile)
    expected = (made.LONGEST.name, *made.LONGEST.address_lines)
    assert envelope.check(letter.pdf, profile, address=expected).ok


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_each_page_has_its_footer_its_number_and_the_head_of_the_log(
    kind: str, language: str
) -> None:
    letter = catalogue.render(kind, made.WHOLE[kind], language=language)
    texts = pages.texts(letter.pdf)
    number = "Sida {} av {}" if language == "sv" else "Page {} of {}"
    assert len(texts) == letter.pages
    for place, text in enumerate(texts, start=1):
        assert number.format(place, len(texts)) in text
        assert made.FRAME.log_head in text
        assert "559999-0016" in text
        assert "08-506 350 00" in text


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_every_font_is_embedded_noto_sans(kind: str, language: str) -> None:
    fonts = fonts_of(catalogue.render(kind, made.WHOLE[kind], language=language).pdf)
    assert {font.name.partition("+")[2] for font in fonts} == {
        "NotoSans-Regular",
        "NotoSans-Bold",
    }
    assert {(font.kind, font.embedded) for font in fonts} == {("/TrueType", True)}


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_title_file_name_and_running_heads_name_nobody(kind: str, language: str) -> None:
    letter = catalogue.render(kind, made.WHOLE[kind], language=language)
    described = information(letter.pdf)
    running = [text[:200] for text in pages.texts(letter.pdf)[1:]]
    for shown in (letter.title, letter.file_name, str(described), *running):
        assert "Anna" not in shown.split("1. ")[0]
        assert "Lindqvist" not in shown.split("1. ")[0]
    assert letter.title.endswith("B-2026-0147")
    assert described["/Title"] == letter.title
    assert described["/Author"] == "Mälarkontoret AB"
    assert described["/Lang"] == {"sv": "sv-SE", "en": "en-GB"}[language]


def test_the_file_name_holds_case_kind_and_date_alone() -> None:
    letter = catalogue.render("L03", made.ACCESS, language="sv")
    assert letter.file_name == "B-2026-0147_registerutdrag_2026-11-23.pdf"
    hostile = with_frame(made.ACCESS, case_number="../../B 1\0<x>")
    name = catalogue.render("L03", hostile, language="sv").file_name
    assert name == "B1x_registerutdrag_2026-11-23.pdf"


def test_the_same_facts_give_the_same_bytes() -> None:
    first = catalogue.render("L03", made.ACCESS, language="sv")
    second = catalogue.render("L03", made.ACCESS, language="sv")
    assert first.pdf == second.pdf
    assert first.sha256 == hashlib.sha256(first.pdf).hexdigest() == second.sha256
    assert information(first.pdf)["/CreationDate"] == "D:20261123000000Z"


@pytest.mark.parametrize("channel", list(RequestChannel))
@pytest.mark.parametrize("right", list(InvokedRight))
def test_every_channel_and_right_is_told_in_words_with_its_article(
    channel: RequestChannel, right: InvokedRight
) -> None:
    facts = with_frame(replace(made.RECEIPT, right=right), channel=channel)
    for language, day in (("sv", "9 november 2026"), ("en", "9 November 2026")):
        text = pages.texts(catalogue.render("L01", facts, language=language).pdf)[0]
        opening = text[: text.index("Så har" if language == "sv" else "What we understood")]
        assert day in opening
        assert ("(artikel " if language == "sv" else "(Article ") in opening


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("route", list(ProtectedRoute))
def test_a_protected_person_gets_a_letter_without_name_or_address_in_the_window(
    route: ProtectedRoute, language: str
) -> None:
    addressee = replace(made.ADDRESSEE, protected_route=route, greeting_name=None)
    facts = with_frame(made.NO_DATA, addressee=addressee)
    text = whole_text(catalogue.render("L04", facts, language=language).pdf)
    assert "Storgatan" not in text
    assert "169 72" not in text
    assert ("Hej!" if language == "sv" else "Hello,") in text


def test_an_address_that_is_too_wide_is_named_by_its_line() -> None:
    addressee = replace(made.ADDRESSEE, address_lines=("Gata", "9" * 60))
    with pytest.raises(InvalidInput) as refused:
        catalogue.render("L01", with_frame(made.RECEIPT, addressee=addressee), language="sv")
    assert (refused.value.field, refused.value.parameters["n"]) == ("address", 3)


def test_six_lines_of_address_are_refused() -> None:
    addressee = replace(made.ADDRESSEE, address_lines=("a", "b", "c", "d", "e"))
    with pytest.raises(InvalidInput):
        catalogue.render("L01", with_frame(made.RECEIPT, addressee=addressee), language="sv")


def test_a_window_that_the_address_cannot_fit_stops_the_letter() -> None:
    with pytest.raises(InvalidInput):
        catalogue.render("L01", made.RECEIPT, language="sv", profile=envelope.C4)


def test_a_comment_is_printed_and_has_its_limit() -> None:
    facts = with_frame(made.RECEIPT, comment="Vi ses på torsdag.\n\nTa med kvittot.")
    assert "Kommentar Vi ses på torsdag. Ta med kvittot." in whole_text(
        catalogue.render("L01", facts, language="sv").pdf
    )
    with pytest.raises(InvalidInput):
        catalogue.render("L01", with_frame(made.RECEIPT, comment="x" * 801), language="sv")


def test_large_text_takes_more_room() -> None:
    ordinary = catalogue.render("L03", made.ACCESS, language="sv")
    large = catalogue.render(
        "L03", with_frame(made.ACCESS, text_size=TextSize.LARGE), language="sv"
    )
    assert large.pages > ordinary.pages


@pytest.mark.parametrize(("kind", "language"), EVERY)
@pytest.mark.parametrize("size", list(TextSize))
def test_nothing_is_printed_in_the_margins(kind: str, language: str, size: TextSize) -> None:
    facts = with_frame(made.WHOLE[kind], text_size=size, comment="W" * 800)
    letter = catalogue.render(kind, facts, language=language)
    for width, height, content in pages.to_images(letter.pdf, 60):
        right = [content[4 * (row * width + width - 40) :][: 4 * 40] for row in range(height)]
        left = [content[4 * row * width + 4 * 24 :][: 4 * 20] for row in range(height)]
        assert all(set(part) == {255} for part in (*right, *left))


def test_the_english_version_yields_to_the_swedish_when_both_are_sent() -> None:
    facts = with_frame(made.RECEIPT, both_versions=("sv", "en"))
    clause = "The Swedish version prevails"
    assert clause in whole_text(catalogue.render("L01", facts, language="en").pdf)
    assert clause not in whole_text(catalogue.render("L01", made.RECEIPT, language="en").pdf)


def test_a_person_without_a_customer_number_has_no_line_for_it() -> None:
    addressee = replace(made.ADDRESSEE, customer_number=None)
    facts = with_frame(made.RECEIPT, addressee=addressee)
    assert "Kundnummer" not in whole_text(catalogue.render("L01", facts, language="sv").pdf)


def test_a_specimen_says_so_on_every_page_and_still_fits_the_window() -> None:
    letter = catalogue.render("L03", with_frame(made.ACCESS, specimen="DEMO"), language="sv")
    assert all("DEMO" in text for text in pages.texts(letter.pdf))


def test_the_sender_may_use_its_own_word_and_name_for_the_officer() -> None:
    sender = replace(made.SENDER, dpo_term="dataskyddsombud", dpo_name="Maria Ek")
    text = whole_text(
        catalogue.render("L01", with_frame(made.RECEIPT, sender=sender), language="sv").pdf
    )
    assert "Dataskyddsombud Maria Ek, telefon 08-506 350 00" in text
    assert "vårt dataskyddsombud på" in text


@pytest.mark.parametrize("question", list(Question))
@pytest.mark.parametrize("language", ["sv", "en"])
def test_each_question_has_its_own_words(question: Question, language: str) -> None:
    facts = replace(made.IDENTITY, question=question, reply_by=date(2026, 12, 7))
    text = whole_text(catalogue.render("L02", facts, language=language).pdf)
    pause_ends = "7 december 2026" if language == "sv" else "7 December 2026"
    assert (pause_ends in text) == (question is Question.SCOPE)
    assert ("fullmakt" in text or "power of attorney" in text) == (question is Question.AGENT)
    assert "B-2026-0147" in text


@pytest.mark.parametrize("ground", list(RefusalGround))
def test_a_refusal_tells_of_complaint_and_court(ground: RefusalGround) -> None:
    facts = replace(
        made.REFUSAL,
        ground=ground,
        demonstration="Det är den elfte begäran på två veckor.",
        what_would_help="ditt kundnummer.",
    )
    text = whole_text(catalogue.render("L14", facts, language="sv").pdf)
    assert "Box 8114, 104 20 Stockholm" in text
    assert "tingsrätten" in text
    assert ("elfte begäran" in text) == (ground is RefusalGround.UNFOUNDED)
    assert ("ditt kundnummer" in text) == (ground is RefusalGround.UNIDENTIFIED)


def test_a_receipt_tells_what_is_missing_to_know_the_person() -> None:
    facts = replace(made.RECEIPT, identity_missing="ditt kundnummer.")
    text = whole_text(catalogue.render("L01", facts, language="sv").pdf)
    assert "Det här saknas: ditt kundnummer." in text


def test_an_extension_lists_what_is_delivered_now() -> None:
    facts = replace(made.EXTENSION, delivered_now="Fakturorna ligger i samma kuvert.")
    assert "samma kuvert" in whole_text(catalogue.render("L13", facts, language="sv").pdf)


def test_the_access_letter_says_none_where_there_is_none() -> None:
    facts = replace(
        made.ACCESS,
        recipients=NONE,
        transfers=NONE,
        automated_decisions=NONE,
        withheld=NONE,
        lookups=NONE,
        consents=NONE,
        empty_categories=(),
        policy_version="",
    )
    text = whole_text(catalogue.render("L03", facts, language="sv").pdf)
    assert "Inget är undantaget." in text
    assert "inte lämnat dina uppgifter till någon annan" in text
    assert "överför inga uppgifter" in text
    assert "Inga beslut om dig har fattats enbart automatiskt" in text
    assert "inga sökningar" in text
    assert "inte lämnat något samtycke" in text
    assert "tingsrätten" not in text


def test_what_is_withheld_brings_complaint_and_court_into_the_access_letter() -> None:
    assert isinstance(made.ACCESS.withheld, tuple)
    for times in (1, 2):
        facts = replace(made.ACCESS, withheld=made.ACCESS.withheld * times)
        text = pages.texts(catalogue.render("L03", facts, language="sv").pdf)[0]
        assert "Det skulle röja uppgifter om den personen (artikel 15.4)." in text
        assert "tingsrätten" in text


@pytest.mark.parametrize("held_as", list(HeldAs))
@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_confirmation_says_as_what_and_since_when(held_as: HeldAs, language: str) -> None:
    one = Confirmation(held_as=held_as, since=date(2019, 3, 4), until=date(2024, 1, 31))
    facts = replace(made.ACCESS, confirmation=(one,))
    text = pages.texts(catalogue.render("L03", facts, language=language).pdf)[0]
    past = held_as in {HeldAs.FORMER_CUSTOMER, HeldAs.FORMER_SUPPLIER}
    assert ("4 mars 2019" if language == "sv" else "4 March 2019") in text
    assert ("31 januari 2024" in text or "31 January 2024" in text) == past


def test_a_datum_without_source_says_so() -> None:
    category = replace(made.DATA[0], rows=(made.a_row("Namn", "Anna", source="", day=""),))
    facts = replace(made.ACCESS, data=(category,))
    assert "Uppgift saknas" in whole_text(catalogue.render("L03", facts, language="sv").pdf)


@pytest.mark.parametrize("kind", list(made.WHOLE))
def test_a_letter_holds_nothing_that_a_reader_could_follow(kind: str) -> None:
    assert active_parts(catalogue.render(kind, made.WHOLE[kind], language="sv").pdf) == []


def test_facts_of_another_kind_are_refused() -> None:
    with pytest.raises(TypeError):
        catalogue.render("L01", made.ACCESS, language="sv")


def test_the_kinds_that_serve_every_right_share_its_field() -> None:
    shared = {field.name for field in fields(RightFacts)}
    assert shared == {"frame", "right"}
    assert not issubclass(AccessFacts, RightFacts)
