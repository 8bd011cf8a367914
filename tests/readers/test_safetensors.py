import struct

import pytest

from licet.model.vocabulary import How, Kind
from licet.readers.safetensors import read
from tests.readers.binaries import safetensors
from tests.readers.opening import opened


def test_full_metadata_of_a_trainer_is_a_part_with_claim_and_base() -> None:
    data = safetensors(
        {
            "modelspec.title": "Ink Style",
            "modelspec.architecture": "stable-diffusion-xl-v1-base/lora",
            "modelspec.license": "CreativeML Open RAIL++-M",
            "ss_base_model": "stabilityai/stable-diffusion-xl-base-1.0",
        }
    )
    found = read(opened("loras/ink.safetensors", data))
    part = found.components[0]
    assert (part.id, part.kind, part.name) == ("file:loras/ink.safetensors", Kind.ADAPTER, "Ink Style")
    assert part.claims[0].license == "CreativeML Open RAIL++-M"
    assert [(link.how, link.target) for link in found.links] == [
        (How.EMBEDS, part.id),
        (How.ADAPTS, "pkg:huggingface/stabilityai/stable-diffusion-xl-base-1.0"),
    ]


def test_minimal_metadata_says_nothing() -> None:
    found = read(opened("model.safetensors", safetensors({"format": "pt"})))
    assert (found.components, found.problems) == ((), ())


def test_large_header_is_read_by_its_beginning() -> None:
    data = safetensors({"license": "mit"})
    longer = struct.pack("<Q", 50_000_000) + data[8:]
    assert read(opened("m.safetensors", longer)).components[0].claims[0].license == "mit"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x80\x02pickle..",
        struct.pack("<Q", 2**63) + b"{}",
        struct.pack("<Q", 40) + b'{"__metadata__": {"license": ',
        struct.pack("<Q", 100_000) + b'{"__metadata__": ' + b"[" * 90_000,
    ],
)
def test_what_is_no_header_is_one_problem(data: bytes) -> None:
    found = read(opened("m.safetensors", data))
    assert (len(found.problems), found.components) == (1, ())
