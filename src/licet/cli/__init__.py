"""The command line: parse, call, print, return a number. One file per command.

A command module has `configure(parser)` and `run(arguments) -> int`; it is imported only when it is called.
"""

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module

from licet.errors import LicetError

COMMANDS = {
    "init": "ask the questions that decide and write licet.toml",
    "scan": "list the parts, their licenses and what could not be read",
    "check": "judge the project against its intended use (the gate)",
    "explain": "give the whole argument behind a finding, duty, question or remedy",
    "report": "write a saved result in another format",
    "license": "show or list what Licet knows of licenses",
}
"""Each command with its one-line help, in the order of use."""

EXIT_CODES = "exit codes: 0 clean under the gate, 1 the gate fails, 2 wrong use or unreadable input, 3 nothing to judge"


def build_parser(chosen: str = "") -> argparse.ArgumentParser:
    """Build the parser; only the chosen command's own options are filled in."""
    parser = argparse.ArgumentParser(
        prog="licet",
        description="What may you do with an AI system, given everything it is made of?",
        epilog=f"{EXIT_CODES}. Licet reads and reasons; it gives no legal advice.",
    )
    parser.add_argument("--version", action="store_true", help="print the version and the state of the knowledge")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    for name, text in COMMANDS.items():
        command = commands.add_parser(name, help=text, description=text[0].upper() + text[1:] + ".", epilog=EXIT_CODES)
        if name == chosen:
            import_module(f"licet.cli.{name}").configure(command)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; errors the user can mend are one line and a hint."""
    words = list(sys.argv[1:] if argv is None else argv)
    chosen = next((word for word in words if word in COMMANDS), "")
    try:
        parser = build_parser(chosen)
        arguments = parser.parse_args(words)
        if arguments.version:
            return int(import_module("licet.cli.version").run(arguments))
        if not arguments.command:
            parser.print_help(sys.stderr)
            return 2
        return int(import_module(f"licet.cli.{arguments.command}").run(arguments))
    except LicetError as error:
        print(f"licet: {error}", file=sys.stderr)
        if error.hint:
            print(f"       {error.hint}", file=sys.stderr)
        return error.exit_code
    except BrokenPipeError:
        sys.stderr.close()
        return 141
