"""What is looked up beyond the project, and what comes back: found, missing, gated or failed are told apart."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from urllib.parse import unquote

from licet.model.bom import Claim, Found

DEPTH = 8
"""Generations above what the project names that are asked for; in a sample of the Hub, chains had up to seven."""

Progress = Callable[[int, int], None]
"""Is told how many names were looked up, and of how many."""


def silent(_done: int, _all: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Looking:
    """How a run looks up what the project names: over the network or not, how far up, with whom told of it.

    `fresh` asks anew for all that may have changed; with `locked`, the lock answers where the network may not.
    """

    online: bool = False
    fresh: bool = False
    locked: bool = True
    depth: int = DEPTH
    progress: Progress = silent


OFFLINE = Looking()
"""The default: the project, the lock, the local stores and the catalog."""


class Registry(StrEnum):
    """Where a name has its meaning."""

    MODEL = "hub-model"
    DATASET = "hub-dataset"
    PYPI = "pypi"
    NPM = "npm"
    OLLAMA = "ollama"


PREFIXES = {
    Registry.MODEL: "pkg:huggingface/",
    Registry.DATASET: "hf:datasets/",
    Registry.PYPI: "pkg:pypi/",
    Registry.NPM: "pkg:npm/",
    Registry.OLLAMA: "ollama:",
}
"""How the ids of each registry begin (the id grammar of design section 4)."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Sought:
    """One name to look up; `version` is a commit, branch, tag or version, empty where the project names none.

    Both are spelled as in a purl.
    """

    registry: Registry
    name: str
    version: str = ""

    @property
    def id(self) -> str:
        """The id without a version, as components bear it."""
        return f"{PREFIXES[self.registry]}{self.name}"

    @property
    def key(self) -> str:
        """The id with the version that was asked for: what a lock remembers it by, without case."""
        return f"{self.id}@{self.version}".casefold() if self.version else self.id.casefold()

    @property
    def plain_name(self) -> str:
        """The name as its registry spells it."""
        return unquote(self.name)

    @property
    def plain_version(self) -> str:
        """The version as its registry spells it."""
        return unquote(self.version)

    def named(self, name: str) -> "Sought":
        """The same under another name."""
        return replace(self, name=name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One file as its source gave it; `path` is relative to the repository or package, `sha256` that of the bytes."""

    path: str
    data: bytes
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What a source knows of a name.

    `name` is the one it bears today, `revision` the commit, version or digest to which `documents` belong. `absent` are
    files known not to exist there. `claims` are what the source says without a document. `faults` are sentences on
    what of it could not be had; with none of them all files that may hold a license were seen where `complete`.
    `changed` is the day of the last change before the revision (ISO), empty where it is not told.
    """

    source: str
    name: str
    revision: str
    documents: tuple[Document, ...] = ()
    absent: tuple[str, ...] = ()
    claims: tuple[Claim, ...] = ()
    faults: tuple[str, ...] = ()
    complete: bool = False
    changed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """A source knows no such name, or does not show it; that says nothing of a license."""

    source: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gated:
    """A source shows the files only to those whom it granted access; `partly` is what it tells everyone."""

    source: str
    reason: str
    partly: Looked | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """A source gave no usable answer; another time it may."""

    source: str
    reason: str


Answer = Looked | Missing | Gated | Failed


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """What was made of the answer to one name: sightings of the part and of what it was made from.

    `state` is looked, gated, missing or failed; `today` is the id that the part bears now, where it was renamed.
    """

    sought: Sought
    state: str
    source: str = ""
    revision: str = ""
    today: str = ""
    reason: str = ""
    found: Found = field(default_factory=Found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Consulted:
    """Everything that was looked up for a project, sorted by name, as one more finding of parts and links."""

    learned: tuple[Learned, ...] = ()
    found: Found = field(default_factory=Found)
