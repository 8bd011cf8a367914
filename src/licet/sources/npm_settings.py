"""Which npm registries are asked, and with what secret, as the user's `.npmrc` and the environment say.

Source: npm's guides on `.npmrc` and on scopes (`registry`, `@scope:registry`, `//host/path/:_authToken`, `:_auth`,
`:username` with `:_password`, `${VARIABLE}`). The `.npmrc` of a scanned project is not read: it could send the
variables of whoever scans it to a host of its choice. A secret without a host, as old npm wrote it, is not used.
"""

import base64
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from licet.sources.addresses import fault_of, origin

NPM: Final = "https://registry.npmjs.org"
MAX_RC: Final = 64 * 1024
_VARIABLE: Final = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]{0,200})(\??)\}")
_SCOPE: Final = re.compile(r"(@[A-Za-z0-9_~-][A-Za-z0-9._~-]{0,100}):registry")
_SECRET: Final = re.compile(r"//([^\s@?#]{1,1000}?)/?:(_authToken|_auth|username|_password)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Registries:
    """The registry of all packages, those of single scopes, and secrets by the beginning of an address."""

    registry: str = NPM
    scopes: Mapping[str, str] = field(default_factory=dict)
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)


def settings() -> Registries:
    """Return the registries that npm would use here."""
    told: dict[str, str] = {}
    for place in (
        _variable("NPM_CONFIG_GLOBALCONFIG"),
        _variable("NPM_CONFIG_USERCONFIG") or str(Path.home() / ".npmrc"),
    ):
        told |= dict(_read(Path(place))) if place else {}
    scopes = {match[1]: plain for key in told if (match := _SCOPE.fullmatch(key)) and (plain := _plain(told[key]))}
    registry = _plain(_variable("NPM_CONFIG_REGISTRY") or told.get("registry", "")) or NPM
    return Registries(registry=registry, scopes=scopes, secrets=_secrets(told))


def _variable(name: str) -> str:
    return os.environ.get(name.lower()) or os.environ.get(name) or ""


def _read(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the settings of a file; none where it cannot be read."""
    try:
        if not path.is_file() or path.stat().st_size > MAX_RC:
            return
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return
    for line in lines:
        key, is_setting, value = line.strip().partition("=")
        if is_setting and not key.startswith((";", "#")):
            yield _filled(key.strip()), _filled(value.strip().strip("\"'"))


def _filled(text: str) -> str:
    """Put in the variables of the environment; one that is not set stays as it is written, or is empty after `?`."""
    return _VARIABLE.sub(lambda match: os.environ.get(match[1], "" if match[2] else match[0]), text)


def _plain(address: str) -> str:
    """Return an address without user, password, query and last slash; empty where it is none."""
    text = address.strip().strip("\"'").rstrip("/")
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    host = parts.netloc.rpartition("@")[2]
    return f"{parts.scheme}://{host}{parts.path}" if parts.scheme and host else ""


def _secrets(told: Mapping[str, str]) -> dict[str, str]:
    """Return what each place is sent as Authorization; a token counts before a pair, and a pair before its parts."""
    by_place: dict[str, dict[str, str]] = {}
    for key, value in told.items():
        if (match := _SECRET.fullmatch(key)) and value and value.isascii() and value.isprintable():
            by_place.setdefault(match[1], {})[match[2]] = value
    found: dict[str, str] = {}
    for place, words in by_place.items():
        authorization = _authorization(words)
        # A place has no scheme. http is asked on this machine alone, so a secret never travels in the open.
        for address in (f"https://{place}", f"http://{place}"):
            if authorization and origin(address) and not fault_of(address):
                found[origin(address) + urlsplit(address).path.rstrip("/")] = authorization
    return found


def _authorization(words: Mapping[str, str]) -> str:
    if "_authToken" in words:
        return f"Bearer {words['_authToken']}"
    if "_auth" in words:
        return f"Basic {words['_auth']}"
    if "username" not in words or "_password" not in words:
        return ""
    try:
        password = base64.b64decode(words["_password"], validate=True)
    except ValueError:
        return ""
    return f"Basic {base64.b64encode(words['username'].encode() + b':' + password).decode()}"
