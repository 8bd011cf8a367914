"""Blocks of code in READMEs: the models, data and services that they name are mentioned, and used by nothing.

Source: CommonMark, fenced code blocks. Python is read as a program, anything else as lines for a shell; a card of a
model shows how that model is loaded and is left out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from licet.model.bom import PRODUCT, Component, Found
from licet.model.vocabulary import Kind, Scope
from licet.readers.deployed import Deployed
from licet.readers.front_matter import block
from licet.readers.hub_ids import is_placeholder
from licet.readers.opened import OpenedFile
from licet.readers.parts import merged
from licet.readers.python_source import read_code

NAME: Final = "readme-code"
LIMIT: Final = 1024 * 1024
MAY_BE_EMPTY: Final = True

MAX_BLOCKS: Final = 200
"""Blocks of one README."""
MAX_BLOCK: Final = 64 * 1024
"""Characters of one block."""

_FENCE: Final = re.compile(r"[ ]{0,12}(`{3,20}|~{3,20})[ \t]*\{?\.?([\w+-]{0,30})")
_PROMPT: Final = re.compile(r"[ \t]{0,12}(?:\$|>>>|\.\.\.|#(?=\s*\w+@))[ ]?")
_PYTHON: Final = frozenset({"py", "python", "python3", "pycon", "ipython"})
_SHELL: Final = frozenset({"", "bash", "cmd", "console", "powershell", "sh", "shell", "shell-session", "text", "zsh"})
_SHOWN: Final = frozenset({Kind.MODEL, Kind.ADAPTER, Kind.DATASET, Kind.TOKENIZER, Kind.SERVICE})


@dataclass(frozen=True, slots=True)
class _Block:
    """The language that a block says it is in, its lines without prompts, and the line of the first."""

    language: str
    lines: tuple[str, ...]
    line: int


def wants(path: str) -> bool:
    """Tell whether a file is a README in Markdown."""
    return path.lower().endswith(("readme.md", "readme.markdown"))


def read(file: OpenedFile) -> Found:
    """Return what the blocks of code name, each as a part that is mentioned and has no link."""
    text = file.data.decode("utf-8", "replace")
    if ("```" not in text and "~~~" not in text) or block(file) is not None:
        return Found()
    found = (part for one in _blocks(text) for part in _named(file, one))
    return merged((replace(part, scope=Scope.MENTIONED), None) for part in found if _is_shown(part))


def _blocks(text: str) -> Iterator[_Block]:
    """Yield the closed blocks; one that nothing closes goes to the end of the file and is prose as likely as code."""
    rows = text.splitlines()
    opening: re.Match[str] | None = None
    start = count = 0
    for at, row in enumerate(rows):
        fence = _FENCE.match(row)
        if opening is None:
            opening, start = fence, at + 1
        elif fence and not fence[2] and fence[1].startswith(opening[1]):
            lines = tuple(_PROMPT.sub("", one, count=1) for one in rows[start:at])
            if sum(map(len, lines)) <= MAX_BLOCK:
                yield _Block(opening[2].lower(), lines, start + 1)
            opening, count = None, count + 1
        if count == MAX_BLOCKS:
            return


def _named(file: OpenedFile, one: _Block) -> tuple[Component, ...]:
    alone = replace(file, project=None)
    if one.language in _PYTHON:
        numbers = tuple(range(one.line, one.line + len(one.lines)))
        return read_code(replace(alone, lines=numbers), "\n".join(one.lines)).components
    if one.language not in _SHELL:
        return ()
    gathered = Deployed(alone)
    gathered.fetched("\n".join(one.lines), one.line)
    return gathered.found().components


def _is_shown(part: Component) -> bool:
    """Tell whether a part is something of others that has a name; folders and placeholders are none."""
    if part.kind not in _SHOWN or part.unresolved or part.id == PRODUCT or part.id.startswith("file:"):
        return False
    return not is_placeholder(part.name)
