"""`licet diff A B`: what changed for us between two projects, results or license texts."""

import argparse
from pathlib import Path

from licet.report.result import Result

_EXIT_CODES = (
    "exit codes: 0 nothing got worse, 1 a finding that needs review or blocks is new or got worse, "
    "2 wrong use or unreadable input, 3 nothing to judge"
)
_HEAD = 16 * 1024
_JUDGED = (".json", ".toml")
_LOCK = ".lock"


def configure(parser: argparse.ArgumentParser) -> None:
    """Fill in the options of the command."""
    for name, when in (("a", "before"), ("b", "after")):
        parser.add_argument(
            name,
            metavar=name.upper(),
            help=f"what was {when}: a project's folder, a licet.toml, a licet.lock, a saved .json, or a license text",
        )
    parser.add_argument(
        "-f", "--format", choices=("terminal", "markdown", "json"), default="terminal", help="what is printed"
    )
    parser.add_argument("-q", "--quiet", action="store_true", help="print the verdict line alone")
    parser.add_argument("--no-color", action="store_true", help="print without color")
    parser.epilog = _EXIT_CODES


def run(arguments: argparse.Namespace) -> int:
    """Print what changed; 1 where something got worse. Two license texts are compared, and the code is 0.

    Raises:
        UsageError: one side is a license text and the other is none.
    """
    from licet.errors import UsageError  # noqa: PLC0415 - keeps `licet --help` fast

    if arguments.a.lower().endswith(_LOCK) and arguments.b.lower().endswith(_LOCK):
        return _locks(arguments)
    texts = [side for side in (arguments.a, arguments.b) if _is_text(side)]
    if len(texts) == 1:
        raise UsageError(f"{texts[0]} is a license text, and the other side is none", hint="compare like with like")
    if texts:
        return _texts(arguments)
    from licet.report.difference import Difference  # noqa: PLC0415 - as above
    from licet.report.difference_pages import FORMS  # noqa: PLC0415 - as above
    from licet.report.output import put, screen_options  # noqa: PLC0415 - as above

    seen = Difference(_result(arguments.a), _result(arguments.b))
    options = screen_options(no_color=arguments.no_color, quiet=arguments.quiet)
    put(FORMS[arguments.format](seen, options), raw=arguments.format != "terminal")
    return int(seen.worse)


def _is_text(side: str) -> bool:
    path = Path(side)
    return path.is_file() and not side.lower().endswith(_JUDGED)


def _locks(arguments: argparse.Namespace) -> int:
    """Two locks are compared entry by entry, and the code is that of `licet lock --check`."""
    from licet.cli.lock_changes import as_json, as_text, exit_code  # noqa: PLC0415 - needed for locks alone
    from licet.pin import Pinned, changes  # noqa: PLC0415 - as above
    from licet.report.output import put  # noqa: PLC0415 - as above
    from licet.sources.lock_file import load  # noqa: PLC0415 - as above

    found = changes(load(Path(arguments.a)), Pinned(lock=load(Path(arguments.b))))
    raw = arguments.format == "json"
    put(as_json(found) if raw else as_text(found, quiet=arguments.quiet), raw=raw)
    return exit_code(found)


def _texts(arguments: argparse.Namespace) -> int:
    """Two texts are what `licet license compare` compares."""
    from licet.cli import license_compare  # noqa: PLC0415 - needed for texts alone

    form = "json" if arguments.format == "json" else "text"
    return license_compare.run(argparse.Namespace(a=arguments.a, b=arguments.b, format=form, all=False))


def _result(side: str) -> Result:
    if side.lower().endswith(".json") and not _is_bom(Path(side)):
        from licet.report.saved import load_result  # noqa: PLC0415 - needed for saved results alone

        return load_result(side)
    from licet.pipeline import analyze  # noqa: PLC0415 - needed for folders and bills of materials
    from licet.report.view import result_of  # noqa: PLC0415 - as above

    return result_of(analyze(Path(side)))


def _is_bom(path: Path) -> bool:
    """Whether a file is a bill of materials rather than a saved result, by the marks of its kind at its beginning."""
    from licet.readers.registry import BOMS  # noqa: PLC0415 - needed for JSON alone

    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
    except OSError:
        return False  # reading it as a result tells what is wrong
    return any(is_mine(head) for is_mine, _ in BOMS)
