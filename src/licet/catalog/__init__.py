"""Well-known models, as data: what could take the place of a part for the same task."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from licet.errors import KnowledgeError


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownModel:
    """A model and the license that its card declares; `task` is the Hub's pipeline tag."""

    id: str
    task: str
    license: str


@cache
def models() -> tuple[KnownModel, ...]:
    """All known models, sorted by task and id.

    Raises:
        KnowledgeError: the catalog that ships with Licet is broken.
    """
    table = tomllib.loads(files(__package__).joinpath("models.toml").read_text("utf-8"))
    entries = table.get("model", [])
    try:
        found = [KnownModel(id=e["id"], task=e["task"], license=e["license"]) for e in entries]
    except (KeyError, TypeError) as error:
        raise KnowledgeError(f"catalog/models.toml: an entry lacks {error}", hint="install Licet again") from error
    return tuple(sorted(found, key=lambda model: (model.task, model.id)))


@cache
def alternatives() -> Mapping[str, tuple[str, ...]]:
    """Up to three models per `model:<task>` that could take the place of another, by their short names."""
    found: dict[str, tuple[str, ...]] = {}
    for model in models():
        key = f"model:{model.task}"
        name = model.id.removeprefix("pkg:huggingface/")
        if len(found.get(key, ())) < 3:  # noqa: PLR2004 - a hint, not a list
            found[key] = (*found.get(key, ()), f"{name} ({model.license})")
    return found
