"""What every test gets: no screen needed, the same chance each time, no trace left at home."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from pytestqt.wait_signal import SignalBlocker

import rd

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

MOST_OF_A_REASON = 1200
PATIENCE = 120_000
"""Milliseconds before what never comes is given up."""

# No verdict by the clock: no deadlines, and the same examples in every run.
settings.register_profile(
    "steady", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("steady")


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    """Say last of all, in a line or two each, why tests failed."""
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    told = reporter.stats if reporter is not None and not hasattr(config, "workerinput") else {}
    for report in [*told.get("failed", []), *told.get("error", [])]:
        crash = getattr(report.longrepr, "reprcrash", None)
        where = f"{crash.path}:{crash.lineno}: {crash.message}" if crash else str(report.longrepr)
        print(f"{report.nodeid}: {where[:MOST_OF_A_REASON]}")


def pytest_configure() -> None:
    """Let every test meet the catalogues as they are written now."""
    rd.compile_catalogues()


class PatientBot(QtBot):
    """Waits as long as a busy machine may take: a wait that is too short judges the machine."""

    def waitUntil(self, callback: Callable[[], object], *, timeout: int = PATIENCE) -> None:
        """Wait until something is so."""
        super().waitUntil(lambda: bool(callback()), timeout=timeout)

    def waitSignal(
        self,
        signal: SignalInstance,
        *,
        timeout: int = PATIENCE,
        **how: Any,  # noqa: ANN401 - as pytest-qt has it
    ) -> SignalBlocker:
        """Wait for a signal."""
        return super().waitSignal(signal, timeout=timeout, **how)


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    """Give the bot that has patience."""
    return PatientBot(request)


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give each test a home of its own, so that no state of this workstation is read or written."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    for name in ("CONFIG", "DATA", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
    runtime = home / "runtime"
    runtime.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))
    monkeypatch.delenv("REGISTERDESK_PASSWORD", raising=False)
    return home
