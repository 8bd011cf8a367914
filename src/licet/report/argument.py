"""The whole argument behind one thing as plain data: the thing itself, and everything that it names."""

from collections.abc import Iterable, Mapping

from licet.report.lookup import Index
from licet.report.result import Link
from licet.report.statements import Told, duties_on, findings_on, gate_at, ways_to

Plain = Mapping[str, object]


def argument(index: Index, found: tuple[str, str] | Told) -> dict[str, object]:
    """Return what `licet explain -f json` prints.

    `kind` and `id` say what is explained, `subject` is the entry of the result. `components`, `questions`, `remedies`,
    `findings` and `duties` are the entries that bear on it; `ways` maps each part to the ways from the product to it.
    """
    match found:
        case Told():
            return _statement(index, found)
        case (kind, identity):
            subject = _subject(index, kind, identity)
            parts = _names(subject, "components", "component", "about", "target") or [identity]
            return {
                "kind": kind,
                "id": identity,
                "subject": subject,
                **_around(index, subject, parts),
                "notice": index.result["notice"],
            }


def _subject(index: Index, kind: str, identity: str) -> Plain:
    known: Mapping[str, Mapping[str, Plain]] = {
        "finding": index.findings,
        "duty": index.duties,
        "question": index.questions,
        "remedy": index.remedies,
        "component": index.components,
    }
    return known[kind][identity]


def _names(subject: Plain, *keys: str) -> list[str]:
    """The ids under some keys, be it one or a list of them."""
    found: list[str] = []
    for key in keys:
        value = subject.get(key)
        found += [value] if isinstance(value, str) else [str(each) for each in value] if isinstance(value, list) else []
    return list(dict.fromkeys(found))


def _around(index: Index, subject: Plain, parts: list[str]) -> dict[str, object]:
    rests = _names(subject, "decides", "clears")
    if "licenses" in subject:
        rests = [each["id"] for each in index.result["findings"] if set(parts) & set(each["components"])]
        rests += [each["id"] for each in index.result["duties"] if each["component"] in parts]
    return {
        "components": _each(index.components, parts),
        "questions": _each(index.questions, _names(subject, "questions")),
        "remedies": _each(index.remedies, _names(subject, "remedies")),
        "findings": _each(index.findings, rests),
        "duties": _each(index.duties, rests),
        "ways": {part: ways_to(index, part) for part in parts if part in index.components},
    }


def _each(known: Mapping[str, Plain], ids: Iterable[str]) -> list[Plain]:
    return [known[each] for each in ids if each in known]


def _statement(index: Index, told: Told) -> dict[str, object]:
    clause = told.said.clause
    findings, duties = findings_on(index, told), duties_on(index, told)
    ways = {part: ways_to(index, part) for part in told.parts}
    gates = {part: [[_gate(told, link) for link in way] for way in found] for part, found in ways.items()}
    resting: list[Plain] = [*findings, *duties]
    return {
        "kind": "statement",
        "id": told.name,
        "subject": {
            "license": told.license.id,
            "statement": told.said.key,
            "says": told.said.words,
            "document": clause.document if clause else "",
            "section": clause.section if clause else "",
            "quote": clause.quote if clause else "",
            "note": told.said.note,
            "readings": [reading.id for reading in told.license.readings if told.said.key in reading.statements],
        },
        "components": _each(index.components, told.parts),
        "questions": _each(index.questions, dict.fromkeys(q for one in resting for q in _names(one, "questions"))),
        "remedies": _each(index.remedies, dict.fromkeys(r for one in findings for r in one["remedies"])),
        "findings": list(findings),
        "duties": list(duties),
        "ways": ways,
        **({"share_alike": gates} if told.said.share_alike else {}),
        "notice": index.result["notice"],
    }


def _gate(told: Told, link: Link) -> dict[str, str]:
    found = gate_at(told.license, link)
    return {"way": found.way, "of": found.of}
