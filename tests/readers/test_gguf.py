import pytest

from licet.model.bom import Found
from licet.model.vocabulary import How, Kind
from licet.readers.gguf import read, wants
from tests.readers.binaries import GgufValue, gguf
from tests.readers.opening import opened

HUB = "pkg:huggingface/"
# Keys as gguf-py writes them (INPUTS 1.5).
FULL: dict[str, GgufValue] = {
    "general.architecture": "llama",
    "general.type": "model",
    "general.name": "Tiny Chat",
    "general.version": "v0.2",
    "general.file_type": 15,
    "general.license": "llama3.2",
    "general.license.name": "llama3.2 community",
    "general.license.link": "https://example.org/LICENSE",
    "general.source.repo_url": "https://huggingface.co/acme/tiny-chat",
    "general.base_model.count": 1,
    "general.base_model.0.name": "Llama 3.2 1B",
    "general.base_model.0.organization": "Meta Llama",
    "general.base_model.0.repo_url": "https://huggingface.co/meta-llama/Llama-3.2-1B",
    "general.dataset.count": 1,
    "general.dataset.0.name": "Ultrachat 200k",
    "general.dataset.0.repo_url": "https://huggingface.co/datasets/HuggingFaceH4/ultrachat_200k",
    "general.tags": ["chat", "text-generation"],
    "llama.layers": [1, 2, 3],
    "tokenizer.ggml.tokens": ["a", "b"],
}


def found(keys: dict[str, GgufValue], path: str = "m/tiny.Q4_K_M.gguf") -> Found:
    return read(opened(path, gguf(keys)))


def test_full_header_names_claim_source_base_and_data() -> None:
    result = found(FULL)
    part = result.components[0]
    assert (part.id, part.name, part.version, part.kind) == ("file:m/tiny.Q4_K_M.gguf", "Tiny Chat", "v0.2", Kind.MODEL)
    (claim,) = part.claims
    assert (claim.license, claim.name, claim.url, claim.hub) == (
        "llama3.2",
        "llama3.2 community",
        "https://example.org/LICENSE",
        True,
    )
    assert [(link.source, link.how, link.target) for link in result.links] == [
        ("product", How.EMBEDS, part.id),
        (part.id, How.QUANTIZES, HUB + "acme/tiny-chat"),
        (HUB + "acme/tiny-chat", How.FINE_TUNES, HUB + "meta-llama/Llama-3.2-1B"),
        (HUB + "acme/tiny-chat", How.TRAINS_ON, "hf:datasets/HuggingFaceH4/ultrachat_200k"),
    ]
    assert result.problems == ()


@pytest.mark.parametrize(
    ("keys", "how"),
    [
        ({"general.file_type": 7}, How.QUANTIZES),
        ({}, How.QUANTIZES),
        ({"general.file_type": 1}, How.CONVERTS),
        ({"general.type": "adapter"}, How.ADAPTS),  # a GGUF LoRA is an adapter (INPUTS 1.3)
        ({"general.base_model.1.repo_url": "https://huggingface.co/a/c"}, How.MERGES),
    ],
)
def test_how_the_weights_come_from_their_base(keys: dict[str, GgufValue], how: How) -> None:
    result = found({"general.base_model.0.repo_url": "https://huggingface.co/a/b", **keys})
    assert result.links[1].how is how


def test_base_without_an_address_is_unresolved_with_its_words() -> None:
    result = found({"general.base_model.0.name": "Llama 3.1 8B", "general.base_model.0.organization": "Meta Llama"})
    assert result.components[1].unresolved == "Meta Llama / Llama 3.1 8B"


def test_list_of_datasets_of_the_written_specification_is_read_too() -> None:
    result = found({"general.datasets": ["acme/corpus"]})
    assert result.links[1].target == "hf:datasets/acme/corpus"


def test_minimal_header_is_a_part_without_claim() -> None:
    result = found({"general.architecture": "llama"}, "x.gguf")
    assert [(part.id, part.claims) for part in result.components] == [("file:x.gguf", ())]


def test_header_that_goes_on_behind_the_bytes_at_hand_is_read_as_far_as_it_goes() -> None:
    data = gguf({"general.license": "mit", "tokenizer.ggml.tokens": ["x" * 100] * 100})[:400]
    assert read(opened("a.gguf", data)).components[0].claims[0].license == "mit"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "no GGUF file"),
        (b"GGUF", "no GGUF file"),
        (b"\x80\x04pickle", "no GGUF file"),
        (b"GGUF\x09\x00\x00\x00" + b"\x00" * 16, "version 9"),
        (b"GGUF\x03\x00\x00\x00\x00", "ends before"),
        # Hostile: 2**63 keys, a text of 2**63 bytes, a list of lists.
        (b"GGUF\x03\x00\x00\x00" + b"\xff" * 24, "ends before"),
        (gguf({"a": "b"})[:-9] + b"\xff" * 8, "ends before"),
        (gguf({"a": [1]})[:-16] + b"\x09\x00\x00\x00" * 4, "ends before"),
    ],
)
def test_what_is_no_header_is_one_problem(data: bytes, reason: str) -> None:
    result = read(opened("a.gguf", data))
    assert [reason in problem.reason for problem in result.problems] == [True]
    assert result.components == ()


def test_shards_are_one_part() -> None:
    ids = {found({}, f"m/big-0000{at}-of-00002.gguf").components[0].id for at in (1, 2)}
    assert ids == {"file:m/big.gguf"}


def test_only_its_own_files_are_wanted() -> None:
    assert wants("a/B.GGUF")
    assert not wants("a/gguf.md")
