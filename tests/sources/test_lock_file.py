"""The lock's file: what was learned comes back, the same lock gives the same bytes, changed texts are not used."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from licet.errors import ConfigError
from licet.model.bom import Claim, Component, Evidence, Found, LicenseText, Link, Problem, Release
from licet.model.lookups import Learned, Registry, Sought
from licet.model.vocabulary import Basis, Grade, How, Kind, Scope
from licet.sources.lock_file import Entry, Lock, LockedText, load, remembered, render, texts_of

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
PLACES = st.builds(Evidence, path=WORDS, line=st.integers(0, 10**6), sha256=WORDS, note=WORDS)
NAMES = st.lists(WORDS, max_size=3).map(tuple)
TEXTS = st.builds(
    LicenseText,
    text=WORDS,
    role=st.sampled_from(["license", "notice", "policy", "readme", "header"]),
    covers=st.sampled_from(["all", "weights", "code", "data"]),
    evidence=PLACES,
)
CLAIMS = st.builds(
    Claim, license=WORDS, grade=st.sampled_from(Grade), evidence=PLACES, name=WORDS, url=WORDS, hub=st.booleans()
)
PARTS = st.builds(
    Component,
    id=WORDS,
    kind=st.sampled_from(Kind),
    name=WORDS,
    version=WORDS,
    purl=WORDS,
    aliases=NAMES,
    copies=NAMES,
    scope=st.sampled_from(Scope),
    modalities=st.none() | NAMES,
    claims=st.lists(CLAIMS, max_size=2).map(tuple),
    texts=st.lists(TEXTS, max_size=2).map(tuple),
    evidence=st.lists(PLACES, max_size=2).map(tuple),
    unresolved=WORDS,
    task=WORDS,
    release=st.builds(Release, supplier=WORDS, originator=WORDS, location=WORDS, released=WORDS, built=WORDS),
)
LINKS = st.builds(
    Link,
    source=WORDS,
    how=st.sampled_from(How),
    target=WORDS,
    basis=st.sampled_from(Basis),
    facts=st.just({}),
    evidence=st.lists(PLACES, max_size=2).map(tuple),
)
FOUND = st.builds(
    Found,
    components=st.lists(PARTS, max_size=2).map(tuple),
    links=st.lists(LINKS, max_size=2).map(tuple),
    texts=st.lists(TEXTS, max_size=2).map(tuple),
    problems=st.lists(
        st.builds(Problem, path=WORDS, reason=WORDS, line=st.integers(0, 9), hides=st.booleans(), hint=WORDS),
        max_size=2,
    ).map(tuple),
)
LEARNED = st.builds(
    Learned,
    sought=st.builds(Sought, registry=st.sampled_from(Registry), name=WORDS, version=WORDS),
    state=st.sampled_from(["looked", "gated", "missing"]),
    source=WORDS,
    revision=WORDS,
    today=WORDS,
    reason=WORDS,
    found=FOUND,
)
ENTRIES = st.builds(
    Entry,
    id=WORDS,
    revision=WORDS,
    license=WORDS,
    grade=WORDS,
    source=WORDS,
    date=WORDS,
    texts=st.lists(st.builds(LockedText, path=WORDS, sha256=WORDS), max_size=2).map(tuple),
    learned=LEARNED,
)

TEXT = LicenseText(text="the words\nof a license\n", role="license", covers="all", evidence=Evidence(path="p/LICENSE"))
PART = Component(id="pkg:huggingface/acme/tiny", kind=Kind.MODEL, texts=(TEXT,))
ONE = Entry(
    id=PART.id,
    revision="0" * 40,
    license="MIT",
    grade="text",
    source="https://huggingface.co",
    date="2026-11-30",
    texts=texts_of(PART),
    learned=Learned(
        sought=Sought(registry=Registry.MODEL, name="acme/tiny"), state="looked", found=Found(components=(PART,))
    ),
)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("lock") / "licet.lock"


@settings(
    max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None
)
@given(entries=st.lists(ENTRIES, max_size=3, unique_by=lambda entry: entry.learned.sought))
def test_what_was_learned_comes_back_as_it_was(entries: list[Entry], place: Path) -> None:
    lock = Lock(entries=tuple(sorted(entries, key=lambda entry: entry.learned.sought)))
    text = render(lock)
    assert render(Lock(entries=tuple(reversed(lock.entries)))) == text
    place.write_text(text, "utf-8", newline="")
    assert load(place) == lock


def test_each_component_has_its_facts_at_the_head(place: Path) -> None:
    place.write_text(render(Lock(entries=(ONE,))), "utf-8")
    [row] = json.loads(place.read_text("utf-8"))["components"]
    assert list(row)[:7] == ["id", "revision", "license", "grade", "source", "date", "texts"]
    assert (row["license"], row["grade"], row["date"]) == ("MIT", "text", "2026-11-30")


def test_a_text_is_kept_once_line_by_line(place: Path) -> None:
    other = replace(ONE, id="x", learned=replace(ONE.learned, sought=Sought(registry=Registry.NPM, name="x")))
    place.write_text(render(Lock(entries=(ONE, other))), "utf-8")
    texts = json.loads(place.read_text("utf-8"))["texts"]
    assert list(texts.values()) == [["the words", "of a license", ""]]


def test_a_text_that_was_changed_is_not_used_and_told(place: Path) -> None:
    place.write_text(render(Lock(entries=(ONE,))).replace("of a license", "of another license"), "utf-8")
    [entry] = load(place).entries
    assert entry.learned.found.components[0].texts == ()
    [problem] = entry.learned.found.problems
    assert (problem.path, problem.hides) == ("p/LICENSE", True)
    assert "licet.lock does not hold its text" in problem.reason


@pytest.mark.parametrize(
    "text",
    [
        *("", "{", "[]", "null", '{"licet-lock": 2}', '{"licet-lock": "1"}', "<<<<<<< ours", "[" * 100_000),
        '{"licet-lock": 1, "components": [{}]}',
        '{"licet-lock": 1, "components": [{"learned": {"registry": "pypi", "components": [{"kind": "?"}]}}]}',
    ],
)
def test_what_is_no_lock_is_one_clear_line(text: str, place: Path) -> None:
    place.write_text(text, "utf-8")
    with pytest.raises(ConfigError, match=r"^licet\.lock: ") as caught:
        load(place)
    assert "licet lock" in caught.value.hint
    assert len(caught.value.faults) == 1


def test_wrong_types_within_a_lock_are_passed_over(place: Path) -> None:
    learned = {"registry": "pypi", "name": [], "links": {}}
    text = json.dumps({"licet-lock": 1, "components": [{"id": 3, "learned": learned}], "texts": []})
    place.write_text(text, "utf-8")
    [entry] = load(place).entries
    assert (entry.id, entry.learned.sought.name, entry.learned.found) == ("", "", Found())


def test_a_lock_that_is_a_link_out_of_the_project_is_not_read(place: Path, tmp_path: Path) -> None:
    (tmp_path / "licet.lock").symlink_to(place)
    with pytest.raises(ConfigError, match="leaves the store"):
        load(tmp_path / "licet.lock")


def test_a_project_without_a_lock_remembers_nothing(tmp_path: Path) -> None:
    assert remembered(tmp_path) is None
    (tmp_path / "licet.lock").write_text(render(Lock(entries=(ONE,))), "utf-8")
    assert remembered(tmp_path) == {"pkg:huggingface/acme/tiny": ONE.learned}
