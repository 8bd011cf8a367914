"""Every format of every example, byte for byte, drawn from the results that lie beside them.

The results are saved ones, so what the judge learns changes nothing here. `GOLDEN=results` writes them anew from the
examples, `GOLDEN=formats` writes the formats from the results; read the difference before it is committed.
"""

import json
import os
import re
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document as Word
from docx.table import Table

from licet.pipeline import analyze
from licet.report import ALL, REPORTERS, SUFFIXES, Options
from licet.report.result import Result
from licet.report.saved import load_result
from licet.report.view import result_of
from tests.report.generated import DAY
from tests.shared import REPOSITORY

GOLDEN = Path(__file__).parent / "golden"
EXAMPLES = sorted(path.parent for path in (REPOSITORY / "examples").rglob("licet.toml"))
TEXTS = [form for form in REPORTERS if form not in {"json", "html"}]  # these two have tests of their own
WORD = ("memo-docx", "incident-docx")
PAGE = "html"
FORMATS = [*TEXTS, *WORD, PAGE]
NAMES = {form: next(suffix for suffix, name in SUFFIXES.items() if name == form) for form in TEXTS} | {
    "memo-docx": ".memo.txt",
    "incident-docx": ".incident.txt",
    PAGE: ".html",
}
LONG = {"recommender-api"}
"""Examples whose page is long, and shows nothing that the others do not."""
CASES = [(example, form) for example in EXAMPLES for form in FORMATS if form != PAGE or example.name not in LONG]


def home(example: Path) -> Path:
    return GOLDEN / example.relative_to(REPOSITORY / "examples").as_posix().replace("/", "-")


def saved(example: Path) -> Result:
    """The saved result; what was added to results since it was saved is at its default."""
    return load_result(home(example) / "result.json")


def drawn(result: Result, form: str) -> str:
    """The format as it is compared: SARIF without the help of the rules, which is the text of their pages; a page
    without its style and script, which are files of their own; of a Word file the style and the words of each line."""
    written = ALL[form](result, Options())
    if isinstance(written, bytes):
        return lines_of(written)
    if form == PAGE:
        return re.sub(r"(?s)(<style>|<script>).*?(</style>|</script>)|'sha256-[^']+'", r"\1\2", written)
    if form != "sarif":
        return written
    document = json.loads(written)
    for rule in document["runs"][0]["tool"]["driver"]["rules"]:
        assert rule.pop("help")["markdown"]
        assert rule.pop("fullDescription")["text"]
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def lines_of(content: bytes) -> str:
    """A Word file line by line: paragraphs with their styles, rows of tables with their cells."""
    told: list[str] = []
    for block in Word(BytesIO(content)).iter_inner_content():
        if isinstance(block, Table):
            told += [f"| {' | '.join(cell.text for cell in row.cells)} |" for row in block.rows]
        else:
            told.append(f"{block.style.name if block.style else ''}: {block.text}")
    return "\n".join(told) + "\n"


def named(value: object) -> str:
    return home(value).name if isinstance(value, Path) else str(value)


@pytest.mark.skipif(not os.environ.get("GOLDEN"), reason="GOLDEN asks for nothing to be written")
@pytest.mark.parametrize("example", EXAMPLES, ids=named)
def test_write(example: Path) -> None:
    folder = home(example)
    folder.mkdir(parents=True, exist_ok=True)
    if os.environ["GOLDEN"] == "results":
        text = REPORTERS["json"](result_of(analyze(example, now=DAY)), Options())
        (folder / "result.json").write_text(text, "utf-8")
    result = saved(example)
    for case, form in CASES:
        if case == example:
            (folder / f"result{NAMES[form]}").write_text(drawn(result, form), "utf-8")
    assert sorted(path.name for path in folder.iterdir()) == sorted(
        ["result.json", *(f"result{NAMES[form]}" for case, form in CASES if case == example)]
    )


@pytest.mark.parametrize(("example", "form"), CASES, ids=named)
def test_format(example: Path, form: str) -> None:
    result = saved(example)
    written = drawn(result, form)
    assert written == (home(example) / f"result{NAMES[form]}").read_text("utf-8")
    assert written == drawn(result, form)


@pytest.mark.parametrize("form", [*WORD, "memo-pdf", "incident-pdf"])
@pytest.mark.parametrize("example", EXAMPLES, ids=named)
def test_documents_are_the_same_bytes_again(example: Path, form: str) -> None:
    result = saved(example)
    written = ALL[form](result, Options())
    assert len(written) > 1000
    assert written == ALL[form](saved(example), Options())


def test_every_example_has_its_folder() -> None:
    assert {path.name for path in GOLDEN.iterdir()} == {home(example).name for example in EXAMPLES}
