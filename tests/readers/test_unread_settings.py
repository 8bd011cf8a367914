"""Scripts that name a model are named as not read; all others are left alone."""

from hashlib import sha256

import pytest

from licet.readers.opened import OpenedFile
from licet.readers.unread_settings import read, wants


def opened(path: str, data: bytes) -> OpenedFile:
    return OpenedFile(path=path, data=data, sha256=sha256(data).hexdigest())


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("web/worker.js", b"await AutoModel.from_pretrained('x/y')\n"),
    ],
)
def test_scripts_count_only_where_they_name_a_model(path: str, data: bytes) -> None:
    assert wants(path)
    (problem,) = read(opened(path, data)).problems
    assert (problem.path, problem.hides) == (path, True)
    assert read(opened(path, b"steps: [build]\n")).problems == ()
    assert read(opened(path, b"")).problems == ()
