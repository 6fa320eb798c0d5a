"""Every scene, at both sizes and three text sizes, in both languages: named, whole, literal."""

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from registerdesk.ui.background import Runner
from registerdesk.ui.kit.labels import ElideLabel, IconLabel, Label
from registerdesk.ui.kit.text import language
from registerdesk.ui.kit.theme import Appearance, theme
from tests.shots import SCENES, SIZES, Scene, stage
from tests.ui.looks import clipped, marked_up, nameless

SENTINEL = '<b>Anna</b> <img src="x"> &lt; </td>'


@pytest.mark.parametrize("percent", [100, 150, 200])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_nothing_is_clipped_and_everything_has_a_name(
    scene: Scene, size: tuple[int, int], percent: int, runner: Runner
) -> None:
    if scene.name == "widgets" and percent > 100:
        size = (size[0] * 2, size[1] * 2)  # the sheet is no screen; it shows all at once
    theme.apply(Appearance(scheme="light", percent=percent))
    for code in ("sv", "en"):
        language.switch(code)
        with stage(scene, size, runner) as window:
            assert clipped(window) == []
            assert nameless(window) == []
            assert marked_up(window) == []


def test_the_look_out_for_clipped_words_finds_them(qapp: QApplication) -> None:
    label = Label(role="title").say("Skyddade personuppgifter")
    label.resize(20, 10)
    label.show()
    box = QLabel()
    label.setParent(box)
    box.show()
    label.show()
    assert clipped(box) == ["Skyddade personuppgifter"]


@pytest.mark.parametrize("kind", [Label, ElideLabel])
def test_markup_in_data_is_shown_as_typed(kind: type[Label], qapp: QApplication) -> None:
    label = kind()
    label.say(SENTINEL)
    label.resize(30, 20)
    label.show()
    QApplication.processEvents()
    assert label.text() == SENTINEL
    assert "<" not in label.toolTip()


def test_icons_follow_the_theme(qapp: QApplication) -> None:
    picture = IconLabel("lock", "text")
    picture.show()
    before = picture.pixmap().toImage()
    theme.apply(Appearance(scheme="dark", percent=150))
    QApplication.processEvents()
    after = picture.pixmap().toImage()
    assert before.size() != after.size()
    assert picture.width() == theme.px(17)
