"""The shapes of places in the document: where something was seen, steps of a path, clauses, who gave a thing out."""

from typing import TypedDict


class Seen(TypedDict):
    """Where something was seen; `line` counts from 1, 0 means the whole file."""

    path: str
    line: int
    sha256: str
    note: str


Step = TypedDict("Step", {"from": str, "how": str, "to": str, "evidence": list[Seen]})
"""One step of a path, from the product upstream."""


class Clause(TypedDict):
    """A place in a license; the quote is word for word."""

    license: str
    document: str
    section: str
    quote: str


class Release(TypedDict):
    """Who gave a thing out, where and when; empty where nobody says."""

    supplier: str
    originator: str
    location: str
    released: str
    built: str
