"""Decision diagrams: equal functions are one object, whatever the order in which they were asked."""

import pytest

from licet.judge.diagram import Diagrams, Fork, TooLargeError
from licet.rules.facts import Ask

ASKS = (Ask("a", "?", "x"), Ask("b", "?", "x"), Ask("c", "?", "x", ("one", "two", "three")))


def test_the_order_of_asking_makes_no_difference() -> None:
    made = Diagrams(ASKS)
    b = made.choice("b", {"yes": 1, "no": 0})
    a = made.choice("a", {"yes": 1, "no": 0})
    assert made.choice("a", {"yes": b, "no": 0}) is made.choice("b", {"yes": a, "no": 0})


def test_a_question_whose_branches_are_one_is_none() -> None:
    made = Diagrams(ASKS)
    b = made.choice("b", {"yes": 3, "no": 0})
    assert made.choice("a", {"yes": b, "no": b}) is b
    assert made.choice("c", dict.fromkeys(("one", "two", "three"), 2)) == 2


def test_what_is_left_under_an_answer() -> None:
    made = Diagrams(ASKS)
    c = made.choice("c", {"one": 0, "two": 1, "three": 1})
    both = made.choice("a", {"yes": c, "no": 0})
    assert isinstance(both, Fork)
    assert made.under(both, 0, 0) is c
    assert made.under(both, 2, 0) == 0
    assert made.under(both, 1, 0) is both
    assert made.depends(both) == {0, 2}
    assert made.asks_for(both, "c")
    assert not made.asks_for(both, "b")


def test_the_smallest_sets_of_answers_are_found_for_facts_of_three_answers() -> None:
    # a and (c is two or three): with a said, either of the two answers will do
    made = Diagrams(ASKS)
    c = made.choice("c", {"one": 0, "two": 1, "three": 1})
    both = made.choice("a", {"yes": c, "no": 0})
    found = [dict(made.told(each)) for each in made.primes(both, 10)]
    assert found == [{"a": "yes", "c": "two"}, {"a": "yes", "c": "three"}]
    assert [dict(made.told(each)) for each in made.smallest(made.is_(both, (0).__eq__), 10)] == [
        {"a": "no"},
        {"c": "one"},
    ]


def test_the_bounds_are_kept() -> None:
    asks = tuple(Ask(f"q{number}", "?", "x") for number in range(12))
    made = Diagrams(asks, 3)
    for ask in asks[:3]:
        made.choice(ask.id, {"yes": 1, "no": 0})
    with pytest.raises(TooLargeError):
        made.choice("q3", {"yes": 1, "no": 0})
    free = Diagrams(asks)
    odd = free.choice("q0", {"yes": 1, "no": 0})
    for ask in asks[1:]:
        odd = free.choice(ask.id, {"yes": free.is_(odd, (0).__eq__), "no": odd})
    with pytest.raises(TooLargeError):
        free.primes(odd, 100)  # 2^11 sets of twelve answers
