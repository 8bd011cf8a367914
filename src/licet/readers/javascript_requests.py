"""Requests that JavaScript programs send to services without a client: the model in the body, by the address.

Source: Fetch Standard (`fetch(address, {body})`), axios (`axios.post(address, body)`).
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from licet.readers.hub_ids import UNKNOWN
from licet.readers.idioms import names as table_names
from licet.readers.javascript_names import text_of
from licet.readers.javascript_values import At, Text, Values, arguments
from licet.readers.python_hosted import Hosted, ollama_model, provider_model

if TYPE_CHECKING:
    from tree_sitter import Node

SENDS: Final = re.compile(r"\b(?:fetch|axios|ky|got)\b[^\n]{0,40}\(")
"""What stands in every file that sends such a request."""
_SENDERS: Final = re.compile(r"(?:\w+\.)?(?:fetch|\$fetch|axios)|(?:axios|ky|got|http|client)\.(?:post|request)")
_WRITERS: Final = frozenset({"JSON.stringify", "stringify"})


def requested(call: At, values: Values) -> Iterator[Hosted]:
    """Yield the models that the body of a request names, where its address is that of a provider."""
    if not _SENDERS.fullmatch(text_of(call.node.child_by_field_name("function"))):
        return
    given = [At(one, call.scope, call.file) for one in arguments(call.node)]
    addresses = [text.text for one in given[:1] for text in values.texts(one)]
    addresses += [text.text for one in given for key in ("url", "baseURL") for text in _member_texts(one, key, values)]
    models = [text.text for body in _bodies(given, values) for text in _member_texts(body, "model", values)]
    for address in [one for one in addresses if _is_of_a_provider(one)][:1]:
        for model in (text for text in dict.fromkeys(models) if UNKNOWN not in text):
            own = address.endswith(table_names().ollama_paths)
            found = ollama_model(model) if own else provider_model("", model, (), [address])
            yield from () if found.identity.unresolved else (found,)


def _is_of_a_provider(address: str) -> bool:
    known = table_names()
    return any(host in address for host in known.hosts) or address.endswith(known.ollama_paths)


def _bodies(given: list[At], values: Values) -> Iterator[At]:
    """Yield the objects that may be the body: an argument, or what `body` and `data` of one hold, written as JSON."""
    yield from given[1:]
    for one in given:
        for held in (inner for key in ("body", "data", "json") for inner in values.member(one, key)):
            yield held
            if held.node.type == "call_expression" and _name(held.node) in _WRITERS:
                yield from (At(inner, held.scope, held.file) for inner in arguments(held.node)[:1])


def _name(call: "Node") -> str:
    return text_of(call.child_by_field_name("function"))


def _member_texts(at: At, key: str, values: Values) -> list[Text]:
    return [text for one in values.member(at, key) for text in values.texts(one) if text.text]
