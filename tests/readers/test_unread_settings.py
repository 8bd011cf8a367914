"""Settings and scripts that name a model are named as not read; all others are left alone."""

from hashlib import sha256

import pytest

from licet.readers.opened import OpenedFile
from licet.readers.unread_settings import read, wants


def opened(path: str, data: bytes) -> OpenedFile:
    return OpenedFile(path=path, data=data, sha256=sha256(data).hexdigest())


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("train.yaml", b"base_model: google/gemma-3-4b-it\n"),
        ("merge.yml", b"merge_method: slerp\n"),
        ("get.sh", b"huggingface-cli download x/y\n"),
    ],
)
def test_settings_and_scripts_count_only_where_they_name_a_model(path: str, data: bytes) -> None:
    assert wants(path)
    (problem,) = read(opened(path, data)).problems
    assert (problem.path, problem.hides) == (path, True)
    assert read(opened(path, b"steps: [build]\n")).problems == ()
    assert read(opened(path, b"")).problems == ()
