"""`licet check`: the whole job, and the gate."""

import argparse
from dataclasses import replace
from pathlib import Path

from licet.model.vocabulary import Verdict

FAIL_ON = (Verdict.BLOCKED, Verdict.REVIEW, Verdict.WITH_DUTIES)


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options of `licet check`."""
    from licet.report import REPORTERS  # noqa: PLC0415 - keeps `licet --help` fast

    parser.add_argument("target", nargs="?", default=".", help="a folder, a licet.toml or a BOM (default: here)")
    parser.add_argument("-f", "--format", choices=tuple(REPORTERS), help="format of standard output")
    parser.add_argument("-o", "--output", action="append", default=[], metavar="FILE", help="write a file (repeatable)")
    parser.add_argument("--fail-on", choices=FAIL_ON, type=Verdict, help="the verdict from which the gate fails")
    parser.add_argument("--offline", action="store_true", help="use no network (the default; Licet needs none)")
    parser.add_argument("-q", "--quiet", action="store_true", help="print the verdict line alone")
    parser.add_argument("--no-color", action="store_true", help="print without color")


def run(arguments: argparse.Namespace) -> int:
    """Judge the target, deliver the result, and return 0 or 1 as the gate says."""
    from licet.pipeline import analyze  # noqa: PLC0415 - keeps `licet --help` fast
    from licet.report.output import deliver, screen_options  # noqa: PLC0415 - as above
    from licet.report.view import result_of  # noqa: PLC0415 - as above

    analysis = analyze(Path(arguments.target))
    if arguments.fail_on:
        policy = replace(analysis.config.policy, fail_on=arguments.fail_on)
        analysis = replace(analysis, config=replace(analysis.config, policy=policy))
    deliver(
        result_of(analysis),
        form=arguments.format,
        files=arguments.output,
        options=screen_options(no_color=arguments.no_color, quiet=arguments.quiet),
        always_print=True,
    )
    return 1 if analysis.gate_fails else 0
