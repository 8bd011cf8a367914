"""Statements of licenses in a system: named, found, followed along every way to the product."""

import itertools
import json
from datetime import date
from pathlib import Path

import pytest

from licet.errors import UsageError
from licet.licenses import load
from licet.pipeline import analyze
from licet.report.explain import explain, explain_json
from licet.report.lookup import index_of
from licet.report.result import Result
from licet.report.statements import statements, told_of, ways_to
from licet.report.view import result_of

GEMMA = "LicenseRef-scancode-gemma-tou-2025-03-24"
SYSTEM = f"""\
[product]
name = "desk"
license = "MIT"
[use]
commercial = true
delivery = ["distributed-weights"]
fields = ["military"]
personal_data = false
trains_models_on_outputs = false
[[component]]
id = "tuned"
kind = "model"
own = true
[[component]]
id = "base"
kind = "model"
license = "{GEMMA}"
[[component]]
id = "codec"
kind = "library"
license = "LGPL-2.1-only"
[[component]]
id = "wrapper"
kind = "library"
license = "MIT"
[[link]]
from = "product"
how = "embeds"
to = "tuned"
[[link]]
from = "tuned"
how = "fine-tunes"
to = "base"
[[link]]
from = "product"
how = "links"
to = "codec"
[[link]]
from = "product"
how = "links"
to = "wrapper"
facts = {{ how = "import" }}
[[link]]
from = "wrapper"
how = "links"
to = "codec"
facts = {{ how = "dynamic" }}
"""


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> Result:
    folder: Path = tmp_path_factory.mktemp("statements")
    (folder / "licet.toml").write_text(SYSTEM, "utf-8")
    return result_of(analyze(folder, now=date(2026, 11, 21)))


def told(result: Result, identity: str) -> str:
    return " ".join(explain(result, identity).split())


@pytest.mark.parametrize(
    "name", ["gemma:duties.flow-down", "Gemma:flow-down", f"{GEMMA}:duties.flow-down", "base:duties.flow-down"]
)
def test_a_statement_is_told_with_clause_part_way_and_what_rests_on_it(result: Result, name: str) -> None:
    words = told(result, name)
    # Gemma Terms of Use 3.1(1)
    assert (
        '"include the use restrictions referenced in Section 3.2 as an enforceable provision in any agreement"' in words
    )
    assert "It binds for base" in words
    assert "product ─embeds→ tuned ─fine-tunes→ base" in words
    drift = next(each for each in result["findings"] if each["rule"] == "license-drift")
    assert f"{drift['id']} {drift['title']}" in words
    assert "flow down" in words or "flow-down" in words


def test_a_share_alike_is_followed_link_by_link_on_every_way(result: Result) -> None:
    words = told(result, "codec:duties.share-alike")
    # LGPL 2.1: a library that is loaded from its own file leaves the rest free; how ours is linked nobody says
    assert "product ─links→ codec at product ─links→: it hangs on a fact (linked statically)" in words
    assert "product ─links→ wrapper ─links→ codec at wrapper ─links→: it stops" in words
    assert "[linked-statically:product:codec]" in words


def test_a_restriction_that_is_hit_shows_the_finding_and_the_ways_out(result: Result) -> None:
    words = told(result, "gemma:permits.redistribute")
    assert "redistribute: " in words
    silent = next(said for said in statements(load("MIT")) if said.key == "duties.naming")
    assert silent.clause is None
    assert "nothing of it (silent)" in told(result, "MIT:duties.naming")


def test_a_license_that_binds_nobody_here_is_told_as_such(result: Result) -> None:
    assert "no part of this system is under this license" in told(result, "AGPL-3.0-only:duties.share-alike")


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("gemma:duties.flow-dwn", f"{GEMMA}:duties.flow-down"),
        ("codec:share-alik", "LGPL-2.1-only:duties.share-alike"),
        ("basse", "base"),
    ],
)
def test_a_wrong_name_is_met_with_the_nearest(result: Result, name: str, near: str) -> None:
    with pytest.raises(UsageError) as caught:
        explain(result, name)
    assert near in caught.value.hint


def test_the_ways_are_the_shortest_first_and_never_go_round(result: Result) -> None:
    index = index_of(result)
    assert [[link["to"] for link in way] for way in ways_to(index, "codec")] == [["codec"], ["wrapper", "codec"]]
    assert ways_to(index, "nobody") == []
    round_about = {**result, "links": [*result["links"], {**result["links"][0], "from": "codec", "to": "wrapper"}]}
    assert len(ways_to(index_of(round_about), "codec")) == 2  # type: ignore[arg-type]


def test_many_ways_are_bounded(result: Result) -> None:
    first = result["links"][0]
    layers = [["product"], *[[f"n{at}-{side}" for side in range(3)] for at in range(12)], ["end"]]
    links = [
        {**first, "from": one, "to": other, "facts": {}}
        for layer, after in itertools.pairwise(layers)
        for one in layer
        for other in after
    ]
    assert len(ways_to(index_of({**result, "links": links}), "end")) <= 5  # type: ignore[typeddict-item]


def test_every_statement_of_a_record_has_one_name_of_its_own() -> None:
    for name in ("LicenseRef-scancode-gemma-tou-2025-03-24", "AGPL-3.0-only", "CC-BY-NC-SA-4.0"):
        keys = [said.key for said in statements(load(name))]
        assert len(keys) == len(set(keys))
        assert {"permits.host", "duties.share-alike"} <= set(keys)


def test_a_statement_whose_name_is_too_much_is_none(result: Result) -> None:
    assert told_of(index_of(result), "x" * 5_000 + ":duties.naming") is None
    assert told_of(index_of(result), "gemma") is None


# -- as data -----------------------------------------------------------------------------------------------------------


def test_a_finding_as_data_holds_all_that_it_names(result: Result) -> None:
    finding = next(each for each in result["findings"] if each["rule"] == "share-alike")
    data = json.loads(explain_json(result, finding["key"]))
    assert (data["kind"], data["id"], data["subject"]) == ("finding", finding["id"], finding)
    assert [each["id"] for each in data["components"]] == ["codec"]
    assert {each["id"] for each in data["questions"]} == set(finding["questions"])
    assert {each["id"] for each in data["remedies"]} == set(finding["remedies"])
    assert [[link["to"] for link in way] for way in data["ways"]["codec"]] == [["codec"], ["wrapper", "codec"]]


def test_a_statement_as_data(result: Result) -> None:
    data = json.loads(explain_json(result, "codec:duties.share-alike"))
    assert data["subject"]["license"] == "LGPL-2.1-only"
    assert data["subject"]["section"] == "2.c"
    assert [gate["way"] for way in data["share_alike"]["codec"] for gate in way] == ["asks", "stops", "stops"]
    assert data["findings"]


@pytest.mark.parametrize("kind", ["duties", "questions", "remedies", "components"])
def test_each_kind_of_thing_as_data(result: Result, kind: str) -> None:
    entries = result[kind]  # type: ignore[literal-required]
    assert entries
    for entry in entries:
        data = json.loads(explain_json(result, entry["id"]))
        assert data["subject"] == entry
