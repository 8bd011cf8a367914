"""Put a changed system file in the place of the old one, whole or not at all."""

import os
import shutil
from pathlib import Path

from licet.errors import UsageError


def save(path: Path, text: str) -> None:
    """Write a text as UTF-8, its line endings as they are; an old file keeps its mode, and a link stays a link.

    Raises:
        UsageError: the file cannot be written; the old one is as it was.
    """
    place = Path(os.path.realpath(path))
    temporary = place.with_name(f".{place.name}.{os.getpid()}")
    try:
        try:
            with temporary.open("xb") as file:
                file.write(text.encode("utf-8"))
            if place.exists():
                shutil.copymode(place, temporary)
            temporary.replace(place)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise UsageError(
            f"{path} cannot be written: {error.strerror}", hint="check the folder and its rights"
        ) from None
