"""DVC: the data and models that it tracks (`*.dvc`), where they were imported from, and the stages that make them.

Source: DVC documentation, `.dvc` files (`outs`, `deps`, `repo`) and `dvc.yaml` (`stages.<name>.cmd`, `deps`, `outs`).
What is tracked lies elsewhere; its name is a part all the same.
"""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from licet.model.bom import PRODUCT, Component, Evidence, Found, Link, Problem
from licet.model.vocabulary import Basis, How, Kind
from licet.readers.deployed import Deployed
from licet.readers.file_names import is_named
from licet.readers.hub_ids import component, dataset_identity, file_identity
from licet.readers.masking import mask
from licet.readers.nodes import Node, yaml_document
from licet.readers.opened import OpenedFile
from licet.readers.packages import git_package
from licet.readers.parts import merged
from licet.readers.weight_parts import is_weights

NAME: Final = "dvc"
LIMIT: Final = 2 * 1024 * 1024
MAY_BE_EMPTY: Final = True

MAX_ITEMS: Final = 5_000

_MODEL: Final = re.compile(r"(?:^|[^a-z])(?:models?|weights?|checkpoints?)(?:[^a-z]|$)")
_DATA: Final = (
    *(".arrow", ".csv", ".jsonl", ".parquet", ".tsv", ".tar", ".tar.gz", ".zip", ".npz", ".npy", ".h5", ".xml"),
    ".tfrecord",
)
_DATA_FOLDER: Final = re.compile(r"(?:^|/)(?:data|dataset|datasets|corpus|corpora|raw|processed|train|test)(?:/|$)")

Part = tuple[Component, Link | None]


def wants(path: str) -> bool:
    """Tell whether a file is one of DVC, by its name."""
    return path.lower().endswith(".dvc") or is_named(path, "dvc.yaml")


def read(file: OpenedFile) -> Found:
    """Return what is tracked or made, where it comes from, and what the commands of stages use."""
    document = yaml_document(file)
    if isinstance(document, Problem):
        return Found(problems=(document,))
    if document.get("stages").table:
        return _stages(file, document)
    parts: list[Part] = []
    for node in document.get("outs").items[:MAX_ITEMS]:
        parts += _tracked(file, document, node)
    return merged(parts)


def _tracked(file: OpenedFile, document: Node, node: Node) -> Iterator[Part]:
    path = node.get("path")
    identity = file_identity(path.text, folder=_folder(file, document))
    if not path.text or identity.unresolved or identity.id == PRODUCT:
        return
    kind = _kind(path.text)
    here = (file.evidence(path.line, "tracked by DVC"),)
    own = component(identity, kind, here)
    held = How.EMBEDS if kind is Kind.MODEL else How.BUNDLES
    yield own, Link(source=PRODUCT, how=held, target=own.id, basis=Basis.INFERRED, evidence=here)
    for dependency in document.get("deps").items[:MAX_ITEMS]:
        source = dependency.get("repo", "url") or dependency.get("path")
        if "://" in source.text or source.text.startswith("git@"):
            seen = (file.evidence(source.line),)
            above = _origin(source.text, dependency, kind, seen)
            if above:
                yield above, Link(source=own.id, how=How.COPIES, target=above.id, basis=Basis.OBSERVED, evidence=seen)


def _folder(file: OpenedFile, document: Node) -> str:
    return posixpath.normpath(posixpath.join(file.folder, document.get("wdir").text or ".")).removeprefix(".")


def _origin(text: str, dependency: Node, kind: Kind, seen: tuple[Evidence, ...]) -> Component | None:
    if dependency.get("repo"):
        try:
            package = git_package(text, ref=dependency.get("repo", "rev_lock").text)
        except ValueError:
            return None
        purl = package.id if package.id.startswith("pkg:") else ""
        return Component(id=package.id, kind=kind, name=package.name, purl=purl, version=package.version, evidence=seen)
    return component(dataset_identity(mask(text)), kind, seen)


def _kind(path: str) -> Kind:
    lower = path.lower()
    return Kind.MODEL if is_weights(lower) or _MODEL.search(lower) else Kind.DATASET


def _stages(file: OpenedFile, document: Node) -> Found:
    """Return the models that stages make from data, and what their commands fetch."""
    parts: list[Part] = []
    gathered = Deployed(file)
    for stage in list(document.get("stages").table.values())[:MAX_ITEMS]:
        for text, line in stage.get("cmd").texts():
            gathered.command(text, line)
        data = [(text, line) for text, line in _paths(stage.get("deps")) if _is_data(text)]
        for text, line in _paths(stage.get("outs")):
            identity = file_identity(text, folder=file.folder)
            if _kind(text) is not Kind.MODEL or not identity.id or identity.id == PRODUCT:
                continue
            here = (file.evidence(line, "made by a stage of DVC"),)
            made = replace(component(identity, Kind.MODEL, here), own=True)
            held = Link(source=PRODUCT, how=How.EMBEDS, target=made.id, basis=Basis.INFERRED, evidence=here)
            parts.append((made, held))
            for source, at in data:
                used = file_identity(source, folder=file.folder)
                if used.id and used.id != PRODUCT:
                    seen = (file.evidence(at),)
                    link = Link(source=made.id, how=How.TRAINS_ON, target=used.id, basis=Basis.INFERRED, evidence=seen)
                    parts.append((component(used, Kind.DATASET, seen), link))
    commands, files = gathered.found(), merged(parts)
    return Found(
        components=(*files.components, *commands.components),
        links=(*files.links, *commands.links),
        problems=commands.problems,
    )


def _paths(node: Node) -> Iterator[tuple[str, int]]:
    """Yield the paths of a list whose members are texts, or tables of a path with options."""
    for one in node.items[:MAX_ITEMS]:
        if one.text:
            yield one.text, one.line
        for path, options in one.table.items():
            yield path, options.line or one.line


def _is_data(path: str) -> bool:
    lower = path.lower()
    code = lower.endswith((".py", ".ipynb", ".sh", ".r", ".yaml", ".yml"))
    return not code and (lower.endswith(_DATA) or bool(_DATA_FOLDER.search(lower)))
