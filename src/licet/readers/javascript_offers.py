"""The models that a JavaScript or TypeScript program offers to choose from.

Chat applications keep what can be chosen in objects that name a model beside its provider, and in lists whose name says
that they hold models; the choice reaches the call only when the program runs.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from licet.readers.hub_ids import UNKNOWN
from licet.readers.idioms import names as table_names
from licet.readers.javascript_names import literal, text_of
from licet.readers.javascript_values import At, Values
from licet.readers.named_settings import Reference, model_value
from licet.readers.python_hosted import Hosted, routed_model
from licet.readers.python_menus import is_menu

if TYPE_CHECKING:
    from tree_sitter import Node

MAX_LISTED: Final = 500
"""Models of one list."""

PROVIDER: Final = re.compile(r"""\b(?:provider|providerId|provider_id)["']?\s*:""")
"""What stands in every file that holds such an object."""
MENU: Final = re.compile(r"(?:[Mm]odels|MODELS|LLMs|LLMS)\w{0,40}(?::[^=\n]{0,80})?\s{0,4}=\s{0,4}\[")
"""What stands in every file that holds such a list."""
PROVIDER_KEYS: Final = frozenset({"provider", "providerId", "provider_id"})
_MODEL_KEYS: Final = ("modelId", "model_id", "modelID", "apiModel", "model", "id")
"""Keys of a model's name, those that say so most plainly first."""
_PLAIN: Final = re.compile(r"[A-Za-z][\w.:/@-]{1,150}", re.ASCII)
_NUMBERED: Final = re.compile(r"[A-Za-z][\w.:/@-]*[0-9-][\w.:/@-]*", re.ASCII)


def offered(holder: At, values: Values) -> Iterator[Hosted]:
    """Yield the model that an object names beside its provider; none where either is not plainly written."""
    providers = _texts(holder, sorted(PROVIDER_KEYS), values)
    if len(providers) != 1 or not _is_provider(providers[0]):
        return
    provider = providers[0].lower()
    for key in _MODEL_KEYS:
        models = _texts(holder, [key], values)
        form = _NUMBERED if key in {"id", "model"} else _PLAIN
        for model in models:
            name = model.removeprefix(f"{provider}/")
            if form.fullmatch(name):
                hosted = routed_model(f"{provider}/{name}", "", [])
                yield from () if hosted.identity.unresolved else (hosted,)
        if models:
            return


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


def _texts(holder: At, keys: list[str], values: Values) -> list[str]:
    found = [text.text for key in keys for one in values.member(holder, key) for text in values.texts(one)]
    return [text for text in dict.fromkeys(found) if text and UNKNOWN not in text]


def _is_provider(text: str) -> bool:
    known = table_names()
    return text.lower() in known.providers or text.lower() in {"huggingface", "ollama"}
