"""Planned systems whose answers were reasoned out by hand from the license texts: one file in tests/cases each.

A file states the system as licet.toml would, the legal reasoning in plain words, the clauses it rests on, and what a
careful specialist concludes. `variants` change some facts and state what becomes of the answer.
"""

import json
import shutil
import sysconfig
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from licet.licenses import load, load_exception
from licet.licenses.exception import exception_ids
from licet.licenses.readings import readings
from licet.model.terms import License, LicenseException, Territory, Threshold
from licet.model.vocabulary import REMEDY_KINDS, Duty, How, Reach
from licet.pipeline import analyze
from licet.report.result import Result
from licet.report.view import result_of
from licet.rules.registry import RULES
from tests.shared import REPOSITORY
from tools.example_texts import exact_text

FOLDER = REPOSITORY / "tests" / "cases"
SITE = Path(sysconfig.get_paths()["purelib"])
DAY = date(2026, 11, 21)
DECISIVE = frozenset({"blocked", "needs-review"})
Table = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One system and what is concluded of it; `name` is the file's, with the variant's number behind it."""

    name: str
    system: Table
    expected: Table
    files: Mapping[str, str] = field(default_factory=dict)
    changed_texts: tuple[Table, ...] = ()
    day: date = DAY
    xfail: str = ""


@cache
def documents() -> Mapping[str, Table]:
    return {path.stem: tomllib.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.toml"))}


def cases() -> Iterator[Case]:
    for name, document in documents().items():
        yield _case(name, document, document["system"])
        for number, variant in enumerate(document.get("variants", ()), start=1):
            yield _case(f"{name}:{number}", {**document, **variant}, _patched(document["system"], variant))


def _case(name: str, document: Table, system: Table) -> Case:
    return Case(
        name=name,
        system=system,
        expected=document["expected"],
        files=document.get("files", {}),
        changed_texts=tuple(document.get("changed_texts", ())),
        day=document.get("day", DAY),
        xfail=document.get("xfail", ""),
    )


def _patched(system: Table, variant: Table) -> Table:
    """The system with the variant's `change`: tables are merged, components by id and links by their ends."""
    changed = dict(system)
    for key, value in variant.get("change", {}).items():
        if isinstance(value, Mapping):
            changed[key] = {**changed.get(key, {}), **value}
        else:
            changed[key] = [_entry(each, value) for each in changed.get(key, ())]
            known = [_ends(each) for each in changed[key]]
            changed[key] += [each for each in value if _ends(each) not in known]
    return changed


def _ends(entry: Table) -> tuple[str, ...]:
    return tuple(str(entry.get(key, "")) for key in ("id", "from", "to"))


def _entry(entry: Table, changes: list[Table]) -> Table:
    return next(({**entry, **each} for each in changes if _ends(each) == _ends(entry)), entry)


def written(table: Table) -> str:
    """A licet.toml that says what the tables say."""
    lines: list[str] = []
    for name, value in table.items():
        for entry in value if isinstance(value, list) else [value]:
            lines.append(f"[[{name}]]" if isinstance(value, list) else f"[{name}]")
            lines += [f"{json.dumps(key)} = {_toml(each)}" for key, each in entry.items()]
    return "\n".join(lines) + "\n"


def _toml(value: object) -> str:
    match value:
        case date():
            return value.isoformat()
        case dict():
            return "{ " + ", ".join(f"{json.dumps(key)} = {_toml(each)}" for key, each in value.items()) + " }"
        case list():
            return "[" + ", ".join(map(_toml, value)) + "]"
        case _:
            return json.dumps(value)


CASES = {case.name: case for case in cases()}
MARKED = [
    pytest.param(name, marks=pytest.mark.xfail(reason=case.xfail, strict=True)) if case.xfail else name
    for name, case in CASES.items()
]


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A function from a case's name to its result; every case is judged once."""
    known: dict[str, Result] = {}
    root = tmp_path_factory.mktemp("cases")

    def result(name: str) -> Result:
        if name not in known:
            known[name] = _judge(CASES[name], root / name.replace(":", "-"))
        return known[name]

    yield result
    shutil.rmtree(root, ignore_errors=True)


def _judge(case: Case, folder: Path) -> Result:
    folder.mkdir()
    (folder / "licet.toml").write_text(written(case.system), "utf-8")
    for name, text in case.files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    for entry in case.changed_texts:
        whole = exact_text(SITE, entry["license"])
        if whole is None:
            pytest.skip(f"no package with the text of {entry['license']} is installed")
        old, new = entry["change"]
        assert old.encode() in whole, old
        (folder / entry["path"]).write_bytes(whole.replace(old.encode(), new.encode()))
    return result_of(analyze(folder, now=case.day))


def matches(finding: Any, entry: Table) -> bool:
    """Whether a finding is the expected one: rule, verdict, parts, and at least the sections named."""
    sections = {clause["section"] for clause in finding["clauses"]}
    same = finding["rule"] == entry["rule"] and finding["verdict"] == entry["verdict"]
    return (
        same and sorted(finding["components"]) == sorted(entry["parts"]) and set(entry.get("sections", ())) <= sections
    )


def told(finding: Any) -> str:
    sections = ",".join(clause["section"] for clause in finding["clauses"])
    return f"{finding['rule']} {finding['verdict']} {finding['components']} {sections}: {'; '.join(finding['because'])}"


@pytest.mark.parametrize("name", MARKED)
def test_case_is_judged_as_reasoned(name: str, judged: Any) -> None:
    """One test per case: a case that is known to fail fails as a whole."""
    result, expected = judged(name), CASES[name].expected
    found = [f for f in result["findings"] if not f.get("waived_by")]
    wanted = expected.get("findings", [])
    unexpected = [told(f) for f in found if f["verdict"] in DECISIVE and not any(matches(f, e) for e in wanted)]
    missing = [entry for entry in wanted if not any(matches(f, entry) for f in found)]
    assert (result["verdict"], unexpected, missing) == (expected["verdict"], [], [])
    assert [
        e
        for e in expected.get("minor", ())
        if not any(matches(f, {**e, "verdict": "allowed-with-duties"}) for f in found)
    ] == []
    assert [told(f) for f in found if f["rule"] in expected.get("absent", ())] == []
    _assert_duties(result, expected)
    _assert_ways_on(result, expected)


def _assert_duties(result: Result, expected: Table) -> None:
    """Duties as `part duty section`; those not owed as `part duty`, or `part *` for all but keeping the text."""
    stated: dict[str, set[str]] = {status: set() for status in ("due", "pending", "met", "standing")}
    for duty in result["duties"]:
        section = duty["clause"]["section"] if duty["clause"] else ""
        stated[duty["status"]].add(f"{duty['component']} {duty['duty']} {section}".strip())
    for status in ("due", "pending", "met"):
        assert set(expected.get(status, ())) - stated[status] == set(), (status, sorted(stated[status]))
    owed = {tuple(each.split(" ", 2)[:2]) for each in stated["due"] | stated["pending"]}
    about = {f"{part} {duty}" for part, duty in owed} | {f"{p} *" for p, duty in owed if duty != "missing-text"}
    assert set(expected.get("not_owed", ())) & about == set()


def _assert_ways_on(result: Result, expected: Table) -> None:
    asked = {question["id"]: question["verdict_if"] for question in result["questions"]}
    wanted = expected.get("asked", {})
    assert {name: asked.get(name) for name in wanted} == wanted, asked
    offered = {remedy["kind"] for remedy in result["remedies"]}
    assert set(expected.get("offered", ())) - offered == set(), sorted(offered)
    assert set(expected.get("not_offered", ())) & offered == set()
    titles = " ".join(remedy["title"] for remedy in result["remedies"])
    assert [name for name in expected.get("named", ()) if name not in titles] == []
    _assert_plan(result, expected)
    possible = {each["license"]: each["possible"] for each in result["outbound"]}
    assert {name: possible.get(name) for name in expected.get("outbound", {})} == expected.get("outbound", {})


def _assert_plan(result: Result, expected: Table) -> None:
    """The plan as `kind target`, all of its steps; it must be proven the cheapest, or settle all that is due."""
    plan = result["plan"]
    known = {remedy["id"]: remedy for remedy in result["remedies"]}
    if "plan" in expected:
        assert plan is not None
        steps = [f"{known[name]['kind']} {known[name]['target']}" for name in plan["remedies"]]
        assert sorted(steps) == sorted(expected["plan"])
        assert not result["gate"]["fails"] or plan["optimal"]
    if "plan_after" in expected:
        assert plan is not None
        assert plan["verdict_after"] == expected["plan_after"]


@pytest.mark.parametrize("name", sorted(documents()))
def test_reasoning_and_clauses_are_stated(name: str) -> None:
    document = documents()[name]
    assert len(document["reasoning"].split()) >= 15
    assert document["clauses"] or "no license" in document["reasoning"]
    for clause in document["clauses"]:
        assert (clause["section"], clause["locator"]) in _places(clause["license"]), clause


@pytest.mark.parametrize("name", sorted(name for name, document in documents().items() if "published" in document))
def test_published_answers_are_quoted_and_weighed(name: str) -> None:
    published = documents()[name]["published"]
    assert published["agrees"] in {True, False}
    assert all(published[key] for key in ("source", "case", "quote"))
    assert published["agrees"] or published["because"]


def _places(license_id: str) -> set[tuple[str, str]]:
    """Every section and locator of a record, or of an exception."""
    record: License | LicenseException
    record = load_exception(license_id) if license_id in exception_ids() else load(license_id)
    return set(_clauses(record))


def _clauses(value: object) -> Iterator[tuple[str, str]]:
    if hasattr(value, "quote") and hasattr(value, "section"):
        yield (value.section, value.quote)
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _clauses(each)
    elif isinstance(value, tuple | list | frozenset):
        for each in value:
            yield from _clauses(each)
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from _clauses(getattr(value, name))


# -- coverage ----------------------------------------------------------------------------------------------------------


def _expected(*keys: str) -> Iterator[Any]:
    for case in CASES.values():
        for key in keys:
            yield from case.expected.get(key, ())


def test_there_are_enough_cases() -> None:
    assert len(documents()) >= 60


def test_every_finding_has_a_case() -> None:
    assert {entry["rule"] for entry in _expected("findings", "minor")} == {rule.id for rule in RULES}


PATTERNS = {
    "10.1": {"no-further-restrictions"},
    "10.2": {"share-alike", "license-drift"},
    "10.3": {"noncommercial-only", "research-only", "nonproduction-only", "act-withheld"},
    "10.4": {"competing-model-training", "llm-improvement"},
    "10.5": {"naming"},
    "10.6": {"territory", "threshold"},
    "10.7": {"disclose-source"},
    "10.8": {"no-sharing-of-derivatives"},
    "further": {"field-of-use", "policy"},
}
"""The conflicts of vocabulary 10 that block where the facts are known; 10.9 and 10.10 never do."""


@pytest.mark.parametrize("pattern", PATTERNS)
def test_every_conflict_has_a_case_that_blocks_and_names_the_place(pattern: str) -> None:
    blocked = {
        entry["rule"] for entry in _expected("findings") if entry["verdict"] == "blocked" and entry.get("sections")
    }
    assert PATTERNS[pattern] - {"policy"} <= blocked
    assert "policy" in {entry["rule"] for entry in _expected("findings") if entry["verdict"] == "blocked"}


@pytest.mark.parametrize("rule", ["latest-policy", "data-protection"])
def test_what_never_blocks_has_a_case_that_needs_review(rule: str) -> None:
    verdicts = {entry["verdict"] for entry in _expected("findings") if entry["rule"] == rule}
    assert verdicts == {"needs-review"}


def test_both_forms_of_the_crisis_have_a_case_that_tells_what_decides() -> None:
    """One program is blocked; two programs are asked about, and each answer gives the verdict of one form."""
    assert CASES["agpl-crisis-imported"].expected["verdict"] == "blocked"
    apart = CASES["agpl-crisis-apart"].expected
    assert apart["verdict"] == "needs-review"
    assert apart["asked"] == {"one-work:renderer": {"yes": "blocked", "no": "allowed"}}


def test_every_manner_of_a_link_has_a_case() -> None:
    links = [(case, link) for case in CASES.values() for link in case.system.get("link", ())]
    manners = {str(link.get("facts", {}).get("how", "")) for _, link in links if link["how"] == "links"}
    assert manners == {"static", "dynamic", "import", ""}
    alone = {
        part.get("facts", {}).get("alone")
        for case, link in links
        if link["how"] == "adapts"
        for part in case.system["component"]
        if part["id"] == link["from"]
    }
    assert {True, False} <= alone


def test_every_scope_of_a_share_alike_has_a_case() -> None:
    scopes = {
        record.duty(Duty.SHARE_ALIKE).reach
        for case in CASES.values()
        for part in case.system.get("component", ())
        for word in str(part.get("license", "")).split()
        if _known(word)
        for record in [load(word)]
    }
    assert scopes >= set(Reach)


def test_every_ground_of_a_territory_has_a_case() -> None:
    judged = {entry["parts"][0] for entry in _expected("findings") if entry["rule"] == "territory"}
    grounds = {
        ground
        for case in CASES.values()
        for part in case.system.get("component", ())
        if part["id"] in judged and _known(str(part.get("license", "")))
        for condition in load(part["license"]).conditions
        if isinstance(condition, Territory)
        for ground in condition.tested_on
    }
    assert grounds == {"licensee-seat", "place-of-use", "output-location"}, "no record tests on the end user"


def test_every_link_has_a_case() -> None:
    used = {link["how"] for case in CASES.values() for link in case.system.get("link", ())}
    assert used == {str(how) for how in How}


def test_every_position_of_every_reading_has_a_case() -> None:
    chosen = {item for case in CASES.values() for item in case.system.get("positions", {}).items()}
    known = {(name, position.name) for name, point in readings().items() for position in point.positions}
    assert chosen == known


def test_every_kind_of_remedy_has_a_case() -> None:
    assert set(_expected("offered")) == set(REMEDY_KINDS)


def test_every_kind_of_remedy_that_can_be_judged_is_the_way_out_of_a_case() -> None:
    planned = {step.split(" ")[0] for step in _expected("plan")}
    assert planned == set(REMEDY_KINDS) - {"obtain-text", "answer-question"}


def test_every_metric_has_a_case_and_both_measuring_dates() -> None:
    parts = {
        part["license"] for case in CASES.values() for part in case.system.get("component", ()) if "license" in part
    }
    sizes = {"monthly_active_users", "daily_active_users", "annual_revenue_usd", "monthly_revenue_usd"}
    assert sizes <= {key for case in CASES.values() for key in case.system.get("use", {})}
    records = [load(name) for name in parts if name.startswith("LicenseRef-") and _known(name)]
    thresholds = [each for record in records for each in record.conditions if isinstance(each, Threshold)]
    assert {each.metric for each in thresholds} == {"MAU", "DAU", "annual-revenue", "monthly-revenue"}
    assert {each.measured for each in thresholds} == {"release-date", "current"}


def _known(name: str) -> bool:
    return (REPOSITORY / "src" / "licet" / "licenses" / "data" / f"{name}.toml").is_file()


def test_the_exceptions_have_cases() -> None:
    stated = " ".join(part.get("license", "") for case in CASES.values() for part in case.system.get("component", ()))
    wanted = ("Classpath-exception-2.0", "GCC-exception-3.1", "LLVM-exception", "Linux-syscall-note")
    assert [name for name in wanted if name not in stated] == []
