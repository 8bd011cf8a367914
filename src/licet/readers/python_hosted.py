"""Hosted models: which provider a name, a client and an address lead to.

Source: INPUTS 3 (`OpenAI(base_url=...)` switches the provider; LiteLLM prefixes; Ollama names are not Hub ids).
"""

import re
from dataclasses import dataclass
from typing import Final

from licet.model.vocabulary import How, Kind
from licet.readers.hub_ids import UNKNOWN, Identity, hosted_model, hub_model, is_hub_id, named, unresolved
from licet.readers.idioms import names as table_names

MAX_NAME: Final = 300

_AZURE: Final = ("azureopenai", "asyncazureopenai")
"""How the clients of OpenAI's package begin that speak to Azure."""
_HUB_ON_OLLAMA: Final = ("hf.co/", "huggingface.co/")
_OWN_SERVERS: Final = ("hosted_vllm", "vllm", "lm_studio", "xinference", "llamafile", "text-completion-openai")
_OLLAMA: Final = ("ollama", "ollama_chat")
_TAGGED: Final = re.compile(r"(?!ft:)[^:]+:[^:]+")
"""A name with a tag, as Ollama's are; the fine-tuned models of OpenAI begin with `ft:`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hosted:
    """A hosted model and how the product uses it."""

    identity: Identity
    kind: Kind = Kind.SERVICE
    how: How = How.CALLS


def provider_model(provider: str, model: str, names: tuple[str, ...], addresses: list[str]) -> Hosted:
    """Return the model that a client of a provider reaches; an address it is given decides."""
    known = [address for address in addresses if address != UNKNOWN]
    if known:
        return _at_address(known[0], model)
    parts = {part.lower() for name in names for part in name.split(".")}
    if provider in {"", "openai"} and any(part.startswith(_AZURE) for part in parts):
        provider = "azure"
    plain = model.removeprefix("models/").removeprefix("publishers/")
    if provider in table_names().plain_providers and ("/" in plain or _TAGGED.fullmatch(plain)):
        # These providers have no such names: the program is written for other servers too.
        return Hosted(identity=unresolved(f"{model} at {provider}"))
    if not provider:
        speaks = any(part.startswith("openai") for part in parts)
        provider = "openai" if speaks else guessed_provider(model)
    return _service(provider, model)


def routed_model(model: str, provider: str, addresses: list[str]) -> Hosted:
    """Return the model behind `provider/model` or `provider:model`, as LiteLLM and its like read it."""
    separator = "/" if "/" in model else ":"
    first, _, rest = model.partition(separator)
    if separator == ":" and not rest.strip(":"):
        first, rest = "", model
    if not rest:
        first, rest = "", model
    head = provider or first
    name = model if provider or not first else rest
    if head in _OLLAMA:
        return ollama_model(name)
    if head in {"huggingface", "hf"}:
        return _on_hub(name, How.CALLS)
    if head in _OWN_SERVERS:
        return _on_hub(name, How.RUNS)
    known = [address for address in addresses if address != UNKNOWN]
    if known and head in {"", "openai"}:
        return _at_address(known[0], name)
    if head and not provider and head not in table_names().providers:
        return _on_hub(model, How.CALLS) if is_hub_id(model) else _service(head, name)
    aliases = table_names().provider_prefixes
    return _service(aliases.get(head, head) if head else guessed_provider(name), name)


def ollama_model(model: str) -> Hosted:
    """Return a model that an Ollama server of one's own runs; its names are those of the Ollama library."""
    for prefix in _HUB_ON_OLLAMA:
        if model.startswith(prefix):
            return _on_hub(model.removeprefix(prefix).partition(":")[0], How.RUNS)
    return Hosted(identity=_plain("ollama", model), kind=Kind.MODEL, how=How.RUNS)


def _at_address(address: str, model: str) -> Hosted:
    provider = next((provider for part, provider in table_names().hosts.items() if part in address), "")
    if provider == "ollama":
        return ollama_model(model)
    if provider == "huggingface":
        return _on_hub(model, How.CALLS)
    if provider:
        return _service(provider, model)
    # A server of one's own: what it runs is known where the name is that of a repository.
    if is_hub_id(model) and "/" in model and UNKNOWN not in address:
        return _on_hub(model, How.RUNS)
    return Hosted(identity=unresolved(f"{model} at {address}"))


def _on_hub(model: str, how: How) -> Hosted:
    readable = "/" in model and is_hub_id(model)
    return Hosted(identity=hub_model(model) if readable else unresolved(model), kind=Kind.MODEL, how=how)


def _service(provider: str, model: str) -> Hosted:
    if not provider:
        return Hosted(identity=unresolved(f"{model} of a provider that is not named"))
    if provider == "google":
        model = model.removeprefix("models/")  # how Google's interface writes the same name
    return Hosted(identity=hosted_model(provider, model) if _is_plain(model) else unresolved(model))


def guessed_provider(model: str) -> str:
    """Return the provider that a model's name tells; empty where it tells none."""
    return next((provider for prefix, provider in table_names().model_prefixes.items() if model.startswith(prefix)), "")


def _plain(scheme: str, name: str) -> Identity:
    return named(scheme, name) if _is_plain(name) else unresolved(name)


def _is_plain(name: str) -> bool:
    return UNKNOWN not in name and name.isprintable() and " " not in name and len(name) <= MAX_NAME
