"""The models that a JavaScript or TypeScript program offers to choose from.

Chat applications keep what can be chosen in objects that name a model beside its provider, and in lists whose name says
that they hold models; the choice reaches the call only when the program runs.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from licet.readers.hub_ids import UNKNOWN
from licet.readers.javascript_names import literal, text_of
from licet.readers.javascript_values import At, Values
from licet.readers.named_settings import Reference, model_value
from licet.readers.offers import model_keys, named_model, provider_key
from licet.readers.python_hosted import Hosted
from licet.readers.python_menus import is_menu

if TYPE_CHECKING:
    from tree_sitter import Node

MAX_LISTED: Final = 500
"""Models of one list."""

PROVIDER: Final = re.compile(r"""\b(?:model)?(?:provider(?:Id|_id|ID)?|vendor)["']?\s*:""", re.IGNORECASE)
"""What stands in every file that holds such an object."""
MENU: Final = re.compile(r"(?:[Mm]odels|MODELS|LLMs|LLMS)\w{0,40}(?::[^=\n]{0,80})?\s{0,4}=\s{0,4}\[")
"""What stands in every file that holds such a list."""
_NUMBERED: Final = re.compile(r"[A-Za-z][\w.:/@-]*[0-9-][\w.:/@-]*", re.ASCII)


def offered(holder: At, values: Values) -> Iterator[Hosted]:
    """Yield the model that an object names beside its provider; none where either is not plainly written."""
    keys = [*_keys(holder.node)]
    providers = _texts(holder, provider_key(keys), values)
    if len(providers) != 1:
        return
    for key in model_keys(keys, alone=True):
        models = _texts(holder, key, values)
        for model in models:
            found = named_model(providers[0], model, key=key, alone=True)
            yield from (found,) if found else ()
        if models:
            return


def names_a_provider(node: "Node") -> bool:
    """Tell whether an object has a key that holds a provider."""
    return bool(provider_key(_keys(node)))


def listed(array: "Node") -> Iterator[tuple[Reference, int]]:
    """Yield the models that a list of texts names, with their lines, where the name of the list speaks of models."""
    holder = array.parent
    while holder is not None and holder.type in {"as_expression", "satisfies_expression"}:
        holder = holder.parent
    if (
        holder is None
        or holder.type != "variable_declarator"
        or not is_menu(text_of(holder.child_by_field_name("name")))
    ):
        return
    for member in array.named_children[:MAX_LISTED]:
        text = literal(member)
        found = model_value(text, bare=True) if _NUMBERED.fullmatch(text) else None
        if found and not found.identity.unresolved:
            yield found, member.start_point[0] + 1


def _keys(node: "Node") -> Iterator[str]:
    for part in node.named_children:
        key = part.child_by_field_name("key") if part.type == "pair" else None
        if key is not None:
            yield literal(key) or text_of(key)


def _texts(holder: At, key: str, values: Values) -> list[str]:
    found = [text.text for one in values.member(holder, key) for text in values.texts(one)] if key else []
    return [text for text in dict.fromkeys(found) if text and UNKNOWN not in text]
