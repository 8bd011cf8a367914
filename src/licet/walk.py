"""The files of a project in sorted order, and the one place where a scanned file is opened."""

import hashlib
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from itertools import islice
from pathlib import Path

from licet.ignore_rules import MAX_BYTES, MAX_PATTERNS, NAMES, Rule, last_match, parse_rules
from licet.model.bom import Problem
from licet.readers.opened import OpenedFile

MAX_ENTRIES = 200_000
"""Files and folders of one project."""
MAX_DEPTH = 64
"""Folders above a file."""

SKIPPED = frozenset(
    {
        *(".git", ".hg", ".svn", "__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis"),
        *(".ipynb_checkpoints", ".tox", ".nox", "node_modules"),
    }
)
"""Folders that hold nothing of the project's own; npm packages are read from the lock file."""

MAX_RECORD = 4 * 1024 * 1024
"""Bytes of the list of files of one installed package."""

_FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_MACHINERY = frozenset({"pyvenv.cfg", "bin", "Scripts", "include", "Include", "share", "etc"})
_ENVIRONMENT_MARKS = frozenset({"pyvenv.cfg", "conda-meta"})
_TO_SITE = frozenset({"lib", "lib64", "Lib", "site-packages", "dist-packages"})
# The first is written with an s or a c.
_LICENSE_WORDS = ("licens", "licenc", "copying", "notice")


class _Area(Enum):
    """How a folder is read."""

    PROJECT = auto()
    ENVIRONMENT = auto()  # a virtual environment: only the way to its installed packages
    FOREIGN = auto()  # what an environment, or an installation of packages, put into a folder of the project
    SITE = auto()  # installed packages: only their metadata folders
    METADATA = auto()  # one *.dist-info folder
    TEXTS = auto()  # its folder of license texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A file by its path relative to the root; `special` for a pipe, socket or device, which is never opened."""

    path: str
    special: bool = False


@dataclass(frozen=True, slots=True)
class _Child:
    name: str
    is_folder: bool = False
    is_link: bool = False
    special: bool = False


@dataclass(slots=True)
class _Walk:
    """The state of one walk: the root, the bounds and how much of them is used."""

    root: Path
    max_entries: int
    max_depth: int
    seen: int = 0

    @property
    def full(self) -> bool:
        return self.seen > self.max_entries


def walk(root: Path, *, max_entries: int = MAX_ENTRIES, max_depth: int = MAX_DEPTH) -> Iterator[Entry | Problem]:
    """Yield the files below the root in the order of their paths, and a problem for what cannot be walked.

    Linked folders are not entered (what they point to inside the root is read under its own path); linked files
    are yielded, and `open_file` refuses those that leave the root. Folders in `SKIPPED` and what `.gitignore` and
    `.licetignore` exclude are left out, but installed packages are found even where git ignores them.
    """
    yield from _walk_folder(_Walk(root, max_entries, max_depth), "", 0, _Area.PROJECT, ())


def open_file(root: Path, path: str, limit: int) -> OpenedFile | Problem:
    """Return at most `limit` bytes of a regular file below the root, or the problem that hides it."""
    opened = _place(root, path)
    if isinstance(opened, Problem):
        return opened
    place, size = opened
    try:
        data = _read(place, limit) if size <= limit else None
    except OSError as error:
        return Problem(path=path, reason=f"cannot be read: {_why(error)}")
    if data is None:
        return Problem(path=path, reason=f"not read: larger than {limit // 1024} KiB")
    return OpenedFile(path=path, data=data, sha256=hashlib.sha256(data).hexdigest())


def open_head(root: Path, path: str, size: int) -> OpenedFile | Problem:
    """Return the first bytes of a regular file below the root, or the problem that hides it; it bears no hash."""
    opened = _place(root, path)
    if isinstance(opened, Problem):
        return opened
    try:
        return OpenedFile(path=path, data=_first(opened[0], size), sha256="")
    except OSError as error:
        return Problem(path=path, reason=f"cannot be read: {_why(error)}")


def open_pieces(root: Path, path: str, size: int, limit: int) -> Iterator[bytes] | Problem:
    """Return the bytes of a regular file below the root in pieces of `size`, or the problem that hides it."""
    opened = _place(root, path)
    if isinstance(opened, Problem):
        return opened
    place, length = opened
    if length > limit:
        return Problem(path=path, reason=f"not read: larger than {limit // 1024} KiB")
    return _pieces(place, size)


def _pieces(place: Path, size: int) -> Iterator[bytes]:
    with os.fdopen(os.open(place, _FLAGS), "rb") as stream:
        while piece := stream.read(size):
            yield piece


def _place(root: Path, path: str) -> tuple[Path, int] | Problem:
    """Return where a regular file below the root lies and how many bytes it has, or the problem that hides it."""
    place = root / path
    try:
        status = os.lstat(place)
        if stat.S_ISLNK(status.st_mode):
            target = _inside(root, path)
            if not target:
                return Problem(path=path, reason="is a link that leaves the project; not followed")
            place, status = target, os.lstat(target)
    except OSError as error:
        return Problem(path=path, reason=f"cannot be read: {_why(error)}")
    if not stat.S_ISREG(status.st_mode):
        return Problem(path=path, reason="is no regular file; not opened")
    return place, status.st_size


def _inside(root: Path, path: str) -> Path | None:
    """Return where a link leads when that is below the root and not in a skipped folder; None otherwise."""
    # os.path.realpath ends where links run in a circle; Path.resolve raises there.
    base = Path(os.path.realpath(root))
    real = Path(os.path.realpath(base / path))
    if not real.is_relative_to(base) or SKIPPED.intersection(real.relative_to(base).parts[:-1]):
        return None
    return real


def _why(error: OSError) -> str:
    """Return the system's reason without the path, which may be absolute."""
    return (error.strerror or "the system refuses").lower()


def _read(place: Path, limit: int) -> bytes | None:
    """Read a file; None when it is too large."""
    data = _first(place, limit + 1)
    return data if len(data) <= limit else None


def _first(place: Path, size: int) -> bytes:
    """Read the first bytes of a file without following a link or waiting for a pipe that took its place."""
    with os.fdopen(os.open(place, _FLAGS), "rb") as stream:
        if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
            raise OSError(0, "it is no regular file")
        return stream.read(size)


def _walk_folder(
    state: _Walk, folder: str, depth: int, area: _Area, rules: tuple[Rule, ...]
) -> Iterator[Entry | Problem]:
    if depth > state.max_depth:
        yield Problem(path=folder, reason=f"not read: more than {state.max_depth} folders deep")
        return
    children, problems = _children(state, folder)
    if area is _Area.PROJECT and folder and any(child.name == "conda-meta" for child in children):
        area = _Area.ENVIRONMENT
    foreign: frozenset[str] = frozenset()
    if area is _Area.PROJECT:
        foreign = _foreign(state, folder, children)
        added, faults = _rules_of(state, folder, children, MAX_PATTERNS - len(rules))
        rules = (*rules, *added)
        problems += faults
    yield from problems
    for child in children:
        path = f"{folder}/{child.name}" if folder else child.name
        if child.is_folder:
            inside = _Area.FOREIGN if child.name in foreign else area
            below = _area_below(state, path, child.name, inside, rules)
            if below and not state.full:
                yield from _walk_folder(state, path, depth + 1, below, rules)
        elif child.name not in foreign and _is_read(path, child.name, area, rules):
            yield from _file(state, path, child)


def _file(state: _Walk, path: str, child: _Child) -> Iterator[Entry | Problem]:
    # Path.is_dir raises where the system refuses; os.path.isdir does not.
    if not child.is_link or not os.path.isdir(state.root / path):  # noqa: PTH112 - see above
        yield Entry(path=path, special=child.special)
    elif not _inside(state.root, path):
        yield Problem(path=path, reason="is a link to a folder outside the project; not followed")


def _children(state: _Walk, folder: str) -> tuple[list[_Child], list[Problem]]:
    """List a folder in path order, and say what of it cannot be listed."""
    found: list[_Child] = []
    problems: list[Problem] = []
    try:
        with os.scandir(state.root / folder) as listing:
            for item in listing:
                state.seen += 1
                if state.full:
                    reason = f"not read from here on: the project holds more than {state.max_entries} files and folders"
                    return [], [Problem(path=folder or ".", reason=reason)]
                child = _child(item)
                if child:
                    found.append(child)
                else:
                    shown = f"{folder}/{item.name}".lstrip("/").encode("utf-8", "backslashreplace").decode()
                    problems.append(Problem(path=shown, reason="not read: its name is not valid UTF-8"))
    except OSError as error:
        problems.append(Problem(path=folder or ".", reason=f"cannot be listed: {_why(error)}"))
    return sorted(found, key=lambda child: f"{child.name}/" if child.is_folder else child.name), sorted(problems)


def _child(item: os.DirEntry[str]) -> _Child | None:
    try:
        item.name.encode()
    except UnicodeEncodeError:
        return None
    if item.is_symlink():
        return _Child(item.name, is_link=True)
    if item.is_dir(follow_symlinks=False):
        return _Child(item.name, is_folder=True)
    return _Child(item.name, special=not item.is_file(follow_symlinks=False))


def _rules_of(state: _Walk, folder: str, children: list[_Child], room: int) -> tuple[list[Rule], list[Problem]]:
    rules: list[Rule] = []
    problems: list[Problem] = []
    for name in NAMES:
        if _Child(name) not in children:
            continue
        path = f"{folder}/{name}" if folder else name
        opened = open_file(state.root, path, MAX_BYTES)
        if isinstance(opened, Problem):
            # More is read than was asked for, so nothing is hidden.
            problems.append(Problem(path=path, reason=f"not honored: {opened.reason}", hides=False))
            continue
        text = opened.data.decode("utf-8-sig", "replace").replace("\r\n", "\n")
        added, faults = parse_rules(path, text, room - len(rules))
        rules += added
        problems += faults
    return rules, problems


def _foreign(state: _Walk, folder: str, children: list[_Child]) -> frozenset[str]:
    """Return the names in a folder that are not the project's: of a virtual environment, of installed packages.

    Both may stand amid the project's own files: an environment made in place, packages installed beside a function.
    """
    names: set[str] = set()
    if any(child.name == "pyvenv.cfg" for child in children):
        names |= _TO_SITE | _MACHINERY
    for child in children:
        if child.is_folder and child.name.endswith(".dist-info"):
            record = open_file(state.root, f"{folder}/{child.name}/RECORD".lstrip("/"), MAX_RECORD)
            if isinstance(record, OpenedFile):
                lines = record.data.decode("utf-8", "replace").split("\n")
                names |= {line.lstrip('"').partition(",")[0].partition("/")[0] for line in lines}
    return frozenset(names)


def _area_below(state: _Walk, path: str, name: str, area: _Area, rules: tuple[Rule, ...]) -> _Area | None:
    """Return how the folder `path` inside an area is read; None when it is not."""
    match area:
        case _Area.PROJECT:
            return None if name in SKIPPED else _unless_ignored(state, path, rules)
        case _Area.FOREIGN | _Area.ENVIRONMENT if name in _TO_SITE or name.startswith("python"):
            return _Area.ENVIRONMENT
        case _Area.FOREIGN | _Area.ENVIRONMENT | _Area.SITE if name.endswith(".dist-info"):
            return _Area.METADATA
        case _Area.METADATA if name.lower().startswith(_LICENSE_WORDS[:2]):
            return _Area.TEXTS
        case _Area.TEXTS:
            return _Area.TEXTS
        case _:
            return None


def _unless_ignored(state: _Walk, path: str, rules: tuple[Rule, ...]) -> _Area | None:
    rule = last_match(rules, path, is_folder=True)
    if not rule or not rule.ignores:
        return _Area.PROJECT
    if rule.final:
        return None
    try:
        with os.scandir(state.root / path) as listing:
            names = [item.name for item in islice(listing, state.max_entries)]
    except OSError:
        return None
    state.seen += len(names)
    if _ENVIRONMENT_MARKS.intersection(names):
        return _Area.ENVIRONMENT
    return _Area.SITE if any(name.endswith(".dist-info") for name in names) else None


def _is_read(path: str, name: str, area: _Area, rules: tuple[Rule, ...]) -> bool:
    match area:
        case _Area.PROJECT:
            rule = last_match(rules, path, is_folder=False)
            return not (rule and rule.ignores)
        case _Area.METADATA:
            return name == "METADATA" or name.lower().startswith(_LICENSE_WORDS)
        case _Area.TEXTS:
            return True
        case _:
            return False
