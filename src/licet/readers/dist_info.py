"""`*.dist-info/METADATA`: what an installed Python package claims of its license, and what it needs.

Source: PyPA core metadata 2.4 (License-Expression before License before classifiers, INPUTS 4.3).
"""

from collections.abc import Iterator
from typing import Final

from licet.model.bom import Claim, Found, LicenseText, Link, Problem
from licet.readers.license_fields import classifier_claims, license_field
from licet.readers.license_files import installed_package
from licet.readers.opened import OpenedFile
from licet.readers.packages import Package, component, conditional, normal_name, pypi_package, shown, uses
from licet.readers.requirement_strings import only_with_extra, parse_requirement
from licet.readers.structured import MAX_FAULTS

NAME: Final = "dist-info"
LIMIT: Final = 8 * 1024 * 1024
MAX_HEADERS: Final = 512 * 1024
"""Bytes before the long description."""

Headers = list[tuple[str, str, int]]
"""Name in small letters, value, line."""


def wants(path: str) -> bool:
    """Tell whether the path is one of the metadata of an installed package."""
    folder, _, name = path.rpartition("/")
    return name == "METADATA" and folder.endswith(".dist-info")


def read(file: OpenedFile) -> Found:
    """Return the package that the folder names, with its claims and the packages it needs."""
    package = installed_package(file.path)
    if not package:
        return file.problem("the folder's name holds no package name and version")
    return read_metadata(file, package, file.data)


def read_metadata(file: OpenedFile, package: Package, data: bytes) -> Found:
    """Return what the metadata of a package say, as found in a file; `data` is the content of `METADATA`."""
    header, _, _ = data.replace(b"\r\n", b"\n").partition(b"\n\n")
    if len(header) > MAX_HEADERS:
        return file.problem(f"not read: more than {MAX_HEADERS // 1024} KiB of headers")
    if b"\x00" in header:
        return file.problem("not text: it holds NUL bytes")
    headers = _headers(header.decode("utf-8-sig", "replace"))
    problems = list(_identity_problems(file, headers, normal_name(package.name)))
    claims, texts = _licenses(file, headers)
    links: list[Link] = []
    for _, value, line in (header for header in headers if header[0] == "requires-dist"):
        try:
            if only_with_extra(value):
                continue
            needed = parse_requirement(value, folder=file.folder)
        except ValueError as error:
            problems.append(Problem(path=file.path, line=line, reason=f"Requires-Dist: {error}"))
            continue
        links.append(uses(package.id, needed.id, file.evidence(line, needed.note)))
    found = component(conditional(package, ""), file.evidence(), claims=claims, texts=texts)
    return Found(components=(found,), links=tuple(links), problems=tuple(problems[: MAX_FAULTS + 1]))


def _headers(text: str) -> Headers:
    """Return the headers in order with their lines."""
    from email.parser import HeaderParser  # noqa: PLC0415 - only an environment pays for it

    lines: dict[str, list[int]] = {}
    for number, line in enumerate(text.split("\n"), 1):
        name, colon, _ = line.partition(":")
        if colon and line[:1].strip():
            lines.setdefault(name.lower(), []).append(number)
    counts: dict[str, int] = {}
    found: Headers = []
    for name, value in HeaderParser().parsestr(text).items():
        key = name.lower()
        index = counts[key] = counts.get(key, -1) + 1
        at = lines.get(key, [])
        found.append((key, str(value), at[index] if index < len(at) else 0))
    return found


def _licenses(file: OpenedFile, headers: Headers) -> tuple[tuple[Claim, ...], tuple[LicenseText, ...]]:
    claims: list[Claim] = []
    texts: list[LicenseText] = []
    for key in ("license-expression", "license"):
        for value, line in ((value, line) for name, value, line in headers if name == key):
            found = license_field(_unfolded(value), file.evidence(line))
            if isinstance(found, Claim):
                claims.append(found)
            elif found:
                texts.append(found)
    classifiers = ((value.strip(), file.evidence(line)) for name, value, line in headers if name == "classifier")
    return (*claims, *classifier_claims(classifiers)), tuple(texts)


def _unfolded(value: str) -> str:
    """Take off the indent, or the bar, by which a value of several lines is continued."""
    first, *rest = value.split("\n")
    return "\n".join((first, *(line.removeprefix("       |").removeprefix("        ") for line in rest)))


def _identity_problems(file: OpenedFile, headers: Headers, name: str) -> Iterator[Problem]:
    """Report metadata that is missing, or belongs to another package than the folder's name says."""
    stated = next((value.strip() for key, value, _ in headers if key == "name"), "")
    if not stated:
        yield Problem(path=file.path, reason="the metadata names no package, so what it claims is not known")
        return
    try:
        same = normal_name(pypi_package(stated).name) == name
    except ValueError:
        same = False
    if not same:
        yield Problem(path=file.path, reason=f"the metadata is that of {shown(stated)}, not of the folder's package")
