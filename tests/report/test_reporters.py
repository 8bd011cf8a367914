import subprocess
import sys
from pathlib import Path

import pytest

from licet.report import FORMATS, REPORTERS, SUFFIXES, Options, format_of
from licet.report.view import result_of
from tests.report import factory

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("path", "form"),
    [
        ("result.json", "json"),
        ("out/Report.HTML", "html"),
        ("report.htm", "html"),
        ("report.txt", "terminal"),
        ("report", None),
        ("json", None),
        ("report.pdf", "memo-pdf"),
    ],
)
def test_the_format_follows_the_name(path: str, form: str | None) -> None:
    assert format_of(path) == form


def test_every_suffix_leads_to_a_reporter() -> None:
    assert set(SUFFIXES.values()) == set(FORMATS)


@pytest.mark.parametrize("form", list(REPORTERS))
def test_the_same_input_gives_the_same_bytes(form: str) -> None:
    first = REPORTERS[form](result_of(factory.blocked(packages=6)), Options())
    assert first == REPORTERS[form](result_of(factory.blocked(packages=6)), Options())
    assert first.endswith("\n")
    assert not first.endswith("\n\n")


@pytest.mark.parametrize(
    ("form", "absent"),
    [("json", "rich jinja2 jsonschema_rs"), ("terminal", "jinja2 jsonschema_rs"), ("html", "jsonschema_rs")],
)
def test_a_format_loads_only_its_own_libraries(form: str, absent: str) -> None:
    code = (
        "import sys\n"
        "from licet.report import REPORTERS, Options\n"
        "from licet.report.view import result_of\n"
        "from tests.report import factory\n"
        f"REPORTERS[{form!r}](result_of(factory.clean()), Options())\n"
        f"print(sorted(set({absent!r}.split()) & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"
