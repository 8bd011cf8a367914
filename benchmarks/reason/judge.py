"""Measure judging: a small project with its explanations, many open facts, a large folder; in one run with a floor.

Usage: python -m benchmarks.reason.judge [FOLDER]. FOLDER is a project (default: ../shared/samples/inputs/deps).
The floor is a million steps of bare Python, so that machines can be compared. Prints the least CPU time of ROUNDS runs
and its ratio to the floor; asserts nothing.
"""

import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Final

from licet.assemble import build_system
from licet.interpret import interpret
from licet.judge import judge, judge_again, record_of, uncollected
from licet.judge.explore import explore
from licet.judge.interplay import opening, settled_by
from licet.judge.pattern import pattern_of
from licet.judge.questions import merged
from licet.judge.shape import Pattern
from licet.model.bom import PRODUCT, Bom, Component, Identified, Link
from licet.model.system import System
from licet.model.use import Config, Product, Use
from licet.model.vocabulary import Basis, Delivery, Grade, How, Kind, Verdict
from licet.pipeline import Scan, assess, scan
from licet.rules.case import Outcome
from licet.rules.facts import Ask, Facts

ROOT: Final = Path(__file__).resolve().parents[2]
NOW: Final = date(2026, 12, 1)
ROUNDS: Final = 7

LICENSES: Final = (
    *("Apache-2.0", "MIT", "LicenseRef-scancode-llama-3.1-license-2024", "CC-BY-4.0", "BSD-3-Clause"),
    *("AGPL-3.0-only", "CC-BY-NC-4.0", "LGPL-2.1-only", "MPL-2.0", "LicenseRef-scancode-gemma-tou-2025-03-24"),
)
PARTS: Final = (
    *((Kind.MODEL, How.EMBEDS), (Kind.LIBRARY, How.LINKS), (Kind.ADAPTER, How.EMBEDS), (Kind.DATASET, How.TRAINS_ON)),
    *((Kind.SERVICE, How.CALLS), (Kind.LIBRARY, How.BUNDLES)),
)


def system_of(count: int, use: Use) -> System:
    """A system of so many parts, of many kinds and licenses, every third of them behind another."""
    parts, links = [], []
    for number in range(count):
        kind, how = PARTS[number % len(PARTS)]
        license_ = LICENSES[number % len(LICENSES)]
        component = Component(id=f"part-{number}", kind=kind, name=f"part-{number}")
        parts.append(Identified(component=component, concluded=license_, grade=Grade.METADATA))
        source = PRODUCT if number % 3 else f"part-{number // 2}" if number else PRODUCT
        links.append(Link(source=source, how=how, target=f"part-{number}", basis=Basis.STATED))
    config = Config(product=Product(name="acme", license="LicenseRef-Proprietary"), use=use, path="licet.toml")
    bom = Bom(components=(Component(id=PRODUCT, kind=Kind.APPLICATION),), links=tuple(links))
    terms = interpret(parts, product_license=config.product.license)
    return build_system(config, terms, bom.links, bom, NOW)


STATED: Final = Use(commercial=True, delivery=(Delivery.HOSTED_APP,), fields=("hr-decisions",), personal_data=False)


def many_facts(facts: int, findings: int) -> list[Callable[[Facts], Outcome]]:
    """Decisions over facts of the use, which many share, and facts of parts, which few do."""
    shared = [Ask(f"use-{number}", "?", PRODUCT) for number in range(5)]
    own = [Ask(f"part-{number}", "?", f"part-{number}") for number in range(facts - len(shared))]
    worst = (Verdict.BLOCKED, Verdict.REVIEW, Verdict.WITH_DUTIES)

    def decision(number: int) -> Callable[[Facts], Outcome]:
        first, second = shared[number % len(shared)], own[number % len(own)]
        bad = worst[number % len(worst)]

        def decide(known: Facts) -> Outcome:
            hit = known.yes(first) and known.yes(second)
            return Outcome(verdict=bad if hit else Verdict.ALLOWED, why="")

        return decide

    return [decision(number) for number in range(findings)]


@uncollected()
def decisiveness(decisions: list[Callable[[Facts], Outcome]], facts: Facts) -> int:
    """Explore every decision, merge the questions, and find what settles each finding and the gate.

    As in judging, the collector of cycles is paused.
    """
    trees = [explore(decide, facts) for decide in decisions]
    return merge(list(map(pattern_of, trees)))


@uncollected()
def merge(patterns: list[Pattern]) -> int:
    """Merge the questions of decisions that were explored, and find what settles each finding and the gate."""
    questions = merged((f"F{number}", pattern) for number, pattern in enumerate(patterns))
    for pattern in patterns:
        settled_by(pattern)
    assert opening(patterns, Verdict.REVIEW)
    return len(questions)


def least(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The least CPU time of some runs, in seconds."""
    best = float("inf")
    for _ in range(rounds):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def floor() -> float:
    """The CPU time of a million steps of bare Python."""
    return least(lambda: sum(number & 7 for number in range(1_000_000)))


def main() -> int:
    """Print one line for each size."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared" / "samples" / "inputs" / "deps"
    base = floor()

    def told(what: str, seconds: float) -> None:
        print(f"{seconds * 1000:9.2f} ms  {seconds / base:7.2f} x  {what}")

    told("a million steps of Python", base)
    for use, known in ((STATED, "use stated"), (Use(), "nothing stated")):
        small = system_of(20, use)
        told(f"20 parts, {known}: {len(judge(small).findings)} findings", least(lambda s=small: judge(s)))  # type: ignore[misc]
    facts = Facts(system_of(3, Use()))
    decisions = many_facts(200, 500)
    asked = decisiveness(decisions, facts)
    patterns = [pattern_of(explore(decide, facts)) for decide in decisions]
    told(
        f"500 decisions over 200 open facts, explored and merged: {asked} questions",
        least(lambda: decisiveness(decisions, facts)),
    )
    told("  the same without exploring", least(lambda: merge(patterns)))
    if folder.is_dir():
        large(folder, told)
    else:
        print(f"no folder {folder}: skipped")
    return 0


def large(folder: Path, told: Callable[[str, float], None]) -> None:
    """Judge a folder, judge it again after one change, and do the whole job."""
    scanned = scan(folder)
    terms = interpret(scanned.identified, product_license=scanned.config.product.license)
    built = build_system(scanned.config, terms, scanned.bom.links, scanned.bom, NOW)
    told(f"{len(terms)} parts judged: {len(judge(built).findings)} findings", least(lambda: judge(built), 3))
    told("  recorded part by part", least(lambda: record_of(built), 3))
    record = record_of(built)
    told("  judged again after one change", least(lambda: judge_again(record, _changed(built, scanned)), 3))
    told("  choices, judgement, remedies, outbound licenses", least(lambda: assess(scanned, now=NOW), 1))


def _changed(built: System, scanned: Scan) -> System:
    name = sorted(built.terms)[len(built.terms) // 2]
    terms = tuple(each for each in built.terms.values() if each.component.id != name)
    links = tuple(link for link in built.links if name not in {link.source, link.target})
    return build_system(built.config, terms, links, scanned.bom, NOW, like=built)


if __name__ == "__main__":
    sys.exit(main())
