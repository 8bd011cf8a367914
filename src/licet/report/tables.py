"""The rows of a result: plain lists of words, for CSV and XLSX."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from licet.report.lookup import Index, index_of, place
from licet.report.result import Component, Result
from licet.report.words import VERDICTS, clean, spoken

_INERT: Final = "'"
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\N{FULLWIDTH EQUALS SIGN}", "\N{FULLWIDTH PLUS SIGN}")
_CELL: Final = 32_000

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A table with a name, its header, and rows as wide as the header."""

    name: str
    header: Row
    rows: tuple[Row, ...]


def sheets_of(result: Result) -> tuple[Sheet, ...]:
    """Every table of a result, the parts first."""
    index = index_of(result)
    return (
        parts(index),
        _sheet("findings", _FINDINGS, _findings(index)),
        _sheet("duties", _DUTIES, _duties(index)),
        _sheet("questions", _QUESTIONS, _questions(result)),
        _sheet("remedies", _REMEDIES, _remedies(result)),
        _sheet("outbound", ("part", "license", "possible", "because"), _outbound(result)),
        _sheet("restrictions", _RESTRICTIONS, _restrictions(result)),
        _sheet("links", ("from", "how", "to", "basis", "seen at"), _links(result)),
        _sheet("not read", ("path", "line", "reason", "hint"), _problems(result)),
    )


def parts(index: Index, *, judged: bool = True) -> Sheet:
    """One row per part with its licenses and, where it was judged, the worst that was found of it."""
    return _sheet("parts", _PARTS, (_part(index, each, judged=judged) for each in index.result["components"]))


def inert(text: str) -> str:
    """The text as a cell that no spreadsheet takes for a formula.

    Source: OWASP, "CSV injection": a leading sign of a formula gets an apostrophe before it.
    """
    safe = clean(text)[:_CELL]
    return f"{_INERT}{safe}" if safe.lstrip(" \N{NO-BREAK SPACE}").startswith(_FORMULA) else safe


_PARTS: Final = (
    *("id", "name", "kind", "version", "purl", "scope", "own", "declared", "detected", "concluded", "grade"),
    *("verdict", "findings", "duties due or pending", "differs", "seen at", "supplier", "released", "address"),
)
_FINDINGS: Final = (
    *("id", "verdict", "severity", "rule", "title", "parts", "clause", "quote", "path", "seen at", "questions"),
    *("remedies", "waived", "known", "key"),
)
_DUTIES: Final = ("id", "status", "duty", "part", "trigger", "clause", "quote", "how to meet it", "known", "key")
_QUESTIONS: Final = ("id", "asks", "about", "decides", "outcomes")
_REMEDIES: Final = ("id", "kind", "title", "target", "cost", "clears", "verdict after", "assumes")
_RESTRICTIONS: Final = ("tag", "part", "license", "strength", "section", "quote", "use", "verdict")


def _sheet(name: str, header: Row, rows: Iterator[Row]) -> Sheet:
    return Sheet(name=name, header=header, rows=tuple(tuple(inert(cell) for cell in row) for row in rows))


def _part(index: Index, part: Component, *, judged: bool) -> Row:
    found = part["licenses"]
    identity = part["id"]
    findings = [each["id"] for each in index.active() if identity in each["components"]]
    owed = [each["id"] for each in index.result["duties"] if each["component"] == identity and each["status"] in _OWED]
    seen = [place(each["path"], each["line"]) for each in part["evidence"]]
    return (
        *(identity, part["name"], part["kind"], part["version"], part["purl"], part["scope"]),
        {None: "", True: "yes", False: "no"}[part["own"]],
        *(", ".join(found["declared"]), ", ".join(found["detected"]), found["concluded"], found["grade"]),
        *(VERDICTS[index.worst(identity)] if judged else "", ", ".join(findings), ", ".join(owed)),
        *("; ".join(part["differs"]), "; ".join(seen)),
        *(part["release"]["supplier"], part["release"]["released"], part["release"]["location"]),
    )


_OWED: Final = ("due", "pending")


def _findings(index: Index) -> Iterator[Row]:
    for each in index.result["findings"]:
        clause = each["clauses"][0] if each["clauses"] else None
        seen = [place(at["path"], at["line"]) for step in each["steps"] for at in step["evidence"]]
        yield (
            *(each["id"], VERDICTS[each["verdict"]], each["severity"], each["rule"], each["title"]),
            *(", ".join(each["components"]), index.clause(clause) if clause else "", clause["quote"] if clause else ""),
            *(" > ".join(each["path"]), "; ".join(seen), ", ".join(each["questions"]), ", ".join(each["remedies"])),
            *(each["waived_by"], "yes" if each["known"] else "", each["key"]),
        )


def _duties(index: Index) -> Iterator[Row]:
    for each in index.result["duties"]:
        clause = each["clause"]
        yield (
            *(each["id"], each["status"], spoken(each["duty"]), each["component"], spoken(each["trigger"])),
            *(index.clause(clause) if clause else "", clause["quote"] if clause else "", each["how_to_meet"]),
            *("yes" if each["known"] else "", each["key"]),
        )


def _questions(result: Result) -> Iterator[Row]:
    for each in result["questions"]:
        told = "; ".join(f"{word}: {VERDICTS[verdict]}" for word, verdict in each["verdict_if"].items())
        yield each["id"], each["asks"], each["about"], ", ".join(each["decides"]), told


def _remedies(result: Result) -> Iterator[Row]:
    for each in result["remedies"]:
        after = VERDICTS[each["verdict_after"]] if each["verdict_after"] else ""
        told = (each["id"], each["kind"], each["title"], each["target"], str(each["cost"]), ", ".join(each["clears"]))
        yield (*told, after, "; ".join(each["assumes"]))


def _outbound(result: Result) -> Iterator[Row]:
    for each in result["outbound"]:
        yield "product", each["license"], each["possible"], "; ".join(each["because"])
    for part in result["outbound_parts"]:
        for each in part["licenses"]:
            yield part["component"], each["license"], each["possible"], "; ".join(each["because"])


def _restrictions(result: Result) -> Iterator[Row]:
    for each in result["restriction_matrix"]:
        told = (each["tag"], each["component"], each["license"], each["strength"], each["section"], each["quote"])
        yield (*told, each["use"], VERDICTS[each["verdict"]])


def _links(result: Result) -> Iterator[Row]:
    for each in result["links"]:
        seen = "; ".join(place(at["path"], at["line"]) for at in each["evidence"])
        yield each["from"], each["how"], each["to"], each["basis"], seen


def _problems(result: Result) -> Iterator[Row]:
    for each in result["problems"]:
        yield each["path"], str(each["line"] or ""), each["reason"], each["hint"]
