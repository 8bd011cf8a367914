"""Put a changed system file in the place of the old one, whole or not at all."""

import os
import shutil
from pathlib import Path

from licet.errors import UsageError


def save(path: Path, text: str, *, through: bool = True) -> None:
    """Write a text as UTF-8, its line endings as they are; an old file keeps its mode.

    With `through` a link stays a link and what it leads to is written; else the file takes the place of the link.

    Raises:
        UsageError: the file cannot be written; the old one is as it was.
    """
    place = Path(os.path.realpath(path)) if through else path
    temporary = place.with_name(f".{place.name}.{os.getpid()}")
    try:
        try:
            with temporary.open("xb") as file:
                file.write(text.encode("utf-8"))
            if place.is_file() and not place.is_symlink():
                shutil.copymode(place, temporary)
            temporary.replace(place)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise UsageError(
            f"{path} cannot be written: {error.strerror}", hint="check the folder and its rights"
        ) from None
