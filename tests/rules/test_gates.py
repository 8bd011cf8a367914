"""The table of gates against an oracle written by hand from vocabulary 8 and 10.2, over all records and links."""

from itertools import product as pairs

import pytest

from licet.licenses import ids, load, load_exception, load_with
from licet.licenses.exception import exception_ids
from licet.model.bom import Link
from licet.model.terms import License
from licet.model.vocabulary import Basis, Duty, How, Value
from licet.rules.gates import MANNERS, Asked, gate, kind_of, kinds
from tests.rules.build import link, made, part, product, system

RECORDS = tuple(load(name) for name in ids())
EXCEPTED = tuple(
    load_with(name, exception) for exception in exception_ids() for name in load_exception(exception).applies_to
)

CONTENT = {
    *("modifies", "fine-tunes", "prunes", "adapts", "quantizes", "converts", "merges", "distills-weights"),
    "extracts-from",
}
"""Vocabulary 8: links whose result contains the upstream's weights or content."""
WORKS = {"derivative", "entire-work-conveyed", "combined-service-stack"}
"""Vocabulary 5: scopes that speak of more than the part's own files, library or data."""


def oracle(license_: License, kind: str) -> str:
    """What vocabulary 8 and 10.2 say: `crosses`, `stops`, `asks <question>` or `reading <point>`."""
    how, _, manner = kind.partition(":")
    scope = license_.duty(Duty.SHARE_ALIKE).parameters.get("scope", "derivative")
    said = license_.derivatives.get(kind) or license_.derivatives.get(how)
    value = said.value.value if said else "silent" if license_.complete else "not-reviewed"
    if any(not one.when and {how, kind} & {*one.links} for one in license_.frees):
        return "stops"  # an exception lets the rest of the work go under other terms
    if how == "copies":
        return "crosses"  # a copy is the work itself, whatever the scope
    if how in CONTENT:
        return _content(scope, value, how, manner)
    if how in {"trains-on", "distills-outputs", "rewarded-by"}:
        return _learning(license_, value, how, manner)
    if value == "no":
        return "stops"  # 8: from the license's own definition
    return _use(scope, value, how, manner)


def _use(scope: str, value: str, how: str, manner: str) -> str:
    whole = scope in WORKS
    if how == "links" and scope == "library":  # 5: the library alone
        return {"": "asks linked-statically", "static": "asks users-can-relink"}.get(manner, "stops")
    if how == "links":  # 10.2: a work-level share-alike spans `links`
        settled = value == "yes" or scope != "derivative"
        return "stops" if not whole else "crosses" if settled else "asks one-work"
    if how in {"embeds", "tokenizes-with"}:
        return "asks one-work" if whole else "stops"  # 10.2: only after the question one_work
    if how in {"runs", "calls"}:
        return "asks one-program" if whole else "stops"  # 10.2: never at arm's length
    if manner == "vendored":  # how a folder of sources is used is not known
        return "asks linked-statically" if scope == "library" else "asks one-work" if whole else "stops"
    return "stops"  # 2: bundles is never one work; tools, corpora and outputs hold nothing of the part


def _content(scope: str, value: str, how: str, manner: str) -> str:
    """8: terms go along even where the definition is silent; only `adapts` waits for the reading."""
    if value == "no" or scope == "verbatim":
        return "stops"
    if scope == "file" and how == "modifies":
        return "asks changed-files-released"
    if scope == "derivative-database" and how == "extracts-from":
        return "asks substantial-extract"
    return "reading derivative-alone" if manner == "alone" and value != "yes" else "crosses"


def _learning(license_: License, value: str, how: str, manner: str) -> str:
    if value == "yes":
        return "crosses"
    shares = license_.duty(Duty.SHARE_ALIKE).value is Value.YES
    data = license_.kind == "data" or manner == "data"
    contested = how == "trains-on" and value != "no" and shares and data
    return "reading training-on-share-alike-data" if contested else "stops"


def told(license_: License, kind: str) -> str:
    found = gate(license_, kind)
    return f"{found.way} {found.of}".strip()


@pytest.mark.parametrize("kind", kinds())
def test_every_record_agrees_with_the_oracle(kind: str) -> None:
    wrong = [
        (license_.id, told(license_, kind), oracle(license_, kind))
        for license_ in (*RECORDS, *EXCEPTED)
        if told(license_, kind) != oracle(license_, kind)
    ]
    assert wrong == []


def test_the_table_is_total_and_every_way_occurs() -> None:
    table = {(license_.id, kind): gate(license_, kind) for license_, kind in pairs(RECORDS, kinds())}
    assert len(table) == len(RECORDS) * len(kinds())
    assert {found.way for found in table.values()} == {"crosses", "stops", "asks", "reading"}
    assert {found.of for found in table.values() if found.way == "asks"} == {str(asked) for asked in Asked}
    assert {found.of for found in table.values() if found.way == "reading"} == {
        "derivative-alone",
        "training-on-share-alike-data",
    }


def test_the_kinds_name_every_link_and_every_manner() -> None:
    assert {kind.partition(":")[0] for kind in kinds()} == {str(how) for how in How}
    assert len(set(kinds())) == len(kinds()) == len(How) + sum(len(manners) - 1 for manners in MANNERS.values())


def test_an_exception_never_opens_a_gate_that_its_license_keeps_shut() -> None:
    for license_, kind in pairs(EXCEPTED, kinds()):
        plain, freed = gate(license_.plain, kind), gate(license_, kind)
        assert freed.way in {"stops", plain.way}, (license_.id, kind)


def test_a_permission_that_waits_for_a_fact_is_told_with_the_gate() -> None:
    found = gate(load_with("GPL-3.0-only", "GCC-exception-3.1"), "links:static")
    assert (found.way, [one.when for one in found.unless]) == ("crosses", ["eligible-compilation"])
    assert gate(load_with("GPL-2.0-only", "Classpath-exception-2.0"), "links:static").way == "stops"


def test_what_a_link_is_depends_on_its_ends_and_on_how_it_is_known() -> None:
    judged = system(
        [part("base"), part("lora", own=True, kind="adapter", facts={"alone": True}), part("texts", kind="dataset")],
        [link("product", "embeds", "lora"), link("lora", "adapts", "base"), link("base", "trains-on", "texts")],
        product=product(),
    )
    vendored = Link(source="product", how=How.BUNDLES, target="base", basis=Basis.INFERRED)
    assert kind_of(judged, link("lora", "adapts", "base")) == "adapts:alone"
    assert kind_of(judged, link("product", "adapts", "base")) == "adapts"
    assert kind_of(judged, link("base", "trains-on", "texts")) == "trains-on:data"
    assert kind_of(judged, link("base", "trains-on", "base")) == "trains-on"
    assert kind_of(judged, vendored) == "bundles:vendored"
    assert kind_of(judged, link("product", "bundles", "base")) == "bundles"
    assert kind_of(judged, link("product", "links", "base", manner="dynamic")) == "links:dynamic"


def test_a_definition_by_manner_beats_the_one_for_all_linking() -> None:
    duty = {"triggers": ["on-distribution"], "parameters": {"scope": "entire-work-conveyed"}}
    license_ = made(kind="software", duties={"share-alike": duty}, derivatives={"links": "yes", "links:dynamic": "no"})
    assert (gate(license_, "links").way, gate(license_, "links:dynamic").way) == ("crosses", "stops")
