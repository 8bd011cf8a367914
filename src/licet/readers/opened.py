"""What a reader receives: one opened file, never a path to roam."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from licet.model.bom import Evidence, Found, Problem

_Kept = TypeVar("_Kept")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Project:
    """The files around the one that is read: their paths in order, and a way to open one of these under bounds.

    A reader looks at them only for what its own file refers to, such as a constant that it imports.
    """

    paths: tuple[str, ...]
    open: Callable[[str], "OpenedFile | None"]
    _kept: dict[type, object] = field(default_factory=dict)

    def kept(self, kind: type[_Kept], make: Callable[[], _Kept]) -> _Kept:
        """Return what was worked out of the project's files once; `make` does it the first time."""
        known = self._kept.get(kind)
        if not isinstance(known, kind):
            known = self._kept[kind] = make()
        return known


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedFile:
    """The bounded bytes of one file; `path` is relative to the root, with forward slashes.

    Where a reader looks at a text that was taken out of the file, such as the code of a notebook, `lines` says on which
    line of the file each line of that text stands. `project` is None where a file is read alone.
    """

    path: str
    data: bytes
    sha256: str
    lines: tuple[int, ...] = ()
    project: Project | None = None

    @property
    def name(self) -> str:
        """The last part of the path."""
        return self.path.rpartition("/")[2]

    @property
    def folder(self) -> str:
        """The path of the folder that holds the file; empty for the root."""
        return self.path.rpartition("/")[0]

    def evidence(self, line: int = 0, note: str = "") -> Evidence:
        """Evidence for something on `line` of this file (0: the whole file)."""
        return Evidence(path=self.path, line=self._line(line), sha256=self.sha256, note=note)

    def problem(self, reason: str, *, line: int = 0, hint: str = "", hides: bool = True) -> Found:
        """A result that says only that this file is bad."""
        at = self._line(line)
        return Found(problems=(Problem(path=self.path, reason=reason, line=at, hint=hint, hides=hides),))

    def text(self) -> str:
        """The file as text; a byte order mark is honored, line ends become newlines.

        Raises:
            UnicodeDecodeError: the bytes are no UTF-8 (or UTF-16 with a mark), or hold NUL.
        """
        marked = self.data.startswith((b"\xff\xfe", b"\xfe\xff"))
        text = self.data.decode("utf-16" if marked else "utf-8-sig")
        if "\x00" in text:
            raise UnicodeDecodeError("utf-8", b"\x00", 0, 1, "the file holds NUL bytes")
        return text.replace("\r\n", "\n").replace("\r", "\n")

    def _line(self, line: int) -> int:
        return self.lines[line - 1] if 0 < line <= len(self.lines) else line
