"""Write the page on contested points from readings.toml: docs/readings.md. With `--verify` compare it."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from licet.licenses import readings
from licet.model.terms import Holder, Position, Reading

PATH: Final = Path(__file__).resolve().parent.parent / "docs" / "readings.md"
_INTRODUCTION: Final = """\
# Contested points

Careful readers of licenses differ on some points. Licet takes no side: it judges under every position, names who
published it, and asks for review where the verdicts differ. `[positions]` in `licet.toml` chooses one.

This page is written from `src/licet/licenses/readings.toml` by `make readings`. A holder stands here only with
a source that was read; "no published holder found" says that none was found, not that nobody argues so. What a holder
wrote may be narrower than the position, and none of it is legal advice.

| effect at a link | meaning |
|---|---|
| carries | the terms go downstream with what was made |
| notice | only the duties on published outputs do |
| stops | the terms stay on their side of the link |
| binds | the statements apply to the use as the record writes them |
| frees | they do not |
| none yet | Licet judges alike under every position |
"""


def page() -> str:
    """The whole page as Markdown."""
    return "\n".join((_INTRODUCTION, *(line for point in readings().values() for line in _section(point))))


def _section(point: Reading) -> Iterator[str]:
    yield f"## {point.id}\n"
    yield f"{point.point}\n"
    yield f"- Concerns: {point.concerns}"
    yield f"- Statements: {', '.join(f'`{name}`' for name in point.statements)}"
    yield f"- Without a choice: {point.default}\n"
    for position in point.positions:
        yield from _position(position)
    yield "| link | " + " | ".join(f"`{position.name}`" for position in point.positions) + " |"
    yield "|---" * (len(point.positions) + 1) + "|"
    for at, first in enumerate(point.positions[0].links):
        told = (position.links[at] for position in point.positions)
        yield f"| `{first.link}` | " + " | ".join(f"**{each.effect}**: {each.says}" for each in told) + " |"
    yield "\nTo choose, in `licet.toml`:\n"
    others = " or ".join(f'"{position.name}"' for position in point.positions[1:])
    yield f'```toml\n[positions]\n{point.id} = "{point.positions[0].name}"  # or {others}\n```\n'


def _position(position: Position) -> Iterator[str]:
    yield f"`{position.name}`: {position.holds}\n"
    for holder in position.held_by:
        yield f"- {_holder(holder)}"
    if not position.held_by:
        yield "- no published holder found"
    yield ""


def _holder(holder: Holder) -> str:
    linked = f"[{holder.source}]({holder.url})" if "://" in holder.url else f"{holder.source} (`{holder.url}`)"
    quote = f', "{holder.quote}"' if holder.quote else ""
    note = f" ({holder.note})" if holder.note else ""
    return f"{holder.who}: {linked}, {holder.date or 'undated'}{quote}{note}"


def main() -> int:
    """Write or verify the page."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--verify", action="store_true", help="say whether the file is current, and write nothing")
    options = parser.parse_args()
    current = page()
    if not options.verify:
        PATH.write_text(current, encoding="utf-8")
        print(f"{PATH.name}: {len(current.encode())} bytes")
        return 0
    if PATH.read_text(encoding="utf-8") != current:
        print(f"{PATH.name} is not current: run `make readings`", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
