"""What Licet itself wrote into a bill of materials where the format has no field: names and values `licet:...`.

Nothing of it is believed that a license or a judgement could hang on: that a part is ours, or where files lie.
"""

from collections.abc import Iterable
from typing import Final

from licet.model.bom import UNCOPIED, Fact
from licet.model.vocabulary import How, Kind
from licet.readers.nodes import Node

PREFIX: Final = "licet:"
MAX_TOLD: Final = 200
"""Properties of one part."""
_LONGEST: Final = 500
_SCHEMES: Final = (
    "hf:",
    "ollama:",
    "api:",
    "kaggle:",
    "ms:",
    "torchaudio:",
    "torchhub:",
    "url:https://",
    "url:http://",
)
"""Ids that name something outside the project."""

Told = tuple[tuple[str, str], ...]
"""Names without the prefix, and their values; a name may come several times."""


def told_in(items: Iterable[Node], name: str = "name", value: str = "value") -> Told:
    """Return what properties tell, each an object with a name and a value."""
    pairs = ((one.get(name).text, one.get(value).text) for one in items)
    return tuple((key.removeprefix(PREFIX), said[:_LONGEST]) for key, said in pairs if key.startswith(PREFIX))[
        :MAX_TOLD
    ]


def told_in_words(comment: str) -> Told:
    """Return what a comment `licet:kind=model; licet:id=bert` tells."""
    pairs = (piece.partition("=") for piece in comment[: MAX_TOLD * _LONGEST].split("; "))
    return tuple((key.removeprefix(PREFIX), said[:_LONGEST]) for key, _, said in pairs if key.startswith(PREFIX))[
        :MAX_TOLD
    ]


def first(told: Told, name: str) -> str:
    """The first value of a name; empty where there is none."""
    return next((said for key, said in told if key == name), "")


def kind_in(told: Told) -> Kind | None:
    """The kind that is told, where it is one of the vocabulary."""
    said = first(told, "kind")
    return Kind(said) if said in set(Kind) else None


def id_in(told: Told) -> str:
    """The id that is told, where it names something outside the project; else empty."""
    said = first(told, "id")
    return said if said.startswith(_SCHEMES) and said.isprintable() and not set(said) & set(" \t") else ""


def link_in(said: str) -> tuple[How, dict[str, Fact]] | None:
    """The link that `fine-tunes` or `links:static` tells; None where it is none of the vocabulary."""
    word, _, manner = said.partition(":")
    if word not in set(How):
        return None
    return How(word), {"how": manner} if word == How.LINKS and manner in {"static", "dynamic", "import"} else {}


def is_text(text: str) -> bool:
    """Whether a license text is one, and not our words that it was not copied."""
    return not text.lstrip().startswith(UNCOPIED)
