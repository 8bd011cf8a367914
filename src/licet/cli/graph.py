"""`licet graph FILE`: judge a registry of components and links for one use."""

import argparse
import sys
from collections import deque
from dataclasses import replace
from pathlib import Path

from licet.model.use import Config, Product, Use
from licet.model.vocabulary import Delivery, Organization, Verdict
from licet.report.json_text import json_text

TYPE_CHECKING = False  # as in licet.cli: numpy is not imported for the help text
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from licet.registry import Judged, Judging

FAIL_ON = (Verdict.BLOCKED, Verdict.REVIEW, Verdict.WITH_DUTIES)
TOLD_EVERY = 2_000
PLAIN_USE = Use(
    commercial=True,
    delivery=(Delivery.HOSTED_API,),
    organization=Organization.COMPANY,
    fields=(),
    trains_models_on_outputs=False,
    publishes_outputs=False,
    makes_trained_model_available=False,
    publishes_research=False,
)
"""The use where none is stated: a company's hosted, commercial product in no restricted field."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options of `licet graph`."""
    parser.add_argument("file", metavar="FILE", help="a registry: .jsonl or .parquet (columns: docs/graph.md)")
    parser.add_argument("--use", metavar="licet.toml", help="the use to judge for (default: commercial, hosted-api)")
    parser.add_argument(
        "--as", dest="seen_as", choices=("part", "product"), default="part", help="each taken into a product, or as one"
    )
    parser.add_argument("--commercial", action=argparse.BooleanOptionalAction, help="whether the use is commercial")
    parser.add_argument("--delivery", action="append", choices=tuple(Delivery), help="how it is delivered (repeatable)")
    parser.add_argument("--field", action="append", metavar="TAG", help="a field of use that is served (repeatable)")
    parser.add_argument(
        "-o", "--output", metavar="FILE", help="write the result of each component: .jsonl .csv .parquet"
    )
    parser.add_argument(
        "-f", "--format", choices=("terminal", "json"), default="terminal", help="format of the summary"
    )
    parser.add_argument(
        "--explain", metavar="ID", help="show what was found on one component, with the ways and clauses"
    )
    parser.add_argument("--fail-on", choices=FAIL_ON, type=Verdict, help="exit with 1 from this verdict on")


def run(arguments: argparse.Namespace) -> int:
    """Judge the registry; 1 where `--fail-on` says so, and a row that could not be read needs review."""
    from licet.errors import NothingToJudgeError  # noqa: PLC0415 - keeps `licet --help` fast
    from licet.pipeline import today  # noqa: PLC0415 - as above
    from licet.registry import gather, prepare, rows  # noqa: PLC0415 - as above

    path = Path(arguments.file)
    registry = gather(rows(path))
    if not registry.components:
        named = registry.unread.named
        reason = f"row {named[0].line}: {named[0].reason}" if named else "it has no rows"
        raise NothingToJudgeError(f"{path}: no component was found ({reason})", hint="docs/graph.md tells the columns")
    judging = prepare(registry, _config(arguments), path=path.name, now=today(), seen_as=arguments.seen_as)
    if arguments.explain:
        from licet.registry.explaining import explained  # noqa: PLC0415 - as above

        _show(explained(judging, arguments.explain))
        return 0
    return _whole(arguments, path, judging)


def _whole(arguments: argparse.Namespace, path: Path, judging: "Judging") -> int:
    from licet.registry.discrepancies import discrepancies  # noqa: PLC0415 - keeps `licet --help` fast
    from licet.registry.summary import Tally, summary_of, told  # noqa: PLC0415 - as above
    from licet.registry.writing import result_of, write  # noqa: PLC0415 - as above
    from licet.report.output import put  # noqa: PLC0415 - as above

    tally = Tally()
    judged = _told_on_the_way(judging.judged(), judging.registry.components)
    results = tally.counting(result_of(judging, each) for each in judged)
    deque(write(Path(arguments.output), results) if arguments.output else results, maxlen=0)
    found = discrepancies(judging)
    if arguments.format == "json":
        put(json_text(summary_of(path.name, judging, tally, found), indent=2), raw=True)
    else:
        _show(told(path.name, judging, tally, found))
    worst = Verdict.REVIEW if judging.registry.unread.number and tally.worst.rank < Verdict.REVIEW.rank else tally.worst
    return int(arguments.fail_on is not None and worst.rank >= arguments.fail_on.rank)


def _show(text: str) -> None:
    """Print lines within the width and in the signs that standard output can show."""
    from licet.report.layout import Page  # noqa: PLC0415 - keeps `licet --help` fast
    from licet.report.output import put, screen_options  # noqa: PLC0415 - as above

    page = Page(screen_options(no_color=True))
    for line in text.splitlines():
        indent = len(line) - len(line.lstrip())
        if line:
            page.row((line.strip(), ""), start=indent, at=indent)
        else:
            page.gap()
    put(page.text(), raw=False)


def _told_on_the_way(judged: "Iterable[Judged]", total: int) -> "Iterator[Judged]":
    """Yield results, and say on a terminal how many there are; nothing is said where standard error is a file."""
    shown = sys.stderr.isatty()
    for number, each in enumerate(judged, start=1):
        if shown and number % TOLD_EVERY == 0:
            print(f"\r  {number:,} of {total:,} judged", end="", file=sys.stderr, flush=True)
        yield each
    if shown and total >= TOLD_EVERY:
        print("\r" + " " * 40, end="\r", file=sys.stderr, flush=True)


def _config(arguments: argparse.Namespace) -> Config:
    from licet import config as configs  # noqa: PLC0415 - keeps `licet --help` fast
    from licet.errors import UsageError  # noqa: PLC0415 - as above
    from licet.model.vocabulary import FIELD_TAGS  # noqa: PLC0415 - as above

    config = (
        configs.load(Path(arguments.use))
        if arguments.use
        else Config(product=Product(name="the product"), use=PLAIN_USE)
    )
    use = config.use
    if arguments.commercial is not None:
        use = replace(use, commercial=arguments.commercial)
    if arguments.delivery:
        use = replace(use, delivery=tuple(Delivery(each) for each in arguments.delivery))
    for tag in arguments.field or ():
        if tag not in FIELD_TAGS:
            raise UsageError(f"{tag!r} is no field of use", hint="docs/licet-toml.md lists the fields")
    if arguments.field:
        use = replace(use, fields=tuple(dict.fromkeys(arguments.field)))
    return replace(config, use=use)
