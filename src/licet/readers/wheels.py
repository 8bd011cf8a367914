"""Wheels (`.whl`) that lie in a project: the metadata and license texts in them; nothing else of them is looked at.

Source: PyPA specification, binary distribution format; core metadata as of installed packages.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from licet.model.bom import PRODUCT, Found, LicenseText
from licet.readers import dist_info
from licet.readers.opened import OpenedFile
from licet.readers.packages import pypi_package, uses

NAME: Final = "wheels"
LIMIT: Final = 256 * 1024 * 1024

MAX_MEMBERS: Final = 100_000
MAX_METADATA: Final = 4 * 1024 * 1024
MAX_TEXTS: Final = 50
MAX_TEXT: Final = 1024 * 1024
"""Bytes of one license text."""

_NAME: Final = re.compile(r"([A-Za-z0-9._]{1,200})-([A-Za-z0-9._+!]{1,100})-[A-Za-z0-9._-]{1,300}\.whl", re.ASCII)
_METADATA: Final = re.compile(r"[^/]{1,400}\.dist-info/METADATA")
_TEXT: Final = re.compile(
    r"[^/]{1,400}\.dist-info/(?:[^/]{1,100}/){0,4}(?:licen[sc]e|copying|notice)[^/]{0,100}", re.IGNORECASE
)


def wants(path: str) -> bool:
    """Tell whether a file is a wheel, by its name."""
    return path.lower().endswith(".whl")


def read(file: OpenedFile) -> Found:
    """Return the package in a wheel with its claims, texts and needs."""
    named = _NAME.fullmatch(file.name)
    if not named:
        return file.problem("is no wheel by its name, so its package is not known")
    try:
        package = pypi_package(named[1], named[2])
        with zipfile.ZipFile(io.BytesIO(file.data)) as archive:
            members = archive.infolist()
            if len(members) > MAX_MEMBERS:
                return file.problem(f"not read: more than {MAX_MEMBERS} files in the wheel")
            told = next((one for one in members if _METADATA.fullmatch(one.filename)), None)
            if told is None:
                return file.problem("the wheel holds no METADATA")
            found = dist_info.read_metadata(file, package, _inflated(archive, told, MAX_METADATA))
            texts = tuple(_texts(file, archive, members))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError):
        return file.problem("is no readable wheel", hint="build or download it again")
    here = file.evidence(note="a wheel in the project")
    parts = tuple(replace(one, texts=(*one.texts, *texts)) if one.id == package.id else one for one in found.components)
    return replace(found, components=parts, links=(uses(PRODUCT, package.id, here), *found.links))


def _inflated(archive: zipfile.ZipFile, member: zipfile.ZipInfo, limit: int) -> bytes:
    """Return a member of an archive, at most so many bytes.

    Raises:
        ValueError: it is longer.
    """
    with archive.open(member) as stream:
        data = stream.read(limit + 1)
    if len(data) > limit:
        raise ValueError("too long")
    return data


def _texts(file: OpenedFile, archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> Iterator[LicenseText]:
    wanted = [one for one in members if _TEXT.fullmatch(one.filename) and not one.is_dir()]
    for member in wanted[:MAX_TEXTS]:
        try:
            data = _inflated(archive, member, MAX_TEXT)
        except ValueError:
            continue  # a text of a megabyte is no license
        text = data.decode("utf-8", "replace").replace("\r\n", "\n").replace("\x00", "\ufffd")
        name = member.filename.rpartition("/")[2]
        role = "notice" if name.lower().startswith("notice") else "license"
        here = file.evidence(note=f"{name[:100]} in the wheel")
        yield LicenseText(text=text, role="notice" if role == "notice" else "license", covers="all", evidence=here)
