"""A document as blocks, whatever file it becomes: what the memo and the incident record are made of."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `level` runs from 1, the chapter, to 3."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph; `lead` is set apart at its beginning."""

    text: str
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Points:
    """A list; `numbered` where its order matters."""

    items: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a license, and where they stand."""

    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; `widths` are the shares of its columns."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]


Block = Heading | Para | Points | Quote | Grid


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document for counsel: title, one line under it, and its blocks in order."""

    title: str
    line: str
    blocks: tuple[Block, ...]
