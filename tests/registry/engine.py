"""The engine for single projects on the whole upstream of one part of a registry: the truth that rows are held against.

`whole` walks as a project is walked; `every_way` gives the rules each way there is, alike or not.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from licet.assemble import build_system
from licet.judge import judge
from licet.model.bom import PRODUCT, Bom, Link
from licet.model.findings import Exposure, Terms
from licet.model.system import System
from licet.model.use import Config, Product
from licet.model.vocabulary import DutyStatus, How, Kind, Verdict, worst
from licet.propagate import along
from licet.registry.marks import named, stated
from tests.rules.build import NOW

Row = Mapping[str, object]
TAKEN: Final = {
    "model": How.EMBEDS,
    "adapter": How.EMBEDS,
    "dataset": How.TRAINS_ON,
    "library": How.LINKS,
    "application": How.RUNS,
    "service": How.CALLS,
}
"""How somebody who takes a part into a product uses it (docs/graph.md)."""


@dataclass(frozen=True)
class Judged:
    """What is compared: the verdict, each rule with its worst verdict, the duties that are owed."""

    verdict: Verdict
    findings: frozenset[tuple[str, Verdict]]
    duties: frozenset[str]


def whole(rows: Sequence[Row], part: str, config: Config, seen_as: str, terms_of: Callable[[str], Terms]) -> System:
    """The system of a part and everything upstream of it, as the pipeline puts it together."""
    by_id = {str(row["id"]): row for row in rows}
    product = part if seen_as == "product" else ""
    links = [] if product else [stated(PRODUCT, TAKEN[str(by_id[part]["kind"])], part)]
    queue, seen = [part], {part}
    while queue:
        here = queue.pop()
        for link in _links(by_id[here]):
            how, target = link["how"], link["to"]
            links.append(stated(PRODUCT if here == product else here, how, PRODUCT if target == product else target))
            if target not in seen:
                seen.add(target)
                queue.append(target)
    terms = tuple(named(terms_of(name), name) for name in sorted(seen - {product}))
    if product:
        kind = Kind(str(by_id[part]["kind"]))
        made = Product(name=part, license=terms_of(part).expression, kind=kind)
        config = replace(config, product=made)
    return build_system(config, terms, tuple(links), Bom(components=(), links=tuple(links)), NOW)


def _links(row: Row) -> list[dict[str, str]]:
    links = row["links"]
    assert isinstance(links, list)
    return links


def every_way(system: System) -> System:
    """The system with every way as an exposure of its own; its links must form no cycle."""
    upstream: dict[str, list[Link]] = {}
    for link in dict.fromkeys((one.source, one.how, one.target, str(one.facts)) for one in system.links):
        upstream.setdefault(link[0], []).append(next(one for one in system.links if _same(one, link)))
    found: dict[str, list[Exposure]] = {}
    paths: list[tuple[Link, ...]] = [(link,) for link in upstream.get(PRODUCT, ())]
    while paths:
        longer = []
        for path in paths:
            exposure = along(path, system.terms)
            if exposure is not None:
                found.setdefault(exposure.component, []).append(exposure)
            longer += [(*path, link) for link in upstream.get(path[-1].target, ())]
        paths = longer
    return replace(system, exposures={name: tuple(found[name]) for name in sorted(found)})


def _same(link: Link, key: tuple[str, How, str, str]) -> bool:
    return (link.source, link.how, link.target, str(link.facts)) == key


def judged(system: System) -> Judged:
    """Judge a system with the real judge."""
    judgement = judge(system)
    rules: dict[str, Verdict] = {}
    for finding in judgement.findings:
        rules[finding.rule] = worst(finding.verdict, rules.get(finding.rule, Verdict.ALLOWED))
    owed = {DutyStatus.DUE, DutyStatus.PENDING}
    duties = frozenset(str(duty.duty) for duty in judgement.duties if duty.status in owed)
    return Judged(judgement.verdict, frozenset(rules.items()), duties)


def day() -> date:
    """The day of all judgements here."""
    return NOW
