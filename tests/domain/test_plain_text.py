"""Plain text: one form, nothing hidden, an end."""

import unicodedata
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registerdesk.domain.errors import InvalidInput
from registerdesk.domain.plain_text import NAME_LIMIT, NOTE_LIMIT, clean


def name(text: str) -> str:
    """Clean the text as a name."""
    return clean(text, limit=NAME_LIMIT, field="display_name")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Åsa Öberg \u00a0", "Åsa Öberg"),
        ("A\u030asa", "Åsa"),
        ("Anna\tHolm", "Anna Holm"),
        ("\ufeffAnna\u200b Holm\u00ad", "Anna Holm"),
        ("محمد", "محمد"),
        ("", ""),
        ("<b>Holm</b>", "<b>Holm</b>"),
    ],
)
def test_a_name_is_kept_in_one_form(typed: str, kept: str) -> None:
    assert name(typed) == kept


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("An\x00na", "control"),
        ("An\x1bna", "control"),
        ("An\x7fna", "control"),
        ("An\u009bna", "control"),
        ("An\u202ena", "direction"),
        ("An\u2066na", "direction"),
        ("An\u061cna", "direction"),
        ("An\ud800na", "broken"),
        ("An\uffffna", "broken"),
        ("Anna\nHolm", "one line"),
        ("Anna\u2028Holm", "one line"),
    ],
)
def test_hidden_characters_are_refused_with_a_sentence(typed: str, word: str) -> None:
    with pytest.raises(InvalidInput, match=word) as caught:
        name(typed)
    assert caught.value.field == "display_name"


def test_a_note_may_have_lines_and_they_end_alike() -> None:
    assert clean("ett\r\ntvå\rtre\u2028fyra\n", limit=NOTE_LIMIT, field="note", lines=True) == (
        "ett\ntvå\ntre\nfyra"
    )


def test_a_text_over_its_limit_is_refused_with_both_numbers() -> None:
    assert name("a" * NAME_LIMIT) == "a" * NAME_LIMIT
    with pytest.raises(InvalidInput) as caught:
        name("a" * 201)
    assert str(caught.value) == "The text may have at most 200 characters. You have written 201."


@given(st.text(st.characters(codec=None), max_size=60))
def test_whatever_is_let_through_can_be_stored_and_is_stable(text: str) -> None:
    with suppress(InvalidInput):
        kept = clean(text, limit=NOTE_LIMIT, field="note", lines=True)
        assert kept.encode().decode() == kept
        assert unicodedata.is_normalized("NFC", kept)
        assert clean(kept, limit=NOTE_LIMIT, field="note", lines=True) == kept
        assert not any(unicodedata.category(one) in {"Cc", "Cs"} for one in kept if one != "\n")
