from dataclasses import replace

from licet.report.lookup import index_of
from licet.report.places import Clause
from licet.report.view import result_of
from tests.report import factory

NC_CLAUSE: Clause = {"license": factory.NC, "document": "license", "section": "2.a.1", "quote": "q"}


def test_parts_that_share_a_name_go_by_their_ids() -> None:
    base = factory.blocked(packages=0)
    parts = (replace(factory.COMPONENTS[1], id="hf:a/same", name="same"), replace(factory.COMPONENTS[2], name="same"))
    index = index_of(result_of(replace(base, bom=replace(base.bom, components=parts))))
    assert index.label("hf:a/same") == "hf:a/same"
    assert index.label("hf:nowhere") == "hf:nowhere"
    assert index.label("product") == "product"


def test_a_license_without_an_spdx_id_goes_by_its_title() -> None:
    index = index_of(result_of(factory.blocked(packages=1)))
    assert index.license(factory.LLAMA) == "Llama 3.1 Community License"
    assert index.license("MIT") == "MIT"
    assert index.law(factory.LLAMA, "1.b.i") == "Llama 3.1 Community License §1.b.i"
    assert index.law("MIT", "para 2") == "MIT para 2"
    policy: Clause = {"license": factory.LLAMA, "document": "policy", "section": "2.a", "quote": "q"}
    assert index.clause(policy) == "Llama 3.1 Community License (policy) §2.a"


def test_a_clause_is_read_from_the_text_else_from_the_claim() -> None:
    index = index_of(result_of(factory.blocked(packages=1)))
    assert index.read_from(NC_CLAUSE, ["hf:acme/ranker-nc"]) == "text, models/ranker-nc/LICENSE:41"
    mit: Clause = {"license": "MIT", "document": "license", "section": "", "quote": ""}
    assert index.read_from(mit, ["pkg:pypi/part000@1.0"]) == "metadata, requirements.lock:1"
    agpl: Clause = {"license": factory.AGPL, "document": "license", "section": "", "quote": ""}
    assert index.read_from(agpl, ["retrieval-engine"]) == "catalog"
    assert index.read_from(agpl, ["hf:acme/ranker-nc", "hf:nowhere"]) == ""


def test_a_part_on_the_way_to_a_blocked_one_leads_there() -> None:
    index = index_of(result_of(factory.blocked(packages=1)))
    assert index.worst("blender") == "allowed"
    assert index.carries("blender") == "blocked"
    assert index.worst("hf:acme/ranker-nc") == "blocked"
    assert index.carries("hf:acme/ranker-nc") == ""
    assert index.worst("pkg:pypi/part000@1.0") == "allowed-with-duties"
    assert index.worst("env:MODEL_NAME") == "allowed"  # its finding is waived


def test_ways_out_begin_with_the_plan_and_end_with_open_steps() -> None:
    index = index_of(result_of(factory.blocked(packages=1)))
    order = [each["id"] for each in index.ways_out(["R3", "R2", "R4", "R99"], [])]
    assert order == ["R4", "R2", "R3"]
    assert [each["id"] for each in index.ways_out(["R3", "R4"], ["one-work:retrieval-engine"])] == ["R4"]
