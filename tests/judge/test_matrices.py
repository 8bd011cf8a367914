"""Two readings of a judgement as tables."""

from licet.judge import judge, restriction_matrix, risk_matrix
from licet.model.analysis import RISK_KINDS
from licet.model.system import System
from licet.model.use import Waiver
from licet.model.vocabulary import Verdict
from licet.rules.registry import RULES
from tests.rules.build import LLAMA, link, part, product, system, use

BLOCKED, REVIEW, DUTIES, ALLOWED = Verdict.BLOCKED, Verdict.REVIEW, Verdict.WITH_DUTIES, Verdict.ALLOWED
RAIL = "LicenseRef-scancode-bigscience-rail-1.0"


def composite(*waivers: Waiver) -> System:
    """A commercial on-device product: a free model, a non-commercial one, a copyleft library, an unknown dataset."""
    return system(
        [
            part("free", license="MIT"),
            part("nc", license="CC-BY-NC-4.0"),
            part("lib", license="GPL-3.0-only", kind="library"),
            part("data", kind="dataset", facts={"personal_data": True}),
        ],
        [
            link("product", "embeds", "free"),
            link("product", "embeds", "nc", one_work=False),
            link("product", "links", "lib", manner="static"),
            link("product", "trains-on", "data"),
        ],
        use=use(commercial=True, delivery=["on-device"], fields=[], organization="company", publishes_outputs=False),
        product=product(license="LicenseRef-Proprietary"),
        waivers=waivers,
    )


def test_every_rule_has_a_column() -> None:
    assert {rule.risk for rule in RULES} <= set(RISK_KINDS)


def test_each_cell_holds_the_worst_verdict_and_what_it_rests_on() -> None:
    judged = judge(composite())
    cells = {(cell.component, cell.kind): cell for cell in risk_matrix(judged.findings, judged.duties)}
    assert cells["nc", "prohibition"].verdict is BLOCKED
    assert cells["lib", "copyleft"].verdict is BLOCKED
    assert cells["data", "evidence"].verdict is REVIEW
    assert cells["data", "data-protection"].verdict is REVIEW
    assert cells["free", "duty"].verdict is DUTIES
    assert ("free", "prohibition") not in cells
    names = {finding.id: finding for finding in judged.findings}
    assert {names[name].rule for name in cells["lib", "copyleft"].findings} == {"share-alike"}
    due = {duty.id: duty.duty for duty in judged.duties}
    assert {due[name] for name in cells["free", "duty"].findings} == {"keep-notices", "give-license-copy"}


def test_cells_are_sorted_and_a_waived_finding_fills_none() -> None:
    waiver = Waiver(finding="noncommercial-only", component="nc", reason="license-acquired")
    judged = judge(composite(waiver))
    cells = risk_matrix(judged.findings, judged.duties)
    assert [(c.component, c.kind) for c in cells] == sorted((c.component, c.kind) for c in cells)
    assert ("nc", "prohibition") not in {(cell.component, cell.kind) for cell in cells}


def serving(fields: list[str] | None) -> System:
    return system(
        [part("m", license=RAIL), part("ours", license=RAIL, own=True)],
        [link("product", "embeds", "m"), link("product", "embeds", "ours")],
        use=use(commercial=True, delivery=["internal"], fields=fields),
    )


def uses(fields: list[str] | None) -> dict[str, tuple[str, Verdict]]:
    judged = serving(fields)
    cells = restriction_matrix(judged, judge(judged).findings)
    return {cell.tag: (cell.use, cell.verdict) for cell in cells if cell.component == "m"}


def test_a_field_is_served_or_not_or_nobody_said() -> None:
    assert uses(["law-enforcement-justice"])["law-enforcement-justice"] == ("served", BLOCKED)
    assert uses(["law-enforcement-justice"])["minors"] == ("not-served", ALLOWED)
    assert {use_ for use_, _ in uses(None).values()} == {"unknown"}


def test_every_restriction_of_parts_of_others_is_a_row_with_its_place() -> None:
    judged = serving([])
    cells = restriction_matrix(judged, judge(judged).findings)
    [(_, license_)] = judged.licensed()
    assert len(cells) == len(license_.restrictions)
    assert {cell.component for cell in cells} == {"m"}
    medical = next(cell for cell in cells if cell.tag == "medical-advice")
    assert (medical.license, medical.section, medical.strength) == (RAIL, "Att. A 12", "prohibited")
    assert medical.quote == "provide medical advice and medical results interpretation"
    assert [cell.tag for cell in cells] == sorted(cell.tag for cell in cells)


def test_a_restriction_that_is_no_field_takes_its_answer_from_the_finding() -> None:
    def row(commercial: bool | None) -> tuple[str, Verdict]:  # noqa: FBT001 - three values in one place
        judged = system(
            [part("m", license="CC-BY-NC-4.0")],
            [link("product", "embeds", "m")],
            use=use(commercial=commercial, delivery=["internal"], fields=[], organization="academic"),
        )
        cells = restriction_matrix(judged, judge(judged).findings)
        return next((cell.use, cell.verdict) for cell in cells if cell.tag == "noncommercial-only")

    assert row(commercial=True) == ("served", BLOCKED)
    assert row(commercial=False) == ("not-served", ALLOWED)
    assert row(commercial=None) == ("unknown", REVIEW)


def test_a_conditional_restriction_says_so() -> None:
    judged = system([part("m", license=LLAMA)], [link("product", "embeds", "m")], use=use(fields=[]))
    strengths = {cell.tag: cell.strength for cell in restriction_matrix(judged, ())}
    assert strengths["hr-decisions"] == "conditional"
    assert strengths["military"] == "prohibited"
