import json

from licet.report.compared import compared, render, render_json
from licet.report.options import Options
from licet.report.result import Finding, Result
from licet.report.view import result_of
from tests.report import factory

BLOCKED = result_of(factory.blocked(packages=2))
CLEAN = result_of(factory.clean())


def test_a_result_against_itself_differs_in_nothing() -> None:
    seen = compared(BLOCKED, BLOCKED)
    told = json.loads(render_json(seen))
    assert told["findings"] == told["duties"] == {"gained": [], "lost": [], "changed": []}
    assert told["questions"] == {"gained": [], "lost": []}
    assert "nothing else changes" in render(seen, Options())


def test_what_one_way_gains_the_other_way_loses() -> None:
    there, back = compared(BLOCKED, CLEAN), compared(CLEAN, BLOCKED)
    assert there.findings_lost == back.findings_gained != ()
    assert there.duties_lost == back.duties_gained != ()
    assert there.questions_lost == back.questions_gained != ()
    assert not there.findings_gained
    assert "GONE" in render(there, Options())
    assert "NEW" in render(back, Options())


def test_waived_findings_and_met_duties_count_as_none() -> None:
    seen = compared(CLEAN, BLOCKED)
    assert {finding["waived_by"] for finding in seen.findings_gained} == {""}
    assert {duty["status"] for duty in seen.duties_gained} <= {"due", "pending"}


def test_a_finding_that_changes_is_told_with_both_verdicts() -> None:
    first = BLOCKED["findings"][0]
    milder: Finding = {**first, "verdict": "needs-review"}
    changed: Result = {**BLOCKED, "findings": [milder, *BLOCKED["findings"][1:]]}
    better = compared(BLOCKED, changed)
    assert [(old["verdict"], new["verdict"]) for old, new in better.findings_changed] == [("blocked", "needs-review")]
    assert "BETTER" in render(better, Options())
    assert "WORSE" in render(compared(changed, BLOCKED), Options())


def test_lines_keep_to_the_width() -> None:
    text = render(compared(CLEAN, BLOCKED, ["delivery = on-premises"]), Options(width=60))
    assert max(map(len, text.splitlines())) <= 60
    assert "delivery = on-premises" in text
