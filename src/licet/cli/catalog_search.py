"""`licet catalog search TEXT`: the names in the catalog that hold a text."""

import argparse

from licet import catalog
from licet.report.json_text import json_text

NAME = "search"
HELP = "the names in the catalog that hold one or more words"
MOST = 50
"""Names shown where no other number is asked for."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the words, the kind, the number of names and the format."""
    parser.add_argument("words", metavar="TEXT", nargs="+", help="parts of a name; all of them must occur")
    parser.add_argument("--limit", type=int, default=MOST, metavar="N", help=f"show at most N names (default {MOST})")
    parser.add_argument("-f", "--format", choices=("text", "json"), default="text", help="text (default) or json")


def run(arguments: argparse.Namespace) -> int:
    """Print the names, each with the entry it leads to; 1 where there is none."""
    found = list(catalog.search(arguments.words))
    shown = found[: max(arguments.limit, 0)]
    if arguments.format == "json":
        print(json_text([{"name": name, "id": entry} for name, entry in shown], indent=2), end="")
        return 0 if found else 1
    for name, entry in shown:
        print(name if name.casefold() == entry.casefold() else f"{name} = {entry}")
    more = f", {len(shown)} of them shown" if len(shown) < len(found) else ""
    print(f"{len(found)} names{more}; licet catalog show NAME tells what is known of one")
    return 0 if found else 1
