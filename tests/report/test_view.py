import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from licet.model.bom import Bom, Evidence, Problem
from licet.model.use import Config, Policy, Product
from licet.model.vocabulary import Verdict
from licet.report import REPORTERS, Options
from licet.report.result import Result
from licet.report.saved import load_result
from licet.report.view import result_of
from tests.report import factory

DESIGN_KEYS = {
    "finding": "id rule act tag duty verdict severity title components path clauses facts readings questions remedies",
    "duty": "id duty status trigger component path clause how_to_meet",
    "question": "id asks about decides verdict_if",
    "remedy": "id kind target cost assumes clears verdict_after",
    "plan": "remedies cost optimal verdict_after",
    "component": "id kind name version purl scope licenses evidence",
}
ANY_TEXT = st.text(min_size=1, max_size=40)


def result() -> Result:
    return result_of(factory.blocked(packages=5))


def test_every_key_of_the_design_is_there() -> None:
    one = result()
    assert one["plan"] is not None
    examples = {
        "finding": set(one["findings"][0]),
        "duty": set(one["duties"][0]),
        "question": set(one["questions"][0]),
        "remedy": set(one["remedies"][0]),
        "plan": set(one["plan"]),
        "component": set(one["components"][0]),
    }
    for name, keys in DESIGN_KEYS.items():
        assert set(keys.split()) <= examples[name], name
    assert set(one["components"][0]["licenses"]) >= {"declared", "detected", "concluded", "grade"}
    assert set(one["links"][0]) >= {"from", "how", "to", "basis", "evidence"}
    assert set(one["findings"][0]["clauses"][0]) == {"license", "document", "section", "quote"}


def test_a_path_runs_from_the_product_to_the_part() -> None:
    finding = result()["findings"][0]
    assert finding["path"] == ["product", "blender", "hf:acme/ranker-nc"]
    assert [(step["from"], step["how"], step["to"]) for step in finding["steps"]] == [
        ("product", "embeds", "blender"),
        ("blender", "merges", "hf:acme/ranker-nc"),
    ]


def test_declared_detected_and_concluded_are_kept_apart() -> None:
    part = next(each for each in result()["components"] if each["id"] == "hf:acme/ranker-nc")
    assert part["licenses"]["declared"] == ["Apache-2.0"]
    assert part["licenses"]["detected"] == ["CC-BY-NC-4.0"]
    assert part["licenses"]["concluded"] == "CC-BY-NC-4.0"
    assert part["licenses"]["claims"][0]["license"] == "apache-2.0"
    assert part["terms_read"] is True
    assert part["differs"] == ["The card says Apache-2.0, the text beside it is CC-BY-NC-4.0."]


def test_an_unresolved_reference_says_so_with_its_expression() -> None:
    part = next(each for each in result()["components"] if each["id"] == "env:MODEL_NAME")
    assert part["unresolved"] is True
    assert part["expression"] == 'os.environ["MODEL_NAME"]'
    assert part["terms_read"] is False


def test_counts_leave_waived_findings_and_mentions_apart() -> None:
    summary = result()["summary"]
    assert summary["findings"] == {"allowed": 0, "allowed-with-duties": 1, "needs-review": 2, "blocked": 1}
    assert summary["waived"] == 1
    assert summary["duties"] == {"due": 6, "pending": 1, "met": 0, "standing": 1}
    assert summary["parts"] == {"model": 3, "adapter": 1, "dataset": 1, "library": 6}
    assert summary["mentioned"] == 1


def test_the_gate_follows_the_policy() -> None:
    lenient = Config(product=Product(name="x"), policy=Policy(fail_on=Verdict.BLOCKED), path="licet.toml")
    reviewed = replace(factory.unstated(), config=lenient)
    assert result_of(reviewed)["gate"] == {"fails": False, "fail_on": "blocked", "baseline": False, "known": 0}
    assert result_of(factory.unstated())["gate"] == {
        "fails": True,
        "fail_on": "needs-review",
        "baseline": False,
        "known": 0,
    }


def test_order_does_not_depend_on_the_order_of_the_input() -> None:
    base = factory.blocked(packages=3)
    turned = replace(
        base,
        bom=Bom(components=base.bom.components[::-1], links=base.bom.links[::-1], problems=base.bom.problems[::-1]),
        identified=base.identified[::-1],
        terms=base.terms[::-1],
        risks=base.risks[::-1],
        restrictions=base.restrictions[::-1],
    )
    assert REPORTERS["json"](result_of(turned), Options()) == REPORTERS["json"](result_of(base), Options())
    ids = [part["id"] for part in result_of(turned)["components"]]
    assert ids == sorted(ids)


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("src/a.py", "src/a.py"),
        ("/srv/cache/models/LICENSE", "LICENSE"),
        ("~/models/LICENSE", "LICENSE"),
        ("C:\\models\\LICENSE", "LICENSE"),
        ("~$draft.docx", "~$draft.docx"),
    ],
)
def test_paths_of_one_machine_stay_out(path: str, shown: str) -> None:
    base = factory.clean()
    part = replace(base.bom.components[0], evidence=(Evidence(path=path),))
    problem = Problem(path=path, reason="bad")
    one = result_of(replace(base, bom=Bom(components=(part,), links=(), problems=(problem,))))
    assert one["components"][0]["evidence"][0]["path"] == shown
    assert one["problems"][0]["path"] == shown


def test_bad_bytes_of_a_file_name_become_visible_escapes() -> None:
    base = factory.clean()
    one = result_of(replace(base, bom=replace(base.bom, problems=(Problem(path="a\udcff.bin", reason="bad"),))))
    assert one["problems"][0]["path"] == "a\\udcff.bin"
    assert json.loads(REPORTERS["json"](one, Options()).encode("utf-8")) == one


@settings(max_examples=60, deadline=None)
@given(ANY_TEXT)
def test_any_name_makes_a_document_that_fits_the_schema(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    one = result_of(factory.named(name))
    path = tmp_path_factory.mktemp("saved") / "result.json"
    path.write_bytes(REPORTERS["json"](one, Options()).encode("utf-8"))
    assert load_result(path) == one
