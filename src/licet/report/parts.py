"""The parts of the document: components, links and licenses, with the places where they were seen."""

import re
from collections.abc import Iterable, Mapping

from licet.model.analysis import Analysis
from licet.model.bom import Component, Evidence, Fact, Identified, Link, Release
from licet.model.findings import Terms
from licet.model.terms import License
from licet.report import places
from licet.report import result as document
from licet.report.places import Seen

_ABSOLUTE = re.compile(r"^(?:~?[/\\]|[A-Za-z]:[/\\])")


def components_of(analysis: Analysis) -> list[document.Component]:
    """All parts, sorted by id, each with the evidence for its licenses and what was made of it."""
    identified = {each.component.id: each for each in analysis.identified}
    terms = {each.component.id: each for each in analysis.terms}
    return [
        _component(part, identified.get(part.id) or Identified(component=part), terms.get(part.id))
        for part in sorted(analysis.bom.components, key=lambda part: part.id)
    ]


def _component(part: Component, known: Identified, terms: Terms | None) -> document.Component:
    judged_by_category = [license_.id for license_ in terms.licenses if license_.profile] if terms else []
    unread = [*terms.unread, *judged_by_category] if terms else []
    return {
        "id": part.id,
        "label": part.label,
        "kind": part.kind.value,
        "name": part.name,
        "version": part.version,
        "purl": part.purl,
        "aliases": sorted(part.aliases),
        "scope": part.scope.value,
        "own": part.own,
        "release_as": part.release_as,
        "release": release_of(part.release),
        "modalities": listed(part.modalities),
        "task": part.task,
        "unresolved": bool(part.unresolved),
        "expression": part.unresolved,
        "facts": _facts(part.facts),
        "licenses": _evidence_of_licenses(part, known),
        "chosen": terms.chosen if terms else "",
        "terms_read": bool(terms and terms.licenses and not unread),
        "unread": sorted(unread),
        "text_at_hand": bool(terms and terms.text_at_hand),
        "modified_text": list(terms.modified_text) if terms else [],
        "differs": _unique((*known.differs, *(terms.differs if terms else ()))),
        "evidence": [seen(each) for each in part.evidence],
    }


def _evidence_of_licenses(part: Component, known: Identified) -> document.Licenses:
    return {
        "declared": list(known.declared),
        "detected": _unique(detection.license for detection in known.detected),
        "concluded": known.concluded,
        "grade": known.grade.value,
        "looked": known.looked,
        "claims": [
            {
                "license": claim.license,
                "grade": claim.grade.value,
                "name": claim.name,
                "url": claim.url,
                "path": shown(claim.evidence.path),
                "line": claim.evidence.line,
            }
            for claim in part.claims
        ],
        "texts": [
            {
                "license": each.license,
                "document": each.document,
                "kind": each.kind,
                "match": each.match,
                "modified": bool(each.edits) or each.match == "modified",
                "score": round(each.score, 4),
                "coverage": round(each.coverage, 4),
                "edits": len(each.edits),
                "inserted": list(each.inserted),
                "missing": each.missing,
                "path": shown(each.evidence.path),
                "line": each.evidence.line,
                "sha256": each.evidence.sha256,
            }
            for each in known.detected
        ],
    }


def licenses_of(terms: Iterable[Terms]) -> list[document.KnownLicense]:
    """Every license that binds some part, sorted by id."""
    known: dict[str, License] = {each.id: each for term in terms for each in term.licenses}
    return [
        {
            "id": each.id,
            "name": each.name,
            "kind": each.kind,
            "category": each.category.value,
            "complete": each.complete,
            "reviewed": each.reviewed,
            "documents": [part.name for part in each.documents],
            "sources": [{"name": part.name, "source": part.source, "sha256": part.sha256} for part in each.documents],
        }
        for _, each in sorted(known.items())
    ]


def link_of(link: Link) -> document.Link:
    """One link, downstream to upstream."""
    return {
        "from": link.source,
        "how": link.how.value,
        "to": link.target,
        "basis": link.basis.value,
        "facts": _facts(link.facts),
        "evidence": [seen(each) for each in link.evidence],
    }


def release_of(release: Release) -> places.Release:
    """Who gave a thing out, where and when."""
    return {
        "supplier": release.supplier,
        "originator": release.originator,
        "location": release.location,
        "released": release.released,
        "built": release.built,
    }


def seen(evidence: Evidence) -> Seen:
    """One place where something was seen."""
    return {
        "path": shown(evidence.path),
        "line": evidence.line,
        "sha256": evidence.sha256,
        "note": evidence.note,
    }


def shown(path: str) -> str:
    """Keep paths of one machine out of the document: of an absolute path only the last part is told."""
    return re.split(r"[/\\]", path.rstrip("/\\"))[-1] if _ABSOLUTE.match(path) else path


def _facts(facts: Mapping[str, Fact]) -> dict[str, document.JsonFact]:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in sorted(facts.items())}


def listed(values: Iterable[str] | None) -> list[str] | None:
    """The words as a list; None (unknown) stays None."""
    return None if values is None else [str(value) for value in values]


def _unique(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(values))
