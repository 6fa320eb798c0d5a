"""Each letter looks as it did: at most half a percent of the points differ from its picture.

After a wanted change, look at the letters, then write the pictures anew with
`python -m tests.letters.test_references`.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, ImageChops

from registerdesk.letters import catalogue, pages
from tests.letters import facts as made

FOLDER = Path(__file__).parent / "references"
DPI = 50
VISIBLE = 64
"""A point differs when its grey does by more than this, of 255."""
ALLOWED = 0.005


def pictures(kind: str, language: str) -> list[Image.Image]:
    """The pages of a kind's whole letter in grey."""
    letter = catalogue.render(kind, made.WHOLE[kind], language=language)
    return [
        Image.frombytes("RGBA", (width, height), content).convert("L")
        for width, height, content in pages.to_images(letter.pdf, DPI)
    ]


def path_of(kind: str, language: str, page: int) -> Path:
    """Where a page's picture lies."""
    return FOLDER / f"{kind}-{language}-{page}.png"


def difference(one: Image.Image, other: Image.Image) -> float:
    """The share of points that visibly differ."""
    if one.size != other.size:
        return 1.0
    counts = ImageChops.difference(one, other).histogram()
    return sum(counts[VISIBLE:]) / sum(counts)


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("kind", list(made.WHOLE))
def test_each_page_looks_as_its_picture(kind: str, language: str) -> None:
    drawn = pictures(kind, language)
    assert not path_of(kind, language, len(drawn) + 1).exists()
    for page, picture in enumerate(drawn, start=1):
        with Image.open(path_of(kind, language, page)) as reference:
            assert difference(picture, reference.convert("L")) <= ALLOWED


def test_a_letter_moved_by_a_line_is_seen() -> None:
    first, moved = pictures("L01", "sv")[0], pictures("L01", "sv")[0]
    assert difference(first, moved) == 0
    assert difference(first, ImageChops.offset(moved, 0, 3)) > ALLOWED
    assert difference(first, pictures("L13", "sv")[0]) > ALLOWED


def write_anew() -> None:
    """Replace every picture by what is drawn now."""
    for old in FOLDER.glob("*.png"):
        old.unlink()
    for kind in made.WHOLE:
        for language in ("sv", "en"):
            for page, picture in enumerate(pictures(kind, language), start=1):
                picture.quantize(16).save(path_of(kind, language, page), optimize=True)


if __name__ == "__main__":
    write_anew()
