"""Which calls of a Python file load something, and what each of them names.

Source: INPUTS 3. A call counts where its name leads back to an import of the library, or where its name is
unmistakable; a call that counts and cannot be read gives an unresolved reference, never silence.
"""

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from licet.model.bom import Evidence
from licet.model.vocabulary import Kind
from licet.readers.hub_ids import UNKNOWN, cached_repository, unresolved
from licet.readers.idioms import PYTHON, Loader, Scheme, loaders
from licet.readers.idioms import names as table_names
from licet.readers.opened import OpenedFile
from licet.readers.python_containers import MAX_MEMBERS, Origin
from licet.readers.python_dotted import Dotted
from licet.readers.python_flow import reaching_bindings
from licet.readers.python_identity import fitting, home_of, identities
from licet.readers.python_loading import LoadingCall, Named
from licet.readers.python_modules import Modules
from licet.readers.python_names import Area, Bound, Index, Place, file_of
from licet.readers.python_options import keyword, leaf_name
from licet.readers.python_pairs import Load, Reference, one_provider_each
from licet.readers.python_saved import saved_texts
from licet.readers.python_texts import Text, Texts
from licet.readers.python_values import Values
from licet.readers.settings_values import Settings

MAX_LOADS: Final = 2_000
"""Loading calls of one file."""

_WORD: Final = re.compile(r"[A-Za-z_]\w*")
_REPOSITORIES: Final = frozenset({Scheme.HUB, Scheme.TABLE, Scheme.SENTENCE, Scheme.FILE})
_ANY_LEAF_LIBRARIES: Final = frozenset({"torchvision", "torchaudio", "applications", "esm"})
"""Libraries of which any function may be a model or a dataset."""
_NESTED: Final = frozenset({Scheme.ROUTER, Scheme.CONFIG_LIST, Scheme.REST})
"""Schemes whose argument holds names inside dictionaries and lists."""
_WRITERS: Final = frozenset({"dumps", "encode"})
"""Calls that write a dictionary down as it is."""
MAX_NESTED: Final = 6
MAX_OPEN: Final = 4
"""Half-known texts of one call that are shown one by one."""
_NO_SETTINGS: Final = Settings(None)
_CONFIG_CLASSES: Final = ("Config", "Scheduler")
_FREE: Final = frozenset({Scheme.BUNDLE, Scheme.FUNCTION, Scheme.CALLED, Scheme.DEFAULT, Scheme.DEFAULT_MODEL})
"""Schemes that need no argument."""


@cache
def _by_leaf() -> dict[str, tuple[Loader, ...]]:
    """Return the rows by the last part of their call; rows that name their library come first."""
    found: dict[str, list[Loader]] = {}
    for row in sorted(loaders(PYTHON), key=lambda row: not row.libraries):
        found.setdefault(row.call.rpartition(".")[2], []).append(row)
    return {leaf: tuple(rows) for leaf, rows in found.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Needed:
    """Words of which one has to stand in the text, or begin a word of it; an empty one: nothing has to."""

    words: frozenset[str]
    beginnings: frozenset[str]


@cache
def _needed() -> dict[str, _Needed]:
    """Return what has to stand in a text, by the last part of a call."""
    roots: dict[str, set[str]] = {}
    for row in loaders(PYTHON):
        found = roots.setdefault(row.call.rpartition(".")[2], set())
        found.update(library.partition(".")[0] for library in row.libraries or ("",))
    return {
        leaf: _Needed(
            words=frozenset(root for root in found if not root.endswith("*")),
            beginnings=frozenset(root[:-1] for root in found if root.endswith("*")),
        )
        for leaf, found in roots.items()
    }


@cache
def _beginnings() -> re.Pattern[str]:
    every = sorted({one for needed in _needed().values() for one in needed.beginnings}, key=len, reverse=True)
    return re.compile(rf"\b(?=({'|'.join(map(re.escape, every))}))")


def may_load(text: str) -> bool:
    """Tell whether a program can hold a call that is looked for: its name and that of its library both stand there."""
    words = set(_WORD.findall(text))
    if not words.isdisjoint(_ANY_LEAF_LIBRARIES):
        return True
    needed = [_needed()[leaf] for leaf in words & _needed().keys()]
    if any("" in one.words or not one.words.isdisjoint(words) for one in needed):
        return True
    begun = set(_beginnings().findall(text)) if needed else ()
    return any(word.startswith(one) for each in needed for one in each.beginnings for word in begun)


_Calls = dict[int, list[LoadingCall]]
"""Loading calls by the identity of the call; one may be read in several ways."""


def find_loads(index: Index, file: OpenedFile, text: str) -> tuple[list[Load], Values]:
    """Return the loading calls of a file, in the order of the text; `text` is the file's own."""
    around = file.project
    modules = around.kept(Modules, lambda: Modules(around)) if around else Modules(None)
    modules.adopt(file.path, index, len(text))
    values = Values(index, modules, lambda: around.kept(Settings, lambda: Settings(around)) if around else _NO_SETTINGS)
    texts = Texts(values)
    dotted = Dotted(values)
    calls: _Calls = {}
    any_leaf = _by_leaf().get("*", ()) if any(library in text for library in _ANY_LEAF_LIBRARIES) else ()
    for call, place in index.calls:
        values.turn()
        for row, found in _matched(call, place, dotted, any_leaf) if len(calls) < MAX_LOADS else ():
            load = LoadingCall(row=row, call=call, place=place, names=found, values=values, texts=texts)
            calls.setdefault(id(call), []).append(load)
    saved = saved_texts(index, texts, values) if calls else frozenset()
    loads: list[Load] = []
    for load in (load for same in calls.values() for load in same):
        values.turn()
        loads.append(Load(call=load, references=tuple(_references(load, calls, saved))))
    return list(one_provider_each(loads)), values


def _matched(
    call: ast.Call, place: Place, dotted: Dotted, any_leaf: tuple[Loader, ...]
) -> list[tuple[Loader, tuple[str, ...]]]:
    """Return the first row that fits a call, and those that look at another argument of it."""
    # A table of functions is called through its name: `registry["large"](checkpoint=...)`.
    func = call.func.value if isinstance(call.func, ast.Subscript) else call.func
    leaves = dict.fromkeys((leaf_name(func), *_other_names(func, place)))
    rows = (*(row for leaf in leaves for row in _by_leaf().get(leaf, ())), *any_leaf)
    if not rows or isinstance(func, ast.Call):
        return []
    names = dotted.names(func, place)
    matched: list[tuple[Loader, tuple[str, ...]]] = []
    for row in rows:
        fitting = tuple(name for name in names if _fits(row, name))
        if fitting and (row.also or all(one.also for one, _ in matched)):
            matched.append((row, fitting))
    return matched


def _other_names(func: ast.expr, place: Place) -> Iterator[str]:
    """Yield the last part of what a name stands for: `import a.b as c`, `load = a.b`."""
    for binding in reaching_bindings(func.id, place) if isinstance(func, ast.Name) else ():
        if binding.kind is Bound.IMPORT:
            yield binding.name.rpartition(".")[2]
        elif binding.kind is Bound.VALUE and isinstance(binding.node, ast.Name | ast.Attribute):
            yield leaf_name(binding.node)


def _fits(row: Loader, name: str) -> bool:
    if row.libraries and not any(_from(library, name) for library in row.libraries):
        return False
    if row.owner and not name.rpartition(".")[0].rpartition(".")[2].startswith(row.owner):
        return False
    return row.call in {"*", name} or name.endswith(f".{row.call}")


def _from(library: str, name: str) -> bool:
    return name.startswith(library[:-1]) if library.endswith("*") else f"{name}.".startswith(f"{library}.")


def _references(load: LoadingCall, calls: _Calls, saved: frozenset[str]) -> Iterator[Reference]:
    """Yield what a call names: every candidate, else one unresolved reference."""
    row = load.row
    line = load.call.lineno
    origins = load.values.argument(load.call, load.place, row.at, row.names)
    if row.scheme in _NESTED:
        origins = list(_nested(load, origins, 0))
    given = [origin for origin in origins if not _is_nothing(origin.node)]
    texts = load.texts.read(given)
    note = "runs code from the repository (trust_remote_code)" if _trusts(load) else ""
    guessed = _reads_configuration_only(load)
    if row.scheme in _FREE:
        first = texts[0].text if texts and UNKNOWN not in texts[0].text else ""
        yield from (Reference(named=named, lines=(line,), note=note) for named in identities(load, first))
        return
    texts, own = _inputs(load, texts, saved)
    if own and not texts:
        return
    known = [text for text in texts if UNKNOWN not in text.text]
    read = [(text, one) for text in known for one in identities(replace(load, written=text.file), text.text)]
    clear = any(not one.identity.unresolved for _, one in read)
    for text, named in read:
        lines, origin = _written(load, text)
        # What one of several settings files leaves open is told where that file is read.
        if not (named.identity.unresolved and (row.optional or (clear and origin))):
            yield Reference(named=named, lines=lines, origin=origin, note=note, guessed=guessed)
    partial = [text for text in texts if UNKNOWN in text.text and text.text != UNKNOWN]
    fitted = {text: found for text in partial if (found := tuple(fitting(load, text.text)))}
    for text, named in ((text, one) for text, found in fitted.items() for one in found):
        lines, origin = _written(load, text)
        yield Reference(named=named, lines=lines, origin=origin, note="one of the names that fit", guessed=True)
    left = [text for text in partial if text not in fitted]
    if given:
        if left or not (known or fitted):
            yield from _unreadable(load, given, left, calls, silent=bool(known or fitted))
    elif origins and not _is_nothing(_argument(load)):
        # A variable that is None here gets its value elsewhere.
        yield from _unreadable(load, origins, [], calls, silent=False)
    else:
        yield from _default(load)


def _inputs(load: LoadingCall, texts: list[Text], saved: frozenset[str]) -> tuple[list[Text], bool]:
    """Return the texts that name something of others, and whether one names what the file itself saves.

    A path into a cache of the Hub, or to a file that the settings name beside a repository, stands for the repository.
    """
    if load.row.scheme in _REPOSITORIES:
        texts = [text._replace(text=_repository(load, text.text) or text.text) for text in texts]
    if saved.isdisjoint(text.text for text in texts):
        return texts, False
    return [text for text in texts if UNKNOWN not in text.text and text.text not in saved], True


def _repository(load: LoadingCall, text: str) -> str:
    found = cached_repository(text)
    if not found and UNKNOWN in text and not load.row.optional:
        return home_of(load, text.rpartition("/")[2])
    return found


def _nested(load: LoadingCall, origins: Iterable[Origin], depth: int) -> Iterator[Origin]:
    """Yield what stands under `model` in dictionaries inside each other."""
    for origin in origins if depth < MAX_NESTED else ():
        match origin.node:
            case ast.Dict(keys=keys, values=values):
                for key, value in zip(keys, values, strict=True):
                    inner = load.values.origins(value, origin.place)
                    if isinstance(key, ast.Constant) and key.value == "model":
                        yield from (one for one in inner if not isinstance(one.node, ast.Dict))
                    yield from _nested(load, inner, depth + 1)
            case ast.List(elts=members) | ast.Tuple(elts=members):
                for member in members[:MAX_MEMBERS]:
                    yield from _nested(load, load.values.origins(member, origin.place), depth + 1)
            case ast.Call(args=[inner, *_]) if leaf_name(origin.node.func) in _WRITERS:
                yield from _nested(load, load.values.origins(inner, origin.place), depth + 1)
            case _:
                continue


def _written(load: LoadingCall, text: Text) -> tuple[tuple[int, ...], Evidence | None]:
    """Return the lines of this file on which a name and its call stand, and the place of a name of another file."""
    here, line = file_of(load.place), load.call.lineno
    if text.file is None or here is None or text.file.path == here.path:
        return (text.line, line), None
    return (line,), text.file.evidence(text.line)


def _unreadable(
    load: LoadingCall,
    given: Iterable[Origin],
    partial: list[Text],
    calls: _Calls,
    *,
    silent: bool,
) -> Iterator[Reference]:
    """An argument of which no text is known: an object loaded elsewhere, or a reference that stays open."""
    row = load.row
    if row.scheme is Scheme.NLTK:
        for text in partial:
            lines, origin = _written(load, text)
            yield from (Reference(named=one, lines=lines, origin=origin) for one in identities(load, text.text))
        return
    loaded = any(isinstance(origin.node, ast.Call) and id(origin.node) in calls for origin in given)
    made = row.objects and any(isinstance(origin.node, ast.Call) for origin in given)
    if row.optional or loaded or made or (silent and not partial) or _is_glue(load):
        return
    kind = next((named.kind for text in partial for named in identities(load, text.text)), row.kind)
    if row.scheme is Scheme.HUB and kind is row.kind:
        kind = next((named.kind for named in identities(load, UNKNOWN)), row.kind)
    every = list(dict.fromkeys(text.text for text in partial))
    for shown in every if 0 < len(every) <= MAX_OPEN else [_source(_argument(load))]:
        named = Named(identity=unresolved(shown), kind=kind)
        yield Reference(named=named, lines=(load.call.lineno,), guessed=_reads_configuration_only(load))


def _default(load: LoadingCall) -> Iterator[Reference]:
    """A call without its argument takes what the library takes."""
    row, line = load.row, (load.call.lineno,)
    spread = any(given.arg is None for given in load.call.keywords)
    spread = spread or any(isinstance(given, ast.Starred) for given in load.call.args)
    if row.default and not spread:
        for named in identities(load, row.default):
            yield Reference(named=named, lines=line, note="the library's default", guessed=True)
        return
    if row.optional or row.scheme is Scheme.SENTENCE or _is_glue(load):
        return
    task = load.only("task", at=0) if leaf_name(load.call.func) == "pipeline" else ""
    library = "transformers" if row.prefix != "ms" else ""
    known = table_names().tasks.get(library, {}).get(task, "")
    if known:
        for named in identities(load, known):
            yield Reference(named=named, lines=line, note="the library's default for this task", guessed=True)
        return
    if task:
        text = f"library default model for task {task!r}"
    elif spread or row.kind is not Kind.SERVICE:
        text = _source(load.call)
    else:
        text = f"library default model of {load.names[0]}"
    yield Reference(named=Named(identity=unresolved(text), kind=row.kind), lines=line)


def _argument(load: LoadingCall) -> ast.expr:
    for name in load.row.names:
        given = keyword(load.call, name)
        if given is not None:
            return given
    at = load.row.at
    return load.call.args[at] if at is not None and at < len(load.call.args) else load.call


def _is_nothing(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _trusts(load: LoadingCall) -> bool:
    given = keyword(load.call, "trust_remote_code")
    return isinstance(given, ast.Constant) and given.value is True


def _reads_configuration_only(load: LoadingCall) -> bool:
    owners = [name.rpartition(".")[0].rpartition(".")[2] for name in load.names]
    return load.row.kind is Kind.MODEL and any(owner.endswith(_CONFIG_CLASSES) for owner in owners)


def _is_glue(load: LoadingCall) -> bool:
    """A library's own `from_pretrained` that passes its arguments on is no use of a model."""
    receiver = load.call.func.value if isinstance(load.call.func, ast.Attribute) else None
    inside = load.place.scope
    while inside.area is Area.COMPREHENSION and inside.parent is not None:
        inside = inside.parent
    passes = leaf_name(receiver) in {"super", "cls"} if receiver is not None else False
    return passes and inside.own_name == leaf_name(load.call.func)


def _source(node: ast.AST) -> str:
    """Return the expression as it is written, in one normal form."""
    try:
        return ast.unparse(node)
    except (RecursionError, ValueError):
        return "an expression nested too deeply to show"
