"""Cards, notices, confirmation, auto-lock, axis and steps: what they show, ask and tell."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from registerdesk.ui.kit.buttons import Button
from registerdesk.ui.kit.card import Card
from registerdesk.ui.kit.confirm import ConfirmDialog
from registerdesk.ui.kit.idle import IdleWatch
from registerdesk.ui.kit.labels import ElideLabel, Label
from registerdesk.ui.kit.notices import EmptyView, ErrorBar, Skeleton
from registerdesk.ui.kit.signs import initials
from tests.ui.gallery import a_stepper, a_timeline
from tests.ui.keys import type_text

NONE = Qt.KeyboardModifier.NoModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


def test_a_confirmation_wants_number_and_password(qtbot: QtBot) -> None:
    window = QWidget()
    window.resize(1024, 700)
    qtbot.addWidget(window)
    dialog = ConfirmDialog(
        window,
        title="Radera 168 uppgifter?",
        consequence="Det går inte att ångra.",
        verb="Radera 168 uppgifter",
        number=9,
    )
    dialog.show()
    dialog.deed.click()
    assert dialog.error.text() == "Skriv 9 för att bekräfta"
    dialog.number.setText("9")
    dialog.deed.click()
    assert dialog.error.text() == "Skriv ditt lösenord."
    assert dialog.isVisible()
    dialog.password.setText("vinterns sista tåg")
    dialog.deed.click()
    assert dialog.result() == ConfirmDialog.DialogCode.Accepted
    assert dialog.deed.text() == "Radera 168 uppgifter"
    assert not dialog.deed.isDefault()


def test_enter_after_the_password_is_the_deed_and_without_it_cancels(qtbot: QtBot) -> None:
    window = QWidget()
    window.resize(1024, 700)
    qtbot.addWidget(window)
    for typed, result in (
        ("vinterns sista tåg", ConfirmDialog.DialogCode.Accepted),
        ("", ConfirmDialog.DialogCode.Rejected),
    ):
        dialog = ConfirmDialog(
            window, title="Importera?", consequence="Tre rader.", verb="Importera"
        )
        with qtbot.waitExposed(dialog):
            dialog.show()
        dialog.activateWindow()
        dialog.password.setFocus()
        qtbot.waitUntil(dialog.password.hasFocus)
        dialog.password.setText(typed)
        QTest.keyClick(dialog.password, Qt.Key.Key_Return)
        assert dialog.result() == result


def test_an_error_bar_says_what_is_kept_and_tries_again(qtbot: QtBot) -> None:
    bar, tried = ErrorBar(), []
    qtbot.addWidget(bar)
    bar.tell("Det gick inte att spara.", "Det du skrev finns kvar.", act=lambda: tried.append(1))
    bar.button.click()
    assert tried == [1]
    assert bar.isHidden()
    bar.tell("Fel.")
    bar.button.click()
    assert bar.kept.isHidden()


def test_a_skeleton_waits_before_it_shows(qtbot: QtBot) -> None:
    skeleton = Skeleton()
    qtbot.addWidget(skeleton)
    skeleton.resize(400, 400)
    skeleton.begin()
    assert skeleton.isHidden()
    assert (skeleton._quiet.interval(), skeleton._slow.interval()) == (150, 2000)
    skeleton._quiet.timeout.emit()
    assert skeleton.isVisible()
    assert skeleton.label.isHidden()
    skeleton._slow.timeout.emit()
    assert skeleton.label.isVisible()
    skeleton.grab()
    skeleton.done()
    assert skeleton.isHidden()


def test_auto_lock_warns_thirty_seconds_before_and_wakes_by_a_key(qtbot: QtBot) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    watch = IdleWatch(field, minutes=1)
    field.installEventFilter(watch)
    told: list[object] = []
    watch.soon.connect(told.append)
    watch.awake.connect(lambda: told.append("awake"))
    watch.expired.connect(lambda: told.append("locked"))
    watch.start()
    for _second in range(31):
        watch.tick()
    type_text(field, "a")
    for _second in range(60):
        watch.tick()
    assert told == [30, 29, "awake", *range(30, 0, -1), "locked"]


def test_axis_and_steps_say_what_they_draw(qapp: QApplication) -> None:
    spoken = a_timeline().accessibleName()
    assert "Svar senast 2026-12-09" in spoken
    assert "2026-11-14 – 2026-11-16" in spoken
    stepper = a_stepper()
    assert stepper.accessibleDescription() == "Steg 3 av 5, Granska. 1 kvar att bedöma"


def test_steps_are_chosen_by_arrow_and_by_click(qtbot: QtBot) -> None:
    stepper = a_stepper()
    qtbot.addWidget(stepper)
    stepper.resize(1200, 44)
    chosen: list[int] = []
    stepper.chosen.connect(chosen.append)
    QTest.keyClick(stepper, Qt.Key.Key_Right)
    QTest.keyClick(stepper, Qt.Key.Key_Left)
    QTest.mouseClick(stepper, Qt.MouseButton.LeftButton, pos=QPoint(5, 20))
    QTest.mouseClick(stepper, Qt.MouseButton.LeftButton, pos=QPoint(1190, 20))
    assert chosen == [3, 1, 0, 4]


def test_a_card_can_be_filled_again(qtbot: QtBot) -> None:
    card = Card("Samtycken", "Ändra")
    qtbot.addWidget(card)
    card.add_fact("Nyhetsbrev", "Ja", "ok")
    card.add_fact("Telefon", "Nej")
    assert card.body.count() == 3
    card.clear()
    assert card.body.count() == 0


def test_a_long_text_ends_in_an_ellipsis_and_the_tip_has_all_of_it(qtbot: QtBot) -> None:
    label = ElideLabel("Storgatan 14 B, 169 72 Solna")
    qtbot.addWidget(label)
    label.resize(60, 20)
    label.show()
    assert label.toolTip() == "Storgatan 14 B, 169 72 Solna"
    label.resize(600, 20)
    QApplication.processEvents()
    assert label.toolTip() == ""


def test_an_empty_view_says_what_to_do(qapp: QApplication) -> None:
    view = EmptyView("Inga kunder ännu.", "Importera från en fil.")
    assert [view.label.text(), view.under.text()] == ["Inga kunder ännu.", "Importera från en fil."]
    assert isinstance(view, QFrame)
    assert isinstance(view.label, Label)


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Karin Holm", "KH"), ("Åsa", "Å"), ("Per-Olof von Lindh", "PL"), ("", "?")],
)
def test_initials_are_first_and_last(name: str, letters: str) -> None:
    assert initials(name) == letters


def test_a_button_keeps_its_key_when_its_words_change(qtbot: QtBot) -> None:
    button = Button("Take out", key="Ctrl+Return")
    qtbot.addWidget(button)
    button.setShortcut("Ctrl+Return")
    button.set_message("Ask for approval")
    assert button.shortcut() == QKeySequence("Ctrl+Return")


def test_a_button_without_a_key_of_its_own_follows_the_letter_of_its_words(qtbot: QtBot) -> None:
    button = Button("").say("&Take out")
    qtbot.addWidget(button)
    button.say("Ask for approval")
    assert button.shortcut().isEmpty()
