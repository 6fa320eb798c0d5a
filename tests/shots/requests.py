"""The list of requests, a case at each step, its dialogs, and a letter that was sent."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QApplication, QDialog, QWidget

from registerdesk.domain.rights_requests import Step
from registerdesk.ui.kit.free_text_notice import FreeTextNotice
from registerdesk.ui.pages.requests import RequestsPage
from registerdesk.ui.requests.decide_step import DecideStep
from registerdesk.ui.requests.detail import CaseDetail
from registerdesk.ui.requests.dialogs import SentDialog
from registerdesk.ui.requests.passage_card import PassageCard
from registerdesk.ui.requests.refusal_form import RefusalDialog
from registerdesk.usecases.rights_requests import (
    RequestFilter,
    RequestRow,
    list_requests,
    view_request,
)
from tests.shots.demo import DemoScene, Desk


def _list(shown: RequestFilter, desk: Desk) -> None:
    page = desk.go("requests")
    assert isinstance(page, RequestsPage)
    page.list.choose(shown)


def _rows(desk: Desk, shown: RequestFilter = RequestFilter.OPEN) -> tuple[RequestRow, ...]:
    return desk.do(list_requests, shown).rows


def _open(desk: Desk, row: RequestRow) -> CaseDetail:
    page = desk.go("requests", str(row.id))
    assert isinstance(page, RequestsPage)
    desk.settle()
    return page.detail


def _furthest(desk: Desk) -> RequestRow:
    """Return the own case that has come furthest."""
    mine = desk.do(list_requests, RequestFilter.MINE).rows
    order = list(Step)
    return max(mine, key=lambda row: order.index(row.step))


def _step(number: int, desk: Desk) -> None:
    _open(desk, _furthest(desk)).choose(number)


def _at(step: Step, desk: Desk) -> None:
    """Show the first own case that stands at a step, or the one that has come furthest."""
    mine = desk.do(list_requests, RequestFilter.MINE).rows
    _open(desk, next((row for row in mine if row.step is step), mine[0]))


def _closed(desk: Desk) -> None:
    """Show somebody else's case: header and axis alone."""
    views = (desk.do(view_request, row.id) for row in _rows(desk))
    row = next((view.row for view in views if not view.is_open_to_me), None)
    if row is not None:
        _open(desk, row)


def _sent(desk: Desk) -> None:
    rows = _rows(desk, RequestFilter.SENT)
    mine = [row for row in rows if row.owner == desk.session.keys.user_id] or list(rows)
    _open(desk, mine[0])


def _printing(desk: Desk) -> QWidget | None:
    """Ask where to print, in the first own case whose letter can be printed."""
    for row in desk.do(list_requests, RequestFilter.MINE).rows:
        case = _open(desk, row)
        desk.settle()
        if case.pane.print.isEnabled():
            return _dialog(lambda shown: shown.letter.print(), desk, row)
    return None


def _posted(desk: Desk) -> QWidget:
    """Ask when a letter left; the demo office has posted all that it has printed."""
    case = _open(desk, _furthest(desk))
    dialog = SentDialog(case, desk.window.context.today)
    dialog.open()
    return dialog


def _asked_why(letter: str, desk: Desk) -> None:
    """Ask for the reason why a passage is masked or left out."""
    _at(Step.REVIEW, desk)
    passage = desk.window.findChild(PassageCard)
    assert isinstance(passage, PassageCard)
    passage.press(letter)


def _refusal(desk: Desk) -> QWidget | None:
    _at(Step.DECIDE, desk)
    step = desk.window.findChild(DecideStep)
    assert isinstance(step, DecideStep)
    step.open_refusal()
    desk.settle()
    return _open_dialog()


def _refusal_of_two(desk: Desk) -> QWidget | None:
    dialog = _refusal(desk)
    assert isinstance(dialog, RefusalDialog)
    first = dialog.rows.rows[0]
    first.what.setText("Anteckning 2024-04-04")
    first.rule.setText("artikel 15.4")
    first.reason.setPlainText("Den röjer en annan person, född 19780412-2385.")
    dialog.rows.more.click()
    for notice in dialog.findChildren(FreeTextNotice):
        notice.look()
    desk.settle()
    return dialog


def _open_dialog() -> QWidget | None:
    found = [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()]
    return found[0] if found else None


def _dialog(
    deed: Callable[[CaseDetail], object], desk: Desk, row: RequestRow | None = None
) -> QWidget | None:
    deed(_open(desk, row or _furthest(desk)))
    desk.settle()
    return _open_dialog()


SCENES = (
    *(
        DemoScene(name=f"requests-{shown.value}", show=partial(_list, shown))
        for shown in RequestFilter
    ),
    *(DemoScene(name=f"case-{step.value}", show=partial(_at, step)) for step in Step),
    *(
        DemoScene(name=f"case-furthest-{number}-{step.value}", show=partial(_step, number))
        for number, step in enumerate(Step)
    ),
    DemoScene(name="case-mask", show=partial(_asked_why, "m")),
    DemoScene(name="case-leave-out", show=partial(_asked_why, "u")),
    DemoScene(name="case-refuse", show=_refusal),
    DemoScene(name="case-refuse-two", show=_refusal_of_two),
    DemoScene(name="case-sent", show=_sent, user="eva"),
    DemoScene(name="case-sent-sealed", show=_sent),
    DemoScene(name="case-print", show=_printing),
    DemoScene(name="case-mark-sent", show=_posted),
    DemoScene(name="case-address", show=partial(_dialog, lambda case: case.letter.ask_address())),
    DemoScene(name="case-route", show=partial(_dialog, lambda case: case.letter.ask_route())),
    DemoScene(name="case-files", show=partial(_dialog, lambda case: case.menu.show_files())),
    DemoScene(name="case-pause", show=partial(_dialog, lambda case: case.menu.pause())),
    DemoScene(name="case-deadline", show=partial(_dialog, lambda case: case.menu.explain())),
    DemoScene(name="case-hand-over", show=partial(_dialog, lambda case: case.menu.hand_over())),
    DemoScene(name="requests-credit-officer", show=partial(_list, RequestFilter.OPEN), user="mats"),
    DemoScene(name="case-closed", show=_closed, user="mats"),
    DemoScene(name="requests-ombud", show=partial(_list, RequestFilter.OPEN), user="eva"),
)
