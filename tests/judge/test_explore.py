"""Decisions under every answer to the facts that are open (vocabulary 9.4)."""

from collections.abc import Callable

import pytest

from licet.judge.explore import (
    Branch,
    Leaf,
    asks,
    explore,
    leaves,
    may_matter,
    settle,
    under,
    worst_leaf,
)
from licet.model.vocabulary import Verdict
from licet.rules.case import Outcome
from licet.rules.facts import Ask, Facts
from tests.rules.build import link, part, system

BLOCKED, REVIEW, DUTIES, ALLOWED = Verdict.BLOCKED, Verdict.REVIEW, Verdict.WITH_DUTIES, Verdict.ALLOWED
Decision = Callable[[Facts], Outcome]


def facts(**answers: bool) -> Facts:
    return Facts(system([part("m", license="MIT")], [link("product", "embeds", "m")], answers=answers))


def ask(name: str, answers: tuple[str, ...] = ("yes", "no")) -> Ask:
    return Ask(name, f"{name}?", "product", answers)


def says(verdict: Verdict) -> Outcome:
    return Outcome(verdict=verdict, why=f"because {verdict}")


def when(name: str, yes: Verdict, no: Verdict) -> Decision:
    return lambda known: says(yes if known.yes(ask(name)) else no)


def test_a_decision_that_asks_nothing_is_one_leaf() -> None:
    tree = explore(lambda _: says(BLOCKED), facts())
    assert isinstance(tree, Leaf)
    assert tree.verdict is BLOCKED


def test_a_known_answer_is_used_and_told() -> None:
    tree = explore(when("a", BLOCKED, ALLOWED), facts(a=True))
    assert isinstance(tree, Leaf)
    assert tree.verdict is BLOCKED
    assert tree.used == {"a": "yes ([answers] of licet.toml)"}


def test_an_open_fact_that_decides_is_a_branch_with_both_answers() -> None:
    tree = explore(when("a", BLOCKED, ALLOWED), facts())
    assert isinstance(tree, Branch)
    assert tree.ask.id == "a"
    assert [(answer, settle(sub)) for answer, sub in tree.answers.items()] == [("yes", BLOCKED), ("no", ALLOWED)]


def test_an_open_fact_that_decides_nothing_is_not_asked() -> None:
    tree = explore(when("a", BLOCKED, BLOCKED), facts())
    assert isinstance(tree, Leaf)
    assert list(asks(tree)) == []


def both(known: Facts) -> Outcome:
    return says(BLOCKED if known.yes(ask("a")) and known.yes(ask("b")) else ALLOWED)


def test_a_second_fact_is_asked_only_under_the_answer_that_needs_it() -> None:
    tree = explore(both, facts())
    assert [one.id for one in asks(tree)] == ["a", "b"]
    assert [leaf.verdict for leaf in leaves(tree)] == [BLOCKED, ALLOWED, ALLOWED]
    assert isinstance(under(tree, "a", "no"), Leaf)
    assert settle(under(under(tree, "a", "yes"), "b", "yes")) is BLOCKED


def test_an_inner_fact_that_decides_nothing_is_folded_before_the_outer_one() -> None:
    def decide(known: Facts) -> Outcome:
        if not known.yes(ask("a")):
            return says(ALLOWED)
        known.yes(ask("b"))
        return says(BLOCKED)

    assert [one.id for one in asks(explore(decide, facts()))] == ["a"]


def test_a_fact_is_listed_once_however_often_it_is_asked() -> None:
    def decide(known: Facts) -> Outcome:
        first = known.choice(ask("a", ("x", "y")))
        return says(BLOCKED if known.yes(ask("b")) is (first == "x") else ALLOWED)

    assert [one.id for one in asks(explore(decide, facts()))] == ["a", "b"]


def test_a_question_with_answers_of_its_own_is_tried_under_each() -> None:
    def decide(known: Facts) -> Outcome:
        verdicts = {"one": ALLOWED, "two": REVIEW, "three": BLOCKED}
        return says(verdicts[known.choice(ask("a", tuple(verdicts)))])

    tree = explore(decide, facts())
    assert [leaf.verdict for leaf in leaves(tree)] == [ALLOWED, REVIEW, BLOCKED]
    assert settle(tree) is REVIEW


def test_what_was_not_read_in_full_never_blocks() -> None:
    tree = explore(when("a", BLOCKED, ALLOWED), facts(), capped=True)
    assert [leaf.verdict for leaf in leaves(tree)] == [REVIEW, ALLOWED]
    assert "not read in full" in worst_leaf(tree).outcome.why
    capped = explore(lambda _: says(REVIEW), facts(), capped=True)
    assert worst_leaf(capped).outcome.why == "because needs-review"


def odd(count: int) -> Decision:
    """A decision that depends on every one of its facts, whatever the others are."""
    return lambda known: says(BLOCKED if sum(known.yes(ask(f"q{n}")) for n in range(count)) % 2 else ALLOWED)


def every(count: int) -> Decision:
    return lambda known: says(BLOCKED if all(known.yes(ask(f"q{n}")) for n in range(count)) else ALLOWED)


def test_seven_facts_are_tried_in_every_way() -> None:
    tree = explore(odd(7), facts())  # 255 runs
    assert [one.id for one in asks(tree)] == [f"q{n}" for n in range(7)]
    assert [leaf.verdict for leaf in leaves(tree)].count(BLOCKED) == 64
    assert list(may_matter(tree)) == []


def test_facts_that_are_asked_one_after_the_other_may_be_many() -> None:
    tree = explore(every(100), facts())
    assert len(list(asks(tree))) == 100
    assert worst_leaf(tree).verdict is BLOCKED
    assert list(may_matter(tree)) == []


def test_beyond_the_runs_a_decision_needs_review_and_its_facts_may_matter() -> None:
    tree = explore(odd(8), facts())
    assert settle(tree) is REVIEW
    assert list(asks(tree)) == []
    assert sorted(one.id for one in may_matter(tree)) == [f"q{n}" for n in range(8)]
    assert "more open facts" in worst_leaf(tree).outcome.why


def test_what_is_known_before_the_runs_end_is_told_beside_what_may_matter() -> None:
    def decide(known: Facts) -> Outcome:
        return odd(8)(known) if known.yes(ask("first")) else says(ALLOWED)

    tree = explore(decide, facts())
    assert [one.id for one in asks(tree)] == ["first"]
    assert sorted(one.id for one in may_matter(tree)) == [f"q{n}" for n in range(8)]
    assert settle(under(tree, "first", "no")) is ALLOWED


def test_a_fact_that_changes_only_the_order_of_what_is_asked_is_not_asked() -> None:
    def decide(known: Facts) -> Outcome:
        names = ("b", "c") if known.yes(ask("a")) else ("c", "b")
        return says(BLOCKED if all(known.yes(ask(name)) for name in names) else ALLOWED)

    assert [one.id for one in asks(explore(decide, facts()))] == ["b", "c"]


@pytest.mark.parametrize(
    ("yes", "no", "expected"),
    [
        (BLOCKED, ALLOWED, REVIEW),
        (BLOCKED, DUTIES, REVIEW),
        (REVIEW, ALLOWED, REVIEW),
        (DUTIES, ALLOWED, DUTIES),
        (ALLOWED, DUTIES, DUTIES),
        (BLOCKED, BLOCKED, BLOCKED),
        (ALLOWED, ALLOWED, ALLOWED),
    ],
)
def test_answers_that_differ_need_review_unless_only_a_duty_hangs_on_them(
    yes: Verdict, no: Verdict, expected: Verdict
) -> None:
    assert settle(explore(when("a", yes, no), facts())) is expected


def test_the_worst_leaf_is_the_first_of_equals() -> None:
    def decide(known: Facts) -> Outcome:
        return Outcome(verdict=BLOCKED, why="first") if known.yes(ask("a")) else Outcome(verdict=ALLOWED, why="free")

    assert worst_leaf(explore(decide, facts())).outcome.why == "first"


def test_an_answer_that_does_not_exist_changes_nothing() -> None:
    tree = explore(when("a", BLOCKED, ALLOWED), facts())
    assert under(tree, "b", "yes") == tree
    assert settle(under(tree, "a", "maybe")) is REVIEW
