"""Measure Licet against ModelGo (WWW 2024) on the same works: parts put together, and works made of works of works.

Usage: python -m benchmarks.reason.modelgo [CHECKOUT]. CHECKOUT (or the variable MODELGO) is a folder with the files of
github.com/Xtra-Computing/ModelGo; without it nothing is compared. MODELGO_PYTHON names a Python that has PyYAML and
tabulate (default: this one). ModelGo runs in a process of its own, which times its analysis; Licet is timed here, from
the parts and links to the judgement. Prints CPU times; asserts nothing.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Final

from licet.assemble import build_system
from licet.interpret import interpret
from licet.judge import judge
from licet.model.bom import PRODUCT, Bom, Component, Identified, Link
from licet.model.use import Config, Product, Use
from licet.model.vocabulary import Basis, Delivery, Grade, How, Kind

NOW: Final = date(2026, 12, 1)
TIMEOUT: Final = 600
ABSENT: Final = "no checkout of ModelGo: name its folder as the argument or in MODELGO; nothing was compared"

LICENSES: Final = ("Apache-2.0", "MIT", "CC-BY-4.0", "GPL-3.0", "CC-BY-NC-4.0", "CreativeML-OpenRAIL-M")
"""By the names of ModelGo, which both know."""
SIZES: Final = (10, 100, 1000)
LAYERS: Final = (6, 10, 15)
"""Layers of two works each, both made of both works of the layer below: 30 nodes in the last, and 2^15 ways."""

_COMMON: Final = """
import logging, sys, time
sys.path.insert(0, ".")
logging.disable(logging.CRITICAL)
from license_parser import Parser
from reuse_methods import amalgamate, combine
from works import Work
names, kind, size = sys.argv[1].split(","), sys.argv[2], int(sys.argv[3])
parser = Parser("licenses_description.yml")
def work(number):
    made = Work(f"part-{number}", "model", "raw", names[number % len(names)])
    parser.register_license([made])
    return made
if kind == "combine":
    parts = [work(number) for number in range(size)]
    start = time.process_time()
    whole = combine(parts)
else:
    below = [work(number) for number in range(2)]
    start = time.process_time()
    for _ in range(size - 1):
        below = [amalgamate(below), amalgamate(below)]
    whole = amalgamate(below)
parser.analysis(whole, open_policy="share")
print(time.process_time() - start)
"""


def modelgo(checkout: Path, kind: str, size: int) -> float | None:
    """The CPU seconds that ModelGo takes for one case; None where it fails or takes more than TIMEOUT seconds."""
    python = os.environ.get("MODELGO_PYTHON", sys.executable)
    command = [python, "-c", _COMMON, ",".join(LICENSES), kind, str(size)]
    try:
        done = subprocess.run(command, cwd=checkout, capture_output=True, text=True, check=False, timeout=TIMEOUT)
    except (OSError, subprocess.TimeoutExpired):
        return None
    try:
        return float(done.stdout.split()[-1])
    except (IndexError, ValueError):
        return None


def licet(kind: str, size: int) -> float:
    """The least CPU seconds of five runs from parts and links to the judgement."""
    parts, links = (combined if kind == "combine" else layered)(size)
    return min(_timed(lambda: _judged(parts, links)) for _ in range(5))


def combined(size: int) -> tuple[list[Identified], list[Link]]:
    """So many models put together in the product."""
    names = [f"part-{number}" for number in range(size)]
    return [_part(name, at) for at, name in enumerate(names)], [_link(PRODUCT, name) for name in names]


def layered(layers: int) -> tuple[list[Identified], list[Link]]:
    """Layers of two models of ours, both merged from both of the layer below, down to two models of others."""
    names = [[f"layer-{layer}-{side}" for side in "ab"] for layer in range(layers)]
    parts = [_part(name, side) for side, name in enumerate(names[0])]
    ours = (Component(id=name, kind=Kind.MODEL, own=True) for row in names[1:] for name in row)
    parts += [Identified(component=component, concluded="", grade=Grade.NONE) for component in ours]
    rows = [[PRODUCT], *reversed(names)]
    links = [_link(up, down) for above, below in pairwise(rows) for up in above for down in below]
    return parts, links


def _part(name: str, at: int) -> Identified:
    known = LICENSES[at % len(LICENSES)]
    spdx = {"GPL-3.0": "GPL-3.0-only", "CreativeML-OpenRAIL-M": "LicenseRef-scancode-bigscience-open-rail-m"}
    component = Component(id=name, kind=Kind.MODEL)
    return Identified(component=component, concluded=spdx.get(known, known), grade=Grade.METADATA)


def _link(source: str, target: str) -> Link:
    return Link(source=source, how=How.MERGES, target=target, basis=Basis.STATED)


def _judged(parts: list[Identified], links: list[Link]) -> None:
    use = Use(commercial=False, delivery=(Delivery.DISTRIBUTED_WEIGHTS,), fields=())
    config = Config(product=Product(name="whole", kind=Kind.MODEL), use=use)
    bom = Bom(components=(Component(id=PRODUCT, kind=Kind.MODEL),), links=tuple(links))
    judge(build_system(config, interpret(parts, product_license=""), bom.links, bom, NOW))


def _timed(work: Callable[[], None]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def main() -> int:
    """Print one line for each case."""
    name = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("MODELGO", "")
    checkout = Path(name)
    if not name or not (checkout / "license_parser.py").is_file():
        print(ABSENT)
        return 0
    cases = [("combine", size, f"{size} parts put together") for size in SIZES]
    cases += [("layers", size, f"{2 * size} works in {size} layers") for size in LAYERS]
    for kind, size, told in cases:
        theirs, ours = modelgo(checkout, kind, size), licet(kind, size)
        shown = f"{theirs * 1000:10.1f} ms  {theirs / ours:8.1f} x" if theirs else f"no answer in {TIMEOUT} s" + " " * 5
        print(f"ModelGo {shown}   Licet {ours * 1000:8.1f} ms   {told}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
