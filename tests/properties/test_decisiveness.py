"""Exactly the facts that can change a verdict are asked, and the answers that settle it are the fewest.

The oracle is the whole table: a decision run under every answer to every fact that it could ever ask for.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain, combinations, product

from hypothesis import assume, given
from hypothesis import strategies as st

from licet.judge.conclude import findings_of
from licet.judge.explore import Node, asks, explore, leaves, may_matter, settle, under
from licet.judge.interplay import MOST_SETS, moving, opening, settled_by
from licet.judge.pattern import pattern_of, traits_of
from licet.model.system import System
from licet.model.vocabulary import Verdict, worst
from licet.rules.case import Outcome
from licet.rules.facts import Ask, Facts, Unknown
from licet.rules.registry import RULES
from tests.properties.test_judgement import Sketch, relation, sketches
from tests.rules.build import link, part, system

Decide = Callable[[Facts], Outcome]
Said = Mapping[str, str]
Table = dict[tuple[str, ...], Verdict]

ASKS = (
    *(Ask(name, f"{name}?", "product") for name in "abcd"),
    Ask("e", "e?", "product", ("one", "two", "three")),
)


def facts() -> Facts:
    return Facts(system([part("m", license="MIT")], [link("product", "embeds", "m")]))


Program = tuple[int, tuple["Program", ...]] | Verdict
"""A verdict, or a fact to ask for and how to go on after each answer; the same fact may be asked for again."""

programs: st.SearchStrategy[Program] = st.recursive(
    st.sampled_from(list(Verdict)),
    lambda inner: st.tuples(st.integers(0, len(ASKS) - 1), st.tuples(inner, inner, inner)),
    max_leaves=10,
)


def decision(program: Program) -> Decide:
    def decide(known: Facts) -> Outcome:
        at = program
        while not isinstance(at, Verdict):
            ask = ASKS[at[0]]
            at = at[1][ask.answers.index(known.choice(ask))]
        return Outcome(verdict=at, why="")

    return decide


def every_answer(known: Sequence[Ask]) -> Iterator[dict[str, str]]:
    for said in product(*(ask.answers for ask in known)):
        yield dict(zip((ask.id for ask in known), said, strict=True))


def table(decide: Decide, at: Facts, known: Sequence[Ask], *, capped: bool = False) -> dict[tuple[str, ...], Verdict]:
    """The verdict under every answer to every fact, each told by all answers in their order."""
    found = {}
    for said in every_answer(known):
        outcome = decide(Facts(at.system, said))
        low = capped and outcome.verdict is Verdict.BLOCKED
        found[tuple(said.values())] = Verdict.REVIEW if low else outcome.verdict
    return found


def bears(rows: Table, at: int) -> bool:
    """Whether two rows that differ in one answer alone differ in their verdict."""
    groups: dict[tuple[str, ...], set[Verdict]] = {}
    for said, verdict in rows.items():
        groups.setdefault((*said[:at], *said[at + 1 :]), set()).add(verdict)
    return any(len(verdicts) > 1 for verdicts in groups.values())


def settling(rows: Table, known: Sequence[Ask], good: Callable[[set[Verdict]], bool]) -> list[dict[str, str]]:
    """Every set of answers that leaves good verdicts alone, and none of whose subsets does, the shortest first."""
    found: list[dict[str, str]] = []
    names = [ask.id for ask in known]
    for chosen in chain.from_iterable(combinations(range(len(known)), size) for size in range(len(known) + 1)):
        for said in product(*(known[at].answers for at in chosen)):
            answers = {names[at]: reply for at, reply in zip(chosen, said, strict=True)}
            left = {v for row, v in rows.items() if all(row[names.index(n)] == a for n, a in answers.items())}
            if good(left) and not any(prime.items() <= answers.items() for prime in found):
                found.append(answers)
    return found


def plain(sets: list[dict[str, str]]) -> list[list[tuple[str, str]]]:
    return sorted(sorted(each.items()) for each in sets)


# -- one decision ------------------------------------------------------------------------------------------------------


@relation(120)
@given(programs)
def test_exactly_the_facts_on_which_a_decision_depends_are_asked(program: Program) -> None:
    rows = table(decision(program), facts(), ASKS)
    tree = explore(decision(program), facts())
    assert {ask.id for ask in asks(tree)} == {ask.id for at, ask in enumerate(ASKS) if bears(rows, at)}
    for said in every_answer(ASKS):
        left: Node = tree
        for name, answer in said.items():
            left = under(left, name, answer)
        assert settle(left) is rows[tuple(said.values())]


@relation(80)
@given(programs)
def test_the_answers_that_settle_a_decision_are_its_prime_implicants(program: Program) -> None:
    rows = table(decision(program), facts(), ASKS)
    tree = explore(decision(program), facts())
    expected = [each for each in settling(rows, ASKS, lambda left: len(left) == 1) if each]
    pattern = pattern_of(tree)
    sets = traits_of(pattern.shape).settled or ()
    found = [{pattern.asks[at].id: pattern.asks[at].answers[answer] for at, answer in each} for each, _ in sets]
    assert plain(found) == plain(expected)
    shown = settled_by(pattern)
    assert len(shown) == min(len(expected), MOST_SETS)
    sizes = sorted(len(each) for each in expected)
    assert [len(each.answers) for each in shown] == sizes[:MOST_SETS]
    for each in shown:
        left = tree
        for name, answer in each.answers.items():
            left = under(left, name, answer)
        assert {leaf.verdict for leaf in leaves(left)} == {each.verdict}


# -- several decisions together ----------------------------------------------------------------------------------------


def together(listed: Sequence[Program]) -> tuple[Table, list[Node]]:
    tables = [table(decision(program), facts(), ASKS) for program in listed]
    rows = {said: worst(*(each[said] for each in tables)) for said in tables[0]}
    return rows, [explore(decision(program), facts()) for program in listed]


@relation(80)
@given(st.lists(programs, min_size=1, max_size=4))
def test_a_fact_moves_the_whole_exactly_where_it_bears_on_the_worst(listed: list[Program]) -> None:
    rows, trees = together(listed)
    moves = moving(list(map(pattern_of, trees)))
    assert set(moves) == {ask.id for tree in trees for ask in asks(tree)}
    assert {name for name, moved in moves.items() if moved} == {
        ask.id for at, ask in enumerate(ASKS) if bears(rows, at)
    }
    assert None not in moves.values()


@relation(80)
@given(st.lists(programs, min_size=1, max_size=4), st.sampled_from([Verdict.WITH_DUTIES, Verdict.REVIEW]))
def test_the_gate_is_opened_by_the_fewest_answers(listed: list[Program], gate: Verdict) -> None:
    rows, trees = together(listed)
    primes = settling(rows, ASKS, lambda left: max(verdict.rank for verdict in left) < gate.rank)
    fewest = [each for each in primes if len(each) == len(primes[0])]
    found = [dict(each.answers) for each in opening(list(map(pattern_of, trees)), gate)]
    if fewest == [{}]:
        assert found == []  # it is open
        return
    assert len(found) == min(len(fewest), MOST_SETS)
    assert all(each in fewest for each in found)
    for each in opening(list(map(pattern_of, trees)), gate):
        after = []
        for tree in trees:
            left = tree
            for name, answer in each.answers.items():
                left = under(left, name, answer)
            after.append(settle(left))
        assert each.verdict is worst(*after)
        assert each.verdict.rank < gate.rank


# -- whole systems -----------------------------------------------------------------------------------------------------


def ever_asked(decide: Decide, at: Facts) -> dict[str, Ask]:
    """Every fact that a decision asks for under any answers, by running it under all of them."""
    found: dict[str, Ask] = {}
    open_ = [at]
    while open_:
        known = open_.pop()
        try:
            decide(known)
        except Unknown as unknown:
            found[unknown.ask.id] = unknown.ask
            open_ += [known.assume(unknown.ask, answer) for answer in unknown.ask.answers]
    return found


def cases(built: System) -> Iterator[tuple[str, Decide, bool]]:
    for rule in RULES:
        for case in rule.cases(built):
            yield f"{rule.id}:{case.key}", case.decide, case.capped


@relation(80)
@given(sketches(most=3))
def test_the_questions_of_a_finding_are_the_facts_that_bear_on_it(sketch: Sketch) -> None:
    built = sketch.built()
    findings = {argued.finding.key: argued.finding for argued in findings_of(built)}
    seen = False
    for key, decide, capped in cases(built):
        asked = ever_asked(decide, Facts(built))
        if len(asked) > 7:
            continue
        seen = True
        known = tuple(asked.values())
        rows = table(decide, Facts(built), known, capped=capped)
        bearing = {ask.id for at, ask in enumerate(known) if bears(rows, at)}
        if set(rows.values()) == {Verdict.ALLOWED}:
            assert key not in findings
            continue
        finding = findings[key]
        assert set(finding.questions) == bearing, key
        assert finding.may_matter == ()
        verdicts = set(rows.values())
        if len(verdicts) == 1:
            assert finding.verdict in verdicts
        elif worst(*verdicts) is Verdict.WITH_DUTIES:
            assert finding.verdict is Verdict.WITH_DUTIES
        else:
            assert finding.verdict is Verdict.REVIEW
    assume(seen)


@relation(60)
@given(sketches(most=3))
def test_what_is_not_tried_to_its_end_is_told(sketch: Sketch) -> None:
    built = sketch.built()
    for _, decide, capped in cases(built):
        tree = explore(decide, Facts(built), capped=capped)
        told = {ask.id for ask in (*asks(tree), *may_matter(tree))}
        if list(may_matter(tree)):
            assert settle(tree) is Verdict.REVIEW
        else:
            assert told <= set(ever_asked(decide, Facts(built)))
