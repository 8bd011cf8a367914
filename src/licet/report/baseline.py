"""Hold a result against an earlier one: the gate then fails on what is new alone."""

from licet.report.result import Duty, Finding, Result
from licet.report.words import RANKS

_OWED = frozenset({"due", "pending"})


def against(result: Result, baseline: Result) -> Result:
    """Return the result with what the baseline holds marked as known, and the gate judged by the rest.

    Findings and duties are the same where their keys are and the new one is no worse. What was waived in the baseline
    is not known. The verdict stays what it is.
    """
    findings = {each["key"]: RANKS[each["verdict"]] for each in baseline["findings"] if not each["waived_by"]}
    duties = {each["key"]: each["status"] for each in baseline["duties"] if each["status"] in _OWED}
    marked: Result = {
        **result,
        "findings": [_finding(each, findings) for each in result["findings"]],
        "duties": [_duty(each, duties) for each in result["duties"]],
    }
    known = sum(each["known"] for each in (*marked["findings"], *marked["duties"]))
    marked["gate"] = {"fails": False, "fail_on": result["gate"]["fail_on"], "baseline": True, "known": known}
    marked["gate"]["fails"] = gate_fails(marked)
    return marked


def gate_fails(result: Result) -> bool:
    """Whether the verdict reaches the gate's limit; with a baseline, the worst of what is new."""
    limit = RANKS[result["gate"]["fail_on"]]
    if not result["gate"]["baseline"]:
        return RANKS[result["verdict"]] >= limit
    counted = [RANKS[each["verdict"]] for each in result["findings"] if not (each["waived_by"] or each["known"])]
    owed = [each for each in result["duties"] if each["status"] in _OWED and not each["known"]]
    return max([*counted, *([RANKS["allowed-with-duties"]] if owed else [])], default=0) >= limit


def _finding(finding: Finding, known: dict[str, int]) -> Finding:
    before = known.get(finding["key"], -1)
    return {**finding, "known": before >= RANKS[finding["verdict"]] and not finding["waived_by"]}


def _duty(duty: Duty, known: dict[str, str]) -> Duty:
    before = known.get(duty["key"], "")
    same = before == duty["status"] or before == "due"
    return {**duty, "known": bool(before) and same and duty["status"] in _OWED}
