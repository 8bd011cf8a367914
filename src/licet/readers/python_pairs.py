"""What the loading calls of a file name, where one value goes to clients of many providers.

A function that makes a client for whichever provider the settings choose hands one model name to all of them. Which
name goes with which provider is known only when the program runs, so that a name counts where it tells the provider.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from licet.model.bom import Evidence
from licet.readers.hub_ids import unresolved
from licet.readers.idioms import Scheme
from licet.readers.python_hosted import guessed_provider
from licet.readers.python_loading import LoadingCall, Named
from licet.readers.python_options import keyword

MANY: Final = 3
"""Providers of one value from which on the pairs are not taken at their word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """One thing that a call names.

    `lines` are those of the name and of the call, `origin` the place of a name that stands in another file; `guessed`
    is true for a library's default and for a repository of which only the configuration is read.
    """

    named: Named
    lines: tuple[int, ...]
    origin: Evidence | None = None
    note: str = ""
    guessed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """A loading call with what it names."""

    call: LoadingCall
    references: tuple[Reference, ...]


def one_provider_each(loads: list[Load]) -> Iterator[Load]:
    """Yield the loads; where one expression goes to many providers, without the names that do not tell theirs."""
    providers: dict[tuple[int, str], set[tuple[Scheme, str]]] = {}
    for load in loads:
        row = load.call.row
        providers.setdefault(_expression(load.call), set()).add((row.scheme, row.prefix))
    for load in loads:
        many = len(providers[_expression(load.call)]) >= MANY and len(load.references) > 1
        yield _told(load) if many else load


def _expression(call: LoadingCall) -> tuple[int, str]:
    """Return the function that a call stands in, and the argument that names what is loaded."""
    given = next((one for name in call.row.names if (one := keyword(call.call, name)) is not None), None)
    at = call.row.at
    if given is None and at is not None and at < len(call.call.args):
        given = call.call.args[at]
    return id(call.place.scope), ast.dump(given) if isinstance(given, ast.Name | ast.Attribute) else f"#{id(call)}"


def _told(load: Load) -> Load:
    """Return the load with the names that belong to its provider, and one open reference for the others."""
    row = load.call.row
    kept = tuple(one for one in load.references if _belongs(row.scheme, row.prefix, one.named))
    others = [one for one in load.references if one not in kept]
    if not others:
        return load
    shown = "a model that the settings choose together with its provider"
    first = replace(others[0], named=Named(identity=unresolved(shown), kind=row.kind), origin=None)
    return replace(load, references=(*kept, replace(first, lines=(load.call.call.lineno,))))


def _belongs(scheme: Scheme, provider: str, named: Named) -> bool:
    name = named.identity.name
    if scheme in {Scheme.HUB, Scheme.SENTENCE, Scheme.HOSTED, Scheme.TABLE}:
        return "/" in name and not guessed_provider(name.rpartition("/")[2])
    return bool(provider) and guessed_provider(name) == provider
