#!/usr/bin/env python3
"""Set up and start RegisterDesk, with nothing but Python 3.11 or newer.

python3 rd.py run [ARGUMENTS]    the program (or one of its commands: run demo FOLDER)
python3 rd.py test [--all] [...] checks, tests and coverage floors; with paths, those tests alone
python3 rd.py check              format, lint, types, imports
python3 rd.py bench              every benchmark
python3 rd.py shots FOLDER       pictures of every screen of the demo office
python3 rd.py texts              compile the catalogues, and tell what lacks a translation

The first run makes .venv from requirements.lock; later runs find it stamped and start at once.
"""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
STAMP = VENV / "registerdesk.stamp"
LOCALE = ROOT / "resources" / "locale"
WINDOWS = os.name == "nt"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")

WINDOW_NEEDS = """libglib2.0-0 libegl1 libgl1 libxkbcommon0 libdbus-1-3 libfontconfig1 libcups2
    libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxcb-xkb1 libxkbcommon-x11-0
    libx11-xcb1 libxcb-render-util0 libxcb-image0"""
TESTS_NEED = "xvfb xauth xdotool cups printer-driver-cups-pdf poppler-utils"


def main(arguments: list[str]) -> int:
    """Do one verb and return its exit code."""
    verbs = {
        "run": run,
        "test": test,
        "check": check,
        "bench": bench,
        "shots": shots,
        "texts": texts,
    }
    if sys.version_info < (3, 11):
        print("RegisterDesk needs Python 3.11 or newer.", file=sys.stderr)
        return 1
    if not arguments or arguments[0] not in verbs:
        print(__doc__)
        return 0 if arguments[:1] in (["-h"], ["--help"]) else 2
    set_up()
    return verbs[arguments[0]](arguments[1:])


def run(arguments: list[str]) -> int:
    """Start the program in this process's place."""
    return _become("registerdesk", *arguments)


def test(arguments: list[str]) -> int:
    """Run the checks, the tests and the coverage floors; given paths or options, only those."""
    _prepare_tests()
    whole = "--all" in arguments
    chosen = [argument for argument in arguments if argument != "--all"]
    options = ["-m", "pytest", "-q", "-n", "2", *(["-m", ""] if whole else [])]
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if chosen:
        return _call(*options, *chosen)
    report = VENV / "coverage.json"
    report.unlink(missing_ok=True)
    failed = check([])
    failed |= _call(*options, "--cov", "--cov-report=", f"--cov-report=json:{report}")
    return failed | below_floor(report)


def _prepare_tests() -> None:
    """Install what only tests need, once; without it the tests of printing and windows fail."""
    stamp = STAMP.with_suffix(".tests")
    if not stamp.exists() and _install(TESTS_NEED.split(), "the tests"):
        stamp.touch()


def check(_arguments: list[str]) -> int:
    """Judge format, lint, types, imports and texts; each one speaks, whatever the others say."""
    steps = {
        "format": ("-m", "ruff", "format", "--check", "--quiet", "."),
        "lint": ("-m", "ruff", "check", "--quiet", "."),
        "types": ("-m", "mypy"),
        "imports": ("-c", "from importlinter.cli import lint_imports_command as c; c()"),
    }
    failed = 0
    for name, step in steps.items():
        print(f"{name}:", flush=True)
        failed |= _call(*step)
    return failed | texts([])


def bench(arguments: list[str]) -> int:
    """Measure the product beside its limits."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return _become("tests.benchmarks", *arguments)


def shots(arguments: list[str]) -> int:
    """Render every screen of the demo office into a folder."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return _become("tests.shots", *arguments)


def texts(_arguments: list[str]) -> int:
    """Compile the catalogues; fail where a text that a person reads lacks its Swedish."""
    compile_catalogues()
    missing = missing_translations("sv")
    for message in missing:
        print(f"no Swedish for: {message!r}")
    print(f"texts: {len(missing)} without a Swedish translation")
    return 1 if missing else 0


def message_ids() -> set[str]:
    """Every text in the source that is marked for translation."""
    import ast

    found = set()
    for path in (ROOT / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args):
                continue
            first = node.args[0]
            if node.func.id == "_" and isinstance(first, ast.Constant):
                found.add(str(first.value))
    return found


def missing_translations(language: str) -> list[str]:
    """List the marked texts that the compiled catalogue does not know, sorted."""
    import gettext

    class Silent(gettext.NullTranslations):
        """Answers with nothing where the catalogue has no entry."""

        def gettext(self, message: str) -> str:
            return message[:0]

    with (LOCALE / language / "LC_MESSAGES" / "registerdesk.mo").open("rb") as file:
        catalogue = gettext.GNUTranslations(file)
    catalogue.add_fallback(Silent())
    return sorted(message for message in message_ids() if not catalogue.gettext(message))


def set_up() -> None:
    """Make everything ready once; a matching stamp makes this free of work."""
    here = f"{ROOT}\n".encode()
    stamp = STAMP.read_bytes() if STAMP.is_file() else b""
    if stamp != here + LOCK.read_bytes():
        _say("Setting up RegisterDesk; this happens once and takes about a minute.")
        if not _install(_window_needs(), "the window"):
            raise SystemExit(1)
        moved = bool(stamp) and not stamp.startswith(here)
        _make_environment(anew=moved or not PYTHON.exists())
        STAMP.write_bytes(here + LOCK.read_bytes())
    compile_catalogues()


def _window_needs() -> list[str]:
    """Debian's packages for the window; Debian splits venv off from Python."""
    from importlib.util import find_spec

    return WINDOW_NEEDS.split() + ([] if find_spec("ensurepip") else ["python3-venv"])


def _make_environment(*, anew: bool) -> None:
    """Fill .venv from the lock, every file checked against its hash."""
    import shutil

    uv = shutil.which("uv")
    if anew:
        maker = [uv, "venv", "--quiet", "--python"] if uv else []
        _must(*maker, sys.executable, *([] if uv else ["-m", "venv"]), "--clear", str(VENV))
    install = ["install", "--quiet", "--no-deps", "--require-hashes", "-r", str(LOCK)]
    if uv:
        _must(uv, "pip", *install, "--python", str(PYTHON))
    else:
        _must(str(PYTHON), "-m", "pip", "--disable-pip-version-check", *install)
    library = _output(str(PYTHON), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))")
    # Relative, hence ASCII: Python 3.11 reads such a file in the system's encoding.
    lines = [os.path.relpath(folder, library) for folder in (ROOT / "src", ROOT)]
    (Path(library) / "registerdesk.pth").write_text("\n".join(lines), encoding="ascii")


def _install(packages: list[str], purpose: str) -> bool:
    """Install Debian packages that are missing; False, and the line to run, where that fails."""
    import shutil

    if not shutil.which("apt-get"):
        return True
    missing = [package for package in packages if not _installed(package)]
    if not missing:
        return True
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    sudo = ["env"] if root else ["sudo", "-n"]
    line = ["apt-get", "install", "-y", "--no-install-recommends", *missing]
    os.environ["DEBIAN_FRONTEND"] = "noninteractive"
    if root or (shutil.which("sudo") and _silently("sudo", "-n", "true") == 0):
        _say(f"Installing for {purpose}: {' '.join(missing)}")
        _silently(*sudo, "apt-get", "update")
        if _silently(*sudo, *line) == 0:
            return True
    _say(f"Missing for {purpose}. As administrator, run once:\n  sudo {' '.join(line)}")
    return False


def _installed(package: str) -> bool:
    """Tell whether Debian has it, also under the name it got with 64-bit time."""
    query = ("dpkg-query", "-W", "-f", "${Status}")
    return any(_output(*query, name).endswith(" installed") for name in (package, package + "t64"))


def compile_catalogues() -> None:
    """Compile each .po that is newer than its .mo; whoever reads meanwhile sees the old one."""
    for source in LOCALE.glob("*/LC_MESSAGES/registerdesk.po"):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            fresh = source.with_suffix(f".{os.getpid()}.mo")
            tool = ["-m", "babel.messages.frontend", "-q", "compile"]
            if _call(*tool, "-i", str(source), "-o", str(fresh)):
                raise SystemExit(1)
            fresh.replace(target)


def below_floor(report: Path) -> int:
    """Compare branch coverage with the floors in pyproject.toml; 1 where one is not reached."""
    import json
    import tomllib

    if not report.exists():
        print("coverage: no report")
        return 1
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    files = json.loads(report.read_text(encoding="utf-8"))["files"]
    failed = 0
    for floor, least in project["tool"]["registerdesk"]["coverage"].items():
        reached = _covered(files, f"registerdesk/{floor}/")
        verdict = "" if reached >= least else "  <- below"
        print(f"coverage {floor:9} {reached:6.2f} % of at least {least} %{verdict}")
        failed |= reached < least
    return int(failed)


def _covered(files: dict[str, dict[str, dict[str, int]]], folder: str) -> float:
    """Lines and branches run, in percent of those there are."""
    sums = [file["summary"] for path, file in files.items() if folder in path.replace("\\", "/")]
    there = sum(one["num_statements"] + one["num_branches"] for one in sums)
    run_through = sum(one["covered_lines"] + one["covered_branches"] for one in sums)
    return 100.0 * run_through / there if there else 100.0


def _become(*arguments: str) -> int:
    """Go on as the project's own Python, in the folder where the person stands."""
    command = [str(PYTHON), "-m", *arguments]
    if not WINDOWS:
        os.execv(PYTHON, command)
    return _silently(*command, hushed=False)


def _call(*arguments: str) -> int:
    """Run the project's own Python in the project's folder."""
    import subprocess

    return subprocess.call([str(PYTHON), *arguments], cwd=ROOT)


def _silently(*command: str, hushed: bool = True) -> int:
    """Run a program and return its exit code."""
    import subprocess

    output = subprocess.DEVNULL if hushed else None
    return subprocess.call(command, stdout=output, stderr=output)


def _output(*command: str) -> str:
    """Run a program and return what it printed, empty where it failed."""
    import subprocess

    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()


def _must(*command: str) -> None:
    """Run a step that set-up cannot do without."""
    if _silently(*command, hushed=False):
        _say(f"Set-up stopped at: {' '.join(command)}")
        raise SystemExit(1)


def _say(text: str) -> None:
    """Speak beside the program's own output."""
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
