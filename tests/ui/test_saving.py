"""Where a save dialog begins: in the person's documents, then where they saved last."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from registerdesk.ui.background import Runner
from registerdesk.ui.kit.saving import ask_where
from tests.makers import an_office
from tests.ui.pages.windows import a_window


def test_a_save_dialog_begins_in_the_documents_and_then_where_one_saved_last(
    tmp_path: Path, runner: Runner, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents, elsewhere = tmp_path / "Dokument", tmp_path / "Lådan"
    documents.mkdir()
    elsewhere.mkdir()
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _where: str(documents))
    window = a_window(an_office(tmp_path), "handl", runner)
    qtbot.addWidget(window)
    asked: list[Path] = []
    answers = ["", str(elsewhere / "en.csv"), "", ""]

    def choose(_owner: object, _title: str, name: str, _kinds: str) -> tuple[str, str]:
        asked.append(Path(name))
        return answers[len(asked) - 1], ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    given = [ask_where(window, window.context, "lista.csv") for _time in range(3)]
    assert given == answers[:3]
    assert [each.parent for each in asked] == [documents, documents, elsewhere]
    assert {each.name for each in asked} == {"lista.csv"}
    elsewhere.rmdir()
    documents.rmdir()
    ask_where(window, window.context, "in/nuti.csv")
    assert asked[-1] == Path.home() / "nuti.csv"
