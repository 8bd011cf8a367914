"""Every text format of every example, byte for byte, drawn from the results that lie beside them.

The results are saved ones, so what the judge learns changes nothing here. `GOLDEN=results` writes them anew from the
examples, `GOLDEN=formats` writes the formats from the results; read the difference before it is committed.
"""

import json
import os
from pathlib import Path

import pytest

from licet.pipeline import analyze
from licet.report import REPORTERS, SUFFIXES, Options
from licet.report.result import Result
from licet.report.saved import load_result
from licet.report.view import result_of
from tests.report.generated import DAY
from tests.shared import REPOSITORY

GOLDEN = Path(__file__).parent / "golden"
EXAMPLES = sorted(path.parent for path in (REPOSITORY / "examples").rglob("licet.toml"))
FORMATS = [form for form in REPORTERS if form not in {"json", "html", "terminal"}]  # these have tests of their own
NAMES = {form: next(suffix for suffix, name in SUFFIXES.items() if name == form) for form in FORMATS}


def home(example: Path) -> Path:
    return GOLDEN / example.relative_to(REPOSITORY / "examples").as_posix().replace("/", "-")


def saved(example: Path) -> Result:
    """The saved result; what was added to results since it was saved is at its default."""
    return load_result(home(example) / "result.json")


def drawn(result: Result, form: str) -> str:
    """The format, without the help of the rules: that is the text of their pages, which change for other reasons."""
    text = REPORTERS[form](result, Options())
    if form != "sarif":
        return text
    document = json.loads(text)
    for rule in document["runs"][0]["tool"]["driver"]["rules"]:
        assert rule.pop("help")["markdown"]
        assert rule.pop("fullDescription")["text"]
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


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
    for form in FORMATS:
        (folder / f"result{NAMES[form]}").write_text(drawn(result, form), "utf-8")
    assert sorted(path.name for path in folder.iterdir()) == sorted(
        ["result.json", *(f"result{suffix}" for suffix in NAMES.values())]
    )


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("example", EXAMPLES, ids=named)
def test_format(example: Path, form: str) -> None:
    result = saved(example)
    written = drawn(result, form)
    assert written == (home(example) / f"result{NAMES[form]}").read_text("utf-8")
    assert written == drawn(result, form)


def test_every_example_has_its_folder() -> None:
    assert {path.name for path in GOLDEN.iterdir()} == {home(example).name for example in EXAMPLES}
