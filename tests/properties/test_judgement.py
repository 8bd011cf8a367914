"""Relations that hold for every system, whatever the right verdict is."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from licet.assemble import build_system
from licet.judge import judge
from licet.licenses import load, permissive
from licet.model.analysis import Judgement
from licet.model.bom import PRODUCT, Bom, Component, Fact, Identified, Link
from licet.model.findings import Question, Terms
from licet.model.system import System
from licet.model.terms import License
from licet.model.use import Config, Use
from licet.model.vocabulary import Delivery, DutyStatus, How, Kind, Organization, Verdict, worst
from licet.remedy import remedy
from licet.remedy.candidates import candidates
from licet.remedy.edits import State
from licet.remedy.scene import Scene, stage
from licet.rules.facts import YES_NO
from tests.rules.build import NOW, answered, link, part, product, system, taking

LICENSES = (
    *("MIT", "Apache-2.0", "CC-BY-4.0", "CC0-1.0", "GPL-3.0-only", "GPL-3.0-or-later", "AGPL-3.0-only", "SSPL-1.0"),
    *("EUPL-1.2", "ODbL-1.0", "ODC-By-1.0", "CC-BY-NC-4.0", "Elastic-2.0", "LicenseRef-Vendor"),
    *("LicenseRef-scancode-gemma-tou-2025-03-24", "LicenseRef-scancode-llama-3.1-license-2024"),
    *("LicenseRef-scancode-deepseek-la-1.0", "LicenseRef-scancode-fair-ai-public-1.0", "LicenseRef-licet-mg-by-os"),
    *("LicenseRef-licet-apple-amlr", "LicenseRef-licet-mistral-mnpl-0.1", "LicenseRef-scancode-openai-tou-20241211"),
    *("MIT OR GPL-3.0-only", "Apache-2.0 AND CC-BY-NC-4.0", "GPL-3.0-only WITH GCC-exception-3.1"),
)
OUTBOUND = ("", "MIT", "GPL-3.0-only", "AGPL-3.0-only", "LicenseRef-Proprietary", "LicenseRef-Acme")
OPEN_FIELDS = ("hr-decisions", "military", "medical-advice")

flags = st.sampled_from([None, True, False])


@dataclass(frozen=True)
class Sketch:
    """A system before it is built, so that a relation can change one thing in it."""

    parts: tuple[Identified, ...]
    links: tuple[Link, ...]
    use: Use
    license: str
    kind: str

    def built(self) -> System:
        made = product("acme", license=self.license, kind=self.kind)
        return system(self.parts, self.links, use=self.use, product=made)


@st.composite
def parts_of(draw: st.DrawFn, most: int) -> tuple[Identified, ...]:
    count = draw(st.integers(1, most))
    kinds = st.sampled_from(["model", "dataset", "library", "service", "adapter"])
    facts: st.SearchStrategy[dict[str, Fact]] = st.dictionaries(
        st.sampled_from(["modified", "alone", "users_reach_functionality", "competes_with_licensor"]),
        st.booleans(),
        max_size=2,
    )
    return tuple(
        part(
            f"p{number}",
            license=draw(st.sampled_from(LICENSES)),
            kind=draw(kinds),
            own=draw(st.sampled_from([None, None, None, True])),
            facts=draw(facts),
            grade=draw(st.sampled_from(["text", "metadata"])),
        )
        for number in range(count)
    )


@st.composite
def links_of(draw: st.DrawFn, count: int) -> tuple[Link, ...]:
    """Links that reach every part from the product or an earlier part, and a few more."""
    manner: st.SearchStrategy[dict[str, Fact]] = st.dictionaries(
        st.sampled_from(["one_work", "downloaded_at_first_run"]), st.booleans(), max_size=1
    )
    hows = st.sampled_from([how.value for how in How])
    found: dict[tuple[str, str, str], Link] = {}
    for number in range(count):
        sources = [PRODUCT, *(f"p{earlier}" for earlier in range(number))]
        for _ in range(draw(st.integers(1, 2))):
            source, how = draw(st.sampled_from(sources)), draw(hows)
            found[source, how, f"p{number}"] = link(source, how, f"p{number}", **draw(manner))
    return tuple(found.values())


@st.composite
def uses(draw: st.DrawFn) -> Use:
    channels = st.lists(st.sampled_from(list(Delivery)), max_size=2, unique=True).map(tuple)
    fields = st.lists(st.sampled_from(OPEN_FIELDS), max_size=1).map(tuple)
    return Use(
        commercial=draw(flags),
        delivery=draw(st.none() | channels),
        organization=draw(st.sampled_from([None, *Organization])),
        fields=draw(st.none() | fields),
        publishes_outputs=draw(flags),
        trains_models_on_outputs=draw(flags),
        makes_trained_model_available=draw(flags),
        publishes_research=draw(flags),
        personal_data=draw(flags),
    )


@st.composite
def sketches(draw: st.DrawFn, most: int = 4) -> Sketch:
    parts = draw(parts_of(most))
    return Sketch(
        parts=parts,
        links=draw(links_of(len(parts))),
        use=draw(uses()),
        license=draw(st.sampled_from(OUTBOUND)),
        kind=draw(st.sampled_from(["application", "model", "dataset"])),
    )


def relation(examples: int) -> Callable[[Callable[..., None]], Callable[..., None]]:
    return settings(
        max_examples=examples,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
    )


# -- order and repetition ----------------------------------------------------------------------------------------------


@relation(120)
@given(sketches())
def test_the_order_of_parts_and_links_and_a_second_run_change_nothing(sketch: Sketch) -> None:
    first = judge(sketch.built())
    assert judge(sketch.built()) == first
    turned = replace(sketch, parts=sketch.parts[::-1], links=sketch.links[::-1])
    assert judge(turned.built()) == first


# -- what a judgement is made of ---------------------------------------------------------------------------------------


@relation(120)
@given(sketches())
def test_the_verdict_is_the_worst_of_findings_and_duties(sketch: Sketch) -> None:
    judged = judge(sketch.built())
    owed = [Verdict.WITH_DUTIES for duty in judged.duties if duty.status in {DutyStatus.DUE, DutyStatus.PENDING}]
    assert judged.verdict is worst(*(finding.verdict for finding in judged.findings), *owed)


@relation(120)
@given(sketches())
def test_every_blocked_finding_quotes_a_clause_and_shows_its_way(sketch: Sketch) -> None:
    for finding in judge(sketch.built()).findings:
        assert finding.components
        if finding.verdict is Verdict.BLOCKED:
            assert finding.clauses, finding.key
            assert all(clause.section and clause.quote for clause in finding.clauses), finding.key
            assert finding.path, finding.key
            assert finding.path[0].source == PRODUCT


@relation(120)
@given(sketches())
def test_every_question_decides_something_and_every_finding_names_only_questions_that_are_asked(sketch: Sketch) -> None:
    judged = judge(sketch.built())
    asked = {question.id for question in judged.questions}
    known = {finding.id for finding in judged.findings} | {duty.id for duty in judged.duties}
    for finding in judged.findings:
        assert set(finding.questions) <= asked, finding.key
    for duty in judged.duties:
        assert set(duty.questions) <= asked, duty.key
        assert (duty.status is DutyStatus.PENDING) == bool(duty.questions), duty.key
    for question in judged.questions:
        assert question.decides
        assert set(question.decides) <= known
        assert len(question.verdict_if) > 1


@relation(120)
@given(sketches())
def test_every_review_carries_the_question_that_would_settle_it(sketch: Sketch) -> None:
    # vocabulary 9; what rests on a text that was read only in excerpts is settled by the finding of not-reviewed
    for finding in judge(sketch.built()).findings:
        excerpt = any("not read in full" in reason for reason in finding.because)
        if finding.verdict is Verdict.REVIEW and not excerpt:
            assert finding.questions, finding.key


# -- changes that can only make it worse -------------------------------------------------------------------------------


@relation(120)
@given(sketches())
def test_a_non_commercial_model_never_betters_a_commercial_product(sketch: Sketch) -> None:
    sold = replace(sketch, use=replace(sketch.use, commercial=True))
    more = replace(
        sold,
        parts=(*sold.parts, part("nc", license="CC-BY-NC-4.0")),
        links=(*sold.links, link(PRODUCT, "embeds", "nc")),
    )
    before, after = judge(sold.built()).verdict, judge(more.built()).verdict
    assert after.rank >= before.rank
    assert after is Verdict.BLOCKED


@relation(120)
@given(sketches(), st.data())
def test_a_part_without_its_license_is_never_allowed(sketch: Sketch, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(sketch.parts) - 1))
    chosen = sketch.parts[at].component
    bare = part(chosen.id, kind=chosen.kind, facts=chosen.facts)
    parts = (*sketch.parts[:at], bare, *sketch.parts[at + 1 :])
    built = replace(sketch, parts=parts).built()
    ways = built.exposures.get(chosen.id, ())
    assume(any(way.ours or way.contact != "tool" for way in ways))
    assert judge(built).verdict.rank >= Verdict.REVIEW.rank


@relation(100)
@given(sketches(), st.sampled_from(list(Delivery)))
def test_another_way_of_delivery_never_betters_the_verdict(sketch: Sketch, channel: Delivery) -> None:
    delivery = sketch.use.delivery
    assume(delivery is not None and channel not in delivery)
    wider = replace(sketch.use, delivery=(*(delivery or ()), channel))
    assert judge(replace(sketch, use=wider).built()).verdict.rank >= judge(sketch.built()).verdict.rank


@relation(100)
@given(sketches())
def test_commerce_never_betters_the_verdict(sketch: Sketch) -> None:
    free = judge(replace(sketch, use=replace(sketch.use, commercial=False)).built()).verdict
    sold = judge(replace(sketch, use=replace(sketch.use, commercial=True)).built()).verdict
    assert sold.rank >= free.rank


@relation(100)
@given(sketches())
def test_saying_less_of_the_use_never_ends_in_a_free_verdict_that_saying_more_denies(sketch: Sketch) -> None:
    # personal data is looked for only where it is stated or likely (vocabulary 10.10), which a served field makes it
    known = replace(sketch.use, personal_data=None, fields=None)
    stated, fog = judge(replace(sketch, use=known).built()), judge(replace(sketch, use=Use()).built())
    if stated.verdict is Verdict.BLOCKED:
        pending = any(duty.status is DutyStatus.PENDING for duty in fog.duties)
        assert fog.verdict.rank >= Verdict.REVIEW.rank or fog.questions or pending
    if stated.verdict.rank >= Verdict.REVIEW.rank:
        assert fog.verdict is not Verdict.ALLOWED


# -- answers -----------------------------------------------------------------------------------------------------------


def settled(judged: Judgement, question: Question) -> Verdict:
    """The worst of what does not hang on a question."""
    owed = {DutyStatus.DUE, DutyStatus.PENDING}
    return worst(
        *(finding.verdict for finding in judged.findings if finding.id not in question.decides),
        *(Verdict.WITH_DUTIES for d in judged.duties if d.status in owed and d.id not in question.decides),
    )


@relation(100)
@given(sketches(most=2))
def test_the_answer_to_the_only_open_question_keeps_its_promise(sketch: Sketch) -> None:
    built = sketch.built()
    judged = judge(built)
    assume(len(judged.questions) == 1)
    [question] = judged.questions
    rest = settled(judged, question)
    for answer, promised in question.verdict_if.items():
        after = judge(given_answer(built, question, answer)).verdict if answerable(question) else None
        assert after in {None, worst(promised, rest)}, (question.id, answer)


@relation(100)
@given(sketches(), st.data())
def test_an_answer_never_opens_a_better_verdict_than_was_promised(sketch: Sketch, data: st.DataObject) -> None:
    built = sketch.built()
    judged = judge(built)
    open_ = [question for question in judged.questions if answerable(question)]
    assume(open_)
    question = data.draw(st.sampled_from(open_))
    answer = data.draw(st.sampled_from(sorted(question.verdict_if)))
    after = judge(given_answer(built, question, answer))
    assert question.id not in {other.id for other in after.questions}
    assert after.verdict is worst(question.verdict_if[answer], settled(judged, question))


def answerable(question: Question) -> bool:
    return tuple(question.verdict_if) == YES_NO or question.id.startswith("reading:")


def given_answer(built: System, question: Question, answer: str) -> System:
    if question.id.startswith("reading:"):
        return taking(built, question.id.removeprefix("reading:"), answer)
    return answered(built, question.id, yes=answer == "yes")


# -- remedies ----------------------------------------------------------------------------------------------------------


@cache
def replacements() -> tuple[License, ...]:
    return tuple(load(name) for name in permissive())


def rejudge(config: Config, terms: tuple[Terms, ...], links: tuple[Link, ...]) -> Judgement:
    bom = Bom(components=(Component(id=PRODUCT, kind=Kind(config.product.kind)),), links=links)
    return judge(build_system(config, terms, links, bom, NOW))


@relation(25)
@given(sketches())
def test_every_judged_remedy_clears_what_it_says_and_raises_nothing(sketch: Sketch) -> None:
    built = sketch.built()
    before = judge(built)
    remedies, plan, _ = remedy(
        config=built.config, links=built.links, judgement=before, replacements=replacements(), rejudge=rejudge
    )
    state = State(config=built.config, terms=before.terms, links=built.links)
    edits = {
        candidate.key: candidate.edit
        for finding in before.findings
        for candidate in candidates(Scene(stage=stage(state, replacements=replacements()), finding=finding))
        if candidate.edit
    }
    keys = {finding.id: finding.key for finding in before.findings}
    ranks = {finding.key: finding.verdict.rank for finding in before.findings}
    for found in remedies:
        if found.open_step or found.together or found.key not in edits:
            continue
        changed = edits[found.key](state)
        after = rejudge(changed.config, changed.terms, changed.links)
        now = {finding.key: finding.verdict.rank for finding in after.findings}
        assert after.verdict is found.verdict_after, found.title
        assert all(now.get(keys[name], 0) < Verdict.REVIEW.rank for name in found.clears), found.title
        assert all(rank <= ranks.get(key, Verdict.WITH_DUTIES.rank) for key, rank in now.items()), found.title
    if plan is not None:
        open_ = {found.id for found in remedies if found.open_step}
        assert open_.isdisjoint(plan.remedies)
        assert plan.cost == sum(found.cost for found in remedies if found.id in plan.remedies)
