"""What changed between two locks, as text or as data; another license is told in its terms."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict

from licet.pin import FAILING, Change
from licet.report.json_text import json_text
from licet.report.term_changes import TermChange, records_of, term_changes
from licet.report.words import clean, spoken

_WORDS = {
    "gone": "GONE       {id} is not shown any more",
    "gated": "GATED      {id} is shown only to those who were granted access now",
    "shown": "SHOWN      {id} was {before}, and is shown now",
    "license": "LICENSE    {id} was {before}, is {after}",
    "text": "TEXT       {id} has another text: {before} became {after}",
    "lineage": "LINEAGE    {id} was made from another thing: {before} became {after}",
    "content": "CONTENT    {id} is not what was read at the revision that the lock names",
    "new": "NEW        {id} was not in the lock ({after})",
    "unused": "UNUSED     {id} was in the lock, and nothing names it any more",
    "revision": "REVISION   {id} moved from {before} to {after}",
    "unchecked": "UNCHECKED  {id} could not be looked up",
}
_MOST = 12
"""Terms of one change that are printed; JSON has them all."""


def as_text(found: Sequence[Change], *, quiet: bool) -> str:
    """Return a line for each change, with what another license means below it; quiet leaves out moved revisions."""
    lines = [line for change in found if not (quiet and change.kind == "revision") for line in _lines(change)]
    if not found and not quiet:
        lines.append("nothing changed upstream")
    return "".join(f"{line}\n" for line in lines)


def as_json(found: Sequence[Change]) -> str:
    """Return the changes as data."""
    rows = [{**asdict(change), "terms": [asdict(term) for term in terms_of(change)]} for change in found]
    return json_text({"changes": rows}, indent=2)


def exit_code(found: Iterable[Change]) -> int:
    """1 where a lock is out of date, 2 where that cannot be told, else 0."""
    kinds = {change.kind for change in found}
    return 1 if kinds & FAILING else 2 if "unchecked" in kinds else 0


def terms_of(change: Change) -> tuple[TermChange, ...]:
    """What another license means: permissions lost and won, duties; none where one of the two was not read."""
    if change.kind != "license":
        return ()
    old, new = records_of(change.before), records_of(change.after)
    return term_changes(old, new) if old and new else ()


def _lines(change: Change) -> Iterator[str]:
    told = {"id": change.id, "before": change.before or "none", "after": change.after or "none"}
    yield _WORDS[change.kind].format(**{key: clean(word) for key, word in told.items()})
    terms = terms_of(change)
    for term in terms[:_MOST]:
        mark = "worse" if term.worse else "better"
        yield f"           {term.about} {spoken(term.name)}: {term.was} → {term.is_now} ({mark}, §{term.section})"
    if len(terms) > _MOST:
        yield f"           + {len(terms) - _MOST} more terms (-f json)"
