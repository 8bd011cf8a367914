"""`licet fix [TARGET]`: put right what needs no decision, after showing what changes."""

import argparse
import sys
from pathlib import Path

from licet.cli.notice import FOLDER
from licet.notice.bundle import Bundle
from licet.notice.fixes import Fix, Proposal

_EXIT_CODES = (
    "exit codes: 0 nothing is left to fix, 1 changes were shown and not written, "
    "2 wrong use or unreadable input, 3 nothing to judge"
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Fill in the options of the command."""
    parser.add_argument(
        "target", metavar="TARGET", nargs="?", default=".", help="a project's folder, or a licet.toml (default: .)"
    )
    parser.add_argument("--yes", action="store_true", help="write without being asked")
    parser.add_argument("--no-color", action="store_true", help="print without color (nothing here is colored)")
    parser.epilog = _EXIT_CODES


def run(arguments: argparse.Namespace) -> int:
    """Show the changes, ask, and write them; 1 where they were not written.

    Raises:
        UsageError: a file cannot be written; the files before it were, that one is as it was.
    """
    from licet.notice import bundle_of  # noqa: PLC0415 - keeps `licet --help` fast
    from licet.notice.fixes import fixes  # noqa: PLC0415 - as above
    from licet.notice.folder import outdated  # noqa: PLC0415 - as above
    from licet.pipeline import analyze  # noqa: PLC0415 - as above

    target = Path(arguments.target)
    root = target.parent if target.is_file() else target
    analysis = analyze(target)
    found, proposed = fixes(analysis, root)
    bundle = bundle_of(analysis)
    stale = outdated(root / FOLDER, bundle.files) if bundle.files else []
    _show(found, proposed, stale)
    if not (found or stale):
        print("nothing to fix")
        return 0
    if not (arguments.yes or _agreed()):
        print("nothing was written; licet fix --yes writes it")
        return 1
    _write(root, found, bundle if stale else None)
    return 0


def _show(found: tuple[Fix, ...], proposed: tuple[Proposal, ...], stale: list[str]) -> None:
    """Every change as a diff, the files of the bundle by name, and what is only proposed."""
    from licet.report.words import clean, some  # noqa: PLC0415 - not needed for the help text

    for fix in found:
        print(f"{clean(fix.path)}: {clean(fix.why)}")
        print("\n".join(clean(line) for line in fix.diff.splitlines()))
    if stale:
        print(f"{FOLDER}: {clean(some(stale, 6))} (what licet notice writes)")
    for each in proposed:
        print(f"proposed, not done: {clean(each.what)}")


def _agreed() -> bool:
    """Whether the person at the terminal says yes; without a terminal nobody does."""
    if not sys.stdin.isatty():
        return False
    return input("write this? [y/N] ").strip().casefold() in {"y", "yes"}


def _write(root: Path, found: tuple[Fix, ...], bundle: Bundle | None) -> None:
    from licet.config.saving import save  # noqa: PLC0415 - needed where something is written
    from licet.notice.folder import write  # noqa: PLC0415 - as above

    for fix in found:
        save(root / fix.path, fix.after, through=False)
        print(f"wrote {fix.path}")
    if bundle:
        write(root / FOLDER, bundle.files)
        print(f"wrote {FOLDER}")
