"""Every reader that has assets has all five, and meets each of them without an exception."""

import pytest

from licet.model.bom import PRODUCT, Found
from licet.readers.registry import READERS
from tests.readers.assets import ASSETS, KINDS, asset
from tests.readers.test_registry import PATHS

ENTRIES = {reader.name: reader for reader in READERS}
# Of these, no bytes are wrong: what is no variable, no command or no call is passed over.
ANYTHING = {"env-files", "javascript", "readme-code", "shell-scripts"}
NAMES = sorted(path.name for path in ASSETS.iterdir())


def found(name: str, kind: str) -> Found:
    return ENTRIES[name].read(asset(name, kind, PATHS[name]))


def test_the_folders_are_those_of_readers() -> None:
    assert set(NAMES) <= ENTRIES.keys()


@pytest.mark.parametrize("name", NAMES)
def test_all_five_are_there(name: str) -> None:
    kinds = {path.name.partition(".")[0] for path in (ASSETS / name).iterdir()}
    assert kinds == set(KINDS) - ({"invalid"} if name in ANYTHING else set())


@pytest.mark.parametrize("name", NAMES)
def test_empty_holds_no_part(name: str) -> None:
    result = found(name, "empty")
    assert (result.components, result.links, result.candidates) == ((), (), ())


@pytest.mark.parametrize("kind", ["minimal", "full"])
@pytest.mark.parametrize("name", NAMES)
def test_good_file_names_parts_without_a_problem(name: str, kind: str) -> None:
    result = found(name, kind)
    assert result.components or result.candidates
    assert result.problems == ()
    known = {part.id for part in result.components} | {PRODUCT}
    assert {end for link in result.links for end in (link.source, link.target)} <= known
    assert all(part.evidence and part.evidence[0].path == PATHS[name] for part in result.components)


@pytest.mark.parametrize("name", [name for name in NAMES if name not in ANYTHING])
def test_invalid_file_is_a_problem_with_its_path(name: str) -> None:
    problems = found(name, "invalid").problems
    assert problems
    assert {problem.path for problem in problems} == {PATHS[name]}


@pytest.mark.parametrize("name", NAMES)
def test_hostile_file_is_survived_and_nothing_of_it_leaks(name: str) -> None:
    text = repr(found(name, "hostile"))
    assert len(text) < 200_000
    assert "hf_SECRETsecretSECRETsecret" not in text
    assert "/etc/passwd" not in "".join(part.id for part in found(name, "hostile").components)


HUB = "pkg:huggingface/"
PROGRAMS = {
    "python-source": {
        *(HUB + "org/base", HUB + "org/adapter", HUB + "org/tok", HUB + "org/small", "hf:datasets/org/data"),
        *("api:openai/gpt-4o", "api:openai/gpt-4o-mini", "ollama:llama3.2", "url:https://a.org/big.safetensors"),
        "url:https://data.a.org/speech/A-1.1.tar.gz",
    },
    "javascript": {
        *(HUB + "org/m", HUB + "org/tok", "api:openai/gpt-4", "api:anthropic/claude-3-haiku", "ollama:llama3.2"),
        *("api:google/gemini-1.5-pro", "api:groq/llama-3", "api:openai/gpt-4o"),
    },
    "notebook": {HUB + "org/m", "hf:datasets/org/data", "pkg:pypi/transformers"},
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_full_program_names_what_it_loads_and_nothing_that_it_mentions(name: str) -> None:
    ids = {part.id for part in found(name, "full").components}
    assert ids == PROGRAMS[name]
