"""From cases to findings: order, numbers, what each finding shows (vocabulary 9.3)."""

from collections.abc import Callable, Iterator

from licet.judge.conclude import SEVERITY, findings_of
from licet.model.findings import Finding
from licet.model.system import System
from licet.model.terms import Clause
from licet.model.vocabulary import Act, Duty, Verdict
from licet.rules.case import Case, Outcome, Rule
from licet.rules.facts import Ask, Facts
from tests.rules.build import link, part, system, use

BLOCKED, REVIEW, DUTIES, ALLOWED = Verdict.BLOCKED, Verdict.REVIEW, Verdict.WITH_DUTIES, Verdict.ALLOWED
CLAUSE = Clause(license="MIT", document="license", section="grant", quote="without restriction")
SYSTEM = system(
    [part("a", license="MIT"), part("b", license="MIT")],
    [link("product", "embeds", "a"), link("a", "fine-tunes", "b")],
    use=use(commercial=True),
)


def case(key: str, decide: Callable[[Facts], Outcome], *, capped: bool = False) -> Case:
    return Case(
        key=key,
        components=("b", "a"),
        title=f"title of {key}",
        decide=decide,
        clauses=(CLAUSE,),
        act=Act.MODIFY,
        tags=("military",),
        duty=Duty.NAMING,
        capped=capped,
    )


def fixed(key: str, verdict: Verdict) -> Case:
    return case(key, lambda _: Outcome(verdict=verdict, why=f"because of {key}"))


def rule(rule_id: str, *cases: Case) -> Rule:
    def listed(_: System) -> Iterator[Case]:
        yield from cases

    return Rule(id=rule_id, risk="duty", cases=listed)


def findings(*rules: Rule) -> tuple[Finding, ...]:
    return tuple(item.finding for item in findings_of(SYSTEM, rules))


def test_worst_first_then_in_the_order_of_rules_then_by_key() -> None:
    first = rule("first", fixed("z", REVIEW), fixed("m", BLOCKED), fixed("a", DUTIES))
    second = rule("second", fixed("y", BLOCKED), fixed("b", REVIEW), fixed("a", REVIEW))
    shown = [(f.id, f.key, f.verdict) for f in findings(first, second)]
    assert shown == [
        ("F1", "first:m", BLOCKED),
        ("F2", "second:y", BLOCKED),
        ("F3", "first:z", REVIEW),
        ("F4", "second:a", REVIEW),
        ("F5", "second:b", REVIEW),
        ("F6", "first:a", DUTIES),
    ]


def test_what_is_allowed_under_every_answer_is_no_finding() -> None:
    assert findings(rule("r", fixed("a", ALLOWED))) == ()


def test_severity_follows_the_verdict() -> None:
    assert [SEVERITY[verdict] for verdict in (BLOCKED, REVIEW, DUTIES, ALLOWED)] == ["high", "medium", "low", "info"]


def test_a_finding_shows_what_the_case_is_about() -> None:
    def decide(facts: Facts) -> Outcome:
        facts.commercial()
        return Outcome(verdict=BLOCKED, why="the use is commercial", path=SYSTEM.exposures["b"][0].path)

    [finding] = findings(rule("r", case("k", decide)))
    assert finding.key == "r:k"
    assert finding.rule == "r"
    assert finding.components == ("b", "a")
    assert finding.clauses == (CLAUSE,)
    assert (finding.act, finding.tags, finding.duty) == (Act.MODIFY, ("military",), Duty.NAMING)
    assert [(s.source, s.how, s.target) for s in finding.path] == [
        ("product", "embeds", "a"),
        ("a", "fine-tunes", "b"),
    ]
    assert finding.facts == {"commercial": "yes (stated)"}
    assert finding.because == ("the use is commercial",)
    assert finding.severity == "high"


def test_an_open_fact_is_shown_as_unknown_with_an_argument_per_answer() -> None:
    def decide(facts: Facts) -> Outcome:
        if facts.commercial() and facts.yes(Ask("q", "Is it so?", "a")):
            return Outcome(verdict=BLOCKED, why="it is so")
        return Outcome(verdict=DUTIES, why="it is not")

    [finding] = findings(rule("r", case("k", decide)))
    assert finding.verdict is REVIEW
    assert finding.questions == ("q",)
    assert finding.facts == {"commercial": "yes (stated)", "q": "unknown"}
    assert finding.because == (
        "Is it so?",
        "yes: blocked (it is so)",
        "no: allowed with duties (it is not)",
    )


def test_a_contested_point_is_shown_with_the_verdict_under_each_position() -> None:
    def decide(facts: Facts) -> Outcome:
        neither = facts.position("training-on-share-alike-data") == "neither"
        return Outcome(verdict=ALLOWED if neither else BLOCKED, why="by the reading")

    [finding] = findings(rule("r", case("k", decide)))
    assert finding.verdict is REVIEW
    assert [(r.id, r.position, r.verdict) for r in finding.readings] == [
        ("training-on-share-alike-data", "adapted-material", BLOCKED),
        ("training-on-share-alike-data", "produced-work", BLOCKED),
        ("training-on-share-alike-data", "neither", ALLOWED),
    ]
    assert "Creative Commons" in finding.readings[0].held_by


def test_a_capped_case_needs_review() -> None:
    capped = case("k", lambda _: Outcome(verdict=BLOCKED, why="x"), capped=True)
    assert [finding.verdict for finding in findings(rule("r", capped))] == [REVIEW]


def test_a_finding_that_may_only_bring_a_duty_is_no_review() -> None:
    def decide(facts: Facts) -> Outcome:
        return Outcome(verdict=DUTIES if facts.publishes_research() else ALLOWED, why="owed")

    [finding] = findings(rule("r", case("k", decide)))
    assert finding.verdict is DUTIES
    assert finding.questions == ("publishes-research",)
