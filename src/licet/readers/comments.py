"""The opening comments of source files, by the signs that each language uses.

No language is parsed: a comment that begins a line ends at its closing sign, or with the last line that has the sign.
"""

from collections.abc import Iterator
from typing import Final

_PYTHON: Final = frozenset({".py", ".pyi", ".pyw", ".pyx", ".pxd", ".ipynb", ".jl"})
_HASH: Final = _PYTHON | {
    ".sh",
    ".bash",
    ".zsh",
    ".r",
    ".rb",
    ".pl",
    ".pm",
    ".ps1",
    ".tcl",
    ".cmake",
    ".mk",
    ".ex",
    ".exs",
}
_DASH: Final = frozenset({".lua", ".sql", ".hs"})
_SLASH: Final = frozenset(
    {
        *(".c", ".h", ".cc", ".cpp", ".cxx", ".hpp", ".hh", ".cu", ".cuh", ".m", ".mm", ".metal", ".s", ".v", ".glsl"),
        *(".java", ".kt", ".scala", ".groovy", ".js", ".mjs", ".cjs", ".ts", ".mts", ".jsx", ".tsx", ".vue", ".svelte"),
        *(".go", ".rs", ".swift", ".dart", ".cs", ".php", ".proto", ".css", ".scss"),
    }
)
SOURCE: Final = _HASH | _DASH | _SLASH
"""Endings of source files, in which a license is a comment."""

_MORE_SIGNS: Final = {".m": ("//", "%"), ".s": ("//", "#", ";", "@"), ".php": ("//", "#")}
_QUOTES: Final = (('"""', '"""'), ("'''", "'''"), ('r"""', '"""'), ("r'''", "'''"))
_VALUES: Final = frozenset({'"""', "'''"})
"""Quotes around comments that may stand around the value of a name as well."""
_BLOCKS: Final = (("/*", "*/"), ("<!--", "-->"))
_FIELDS: Final = ("__license__", "__licence__")  # what Python modules say of themselves outside of a comment


def ending_of(path: str) -> str:
    """Return how the name of a file ends, in small letters with its dot; empty where it has no ending."""
    name = path.rpartition("/")[2]
    return name[name.rfind(".") :].lower() if "." in name else ""


def comments(text: str, ending: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield the comments that begin at the margin: the first line of each (from 0), and its lines.

    Code behind a closing sign is left out; what stands between the quotes of a value is no comment.
    """
    signs, blocks = _grammar(ending)
    openings = (*signs, *(opening for opening, _ in blocks))
    quotes = tuple(opening for opening, _ in blocks if opening in _VALUES)
    run: list[str] = []
    first, closing, is_value = 0, "", False
    for number, line in enumerate(text.split("\n")):
        begin = 0
        if not closing:
            if not line.startswith(openings):
                if run:
                    yield first, tuple(run)
                    run = []
                closing = next((each for each in quotes if line.count(each) % 2), "")
                is_value = bool(closing)
                continue
            begin, closing = next(((len(opens), ends) for opens, ends in blocks if line.startswith(opens)), (0, ""))
        end = line.find(closing, begin) if closing else -1
        if not is_value:
            first = first if run else number
            run.append(line if end < 0 else line[: end + len(closing)])
        if end >= 0:
            closing, is_value = "", False
    if run:
        yield first, tuple(run)


def _grammar(ending: str) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """Return the signs of comments that end with their line, and the pairs of signs around longer ones."""
    if ending in _HASH:
        return ("#", *_FIELDS), _QUOTES if ending in _PYTHON else ()
    if ending in _DASH:
        return ("--",), (("--[[", "]]"), *_BLOCKS)
    return _MORE_SIGNS.get(ending, ("//",)), _BLOCKS
