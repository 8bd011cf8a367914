"""What a specialist should ask of an agreement, derivative works and indemnification first (`data/questions.toml`)."""

import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from licet.errors import KnowledgeError
from licet.licenses.tables import Table, fault_lines
from licet.review.reading import Found

_SOURCE: Final = "review/data/questions.toml"
_PLACES: Final = 5
"""Places that a question names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What to ask about a topic; `places` are the clauses that raise it, none where the text is silent."""

    topic: str
    asks: tuple[str, ...]
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Topic:
    topic: str
    about: frozenset[str]
    asks: tuple[str, ...]
    silent: str


def questions(found: Sequence[Found]) -> tuple[Question, ...]:
    """Return the questions in the order of the data file, each with the clauses that raise it."""
    return tuple(
        Question(topic=one.topic, asks=one.asks, places=places)
        if (places := _places(found, one.about))
        else Question(topic=one.topic, asks=(one.silent,))
        for one in _topics()
    )


def _places(found: Sequence[Found], about: Collection[str]) -> tuple[str, ...]:
    places = dict.fromkeys(f"{one.section}, line {one.line}" for one in found if one.about in about)
    return tuple(places)[:_PLACES]


@cache
def _topics() -> tuple[_Topic, ...]:
    try:
        text = (files(__package__) / "data" / "questions.toml").read_text("utf-8")
        return parse(tomllib.loads(text), source=_SOURCE)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise KnowledgeError(f"{_SOURCE}: {error}", hint="install Licet again") from error


def parse(data: Mapping[str, object], *, source: str) -> tuple[_Topic, ...]:
    """Read the questions.

    Raises:
        KnowledgeError: they break their shape.
    """
    root = Table("", data, [])
    found = []
    for entry in root.tables("question"):
        entry.needs("topic", "about", "asks", "silent")
        entry.only("topic", "about", "asks", "silent")
        topic = _Topic(
            topic=entry.text("topic"),
            about=frozenset(entry.texts("about")),
            asks=entry.texts("asks"),
            silent=entry.text("silent"),
        )
        found.append(topic)
    if root.faults:
        raise KnowledgeError("\n".join(fault_lines(source, root.faults)))
    return tuple(found)
