"""Opened files for the tests of readers."""

from hashlib import sha256

from licet.readers.opened import OpenedFile


def opened(path: str, content: str | bytes) -> OpenedFile:
    data = content.encode() if isinstance(content, str) else content
    return OpenedFile(path=path, data=data, sha256=sha256(data).hexdigest())
