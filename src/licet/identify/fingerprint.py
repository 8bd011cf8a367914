"""Make the fingerprint index: texts to numbers, what may differ between copies, and the bytes of the index.

Used when the index is built (tools/build_index.py), never when Licet runs. The layout is in `index`.
"""

import json
import re
import sys
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Final, Literal

from licet.identify.index import BLANK, MAGIC, SHINGLE, Lexicon, shingles
from licet.identify.mask import is_idle, is_list_number, is_notice_year
from licet.identify.normalize import Words, key_of, split, tokens

_NO_TITLE: Final = frozenset({"only", "or", "later", "licenseref", "scancode", "licet"})
_STRIDES: Final = ((400, 4), (1500, 8))
_LONGEST_STRIDE: Final = 16
_GAP: Final = 40
_DATED_NOTICE: Final = re.compile(r"(?:copyright\W*)?(?:c\b|\(c\)|©|[12]\d{3}|[<\[{]+y)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionalRule:
    """A part that copies may leave out: through `head`, `above` some words, from `tail` on; for some `licenses`."""

    head: str = ""
    above: str = ""
    tail: str = ""
    licenses: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class GapRule:
    """Between `before` and `after` stands one of `choices`, or a name of at most `most` words."""

    before: str
    after: str
    most: int = 0
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What may differ between copies of one text; `labels` begin the parameters above a license's text."""

    optional: tuple[OptionalRule, ...]
    gaps: tuple[GapRule, ...]
    words: Mapping[str, tuple[str, ...]]
    labels: Mapping[str, tuple[str, ...]]
    incorporates: Mapping[str, tuple[str, ...]]
    declared_as: Mapping[str, str]

    @property
    def lexicon(self) -> Lexicon:
        """The word lists as the matcher uses them."""
        return Lexicon(**{name: frozenset(words) for name, words in self.words.items()})


@dataclass(frozen=True, slots=True, kw_only=True)
class Print:
    """Everything the index holds of a text; `gaps` are start, end, most words of a name, choices."""

    license: str
    document: str
    source: str
    sha256: str
    host: str
    names: tuple[str, ...]
    title: tuple[str, ...]
    optional: tuple[tuple[int, int], ...]
    gaps: tuple[tuple[int, int, int, tuple[str, ...]], ...]
    keys: tuple[int, ...]


def fingerprint(
    text: str,
    rules: Rules,
    *,
    license_id: str,
    document: str,
    names: Sequence[str],
    source: str,
    sha256: str,
    host: str,
) -> Print:
    """Return the fingerprint of a text: its words as numbers and what in it may differ."""
    words = split(text)
    title = {word for word in tokens(" ".join((*names, license_id))) if word not in _NO_TITLE}
    optional = [
        *_optional(words, license_id, rules.optional),
        *_lines_that_vary(words, title, rules.lexicon),
        *((at, at + 1) for at in range(len(words)) if is_list_number(words, at) or is_notice_year(words, at)),
    ]
    return Print(
        license=license_id,
        document=document,
        source=source,
        sha256=sha256,
        host=host,
        names=tuple(names) if document == "license" else (),
        title=tuple(sorted(title)),
        optional=tuple(_merged(optional)),
        gaps=tuple(_gaps(words, rules.gaps)),
        keys=words.keys,
    )


def pack(prints: Sequence[Print], rules: Rules) -> bytes:
    """Return the bytes of the index; the same fingerprints and rules give the same bytes.

    Raises:
        ValueError: the texts have more different words than 16 bits can tell.
    """
    vocabulary = sorted({key for one in prints for key in one.keys})
    if len(vocabulary) >= BLANK:
        raise ValueError(f"{len(vocabulary)} different words do not fit into 16 bits")
    numbers = {key: number for number, key in enumerate(vocabulary)}
    texts = [_blanked(one, numbers) for one in prints]
    samples = _samples(texts)
    counts = Counter(place >> 16 for _, place in samples)
    rows: list[dict[str, object]] = []
    start = 0
    for number, (one, text) in enumerate(zip(prints, texts, strict=True)):
        row = {key: value for key, value in asdict(one).items() if key != "keys"}
        row |= {"start": start, "size": len(text), "samples": counts[number]}
        rows.append(row | {"labels": rules.labels.get(one.license, ())})
        start += len(text)
    head = {
        "known": rows,
        "words": rules.words,
        "incorporates": rules.incorporates,
        "declared_as": rules.declared_as,
    }
    parts = [
        json.dumps(head, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode(),
        _bytes("I", vocabulary),
        _bytes("H", (number for text in texts for number in text)),
        _bytes("I", (key for key, _ in samples)),
        _bytes("I", (place for _, place in samples)),
    ]
    return b"".join([MAGIC, _bytes("I", (len(part) for part in parts)), *parts])


def _optional(words: Words, license_id: str, rules: Sequence[OptionalRule]) -> Iterator[tuple[int, int]]:
    for rule in rules:
        if rule.licenses and license_id not in rule.licenses:
            continue
        for at in _where(words, rule.head):
            yield 0, at + len(tokens(rule.head))
        for at in _where(words, rule.above)[:1]:
            yield 0, at
        for at in _where(words, rule.tail):
            yield at, len(words)


def _gaps(words: Words, rules: Sequence[GapRule]) -> Iterator[tuple[int, int, int, tuple[str, ...]]]:
    for rule in rules:
        ends = _where(words, rule.after)
        for at in _where(words, rule.before):
            start = at + len(tokens(rule.before))
            end = next((end for end in ends if start <= end <= start + _GAP), None)
            if end is not None:
                own = " ".join(tokens(words.passage(start, end)))
                yield start, end, rule.most, tuple(sorted({own, *rule.choices}))


def _where(words: Words, phrase: str) -> list[int]:
    keys = tuple(key_of(word) for word in tokens(phrase))
    return [at for at in range(len(words) - len(keys) + 1) if keys and words.keys[at : at + len(keys)] == keys]


def _lines_that_vary(words: Words, title: set[str], lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """Give the words of copyright notices, of the headings above the terms, and of headings that stand alone."""
    heading = True
    at = 0
    while at < len(words):
        end = at + 1
        while end < len(words) and words.line(end) == words.line(at):
            end += 1
        line = words.passage(at, end)
        idle = is_idle(line, title, lexicon)
        heading = heading and idle
        if heading or (idle and (_DATED_NOTICE.match(line) or _stands_alone(words, at, end))):
            yield at, end
        at = end


def _stands_alone(words: Words, at: int, end: int) -> bool:
    above = at == 0 or words.line(at) - words.line(at - 1) > 1
    below = end == len(words) or words.line(end) - words.line(end - 1) > 1
    return above and below and end - at > 1


def _merged(ranges: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _blanked(one: Print, numbers: Mapping[int, int]) -> list[int]:
    text = [numbers[key] for key in one.keys]
    for start, end, _, _ in one.gaps:
        text[start:end] = [BLANK] * (end - start)
    return text


def _samples(texts: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    """Pick shingles at even distances: of each stretch the one that the fewest texts have, once in its own text."""
    keys = [shingles(text) for text in texts]
    shared = Counter(key for text in keys for key in set(text))
    samples = []
    for number, (text, own) in enumerate(zip(texts, keys, strict=True)):
        stride = next((stride for size, stride in _STRIDES if len(text) <= size), _LONGEST_STRIDE)
        often = Counter(own)
        for first in range(0, len(own), stride):
            stretch = range(first, min(first + stride, len(own)))
            usable = [at for at in stretch if often[own[at]] == 1 and BLANK not in text[at : at + SHINGLE]]
            if usable:
                at = min(usable, key=lambda place: (shared[own[place]], place))
                samples.append((own[at], number << 16 | at))
    return sorted(samples)


def _bytes(kind: Literal["H", "I"], numbers: Iterable[int]) -> bytes:
    packed = array(kind, numbers)
    if sys.byteorder == "big":
        packed.byteswap()
    return packed.tobytes()
