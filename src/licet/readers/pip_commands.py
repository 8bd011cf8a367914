"""The packages that a command line installs with pip, as notebooks do: `!pip install -q torch==2.1 "peft>=0.4"`."""

import re
import shlex
from typing import Final

from licet.readers.packages import Package
from licet.readers.requirement_strings import is_address, parse_address, parse_requirement

MAX_LINE: Final = 4_000
"""Characters of one command."""

_INSTALL: Final = re.compile(r"[!%][^|&;<>#]{0,200}?\bpip[0-9.]{0,4} install (.*)")
_ENDS: Final = frozenset({"&&", "||", ";", "|", ">", ">>", "2>&1", "&", "#"})
_WITH_VALUE: Final = frozenset(
    {
        "-c",
        "-e",
        "-f",
        "-i",
        "-r",
        "-t",
        "--constraint",
        "--editable",
        "--extra-index-url",
        "--find-links",
        "--index-url",
    }
    | {"--platform", "--prefix", "--requirement", "--root", "--target", "--timeout", "--trusted-host"}
)
"""Options that take the next word."""


def installed_packages(line: str) -> list[Package]:
    """Return the packages that a line installs by name or address; none where it is no such command."""
    found = _INSTALL.match(line.strip()[:MAX_LINE])
    packages: list[Package] = []
    for word in _words(found[1]) if found else ():
        try:
            address = is_address(word)
            packages.append(parse_address(word, folder="") if address else parse_requirement(word, folder=""))
        except ValueError:
            continue  # a variable of the shell, or a pattern
    return packages


def _words(text: str) -> list[str]:
    try:
        words = shlex.split(text)
    except ValueError:
        words = text.split()
    kept: list[str] = []
    skipped = False
    for word in words:
        if word in _ENDS:
            break
        if not skipped and not word.startswith("-"):
            kept.append(word)
        skipped = word in _WITH_VALUE
    return kept
