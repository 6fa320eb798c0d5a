"""The rules of the house that no other judge looks after; each says why it exists."""

import ast
import re
import string
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

import rd
import registerdesk

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "registerdesk"
SOURCES = sorted(PACKAGE.rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

MEANINGLESS = {"utils", "util", "helpers", "helper", "common", "manager", "base", "misc"}
UNFINISHED = ("TO" + "DO", "FIX" + "ME", "XX" + "X", "NotImplemented" + "Error")
NOT_RUN = ("pytest." + "skip", "mark." + "skip", "x" + "fail(", "mark.x" + "fail")
PRIVATE_FOLDER = re.compile("/(work|root|tmp|home)/")
NETWORK = {"socket", "http", "urllib.request", "ftplib", "smtplib", "requests", "asyncio", "ssl"}
FREE_SQL = re.compile(
    r"^\s*(PRAGMA|SELECT\s.+\sFROM|INSERT INTO|DELETE FROM|UPDATE\s.+\sSET)\b", re.DOTALL
)
SHIPPED = {".md", ".py", ".toml", ".lock", ".txt", ".po", ".json", ".template", ".svg"}


def tree(path: Path) -> ast.Module:
    """One module's syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def name_of(path: Path) -> str:
    """A path as the project speaks of it, with forward slashes."""
    return path.relative_to(ROOT).as_posix()


def on_floor(path: Path, floor: str) -> bool:
    """Tell whether a module stands on one floor of the house."""
    return (PACKAGE / floor) in path.parents


def shipped() -> Iterator[Path]:
    """Every text file of the project, hidden folders left out."""
    for top in sorted(ROOT.iterdir()):
        if not top.name.startswith(".") and top.name not in {"build", "dist"}:
            for path in [top] if top.is_file() else sorted(top.rglob("*")):
                if path.is_file() and path.suffix in SHIPPED:
                    yield path


def takes_a_visit(function: ast.FunctionDef) -> bool:
    """Tell whether a function is handed a visit, which makes it an act of staff."""
    arguments = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
    return any(a.annotation and "Visit" in ast.unparse(a.annotation) for a in arguments)


def catches_everything(node: ast.expr | ast.ExceptHandler) -> bool:
    """Tell whether a clause meets every exception; one that cleans up and passes it on may."""
    if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("suppress"):
        return any(ast.unparse(a) in {"Exception", "BaseException"} for a in node.args)
    if not isinstance(node, ast.ExceptHandler):
        return False
    named = set(re.findall(r"\w+", ast.unparse(node.type))) if node.type else {"BaseException"}
    last = node.body[-1]
    passed_on = isinstance(last, ast.Raise) and last.exc is None
    return "Exception" in named or ("BaseException" in named and not passed_on)


def acts() -> Iterator[tuple[str, str]]:
    """Module and name of each public function in usecases that is handed a visit."""
    for path in SOURCES:
        if on_floor(path, "usecases") and path.stem != "desk":
            module = ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts)
            for node in tree(path).body:
                public = isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
                if public and isinstance(node, ast.FunctionDef) and takes_a_visit(node):
                    yield module, node.name


def catalogue(language: str) -> Catalog:
    """One language's catalogue, as it is written."""
    path = ROOT / "resources" / "locale" / language / "LC_MESSAGES" / "registerdesk.po"
    with path.open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def translations(language: str) -> dict[str, str]:
    """Message id to text, header left out."""
    return {str(m.id): str(m.string) for m in catalogue(language) if m.id and m.string}


def parameters(message: str) -> set[str]:
    """The named places in a message."""
    return {name for _, name, _, _ in string.Formatter().parse(message) if name is not None}


def test_every_act_of_staff_carries_its_permission() -> None:
    bare = [
        f"{module}.{name}"
        for module, name in acts()
        if getattr(getattr(import_module(module), name), "permission", None) is None
    ]
    assert bare == []


def test_no_module_has_a_name_without_meaning() -> None:
    assert [name_of(path) for path in SOURCES if path.stem in MEANINGLESS] == []


def test_no_module_is_longer_than_three_hundred_lines() -> None:
    lengths = {
        name_of(path): path.read_text(encoding="utf-8").count("\n")
        for path in [*SOURCES, ROOT / "rd.py"]
        if path.parent.name != "versions"  # a migration is one frozen list of tables
    }
    assert {name: lines for name, lines in lengths.items() if lines > 300} == {}


def test_only_the_background_runner_swallows_every_exception() -> None:
    found = [
        f"{name_of(path)}:{node.lineno}"
        for path in SOURCES
        if path != PACKAGE / "ui" / "background.py"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.expr | ast.ExceptHandler) and catches_everything(node)
    ]
    assert found == []


def test_whoever_silences_a_checker_says_why() -> None:
    bare = re.compile(
        r"# (?:no" + r"qa(?:: [A-Z0-9, ]+)?|type: ig" + r"nore(?:\[[a-z, -]+\])?)\s*$"
    )
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for folder in (PACKAGE, ROOT / "tests")
        for path in folder.rglob("*.py")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if bare.search(line)
    ]
    assert found == []


def test_nothing_is_left_unfinished_or_unrun() -> None:
    found = [
        f"{name_of(path)}: {word}"
        for path in [*SOURCES, *TESTS]
        for word in (*UNFINISHED, *NOT_RUN)
        if re.search(rf"\b{re.escape(word)}", path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_sql_is_written_in_storage_alone() -> None:
    found = [
        f"{name_of(path)}:{node.lineno}"
        for path in SOURCES
        if not on_floor(path, "storage")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and FREE_SQL.match(node.value)
    ]
    assert found == []


def test_nothing_in_the_program_can_reach_the_network() -> None:
    found = []
    for path in SOURCES:
        for node in ast.walk(tree(path)):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [str(node.module)] if isinstance(node, ast.ImportFrom) else []
            found += [f"{name_of(path)}: {name}" for name in names if name in NETWORK]
    assert found == []


def test_nothing_shipped_names_a_private_folder() -> None:
    found = [
        name_of(path)
        for path in shipped()
        if PRIVATE_FOLDER.search(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_the_lock_pins_and_hashes_everything_and_names_no_host() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    entries = re.split(r"\n(?=[a-z0-9])", lock.strip())
    assert "://" not in lock
    assert [entry[:40] for entry in entries if "==" not in entry or "--hash=" not in entry] == []


def test_the_lock_holds_what_the_program_asks_for() -> None:
    locked = dict(
        re.findall(
            r"^([a-z0-9-]+)==(\S+)", (ROOT / "requirements.lock").read_text("utf-8"), re.MULTILINE
        )
    )
    asked = [*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["dev"]]
    names = {re.split(r"[~=><; ]", line)[0].lower().replace("_", "-") for line in asked}
    assert names - locked.keys() == set()
    assert locked["pyside6-essentials"] == locked["shiboken6"] == "6.11.3"


def test_two_thousand_signals_do_not_abort_the_window_library() -> None:
    """The release after the pinned one aborts after some 570 on Python 3.11."""
    script = (
        "from PySide6.QtCore import QObject, Signal\n"
        "class Bell(QObject):\n    rung = Signal(bool)\n"
        "bell, heard = Bell(), []\n"
        "bell.rung.connect(heard.append)\n"
        "for turn in range(2000): bell.rung.emit(turn % 2 == 0)\n"
        "assert len(heard) == 2000\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


def test_every_text_that_a_person_reads_has_its_swedish() -> None:
    assert sorted(rd.message_ids() - translations("sv").keys()) == []


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_translation_keeps_the_parameters_of_its_message(language: str) -> None:
    lost = [m for m, text in translations(language).items() if parameters(m) != parameters(text)]
    assert lost == []


@pytest.mark.parametrize("language", ["sv", "en"])
def test_no_message_is_translated_twice(language: str) -> None:
    path = ROOT / "resources" / "locale" / language / "LC_MESSAGES" / "registerdesk.po"
    entries = re.split(r"\n\s*\n|\n(?=msgid )", path.read_text(encoding="utf-8"))
    ids = Counter(
        entry[entry.index("msgid") : entry.index("msgstr")].strip()
        for entry in entries
        if "msgid" in entry and "msgstr" in entry
    )
    assert [message for message, times in ids.items() if times > 1] == []


def test_the_swedish_is_calm() -> None:
    loud = re.compile(r"!|\b(tyvärr|vänligen)\b", re.IGNORECASE)
    assert [text for text in translations("sv").values() if loud.search(text)] == []


def test_the_version_is_told_in_one_voice() -> None:
    assert PROJECT["project"]["version"] == registerdesk.__version__


def test_the_build_server_runs_what_the_readme_tells_people_to_run() -> None:
    command = "python3 rd.py test"
    assert command in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert command in (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_guide_names_no_module_and_no_table_that_is_not_there() -> None:
    guide = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    code = "".join(path.read_text(encoding="utf-8") for path in SOURCES)
    modules = set(re.findall(r"`([a-z_/]+\.py)`", guide))
    tables = set(re.findall(r"`([A-Z][A-Z_]{4,})`", guide))
    assert len(modules) > 20
    assert len(tables) > 5
    assert {m for m in modules if not ((PACKAGE / m).exists() or (ROOT / m).exists())} == set()
    assert {t for t in tables if not re.search(rf"^{t}\b.*=", code, re.MULTILINE)} == set()


def test_the_decisions_are_numbered_one_by_one() -> None:
    decisions = sorted((ROOT / "docs" / "adr").glob("*.md"))
    assert [int(path.name[:4]) for path in decisions] == list(range(1, len(decisions) + 1))
    heads = [path.read_text(encoding="utf-8").split(".")[0] for path in decisions]
    assert heads == [f"# {number}" for number in range(1, len(decisions) + 1)]


def test_each_font_lies_beside_its_licence() -> None:
    fonts = ROOT / "resources" / "fonts"
    families = {path.stem.split("-")[0] for path in fonts.glob("*.[ot]tf")}
    assert families == {path.stem.removesuffix("-OFL") for path in fonts.glob("*-OFL.txt")}


def test_what_is_the_applications_is_asked_of_the_application() -> None:
    """A widget asked for screen or style holds it as its own, and deletes it with itself."""
    asked = re.compile(r"(?<!QApplication)\.(style|screen|windowHandle)\(\)")
    found = [
        f"{path.name}: {line.strip()}"
        for path in SOURCES
        for line in path.read_text(encoding="utf-8").splitlines()
        if asked.search(line)
    ]
    assert found == []


def test_nothing_of_ours_runs_while_a_widget_is_deleted() -> None:
    """An error in it, such as a part that is gone already, would bring the program down.

    Nor is the widget of a cell deleted by hand: the view is told to let go of it.
    """
    taken = re.compile(r"DeferredDelete|editor\.deleteLater")
    found = [path.name for path in SOURCES if taken.search(path.read_text(encoding="utf-8"))]
    assert found == []
