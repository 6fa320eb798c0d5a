"""The command line: opens the window, or runs one of the administrative commands."""

from __future__ import annotations

import argparse
import getpass
import json
import os
import sys
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from registerdesk import __version__
from registerdesk.domain.call_links import is_link
from registerdesk.domain.errors import RegisterDeskError
from registerdesk.domain.texts import _
from registerdesk.resources.language import DEFAULT, LANGUAGES, translate

if TYPE_CHECKING:
    from registerdesk.domain.fields import Purpose
    from registerdesk.domain.sources import Channel

REFUSED = 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 done, 1 refused with a sentence, 2 usage, 3 a bug."""
    from registerdesk.app import leave_no_core_dump, tell_bugs_without_data

    if arguments is None:
        tell_bugs_without_data(_language())
    given = sys.argv[1:] if arguments is None else arguments
    link = given[0] if given and is_link(given[0]) else ""
    # What a link says is never read as an option or a command.
    options = _parser().parse_args(["call", "--", *given] if link else given)
    leave_no_core_dump()
    try:
        return int(options.run(options))
    except RegisterDeskError as error:
        print(_sentence(error), file=sys.stderr)
        return REFUSED


def _language() -> str:
    """Return the language of the command line's sentences."""
    asked = os.environ.get("REGISTERDESK_LANGUAGE", DEFAULT)
    return asked if asked in LANGUAGES else DEFAULT


def _sentence(error: RegisterDeskError) -> str:
    """Return an expected error as the person reads it."""
    return translate(error.message, _language(), **error.parameters)


def _parser() -> argparse.ArgumentParser:
    """Return the grammar of the command line."""
    parser = argparse.ArgumentParser(prog="registerdesk", description="RegisterDesk")
    parser.add_argument("--version", action="version", version=f"RegisterDesk {__version__}")
    parser.set_defaults(run=_window, office=None, link="")
    commands = parser.add_subparsers(title="commands")
    _add_open(commands)
    _add_demo(commands)
    _add_import(commands)
    _add_verify(commands)
    _add_links(commands)
    return parser


def _add_open(commands: Any) -> None:  # noqa: ANN401 - argparse names no public type
    """Describe `open`: the window, at a given office."""
    command = commands.add_parser("open", help="open the window at an office")
    command.add_argument("office", type=Path, metavar="OFFICE")
    command.set_defaults(run=_window)


def _add_demo(commands: Any) -> None:  # noqa: ANN401 - as above
    """Describe `demo`: an office of fictional people."""
    command = commands.add_parser("demo", help="make an office of fictional people")
    command.add_argument("folder", type=Path, metavar="FOLDER")
    command.add_argument("--persons", type=int, default=300, metavar="N")
    command.add_argument("--seed", type=int, default=1, metavar="S")
    command.add_argument("--no-window", action="store_true")
    command.add_argument("--json", action="store_true")
    command.set_defaults(run=_demo)


def _add_import(commands: Any) -> None:  # noqa: ANN401 - as above
    """Describe `import`: a file of customers or suppliers."""
    command = commands.add_parser("import", help="take in a file of customers or suppliers")
    command.add_argument("office", type=Path, metavar="OFFICE")
    command.add_argument("file", type=Path, metavar="FILE")
    command.add_argument("--kind", required=True, choices=["customers", "suppliers"])
    command.add_argument("--source", required=True, metavar="TEXT")
    command.add_argument("--purpose", default="contract", type=_purpose, metavar="CODE")
    command.add_argument("--channel", default="file", type=_channel, metavar="CODE")
    command.add_argument("--collected", type=date.fromisoformat, metavar="DATE")
    command.add_argument("--kind-without-number", choices=["person", "company"], default="person")
    command.add_argument("--dry-run", action="store_true")
    command.add_argument("--report", type=Path, metavar="FILE")
    _add_sign_in(command)
    command.set_defaults(run=_import)


def _purpose(code: str) -> Purpose:
    """Return a purpose by its code; loaded here, since the window does not wait for it."""
    from registerdesk.domain.fields import Purpose

    if code not in list(Purpose):
        raise _unknown(code, Purpose)
    return Purpose(code)


def _channel(code: str) -> Channel:
    """Return a channel by its code; loaded here, since the window does not wait for it."""
    from registerdesk.domain.sources import Channel

    if code not in list(Channel):
        raise _unknown(code, Channel)
    return Channel(code)


def _unknown(code: str, codes: Iterable[str]) -> argparse.ArgumentTypeError:
    """Return the usage error for a code that is none of those."""
    return argparse.ArgumentTypeError(f"invalid choice: {code!r} (choose from {', '.join(codes)})")


def _add_verify(commands: Any) -> None:  # noqa: ANN401 - as above
    """Describe `verify`: pages, chain, heads, keyring, letters."""
    command = commands.add_parser("verify", help="check that the office is whole")
    command.add_argument("office", type=Path, metavar="OFFICE")
    command.add_argument("--json", action="store_true")
    _add_sign_in(command)
    command.set_defaults(run=_verify)


def _add_links(commands: Any) -> None:  # noqa: ANN401 - as above
    """Describe `call`, which a telephone program opens when somebody rings, and how it finds it."""
    command = commands.add_parser("call", help="fill the call panel of the open window")
    command.add_argument("link", metavar="registerdesk:call?number=NUMBER")
    command.set_defaults(run=_window)
    command = commands.add_parser("register-scheme", help="let links of calls open this program")
    command.set_defaults(run=_register_scheme)


def _add_sign_in(command: argparse.ArgumentParser) -> None:
    """Describe how a command signs in."""
    command.add_argument("--user", required=True, metavar="NAME")
    command.add_argument("--password-file", type=Path, metavar="FILE")


def _password(options: argparse.Namespace) -> str:
    """Return the password from the file, the environment, or the prompt."""
    if options.password_file is not None:
        try:
            return str(options.password_file.read_text(encoding="utf-8").rstrip("\r\n"))
        except (OSError, UnicodeDecodeError):
            raise RegisterDeskError(_("The password file could not be read.")) from None
    from_environment = os.environ.get("REGISTERDESK_PASSWORD")
    if from_environment is not None:
        return from_environment
    return getpass.getpass(translate(_("Password:"), _language()) + " ")


def _window(options: argparse.Namespace) -> int:
    """Open the window: at the office asked for, the last one, or the wizard; or ring there."""
    from registerdesk.app import run_window

    return int(run_window(options.office, link=options.link))


def _register_scheme(_options: argparse.Namespace) -> int:
    """Register this program for the links, and say what was written."""
    from registerdesk.usecases.link_registration import register_links

    print(register_links((sys.executable, "-m", "registerdesk")))
    return 0


def _signed_in(options: argparse.Namespace) -> Any:  # noqa: ANN401 - loaded late
    """Sign in at the office that the command names."""
    from registerdesk.app import now, this_station
    from registerdesk.usecases.offices import sign_in

    return sign_in(
        options.office, options.user, _password(options), clock=now, station=this_station()
    )


def _demo(options: argparse.Namespace) -> int:
    """Make the demo office, tell its passwords, and open the window at it."""
    from registerdesk.app import now, run_window, this_station
    from registerdesk.usecases.demo import make_demo_office

    made = make_demo_office(
        options.folder,
        persons=options.persons,
        seed=options.seed,
        clock=now,
        station=this_station(),
        say=(lambda *_numbers: True) if options.json else _progress,
    )
    if options.json:
        print(json.dumps(made.as_json(), ensure_ascii=False))
    else:
        print(f"{made.office}")
        for member in made.staff:
            print(f"  {member.user:<12} {member.password:<28} {member.role}")
    return 0 if options.no_window or options.json else run_window(options.folder)


def _import(options: argparse.Namespace) -> int:
    """Take in a file, and write the report."""
    from registerdesk.app import now
    from registerdesk.usecases.desk import local_day
    from registerdesk.usecases.import_report_file import refuse_place, write_report
    from registerdesk.usecases.imports import as_json, import_file

    wanted = _import_options(options)
    if options.report is not None:
        refuse_place(options.report, options.office, options.file)
    session = _signed_in(options)
    try:
        report = import_file(
            session.desk, options.file, wanted, today=local_day(now()), progress=_progress
        )
    finally:
        session.close()
    text = json.dumps(as_json(report, _language()), ensure_ascii=False, indent=2)
    if options.report is not None:
        write_report(options.report, text + "\n")
    else:
        print(text)
    return 0


def _import_options(options: argparse.Namespace) -> Any:  # noqa: ANN401 - loaded late
    """Return what the command says of the file as a whole."""
    from registerdesk.domain.imports import ImportKind
    from registerdesk.domain.parties import PartyKind
    from registerdesk.usecases.imports import ImportOptions

    return ImportOptions(
        kind=ImportKind(options.kind),
        source=options.source,
        purpose=options.purpose,
        channel=options.channel,
        collected_on=options.collected,
        kind_without_number=PartyKind(options.kind_without_number),
        dry_run=options.dry_run,
    )


def _verify(options: argparse.Namespace) -> int:
    """Check the office and say what is off."""
    from registerdesk.usecases.verification import verify

    session = _signed_in(options)
    try:
        verdict = verify(session)
    finally:
        session.close()
    lines = [
        translate(f.message, _language(), count=f.count, place=f.place) for f in verdict.findings
    ]
    if options.json:
        print(
            json.dumps(
                {
                    "whole": verdict.is_whole,
                    "rows": verdict.rows,
                    "head": verdict.head,
                    "findings": [
                        {"checked": finding.checked.value, "sentence": line}
                        for finding, line in zip(verdict.findings, lines, strict=True)
                    ],
                },
                ensure_ascii=False,
            )
        )
    elif verdict.is_whole:
        whole = _("The office is whole: {count} log rows, head {head}.")
        print(translate(whole, _language(), count=verdict.rows, head=verdict.head))
    else:
        print("\n".join(lines), file=sys.stderr)
    return 0 if verdict.is_whole else REFUSED


def _progress(done: int, total: int) -> bool:
    """Show how far a long command has come, on a terminal only; it is never stopped here."""
    if sys.stderr.isatty():
        print(f"\r{done} / {total}", end="" if done < total else "\n", file=sys.stderr)
    return True


if __name__ == "__main__":
    sys.exit(main())
