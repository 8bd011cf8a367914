"""`licet plan [TARGET]`: the remedies and the cheapest plan alone."""

import argparse

from licet.cli.looking import add_options, looking
from licet.report.result import Result


def configure(parser: argparse.ArgumentParser) -> None:
    """Fill in the options of the command."""
    parser.add_argument(
        "target",
        metavar="TARGET",
        nargs="?",
        default=".",
        help="a project's folder, a licet.toml, or a result saved as .json (default: .)",
    )
    add_options(parser)
    parser.add_argument("-f", "--format", choices=("terminal", "json"), default="terminal", help="what is printed")
    parser.add_argument("-q", "--quiet", action="store_true", help="print the verdict line alone")
    parser.add_argument("--no-color", action="store_true", help="print without color")


def run(arguments: argparse.Namespace) -> int:
    """Print the ways out; 1 where the gate fails as things stand, as the printed verdict says."""
    from licet.report.output import put, screen_options  # noqa: PLC0415 - not needed for the help text
    from licet.report.planned import render, render_json  # noqa: PLC0415 - as above

    result = _result(arguments)
    raw = arguments.format == "json"
    options = screen_options(no_color=arguments.no_color, quiet=arguments.quiet)
    put(render_json(result) if raw else render(result, options), raw=raw)
    return int(result["gate"]["fails"])


def _result(arguments: argparse.Namespace) -> Result:
    target: str = arguments.target
    if target.lower().endswith(".json"):
        from licet.report.saved import load_result  # noqa: PLC0415 - needed for saved results alone

        return load_result(target)
    from licet.pipeline import analyze  # noqa: PLC0415 - needed for folders alone
    from licet.report.view import result_of  # noqa: PLC0415 - as above

    with looking(arguments) as how:
        return result_of(analyze(target, looking=how))
