"""Recognition of license texts: copies, changed copies, several in one file, pointers, and what is no license."""

import textwrap
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from licet.identify import recognize
from licet.identify.index import Index
from licet.identify.normalize import LIMIT
from licet.model.bom import Detection, Evidence
from tests.identify.conftest import SAUCER, TEAPOT
from tests.identify.invented import PROSE

HERE = Evidence(path="LICENSE")


def found(text: str) -> list[tuple[str, str]]:
    return [(one.license, one.match) for one in recognize(text, HERE)]


def only(text: str) -> Detection:
    (one,) = recognize(text, HERE)
    return one


def only_text(text: str) -> Detection:
    """The only license text among whatever points to licenses."""
    (one,) = (one for one in recognize(text, HERE) if one.kind == "text")
    return one


def wrapped(text: str, width: int) -> str:
    paragraphs = [textwrap.fill(part, width, break_long_words=False) for part in text.split("\n\n")]
    return "\n\n".join(paragraphs)


COPIES: dict[str, Callable[[str], str]] = {
    "as it is": lambda text: text,
    "narrow": lambda text: wrapped(text, 50),
    "wide": lambda text: wrapped(text, 110),
    "on one line": lambda text: " ".join(text.split()),
    "windows": lambda text: text.replace("\n", "\r\n"),
    "capitals": str.upper,
    "hash comments": lambda text: "\n".join(f"# {line}" for line in text.splitlines()),
    "block comment": lambda text: "/*\n" + "\n".join(f" * {line}" for line in text.splitlines()) + "\n */",
    "quoted": lambda text: "\n".join(f"> {line}" for line in text.splitlines()),
    "emphasis": lambda text: "\n\n".join(f"**{part.strip()}**" for part in text.split("\n\n")),
    "html": lambda text: (
        "<html><body><p>" + text.replace("&", "&amp;").replace("\n\n", "</p>\n<p>") + "</p></body></html>"
    ),
    "typographic": lambda text: text.replace('"', "\u201d").replace("'", "\u2019").replace("-", "\u2010"),
    "another holder": lambda text: f"Copyright (c) 2031-2033 Somebody Else Ltd. All rights reserved.\n\n{text}",
    "holder behind": lambda text: f"{text}\n\nCopyright 2019 The Foo Authors\n",
    "tagged": lambda text: f"SPDX-FileCopyrightText: 2020 Foo\n\n{text}",
    "headed": lambda text: f"The Foo Project\n===============\n\n{text}",
}


LICENSES = {"mit": "MIT", "apache": "Apache-2.0", "bsd2": "BSD-2-Clause", "bsd3": "BSD-3-Clause", "mpl": "MPL-2.0"}


@pytest.mark.parametrize("how", COPIES)
@pytest.mark.parametrize("name", LICENSES)
def test_a_copy_is_exact(how: str, name: str, request: pytest.FixtureRequest) -> None:
    text: str = request.getfixturevalue(name)
    one = only(COPIES[how](text))
    assert (one.license, one.document, one.kind) == (LICENSES[name], "license", "text")
    assert (one.match, one.score) == ("exact", 1.0)
    assert (one.inserted, one.edits, one.missing, one.evidence) == ((), (), 0, HERE)


@pytest.mark.parametrize(
    "sentence",
    [
        "You may not use this software for military purposes.",
        "For non-commercial use only.",
        "The Software shall not be used by banks.",
        "Excludes weapons.",
        "Use in the EU requires a paid license.",
        "Commons Clause applies.",
    ],
)
@pytest.mark.parametrize("name", LICENSES)
def test_an_added_restriction_is_shown(sentence: str, name: str, request: pytest.FixtureRequest) -> None:
    text: str = request.getfixturevalue(name)
    middle = text.index(". ", len(text) // 2) + 2
    changed = (
        f"{text}\n\n{sentence}\n",
        f"{sentence}\n\n{text}",
        f"{text.rstrip()} {sentence}",
        f"{text[:middle]}{sentence} {text[middle:]}",
    )
    for copy in changed:
        # the sentence may be one that points to a license as well
        one = only_text(copy)
        assert one.license == LICENSES[name]
        assert one.match == "modified"
        assert sentence.rstrip(".") in " ".join(one.inserted)
        assert one.score == 1.0


def test_a_restriction_behind_a_copyright_line_is_shown(mit: str) -> None:
    text = mit.replace("Will McGugan", "Will McGugan. For academic use only.")
    assert text != mit
    assert only(text).match == "modified"


def test_the_sample_tells_the_line_in_the_file(mit: str) -> None:
    text = f"{mit.rstrip()}\n\nNo use in ships.\n"
    line = text.splitlines().index("No use in ships.") + 1
    assert only(text).inserted == (f"line {line}: No use in ships",)
    (inside,) = recognize(text, Evidence(path="METADATA", line=11))
    assert inside.inserted == (f"line {line + 10}: No use in ships",)


def test_a_long_insertion_is_shortened(mit: str) -> None:
    (sample,) = only(f"{mit}\n{PROSE}").inserted
    assert len(sample) < 200
    assert sample.endswith("\u2026")
    assert "The harbor lay still" in sample


def test_a_changed_word_is_shown_among_its_neighbors(mit: str) -> None:
    one = only(mit.replace("free of charge", "free of blame"))
    assert (one.match, one.missing) == ("modified", 1)
    assert one.inserted == ("line 3: granted, free of blame, to any person",)


def test_a_removed_clause_is_counted(apache: str) -> None:
    start = apache.index("7. Disclaimer of Warranty")
    end = apache.index("8. Limitation of Liability")
    one = only(apache[:start] + apache[end:])
    assert (one.license, one.match, one.inserted) == ("Apache-2.0", "modified", ())
    # the list number is not counted: it may be absent
    assert one.missing == len(apache[start:end].replace("/", " ").replace("-", " ").split()) - 1


@pytest.mark.parametrize("name", ["mit", "apache", "bsd3", "mpl"])
def test_half_a_text_is_never_exact(name: str, request: pytest.FixtureRequest) -> None:
    text: str = request.getfixturevalue(name)
    for half in (text[: len(text) // 2], text[len(text) // 2 :]):
        assert "exact" not in [match for _, match in found(half)]


def test_the_appendix_may_be_absent_or_filled_in(apache: str) -> None:
    assert found(apache.partition("END OF TERMS AND CONDITIONS")[0]) == [("Apache-2.0", "exact")]


def test_prose_is_no_license() -> None:
    assert found(PROSE) == []
    assert found("") == []
    assert found("MIT") == []


def test_the_name_of_a_holder_may_be_any_but_no_sentence(bsd3: str) -> None:
    flat = " ".join(bsd3.split())
    named = "Neither the name of the copyright holder nor the names of its contributors"
    assert named in flat
    named_other = flat.replace(named, "Neither the name of Foo University nor the names of any contributors")
    assert found(named_other.replace("any contributors", "its contributors")) == [("BSD-3-Clause", "exact")]
    limited = flat.replace(named, named.replace("the copyright holder", "those who may not use it"))
    assert found(limited) == [("BSD-3-Clause", "modified")]


def test_the_variant_that_fits_best_wins(bsd2: str, bsd3: str) -> None:
    # the two clauses stand word for word in the license of three
    assert found(bsd2) == [("BSD-2-Clause", "exact")]
    assert found(bsd3) == [("BSD-3-Clause", "exact")]
    assert found(bsd3.replace("following", "preceding", 1)) == [("BSD-3-Clause", "modified")]


def test_several_licenses_in_one_file(mit: str, apache: str, bsd3: str) -> None:
    text = f"{mit}\n\n----\n\nParts come from Foo:\n\n{apache}\n\n----\n\nBar is under this one:\n\n{bsd3}"
    detections = recognize(text, HERE)
    assert [(one.license, one.match) for one in detections] == [
        ("MIT", "exact"),
        ("Apache-2.0", "exact"),
        ("BSD-3-Clause", "exact"),
    ]
    rows = text.splitlines()
    assert detections[0].evidence == HERE
    assert "Apache License" in rows[detections[1].evidence.line - 1]
    assert rows[detections[2].evidence.line - 1].startswith("Redistribution and use")


def test_long_unknown_matter_between_licenses_changes_the_one_before(mit: str, apache: str) -> None:
    first, second = recognize(f"{mit}\n{PROSE}\n{apache}", HERE)
    assert (first.license, first.match, second.license, second.match) == ("MIT", "modified", "Apache-2.0", "exact")
    assert "The harbor lay still" in first.inserted[0]


def test_a_short_restriction_between_licenses_is_not_overlooked(mit: str, apache: str) -> None:
    first, second = recognize(f"{mit}\nNot to be used by banks.\n\n{apache}", HERE)
    assert (first.match, second.match) == ("modified", "exact")


def test_matter_around_a_license_in_a_notice_does_not_change_it(mit: str) -> None:
    (one,) = recognize(f"{PROSE}\n{mit}\n{PROSE}", HERE, apart=False)
    assert (one.license, one.match) == ("MIT", "exact")
    (changed,) = recognize(f"{PROSE}\n{mit.replace('free of', 'full of')}", HERE, apart=False)
    assert changed.match == "modified"


def test_a_license_that_stands_often_is_listed_once_with_all_its_places(mit: str) -> None:
    text = "\n\n".join([mit.strip()] * 20)
    one = only(text)
    assert (one.license, one.match) == ("MIT", "exact")
    begun = [line for line, words in enumerate(text.splitlines(), 1) if words.startswith("Permission is hereby")]
    assert len(begun) == 20
    assert [span.line for span in one.spans] == begun
    assert len({text[span.start : span.end] for span in one.spans}) == 1


def test_what_stands_in_two_places_with_a_change_is_told_twice(mit: str) -> None:
    changed = mit.replace("free of charge", "free of blame")
    assert found(f"{changed}\n\n{changed}") == [("MIT", "modified"), ("MIT", "modified")]


def test_pointers_and_texts_are_listed_by_their_place(mit: str) -> None:
    text = f"SPDX-License-Identifier: ISC\n\n{mit}\n\nSPDX-License-Identifier: Zlib\n"
    detections = recognize(text, HERE)
    assert [(one.license, one.kind, one.match) for one in detections] == [
        ("ISC", "tag", "tag"),
        ("MIT", "text", "exact"),
        ("Zlib", "tag", "tag"),
    ]
    rows = text.splitlines()
    assert rows[detections[1].evidence.line - 1].startswith("Permission is hereby")
    assert [detections[0].evidence.line, detections[2].evidence.line] == [1, len(rows)]


def test_a_name_among_other_words_is_a_reference() -> None:
    one = only(f"{PROSE}\nThe story is licensed under the Apache License, Version 2.0.\n{PROSE}")
    assert (one.license, one.match) == ("Apache-2.0", "tag")
    assert one.kind in {"reference", "notice"}
    assert 0 < one.coverage < 0.5


def test_the_name_above_a_text_is_its_heading_and_no_pointer(mit: str) -> None:
    assert found(f"The MIT License (MIT)\n\n{mit}") == [("MIT", "exact")]


def test_a_notice_points_to_a_license_and_is_not_its_text(notice: str) -> None:
    one = only(notice)
    assert (one.license, one.document, one.kind, one.match) == ("Apache-2.0", "notice", "notice", "tag")


def test_places_count_from_the_beginning_of_a_long_text(mit: str) -> None:
    ahead = (PROSE * (2 * LIMIT // len(PROSE) + 1))[: 2 * LIMIT - 7]
    one = only_text(ahead + "\n\n" + mit)
    assert (one.license, len(one.spans)) == ("MIT", 1)
    start = len(ahead) + 2 + mit.index("Permission")
    assert one.spans[0].start == start
    assert (
        one.spans[0].line == one.evidence.line == ahead.count("\n") + 2 + mit[: mit.index("Permission")].count("\n") + 1
    )


def test_stated_gaps_and_the_tail_of_an_invented_license(kitchen: Index) -> None:
    def of(text: str) -> list[tuple[str, str]]:
        return [(one.license, one.match) for one in recognize(text, HERE, index=kitchen)]

    teapot = [("LicenseRef-Teapot", "exact")]
    assert of(TEAPOT) == teapot
    assert of(TEAPOT.partition("END OF THE PAGE")[0]) == teapot
    assert of(TEAPOT.replace("BY THE POTTERS", "BY ITS OWNERS")) == teapot
    assert of(TEAPOT.replace("BY THE POTTERS", "")) == teapot
    assert of(TEAPOT.replace("BY THE POTTERS", "BY NOBODY")) == [("LicenseRef-Teapot", "modified")]
    assert of(TEAPOT.replace("name of the Teapot Club", "name of Gl\u00fcck & Sons")) == teapot
    assert of(TEAPOT.replace("2001 The Teapot Club", "2002 Foo")) == teapot
    assert of(TEAPOT.replace("2001 The Teapot Club", "2002 Foo, not for banks")) == [("LicenseRef-Teapot", "modified")]
    assert of(TEAPOT.replace("14 days", "40 days")) == [("LicenseRef-Teapot", "modified")]
    assert of(TEAPOT.replace("2. ", "(b) ").replace("3. ", "- ")) == teapot
    assert of(TEAPOT.replace("neighbor", "neigh-\nbor")) == teapot
    assert of(f"{TEAPOT}\n{SAUCER}") == [*teapot, ("LicenseRef-Saucer", "exact")]


def test_parameters_above_a_license_are_part_of_it(kitchen: Index) -> None:
    above = "Lender: Mrs. Foo\n\nDay of return: must not be later than Monday\n\n"
    (one,) = recognize(above + TEAPOT, HERE, index=kitchen)
    assert one.match == "exact"
    (other,) = recognize(above + SAUCER, HERE, index=kitchen)
    assert other.match == "modified"


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=3000))
def test_any_text_is_read(text: str) -> None:
    assert all(0 < one.score <= 1 and one.license for one in recognize(text, HERE))


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_a_text_cut_and_joined_anyhow_is_read(mit: str, apache: str, data: st.DataObject) -> None:
    words = (mit + apache).split()
    parts = data.draw(st.lists(st.tuples(st.integers(0, len(words)), st.integers(0, 400)), max_size=12))
    text = " ".join(" ".join(words[at : at + size]) for at, size in parts)
    for one in recognize(text, HERE):
        if one.kind == "text":
            # a low score is never that of an exact text
            assert (one.match == "exact") == (not one.edits)
            assert one.score == 1 or one.match == "modified"
            assert 0 < one.score <= 1
        else:
            assert one.match == "tag"


HOSTILE: dict[str, Callable[[str], str]] = {
    "copies": lambda mit: mit * 1000,
    "halves": lambda mit: mit[: len(mit) // 2] * 2000,
    "fragments": lambda mit: " ".join(mit.split()[:40]) * 4000,
    "one phrase": lambda _: "limited to the warranties of merchantability " * 23_000,
    "torn words": lambda mit: " x ".join(mit.split() * 400),
    "list numbers": lambda mit: mit + "1. a\n(b) c\n" * 90_000,
    "addresses": lambda mit: mit + "a.b-c." * 160_000,
    "notices": lambda mit: mit + "Copyright (c) 2020 Foo\n" * 43_000,
    "signs": lambda mit: mit + "@" * 1_000_000,
    "a changed word in twelve": lambda mit: " ".join(
        f"{word} x" if at % 12 == 0 else word for at, word in enumerate(mit.split() * 800)
    ),
}


@pytest.mark.parametrize("how", HOSTILE)
def test_a_hostile_megabyte_is_read_to_its_end(how: str, mit: str) -> None:
    text = HOSTILE[how](mit)[:1_000_000]
    assert len(recognize(text, HERE)) <= 1_000
