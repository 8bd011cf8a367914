import json
import os
from pathlib import Path
from typing import cast

import pytest

from licet.errors import TargetError
from licet.report import REPORTERS, Options
from licet.report.result import Result
from licet.report.saved import MOST_BYTES, load_result
from licet.report.view import result_of
from tests.report import factory


def saved(folder: Path, result: object) -> Path:
    path = folder / "result.json"
    path.write_text(json.dumps(result), "utf-8")
    return path


def document() -> Result:
    return result_of(factory.blocked(packages=2))


@pytest.mark.parametrize("form", list(REPORTERS))
def test_a_saved_result_is_reported_like_a_fresh_one(tmp_path: Path, form: str) -> None:
    path = tmp_path / "result.json"
    path.write_text(REPORTERS["json"](document(), Options()), "utf-8")
    assert REPORTERS[form](load_result(path), Options()) == REPORTERS[form](document(), Options())


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is no JSON"),
        (b"\xff\xfe\x00", "is no JSON"),
        (b"{", "is no JSON"),
        (b'{"schema": NaN}', "NaN"),
        (b"[" * 100_000, "is no JSON"),
        (b"[]", "is no saved result"),
        (b"{}", "is no saved result"),
        (b'"\\ud800"', "is no saved result"),
        (b"1" * 5000, "is no JSON"),
    ],
)
def test_what_is_no_result_is_refused_in_one_line(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "bad.json"
    path.write_bytes(content)
    with pytest.raises(TargetError, match=reason) as caught:
        load_result(path)
    assert "\n" not in str(caught.value)
    assert caught.value.hint


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "huge.json"
    path.touch()
    os.truncate(path, MOST_BYTES + 1)
    with pytest.raises(TargetError, match="larger than 128 MiB"):
        load_result(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TargetError, match="cannot read"):
        load_result(tmp_path / "none.json")


@pytest.mark.parametrize("key", list(Result.__annotations__))
def test_every_key_is_needed(tmp_path: Path, key: str) -> None:
    broken = cast("dict[str, object]", dict(document()))
    del broken[key]
    with pytest.raises(TargetError, match=f'"{key}" is a required property'):
        load_result(saved(tmp_path, broken))


def test_a_result_of_another_schema_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TargetError, match="schema: 1 was expected"):
        load_result(saved(tmp_path, {**document(), "schema": 2}))


def test_a_verdict_that_the_gate_or_a_finding_contradicts_is_refused(tmp_path: Path) -> None:
    for change in (
        {"gate": {"fails": False, "fail_on": "needs-review", "baseline": False, "known": 0}},
        {"verdict": "allowed", "gate": {"fails": False, "fail_on": "needs-review", "baseline": False, "known": 0}},
    ):
        with pytest.raises(TargetError, match="contradicts itself"):
            load_result(saved(tmp_path, {**document(), **change}))


def test_ids_that_lead_nowhere_are_shown_as_they_are(tmp_path: Path) -> None:
    broken = document()
    for finding in broken["findings"]:
        finding["questions"], finding["remedies"] = ["no-such-question"], ["R99"]
        finding["components"] = ["no-such-part"]
    for duty in broken["duties"]:
        duty["component"] = "no-such-part"
    broken["risk_matrix"][0]["component"] = "no-such-part"
    assert broken["plan"] is not None
    broken["plan"]["remedies"] = ["R98"]
    result = load_result(saved(tmp_path, broken))
    assert "no-such-part" in REPORTERS["html"](result, Options())
    assert "no-such-part" in REPORTERS["terminal"](result, Options())


def test_a_result_saved_before_a_key_existed_has_it_at_its_default(tmp_path: Path) -> None:
    result = json.loads(REPORTERS["json"](result_of(factory.blocked(packages=1)), Options()))
    for each in (result["product"], *result["components"]):
        del each["release"]
    path = tmp_path / "old.json"
    path.write_text(json.dumps(result), "utf-8")
    loaded = load_result(path)
    nobody = {"supplier": "", "originator": "", "location": "", "released": "", "built": ""}
    assert [each["release"] for each in (loaded["product"], *loaded["components"])] == [nobody] * (
        1 + len(loaded["components"])
    )
    assert loaded == result_of(factory.blocked(packages=1))


def test_a_key_without_a_default_is_still_needed(tmp_path: Path) -> None:
    result = json.loads(REPORTERS["json"](result_of(factory.blocked(packages=1)), Options()))
    del result["product"]["kind"]
    path = tmp_path / "broken.json"
    path.write_text(json.dumps(result), "utf-8")
    with pytest.raises(TargetError, match="is no saved result"):
        load_result(path)
