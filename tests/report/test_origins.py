from dataclasses import replace

from licet.report.lookup import index_of
from licet.report.origins import facts_of
from licet.report.view import result_of
from tests.report import factory


def test_each_fact_is_told_in_words_and_traced_to_where_it_was_stated() -> None:
    base = factory.blocked(packages=0)
    facts = {
        "architecture": "merge",
        "commercial": "yes (stated)",
        "content-filter of blender": "yes (stated)",
        "license of recommender-api": "LicenseRef-Proprietary",
        "modified of blender": "yes (stated)",
        "monthly_active_users": "20,000 (stated)",
        "one work with ranker-nc": "yes (stated)",
        "one-work:retrieval-engine": "yes ([answers] of licet.toml)",
        "reading:training-on-share-alike-data": "produced-work ([positions] of licet.toml)",
        "seat": "unknown",
        "trains-models-on-outputs": "no (stated)",
        "users-reach:hf:acme/ranker-nc": "unknown",
    }
    link = replace(base.bom.links[1], facts={"one_work": True})
    config = replace(
        base.config,
        answers={"one-work:retrieval-engine": True},
        positions={"training-on-share-alike-data": "produced-work"},
    )
    analysis = replace(
        base,
        config=config,
        findings=(replace(factory.FINDINGS[0], components=("blender",), facts=facts),),
        bom=replace(base.bom, links=(base.bom.links[0], link, *base.bom.links[2:])),
    )
    result = result_of(analysis)
    told = [(each.name, each.value, each.origin) for each in facts_of(index_of(result), result["findings"][0])]
    assert told == [
        ("architecture", "merge", "found by the scan"),
        ("commercial", "yes", "licet.toml [use]"),
        ("content-filter of blender", "yes", "licet.toml"),
        ("license of recommender-api", "LicenseRef-Proprietary", "licet.toml [product]"),
        ("modified of blender", "yes", "licet.toml, component blender"),
        ("monthly active users", "20,000", "licet.toml [use]"),
        ("one work with ranker-nc", "yes", "licet.toml, link blender to ranker-nc"),
        ("one work: retrieval-engine", "yes ([answers] of licet.toml)", "licet.toml [answers]"),
        (
            "reading: training-on-share-alike-data",
            "produced-work ([positions] of licet.toml)",
            "licet.toml [positions]",
        ),
        ("seat", "unknown", "not stated"),
        ("trains models on outputs", "no", "licet.toml [use]"),
        ("users reach: ranker-nc", "unknown", "not stated"),
    ]
