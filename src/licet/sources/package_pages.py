"""The page of a package on an index: its files, as JSON or as HTML, and which of them is meant.

Source: the simple repository API (PEP 503, 592, 629, 658, 691, 714).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from itertools import islice
from typing import Final
from urllib.parse import unquote, urldefrag, urljoin

from packaging.utils import InvalidSdistFilename, InvalidWheelFilename, parse_sdist_filename, parse_wheel_filename
from packaging.version import InvalidVersion, Version

from licet.sources.plain import items, json_of, member, text

ACCEPT: Final = "application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html;q=0.2, text/html;q=0.1"
MAX_FILES: Final = 50_000
MAX_ATTRIBUTES: Final = 30

# None of these can go back over what it has taken.
_PAGE: Final = re.compile(r"<(?:html|body|a)[\s>]", re.IGNORECASE)
_ANCHOR: Final = re.compile(r"""<a\s((?:[^<>"']|"[^"<]{0,2000}"|'[^'<]{0,2000}'){1,8000}+)>""", re.IGNORECASE)
_ATTRIBUTE: Final = re.compile(
    r"""([A-Za-z][A-Za-z0-9-]{0,60}+)(?:\s{0,20}+=\s{0,20}+(?:"([^"]{0,2000}+)"|'([^']{0,2000}+)'|([^\s"'<>]{1,2000}+)))?"""
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageFile:
    """One file of a package: `metadata` is the hash of its metadata file, `yes` where one is there without a hash."""

    name: str
    address: str
    version: Version
    wheel: bool
    metadata: str = ""
    yanked: bool = False


def files_of(body: bytes, kind: str, address: str, package: str) -> tuple[PackageFile, ...] | None:
    """Return the wheels and source archives on a page; None where it is no page of an index."""
    if "json" in kind:
        said = json_of(body)
        if not isinstance(member(said, "files"), list):
            return None
        rows = [_of_json(one) for one in items(said, "files")]
    else:
        page = body.decode("utf-8", "replace")
        if not _PAGE.search(page):
            return None
        rows = list(_links(page))
    found = (_file(row, address, package) for row in rows[:MAX_FILES])
    return tuple(one for one in found if one is not None)


def chosen(files: Iterable[PackageFile], version: str) -> tuple[PackageFile, ...]:
    """Return the files of one version: the one that is pinned, else the newest that is released and not withdrawn.

    Wheels come first, those for every platform before others.
    """
    every = tuple(files)
    if version:
        try:
            wanted = Version(version)
        except InvalidVersion:
            return ()
        of_it = [one for one in every if one.version == wanted or str(one.version) == str(wanted).partition("+")[0]]
    else:
        standing = [one for one in every if not one.yanked]
        released = [one for one in standing if not one.version.is_prerelease] or standing
        newest = max((one.version for one in released), default=None)
        of_it = [one for one in released if one.version == newest]
    return tuple(sorted(of_it, key=lambda one: (not one.wheel, not one.name.endswith("-none-any.whl"), one.name)))


_Row = tuple[str, str, str, bool]
"""File name, address, hash of the metadata (or `yes`), whether withdrawn."""


def _of_json(value: object) -> _Row:
    found = member(value, "core-metadata")
    told = found if found is not None else member(value, "dist-info-metadata")
    digest = text(told, "sha256") or ("yes" if told and told is not None else "")
    return text(value, "filename"), text(value, "url"), digest, member(value, "yanked") not in (None, False)


def _links(page: str) -> Iterator[_Row]:
    """Yield the links of a page in HTML, found in one pass: the parser of the library takes long for what is broken."""
    for tag in islice(_ANCHOR.finditer(page), MAX_FILES):
        attributes = islice(_ATTRIBUTE.finditer(tag[1]), MAX_ATTRIBUTES)
        told = {found[1].lower(): unescape(found[2] or found[3] or found[4] or "") for found in attributes}
        address = told.get("href", "").strip()
        key = next((key for key in ("data-core-metadata", "data-dist-info-metadata") if key in told), "")
        metadata = told.get(key) or "yes"
        digest = "" if not key else metadata.removeprefix("sha256=") if "=" in metadata else "yes"
        name = unquote(address.partition("#")[0].partition("?")[0].rpartition("/")[2])
        yield name, address, digest, "data-yanked" in told


def _file(row: _Row, page: str, package: str) -> PackageFile | None:
    name, address, metadata, yanked = row
    if not name or not address or len(name) > 500:  # noqa: PLR2004 - no file has such a name
        return None
    try:
        wheel = name.endswith(".whl")
        own, version = parse_wheel_filename(name)[:2] if wheel else parse_sdist_filename(name)
        place = urldefrag(urljoin(f"{page.rstrip('/')}/", address)).url
    except (InvalidWheelFilename, InvalidSdistFilename, InvalidVersion, ValueError):
        return None
    if own != package:
        return None
    return PackageFile(name=name, address=place, version=version, wheel=wheel, metadata=metadata, yanked=yanked)
