"""`licet license` and `licet --version`, run as a user runs them."""

import json
from importlib.metadata import version
from importlib.resources import files
from typing import Any

import jsonschema_rs
import pytest

from licet import catalog
from licet.cli import main
from licet.licenses import ids, knowledge_version, load
from licet.model.vocabulary import Act, Duty

KEYS = {
    *("id", "name", "kind", "category", "aliases", "documents", "permits", "duties", "conditions", "restrictions"),
    *("derivatives", "no_further_restrictions", "compatible_with", "complete", "reviewed", "readings"),
}
SCHEMA = json.loads((files("licet.schemas") / "license.schema.json").read_text("utf-8"))


def printed(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(words) == 0
    captured = capsys.readouterr()
    assert captured.err == ""
    return captured.out


def shown(capsys: pytest.CaptureFixture[str], name: str) -> Any:
    return json.loads(printed(capsys, "license", "show", name, "-f", "json"))


@pytest.mark.parametrize("license_id", ids())
def test_the_answer_keeps_the_schema_of_records(license_id: str, capsys: pytest.CaptureFixture[str]) -> None:
    answer = shown(capsys, license_id)
    jsonschema_rs.validate(SCHEMA, answer)
    assert set(answer) == KEYS
    assert list(answer["permits"]) == list(Act)
    assert list(answer["duties"]) == list(Duty)
    absent = "silent" if answer["complete"] else "not-reviewed"
    unsaid = [duty for duty in Duty if duty not in load(license_id).duties]
    assert {answer["duties"][duty]["value"] for duty in unsaid} <= {absent}


def test_an_exception_is_shown_alone_and_with_its_license(capsys: pytest.CaptureFixture[str]) -> None:
    alone = shown(capsys, "classpath-exception-2.0")
    assert (alone["kind"], alone["frees"][0]["links"]) == ("exception", ["links"])
    both = shown(capsys, "GPL-2.0 WITH Classpath-exception-2.0")
    jsonschema_rs.validate(SCHEMA, both)
    assert set(both) == {*KEYS, "frees", "includes", "lifts"}
    assert (both["id"], both["frees"]) == ("GPL-2.0-only WITH Classpath-exception-2.0", alone["frees"])
    told = printed(capsys, "license", "show", "LLVM-exception")
    assert "give-license-copy, state-changes, display; where embedded" in told
    assert "What its exception adds" in printed(capsys, "license", "show", "Apache-2.0 WITH LLVM-exception")


def test_an_exception_that_is_not_for_the_license_shows_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["license", "show", "MIT WITH Classpath-exception-2.0"]) == 2
    assert "no license goes by the name" in capsys.readouterr().err


def test_the_answer_gives_each_statement_with_its_place(capsys: pytest.CaptureFixture[str]) -> None:
    answer = shown(capsys, "agpl-3.0")
    assert answer["id"] == "AGPL-3.0-only"
    assert answer["permits"]["sublicense"]["value"] == "no"
    assert answer["permits"]["sublicense"]["section"] == "2"
    assert {"all": ["on-network-access", "on-modification"]} in answer["duties"]["disclose-source"]["triggers"]
    assert answer["duties"]["share-alike"]["parameters"]["scope"] == "entire-work-conveyed"
    assert answer["no_further_restrictions"]["section"] == "10"
    assert {"fine-tunes", "adapts", "quantizes", "merges", "distills-outputs", "embeds", "trains-on", "links"} <= set(
        answer["derivatives"]
    )


def test_the_answer_gives_conditions_and_the_acts_they_bear_on(capsys: pytest.CaptureFixture[str]) -> None:
    answer = shown(capsys, "llama-3.1")
    threshold = next(condition for condition in answer["conditions"] if condition["kind"] == "threshold")
    assert (threshold["metric"], threshold["value"]) == ("MAU", 700_000_000)
    assert (threshold["measured"], threshold["measured_at"]) == ("release-date", "2024-07-23")
    assert "threshold" in answer["permits"]["use-commercially"]["conditions"]
    military = [entry for entry in answer["restrictions"] if entry["tag"] == "military"]
    assert [(entry["strength"], entry["document"]) for entry in military] == [("prohibited", "policy")]


def test_what_was_not_read_is_not_called_silent(capsys: pytest.CaptureFixture[str]) -> None:
    answer = shown(capsys, "mnpl")
    assert answer["complete"] is False
    assert answer["duties"]["governing-law"] == {"value": "not-reviewed", "triggers": [], "parameters": {}}


def test_the_text_fits_eighty_columns_and_quotes_the_clauses(capsys: pytest.CaptureFixture[str]) -> None:
    text = printed(capsys, "license", "show", "llama-3.3")
    assert max(map(len, text.splitlines())) <= 80
    assert all(line == line.rstrip() for line in text.splitlines())
    titles = [line for line in text.splitlines()[1:] if line[:1].isupper() and ":" not in line]
    wanted = ["What it permits", "What it demands", "Conditions", "Restrictions", "Derivatives"]
    assert [title for title in titles if title in wanted] == wanted
    one_line = " ".join(text.split())
    assert "above 700,000,000 MAU: need-license" in one_line
    assert "1.b.i: “provide a copy of this Agreement with any such Llama Materials”" in one_line
    assert "not in EU; tested on: licensee-seat; multimodal parts only" in one_line


def test_contested_points_are_shown_with_their_positions(capsys: pytest.CaptureFixture[str]) -> None:
    one_line = " ".join(printed(capsys, "license", "show", "cc-by-nc-4.0").split())
    assert "Contested points 1 noncommercial-inside-company: " in one_line
    assert "by-user: " in one_line
    assert "(held by Creative Commons)" in one_line
    exaone = " ".join(printed(capsys, "license", "show", "LicenseRef-licet-exaone-1.2-nc").split())
    assert "until the licensor agrees in writing. (no published holder found)" in exaone


@pytest.mark.parametrize("license_id", ids())
def test_every_license_can_be_shown_as_text(license_id: str, capsys: pytest.CaptureFixture[str]) -> None:
    text = printed(capsys, "license", "show", license_id)
    assert text.splitlines()[0] == load(license_id).name
    assert "What it permits" in text


def test_the_list_names_every_license(capsys: pytest.CaptureFixture[str]) -> None:
    lines = printed(capsys, "license", "list").splitlines()
    assert [line.split()[1] for line in lines[:-1]] == list(ids())
    assert lines[-1].startswith(f"{len(ids())} licenses")
    listed = json.loads(printed(capsys, "license", "list", "-f", "json"))
    assert [entry["id"] for entry in listed] == list(ids())


def test_the_list_of_one_category(capsys: pytest.CaptureFixture[str]) -> None:
    listed = json.loads(printed(capsys, "license", "list", "--category", "permissive", "-f", "json"))
    assert {entry["category"] for entry in listed} == {"permissive"}
    assert {"MIT", "Apache-2.0"} <= {entry["id"] for entry in listed}


def test_an_unknown_name_is_wrong_use_and_names_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["license", "show", "lama-3.1"]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "no license goes by the name 'lama-3.1'" in captured.err
    assert "LicenseRef-scancode-llama-3.1-license-2024" in captured.err


def test_a_name_like_no_other_points_to_the_list(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["license", "show", "\x1b[31m&&&"]) == 2
    error = capsys.readouterr().err
    assert "licet license list" in error
    assert "\x1b" not in error


def test_the_version_tells_the_state_of_the_knowledge(capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        printed(capsys, "--version")
        == f"licet {version('licet')} (knowledge {knowledge_version()}; catalog: {catalog.version()})\n"
    )


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Fair", "judged as nearly every permissive license"),
        ("OSL-2.1", "a use of it needs a review"),
    ],
)
def test_a_license_without_a_record_is_shown_by_its_category(
    name: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    text = " ".join(printed(capsys, "license", "show", name).split())
    assert "its text was not reviewed; it is known by its category alone: " in text
    assert "ScanCode 32.5.0" in text
    assert told in text
    answer = shown(capsys, name)
    jsonschema_rs.validate(SCHEMA, answer)
    assert answer["complete"] is False
    assert answer["profile"]["said_by"] == "ScanCode 32.5.0"
    for table in ("permits", "duties"):
        assert {entry["value"] for entry in answer[table].values()} == {"not-reviewed"}
    assumed = ["keep-notices", "give-license-copy"] if name == "Fair" else []
    assert answer["profile"]["assumed_duties"] == assumed
