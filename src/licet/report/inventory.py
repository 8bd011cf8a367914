"""The bill of materials alone: what a scan found, before anything is judged."""

from typing import Final

from licet.model.bom import PRODUCT
from licet.report import Reporter
from licet.report.json_text import json_text
from licet.report.layout import Page
from licet.report.options import Options
from licet.report.phrases import parts_line
from licet.report.result import Component, Result
from licet.report.words import short, unlicensed

KEYS = ("schema", "tool", "notice", "date", "product", "components", "links", "licenses", "problems")
"""What of a result holds without judging."""
_LABEL = 60


def as_json(result: Result, options: Options) -> str:  # noqa: ARG001 - every reporter has this signature
    """The bill of materials as JSON, in the shapes of a result."""
    known = dict(result)
    return json_text({key: known[key] for key in KEYS})


def as_text(result: Result, options: Options) -> str:
    """One line per part: kind, name, license with its grade, and where it was seen."""
    page = Page(options)
    product = result["product"]
    heading = f"{product['name']} {product['version']}".strip()
    page.row((short(heading, _LABEL), "heading"), at=2, right=parts_line(result))
    page.gap()
    for part in (part for part in result["components"] if part["id"] != PRODUCT):
        page.row((_name(part), ""), lead=part["kind"], at=15, right=_license(part))
        if part["evidence"]:
            seen = part["evidence"][0]
            more = f" + {len(part['evidence']) - 1}" if len(part["evidence"]) > 1 else ""
            line = f":{seen['line']}" if seen["line"] else ""
            page.row((f"{seen['path']}{line}{more}", ""), at=17)
    if result["problems"]:
        page.gap()
    for number, problem in enumerate(result["problems"]):
        line = f":{problem['line']}" if problem["line"] else ""
        words = f"{problem['path']}{line} ({problem['reason']})"
        page.row((words, ""), lead="" if number else "NOT READ", style="heading", at=15)
    return page.text()


def _name(part: Component) -> str:
    version = f" {part['version']}" if part["version"] and part["version"] not in part["label"] else ""
    unresolved = f" (not resolved: {part['expression']})" if part["unresolved"] else ""
    return f"{short(part['label'], _LABEL)}{version}{short(unresolved, _LABEL)}"


def _license(part: Component) -> str:
    found = part["licenses"]
    if part["own"] and not found["concluded"]:
        return "our own"
    if not found["concluded"]:
        return unlicensed(looked=found["looked"], differs=bool(part["differs"]))
    return f"{short(found['concluded'], _LABEL)} ({found['grade']})"


def _spdx3(result: Result, options: Options) -> str:
    from licet.report import spdx3  # noqa: PLC0415 - each format brings only its own modules

    return spdx3.render(result, options)


def _spdx2(result: Result, options: Options) -> str:
    from licet.report import spdx2  # noqa: PLC0415 - as above

    return spdx2.render(result, options)


def _cyclonedx(result: Result, options: Options) -> str:
    from licet.report import cyclonedx  # noqa: PLC0415 - as above

    return cyclonedx.render(result, options, judged=False)


def _cyclonedx_1_6(result: Result, options: Options) -> str:
    from licet.report import cyclonedx  # noqa: PLC0415 - as above

    return cyclonedx.render(result, options, version="1.6", judged=False)


def _csv(result: Result, options: Options) -> str:
    from licet.report import comma_separated  # noqa: PLC0415 - as above

    return comma_separated.render(result, options, judged=False)


INVENTORY: Final[dict[str, Reporter]] = {
    "terminal": as_text,
    "json": as_json,
    "spdx3": _spdx3,
    "spdx2": _spdx2,
    "cyclonedx": _cyclonedx,
    "cyclonedx-1.6": _cyclonedx_1_6,
    "csv": _csv,
}
"""The formats that say something of parts alone, by name."""
