"""Requirements of Python packages as one string (PEP 508, PEP 440): which package is meant, and when."""

import re
from typing import TYPE_CHECKING, Final

from licet.readers.packages import (
    Package,
    archive_package,
    conditional,
    git_package,
    local_package,
    pypi_package,
    shown,
)

if TYPE_CHECKING:
    from packaging.requirements import Requirement

MAX_REQUIREMENT: Final = 4_000
"""Characters of one requirement."""
VERSION_CONTROL: Final = ("git+", "hg+", "svn+", "bzr+")

_EXTRA: Final = re.compile(r"\bextra\b")
_ADDRESSES: Final = ("http://", "https://", "ftp://")
_ARCHIVES: Final = (".whl", ".tar.gz", ".zip", ".tar.bz2", ".tgz")


def parse_requirement(text: str, *, folder: str) -> Package:
    """Return the package that a requirement names; paths in it are relative to `folder`.

    Raises:
        ValueError: it is no requirement, or names nothing that can be told.
    """
    requirement = _parsed(text)
    note = f"if {requirement.marker}" if requirement.marker else ""
    if requirement.url:
        return conditional(parse_address(requirement.url, folder=folder, name=requirement.name), note)
    return conditional(pypi_package(requirement.name, _pinned(requirement)), note)


def parse_address(text: str, *, folder: str, name: str = "") -> Package:
    """Return the package at an address or a path, as `pip install` takes it.

    Raises:
        ValueError: it names nothing that can be told.
    """
    if text.startswith("git+"):
        return git_package(text, name=name or _egg(text))
    if text.startswith(VERSION_CONTROL):
        return archive_package(text.partition("+")[2], name=name)
    if text.startswith(_ADDRESSES):
        return archive_package(text, name=name)
    return local_package(text.partition("#")[0].partition("[")[0], folder=folder, name=name)


def is_address(text: str) -> bool:
    """Tell whether a line is an address or a path rather than a requirement with a name."""
    bare = text.partition("#")[0].partition(";")[0].strip()
    return text.startswith((*VERSION_CONTROL, *_ADDRESSES, "file:", ".", "/", "~")) or (
        bare.endswith(_ARCHIVES) and "@" not in bare
    )


def only_with_extra(text: str) -> bool:
    """Tell whether a requirement applies only where an extra is asked for.

    Raises:
        ValueError: it is no requirement.
    """
    marker = str(_parsed(text).marker or "")
    return bool(marker) and all(_EXTRA.search(branch) for branch in marker.split(" or "))


def _parsed(text: str) -> "Requirement":
    from packaging.requirements import InvalidRequirement, Requirement  # noqa: PLC0415 - only manifests pay for it

    if len(text) > MAX_REQUIREMENT:
        raise ValueError(f"a requirement is longer than {MAX_REQUIREMENT} characters")
    try:
        return Requirement(text)
    except InvalidRequirement:
        raise ValueError(f"{shown(text)} is no requirement") from None
    except RecursionError:
        raise ValueError("the condition of a requirement is nested too deep") from None


def _pinned(requirement: "Requirement") -> str:
    """Return the one version that a requirement allows; empty where it allows several."""
    for specifier in sorted(requirement.specifier, key=str):
        if specifier.operator in {"==", "==="} and not specifier.version.endswith(".*"):
            return specifier.version
    return ""


def _egg(text: str) -> str:
    fragment = text.partition("#")[2]
    values = dict(pair.partition("=")[::2] for pair in fragment.split("&"))
    return values.get("egg", "").partition("[")[0]
