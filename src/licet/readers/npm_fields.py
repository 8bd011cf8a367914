"""What the files of npm share: the license field in its three forms, and where a dependency comes from.

Source: npm documentation, `package.json` (fields license, dependencies) and package specifications.
"""

import re
from collections.abc import Mapping
from typing import Final

from licet.model.bom import Claim, LicenseText
from licet.model.vocabulary import Grade
from licet.readers.license_fields import MAX_CLAIM, license_field
from licet.readers.masking import mask
from licet.readers.opened import OpenedFile
from licet.readers.packages import Package, archive_package, git_package, local_package, npm_package
from licet.readers.structured import Shape, items, string, table

_FORGES: Final = {"github:": "github.com", "gitlab:": "gitlab.com", "bitbucket:": "bitbucket.org"}
_SHORT: Final = re.compile(r"[A-Za-z0-9][\w.-]{0,100}/[\w.-]{1,100}(?:#\S{0,200})?", re.ASCII)
_GIT: Final = ("git+", "git:", "git@", "ssh:")
_LOCAL: Final = ("file:", "link:", "./", "../", "/", "~/")


def license_claims(
    entry: Mapping[str, object], file: OpenedFile, line: int
) -> tuple[tuple[Claim, ...], tuple[LicenseText, ...]]:
    """Return the claims of an entry, and its license text where someone put a whole one into the field.

    Understands `license` as a string or `{type, url}`, and the older `licenses` list of either.
    """
    claims: list[Claim] = []
    texts: list[LicenseText] = []
    for value in (entry.get("license"), *(items(entry.get("licenses")) or (entry.get("licenses"),))):
        for one in value if isinstance(value, list) else [value]:
            fields = table(one)
            name, url = (
                string(fields.get("type")) or string(fields.get("name")),
                mask(string(fields.get("url"))[:MAX_CLAIM]),
            )
            found = license_field(string(one) or name, file.evidence(line))
            if isinstance(found, LicenseText):
                texts.append(found)
            elif found:
                claims.append(Claim(license=found.license, grade=Grade.METADATA, evidence=found.evidence, url=url))
            elif url:
                claims.append(Claim(license=url, grade=Grade.METADATA, evidence=file.evidence(line), url=url))
    return tuple(claims), tuple(texts)


def npm_source(name: str, spec: str, folder: str) -> Package:
    """Return the package that a dependency means: of the registry without version, or of git, an address, a path.

    Raises:
        ValueError: the name or the source is none.
    """
    if spec.startswith("npm:"):
        real, at, _ = spec.removeprefix("npm:").rpartition("@")
        return npm_package(real if at and real else spec.removeprefix("npm:"))
    for prefix, host in _FORGES.items():
        if spec.startswith(prefix):
            return git_package(f"https://{host}/{spec.removeprefix(prefix)}")
    if spec.startswith(_GIT) or spec.partition("#")[0].endswith(".git"):
        return git_package(spec)
    if spec.startswith(("http://", "https://")):
        return archive_package(spec, name=name)
    if spec.startswith(_LOCAL):
        return local_package(spec.removeprefix("link:"), folder=folder, name=name)
    if _SHORT.fullmatch(spec):
        return git_package(f"https://github.com/{spec}")
    return npm_package(name)


def fault_of_license(entry: Mapping[str, object], shape: Shape, where: str) -> None:
    """Report a license field whose type says nothing."""
    value = entry.get("license")
    if value is not None and not isinstance(value, str | dict | list):
        shape.string(value, f"{where}license")
