"""The command line: parse, call, print, return a number. One file per command.

A command module has `configure(parser)` and `run(arguments) -> int`; it is imported only when it is called. The
parser's own module costs as much as starting Python, so the overview is printed without it.
"""

import sys
from collections.abc import Sequence

from licet.errors import LicetError

TYPE_CHECKING = False  # type checkers read this name; importing typing would slow every start
if TYPE_CHECKING:
    import argparse

COMMANDS = {
    "init": "ask the questions that decide and write licet.toml",
    "scan": "list the parts, their licenses and what could not be read",
    "check": "judge the project against its intended use (the gate)",
    "lock": "look every part up and pin it in licet.lock, or tell what changed",
    "ask": "answer the open questions, written to licet.toml",
    "what-if": "judge a changed system and show what changes",
    "plan": "show the ways out and the cheapest plan alone",
    "fix": "write what needs no decision: notices, license fields of our cards",
    "diff": "tell what changed between two projects, results or license texts",
    "notice": "write the notices, texts and terms that a release has to carry",
    "evidence": "write the records that compliance standards ask for",
    "explain": "give the whole argument behind a finding, duty, question or remedy",
    "report": "write a saved result in another format",
    "bom": "check a bill of materials for what official schemas miss",
    "graph": "judge a registry of components and links for one use",
    "license": "show, list, compare, identify or review licenses",
    "catalog": "show, search or check what is known of models, data and services",
}
"""Each command with its one-line help, in the order of use."""

_NEW_OBJECTS = 20_000
"""Objects that are made before a collection, where Python has 700: syntax trees and results are many live objects."""

EXIT_CODES = "exit codes: 0 clean under the gate, 1 the gate fails, 2 wrong use or unreadable input, 3 nothing to judge"
OVERVIEW = """\
usage: licet [--help] [--version] COMMAND ...

What may you do with an AI system, given everything it is made of?

commands:
{commands}

options:
  -h, --help   show this; licet COMMAND --help shows a command's options
  --version    print the version and the state of the knowledge

exit codes: 0 clean under the gate, 1 the gate fails, 2 wrong use or unreadable
input, 3 nothing to judge

Licet reads and reasons; it gives no legal advice.
"""


def overview() -> str:
    """The text of `licet --help`."""
    return OVERVIEW.format(commands="\n".join(f"  {name:<10} {text}" for name, text in COMMANDS.items()))


def build_parser(chosen: str = "") -> "argparse.ArgumentParser":
    """Build the parser; only the chosen command's own options are filled in."""
    import argparse  # noqa: PLC0415 - see the head of this file
    from importlib import import_module  # noqa: PLC0415 - as above

    parser = argparse.ArgumentParser(prog="licet", usage="licet [--help] [--version] COMMAND ...", epilog=EXIT_CODES)
    parser.add_argument("--version", action="store_true", help="print the version and the state of the knowledge")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    for name, text in COMMANDS.items():
        usage = None if name == chosen else f"licet {name} ..."
        description = text[0].upper() + text[1:] + "."
        command = commands.add_parser(
            name, prog=f"licet {name}", usage=usage, help=text, description=description, epilog=EXIT_CODES
        )
        if name == chosen:
            import_module(_module(name)).configure(command)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; errors the user can mend are one line and a hint."""
    words = list(sys.argv[1:] if argv is None else argv)
    if words in (["--help"], ["-h"]):
        print(overview(), end="")
        return 0
    if not words:
        print(overview(), end="", file=sys.stderr)
        return 2
    _collect_seldom()
    try:
        return _dispatch(words)
    except LicetError as error:
        print(f"licet: {error}", file=sys.stderr)
        if error.hint:
            print(f"       {error.hint}", file=sys.stderr)
        return error.exit_code
    except BrokenPipeError:
        sys.stderr.close()
        return 141


def _collect_seldom() -> None:
    """Let the collector of circular garbage run seldom: what a run makes is values, which hold no circles."""
    import gc  # noqa: PLC0415 - only a command pays for it

    gc.set_threshold(_NEW_OBJECTS, *gc.get_threshold()[1:])


def _module(command: str) -> str:
    return f"licet.cli.{command.replace('-', '_')}"


def _dispatch(words: list[str]) -> int:
    from importlib import import_module  # noqa: PLC0415 - see the head of this file

    chosen = next((word for word in words if word in COMMANDS), "")
    arguments = build_parser(chosen).parse_args(words)
    if arguments.version:
        return int(import_module("licet.cli.version").run(arguments))
    return int(import_module(_module(arguments.command)).run(arguments))
