"""The other JavaScript and TypeScript files of a project, parsed when something refers to them."""

from collections.abc import Callable
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING, Final

from licet.errors import LicetError
from licet.readers.javascript_names import Program, index_program
from licet.readers.opened import OpenedFile, Project

if TYPE_CHECKING:
    from tree_sitter import Node

MAX_PARSED: Final = 2_000
"""Files that are parsed because others refer to them."""
LIMIT: Final = 512 * 1024
_ENDINGS: Final = (".ts", ".tsx", ".js", ".jsx", ".mjs", ".cjs", ".mts", ".cts")
_TYPED: Final = (".ts", ".mts", ".cts")
_ALIASES: Final = ("@/", "~/", "src/", "$lib/")


def parse(data: bytes, path: str) -> "Node":
    """Return the tree of a file; the ending of its path tells the language.

    Raises:
        LicetError: the grammars are not installed.
    """
    try:
        import tree_sitter  # noqa: PLC0415 - only projects with such files pay for it
        import tree_sitter_javascript  # noqa: PLC0415
        import tree_sitter_typescript  # noqa: PLC0415
    except ImportError as error:
        raise LicetError("tree-sitter is not installed", hint="pip install licet") from error
    language: Callable[[], object] = tree_sitter_javascript.language
    if path.endswith(_TYPED):
        language = tree_sitter_typescript.language_typescript
    elif path.endswith(".tsx"):
        language = tree_sitter_typescript.language_tsx
    return tree_sitter.Parser(tree_sitter.Language(language())).parse(data).root_node


class Modules:
    """The modules of one project by their paths."""

    def __init__(self, project: Project | None) -> None:
        self._project = project
        self._paths = frozenset(path for path in project.paths if path.endswith(_ENDINGS)) if project else frozenset()
        self._kept: dict[str, tuple[Program, OpenedFile] | None] = {}

    def imported(self, module: str, path: str) -> tuple[Program, OpenedFile] | None:
        """Return the file that an import in the file at `path` leads to; None for a package."""
        found = self._path(module, path)
        if not found or found == path:
            return None
        if found not in self._kept:
            self._kept[found] = self._read(found) if len(self._kept) < MAX_PARSED else None
        return self._kept[found]

    def _path(self, module: str, path: str) -> str:
        if module.startswith("."):
            return self._file(normpath(join(dirname(path), module)))
        alias = next((one for one in _ALIASES if module.startswith(one)), "")
        rest = module.removeprefix(alias)
        if not alias or not rest:
            return ""
        folder = dirname(path)
        while True:
            for home in (folder, join(folder, "src"), join(folder, "lib"), join(folder, "app")):
                found = self._file(normpath(join(home, rest)))
                if found:
                    return found
            if not folder:
                return ""
            folder = dirname(folder)

    def _file(self, base: str) -> str:
        names = (base, *(base + end for end in _ENDINGS), *(f"{base}/index{end}" for end in _ENDINGS))
        stem = base.rpartition(".")[0]
        names = (*names, *(stem + end for end in _ENDINGS if base.endswith((".js", ".mjs", ".jsx"))))
        return next((name for name in names if name in self._paths), "")

    def _read(self, path: str) -> tuple[Program, OpenedFile] | None:
        file = self._project.open(path) if self._project else None
        if file is None or len(file.data) > LIMIT:
            return None
        return index_program(parse(file.data, path)), file
