"""The Python package indexes that pip is configured with: a package's metadata, and the license texts in its wheel.

Source: PEP 503, 658, 691 and 714; PEP 427 and 639 (where the texts lie in a wheel). The metadata file is read where the
index has one; of archives only the license texts are fetched.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final
from urllib.parse import quote, urlsplit
from urllib.request import url2pathname

from licet.model.lookups import Answer, Document, Failed, Looked, Missing, Registry, Sought
from licet.sources import Wanted
from licet.sources.addresses import shown
from licet.sources.answers import Answers
from licet.sources.archives import MAX_WHOLE, Take, Taken, tar_members, wheel_members, zip_members
from licet.sources.inside import names_inside, read_inside
from licet.sources.package_pages import ACCEPT, PackageFile, chosen, files_of
from licet.sources.pip_settings import Indexes
from licet.sources.transport import Fault

NAME: Final = "package-index"
REGISTRIES: Final = frozenset({Registry.PYPI})
MAX_PAGE: Final = 32 * 1024 * 1024
MAX_METADATA: Final = 8 * 1024 * 1024

_FILE: Final = "file:"
_NAME: Final = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,200}[a-z0-9])?")


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageIndexes:
    """All indexes and folders of files, asked in turn until one has the version."""

    answers: Answers
    indexes: Indexes
    registries: frozenset[Registry] = REGISTRIES

    def lookup(self, sought: Sought, wanted: Wanted) -> Answer:
        """Return the metadata and the license texts of a version, the newest where none is pinned."""
        if not _NAME.fullmatch(sought.name):
            return Missing(source=NAME, reason="it is no name of a package")
        faults: list[Failed] = []
        version = sought.plain_version
        for source, files in self._pages(sought.name):
            if isinstance(files, Fault):
                faults.append(Failed(source=source, reason=files.reason))
            elif of_it := chosen(files, version):
                return self._read(source, sought, of_it, wanted)
        where = ", ".join(dict.fromkeys(map(_named, (*self.indexes.indexes, *self.indexes.links))))
        what = f"no version {version}" if version else "no such package"
        return faults[0] if faults else Missing(source=where or "no index", reason=what)

    def _pages(self, name: str) -> Iterator[tuple[str, tuple[PackageFile, ...] | Fault]]:
        """Yield what each index lists of a package."""
        for index in self.indexes.indexes:
            address = f"{index}/{quote(name)}/"
            local = address.startswith(_FILE)
            yield _named(index), self._local_page(address, name) if local else self._page(address, name)
        for folder in self.indexes.links:
            if folder.startswith(_FILE):
                yield _named(folder), self._folder(folder, name)

    def _page(self, address: str, name: str) -> tuple[PackageFile, ...] | Fault:
        reply = self.answers.get(address, limit=MAX_PAGE, accept=ACCEPT)
        if isinstance(reply, Fault):
            return reply
        if reply.status == 404:  # noqa: PLR2004 - RFC 9110
            return ()
        if reply.status != 200:  # noqa: PLR2004 - RFC 9110
            return Fault(reason=f"the index answers {reply.status}")
        page = reply.address or address
        files = files_of(reply.body, reply.headers.get("content-type", ""), page, name)
        if files is None:
            return Fault(reason="the answer is no page of a package index")
        # a page elsewhere may name no file of this machine
        return tuple(one for one in files if not one.address.startswith(_FILE))

    def _local_page(self, address: str, name: str) -> tuple[PackageFile, ...] | Fault:
        data = _local(f"{address}index.html", MAX_PAGE)
        if data is None:
            return ()
        return data if isinstance(data, Fault) else files_of(data, "text/html", address, name) or ()

    def _folder(self, address: str, name: str) -> tuple[PackageFile, ...]:
        names = names_inside(Path(url2pathname(urlsplit(address).path)), "")
        links = "".join(f'<a href="{quote(one)}">{one}</a>' for one in names if '"' not in one and "<" not in one)
        return files_of(f"<html>{links}</html>".encode(), "text/html", f"{address}/", name) or ()

    def _read(self, source: str, sought: Sought, files: tuple[PackageFile, ...], wanted: Wanted) -> Answer:
        """Read one version: its metadata file, then the texts in its archive."""
        first = files[0]
        version = str(first.version)
        folder = f"{sought.name.replace('-', '_')}-{version}.dist-info"
        members: Taken = {}
        faults: list[str] = []
        told = self._metadata(first)
        if isinstance(told, bytes):
            members["METADATA"] = told
        elif isinstance(told, Fault):
            faults.append(f"METADATA: {told.reason}")
        taken = self._archive(first, wanted)
        if isinstance(taken, Fault):
            faults.append(f"{first.name}: its license texts are not read: {taken.reason}")
        else:
            members = {**taken, **members}
        if "METADATA" not in members and isinstance(taken, Fault):
            return Failed(source=source, reason=taken.reason)
        documents = tuple(
            Document(path=f"{folder}/{name}", data=data, sha256=sha256(data).hexdigest())
            for name, data in sorted(members.items())
        )
        return Looked(
            source=source,
            name=sought.name,
            revision=version,
            documents=documents,
            faults=tuple(faults),
            complete=not faults,
        )

    def _metadata(self, file: PackageFile) -> bytes | Fault | None:
        if not file.metadata or file.address.startswith(_FILE):
            return None
        reply = self.answers.get(f"{file.address}.metadata", limit=MAX_METADATA, settled=True)
        if isinstance(reply, Fault):
            return reply
        if reply.status != 200:  # noqa: PLR2004 - RFC 9110
            return Fault(reason=f"the index answers {reply.status}")
        if file.metadata != "yes" and sha256(reply.body).hexdigest() != file.metadata:
            return Fault(reason="it is not the file whose hash the index tells")
        return reply.body

    def _archive(self, file: PackageFile, wanted: Wanted) -> Taken | Fault:
        """Return the metadata and the license texts of an archive, by their names within its metadata folder."""

        def of_wheel(name: str) -> bool:
            folder, _, rest = name.partition("/")
            return folder.endswith(".dist-info") and (rest == "METADATA" or wanted(name))

        def of_source(name: str) -> bool:
            top, _, rest = name.partition("/")
            return bool(top) and "/" not in rest and (rest == "PKG-INFO" or wanted(rest))

        take = of_wheel if file.wheel else of_source
        if file.address.startswith(_FILE):
            taken = _of_local(file, take)
        elif file.wheel:
            taken = wheel_members(self.answers, file.address, take)
        else:
            taken = self._source(file, take)
        if isinstance(taken, Fault):
            return taken
        # the metadata of a source archive has another name
        inside = {name.partition("/")[2]: data for name, data in taken.items()}
        return {"METADATA" if name == "PKG-INFO" else name: data for name, data in inside.items()}

    def _source(self, file: PackageFile, take: Take) -> Taken | Fault:
        if not file.name.endswith(".tar.gz"):
            return Fault(reason="it is packed in a way that is not read")
        reply = self.answers.get(file.address, limit=MAX_WHOLE, settled=True)
        if isinstance(reply, Fault):
            return reply
        if reply.status != 200:  # noqa: PLR2004 - RFC 9110
            return Fault(reason=f"the index answers {reply.status}")
        return tar_members(reply.body, take)


def _named(index: str) -> str:
    """Name an index in a result; where a folder of this machine lies is nobody's affair."""
    return "an index on this machine" if index.startswith(_FILE) else shown(index)


def _path(address: str) -> Path:
    return Path(url2pathname(urlsplit(address).path))


def _local(address: str, limit: int) -> bytes | Fault | None:
    path = _path(address)
    data = read_inside(path.parent, path.name, limit)
    return Fault(reason=data) if isinstance(data, str) else data


def _of_local(file: PackageFile, take: Take) -> Taken | Fault:
    if not file.wheel:
        data = _local(file.address, MAX_WHOLE)
        return tar_members(data, take) if isinstance(data, bytes) else data or Fault(reason="the file is not there")
    path = _path(file.address)
    if not path.is_file():
        return Fault(reason="the file is not there")
    with path.open("rb") as stream:
        return zip_members(stream, take)
