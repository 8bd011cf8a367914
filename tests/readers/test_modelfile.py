import pytest

from licet.readers.modelfile import read, wants
from tests.readers.assets import asset
from tests.readers.linked import linked
from tests.readers.opening import opened

MADE = "file:ollama/Modelfile#made"


def test_full_file() -> None:
    found = read(asset("modelfile", "full", "ollama/Modelfile"))
    assert linked(found) == [
        ("product", "runs", MADE, 2),
        (MADE, "merges", "pkg:huggingface/bartowski/Llama-3.2-3B-Instruct-GGUF", 2),
        (MADE, "merges", "file:ollama/lora/adapter.gguf", 3),
    ]
    made = found.components[0]
    assert (made.own, made.claims) == (True, ())
    assert made.texts[0].text == "Copyright 2026 Acme.\nYou may use this model.\nYou may not sell it."
    assert made.texts[0].evidence.line == 9


def test_minimal_file_copies_a_model_of_the_library() -> None:
    assert linked(read(asset("modelfile", "minimal", "Modelfile"))) == [
        ("product", "runs", "file:Modelfile#made", 1),
        ("file:Modelfile#made", "copies", "ollama:mistral:instruct", 1),
    ]


def test_short_license_is_a_claim() -> None:
    found = read(opened("Modelfile", 'from ./x.gguf\nLICENSE "MIT"\n'))
    assert [claim.license for claim in found.components[0].claims] == ["MIT"]
    assert found.links[1].target == "file:x.gguf"


@pytest.mark.parametrize(
    ("text", "reason", "line"),
    [
        ("FROM a\nWHAT is this\n", "no instruction", 2),
        ('FROM a\nSYSTEM """\nx\n', "not closed", 2),
        ("PARAMETER a b\n", "no FROM", 0),
    ],
)
def test_faults_are_named_with_their_lines(text: str, reason: str, line: int) -> None:
    (problem,) = read(opened("Modelfile", text)).problems
    assert reason in problem.reason
    assert problem.line == line


def test_path_out_of_the_project_is_unresolved() -> None:
    assert read(opened("Modelfile", "FROM ../../x.gguf\n")).components[1].unresolved == "../../x.gguf"


def test_names_of_modelfiles() -> None:
    assert all(map(wants, ("Modelfile", "a/Modelfile.prod", "x.modelfile", "o__r__Modelfile")))
    assert not wants("src/model.py")
