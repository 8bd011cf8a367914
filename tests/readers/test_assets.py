"""Every reader has all five assets, and meets each of them without an exception."""

import pytest

from licet.model.bom import PRODUCT, Found
from licet.readers.registry import READERS
from tests.readers.assets import ASSETS, KINDS, asset, kinds_of
from tests.readers.built_assets import BUILT
from tests.readers.linked import linked
from tests.readers.test_registry import PATHS

ENTRIES = {reader.name: reader for reader in READERS}
NAMES = sorted(ENTRIES)
# Readers that no bytes are wrong for, so that there is nothing to be `invalid`, and why.
WITHOUT_INVALID = {
    "data-records": "what is no table of records is the program's own business",
    "env-files": "a line that sets no variable is passed over, as shells and dotenv do",
    "javascript": "the parser takes any text and reads around its errors",
    "readme-code": "a line of a block that is no command or call is passed over",
    "readmes": "prose has no form that could be broken",
    "shell-scripts": "a line that is no command is passed over",
    "source-headers": "a file without a comment has no header",
    "unread-manifests": "every file of these names is a problem, whatever it holds",
    "weight-addresses": "addresses are looked for in any text",
}
# Readers that exist to say that a file is not read.
UNREAD = {"unread-boms", "unread-manifests"}
# Readers of texts that no part is known for yet.
TEXTS = {"readmes", "source-headers"}
# Readers of the metadata of one package: what it needs is named, and is a part where it is installed too.
NAMES_OTHERS = {"dist-info", "wheels"}
READ = [name for name in NAMES if name not in UNREAD]


def found(name: str, kind: str) -> Found:
    return ENTRIES[name].read(asset(name, kind, PATHS[name]))


def test_the_assets_are_those_of_readers() -> None:
    assert {path.name for path in ASSETS.iterdir()} | set(BUILT) == set(NAMES)
    assert set(WITHOUT_INVALID) | UNREAD | TEXTS <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_each_reader_has_every_asset_once(name: str) -> None:
    assert kinds_of(name) == sorted(set(KINDS) - ({"invalid"} if name in WITHOUT_INVALID else set()))


@pytest.mark.parametrize("name", NAMES)
def test_empty_holds_no_part(name: str) -> None:
    result = found(name, "empty")
    if name == "dist-info":  # the folder's name tells of the package already
        assert [(part.id, part.claims) for part in result.components] == [("pkg:pypi/some-name@1.0", ())]
        assert [problem.hides for problem in result.problems] == [True]
        return
    assert (result.components, result.links, result.candidates, result.texts) == ((), (), (), ())


@pytest.mark.parametrize("kind", ["minimal", "full"])
@pytest.mark.parametrize("name", READ)
def test_good_file_is_read_without_a_problem(name: str, kind: str) -> None:
    result = found(name, kind)
    assert result.texts if name in TEXTS else result.components or result.candidates
    assert result.problems == ()
    known = {part.id for part in result.components} | {PRODUCT}
    if name not in NAMES_OTHERS:
        assert {end for link in result.links for end in (link.source, link.target)} <= known
    assert all(part.evidence and part.evidence[0].path == PATHS[name] for part in result.components)


@pytest.mark.parametrize("name", [name for name in NAMES if name not in WITHOUT_INVALID])
def test_invalid_file_is_a_problem_with_its_path(name: str) -> None:
    problems = found(name, "invalid").problems
    assert problems
    assert {problem.path for problem in problems} == {PATHS[name]}


@pytest.mark.parametrize("name", NAMES)
def test_hostile_file_is_survived_and_nothing_of_it_leaks(name: str) -> None:
    result = found(name, "hostile")
    text = repr(result)
    assert len(text) < 200_000
    assert "hf_SECRETsecretSECRETsecret" not in text
    assert "/etc/passwd" not in "".join(part.id for part in result.components)


@pytest.mark.parametrize("kind", ["minimal", "full"])
def test_what_is_not_read_is_told_and_what_is_read_elsewhere_is_not(kind: str) -> None:
    assert [problem.hides for problem in found("unread-manifests", kind).problems] == [True]
    assert found("unread-boms", kind) == Found()


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


# Of the readers whose other tests do not look at the full file: each link with its line, and each claim.
Links = list[tuple[str, str, str, int]]
HERE = "file:lib"
FULL: dict[str, tuple[Links, list[tuple[str, str]]]] = {
    "license-files": ([], []),
    "hub-cards": (
        [
            (PRODUCT, "merges", HUB + "acme/base-7b", 8),
            (PRODUCT, "merges", HUB + "acme/other-7b", 9),
            (PRODUCT, "trains-on", "hf:datasets/acme/chats", 12),
            (PRODUCT, "evaluates-on", "hf:datasets/acme/exam", 13),
        ],
        [(PRODUCT, "other")],
    ),
    "model-config": ([(PRODUCT, "quantizes", HUB + "acme/base-7b", 2)], []),
    "adapter-config": ([(PRODUCT, "adapts", HUB + "acme/base-7b@0123456789abcdef0123456789abcdef01234567", 3)], []),
    "tokenizer-config": ([(PRODUCT, "tokenizes-with", HUB + "acme/words", 4)], []),
    "requirements-txt": (
        [
            (PRODUCT, "links", "pkg:pypi/torch@2.4.0", 5),
            (PRODUCT, "links", "pkg:pypi/sentence-transformers", 7),
            (PRODUCT, "links", "pkg:pypi/tomli", 8),
            (PRODUCT, "links", "pkg:github/acme/acme@v1", 10),
            (PRODUCT, "links", "url:https://example.org/dist/tiny-1.2-py3-none-any.whl", 11),
        ],
        [],
    ),
    "pyproject": (
        [
            (PRODUCT, "links", "pkg:pypi/torch@2.4.0", 11),
            (PRODUCT, "links", "pkg:github/acme/acme@v1", 12),
            (PRODUCT, "builds-with", "pkg:pypi/hatchling", 2),
            (PRODUCT, "links", "pkg:pypi/soundfile", 16),
            (PRODUCT, "builds-with", "pkg:pypi/ruff", 20),
        ],
        [(PRODUCT, "Apache-2.0"), (PRODUCT, "License :: OSI Approved :: Apache Software License")],
    ),
    "uv-lock": (
        [
            (PRODUCT, "links", "pkg:pypi/torch@2.4.0", 8),
            (PRODUCT, "links", "pkg:github/acme/acme@0123456789abcdef0123456789abcdef01234567", 8),
            (PRODUCT, "builds-with", "pkg:pypi/ruff@0.6.0", 8),
            ("pkg:pypi/torch@2.4.0", "links", "pkg:pypi/sympy@1.13", 30),
        ],
        [],
    ),
    "poetry-lock": (
        [
            ("pkg:pypi/torch@2.4.0", "links", "pkg:pypi/sympy@1.13", 22),
            (PRODUCT, "links", "pkg:github/acme/acme@0123456789abcdef0123456789abcdef01234567", 1),
            (PRODUCT, "builds-with", "pkg:pypi/ruff@0.6.0", 12),
            (PRODUCT, "links", "pkg:pypi/torch@2.4.0", 22),
        ],
        [],
    ),
    "package-json": (
        [
            (PRODUCT, "links", "pkg:npm/%40xenova/transformers", 7),
            (PRODUCT, "links", "pkg:github/acme/acme@v1", 8),
            (PRODUCT, "links", "pkg:npm/fast", 12),
            (PRODUCT, "links", "pkg:npm/react", 15),
            (PRODUCT, "builds-with", "pkg:npm/typescript", 18),
        ],
        [(PRODUCT, "(MIT OR Apache-2.0)")],
    ),
    "package-lock": (
        [
            (PRODUCT, "links", "pkg:npm/onnx@1.2.0", 5),
            (PRODUCT, "links", "pkg:npm/tiny@1.0.0", 5),
            (PRODUCT, "builds-with", "pkg:npm/typescript@5.5.4", 5),
            ("pkg:npm/onnx@1.2.0", "links", "pkg:npm/tiny@2.0.0", 10),
        ],
        [
            ("pkg:npm/onnx@1.2.0", "MIT"),
            ("pkg:npm/tiny@2.0.0", "ISC"),
            ("pkg:npm/tiny@1.0.0", "BSD-3-Clause"),
            ("pkg:npm/typescript@5.5.4", "Apache-2.0"),
        ],
    ),
    "dist-info": (
        [
            ("pkg:pypi/some-name@1.0", "links", "pkg:pypi/numpy@2.0.0", 8),
            ("pkg:pypi/some-name@1.0", "links", "pkg:pypi/tomli", 9),
        ],
        [
            ("pkg:pypi/some-name@1.0", "MIT OR Apache-2.0"),
            ("pkg:pypi/some-name@1.0", "License :: OSI Approved :: MIT License"),
        ],
    ),
    "weight-addresses": (
        [
            (PRODUCT, "embeds", HUB + "acme/base", 3),
            (PRODUCT, "embeds", "url:https://example.org/speech.onnx", 4),
            (PRODUCT, "retrieves-from", "url:https://data.example.org/corpus/speech-1.0.tar.gz", 5),
            (PRODUCT, "embeds", "url:https://example.org/releases/model-small.zip", 6),
        ],
        [],
    ),
    "gguf": (
        [
            (PRODUCT, "embeds", "file:model.gguf", 0),
            ("file:model.gguf", "quantizes", HUB + "acme/base-7b", 0),
            ("file:model.gguf", "trains-on", "hf:datasets/acme/chats", 0),
        ],
        [("file:model.gguf", "apache-2.0")],
    ),
    "safetensors": (
        [
            (PRODUCT, "embeds", "file:model.safetensors", 0),
            ("file:model.safetensors", "adapts", HUB + "acme/base-xl", 0),
        ],
        [("file:model.safetensors", "CreativeML Open RAIL++-M")],
    ),
    "onnx": ([(PRODUCT, "embeds", "file:model.onnx", 0)], [("file:model.onnx", "Apache-2.0")]),
    "wheels": (
        [
            (PRODUCT, "links", "pkg:pypi/acme@1.0", 0),
            ("pkg:pypi/acme@1.0", "links", "pkg:pypi/numpy@2.0.0", 5),
        ],
        [("pkg:pypi/acme@1.0", "MIT")],
    ),
    "data-records": ([(PRODUCT, "bundles", "file:train.jsonl", 0)], []),
}


@pytest.mark.parametrize("name", FULL)
def test_full_file_gives_its_links_and_claims(name: str) -> None:
    result = found(name, "full")
    links, claims = FULL[name]
    assert sorted(linked(result)) == sorted(links)
    assert [(part.id, claim.license) for part in result.components for claim in part.claims] == claims


def test_texts_of_full_files_are_those_that_speak_of_a_license() -> None:
    (part,) = found("license-files", "full").components
    assert [(text.role, text.covers, text.text.split("\n")[0]) for text in part.texts] == [
        ("license", "all", "The Example Terms, version 1")
    ]
    sections = found("readmes", "full").texts
    assert [(text.role, text.evidence.line) for text in sections] == [("readme", 11)]
    assert "Apache-2.0" in sections[0].text
    assert "To everyone" not in sections[0].text
    (header,) = found("source-headers", "full").texts
    assert (header.role, header.evidence.line) == ("header", 2)
    assert "Use of this file is permitted under the terms in LICENSE." in header.text
    assert [text.role for text in found("wheels", "full").components[0].texts] == ["license", "notice"]
