"""Long letters: pages, kept headings, long rows, appendices."""

from __future__ import annotations

from dataclasses import replace

import pytest

from registerdesk.domain.letter_rows import CategoryTable, ConsentRow, LookupRow, WithheldRow
from registerdesk.domain.letters import (
    AccessFacts,
)
from registerdesk.letters import catalogue, pages
from registerdesk.letters.compose import _letter
from tests.letters import facts as made
from tests.letters.reading import whole_text


def with_rows(*categories: tuple[str, int]) -> AccessFacts:
    """An access letter with so many rows in each category, no two labels alike."""
    tables = tuple(
        CategoryTable(
            category=name,
            rows=tuple(made.a_row(f"{name}-{number}", f"värde {number}") for number in range(rows)),
        )
        for name, rows in categories
    )
    return replace(made.ACCESS, data=tables)


def page_of(texts: tuple[str, ...], wanted: str) -> int:
    """The page on which a text stands first."""
    return next(number for number, text in enumerate(texts) if f"{wanted} " in text)


def test_one_page_and_forty_pages_are_numbered_through() -> None:
    assert catalogue.render("L01", made.RECEIPT, language="sv").pages == 1
    labels = tuple((f"Kategori{number}", 20) for number in range(66))
    letter = catalogue.render("L03", with_rows(*labels), language="sv")
    texts = pages.texts(letter.pdf)
    assert letter.pages == len(texts) >= 40
    assert all(f"Sida {n} av {letter.pages}" in text for n, text in enumerate(texts, start=1))


def test_the_contents_name_the_pages_on_which_the_parts_begin() -> None:
    letter = catalogue.render("L03", with_rows(("A", 20), ("B", 20), ("C", 30)), language="sv")
    texts = pages.texts(letter.pdf)
    why = next(n for n, text in enumerate(texts, 1) if "2. Varför vi behandlar" in text)
    appendix = next(n for n, text in enumerate(texts, 1) if "Bilaga A. C" in text)
    assert "Sida 2 – alla uppgifter" in texts[0]
    assert f"Sida {why} – varför" in texts[0]
    assert f"Sida {appendix} – de långa listorna" in texts[0]


@pytest.mark.parametrize("filler", range(14, 21))
def test_a_heading_never_stands_apart_from_its_first_two_rows(filler: int) -> None:
    facts = with_rows(("Fyllnad", filler), ("Mer", filler), ("Rubrik", 5))
    texts = pages.texts(catalogue.render("L03", facts, language="sv").pdf)
    heading = next(n for n, text in enumerate(texts) if "Rubrik Uppgift" in text)
    assert page_of(texts, "Rubrik-0") == page_of(texts, "Rubrik-1") == heading


def test_a_row_stays_whole_unless_it_is_higher_than_sixty_millimetres() -> None:
    words = " ".join(f"ord{number}" for number in range(60))
    for filler in (12, 16, 20):
        facts = with_rows(("Fyllnad", filler), ("Mer", 9))
        rows = tuple(made.a_row(f"Rad{number}", words + f" slut{number}") for number in range(4))
        facts = replace(facts, data=(*facts.data, CategoryTable(category="Långa", rows=rows)))
        texts = pages.texts(catalogue.render("L03", facts, language="sv").pdf)
        for number in range(4):
            ends = next(n for n, text in enumerate(texts) if f"slut{number}" in text)
            assert page_of(texts, f"Rad{number}") == ends


def test_a_row_of_many_pages_goes_on_and_loses_nothing() -> None:
    words = " ".join(f"ord{number}" for number in range(3000))
    category = CategoryTable(category="Anteckning", rows=(made.a_row("Samtal", words),))
    letter = catalogue.render("L03", replace(made.ACCESS, data=(category,)), language="sv")
    found = whole_text(letter.pdf)
    assert letter.pages > 5
    assert all(f"ord{number}" in found for number in range(3000))


def test_a_long_run_of_one_label_becomes_an_appendix_with_its_count() -> None:
    invoices = tuple(
        made.a_row("Faktura", f"Nr {number}", "Vår bokföring", f"2024-01-{number:02}")
        for number in range(1, 29)
    )
    category = CategoryTable(category="Köp", rows=(made.a_row("Avtal", "2019-114"), *invoices))
    text = whole_text(
        catalogue.render("L03", replace(made.ACCESS, data=(category,)), language="sv").pdf
    )
    assert "28 uppgifter, 2024-01-01 – 2024-01-28, se bilaga A" in text
    assert "Bilaga A. Faktura" in text
    assert text.index("2019-114") < text.index("Bilaga A. Faktura") < text.index("Nr 17")


def test_a_long_mixed_list_goes_to_an_appendix_of_its_own() -> None:
    invoices = tuple(made.a_row("Faktura", f"Nr {number}", "") for number in range(21))
    mixed = tuple(made.a_row(f"Post {number}", "x", f"Källa {number}") for number in range(25))
    category = CategoryTable(category="Köp", rows=(*invoices, *mixed))
    text = whole_text(
        catalogue.render("L03", replace(made.ACCESS, data=(category,)), language="sv").pdf
    )
    assert "Bilaga A. Faktura" in text
    assert "Bilaga B. Köp" in text
    assert "Se bilaga B" in text


def test_long_lists_of_consents_and_look_ups_go_to_appendices() -> None:
    consents = tuple(
        ConsentRow(purpose=f"Ändamål {number}", answer="Ja", how="Webb", date="")
        for number in range(1, 25)
    )
    consents = tuple(replace(row, date=f"2023-05-{n:02}") for n, row in enumerate(consents, 1))
    lookups = tuple(
        LookupRow(time=f"2026-10-{number:02} 08:00", purpose="Order") for number in range(1, 31)
    )
    facts = replace(made.ACCESS, consents=consents, lookups=lookups)
    text = whole_text(catalogue.render("L03", facts, language="sv").pdf)
    assert "24 uppgifter, 2023-05-01 – 2023-05-24, se bilaga A." in text
    assert "30 uppgifter, 2026-10-01 – 2026-10-30, se bilaga B." in text
    assert "Bilaga B. Sökningar på dina uppgifter" in text


def test_rows_without_dates_still_go_to_the_appendix() -> None:
    rows = tuple(made.a_row("Post", str(number), day="") for number in range(22))
    facts = replace(made.ACCESS, data=(CategoryTable(category="Köp", rows=rows),))
    assert "22 uppgifter, –, se bilaga A" in whole_text(
        catalogue.render("L03", facts, language="sv").pdf
    )


def test_a_first_page_that_overflows_goes_on_under_the_running_head() -> None:
    one = WithheldRow(what="Ett namn i en anteckning", reason="Det rör en annan person", rule="x")
    letter = catalogue.render("L03", replace(made.ACCESS, withheld=(one,) * 40), language="sv")
    assert "Registerutdrag · B-2026-0147 · 2026-11-23" in pages.texts(letter.pdf)[1]


def test_appendices_are_lettered_as_columns_are() -> None:
    assert [_letter(number) for number in (0, 25, 26, 27, 701, 702)] == [
        "A",
        "Z",
        "AA",
        "AB",
        "ZZ",
        "AAA",
    ]
