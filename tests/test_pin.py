"""From what was looked up to a lock, and what changed between two."""

from dataclasses import replace

import pytest

from licet.model.bom import Claim, Component, Evidence, Found, Identified, LicenseText, Link, Release
from licet.model.lookups import Consulted, Learned, Registry, Sought
from licet.model.vocabulary import Basis, Grade, How, Kind
from licet.pin import Change, Pinned, changes, pin
from licet.sources.lock_file import Lock

ID = "pkg:huggingface/acme/tiny"
SOUGHT = Sought(registry=Registry.MODEL, name="acme/tiny")
TEXT = LicenseText(text="w", role="license", covers="all", evidence=Evidence(path="p@1/LICENSE", sha256="a" * 64))
PART = Component(id=ID, kind=Kind.MODEL, texts=(TEXT,))
LOOKED = Learned(sought=SOUGHT, state="looked", source="s", revision="1", found=Found(components=(PART,)))


def identified(license_: str = "MIT", part: Component = PART) -> Identified:
    return Identified(component=part, concluded=license_, grade=Grade.TEXT)


def pinned(*learned: Learned, license_: str = "MIT", before: Lock | None = None, date: str = "2026-11-30") -> Pinned:
    return pin(Consulted(learned=learned), [identified(license_)], date=date, before=before or Lock())


def between(first: Pinned, second: Pinned) -> list[tuple[str, str, str]]:
    return [(one.kind, one.before, one.after) for one in changes(first.lock, second)]


def test_an_entry_says_who_under_what_and_on_what_evidence() -> None:
    [entry] = pinned(LOOKED).lock.entries
    assert (entry.id, entry.revision, entry.license, entry.grade) == (ID, "1", "MIT", "text")
    assert (entry.source, entry.date) == ("s", "2026-11-30")
    assert [(text.path, text.sha256) for text in entry.texts] == [("p@1/LICENSE", "a" * 64)]


def test_a_part_that_licet_toml_names_otherwise_is_found_by_its_other_names() -> None:
    part = Component(id="tiny", kind=Kind.MODEL, purl=ID.upper().replace("PKG:HUGGINGFACE", "pkg:huggingface"))
    [entry] = pin(Consulted(learned=(LOOKED,)), [identified("MIT", part)], date="", before=Lock()).lock.entries
    assert entry.license == "MIT"


def test_what_is_as_it_was_keeps_its_date() -> None:
    first = pinned(LOOKED)
    assert pinned(LOOKED, before=first.lock, date="2027-01-01") == first
    moved = pinned(replace(LOOKED, revision="2"), before=first.lock, date="2027-01-01")
    assert [entry.date for entry in moved.lock.entries] == ["2027-01-01"]


def test_what_failed_keeps_its_earlier_entry() -> None:
    first = pinned(LOOKED)
    failed = Learned(sought=SOUGHT, state="failed", reason="down")
    assert pinned(failed, before=first.lock) == Pinned(lock=first.lock, failed=(ID,))
    assert pinned(failed) == Pinned(lock=Lock(), failed=(ID,))


@pytest.mark.parametrize(
    ("learned", "license_", "expected"),
    [
        (LOOKED, "MIT", []),
        (replace(LOOKED, revision="2"), "MIT", [("revision", "1", "2")]),
        (LOOKED, "GPL-3.0-only", [("license", "MIT", "GPL-3.0-only")]),
        (Learned(sought=SOUGHT, state="missing"), "MIT", [("gone", "looked", "missing")]),
        (Learned(sought=SOUGHT, state="unseen"), "MIT", [("gone", "looked", "unseen")]),
        (replace(LOOKED, state="gated"), "MIT", [("gated", "looked", "gated")]),
    ],
)
def test_each_change_is_named(learned: Learned, license_: str, expected: list[tuple[str, str, str]]) -> None:
    assert between(pinned(LOOKED), pinned(learned, license_=license_)) == expected


def test_a_text_is_compared_by_its_file_and_its_hash() -> None:
    moved = replace(TEXT, evidence=Evidence(path="p@2/LICENSE", sha256="a" * 64))
    changed = replace(TEXT, evidence=Evidence(path="p@2/LICENSE", sha256="b" * 64))
    card = replace(TEXT, role="readme", evidence=Evidence(path="p@2/README.md", sha256="c" * 64))

    def with_texts(*texts: LicenseText) -> Learned:
        return replace(LOOKED, revision="2", found=Found(components=(replace(PART, texts=texts),)))

    told = ("text", f"LICENSE {'a' * 12}", f"LICENSE {'b' * 12}")
    revision = ("revision", "1", "2")
    assert between(pinned(LOOKED), pinned(with_texts(moved, card))) == [revision]
    assert between(pinned(LOOKED), pinned(with_texts(changed))) == [told, revision]
    assert between(pinned(LOOKED), pinned(with_texts())) == [("text", f"LICENSE {'a' * 12}", ""), revision]


def test_other_bases_are_told() -> None:
    def made_from(name: str) -> Learned:
        link = Link(source=ID, how=How.FINE_TUNES, target=name, basis=Basis.OBSERVED)
        return replace(LOOKED, revision=name, found=replace(LOOKED.found, links=(link,)))

    first, second = pinned(made_from("a")), pinned(made_from("b"))
    assert between(first, second) == [("lineage", "fine-tunes a", "fine-tunes b"), ("revision", "a", "b")]


def test_a_lock_that_was_edited_by_hand_is_told() -> None:
    def claiming(license_: str, note: str = "") -> Learned:
        claim = Claim(license=license_, grade=Grade.METADATA, evidence=Evidence(path="p@1/README.md", note=note))
        return replace(LOOKED, found=Found(components=(replace(PART, claims=(claim,)),)))

    edited, true = pinned(claiming("mit")), pinned(claiming("gpl-3.0"))
    assert between(edited, true) == [("license", "mit", "gpl-3.0"), ("content", "", "")]
    assert between(pinned(claiming("mit", note="x")), pinned(claiming("mit"))) == [("content", "", "")]


def test_what_was_shut_and_is_open_now_is_told() -> None:
    missing = Learned(sought=SOUGHT, state="missing")
    assert between(pinned(missing), pinned(LOOKED))[0] == ("shown", "missing", "looked")


def test_the_gravest_comes_first_and_what_failed_is_no_change() -> None:
    other = Learned(sought=Sought(registry=Registry.NPM, name="x"), state="looked")
    third = Learned(sought=Sought(registry=Registry.NPM, name="y"), state="looked")
    first = pinned(LOOKED, other)
    second = Pinned(lock=pinned(third).lock, failed=(ID,))
    assert changes(first.lock, second) == (
        Change(kind="new", id="pkg:npm/y"),
        Change(kind="unused", id="pkg:npm/x"),
        Change(kind="unchecked", id=ID),
    )


def test_the_day_of_a_release_alone_is_no_change() -> None:
    def given_out(day: str) -> Learned:
        return replace(LOOKED, found=Found(components=(replace(PART, release=Release(released=day, built=day)),)))

    assert between(pinned(LOOKED), pinned(given_out("2024-02-19"))) == []
    assert between(pinned(given_out("2024-02-19")), pinned(given_out("2024-02-20"))) == []
