"""Bases that a README names in its prose alone: hints for a person, never links.

Source: INPUTS 1.3 (cards without `base_model` whose text names one). Only an id of the Hub in the form of one counts,
beside words that say what was done with it.
"""

import re
from collections.abc import Iterator
from typing import Final

from licet.model.bom import Problem
from licet.readers.hub_ids import model_identity
from licet.readers.opened import OpenedFile

MAX_LINES: Final = 2_000
MAX_LINE: Final = 1_000
MAX_HINTS: Final = 5

_WORDS: Final = re.compile(
    r"\b(?:base model|fine-?tuned? (?:version )?(?:of|from|on)|finetuned from model|quantized (?:version )?(?:of|from)"
    r"|adapter (?:for|of)|lora (?:for|of|on)|merge of|converted from|distilled from|trained on top of)\b",
    re.IGNORECASE,
)
_ID: Final = re.compile(
    r"(?:huggingface\.co/|hf\.co/|[\[`*( |:]|^)([A-Za-z0-9][\w.-]{1,95}/[A-Za-z0-9][\w.-]{1,95})(?=[\s\])`*|.,;]|$)"
)
_PLACES: Final = frozenset({"datasets", "spaces", "docs", "blog", "papers", "collections"})


def base_hints(file: OpenedFile, *, after: int = 0) -> Iterator[Problem]:
    """Yield a hint for each base that the prose of a README names; lines up to `after` are not prose."""
    seen: set[str] = set()
    lines = file.data.decode("utf-8", "replace").splitlines()[: after + MAX_LINES]
    for number, line in enumerate(lines, 1):
        words = _WORDS.search(line[:MAX_LINE]) if number > after else None
        found = _ID.search(line[:MAX_LINE], words.end()) if words else None
        if not found or found[1] in seen or found[1].partition("/")[0].lower() in _PLACES:
            continue
        identity = model_identity(found[1])
        if identity.purl:
            seen.add(found[1])
            yield Problem(
                path=file.path,
                reason=f"the README names {found[1]} as the base of a model; it is not declared",
                line=number,
                hides=False,
                hint="declare it as base_model in the card, or as a [[link]] in licet.toml",
            )
        if len(seen) == MAX_HINTS:
            return
