"""Choose what of a result is drawn: parts and links, with packages that tell nothing new as one node."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from licet.model.bom import PRODUCT
from licet.report.layering import Drawing, lay_out
from licet.report.lookup import Index
from licet.report.result import Component, Link
from licet.report.words import KINDS, RANKS, SIGNS, VERDICTS, clean, count, short, unlicensed

MOST_NODES: Final = 60
_GROUP: Final = 4
_LABEL: Final = 21
_SMALL: Final = 28


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """What is written in one box; `spoken` says the same to a screen reader.

    `tone` is the verdict that colors it, empty for a part that has no finding itself and lies on another's path.
    `search` are the words by which the page finds it.
    """

    title: str
    detail: str
    sign: str
    tone: str
    spoken: str
    search: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    """The drawing with the words for its nodes and edges; `left_out` says what is not drawn.

    `member` maps the ids of packages that are drawn as one to the id of their node.
    """

    drawing: Drawing
    nodes: dict[str, Node]
    labels: dict[tuple[str, str], str]
    tones: dict[tuple[str, str], str]
    left_out: str
    member: dict[str, str]


def graph_of(index: Index) -> Graph:
    """Return the graph of a result: at most 60 nodes, then only parts on paths of findings."""
    bundles = _bundles(index)
    member = {each: group for group, members in bundles.items() for each in members}
    parts = [PRODUCT, *(part["id"] for part in index.result["components"] if part["id"] != PRODUCT)]
    linked = {end for link in index.result["links"] for end in (link["from"], link["to"])}
    named = _on_paths(index)
    silent = [each for each in parts[1:] if each not in linked and each not in named and _mentioned(index, each)]
    drawn = [each for each in dict.fromkeys(member.get(each, each) for each in parts) if each not in silent]
    note = f"{count(len(silent), 'part')} only mentioned not drawn. " if silent else ""
    if len(drawn) > MOST_NODES:
        kept = named or [each for each in drawn if index.kind(each) not in {"", "library"}]
        shown = [PRODUCT, *(each for each in kept if each != PRODUCT)][:MOST_NODES]
        note += f"Only parts on paths of findings are drawn, {len(shown)} of {len(parts)}; the table lists all."
        drawn = shown
    nodes = {each: _group(index, bundles[each]) if each in bundles else _node(index, each) for each in drawn}
    labels = _labels(index.result["links"], member, set(drawn))
    tones = _tones(index)
    return Graph(
        drawing=lay_out(drawn, labels), nodes=nodes, labels=labels, tones=tones, left_out=note.strip(), member=member
    )


def _mentioned(index: Index, identity: str) -> bool:
    return index.components[identity]["scope"] == "mentioned"


def _on_paths(index: Index) -> list[str]:
    """Every part that a finding names or passes, in the order of the findings."""
    named = (each for finding in index.active() for each in (*finding["path"], *finding["components"]))
    return list(dict.fromkeys(each for each in named if each in index.components or each == PRODUCT))


def _bundles(index: Index) -> dict[str, list[str]]:
    """Packages that one part uses in one way, that use nothing themselves and that no finding names."""
    uses: dict[str, list[Link]] = {}
    for link in index.result["links"]:
        uses.setdefault(link["to"], []).append(link)
    using = {link["from"] for link in index.result["links"]}
    named = set(_on_paths(index))
    groups: dict[str, list[str]] = {}
    for part in index.result["components"]:
        links = uses.get(part["id"], [])
        if part["kind"] == "library" and part["id"] not in using | named and len(links) == 1:
            key = f"{index.worst(part['id'])} {links[0]['how']} {links[0]['from']}"
            groups.setdefault(f"packages {key}", []).append(part["id"])
    return {key: members for key, members in groups.items() if len(members) >= _GROUP and key not in index.components}


def _group(index: Index, members: list[str]) -> Node:
    licenses = sorted({_license(index, index.components[each]) for each in members})
    title = count(len(members), "library")
    return _boxed((title, "all alike", ", ".join(licenses)), index.worst(members[0]), "")


def _node(index: Index, identity: str) -> Node:
    part = index.components.get(identity)
    if part is None:
        product = index.result["product"]
        words = (product["name"] or PRODUCT, "the product", product["license"] or "no license chosen")
        return _boxed(words, index.result["verdict"], "")
    words = (index.label(identity), KINDS[part["kind"]][0], _license(index, part))
    return _boxed(words, index.worst(identity), index.carries(identity))


def _boxed(words: tuple[str, str, str], verdict: str, carried: str) -> Node:
    title, kind, license_name = words
    outcome = f"leads to {VERDICTS[carried]}" if carried else VERDICTS[verdict]
    sign = "\N{RIGHTWARDS ARROW}" if carried else SIGNS[verdict]
    return Node(
        title=fitted(title, _LABEL),
        detail=short(license_name, _SMALL),
        sign=f"{sign} {outcome}",
        tone="" if carried and verdict == "allowed" else verdict,
        spoken=f"{title}, {kind}, {license_name}: {outcome}",
        search=title,
    )


def fitted(name: str, width: int) -> str:
    """A name in so many characters: what follows the last slash, and of that its beginning and its end."""
    plain = clean(name)
    last = plain.rpartition("/")[2] if len(plain) > width else plain
    if len(last) <= width:
        return last or plain[:width]
    head = (width - 1) // 2
    return f"{last[:head]}\N{HORIZONTAL ELLIPSIS}{last[-(width - 1 - head) :]}"


def _tones(index: Index) -> dict[tuple[str, str], str]:
    """The worst verdict of the findings whose path takes a link."""
    tones: dict[tuple[str, str], str] = {}
    for finding in index.active():
        for step in finding["steps"]:
            ends = (step["from"], step["to"])
            tones[ends] = max(tones.get(ends, "allowed"), finding["verdict"], key=lambda each: RANKS[each])
    return tones


def _license(index: Index, part: Component) -> str:
    concluded = part["licenses"]["concluded"]
    if concluded:
        return index.license(concluded)
    return "our own" if part["own"] else unlicensed(looked=part["licenses"]["looked"], differs=bool(part["differs"]))


def _labels(links: Iterable[Link], member: dict[str, str], drawn: set[str]) -> dict[tuple[str, str], str]:
    ways: dict[tuple[str, str], list[str]] = {}
    for link in links:
        ends = (member.get(link["from"], link["from"]), member.get(link["to"], link["to"]))
        if drawn.issuperset(ends):
            ways.setdefault(ends, []).append(link["how"])
    return {ends: ", ".join(dict.fromkeys(hows)) for ends, hows in ways.items()}
