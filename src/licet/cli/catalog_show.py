"""`licet catalog show NAME`: what the catalog knows of one thing, each fact with its source and date."""

import argparse
from collections.abc import Iterator

from licet import catalog
from licet.catalog import Entry, Statement
from licet.errors import UsageError
from licet.identify.claims import read_claim
from licet.licenses.expression import leaves
from licet.model.bom import Claim, Evidence
from licet.model.vocabulary import Grade
from licet.report.json_text import json_text

NAME = "show"
HELP = "what is known of a model, dataset, service or package, and where from"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the name and the format."""
    parser.add_argument("name", metavar="NAME", help="an id, an alias, or a name such as org/model")
    parser.add_argument("-f", "--format", choices=("text", "json"), default="text", help="text (default) or json")


def run(arguments: argparse.Namespace) -> int:
    """Show one entry.

    Raises:
        UsageError: the catalog knows nothing by that name.
    """
    entry = catalog.named(arguments.name)
    if entry is None:
        hint = "licet catalog search TEXT looks for parts of a name"
        raise UsageError(f"the catalog knows nothing by the name {arguments.name[:100]!r}", hint=hint)
    if arguments.format == "json":
        print(json_text(answer(entry), indent=2), end="")
        return 0
    for label, line in _lines(entry):
        print(f"{label:<14}{line}".rstrip())
    return 0


def answer(entry: Entry) -> dict[str, object]:
    """An entry as plain data, with what each license statement means to Licet."""
    return {
        "id": entry.id,
        "kind": entry.kind,
        "name": entry.name,
        "licenses": [
            {
                "declared": one.declared,
                "name": one.name,
                "url": one.url,
                "versions": one.versions,
                "means": (reading := meaning(one))[0],
                "standing": reading[1],
                "grade": one.grade,
                "date": one.date,
                "source": one.source,
                "place": where(one),
            }
            for one in entry.licenses
        ],
        "bases": [
            {"how": base.how, "id": base.id, "external": base.external, "source": base.source} for base in entry.bases
        ],
        "gated": entry.gated,
        "task": entry.task,
        "aliases": list(entry.aliases),
        "mirrors": list(entry.mirrors),
        "hosts": list(entry.hosts),
        "packages": list(entry.packages),
        "replacement": entry.replacement,
        "note": entry.note,
    }


def where(statement: Statement) -> str:
    """The source of a statement and the place within it."""
    source = catalog.head().sources[statement.source]
    return ": ".join(part for part in (source.place, statement.place) if part)


def meaning(statement: Statement) -> tuple[str, str]:
    """What a statement means as an expression, and how far Licet knows it.

    `reviewed`: each license has a record; `known`: the license is certain, its text was not read; `unknown`: words
    that are no known license; `none`: the source names none.
    """
    claim = Claim(
        license=statement.declared,
        grade=Grade.CATALOG,
        evidence=Evidence(path="catalog"),
        name=statement.name,
        url=statement.url,
        hub=statement.grade == "card",
    )
    stated = read_claim(claim)
    if stated is None:
        return "", "none"
    if stated.vague:
        return str(stated), "unknown"
    return str(stated), "reviewed" if all(leaf.known for leaf in leaves(stated.expression)) else "known"


def _lines(entry: Entry) -> Iterator[tuple[str, str]]:
    about = ", ".join(word for word in (entry.task, "gated" if entry.gated else "") if word)
    yield entry.kind, f"{entry.id}{f'  ({about})' if about else ''}"
    if entry.name and entry.name not in entry.id:
        yield "name", entry.name
    for one in entry.licenses:
        means, standing = meaning(one)
        said = one.name or one.declared
        words = {"none": "none is named", "unknown": f'"{said}", which is no license that is known'}.get(
            standing, means
        )
        unread = ", text not read" if standing == "known" else ""
        yield "license", f"{words}{unread}{f' (versions {one.versions})' if one.versions else ''}"
        yield "", f"  {one.grade}, {one.date}: {where(one)}"
        if one.url:
            yield "", f"  {one.url}"
    for base in entry.bases:
        outside = ", of which the catalog knows no more" if base.external else ""
        yield str(base.how), f"{base.id}{outside}"
    for label, names in (
        ("also", entry.aliases),
        ("copies at", entry.mirrors),
        ("hosts", entry.hosts),
        ("clients", entry.packages),
    ):
        for name in names:
            yield label, name
            label = ""  # noqa: PLW2901 - the label stands once
    if entry.note:
        yield "note", entry.note
