"""Which addresses may be asked, and how they are shown: without user, password, query and fragment."""

import ipaddress
from typing import Final
from urllib.parse import SplitResult, urlsplit

MAX_ADDRESS: Final = 4_096
"""Characters of an address."""
_DEFAULT_PORTS: Final = {"https": 443, "http": 80}


def origin(address: str) -> str:
    """Return scheme, host and port of an address in one form, empty where it has none."""
    parts = _split(address)
    if parts is None:
        return ""
    port = parts.port or _DEFAULT_PORTS.get(parts.scheme, 0)
    return f"{parts.scheme}://{(parts.hostname or '').lower()}:{port}"


def shown(address: str) -> str:
    """Return an address as it may stand in a report."""
    parts = _split(address)
    if parts is None:
        return "(an address that cannot be read)"
    port = f":{parts.port}" if parts.port else ""
    return f"{parts.scheme}://{parts.hostname}{port}{parts.path}"


def fault_of(address: str, *, come_from: str = "") -> str:
    """Return why an address may not be asked; empty where it may.

    Only https, and http to the machine itself. A redirect from elsewhere never leads to the machine itself.
    """
    parts = _split(address)
    if parts is None or len(address) > MAX_ADDRESS or not address.isprintable() or " " in address:
        return "the address cannot be read"
    local = is_loopback(parts.hostname or "")
    if parts.scheme != "https" and not (parts.scheme == "http" and local):
        return "the address is not https"
    if come_from and local and not is_loopback(urlsplit(come_from).hostname or ""):
        return "it leads to this machine from elsewhere"
    return ""


def is_loopback(host: str) -> bool:
    """Tell whether a host is this machine, by its name or its number."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _split(address: str) -> SplitResult | None:
    try:
        parts = urlsplit(address)
        known = parts.hostname and parts.scheme and parts.port != 0
    except ValueError:
        return None
    return parts if known else None
