"""The runner: order, overtaken questions, slices, cancelling, refusals and bugs."""

import gc
import sys
import threading
import weakref
from collections.abc import Callable, Generator, Iterator

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from registerdesk.domain.errors import Crash, NotFound, RegisterDeskError
from registerdesk.ui.background import Runner, Task, watch_slots
from registerdesk.usecases.slices import Pause


class Heard:
    """What reached the window's thread."""

    def __init__(self) -> None:
        self.crashes: list[Crash] = []
        self.refusals: list[RegisterDeskError] = []
        self.outcomes: list[object] = []
        self.runner = Runner(crashed=self.crashes.append, refused=self.refusals.append)


@pytest.fixture
def heard(qtbot: QtBot) -> Iterator[Heard]:
    """Give a runner and what it told."""
    ears = Heard()
    yield ears
    ears.runner.close()


class Gate:
    """A job that holds the worker until it is let go."""

    def __init__(self, runner: Runner) -> None:
        self.open = threading.Event()
        self.entered = threading.Event()
        runner.ask(self._wait, lambda _none: None)
        self.entered.wait(10)

    def _wait(self) -> None:
        self.entered.set()
        self.open.wait(10)


def slices(names: list[str], log: list[str]) -> Callable[[], Generator[int, None, str]]:
    def steps() -> Generator[int, None, str]:
        for number, name in enumerate(names):
            log.append(name)
            yield number
        return "whole"

    return steps


def test_outcomes_come_back_on_the_windows_thread_in_order(heard: Heard, qtbot: QtBot) -> None:
    threads: set[int] = set()

    def job(number: int) -> int:
        threads.add(threading.get_ident())
        return number

    def done(number: int) -> None:
        heard.outcomes.append((number, threading.get_ident()))

    for number in range(20):
        heard.runner.ask(lambda n=number: job(n), done)  # type: ignore[misc]  # a value of the loop, bound
    qtbot.waitUntil(lambda: len(heard.outcomes) == 20)
    assert heard.outcomes == [(number, threading.get_ident()) for number in range(20)]
    assert len(threads) == 1
    assert threading.get_ident() not in threads


def test_an_overtaken_question_is_neither_run_nor_answered(heard: Heard, qtbot: QtBot) -> None:
    run: list[str] = []
    gate = Gate(heard.runner)
    for text in ("l", "li", "lin", "lind"):
        heard.runner.ask(
            lambda t=text: run.append(t) or t,  # type: ignore[misc, func-returns-value]  # a value of the loop, bound
            heard.outcomes.append,
            latest="search",
        )
    heard.runner.ask(lambda: "other", heard.outcomes.append, latest="card")
    gate.open.set()
    qtbot.waitUntil(lambda: len(heard.outcomes) == 2)
    assert heard.outcomes == ["lind", "other"]
    assert run == ["lind"]


def test_an_answer_overtaken_on_its_way_is_dropped(heard: Heard, qtbot: QtBot) -> None:
    first_ran = threading.Event()
    heard.runner.ask(first_ran.set, lambda _n: heard.outcomes.append(1), latest="q")
    first_ran.wait(10)
    heard.runner.ask(lambda: None, lambda _n: heard.outcomes.append(2), latest="q")
    qtbot.waitUntil(lambda: 2 in heard.outcomes)
    assert heard.outcomes == [2]


def test_a_short_job_goes_between_the_slices_of_a_long_one(heard: Heard, qtbot: QtBot) -> None:
    log: list[str] = []
    asked = threading.Event()

    def steps() -> Generator[int, None, str]:
        log.append("slice 1")
        asked.wait(10)
        yield 1
        log.append("slice 2")
        yield 2
        return "whole"

    progress: list[int] = []
    heard.runner.work(steps, done=heard.outcomes.append, progress=progress.append)
    heard.runner.ask(lambda: log.append("short"), lambda _none: None)
    asked.set()
    qtbot.waitUntil(lambda: heard.outcomes == ["whole"])
    assert log.index("short") < log.index("slice 2")
    assert progress == [1, 2]


def test_short_jobs_that_wait_go_before_a_long_job_asked_earlier(
    heard: Heard, qtbot: QtBot
) -> None:
    log: list[str] = []
    gate = Gate(heard.runner)
    heard.runner.work(slices(["long"], log), done=heard.outcomes.append)
    heard.runner.ask(lambda: log.append("short"), lambda _none: None)
    gate.open.set()
    qtbot.waitUntil(lambda: heard.outcomes == ["whole"])
    assert log == ["short", "long"]


def test_a_cancelled_job_is_closed_on_the_worker_and_says_so(heard: Heard, qtbot: QtBot) -> None:
    closed_on: list[str] = []
    told: list[str] = []

    def steps() -> Generator[int, None, str]:
        try:
            while True:
                yield 1
        finally:
            closed_on.append(threading.current_thread().name)

    task = heard.runner.work(
        steps, done=heard.outcomes.append, cancelled=lambda: told.append("cancelled")
    )
    task.cancel()
    heard.runner.ask(lambda: None, lambda _none: None)
    qtbot.waitUntil(lambda: told == ["cancelled"])
    assert all(name.startswith("desk") for name in closed_on)
    assert heard.outcomes == []


def test_a_refusal_reaches_its_asker_or_else_the_window(heard: Heard, qtbot: QtBot) -> None:
    def refuse() -> None:
        raise NotFound("There is no {thing}.", thing="case")

    caught: list[RegisterDeskError] = []
    heard.runner.ask(refuse, heard.outcomes.append, caught.append)
    heard.runner.ask(refuse, heard.outcomes.append)
    qtbot.waitUntil(lambda: bool(heard.refusals))
    assert [str(error) for error in (*caught, *heard.refusals)] == ["There is no case."] * 2
    assert heard.outcomes == []
    assert heard.crashes == []


def test_a_bug_is_told_without_the_data_it_was_about(heard: Heard, qtbot: QtBot) -> None:
    def bug() -> None:
        raise ValueError("Anna Lindqvist 19780412-9999")

    heard.runner.ask(bug, heard.outcomes.append)
    heard.runner.ask(lambda: 1, heard.outcomes.append)
    qtbot.waitUntil(lambda: heard.outcomes == [1])
    [crash] = heard.crashes
    assert crash.kind == "ValueError"
    assert "registerdesk.ui.background:" in crash.place
    assert "Anna" not in repr(crash)


def test_a_bug_in_a_long_job_ends_it_and_the_runner_goes_on(heard: Heard, qtbot: QtBot) -> None:
    def steps() -> Generator[int, None, None]:
        yield 1
        raise KeyError("secret")

    heard.runner.work(steps, done=heard.outcomes.append)
    qtbot.waitUntil(lambda: len(heard.crashes) == 1)
    heard.runner.ask(lambda: 2, heard.outcomes.append)
    qtbot.waitUntil(lambda: heard.outcomes == [2])


def test_a_bug_in_what_the_window_does_with_an_answer_is_told(heard: Heard, qtbot: QtBot) -> None:
    heard.runner.ask(lambda: 1, lambda number: number // 0)
    qtbot.waitUntil(lambda: len(heard.crashes) == 1)
    assert heard.crashes[0].kind == "ZeroDivisionError"


def test_after_a_lock_nothing_of_the_last_user_arrives(heard: Heard, qtbot: QtBot) -> None:
    gate = Gate(heard.runner)
    heard.runner.ask(lambda: "old", heard.outcomes.append)
    heard.runner.forget()
    heard.runner.ask(lambda: "new", heard.outcomes.append)
    gate.open.set()
    qtbot.waitUntil(lambda: "new" in heard.outcomes)
    assert heard.outcomes == ["new"]


def test_closing_closes_long_jobs_and_takes_nothing_more(heard: Heard) -> None:
    closed = threading.Event()
    begun = threading.Event()

    def steps() -> Generator[int, None, None]:
        try:
            while True:
                begun.set()
                yield 1
        finally:
            closed.set()

    heard.runner.work(steps, done=heard.outcomes.append)
    begun.wait(10)
    heard.runner.close()
    heard.runner.ask(lambda: 1, heard.outcomes.append)
    heard.runner.close()
    assert closed.is_set()


def test_many_outcomes_do_not_bring_the_toolkit_down(heard: Heard, qtbot: QtBot) -> None:
    for number in range(3000):
        heard.runner.ask(lambda n=number: n, heard.outcomes.append)  # type: ignore[misc]  # a value of the loop, bound
    qtbot.waitUntil(lambda: len(heard.outcomes) == 3000)


def test_what_escapes_from_a_slot_is_a_refusal_or_a_bug_or_an_end(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    crashes: list[Crash] = []
    refusals: list[RegisterDeskError] = []
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    watch_slots(crashed=crashes.append, refused=refusals.append)
    for error in (ValueError("Anna"), NotFound("Gone."), KeyboardInterrupt()):
        sys.excepthook(type(error), error, None)
    assert [crash.kind for crash in crashes] == ["ValueError"]
    assert [str(refusal) for refusal in refusals] == ["Gone."]
    assert "KeyboardInterrupt" in capsys.readouterr().err


def a_widget(deaths: list[int]) -> QWidget:
    """Return a widget that tells on which thread it dies."""
    widget = QWidget()
    weakref.finalize(widget, lambda: deaths.append(threading.get_ident()))
    return widget


def test_what_only_a_job_holds_dies_on_the_windows_thread(heard: Heard, qtbot: QtBot) -> None:
    deaths: list[int] = []
    for number in range(50):
        widget = a_widget(deaths)
        heard.runner.ask(lambda w=widget, n=number: (w.objectName(), n), heard.outcomes.append)  # type: ignore[misc]  # a value of the loop, bound
    del widget
    qtbot.waitUntil(lambda: len(deaths) == 50)
    assert set(deaths) == {threading.get_ident()}


def test_a_closed_widget_in_a_ring_of_references_dies_on_the_windows_thread(
    heard: Heard, qtbot: QtBot
) -> None:
    deaths: list[int] = []
    for _each in range(20):
        widget = a_widget(deaths)
        widget.ring = widget  # type: ignore[attr-defined]  # set from outside on purpose
    del widget
    heard.runner.ask(lambda: [[number] for number in range(200_000)], heard.outcomes.append)
    qtbot.waitUntil(lambda: bool(heard.outcomes))
    assert not deaths
    qtbot.waitUntil(lambda: len(deaths) == 20)
    assert set(deaths) == {threading.get_ident()}


def test_python_collects_by_itself_again_when_the_last_worker_has_gone(heard: Heard) -> None:
    other = Runner(crashed=heard.crashes.append, refused=heard.refusals.append)
    heard.runner.close()
    assert not gc.isenabled()
    other.close()
    other.close()
    assert gc.isenabled()


def holding(log: list[str], asked: Callable[[], object]) -> Callable[[], Generator[Pause, None]]:
    """Return a job with a transaction open for three slices, during the first of which it asks."""

    def steps() -> Generator[Pause, None]:
        try:
            for number in range(3):
                log.append(f"slice {number}")
                if number == 0:
                    asked()
                yield Pause.HELD
            log.append("kept")
        finally:
            log.append("closed")

    return steps


def test_while_a_transaction_is_open_searches_go_first_and_all_else_waits(
    heard: Heard, qtbot: QtBot
) -> None:
    log: list[str] = []

    def asked() -> None:
        heard.runner.ask(lambda: log.append("card"), lambda _none: None)
        heard.runner.work(slices(["other"], log), done=heard.outcomes.append)
        for text in ("l", "li"):
            heard.runner.ask(lambda t=text: log.append(t), lambda _none: None, is_search=True)  # type: ignore[misc]  # a value of the loop, bound

    heard.runner.work(holding(log, asked), done=heard.outcomes.append)
    qtbot.waitUntil(lambda: len(heard.outcomes) == 2)
    order = ["slice 0", "l", "li", "slice 1", "slice 2", "kept", "closed", "card", "other"]
    assert log == order


def test_what_is_cancelled_while_it_holds_lets_go_before_what_waits(
    heard: Heard, qtbot: QtBot
) -> None:
    log: list[str] = []
    told: list[str] = []
    tasks: list[Task] = []

    def asked() -> None:
        heard.runner.ask(lambda: log.append("card"), heard.outcomes.append)
        tasks[0].cancel()

    gate = Gate(heard.runner)
    tasks.append(
        heard.runner.work(
            holding(log, asked), done=heard.outcomes.append, cancelled=lambda: told.append("c")
        )
    )
    gate.open.set()
    qtbot.waitUntil(lambda: heard.outcomes == [None] and told == ["c"])
    assert log == ["slice 0", "closed", "card"]


def test_a_lock_lets_go_of_what_holds_before_the_last_job(heard: Heard, qtbot: QtBot) -> None:
    log: list[str] = []

    def asked() -> None:
        heard.runner.forget()
        heard.runner.do_last(lambda: log.append("shut"))

    heard.runner.work(holding(log, asked), done=heard.outcomes.append)
    qtbot.waitUntil(lambda: "shut" in log)
    assert log == ["slice 0", "closed", "shut"]


def test_closing_lets_go_of_what_holds(heard: Heard) -> None:
    log: list[str] = []
    begun, close = threading.Event(), threading.Event()

    def asked() -> None:
        begun.set()
        close.wait(10)

    heard.runner.work(holding(log, asked), done=heard.outcomes.append)
    begun.wait(10)
    threading.Timer(0.05, close.set).start()
    heard.runner.close()
    assert log[-1] == "closed"
    assert "kept" not in log
