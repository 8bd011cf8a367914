from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

import licet
from licet.api import TABLE_NAMES
from licet.errors import UsageError
from licet.report.card import card
from licet.report.rows import rows
from licet.report.view import result_of
from tests.report import factory
from tests.shared import REPOSITORY
from tests.sources.stores import cached

EXAMPLE = REPOSITORY / "examples" / "hr-classifier"
DAY = date(2026, 1, 1)


@pytest.fixture(scope="module")
def analysis() -> licet.Analysis:
    return licet.analyze(EXAMPLE, now=DAY)


def test_a_path_or_its_name_will_do(analysis: licet.Analysis) -> None:
    assert licet.analyze(str(EXAMPLE), now=DAY) == analysis
    assert analysis.verdict == analysis.result["verdict"]


def test_a_repository_of_the_hub_will_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path))
    cached(tmp_path, "acme/tiny", {"README.md": "---\nlicense: mit\n---\n"})
    found = licet.analyze("hf:acme/tiny", now=DAY)
    assert [(each.component.id, each.expression) for each in found.terms] == [("pkg:huggingface/acme/tiny", "MIT")]


@pytest.mark.parametrize("table", TABLE_NAMES)
def test_rows_are_flat_and_have_the_same_keys(table: str) -> None:
    found = rows(result_of(factory.blocked(packages=2)), table)
    assert found
    assert len({tuple(row) for row in found}) == 1
    assert all(value is None or isinstance(value, str | int | float | bool) for row in found for value in row.values())


def test_rows_say_what_the_result_says(analysis: licet.Analysis) -> None:
    findings = analysis.rows("findings")
    assert [row["id"] for row in findings] == [each["id"] for each in analysis.result["findings"]]
    first = analysis.result["findings"][0]
    assert findings[0]["quote"] == (first["clauses"][0]["quote"] if first["clauses"] else None)
    parts = {row["id"]: row for row in analysis.rows("components")}
    assert parts["pkg:pypi/peft"]["concluded"] == "Apache-2.0"


def test_an_unknown_table_is_refused_with_the_names(analysis: licet.Analysis) -> None:
    with pytest.raises(UsageError, match="no table 'parts'") as error:
        analysis.rows("parts")
    assert "components" in error.value.hint


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        assert {name for name, _ in attrs} <= {"style"}
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("name", ["plain", "<script>alert(1)</script>", '"><img src=x onerror=y>', "a & b"])
def test_a_notebook_shows_a_closed_piece_of_html_without_script(name: str) -> None:
    page = card(result_of(factory.named(name)))
    tags = _Tags()
    tags.feed(page)
    assert tags.open == []
    assert tags.seen <= {"div", "p", "strong", "br", "small", "table", "thead", "tbody", "tr", "th", "td", "ul", "li"}


def test_the_card_has_verdict_and_findings(analysis: licet.Analysis) -> None:
    page = analysis._repr_html_()
    assert "hr-classifier" in page
    assert all(each["id"] in page for each in analysis.result["findings"])


def test_pandas_is_no_dependency() -> None:
    text = (Path(licet.__file__).parents[2] / "pyproject.toml").read_text("utf-8")
    assert "pandas" not in text
