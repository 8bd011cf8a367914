"""`licet report SAVED.json`: write a saved result in another format, without reading the project again."""

import argparse

from licet.report import FORMATS


def configure(parser: argparse.ArgumentParser) -> None:
    """Fill in the options of the command."""
    parser.add_argument("saved", metavar="SAVED.json", help="a result that `licet check -o SAVED.json` wrote")
    parser.add_argument("-f", "--format", choices=FORMATS, help="the format of what is printed")
    parser.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        action="append",
        default=[],
        help="write a file (repeatable); its suffix says the format",
    )
    parser.add_argument("--quiet", action="store_true", help="print the verdict line alone")
    parser.add_argument("--no-color", action="store_true", help="print without color")


def run(arguments: argparse.Namespace) -> int:
    """Write the saved result; 1 where its gate fails, as the printed verdict says."""
    from licet.report.output import deliver, screen_options  # noqa: PLC0415 - not needed for the help text
    from licet.report.saved import load_result  # noqa: PLC0415 - as above

    result = load_result(arguments.saved)
    options = screen_options(no_color=arguments.no_color, quiet=arguments.quiet)
    deliver(result, form=arguments.format, files=arguments.output, options=options)
    return int(result["gate"]["fails"])
