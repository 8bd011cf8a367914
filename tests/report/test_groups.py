import re
from dataclasses import replace

from licet.report import REPORTERS, Options
from licet.report.groups import duty_groups, finding_groups, told_together
from licet.report.lookup import index_of
from licet.report.view import result_of
from tests.report import factory
from tests.report.generated import unlicensed


def test_packages_that_owe_the_same_are_one_group_after_all_others() -> None:
    index = index_of(result_of(factory.blocked(packages=9)))
    titles = [group.title for group in duty_groups(index, "due")]
    assert titles == [
        'display "Built with Llama" on the product page (Llama-3.1-8B)',
        "keep the notices of 9 packages",
    ]
    assert duty_groups(index, "due")[1].laws == ("MIT para 2",)


def test_one_package_is_told_by_name() -> None:
    index = index_of(result_of(factory.blocked(packages=1)))
    assert duty_groups(index, "due")[1].title.endswith("(part000)")


def test_packages_under_several_licenses_name_the_licenses() -> None:
    base = factory.blocked(packages=2)
    changed = replace(base.duties[-1], clause=factory.clause("Zlib", "3", "This notice may not be removed"))
    index = index_of(result_of(replace(base, duties=(*base.duties[:-1], changed))))
    assert duty_groups(index, "due")[1].laws == ("MIT", "Zlib")


def test_a_group_needs_the_same_rule_and_clause() -> None:
    index = index_of(result_of(factory.blocked(packages=0)))
    assert [group.first["id"] for group in finding_groups(index, "needs-review")] == ["F2", "F3"]


def test_a_group_joins_remedies_and_questions_once() -> None:
    first = factory.FINDINGS[1]
    second = replace(first, id="F9", key="k", remedies=("R4", "R3"), questions=(*first.questions, "other"))
    index = index_of(result_of(replace(factory.blocked(packages=0), findings=(first, second))))
    (group,) = finding_groups(index, "needs-review")
    assert group.remedies == ["R4", "R3"]
    assert group.questions == ["one-work:retrieval-engine", "other"]


def test_many_alike_findings_are_told_together_and_few_one_by_one() -> None:
    index = index_of(result_of(unlicensed(30)))
    [group] = told_together(index, "blocked", "needs-review")
    assert (group.first["id"], group.size) == ("F1", 30)
    assert group.questions == [each["id"] for each in index.result["questions"]]
    few = told_together(index_of(result_of(unlicensed(3))), "needs-review")
    assert [(each.first["id"], each.size) for each in few] == [("F1", 1), ("F2", 1), ("F3", 1)]


def test_groups_and_single_findings_keep_the_order_of_their_numbers() -> None:
    analysis = unlicensed(6)
    other = replace(analysis.findings[0], id="F7", rule="naming", key="naming:x")
    index = index_of(result_of(replace(analysis, findings=(*analysis.findings[:1], other, *analysis.findings[1:]))))
    assert [each.first["id"] for each in told_together(index, "needs-review")] == ["F1", "F7"]


def test_a_page_of_many_alike_findings_shows_one_in_full_and_leads_to_all() -> None:
    page = REPORTERS["html"](result_of(unlicensed(30)), Options())
    assert page.count('<article class="finding v-') == 1
    assert page.count('<article class="finding brief v-') == 29
    assert "29 more like F1" in page
    assert {f'id="f{number}"' for number in range(1, 31)} <= set(re.findall(r'id="f\d+"', page))


def test_a_comment_of_many_alike_findings_stays_short() -> None:
    comment = REPORTERS["markdown"](result_of(unlicensed(30)), Options())
    assert "(+ 29 alike)" in comment
    assert "- + 24 more" in comment
    assert len(comment.splitlines()) < 40
