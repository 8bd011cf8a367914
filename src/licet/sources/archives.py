"""Single files out of archives, without unpacking them: of a wheel by range, of a source archive in a stream.

Nothing is written. Sizes, counts and what an archive unpacks to are bounded; names are compared and never opened.
"""

import gzip
import io
import re
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import Final

from licet.sources.answers import Answers
from licet.sources.transport import Fault

MAX_MEMBER: Final = 2 * 1024 * 1024
MAX_MEMBERS: Final = 30
"""Bytes of one file, and files of one archive, that are taken."""
MAX_WHOLE: Final = 24 * 1024 * 1024
"""Bytes of an archive that is fetched whole, where its server gives no ranges."""
MAX_RANGES: Final = 8 * 1024 * 1024
"""Bytes that are fetched of one archive in ranges."""
MAX_UNPACKED: Final = 128 * 1024 * 1024
MAX_NAMES: Final = 50_000

_BLOCK: Final = 64 * 1024
_PARTIAL: Final = 206
_SPAN: Final = re.compile(r"bytes (\d{1,15})-(\d{1,15})/(\d{1,15})")
_BROKEN: Final = (
    zipfile.BadZipFile,
    zlib.error,
    tarfile.TarError,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
)

Taken = dict[str, bytes]
"""Members by their names."""
Take = Callable[[str], bool]


class _Ranges(io.RawIOBase):
    """A file at an address, read in blocks; too much of it is an OSError."""

    def __init__(self, answers: Answers, address: str, tail: bytes, size: int) -> None:
        super().__init__()
        self._answers = answers
        self._address = address
        self._size = size
        self._at = 0
        self._left = MAX_RANGES
        self._known: dict[int, bytes] = {size - len(tail): tail}

    def seekable(self) -> bool:
        """It can be read from any place."""
        return True

    def readable(self) -> bool:
        """It can be read."""
        return True

    def tell(self) -> int:
        """Return the place from which is read next."""
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place."""
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        self._at = min(max(0, start + offset), self._size)
        return self._at

    def read(self, size: int | None = -1) -> bytes:
        """Return the next bytes.

        Raises:
            OSError: they cannot be had, or more was fetched than is allowed.
        """
        length = self._size - self._at if size is None or size < 0 else min(size, self._size - self._at)
        if length <= 0:
            return b""
        data = self._held(self._at, length) or self._fetched(self._at, length)
        self._at += len(data)
        return data

    def _held(self, start: int, length: int) -> bytes:
        for at, data in self._known.items():
            if at <= start and start + length <= at + len(data):
                return data[start - at : start - at + length]
        return b""

    def _fetched(self, start: int, length: int) -> bytes:
        end = min(self._size, start + max(length, _BLOCK))
        self._left -= end - start
        if self._left < 0:
            raise OSError("more of the archive would have to be fetched than is allowed")
        reply = self._answers.get(self._address, limit=end - start, span=(start, end), settled=True)
        if isinstance(reply, Fault) or reply.status != _PARTIAL or len(reply.body) < length:
            raise OSError("a part of the archive cannot be had")
        self._known[start] = reply.body
        return reply.body[:length]


def wheel_members(answers: Answers, address: str, take: Take) -> Taken | Fault:
    """Return members of a wheel: by range where the server gives ranges, else out of the whole of a small one."""
    reply = answers.get(address, limit=MAX_WHOLE, span=(-_BLOCK, 0), settled=True)
    if isinstance(reply, Fault):
        return reply
    if reply.status == _PARTIAL and (span := _SPAN.fullmatch(reply.headers.get("content-range", ""))):
        return zip_members(_Ranges(answers, address, reply.body, int(span[3])), take)
    if reply.status != 200:  # noqa: PLR2004 - RFC 9110
        return Fault(reason=f"the index answers {reply.status}")
    return zip_members(io.BytesIO(reply.body), take)


def zip_members(file: io.RawIOBase | io.BufferedIOBase, take: Take) -> Taken | Fault:
    """Return members of a zip archive."""
    try:
        with zipfile.ZipFile(file) as archive:
            found: Taken = {}
            for info in archive.infolist()[:MAX_NAMES]:
                if len(found) < MAX_MEMBERS and not info.is_dir() and take(info.filename):
                    with archive.open(info) as member:
                        data = member.read(MAX_MEMBER + 1)
                    if len(data) <= MAX_MEMBER:
                        found[info.filename] = data
            return found
    except _BROKEN:
        return Fault(reason="the archive is broken, or too much of it would have to be fetched")


def tar_members(data: bytes, take: Take) -> Taken | Fault:
    """Return members of a packed tar archive; links and devices are none."""
    found: Taken = {}
    try:
        bounded = _Bounded(gzip.GzipFile(fileobj=io.BytesIO(data)))
        with tarfile.open(fileobj=bounded, mode="r|", bufsize=_BLOCK) as archive:
            for info in _first(archive):
                wanted = info.isreg() and info.size <= MAX_MEMBER and take(info.name)
                if wanted and len(found) < MAX_MEMBERS and (file := archive.extractfile(info)):
                    found[info.name] = file.read(MAX_MEMBER)
    except _BROKEN:
        return Fault(reason="the archive is broken or unpacks to too much")
    return found


def _first(archive: tarfile.TarFile) -> Iterator[tarfile.TarInfo]:
    for number, info in enumerate(archive):
        if number == MAX_NAMES:
            return
        yield info


class _Bounded(io.RawIOBase):
    """What a stream unpacks to, at most so much of it."""

    def __init__(self, file: gzip.GzipFile) -> None:
        super().__init__()
        self._file = file
        self._left = MAX_UNPACKED

    def readable(self) -> bool:
        """It can be read."""
        return True

    def read(self, size: int | None = -1) -> bytes:
        """Return the next bytes.

        Raises:
            OSError: the stream unpacks to too much.
        """
        data = self._file.read(_BLOCK if size is None or size < 0 else size)
        self._left -= len(data)
        if self._left < 0:
            raise OSError("it unpacks to too much")
        return data
