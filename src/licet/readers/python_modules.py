"""The other Python files of a project: which of them an import names, and which of them import a name.

Source: INPUTS 3.1 (constants imported from sibling modules). A file is parsed when something refers to it; the number
of files that are looked at is bounded, for a whole project.
"""

import ast
import re
import warnings
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from posixpath import dirname, join, normpath
from typing import Final

from licet.readers.opened import OpenedFile, Project
from licet.readers.python_names import Index, TooLargeError, index_names

LIMIT: Final = 512 * 1024
"""Bytes of a file that others refer to."""
MAX_PARSED: Final = 4_000
"""Files that are parsed because others refer to them."""
MAX_SEARCHED: Final = 20_000
"""Files whose imports are looked at to find who uses a file."""
MAX_IMPORTERS: Final = 24
_KEPT: Final = 1_500_000
"""Bytes of the parsed files that are kept; their trees take a hundred times as much."""
_MAX_MARKS: Final = 60_000

_IMPORTS: Final = re.compile(
    rb"^[ \t]*(?:from[ \t]+([\w.]{1,200})[ \t]+)?import[ \t]+(\([^()]{0,4000}\)|[^\n#]{1,400})", re.MULTILINE
)
_WORD: Final = re.compile(rb"[A-Za-z_]\w*")


class Modules:
    """The Python files of one project."""

    def __init__(self, project: Project | None) -> None:
        self._project = project
        paths = project.paths if project else ()
        self._paths = frozenset(path for path in paths if path.endswith(".py"))
        self._folders = frozenset(path.partition("/")[0] for path in paths if "/" in path)
        self._places = frozenset(path.rpartition("/")[0] for path in paths)
        self._by_name: dict[str, list[str]] = {}
        for path in sorted(self._paths):
            self._by_name.setdefault(_module_name(path), []).append(path)
        self._kept: OrderedDict[str, tuple[Index | None, int]] = OrderedDict()
        self._size = 0
        self._left = MAX_PARSED
        self._importers: dict[str, list[str]] | None = None

    def adopt(self, path: str, index: Index, size: int) -> None:
        """Keep a file that was parsed to be read itself."""
        if path in self._paths:
            self._keep(path, index, size)

    def is_place(self, path: str) -> bool:
        """Tell whether a path lies in the project: below one of its top folders, or in a folder that exists."""
        head, slash, rest = path.rstrip("/").partition("/")
        return bool(slash) and head in self._folders and ("/" in rest or path.rstrip("/") in self._places)

    def at(self, path: str) -> Index | None:
        """Return a file of the project, parsed; None where it cannot be read."""
        if path in self._kept:
            self._kept.move_to_end(path)
            return self._kept[path][0]
        if path not in self._paths or self._left <= 0 or self._project is None:
            return None
        self._left -= 1
        file = self._project.open(path)
        return self._keep(path, _indexed(file) if file else None, len(file.data) if file else 0)

    def imported(self, name: str, path: str) -> Iterator[tuple[Index, str]]:
        """Yield what `a.b.NAME`, imported in the file at `path`, can be: a module and what follows in the name."""
        dots = len(name) - len(name.lstrip("."))
        parts = [part for part in name.split(".") if part]
        for count in range(len(parts), -1 if dots else 0, -1):
            found = self._relative(parts[:count], dots, path) if dots else self._absolute(parts[:count], path)
            index = self.at(found) if found and found != path else None
            if index is not None:
                yield index, ".".join(parts[count:])
                return

    def importers(self, path: str, names: Iterable[str]) -> tuple[str, ...]:
        """Return the files that import one of the names, or the module at `path`, in the order of their paths."""
        if self._importers is None:
            self._importers = self._searched()
        found = {one for name in (*names, _module_name(path)) for one in self._importers.get(name, ())}
        return tuple(sorted(found - {path}))[:MAX_IMPORTERS]

    def _keep(self, path: str, index: Index | None, size: int) -> Index | None:
        self._size += size - self._kept.pop(path, (None, 0))[1]
        self._kept[path] = index, size
        while self._size > _KEPT and len(self._kept) > 1:
            self._size -= self._kept.popitem(last=False)[1][1]
        return index

    def _relative(self, parts: list[str], dots: int, path: str) -> str:
        folder = dirname(path)
        for _ in range(dots - 1):
            folder = dirname(folder)
        return self._file(normpath(join(folder, *parts)).removeprefix("./"))

    def _file(self, module: str) -> str:
        names = (f"{module}.py", f"{module}/__init__.py") if module != "." else ("__init__.py",)
        return next((name for name in names if name in self._paths), "")

    def _absolute(self, parts: list[str], path: str) -> str:
        """A package stands in a folder above the file; one of several parts may stand anywhere."""
        tail = "/".join(parts)
        best: tuple[int, int, str] | None = None
        for found in self._by_name.get(parts[-1], ()):
            module = found.removesuffix(".py").removesuffix("/__init__")
            if module != tail and not module.endswith(f"/{tail}"):
                continue
            root = module.removesuffix(tail)
            if not path.startswith(root) and len(parts) == 1:
                continue
            rank = (-_common(found, path), len(found), found)
            best = min(best, rank) if best else rank
        return best[2] if best else ""

    def _searched(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for path in sorted(self._paths)[:MAX_SEARCHED] if self._project else ():
            file = self._project.open(path) if self._project else None
            names: set[str] = set()
            for source, given in _IMPORTS.findall(file.data) if file else ():
                names.update(word.decode() for word in _WORD.findall(source + b" " + given))
            for name in sorted(names):
                found.setdefault(name, []).append(path)
        return found


def _module_name(path: str) -> str:
    return path.removesuffix(".py").removesuffix("/__init__").rpartition("/")[2]


def _common(first: str, second: str) -> int:
    """Return how many folders two paths have in common."""
    count = 0
    for one, other in zip(first.split("/")[:-1], second.split("/")[:-1], strict=False):
        if one != other:
            break
        count += 1
    return count


def _indexed(file: OpenedFile) -> Index | None:
    try:
        text = file.text()
    except UnicodeDecodeError:
        return None
    if len(text) > LIMIT or sum(map(text.count, ",([{.+=")) > _MAX_MARKS:
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return index_names(ast.parse(text), file)
        except (SyntaxError, ValueError, RecursionError, MemoryError, TooLargeError):
            return None  # read for itself, the file is a problem of its own
