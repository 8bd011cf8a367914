"""The sheets on models and data: provenance records, the fragment for the EU AI Act, openness."""

import re
from collections.abc import Iterator
from typing import Final

from licet.model.analysis import Analysis
from licet.model.bom import Release
from licet.model.findings import Terms
from licet.model.terms import License
from licet.model.vocabulary import Act, Category, Kind, Strength, Value
from licet.report.bom import bill_of
from licet.report.json_text import json_text
from licet.report.markdown import escaped
from licet.report.result import Component, Result
from licet.report.words import spoken

_SLUG: Final = re.compile(r"[^A-Za-z0-9.+-]+")
_FREEDOMS: Final = {
    "use": (Act.USE_COMMERCIALLY, Act.USE_OUTPUTS),
    "study and modify": (Act.MODIFY,),
    "share": (Act.REDISTRIBUTE,),
}
_ASK: Final = "not known to Licet: to be supplied"
_MOF: Final = (
    *(
        ("III", "model architecture", "code"),
        ("III", "final model parameters", "data"),
        ("III", "model card", "document"),
    ),
    *(
        ("III", "data card", "document"),
        ("III", "technical report", "document"),
        ("III", "evaluation results", "document"),
    ),
    *(("II", "training code", "code"), ("II", "inference code", "code"), ("II", "evaluation code", "code")),
    *(("II", "evaluation data", "data"), ("I", "datasets", "data"), ("I", "data preprocessing code", "code")),
    *(("I", "intermediate parameters", "data"), ("I", "research paper", "document")),
)
"""Components of the Model Openness Framework by the class that first asks for them; optional ones are left out."""


def dataset_records(result: Result) -> Iterator[tuple[str, str]]:
    """Yield one provenance record per data set and an index: path and text (D&TA Data Provenance Standards 1.0.0)."""
    index = []
    releases = {part.id: part.release for part in bill_of(result).all}
    for number, part in enumerate((p for p in result["components"] if p["kind"] == Kind.DATASET), start=1):
        name = f"datasets/{number:03}-{_SLUG.sub('-', part['label']).strip('-.')[:60] or 'data'}.dps.json"
        record = _record(part, releases[part["id"]])
        index.append({"id": part["id"], "record": name, "missing": sorted(_missing(record))})
        yield name, _json(record)
    yield "datasets/index.json", _json(index)


def _record(part: Component, release: Release) -> dict[str, object]:
    """What is known of one data set under the elements of the standard; null is missing."""
    licenses = part["licenses"]
    return {
        "source": {
            "version": part["version"] or None,
            "title": part["label"],
            "id": part["id"],
            "location": release.location or part["purl"] or None,
            "issuer": release.originator or release.supplier or None,
            "description": None,
        },
        "provenance": {
            "source": None,
            "origin-geography": None,
            "date": release.released or None,
            "generation-method": None,
            "format": None,
        },
        "use": {
            "license": licenses["concluded"] or None,
            "license-evidence": licenses["grade"],
            "consents": part["facts"].get("consent_documented"),
            "classification": "personal data" if part["facts"].get("personal_data") is True else None,
            "intended-purpose": None,
            "copyright": None,
            "patent": None,
            "trademark": None,
        },
    }


def _missing(record: object, at: str = "") -> Iterator[str]:
    if isinstance(record, dict):
        for key, value in record.items():
            yield from _missing(value, f"{at}.{key}" if at else key)
    elif record is None:
        yield at


def gpai_sheet(analysis: Analysis, result: Result) -> str:
    """Return a fragment of the documentation of Articles 53(1), 53(2), Annexes XI and XII, filled from the result."""
    known = {terms.component.id: terms for terms in analysis.terms}
    releases = {part.id: part.release for part in bill_of(result).all}
    models = [part for part in result["components"] if part["kind"] in {Kind.MODEL, Kind.ADAPTER}]
    data = [part for part in result["components"] if part["kind"] == Kind.DATASET]
    lines = ["# General-purpose AI models: fragment for the documentation", ""]
    lines += ["Filled from what Licet read. It decides nothing; what it does not know is named.", "", "## Models", ""]
    for part in models:
        lines += [*_model(part, known.get(part["id"]), releases[part["id"]]), ""]
    lines += ["" if models else "None was found.", "## Data, by license and origin", ""]
    lines += [
        f"- {escaped(part['label'])}: license {escaped(part['licenses']['concluded'] or 'unknown')} "
        f"(evidence: {part['licenses']['grade']}); opt-outs of rights holders: not looked for"
        for part in data
    ] or ["None was found."]
    return "\n".join(lines).rstrip() + "\n"


def _model(part: Component, terms: Terms | None, release: Release) -> Iterator[str]:
    yield f"### {escaped(part['label'])}"
    yield ""
    yield f"- License (Annex XI 1(f), Annex XII): {escaped(part['licenses']['concluded'] or 'unknown')}"
    yield f"- Acceptable use policy (Annex XI 1(b)): {_policies(terms)}"
    yield f"- Release and distribution (Annex XI 1(c)): {_release(release)}"
    yield f"- Data: type, provenance, how it was obtained (Annex XI 2(c)): {_ASK}, beyond the list below"
    yield f"- Exemption of Article 53(2): {_exemption(terms)}"


def _policies(terms: Terms | None) -> str:
    """The licenses that are a policy on use or hold one; to bar commercial use alone is no such policy."""
    names = [each.name for each in terms.licenses if _has_policy(each)] if terms else []
    return ", ".join(map(escaped, names)) or "none in the licenses that were read"


def _has_policy(license_: License) -> bool:
    in_policy = any(each.clause.document == "policy" for each in license_.restrictions)
    return in_policy or license_.category is Category.USE_RESTRICTED


def _release(release: Release) -> str:
    """When, where and by whom a model was given out, as far as that is known."""
    told = (
        ("released on", release.released),
        ("at", release.location),
        ("by", release.supplier),
    )
    return escaped(" ".join(f"{word} {value}" for word, value in told if value)) or _ASK


def _exemption(terms: Terms | None) -> str:
    """The four freedoms by the license alone; publication of weights, architecture and use is a fact to state."""
    free = freedom(terms)
    if terms is None or free is None:
        return "ask: the license is not known, or was not read in full"
    if not free:
        lacking = dict.fromkeys(each for license_ in terms.licenses for each in unfree(license_))
        return f"not met by the license: {'; '.join(lacking)}"
    return "the license permits use, study, modification and sharing; ask: are weights, architecture and use public?"


def freedom(terms: Terms | None) -> bool | None:
    """Whether the licenses of a part are free in the sense of Article 53(2); None where not all of them were read."""
    known = terms is not None and bool(terms.licenses) and not terms.unread and not terms.exception_unread
    if terms is None or not known or not all(license_.complete for license_ in terms.licenses):
        return None
    return not any(True for license_ in terms.licenses for _ in unfree(license_))


def unfree(license_: License) -> Iterator[str]:
    """Why a license is not free in the sense of Article 53(2): an act not plainly permitted, or a limit of use."""
    for freedom, acts in _FREEDOMS.items():
        for act in acts:
            said = license_.permission(act)
            by_duties = bool(said.hangs_on) and all(each.partition(".")[0] == "duties" for each in said.hangs_on)
            silent = act is Act.USE_OUTPUTS and said.value is Value.SILENT
            if said.value is not Value.YES and not by_duties and not silent:
                place = f" (§{said.clause.section})" if said.clause else ""
                yield escaped(f"{freedom}: {spoken(act)} is {said.value}{place}")
    limit = next((each for each in license_.restrictions if each.strength is Strength.PROHIBITED), None)
    if limit:
        yield escaped(f'use: {spoken(limit.tag)} is barred (§{limit.clause.section}, "{limit.clause.quote}")')


def openness(analysis: Analysis, result: Result) -> str:
    """Return the components of the Model Openness Framework that the result tells of, as YAML that JSON is, too.

    A class is claimed for nothing that was not seen: what only the publisher knows is null.
    """
    known = {terms.component.id: terms for terms in analysis.terms}
    models = []
    for part in result["components"]:
        if part["kind"] != Kind.MODEL:
            continue
        free = freedom(known.get(part["id"]))
        rows = [
            {
                "component": name,
                "content": content,
                "class": wanted,
                "license": part["licenses"]["concluded"] or None if name == "final model parameters" else None,
                "open": free if name == "final model parameters" else None,
            }
            for wanted, name, content in _MOF
        ]
        models.append({"model": part["id"], "class": None, "components": rows})
    return _json({"framework": "Model Openness Framework", "models": models})


def _json(value: object) -> str:
    return json_text(value, indent=2)
