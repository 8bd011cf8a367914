"""CycloneDX in XML as the tree that its JSON would be: no entities, bounded depth and number of elements.

Source: CycloneDX XML schema; the differences to JSON are lists without a name of their own, attributes, and
dependencies within dependencies.
"""

from dataclasses import dataclass, field
from typing import Final

from licet.model.bom import Problem
from licet.readers.nodes import Node
from licet.readers.opened import OpenedFile

MAX_ELEMENTS: Final = 1_000_000
MAX_DEPTH: Final = 64
MAX_TEXT: Final = 4 * 1024 * 1024
"""Characters of one text."""

_LISTS: Final = frozenset(
    {
        *("components", "services", "licenses", "dependencies", "externalReferences", "properties", "ancestors"),
        *("variants", "datasets", "data", "descendants"),
    }
)
_WRAPPED: Final = frozenset({"licenses"})
"""Lists whose members keep their own names: a license or an expression."""


class _Refused(Exception):  # noqa: N818 - no error of the program: the document is refused, and this says why
    pass


@dataclass(slots=True)
class _Open:
    tag: str
    line: int
    members: dict[str, Node] = field(default_factory=dict)
    children: list[tuple[str, Node]] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    length: int = 0


@dataclass(slots=True)
class _Builder:
    stack: list[_Open] = field(default_factory=list)
    root: Node = field(default_factory=Node)
    count: int = 0
    line: int = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.count += 1
        if self.count > MAX_ELEMENTS:
            raise _Refused(f"more than {MAX_ELEMENTS} elements")
        if len(self.stack) >= MAX_DEPTH:
            raise _Refused(f"nested deeper than {MAX_DEPTH} levels")
        opened = _Open(name.rpartition(":")[2], self.line)
        opened.members = {
            key: Node(value, self.line) for key, value in attributes.items() if not key.startswith("xmlns")
        }
        self.stack.append(opened)

    def text(self, data: str) -> None:
        if self.stack and self.stack[-1].length < MAX_TEXT:
            self.stack[-1].text.append(data)
            self.stack[-1].length += len(data)

    def end(self, _: str) -> None:
        done = self.stack.pop()
        node = _node(done)
        if self.stack:
            self.stack[-1].children.append((done.tag, node))
        else:
            self.root = node


def xml_node(file: OpenedFile) -> Node | Problem:
    """Return a document as a tree, or the problem that hides it; a document type is refused, for entities expand."""
    from xml.parsers import expat  # noqa: PLC0415 - a project without such documents does not pay for it

    builder = _Builder()
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def refuse(*_: object) -> None:
        raise _Refused("it declares a document type or entities")

    def start(name: str, attributes: dict[str, str]) -> None:
        builder.line = parser.CurrentLineNumber
        builder.start(name, attributes)

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.StartElementHandler = start
    parser.CharacterDataHandler = builder.text
    parser.EndElementHandler = builder.end
    try:
        parser.Parse(file.data, True)  # noqa: FBT003 - the parser takes its arguments by place alone
    except _Refused as refused:
        return Problem(path=file.path, reason=f"not read: {refused}", line=parser.CurrentLineNumber)
    except expat.ExpatError as error:
        return Problem(path=file.path, reason="not valid XML", line=error.lineno)
    except (ValueError, LookupError):
        return Problem(path=file.path, reason="not valid XML: its encoding is not known")
    return builder.root


def _node(done: _Open) -> Node:
    if done.tag in _LISTS:
        wrapped = done.tag in _WRAPPED
        return Node([Node({tag: node}, node.line) if wrapped else node for tag, node in done.children], done.line)
    if done.tag == "dependency":
        inner = [Node(node.get("ref").text, node.line) for tag, node in done.children if tag == "dependency"]
        return Node({**done.members, "dependsOn": Node(list(inner), done.line)}, done.line)
    text = "".join(done.text).strip()
    if not done.children and not done.members:
        return Node(text, done.line)
    table = {**done.members, **dict(done.children)}
    if text and not done.children:
        table["content"] = Node(text, done.line)
        table.setdefault("value", table["content"])
    if done.tag == "expression" and text:
        return Node(text, done.line)
    return Node(table, done.line)
