"""The models that a JavaScript or TypeScript program offers to choose from: objects that name a model and its provider.

Chat applications keep what can be chosen in lists of such objects; the choice reaches the call only when the program
runs.
"""

import re
from collections.abc import Iterator
from typing import Final

from licet.readers.hub_ids import UNKNOWN
from licet.readers.idioms import names as table_names
from licet.readers.javascript_values import At, Values
from licet.readers.python_hosted import Hosted, routed_model

PROVIDER: Final = re.compile(r"""\b(?:provider|providerId|provider_id)["']?\s*:""")
"""What stands in every file that holds such an object."""
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


def _texts(holder: At, keys: list[str], values: Values) -> list[str]:
    found = [text.text for key in keys for one in values.member(holder, key) for text in values.texts(one)]
    return [text for text in dict.fromkeys(found) if text and UNKNOWN not in text]


def _is_provider(text: str) -> bool:
    known = table_names()
    return text.lower() in known.providers or text.lower() in {"huggingface", "ollama"}
