"""The result as one page: no outside resource, everything escaped, one script of our own named by its hash."""

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from licet.model.analysis import RISK_KINDS
from licet.model.vocabulary import DutyStatus
from licet.report import deciding, phrases, words
from licet.report.capable import free_rows, limited_rows
from licet.report.graph import Graph, graph_of
from licet.report.groups import DutyGroup, FindingGroup, duty_groups, told_together
from licet.report.layering import NODE_HEIGHT, NODE_WIDTH
from licet.report.lookup import Index, index_of, place
from licet.report.options import Options
from licet.report.origins import facts_of
from licet.report.result import Component, Finding, Restricted, Result, Risk
from licet.report.words import RANKS, clean, count

_ALIKE = 4
_USES = ("served", "unknown", "not-served")


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskRow:
    """One part, or many packages alike, with its cell for each kind of risk (None: nothing)."""

    title: str
    verdict: str
    cells: tuple[Risk | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where a finding lies in the graph: the numbers of its nodes, and its edges as `from-to`, with spaces between."""

    nodes: str
    edges: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """The page's script, and the source by which its content policy lets it alone run."""

    text: Markup
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RestrictionRow:
    """One restriction of one license, for all the parts under it."""

    first: Restricted
    components: tuple[str, ...]


def render(result: Result, options: Options) -> str:  # noqa: ARG001 - every reporter has this signature
    """Return the page; it shows the same verdict, ids and words as the other outputs."""
    index = index_of(result)
    page = _environment().get_template("page.html.jinja")
    graph = graph_of(index)
    numbers = {place.id: number for number, place in enumerate(graph.drawing.nodes)}
    duties = {status.value: duty_groups(index, status.value) for status in DutyStatus}
    return (
        page.render(
            result=result,
            index=index,
            graph=graph,
            numbers=numbers,
            spots={each["id"]: _spot(each, graph, numbers) for each in result["findings"]},
            script=_script(),
            node={"width": NODE_WIDTH, "height": NODE_HEIGHT},
            findings=_findings(index),
            duties=duties,
            risk_kinds=RISK_KINDS,
            risks=risk_rows(index),
            restrictions=restriction_rows(result),
            limited=limited_rows(result),
            free=free_rows(result),
            tables=_tables(result["components"]),
            anchors=_anchors(index, duties),
            facts_of=facts_of,
            deciding=deciding,
            openings=deciding.openings,
        ).rstrip()
        + "\n"
    )


def _spot(finding: Finding, graph: Graph, numbers: Mapping[str, int]) -> Spot | None:
    """The part of the drawing that a finding's path takes; None where nothing of it is drawn."""
    nodes = [numbers[name] for each in finding["path"] if (name := graph.member.get(each, each)) in numbers]
    steps = ((step["from"], step["to"]) for step in finding["steps"])
    ends = ((graph.member.get(one, one), graph.member.get(other, other)) for one, other in steps)
    edges = [f"{numbers[one]}-{numbers[other]}" for one, other in ends if one in numbers and other in numbers]
    return Spot(nodes=" ".join(map(str, nodes)), edges=" ".join(edges)) if nodes else None


@cache
def _script() -> Script:
    """The script as it ships.

    Source of the hash form: W3C Content Security Policy Level 3, section 2.3.1.
    """
    text = files("licet").joinpath("report/templates/page.js").read_text("utf-8")
    digest = b64encode(sha256(text.encode()).digest()).decode("ascii")
    return Script(text=Markup(text), source=f"sha256-{digest}")  # noqa: S704 - it is a file of ours


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("licet.report"),
        autoescape=True,
        finalize=_shown,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(words=words, phrases=phrases, place=place)
    return environment


def _shown(value: object) -> object:
    """Clean every text on its way out; what the templates themselves made is left as it is."""
    return clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _findings(index: Index) -> dict[str, list[FindingGroup]]:
    """The findings in the order of the page: worst first, many alike ones together, notes and waived ones apart."""
    waived = [each for each in index.result["findings"] if each["waived_by"]]
    return {
        "open": told_together(index, "blocked", "needs-review"),
        "notes": told_together(index, "allowed-with-duties", "allowed"),
        "waived": [FindingGroup(first=each, others=()) for each in waived],
    }


def _anchors(index: Index, duties: Mapping[str, list[DutyGroup]]) -> dict[str, str]:
    """A safe name within the page for every id; the duties of one row share its name."""
    anchors: dict[str, str] = {}
    for letter, ids in (("f", index.findings), ("q", index.questions), ("r", index.remedies)):
        anchors.update({identity: f"{letter}{number}" for number, identity in enumerate(ids, 1)})
    rows = (group for groups in duties.values() for group in groups)
    for number, group in enumerate(rows, 1):
        anchors.update(dict.fromkeys(group.ids, f"d{number}"))
    return anchors


def _tables(parts: list[Component]) -> dict[str, list[Component]]:
    """The parts by table: what is special to this system first, packages and mere mentions after."""
    tables: dict[str, list[Component]] = {"parts": [], "packages": [], "mentioned": []}
    for part in parts:
        package = "packages" if part["kind"] == "library" else "parts"
        tables["mentioned" if part["scope"] == "mentioned" else package].append(part)
    return tables


def risk_rows(index: Index) -> list[RiskRow]:
    """The rows of the risk matrix, worst first; packages with the same row are one."""
    by_part: dict[str, dict[str, Risk]] = {}
    for cell in index.result["risk_matrix"]:
        by_part.setdefault(cell["component"], {})[cell["kind"]] = cell
    alike: dict[tuple[str, ...], list[str]] = {}
    for identity, cells in by_part.items():
        group = "packages" if index.kind(identity) == "library" else identity
        verdicts = (cells[kind]["verdict"] if kind in cells else "" for kind in RISK_KINDS)
        alike.setdefault((group, *verdicts), []).append(identity)
    rows: list[RiskRow] = []
    for members in alike.values():
        together = len(members) >= _ALIKE
        for identity in members[:1] if together else members:
            title = count(len(members), "library") if together else index.label(identity)
            rows.append(_risk_row(title, by_part[identity]))
    return sorted(rows, key=lambda row: -RANKS[row.verdict])


def _risk_row(title: str, cells: dict[str, Risk]) -> RiskRow:
    verdict = max((cell["verdict"] for cell in cells.values()), key=lambda each: RANKS[each])
    return RiskRow(title=title, verdict=verdict, cells=tuple(cells.get(kind) for kind in RISK_KINDS))


def restriction_rows(result: Result) -> dict[str, list[RestrictionRow]]:
    """The rows of the restriction matrix by use: served first, then unknown, then not served."""
    alike: dict[tuple[str, ...], list[Restricted]] = {}
    for cell in result["restriction_matrix"]:
        key = (
            cell["tag"],
            cell["license"],
            cell["section"],
            cell["quote"],
            cell["strength"],
            cell["use"],
            cell["verdict"],
        )
        alike.setdefault(key, []).append(cell)
    rows = [
        RestrictionRow(first=cells[0], components=tuple(dict.fromkeys(cell["component"] for cell in cells)))
        for cells in alike.values()
    ]
    return {use: [row for row in rows if row.first["use"] == use] for use in _USES}
