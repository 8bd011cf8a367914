"""The user's netrc file: which name and password a host is given, as pip, curl and git read it.

Source: Python's `netrc`, and where pip looks (`NETRC`, `~/.netrc`, `~/_netrc`). The entry `default` names no host, so
it would give a password to any; it is not used.
"""

import netrc
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final

MAX_FILE: Final = 256 * 1024
_NAMES: Final = (".netrc", "_netrc")
_DEFAULT: Final = "default"


def passwords() -> Mapping[str, tuple[str, str]]:
    """Return name and password by host; none where there is no file, or one that cannot be read."""
    named = os.environ.get("NETRC", "")
    places = [Path(named)] if named else [Path.home() / name for name in _NAMES]
    place = next((one for one in places if one.is_file()), None)
    if place is None:
        return {}
    try:
        if place.stat().st_size > MAX_FILE:
            return {}
        hosts = netrc.netrc(str(place)).hosts
    except (OSError, UnicodeDecodeError, netrc.NetrcParseError):
        return {}  # the words of the error may hold a password
    return {host.lower(): (user, word) for host, (user, _, word) in hosts.items() if host != _DEFAULT and word}
