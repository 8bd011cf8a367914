import json
from datetime import date
from pathlib import Path
from typing import cast

import pytest

from licet.licenses import load
from licet.pipeline import assess, scan
from licet.report.difference import Difference
from licet.report.difference_pages import FORMS
from licet.report.options import Options
from licet.report.result import Result
from licet.report.term_changes import records_of, term_changes
from licet.report.view import result_of

DAY = date(2026, 1, 1)
SYSTEM = """
[product]
name = "shop"
license = "LicenseRef-Own"
[use]
commercial = true
delivery = ["distributed-binary"]
organization = "company"
fields = []
[[component]]
id = "lib"
kind = "library"
license = "{license}"
[[link]]
from = "product"
how = "links"
to = "lib"
facts = {{ how = "static" }}
"""


def judged(folder: Path, license_: str = "MIT", more: str = "") -> Result:
    (folder / "licet.toml").write_text(SYSTEM.format(license=license_) + more, "utf-8")
    return result_of(assess(scan(folder / "licet.toml"), now=DAY))


def known_otherwise(result: Result, **changes: object) -> Result:
    """The same result as another version of the knowledge would have given it."""
    tool = {**result["tool"], "knowledge": "of another day"}
    return cast("Result", {**result, "tool": tool, **changes})


def test_the_same_twice_is_no_difference(tmp_path: Path) -> None:
    seen = Difference(judged(tmp_path), judged(tmp_path))
    assert not seen.worse
    assert seen.parts == ()
    assert "nothing changed" in FORMS["terminal"](seen, Options())


def test_another_license_is_told_in_its_terms(tmp_path: Path) -> None:
    seen = Difference(judged(tmp_path, "MIT"), judged(tmp_path, "GPL-3.0-only"))
    assert seen.worse
    [part] = [each for each in seen.parts if each.component == "lib"]
    assert (part.license_before, part.license_after, part.cause) == ("MIT", "GPL-3.0-only", "project")
    gained = {each.name for each in part.terms if each.worse and each.about == "duty"}
    assert {"share-alike", "disclose-source"} <= gained  # GPL-3.0, 5.c and 6; MIT has neither
    assert any(each["rule"] == "share-alike" for each in seen.judged.findings_gained)


def test_a_part_that_came_and_one_that_went(tmp_path: Path) -> None:
    more = '[[component]]\nid = "new"\nkind = "model"\nlicense = "MIT"\n'
    more += '[[link]]\nfrom = "product"\nhow = "embeds"\nto = "new"\n'
    seen = Difference(judged(tmp_path), judged(tmp_path, more=more))
    assert [(each.component, each.kind) for each in seen.parts] == [("new", "added")]
    assert seen.links_gained == (("product", "embeds", "new"),)
    back = Difference(seen.after, seen.before)
    assert [(each.component, each.kind) for each in back.parts] == [("new", "removed")]
    assert not back.worse


def test_another_use_is_told_and_is_the_projects_own_doing(tmp_path: Path) -> None:
    before = judged(tmp_path, "CC-BY-NC-4.0")
    path = tmp_path / "licet.toml"
    path.write_text(path.read_text("utf-8").replace("commercial = true", "commercial = false"), "utf-8")
    seen = Difference(before, result_of(assess(scan(path), now=DAY)))
    assert "commercial: yes → no" in seen.settings
    better = [new for _, new in seen.judged.findings_changed if new["rule"] == "noncommercial-only"]
    assert better  # inside a company "noncommercial" is contested: blocked becomes a question
    assert {seen.cause_of_finding(each) for each in better} == {"project"}


def test_what_the_same_files_give_under_other_knowledge_is_licets_doing(tmp_path: Path) -> None:
    result = judged(tmp_path, "GPL-3.0-only")
    before = known_otherwise(result, findings=[], duties=[], verdict="allowed")
    seen = Difference(before, result)
    assert seen.judged.findings_gained
    assert {seen.cause_of_finding(each) for each in seen.judged.findings_gained} == {"knowledge"}
    assert {seen.cause_of_duty(each) for each in seen.judged.duties_gained} == {"knowledge"}
    shown = FORMS["terminal"](seen, Options())
    assert "because Licet knows more" in shown
    assert "in the project" not in shown


def test_a_change_of_both_is_kept_apart(tmp_path: Path) -> None:
    more = '[[component]]\nid = "nc"\nkind = "model"\nlicense = "CC-BY-NC-4.0"\n'
    more += '[[link]]\nfrom = "product"\nhow = "embeds"\nto = "nc"\n'
    after = judged(tmp_path, "GPL-3.0-only", more)
    before = known_otherwise(judged(tmp_path, "GPL-3.0-only"), findings=[])
    seen = Difference(before, after)
    causes = {tuple(each["components"]): seen.cause_of_finding(each) for each in seen.judged.findings_gained}
    assert causes[("nc",)] == "project"
    assert causes[("lib",)] == "knowledge"


def test_silence_is_less_than_a_permission() -> None:
    changes = term_changes((load("MIT"),), (load("LicenseRef-scancode-llama-3.1-license-2024"),))
    sublicense = next(each for each in changes if each.name == "sublicense")  # Llama 3.1, 1.a does not speak of it
    assert sublicense.worse
    assert any(each.about == "condition" and each.worse for each in changes)  # 700 million users, 2
    assert all(each.section for each in changes if each.about in {"restriction", "condition"})


def test_a_duty_of_another_reach_is_a_change() -> None:
    wider = term_changes((load("LGPL-3.0-only"),), (load("GPL-3.0-only"),))
    [reach] = [each for each in wider if each.name == "share-alike"]
    assert (reach.was, reach.is_now, reach.worse) == ("library", "entire work conveyed", True)  # GPL-3.0, 5.c
    narrower = term_changes((load("GPL-3.0-only"),), (load("LGPL-3.0-only"),))
    assert [each.worse for each in narrower if each.name == "share-alike"] == [False]


def test_a_duty_that_more_makes_due_is_a_change() -> None:
    changes = term_changes((load("GPL-3.0-only"),), (load("AGPL-3.0-only"),))
    source = next(each for each in changes if each.name == "disclose-source")
    assert source.worse
    assert "network access" in source.is_now  # AGPL-3.0, 13


@pytest.mark.parametrize("expression", ["", "MIT OR Apache-2.0", "LicenseRef-Nobody-Knows"])
def test_terms_are_told_where_both_were_read_and_leave_no_choice(expression: str) -> None:
    assert records_of(expression) is None


def test_every_form_tells_the_same_and_the_same_bytes(tmp_path: Path) -> None:
    seen = Difference(judged(tmp_path, "MIT"), judged(tmp_path, "AGPL-3.0-only"))
    again = Difference(judged(tmp_path, "MIT"), judged(tmp_path, "AGPL-3.0-only"))
    for form in FORMS.values():
        assert form(seen, Options()) == form(again, Options())
    told = json.loads(FORMS["json"](seen, Options()))
    assert told["worse"] is True
    titles = [each["finding"]["title"] for each in told["findings"]["gained"]]
    page = FORMS["markdown"](seen, Options()).replace("\\", "")
    assert titles
    assert all(title in page for title in titles)


def test_names_are_inert_in_markdown(tmp_path: Path) -> None:
    more = '[[component]]\nid = "new"\nname = "<img src=x>](y)"\nkind = "model"\nlicense = "MIT"\n'
    more += '[[link]]\nfrom = "product"\nhow = "embeds"\nto = "new"\n'
    page = FORMS["markdown"](Difference(judged(tmp_path), judged(tmp_path, more=more)), Options())
    assert "<img" not in page.replace("\\<img", "")
