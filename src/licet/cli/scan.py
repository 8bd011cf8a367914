"""`licet scan`: the bill of materials, without judging."""

import argparse

from licet.cli.looking import add_options, looking


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options of `licet scan`."""
    from licet.report.inventory import INVENTORY  # noqa: PLC0415 - keeps `licet --help` fast

    parser.add_argument(
        "target", nargs="?", default=".", help="a folder, a licet.toml, a BOM, or hf:org/name (default: here)"
    )
    parser.add_argument(
        "-f", "--format", choices=tuple(INVENTORY), help="format of standard output (default: terminal)"
    )
    parser.add_argument(
        "-o",
        "--output",
        action="append",
        default=[],
        metavar="FILE",
        help="write a file (repeatable); its name says the format",
    )
    add_options(parser)
    parser.add_argument("--no-color", action="store_true", help="print without color")


def run(arguments: argparse.Namespace) -> int:
    """Print what was found, or write it; 0 even where files could not be read, as they are named.

    Raises:
        UsageError: a file's name asks for a format that judges, or for none, or the file cannot be written.
    """
    from licet.pipeline import scan, unjudged  # noqa: PLC0415 - keeps `licet --help` fast
    from licet.report.inventory import INVENTORY  # noqa: PLC0415 - as above
    from licet.report.output import deliver, screen_options  # noqa: PLC0415 - as above
    from licet.report.view import result_of  # noqa: PLC0415 - as above

    with looking(arguments) as how:
        result = result_of(unjudged(scan(arguments.target, looking=how)))
    options = screen_options(no_color=arguments.no_color)
    deliver(result, form=arguments.format, files=arguments.output, options=options, reporters=INVENTORY)
    return 0
