"""The YAML block at the start of a Markdown file, under bounds.

Source: INPUTS 1.2 (only the first block, only at the start of the file). The block is read as a stream of events, so
neither depth nor aliases cost anything, and every plain scalar stays the text that was written: a license `2.0` is
no number and a wrong date is no error.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from licet.model.bom import Found
from licet.readers.masking import clean
from licet.readers.opened import OpenedFile

if TYPE_CHECKING:
    import yaml

MAX_BLOCK: Final = 256 * 1024
"""Bytes of one front matter block."""
MAX_BODY: Final = 64 * 1024
"""Bytes after the block that are kept; a card's title stands there."""
MAX_DEPTH: Final = 32
MAX_EXPANDED: Final = 100_000
"""Values a block may hold when every alias is written out."""

_OPENING: Final = re.compile(rb"\A(?:\xef\xbb\xbf)?[ \t\r\n\v\f]{0,4096}---[\r\n]")
_CLOSING: Final = re.compile(rb"[\r\n]---[ \t]*(?:[\r\n]|\Z)")
_NULLS: Final = frozenset({"", "~", "null", "Null", "NULL"})


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """The values of a block: texts, None, lists and mappings; `lines` and `item_lines` count from 1 in the file.

    `repeated` lists keys of the top level that are given twice, with their second line; the last value counts.
    """

    values: dict[str, object]
    lines: dict[str, int]
    item_lines: dict[str, tuple[int, ...]] = field(default_factory=dict)
    repeated: tuple[tuple[str, int], ...] = ()

    def line(self, key: str, item: int = -1) -> int:
        """Return the line of a key, or of an item of its list where that is known."""
        lines = self.item_lines.get(key, ())
        return lines[item] if 0 <= item < len(lines) else self.lines.get(key, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """The text between the two lines of dashes, the number of lines before it, and the first bytes after it."""

    text: str
    offset: int
    body: bytes


@dataclass(slots=True, kw_only=True)
class _Open:
    """A list or mapping under construction; `size` counts its values with aliases written out."""

    value: list[object] | dict[str, object]
    anchor: str | None
    key: str | None = None
    lines: list[tuple[str, int]] = field(default_factory=list)
    size: int = 1


class _Refused(Exception):  # noqa: N818 - no error of the program: the block is refused, and `block` says why
    def __init__(self, reason: str, line: int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line


def block(file: OpenedFile) -> Block | None:
    """Return the front matter as text, or None where the file has none.

    Raises:
        UnicodeDecodeError: the block is no UTF-8; what follows it is not looked at.
    """
    if file.data.startswith((b"\xff\xfe", b"\xfe\xff")):
        file = replace(file, data=file.text().encode())
    opening = _OPENING.match(file.data)
    if not opening:
        return None
    closing = _CLOSING.search(file.data, opening.end() - 1)
    if not closing:
        return None
    text = replace(file, data=file.data[: closing.start()]).text()
    before, _, inside = text.partition("---")
    return Block(text=inside, offset=before.count("\n"), body=file.data[closing.end() : closing.end() + MAX_BODY])


def read_front_matter(file: OpenedFile, found: Block) -> FrontMatter | Found:
    """Return the values of a block, or the one problem that hides them."""
    text, offset = found.text, found.offset
    if len(text) > MAX_BLOCK:
        return file.problem(f"front matter not read: longer than {MAX_BLOCK} bytes", line=offset + 1)
    import yaml  # noqa: PLC0415 - only files with a block need it

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return _build(yaml.parse(text, Loader=loader), offset)
    except _Refused as refused:
        return file.problem(f"front matter not read: {refused.reason}", line=refused.line + offset)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + offset + 1 if mark else offset + 1
        return file.problem(f"front matter is not valid YAML: {clean(error.problem or 'unreadable')}", line=line)
    except yaml.YAMLError as error:
        return file.problem(f"front matter is not valid YAML: {clean(str(error))[:120]}", line=offset + 1)


def _build(events: Iterator["yaml.Event"], offset: int) -> FrontMatter:
    import yaml  # noqa: PLC0415 - see read_front_matter

    stack: list[_Open] = []
    anchors: dict[str, tuple[object, int]] = {}
    root: _Open | None = None
    for event in events:
        line = _line(event)
        match event:
            case yaml.DocumentStartEvent() if root:
                raise _Refused("it holds a second document", line)
            case yaml.ScalarEvent():
                _add(stack, event.value if _is_text(event) else None, 1, line)
                _remember(anchors, event.anchor, event.value if _is_text(event) else None, 1)
            case yaml.AliasEvent():
                if event.anchor not in anchors:
                    raise _Refused(f"alias of something not known: {clean(str(event.anchor))[:60]}", line)
                value, size = anchors[event.anchor]
                _add(stack, value, size, line)
            case yaml.SequenceStartEvent() | yaml.MappingStartEvent():
                if len(stack) >= MAX_DEPTH:
                    raise _Refused(f"nested deeper than {MAX_DEPTH} levels", line)
                empty: list[object] | dict[str, object] = [] if isinstance(event, yaml.SequenceStartEvent) else {}
                stack.append(_Open(value=empty, anchor=event.anchor))
            case yaml.SequenceEndEvent() | yaml.MappingEndEvent():
                root = _close(stack, anchors, line) or root
    if root is None:
        return FrontMatter(values={}, lines={})
    return _finish(root, offset)


def _line(event: "yaml.Event") -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _is_text(event: "yaml.ScalarEvent") -> bool:
    """A quoted or block scalar is a text even where it is empty or reads `null`."""
    return bool(event.style) or event.value not in _NULLS


def _add(stack: list[_Open], value: object, size: int, line: int) -> None:
    """Put a finished value into the innermost open list or mapping."""
    if not stack:
        if value is None:
            return
        raise _Refused("it is no mapping of keys to values", line)
    top = stack[-1]
    top.size += size
    if top.size > MAX_EXPANDED:
        raise _Refused(f"it holds more than {MAX_EXPANDED} values with its aliases written out", line)
    if isinstance(top.value, list):
        top.value.append(value)
        top.lines.append(("", line))
    elif top.key is None:
        top.key = value if isinstance(value, str) else ""
        top.lines.append((top.key, line))
    else:
        _set(top, top.key, value)
        top.key = None


def _set(top: _Open, key: str, value: object) -> None:
    assert isinstance(top.value, dict)
    if key != "<<":
        top.value[key] = value
        return
    for merged in value if isinstance(value, list) else [value]:
        for inherited, given in merged.items() if isinstance(merged, dict) else ():
            top.value.setdefault(inherited, given)


def _close(stack: list[_Open], anchors: dict[str, tuple[object, int]], line: int) -> _Open | None:
    done = stack.pop()
    # The anchor counts only from here, so a value can never hold itself.
    _remember(anchors, done.anchor, done.value, done.size)
    if not stack:
        if isinstance(done.value, list):
            raise _Refused("it is a list, not a mapping of keys to values", line)
        return done
    parent = stack[-1]
    if len(stack) == 1 and isinstance(done.value, list) and parent.key is not None:
        parent.lines.extend((f"{parent.key}\n", at) for _, at in done.lines)
    _add(stack, done.value, done.size, line)
    return None


def _remember(anchors: dict[str, tuple[object, int]], anchor: str | None, value: object, size: int) -> None:
    if anchor is not None:
        anchors[anchor] = (value, size)


def _finish(root: _Open, offset: int) -> FrontMatter:
    assert isinstance(root.value, dict)
    lines: dict[str, int] = {}
    items: dict[str, list[int]] = {}
    repeated: list[tuple[str, int]] = []
    for key, line in root.lines:
        if key.endswith("\n"):
            items.setdefault(key.removesuffix("\n"), []).append(line + offset)
            continue
        if key in lines and key != "<<":
            repeated.append((key, line + offset))
            items.pop(key, None)
        lines[key] = line + offset
    return FrontMatter(
        values=root.value,
        lines=lines,
        item_lines={key: tuple(at) for key, at in items.items()},
        repeated=tuple(repeated),
    )
