"""Data that try to be something else than data, in every field of every letter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest

from registerdesk.domain.errors import InvalidInput
from registerdesk.domain.letters import LetterFacts, RefusalGround
from registerdesk.letters import catalogue, glyphs, pages
from tests.letters import facts as made
from tests.letters.reading import active_parts, fonts_of, information, squeezed, whole_text

SHORT = (
    "<img src=x>",
    "<AB>",
    "</para><a href='x'>",
    "<b><i>",
    "{braces} {0} %s",
    "&amp; &lt; &#60;",
    "**not bold**",
    "[heading] {name}",
    "]]><!-- -->",
)
STRANGE = (
    "שלום مرحبا",
    "\u202egnp.exe\u202c",
    "Anna\x00\x07\x1b[2J\ttab",
    "👩‍👩‍👧 emoji 𝔘",
    "\ud800 broken",
    "a\u0301\u0323 combining",
    "\ue000name\ue001",
    "line\nbreak\r\nhere",
    "\u200b\u00ad\ufeff",
)
ADDRESS = {"frame.addressee.name", "frame.addressee.address_lines"}
NOT_PRINTED = {
    "L01": {"identity_missing"},
    "L14": {"demonstration", "what_would_help"},
}
"""Empty in the makers' facts, and printed in another case of the same letter alone."""
CASES = {
    "identity_missing": replace(made.RECEIPT, identity_missing="x"),
    "demonstration": replace(made.REFUSAL, ground=RefusalGround.UNFOUNDED, demonstration="x"),
    "what_would_help": replace(
        made.REFUSAL, ground=RefusalGround.UNIDENTIFIED, what_would_help="x"
    ),
}


def texts_in(value: object, path: str = "") -> Iterator[str]:
    """The path of every text in the facts; items of a list are told apart by number."""
    if isinstance(value, str) and type(value) is str:
        yield path
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from texts_in(getattr(value, field.name), f"{path}.{field.name}".lstrip("."))
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from texts_in(item, f"{path}.{number}")


def changed(value: Any, paths: frozenset[str], payload: str, path: str = "") -> Any:  # noqa: ANN401 - any tree of facts
    """The same facts with the payload in the fields of these paths."""
    if isinstance(value, str) and type(value) is str:
        return payload if path in paths else value
    if is_dataclass(value) and not isinstance(value, type):
        new = {
            field.name: changed(
                getattr(value, field.name), paths, payload, f"{path}.{field.name}".lstrip(".")
            )
            for field in fields(value)
        }
        return replace(value, **new)
    if isinstance(value, tuple):
        return tuple(
            changed(item, paths, payload, f"{path}.{number}") for number, item in enumerate(value)
        )
    return value


def body_paths(facts: LetterFacts) -> list[str]:
    """Every text outside the window."""
    return [path for path in texts_in(facts) if not path.startswith(tuple(ADDRESS))]


@pytest.mark.parametrize("kind", list(made.WHOLE))
@pytest.mark.parametrize("payload", SHORT)
def test_markup_in_every_field_at_once_stays_text(kind: str, payload: str) -> None:
    facts = made.WHOLE[kind]
    paths = frozenset(texts_in(facts)) - {"frame.specimen"}
    pdf = catalogue.render(kind, changed(facts, paths, payload), language="sv").pdf
    assert active_parts(pdf) == []
    assert squeezed(whole_text(pdf)).count(squeezed(payload)) >= len(made.WHOLE[kind].__slots__)
    assert all(font.embedded and "NotoSans" in font.name for font in fonts_of(pdf))


@pytest.mark.parametrize("kind", list(made.WHOLE))
def test_markup_in_each_field_alone_is_printed_literally(kind: str) -> None:
    facts = made.WHOLE[kind]
    for number, path in enumerate(texts_in(facts)):
        payload = SHORT[number % len(SHORT)]
        if path == "frame.specimen" or path in NOT_PRINTED.get(kind, ()):
            continue
        pdf = catalogue.render(kind, changed(facts, frozenset({path}), payload), language="en").pdf
        assert squeezed(payload) in squeezed(whole_text(pdf)), path
        assert active_parts(pdf) == [], path


@pytest.mark.parametrize("field", list(CASES))
def test_markup_in_a_field_of_a_rarer_case_is_printed_literally(field: str) -> None:
    facts = CASES[field]
    kind = "L01" if field == "identity_missing" else "L14"
    for payload in SHORT:
        hostile = changed(facts, frozenset({field}), payload)
        pdf = catalogue.render(kind, hostile, language="sv").pdf
        assert squeezed(payload) in squeezed(whole_text(pdf))
        assert active_parts(pdf) == []


@pytest.mark.parametrize("kind", list(made.WHOLE))
@pytest.mark.parametrize("payload", STRANGE)
def test_strange_letters_in_every_field_stop_nothing(kind: str, payload: str) -> None:
    facts = made.WHOLE[kind]
    pdf = catalogue.render(
        kind, changed(facts, frozenset(texts_in(facts)), f"x {payload}"), language="sv"
    ).pdf
    assert active_parts(pdf) == []
    assert all(font.kind == "/TrueType" for font in fonts_of(pdf))
    shown = "".join(pages.texts(pdf))
    assert not set(shown) & set("\u202e\u202c\x00\x07\x1b\u200b\ufeff\ue000\ue001")


@pytest.mark.parametrize("kind", list(made.WHOLE))
@pytest.mark.parametrize("payload", ["W" * 20_000, "iiii " * 4_000])
def test_endless_words_and_texts_are_folded_and_kept_whole(kind: str, payload: str) -> None:
    facts = made.WHOLE[kind]
    long = [
        path
        for path in body_paths(facts)
        if not path.startswith("frame.") and path not in NOT_PRINTED.get(kind, ())
    ]
    chosen = frozenset(long[:: max(1, len(long) // 2)])
    pdf = catalogue.render(kind, changed(facts, chosen, payload), language="sv").pdf
    found = squeezed("".join(pages.texts(pdf)))
    assert found.count(payload[0]) >= payload.count(payload[0]) * len(chosen)


@pytest.mark.parametrize("kind", ["L02", "L03"])
def test_an_endless_word_in_the_frame_is_cut_to_its_place(kind: str) -> None:
    facts = made.WHOLE[kind]
    frame = [path for path in body_paths(facts) if path.startswith("frame.")]
    chosen = frozenset(frame) - {"frame.comment"}
    assert catalogue.render(kind, changed(facts, chosen, "W" * 20_000), language="sv").pages


def test_a_text_beyond_all_measure_is_refused_before_any_work() -> None:
    for length in (100_001, 5_000_000):
        facts = changed(made.RECEIPT, frozenset({"understood"}), "x" * length)
        with pytest.raises(InvalidInput):
            catalogue.render("L01", facts, language="sv")


def test_a_masked_name_leaves_a_bar_of_one_width_and_no_text() -> None:
    def drawn(mask: str) -> tuple[str, bytes]:
        row = made.a_row("Samtal", f"Kunden jämför med {mask} och undrar.")
        category = replace(made.DATA[0], rows=(row,))
        letter = catalogue.render("L03", replace(made.ACCESS, data=(category,)), language="sv")
        _first, second, *_rest = pages.to_images(letter.pdf, 60)
        return whole_text(letter.pdf), second[2]

    short_text, short_picture = drawn("█")
    long_text, long_picture = drawn("█" * 40)
    plain_text, plain_picture = drawn(" ")
    assert short_text == long_text == plain_text
    assert "█" not in short_text
    assert short_picture == long_picture
    assert short_picture != plain_picture


@pytest.mark.parametrize("kind", list(made.WHOLE))
def test_a_mask_in_every_field_is_never_extractable(kind: str) -> None:
    facts = made.WHOLE[kind]
    paths = frozenset(texts_in(facts))
    pdf = catalogue.render(kind, changed(facts, paths, "A ███ B"), language="sv").pdf
    assert "█" not in whole_text(pdf)
    assert "█" not in str(information(pdf))


def test_clean_text_keeps_words_and_drops_what_nobody_sees() -> None:
    assert glyphs.clean("Ordinary text") == "Ordinary text"
    assert glyphs.clean("a\u0308b") == "äb"
    assert glyphs.clean("a\r\nb\rc\td") == "a\nb\nc d"
    assert glyphs.clean("漢\ud800\u202e") == "��"
