"""`licet evidence DIR`: write the evidence pack for those who answer for compliance."""

import argparse
from pathlib import Path

from licet.cli.looking import add_options, looking


def configure(parser: argparse.ArgumentParser) -> None:
    """Fill in the options of the command."""
    parser.add_argument(
        "folder", metavar="DIR", help="the folder to write; one of an earlier pack is brought up to date"
    )
    parser.add_argument(
        "target", metavar="TARGET", nargs="?", default=".", help="a project's folder, or a licet.toml (default: .)"
    )
    parser.add_argument(
        "--check", action="store_true", help="write nothing; fail where the folder is not what it should be"
    )
    add_options(parser)
    parser.add_argument("--no-color", action="store_true", help="print without color (nothing here is colored)")


def run(arguments: argparse.Namespace) -> int:
    """Write the pack and count its records by status; 0 whatever they are, 1 with --check where it is out of date.

    Raises:
        UsageError: the folder cannot be written, or holds files that Licet has not written.
    """
    from licet.evidence import pack_of, statuses  # noqa: PLC0415 - keeps `licet --help` fast
    from licet.notice.folder import outdated, write  # noqa: PLC0415 - as above
    from licet.pipeline import analyze  # noqa: PLC0415 - as above
    from licet.report.words import count  # noqa: PLC0415 - as above

    folder = Path(arguments.folder)
    with looking(arguments) as how:
        files = pack_of(analyze(arguments.target, looking=how))
    if arguments.check:
        stale = outdated(folder, files)
        for path in stale:
            print(f"{folder / path}: not what the project gives now; run licet evidence")
        return int(bool(stale))
    write(folder, files)
    print(f"{count(len(files), 'file')} in {folder}")
    for status, number in statuses(files).items():
        print(f"  {status}: {count(number, 'record')}")
    print("gaps.md tells what is lacking; the pack asserts no conformance")
    return 0
