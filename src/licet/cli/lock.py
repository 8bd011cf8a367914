"""`licet lock`: look everything up and pin it in licet.lock; with --check, tell what changed upstream since."""

import argparse
from collections import Counter
from dataclasses import replace
from pathlib import Path

from licet.cli.looking import add_depth, looking
from licet.report.json_text import json_text

TYPE_CHECKING = False  # type checkers read this name; the modules are imported when the command runs
if TYPE_CHECKING:
    from licet.pin import Pinned
    from licet.sources.lock_file import Lock


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options of `licet lock`."""
    parser.add_argument("target", nargs="?", default=".", help="a project folder, or a licet.toml (default: here)")
    parser.add_argument(
        "--check", action="store_true", help="write nothing; tell what changed upstream, and end with 1"
    )
    parser.add_argument("--offline", action="store_true", help="pin what the local stores and caches hold")
    parser.add_argument("-o", "--output", metavar="FILE", help="another file than licet.lock in the project")
    parser.add_argument("-f", "--format", choices=("terminal", "json"), default="terminal", help="what is printed")
    add_depth(parser)
    parser.add_argument("-q", "--quiet", action="store_true", help="print nothing but what needs attention")
    parser.add_argument("--no-color", action="store_true", help="print without color")


def run(arguments: argparse.Namespace) -> int:
    """Write the lock, or compare it; 1 where it is out of date, 2 where something could not be looked up.

    Raises:
        UsageError: the target is no project, and no file was named.
    """
    from licet import pipeline  # noqa: PLC0415 - keeps `licet --help` fast
    from licet.cli.lock_changes import as_json, as_text, exit_code  # noqa: PLC0415 - as above
    from licet.config.saving import save  # noqa: PLC0415 - as above
    from licet.pin import changes, pin  # noqa: PLC0415 - as above
    from licet.report.output import put  # noqa: PLC0415 - as above
    from licet.sources.lock_file import Lock, load, render  # noqa: PLC0415 - as above

    path = _place(arguments)
    before = load(path) if arguments.check or path.is_file() else Lock()
    with looking(arguments, online=not arguments.offline) as how:
        scanned = pipeline.scan(arguments.target, looking=replace(how, locked=False, fresh=arguments.check))
    pinned = pin(scanned.consulted, scanned.identified, date=pipeline.today().isoformat(), before=before)
    if arguments.check:
        found = changes(before, pinned)
        text = as_json(found) if arguments.format == "json" else as_text(found, quiet=arguments.quiet)
        put(text, raw=arguments.format == "json")
        return exit_code(found)
    save(path, render(pinned.lock))
    _written(arguments, path, pinned)
    return 2 if pinned.failed else 0


def _place(arguments: argparse.Namespace) -> Path:
    from licet.errors import UsageError  # noqa: PLC0415 - as above
    from licet.sources.lock_file import NAME  # noqa: PLC0415 - as above

    if arguments.output:
        return Path(arguments.output)
    target = Path(arguments.target)
    if arguments.target.startswith("hf:"):
        raise UsageError("a lock belongs to a project", hint=f"name the file with -o {NAME}")
    return (target if target.is_dir() else target.parent) / NAME


def _written(arguments: argparse.Namespace, path: Path, pinned: "Pinned") -> None:
    lock: Lock = pinned.lock
    if arguments.format == "json":
        rows = [
            {"id": one.id, "revision": one.revision, "license": one.license, "grade": one.grade, "date": one.date}
            for one in lock.entries
        ]
        print(json_text({"components": rows, "failed": list(pinned.failed)}, indent=2), end="")
        return
    states = Counter(entry.learned.state for entry in lock.entries)
    if not arguments.quiet:
        told = ", ".join(f"{count} {state}" for state, count in sorted(states.items()))
        print(f"{path.name}: {len(lock.entries)} parts{f' ({told})' if told else ''}")
    for name in pinned.failed:
        print(f"UNCHECKED  {name} could not be looked up")
