import re
from base64 import b64encode
from dataclasses import dataclass, field
from hashlib import sha256
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from licet.model.analysis import RISK_KINDS, Analysis
from licet.report.html import render, restriction_rows, risk_rows
from licet.report.lookup import index_of
from licet.report.options import Options
from licet.report.view import result_of
from tests.report import factory

SECTIONS = (
    *(
        "system",
        "findings",
        "duties",
        "questions",
        "way-out",
        "risks",
        "restrictions",
        "capabilities",
        "outbound",
        "parts",
    ),
    *("not-read", "use"),
)
TAG_NAMES = """
a article bdi blockquote body caption cite code dd defs details div dl dt figcaption figure footer h1 h2 h3 h4 head
form fieldset header html input label legend li main marker meta nav ol output p path q rect script section
span strong style summary svg table tbody td text th thead title
tr ul
"""
ATTRIBUTE_NAMES = """
aria-describedby aria-hidden aria-label aria-labelledby aria-live autocomplete charset checked class content d data-edge
data-edges data-find data-label data-name data-node data-nodes for height hidden href http-equiv id lang marker-end
markerheight markerunits markerwidth name open orient refx refy role rx scope spellcheck style tabindex type
value viewbox width x xmlns y
"""
TAGS, ATTRIBUTES = set(TAG_NAMES.split()), set(ATTRIBUTE_NAMES.split())
VOID = {"input", "meta", "path", "rect"}


@dataclass
class Page:
    """What a page holds, as a strict reader sees it."""

    tags: list[str] = field(default_factory=list)
    attributes: list[tuple[str, str]] = field(default_factory=list)
    text: str = ""
    unclosed: list[str] = field(default_factory=list)


class Reader(HTMLParser):
    """Collect tags, attributes and text; a tag that closes another than the last open one is a fault."""

    def __init__(self) -> None:
        super().__init__()
        self.page = Page()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.page.tags.append(tag)
        self.page.attributes += [(name, value or "") for name, value in attrs]
        if tag not in VOID:
            self.page.unclosed.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.page.tags.append(tag)
        self.page.attributes += [(name, value or "") for name, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        assert self.page.unclosed.pop() == tag

    def handle_data(self, data: str) -> None:
        self.page.text += data


def page_of(analysis: Analysis) -> tuple[str, Page]:
    html = render(result_of(analysis), Options())
    reader = Reader()
    reader.feed(html)
    reader.close()
    return html, reader.page


def flat(page: Page) -> str:
    return " ".join(page.text.split())


@pytest.mark.parametrize("build", [factory.blocked, factory.clean, factory.unstated, factory.crowded])
def test_the_page_is_well_formed_and_holds_every_section(build: object) -> None:
    assert callable(build)
    _, page = page_of(build())
    assert page.unclosed == []
    ids = [value for name, value in page.attributes if name == "id"]
    assert set(SECTIONS) <= set(ids)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("packages", [3, 143])
def test_every_jump_within_the_page_arrives(packages: int) -> None:
    html, page = page_of(factory.blocked(packages))
    assert re.search(r'<a class="id" href="#d\d+">D6</a>', html) or packages > 3  # D6 shares the row of D4
    ids = {value for name, value in page.attributes if name == "id"}
    jumps = [value for name, value in page.attributes if name == "href"]
    assert jumps
    assert [jump for jump in jumps if jump[1:] not in ids or jump[0] != "#"] == []


def test_the_page_loads_nothing_and_runs_its_own_script_alone() -> None:
    html, page = page_of(factory.blocked())
    assert page.tags.count("script") == 1
    script = html.partition("<script>")[2].partition("</script>")[0]
    source = f"sha256-{b64encode(sha256(script.encode()).digest()).decode()}"
    assert f"default-src 'none'; style-src 'unsafe-inline'; script-src '{source}'" in html
    assert set(page.tags) <= TAGS
    assert {name for name, _ in page.attributes} <= ATTRIBUTES
    assert "@import" not in html
    assert html.count("url(") == html.count("url(#arrow)")
    assert html.count("://") == html.count('xmlns="http://www.w3.org/2000/svg"')


def test_tables_have_captions_and_headers_with_scope() -> None:
    _, page = page_of(factory.blocked())
    assert page.tags.count("caption") == page.tags.count("table")
    assert page.tags.count("th") == sum(name == "scope" for name, _ in page.attributes)


def test_headings_and_landmarks_are_in_order() -> None:
    _, page = page_of(factory.blocked())
    levels = [int(tag[1]) for tag in page.tags if tag in {"h1", "h2", "h3", "h4"}]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    for landmark in ("header", "nav", "main", "footer"):
        assert landmark in page.tags


def test_the_page_says_what_the_terminal_says() -> None:
    words = flat(page_of(factory.blocked())[1])
    for phrase in (
        "Blocked 1 blocked · 2 need review · 144 duties due · 1 pending Gate fails",
        "ranker-nc may not be used commercially",
        "for NonCommercial purposes only CC-BY-NC-4.0 §2.a.1 (text, models/ranker-nc/LICENSE:41)",
        "blender merges → ranker-nc models/blend.yaml:7",
        "keep the notices of 143 packages",
        "The card says Apache-2.0, the text beside it is CC-BY-NC-4.0.",
        "cheapest of 7, proven; cost 7",
        "weights/old.bin unknown format convert it to safetensors yes",
        "it gives no legal advice",
    ):
        assert phrase in words, phrase


def test_each_position_names_who_holds_it() -> None:
    words = flat(page_of(factory.blocked())[1])
    assert "adapted material ✕ blocked held by A. Reader, B. Reader, C. Reader" in words
    assert words.count("no published holder found") >= 2


def test_without_a_licet_toml_the_page_says_so() -> None:
    assert "unknown, as there is no licet.toml" in flat(page_of(factory.unstated())[1])


def test_the_risk_matrix_joins_packages_and_puts_the_worst_first() -> None:
    rows = risk_rows(index_of(result_of(factory.blocked())))
    assert [row.title for row in rows] == ["ranker-nc", "qa-sa", "retrieval-engine", "Llama-3.1-8B", "143 packages"]
    assert all(len(row.cells) == len(RISK_KINDS) for row in rows)


def test_the_restriction_matrix_is_split_by_use() -> None:
    rows = restriction_rows(result_of(factory.blocked()))
    assert {use: [row.first["tag"] for row in each] for use, each in rows.items()} == {
        "served": ["automated-decisions"],
        "unknown": ["spam"],
        "not-served": ["military"],
    }


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1, max_size=60))
@example("<script>alert(1)</script>")
@example('"><img src=x onerror=alert(1)>')
@example("' onmouseover='alert(1)")
@example("</style><script>")
@example("</title></svg><script>")
@example("{{ 7 * 7 }}{% raw %}")
@example("javascript:alert(1)")
@example("&lt;b&gt;")
def test_no_name_becomes_markup(name: str) -> None:
    html, page = page_of(factory.named(name))
    assert page.unclosed == []
    assert set(page.tags) <= TAGS
    assert {key for key, _ in page.attributes} <= ATTRIBUTES
    assert [value for key, value in page.attributes if key == "href" and value[0] != "#"] == []
    assert all(line.isprintable() for line in html.split("\n"))


def section_of(name: str) -> str:
    page = render(result_of(factory.blocked()), Options())
    return page.split(f'<section id="{name}"')[1].split("</section>")[0]


def test_what_the_system_can_do_is_held_against_its_licenses() -> None:
    section = section_of("capabilities")
    limited, free = section.split("<details>")
    assert limited.index("military") < limited.index("medical advice")
    assert "only if unlicensed" in limited
    assert "as automated decisions" in limited
    assert "it answers questions on symptoms" in limited
    assert "gambling (not all terms were read)" in free
    assert "Nothing tells what these can do: <bdi>tone-adapter</bdi>" in free


def test_a_part_of_ours_has_outbound_licenses_of_its_own() -> None:
    section = section_of("outbound")
    assert "blender</bdi> by itself (model): 1 license possible of 2" in section
    assert "cannot be released under MIT alone" in section
