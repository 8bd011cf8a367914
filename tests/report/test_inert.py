"""Words of others are text and nothing else: one check for every format there is, and for all that is no format."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from typing import Any, cast
from xml.etree import ElementTree as ET

import pytest

from licet.evidence import pack_of
from licet.notice import bundle_of
from licet.report import ALL, Options, planned
from licet.report import difference_pages as difference
from licet.report.difference import Difference
from licet.report.explain import explain, explain_json
from licet.report.view import result_of
from tests.report import factory

HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1)) ![y](http://x.example/p.png)",
    "<!-- x --> <details open>",
    "=cmd|' /C calc'!A0",
    '@SUM(1)*HYPERLINK("http://x.example")',
    "\x1b[31mred\x1b[0m \x1b]0;title\x07",
    "\x1b]8;;http://x.example\x1b\\\\link\x1b]8;;\x1b\\\\",
    "\x9b2J\x90q\x9c",
    "\u202etxt.exe\u2066\u200b\U000e0041",
    '"}], "@context": "http://x.example/c.jsonld", "@id": "_:b"',
    '#import "x.typ": * #panic() $ x $ *bold* @ref',
    "{ INCLUDETEXT evil } { HYPERLINK evil }",
    "</w:t></w:r><w:instrText>DDEAUTO</w:instrText>",
    "{{ 7*7 }} {% include 'x' %} ${{ secrets.X }}",
    "]]><!ENTITY x SYSTEM 'file:///etc/passwd'>&x;",
    "a|b\n| c |\n\n# heading\n- [ ] item",
    "::set-output name=x::y \n::error::z",
    "../../etc/passwd",
)
Content = str | bytes
ACTIVE = re.compile(r"(?<!\\)<(?!/?(?:details|summary|sub)>|https?://)|(?<!\\)\]\(")
CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")
FIELDS = {"instrText", "fldSimple", "fldChar", "hyperlink", "object", "altChunk"}
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def prints(content: Content) -> None:
    """Nothing in a text acts on a terminal."""
    assert isinstance(content, str)
    assert [line for line in content.split("\n") if not line.isprintable()] == []


def as_json(content: Content) -> None:
    prints(content)
    json.loads(content)


def as_json_ld(content: Content) -> None:
    as_json(content)
    document = json.loads(content)
    keys = {key for each in tables(document) for key in each if key.startswith("@")}
    assert keys <= {"@context", "@graph", "@id"}
    assert document["@context"] == "https://spdx.org/rdf/3.0.1/spdx-context.jsonld"


def as_sarif(content: Content) -> None:
    """A message of SARIF makes links of brackets, and placeholders of braces."""
    as_json(content)
    for result in json.loads(content)["runs"][0]["results"]:
        assert re.search(r"[\[\]{}]", result["message"]["text"]) is None


def as_xml(content: Content) -> None:
    prints(content)
    assert isinstance(content, str)
    assert "<!" not in content.partition("?>")[2].replace("&lt;!", "")
    tags = {each.tag for each in ET.fromstring(content).iter()}  # noqa: S314 - our own text; it has no entities
    assert tags <= {"testsuites", "testsuite", "testcase", "failure", "skipped", "system-out"}


def as_markdown(content: Content) -> None:
    prints(content)
    assert isinstance(content, str)
    body = re.sub(r"^<!-- licet:report:[A-Za-z0-9.-]* -->\n", "", content)
    assert ACTIVE.findall(CODE.sub("", body)) == []


def as_cells(content: Content) -> None:
    assert isinstance(content, str)
    rows = list(csv.reader(io.StringIO(content)))
    assert len({len(row) for row in rows}) == 1
    assert [cell for row in rows for cell in row if cell[:1] in set("=+-@\t\r")] == []
    assert [cell for row in rows for cell in row if not cell.isprintable()] == []


def as_workbook(content: Content) -> None:
    parts = members(content)
    sheets = [text for name, text in parts.items() if name.startswith("xl/worksheets/")]
    assert sheets
    assert [text for text in sheets if "<f>" in text or "<hyperlink" in text] == []
    assert [name for name, text in parts.items() if "TargetMode" in text] == []


def as_word(content: Content) -> None:
    """No field, no link and no object but the number of the page."""
    parts = members(content)
    trees = {name: ET.fromstring(text) for name, text in parts.items()}  # noqa: S314 - our own text, without entities
    found = {
        name: [each for each in tree.iter() if each.tag.removeprefix(WORD) in FIELDS] for name, tree in trees.items()
    }
    [number] = [each for fields in found.values() for each in fields]
    assert number.attrib == {f"{WORD}instr": "PAGE"}
    assert [name for name, part in parts.items() if 'TargetMode="External"' in part] == []
    words = [each.text or "" for each in trees["word/document.xml"].iter(f"{WORD}t")]
    assert [each for each in words if not each.isprintable()] == []


def as_pdf(content: Content) -> None:
    """Set, and with no link, no action and no attachment."""
    pypdf = pytest.importorskip("pypdf")
    assert isinstance(content, bytes)
    reader = pypdf.PdfReader(io.BytesIO(content))
    assert len(reader.pages) > 0
    assert [page for page in reader.pages if "/Annots" in page or "/AA" in page] == []
    assert {"/OpenAction", "/AA", "/Names"} & set(reader.trailer["/Root"]) == set()


def as_page(content: Content) -> None:
    """The page has no element, no attribute that runs, and no address that its template does not have."""
    prints(content)
    assert isinstance(content, str)
    clean = ALL["html"](result_of(factory.named("plain")), Options())
    assert isinstance(clean, str)
    assert shape(content) == shape(clean)


def shape(page: str) -> set[tuple[str, ...]]:
    """Every tag that occurs, with the names of its attributes."""
    found = re.findall(r"<([a-zA-Z/!][^\s>]*)([^>]*)>", re.sub(r"(?s)<(script|style)>.*?</\1>", "", page))
    return {(tag, *sorted(re.findall(r'\s([a-zA-Z-]+)=(?=")', rest))) for tag, rest in found}


CHECKS: dict[str, Callable[[Content], None]] = {
    "terminal": prints,
    "json": as_json,
    "html": as_page,
    "spdx3": as_json_ld,
    "spdx2": as_json,
    "cyclonedx": as_json,
    "cyclonedx-1.6": as_json,
    "sarif": as_sarif,
    "junit": as_xml,
    "codequality": as_json,
    "markdown": as_markdown,
    "csv": as_cells,
    "xlsx": as_workbook,
    "memo-docx": as_word,
    "memo-pdf": as_pdf,
    "incident-docx": as_word,
    "incident-pdf": as_pdf,
}


def members(content: Content) -> dict[str, str]:
    assert isinstance(content, bytes)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = [name for name in archive.namelist() if name.endswith((".xml", ".rels"))]
        return {name: archive.read(name).decode("utf-8") for name in names}


def tables(value: object) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield cast("dict[str, Any]", value)
        for each in value.values():
            yield from tables(each)
    elif isinstance(value, list):
        for each in value:
            yield from tables(each)


def test_every_format_has_a_check() -> None:
    assert set(CHECKS) == set(ALL)


@pytest.mark.parametrize("form", CHECKS)
@pytest.mark.parametrize("name", HOSTILE, ids=ascii)
def test_names_cards_and_clauses_are_inert_in_every_format(form: str, name: str) -> None:
    content = ALL[form](result_of(factory.named(name)), Options())
    assert len(content) > 0
    CHECKS[form](content)


@pytest.mark.parametrize("name", HOSTILE, ids=ascii)
def test_they_are_inert_in_every_file_of_a_bundle_and_of_an_evidence_pack(name: str) -> None:
    analysis = factory.named(name)
    files = {file.path: file.text for file in (*bundle_of(analysis).files, *pack_of(analysis))}
    assert {"gaps.md", "gpai_sheet.md", "openness.yml"} <= set(files)
    for path, text in files.items():
        assert path.isprintable()
        assert ".." not in path
        if path.endswith((".json", ".yml", ".sarif")):
            as_json(text)
        elif path.endswith(".md"):
            as_markdown(text)
        else:
            prints(text)


@pytest.mark.parametrize("name", HOSTILE, ids=ascii)
def test_they_are_inert_where_two_results_are_compared(name: str) -> None:
    for before, after in ((factory.blocked(), factory.named(name)), (factory.named(name), factory.blocked())):
        seen = Difference(result_of(before), result_of(after))
        assert seen.judged.findings_gained or seen.judged.findings_lost
        prints(difference.render(seen, Options()))
        as_markdown(difference.render_markdown(seen, Options()))
        as_json(difference.render_json(seen, Options()))


@pytest.mark.parametrize("name", HOSTILE, ids=ascii)
def test_they_are_inert_in_explanations_and_plans(name: str) -> None:
    result = result_of(factory.named(name))
    assert {"F1"} <= {each["id"] for each in result["findings"]}
    for identity in ("F1", "D1", "R1", "q"):
        prints(explain(result, identity, Options()))
        as_json(explain_json(result, identity))
    prints(planned.render(result, Options()))
    as_json(planned.render_json(result))
