"""Tables that name a model beside its provider, as chat programs keep them of what can be chosen.

Source: the shape that these programs share, in JSON, JavaScript and TypeScript. Which keys hold the two is data of
`tables/names.toml`, one table for all of them.
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

WORDS: Final = re.compile(rb"(?:provider[A-Za-z_]{0,8}|vendor)[\"']?\s*:", re.IGNORECASE)
"""What has to stand in a file that holds such a table."""
_NUMBERED: Final = re.compile(r"[A-Za-z][\w.:/@-]*[0-9/-][\w.:/@-]*", re.ASCII)
_NAME: Final = re.compile(r"[A-Za-z][\w.:/@-]{1,150}", re.ASCII)
_OWN: Final = "ollama"
_HUB: Final = "huggingface"


def provider_key(keys: Iterable[str]) -> str:
    """Return the key that holds the provider, the surest that there is; empty where none does."""
    return next(iter(_in_order(keys, table_names().offer_providers)), "")


def model_keys(keys: Iterable[str], *, alone: bool) -> list[str]:
    """Return the keys that may hold the name which is sent, the surest first.

    A table `alone`, which no list of its like stands around, has to say it plainly.
    """
    known = table_names()
    return _in_order(keys, known.offer_models if alone else (*known.offer_models, *known.offer_shown))


def named_model(provider: str, model: str, *, key: str = "", alone: bool = False) -> Hosted | None:
    """Return the model of a provider that a table names; None where either is none that is known.

    `alone`, a name under a key that may hold other things has to have a number in it.
    """
    known = table_names()
    provider = provider.strip().lower()
    name = model.strip().removeprefix("models/").removeprefix(f"{provider}/")
    if not name or " " in name or "://" in name or is_local(name) or name.lower() == provider:
        return None
    if alone and not (_NUMBERED if _plain(key) in known.offer_numbered else _NAME).fullmatch(name):
        return None
    if provider == _OWN:
        return ollama_model(name)
    if provider not in known.providers and provider not in known.provider_prefixes and provider != _HUB:
        return None
    found = routed_model(name, known.provider_prefixes.get(provider, provider), [])
    return None if found.identity.unresolved else found


def offered(entries: Iterable[Mapping[str, str]]) -> list[tuple[int, Hosted]]:
    """Return the models that a list names, with the numbers of their entries; nothing where it is no such list.

    The entries are the texts of each table by its keys.
    """
    found = [(number, one) for number, entry in enumerate(entries) if (one := _offer(entry))]
    return found[:MAX_OFFERS] if len(found) >= MIN_OFFERS else []


def _offer(entry: Mapping[str, str]) -> Hosted | None:
    given = {key: value for key, value in entry.items() if value.strip()}
    provider, models = given.get(provider_key(given), ""), model_keys(given, alone=False)
    return named_model(provider, given[models[0]]) if provider and models else None


def _in_order(keys: Iterable[str], known: tuple[str, ...]) -> list[str]:
    plain = {_plain(key): key for key in keys}
    return [plain[name] for name in known if name in plain]


def _plain(key: str) -> str:
    return key.lower().replace("_", "").replace("-", "")
