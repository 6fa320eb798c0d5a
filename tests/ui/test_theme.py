"""Colours are legible in both schemes, figures stand in columns, sizes follow the text."""

import re

import pytest
from PySide6.QtGui import QColor, QFontMetrics
from PySide6.QtWidgets import QApplication

from registerdesk.resources import folder
from registerdesk.ui.kit.theme import PERCENTS, Appearance, style_sheet, theme, tokens

MEASURED = """
text/surface 16.0 13.7 · text/app 14.6 14.9 · text/sel 13.4 10.6 · muted/surface 7.1 8.3
muted/app 6.5 9.0 · muted/sel 6.0 6.4 · faint/surface 5.7 6.4 · faint/app 5.1 6.9
faint/sel 4.7 4.9 · accent/surface 6.8 7.5 · accent/app 6.2 8.2 · acctxt/accsoft 7.4 7.5
onacc/accfill 6.8 5.3 · danger/dangersoft 5.6 6.9 · danger/surface 6.5 7.8 · warn/warnsoft 5.9 7.5
warn/sel 5.6 7.0 · ok/oksoft 5.7 7.2 · violet/violetsoft 6.8 7.1 · muted/neutral 6.0 6.6
marktxt/mark 12.8 6.4 · input/surface 3.1 4.1 · chart/surface 3.3 3.9 · chart2/surface 6.8 7.5
okfill/surface 4.3 4.1 · warnfill/surface 3.4 7.1 · onacc/okfill 4.3 4.0
"""
GRAPHICS = {"input", "chart", "chart2", "okfill", "warnfill", "onacc/okfill"}


def luminance(colour: str) -> float:
    parts = [channel / 255 for channel in QColor(colour).getRgb()[:3]]  # type: ignore[index]  # the stubs know no such index
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    red, green, blue = linear
    return float(0.2126 * red + 0.7152 * green + 0.0722 * blue)


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def pairs() -> list[tuple[str, str, float, float]]:
    found = re.findall(r"(\w+)/(\w+) ([\d.]+) ([\d.]+)", MEASURED)
    return [(ink, back, float(light), float(dark)) for ink, back, light, dark in found]


@pytest.mark.parametrize(("ink", "back", "light", "dark"), pairs())
def test_contrast_is_as_measured_and_enough(ink: str, back: str, light: float, dark: float) -> None:
    least = 3.0 if ink in GRAPHICS or f"{ink}/{back}" in GRAPHICS else 4.5
    for scheme, wanted in (("light", light), ("dark", dark)):
        colours = tokens()[scheme]
        measured = contrast(colours[ink], colours[back])
        assert measured >= least
        assert measured == pytest.approx(wanted, abs=0.06)


def test_both_schemes_have_the_same_tokens() -> None:
    assert tokens()["light"].keys() == tokens()["dark"].keys()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pictures_in_the_style_sheet_have_the_colours_of_the_tokens(scheme: str) -> None:
    place = folder() / "theme" / scheme
    colours = tokens()[scheme]
    for name, token in (("chev", "muted"), ("check", "onacc"), ("minus", "onacc")):
        assert f'stroke="{colours[token]}"' in (place / f"{name}.svg").read_text("utf-8")


@pytest.mark.parametrize("percent", PERCENTS)
def test_the_style_sheet_scales_sizes_but_not_hair_lines(percent: int) -> None:
    sheet = style_sheet("light", percent)
    assert "$" not in sheet
    assert "border: 1px solid" in sheet
    assert f"min-height: {round(30 * percent / 100)}px" in sheet


def test_figures_are_tabular(qapp: QApplication) -> None:
    theme.apply(Appearance(scheme="light"))
    metrics = QFontMetrics(theme.font())
    assert metrics.horizontalAdvance("1111") == metrics.horizontalAdvance("8888")


def test_text_size_steps_up_down_and_back(qapp: QApplication) -> None:
    theme.apply(Appearance(scheme="light"))
    assert theme.zoom(1) == 110
    assert theme.px(36) == 40
    for _step in range(9):
        theme.zoom(1)
    assert theme.appearance.percent == 200
    assert theme.row_height() == 72
    for _step in range(9):
        theme.zoom(-1)
    assert theme.appearance.percent == 90
    assert theme.zoom(0) == 100


def test_the_scheme_changes_at_once_and_is_told(qapp: QApplication) -> None:
    told: list[str] = []
    theme.apply(Appearance(scheme="light"))
    connection = theme.changed.connect(lambda: told.append(theme.scheme))
    theme.apply(Appearance(scheme="dark", compact=True))
    theme.changed.disconnect(connection)
    assert told == ["dark"]
    assert theme.colour("surface").name().upper() == "#1C1F24"
    assert theme.row_height() == 30
    theme.apply(Appearance(scheme="light"))
