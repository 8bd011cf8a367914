"""Review a text: its clauses read as draft statements, what was not read, and what a specialist should ask."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from licet.identify.match import LEAST_SCORE, recognize
from licet.licenses.store import find, load
from licet.model.bom import Detection, Evidence
from licet.model.terms import License
from licet.review import effects as effect_tables
from licet.review.draft import Drafted, drafted, topics, unsized
from licet.review.inherit import inherited
from licet.review.questions import Question, questions
from licet.review.reading import Found, Unread, read
from licet.review.structure import MOST_CHARACTERS, MOST_CLAUSES, Clause, segment

_ENOUGH: Final = 25
"""Words of a clause of which a language can be told."""
_ENGLISH: Final = 0.15
"""Least share of common English words; English prose has 0.3 to 0.5."""
_WHOLE: Final = 0.6
"""Least share of a text that a known license takes up for the text to be a copy of it."""

_MOST_NAMES: Final = 50
"""Annexes that are looked for."""

Language = Literal["english", "partly", "other"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """The known license of which a text is a copy, changed or not; `record` is what people read in it."""

    detection: Detection
    record: License | None

    @property
    def changed(self) -> bool:
        """Whether words differ."""
        return bool(self.detection.edits)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What a review found; `foreign` are clauses in another language, `notes` what limits the reading.

    Of a changed copy of a known license, `statements` are what the changes say, `kept` what of its record still stands.
    `unsized` are conditions whose number or place was not understood. `missing` are clauses that the text refers to and
    does not hold.
    """

    language: Language
    kind: Literal["model", "data", "software", "service"]
    clauses: int
    known: Known | None
    statements: tuple[Drafted, ...]
    kept: tuple[Drafted, ...]
    topics: Mapping[str, tuple[Found, ...]]
    questions: tuple[Question, ...]
    unsized: tuple[Found, ...]
    taken_back: tuple[Unread, ...]
    unread: tuple[Unread, ...]
    foreign: tuple[Unread, ...]
    missing: tuple[str, ...]
    notes: tuple[str, ...]


def review(text: str) -> Sheet:
    """Read a text; of a changed copy of a known license only the clauses that were changed."""
    clauses = segment(text)
    known = _known(text)
    strange = [_is_foreign(clause) for clause in clauses]
    foreign = [clause for clause, is_strange in zip(clauses, strange, strict=True) if is_strange]
    english = [clause for clause, is_strange in zip(clauses, strange, strict=True) if not is_strange]
    language = _language(english, foreign)
    looked = [] if language == "other" else _looked_at(english, known)
    reading = read(looked)
    raised = reading if known is None or language == "other" else read(english)
    return Sheet(
        language=language,
        kind=_kind(clauses),
        clauses=len(clauses),
        known=known,
        statements=drafted(reading),
        kept=_kept(text, known),
        topics=topics(reading),
        questions=questions(raised.found),
        unsized=unsized(reading),
        taken_back=tuple(reading.taken_back),
        unread=tuple(reading.unread),
        foreign=tuple(_whole(clause) for clause in foreign),
        missing=_missing(english),
        notes=tuple(_notes(text, clauses, language, known)),
    )


def _known(text: str) -> Known | None:
    """Return the known license that makes up most of a text."""
    texts = [one for one in recognize(text, Evidence(path="")) if one.kind == "text" and one.score >= LEAST_SCORE]
    best = max(texts, key=lambda one: one.coverage, default=None)
    if best is None or best.coverage < _WHOLE:
        return None
    return Known(detection=best, record=load(best.license) if find(best.license) == best.license else None)


def _kept(text: str, known: Known | None) -> tuple[Drafted, ...]:
    if known is None or known.record is None:
        return ()
    return inherited(known.record, text, [each.statement for each in known.detection.touched])


def _looked_at(clauses: Sequence[Clause], known: Known | None) -> list[Clause]:
    """Return the clauses to be read: of a copy of a known license, those on whose lines a difference stands."""
    if known is None or known.record is None:
        return list(clauses)
    spans = known.detection.spans
    lines = {line for edit in known.detection.edits for line in range(edit.line, edit.line + 1 + edit.text.count("\n"))}
    return [
        clause
        for clause in clauses
        if not lines.isdisjoint(range(clause.line, clause.last_line + 1))
        or not any(span.line <= clause.last_line and clause.line <= span.last_line for span in spans)
    ]


def _is_foreign(clause: Clause) -> bool:
    """Whether a clause is not in English, by its commonest words; a short one is given the benefit of the doubt."""
    letters = [sign for sign in clause.text if sign.isalpha()]
    if letters and sum(sign > "\u024f" for sign in letters) * 3 > len(letters):
        return True
    words = [word for sentence in clause.sentences for word in sentence.words]
    common = effect_tables.load().english
    return len(words) >= _ENOUGH and sum(word in common for word in words) < _ENGLISH * len(words)


def _language(english: Sequence[Clause], foreign: Sequence[Clause]) -> Language:
    if not foreign:
        return "english"
    sizes = [
        sum(len(sentence.pieces) for clause in some for sentence in clause.sentences) for some in (english, foreign)
    ]
    return "partly" if sizes[0] > sizes[1] / 3 else "other"


def _kind(clauses: Sequence[Clause]) -> Literal["model", "data", "software", "service"]:
    """Return what the text seems to be about, by the word that it uses most."""
    kinds = effect_tables.load().kinds
    count: Counter[str] = Counter()
    for sentence in (sentence for clause in clauses for sentence in clause.sentences):
        for kind, words in kinds.items():
            count[kind] += sum(1 for _ in words.find(sentence.words))
    order: tuple[Literal["model", "data", "software", "service"], ...] = ("model", "data", "software", "service")
    return max(order, key=lambda kind: (count[kind], -order.index(kind)))


def _whole(clause: Clause) -> Unread:
    pieces = [piece for sentence in clause.sentences for piece in sentence.pieces][:15]
    return Unread(section=clause.section, line=clause.line, last_line=clause.last_line, quote=" ".join(pieces))


def _missing(clauses: Sequence[Clause]) -> tuple[str, ...]:
    """Return the annexes that the text refers to and does not hold."""
    headings = {clause.heading.casefold() for clause in clauses} | {clause.section.casefold() for clause in clauses}
    named = (name for clause in clauses for name in clause.refers if name.split()[0].casefold().rstrip("s") in _ANNEXES)
    names = tuple(dict.fromkeys(named))[:_MOST_NAMES]
    return tuple(name for name in names if not any(name.casefold() in one for one in headings))


_ANNEXES: Final = frozenset(("exhibit", "schedule", "annex", "appendix", "attachment"))


def _notes(text: str, clauses: Sequence[Clause], language: Language, known: Known | None) -> list[str]:
    notes = []
    if language == "other":
        notes.append("the text is not in English; it was not read and needs a person who reads its language")
    if language == "partly":
        notes.append("parts of the text are not in English; they were not read, and may prevail over the English ones")
    if len(text) > MOST_CHARACTERS or len(clauses) >= MOST_CLAUSES:
        notes.append(
            f"the text is too long: only its first {MOST_CHARACTERS:,} characters or {MOST_CLAUSES:,} clauses were read"
        )
    if known and known.record is None:
        notes.append(f"{known.detection.license} has no record yet, so the whole text was read")
    return notes
