"""`licet notice [TARGET]`: write the bundle that a release needs, and tell what is missing."""

import argparse
import sys
from pathlib import Path

from licet.cli.looking import add_options, looking
from licet.notice.bundle import Bundle

FOLDER = "licet-notices"


def configure(parser: argparse.ArgumentParser) -> None:
    """Fill in the options of the command."""
    parser.add_argument(
        "target", metavar="TARGET", nargs="?", default=".", help="a project's folder, or a licet.toml (default: .)"
    )
    parser.add_argument(
        "-o", "--output", metavar="DIR", default=FOLDER, help=f"the folder to write (default: {FOLDER})"
    )
    parser.add_argument(
        "--check", action="store_true", help="write nothing; fail where the folder is not what it should be"
    )
    add_options(parser)
    parser.add_argument("--no-color", action="store_true", help="print without color (nothing here is colored)")


def run(arguments: argparse.Namespace) -> int:
    """Write the bundle; 0 where it is complete, 1 where something is missing (or, with --check, out of date).

    Raises:
        UsageError: the folder cannot be written, or holds files that no bundle has written.
    """
    from licet.notice import bundle_of  # noqa: PLC0415 - keeps `licet --help` fast
    from licet.notice.folder import outdated, write  # noqa: PLC0415 - as above
    from licet.pipeline import analyze  # noqa: PLC0415 - as above

    with looking(arguments) as how:
        bundle = bundle_of(analyze(arguments.target, looking=how))
    folder = Path(arguments.output)
    if arguments.check:
        stale = outdated(folder, bundle.files)
        for path in stale:
            print(f"{folder / path}: not what the project needs now; run licet notice")
        _tell(bundle)
        return int(bool(stale) or not bundle.complete)
    if not bundle.files:
        print("no notice is owed to anybody: nothing was written", file=sys.stderr)
        return 0
    write(folder, bundle.files)
    print(f"{len(bundle.files)} files in {folder}")
    _tell(bundle)
    return int(not bundle.complete)


def _tell(bundle: Bundle) -> None:
    """What is missing, alike for many parts in one line."""
    from licet.report.words import clean, some  # noqa: PLC0415 - not needed for the help text

    if bundle.complete:
        print("complete: every duty that a file can meet has its file; the statements are for a person to check")
        return
    groups: dict[str, list[str]] = {}
    for each in bundle.missing:
        groups.setdefault(f"{each.what} (from {each.where})", []).append(each.component)
    print("missing:")
    for what, parts in groups.items():
        print(f"  {clean(what)}: {clean(some(parts, 4))}")
