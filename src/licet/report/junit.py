"""JUnit XML, as CI systems show it: a test per finding, failed where it makes the gate fail."""

from typing import Final
from xml.etree import ElementTree as ET

from licet.report.issues import Issue, issues_of
from licet.report.lookup import index_of, place
from licet.report.options import Options
from licet.report.phrases import counts_line, gate_line
from licet.report.result import Result
from licet.report.words import VERDICTS, clean

_GATE: Final = "gate"


def render(result: Result, options: Options) -> str:  # noqa: ARG001 - every reporter has this signature
    """Return one suite per rule, and one for the gate as a whole."""
    issues = issues_of(index_of(result))
    root = ET.Element("testsuites", name=f"Licet: {clean(result['product']['name'])}")
    _suite(root, _GATE, [_gate(result)])
    for rule in dict.fromkeys(each.rule for each in issues):
        _suite(root, rule, [_case(each) for each in issues if each.rule == rule])
    for key in ("tests", "failures", "skipped"):
        root.set(key, str(sum(int(suite.get(key, "0")) for suite in root)))
    root.set("errors", "0")
    ET.indent(root, " ")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _suite(root: ET.Element, name: str, cases: list[ET.Element]) -> None:
    suite = ET.SubElement(root, "testsuite", name=name, tests=str(len(cases)), errors="0")
    suite.set("failures", str(sum(case.find("failure") is not None for case in cases)))
    suite.set("skipped", str(sum(case.find("skipped") is not None for case in cases)))
    suite.extend(cases)


def _gate(result: Result) -> ET.Element:
    case = ET.Element("testcase", classname="licet.gate", name=f"verdict: {VERDICTS[result['verdict']]}", time="0")
    told = f"{gate_line(result)}; {counts_line(result)}"
    if result["gate"]["fails"]:
        ET.SubElement(case, "failure", type=result["verdict"], message=told)
    else:
        ET.SubElement(case, "system-out").text = told
    return case


def _case(issue: Issue) -> ET.Element:
    seen = place(issue.place.path, issue.place.line)
    case = ET.Element("testcase", classname=f"licet.{issue.rule}", name=f"{issue.id} {issue.title}", time="0")
    case.set("file", clean(issue.place.path))
    case.set("line", str(max(issue.place.line, 1)))
    text = "\n".join([seen, *issue.details])
    if issue.counts:
        ET.SubElement(case, "failure", type=issue.verdict, message=issue.title).text = text
    elif issue.state != "new":
        why = f"waived: {issue.waiver}" if issue.waiver else "known: the baseline holds it"
        ET.SubElement(case, "skipped", message=why)
    else:
        ET.SubElement(case, "system-out").text = text
    return case
