"""Put a bundle into its folder: whole, and without touching what it did not write."""

import json
import os
from pathlib import Path

from licet.errors import UsageError
from licet.notice import MANIFEST, Bundle

_LIMIT = 4 * 1024 * 1024


def outdated(folder: Path, bundle: Bundle) -> list[str]:
    """The paths of the bundle whose files are absent or differ, and those of an earlier one that are not needed."""
    wanted = {file.path: file.text for file in bundle.files}
    stale = [path for path, text in wanted.items() if _read(folder / path) != text]
    return sorted({*stale, *(path for path in _written(folder) if path not in wanted)})


def write(folder: Path, bundle: Bundle) -> None:
    """Write every file beside its place and then put it there; files of an earlier bundle that are not needed go.

    Raises:
        UsageError: the folder holds files that no bundle has written, or cannot be written.
    """
    before = _written(folder)
    wanted = {file.path for file in bundle.files}
    try:
        foreign = _foreign(folder, {*before, *wanted, MANIFEST}) if folder.exists() else ""
        if foreign:
            raise UsageError(
                f"{folder} holds {foreign!r}, which no bundle has written", hint="name another folder with -o"
            )
        for file in bundle.files:
            _replace(folder / file.path, file.text)
        for path in sorted(before - wanted):
            (folder / path).unlink(missing_ok=True)
    except OSError as error:
        raise UsageError(
            f"cannot write {folder}: {error.strerror or error}", hint="check the folder and its rights"
        ) from error


def _foreign(folder: Path, known: set[str]) -> str:
    """The first file in the folder that is not known, by name; links are not followed."""
    found = sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_symlink() or not path.is_dir()
    )
    written = bool(_written(folder))
    strange = [name for name in found if name not in known or not written or (folder / name).is_symlink()]
    return strange[0] if strange else ""


def _written(folder: Path) -> set[str]:
    """The paths that an earlier bundle wrote, as its manifest says; only plain paths inside the folder count."""
    text = _read(folder / MANIFEST)
    try:
        files = json.loads(text) if text else {}
    except (ValueError, RecursionError):
        return set()
    listed = files.get("files") if isinstance(files, dict) else None
    names = set(listed) if isinstance(listed, dict) else set()
    inside = {name for name in names if not Path(name).is_absolute() and ".." not in Path(name).parts}
    return inside | {MANIFEST} if listed else set()


def _read(path: Path) -> str:
    """The text of a file of a bundle; empty where there is none that could be one."""
    try:
        if path.is_symlink() or not path.is_file() or path.stat().st_size > _LIMIT:
            return ""
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


def _replace(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name[:40]}.{os.getpid()}.part")
    try:
        temporary.write_text(text, "utf-8", newline="")
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
