"""What open facts do together; the tables of all answers are in tests/properties/test_decisiveness.py."""

from licet.judge.explore import Branch, Leaf, Node
from licet.judge.interplay import moving, opening, settled_by
from licet.judge.pattern import pattern_of
from licet.model.vocabulary import Verdict
from licet.rules.case import Outcome
from licet.rules.facts import Ask

BLOCKED, REVIEW, DUTIES, ALLOWED = Verdict.BLOCKED, Verdict.REVIEW, Verdict.WITH_DUTIES, Verdict.ALLOWED


def leaf(verdict: Verdict) -> Leaf:
    return Leaf(Outcome(verdict=verdict, why=""))


def asked(name: str, yes: Node, no: Node) -> Branch:
    return Branch(Ask(name, f"{name}?", "product"), {"yes": yes, "no": no})


def bad(*names: str) -> Node:
    """Blocked where every one of the facts holds."""
    tree: Node = leaf(BLOCKED)
    for name in names:
        tree = asked(name, tree, leaf(ALLOWED))
    return tree


def odd(names: list[str], *, even: bool = True) -> Node:
    if not names:
        return leaf(ALLOWED if even else BLOCKED)
    return asked(names[0], odd(names[1:], even=not even), odd(names[1:], even=even))


def test_a_fact_moves_nothing_where_something_else_is_as_bad_in_any_case() -> None:
    trees: list[Node] = [
        leaf(REVIEW),
        asked("review", leaf(REVIEW), leaf(ALLOWED)),
        asked("block", leaf(BLOCKED), leaf(ALLOWED)),
    ]
    assert moving([pattern_of(tree) for tree in trees]) == {"review": False, "block": True}


def test_a_fact_moves_nothing_where_others_do_the_same_without_it() -> None:
    trees: list[Node] = [bad("a"), bad("a", "b")]
    assert moving([pattern_of(tree) for tree in trees]) == {"a": True, "b": False}


def test_opposite_answers_to_one_fact_block_whatever_is_said() -> None:
    trees = [asked("a", leaf(BLOCKED), leaf(ALLOWED)), asked("a", leaf(ALLOWED), leaf(BLOCKED))]
    patterns = [pattern_of(tree) for tree in trees]
    assert moving(patterns) == {"a": False}
    assert opening(patterns, REVIEW) == ()


def test_one_answer_opens_the_gate_for_many_findings_that_share_it() -> None:
    trees = [bad("use", f"part-{number}") for number in range(30)]
    [found] = opening([pattern_of(tree) for tree in trees], REVIEW)
    assert (found.answers, found.verdict) == ({"use": "no"}, ALLOWED)


def test_what_is_blocked_whatever_is_said_has_no_answers_that_open_the_gate() -> None:
    assert opening([pattern_of(leaf(BLOCKED)), pattern_of(bad("a"))], REVIEW) == ()
    assert opening([pattern_of(leaf(DUTIES))], REVIEW) == ()


def test_the_answers_that_settle_a_finding_are_told_the_shortest_first() -> None:
    found = settled_by(pattern_of(bad("b", "a")))
    assert [(dict(each.answers), each.verdict) for each in found] == [
        ({"a": "no"}, ALLOWED),
        ({"b": "no"}, ALLOWED),
        ({"a": "yes", "b": "yes"}, BLOCKED),
    ]


def test_where_the_sets_are_too_many_none_is_told_and_every_question_stays() -> None:
    names = [f"q{number}" for number in range(11)]
    pattern = pattern_of(odd(names))
    assert settled_by(pattern) == ()
    assert set(moving([pattern])) == set(names)
    assert set(moving([pattern]).values()) == {True}  # the diagram is small, though its sets of answers are many


def test_what_was_not_tried_counts_as_a_review_and_is_not_settled() -> None:
    untried = Leaf(Outcome(verdict=REVIEW, why=""), beyond=(Ask("z", "?", "product"),))
    pattern = pattern_of(asked("a", untried, leaf(ALLOWED)))
    assert [(dict(each.answers), each.verdict) for each in settled_by(pattern)] == [({"a": "no"}, ALLOWED)]
    [found] = opening([pattern], REVIEW)
    assert found.answers == {"a": "no"}
