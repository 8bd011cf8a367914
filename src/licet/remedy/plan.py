"""The cheapest set of remedies that clears the gate, by increasing cost, each set judged again.

A set must hold, for every finding that fails the gate, a remedy that was shown to clear it. The first set that
passes is the cheapest of these; it is called optimal only where every cheaper one was judged.
"""

import heapq
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from licet.model.analysis import Judgement
from licet.model.findings import Plan, Remedy
from licet.remedy.edits import Edit, State

MAX_JUDGED: Final = 120
MAX_SIZE: Final = 12
MAX_BUILT: Final = 20_000


def cheapest(
    remedies: Sequence[Remedy],
    changes: Mapping[str, Edit],
    state: State,
    failing: Sequence[str],
    *,
    passes: Callable[[Judgement], bool],
    rejudge: Callable[[State], Judgement],
) -> Plan | None:
    """Search sets of remedies; `failing` are the ids of findings that fail the gate, `changes` maps remedy ids.

    Returns: the plan, or None where some failing finding has no remedy to judge, or no set passes.
    """
    useful = [remedy for remedy in remedies if remedy.id in changes]
    by_finding = [[r for r in useful if finding in r.clears] for finding in failing]
    if not all(by_finding):
        return None
    queue: list[tuple[int, int, tuple[int, ...]]] = [(0, 0, ())]
    seen: set[frozenset[int]] = set()
    judged = 0
    while queue and judged < MAX_JUDGED - 1 and len(seen) < MAX_BUILT:
        cost, _, picked = heapq.heappop(queue)
        chosen = [useful[at] for at in picked]
        open_ = [at for at, finding in enumerate(failing) if not any(finding in r.clears for r in chosen)]
        if not open_:
            judged += 1
            after = rejudge(_apply(state, chosen, changes))
            if passes(after):
                ids = tuple(sorted((r.id for r in chosen), key=lambda name: int(name[1:])))
                return Plan(remedies=ids, cost=cost, optimal=True, verdict_after=after.verdict, considered=judged)
            continue
        if len(picked) >= MAX_SIZE:
            continue
        for remedy in by_finding[open_[0]]:
            more = frozenset((*picked, useful.index(remedy)))
            if more not in seen:
                seen.add(more)
                heapq.heappush(queue, (cost + remedy.cost, len(more), tuple(sorted(more))))
    if not queue:
        return None
    return _greedy(by_finding, changes, state, passes=passes, rejudge=rejudge)


def _greedy(
    by_finding: Sequence[Sequence[Remedy]],
    changes: Mapping[str, Edit],
    state: State,
    *,
    passes: Callable[[Judgement], bool],
    rejudge: Callable[[State], Judgement],
) -> Plan | None:
    """Where the bounds cut the search: for each finding the remedy that clears most for its cost; never optimal."""
    chosen: list[Remedy] = []
    for choices in by_finding:
        if not any(remedy in chosen for remedy in choices):
            chosen.append(min(choices, key=lambda remedy: (remedy.cost / len(remedy.clears), remedy.key)))
    after = rejudge(_apply(state, chosen, changes))
    if not passes(after):
        return None
    ids = tuple(sorted((remedy.id for remedy in chosen), key=lambda name: int(name[1:])))
    return Plan(remedies=ids, cost=sum(remedy.cost for remedy in chosen), verdict_after=after.verdict, considered=1)


def _apply(state: State, chosen: Sequence[Remedy], changes: Mapping[str, Edit]) -> State:
    for remedy in sorted(chosen, key=lambda r: r.key):
        state = changes[remedy.id](state)
    return state
