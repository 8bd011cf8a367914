"""docs/formats.md against the list of formats, the links, the properties and the profiles."""

import json
import re

import pytest

from licet.conformance.profiles import PROFILES
from licet.model.vocabulary import How
from licet.report import FORMATS, REPORTERS, SUFFIXES, Options
from licet.report.inventory import INVENTORY
from licet.report.view import result_of
from tests.report.generated import analyses
from tests.shared import REPOSITORY

TEXT = (REPOSITORY / "docs" / "formats.md").read_text("utf-8")
ROWS = [line for line in TEXT.splitlines() if line.startswith("| `")]


def cells(row: str) -> list[str]:
    return [cell.strip() for cell in row.strip("|").split("|")]


def test_every_format_has_a_row_with_its_names() -> None:
    told: dict[str, set[str]] = {}
    for row in ROWS:
        formats, names, *_ = cells(row)
        for form in re.findall(r"`([^`]+)`", formats):
            if form in FORMATS:
                told.setdefault(form, set()).update(re.findall(r"`([^`]+)`", names))
    assert set(told) == set(FORMATS)
    for suffix, form in SUFFIXES.items():
        assert suffix in told[form]


def test_formats_of_a_scan_are_named() -> None:
    sentence = next(line for line in TEXT.splitlines() if line.startswith("`licet scan` writes"))
    plain = {form for form in INVENTORY if not form.startswith(("spdx", "cyclonedx"))}
    assert set(re.findall(r"`(\w+)`", sentence)) == plain


@pytest.mark.parametrize("how", [each.value for each in How])
def test_every_link_has_a_row_that_is_true(how: str) -> None:
    [row] = [row for row in ROWS if f"`{how}`" in cells(row)[0] and len(cells(row)) == 3 and "." not in cells(row)[1]]
    wanted = set(re.findall(r"`(\w+)`", cells(row)[1])) | {"dependsOn"}
    seen: set[str] = set()
    for analysis in analyses(45, seed=1):
        document = json.loads(REPORTERS["spdx3"](result_of(analysis), Options()))
        for element in document["@graph"]:
            if str(element.get("comment", "")).split(" ")[1:2] and f" {how} " in f" {element.get('comment')} ":
                seen.add(element["relationshipType"])
    seen -= {"hasConcludedLicense", "hasDeclaredLicense"}
    assert seen
    assert seen <= wanted


def test_every_property_is_named() -> None:
    seen: set[str] = set()
    for analysis in analyses(45, seed=1):
        for form in ("spdx3", "cyclonedx", "cyclonedx-1.6"):
            seen |= set(re.findall(r'"(licet:[a-z-]+)"', REPORTERS[form](result_of(analysis), Options())))
    own = {"licet:notice", "licet:knowledge", "licet:verdict", "licet:gate", "licet:purl"}
    assert {name for name in seen - own if f"`{name}`" not in TEXT} == set()


@pytest.mark.parametrize("profile", PROFILES)
def test_every_profile_is_named(profile: str) -> None:
    assert f"`{profile}`" in TEXT
