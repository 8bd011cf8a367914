"""Read clauses as draft statements, and tell which sentences speak of rights or limits in words that were not read."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from licet.identify.patterns import Pattern
from licet.review import cues as cue_lists
from licet.review import statements as statement_lists
from licet.review.cues import Cue, Cues, Mood, cues_of, governing, is_set_aside, licensors, mood_of_lead
from licet.review.statements import Statements
from licet.review.structure import Clause, Sentence

_QUOTE: Final = 40
"""Words that are quoted of a sentence that was not read."""
_ASIDE: Final = ("topics", "duties.termination", "duties.indemnify")
"""What is read in a sentence on warranty or liability, too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What one sentence says: `about` is a statement such as `duties.display` or a topic such as `topics.audit`.

    `value` is `yes` or `no` for an act, else empty. `first` and `end` are the words of the sentence that say so.
    """

    about: str
    value: str
    section: str
    line: int
    last_line: int
    quote: str
    sentence: Sentence = field(compare=False, repr=False)
    first: int = 0
    end: int = 0
    cue: int = -1
    """The word at which the cue that governs it begins; -1 where none in the sentence does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A sentence that speaks of rights or limits in words that nothing was read from, or that takes a limit back."""

    section: str
    line: int
    last_line: int
    quote: str


@dataclass(slots=True, kw_only=True)
class Reading:
    """What was read of a text, what takes limits back, and what was not read."""

    found: list[Found] = field(default_factory=list)
    taken_back: list[Unread] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)


def read(clauses: Sequence[Clause]) -> Reading:
    """Read clauses; the order of what is returned is that of the text."""
    lists, words = cue_lists.load(), statement_lists.load()
    own = licensors(clauses, lists)
    reading = Reading()
    for clause in clauses:
        lead = mood_of_lead(clause, own, lists)
        for sentence in clause.sentences:
            _sentence(reading, _Place(clause, sentence, lead, cues_of(sentence.words, own, lists)), lists, words)
    return reading


@dataclass(frozen=True, slots=True)
class _Place:
    """A sentence in its clause, with its cues and what introduces it."""

    clause: Clause
    sentence: Sentence
    lead: Mood
    cues: Sequence[Cue]


def _sentence(reading: Reading, place: _Place, lists: Cues, words: Statements) -> None:
    clause, sentence, lead, cues = place.clause, place.sentence, place.lead, place.cues
    aside = is_set_aside(sentence, lists)
    heading = clause.kind == "heading"
    found = list(_says(place, words))
    # a heading may be all that is said ("NON-COMMERCIAL USE ONLY"), but a title of rights or duties is none
    kept = [one for one in found if one.value == "no" or one.about.startswith("restrictions.")] if heading else found
    kept = [one for one in kept if one.about.startswith(_ASIDE)] if aside else kept
    reading.found += kept
    if heading:
        return
    limits = [one for one in found if one.value == "no" or one.about.startswith("restrictions.")]
    read_from = {one.cue for one in found}
    loose = [cue for cue in cues if cue.mood == "ban" and cue.first not in read_from]
    if aside:
        reading.unread += [_told(clause, sentence)] if limits else []
    elif any(cue.mood == "off" for cue in cues):
        reading.taken_back.append(_told(clause, sentence))
    elif not found and (lead or lists.speaking.among(sentence.words)):
        reading.unread.append(_told(clause, sentence))
    elif loose:
        reading.unread.append(_told(clause, sentence, loose[0].first))


def _told(clause: Clause, sentence: Sentence, word: int = 0) -> Unread:
    """A sentence, or what of it begins at a word."""
    piece = sentence.piece_of[word]
    return Unread(
        section=clause.section,
        line=sentence.lines[piece],
        last_line=sentence.lines[-1],
        quote=" ".join(sentence.pieces[piece : piece + _QUOTE]),
    )


def _says(place: _Place, lists: Statements) -> Iterator[Found]:
    """Find what a sentence says, each statement once, by the first words that say so."""
    clause, sentence = place.clause, place.sentence
    voided: dict[str, bool] = {}
    told: set[tuple[str, str]] = set()
    for first, end, pattern in _longest(lists.patterns.find(sentence.words)):
        about = pattern.about
        if (
            clause.kind == "definition"
            and about.startswith(("permits", "duties"))
            and pattern.when not in {"yes", "no"}
        ):
            continue
        mood, cue = governing(place.cues, first, end, place.lead)
        value = _value(pattern, mood)
        if value is None or (about, value) in told:
            continue
        if about not in voided:
            voided[about] = about in lists.unless and lists.unless[about].among(sentence.words)
        if voided[about]:
            continue
        told.add((about, value))
        yield Found(
            about=about,
            value=value,
            section=clause.section,
            line=sentence.lines[sentence.piece_of[first]],
            last_line=sentence.lines[sentence.piece_of[end - 1]],
            quote=sentence.locator(first, end),
            sentence=sentence,
            first=first,
            end=end,
            cue=cue.first if cue else -1,
        )


def _longest(hits: Iterable[tuple[int, int, Pattern]]) -> list[tuple[int, int, Pattern]]:
    """Drop what says yes or no of an act within longer words that say so, as "sublicensable" in "non-sublicensable"."""
    found = list(hits)
    firm = [(first, end, one.about) for first, end, one in found if one.when in {"yes", "no"}]
    return [
        (first, end, one)
        for first, end, one in found
        if not any(
            about == one.about and low <= first and end <= high and (low, high) != (first, end)
            for low, high, about in firm
        )
    ]


def _value(pattern: Pattern, mood: Mood) -> str | None:
    """Return the value that words give to what they are about under a mood; None where they say nothing."""
    act = pattern.about.startswith("permits.")
    if (mood == "off" and pattern.when != "yes") or (mood in {"given", "theirs"} and act):
        return None
    match pattern.when:
        case "yes" | "no":
            return pattern.when
        case "any":
            return ""
        case "bare":
            return "" if not mood else None
        case when if when == mood:
            return ("yes" if mood == "grant" else "no" if mood == "ban" else "") if act else ""
        case _:
            return None
