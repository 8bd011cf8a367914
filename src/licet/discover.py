"""The first stage: what a folder holds, as components, links and problems with their evidence."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Final, TypeVar

from licet.errors import TargetError
from licet.model.bom import Component, Found, Link, Problem
from licet.readers import hub_cards, javascript, python_source, readmes
from licet.readers.cache_folders import with_origins
from licet.readers.data_files import LARGE, data_parts, may_be_data
from licet.readers.import_names import unlisted
from licet.readers.opened import OpenedFile, Project
from licet.readers.registry import BOMS, READERS, ReaderEntry
from licet.readers.structured import not_text
from licet.readers.weight_parts import is_tokenizer, is_weights, moved, placed
from licet.walk import Entry, open_file, open_head, walk

MAX_BYTES: Final = 1024 * 1024 * 1024
"""Bytes of one project that are read in all."""

MAX_HEADS: Final = 20_000
"""Files of one project of which the beginning alone is looked at: source files for license headers, weights."""

MAX_BESIDE: Final = 512 * 1024
"""Bytes of a file that is looked at because another refers to it."""

MARKED_BYTES: Final = 16 * 1024
"""First bytes of a file in which the marks of its kind are looked for."""

_POINTER: Final = b"version https://git-lfs.github.com/spec/"

_Item = TypeVar("_Item", Component, Link, Problem)


def discover(root: Path) -> Found:
    """Run the readers over the files of a folder and return all they found, sorted and without repetitions.

    Nothing is merged: several readers may speak of one component. A bad file is one problem and stops nothing.

    Raises:
        TargetError: the root is no folder that can be read.
    """
    if not root.is_dir():
        raise TargetError(f"{root} is no folder", hint="give the folder of the project")
    found: list[Found] = []
    left = MAX_BYTES
    heads = _Heads(root=root)
    weights: list[str] = []
    data: list[str] = []
    entries = tuple(walk(root))
    project = _project(root, entries)
    for entry in entries:
        if isinstance(entry, Problem):
            found.append(Found(problems=(entry,)))
            continue
        if is_weights(entry.path) or is_tokenizer(entry.path):
            weights.append(entry.path)
        elif may_be_data(entry.path) and _is_large(root, entry):
            data.append(entry.path)
        wanting = tuple(reader for reader in READERS if reader.wants(entry.path))
        whole = tuple(reader for reader in wanting if not reader.head and _marked(root, entry, reader))
        opened = _opened(root, entry, whole, left) if whole or entry.special else None
        if isinstance(opened, Problem):
            found.append(Found(problems=(opened,)))
        elif opened:
            left -= len(opened.data)
            beside = replace(opened, project=project)
            found += (_read(reader, beside) for reader in whole)
        if not entry.special:
            found += (heads.read(reader, entry.path, opened) for reader in wanting if reader.head)
    lone, renamed = placed(weights, found)
    found = [with_origins(moved(one, renamed)) for one in (*found, lone, data_parts(data, found))]
    found = _without_outputs(found, project.paths)
    imports = sorted(one for each in found for one in each.imports)
    if imports:
        found.append(unlisted(imports, (part for each in found for part in each.components), project.paths))
    return Found(
        components=_sorted(component for one in found for component in one.components),
        links=_sorted(link for one in found for link in one.links),
        texts=tuple(sorted((text for one in found for text in one.texts), key=lambda text: (text.evidence, text.role))),
        problems=_sorted(problem for one in found for problem in one.problems),
        candidates=_sorted(component for one in found for component in one.candidates),
    )


def _without_outputs(found: list[Found], paths: tuple[str, ...]) -> list[Found]:
    """Return what was found without what the project's own programs publish: it is a result, wherever it is loaded.

    What lies in the project stays, and so does what a recipe makes, which is a part of ours already.
    """
    made = {name for one in found for name in one.outputs}
    if not made:
        return found
    held = {f"file:{folder}" for path in paths for folder in (path, *map(str, PurePosixPath(path).parents))}
    made -= held | {part.id for one in found for part in one.components if part.own}
    return [
        replace(
            one,
            components=tuple(part for part in one.components if part.id not in made),
            links=tuple(link for link in one.links if made.isdisjoint((link.source, link.target))),
        )
        for one in found
    ]


def _project(root: Path, entries: Iterable[Entry | Problem]) -> Project:
    """The files that readers may look at beside their own: small ones that the walk yields itself."""
    paths = tuple(entry.path for entry in entries if isinstance(entry, Entry) and not entry.special)

    def beside(path: str) -> OpenedFile | None:
        opened = open_file(root, path, MAX_BESIDE)
        return opened if isinstance(opened, OpenedFile) else None

    return Project(paths=paths, open=beside)


def discover_bom(path: Path) -> Found:
    """Return what one bill of materials holds, which is then the whole input.

    Raises:
        TargetError: the file cannot be read, or is of no kind that is read.
    """
    opened = open_file(path.parent, path.name, max(reader.limit for _, reader in BOMS))
    if isinstance(opened, Problem):
        raise TargetError(f"{path} {opened.reason}", hint="name a project folder, a licet.toml or a BOM")
    for is_mine, reader in BOMS:
        if is_mine(opened.data):
            found = reader.read(opened)
            if not found.components and found.problems:
                raise TargetError(f"{path}: {found.problems[0].reason}", hint="export the BOM again")
            return found
    kinds = "SPDX 2.2, 2.3 or 3.0 and CycloneDX"
    raise TargetError(f"{path} is no bill of materials that is read", hint=f"{kinds} are; or name a project folder")


@dataclass(slots=True, kw_only=True)
class _Heads:
    """Reads the heads of source files, up to a number."""

    root: Path
    done: int = 0

    def read(self, reader: ReaderEntry, path: str, opened: OpenedFile | Problem | None) -> Found:
        """Return what a reader finds in the head of a file, which may have been opened as a whole already."""
        self.done += 1
        if self.done > MAX_HEADS:
            reason = f"its beginning is not looked at, nor that of any later file: there are more than {MAX_HEADS}"
            return Found(problems=(Problem(path=path, reason=reason),) if self.done == MAX_HEADS + 1 else ())
        if isinstance(opened, OpenedFile):
            head: OpenedFile | Problem = replace(opened, data=opened.data[: reader.limit], sha256="")
        else:
            head = open_head(self.root, path, reader.limit)
        if isinstance(head, Problem):
            return Found(problems=(head,))
        return reader.read(head) if not head.data.startswith(_POINTER) else Found()


def _is_large(root: Path, entry: Entry) -> bool:
    """Whether a file of data is more than a sample."""
    head = open_head(root, entry.path, LARGE) if not entry.special else None
    return isinstance(head, OpenedFile) and len(head.data) == LARGE


def _marked(root: Path, entry: Entry, reader: ReaderEntry) -> bool:
    """Whether a file shows by its first bytes that it is one for a reader that asks for that."""
    if not reader.marks:
        return True
    head = open_head(root, entry.path, MARKED_BYTES) if not entry.special else None
    return isinstance(head, OpenedFile) and any(mark in head.data for mark in reader.marks)


def _opened(root: Path, entry: Entry, wanting: tuple[ReaderEntry, ...], left: int) -> OpenedFile | Problem:
    if entry.special:
        # Nobody expects a part or a license in a pipe, unless it bears the name of a file that is read.
        return Problem(path=entry.path, reason="is a pipe, socket or device; not opened", hides=bool(wanting))
    opened = open_file(root, entry.path, max(reader.limit for reader in wanting))
    if isinstance(opened, Problem):
        return opened
    if len(opened.data) > left:
        return Problem(path=entry.path, reason=f"not read: the project's files exceed {MAX_BYTES // 1024**2} MiB")
    if opened.data.startswith(_POINTER):
        return Problem(path=entry.path, reason="is a Git LFS pointer; its content is not here", hint="run git lfs pull")
    return opened


def _read(reader: ReaderEntry, file: OpenedFile) -> Found:
    if len(file.data) > reader.limit:
        return file.problem(f"not read as {reader.name}: larger than {reader.limit // 1024} KiB")
    try:
        if not file.data.strip() and _says_something(reader, file):
            return file.problem("is empty", hint="restore it, or delete it where nothing belongs in it")
        return reader.read(file)
    except UnicodeDecodeError:
        return Found(problems=(not_text(file),))


def _says_something(reader: ReaderEntry, file: OpenedFile) -> bool:
    """Whether an empty file hides something: a program may be empty, and of prose only a card is missed."""
    if reader.may_be_empty or reader.name in {python_source.NAME, javascript.NAME, readmes.NAME}:
        return False
    return reader.name != hub_cards.NAME or file.name.lower().endswith("readme.md")


def _sorted(values: Iterable[_Item]) -> tuple[_Item, ...]:
    """Sort by the whole value, whose text starts with its id or path, and drop what is repeated."""
    by_text = {repr(value): value for value in values}
    return tuple(by_text[text] for text in sorted(by_text))
