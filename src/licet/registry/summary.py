"""What is told of a registry as a whole: how much was read, the verdicts, the findings, and the discrepancies."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields
from enum import Enum
from typing import Final

import numpy as np

from licet.model.use import Use
from licet.model.vocabulary import Verdict
from licet.registry.discrepancies import Discrepancies
from licet.registry.gather import Counted
from licet.registry.judging import Judging
from licet.registry.writing import Result
from licet.version import VERSION

SCHEMA: Final = 1
SHOWN_PAIRS: Final = 10
SHOWN_FAULTS: Final = 5

Json = None | bool | int | str | list["Json"] | dict[str, "Json"]


@dataclass(slots=True)
class Tally:
    """Results counted as they pass."""

    verdicts: Counter[str] = field(default_factory=Counter)
    findings: Counter[str] = field(default_factory=Counter)
    worst: Verdict = Verdict.ALLOWED

    def counting(self, results: Iterable[Result]) -> Iterator[Result]:
        """Yield results and count them."""
        for result in results:
            self.verdicts[str(result["verdict"])] += 1
            found = result["findings"]
            self.findings.update(found if isinstance(found, list) else ())
            self.worst = max(self.worst, Verdict(str(result["verdict"])), key=lambda verdict: verdict.rank)
            yield result


def summary_of(name: str, judging: Judging, tally: Tally, found: Discrepancies) -> dict[str, Json]:
    """The summary as JSON; `name` is the file's."""
    registry, algebra = judging.registry, judging.reach.algebra
    use = {each.name: _plain(getattr(judging.views.config.use, each.name)) for each in fields(Use)}
    return {
        "schema": SCHEMA,
        "tool": {"name": "licet", "version": VERSION},
        "registry": {
            "file": name,
            "rows": registry.rows,
            "components": registry.components,
            "links": len(registry.source),
            "licenses": len(judging.classes.parts),
            "from_catalog": registry.from_catalog,
            "distinct_rows": len(algebra.rows),
            "distinct_judgements": len(judging.outcomes),
            "not_followed": int(judging.reach.unfinished.sum()),
            "on_cycles": _on_cycles(judging),
            "licenses_not_known": dict(_most(_not_known(judging))),
        },
        "use": {key: value for key, value in use.items() if value is not None},
        "as": judging.seen_as,
        "verdicts": {verdict: tally.verdicts[verdict] for verdict in Verdict},
        "findings": dict(_most(tally.findings)),
        "discrepancies": {
            **{each.name: _plain(getattr(found, each.name)) for each in fields(Discrepancies) if each.name != "pairs"},
            "pairs": [{each.name: _plain(getattr(pair, each.name)) for each in fields(pair)} for pair in found.pairs],
        },
        "problems": {
            "unread_rows": _faults(registry.unread),
            "described_twice": _faults(registry.twice),
            "links_to_itself": _faults(registry.itself),
            "links_to_nothing": _faults(registry.nowhere),
        },
    }


def _plain(value: object) -> Json:
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {str(key): str(item) for key, item in sorted(value.items())} or None
    return str(value.value if isinstance(value, Enum) else value)


def _faults(counted: Counted) -> Json:
    return {"count": counted.number, "first": [{"row": each.line, "reason": each.reason} for each in counted.named]}


def told(name: str, judging: Judging, tally: Tally, found: Discrepancies) -> str:
    """The summary in words, within 80 columns."""
    registry = judging.registry
    lines = [
        "",
        f"  {name}   {_several(registry.components, 'component')}, {_several(len(registry.source), 'link')}",
        f"  {_seen(judging)}",
        "",
        *(f"  {_word(verdict):<20}{tally.verdicts[verdict]:>12,}" for verdict in reversed(Verdict)),
        "",
        *(f"  {finding:<44}{count:>12,}" for finding, count in _most(tally.findings)[:SHOWN_PAIRS]),
        *_discrepancies(found),
        *_problems(judging),
        "",
    ]
    return "\n".join(lines) + "\n"


def _several(number: int, word: str) -> str:
    return f"{number:,} {word}" if number == 1 else f"{number:,} {word}s"


def _seen(judging: Judging) -> str:
    use = judging.views.config.use
    commercial = {True: "commercial", False: "not commercial", None: "commercial or not: unknown"}[use.commercial]
    delivery = "delivery unknown" if use.delivery is None else ", ".join(use.delivery) or "delivered to nobody"
    view = "each taken into a product" if judging.seen_as == "part" else "each as the product"
    return f"{view}: {commercial} · {delivery}"


def _word(verdict: Verdict) -> str:
    return verdict.replace("-", " ").upper() if verdict is Verdict.BLOCKED else verdict.replace("-", " ")


def _most(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _discrepancies(found: Discrepancies) -> Iterator[str]:
    if not found.links:
        return
    yield ""
    yield f"  made from a base: {_several(found.links, 'link')}; to a base with terms to carry on: {found.with_terms:,}"
    yield f"  {'discrepancy to review: the label drops terms':<46}{found.dropping:>10,}"
    yield f"  {'no license declared':<46}{found.silent:>10,}"
    yield f"  {'a license that nobody has read':<46}{found.unread:>10,}"
    yield f"  {'terms carried on':<46}{found.carrying:>10,}"
    if found.unread_base:
        yield f"  another license than the base, whose terms nobody has read: {found.unread_base:,}"
    if found.pairs:
        yield ""
        yield f"  discrepancies to review, bases further up included: {_several(found.components, 'component')}"
    for pair in found.pairs[:SHOWN_PAIRS]:
        yield f"  {pair.count:>6,}  {pair.derived} {', '.join(pair.through)} {pair.base}"
        yield f"          {pair.clause}"


def _on_cycles(judging: Judging) -> Json:
    """How many components are made from themselves by some way, and the first of them."""
    parts = np.flatnonzero(judging.reach.circular).tolist()
    return {"count": len(parts), "first": [judging.registry.ids[part] for part in parts[:SHOWN_FAULTS]]}


def _not_known(judging: Judging) -> Counter[str]:
    """Components per declared license that has no record."""
    parts = np.bincount(judging.reach.graph.part[list(judging.parts())], minlength=len(judging.classes.terms))
    found: Counter[str] = Counter()
    for terms, count in zip(judging.classes.terms, parts.tolist(), strict=True):
        for name in terms.unread if count else ():
            found[name] += count
    return found


def _problems(judging: Judging) -> Iterator[str]:
    registry = judging.registry
    sorts = (
        ("rows that could not be read", registry.unread),
        ("components described twice", registry.twice),
        ("links of a component to itself", registry.itself),
        ("parts that are linked to and not described", registry.nowhere),
    )
    for words, counted in sorts:
        if counted.number:
            yield ""
            yield f"  {words}: {counted.number:,}"
        for fault in counted.named[:SHOWN_FAULTS]:
            place = f"row {fault.line}: " if fault.line else ""
            yield f"    {place}{fault.reason}"
    circular = np.flatnonzero(judging.reach.circular).tolist()
    if circular:
        yield ""
        yield f"  components on a cycle of links: {len(circular):,}"
        yield from (f"    {judging.registry.ids[part]}" for part in circular[:SHOWN_FAULTS])
    unknown = _not_known(judging)
    if unknown:
        yield ""
        yield f"  components under a license that nobody has read: {unknown.total():,}"
        yield from (f"    {count:>8,}  {name}" for name, count in _most(unknown)[:SHOWN_FAULTS])
    unfinished = int(judging.reach.unfinished.sum())
    if unfinished:
        yield ""
        yield f"  components whose upstream was not followed to its end: {unfinished:,}"
