"""Agreements: a record beside its text, read under the root and held against the text."""

from hashlib import sha256
from pathlib import Path

import pytest

from licet.errors import ConfigError
from licet.licenses import read_agreement
from licet.model.vocabulary import Act, Category, Duty, Trigger, Value

SURVEY = Path(__file__).resolve().parents[2].parent / "shared" / "examples" / "scenarios" / "S06"

TEXT = "1. Use. You may use the\nTool at   work.\n2. Copies. You shall not give it away.\n"
TOML = """
id = "LicenseRef-Tool"
kind = "software"
complete = true
reviewed_by = "counsel"
documents = [{ file = "texts/tool.txt" }]

[permits]
use-commercially = { value = "yes", section = "1", locator = "You may use the Tool at work" }
redistribute = { value = "no", section = "2", locator = "shall not give it away" }

[[restrictions]]
tag = "managed-service"
strength = "prohibited"
section = "2"
locator = "shall not give it away"
"""


def written(root: Path, toml: str = TOML, text: bytes = TEXT.encode()) -> Path:
    (root / "agreements" / "texts").mkdir(parents=True)
    (root / "agreements" / "texts" / "tool.txt").write_bytes(text)
    path = root / "agreements" / "tool.toml"
    path.write_text(toml, "utf-8")
    return path


def faults(path: Path, root: Path) -> tuple[str, ...]:
    with pytest.raises(ConfigError) as caught:
        read_agreement(path, root)
    return caught.value.faults


def test_an_agreement_is_a_license_with_its_text(tmp_path: Path) -> None:
    agreement = read_agreement(written(tmp_path), tmp_path)
    assert agreement.path == "agreements/tool.toml"
    assert agreement.sha256 == sha256(TOML.encode()).hexdigest()
    assert agreement.reviewed_by == "counsel"
    assert agreement.text == TEXT
    assert agreement.texts[0].path == "agreements/texts/tool.txt"
    assert agreement.texts[0].sha256 == sha256(TEXT.encode()).hexdigest()
    terms = agreement.license
    assert (terms.id, terms.name, terms.category) == ("LicenseRef-Tool", "LicenseRef-Tool", Category.PROPRIETARY)
    assert terms.documents[0].name == "license"
    assert terms.permission(Act.REDISTRIBUTE).value is Value.NO
    assert terms.restrictions[0].tag == "managed-service"
    assert not terms.draft


def test_an_agreement_that_nobody_confirmed_is_a_draft(tmp_path: Path) -> None:
    path = written(tmp_path, TOML.replace('reviewed_by = "counsel"\n', ""))
    assert read_agreement(path, tmp_path).license.draft


def test_the_survey_agreement_of_the_examples() -> None:
    if not SURVEY.is_dir():
        pytest.skip("the examples ../shared/examples are not at hand")
    agreement = read_agreement(SURVEY / "agreements" / "survey.toml", SURVEY)
    terms = agreement.license
    assert terms.id == "LicenseRef-Survey-Agreement"
    assert terms.permission(Act.USE_COMMERCIALLY).value is Value.NO
    assert terms.permission(Act.HOST).value is Value.SILENT
    assert terms.duty(Duty.KEEP_NOTICES).triggers == (frozenset({Trigger.PUBLISHING_RESEARCH}),)
    assert sorted(entry.tag for entry in terms.restrictions) == ["noncommercial-only", "research-only"]
    assert agreement.texts[0].path == "agreements/survey.txt"


def test_a_locator_must_stand_in_the_text(tmp_path: Path) -> None:
    path = written(tmp_path, TOML.replace("use the Tool at work", "sell the Tool"))
    fault = "permits.use-commercially: the locator 'You may sell the Tool' does not occur in the text"
    assert faults(path, tmp_path) == (f"agreements/tool.toml: {fault}",)


def test_a_text_that_changed_since_it_was_reviewed_is_a_fault(tmp_path: Path) -> None:
    path = written(tmp_path, TOML.replace('tool.txt"', f'tool.txt", sha256 = "{"0" * 64}"'))
    assert faults(path, tmp_path) == (
        "agreements/tool.toml: documents[1].sha256: the text is not the one that was reviewed",
    )


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    path = written(tmp_path, TOML.replace('kind = "software"', 'kind = "tool"\nflavour = 1').replace('"no"', '"nay"'))
    assert [fault.removeprefix("agreements/tool.toml: ") for fault in faults(path, tmp_path)] == [
        "unknown key 'flavour'",
        "kind: unknown word 'tool'",
        "permits.redistribute.value: unknown word 'nay'",
    ]


def test_nothing_is_read_through_a_link_out_of_the_root(tmp_path: Path) -> None:
    root = tmp_path / "project"
    path = written(root)
    text = root / "agreements" / "texts" / "tool.txt"
    text.rename(tmp_path / "outside.txt")
    text.symlink_to(tmp_path / "outside.txt")
    assert "agreements/tool.toml: documents[1].file: lies outside the project" in faults(path, root)


def test_a_path_that_climbs_out_of_the_root_is_not_read(tmp_path: Path) -> None:
    root = tmp_path / "project"
    path = written(root, TOML.replace("texts/tool.txt", "../../outside.txt"))
    (tmp_path / "outside.txt").write_text(TEXT)
    assert "agreements/tool.toml: documents[1].file: lies outside the project" in faults(path, root)
    assert faults(tmp_path / "outside.txt", root) == ("outside.txt: lies outside the project",)


@pytest.mark.parametrize(
    ("toml", "text", "fault"),
    [
        ("id = ", TEXT.encode(), "Invalid value"),
        ("a = " + "[" * 20_000, TEXT.encode(), "nested too deeply"),
        ("# " + "x" * 600_000, TEXT.encode(), "is larger than 512 KiB"),
        (TOML, b"\xff\xfe\x00", "documents[1].file: is no UTF-8 text"),
        (TOML, b"x" * (4 * 1024 * 1024 + 1), "documents[1].file: is larger than 4096 KiB"),
        (TOML.replace("texts/tool.txt", "texts"), TEXT.encode(), "documents[1].file: is no file"),
        (TOML.replace("texts/tool.txt", "texts/none.txt"), TEXT.encode(), "documents[1].file: cannot be read"),
        (TOML.replace("texts/tool.txt", "\\u0000"), TEXT.encode(), "documents[1].file: cannot be read"),
        (TOML.replace("{ file", "{ path"), TEXT.encode(), "documents[1].file: is missing"),
        (TOML.replace('[{ file = "texts/tool.txt" }]', "[]"), TEXT.encode(), "documents: is missing"),
    ],
)
def test_a_bad_file_is_a_fault_and_no_crash(tmp_path: Path, toml: str, text: bytes, fault: str) -> None:
    path = written(tmp_path, toml, text)
    assert any(line.startswith("agreements/tool.toml: ") and fault in line for line in faults(path, tmp_path))
