"""`licet license list`: the licenses whose texts Licet has read."""

import argparse

from licet.licenses import heads
from licet.model.vocabulary import Category
from licet.report.json_text import json_text

NAME = "list"
HELP = "the licenses whose texts Licet has read"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the choice of a category and the format."""
    parser.add_argument("--category", choices=[str(category) for category in Category], help="of this category only")
    parser.add_argument("-f", "--format", choices=("text", "json"), default="text", help="text (default) or json")


def run(arguments: argparse.Namespace) -> int:
    """List the licenses, those of one category alone where one is given."""
    chosen = [head for head in heads() if arguments.category in (None, head.category)]
    if arguments.format == "json":
        keys = ("id", "name", "kind", "category", "complete", "reviewed", "aliases")
        print(json_text([{key: getattr(head, key) for key in keys} for head in chosen], indent=2), end="")
        return 0
    width = max((len(head.category) for head in chosen), default=0)
    for head in chosen:
        partly = "" if head.complete else "  (read in part)"
        print(f"{head.category:{width}}  {head.id}{partly}")
    print(f"{len(chosen)} licenses; licet license show ID tells what one says")
    return 0
