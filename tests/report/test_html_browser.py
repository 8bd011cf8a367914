"""The page in a real browser; skipped where none is installed."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from licet.report.html import render
from licet.report.options import Options
from licet.report.view import result_of
from tests.browser import Browser, browser
from tests.report import factory
from tests.shared import REPOSITORY

HOSTILE = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>"
AXE = REPOSITORY / "build" / "axe" / "node_modules" / "axe-core" / "axe.min.js"
RESULT = result_of(factory.blocked())


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with browser(tmp_path_factory.mktemp("profile")) as opened:
        yield opened


def shown(window: Browser, folder: Path, html: str) -> Browser:
    page = folder / "page.html"
    page.write_text(html, "utf-8")
    window.size(1280, 900)
    window.log("browser")
    window.log("performance")
    window.open(page)
    return window


@pytest.fixture
def page(window: Browser, tmp_path: Path) -> Browser:
    return shown(window, tmp_path, render(RESULT, Options()))


def test_sections_nodes_and_edges_are_there(page: Browser) -> None:
    ids = page.run("return [...document.querySelectorAll('section')].map(e => e.id)")
    assert isinstance(ids, list)
    wanted = {"system", "findings", "duties", "questions", "way-out", "risks", "restrictions", "parts"}
    assert wanted <= set(ids)
    assert page.run("return document.querySelectorAll('.node').length") == 8
    assert page.run("return document.querySelectorAll('.edge').length") == 8


def test_the_console_is_clean_and_no_request_leaves_the_page(page: Browser) -> None:
    assert page.log("browser") == []
    events = [json.loads(str(each["message"]))["message"] for each in page.log("performance")]
    sent = [each["params"]["request"]["url"] for each in events if each["method"] == "Network.requestWillBeSent"]
    assert sent
    assert all(url.startswith(("file:", "data:")) for url in sent)


def test_a_search_leaves_what_has_all_words_and_escape_brings_back_the_rest(page: Browser) -> None:
    before = len(page.texts("[data-find]"))
    page.type("#search", "ranker-nc commercially")
    found = page.texts(".finding")
    assert found
    assert all("ranker-nc" in each.lower() and "commercially" in each.lower() for each in found)
    assert "entries shown" in page.texts("#told")[0]
    page.type("#search", "\ue00c")  # Escape
    assert len(page.texts("[data-find]")) == before


def test_a_search_opens_the_folded_list_that_holds_what_was_found(page: Browser) -> None:
    package = next(part for part in RESULT["components"] if part["kind"] == "library")
    assert not any(package["label"] in each for each in page.texts("#parts tr"))
    page.type("#search", package["label"])
    assert any(package["label"] in each for each in page.texts("#parts tr"))


def test_a_verdict_can_be_taken_out(page: Browser) -> None:
    assert page.texts(".finding.v-blocked")
    page.click("input[value=blocked]")
    assert page.texts(".finding.v-blocked") == []
    assert page.texts(".finding.v-needs-review")


def test_a_finding_lights_up_its_path_and_a_second_click_puts_it_out(page: Browser) -> None:
    assert page.run("return document.querySelectorAll('.graph .on').length") == 0
    page.run("document.querySelector('.finding .show').click()")
    lit = page.run("return [...document.querySelectorAll('.node.on')].map(e => e.getAttribute('aria-label'))")
    assert isinstance(lit, list)
    first = RESULT["findings"][0]
    assert len(lit) == len(first["path"])
    assert page.run("return document.querySelectorAll('.edge.on').length") == len(first["steps"])
    page.run("document.querySelector('.finding .show').click()")
    assert page.run("return document.querySelectorAll('.graph .on').length") == 0


def test_a_node_is_a_button_that_searches_for_its_part(page: Browser) -> None:
    page.run("document.querySelector('.node[data-name=\"ranker-nc\"]').focus()")
    page.type(".node[data-name='ranker-nc']", "\ue007")  # Enter
    assert page.run("return document.getElementById('search').value") == "ranker-nc"
    assert page.run("return document.activeElement.id") == "search"


def test_a_link_into_a_folded_list_opens_it(page: Browser) -> None:
    target = page.run("const e = document.querySelector('details:not([open]) [id]'); return e.id")
    folded = f"document.getElementById('{target}').closest('details')"
    assert page.run(f"return {folded}.open") is False
    opened = page.run_async(
        f"const done = arguments[0]; addEventListener('hashchange', () => setTimeout(() => done({folded}.open), 50));"
        f"location.hash = '{target}';"
    )
    assert opened is True


def test_nothing_runs_over_the_edge_of_a_narrow_window(window: Browser, tmp_path: Path) -> None:
    shown(window, tmp_path, render(RESULT, Options()))
    window.size(500, 900)
    assert window.run("return document.documentElement.scrollWidth <= window.innerWidth")


def test_a_hostile_name_is_inert(window: Browser, tmp_path: Path) -> None:
    shown(window, tmp_path, render(result_of(factory.named(HOSTILE)), Options()))
    assert window.run("return document.title") != "owned"
    assert window.run("return document.images.length") == 0
    assert window.run("return document.scripts.length") == 1
    window.type("#search", "img")
    assert window.run("return document.title") != "owned"
    assert window.log("browser") == []


def test_five_hundred_parts_are_searched_at_once(window: Browser, tmp_path: Path) -> None:
    html = render(result_of(factory.blocked(packages=500)), Options())
    assert len(html.encode()) < 2_000_000
    shown(window, tmp_path, html)
    window.type("#search", "package-499")
    assert window.texts("#told") != [""]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(window: Browser, tmp_path: Path, scheme: str) -> None:
    if not AXE.is_file():
        pytest.skip("axe-core is not there: npm install --prefix build/axe axe-core")
    shown(
        window,
        tmp_path,
        render(RESULT, Options()).replace("(prefers-color-scheme: dark)", "all" if scheme == "dark" else "not all"),
    )
    window.run(AXE.read_text("utf-8"))
    found = window.run_async("const done = arguments[0]; axe.run(document).then(r => done(r.violations))")
    assert isinstance(found, list)
    serious = [
        (each["id"], each["nodes"][0]["html"][:200]) for each in found if each["impact"] in {"serious", "critical"}
    ]
    assert serious == []
