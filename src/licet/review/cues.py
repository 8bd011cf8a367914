"""What a sentence does: permit, prohibit, demand, or take a limit back. The word lists are `data/cues.toml`."""

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Final, Literal

from licet.errors import KnowledgeError
from licet.identify.patterns import Pattern, Patterns, keyed, plain_words, read_patterns
from licet.licenses.tables import Table, fault_lines
from licet.review.structure import Clause, Sentence

Mood = Literal["ban", "duty", "grant", "off", "theirs", "given", ""]
"""What governs a term: a limit, a duty or a right of the user, a limit taken back, a right of the licensor, a right

that the user grants, or nothing."""

_SOURCE: Final = "review/data/cues.toml"
_KINDS: Final[tuple[Mood, ...]] = ("ban", "duty", "grant", "off")
_BEHIND: Final = "-behind"
_NEGATIONS: Final = frozenset(("not", "no", "never", "neither", "nor", "none", "without"))
_NOBODY: Final = frozenset(
    ("license", "agreement", "this", "that", "which", "and", "or", "it", "terms", "hereby", "section")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cues:
    """The word lists of `data/cues.toml`."""

    moods: Patterns
    set_aside: Patterns
    harmless: Patterns
    headings: Patterns
    speaking: Patterns
    licensors: frozenset[str]
    licensees: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """Words `first` up to `end` of a sentence that tell what it does."""

    first: int
    end: int
    mood: Mood
    behind: bool = False
    """Whether it can stand behind what it governs."""


@cache
def load() -> Cues:
    """Return the word lists that ship with Licet.

    Raises:
        KnowledgeError: they are missing or broken.
    """
    try:
        root = Table("", tomllib.loads((files(__package__) / "data" / "cues.toml").read_text("utf-8")), [])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise KnowledgeError(f"{_SOURCE}: {error}", hint="install Licet again") from error
    none: frozenset[str] = frozenset()
    cues = Cues(
        moods=keyed([one for kind in _KINDS for one in _moods(root, kind)], none),
        harmless=keyed(read_patterns(root, "harmless", {}), none),
        set_aside=keyed(read_patterns(root, "set-aside", {}), none),
        headings=keyed(read_patterns(root, "banning-headings", {}), none),
        speaking=keyed(read_patterns(root, "speaking", {}), none),
        licensors=plain_words(root, "licensors"),
        licensees=plain_words(root, "licensees"),
    )
    if root.faults:
        raise KnowledgeError("\n".join(fault_lines(_SOURCE, root.faults)))
    return cues


def _moods(root: Table, kind: Mood) -> list[Pattern]:
    return [
        *read_patterns(root, kind, {}, kind),
        *read_patterns(root, f"{kind}{_BEHIND}", {}, f"{kind}{_BEHIND}"),
    ]


def licensors(clauses: Iterable[Clause], cues: Cues) -> frozenset[str]:
    """Return the words that name the licensor: the usual ones, and whoever grants in this text ("Acme grants you")."""
    named = set(cues.licensors)
    for sentence in (each for clause in clauses for each in clause.sentences):
        for at, word in enumerate(sentence.words):
            if word not in {"grants", "grant"} or not at:
                continue
            before = at - 2 if sentence.words[at - 1] == "hereby" and at > 1 else at - 1
            name = sentence.words[before]
            capital = sentence.pieces[sentence.piece_of[before]].lstrip("\"'(\u201c*_")[:1].isupper()
            if capital and name not in cues.licensees | _NOBODY:
                named.add(name)
    return frozenset(named)


def cues_of(words: Sequence[str], own: frozenset[str], cues: Cues) -> tuple[Cue, ...]:
    """Return the cues of a sentence in their order, the longest where several overlap; `own` names the licensor."""
    clear = list(words)
    for first, end, _ in cues.harmless.find(words):
        clear[first:end] = [""] * (end - first)
    found = sorted(cues.moods.find(clear), key=lambda each: (each[0], -each[1], _order(each[2].about)))
    kept: list[Cue] = []
    for first, end, pattern in found:
        kind, behind = _kind(pattern.about), pattern.about.endswith(_BEHIND)
        if kind in {"grant", "duty"} and not _NEGATIONS.isdisjoint(clear[first:end]):
            continue
        last = kept[-1] if kept else None
        if last and first < last.end:
            if kind == "off" != last.mood:  # "shall not be required to": a limit that turns out to be none
                kept[-1] = replace(last, end=max(end, last.end), mood="off", behind=behind)
            elif (first, end) == (last.first, last.end):
                kept[-1] = replace(last, behind=last.behind or behind)
            continue
        mood = _spoken(words, first, kind, own, cues)
        if mood == "grant" and any(cue.mood == "given" for cue in kept):
            mood = "given"
        kept.append(Cue(first=first, end=end, mood=mood, behind=behind))
    return tuple(kept)


def _kind(about: str) -> Mood:
    return next(kind for kind in _KINDS if kind == about.removesuffix(_BEHIND))


def _order(about: str) -> int:
    """Where two cues are the same words, a limit taken back counts before a right, a duty and a limit."""
    return _KINDS[::-1].index(_kind(about)) * 2 + about.endswith(_BEHIND)


def _spoken(words: Sequence[str], first: int, mood: Mood, own: frozenset[str], cues: Cues) -> Mood:
    """Tell a right or duty of the licensor from one of the user by the word before it."""
    subject = words[first - 1] if first else ""
    if words[first] in {"hereby", "grant", "grants"}:
        return "given" if subject in cues.licensees else mood
    if mood in {"grant", "duty", "ban"} and subject in own:
        return "theirs"
    return mood


def mood_of_lead(clause: Clause, own: frozenset[str], cues: Cues) -> Mood:
    """Return what the introductions of a clause, else the heading above it, make of plain words."""
    for sentence in reversed(clause.lead):
        found = cues_of(sentence.words[-80:], own, cues)
        if found:
            return found[-1].mood
    if clause.heading and cues.headings.among(_words(clause.heading)):
        return "ban"
    return ""


@cache
def _words(heading: str) -> tuple[str, ...]:
    from licet.identify.normalize import tokens  # noqa: PLC0415

    return tuple(tokens(heading))


def governing(found: Sequence[Cue], first: int, end: int, lead: Mood) -> tuple[Mood, Cue | None]:
    """Return what governs the words `first` up to `end`, and the cue that says so where it stands in the sentence."""
    before = [cue for cue in found if cue.first <= first or cue.end <= end]
    if before:
        return before[-1].mood, before[-1]
    behind = next((cue for cue in found if cue.first >= end and cue.behind), None)
    if behind:
        return behind.mood, behind
    return lead, None


def is_set_aside(sentence: Sentence, cues: Cues) -> bool:
    """Whether a sentence speaks of warranty or liability alone."""
    return cues.set_aside.among(sentence.words)
