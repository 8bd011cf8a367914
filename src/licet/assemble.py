"""Assemble: from the system file, terms and links to the system that is judged."""

from collections.abc import Iterable, Mapping
from datetime import date

from licet.interpret import branches_of
from licet.licenses import load, load_with, readings
from licet.model.bom import PRODUCT, Bom, Component, Link, Problem
from licet.model.findings import Terms
from licet.model.system import System, Ways
from licet.model.terms import License
from licet.model.use import Config
from licet.propagate import Reached, propagate

_TOO_WIDE = Problem(path="links", reason="the graph is too deep or too wide to be walked to its end")


def build_system(
    config: Config,
    terms: tuple[Terms, ...],
    links: tuple[Link, ...],
    bom: Bom,
    now: date,
    *,
    differs: tuple[str, ...] = (),
    like: System | None = None,
) -> System:
    """Put a system together for judging: terms by id, exposures, the records of outbound licenses.

    `differs` are sentences on sources that disagree on the product's own license. `like` is a system whose walk
    through the graph is taken over where its links and parts are the same.
    """
    by_id = {item.component.id: item for item in terms}
    same = like is not None and links == like.links and _same_parts(by_id, like.terms)
    reached = _walked(like) if like is not None and same else propagate(by_id, links)
    problems = (*bom.problems, _TOO_WIDE) if reached.cut_short else bom.problems
    outbound = _ways(config.product.license)
    stated = {item.component.release_as for item in terms} | {item.expression for item in terms if item.component.own}
    releases = {name: _ways(name) for name in sorted(stated) if name}
    product = next((c for c in bom.components if c.id == PRODUCT), Component(id=PRODUCT, kind=config.product.kind))
    return System(
        config=config,
        product=product,
        differs=differs,
        terms=by_id,
        links=links,
        exposures=reached.exposures,
        unreached=reached.unreached,
        dangling=reached.dangling,
        problems=problems,
        readings=readings(),
        outbound=outbound,
        releases=releases,
        versions=_versions((outbound, *releases.values())),
        now=now,
    )


def _walked(system: System) -> Reached:
    """What the walk through the graph of a system gave."""
    return Reached(
        exposures=system.exposures,
        unreached=system.unreached,
        dangling=system.dangling,
        cut_short=_TOO_WIDE in system.problems,
    )


def _same_parts(one: Mapping[str, Terms], other: Mapping[str, Terms]) -> bool:
    """Whether the same parts are there, whatever they are licensed under: all that the walk looks at."""
    return list(one) == list(other) and all(
        terms is other[name] or terms.component == other[name].component for name, terms in one.items()
    )


def _ways(name: str) -> Ways:
    """The licenses behind an expression, branch by branch, with the exceptions that have a record."""
    if not name:
        return ()
    return tuple(
        tuple(load_with(leaf.id, leaf.exception) if leaf.known else None for leaf in branch)
        for branch in branches_of(name)
    )


def _versions(ways: Iterable[Ways]) -> dict[str, tuple[License, ...]]:
    """The later versions that the or-later licenses of our releases leave open, by their ids."""
    released = [license_ for each in ways for way in each for license_ in way if license_ is not None]
    return {
        license_.id: tuple(load(name) for name in license_.later)
        for license_ in released
        if license_.later and license_.id == license_.or_later
    }
