"""The questions that decide, with the verdict under each answer (vocabulary 9)."""

from licet.judge import judge
from licet.judge.explore import Branch, Leaf, Node
from licet.judge.questions import questions_of
from licet.model.use import Waiver
from licet.model.vocabulary import Verdict
from licet.rules.case import Outcome
from licet.rules.facts import Ask
from tests.rules.build import link, part, product, system, use

BLOCKED, REVIEW, DUTIES, ALLOWED = Verdict.BLOCKED, Verdict.REVIEW, Verdict.WITH_DUTIES, Verdict.ALLOWED


def leaf(verdict: Verdict) -> Leaf:
    return Leaf(Outcome(verdict=verdict, why=""))


def asked(name: str, yes: Node, no: Node) -> Branch:
    return Branch(Ask(name, f"{name}?", "product"), {"yes": yes, "no": no})


def test_a_question_of_several_findings_is_asked_once_with_the_worst_of_them_under_each_answer() -> None:
    trees: list[tuple[str, Node]] = [
        ("F1", asked("q", leaf(BLOCKED), leaf(ALLOWED))),
        ("F2", asked("q", leaf(ALLOWED), leaf(REVIEW))),
        ("F3", leaf(BLOCKED)),
    ]
    [question] = questions_of(trees)
    assert question.id == "q"
    assert question.decides == ("F1", "F2")
    assert question.verdict_if == {"yes": BLOCKED, "no": REVIEW}


def test_the_verdict_under_an_answer_leaves_other_open_facts_open() -> None:
    tree = asked("a", asked("b", leaf(BLOCKED), leaf(ALLOWED)), leaf(ALLOWED))
    first, second = questions_of([("F1", tree)])
    assert (first.id, first.verdict_if) == ("a", {"yes": REVIEW, "no": ALLOWED})
    assert (second.id, second.verdict_if) == ("b", {"yes": REVIEW, "no": ALLOWED})


def test_questions_that_can_block_come_first_then_those_that_decide_most() -> None:
    trees = [
        ("F1", asked("duty", leaf(DUTIES), leaf(ALLOWED))),
        ("F2", asked("review", leaf(REVIEW), leaf(ALLOWED))),
        ("F3", asked("block", leaf(BLOCKED), leaf(ALLOWED))),
        ("F4", asked("often", leaf(DUTIES), leaf(ALLOWED))),
        ("F5", asked("often", leaf(DUTIES), leaf(ALLOWED))),
    ]
    assert [question.id for question in questions_of(trees)] == ["block", "review", "often", "duty"]


def test_no_open_fact_means_no_question() -> None:
    assert questions_of([("F1", leaf(BLOCKED))]) == ()


def test_a_separate_agpl_service_asks_for_the_architecture_and_says_what_follows() -> None:
    judged = judge(
        system(
            [part("svc", license="AGPL-3.0-only", kind="service", facts={"modified": False})],
            [link("product", "calls", "svc")],
            use=use(commercial=True, delivery=["hosted-app"], fields=[]),
            product=product(license="LicenseRef-Proprietary"),
        )
    )
    question = judged.questions[0]
    assert question.id == "one-work:svc"
    assert question.about == "svc"
    assert question.verdict_if == {"yes": BLOCKED, "no": ALLOWED}
    names = {finding.id: finding.rule for finding in judged.findings}
    assert "share-alike" in {names.get(name) for name in question.decides}


def test_a_waived_finding_asks_nothing() -> None:
    parts = [part("m", license="CC-BY-NC-4.0")]
    links = [link("product", "embeds", "m")]
    open_use = use(delivery=["internal"], fields=[], organization="academic")
    waiver = Waiver(finding="noncommercial-only", component="m", reason="license-acquired")
    assert [q.id for q in judge(system(parts, links, use=open_use)).questions] == ["commercial"]
    assert judge(system(parts, links, use=open_use, waivers=[waiver])).questions == ()
