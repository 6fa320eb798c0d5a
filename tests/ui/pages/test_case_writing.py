"""What is written in a case: several items of a refusal, the way of Tab, the free-text guard."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from registerdesk.domain.errors import Conflict, InvalidInput
from registerdesk.domain.texts import _
from registerdesk.ui.call.stranger import StrangerForm
from registerdesk.ui.kit.free_text_notice import FreeTextNotice
from registerdesk.ui.register.standing_dialogs import EndDialog
from registerdesk.ui.requests.answers_card import AnswersCard
from registerdesk.ui.requests.dialogs import ReasonDialog
from registerdesk.ui.requests.letter_dialogs import CommentDialog
from registerdesk.ui.requests.refusal_form import RefusalDialog
from tests.makers import TODAY

MISSING = InvalidInput(_("State what is refused, why, and under which rule."), field="reason")


def _parent(qtbot: QtBot) -> QWidget:
    parent = QWidget()
    parent.resize(1024, 700)
    qtbot.addWidget(parent)
    with qtbot.waitExposed(parent):
        parent.show()
    parent.activateWindow()
    return parent


def _refusal(parent: QWidget) -> RefusalDialog:
    dialog = RefusalDialog(parent, None, lambda: TODAY)
    dialog.open()
    return dialog


def _fill(dialog: RefusalDialog, at: int) -> None:
    row = dialog.rows.rows[at]
    row.what.setText(f"Sak {at}")
    row.reason.setPlainText("Skäl")
    row.rule.setText("artikel 15.4")


def test_a_refusal_says_several_things_each_with_its_rule(qtbot: QtBot) -> None:
    parent = _parent(qtbot)
    dialog = _refusal(parent)
    _fill(dialog, 0)
    QTest.keyClick(dialog.rows.more, Qt.Key.Key_Space)
    qtbot.waitUntil(dialog.rows.rows[1].what.hasFocus)
    _fill(dialog, 1)
    dialog.rows.more.click()
    assert [row.what for row in dialog.refusal().refused] == ["Sak 0", "Sak 1"]
    assert dialog.rows.rows[1].what.accessibleName() == "2: Vad som avslås"
    again = RefusalDialog(parent, dialog.refusal(), lambda: TODAY)
    assert again.refusal() == dialog.refusal()
    assert again.sizeHint().height() < 700


def test_what_lacks_is_said_at_its_item_and_the_last_one_can_go(qtbot: QtBot) -> None:
    parent = _parent(qtbot)
    dialog = _refusal(parent)
    _fill(dialog, 0)
    dialog.rows.more.click()
    dialog.rows.rows[1].what.setText("Halv")
    dialog.refuse(MISSING)
    assert dialog.rows.rows[1].reason.accessibleDescription()
    assert not dialog.rows.rows[0].reason.accessibleDescription()
    dialog.rows.fewer.click()
    assert dialog.rows.fewer.isHidden()
    dialog.refuse(MISSING)
    assert dialog.extra.accessibleDescription()
    dialog.refuse(Conflict(_("The processing is restricted already.")))
    assert dialog.error.text()


def test_tab_goes_through_the_answers_as_they_are_read(qtbot: QtBot) -> None:
    card = AnswersCard(lambda: TODAY)
    qtbot.addWidget(card)
    with qtbot.waitExposed(card):
        card.show()
    card.activateWindow()
    card.recipients.add_row(["UC AB"])
    card.recipients.add_row(["Posten"])
    qtbot.waitUntil(lambda: bool(card.recipients.rows()))
    QApplication.processEvents()
    card.recipients.none.setFocus()
    qtbot.waitUntil(card.recipients.none.hasFocus)
    names = []
    for _step in range(13):
        focus = QApplication.focusWidget()
        assert focus is not None
        names.append(focus)
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    places = [each.mapTo(card, each.rect().topLeft()) for each in names]
    assert card.recipients.none.accessibleName() == "Mottagare: Inga"
    assert names[11] is card.recipients.more
    assert names[12] is card.transfers.none
    upper, lower = places[1:6], places[6:11]
    assert max(at.y() for at in upper) < min(at.y() for at in lower)
    for line in (upper, lower):
        assert [at.x() for at in line] == sorted(at.x() for at in line)


def test_the_free_texts_of_a_case_and_of_a_caller_are_guarded(qtbot: QtBot) -> None:
    parent = _parent(qtbot)
    for widget in (
        RefusalDialog(parent, None, lambda: TODAY),
        ReasonDialog(parent, _("Approve alone"), _("Approve alone"), lambda: TODAY),
        CommentDialog(parent, "", lambda: TODAY),
        AnswersCard(lambda: TODAY),
        StrangerForm(lambda: TODAY),
    ):
        qtbot.addWidget(widget)
        assert widget.findChildren(FreeTextNotice)
    stranger = StrangerForm(lambda: TODAY)
    qtbot.addWidget(stranger)
    stranger.fields[0].setText("Anna 19780412-2385")
    notice = stranger.findChildren(FreeTextNotice)[0]
    qtbot.waitUntil(lambda: not notice.isHidden())
    QTest.keyClick(stranger.fields[0], Qt.Key.Key_F7)
    assert stranger.fields[0].text() == "Anna"


def test_a_dialog_without_room_lets_its_fields_scroll_and_keeps_its_buttons(qtbot: QtBot) -> None:
    parent = _parent(qtbot)
    parent.resize(700, 380)
    for dialog in (
        RefusalDialog(parent, None, lambda: TODAY),
        EndDialog(parent, lambda: TODAY, _("End the relation")),
    ):
        before = dialog.sizeHint().height()
        parent.resize(700, min(before, 380))
        dialog.open()
        qtbot.waitUntil(dialog.isVisible)
        assert dialog.height() < parent.height()
        bottom = dialog.verb.mapTo(dialog, dialog.verb.rect().bottomLeft()).y()
        assert bottom < dialog.height()
        dialog.reject()


def test_a_dialog_that_grows_while_it_stands_there_stays_inside_its_window(qtbot: QtBot) -> None:
    parent = _parent(qtbot)
    dialog = EndDialog(parent, lambda: TODAY, _("End the relation"))
    parent.resize(700, dialog.sizeHint().height() + 60)
    dialog.open()
    qtbot.waitUntil(dialog.isVisible)
    tall = QWidget()
    tall.setFixedHeight(400)
    dialog.body.addWidget(tall)
    qtbot.waitUntil(lambda: dialog.maximumHeight() < parent.height())
    dialog.reject()
