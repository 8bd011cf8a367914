"""The cheapest set of remedies that clears the gate, each set judged again."""

from collections.abc import Callable
from dataclasses import replace

from licet.model.analysis import Judgement
from licet.model.findings import Plan, Remedy
from licet.model.use import Config, Product
from licet.model.vocabulary import Verdict
from licet.remedy.edits import Edit, State
from licet.remedy.plan import MAX_JUDGED, cheapest

START = State(config=Config(product=Product(name="")), terms=(), links=())


def option(number: int, cost: int, *clears: str) -> Remedy:
    return Remedy(
        key=f"k{number:03d}",
        kind="replace-component",
        target="m",
        title="",
        cost=cost,
        clears=clears,
        verdict_after=Verdict.ALLOWED,
        id=f"R{number}",
    )


def applied(name: str) -> Edit:
    """An edit that leaves its remedy's id in the product's name, so that a fake judge sees what was applied."""

    def edit(state: State) -> State:
        words = sorted({*state.config.product.name.split(), name})
        return replace(state, config=replace(state.config, product=Product(name=" ".join(words))))

    return edit


def search(
    remedies: list[Remedy],
    failing: list[str],
    passing: Callable[[set[str]], bool],
    *,
    without_edit: tuple[str, ...] = (),
) -> tuple[Plan | None, list[set[str]]]:
    """The plan, and the sets that were judged, in their order; `passing` says which sets clear the gate."""
    judged: list[set[str]] = []

    def rejudge(state: State) -> Judgement:
        ids = set(state.config.product.name.split())
        judged.append(ids)
        verdict = Verdict.WITH_DUTIES if passing(ids) else Verdict.BLOCKED
        return Judgement(verdict=verdict, terms=(), findings=(), duties=(), questions=())

    changes = {remedy.id: applied(remedy.id) for remedy in remedies if remedy.id not in without_edit}
    plan = cheapest(
        remedies, changes, START, failing, passes=lambda result: result.verdict is not Verdict.BLOCKED, rejudge=rejudge
    )
    return plan, judged


def always(_: set[str]) -> bool:
    return True


def test_the_cheapest_remedy_of_one_finding_is_the_plan() -> None:
    plan, _ = search([option(1, 5, "F1"), option(2, 1, "F1"), option(3, 3, "F1")], ["F1"], always)
    assert plan == Plan(remedies=("R2",), cost=1, optimal=True, verdict_after=Verdict.WITH_DUTIES, considered=1)


def test_one_remedy_for_two_findings_beats_two_where_it_costs_less() -> None:
    plan, _ = search([option(1, 2, "F1"), option(2, 2, "F2"), option(3, 3, "F1", "F2")], ["F1", "F2"], always)
    assert plan is not None
    assert (plan.remedies, plan.cost) == (("R3",), 3)
    plan, _ = search([option(1, 1, "F1"), option(2, 1, "F2"), option(3, 3, "F1", "F2")], ["F1", "F2"], always)
    assert plan is not None
    assert (plan.remedies, plan.cost) == (("R1", "R2"), 2)


def test_every_cheaper_set_was_judged_and_failed() -> None:
    remedies = [option(number, number, "F1") for number in range(1, 6)]
    plan, judged = search(remedies, ["F1"], lambda ids: "R4" in ids)
    assert plan is not None
    assert (plan.remedies, plan.cost, plan.optimal, plan.considered) == (("R4",), 4, True, 4)
    assert judged == [{"R1"}, {"R2"}, {"R3"}, {"R4"}]


def test_a_finding_that_no_judged_remedy_clears_leaves_no_plan() -> None:
    plan, judged = search([option(1, 1, "F1")], ["F1", "F2"], always)
    assert (plan, judged) == (None, [])


def test_an_open_step_is_no_part_of_a_plan() -> None:
    plan, _ = search([option(1, 1, "F1")], ["F1"], always, without_edit=("R1",))
    assert plan is None


def test_where_no_set_passes_there_is_no_plan() -> None:
    plan, judged = search([option(1, 1, "F1"), option(2, 2, "F1")], ["F1"], lambda _: False)
    assert plan is None
    assert judged == [{"R1"}, {"R2"}]


def test_the_search_is_bounded() -> None:
    remedies = [option(number, 1, f"F{number % 3}") for number in range(24)]
    plan, judged = search(remedies, [f"F{number}" for number in range(3)], lambda _: False)
    assert plan is None
    assert len(judged) <= MAX_JUDGED


def test_many_findings_that_need_a_remedy_each_still_get_a_plan() -> None:
    failing = [f"F{number}" for number in range(1, 9)]
    plan, _ = search([option(number, 2, f"F{number}") for number in range(1, 9)], failing, always)
    assert plan is not None
    assert plan.remedies == tuple(f"R{number}" for number in range(1, 9))
    assert plan.cost == 16


def test_a_search_that_is_cut_short_offers_what_it_has_and_does_not_call_it_optimal() -> None:
    failing = [f"F{number}" for number in range(10)]
    remedies = [option(number, 1 + number // 10, f"F{number % 10}") for number in range(200)]
    plan, judged = search(remedies, failing, lambda ids: len(ids) == len(failing))
    assert len(judged) <= MAX_JUDGED
    assert plan is not None
    assert len(plan.remedies) == len(failing)
    assert not plan.optimal or plan.cost == len(failing)


def test_remedies_are_named_in_the_order_of_their_numbers() -> None:
    remedies = [option(10, 1, "F1"), option(2, 1, "F2")]
    plan, _ = search(remedies, ["F1", "F2"], always)
    assert plan is not None
    assert plan.remedies == ("R2", "R10")
