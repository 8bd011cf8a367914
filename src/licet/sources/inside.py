"""Files of a local store, read under bounds and only where they lie in the store: a link out of it is refused."""

import os
import stat
from pathlib import Path
from typing import Final

_FLAGS: Final = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
NO_FILE: Final = "is no regular file; not opened"
MAX_NAMES: Final = 10_000
"""Entries of one folder of a store that are looked at."""


def read_inside(root: Path, path: str, limit: int) -> bytes | str | None:
    """Return the bytes of a regular file below the root, or why they are not read; None where there is none.

    Links are followed within the root, as stores use them, and refused where they leave it.
    """
    real = Path(os.path.realpath(root / path))
    if not real.is_relative_to(os.path.realpath(root)):
        return "is a link that leaves the store; not followed"
    try:
        handle = os.open(real, _FLAGS)
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            os.close(handle)
            return NO_FILE
        with os.fdopen(handle, "rb") as stream:
            data = stream.read(limit + 1)
    except FileNotFoundError:
        return None
    except OSError as error:
        return f"cannot be read: {(error.strerror or 'the system refuses').lower()}"
    return data if len(data) <= limit else f"is larger than {limit // 1024} KiB; not read"


def names_inside(root: Path, path: str) -> tuple[str, ...]:
    """Return the names in a folder below the root, sorted; none where it is no folder of the root."""
    real = Path(os.path.realpath(root / path))
    if not real.is_relative_to(os.path.realpath(root)):
        return ()
    try:
        with os.scandir(real) as listing:
            return tuple(sorted(item.name for item, _ in zip(listing, range(MAX_NAMES), strict=False)))
    except OSError:
        return ()
