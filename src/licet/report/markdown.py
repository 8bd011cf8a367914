"""Text that was written by others, made fit for Markdown."""

import re
from typing import Final

from licet.report.words import clean

_ADDRESS: Final = re.compile(r"(https?://[^\s<>()\"`\\]*[^\s<>()\"`\\.,;:!?'])")
_SIGNS: Final = re.compile(r"([\\`*_\[\]<>{}|~&$#])")
_START: Final = re.compile(r"([-+=!]|\d{1,9}(?=[.)]))")


def escaped(text: str) -> str:
    r"""Return one line in which nothing acts as markup: `a*b` becomes `a\*b`.

    Control characters become visible, as `words.clean` makes them; web addresses become links to themselves. The line
    is fit to stand behind other words; `opening` makes one that begins a paragraph or an item.
    Source: CommonMark 0.31, sections 2.4 and 6.5; GitHub reads `$` and `~` as markup too.
    """
    pieces = _ADDRESS.split(clean(text).strip())
    return "".join(f"<{piece}>" if at % 2 else _SIGNS.sub(r"\\\1", piece) for at, piece in enumerate(pieces))


def opening(text: str) -> str:
    r"""Return what `escaped` does, fit to begin a paragraph or an item: a leading `1.` becomes `1\.`."""
    line = escaped(text)
    start = _START.match(line)
    if not start:
        return line
    mark = start[0]
    return f"{mark}\\{line[len(mark) :]}" if mark.isdigit() else f"\\{line}"


def code(text: str) -> str:
    """Return the text as a code span, whatever backticks it holds."""
    line = clean(text).strip() or " "
    longest = max(map(len, re.findall(r"`+", line)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if line.startswith("`") or line.endswith("`") else ""
    return f"{fence}{pad}{line}{pad}{fence}"
