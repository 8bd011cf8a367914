"""What training settings have in common: what they make, and from which models and data.

What a recipe makes is a part of ours, never an input: by its name on the Hub, else by the folder it is written to,
else by the recipe's own file.
"""

import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from licet.model.bom import PRODUCT, Component, Found, Link, Problem
from licet.model.vocabulary import Basis, How, Kind, Scope
from licet.readers.hub_ids import Identity, component, dataset_identity, file_identity, is_hub_id, model_identity
from licet.readers.masking import clean, mask
from licet.readers.nodes import Node
from licet.readers.opened import OpenedFile
from licet.readers.parts import merged

MAX_INPUTS: Final = 2_000
"""Models and datasets of one recipe."""

SETTINGS: Final = (".yaml", ".yml")
"""How files of settings end."""

_LOADERS: Final = frozenset(
    {"json", "jsonl", "csv", "parquet", "arrow", "text", "xml", "imagefolder", "audiofolder", "webdataset", "pandas"}
)
"""Names under which local files are loaded; they name no dataset."""
_PLAIN_FOLDERS: Final = frozenset({"", "model", "models", "outputs", "output", "checkpoints", "results", "runs"})
_PLAIN: Final = re.compile(r"(?:[a-z]{1,8}[-_])?(?:out|outputs?|results?|checkpoints?|runs?)")
"""Names of folders that many recipes of one project share."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """What a recipe makes: its name on the Hub, the folder it is written to, the line that says so."""

    hub: str = ""
    folder: str = ""
    line: int = 0
    kind: Kind = Kind.MODEL


@dataclass(slots=True)
class Recipe:
    """Gathers what a recipe makes and takes; `found` gives the parts and links."""

    file: OpenedFile
    made: Product | None
    _inputs: list[tuple[Component, How]] = field(default_factory=list)

    def model(self, text: str, line: int, how: How, *, revision: str = "", kind: Kind = Kind.MODEL) -> None:
        """Add a model that the recipe takes; paths start at the root, from where recipes are run."""
        if text:
            self._add(model_identity(_local(text), revision=revision), kind, line, how)

    def dataset(self, text: str, line: int, how: How, *, revision: str = "") -> None:
        """Add a dataset that the recipe takes; the name of a loader of local files is none."""
        if text and text.lower() not in _LOADERS:
            self._add(dataset_identity(_local(text), revision=revision), Kind.DATASET, line, how)

    def named(self, identity: Identity, kind: Kind, line: int, how: How) -> None:
        """Add a part whose identity is known."""
        self._add(identity, kind, line, how)

    def found(self, problems: Iterable[Problem] = ()) -> Found:
        """Return the parts and links; what nothing is made of is used by the product itself."""
        parts: list[tuple[Component, Link | None]] = []
        source = PRODUCT
        if self.made:
            part, held = _made(self.file, self.made)
            parts.append((part, held))
            source = part.id
        for part, how in self._inputs[:MAX_INPUTS]:
            if part.id != source:
                link = Link(source=source, how=how, target=part.id, basis=Basis.OBSERVED, evidence=part.evidence)
                parts.append((part, link))
        more = self._inputs[MAX_INPUTS:]
        cut = (Problem(path=self.file.path, reason=f"only the first {MAX_INPUTS} models and datasets are read"),)
        return merged(parts, (*problems, *(cut if more else ())))

    def _add(self, identity: Identity, kind: Kind, line: int, how: How) -> None:
        number = len(self._inputs)
        scope = Scope.DEVELOPMENT if how is How.EVALUATES_ON else Scope.RUNTIME
        here = (self.file.evidence(line),)
        self._inputs.append((component(identity, kind, here, scope=scope, suffix=f"#{number}" if number else ""), how))


def settings(path: str) -> bool:
    """Tell whether a file may hold settings in YAML."""
    return path.lower().endswith(SETTINGS)


def scalars(node: Node) -> Iterator[tuple[str, int]]:
    """Yield the texts of a scalar, of a list, or of a text that separates several by commas."""
    for text, line in node.texts():
        for one in text.split(","):
            if one.strip():
                yield one.strip(), line


def _made(file: OpenedFile, made: Product) -> tuple[Component, Link]:
    here = file.evidence(made.line, "what this recipe makes")
    identity = model_identity(made.hub) if "/" in made.hub and is_hub_id(made.hub) else Identity()
    folder = made.folder.strip().rstrip("/")
    name = made.hub or posixpath.basename(folder)
    if not identity.id and folder and not _shared(folder):
        identity = file_identity(_local(folder))
    if not identity.id or identity.id == PRODUCT:
        stem = file.name.rpartition(".")[0] or file.name
        identity = Identity(id=f"file:{file.path}#made", name=made.hub or stem)
    part = Component(
        id=identity.id,
        kind=made.kind,
        name=clean(mask(identity.name if identity.purl else name or identity.name))[:200],
        purl=identity.purl,
        own=True,
        evidence=(here,),
    )
    return part, Link(source=PRODUCT, how=How.BUNDLES, target=part.id, basis=Basis.INFERRED, evidence=(here,))


def _shared(folder: str) -> bool:
    """Whether a folder's name says nothing of what is in it."""
    name = posixpath.basename(folder).lower()
    return name in _PLAIN_FOLDERS or bool(_PLAIN.fullmatch(name))


def _local(text: str) -> str:
    """Return a path as one of a file: what has more than two parts is no id of the Hub."""
    deep = text.count("/") > 1 and "://" not in text and not text.startswith(("/", "~", ".", "hf"))
    return f"./{text}" if deep else text
