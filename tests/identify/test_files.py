"""Licenses of files: plain and large ones, other formats, what is no text, what is left over, and folders."""

from pathlib import Path

import pytest

from licet.identify.files import STDIN, Result, identify_bytes, identify_file, paths_below
from licet.identify.match import OVERLAP, WINDOW
from licet.model.bom import Problem
from tests.identify.invented import PROSE

MIB = 1024 * 1024


def told(result: Result) -> list[tuple[str, str, str]]:
    return [(one.license, one.kind, one.match) for one in result.detections]


def written(folder: Path, name: str, content: str | bytes) -> str:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return str(path)


def test_a_plain_file_is_identified(mit: str, tmp_path: Path) -> None:
    path = written(tmp_path, "LICENSE", mit)
    result = identify_file(path)
    assert (result.path, result.expression, result.problems, result.note) == (path, "MIT", (), "")
    assert told(result) == [("MIT", "text", "exact")]
    assert result.copyrights == ()


def test_copyrights_are_told_where_they_are_asked_for(mit: str, tmp_path: Path) -> None:
    (one,) = identify_file(written(tmp_path, "LICENSE", mit), notices=True).copyrights
    assert (one.holder, one.years, one.line) == ("Will McGugan", "2020", 1)


def test_the_expression_joins_what_is_granted_and_names_each_once(mit: str, bsd3: str) -> None:
    text = f"SPDX-License-Identifier: MIT OR Zlib\n\n{mit}\n\n{bsd3}\n\n{mit}"
    assert identify_bytes("LICENSE", text.encode()).expression == "BSD-3-Clause AND MIT AND (MIT OR Zlib)"


def test_words_that_name_no_license_in_particular_are_not_in_the_expression() -> None:
    result = identify_bytes("x.py", b"# Licensed under the terms in the LICENSE file.\n")
    assert [(one.key, one.kind) for one in result.detections] == [("unknown-license-reference", "reference")]
    assert result.expression == ""


CODE = "def pour(cup):\n    return os.path.join(cup, 'tea')\n\n\n"


def test_a_header_among_code_is_found_and_its_places_are_those_of_the_file(mit: str) -> None:
    code = CODE * 50
    text = '"""A teapot."""\n\n' + "\n".join(f"# {line}" for line in mit.splitlines()) + "\n\n" + code
    result = identify_bytes("teapot.py", text.encode())
    assert told(result) == [("MIT", "text", "exact")]
    (span,) = result.detections[0].spans
    assert text[span.start : span.end].startswith("Permission is hereby")
    assert text[span.start : span.end].endswith("SOFTWARE")
    assert span.line == text[: span.start].count("\n") + 1
    assert span.last_line == text[: span.end].count("\n") + 1
    assert 0 < result.detections[0].coverage < 1


@pytest.mark.parametrize("lines", [1, 5, 50])
def test_code_behind_a_header_does_not_change_it_however_short_it_is(lines: int, mit: str) -> None:
    text = "\n".join(f"# {line}" for line in mit.splitlines()) + "\n\nimport os\n\n\n" + CODE * lines
    assert told(identify_bytes("teapot.py", text.encode())) == [("MIT", "text", "exact")]


def test_what_no_license_takes_up_is_left_over(mit: str) -> None:
    text = f"{PROSE.strip()}\n\n{mit[mit.index('Permission') :]}\n\nThe tide turned.\n"
    result = identify_bytes("README", text.encode())
    before, behind = result.left_over
    assert text[before.start : before.end].strip() == PROSE.strip()
    assert (before.line, before.last_line) == (1, PROSE.strip().count("\n") + 3)
    assert text[behind.start : behind.end].strip(" .\n") == "The tide turned"
    assert behind.last_line == text.count("\n") + 1


def test_nothing_is_left_over_of_a_text_that_is_all_license(mit: str) -> None:
    alone = mit[mit.index("Permission") :].strip()
    assert identify_bytes("LICENSE", f"\n\n{alone}\n\n***\n".encode()).left_over == ()
    (everything,) = identify_bytes("a.txt", PROSE.encode()).left_over
    assert (everything.start, everything.end) == (0, len(PROSE))


def test_a_web_page_is_read_as_its_text(apache: str) -> None:
    body = apache.replace("&", "&amp;").replace("\n\n", "</p>\n<p>")
    page = (
        f"<!DOCTYPE html><html><head><script>var mit = 'MIT License';</script></head><body><p>{body}</p></body></html>"
    )
    assert told(identify_bytes("license.html", page.encode())) == [("Apache-2.0", "text", "exact")]


def test_a_page_may_draw_bullets_and_dots(mit: str) -> None:
    body = mit.replace("The above", "&bull;&nbsp;The above").replace("IN NO EVENT", "&hellip; IN NO EVENT")
    page = f"<html><body><p>{body}</p></body></html>"
    assert told(identify_bytes("license.html", page.encode())) == [("MIT", "text", "exact")]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "latin-1"])
def test_other_encodings_are_read(encoding: str, mit: str) -> None:
    text = mit.replace("Will McGugan", "J\u00fcrgen Foo")
    assert told(identify_bytes("LICENSE", text.encode(encoding))) == [("MIT", "text", "exact")]


@pytest.mark.parametrize("data", [b"\x00\x01\x02MIT License\x00", b"\x7fELF\x02\x01\x01" + bytes(500)])
def test_a_binary_file_is_a_problem(data: bytes, tmp_path: Path) -> None:
    result = identify_file(written(tmp_path, "a.bin", data))
    assert (result.detections, result.expression) == ((), "")
    (problem,) = result.problems
    assert problem.path == result.path == str(tmp_path / "a.bin")
    assert problem.reason


def test_an_empty_file_holds_nothing(tmp_path: Path) -> None:
    result = identify_file(written(tmp_path, "empty", b""))
    assert (result.detections, result.expression, result.left_over) == ((), "", ())


def test_a_file_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    result = identify_file(str(tmp_path / "nothing"))
    (problem,) = result.problems
    assert problem.path == result.path == str(tmp_path / "nothing")


def test_a_link_out_of_its_folder_is_not_followed(mit: str, tmp_path: Path) -> None:
    target = written(tmp_path, "outside/LICENSE", mit)
    (tmp_path / "inside").mkdir()
    link = tmp_path / "inside" / "LICENSE"
    link.symlink_to(target)
    (problem,) = identify_file(str(link)).problems
    assert "not followed" in problem.reason


def large(ahead: int, text: str) -> str:
    """A text with another one far behind, at `ahead` characters; words of several bytes among its own."""
    row = "Der Hafen lag still, und die Möwen schrien \u2014 niemand hörte zu.\n"
    return (row * (ahead // len(row) + 1))[:ahead] + f"\n\n{text}\n"


PLACES = {
    "far behind": 4 * MIB + 12_345,
    "across the end of a window": 4 * (WINDOW - OVERLAP) + OVERLAP - 400,
    "in what two windows share": 5 * (WINDOW - OVERLAP) + OVERLAP // 2,
}


@pytest.mark.parametrize("where", PLACES)
def test_a_large_file_is_read_in_windows_to_its_end(where: str, mit: str, tmp_path: Path) -> None:
    text = large(PLACES[where], mit.replace("free of charge", "free of blame")) + large(MIB, "")
    assert len(text.encode()) > 4 * MIB
    result = identify_file(written(tmp_path, "big.txt", text))
    assert told(result) == [("MIT", "text", "modified")]
    assert (result.expression, result.note, result.problems) == ("MIT", "read in windows", ())
    ((span,), (edit,)) = result.detections[0].spans, result.detections[0].edits
    assert text[span.start : span.end].startswith("Permission is hereby granted")
    assert text[span.start : span.end].endswith("SOFTWARE")
    assert text[edit.start : edit.end] == "blame"
    assert span.line == text[: span.start].count("\n") + 1
    assert edit.line == text[: edit.start].count("\n") + 1


def test_a_license_that_two_windows_share_is_told_once(mit: str, tmp_path: Path) -> None:
    text = large(5 * (WINDOW - OVERLAP) + OVERLAP // 2, mit)
    (one,) = identify_file(written(tmp_path, "big.txt", text)).detections
    assert len(one.spans) == 1


def test_licenses_far_apart_in_a_large_file_are_told_with_all_their_places(mit: str, bsd3: str, tmp_path: Path) -> None:
    text = large(2 * MIB, mit) + large(MIB, bsd3) + large(2 * MIB, mit)
    result = identify_file(written(tmp_path, "NOTICES", text))
    assert result.expression == "BSD-3-Clause AND MIT"
    assert {one.license: len(one.spans) for one in result.detections} == {"MIT": 2, "BSD-3-Clause": 1}
    for one in result.detections:
        for span in one.spans:
            assert text[span.start :].startswith(("Permission is", "Redistribution and use"))


def test_a_large_binary_file_is_a_problem(tmp_path: Path) -> None:
    (problem,) = identify_file(written(tmp_path, "weights.bin", bytes(4 * MIB + 1))).problems
    assert "NUL" in problem.reason


def test_files_below_a_folder_are_named_in_the_order_of_their_paths(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/b/c.txt", ".git/config", "a.txt"):
        written(tmp_path, name, "tea")
    found = list(paths_below(str(tmp_path)))
    assert found == [str(tmp_path / name) for name in ("a.txt", "a/b/c.txt", "a/z.txt", "b.txt")]


def test_what_is_no_folder_names_itself(tmp_path: Path) -> None:
    assert list(paths_below(STDIN)) == ["-"]
    assert list(paths_below(str(tmp_path / "nothing"))) == [str(tmp_path / "nothing")]


def test_a_linked_folder_outside_is_a_problem_with_its_path(tmp_path: Path) -> None:
    written(tmp_path, "outside/LICENSE", "tea")
    (tmp_path / "inside").mkdir()
    (tmp_path / "inside" / "link").symlink_to(tmp_path / "outside")
    (problem,) = paths_below(str(tmp_path / "inside"))
    assert isinstance(problem, Problem)
    assert problem.path == str(tmp_path / "inside" / "link")
