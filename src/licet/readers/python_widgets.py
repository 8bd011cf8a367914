"""Elements of pages in Python programs: what can be chosen in them, and the functions that get the choice.

Source: the documentation of Gradio, Streamlit, Panel, ipywidgets and Chainlit; their names are data of `names.toml`.
"""

import ast
from collections.abc import Iterable, Iterator
from typing import Final

from licet.readers.idioms import names as table_names
from licet.readers.python_containers import Chase, Origin, elements
from licet.readers.python_flow import reaching_bindings
from licet.readers.python_names import Bound, Place
from licet.readers.python_options import keyword, leaf_name

MAX_GIVEN: Final = 64
"""Elements whose values one function gets."""

_CHAT_ARGUMENTS: Final = 2
"""What a function behind a chat gets before the values of other elements: the message and what was said before."""

Site = tuple[ast.Call, Place]


def is_choice(call: ast.Call) -> bool:
    """Tell whether a call makes an element in which something is chosen."""
    return leaf_name(call.func) in table_names().choosing_calls


def named_choices(node: ast.expr) -> ast.expr | None:
    """Return the list that a call of any element names its choices; None where it is none."""
    named = (keyword(node, name) for name in table_names().choices_keywords) if isinstance(node, ast.Call) else ()
    return next((one for one in named if one is not None), None)


def choices(call: ast.Call) -> ast.expr | None:
    """Return the list of what can be chosen in an element; None where it is not given."""
    given = named_choices(call)
    if given is not None:
        return given
    at = 1 if leaf_name(call.func).islower() else 0
    return call.args[at] if at < len(call.args) else None


def chosen(chase: Chase, call: ast.Call, place: Place, depth: int) -> list[Origin]:
    """Return what an element can hold: every choice, else what it begins with.

    Of a pair of label and value that is the value.
    """
    given = choices(call)
    found = elements(chase, Origin(given, place), (), depth) if given is not None else []
    values = [one for origin in found for one in _value(chase, origin, depth)]
    first = keyword(call, "value")
    return values or (chase(first, place, depth) if first is not None else [])


def wired(calls: Iterable[Site]) -> Iterator[Site]:
    """Yield the calls that a page makes on its events as if they were written.

    `b.click(load, choice)` is the call `load(choice)`.
    """
    for call, place in calls:
        function, given = _event(call, place)
        match function:
            case ast.Call(args=[inner, *before]) if leaf_name(function) == "partial":
                function, given = inner, [*before, *given]
            case _:
                pass
        if given and isinstance(function, ast.Name | ast.Attribute):
            made = ast.Call(func=function, args=given[:MAX_GIVEN], keywords=[])
            yield ast.copy_location(made, call), place


def _event(call: ast.Call, place: Place) -> tuple[ast.expr | None, list[ast.expr]]:
    """Return the function that an event calls, and the elements whose values it gets."""
    function = keyword(call, "fn") or (call.args[0] if call.args else None)
    leaf = leaf_name(call.func)
    if leaf == "ChatInterface":
        more = _listed(keyword(call, "additional_inputs"), place)
        return function, [*(ast.Constant(value=None) for _ in range(_CHAT_ARGUMENTS if more else 0)), *more]
    if leaf not in table_names().page_events:
        return None, []
    inputs = keyword(call, "inputs")
    return function, _listed(inputs or (call.args[1] if len(call.args) > 1 else None), place)


def _listed(given: ast.expr | None, place: Place) -> list[ast.expr]:
    """Return the members of a list of elements, which may have a name; one element is a list of one."""
    match given:
        case None:
            return []
        case ast.List(elts=members) | ast.Tuple(elts=members):
            return members
        case ast.Name(id=name):
            bound = [one.node for one in reaching_bindings(name, place) if one.kind is Bound.VALUE]
            lists = [one for one in bound if isinstance(one, ast.List | ast.Tuple)]
            return lists[0].elts if len(bound) == len(lists) == 1 else [given]
        case _:
            return [given]


def _value(chase: Chase, origin: Origin, depth: int) -> list[Origin]:
    match origin.node:
        case ast.Tuple(elts=[_, value]):
            return chase(value, origin.place, depth + 1)
        case _:
            return [origin]
