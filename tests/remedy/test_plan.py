"""The cheapest set of changes that opens the gate, proven: each set is judged as a whole."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from licet.model.analysis import Judgement
from licet.model.findings import Finding
from licet.model.use import Config, Product
from licet.model.vocabulary import Verdict
from licet.remedy.edits import Edit, State
from licet.remedy.plan import MAX_OPTIONS, Found, cheapest
from licet.remedy.scene import Candidate

START = State(config=Config(product=Product(name="")), terms=(), links=())
Conflict = Callable[[set[str]], bool]


def option(name: str, cost: int, *parts: str, slot: str = "", kind: str = "replace-component") -> Candidate:
    """A change that writes parts; one that writes the same first part excludes another unless `slot` says else."""
    return Candidate(
        kind=kind,
        target=parts[0],
        title=name,
        cost=cost,
        edit=applied(name),
        effect=name,
        slot=slot or f"part:{parts[0]}",
        places=frozenset(f"part:{part}" for part in parts),
    )


def applied(name: str) -> Edit:
    """An edit that leaves its name in the product's name, so that a fake judge sees what was applied."""

    def edit(state: State) -> State:
        words = sorted({*state.config.product.name.split(), name})
        return replace(state, config=replace(state.config, product=Product(name=" ".join(words))))

    return edit


@dataclass
class Searched:
    """What a search found, and the sets that were judged in their order."""

    found: Found
    judged: list[set[str]]

    @property
    def plan(self) -> list[str]:
        return sorted(each.title for each in self.found.chosen)


def search(
    options: Iterable[Candidate],
    conflicts: Mapping[str, tuple[tuple[str, ...], Conflict]],
    *,
    budget: int = 120,
    weights: Mapping[str, int] | None = None,
) -> Searched:
    """Search in a world of conflicts: by name, the parts they hang on and whether a set of changes leaves them."""
    judged: list[set[str]] = []
    known = tuple(options)

    def judge(ids: set[str]) -> Judgement:
        findings = tuple(
            Finding(
                key=name,
                rule="policy",
                verdict=Verdict.BLOCKED,
                severity="high",
                title=name,
                components=parts,
            )
            for name, (parts, left) in conflicts.items()
            if left(ids)
        )
        verdict = Verdict.BLOCKED if findings else Verdict.WITH_DUTIES
        return Judgement(verdict=verdict, terms=(), findings=findings, duties=(), questions=())

    def again(state: State) -> Judgement:
        judged.append(set(state.config.product.name.split()))
        return judge(judged[-1])

    found = cheapest(
        judge(set()),
        START,
        gate=Verdict.REVIEW,
        again=again,
        propose=lambda _: known,
        weigh=lambda each: each.cost * (weights or {}).get(each.kind, 1),
        budget=budget,
    )
    return Searched(found, judged)


def until(*names: str) -> Conflict:
    """A conflict that any of some changes clears."""
    return lambda ids: ids.isdisjoint(names)


def test_the_cheapest_change_of_one_finding_is_the_plan_and_proven_by_one_judging() -> None:
    done = search(
        [option("a", 5, "m"), option("b", 1, "m"), option("c", 3, "m")], {"F": (("m",), until("a", "b", "c"))}
    )
    assert done.plan == ["b"]
    assert (done.found.bound, done.found.unproven, done.found.judged) == (1, "", 1)


def test_one_change_for_two_findings_beats_two_where_it_costs_less() -> None:
    conflicts = {"F": (("m",), until("a", "c")), "G": (("n",), until("b", "c"))}
    assert search([option("a", 2, "m"), option("b", 2, "n"), option("c", 3, "m", "n")], conflicts).plan == ["c"]
    assert search([option("a", 1, "m"), option("b", 1, "n"), option("c", 3, "m", "n")], conflicts).plan == ["a", "b"]


def test_a_change_that_was_seen_to_fail_is_not_tried_again_by_itself() -> None:
    done = search(
        [option(name, cost, "m") for name, cost in (("a", 1), ("b", 2), ("c", 3))], {"F": (("m",), until("c"))}
    )
    assert done.plan == ["c"]
    assert done.judged == [{"a"}, {"b"}, {"c"}]


def test_a_finding_on_which_no_change_bears_leaves_no_plan_and_that_is_proven() -> None:
    done = search([option("a", 1, "m")], {"F": (("m",), until("a")), "G": (("n",), until())})
    assert (done.found.after, done.found.unproven, done.judged) == (None, "", [])


def test_two_changes_that_clear_only_together_are_found() -> None:
    def left(ids: set[str]) -> bool:
        return not {"a", "b"} <= ids

    done = search([option("a", 1, "m"), option("b", 1, "n"), option("c", 5, "o")], {"F": (("m", "n", "o"), left)})
    assert done.plan == ["a", "b"]
    assert not done.found.unproven


def test_a_change_that_raises_a_finding_is_taken_with_what_clears_that_one() -> None:
    conflicts = {
        "F": (("m",), until("a", "z")),
        "new": (("m", "n"), lambda ids: "a" in ids and "b" not in ids),
    }
    done = search([option("a", 1, "m"), option("b", 1, "n"), option("z", 4, "m", slot="z")], conflicts)
    assert done.plan == ["a", "b"]
    assert not done.found.unproven


def test_changes_that_undo_one_another_are_not_taken_together() -> None:
    conflicts = {
        "F": (("m",), lambda ids: "a" not in ids or "b" in ids),
        "G": (("m", "n"), until("b", "c")),
    }
    options = [option("a", 1, "m"), option("b", 1, "m", slot="other"), option("c", 4, "n")]
    done = search(options, conflicts)
    assert done.plan == ["a", "c"]
    assert (done.found.bound, done.found.unproven) == (5, "")


def test_two_changes_of_one_slot_exclude_one_another() -> None:
    conflicts = {"F": (("m",), until("a", "c")), "G": (("m",), until("b", "c"))}
    assert search([option("a", 1, "m"), option("b", 1, "m"), option("c", 4, "m")], conflicts).plan == ["c"]


def test_many_findings_with_ways_of_their_own_take_one_judging() -> None:
    options = [option(f"{way}{at}", cost, f"p{at}") for at in range(30) for way, cost in (("a", 3), ("b", 4), ("c", 5))]
    conflicts = {f"F{at}": ((f"p{at}",), until(f"a{at}", f"b{at}", f"c{at}")) for at in range(30)}
    done = search(options, conflicts)
    assert len(done.plan) == 30
    assert (done.found.bound, done.found.judged, done.found.unproven) == (90, 1, "")


def test_of_equal_cost_the_fewer_changes_and_the_milder_kinds_are_taken() -> None:
    conflicts = {"F": (("m",), until("a", "c")), "G": (("n",), until("b", "c"))}
    assert search([option("a", 2, "m"), option("b", 2, "n"), option("c", 4, "m", "n")], conflicts).plan == ["c"]
    kinds = [option("out", 3, "m", kind="drop-component"), option("apart", 3, "m", kind="isolate-as-service")]
    assert search(kinds, {"F": (("m",), until("out", "apart"))}).plan == ["apart"]


def test_the_weights_decide_and_not_the_classes() -> None:
    options = [option("out", 4, "m", kind="drop-component"), option("other", 3, "m")]
    conflicts = {"F": (("m",), until("out", "other"))}
    assert search(options, conflicts).plan == ["other"]
    done = search(options, conflicts, weights={"replace-component": 2})
    assert (done.plan, done.found.bound) == (["out"], 4)


def test_a_search_that_is_cut_short_says_so_and_keeps_its_bound() -> None:
    options = [option(f"a{at}", 1, f"p{at}") for at in range(9)] + [option("z", 9, "all")]
    everything = ("all", *(f"p{at}" for at in range(9)))
    done = search(options, {"F": (everything, until("z"))}, budget=3)
    assert done.found.after is None or done.plan == ["z"]
    assert "3 sets of changes were judged" in done.found.unproven
    assert 1 <= done.found.bound <= 9
    assert search(options, {"F": (everything, until("z"))}, budget=600).plan == ["z"]


def test_what_was_seen_to_help_is_put_together_where_the_budget_is_spent() -> None:
    conflicts = {f"F{at}": ((f"p{at}",), until(f"b{at}")) for at in range(3)}
    options = [option(f"{way}{at}", cost, f"p{at}") for at in range(3) for way, cost in (("a", 1), ("b", 2))]
    done = search(options, conflicts, budget=2)
    assert done.plan == ["b0", "b1", "b2"]
    assert done.found.unproven == ""
    assert done.found.bound == 6


def test_more_changes_than_are_compared_leave_the_plan_unproven() -> None:
    options = [option(f"a{at}", 3, "m", slot=f"s{at}") for at in range(MAX_OPTIONS + 1)]
    done = search(options, {"F": (("m",), until("a0"))})
    assert f"more than {MAX_OPTIONS} changes" in done.found.unproven


def test_equal_input_gives_the_same_sets_in_the_same_order() -> None:
    def once() -> Searched:
        conflicts = {f"F{at}": ((f"p{at % 5}", f"p{(at + 1) % 5}"), until(f"b{at % 5}")) for at in range(8)}
        options = [option(f"{way}{at}", cost, f"p{at}") for at in range(5) for way, cost in (("a", 2), ("b", 2))]
        return search(options, conflicts)

    one, other = once(), once()
    assert one.judged == other.judged
    assert one.found.chosen != ()
    assert one.plan == other.plan
