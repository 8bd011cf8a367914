"""What a memo needs to be checked and made again: the parts, the texts with their hashes, what was not read."""

from collections.abc import Iterator
from hashlib import sha256

from licet.report.counsel.blocks import Block, Grid, Heading, Para, Points
from licet.report.document import render as as_json
from licet.report.lookup import Index, place
from licet.report.options import Options
from licet.report.words import KINDS, unlicensed

_HASH = 16


def annexes(index: Index) -> Iterator[Block]:
    """The annexes in their order."""
    yield from _parts(index)
    yield from _texts(index)
    yield from _unread(index)
    yield from _again(index)


def _parts(index: Index) -> Iterator[Block]:
    yield Heading(1, "Annex A: parts")
    rows = tuple(
        (
            index.label(part["id"]),
            KINDS.get(part["kind"], (part["kind"],))[0],
            part["version"],
            index.license(part["licenses"]["concluded"])
            or unlicensed(looked=part["licenses"]["looked"], differs=bool(part["differs"])),
            part["licenses"]["grade"],
            "; ".join(place(one["path"], one["line"]) for one in part["evidence"][:2]),
        )
        for part in index.result["components"]
    )
    yield Grid(("part", "kind", "version", "license", "evidence", "seen at"), rows, (8, 5, 5, 8, 5, 9))


def _texts(index: Index) -> Iterator[Block]:
    rows = tuple(
        dict.fromkeys(
            (
                place(text["path"], text["line"]),
                index.license(text["license"]),
                "changed" if text["modified"] else text["match"],
                text["sha256"][:_HASH],
            )
            for part in index.result["components"]
            for text in part["licenses"]["texts"]
        )
    )
    yield Heading(1, "Annex B: license texts read in the project")
    if not rows:
        yield Para("None was at hand.")
        return
    yield Grid(("place", "license", "match", "sha256 (first 16 signs)"), rows, (4, 4, 2, 3))


def _unread(index: Index) -> Iterator[Block]:
    told = tuple(f"{place(each['path'], each['line'])}: {each['reason']}" for each in index.result["problems"])
    if told:
        yield Heading(1, "Annex C: what could not be read")
        yield Points(told)


def _again(index: Index) -> Iterator[Block]:
    tool = index.result["tool"]
    digest = sha256(as_json(index.result, Options()).encode()).hexdigest()
    yield Heading(1, "How to make this document again")
    yield Para(
        f"Licet {tool['version']} with its knowledge of {tool['knowledge']} gives the same bytes from the same files, "
        "the same licet.toml and the same day (SOURCE_DATE_EPOCH sets it)."
    )
    yield Para(f"{digest}.", lead="SHA-256 of the result from which it was drawn, as `-f json` writes it: ")
