"""WITH exceptions: records that keep their schema, and licenses as they stand with them."""

import json
import tomllib
from importlib.resources import files
from typing import Any

import jsonschema_rs
import pytest

from licet.cli.license_exception import answer
from licet.errors import KnowledgeError
from licet.licenses import (
    exception_ids,
    exception_read,
    find_exception,
    ids,
    load,
    load_exception,
    load_with,
    parse,
    parse_exception,
)
from licet.licenses.exception import EXCEPTION_KEYS
from licet.model.terms import License
from licet.model.vocabulary import Act, Category, Duty, Value

SCHEMA = json.loads((files("licet.schemas") / "exception.schema.json").read_text("utf-8"))
LICENSES = json.loads((files("licet.schemas") / "license.schema.json").read_text("utf-8"))
VALIDATOR = jsonschema_rs.validator_for(SCHEMA)
GPL = "GPL-2.0-only"
CLASSPATH = "Classpath-exception-2.0"


def record(exception_id: str) -> dict[str, Any]:
    return tomllib.loads((files("licet.licenses") / "exceptions" / f"{exception_id}.toml").read_text("utf-8"))


def breaches(data: object) -> list[str]:
    return [f"{error.instance_path}: {error.message}" for error in VALIDATOR.iter_errors(data)]


def test_the_schema_is_a_schema_of_the_same_words_as_that_of_licenses() -> None:
    jsonschema_rs.meta.validate(SCHEMA)
    assert set(SCHEMA["properties"]) == set(EXCEPTION_KEYS)
    assert {name: LICENSES["$defs"][name] for name in SCHEMA["$defs"]} == SCHEMA["$defs"]
    for table in ("permits", "duties", "derivatives", "derivative_clauses"):
        words = LICENSES["properties"][table]
        assert {**SCHEMA["properties"][table], "description": ""} == {**words, "description": ""}


@pytest.mark.parametrize("exception_id", exception_ids())
def test_every_record_keeps_the_schema_and_says_something_of_licenses_that_are_known(exception_id: str) -> None:
    found = load_exception(exception_id)
    assert breaches(record(exception_id)) == []
    assert breaches(json.loads(json.dumps(answer(found)))) == []
    assert found.complete
    assert found.frees or found.includes or found.lifts or found.duties or found.derivatives
    for base in found.applies_to:
        assert load(base).id == base
        assert find_exception(found.id) == found.id
        assert str(parse(f"{base} WITH {found.id}")) == f"{base} WITH {found.id}"
    for name in (*found.aliases, found.name, found.id.lower()):
        assert find_exception(name) == found.id
    assert exception_id not in ids()


def test_no_name_belongs_to_two_exceptions() -> None:
    names = [name.casefold() for one in map(load_exception, exception_ids()) for name in {one.name, *one.aliases}]
    assert len(names) == len(set(names))


def test_a_license_with_an_exception_keeps_what_the_exception_does_not_speak_of() -> None:
    base, found = load(GPL), load_with(GPL, CLASSPATH)
    assert (found.id, found.without) == (f"{GPL} WITH {CLASSPATH}", base)
    assert found.category is Category.WEAK_COPYLEFT
    assert (found.permits, found.duties, found.restrictions) == (base.permits, base.duties, base.restrictions)
    assert [(one.links, one.when, one.clause.section) for one in found.frees] == [(("links",), "", "paragraph 2")]
    assert {document.name for document in found.documents} == {"license", "exception"}


def test_a_statement_of_the_exception_stands_in_place_of_that_of_the_license() -> None:
    found = load_with("LGPL-2.1-or-later", "GPL-CC-1.0").duty(Duty.TERMINATION)
    assert (found.parameters, found.clause and found.clause.license) == ({"cure_days": "30"}, "GPL-CC-1.0")
    assert load("LGPL-2.1-or-later").duty(Duty.TERMINATION).parameters == {}


def test_an_or_later_license_stays_one_with_its_exception() -> None:
    found = load_with("GPL-2.0-or-later", CLASSPATH)
    assert found.id == found.or_later == f"GPL-2.0-or-later WITH {CLASSPATH}"
    assert found.plain.id == "GPL-2.0-or-later"


def test_an_exception_is_read_only_for_the_licenses_it_is_written_for() -> None:
    assert exception_read(GPL, CLASSPATH)
    assert not exception_read("MIT", CLASSPATH)
    assert not exception_read(GPL, "GCC-exception-3.1"), "it is an additional permission under GPL 3.0, section 7"
    assert not exception_read(GPL, "LicenseRef-nobody-knows")
    assert load_with("MIT", CLASSPATH) is load("MIT")


def test_an_unconditional_lift_leaves_a_plain_no() -> None:
    data = record("LLVM-exception")
    del data["lifts"][0]["when"]
    from licet.licenses.exception import with_exception  # noqa: PLC0415 - used here alone

    found: License = with_exception(load("Apache-2.0"), parse_exception(data, source="x"))
    assert found.duty(Duty.GIVE_LICENSE_COPY).value is Value.NO
    assert found.duty(Duty.KEEP_NOTICES).value is Value.YES, "section 4(c) is not named"
    assert found.lifts == ()
    assert found.permission(Act.MODIFY).value is Value.YES


def test_faults_of_a_record_are_told_together() -> None:
    data = {**record(CLASSPATH), "applies_to": "GPL", "frees": [{"links": ["likns"], "section": "1"}], "colour": 1}
    with pytest.raises(KnowledgeError) as caught:
        parse_exception(data, source="a.toml")
    told = str(caught.value)
    assert "a.toml: applies_to: must be a list" in told
    assert "unknown key 'colour'" in told
    assert "frees[1].links: unknown word 'likns'; did you mean 'links'?" in told
    assert "frees[1]: needs a section and a locator" in told


def test_an_exception_without_a_record_cannot_be_loaded() -> None:
    with pytest.raises(KnowledgeError, match="no record of the exception 'nobody'"):
        load_exception("nobody")
