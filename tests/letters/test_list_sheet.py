"""A list on paper: heads and foot on each page, whatever the cells hold."""

from __future__ import annotations

import dataclasses
from datetime import date

import pypdfium2
import pytest

from registerdesk.domain.exports import ListDocument
from registerdesk.letters import list_sheet
from registerdesk.letters.pages import texts


def a_list(rows: int, columns: int = 3, cell: str = "Åsa <b>&") -> ListDocument:
    """Return a list of so many rows."""
    return ListDocument(
        title="Kunder E-2026-0001",
        facts=(("Kontor", "Ekbackens Handel AB"), ("Exportnummer", "E-2026-0001")),
        heads=tuple(f"Rubrik {n}" for n in range(columns)),
        rows=tuple((f"Rad {n}", *[cell] * (columns - 1)) for n in range(rows)),
        day=date(2026, 11, 23),
        language="sv",
    )


def test_every_page_has_heads_foot_and_its_number() -> None:
    pages = texts(list_sheet.render(a_list(120)))
    assert len(pages) > 2
    for number, page in enumerate(pages, 1):
        assert f"Sida {number} av {len(pages)}" in page
        assert "Ekbackens Handel AB · E-2026-0001" in page
        assert "Rubrik 0" in page
    assert "Åsa <b>&" in pages[0]
    assert "Rad 119" in pages[-1]


@pytest.mark.parametrize(("columns", "lies"), [(5, False), (6, True), (16, True)])
def test_many_columns_lie_down(columns: int, *, lies: bool) -> None:
    document = pypdfium2.PdfDocument(list_sheet.render(a_list(3, columns)))
    width, height = document[0].get_size()
    document.close()
    assert (width > height) == lies


def test_a_bare_number_in_the_foot_says_what_it_counts() -> None:
    counted = dataclasses.replace(a_list(3), facts=(("Kontor", "Ek AB"), ("Antal personer", "3")))
    (page,) = texts(list_sheet.render(counted))
    assert "Ek AB · Antal personer: 3" in page


def test_the_same_list_gives_the_same_bytes() -> None:
    assert list_sheet.render(a_list(5)) == list_sheet.render(a_list(5))


def test_a_word_without_end_stays_in_its_column() -> None:
    pages = texts(list_sheet.render(a_list(2, 8, "x" * 200)))
    assert "Rad 1" in " ".join(pages)
