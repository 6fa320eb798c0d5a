"""Set-up and start: what rd.py promises before anything is installed."""

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

import rd


def a_report(folder: Path, *, covered_branches: int) -> Path:
    """Write a coverage report on one module of the domain with ten lines and ten branches."""
    summary = {
        "num_statements": 10,
        "covered_lines": 10,
        "num_branches": 10,
        "covered_branches": covered_branches,
    }
    report = folder / "coverage.json"
    files = {"src/registerdesk/domain/calendar.py": {"summary": summary}}
    report.write_text(json.dumps({"files": files}), encoding="utf-8")
    return report


def a_project(folder: Path, *, floor: float) -> None:
    """Write a configuration that asks one floor of the house for its coverage."""
    text = f"[tool.registerdesk.coverage]\ndomain = {floor}\n"
    (folder / "pyproject.toml").write_text(text, encoding="utf-8")


def rd_py(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run rd.py as a person does."""
    command = [sys.executable, str(rd.ROOT / "rd.py"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_set_up_needs_the_standard_library_alone() -> None:
    imported = set()
    for node in ast.walk(ast.parse((rd.ROOT / "rd.py").read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            imported |= {alias.name.split(".")[0] for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            imported.add(str(node.module).split(".")[0])
    assert imported - sys.stdlib_module_names == set()


def test_an_unknown_verb_is_answered_with_the_verbs() -> None:
    done = rd_py("dance")
    assert done.returncode == 2
    assert "rd.py run" in done.stdout


@pytest.mark.parametrize(
    ("branches", "floor", "verdict"), [(10, 90, 0), (8, 90, 0), (7, 90, 1), (8, 90.1, 1)]
)
def test_a_branch_too_few_is_below_the_floor(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, branches: int, floor: float, verdict: int
) -> None:
    monkeypatch.setattr(rd, "ROOT", tmp_path)
    a_project(tmp_path, floor=floor)
    assert rd.below_floor(a_report(tmp_path, covered_branches=branches)) == verdict


def test_a_marked_text_without_translation_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, locale = tmp_path / "src", tmp_path / "locale" / "sv" / "LC_MESSAGES"
    source.mkdir()
    locale.mkdir(parents=True)
    (source / "page.py").write_text('_("Save")\n_("Leave " "now")\n', encoding="utf-8")
    entries = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    entries += 'msgid "Save"\nmsgstr "Spara"\n'
    (locale / "registerdesk.po").write_text(entries, encoding="utf-8")
    monkeypatch.setattr(rd, "LOCALE", tmp_path / "locale")
    rd.compile_catalogues()
    monkeypatch.setattr(rd, "ROOT", tmp_path)
    assert rd.missing_translations("sv") == ["Leave now"]
