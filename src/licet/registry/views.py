"""A part of a registry as a project: who uses it, or made it, stands as the product before what reaches it.

The system that is judged is made of real parts and links of the registry: for each atom of the part's row one shortest
way. Lanes hold all that judging looks at, so whatever holds for the row shows on these ways.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final, Literal

from licet.assemble import build_system
from licet.model.bom import PRODUCT, Bom, Component, Link
from licet.model.findings import Exposure
from licet.model.system import System
from licet.model.use import Config, Product
from licet.model.vocabulary import How, Kind
from licet.propagate import along
from licet.propagate.explain import Explanations, Way
from licet.propagate.kernel import Reach
from licet.propagate.lanes import LINK_KINDS
from licet.registry.marks import named, stated
from licet.registry.terms import Classes

As = Literal["part", "product"]

USED: Final = {
    Kind.DATASET: How.TRAINS_ON,
    Kind.LIBRARY: How.LINKS,
    Kind.APPLICATION: How.RUNS,
    Kind.IMAGE: How.BUNDLES,
    Kind.SERVICE: How.CALLS,
    Kind.PROMPT: How.BUNDLES,
    Kind.OUTPUT: How.BUNDLES,
    Kind.TOKENIZER: How.TOKENIZES_WITH,
}
"""How a part is used that somebody takes into a product; models and adapters are embedded."""

Entry = tuple[int, int]
"""A link of the product: the number of its kind, and the part at its other end."""


@dataclass(slots=True)
class Views:
    """The parts of a registry as projects."""

    reach: Reach
    classes: Classes
    ids: Sequence[str]
    config: Config
    now: date
    explain: Explanations = field(init=False)

    def __post_init__(self) -> None:
        self.explain = Explanations(self.reach)

    def entries(self, part: int, seen_as: As) -> tuple[Entry, ...]:
        """The links of the product by which the part, or what it is made of, is reached; of like targets the first."""
        return tuple((kind, target) for target, kinds in self._targets(part, seen_as).values() for kind in kinds)

    def key(self, part: int, seen_as: As) -> object:
        """What is equal for parts that are judged alike."""
        own = int(self.reach.graph.part[part]) if seen_as == "product" else -1
        return (own, tuple(self._targets(part, seen_as)))

    def _targets(self, part: int, seen_as: As) -> dict[tuple[int, tuple[int, ...]], tuple[int, tuple[int, ...]]]:
        """The parts that the product is linked to with the kinds of links, by these and what they hand on."""
        if seen_as == "part":
            kinds = (LINK_KINDS.index(USED.get(self._kind(part), How.EMBEDS)),)
            return {(self.reach.offer(part), kinds): (part, kinds)}
        graph = self.reach.graph
        links: dict[int, set[int]] = {}
        for link in range(int(graph.starts[part]), int(graph.starts[part + 1])):
            links.setdefault(int(graph.target[link]), set()).add(int(graph.link[link]) // 2)
        found = {
            (self.reach.offer(target), tuple(sorted(kinds))): (target, tuple(sorted(kinds)))
            for target, kinds in sorted(links.items(), reverse=True)
        }
        return {key: found[key] for key in sorted(found)}

    def system(self, part: int, seen_as: As) -> System:
        """The system in which the part is used, or is the product."""
        config = self._config(part, seen_as)
        avoided = part if seen_as == "product" else -1
        paths = [path for entry in self.entries(part, seen_as) for path in self._paths(entry, avoided)]
        nodes = {node for path in paths for node, _ in path}
        names = {node: self._name(node) for node in nodes}
        terms = {
            names[node]: named(self.classes.terms[int(self.reach.graph.part[node])], names[node])
            for node in sorted(nodes)
        }
        drawn = [tuple(_links(path, names)) for path in paths]
        links = tuple(sorted({_key(link): link for path in drawn for link in path}.values(), key=_key))
        bom = Bom(components=(Component(id=PRODUCT, kind=config.product.kind),), links=links)
        system = build_system(config, tuple(terms.values()), links, bom, self.now)
        return replace(system, exposures=_exposures(drawn, system), unreached=(), problems=())

    def _config(self, part: int, seen_as: As) -> Config:
        if seen_as == "part":
            return self.config
        mine = self.classes.terms[int(self.reach.graph.part[part])]
        product = Product(name=self.ids[part], license=mine.expression, kind=self._kind(part))
        return replace(self.config, product=product)

    def _kind(self, part: int) -> Kind:
        return self.classes.parts[int(self.reach.graph.part[part])].kind

    def _name(self, node: int) -> str:
        name = self.ids[node]
        return f"part:{name}" if name == PRODUCT else name

    def _paths(self, entry: Entry, avoided: int) -> Iterator["Path"]:
        """The ways from the product through one of its links: to the part at its end, and for each atom behind it."""
        graph, algebra = self.reach.graph, self.reach.algebra
        kind, top = entry
        start: Path = ((top, kind),)
        yield start
        for atom in sorted(algebra.rows[int(self.reach.rows[top])]):
            way = self.explain.shortest(top, atom)
            for links in _ways(way, lambda link: int(graph.target[link])) if way else ():
                path = (*start, *((int(graph.target[link]), int(graph.link[link]) // 2) for link in links))
                if all(node != avoided for node, _ in path):
                    yield path


Path = tuple[tuple[int, int], ...]
"""Parts on a way from the product upstream, each with the number of the kind of the link that leads to it."""


def _ways(way: Way, target: Callable[[int], int]) -> Iterator[tuple[int, ...]]:
    """The links of a way, and of the way to what was met on it."""
    yield way.links
    if way.met is not None:
        ends = [target(link) for link in way.links]
        before = way.links[: ends.index(way.met_at) + 1] if way.met_at in ends else ()
        yield (*before, *way.met.links)


def _links(path: Path, names: dict[int, str]) -> Iterator[Link]:
    before = PRODUCT
    for node, kind in path:
        yield stated(before, LINK_KINDS[kind], names[node])
        before = names[node]


def _exposures(drawn: Iterable[tuple[Link, ...]], system: System) -> dict[str, tuple[Exposure, ...]]:
    """The ways as exposures, the shortest first."""
    found: dict[str, list[Exposure]] = {}
    ordered = sorted({tuple(map(_key, path)): path for path in drawn}.items(), key=lambda item: (len(item[0]), item[0]))
    for _, path in ordered:
        exposure = along(path, system.terms)
        if exposure is not None:
            found.setdefault(exposure.component, []).append(exposure)
    return {name: tuple(found[name]) for name in sorted(found)}


def _key(link: Link) -> tuple[str, str, str, str]:
    return (link.source, link.how, link.target, str(sorted(link.facts.items())))
