from dataclasses import replace

from licet.report.groups import duty_groups, finding_groups
from licet.report.lookup import index_of
from licet.report.view import result_of
from tests.report import factory


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
