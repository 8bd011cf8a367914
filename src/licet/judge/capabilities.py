"""What the system can do against what its licenses restrict, whether or not anybody declared the use."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Literal

from licet.judge.conclude import steps
from licet.model.abilities import Abilities, Ability
from licet.model.analysis import CapabilityLimit, CapabilityMatrix, CapabilityRow, CapableOf
from licet.model.bom import PRODUCT, Component
from licet.model.findings import Finding
from licet.model.system import System
from licet.model.vocabulary import BROADER_TAGS, DERIVING, How, Kind, Strength
from licet.rules.support import contested

_PASSIVE = frozenset({Kind.DATASET, Kind.TOKENIZER, Kind.PROMPT, Kind.OUTPUT, Kind.IMAGE})
"""Kinds of parts that do nothing by themselves."""
_ABLE = frozenset({Kind.MODEL, Kind.ADAPTER, Kind.SERVICE})
"""Kinds of parts of which one should know what they can do."""
_RUN = frozenset({"inside", "apart"})
"""Contacts by which the product runs a part."""

_Told = tuple[Ability, Literal["task", "modality", "base"], str]
"""An ability, and the basis and the word by which it is known."""


def capability_matrix(system: System, findings: tuple[Finding, ...], known: Abilities) -> CapabilityMatrix:
    """One row for each field of use that some part makes possible, or that is stated as served; sorted by tag."""
    made_from = _derivations(system)
    capable = {part.id: tuple(_of_part(system, part, known, made_from)) for part in _doers(system)}
    by_tag: dict[str, list[CapableOf]] = defaultdict(list)
    for name, told in sorted(capable.items()):
        for ability, basis, said in told:
            for tag, why in ability.uses.items():
                able = CapableOf(component=name, ability=ability.id, does=ability.does, basis=basis, said=said, why=why)
                by_tag[tag].append(able)
    for tag in system.config.use.fields or ():
        why = "licet.toml states it"
        by_tag[tag].append(CapableOf(component=PRODUCT, ability="", does="", basis="stated", said=tag, why=why))
    unread = tuple(sorted(name for name in system.exposures if _unread(system, name)))
    return CapabilityMatrix(
        rows=tuple(
            _row(system, tag, tuple(found), findings, unread=bool(unread or system.problems))
            for tag, found in sorted(by_tag.items())
        ),
        untold=tuple(sorted(name for name, told in capable.items() if not told and system.kind(name) in _ABLE)),
        unread=unread,
    )


def _doers(system: System) -> Iterator[Component]:
    """The product, and the parts that it runs or contains."""
    if system.config.product.kind not in _PASSIVE:
        yield system.product
    for name, exposures in system.exposures.items():
        terms = system.terms.get(name)
        if terms and terms.component.kind not in _PASSIVE and any(e.contact in _RUN for e in exposures):
            yield terms.component


def _of_part(system: System, part: Component, known: Abilities, made_from: Mapping[str, list[str]]) -> Iterator[_Told]:
    """What a part can do; where nothing tells, what the parts can do that it was made from."""
    own = tuple(_told(part, _modalities(system, part), known))
    yield from own
    if own or part.kind in _PASSIVE:
        return
    for base in _bases(made_from, part.id):
        terms = system.terms[base]
        given: dict[str, Ability] = {}
        for ability, _, _ in _told(terms.component, terms.component.modalities, known):
            given.setdefault(ability.id, ability)
        yield from ((ability, "base", base) for ability in given.values())


def _modalities(system: System, part: Component) -> tuple[str, ...] | None:
    return system.config.product.modalities if part.id == PRODUCT else part.modalities


def _told(part: Component, modalities: tuple[str, ...] | None, known: Abilities) -> Iterator[_Told]:
    """The abilities by task, and by the modalities that go beyond the task's."""
    task = known.tasks.get(part.task)
    seen: set[str] = set()
    for ability in task.abilities if task else ():
        seen.add(ability.id)
        yield ability, "task", part.task
    covered = task.modalities if task else ()
    for modality in modalities or ():
        for ability in () if modality in covered else known.modalities.get(modality, ()):
            if ability.id not in seen:
                seen.add(ability.id)
                yield ability, "modality", modality


def _derivations(system: System) -> Mapping[str, list[str]]:
    """For each part the parts that it was directly made from."""
    found: dict[str, list[str]] = defaultdict(list)
    for link in system.links:
        if link.how in DERIVING | {How.COPIES} and link.target in system.terms:
            found[link.source].append(link.target)
    return found


def _bases(made_from: Mapping[str, list[str]], name: str) -> tuple[str, ...]:
    """The parts that a part was made from, at whatever distance, by id."""
    found: set[str] = set()
    queue = [name]
    while queue:
        new = set(made_from.get(queue.pop(), ())) - found
        found |= new
        queue += new
    return tuple(sorted(found - {name}))


def _unread(system: System, name: str) -> bool:
    """Whether a part of others may restrict fields of use in words that nobody read."""
    terms = system.terms.get(name)
    if terms is None or terms.component.own:
        return False
    unknown = (each for each in terms.licenses if not each.complete and not (each.profile and each.profile.settles))
    return not terms.licenses or bool(terms.unread) or next(unknown, None) is not None


def _row(
    system: System, tag: str, capable: tuple[CapableOf, ...], findings: tuple[Finding, ...], *, unread: bool
) -> CapabilityRow:
    fields = system.config.use.fields
    names = tuple(dict.fromkeys(each.component for each in capable))
    limits = tuple(_limits(system, tag, names, findings))
    drafts = {license_.id for _, license_ in system.licensed() if license_.draft}
    outright = any(_outright(each, tag) and each.clause.license not in drafts for each in limits)
    open_ids = {name for each in limits for name in each.findings}
    asked = (question for finding in findings if finding.id in open_ids for question in finding.questions)
    return CapabilityRow(
        tag=tag,
        use="unknown" if fields is None else "served" if tag in fields else "not-served",
        limit="prohibited" if outright else "conditional" if limits else "unknown" if unread else "none",
        abilities=capable,
        limits=tuple(sorted(limits, key=lambda each: (each.component, each.clause.license, each.clause.section))),
        questions=tuple(dict.fromkeys(asked)),
    )


def _outright(limit: CapabilityLimit, tag: str) -> bool:
    """Whether a limit bars the field whatever else holds."""
    plain = not limit.qualifiers and not limit.reading
    return limit.tag == tag and limit.strength == Strength.PROHIBITED.value and plain


def _limits(
    system: System, tag: str, capable: tuple[str, ...], findings: tuple[Finding, ...]
) -> Iterator[CapabilityLimit]:
    """Every restriction of the field, or of a broader one, that reaches the product."""
    wanted = {tag, *BROADER_TAGS.get(tag, ())}
    for terms, license_ in system.licensed():
        name = terms.component.id
        for limit in license_.restrictions:
            if limit.tag in wanted:
                yield CapabilityLimit(
                    tag=limit.tag,
                    component=name,
                    clause=limit.clause,
                    strength=limit.strength.value,
                    qualifiers=limit.qualifiers,
                    reading=contested(system, license_, f"restrictions.{limit.tag}"),
                    binds=tuple(part for part in capable if _binds(system, name, part)),
                    path=steps(system.exposures[name][0].path),
                    findings=tuple(f.id for f in findings if f.components[0] == name and limit.tag in f.tags),
                )


def _binds(system: System, limited: str, capable: str) -> bool:
    """Whether one of the two parts lies on a way to the other; the product lies on all."""
    on_way = {limited, PRODUCT} | _crossed(system, limited)
    return capable in on_way or limited in _crossed(system, capable)


def _crossed(system: System, name: str) -> set[str]:
    return {link.source for exposure in system.exposures.get(name, ()) for link in exposure.path}
