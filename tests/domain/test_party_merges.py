"""What a merge proposes before anybody has chosen."""

from __future__ import annotations

from registerdesk.domain.party_merges import Choice, proposed


def a_choice(field: str, first: str, second: str) -> Choice:
    """Return one field of both persons."""
    return Choice(field=field, label=field, first=first, second=second)


def test_what_only_the_second_has_is_proposed() -> None:
    choices = [
        a_choice("display_name", "Kristina Åhlén Sjö", "Kristina Åhlén Sjö"),
        a_choice("given_name", "", "Kristina"),
        a_choice("family_name", "", "Åhlén Sjö"),
        a_choice("language", "sv", "en"),
        a_choice("note", "Ringer sent", ""),
    ]
    assert proposed(choices) == {"given_name", "family_name"}


def test_no_part_of_another_name_is_put_under_the_name_that_stays() -> None:
    choices = [
        a_choice("display_name", "Kristina Åhlén", "Christina Åhlén"),
        a_choice("given_name", "", "Christina"),
        a_choice("family_name", "", "Åhlén"),
        a_choice("birth_date", "", "1961-03-04"),
    ]
    assert proposed(choices) == {"family_name", "birth_date"}


def test_a_whole_name_that_only_the_second_has_brings_its_parts_along() -> None:
    choices = [
        a_choice("display_name", "", "Christina Åhlén"),
        a_choice("given_name", "", "Christina"),
    ]
    assert proposed(choices) == {"display_name", "given_name"}
