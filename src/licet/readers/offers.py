"""Lists of hosted models that a program offers for choice: which model one entry of such a list names.

Source: the shape that chat programs share: a list of tables that each have a provider and the name that is sent to it.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from licet.readers.hub_ids import is_local
from licet.readers.idioms import names as table_names
from licet.readers.python_hosted import Hosted, ollama_model, routed_model

MIN_OFFERS: Final = 2
"""Entries of that shape that make a list of models; one alone may be anything."""
MAX_OFFERS: Final = 500
"""Entries of one list."""

WORDS: Final = re.compile(rb"provider[A-Za-z_]{0,8}[\"']?\s*:", re.IGNORECASE)
"""What has to stand in a file that holds such a list."""
_PROVIDER_KEYS: Final = ("providerid", "provider", "modelprovider", "vendor")
_MODEL_KEYS: Final = ("modelid", "model", "id", "value", "modelname", "name")
"""Keys that hold the name that is sent, the surest first; what is shown to people has spaces or is the last resort."""
_OWN: Final = "ollama"


def offered(entries: Iterable[Mapping[str, str]]) -> list[tuple[int, Hosted]]:
    """Return the models that a list names, with the numbers of their entries; nothing where it is no such list.

    The entries are the texts of each table by its keys.
    """
    found = [(number, one) for number, entry in enumerate(entries) if (one := _offer(entry))]
    return found[:MAX_OFFERS] if len(found) >= MIN_OFFERS else []


def _offer(entry: Mapping[str, str]) -> Hosted | None:
    fields = {key.lower().replace("_", "").replace("-", ""): value.strip() for key, value in entry.items()}
    provider = next((fields[key].lower() for key in _PROVIDER_KEYS if fields.get(key)), "")
    model = next((fields[key] for key in _MODEL_KEYS if fields.get(key)), "")
    model = model.removeprefix("models/").removeprefix(f"{provider}/")
    if not model or " " in model or "://" in model or is_local(model) or model.lower() == provider:
        return None
    if provider == _OWN:
        return ollama_model(model)
    if provider not in table_names().providers and provider not in table_names().provider_prefixes:
        return None
    found = routed_model(model, table_names().provider_prefixes.get(provider, provider), [])
    return None if found.identity.unresolved else found
