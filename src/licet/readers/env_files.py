"""`.env` files and their examples: the models that variables name. Values of other variables are never kept.

Source: the habits of dotenv files (INPUTS 3). A commented line says nothing.
"""

import re
from typing import Final

from licet.model.bom import Found
from licet.readers.deployed import Deployed
from licet.readers.opened import OpenedFile
from licet.readers.structured import not_text

NAME: Final = "env-files"
LIMIT: Final = 1024 * 1024
MAY_BE_EMPTY: Final = True

MAX_LINES: Final = 20_000

_LINE: Final = re.compile(r"[ \t]*(?:export[ \t]+)?([A-Za-z_][A-Za-z0-9_]{0,100})[ \t]*=[ \t]*(.*)")
_COMMENT: Final = re.compile(r"[ \t]+#.*")


def wants(path: str) -> bool:
    """Tell whether a file holds variables, by its name (`.env`, `.env.example`, `docker.env`)."""
    name = path.lower().rpartition("/")[2][:120]
    dotted = name.startswith((".env", "env.")) or ".env." in name or name.endswith(".env") or "_.env" in name
    return dotted and not name.endswith((".py", ".ts", ".js", ".sh", ".md", ".yaml", ".yml", ".json", ".d.ts"))


def read(file: OpenedFile) -> Found:
    """Return the models that the variables name."""
    try:
        text = file.text()
    except UnicodeDecodeError:
        return Found(problems=(not_text(file),))
    gathered = Deployed(file)
    for number, line in enumerate(text.split("\n")[:MAX_LINES], 1):
        found = _LINE.fullmatch(line)
        if not found:
            continue
        value = found[2].strip()
        quoted = value[:1] in {'"', "'"}
        value = value[1:].partition(value[0])[0] if quoted else _COMMENT.sub("", value).strip()
        gathered.values[found[1]] = value
        gathered.setting(found[1], value, number)
    return gathered.found()
