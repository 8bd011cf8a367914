"""`licet scan`: the bill of materials, without judging."""

import argparse
from pathlib import Path

FORMATS = ("terminal", "json")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options of `licet scan`."""
    parser.add_argument("target", nargs="?", default=".", help="a folder, a licet.toml or a BOM (default: here)")
    parser.add_argument("-f", "--format", choices=FORMATS, default="terminal", help="format of standard output")
    parser.add_argument("--no-color", action="store_true", help="print without color")


def run(arguments: argparse.Namespace) -> int:
    """Print what was found; 0 even where files could not be read, as they are named."""
    from licet.pipeline import scan, unjudged  # noqa: PLC0415 - keeps `licet --help` fast
    from licet.report.inventory import as_json, as_text  # noqa: PLC0415 - as above
    from licet.report.output import screen_options  # noqa: PLC0415 - as above
    from licet.report.view import result_of  # noqa: PLC0415 - as above

    result = result_of(unjudged(scan(Path(arguments.target))))
    options = screen_options(no_color=arguments.no_color)
    print(as_json(result) if arguments.format == "json" else as_text(result, options), end="")
    return 0
