"""The hint behind `did you mean`."""

from collections.abc import Iterable

_LONGEST = 80
"""Characters; a longer name is no slip of the pen, and comparing takes time by the square of it."""


def nearest(name: str, choices: Iterable[str]) -> str:
    """Return the choice that `name` most likely stands for; empty where none is close."""
    from difflib import get_close_matches  # noqa: PLC0415 - wanted on errors only

    if len(name) > _LONGEST:
        return ""
    plain: dict[str, str] = {}
    for choice in sorted(choices):
        plain.setdefault(_plain(choice), choice)
    close = get_close_matches(_plain(name), list(plain), n=1, cutoff=0.6)
    return plain[close[0]] if close else ""


def _plain(name: str) -> str:
    return name.strip().casefold().replace("_", "-").replace(" ", "-")
