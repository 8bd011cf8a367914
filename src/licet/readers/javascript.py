"""JavaScript and TypeScript: the models, datasets and services that a program loads or calls.

Source: INPUTS 3. The file is parsed and never run; a call in a comment is none. What is called is told by the import it
comes from, and read as the tables of calls say.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from licet.model.bom import PRODUCT, Component, Evidence, Found, Link
from licet.model.vocabulary import Basis, How, Kind, Scope
from licet.readers.hub_ids import (
    UNKNOWN,
    WEIGHT_SUFFIXES,
    Identity,
    component,
    dataset_identity,
    is_local,
    model_identity,
    named,
    unresolved,
)
from licet.readers.idioms import JAVASCRIPT, Loader, Scheme, loaders
from licet.readers.idioms import names as table_names
from licet.readers.javascript_modules import Modules, parse
from licet.readers.javascript_names import Program, index_program, text_of
from licet.readers.javascript_offers import MENU, PROVIDER, listed, names_a_provider, offered
from licet.readers.javascript_requests import SENDS, requested
from licet.readers.javascript_values import At, Values, arguments
from licet.readers.opened import OpenedFile
from licet.readers.packages import place_scope
from licet.readers.parts import merged
from licet.readers.python_hosted import Hosted, ollama_model, provider_model, routed_model
from licet.readers.settings_values import Settings

if TYPE_CHECKING:
    from tree_sitter import Node

NAME: Final = "javascript"
LIMIT: Final = 2 * 1024 * 1024

MAX_LINE: Final = 10_000
"""Characters of a line; a longer one tells of a packed bundle, which is no source."""
MAX_CALLS: Final = 2_000
_ENDINGS: Final = (".js", ".mjs", ".cjs", ".jsx", ".ts", ".mts", ".cts", ".tsx")
_ADDRESSES: Final = ("baseURL", "baseUrl", "base_url", "basePath", "endpoint", "host", "endpointUrl")
_TEST: Final = re.compile(r"(?:^|[/.])(?:tests?|specs?|__tests__|__mocks__|e2e|stories|mocks?)(?=[/.])")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Named:
    identity: Identity
    kind: Kind
    how: How


def wants(path: str) -> bool:
    """Tell whether a file is JavaScript or TypeScript, and no packed bundle by its name."""
    lowered = path.lower()
    return lowered.endswith(_ENDINGS) and not lowered.endswith((".min.js", ".d.ts", ".bundle.js"))


def read(file: OpenedFile) -> Found:
    """Return what a file loads and calls.

    Raises:
        UnicodeDecodeError: the file is no UTF-8.
        LicetError: the grammars are not installed.
    """
    text = file.text()
    if not any(word.search(text) for word in (_words(), PROVIDER, MENU, SENDS)) or any(
        len(line) > MAX_LINE for line in text.split("\n")
    ):
        return Found()
    program = index_program(parse(text.encode(), file.path))
    if not program.complete:
        return file.problem("JavaScript not read: it has too many parts")
    return merged(_parts(program, text, file))


def _parts(program: Program, text: str, file: OpenedFile) -> list[tuple[Component, Link | None]]:
    around = file.project
    modules = around.kept(Modules, lambda: Modules(around)) if around else Modules(None)
    settings = around.kept(Settings, lambda: Settings(around)) if around else Settings(None)
    values = Values(program, file, modules, settings)
    parts: list[tuple[Component, Link | None]] = []
    sends = bool(SENDS.search(text))
    for node, scope in program.calls:
        if len(parts) < MAX_CALLS:
            call = At(node, scope, file)
            parts += _loaded(call, values, file)
            parts += _hosted(call, requested(call, values) if sends else (), file)
    objects = program.objects if PROVIDER.search(text) else []
    for node, scope in objects:
        if len(parts) < MAX_CALLS and names_a_provider(node):
            holder = At(node, scope, file)
            parts += _hosted(holder, offered(holder, values), file)
    arrays = program.arrays if MENU.search(text) else []
    for found, line in (one for array in arrays for one in listed(array)):
        what = _Named(identity=found.identity, kind=found.kind, how=found.how)
        parts.append(_part(what, file, (file.evidence(line), None), guessed=True))
    return parts


def _hosted(at: At, found: Iterable[Hosted], file: OpenedFile) -> Iterator[tuple[Component, Link]]:
    here = (file.evidence(at.node.start_point[0] + 1), None)
    for hosted in found:
        yield _part(_as_named(hosted), file, here, guessed=True)


@cache
def _rows() -> dict[str, tuple[Loader, ...]]:
    """Return the rows by the last part of their call; rows that name their package come first."""
    found: dict[str, list[Loader]] = {}
    for row in sorted(loaders(JAVASCRIPT), key=lambda row: not row.libraries):
        found.setdefault(row.call.rpartition(".")[2], []).append(row)
    return {last: tuple(rows) for last, rows in found.items()}


@cache
def _words() -> re.Pattern[str]:
    rows = loaders(JAVASCRIPT)
    known = {library.rstrip("*") for row in rows for library in row.libraries}
    known |= {row.call.rpartition(".")[2] for row in rows if not row.libraries}
    return re.compile("|".join(map(re.escape, sorted(known))))


def _loaded(call: At, values: Values, file: OpenedFile) -> Iterator[tuple[Component, Link]]:
    called = call.node.child_by_field_name("function") or call.node.child_by_field_name("constructor")
    if called is None:
        return
    found = _row(values.names(At(called, call.scope, call.file)))
    if found is None:
        return
    row, names = found
    given = _argument(call, row, values)
    line = call.node.start_point[0] + 1
    texts = [text for one in given for text in values.texts(one)]
    known = [text for text in texts if text.text and UNKNOWN not in text.text]
    for text in known:
        for one in _identify(row, text.text, _addresses(call, called, values), names):
            if not (one.identity.unresolved and row.optional):
                yield _part(one, file, (file.evidence(line), text.evidence()), guessed=row.optional)
    if not known and not row.optional:
        yield from _open(call, row, given, values, file)


def _row(names: list[tuple[str, str]]) -> tuple[Loader, tuple[str, ...]] | None:
    for module, path in names:
        for row in _rows().get(path.rpartition(".")[2], ()):
            here = path == row.call or path.endswith(f".{row.call}")
            if here and (not row.libraries or any(_from(library, module) for library in row.libraries)):
                return row, (module, path)
    return None


def _from(library: str, module: str) -> bool:
    if library.endswith("*"):
        return module.startswith(library[:-1])
    return module == library or module.startswith(f"{library}/")


def _argument(call: At, row: Loader, values: Values) -> list[At]:
    """Return the argument that names what is loaded: a property of an object, or a position."""
    given = [At(one, call.scope, call.file) for one in arguments(call.node)]
    for name in row.names:
        found = [inner for one in given for inner in values.member(one, name)]
        if found:
            return found
    if row.at is None or row.at >= len(given):
        return []
    return [one for one in values.origins(given[row.at]) if one.node.type != "object"]


def _addresses(call: At, called: "Node", values: Values) -> list[str]:
    """Return the addresses that a call, or the client it is a method of, is told to speak to."""
    makers = [call]
    node: Node | None = called
    while node is not None:
        origins = values.origins(At(node, call.scope, call.file))
        makers += [one for one in origins if one.node.type in {"call_expression", "new_expression"}]
        node = node.child_by_field_name("object")
    found: list[str] = []
    for maker in makers:
        for given in arguments(maker.node):
            for name in _ADDRESSES:
                for inner in values.member(At(given, maker.scope, maker.file), name):
                    found += [text.text for text in values.texts(inner)]
    return found


def _open(call: At, row: Loader, given: list[At], values: Values, file: OpenedFile) -> Iterator[tuple[Component, Link]]:
    """A call that names nothing takes the library's default; one that cannot be read stays open."""
    line = call.node.start_point[0] + 1
    here = (file.evidence(line), None)
    if not given:
        task = [text.text for one in arguments(call.node)[:1] for text in values.texts(At(one, call.scope, call.file))]
        default = table_names().tasks["transformers-js"].get(task[0], "") if task and row.at == 1 else row.default
        for one in _identify(row, default, [], ("", "")) if default else ():
            yield _part(one, file, here, guessed=True)
        if default or row.at is None:
            return
    shown = given[0].node if given else call.node
    kind = Kind.SERVICE if row.kind is Kind.SERVICE else row.kind
    what = _Named(identity=unresolved(" ".join(text_of(shown).split())), kind=kind, how=_how(row, kind))
    yield _part(what, file, here, guessed=row.optional)


def _identify(row: Loader, text: str, addresses: list[str], names: tuple[str, ...]) -> Iterator[_Named]:
    known = [address for address in addresses if address and UNKNOWN not in address]
    match row.scheme:
        case Scheme.API:
            yield _as_named(provider_model(row.prefix, text, names, known))
        case Scheme.ROUTED:
            yield _as_named(routed_model(text, row.prefix, known))
        case Scheme.OLLAMA:
            yield _as_named(ollama_model(text))
        case Scheme.NAMED:
            yield _Named(identity=named(row.prefix, text), kind=row.kind, how=_how(row, row.kind))
        case Scheme.FILE:
            if text.lower().partition("?")[0].endswith((*WEIGHT_SUFFIXES, ".task", ".json")):
                path = text if "://" in text or is_local(text) else f"./{text}"
                yield _Named(identity=model_identity(path.lstrip("/")), kind=row.kind, how=_how(row, row.kind))
        case _:
            tokenizer = any(part.endswith(table_names().tokenizer_classes) for part in names[-1].split("."))
            kind = Kind.TOKENIZER if tokenizer and row.kind is Kind.MODEL else row.kind
            identity = dataset_identity(text) if kind is Kind.DATASET else model_identity(text)
            hosted = row.scheme is Scheme.HOSTED
            yield _Named(identity=identity, kind=kind, how=How.CALLS if hosted else _how(row, kind))


def _as_named(hosted: Hosted) -> _Named:
    return _Named(identity=hosted.identity, kind=hosted.kind, how=hosted.how)


def _how(row: Loader, kind: Kind) -> How:
    if row.how:
        return row.how
    uses = {Kind.SERVICE: How.CALLS, Kind.TOKENIZER: How.TOKENIZES_WITH, Kind.DATASET: How.RETRIEVES_FROM}
    return uses.get(kind, How.EMBEDS)


def _part(
    what: _Named, file: OpenedFile, places: tuple[Evidence, Evidence | None], *, guessed: bool
) -> tuple[Component, Link]:
    development = place_scope(file.path) is Scope.DEVELOPMENT or bool(_TEST.search(file.path.lower()))
    scope = Scope.DEVELOPMENT if development else Scope.RUNTIME
    seen = tuple(dict.fromkeys(place for place in places if place))
    part = component(what.identity, what.kind, seen if what.identity.unresolved else tuple(sorted(seen)), scope=scope)
    basis = Basis.INFERRED if guessed else Basis.OBSERVED
    how = How.BUILDS_WITH if development else what.how
    return part, Link(source=PRODUCT, how=how, target=part.id, basis=basis, evidence=part.evidence)
