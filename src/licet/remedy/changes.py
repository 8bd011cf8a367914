"""Changes to a system as a person words them: `delivery=on-premises`, `link:engine.how=calls`, `bert=MIT`."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Final

from licet import catalog
from licet.config import nearest
from licet.config.building import SIZES
from licet.config.fragment import fragment, value_of
from licet.config.schema import keys_at
from licet.errors import UsageError
from licet.licenses import find, load, normalize
from licet.licenses import nearest as nearest_licenses
from licet.model.bom import PRODUCT, Component, Link
from licet.model.terms import License
from licet.model.use import Use
from licet.remedy import edits
from licet.remedy.edits import Edit, State
from licet.rules.facts import YES_NO

_PREFIXES: Final = ("link:", "component:", "answer:", "position:", "product.", "policy.")
_COMPONENT_KEYS: Final = ("license", "name", "own", "release_as", "kind", "modalities")
_WORDS: Final = ("answer", "license", "position")
_MOST: Final = 3
UNKNOWN: Final = "unknown"
"""The value that takes a fact of the use away."""
_EXAMPLES: Final[Mapping[str, str]] = {
    "--set": "delivery=on-premises",
    "--answer": "one-work:bert=no",
    "--position": "network-reach=aggregate",
}
_YES: Final = frozenset({"yes", "y", "true"})
_NO: Final = frozenset({"no", "n", "false"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What changes may speak of: the parts, the links, the ids of questions, the positions on contested points."""

    parts: tuple[Component, ...]
    links: tuple[Link, ...]
    questions: frozenset[str]
    points: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change: how it is told, and what it does."""

    told: str
    edit: Edit


def changes(
    scope: Scope,
    *,
    set_: Sequence[str] = (),
    license_: Sequence[str] = (),
    answer: Sequence[str] = (),
    position: Sequence[str] = (),
    acquire: Sequence[str] = (),
    replace_: Sequence[str] = (),
    drop: Sequence[str] = (),
) -> tuple[Change, ...]:
    """Return what the words mean: settings first, then what parts are under, replacements, and what is left out.

    Raises:
        UsageError: a word names no key, part, license or value; one line with the nearest valid ones.
    """
    made = [_setting(scope, *_halves("--set", word)) for word in set_]
    for option, words in zip(_WORDS, (answer, license_, position), strict=True):
        made += [_short(scope, option, *_halves(f"--{option}", word)) for word in words]
    for word in acquire:
        part = _part(scope, word)
        told = f"acquire a license of {part.label} that permits this use and asks for nothing"
        made.append(Change(told=told, edit=edits.acquired(part.id)))
    made += [_replacement(scope, *_halves("--replace", word)) for word in replace_]
    for word in drop:
        part = _part(scope, word)
        made.append(Change(told=f"leave {part.label} out", edit=edits.dropped(part.id)))
    return tuple(made)


def _halves(option: str, word: str) -> tuple[str, str]:
    key, sign, value = word.rpartition("=")
    if not sign or not key.strip():
        example = _EXAMPLES.get(option, "bert=MIT")
        raise UsageError(f"{option} {word!r} has no value", hint=f"such as {option} {example}")
    return key.strip(), value.strip()


def _short(scope: Scope, option: str, key: str, value: str) -> Change:
    """What has an option of its own beside its longer form in --set."""
    match option:
        case "answer":
            return _setting(scope, f"answer:{key.removeprefix('answer:')}", value)
        case "position":
            return _setting(scope, f"position:{key.removeprefix('position:')}", value)
        case _:
            return _setting(scope, "product.license" if key == PRODUCT else f"component:{key}.license", value)


def _setting(scope: Scope, key: str, value: str) -> Change:
    head = next((prefix for prefix in _PREFIXES if key.startswith(prefix)), "")
    rest = key.removeprefix(head)
    match head:
        case "link:":
            edit = _link(scope, rest, value)
        case "component:":
            edit = _component(scope, rest, value)
        case "answer:":
            edit = _answer(scope, rest, value)
        case "position:":
            edit = _position(scope, rest, value)
        case "product.":
            edit = _product(rest, value)
        case "policy.":
            edit = _policy(rest, value)
        case _:
            edit = _use(key.removeprefix("use."), value)
    return Change(told=f"{key} = {value}", edit=edit)


def _use(key: str, value: str) -> Edit:
    known = keys_at(("use",))
    if key not in known:
        raise _unknown(key, (*known, *(f"product.{name}" for name in keys_at(("product",))), *_examples()))
    unknown = value.casefold() == UNKNOWN
    use = Use() if unknown else fragment({"use": {key: value_of(("use", key), value)}}).use
    if key in SIZES:
        return edits.unsized(key) if unknown else edits.sized(use.sizes)
    stated = getattr(use, key)

    def edit(state: State) -> State:
        return replace(state, config=replace(state.config, use=replace(state.config.use, **{key: stated})))

    return edit


def _product(key: str, value: str) -> Edit:
    known = keys_at(("product",))
    if key not in known:
        raise _unknown(f"product.{key}", tuple(f"product.{name}" for name in known))
    stated = fragment({"product": {"name": "product", key: value_of(("product", key), value)}}).product
    if key == "license":
        return edits.released_under(normalize(value))
    return edits.of_product(**{key: getattr(stated, key)})


def _policy(key: str, value: str) -> Edit:
    kinds = keys_at(("policy", "costs"))
    known = (*(name for name in keys_at(("policy",)) if name != "costs"), *(f"costs.{kind}" for kind in kinds))
    if key not in known:
        raise _unknown(f"policy.{key}", tuple(f"policy.{name}" for name in known))
    if key.startswith("costs."):
        return _cost(key.removeprefix("costs."), value)
    stated = getattr(fragment({"policy": {key: value_of(("policy", key), value)}}).policy, key)
    if isinstance(stated, tuple):
        stated = tuple(entry if entry.startswith("category:") else normalize(entry) for entry in stated)

    def edit(state: State) -> State:
        return replace(state, config=replace(state.config, policy=replace(state.config.policy, **{key: stated})))

    return edit


def _cost(kind: str, value: str) -> Edit:
    factor = fragment({"policy": {"costs": {kind: value_of(("policy", "costs", kind), value)}}}).policy.costs

    def edit(state: State) -> State:
        policy = replace(state.config.policy, costs={**state.config.policy.costs, **factor})
        return replace(state, config=replace(state.config, policy=policy))

    return edit


def _answer(scope: Scope, question: str, value: str) -> Edit:
    if not scope.questions:
        raise UsageError(f"no question is called {question!r}", hint="this system asks none")
    if question not in scope.questions or question.startswith(("license:", "identity:", "reading:")):
        raise _unknown(f"answer:{question}", tuple(f"answer:{name}" for name in sorted(scope.questions)))
    if value.casefold() not in _YES | _NO:
        raise UsageError(f"{value!r} is no answer to {question}", hint=f"one of: {', '.join(YES_NO)}")
    return edits.answered(question, value.casefold() in _YES)


def _position(scope: Scope, point: str, value: str) -> Edit:
    if point not in scope.points:
        raise _unknown(f"position:{point}", tuple(f"position:{name}" for name in scope.points))
    if value not in scope.points[point]:
        near = nearest(value, scope.points[point])
        guess = f"; did you mean {near}?" if near else ""
        raise UsageError(
            f"{value!r} is no position on {point}{guess}", hint=f"one of: {', '.join(scope.points[point])}"
        )
    return edits.positioned(point, value)


def _link(scope: Scope, rest: str, value: str) -> Edit:
    ends, _, key = rest.rpartition(".")
    key_of_facts = ends.endswith(".facts")
    ends = ends.removesuffix(".facts")
    facts = keys_at(("link", 0, "facts"))
    if not ends or (key not in facts if key_of_facts else key != "how" and key not in facts):
        raise _unknown(f"link:{rest}", tuple(f"link:{ends or 'PART'}.{name}" for name in ("how", "facts.how", *facts)))
    head, arrow, tail = ends.partition(">")
    source = "" if not arrow else PRODUCT if head == PRODUCT else _part(scope, head).id
    target = _part(scope, tail if arrow else head).id
    found = [link for link in scope.links if link.target == target and source in {"", link.source}]
    if not found:
        users = sorted({f"link:{link.source}>{link.target}" for link in scope.links})
        raise _unknown(f"link:{ends}", users)
    path = ("link", 0, "how") if key == "how" and not key_of_facts else ("link", 0, "facts", key)
    if len(path) == 3:  # noqa: PLR2004 - link, index, how
        how = fragment({"link": [{"from": PRODUCT, "how": value, "to": target}]}).links[0].how

        def change(link: Link) -> Link:
            return replace(link, how=how, facts={name: fact for name, fact in link.facts.items() if name != "how"})

        return edits.linked(source, target, change)
    entry = {"from": PRODUCT, "how": "links", "to": target, "facts": {key: value_of(path, value)}}
    facts_now = fragment({"link": [entry]}).links[0].facts
    return edits.linked(source, target, lambda link: replace(link, facts={**link.facts, **facts_now}))


def _component(scope: Scope, rest: str, value: str) -> Edit:
    name, _, key = rest.rpartition(".")
    name = name.removesuffix(".facts")
    facts = keys_at(("component", 0, "facts"))
    if not name or key not in {*_COMPONENT_KEYS, *facts}:
        raise _unknown(
            f"component:{rest}", tuple(f"component:{name or 'PART'}.{each}" for each in (*_COMPONENT_KEYS, *facts))
        )
    part = _part(scope, name)
    if key == "license":
        return edits.licensed(part.id, _license(value))
    if key in _COMPONENT_KEYS:
        stated = {"id": part.id, key: value_of(("component", 0, key), value)}
        known = fragment({"component": [stated]}).components[0]
        return edits.of_part(part.id, **{key: getattr(known, key)})
    entry = {"id": part.id, "facts": {key: value_of(("component", 0, "facts", key), value)}}
    return edits.in_turn(
        edits.stated(part.id, fact, stated)
        for fact, stated in fragment({"component": [entry]}).components[0].facts.items()
    )


def _replacement(scope: Scope, old: str, new: str) -> Change:
    part = _part(scope, old)
    entry = None if find(new) else catalog.named(new)
    if entry is None:
        license_ = _license(new)
        told = f"replace {part.label} with {part.kind.one} under {license_.id} that needs nothing else"
        return Change(told=told, edit=edits.replaced(part.id, license_))
    said = next((statement.declared for statement in entry.licenses if find(statement.declared)), "")
    if not said:
        raise UsageError(f"the catalog knows {new} and not its license", hint="name a license: --replace PART=LICENSE")
    license_ = _license(said)
    name = entry.name or new
    told = f"replace {part.label} with {name} ({license_.id} says the catalog; what is behind it was not looked at)"
    return Change(told=told, edit=edits.in_turn((edits.replaced(part.id, license_), edits.renamed(part.id, name))))


def _license(name: str) -> License:
    found = find(name)
    if found is None:
        near = ", ".join(nearest_licenses(name))
        raise UsageError(
            f"no license or catalog entry is called {name!r}", hint=f"nearest: {near}" if near else "licet license list"
        )
    return load(found)


def _part(scope: Scope, name: str) -> Component:
    """The part that goes by a name: its id, an alias, its purl, or its label where only one has it."""
    word = name.strip()
    parts = [part for part in scope.parts if part.id != PRODUCT]
    exact = [part for part in parts if word in {part.id, part.purl, *part.aliases}]
    found = exact or [part for part in parts if word.casefold() in _names(part)]
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageError(
            f"several parts go by {word!r}", hint=f"name one: {', '.join(part.id for part in found[:_MOST])}"
        )
    names = sorted({each for part in parts for each in (part.id, part.label)})
    raise _unknown(word, names, what="part")


def _names(part: Component) -> frozenset[str]:
    tail = part.purl.partition("/")[2]
    return frozenset(each.casefold() for each in (part.id, part.label, part.purl, tail, *part.aliases) if each)


def _examples() -> tuple[str, ...]:
    return ("policy.fail_on", "link:PART.how", "component:PART.license", "answer:QUESTION", "position:POINT")


def _unknown(word: str, choices: Iterable[str], *, what: str = "key") -> UsageError:
    known = tuple(choices)
    first = nearest(word, known)
    within = [name for name in known if word.casefold() in name.casefold()][:_MOST] if word else []
    close = get_close_matches(word[:80], known, n=_MOST, cutoff=0.5)
    near = dict.fromkeys([*([first] if first else []), *within, *close])
    listed = ", ".join(list(near)[:_MOST] or list(known)[:8])
    lead = "nearest" if near else "known"
    return UsageError(f"no {what} is called {word!r}", hint=f"{lead}: {listed}" if listed else f"there is no {what}")
