"""How fast the cheapest plan is found and proven, against one judging of the same system in the same run.

    python benchmarks/reason/plan.py [--parts 500] [--conflicts 30] [--runs 5]

The system: a product for sale that holds `parts` parts in a tree of packages, of which `conflicts` stand in its way
(libraries under strong copyleft in a closed product, models that are not for commercial use), each with several ways
out. Printed as JSON: seconds of one judging (the floor), of the plan when judging is at hand, the sets judged for it,
the ratio of the two, the solver's share, and the seconds of everything that is offered.
"""

import argparse
import json
import sys
from pathlib import Path
from statistics import median
from time import process_time

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from licet.assemble import build_system
from licet.judge import judge, record_of, try_again
from licet.licenses import load, permissive
from licet.model.analysis import Judgement
from licet.model.bom import PRODUCT, Bom, Component
from licet.model.system import System
from licet.model.vocabulary import Kind, Verdict
from licet.remedy import remedy
from licet.remedy.candidates import candidates
from licet.remedy.duties import standing
from licet.remedy.edits import State
from licet.remedy.plan import Found, cheapest
from licet.remedy.scene import Scene, stage
from tests.rules.build import NOW, link, part, product, system, use

IN_THE_WAY = ("GPL-3.0-only", "AGPL-3.0-only", "CC-BY-NC-4.0")
FINE = ("MIT", "Apache-2.0", "BSD-3-Clause")


def made(parts: int, conflicts: int) -> System:
    """The system that is judged."""
    listed, links = [], []
    for at in range(parts):
        license_id = IN_THE_WAY[at % 3] if at < conflicts else FINE[at % 3]
        model = license_id.startswith("CC-BY-NC")
        listed.append(
            part(f"p{at}", license=license_id, kind="model" if model else "library", facts={"modified": False})
        )
        holder = "product" if at < conflicts or at % 5 == 0 else f"p{at - at % 5}"
        facts = {"one_work": False} if model else {}
        links.append(link(holder, "embeds" if model else "links", f"p{at}", **facts))
    sold = use(
        commercial=True,
        delivery=["on-premises"],
        fields=[],
        organization="company",
        personal_data=False,
        territories=["US"],
    )
    return system(listed, links, use=sold, product=product(license="LicenseRef-Proprietary"))


class Bench:
    """One system, and the judge that counts how often it is asked; it judges again what a change touches alone."""

    def __init__(self, judged: System) -> None:
        self.system = judged
        self.record = record_of(judged)
        self.asked = 0
        self.spent = 0.0

    def again(self, state: State) -> Judgement:
        """Judge a changed system."""
        start = process_time()
        bom = Bom(components=(Component(id=PRODUCT, kind=Kind.APPLICATION),), links=state.links)
        changed = build_system(state.config, state.terms, state.links, bom, NOW, like=self.system)
        after = try_again(self.record, changed)
        self.asked += 1
        self.spent += process_time() - start
        return after

    def plan(self, base: Judgement) -> Found:
        """Search for the plan, the judgement of the system being at hand."""
        state = State(config=self.system.config, terms=base.terms, links=self.system.links)
        around = stage(state, replacements=(load(permissive()[0]),))
        return cheapest(
            base,
            state,
            gate=state.config.policy.fail_on,
            again=self.again,
            propose=lambda judged: (
                each for finding in standing(judged) for each in candidates(Scene(stage=around, finding=finding))
            ),
            weigh=lambda each: each.cost,
        )


def main() -> None:
    """Print the figures."""
    options = argparse.ArgumentParser()
    options.add_argument("--parts", type=int, default=500)
    options.add_argument("--conflicts", type=int, default=30)
    options.add_argument("--runs", type=int, default=5)
    given = options.parse_args()
    bench = Bench(made(given.parts, given.conflicts))
    base = judge(bench.system)
    bench.plan(base)  # the solver is imported, the records are read
    floors, plans, shares = [], [], []
    for _ in range(given.runs):
        start = process_time()
        base = judge(bench.system)
        floors.append(process_time() - start)
        bench.asked, bench.spent = 0, 0.0
        start = process_time()
        found = bench.plan(base)
        plans.append(process_time() - start)
        shares.append(plans[-1] - bench.spent)
    asked = bench.asked
    start = process_time()
    remedies, plan, _ = remedy(
        config=bench.system.config,
        links=bench.system.links,
        judgement=base,
        replacements=(load(permissive()[0]),),
        rejudge=lambda config, terms, links: bench.again(State(config=config, terms=terms, links=links)),
    )
    whole = process_time() - start
    print(
        json.dumps(
            {
                "parts": given.parts,
                "conflicts": sum(each.verdict.rank >= Verdict.REVIEW.rank for each in base.findings),
                "judging_seconds": round(median(floors), 4),
                "plan_seconds": round(median(plans), 4),
                "plan_over_judging": round(median(plans) / median(floors), 2),
                "without_judging_seconds": round(median(shares), 4),
                "sets_judged": asked,
                "cost": sum(each.cost for each in found.chosen),
                "proven": not found.unproven,
                "remedies": len(remedies),
                "planned": len(plan.remedies) if plan else 0,
                "remedies_and_plan_seconds": round(whole, 4),
            },
            indent=1,
        )
    )


if __name__ == "__main__":
    main()
