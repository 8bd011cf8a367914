"""Ways out that change a part: another one, none, another license of it, a service of its own, training again."""

from collections.abc import Iterator
from typing import Final

from licet.model.terms import License
from licet.model.vocabulary import Duty, How, Kind
from licet.remedy import edits
from licet.remedy.scene import SEPARABLE, Alternative, Candidate, Scene
from licet.rules.unmet_duty import FACT_OF

_REPLACE_COST: Final = {Kind.DATASET: 4, Kind.IMAGE: 4}
_SOFTWARE: Final = frozenset({Kind.LIBRARY, Kind.APPLICATION, Kind.SERVICE})
_REBUILD: Final = 5
"""What it costs to write again what was made by changing somebody's software."""
_NAMED: Final = 3
"""Known parts that one remedy names."""
_LICENSES: Final = 2
"""Licenses of known parts that are tried for one part."""


def replaced(scene: Scene) -> Iterator[Candidate]:
    """Put another part of the same kind in the place of a part: a known one, or one that is to be looked for."""
    for name in scene.targets:
        if name not in scene.stage.by_id or scene.trained_from(name):
            continue
        kind, label = scene.stage.by_id[name].component.kind, scene.label(name)
        again = tuple(f"what was made from {label} is made again" for _ in scene.made_from(name)[:1])
        cost = _REBUILD if again and kind in _SOFTWARE else _REPLACE_COST.get(kind, 3)
        for license_, names in _known(scene, name):
            title = f"replace {label} with {_listed(names)} ({license_.id})"
            assumed = (f"{names[0]} serves as well; what it was made from was not looked at", *again)
            yield _replacement("replace-component", name, title, license_, cost=cost, assumes=assumed)
        for license_ in scene.stage.replacements[:1]:
            title = f"replace {label} with {kind.one} under a permissive license"
            assumed = (f"{kind.one} that does the same is to be had under terms like those of {license_.id}", *again)
            yield _replacement("replace-component", name, title, license_, cost=cost, assumes=assumed, fallback=True)


def _replacement(
    kind: str,
    name: str,
    title: str,
    license_: License,
    *,
    assumes: tuple[str, ...],
    cost: int,
    fallback: bool = False,
) -> Candidate:
    return Candidate(
        kind=kind,
        target=name,
        title=title,
        cost=cost,
        edit=edits.replaced(name, license_),
        assumes=assumes,
        effect=f"replaced:{name}:{license_.id}",
        slot=f"part:{name}",
        places=frozenset({f"part:{name}"}),
        fallback=fallback,
    )


def _known(scene: Scene, name: str) -> Iterator[tuple[License, tuple[str, ...]]]:
    """The licenses of known parts of the same kind and task, each with the names of those under it."""
    component = scene.stage.by_id[name].component
    found: dict[str, list[Alternative]] = {}
    for each in scene.stage.alternatives.get(f"{component.kind}:{component.task}", ()):
        if each.name.casefold() not in component.purl.casefold() and each.name != component.label:
            found.setdefault(each.license.id, []).append(each)
    for same in list(found.values())[:_LICENSES]:
        yield same[0].license, tuple(each.name for each in same[:_NAMED])


def _listed(names: tuple[str, ...]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"


def dropped(scene: Scene) -> Iterator[Candidate]:
    """Leave a part out; what was made from it cannot stay without it."""
    for name in scene.targets:
        if name in scene.stage.by_id and not scene.trained_from(name) and not scene.made_from(name):
            yield _left_out("drop-component", name, f"leave {scene.label(name)} out", 4)


def _left_out(kind: str, name: str, title: str, cost: int, *assumes: str) -> Candidate:
    return Candidate(
        kind=kind,
        target=name,
        title=title,
        cost=cost,
        edit=edits.dropped(name),
        assumes=assumes,
        effect=f"dropped:{name}",
        slot=f"part:{name}",
        places=frozenset({f"part:{name}"}),
    )


def retrained(scene: Scene) -> Iterator[Candidate]:
    """Train what we trained again: from another base, with another teacher, or without the data."""
    for name in scene.targets:
        ours = scene.trained_from(name)
        if not ours or name not in scene.stage.by_id:
            continue
        what, old = _listed(tuple(scene.label(each) for each in ours)), scene.label(name)
        held = bool(scene.made_from(name))
        for license_, names in _known(scene, name):
            title = f"train {what} again with {_listed(names)} ({license_.id}) in place of {old}"
            assumed = (f"{names[0]} serves as well; what it was made from was not looked at",)
            yield _replacement("retrain", name, title, license_, cost=5, assumes=assumed)
        for license_ in scene.stage.replacements[:1] if held else ():
            title = f"train {what} again from another base than {old}"
            assumed = (f"what takes its place is under terms like those of {license_.id}",)
            yield _replacement("retrain", name, title, license_, cost=5, assumes=assumed, fallback=True)
        if not held:
            title = f"train {what} again without {old}"
            yield _left_out("retrain", name, title, 5, f"{what} is good enough without it")


def acquired(scene: Scene) -> Iterator[Candidate]:
    """Get terms of one's own from the rights holder; cheaper where the license says that they are to be had."""
    for name in scene.parts:
        terms = scene.stage.by_id[name]
        if not terms.licenses:
            continue
        sells = any(license_.sells_exceptions for license_ in terms.licenses)
        holder = next((license_.licensor for license_ in terms.licenses if license_.licensor), "the rights holder")
        stands = f"without the terms of {terms.expression} that stand in the way"
        what = f"{holder} grants {scene.label(name)} for this use, {stands}"
        known = "the license itself says where to ask" if sells else "whether the rights holder grants it is not known"
        yield Candidate(
            kind="acquire-license",
            target=name,
            title=f"acquire another license of {scene.label(name)} from {holder}",
            cost=4 if sells else 5,
            edit=edits.acquired(name),
            assumes=(what, known),
            effect=f"acquired:{name}",
            slot=f"part:{name}",
            places=frozenset({f"part:{name}"}),
        )


def isolated(scene: Scene) -> Iterator[Candidate]:
    """Make a part a separate program, wherever we hold it; whether its license ends there is judged."""
    for step in scene.finding.path:
        name = step.target
        if not (scene.is_ours(step.source) and step.how in SEPARABLE and name in scene.stage.by_id):
            continue
        sources = tuple(
            dict.fromkeys(
                link.source
                for link in scene.stage.into.get(name, ())
                if link.how in SEPARABLE and scene.is_ours(link.source)
            )
        )
        label = scene.label(name)
        apart = step.how in {How.RUNS, How.CALLS}
        yield Candidate(
            kind="isolate-as-service",
            target=name,
            title=(
                f"keep {label} a program of its own, reached over its public interface alone (one_work = false)"
                if apart
                else f"run {label} as a separate service, reached over its public interface alone"
            ),
            cost=3,
            edit=edits.in_turn(edits.isolated(source, name) for source in sources),
            assumes=(f"{label} and the product really are separate programs: no shared memory, no internal data",),
            effect=f"isolated:{name}",
            slot=f"part:{name}",
            places=frozenset({f"part:{name}"}),
        )
        return


def met(scene: Scene) -> Iterator[Candidate]:
    """Do what the stated facts say was not done: register, accept the terms, put a filter before the part."""
    finding = scene.finding
    fact = FACT_OF.get(finding.duty) if finding.duty else None
    for name in scene.parts[:1] if fact else ():
        label = scene.label(name)
        kind, words, cost = {
            Duty.REGISTER: ("acquire-license", f"register the use of {label} with its licensor", 1),
            Duty.CONTENT_FILTER: ("change-use", f"put a content filter before {label}", 3),
            Duty.FOLLOW_POLICY: ("acquire-license", f"accept the terms and the policy of {label}", 1),
        }[finding.duty or Duty.REGISTER]
        yield Candidate(
            kind=kind,
            target=name,
            title=f"{words}, and state {fact} = true",
            cost=cost,
            edit=edits.stated(name, str(fact), value=True),
            effect=f"stated:{name}:{fact}",
            slot=f"fact:{name}:{fact}",
            places=frozenset({f"part:{name}"}),
        )
