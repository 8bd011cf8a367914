"""Turn an `Analysis` into the document that every output is drawn from."""

from collections import Counter
from typing import cast

from licet.model import analysis as model
from licet.model.bom import PRODUCT, Problem
from licet.model.findings import Finding, MayMatter, OwedDuty, Question, Remedy, Settled
from licet.model.use import Config, Use
from licet.model.vocabulary import DutyStatus, Kind, Scope, Verdict
from licet.report import result as document
from licet.report.parts import components_of, licenses_of, link_of, listed, release_of, shown
from licet.report.pieces import clause_of, path_of, step_of
from licet.report.possible import capabilities_of, outbound_of, outbound_parts


def result_of(analysis: model.Analysis) -> document.Result:
    """Return the document of one analysis; the same analysis gives an equal document.

    Components, links and matrices are sorted; findings, duties, questions and remedies keep the order of their
    numbers. Names that hold lone surrogates (bad bytes in a file name) are written with backslash escapes.
    """
    config = analysis.config
    parts = components_of(analysis)
    result: document.Result = {
        "schema": document.SCHEMA,
        "tool": {"name": "licet", "version": analysis.version, "knowledge": analysis.knowledge},
        "notice": document.NOTICE,
        "date": analysis.assessed.isoformat() if analysis.assessed else "",
        "product": _product(config),
        "use": _use(config.use),
        "settings": _settings(config),
        "verdict": analysis.verdict.value,
        "gate": {"fails": analysis.gate_fails, "fail_on": config.policy.fail_on.value, "baseline": False, "known": 0},
        "summary": _summary(analysis),
        "components": parts,
        "links": sorted(map(link_of, analysis.bom.links), key=lambda link: (link["from"], link["how"], link["to"])),
        "licenses": licenses_of(analysis.terms),
        "findings": [_finding(finding) for finding in analysis.findings],
        "duties": [_duty(duty) for duty in analysis.duties],
        "questions": [_question(question) for question in analysis.questions],
        "opened_by": list(map(_settled, analysis.opened_by)),
        "may_matter": list(map(_may_matter, analysis.may_matter)),
        "remedies": [_remedy(remedy) for remedy in analysis.remedies],
        "plan": _plan(analysis),
        "outbound": [outbound_of(each) for each in analysis.outbound],
        "outbound_parts": outbound_parts(analysis),
        "risk_matrix": _risks(analysis),
        "restriction_matrix": _restrictions(analysis),
        "capability_matrix": capabilities_of(analysis.capabilities),
        "problems": [_problem(problem) for problem in sorted(analysis.bom.problems)],
    }
    return cast("document.Result", _encodable(result))


def _encodable(value: object) -> object:
    match value:
        case str():
            return value.encode("utf-8", "backslashreplace").decode("utf-8")
        case dict():
            return {_encodable(key): _encodable(each) for key, each in value.items()}
        case list():
            return [_encodable(each) for each in value]
        case _:
            return value


def _product(config: Config) -> document.Product:
    product = config.product
    return {
        "name": product.name,
        "version": product.version,
        "kind": product.kind.value,
        "license": product.license,
        "modalities": listed(product.modalities),
        "release": release_of(product.release),
    }


def _use(use: Use) -> document.Use:
    return {
        "commercial": use.commercial,
        "delivery": listed(use.delivery),
        "organization": use.organization.value if use.organization else None,
        "fields": listed(use.fields),
        "territories": listed(use.territories),
        "seat": use.seat,
        "sizes": {
            metric: [{"value": each.value, "at": each.at.isoformat() if each.at else None} for each in sizes]
            for metric, sizes in sorted(use.sizes.items())
        },
        "trains_models_on_outputs": use.trains_models_on_outputs,
        "publishes_outputs": use.publishes_outputs,
        "makes_trained_model_available": use.makes_trained_model_available,
        "publishes_research": use.publishes_research,
        "personal_data": use.personal_data,
    }


def _settings(config: Config) -> document.Settings:
    return {
        "stated": bool(config.path),
        "answers": dict(sorted(config.answers.items())),
        "positions": dict(sorted(config.positions.items())),
        "deny": list(config.policy.deny),
        "review": list(config.policy.review),
        "evidence": config.policy.evidence,
        "costs": dict(sorted(config.policy.costs.items())),
        "waivers": config.policy.waivers,
    }


def _summary(analysis: model.Analysis) -> document.Summary:
    parts = [part for part in analysis.bom.components if part.id != PRODUCT]
    kinds = Counter(part.kind for part in parts if part.scope is not Scope.MENTIONED)
    verdicts = Counter(finding.verdict for finding in analysis.findings if not finding.waived_by)
    statuses = Counter(duty.status for duty in analysis.duties)
    return {
        "parts": {kind.value: kinds[kind] for kind in Kind if kinds[kind]},
        "mentioned": sum(part.scope is Scope.MENTIONED for part in parts),
        "findings": {verdict.value: verdicts[verdict] for verdict in Verdict},
        "waived": sum(bool(finding.waived_by) for finding in analysis.findings),
        "duties": {status.value: statuses[status] for status in DutyStatus},
        "questions": len(analysis.questions),
        "remedies": len(analysis.remedies),
        "problems": len(analysis.bom.problems),
        "scan": dict(sorted(analysis.counts.items())),
    }


def _finding(finding: Finding) -> document.Finding:
    return {
        "id": finding.id,
        "key": finding.key,
        "rule": finding.rule,
        "act": finding.act.value if finding.act else "",
        "tag": finding.tags[0] if finding.tags else "",
        "tags": list(finding.tags),
        "duty": finding.duty.value if finding.duty else "",
        "verdict": finding.verdict.value,
        "severity": finding.severity,
        "title": finding.title,
        "components": list(finding.components),
        "path": path_of(finding.path),
        "steps": [step_of(step) for step in finding.path],
        "clauses": [clause_of(clause) for clause in finding.clauses],
        "facts": dict(sorted(finding.facts.items())),
        "readings": [
            {
                "id": each.id,
                "position": each.position,
                "verdict": each.verdict.value,
                "held_by": list(each.held_by),
            }
            for each in finding.readings
        ],
        "questions": list(finding.questions),
        "settled_by": list(map(_settled, finding.settled_by)),
        "may_matter": list(finding.may_matter),
        "remedies": list(finding.remedies),
        "because": list(finding.because),
        "waived_by": finding.waived_by,
        "waiver": _waiver(finding),
        "known": False,
    }


def _waiver(finding: Finding) -> document.Waived | None:
    waiver = finding.waiver
    if waiver is None:
        return None
    return {
        "reason": waiver.reason,
        "statement": waiver.statement,
        "approved_by": waiver.approved_by,
        "expires": waiver.expires.isoformat() if waiver.expires else None,
    }


def _duty(duty: OwedDuty) -> document.Duty:
    return {
        "id": duty.id,
        "key": duty.key,
        "duty": duty.duty,
        "status": duty.status.value,
        "trigger": duty.trigger,
        "component": duty.component,
        "path": path_of(duty.path),
        "steps": [step_of(step) for step in duty.path],
        "clause": clause_of(duty.clause) if duty.clause else None,
        "how_to_meet": duty.how_to_meet,
        "questions": list(duty.questions),
        "known": False,
        "may_matter": list(duty.may_matter),
    }


def _question(question: Question) -> document.Question:
    return {
        "id": question.id,
        "asks": question.asks,
        "about": question.about,
        "decides": list(question.decides),
        "verdict_if": {answer: verdict.value for answer, verdict in question.verdict_if.items()},
        "moves": question.moves,
    }


def _settled(settled: Settled) -> document.Settled:
    return {"answers": dict(settled.answers), "verdict": settled.verdict.value}


def _may_matter(fact: MayMatter) -> document.MayMatter:
    return {"id": fact.id, "asks": fact.asks, "about": fact.about, "bears_on": list(fact.bears_on)}


def _remedy(remedy: Remedy) -> document.Remedy:
    return {
        "id": remedy.id,
        "key": remedy.key,
        "kind": remedy.kind,
        "target": remedy.target,
        "title": remedy.title,
        "cost": remedy.cost,
        "assumes": list(remedy.assumes),
        "clears": list(remedy.clears),
        "verdict_after": remedy.verdict_after.value if remedy.verdict_after else None,
        "open_step": remedy.open_step,
        "weight": remedy.weight,
        "together": list(remedy.together),
    }


def _plan(analysis: model.Analysis) -> document.Plan | None:
    plan = analysis.plan
    if plan is None:
        return None
    return {
        "remedies": list(plan.remedies),
        "cost": plan.cost,
        "optimal": plan.optimal,
        "verdict_after": plan.verdict_after.value,
        "considered": plan.considered,
        "bound": plan.bound,
        "unproven": plan.unproven,
    }


def _risks(analysis: model.Analysis) -> list[document.Risk]:
    columns = {kind: place for place, kind in enumerate(model.RISK_KINDS)}
    cells = sorted(analysis.risks, key=lambda cell: (cell.component, columns.get(cell.kind, len(columns)), cell.kind))
    return [
        {
            "component": cell.component,
            "kind": cell.kind,
            "verdict": cell.verdict.value,
            "findings": list(cell.findings),
        }
        for cell in cells
    ]


def _restrictions(analysis: model.Analysis) -> list[document.Restricted]:
    cells = sorted(analysis.restrictions, key=lambda cell: (cell.tag, cell.component, cell.license, cell.section))
    return [
        {
            "tag": cell.tag,
            "component": cell.component,
            "license": cell.license,
            "strength": cell.strength,
            "section": cell.section,
            "quote": cell.quote,
            "use": cell.use,
            "verdict": cell.verdict.value,
        }
        for cell in cells
    ]


def _problem(problem: Problem) -> document.Unread:
    return {
        "path": shown(problem.path),
        "line": problem.line,
        "reason": problem.reason,
        "hint": problem.hint,
        "hides": problem.hides,
    }
