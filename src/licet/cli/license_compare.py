"""`licet license compare A B`: what two licenses say side by side, and where two texts differ."""

import argparse
from collections.abc import Iterable
from dataclasses import asdict

from licet.cli.license_rows import Row, rows
from licet.cli.license_side import Side, side
from licet.errors import UsageError
from licet.model.bom import Detection
from licet.report.json_text import json_text

NAME = "compare"
HELP = "the terms of two licenses side by side, and of two texts the passages that differ"

_EXIT_CODES = "exit codes: 0 whether or not they differ, 2 wrong use or unreadable input"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the two sides and the options."""
    for name in "ab":
        parser.add_argument(
            name, metavar=name.upper(), help="an id, a short name, a Hub id, a URL, or the path of a license text"
        )
    parser.add_argument("-f", "--format", choices=("text", "json"), default="text", help="text (default) or json")
    parser.add_argument("--all", action="store_true", help="tell what is the same as well, and every passage in full")
    parser.epilog = _EXIT_CODES


def run(arguments: argparse.Namespace) -> int:
    """Compare the two; 0 whether or not they differ.

    Raises:
        UsageError: a side is of no license and no readable file, or there is nothing to compare.
    """
    from licet.cli.license_passages import difference  # noqa: PLC0415 - brings the reader of texts with it

    a, b = side(arguments.a), side(arguments.b)
    both_texts = bool(a.path and b.path)
    if not (a.known or b.known or both_texts):
        hint = "licet license list shows what was read; two paths to license texts are compared in any case"
        raise UsageError(f"Licet has read neither {a.label} nor {b.label}: there is nothing to compare", hint=hint)
    made = rows(a.terms, b.terms, {*a.touched, *b.touched})
    texts = difference(a.text, b.text) if both_texts else None
    if arguments.format == "json":
        document = {
            "a": _side(a),
            "b": _side(b),
            "differs": _listed(row for row in made if row.differs),
            "not_told": _listed(row for row in made if not row.told),
            "same": sum(row.same for row in made),
            **({"equal": _listed(row for row in made if row.same)} if arguments.all else {}),
            "texts": asdict(texts) if texts else None,
        }
        print(json_text(document, indent=2), end="")
    else:
        from licet.cli.license_columns import page  # noqa: PLC0415 - needs rich, which is slow to import

        print(page(a, b, made, texts, whole=arguments.all))
    return 0


def _side(one: Side) -> dict[str, object]:
    """One side as plain data; the words of its text are told where they differ alone."""
    text: dict[str, object] = {}
    if one.path:
        found = one.detection
        text = {"path": one.label, "recognized": _detection(found) if found else None, "also": list(one.others)}
    return {
        "asked": one.label,
        "id": one.terms.id,
        "name": one.terms.name,
        "read": one.known,
        "complete": one.terms.complete,
        **text,
        "warnings": list(one.warnings),
    }


def _detection(found: Detection) -> dict[str, object]:
    return {
        "license": found.license,
        "document": found.document,
        "match": found.match,
        "score": found.score,
        "line": found.evidence.line,
        "inserted": list(found.inserted),
        "missing": found.missing,
        "edits": [asdict(edit) for edit in found.edits],
        "drafts": [asdict(draft) for draft in found.drafts],
        "touched": [asdict(each) for each in found.touched],
    }


def _listed(chosen: Iterable[Row]) -> list[dict[str, object]]:
    return [{"statement": row.statement, "a": dict(row.a.data), "b": dict(row.b.data)} for row in chosen]
