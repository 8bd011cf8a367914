"""Where pip looks for packages: indexes and folders of files, as its configuration and the environment say.

Source: pip's guide on configuration (files and their order, environment variables). A user name and a password in the
address of an index become an Authorization for its origin; the address is kept without them. For an index without a
password the user's netrc file is asked, as pip does.
"""

import base64
import configparser
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit, urlunsplit

from licet.sources import netrc_file
from licet.sources.addresses import origin

PYPI: Final = "https://pypi.org/simple"
MAX_SETTINGS: Final = 256 * 1024
_SECTIONS: Final = ("global", "install", "download")
_SYSTEM: Final = ("/etc/xdg/pip/pip.conf", "/etc/pip.conf")
_KEYS: Final = ("index-url", "extra-index-url", "find-links", "no-index")


@dataclass(frozen=True, slots=True, kw_only=True)
class Indexes:
    """The indexes in the order in which they are asked, the places of loose files, the secrets by origin."""

    indexes: tuple[str, ...]
    links: tuple[str, ...] = ()
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)


def settings() -> Indexes:
    """Return the indexes that pip would use here."""
    told: dict[str, str] = {}
    for path in _files():
        told |= _read(path)
    for key in _KEYS:
        value = os.environ.get(f"PIP_{key.replace('-', '_').upper()}", "").strip()
        told |= {key: value} if value else {}
    indexes = [] if _true(told.get("no-index", "")) else [told.get("index-url") or PYPI]
    indexes += [] if _true(told.get("no-index", "")) else told.get("extra-index-url", "").split()
    secrets: dict[str, str] = {}
    plain = [_without_secret(one, secrets) for one in indexes]
    links = [_without_secret(_as_address(one), secrets) for one in told.get("find-links", "").split()]
    secrets = {**_of_netrc((*plain, *links)), **secrets}
    return Indexes(indexes=tuple(dict.fromkeys(plain)), links=tuple(dict.fromkeys(links)), secrets=secrets)


def _files() -> Iterator[Path]:
    """Yield the files of settings, the weakest first."""
    only = os.environ.get("PIP_CONFIG_FILE", "")
    if only == os.devnull:
        return
    home = Path.home()
    own = Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config")
    if sys.platform == "win32":
        yield Path(os.environ.get("PROGRAMDATA", "C:/ProgramData")) / "pip" / "pip.ini"
        yield home / "pip" / "pip.ini"
        yield Path(os.environ.get("APPDATA", str(home))) / "pip" / "pip.ini"
    else:
        yield from map(Path, _SYSTEM)
        yield home / ".pip" / "pip.conf"
        yield home / "Library" / "Application Support" / "pip" / "pip.conf"
        yield own / "pip" / "pip.conf"
    if environment := os.environ.get("VIRTUAL_ENV"):
        yield Path(environment) / ("pip.ini" if sys.platform == "win32" else "pip.conf")
    if only:
        yield Path(only)


def _read(path: Path) -> dict[str, str]:
    """Return what a file sets; what pip itself could not read sets nothing."""
    parser = configparser.RawConfigParser()
    try:
        if not path.is_file() or path.stat().st_size > MAX_SETTINGS:
            return {}
        parser.read_string(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, configparser.Error):
        return {}
    told: dict[str, str] = {}
    for section in _SECTIONS:
        for key in _KEYS:
            value = parser.get(section, key, fallback="").strip()
            told |= {key: value} if value else {}
    return told


def _true(word: str) -> bool:
    return word.lower() in {"1", "true", "yes", "on", "y", "t"}


def _as_address(place: str) -> str:
    return place if "://" in place else Path(place).expanduser().absolute().as_uri()


def _without_secret(address: str, secrets: dict[str, str]) -> str:
    try:
        parts = urlsplit(address.rstrip("/"))
    except ValueError:
        return ""
    user, at, host = parts.netloc.rpartition("@")
    plain = urlunsplit((parts.scheme, host, parts.path, "", ""))
    if at and user and origin(plain):
        name, has_password, password = user.partition(":")
        known = ("", "") if has_password else netrc_file.passwords().get(urlsplit(plain).hostname or "", ("", ""))
        # A name alone picks the password of the netrc file where that is of the same name.
        word = known[1] if not has_password and known[0] == unquote(name) else unquote(password)
        secrets[origin(plain)] = _basic(unquote(name), word)
    return plain


def _of_netrc(addresses: Iterable[str]) -> dict[str, str]:
    """Return what the netrc file gives the hosts of these addresses, and no other."""
    known = netrc_file.passwords()
    found: dict[str, str] = {}
    for address in addresses:
        host = urlsplit(address).hostname or ""
        if host in known and origin(address):
            found[origin(address)] = _basic(*known[host])
    return found


def _basic(name: str, password: str) -> str:
    return f"Basic {base64.b64encode(f'{name}:{password}'.encode()).decode()}"
