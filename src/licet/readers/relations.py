"""How a model comes from its bases, where nothing says so but tags and titles.

Source: INPUTS 1.3 (the order, and how relations show in the tags of 15,904 records).
"""

import re
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from typing import Final

from licet.model.vocabulary import How
from licet.readers import card_tables as words

_BITS: Final = re.compile(r"\b([2-8])[-_ ]?bits?\b")


def tags_of(texts: Iterable[str]) -> set[str]:
    """Return tags in small letters, those for a number of bits in the one spelling that is known too."""
    tags = {text.lower() for text in texts}
    return tags | set(map(bits_joined, tags))


def bits_joined(text: str) -> str:
    """Return a text in which `4-bit` and `4 bits` are `4bit`."""
    return _BITS.sub(r"\1bit", text)


def inferred(tags: AbstractSet[str], *, several: bool, title: AbstractSet[str] = frozenset()) -> How:
    """Return the relation: adapter, then merge, then quantized, then fine-tune; `several` bases make a merge.

    One base with a merge tag and a quantization tag is a quantized copy of a merged model: measured, 89 records
    against 10. A title with "lora" over one base is most often a fine-tune that was merged; over several it is no
    merge.
    """
    tagged = {words.RELATIONS[tag.split(":")[1]] for tag in tags if _is_relation(tag)}
    quantized = How.QUANTIZES in tagged or bool((tags | title) & words.QUANTIZED_WORDS)
    if How.ADAPTS in tagged or (tags | title if several else tags) & words.ADAPTER_WORDS:
        return How.ADAPTS
    if several or How.MERGES in tagged or (tags & words.MERGE_WORDS and not quantized):
        return How.MERGES
    return How.QUANTIZES if quantized else How.FINE_TUNES


def _is_relation(tag: str) -> bool:
    parts = tag.split(":", 2)
    return len(parts) > 2 and parts[0] == "base_model" and parts[1] in words.RELATIONS  # noqa: PLR2004 - name:how:id
