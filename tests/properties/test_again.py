"""What a change does not touch need not be judged again: the result is the one that judging from scratch has."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from licet.assemble import build_system
from licet.interpret import interpret
from licet.judge import judge, judge_again, moved, record_of, try_again, weigh_again
from licet.judge.again import BY_PART
from licet.licenses import load, readings
from licet.model.analysis import Judgement
from licet.model.bom import PRODUCT, Bom, Component, Problem
from licet.model.system import System
from licet.model.use import Measurement, Policy, Waiver
from licet.model.vocabulary import Delivery, How
from licet.remedy import edits
from licet.remedy.edits import Edit, State
from licet.rules.registry import RULES
from tests.properties.test_judgement import LICENSES, OUTBOUND, Sketch, relation, sketches
from tests.rules.build import NOW, link, part

KNOWN = ("MIT", "GPL-3.0-only", "AGPL-3.0-only", "CC-BY-NC-4.0", "LicenseRef-scancode-llama-3.1-license-2024")
READINGS = ("training-on-share-alike-data", "network-reach", "derivative-alone", "third-party-synthetic-data")
QUESTIONS = (
    *("commercial", "delivery:hosted", "delivery:distributed", "one-work:p0", "one-work:p1", "modified:p0"),
    *("publishes-outputs", "organization:company", "users-reach-functionality:p0", "license-checked:p1"),
)
FACTS = ("modified", "alone", "users_reach_functionality", "registered", "personal_data", "license_acquired")
SIZES = ("monthly_active_users", "annual_revenue_usd")


def put_in(name: str, expression: str) -> Edit:
    """Another expression for a part, as another branch of an OR is."""
    [terms] = interpret((part(name, license=expression),), product_license="")
    fields = {"expression": terms.expression, "licenses": terms.licenses, "unread": terms.unread}
    return lambda state: edits.with_terms(state, name, lambda old: replace(old, **fields))  # type: ignore[arg-type]


@st.composite
def edits_of(draw: st.DrawFn, sketch: Sketch) -> Edit:
    names = [item.component.id for item in sketch.parts]
    name, other = draw(st.sampled_from(names)), draw(st.sampled_from([PRODUCT, *names]))
    license_ = load(draw(st.sampled_from(KNOWN)))
    channels = draw(st.lists(st.sampled_from(list(Delivery)), max_size=2, unique=True).map(tuple))
    flag, size = draw(st.booleans()), draw(st.sampled_from(SIZES))
    how = draw(st.sampled_from(list(How)))
    return draw(
        st.sampled_from(
            [
                edits.unchanged,
                edits.replaced(name, license_),
                edits.dropped(name),
                edits.isolated(other, name),
                edits.acquired(name),
                edits.released_under(draw(st.sampled_from(OUTBOUND))),
                edits.renamed(other, "llama-acme"),
                edits.used_noncommercially(),
                edits.delivered(channels),
                edits.offered_outside(draw(st.sampled_from([("EU",), ("US", "KR")]))),
                edits.without_field("hr-decisions"),
                edits.answered(draw(st.sampled_from(QUESTIONS)), flag),
                edits.positioned(reading := draw(st.sampled_from(READINGS)), draw(positions_of(reading))),
                edits.stated(name, draw(st.sampled_from(FACTS)), flag),
                edits.licensed(name, license_),
                edits.linked(draw(st.sampled_from(["", other])), name, lambda link: replace(link, how=how)),
                edits.linked("", name, lambda link: replace(link, facts={"one_work": flag})),
                edits.sized({size: (Measurement(value=10**9), Measurement(value=3, at=date(2024, 7, 23)))}),
                edits.unsized(size),
                put_in(name, draw(st.sampled_from(LICENSES))),
            ]
        )
    )


def positions_of(reading: str) -> st.SearchStrategy[str]:
    return st.sampled_from([position.name for position in readings()[reading].positions])


def rich(sketch: Sketch, draw: st.DataObject) -> System:
    """A system with sizes, places, a policy, waivers, answers and problems, too."""
    built = sketch.built()
    use = replace(
        built.config.use,
        territories=draw.draw(st.sampled_from([None, ("EU",), ("US",)])),
        seat=draw.draw(st.sampled_from([None, "DE"])),
        sizes=draw.draw(st.sampled_from([{}, {"monthly_active_users": (Measurement(value=800_000_000),)}])),
    )
    policy = draw.draw(st.sampled_from([Policy(), Policy(review=("MIT",), evidence="text"), Policy(deny=("MIT",))]))
    waivers = draw.draw(
        st.sampled_from([(), (Waiver(finding="share-alike", component="p0", reason="fixed-elsewhere"),)])
    )
    answers = draw.draw(st.dictionaries(st.sampled_from(QUESTIONS), st.booleans(), max_size=2))
    config = replace(built.config, use=use, policy=policy, waivers=waivers, answers=answers)
    problems = draw.draw(st.sampled_from([(), (Problem(path="a.bin", reason="broken"),)]))
    loose = draw.draw(st.sampled_from([(), (link(PRODUCT, "calls", "nowhere"),)]))
    differs = draw.draw(st.sampled_from([(), ("one source says MIT, the other GPL-3.0-only",)]))
    return replace(built, config=config, problems=problems, links=(*built.links, *loose), differs=differs)


def rebuilt(built: System, state: State, differs: tuple[str, ...], *, like: System | None = None) -> System:
    kind = state.config.product.kind
    bom = Bom(components=(Component(id=PRODUCT, kind=kind),), links=state.links, problems=built.problems)
    return build_system(state.config, state.terms, state.links, bom, NOW, differs=differs, like=like)


def unnumbered(judgement: Judgement) -> Judgement:
    """A judgement as a trial is read: without numbers, questions and what opens the gate."""
    return replace(
        judgement,
        findings=tuple(replace(each, id="") for each in judgement.findings),
        duties=tuple(replace(each, id="") for each in judgement.duties),
        questions=(),
        opened_by=(),
        may_matter=(),
    )


def test_the_rules_that_are_run_part_by_part_exist() -> None:
    assert {rule.id for rule in RULES} > BY_PART


@relation(60)
@given(sketches(most=5), st.data())
def test_judging_again_what_a_change_touches_is_judging_from_scratch(sketch: Sketch, data: st.DataObject) -> None:
    built = rich(sketch, data)
    state = State(config=built.config, terms=tuple(built.terms.values()), links=built.links)
    first = rebuilt(built, state, data.draw(st.sampled_from([(), built.differs])))
    record = record_of(first)
    assert judge_again(record, first) == judge(first)
    for _ in range(3):
        edit = edits.in_turn(data.draw(st.lists(edits_of(sketch), min_size=1, max_size=2)))
        changed = edit(state)
        fresh = rebuilt(built, changed, built.differs)
        system = rebuilt(built, changed, built.differs, like=first)
        assert system == fresh
        expected = judge(fresh)
        assert judge_again(record, system) == expected
        weight = (expected.verdict.rank, sum(finding.verdict.rank for finding in expected.findings))
        assert weigh_again(record, system) == weight
        assert unnumbered(try_again(record, system)) == unnumbered(expected)
        if data.draw(st.booleans()):
            state, first, record = changed, system, moved(record, system)
            assert judge_again(record, first) == expected
