"""`licet explain ID [TARGET]`: the whole argument behind a finding, duty, question, remedy or part."""

import argparse
from importlib import import_module

from licet.cli.looking import add_options, looking
from licet.model.analysis import Analysis
from licet.report.result import Result


def configure(parser: argparse.ArgumentParser) -> None:
    """Fill in the options of the command."""
    parser.add_argument("id", metavar="ID", help="F1, D2, R3, the id of a question or a part, or a finding's key")
    parser.add_argument(
        "target",
        metavar="TARGET",
        nargs="?",
        default=".",
        help="a project's folder, or a result saved as .json (default: .)",
    )
    add_options(parser)
    parser.add_argument("--no-color", action="store_true", help="print without color")


def run(arguments: argparse.Namespace) -> int:
    """Print the argument; 0 whatever the verdict is, since nothing is judged for a gate."""
    from licet.report.explain import explain  # noqa: PLC0415 - not needed for the help text
    from licet.report.output import screen_options  # noqa: PLC0415 - as above

    print(explain(_result(arguments), arguments.id, screen_options(no_color=arguments.no_color)), end="")
    return 0


def _result(arguments: argparse.Namespace) -> Result:
    target: str = arguments.target
    if target.lower().endswith(".json"):
        from licet.report.saved import load_result  # noqa: PLC0415 - needed for saved results alone

        return load_result(target)
    from licet.report.view import result_of  # noqa: PLC0415 - needed for folders alone

    with looking(arguments) as how:
        analysis: Analysis = import_module("licet.pipeline").analyze_path(target, looking=how)
    return result_of(analysis)
