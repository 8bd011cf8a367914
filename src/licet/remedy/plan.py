"""The cheapest set of changes that opens the gate, by implicit hitting set: propose, judge, learn why it fails.

The solver proposes the cheapest set that satisfies every clause known so far; the set is applied and judged as a whole.
Where it fails, each finding that remains is a clause: a set that passes must hold another change that bears on the
finding, or leave out one of those taken that do, since a finding hangs on nothing else (`touching`). So no passing set
is ever ruled out, what the solver proposes bounds every plan from below, and the first set that passes is the cheapest.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from licet.model.analysis import Judgement
from licet.model.findings import Finding, OwedDuty
from licet.model.vocabulary import Verdict
from licet.remedy.duties import failing_duties, place_of, standing, verdict_of
from licet.remedy.edits import State
from licet.remedy.hitting import Choice, Clause, cheapest_choice
from licet.remedy.scene import Candidate
from licet.remedy.touching import Footprints, Places

MAX_JUDGED: Final = 120
"""Sets that are judged in one search."""
MAX_OPTIONS: Final = 400
"""Changes among which a search chooses."""
_REPAIRS: Final = 4
"""Sets that are judged beyond the budget, made of changes that were seen to help."""

_SCALE: Final = 64 * (MAX_OPTIONS + 1)
"""Costs come first: the ties that are broken below a cost sum up to less than one of its units."""
_PREFERRED: Final = (
    *("rename", "add-notice", "pass-through-terms", "change-outbound-license", "isolate-as-service"),
    *("replace-component", "change-use", "retrain", "open-source-product", "acquire-license", "drop-component"),
)
"""Of sets that cost the same, the one with fewer changes is taken, and of these the one with the milder kinds."""

Judge = Callable[[State], Judgement]
Propose = Callable[[Judgement], Iterable[Candidate]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a search came to: the changes taken and the judgement on them, and how far they are proven the cheapest.

    `bound` is what any set that passes costs at least. Without `after` no set was found; it is proven that none of
    the changes known passes where `unproven` is empty.
    """

    chosen: tuple[Candidate, ...] = ()
    after: Judgement | None = None
    bound: int = 0
    judged: int = 0
    unproven: str = ""


@dataclass(slots=True, kw_only=True)
class _Search:
    """The options and clauses of one search; option numbers start at 1."""

    options: list[Candidate] = field(default_factory=list)
    weights: list[int] = field(default_factory=list)
    known: dict[str, int] = field(default_factory=dict)
    slots: dict[str, list[int]] = field(default_factory=dict)
    writers: dict[str, list[int]] = field(default_factory=dict)
    clauses: dict[tuple[str, frozenset[int]], tuple[Places, set[int]]] = field(default_factory=dict)
    cures: dict[str, set[int]] = field(default_factory=dict)
    cut: bool = False

    def add(self, candidates: Iterable[Candidate], weigh: Callable[[Candidate], int]) -> None:
        """Take options in; every clause that a new one bears on is widened by it."""
        for each in candidates:
            if each.edit is None:
                continue
            weight = weigh(each) * _SCALE + 1 + 2 * _PREFERRED.index(each.kind) + (32 if each.fallback else 0)
            if self.known.get(each.effect, weight + 1) <= weight:
                continue  # a change that makes the same for no more is among the options
            if len(self.options) >= MAX_OPTIONS:
                self.cut = True
                return
            self.options.append(each)
            number = len(self.options)
            self.known[each.effect] = weight
            self.weights.append(weight)
            self.slots.setdefault(each.slot, []).append(number)
            for place in each.places:
                self.writers.setdefault(place, []).append(number)
            for reads, literals in self.clauses.values():
                if not reads.isdisjoint(each.places):
                    literals.add(number)

    def touching(self, reads: Places) -> set[int]:
        """The options that write something that is read."""
        return {number for place in reads for number in self.writers.get(place, ())}

    def learn(self, key: str, reads: Places, chosen: Sequence[int]) -> None:
        """Note that an item fails under a set: a clause that every passing set satisfies."""
        near = self.touching(reads)
        taken = near.intersection(chosen)
        literals = {-number if number in taken else number for number in near}
        self.clauses.setdefault((key, frozenset(taken)), (reads, literals))

    def propose(self, more: Iterable[Clause] = ()) -> Choice:
        """The cheapest set that satisfies every clause; ties are broken where the solver has the time to."""
        clauses = [tuple(sorted(literals)) for _, literals in self.clauses.values()]
        clauses += more
        found = cheapest_choice(self.weights, clauses, self.slots.values())
        if not found.cut:
            return Choice(taken=found.taken, bound=found.bound // _SCALE)
        plain = [max(1, weight // _SCALE) for weight in self.weights]
        again = cheapest_choice(plain, clauses, self.slots.values())
        return again if not again.cut else Choice(bound=found.bound // _SCALE, cut=True)

    def repair(self, items: Iterable[str]) -> Choice:
        """The cheapest set in which something that was seen to help stands for every item that failed at first."""
        return self.propose(tuple(sorted(self.cures.get(key, ()))) for key in items)

    def cost(self, chosen: Iterable[int]) -> int:
        """What a set costs, without what breaks ties."""
        return sum(self.weights[number - 1] // _SCALE for number in chosen)

    def taken(self, chosen: Iterable[int]) -> tuple[Candidate, ...]:
        """The options of a set, in the order in which they are applied."""
        return tuple(sorted((self.options[number - 1] for number in chosen), key=lambda each: each.key))


def cheapest(
    base: Judgement,
    state: State,
    *,
    gate: Verdict,
    again: Judge,
    propose: Propose,
    weigh: Callable[[Candidate], int],
    budget: int = MAX_JUDGED,
) -> Found:
    """Search for the cheapest set whose verdict is better than `gate`.

    `propose` makes candidates from what fails in a judgement, of the system as it is and of changed ones. `weigh` gives
    the cost of each, a whole number. At most `budget` sets are judged, and a few more where that is not enough.
    """
    search = _Search()
    footprints = Footprints(state.links)
    first = _failing(base, state, gate)
    search.add(propose(base), weigh)
    _learn(search, footprints, first, ())
    bound = 0
    for judged in range(budget):
        choice = search.propose()
        bound = max(bound, choice.bound)
        if choice.cut:
            why = "the solver was stopped before it found the cheapest set"
            return _repaired(
                search, footprints, first, state, gate=gate, again=again, bound=bound, judged=judged, why=why
            )
        chosen = choice.taken
        if chosen is None:
            return Found(judged=judged, bound=bound, unproven=_cut(search))
        made = applied(state, search.taken(chosen))
        after = again(made)
        if verdict_of(after, made.met).rank < gate.rank:
            return Found(
                chosen=search.taken(chosen), after=after, bound=bound, judged=judged + 1, unproven=_cut(search)
            )
        failing = _failing(after, made, gate)
        if not failing:
            return Found(judged=judged + 1, bound=bound, unproven="the verdict rests on more than findings")
        search.add(propose(after), weigh)
        _learn(search, footprints, failing, chosen)
        _credit(search, footprints, first, failing, chosen)
    why = f"{budget} sets of changes were judged and none passed; no further ones were"
    return _repaired(search, footprints, first, state, gate=gate, again=again, bound=bound, judged=budget, why=why)


def applied(state: State, chosen: Iterable[Candidate]) -> State:
    """The state that changes make of another, in the order of their keys."""
    for each in sorted(chosen, key=lambda candidate: candidate.key):
        if each.edit is not None:
            state = each.edit(state)
    return state


def _failing(judgement: Judgement, state: State, gate: Verdict) -> tuple[Finding | OwedDuty, ...]:
    """What keeps the gate shut: findings, and duties where the gate asks for none."""
    findings = tuple(each for each in standing(judgement) if each.verdict.rank >= gate.rank)
    strict = gate.rank <= Verdict.WITH_DUTIES.rank
    return (*findings, *(failing_duties(judgement, state.met) if strict else ()))


def _key(item: Finding | OwedDuty) -> str:
    """An item's identity: a finding and a duty may go by one key."""
    return f"{'duty' if isinstance(item, OwedDuty) else 'finding'}:{item.key}"


def _reads(footprints: Footprints, item: Finding | OwedDuty) -> Places:
    return footprints.of(item) | (frozenset({place_of(item)}) if isinstance(item, OwedDuty) else frozenset())


def _learn(
    search: _Search, footprints: Footprints, failing: Iterable[Finding | OwedDuty], chosen: Sequence[int]
) -> None:
    for item in failing:
        search.learn(_key(item), _reads(footprints, item), chosen)


def _credit(
    search: _Search,
    footprints: Footprints,
    first: Iterable[Finding | OwedDuty],
    failing: Iterable[Finding | OwedDuty],
    chosen: Sequence[int],
) -> None:
    """Note which change cleared what: of those taken, the only one that bears on an item that is gone."""
    left = {_key(item) for item in failing}
    for item in first:
        near = search.touching(_reads(footprints, item)).intersection(chosen)
        if _key(item) not in left and len(near) == 1:
            search.cures.setdefault(_key(item), set()).update(near)


def _repaired(
    search: _Search,
    footprints: Footprints,
    first: Sequence[Finding | OwedDuty],
    state: State,
    *,
    gate: Verdict,
    again: Judge,
    bound: int,
    judged: int,
    why: str,
) -> Found:
    """Where the budget is spent: a set of changes that were seen to help, which is not proven the cheapest."""
    why = "; ".join(filter(None, (why, _cut(search))))
    for turn in range(1, _REPAIRS + 1):
        chosen = search.repair(map(_key, first)).taken
        if chosen is None:
            break
        made = applied(state, search.taken(chosen))
        after = again(made)
        if verdict_of(after, made.met).rank < gate.rank:
            proven = search.cost(chosen) == bound
            return Found(
                chosen=search.taken(chosen),
                after=after,
                bound=bound,
                judged=judged + turn,
                unproven=_cut(search) if proven else why,
            )
        failing = _failing(after, made, gate)
        _learn(search, footprints, failing, chosen)
        _credit(search, footprints, first, failing, chosen)
    return Found(bound=bound, judged=judged, unproven=why)


def _cut(search: _Search) -> str:
    return f"more than {MAX_OPTIONS} changes are possible, and the rest were left out" if search.cut else ""
