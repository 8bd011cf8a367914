"""Measure the kernel for registries on graphs like a hub's, against a floor of the same run.

The floor is the least that any pass over the links does: one gather and one OR over all of them. CPU seconds and memory
are told; nothing but ratios is asserted, since machines differ.

    python -m benchmarks.reason.kernel [--parts 1e5 1e6 2.5e6] [--judge 300]
"""

import argparse
import json
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Final

import numpy as np

from benchmarks.reason.graphs import LICENSES, Hub, hub
from licet.judge import judge
from licet.licenses import ids
from licet.model.use import Config, Product, Use
from licet.model.vocabulary import Delivery, Kind
from licet.propagate.algebra import Algebra
from licet.propagate.explain import Explanations
from licet.propagate.kernel import Reach, reach
from licet.registry.gather import Sort
from licet.registry.marks import Rules
from licet.registry.terms import Classes, classes_of
from licet.registry.views import Views

SIZES: Final = (100_000, 1_000_000, 2_500_000)
ASKED: Final = 5_000
DAY: Final = date(2026, 12, 1)
USE: Final = Use(commercial=True, delivery=(Delivery.HOSTED_API,), fields=())
MOST_OVER_FLOOR: Final = 100
"""The kernel may take so many times the floor; its own tables are part of it."""
MOST_PER_LINK: Final = 2.0
"""CPU time per link of the largest graph against that of the middle one: growth is linear."""


def main() -> int:
    """Measure each size in a process of its own, so that the memory told is its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--parts", nargs="+", type=float, default=SIZES)
    parser.add_argument("--judge", type=int, default=300, help="distinct judgements that are timed")
    parser.add_argument("--one", type=float, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        print(json.dumps(_measure(int(arguments.one), arguments.judge)))
        return 0
    found = [_apart(int(size), arguments.judge) for size in arguments.parts]
    print(_table(found))
    return _asserted(found)


def _apart(size: int, judged: int) -> dict[str, float]:
    words = [sys.executable, "-m", "benchmarks.reason.kernel", "--one", str(size), "--judge", str(judged)]
    done = subprocess.run(words, check=True, capture_output=True, text=True, cwd=Path(__file__).parents[2])
    found: dict[str, float] = json.loads(done.stdout)
    return found


def _measure(size: int, judged: int) -> dict[str, float]:
    made = hub(size)
    classes, rules = _classes(made)
    floor = min(_cpu(lambda: _floor(made)) for _ in range(3))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    algebra = Algebra(classes.parts, rules.marks())
    found = reach(made.graph, algebra)
    cold = time.process_time() - start
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    warm = Algebra(classes.parts, algebra.marks)  # what the rules answered is known; all tables are empty
    again = _cpu(lambda: reach(made.graph, warm))
    explained = _explanations(found)
    distinct, each = _judging(found, classes, judged)
    return {
        "parts": size,
        "links": made.links,
        "floor": floor,
        "kernel": again,
        "with the rules' answers": cold,
        "MiB more": (after - before) / 1024,
        "MiB in all": after / 1024,
        "rows": len(found.algebra.rows),
        "atoms": len(found.algebra.atoms),
        "p50 ms": float(np.percentile(explained, 50)) * 1000,
        "p99 ms": float(np.percentile(explained, 99)) * 1000,
        "judgements": distinct,
        "ms each": each * 1000,
    }


def _cpu(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def _floor(made: Hub) -> int:
    """One gather over the links, and one OR of what they bring into their downstream ends."""
    words = made.graph.part.astype(np.uint64)
    heads = np.flatnonzero(np.diff(made.graph.starts))
    return int(np.bitwise_or.reduceat(words[made.graph.target], made.graph.starts[heads]).sum())


def _classes(made: Hub) -> tuple[Classes, Rules]:
    """Real license records for the classes of the graph: the most used ones of a hub first, then the others by id."""
    first = ["Apache-2.0", "", "MIT", "LicenseRef-Other", "CC-BY-4.0", "BSD-3-Clause"]
    rest = [name for name in ids() if name not in first]
    random.Random(1).shuffle(rest)  # noqa: S311 - a fixed order
    names = [*first, *rest, *(f"LicenseRef-Unread-{at}" for at in range(len(LICENSES)))][: len(LICENSES)]
    licenses = [((name, ""),) if name else () for name in names]
    sorts = [Sort(kind, each) for kind in (Kind.MODEL, Kind.DATASET) for each in licenses]
    classes = classes_of(sorts, "graph")
    made.graph.part[:] = np.array(classes.of_sort, np.int32)[made.graph.part]
    return classes, Rules(classes.terms, Config(product=Product(name="acme"), use=USE), DAY)


def _explanations(found: Reach) -> list[float]:
    """Seconds per explanation of a random atom of a random part."""
    chosen = random.Random(2)  # noqa: S311 - a fixed choice
    explain = Explanations(found)
    reached = np.flatnonzero(found.rows).tolist()
    times = []
    for part in chosen.sample(reached, min(ASKED, len(reached))):
        atom = chosen.choice(sorted(found.algebra.rows[int(found.rows[part])]))
        start = time.perf_counter()
        way = explain.shortest(part, atom)
        times.append(time.perf_counter() - start)
        assert way is not None
    return times


def _judging(found: Reach, classes: Classes, most: int) -> tuple[int, float]:
    """How many parts must be judged for all to be, and the CPU time of each, over some of them."""
    names = [f"part{at}" for at in range(found.graph.size)]
    views = Views(found, classes, names, Config(product=Product(name="acme"), use=USE), DAY)
    pairs = found.rows.astype(np.int64) * len(classes.parts) + found.graph.part
    distinct, first = np.unique(pairs, return_index=True)
    chosen = random.Random(3).sample(first.tolist(), min(most, len(first)))  # noqa: S311 - a fixed choice
    spent = _cpu(lambda: [judge(views.system(part, "part")) for part in chosen])
    return len(distinct), spent / max(len(chosen), 1)


def _table(found: list[dict[str, float]]) -> str:
    lines = []
    for name in found[0]:
        cells = (f"{each[name]:>14,.3f}" if isinstance(each[name], float) else f"{each[name]:>14,}" for each in found)
        lines.append(f"{name:<26}{''.join(cells)}")
    return "\n".join(lines)


def _asserted(found: list[dict[str, float]]) -> int:
    """1 where the kernel is too far above the floor, or grows faster than the links."""
    over = [each["kernel"] / each["floor"] for each in found]
    per_link = [each["kernel"] / each["links"] for each in found]
    growth = per_link[-1] / per_link[-2] if len(per_link) > 1 else 1.0
    print(f"over the floor: {', '.join(f'{each:.0f}x' for each in over)}; per link, last against before: {growth:.2f}x")
    return int(max(over[1:] or over) > MOST_OVER_FLOOR or growth > MOST_PER_LINK)


if __name__ == "__main__":
    sys.exit(main())
