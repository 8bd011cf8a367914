"""Ways out for findings about very many parts: one change for all parts of one kind under one license.

Ways out are sought for the first few parts of a finding. Where it is about more, a change of each of these clears
nothing, and to try each set of parts would take too long. Parts of one kind under one license stand in the way alike,
so that what clears the finding is done to all of them; like every change it is judged before it is offered.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Final

from licet.model.bom import PRODUCT
from licet.model.findings import Terms
from licet.model.vocabulary import Category
from licet.remedy import edits
from licet.remedy.edits import Edit
from licet.remedy.scene import MOST_TARGETS, SEPARABLE, Candidate, Scene

MOST_CLASSES: Final = 3
"""Classes of parts of one finding for which a way out is sought, those with the most parts first."""
_FREE: Final = frozenset({Category.PERMISSIVE, Category.PUBLIC_DOMAIN})
_COST: Final = 5
"""To change very many parts is as much as to build anew."""


def in_bulk(scene: Scene) -> Iterator[Candidate]:
    """Change all parts of one kind under one license at once, where a finding is about more than a few parts."""
    every = scene.every_target
    if len(every) <= MOST_TARGETS:
        return
    classes: dict[tuple[str, str], list[str]] = {}
    for name in every:
        terms = scene.stage.by_id.get(name)
        if terms and _in_the_way(terms) and not scene.trained_from(name) and not scene.made_from(name):
            classes.setdefault((terms.component.kind, terms.expression), []).append(name)
    largest = sorted(classes.items(), key=lambda each: (-len(each[1]), each[0]))
    for (kind, expression), names in largest[:MOST_CLASSES]:
        if len(names) > 1:
            yield from _of_class(scene, f"the {len(names)} parts under {expression} ({kind})", names)


def _in_the_way(terms: Terms) -> bool:
    """Whether a part is under some license other than those that anything else would be replaced with."""
    free = bool(terms.licenses) and all(license_.category in _FREE for license_ in terms.licenses)
    return bool(terms.expression) and not free


def _of_class(scene: Scene, parts: str, names: Sequence[str]) -> Iterator[Candidate]:
    for license_ in scene.stage.replacements[:1]:
        yield _change(
            "replace-component",
            f"replace {parts} with others under permissive licenses",
            names,
            partial(edits.replaced, license_=license_),
            f"others that do the same are to be had under terms like those of {license_.id}",
        )
    separable = {name: _held_by(scene, name) for name in names}
    if all(separable.values()):
        yield _change(
            "isolate-as-service",
            f"run {parts} as separate services, reached over their public interfaces alone",
            names,
            lambda name: edits.in_turn(edits.isolated(source, name) for source in separable[name]),
            "each of them and the product really are separate programs: no shared memory, no internal data",
        )
    stands = "without the terms that stand in the way"
    granted = f"each rights holder grants this use, {stands}; whether they do is not known"
    yield _change("acquire-license", f"acquire other licenses of {parts}", names, edits.acquired, granted)
    yield _change("drop-component", f"leave {parts} out", names, edits.dropped)


def _held_by(scene: Scene, name: str) -> tuple[str, ...]:
    """What of ours holds a part by links that can be cut; empty where some link cannot."""
    ours = [link for link in scene.stage.into.get(name, ()) if scene.is_ours(link.source)]
    return tuple(dict.fromkeys(link.source for link in ours)) if all(link.how in SEPARABLE for link in ours) else ()


def _change(kind: str, title: str, names: Sequence[str], edit: Callable[[str], Edit], *assumes: str) -> Candidate:
    together = ",".join(names)
    return Candidate(
        kind=kind,
        target=PRODUCT,
        title=title,
        cost=_COST,
        edit=edits.in_turn([edit(name) for name in names]),
        assumes=assumes,
        effect=f"{kind}:{together}",
        slot=f"parts:{together}",
        places=frozenset(f"part:{name}" for name in names),
        bulk=True,
    )
