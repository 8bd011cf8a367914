import pytest

from licet.readers.onnx import read
from tests.readers.binaries import field, onnx, varint
from tests.readers.opening import opened


def test_full_metadata_claims_a_license() -> None:
    found = read(opened("m/net.onnx", onnx({"model_license": "Apache-2.0", "model_author": "Acme", "model_name": "N"})))
    (part,) = found.components
    assert (part.id, part.name, part.claims[0].license) == ("file:m/net.onnx", "N", "Apache-2.0")
    assert part.evidence[0].note == "ONNX metadata: made by pytorch 2.4.0"


def test_minimal_file_says_nothing() -> None:
    found = read(opened("m.onnx", onnx({})))
    assert (found.components, found.problems) == ((), ())


def test_graph_that_is_longer_than_the_bytes_at_hand_hides_what_stands_behind_it() -> None:
    data = field(2, b"pytorch") + varint(7 << 3 | 2) + varint(10**9) + b"\x00" * 50
    assert read(opened("m.onnx", data)).problems == ()


@pytest.mark.parametrize("data", [b"\x80" * 20, b"\x07abc", b"\x00\x00", b"\x0b" * 4, field(1, 1) * 20_000])
def test_what_is_no_message_is_one_problem(data: bytes) -> None:
    found = read(opened("m.onnx", data))
    assert (len(found.problems), found.components) == (1, ())
