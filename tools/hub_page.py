"""Write docs/hub.md and docs/hub.svg from the Hub records in ../shared. With `--verify` compare them instead."""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from html import escape
from pathlib import Path
from typing import Final

from licet.cli.graph import PLAIN_USE
from licet.model.use import Config, Product
from licet.registry import gather, prepare, rows
from licet.registry.discrepancies import Discrepancies, discrepancies

REPOSITORY: Final = Path(__file__).resolve().parent.parent
RECORDS: Final = REPOSITORY.parent / "shared" / "data" / "hub_records.jsonl"
PAGE: Final = REPOSITORY / "docs" / "hub.md"
PLOT: Final = REPOSITORY / "docs" / "hub.svg"
DAY: Final = date(2026, 12, 1)
"""No discrepancy depends on the day."""
ROWS: Final = 30
BARS: Final = 14

_CAPTION: Final = "models by declared license, over the license of a base whose terms it does not carry on"
_HEAD: Final = """\
# Discrepancies on a hub

How many models declare more than their base allows? This page counts it over 15,904 model records of the Hugging Face
Hub of August 2026, with [licet graph](graph.md) and the rule [license-drift](rules/license-drift.md), which judges
projects as well. `make hub` writes the page.

Each line is a **discrepancy to review**, and no verdict on anybody. The records hold declared values only: a card is a
claim. The base may have been relicensed, the card of either may be wrong, and a label may stand for a part of what it
is on. The rule says no more than this: the base's license has terms that go along with what is made from it, and the
label of the derived model does not carry them.

Source of the records: [radar-huggingface-dataset](https://github.com/686f6c61/radar-huggingface-dataset) at 95e4d933,
August 2026, CC-BY-4.0 (attribution in NOTICE). The sample leans towards what was trending and is not random, so the
shares say nothing about the Hub as a whole. Bases that have no record there are described by Licet's own
[catalog](catalog.md) where it knows them.
"""


def measured() -> Discrepancies:
    """Count the discrepancies of the records."""
    registry = gather(rows(RECORDS))
    config = Config(product=Product(name="the product"), use=PLAIN_USE)
    return discrepancies(prepare(registry, config, path=RECORDS.name, now=DAY))


def page(found: Discrepancies) -> str:
    """The whole page as Markdown."""
    return "\n".join((_HEAD, *_counts(found), *_plot_of(found), *_table(found))) + "\n"


def _counts(found: Discrepancies) -> Iterator[str]:
    yield "## What derived models declare"
    yield ""
    yield "| links to a base | number |"
    yield "|---|---:|"
    yield f"| all (fine-tunes, adapters, quantizations, merges) | {found.links:,} |"
    yield f"| the base is under a license that Licet has read | {found.known:,} |"
    yield f"| of these: the license has terms that a derived model must carry on | {found.with_terms:,} |"
    yield f"| of these: **discrepancy to review**, the label does not carry them | {found.dropping:,} |"
    yield f"| of these: no license declared | {found.silent:,} |"
    yield f"| of these: a license declared that nobody has read | {found.unread:,} |"
    yield f"| of these: terms carried on | {found.carrying:,} |"
    yield f"| beside: base under a license that nobody has read, another one declared | {found.unread_base:,} |"
    yield ""
    yield f"Bases further up included, {found.components:,} models have a discrepancy to review: between them and the"
    yield "base may stand models that declare nothing, or that carry the terms on. Of several ways to bases under one"
    yield "license a shortest counts."
    yield ""


def _plot_of(found: Discrepancies) -> Iterator[str]:
    yield "## By pair of licenses"
    yield ""
    shown = len(_bars(found))
    yield f"![Models per pair of declared license and base license, the {shown} most frequent](hub.svg)"
    yield ""


def _table(found: Discrepancies) -> Iterator[str]:
    yield "| models | publishers | declared | way to the base | license of the base | clause that stands in the way |"
    yield "|---:|---:|---|---|---|---|"
    for pair in found.pairs[:ROWS]:
        way = ", ".join(pair.through)
        clause = pair.clause.removeprefix(f"{pair.base} ")
        yield f"| {pair.count:,} | {pair.publishers:,} | {pair.derived} | {way} | {pair.base} | {_cell(clause)} |"
    rest = found.pairs[ROWS:]
    if rest:
        yield ""
        yield f"{len(rest)} further pairs have {sum(pair.count for pair in rest):,} models together."
    yield ""
    if found.pairs:
        first = found.pairs[0]
        told = f"the {first.count:,} models of the first line come from {first.publishers:,}"
        yield f"One publisher can weigh much: {told}."


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _bars(found: Discrepancies) -> list[tuple[str, str, int]]:
    """The most frequent pairs of licenses, whatever the way between them."""
    counts: Counter[tuple[str, str]] = Counter()
    for pair in found.pairs:
        counts[pair.derived, pair.base] += pair.count
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [(derived, base, count) for (derived, base), count in ordered[:BARS]]


def plot(found: Discrepancies) -> str:
    """A bar for each pair of licenses; the same numbers give the same bytes."""
    bars = _bars(found)
    left, width, step, top = 390, 290, 24, 58
    height = top + step * len(bars) + 34
    most = max((count for *_, count in bars), default=1)
    font = 'font-family="Helvetica, Arial, sans-serif" font-size="12"'
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 760 {height}" width="760" height="{height}" {font}>',
        "<title>Discrepancies to review by pair of licenses</title>",
        f'<rect width="760" height="{height}" fill="#ffffff"/>',
        '<text x="16" y="24" font-size="15" font-weight="bold" fill="#1a1a1a">Discrepancies to review</text>',
        f'<text x="16" y="43" fill="#555555">{_CAPTION}</text>',
    ]
    for at, (derived, base, count) in enumerate(bars):
        y = top + step * at
        long = max(round(width * count / most), 2)
        label = escape(f"{derived} over {_short(base)}")
        lines += [
            f'<text x="{left - 8}" y="{y + 15}" text-anchor="end" fill="#1a1a1a">{label}</text>',
            f'<rect x="{left}" y="{y + 3}" width="{long}" height="16" fill="#3b6ea5"/>',
            f'<text x="{left + long + 6}" y="{y + 15}" fill="#1a1a1a">{count}</text>',
        ]
    source = (
        "15,904 Hub records, August 2026 (radar-huggingface-dataset at 95e4d933, CC-BY-4.0); trending-biased sample"
    )
    lines.append(f'<text x="16" y="{height - 12}" font-size="11" fill="#555555">{source}</text>')
    return "\n".join([*lines, "</svg>"]) + "\n"


def _short(name: str) -> str:
    """A license id without the words that all such ids share."""
    for start in ("LicenseRef-scancode-", "LicenseRef-licet-", "LicenseRef-"):
        name = name.removeprefix(start)
    return name if len(name) <= 34 else f"{name[:33]}…"  # noqa: PLR2004 - what fits beside the bars


def main() -> int:
    """Write both files, or compare them; 1 where they differ, 0 too where the records are not at hand."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--verify", action="store_true", help="compare and write nothing")
    verify = parser.parse_args().verify
    if not RECORDS.is_file():
        print(f"{RECORDS} is not at hand: nothing written, nothing compared")
        return 0
    found = measured()
    texts = {PAGE: page(found), PLOT: plot(found)}
    if verify:
        stale = [path.name for path, text in texts.items() if not path.is_file() or path.read_text("utf-8") != text]
        print(
            f"not as the records say: {', '.join(stale)} (make hub)"
            if stale
            else "docs/hub.md and its plot are as the records say"
        )
        return int(bool(stale))
    for path, text in texts.items():
        path.write_text(text, "utf-8")
        print(path.relative_to(REPOSITORY))
    return 0


if __name__ == "__main__":
    sys.exit(main())
