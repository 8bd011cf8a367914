"""References to container images, and the `${VARIABLE}` forms that stand in them.

Source: the grammar of image references (distribution), the purl type `docker`; the forms `${A:-b}` and `${A-b}` of
compose files and shells, and `${A:b}` of settings. What an image holds is not looked at: it is a part of its own,
under its server's license.
"""

import re
from collections.abc import Mapping
from typing import Final

from licet.readers.hub_ids import UNKNOWN, Identity, unresolved
from licet.readers.masking import mask

MAX_REFERENCE: Final = 300

_NAME: Final = re.compile(r"[a-z0-9]+(?:[._/-]+[a-z0-9]+)*", re.ASCII)
_VERSION: Final = re.compile(r"[\w][\w.+-]{0,127}|sha256:[0-9a-f]{64}", re.ASCII)
_VARIABLE: Final = re.compile(
    r"\$\{([A-Za-z_][A-Za-z0-9_]{0,100})(?:(:?[-+?=]|:)([^${}]{0,500}))?\}|\$([A-Za-z_][A-Za-z0-9_]{0,100})"
)
_HUBS: Final = frozenset({"docker.io", "index.docker.io", "registry-1.docker.io"})
_NOTHING: Final = "scratch"
_NUMBERS: Final = re.compile(r"v?(\d+(?:\.\d+)*)(?:[-_.]|$)")


def filled(text: str, values: Mapping[str, str] | None = None) -> str:
    """Return the text with variables replaced: by their known value, else the default that is written, else `{?}`.

    A second pass fills what a value or default itself holds.
    """
    known = values or {}

    def value(found: re.Match[str]) -> str:
        name = found[1] or found[4]
        if known.get(name):
            return known[name]
        default = found[3] if found[2] in {":-", "-", ":=", "=", ":"} else None
        return UNKNOWN if default is None else default

    once = _VARIABLE.sub(value, text[:4000])
    return _VARIABLE.sub(value, once) if "$" in once else once


def image_identity(text: str, values: Mapping[str, str] | None = None) -> Identity | None:
    """Return the image that a reference names; None for `scratch`, which is nothing."""
    whole = filled(text, values).strip().removeprefix("docker://")
    reference, _, digest = whole.partition("@")
    path, colon, tag = reference.rpartition(":")
    if not colon or "/" in tag:
        path, tag = reference, ""
    host, slash, rest = path.partition("/")
    registry = host.lower() if slash and (host == "localhost" or "." in host or ":" in host) else ""
    name = (rest if registry else path).lower()
    if name == _NOTHING and not registry:
        return None
    if not _NAME.fullmatch(name) or len(whole) > MAX_REFERENCE or (registry and UNKNOWN in registry):
        return unresolved(mask(text))
    version = digest if _VERSION.fullmatch(digest) else tag if _VERSION.fullmatch(tag) else ""
    if registry in _HUBS:
        registry, name = "", name.removeprefix("library/")
    return _identity(registry, name.removeprefix("library/"), version)


def _identity(registry: str, name: str, version: str) -> Identity:
    from packageurl import PackageURL  # noqa: PLC0415 - a project without images does not pay for it

    namespace, _, last = name.rpartition("/")
    purl = PackageURL(
        type="docker",
        namespace=namespace or None,
        name=last,
        version=version or None,
        qualifiers={"repository_url": registry} if registry else None,
    ).to_string()
    shown = f"{registry}/{name}" if registry else name
    # A tag begins with the version of what is in the image, where it tells one: `7.4-alpine`.
    told = _NUMBERS.match(version)
    return Identity(id=purl, name=shown, purl=purl, version=told[1] if told else version)
