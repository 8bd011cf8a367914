"""What a Python file saves or publishes itself: models and data that it, or another, loads again are no inputs."""

import ast
from typing import Final

from licet.model.bom import PRODUCT
from licet.readers.hub_ids import UNKNOWN, model_identity
from licet.readers.idioms import names as table_names
from licet.readers.python_names import Index
from licet.readers.python_options import keyword, leaf_name
from licet.readers.python_texts import Texts
from licet.readers.python_values import Values

MAX_ARGUMENTS: Final = 8
"""Arguments of one call that are looked at."""


def saved_texts(index: Index, texts: Texts, values: Values) -> frozenset[str]:
    """Return the paths and repositories to which a file writes."""
    found: set[str] = set()
    for call, place in index.calls:
        values.turn()
        for node in _targets(call)[:MAX_ARGUMENTS]:
            read = texts.read(values.origins(node, place))
            found.update(text.text for text in read if UNKNOWN not in text.text)
    return frozenset(found)


def publishes(text: str) -> bool:
    """Tell whether a program may publish something, or leave it for others to load."""
    known = table_names()
    return any(word in text for word in (*known.publishing_calls, *known.output_keywords))


def output_ids(index: Index, texts: Texts, values: Values) -> tuple[str, ...]:
    """Return the ids of the models that a file publishes, by repository or folder.

    Data that is published and loaded again is made of the data of others, and stays.
    """
    found: set[str] = set()
    for call, place in index.calls:
        values.turn()
        for node in _published(call)[:MAX_ARGUMENTS]:
            named = (text.text for text in texts.read(values.origins(node, place)))
            for text in (one for one in named if "/" in one and UNKNOWN not in one and " " not in one):
                found.add(model_identity(text).id)
    return tuple(sorted(found - {"", PRODUCT}))


def _published(call: ast.Call) -> list[ast.expr]:
    """Return the arguments of a call that may say under what name something is published."""
    leaf = leaf_name(call.func)
    if leaf not in table_names().publishing_calls:
        return _targets(call) if leaf.endswith(table_names().training_settings) else []
    named = keyword(call, "repo_id")
    return [named] if named is not None else [] if leaf.startswith("upload") else _targets(call)


def _targets(call: ast.Call) -> list[ast.expr]:
    """Return the arguments of a call that may say where something is written."""
    leaf = leaf_name(call.func)
    if leaf in table_names().saving_calls:
        return [*call.args, *(one.value for one in call.keywords)]
    if leaf.endswith(table_names().training_settings):
        return [one.value for one in call.keywords if one.arg in table_names().output_keywords]
    return []
