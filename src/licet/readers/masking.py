"""Secrets in what a scan quotes: tokens and passwords are cut before they reach evidence."""

import re
from typing import Final

_HIDDEN: Final = "***"

# Published prefixes of access tokens; what follows them is the secret. Every pattern is one run of one class.
_PREFIXED: Final = re.compile(
    r"\b(hf_|api_org_|sk-|sk_live_|rk_live_|gh[opsur]_|github_pat_|glpat-|xox[abeoprs]-|gsk_|r8_|nvapi-|pplx-|pypi-"
    r"|AIza|AKIA|ASIA|ya29\.|eyJ|dop_v1_|tgp_v1_|fw_|npm_)[A-Za-z0-9_.-]{10,}"
)
_CREDENTIALS: Final = re.compile(r"(://)[^/\s:@'\"]{1,200}(?::[^/\s@'\"]{0,200})?@")
_NAMED: Final = re.compile(
    r"(?i)\b([a-z_]{0,40}(?:token|api_?key|secret|password|passwd|access_?key)[\"']?[ ]?[=:][ ]?[\"']?)([^\s\"',)]{6,})"
)
_LONG: Final = re.compile(r"[A-Za-z0-9+_]{32,}={0,2}")
_HASHES: Final = frozenset({40, 64})
_HEX: Final = frozenset("0123456789abcdefABCDEF")
MAX_LENGTH: Final = 4_000
"""Longer texts are cut before they are masked."""


def mask(text: str) -> str:
    """Return the text with what looks like a token, a key or a password replaced by `***`.

    A commit id or a SHA-256 sum (40 or 64 hexadecimal digits) is no secret and stays.
    """
    bounded = text[:MAX_LENGTH]
    bounded = _CREDENTIALS.sub(rf"\1{_HIDDEN}@", bounded)
    bounded = _PREFIXED.sub(rf"\1{_HIDDEN}", bounded)
    bounded = _NAMED.sub(_named, bounded)
    return _LONG.sub(_long, bounded)


def clean(text: str) -> str:
    """Return the text on one line, with what cannot be printed or written as UTF-8 replaced by U+FFFD."""
    line = " ".join(text.split())
    return line if line.isprintable() else "".join(char if char.isprintable() else "\ufffd" for char in line)


def _named(match: re.Match[str]) -> str:
    value = match[2]
    # A name or a call (`token=HF_TOKEN`, `api_key=os.getenv(`) is no secret; a quoted value is.
    quoted = match[1].endswith(("'", '"'))
    return match[1] + _HIDDEN if quoted or any(map(str.isdigit, value)) else match[0]


def _long(match: re.Match[str]) -> str:
    run = match[0]
    if _HEX.issuperset(run):
        return run if len(run) in _HASHES else run[:2] + _HIDDEN
    mixed = any(map(str.isdigit, run)) and any(map(str.isupper, run)) and any(map(str.islower, run))
    return run[:2] + _HIDDEN if mixed else run
