"""The registers of the pack: scope, policy, obligations, graph, risks, decisions, questions, fallbacks."""

from collections.abc import Callable, Mapping
from typing import Final

from licet.evidence.minimum_elements import minimum_elements
from licet.model.analysis import Analysis
from licet.model.findings import Terms
from licet.model.terms import Clause, License, OtherCondition, Territory, Threshold
from licet.model.vocabulary import Duty, Value
from licet.remedy.answers import who_answers
from licet.report.result import Result

Json = dict[str, object] | list[object]


def scope(analysis: Analysis, result: Result) -> Json:
    """What was looked at, how far, and what stayed out."""
    return {
        "product": result["product"],
        "use": result["use"],
        "components": [
            {"id": part["id"], "kind": part["kind"], "scope": part["scope"], "grade": part["licenses"]["grade"]}
            for part in result["components"]
        ],
        "unresolved": [part["id"] for part in result["components"] if part["unresolved"]],
        "not_read": result["problems"],
        "counts": dict(sorted(analysis.counts.items())),
    }


def policy(analysis: Analysis, result: Result) -> Json:
    """The gate as it was in force, with the waivers that were granted."""
    return {
        "gate": result["gate"],
        "settings": result["settings"],
        "waivers": [
            {
                "finding": each.finding,
                "component": each.component,
                "reason": each.reason,
                "statement": each.statement,
                "approved_by": each.approved_by,
                "expires": each.expires.isoformat() if each.expires else None,
            }
            for each in analysis.config.waivers
        ],
    }


def obligations(analysis: Analysis, result: Result) -> Json:
    """Rights, duties, restrictions and conditions of every license, with the place of each; and where duties stand."""
    known: dict[str, License] = {license_.id: license_ for terms in analysis.terms for license_ in terms.licenses}
    parts: dict[str, list[str]] = {}
    for terms in analysis.terms:
        for license_ in terms.licenses:
            parts.setdefault(license_.id, []).append(terms.component.id)
    return {
        "licenses": [{**_license(known[name]), "parts": sorted(parts[name])} for name in sorted(known)],
        "not_reviewed": {
            terms.component.id: list(terms.unread)
            for terms in analysis.terms
            if terms.unread or not _has_license(terms)
        },
        "duties": result["duties"],
    }


def _has_license(terms: Terms) -> bool:
    return bool(terms.licenses) or bool(terms.component.own)


def _license(license_: License) -> dict[str, object]:
    return {
        "id": license_.id,
        "name": license_.name,
        "complete": license_.complete,
        "reviewed": license_.reviewed,
        "documents": [{"name": d.name, "source": d.source, "sha256": d.sha256} for d in license_.documents],
        "rights": {act: {"value": said.value, **_place(said.clause)} for act, said in sorted(license_.permits.items())},
        "obligations": {
            duty: {
                "value": term.value,
                "triggers": [sorted(group) for group in term.triggers],
                "parameters": dict(sorted(term.parameters.items())),
                **_place(term.clause),
            }
            for duty, term in sorted(license_.duties.items())
            if term.value is not Value.SILENT
        },
        "restrictions": [
            {"tag": limit.tag, "strength": limit.strength, "only_if": list(limit.qualifiers), **_place(limit.clause)}
            for limit in license_.restrictions
        ],
        "conditions": [{"kind": _kind(each), **_place(each.clause)} for each in license_.conditions],
    }


def _kind(condition: Threshold | Territory | OtherCondition) -> str:
    match condition:
        case Threshold():
            return f"threshold: {condition.value} {condition.metric}"
        case Territory():
            return f"territory: not in {', '.join(condition.excluded)}"
        case OtherCondition():
            return condition.kind


def _place(clause: Clause | None) -> dict[str, object]:
    return {"document": clause.document, "section": clause.section, "quote": clause.quote} if clause else {}


def graph(analysis: Analysis, result: Result) -> Json:  # noqa: ARG001 - every register has this signature
    """The model tree: parts, links with their evidence, and the path of each finding."""
    return {
        "components": [{"id": part["id"], "kind": part["kind"]} for part in result["components"]],
        "links": result["links"],
        "paths": {each["key"]: each["steps"] for each in result["findings"]},
    }


def risks(analysis: Analysis, result: Result) -> Json:  # noqa: ARG001 - as above
    """The worst verdict of each part for each kind of risk, with the findings behind it."""
    found = ("id", "key", "rule", "verdict", "severity", "title", "clauses")
    return {
        "cells": result["risk_matrix"],
        "findings": [{key: each[key] for key in found} for each in result["findings"]],  # type: ignore[literal-required]
    }


def decisions(analysis: Analysis, result: Result) -> Json:  # noqa: ARG001 - as above
    """Each finding with the ways out of it and what the organization decided."""
    remedies = {each["id"]: each for each in result["remedies"]}
    return {
        "plan": result["plan"],
        "findings": [
            {
                "key": each["key"],
                "verdict": each["verdict"],
                "remedies": [remedies[name] for name in each["remedies"] if name in remedies],
                "decision": "waived" if each["waived_by"] else "open",
                "waiver": each["waiver"],
            }
            for each in result["findings"]
        ],
    }


def questions(analysis: Analysis, result: Result) -> Json:  # noqa: ARG001 - as above
    """Every open question, the verdict under each answer, and who is likely to know."""
    return [{**each, "for": who_answers(each["id"], each["about"])} for each in result["questions"]]


def fallbacks(analysis: Analysis, result: Result) -> Json:
    """Parts whose rights may end or change, with the clauses that say so, and what could take their place."""
    ending = (Duty.TERMINATION, Duty.ACCEPT_CHANGED_TERMS, Duty.ACCEPT_REMOTE_RESTRICTION, Duty.USE_LATEST_VERSION)
    found: list[object] = []
    for terms in analysis.terms:
        for license_ in terms.licenses:
            said = {duty: license_.duty(duty) for duty in ending if license_.duty(duty).value is Value.YES}
            if said:
                replaced = [each["title"] for each in result["remedies"] if each["target"] == terms.component.id]
                clauses = {duty: _place(term.clause) for duty, term in said.items()}
                found.append(
                    {"part": terms.component.id, "license": license_.id, "terms": clauses, "ways_out": replaced}
                )
    return found


REGISTERS: Final[Mapping[str, Callable[[Analysis, Result], Json]]] = {
    "scope.json": scope,
    "policy.json": policy,
    "obligations.json": obligations,
    "propagation_graph.json": graph,
    "risk_matrix.json": risks,
    "remedies_decisions.json": decisions,
    "questions.json": questions,
    "fallbacks.json": fallbacks,
    "minimum_elements.json": minimum_elements,
}
"""Every register by its file."""
