"""The ways in: the first-run wizard, signing in another way, a locked window."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from registerdesk.domain.office import OfficeProfile
from registerdesk.keyring.costs import Cost
from registerdesk.ui.kit.moments import system_clock
from registerdesk.ui.pages.first_run import FirstRun
from registerdesk.ui.pages.other_sign_in import OtherSignIn
from registerdesk.usecases.offices import FirstPerson, NewOffice, prepare_office
from tests.shots.demo import DemoScene, Desk

PASSWORD = "korrekt häst batteri klammer"


def _prepare(profile: OfficeProfile, person: FirstPerson) -> NewOffice:
    return prepare_office(profile, person, cost=Cost.for_tests())


def _first_run(steps: int, desk: Desk) -> QWidget:
    """Go so many steps into the wizard; nothing is written to disk."""
    wizard = FirstRun(desk.runner, prepare=_prepare)
    wizard.resize(desk.window.size())
    wizard.show()
    answers = (
        lambda: None,
        lambda: wizard.office.fields.set_text("name", "Mälarkontoret AB"),
        lambda: _person(wizard),
        lambda: _key(wizard),
    )
    for step in range(steps):
        answers[step]()
        wizard.step_on()
        desk.until(partial(_has_come, wizard, step + 1))
        desk.settle()
    return wizard


def _has_come(wizard: FirstRun, step: int) -> bool:
    return wizard.stack.currentIndex() >= step


def _person(wizard: FirstRun) -> None:
    fields = wizard.person.fields
    fields.set_text("name", "Karin Holm")
    fields.set_text("user_name", "karin")
    wizard.person.password.password.setText(PASSWORD)
    wizard.person.password.again.setText(PASSWORD)
    wizard.person.password.judge()


def _key(wizard: FirstRun) -> None:
    """Type the key off as one does without a printer."""
    assert wizard._office is not None
    wizard.recovery.by_hand.click()
    wizard.recovery.whole.set_text("key", wizard._office.recovery_key)


def _begin(desk: Desk) -> QWidget:
    wizard = FirstRun(desk.runner, prepare=_prepare)
    wizard.resize(desk.window.size())
    last = len(wizard.steps) - 1
    wizard.stack.setCurrentIndex(last)
    wizard.list.show_step(last)
    wizard.show()
    return wizard


def _other(tab: int, desk: Desk) -> QWidget:
    folder: Path = desk.demo.folder
    dialog = OtherSignIn(
        desk.window, desk.runner, folder, clock=system_clock, station=desk.demo.station
    )
    dialog.tabs.setCurrentIndex(tab)
    dialog.open()
    return dialog


STEPS = ("welcome", "office", "person", "recovery", "place")
SCENES = (
    *(
        DemoScene(name=f"first-run-{number + 1}-{name}", show=partial(_first_run, number))
        for number, name in enumerate(STEPS)
    ),
    DemoScene(name="first-run-6-begin", show=_begin),
    DemoScene(name="sign-in-recovery-key", show=partial(_other, 0)),
    DemoScene(name="sign-in-code", show=partial(_other, 1)),
)
