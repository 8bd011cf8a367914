"""Ignore patterns: they decide as git does, and no pattern can take long."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from licet.ignore_rules import MAX_PATTERN, Rule, last_match, parse_rules

GIT = shutil.which("git")

# Pattern, path, whether it names a folder, whether it is ignored (read off gitignore(5)).
CASES = (
    ("*.bin", "a.bin", False, True),
    ("*.bin", "deep/er/a.bin", False, True),
    ("*.bin", "a.bin.txt", False, False),
    ("/build", "build", True, True),
    ("/build", "src/build", True, False),
    ("build/", "src/build", True, True),
    ("build/", "build", False, False),
    ("doc/*.txt", "doc/a.txt", False, True),
    ("doc/*.txt", "doc/sub/a.txt", False, False),
    ("doc/*.txt", "x/doc/a.txt", False, False),
    ("**/logs", "a/b/logs", True, True),
    ("a/**/b", "a/b", False, True),
    ("a/**/b", "a/x/y/b", False, True),
    ("a/**", "a", True, False),
    ("a/**", "a/x", False, True),
    ("file?.txt", "file1.txt", False, True),
    ("file?.txt", "file10.txt", False, False),
    ("file[0-9].txt", "file5.txt", False, True),
    ("file[!0-9].txt", "file5.txt", False, False),
    (r"\#notes", "#notes", False, True),
    (r"\!keep", "!keep", False, True),
    ("trailing  ", "trailing", False, True),
    ("report.[0-9]*.[0-9]*.[0-9]*.[0-9]*.json", "report.2024.1.22.333.json", False, True),
    ("report.[0-9]*.[0-9]*.[0-9]*.[0-9]*.json", "report.2024.1.22.json", False, False),
    ("*a*b*c", "xxaxxbxxc", False, True),
    ("*a*b*c", "xxbxxaxxc", False, False),
    ("*a*", "bab", False, True),
    ("*ab*ab", "abab", False, True),
    ("*ab*ab", "ab", False, False),
    ("*", "anything", False, True),
    ("*/", "folder", True, True),
    ("*/", "file", False, False),
)


def _rules(text: str, path: str = ".gitignore") -> list[Rule]:
    rules, problems = parse_rules(path, text, 100)
    assert problems == []
    return rules


@pytest.mark.parametrize(("pattern", "path", "is_folder", "ignored"), CASES)
def test_patterns_mean_what_git_says(pattern: str, path: str, is_folder: bool, ignored: bool) -> None:  # noqa: FBT001 - a table of cases
    match = last_match(_rules(pattern), path, is_folder=is_folder)
    assert bool(match and match.ignores) is ignored


def test_the_last_match_decides() -> None:
    rules = _rules("*.log\n!keep.log\n")
    kept = last_match(rules, "keep.log", is_folder=False)
    assert kept is not None
    assert not kept.ignores
    dropped = last_match(rules, "other.log", is_folder=False)
    assert dropped is not None
    assert dropped.ignores


def test_a_reincluded_folder_does_not_reinclude_its_files() -> None:
    match = last_match(_rules("*.txt\n!keep/\n"), "keep/a.txt", is_folder=False)
    assert match is not None
    assert match.ignores


def test_patterns_of_a_nested_file_start_at_its_folder() -> None:
    rules = _rules("/out", "sub/.gitignore")
    assert last_match(rules, "sub/out", is_folder=True)
    assert not last_match(rules, "sub/deeper/out", is_folder=True)


def test_only_licetignore_is_final() -> None:
    assert [rule.final for rule in _rules("a", ".gitignore") + _rules("a", "x/.licetignore")] == [False, True]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("a" * (MAX_PATTERN + 1), "longer than"),
        ("a/**/b/**/c/**/d", "too often"),
        ("file[z-a]", "bad character range"),
        ("ends with \\", "Invalid git pattern"),
    ],
)
def test_a_pattern_left_out_is_one_problem_that_hides_nothing(line: str, reason: str) -> None:
    rules, problems = parse_rules("sub/.gitignore", f"ok\n{line}\nalso-ok\n", 100)
    assert len(rules) == 2
    [problem] = problems
    assert (problem.path, problem.line, problem.hides) == ("sub/.gitignore", 2, False)
    assert reason in problem.reason


def test_patterns_are_counted() -> None:
    rules, problems = parse_rules(".gitignore", "# comment\n\na\nb\nc\nd\n", 3)
    assert len(rules) == 3
    assert [(problem.line, problem.hides) for problem in problems] == [(6, False)]


@pytest.mark.parametrize(
    "pattern", ["*a" * 100 + "b", "a*" * 100 + "b", "*" * 400, "**/*a*a*a*a*b/**/*a*a*b", "[a-z]*" * 80 + "1"]
)
def test_hostile_patterns_are_matched_alike_every_time(pattern: str) -> None:
    rules, _ = parse_rules(".gitignore", pattern, 100)
    path = "/".join(["a" * 250] * 15)
    assert len({last_match(rules, path, is_folder=False) for _ in range(20)}) == 1


def _documented(line: str) -> bool:
    """Leave out `**` beside anything but a slash, where git does not do what gitignore(5) says."""
    return not re.search(r"[^/!]\*\*|\*\*[^/]", line)


@pytest.mark.skipif(GIT is None, reason="git is not installed")
@settings(deadline=None, max_examples=40)
@given(lines=st.lists(st.text("ab*?/!.", min_size=1, max_size=7).filter(_documented), min_size=1, max_size=4))
def test_git_agrees(lines: list[str], tmp_path_factory: pytest.TempPathFactory) -> None:
    root = tmp_path_factory.mktemp("project")
    paths = ["a", "b", "ab", "a.b", "x/a", "x/ab", "x/y/b", "x/y/a.b", "aa/b", "aa/aa/a"]
    text = "\n".join(lines) + "\n"
    assert GIT is not None
    subprocess.run([GIT, "init", "-q", str(root)], check=True)
    (root / ".gitignore").write_text(text)
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text("")
    command = [GIT, "-c", "core.excludesFile=", "-C", str(root), "ls-files", "-o", "--exclude-standard", "-z"]
    kept = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split("\0")
    rules, problems = parse_rules(".gitignore", text, 100)
    if problems:
        return
    assert {path for path in paths if _walked(rules, path)} == set(kept) & set(paths), (lines, Path(root))


def _walked(rules: list[Rule], path: str) -> bool:
    """Tell whether a walk from the top reaches the file."""
    parts = path.split("/")
    steps = [("/".join(parts[:depth]), depth < len(parts)) for depth in range(1, len(parts) + 1)]
    matches = (last_match(rules, step, is_folder=is_folder) for step, is_folder in steps)
    return not any(match and match.ignores for match in matches)
