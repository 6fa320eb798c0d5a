"""Run every benchmark that has a main(); with names, those alone; with --all, the long ones too."""

import sys
from importlib import import_module
from pkgutil import iter_modules

import tests.benchmarks


def benchmarks(chosen: list[str]) -> list[str]:
    """Name the modules to run, in alphabetical order."""
    found = sorted(module.name for module in iter_modules(tests.benchmarks.__path__))
    return [name for name in found if name != "__main__" and (not chosen or name in chosen)]


def run(name: str) -> None:
    """Run one module's main(), which prints its JSON lines and its table."""
    main = getattr(import_module(f"tests.benchmarks.{name}"), "main", None)
    if main is not None:
        print(f"== {name}", flush=True)
        main()


if __name__ == "__main__":
    for benchmark in benchmarks([name for name in sys.argv[1:] if not name.startswith("--")]):
        run(benchmark)
