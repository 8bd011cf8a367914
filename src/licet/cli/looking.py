"""The options of every command that looks at a project: with or without network, how far up, the progress on screen."""

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from licet.model.lookups import DEPTH, OFFLINE, Looking


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add `--offline`, `--online` and `--depth`."""
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument("--offline", action="store_true", help="use no network (the default; Licet needs none)")
    choice.add_argument(
        "--online", action="store_true", help="ask the Hub and the package indexes, which raises the grade of evidence"
    )
    add_depth(parser)


def add_depth(parser: argparse.ArgumentParser) -> None:
    """Add `--depth`."""
    parser.add_argument(
        "--depth",
        type=_depth,
        default=DEPTH,
        metavar="N",
        help=f"generations of base models and data that are followed up (default: {DEPTH})",
    )


@contextmanager
def looking(arguments: argparse.Namespace, *, online: bool | None = None) -> Iterator[Looking]:
    """Give what the options say, with a bar on standard error where that is a terminal and the network is asked."""
    asked = arguments.online if online is None else online
    told = replace(OFFLINE, online=asked, depth=arguments.depth)
    if not asked or not sys.stderr.isatty() or getattr(arguments, "quiet", False):
        yield told
        return
    from rich.console import Console  # noqa: PLC0415 - only a terminal needs it
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn  # noqa: PLC0415 - as above

    console = Console(stderr=True, no_color=getattr(arguments, "no_color", False))
    with Progress(
        TextColumn("looking up"), BarColumn(), MofNCompleteColumn(), console=console, transient=True
    ) as progress:
        task = progress.add_task("looking up", total=None)

        def update(done: int, every: int) -> None:
            progress.update(task, completed=done, total=every)

        yield replace(told, progress=update)


def _depth(word: str) -> int:
    if not word.isdecimal() or int(word) > 64:  # noqa: PLR2004 - what the graph is walked to
        raise argparse.ArgumentTypeError("a number from 0 to 64")
    return int(word)
