"""The patterns of `.gitignore` and `.licetignore` files, made safe to match against hostile names.

`pathspec` translates a pattern to a regular expression; this module bounds how many there are and rewrites each so
that it matches in linear time: a `*` that another `*` of the same path segment follows is satisfied by the first
place where the text after it fits, so it need never be tried again.
"""

import re
import warnings
from collections.abc import Sequence
from dataclasses import dataclass

from licet.model.bom import Problem

NAMES = (".gitignore", ".licetignore")
"""The ignore files of a folder, in the order in which they are applied: the last match decides."""
MAX_BYTES = 256 * 1024
MAX_PATTERNS = 2_000
"""Patterns in force at one place, those of the folders above included."""
MAX_PATTERN = 500
"""Characters of one pattern."""
MAX_CROSSINGS = 2
"""Times one pattern may cross folders (`**`, or no slash at all)."""

_STAR = "[^/]*"
_ANY = "[^/]"
_CROSSING = ".+"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One pattern of the ignore file in `folder`; `final` when it stands in `.licetignore`."""

    folder: str
    pattern: re.Pattern[str]
    ignores: bool
    final: bool


def last_match(rules: Sequence[Rule], path: str, *, is_folder: bool) -> Rule | None:
    """Return the rule that decides about the path (relative to the root): the last that matches."""
    for rule in reversed(rules):
        below = path[len(rule.folder) + 1 :] if rule.folder else path
        if rule.pattern.fullmatch(below + "/" if is_folder else below):
            return rule
    return None


def parse_rules(path: str, text: str, room: int) -> tuple[list[Rule], list[Problem]]:
    """Return the rules of the ignore file at `path`, at most `room`, and a problem for each pattern left out.

    A pattern left out hides nothing: more is read than was asked for.
    """
    folder, _, name = path.rpartition("/")
    rules: list[Rule] = []
    problems: list[Problem] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        if len(rules) + len(problems) >= room:
            reason = f"not honored from here on: more than {MAX_PATTERNS} patterns are in force"
            problems.append(Problem(path=path, line=number, reason=reason, hides=False))
            break
        try:
            compiled = _compile(line)
        except (ValueError, re.error) as error:
            problems.append(Problem(path=path, line=number, reason=f"pattern not honored: {error}", hides=False))
            continue
        if compiled:
            pattern, ignores = compiled
            rules.append(Rule(folder=folder, pattern=pattern, ignores=ignores, final=name == NAMES[1]))
    return rules, problems


def _compile(line: str) -> tuple[re.Pattern[str], bool] | None:
    """Return the linear expression of a pattern and whether it ignores (else re-includes); None for a comment.

    Raises:
        ValueError: the pattern is too long, crosses folders too often, or is none.
        re.error: a bracket expression holds a range that runs backwards.
    """
    from pathspec import GitIgnoreSpec  # noqa: PLC0415 - a project without ignore files does not pay for it

    if len(line) > MAX_PATTERN:
        raise ValueError(f"longer than {MAX_PATTERN} characters")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # `[[` is a warning of `re`, and legal in a pattern
        translated = next(iter(GitIgnoreSpec.from_lines([line]).patterns), None)
        if translated is None or translated.include is None:
            return None
        # Typed loosely by pathspec: only its regular-expression patterns have one.
        source = getattr(getattr(translated, "regex", None), "pattern", "")
        if not isinstance(source, str) or not source:
            return None
        if source.count(_CROSSING) > MAX_CROSSINGS:
            raise ValueError("crosses folders (**) too often")
        return re.compile(_whole(_linear(source)), re.DOTALL), translated.include


def _linear(source: str) -> str:
    """Make every `*` but the last of its path segment atomic and lazy."""
    first, *pieces = source.split(_STAR)
    safe = first
    for number, piece in enumerate(pieces, 1):
        ends_segment = "/" in piece.replace(_ANY, "") or number == len(pieces)
        safe += f"{_STAR}{piece}" if ends_segment else f"(?>{_STAR}?{piece})"
    return safe


def _whole(source: str) -> str:
    """Make an expression that pathspec searches for in a path one that describes the ignored path itself.

    The walk goes from the top down, so a folder's own match is enough and its content never asks again.
    """
    if source == ".":
        return ".+"
    if not source.startswith("^"):
        return f".*{source}"
    return f"{source}.+" if source.endswith("/") else source
