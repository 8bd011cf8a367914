"""What the plan's proof rests on, over random systems, and the plan against searches that know nothing of it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product as every

import clingo
from hypothesis import assume, given
from hypothesis import strategies as st

from licet.judge import judge
from licet.licenses import ids, load
from licet.model.analysis import Judgement
from licet.model.use import Config
from licet.model.vocabulary import Duty, Trigger, Verdict
from licet.remedy import remedy
from licet.remedy.candidates import candidates
from licet.remedy.duties import standing
from licet.remedy.edits import State
from licet.remedy.of_parts import acquired, dropped, isolated, replaced
from licet.remedy.of_use import (
    hosted,
    internal,
    noncommercial,
    own_terms,
    released,
    shipped,
    unpublished,
    without_field,
    without_training,
)
from licet.remedy.plan import Found, applied, cheapest
from licet.remedy.scene import Candidate, Scene, Stage, stage
from licet.remedy.touching import Footprints
from tests.properties.test_judgement import Sketch, rejudge, relation, replacements, sketches
from tests.remedy.test_plan import option, search

GATE = Verdict.REVIEW
USES = (
    *(noncommercial, internal, hosted, shipped, released, own_terms, without_field, unpublished),
    without_training,
)
RELEASES = ("MIT", "GPL-3.0-only", "AGPL-3.0-only")


def around(state: State) -> Stage:
    return stage(state, replacements=replacements(), outbound=tuple(load(name) for name in RELEASES))


def proposed(scene: Stage, judged: Judgement) -> Iterator[Candidate]:
    for finding in standing(judged):
        if finding.verdict.rank >= GATE.rank:
            yield from candidates(Scene(stage=scene, finding=finding))


def judged_again(state: State) -> Judgement:
    return rejudge(state.config, state.terms, state.links)


@dataclass
class World:
    """A random system and every change that is proposed for it."""

    state: State
    before: Judgement
    changes: list[Candidate]

    def after(self, chosen: list[Candidate]) -> Judgement:
        return judged_again(applied(self.state, chosen))


def world(sketch: Sketch) -> World:
    built = sketch.built()
    before = judge(built)
    state = State(config=built.config, terms=before.terms, links=built.links)
    known = {each.key: each for each in proposed(around(state), before) if each.edit}
    return World(state, before, list(known.values()))


def compatible(chosen: list[Candidate]) -> bool:
    slots = [each.slot for each in chosen]
    return len(set(slots)) == len(slots)


# -- a finding hangs on its footprint alone ----------------------------------------------------------------------------


def bearing(found: World) -> list[Candidate]:
    """Every change that is proposed, and every change of the use, whether or not a finding asks for it."""
    scene = around(found.state)
    findings = standing(found.before)
    scenes = [Scene(stage=scene, finding=finding) for finding in findings]
    asked = (each for one in scenes[:1] for make in USES for each in make(one))
    parts = (each for one in scenes for make in (replaced, dropped, acquired, isolated) for each in make(one))
    known = {each.effect: each for each in (*found.changes, *asked, *parts)}
    return list(known.values())


@relation(120)
@given(sketches(), st.data())
def test_a_change_that_does_not_bear_on_a_finding_leaves_it_as_it_is(sketch: Sketch, data: st.DataObject) -> None:
    found = world(sketch)
    changes = bearing(found)
    assume(changes)
    taken = data.draw(st.lists(st.sampled_from(changes), max_size=2, unique_by=lambda each: each.slot))
    footprints = Footprints(found.state.links)
    before = {each.key: each for each in standing(found.after(taken)) if each.verdict.rank >= GATE.rank}
    for change in changes:
        if not before or not compatible([*taken, change]):
            continue
        after = {each.key: each.verdict for each in standing(found.after([*taken, change]))}
        for key, finding in before.items():
            if footprints.of(finding).isdisjoint(change.places):
                assert after.get(key) is finding.verdict, (key, change.key, [each.key for each in taken])


def test_no_license_makes_a_work_wait_for_commercial_use() -> None:
    """The rules on works do not read whether the use is commercial: no record has such a trigger."""
    for name in ids():
        for duty in (Duty.SHARE_ALIKE, Duty.DISCLOSE_SOURCE):
            events = {event for group in load(name).duty(duty).triggers for event in group}
            assert not events & {Trigger.COMMERCIAL_USE, Trigger.PUBLISHING_RESEARCH}, name


# -- the plan ----------------------------------------------------------------------------------------------------------


def planned(found: World) -> Found:
    scene = around(found.state)
    return cheapest(
        found.before,
        found.state,
        gate=GATE,
        again=judged_again,
        propose=lambda judged: proposed(scene, judged),
        weigh=lambda each: each.cost,
    )


@relation(60)
@given(sketches(), st.data())
def test_the_plan_gives_the_verdict_it_says_and_no_cheaper_set_passes(sketch: Sketch, data: st.DataObject) -> None:
    found = world(sketch)
    assume(found.before.verdict.rank >= GATE.rank and found.changes)
    plan = planned(found)
    cost = sum(each.cost for each in plan.chosen)
    if plan.after is not None:
        again = found.after(list(plan.chosen))
        assert again == plan.after
        assert again.verdict.rank < GATE.rank
        assert plan.bound <= cost
        assert plan.unproven or plan.bound == cost
    if plan.unproven:
        return
    some = data.draw(st.lists(st.sampled_from(found.changes), max_size=6, unique_by=lambda each: each.key))
    for taken in every((False, True), repeat=len(some)):
        chosen = [each for each, took in zip(some, taken, strict=True) if took]
        cheaper = plan.after is None or sum(each.cost for each in chosen) < cost
        if cheaper and compatible(chosen):
            assert found.after(chosen).verdict.rank >= GATE.rank, [each.key for each in chosen]


@relation(25)
@given(sketches(most=3))
def test_what_is_offered_is_the_same_each_time_and_the_plan_adds_up(sketch: Sketch) -> None:
    built = sketch.built()
    before = judge(built)

    def offered() -> object:
        return remedy(
            config=built.config,
            links=built.links,
            judgement=before,
            replacements=replacements(),
            rejudge=rejudge,
            outbound=tuple(load(name) for name in RELEASES),
        )

    first = offered()
    assert offered() == first
    remedies, plan, _ = remedy(
        config=built.config, links=built.links, judgement=before, replacements=replacements(), rejudge=rejudge
    )
    known = {each.id: each for each in remedies}
    for each in remedies:
        assert set(each.together) <= set(known) - {each.id}
        assert not each.together or (plan is not None and each.id in plan.remedies)
    if plan is not None:
        assert plan.cost == sum(known[name].weight for name in plan.remedies)
        assert plan.optimal is not bool(plan.unproven)


@relation(25)
@given(sketches(most=3))
def test_a_gate_that_wants_no_duty_is_opened_by_meeting_them_or_not_at_all(sketch: Sketch) -> None:
    built = sketch.built()
    before = judge(built)
    assume(before.verdict is not Verdict.ALLOWED)
    strict = Config(
        product=built.config.product,
        use=built.config.use,
        answers=built.config.answers,
        positions=built.config.positions,
        policy=type(built.config.policy)(fail_on=Verdict.WITH_DUTIES),
        path=built.config.path,
    )
    remedies, plan, _ = remedy(
        config=strict, links=built.links, judgement=before, replacements=replacements(), rejudge=rejudge
    )
    if plan is not None:
        assert plan.verdict_after is Verdict.ALLOWED
        assert {each.id for each in remedies} >= set(plan.remedies)


# -- an oracle that knows the rules of a made-up world, and nothing of the search --------------------------------------


@dataclass
class Riddle:
    """Options with costs and slots; conflicts that hold from the start or by a cause, what clears and what spoils."""

    costs: list[int]
    slots: list[int]
    conflicts: list[tuple[int | None, list[list[int]], list[int]]]


@st.composite
def riddles(draw: st.DrawFn) -> Riddle:
    count = draw(st.integers(2, 8))
    number = st.integers(0, count - 1)
    some = st.lists(number, min_size=1, max_size=2, unique=True)
    conflict = st.tuples(
        st.one_of(st.none(), st.none(), number), st.lists(some, max_size=3), st.lists(number, max_size=1)
    )
    return Riddle(
        costs=draw(st.lists(st.integers(1, 5), min_size=count, max_size=count)),
        slots=draw(st.lists(st.integers(0, 5), min_size=count, max_size=count)),
        conflicts=draw(st.lists(conflict, min_size=1, max_size=5)),
    )


def holds(conflict: tuple[int | None, list[list[int]], list[int]], taken: set[int]) -> bool:
    cause, ways, spoilers = conflict
    raised = cause is None or cause in taken
    cleared = any(set(way) <= taken for way in ways) and taken.isdisjoint(spoilers)
    return raised and not cleared


RULES = """
{ take(O) } :- cost(O, _).
:- take(O), take(P), O < P, slot(O, S), slot(P, S).
raised(C) :- given(C).
raised(C) :- cause(C, O), take(O).
done(C, W) :- way(C, W), take(O) : part(C, W, O).
spoiled(C) :- spoiler(C, O), take(O).
:- raised(C), not done(C, W) : way(C, W).
:- raised(C), spoiled(C).
#minimize { X, O : take(O), cost(O, X) }.
"""


def told(riddle: Riddle) -> str:
    facts = [
        f"cost({at}, {cost}). slot({at}, {slot})."
        for at, (cost, slot) in enumerate(zip(riddle.costs, riddle.slots, strict=True))
    ]
    for at, (cause, ways, spoilers) in enumerate(riddle.conflicts):
        facts.append(f"given({at})." if cause is None else f"cause({at}, {cause}).")
        facts += [f"way({at}, {way})." for way in range(len(ways))]
        facts += [f"part({at}, {way}, {each})." for way, parts in enumerate(ways) for each in parts]
        facts += [f"spoiler({at}, {each})." for each in spoilers]
    return "\n".join(facts)


def cost_by_clingo(riddle: Riddle) -> int | None:
    control = clingo.Control(["--warn=none"])
    control.add("base", [], told(riddle) + RULES)
    control.ground([("base", [])])
    best: int | None = None
    with control.solve(yield_=True) as models:
        for model in models:
            best = sum(model.cost)
    return best


@relation(120)
@given(riddles())
def test_clingo_agrees_on_what_the_plan_costs(riddle: Riddle) -> None:
    options = []
    for at, cost in enumerate(riddle.costs):
        parts = [f"c{number}" for number, conflict in enumerate(riddle.conflicts) if at in named(conflict)]
        options.append(option(f"o{at}", cost, *(parts or ["nothing"]), slot=f"s{riddle.slots[at]}"))
    conflicts = {f"F{number}": ((f"c{number}",), leaves(conflict)) for number, conflict in enumerate(riddle.conflicts)}
    found = search(options, conflicts, budget=400).found
    assert not found.unproven
    expected = cost_by_clingo(riddle)
    if expected is None:
        assert found.after is None
    else:
        assert sum(each.cost for each in found.chosen) == found.bound == expected


def named(conflict: tuple[int | None, list[list[int]], list[int]]) -> set[int]:
    cause, ways, spoilers = conflict
    return {*([] if cause is None else [cause]), *spoilers, *(each for way in ways for each in way)}


def leaves(conflict: tuple[int | None, list[list[int]], list[int]]) -> Callable[[set[str]], bool]:
    return lambda names: holds(conflict, {int(name[1:]) for name in names})
