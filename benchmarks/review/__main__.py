"""How well unseen licenses are read: the drafts of `licet license review` held against the records read by people.

Tune on the half `tuning` alone: `--errors` lists what differs there and refuses for the other half.
"""

import argparse
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Final

from benchmarks.identify.split import SHARED, half_of
from benchmarks.identify.texts import archive, published, words
from licet.licenses import ids, load
from licet.model.terms import License, OtherCondition, Territory, Threshold
from licet.model.vocabulary import Value
from licet.review.draft import drafted
from licet.review.reading import read
from licet.review.structure import segment

FAMILIES: Final = ("permits", "duties", "restrictions", "conditions")
NEAR: Final = 0.8
"""Share of the runs of four words of the shorter text that makes two texts near-copies."""
_RUN: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A license with all its texts, what its record says and what a draft of its texts says."""

    id: str
    half: str
    runs: frozenset[tuple[str, ...]]
    gold: frozenset[str]
    draft: frozenset[str]
    unread: int


@dataclass(slots=True)
class Score:
    """Statements that were rightly read, wrongly read, and missed."""

    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)

    def add(self, case: Case, by: str) -> None:
        """Count one license, by family or by statement."""
        for count, some in (
            (self.right, case.gold & case.draft),
            (self.wrong, case.draft - case.gold),
            (self.missed, case.gold - case.draft),
        ):
            count.update(one.partition(".")[0] if by == "family" else one for one in some)

    def row(self, key: str) -> tuple[int, float, float, float]:
        """The number of statements in the records, precision, recall and F1."""
        right, wrong, missed = self.right[key], self.wrong[key], self.missed[key]
        precision = right / (right + wrong) if right + wrong else 0.0
        recall = right / (right + missed) if right + missed else 0.0
        return right + missed, precision, recall, 2 * right / (2 * right + wrong + missed) if right else 0.0


def statements(terms: License) -> frozenset[str]:
    """What a record says: an act that it permits (on conditions or without) or withholds, duties, tags, conditions."""
    permits = {
        f"permits.{act}={'no' if one.value is Value.NO else 'yes'}"
        for act, one in terms.permits.items()
        if one.value in {Value.YES, Value.CONDITIONAL, Value.NO}
    }
    duties = {f"duties.{duty}" for duty, one in terms.duties.items() if one.value in {Value.YES, Value.CONDITIONAL}}
    tags = {f"restrictions.{one.tag}" for one in terms.restrictions}
    kinds = {f"conditions.{_kind(one)}" for one in terms.conditions}
    return frozenset(permits | duties | tags | kinds)


def _kind(condition: Threshold | Territory | OtherCondition) -> str:
    match condition:
        case Threshold():
            return "threshold"
        case Territory():
            return "territory"
        case OtherCondition():
            return condition.kind


def _drafted(texts: Sequence[str]) -> tuple[frozenset[str], int]:
    reading = read([clause for text in texts for clause in segment(text)])
    said = {
        f"{one.key}={'no' if one.value == 'no' else 'yes'}" if one.family == "permits" else one.key
        for one in drafted(reading)
    }
    return frozenset(said), len(reading.unread)


def cases(scancode: Path | None) -> list[Case]:
    """Every license of which each text is at hand."""
    texts: dict[str, str] = {}
    for path in sorted((SHARED / "license-texts").glob("*.txt")):
        texts[sha256(path.read_bytes()).hexdigest()] = path.read_text("utf-8-sig")
    for _, data in published(archive(scancode)).texts.values():
        texts[sha256(data).hexdigest()] = data.decode("utf-8-sig", "replace")
    found = []
    for license_id in ids():
        terms = load(license_id)
        own = [texts.get(document.sha256, "") for document in terms.documents]
        if not all(own):
            continue
        draft, unread = _drafted(own)
        spoken = [word for text in own for word in words(text)]
        runs = frozenset(tuple(spoken[at : at + _RUN]) for at in range(len(spoken) - _RUN + 1))
        found.append(
            Case(id=license_id, half=half_of(license_id), runs=runs, gold=statements(terms), draft=draft, unread=unread)
        )
    return found


def apart(some: Iterable[Case], others: Sequence[Case]) -> list[Case]:
    """The cases that are no near-copy of any of the others."""
    return [one for one in some if not any(_near(one.runs, other.runs) for other in others)]


def _near(one: frozenset[tuple[str, ...]], other: frozenset[tuple[str, ...]]) -> bool:
    shorter = min(len(one), len(other))
    return bool(shorter) and len(one & other) > NEAR * shorter


def guessed(some: Iterable[Case], known: Sequence[Case]) -> list[Case]:
    """The cases as somebody would draft them who reads no text: what most of the known records say."""
    count = Counter(one for case in known for one in case.gold)
    usual = frozenset(one for one, times in count.items() if 2 * times > len(known))
    return [replace(case, draft=usual) for case in some]


def _table(groups: Mapping[str, Sequence[Case]], by: str) -> None:
    scores = {name: Score() for name in groups}
    for name, some in groups.items():
        for case in some:
            scores[name].add(case, by)
    keys = FAMILIES if by == "family" else sorted({key for one in scores.values() for key in one.right + one.missed})
    print("| | " + " | ".join(f"{name} ({len(some)}): n, P, R, F1" for name, some in groups.items()) + " |")
    print("|---" * (len(groups) + 1) + "|")
    for key in keys:
        cells = []
        for score in scores.values():
            count, precision, recall, mean = score.row(key)
            cells.append(f"{count}, {precision:.2f}, {recall:.2f}, **{mean:.2f}**")
        print(f"| {key} | " + " | ".join(cells) + " |")
    unread = [case.unread for some in groups.values() for case in some]
    print(f"\nUnread clauses: {sum(unread) / max(1, len(unread)):.0f} a license")


def _errors(some: Iterable[Case]) -> None:
    for case in some:
        for mark, keys in (("missed", case.gold - case.draft), ("wrong", case.draft - case.gold)):
            for key in sorted(keys):
                print(mark, key, case.id)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.review", description=__doc__)
    parser.add_argument("--scancode", type=Path, help="ScanCode's sdist (default: where make index puts it)")
    parser.add_argument("--by", choices=("family", "statement"), default="family")
    parser.add_argument("--errors", action="store_true", help="list what differs in the tuning half")
    arguments = parser.parse_args()
    found = cases(arguments.scancode)
    tuning = [case for case in found if case.half == "tuning"]
    heldout = [case for case in found if case.half == "heldout"]
    if arguments.errors:
        _errors(tuning)
        return
    alone = apart(heldout, tuning)
    groups = {
        "tuning": tuning,
        "held out": heldout,
        "held out, no near-copy": alone,
        "the same, guessed": guessed(alone, tuning),
    }
    _table(groups, arguments.by)


if __name__ == "__main__":
    main()
