import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.licenses import normalize
from licet.licenses.spdx import LONGEST, fault, listed, references, spelling

GOOD = (
    "MIT",
    "GPL-2.0-only WITH Classpath-exception-2.0",
    "MIT OR (Apache-2.0 AND BSD-3-Clause)",
    "LicenseRef-Acme",
    "DocumentRef-other:LicenseRef-a AND MIT",
    "GPL-2.0+",
    "MIT or Apache-2.0",
    "MIT WITH AdditionRef-mine",
    "OpenMDW-1.0",
)


@pytest.mark.parametrize("expression", GOOD)
def test_what_spdx_allows(expression: str) -> None:
    assert fault(expression) == ""


@pytest.mark.parametrize(
    ("expression", "reason"),
    [
        ("", "it is empty"),
        ("()", "a license is missing before ')'"),
        ("MIT AND", "missing at its end"),
        ("Apache 2 AND AND", "'Apache' is no id"),
        ("apache-2.0", "did you mean 'Apache-2.0'?"),
        ("MIT Apache-2.0", "'Apache-2.0' stands where AND, OR or WITH is expected"),
        ("(MIT", "a parenthesis is not closed"),
        ("MIT)", "closed that was not opened"),
        ("MIT WITH", "no exception follows WITH"),
        ("MIT WITH MIT", "'MIT' is no exception"),
        ("MIT WITH classpath-exception-2.0", "did you mean 'Classpath-exception-2.0'?"),
        ("(MIT) WITH Classpath-exception-2.0", "WITH follows no single license"),
        ("MIT AND llama3.1", "'llama3.1' is no id of the SPDX license list"),
        ("MIT And ISC", "'And' stands where"),
        ("NOASSERTION", "is no id"),
        ("MIT, ISC", "has signs that no id has"),
        ("(" * 60 + "MIT" + ")" * 60, "nested more than"),
        ("MIT" + " OR MIT" * 2000, f"longer than {LONGEST} characters"),
    ],
)
def test_what_it_does_not(expression: str, reason: str) -> None:
    assert reason in fault(expression)


def test_ids_of_the_list() -> None:
    assert listed("MIT")
    assert not listed("mit")
    assert not listed("LicenseRef-x")
    assert not listed("MIT OR ISC")
    assert spelling("mit") == "MIT"
    assert spelling("no such license") == ""


def test_references_of_the_document_itself() -> None:
    assert references("LicenseRef-a AND (MIT OR LicenseRef-b) AND LicenseRef-a") == ("LicenseRef-a", "LicenseRef-b")
    assert references("DocumentRef-x:LicenseRef-a") == ()
    assert references("MIT WITH AdditionRef-c") == ("AdditionRef-c",)


@given(st.text(max_size=60))
def test_any_text_has_an_answer_in_one_line(text: str) -> None:
    assert "\n" not in fault(text)


@pytest.mark.parametrize("text", ["MIT/Apache-2.0", "gpl 3 or later", "apache2 and mit", "MIT, BSD-3-Clause"])
def test_what_people_write_becomes_strict(text: str) -> None:
    assert fault(text)
    assert fault(normalize(text)) == ""
