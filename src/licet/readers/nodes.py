"""Documents as trees of nodes that know their lines: YAML, JSON and TOML under bounds.

Every scalar stays the text that was written, so a version `2.0` is no number. YAML is read as a stream of events:
neither depth nor aliases cost anything, and tags make no objects. Source: YAML 1.1 as PyYAML reads it, RFC 8259.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from licet.model.bom import Problem
from licet.readers.masking import clean, mask
from licet.readers.opened import OpenedFile
from licet.readers.structured import MAX_DEPTH, Lines, not_text, parse_json, parse_toml

if TYPE_CHECKING:
    import yaml

MAX_YAML: Final = 4 * 1024 * 1024
"""Characters of one YAML file; what is longer is data."""
MAX_NODES: Final = 400_000
"""Values of one YAML file, with aliases written out."""
MAX_DOCUMENTS: Final = 2_000

_NULLS: Final = frozenset({"", "~", "null", "Null", "NULL"})
_TOKEN: Final = re.compile(r'"(?:[^"\\]++|\\.)*+"|[\[\]{},:]|[^\s\[\]{},:"]++', re.DOTALL)
_CONTROL: Final = re.compile(r"^[ \t]*\{\{[^\n]{0,2000}\}\}[ \t]*$", re.MULTILINE)
_INSERTED: Final = re.compile(r"\{\{[^{}\n]{0,1000}\}\}")
_BLOCKS: Final = frozenset({"|", ">"})
_PLACEHOLDER: Final = "{?}"


@dataclass(frozen=True, slots=True)
class Node:
    """One value of a document and its line (from 1; 0 where it is absent): a text, a list, a table, or nothing."""

    value: "str | list[Node] | dict[str, Node] | None" = None
    line: int = 0

    @property
    def text(self) -> str:
        """The scalar, stripped; empty where the value is none."""
        return self.value.strip() if isinstance(self.value, str) else ""

    @property
    def items(self) -> "tuple[Node, ...]":
        """The members of a list; none where the value is no list."""
        return tuple(self.value) if isinstance(self.value, list) else ()

    @property
    def table(self) -> "Mapping[str, Node]":
        """The members of a table; none where the value is no table."""
        return self.value if isinstance(self.value, dict) else {}

    def get(self, *keys: str) -> "Node":
        """Return the member of nested tables; an empty node where one is absent."""
        found: Node = self
        for key in keys:
            found = found.table.get(key, NOTHING)
        return found

    def texts(self) -> "Iterator[tuple[str, int]]":
        """Yield the scalar, or the scalars of a list, that are not empty, each with its line."""
        for node in self.items or (self,):
            if node.text:
                yield node.text, node.line

    def __bool__(self) -> bool:
        return self.value is not None


NOTHING: Final = Node()


def yaml_documents(file: OpenedFile) -> tuple[Node, ...] | Problem:
    """Return the documents of a YAML file, or the problem that hides them.

    A file with `{{ }}` in it that is no YAML is a template: lines of templates alone are dropped, what is inserted
    reads `{?}`.
    """
    return _yaml_documents(file)


def yaml_document(file: OpenedFile) -> Node | Problem:
    """Return the first document of a YAML file (an empty node where there is none), or the problem that hides it."""
    found = yaml_documents(file)
    return found if isinstance(found, Problem) else (*found, NOTHING)[0]


def json_node(file: OpenedFile) -> Node | Problem:
    """Return the value of a JSON file as a tree, or the problem that hides it."""
    checked = parse_json(file)
    return checked if isinstance(checked, Problem) else _json_tree(file.text())


def toml_node(file: OpenedFile) -> Node | Problem:
    """Return the table of a TOML file as a tree, or the problem that hides it; a text has the line of its first use."""
    checked = parse_toml(file)
    return checked if isinstance(checked, Problem) else _plain_tree(checked, Lines(file.text()))


def _plain_tree(value: object, lines: Lines) -> Node:
    """Return what was parsed as a tree; the parser has bounded its depth."""
    match value:
        case dict():
            return Node({str(key): _plain_tree(inner, lines) for key, inner in value.items()})
        case list():
            return Node([_plain_tree(inner, lines) for inner in value])
        case str():
            return Node(value, lines.first(value))
        case _:
            return Node(str(value))


@lru_cache(maxsize=1)
def _yaml_documents(file: OpenedFile) -> tuple[Node, ...] | Problem:
    """See above; several readers look at one file, one after the other."""
    try:
        text = file.text()
    except UnicodeDecodeError:
        return not_text(file)
    if len(text) > MAX_YAML:
        return Problem(path=file.path, reason=f"not read: longer than {MAX_YAML // 1024} KiB of YAML")
    found = _parsed(file, text)
    if isinstance(found, Problem) and "{{" in text:
        again = _parsed(file, _INSERTED.sub(_PLACEHOLDER, _CONTROL.sub("", text)))
        return found if isinstance(again, Problem) else again
    return found


def _parsed(file: OpenedFile, text: str) -> tuple[Node, ...] | Problem:
    import yaml  # noqa: PLC0415 - a project without such files does not pay for it

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return tuple(_build(yaml.parse(text, Loader=loader)))
    except _Refused as refused:
        return Problem(path=file.path, reason=f"not read: {refused}", line=refused.line)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        reason = f"not valid YAML: {clean(mask(error.problem or 'unreadable'))[:200]}"
        return Problem(path=file.path, reason=reason, line=mark.line + 1 if mark else 0)
    except yaml.YAMLError as error:
        return Problem(path=file.path, reason=f"not valid YAML: {clean(str(error))[:120]}")


class _Refused(Exception):  # noqa: N818 - no error of the program: the document is refused, and this says why
    def __init__(self, reason: str, line: int) -> None:
        super().__init__(reason)
        self.line = line


@dataclass(slots=True, kw_only=True)
class _Open:
    """A list or table under construction; `size` counts its values with aliases written out."""

    node: Node
    anchor: str | None
    key: str | None = None
    size: int = 1


@dataclass(slots=True)
class _Builder:
    stack: list[_Open] = field(default_factory=list)
    anchors: dict[str, tuple[Node, int]] = field(default_factory=dict)
    size: int = 0
    root: Node | None = None

    def take(self, event: "yaml.Event") -> None:
        """Take one event of a document."""
        import yaml  # noqa: PLC0415 - see _parsed

        line = event.start_mark.line + 1 if event.start_mark else 1
        match event:
            case yaml.ScalarEvent():
                value = event.value if event.style or event.value not in _NULLS else None
                # The text of a block stands below the sign that opens it.
                self._add(Node(value, line + (event.style in _BLOCKS)), 1, event.anchor)
            case yaml.AliasEvent():
                if event.anchor not in self.anchors:
                    raise _Refused(f"alias of something not known: {clean(str(event.anchor))[:60]}", line)
                node, size = self.anchors[event.anchor]
                self._add(node, size, None)
            case yaml.SequenceStartEvent() | yaml.MappingStartEvent():
                if len(self.stack) >= MAX_DEPTH:
                    raise _Refused(f"nested deeper than {MAX_DEPTH} levels", line)
                empty: list[Node] | dict[str, Node] = [] if isinstance(event, yaml.SequenceStartEvent) else {}
                self.stack.append(_Open(node=Node(empty, line), anchor=event.anchor))
            case yaml.SequenceEndEvent() | yaml.MappingEndEvent():
                # The anchor counts only from here, so a value can never hold itself.
                done = self.stack.pop()
                self._add(done.node, done.size, done.anchor)
            case _:
                return

    def _add(self, node: Node, size: int, anchor: str | None) -> None:
        if anchor is not None:
            self.anchors[anchor] = (node, size)
        if not self.stack:
            self.root = node
            return
        top = self.stack[-1]
        top.size += size
        if top.size > MAX_NODES:
            raise _Refused(f"holds more than {MAX_NODES} values with its aliases written out", node.line)
        if isinstance(top.node.value, list):
            top.node.value.append(node)
        elif top.key is None:
            top.key = node.value if isinstance(node.value, str) else ""
        else:
            _set(top.node.table, top.key, node)
            top.key = None


def _set(table: Mapping[str, Node], key: str, node: Node) -> None:
    assert isinstance(table, dict)
    if key != "<<":
        table[key] = node
        return
    for merged in node.items or (node,):
        for inherited, given in merged.table.items():
            table.setdefault(inherited, given)


def _build(events: Iterator["yaml.Event"]) -> Iterator[Node]:
    import yaml  # noqa: PLC0415 - see _parsed

    builder = _Builder()
    count = 0
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            builder = _Builder()
        elif isinstance(event, yaml.DocumentEndEvent):
            count += 1
            if count > MAX_DOCUMENTS:
                raise _Refused(f"more than {MAX_DOCUMENTS} documents", 0)
            yield builder.root or NOTHING
        else:
            builder.take(event)


def _json_tree(text: str) -> Node:
    """Build the tree of a text that is known to be JSON within bounds."""
    stack: list[Node] = []
    keys: list[str] = []
    line, last = 1, 0
    root = NOTHING
    wants_key = False
    for token in _TOKEN.finditer(text):
        line += text.count("\n", last, token.start())
        last = token.start()
        word = token[0]
        if word == ":":
            wants_key = False
        elif word == ",":
            wants_key = isinstance(stack[-1].value, dict)
        elif wants_key and word != "}":
            keys.append(_string(word))
        elif word in "]}":
            root = stack.pop()
            wants_key = False
        else:
            node = Node([] if word == "[" else {} if word == "{" else _scalar(word), line)
            root = root if stack else node
            if stack:
                _put(stack[-1], node, keys)
            if word in "[{":
                stack.append(node)
                wants_key = word == "{"
    return root


def _put(parent: Node, node: Node, keys: list[str]) -> None:
    if isinstance(parent.value, list):
        parent.value.append(node)
    elif isinstance(parent.value, dict):
        parent.value[keys.pop()] = node


def _scalar(word: str) -> str | None:
    if word == "null":
        return None
    return _string(word) if word.startswith('"') else word


def _string(word: str) -> str:
    if "\\" not in word:
        return word[1:-1]
    value = str(json.loads(word))
    return value if value.isascii() else value.encode("utf-8", "replace").decode("utf-8").replace("\x00", "\ufffd")
