"""JSON files that hold the list of hosted models which a program offers for choice."""

from collections.abc import Iterator
from typing import Final

from licet.model.bom import Found, Problem
from licet.readers.deployed import Deployed
from licet.readers.file_names import is_named
from licet.readers.named_settings import Reference
from licet.readers.nodes import Node, json_node
from licet.readers.offers import WORDS, offered
from licet.readers.opened import OpenedFile
from licet.readers.python_hosted import provider_model

NAME: Final = "offered-models"
LIMIT: Final = 1024 * 1024

_AUTOGEN: Final = "oai_config_list"
"""The file in which AutoGen looks for its list of models, with an ending or without."""
_PATH_WORDS: Final = ("model", "provider", "llm")
MAX_LISTS: Final = 1_000
"""Lists of one file."""


def wants(path: str) -> bool:
    """Tell whether a JSON file may hold a list of models, by its path."""
    lower = path.lower()
    if is_named(lower, _AUTOGEN) or is_named(lower, f"{_AUTOGEN}.json"):
        return True
    return lower.endswith(".json") and any(word in lower for word in _PATH_WORDS)


def read(file: OpenedFile) -> Found:
    """Return the models of the lists; nothing for JSON of another kind."""
    listed = file.name.lower().removesuffix(".json").endswith(_AUTOGEN)
    if not listed and not WORDS.search(file.data):
        return Found()
    document = json_node(file)
    if isinstance(document, Problem):
        return Found(problems=(document,))
    gathered = Deployed(file)
    for entry in document.items if listed else ():
        _configured(gathered, entry)
    for entries in _lists(document):
        texts = [{key: value.text for key, value in entry.table.items()} for entry in entries]
        for number, hosted in offered(texts):
            reference = Reference(identity=hosted.identity, kind=hosted.kind, how=hosted.how)
            gathered.add(reference, _line(entries[number]), note="offered for choice")
    return gathered.found()


def _configured(gathered: Deployed, entry: Node) -> None:
    """Add the model of one entry of AutoGen's list: of the service at its address, else of its kind, else of OpenAI."""
    provider = entry.get("api_type").text.lower() or "openai"
    addresses = [one for one in (entry.get("base_url").text, entry.get("api_base").text) if one]
    hosted = provider_model(provider, entry.get("model").text, (), addresses)
    if not hosted.identity.unresolved and hosted.identity.name:
        reference = Reference(identity=hosted.identity, kind=hosted.kind, how=hosted.how)
        gathered.add(reference, entry.get("model").line, note="a configuration of AutoGen")


def _line(entry: Node) -> int:
    """Return the line of the first value of an entry, which is where a reader looks."""
    return min((value.line for value in entry.table.values()), default=entry.line)


def _lists(document: Node) -> Iterator[tuple[Node, ...]]:
    todo = [document]
    count = 0
    while todo and count < MAX_LISTS:
        node = todo.pop()
        if node.items:
            count += 1
            yield node.items
        todo.extend(reversed([*node.items, *node.table.values()]))
