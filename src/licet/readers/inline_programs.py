"""Python programs inside commands, `python -c "..."` and here-documents: images and scripts fetch models with them."""

import ast
from dataclasses import replace
from typing import Final

from licet.model.bom import Found
from licet.readers.deployed import Deployed
from licet.readers.opened import OpenedFile
from licet.readers.python_source import read_code

MAX_PROGRAMS: Final = 200
"""Programs of one file."""


def found_in(gathered: Deployed, file: OpenedFile) -> Found:
    """Return what the commands of a file fetch and serve, and what the programs load that they run."""
    found = [gathered.found()]
    for code, line in gathered.programs[:MAX_PROGRAMS]:
        rows = code.split("\n")
        alone = replace(file, project=None, lines=tuple(range(line, line + len(rows))))
        if _is_python(code):
            found.append(read_code(alone, code))
    return Found(
        components=tuple(part for one in found for part in one.components),
        links=tuple(link for one in found for link in one.links),
        problems=tuple(fault for one in found for fault in one.problems),
    )


def _is_python(code: str) -> bool:
    """Tell whether a text is a program: what a shell has still to change is none."""
    try:
        ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True
