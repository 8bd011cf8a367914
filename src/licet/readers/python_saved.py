"""What a Python file saves or publishes itself: models and data that it loads again are its own, and no inputs."""

import ast
from typing import Final

from licet.readers.hub_ids import UNKNOWN
from licet.readers.idioms import names as table_names
from licet.readers.python_names import Index
from licet.readers.python_options import leaf_name
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


def _targets(call: ast.Call) -> list[ast.expr]:
    """Return the arguments of a call that may say where something is written."""
    leaf = leaf_name(call.func)
    if leaf in table_names().saving_calls:
        return [*call.args, *(one.value for one in call.keywords)]
    if leaf.endswith(table_names().training_settings):
        return [one.value for one in call.keywords if one.arg in table_names().output_keywords]
    return []
