"""Opened files for the tests of readers."""

import sys
from collections.abc import Callable
from hashlib import sha256

from licet.readers.opened import OpenedFile


def opened(path: str, content: str | bytes) -> OpenedFile:
    data = content.encode() if isinstance(content, str) else content
    return OpenedFile(path=path, data=data, sha256=sha256(data).hexdigest())


def calls_of(function: Callable[[], object]) -> int:
    """Return how many functions are called, C's included: a measure of work that no other program changes."""
    count = 0

    def counting(_: object, event: str, __: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(counting)
    try:
        function()
    finally:
        sys.setprofile(before)
    return count
