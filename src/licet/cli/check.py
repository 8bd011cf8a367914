"""`licet check`: the whole job, and the gate."""

import argparse
from dataclasses import replace
from pathlib import Path

from licet.cli.looking import add_options, looking
from licet.model.vocabulary import Verdict

FAIL_ON = tuple(map(str, (Verdict.BLOCKED, Verdict.REVIEW, Verdict.WITH_DUTIES)))


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options of `licet check`."""
    from licet.report import FORMATS  # noqa: PLC0415 - keeps `licet --help` fast

    parser.add_argument(
        "target", nargs="?", default=".", help="a folder, a licet.toml, a BOM, or hf:org/name (default: here)"
    )
    parser.add_argument("-f", "--format", choices=FORMATS, help="format of standard output")
    parser.add_argument("-o", "--output", action="append", default=[], metavar="FILE", help="write a file (repeatable)")
    parser.add_argument(
        "--fail-on",
        choices=FAIL_ON,
        metavar="VERDICT",
        help=f"when the gate fails: {', '.join(FAIL_ON)}",
    )
    parser.add_argument(
        "--baseline", metavar="FILE", help="an earlier result (JSON): the gate fails on what is new alone"
    )
    parser.add_argument("--policy", metavar="FILE", help="the organization's policy, which no project can loosen")
    add_options(parser)
    parser.add_argument("-q", "--quiet", action="store_true", help="print the verdict line alone")
    parser.add_argument("--no-color", action="store_true", help="print without color")


def run(arguments: argparse.Namespace) -> int:
    """Judge the target, deliver the result, and return 0 or 1 as the gate says."""
    from licet.pipeline import analyze  # noqa: PLC0415 - keeps `licet --help` fast
    from licet.report.baseline import against  # noqa: PLC0415 - as above
    from licet.report.output import deliver, screen_options  # noqa: PLC0415 - as above
    from licet.report.saved import load_result  # noqa: PLC0415 - as above
    from licet.report.view import result_of  # noqa: PLC0415 - as above

    known = load_result(arguments.baseline) if arguments.baseline else None
    policy_file = Path(arguments.policy) if arguments.policy else None
    with looking(arguments) as how:
        analysis = analyze(arguments.target, looking=how, policy=policy_file)
    if arguments.fail_on:
        policy = replace(analysis.config.policy, fail_on=Verdict(arguments.fail_on))
        analysis = replace(analysis, config=replace(analysis.config, policy=policy))
    result = result_of(analysis)
    if known:
        result = against(result, known)
    deliver(
        result,
        form=arguments.format,
        files=arguments.output,
        options=screen_options(no_color=arguments.no_color, quiet=arguments.quiet),
        always_print=True,
    )
    return int(result["gate"]["fails"])
