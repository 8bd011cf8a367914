"""Write docs/licenses/: a page per license record in plain words, and an index of them."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from licet.cli.license_page import page
from licet.licenses import heads, ids, load
from licet.report.markdown import escaped

FOLDER: Final = Path(__file__).resolve().parent.parent / "docs" / "licenses"
_INDEX: Final = "README.md"
_LEAD: Final = """# Licenses in plain words

What each license that Licet has read lets you do, what it asks for and when, and what it forbids, each line with its
section and words of the text. `licet license show ID -f markdown` prints the same page, without network. `make docs`
writes them from the records; [licenses.md](../licenses.md) tells how a license is added. This is no legal advice.
"""


def pages() -> dict[str, str]:
    """The text of every file of the folder, by its name."""
    rows = [
        f'| [{escaped(head.id)}]({head.id}.md) | "{escaped(head.name)}" | {head.category} | {head.kind} '
        f"| {'yes' if head.complete else 'no'} | {escaped(head.reviewed)} |"
        for head in heads()
    ]
    table = ["| id | name | category | kind | read in full | reviewed |", "|---|---|---|---|---|---|", *rows]
    return {
        _INDEX: f"{_LEAD}\n{len(rows)} licenses.\n\n" + "\n".join(table) + "\n",
        **{f"{license_id}.md": page(load(license_id)) for license_id in ids()},
    }


def stale(folder: Path, wanted: Mapping[str, str]) -> list[str]:
    """The names of files that are missing, differ, or belong to no record."""
    present = {path.name for path in folder.glob("*")}
    differs = [name for name in present & set(wanted) if (folder / name).read_text("utf-8") != wanted[name]]
    return sorted({*differs, *(present ^ set(wanted))})


def write(folder: Path, wanted: Mapping[str, str]) -> list[str]:
    """Bring the folder to what is wanted; the names of the files that changed."""
    changed = stale(folder, wanted)
    folder.mkdir(parents=True, exist_ok=True)
    for name in changed:
        if name in wanted:
            (folder / name).write_text(wanted[name], "utf-8")
        else:
            (folder / name).unlink()
    return changed


def main() -> int:
    """Write the pages that differ."""
    wanted = pages()
    print(f"{len(write(FOLDER, wanted))} of {len(wanted)} files changed in docs/licenses")
    return 0


if __name__ == "__main__":
    sys.exit(main())
