"""Put files into a folder of theirs: whole, and without touching what was not written so."""

from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import Final

from licet.config.saving import save
from licet.errors import UsageError
from licet.notice.bundle import BundleFile

INDEX: Final = ".licet-files"
"""Lists what was written into the folder, so that nothing else is ever replaced or removed."""
_UNSCANNED: Final = BundleFile(path=".licetignore", text="# made of the project, and no part of it\n*\n")
_LIMIT: Final = 64 * 1024 * 1024


def outdated(folder: Path, files: Iterable[BundleFile]) -> list[str]:
    """The paths whose files are absent or differ, and those of an earlier time that are not needed."""
    wanted = {file.path: file.text for file in _all(files)}
    stale = [path for path, text in wanted.items() if _read(folder / path) != text]
    return sorted({*stale, *(path for path in _written(folder) if path not in wanted)})


def write(folder: Path, files: Iterable[BundleFile]) -> None:
    """Write every file beside its place and then put it there; files of an earlier time that are not needed go.

    Raises:
        UsageError: the folder holds files that were not written so, or cannot be written.
    """
    before = _written(folder)
    made = _all(files)
    wanted = {file.path for file in made}
    try:
        foreign = _foreign(folder, before) if folder.exists() else ""
        if foreign:
            raise UsageError(
                f"{folder} holds {foreign!r}, which Licet has not written", hint="name another folder with -o"
            )
        for file in made:
            (folder / file.path).parent.mkdir(parents=True, exist_ok=True)
            save(folder / file.path, file.text, through=False)
        for path in sorted(before - wanted):
            (folder / path).unlink(missing_ok=True)
    except OSError as error:
        hint = "check the folder and its rights"
        raise UsageError(f"cannot write {folder}: {error.strerror or error}", hint=hint) from error


def _all(files: Iterable[BundleFile]) -> list[BundleFile]:
    """The files, what keeps them out of scans, and the list of all of them."""
    made = [*files, _UNSCANNED]
    index = "".join(f"{path}\n" for path in sorted({INDEX, *(file.path for file in made)}))
    return [*made, BundleFile(path=INDEX, text=index)]


def _foreign(folder: Path, known: set[str]) -> str:
    """The first file in the folder that is not known, by name; links are not followed."""
    found = sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_symlink() or not path.is_dir()
    )
    return next((name for name in found if name not in known or (folder / name).is_symlink()), "")


def _written(folder: Path) -> set[str]:
    """The paths that were written before, as their list says; only plain paths inside the folder count."""
    paths = (PurePosixPath(line) for line in _read(folder / INDEX).splitlines() if line)
    return {str(path) for path in paths if not path.is_absolute() and ".." not in path.parts}


def _read(path: Path) -> str:
    """The text of a file of a bundle; empty where there is none that could be one."""
    try:
        if path.is_symlink() or not path.is_file() or path.stat().st_size > _LIMIT:
            return ""
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return ""
