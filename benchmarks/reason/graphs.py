"""Graphs like a hub's: relations and licenses in the shares that were measured, popular bases, few deep chains.

The shares are counts over 15,904 model records of August 2026 (686f6c61/radar-huggingface-dataset at 95e4d933,
CC-BY-4.0): 7,352 models without a base, 8,552 with one or more; 9,172 links to 2,320 bases.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from licet.model.vocabulary import Kind
from licet.propagate.kernel import Graph, graph_of
from licet.propagate.lanes import LINK_KINDS, PartClass

LICENSES = (
    *(6936, 4426, 2243, 421, 335, 191, 174, 79, 68, 61, 55, 52, 51, 38, 37, 31, 29, 27, 25, 25),
    *(24, 21, 20, 20, 19, 16, 15, 15, 13, 12, 11, 10, 9),
    *(*(8,) * 4, *(7,) * 3, *(6,) * 4, *(5,) * 10, *(4,) * 7, *(3,) * 17, *(2,) * 34, *(1,) * 121),
)
"""Models per license, the most used first; the second stands for no license at all."""
RELATIONS = {"fine-tunes": 3702, "quantizes": 2887, "adapts": 1638, "merges": 52}
WITHOUT_BASE = 7352 / 15904
BASES = 2320 / 15904
"""Parts that others are made from."""
MADE_BASES = 0.2
"""Bases that have a base themselves, so that a quarter of a hub's chains is deeper than one link."""
SAME_LICENSE, NO_LICENSE = 2760 / 3952, 703 / 3952
"""Derived parts that declare the license of their base, and none."""
WITH_DATA = 1610 / 15904
DATASETS = 1235 / 15904
PER_PART = (1289, 152, 59, 46, 24, 12)
"""Parts that name one dataset, two, three ..."""


@dataclass(frozen=True, slots=True)
class Hub:
    """A graph and the classes of its parts."""

    graph: Graph
    classes: tuple[PartClass, ...]

    @property
    def links(self) -> int:
        """How many links there are."""
        return len(self.graph.target)


def hub(size: int, seed: int = 1) -> Hub:
    """Build a graph of `size` parts; the same seed gives the same graph."""
    rng = np.random.default_rng(seed)
    count = len(LICENSES)
    shares = np.array(LICENSES) / sum(LICENSES)
    license_of = rng.choice(count, size, p=shares)
    bases, data = int(size * BASES), int(size * DATASETS)
    parts = size - data
    made = rng.random(parts) >= WITHOUT_BASE
    made[:bases] = rng.random(bases) < MADE_BASES
    made[: min(100, parts)] = False
    child = np.flatnonzero(made)
    base = _popular(rng, np.minimum(child, bases), len(child))
    same = rng.random(len(child))
    _inherit(license_of, child, base, same)
    names = list(RELATIONS)
    weights = np.array(list(RELATIONS.values())) / sum(RELATIONS.values())
    relation = rng.choice([2 * LINK_KINDS.index(name) for name in names], len(child), p=weights)
    merges = np.repeat(child[relation == 2 * LINK_KINDS.index("merges")], 2)
    second = _popular(rng, np.minimum(merges, bases), len(merges))
    taught = np.flatnonzero(rng.random(parts) < WITH_DATA)
    each = rng.choice(np.arange(1, len(PER_PART) + 1), len(taught), p=np.array(PER_PART) / sum(PER_PART))
    student = np.repeat(taught, each)
    teacher = parts + _popular(rng, np.full(len(student), data), len(student))
    source = np.concatenate([child, merges, student])
    target = np.concatenate([base, second, teacher])
    link = np.concatenate(
        [
            relation,
            np.full(len(merges), 2 * LINK_KINDS.index("merges")),
            np.full(len(student), 2 * LINK_KINDS.index("trains-on")),
        ]
    )
    order = np.argsort(source, kind="stable")
    part = license_of.astype(np.int32)
    part[parts:] += count
    kinds = (Kind.MODEL, Kind.DATASET)
    classes = tuple(PartClass(terms=at, kind=kind, bare=at == 1) for kind in kinds for at in range(count))
    return Hub(graph_of(part, *(_int32(each[order]) for each in (source, target, link))), classes)


def _popular(rng: np.random.Generator, below: NDArray[np.int64], count: int) -> NDArray[np.int64]:
    """Numbers below a bound, low ones by far the most often, as the popular bases of a hub are."""
    return np.minimum((below ** rng.random(count)).astype(np.int64) - 1, below - 1).clip(0)


def _inherit(
    license_of: NDArray[np.int64], child: NDArray[np.int64], base: NDArray[np.int64], same: NDArray[np.float64]
) -> None:
    """Give most derived parts the license of their base, some none; the rest keep one of their own."""
    for _ in range(4):  # bases come before what is made from them; four rounds carry a license down a chain
        license_of[child] = np.where(same < SAME_LICENSE, license_of[base], license_of[child])
    license_of[child] = np.where((same >= SAME_LICENSE) & (same < SAME_LICENSE + NO_LICENSE), 1, license_of[child])


def _int32(numbers: NDArray[np.int64]) -> NDArray[np.int32]:
    return numbers.astype(np.int32)
