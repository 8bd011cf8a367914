"""What candidates are made of: a finding in its system, and a change that may clear it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from licet.model.bom import PRODUCT, Link
from licet.model.findings import Finding, Terms
from licet.model.terms import License
from licet.model.vocabulary import DERIVING, LEARNING, How
from licet.remedy.edits import Edit, State
from licet.remedy.touching import Places

TRAINED = LEARNING | {How.FINE_TUNES, How.ADAPTS, How.DISTILLS_WEIGHTS}
"""Links whose downstream end is made again by training alone; what is merged, cut or converted takes no training."""

SEPARABLE = frozenset({How.LINKS, How.EMBEDS, How.TOKENIZES_WITH, How.RUNS, How.CALLS})
"""Links that can be cut so that each end is a program of its own."""

MOST_TARGETS = 4
"""Parts of one finding for which ways out are sought."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """A known part that may take the place of another of its kind and task, and the record of its license."""

    name: str
    license: License


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A change to be judged; without an `edit` it is an open step whose outcome depends on what is learned.

    `effect` is the identity of what the edit makes: candidates of one effect are judged once. Of the candidates of one
    `slot` at most one can be taken. `places` are what it writes. `fallback` is true for what stands in only where
    nothing that is known by name does, `bulk` for one change of very many parts.
    """

    kind: str
    target: str
    title: str
    cost: int
    edit: Edit | None = None
    assumes: tuple[str, ...] = ()
    effect: str = ""
    slot: str = ""
    places: Places = field(default_factory=frozenset)
    fallback: bool = False
    bulk: bool = False

    @property
    def key(self) -> str:
        """The identity of a candidate: the same change for two findings is one remedy."""
        return f"{self.kind}:{self.target}:{self.title}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """The system that findings stand in, looked up once for all of them.

    `replacements` are licenses that a part nobody knows by name could be under, `alternatives` the known parts by
    `kind:task`, `outbound` the licenses under which the product may be released.
    """

    state: State
    replacements: tuple[License, ...] = ()
    alternatives: Mapping[str, tuple[Alternative, ...]] = field(default_factory=dict)
    outbound: tuple[License, ...] = ()
    by_id: Mapping[str, Terms] = field(default_factory=dict)
    into: Mapping[str, tuple[Link, ...]] = field(default_factory=dict)
    holders: Mapping[str, str] = field(default_factory=dict)


def stage(
    state: State,
    *,
    replacements: tuple[License, ...] = (),
    alternatives: Mapping[str, tuple[Alternative, ...]] | None = None,
    outbound: tuple[License, ...] = (),
) -> Stage:
    """Look the parts and links of a system up."""
    by_id = {terms.component.id: terms for terms in state.terms}
    into: dict[str, list[Link]] = {}
    for link in state.links:
        into.setdefault(link.target, []).append(link)
    return Stage(
        state=state,
        replacements=replacements,
        alternatives=alternatives or {},
        outbound=outbound,
        by_id=by_id,
        into={name: tuple(links) for name, links in into.items()},
        holders=_holders(state.links, by_id),
    )


def _holders(links: tuple[Link, ...], by_id: Mapping[str, Terms]) -> dict[str, str]:
    """For each part, the first on the shortest way from the product to it that is not ours."""
    upstream: dict[str, list[str]] = {}
    for link in links:
        upstream.setdefault(link.source, []).append(link.target)
    found: dict[str, str] = {}
    queue = [(PRODUCT, "")]
    for node, holder in queue:
        for target in sorted(upstream.get(node, ())):
            if target not in found and target in by_id:
                found[target] = holder or ("" if by_id[target].component.own else target)
                queue.append((target, found[target]))
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One finding in its system."""

    stage: Stage
    finding: Finding

    @property
    def targets(self) -> tuple[str, ...]:
        """The first few parts to act on."""
        return self.every_target[:MOST_TARGETS]

    @property
    def every_target(self) -> tuple[str, ...]:
        """The parts to act on: on each way the first that is not ours, so that what stands on it goes too."""
        return tuple(dict.fromkeys(self._targets()))

    def _targets(self) -> Iterator[str]:
        known = self.stage.by_id
        for step in self.finding.path:
            if step.target in known and not known[step.target].component.own:
                yield step.target
                break
        for name in self.finding.components:
            if name in known and not known[name].component.own:
                yield self.stage.holders.get(name) or name

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts of others that the finding is about."""
        known = self.stage.by_id
        return tuple(name for name in self.finding.components if name in known and not known[name].component.own)[
            :MOST_TARGETS
        ]

    def is_ours(self, name: str) -> bool:
        """Whether the product or a part of ours is meant."""
        terms = self.stage.by_id.get(name)
        return name == PRODUCT or bool(terms and terms.component.own)

    def label(self, name: str) -> str:
        """The name a person would use."""
        terms = self.stage.by_id.get(name)
        return terms.component.label if terms else self.stage.state.config.product.name

    def trained_from(self, name: str) -> tuple[str, ...]:
        """What we trained from a part or with it: the product and parts of ours."""
        return self._sources(name, TRAINED)

    def made_from(self, name: str) -> tuple[str, ...]:
        """What we made from a part and holds it: the product and parts of ours."""
        return self._sources(name, DERIVING)

    def _sources(self, name: str, hows: frozenset[How]) -> tuple[str, ...]:
        links = self.stage.into.get(name, ())
        return tuple(dict.fromkeys(link.source for link in links if link.how in hows and self.is_ours(link.source)))

    def licenses(self) -> Iterator[License]:
        """The licenses that the finding's clauses come from."""
        wanted = {clause.license for clause in self.finding.clauses}
        seen: set[str] = set()
        for name in dict.fromkeys((*self.finding.components, *(step.target for step in self.finding.path))):
            terms = self.stage.by_id.get(name)
            for license_ in terms.licenses if terms else ():
                if license_.id in wanted and license_.id not in seen:
                    seen.add(license_.id)
                    yield license_
