"""Show that lists of license ids and names are not taken for licenses: each should give no detection.

The lists are made here and removed again. Ids come from `packaging`, names and keys from ScanCode's sdist where it is
at hand.

Usage: python -m benchmarks.identify.lists [--scancode SDIST]. Prints; asserts nothing.
"""

import argparse
import csv
import io
import json
import sys
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory

from packaging.licenses import _spdx

from benchmarks.identify.ours import identify_all
from benchmarks.identify.texts import archive, published

_SHOWN = 6


def main() -> int:
    """Print a line per list: how many detections it gives, and the first of them."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--scancode", type=Path, metavar="SDIST", help="ScanCode's sdist, for names and keys")
    rows = entries(archive(parser.parse_args().scancode))
    with TemporaryDirectory() as folder:
        paths = []
        for name, text in lists(rows).items():
            path = Path(folder) / name
            path.write_text(text, encoding="utf-8")
            paths.append(path)
        print(f"{len(rows)} licenses\n{'list':<34}{'KB':>7}{'detections':>12}")
        for record in identify_all(paths):
            size = record.path.stat().st_size / 1000
            first = ", ".join(f"{found.key or found.id} ({found.kind})" for found in record.licenses[:_SHOWN])
            print(f"{record.path.name:<34}{size:>7.0f}{len(record.licenses):>12}  {first}", *record.problems)
    return 0


def entries(sdist: Path | None) -> list[Mapping[str, str]]:
    """Return the licenses to list: ScanCode's heads where its sdist is at hand, else SPDX ids with their spelling."""
    heads = published(sdist).heads
    if heads:
        return sorted(heads, key=lambda head: head["key"])
    ids = [str(row["id"]) for row in _spdx.LICENSES.values()]
    return [{"key": one.lower(), "name": one.replace("-", " "), "spdx_license_key": one} for one in ids]


def lists(rows: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """Return the lists by file name."""
    ids = [str(row["id"]) for row in (*_spdx.LICENSES.values(), *_spdx.EXCEPTIONS.values())]
    index = [_indexed(row) for row in rows]
    names = [row.get("name", row["key"]) for row in rows]
    return {
        "ids.txt": "".join(f"{one}\n" for one in ids),
        "ids-in-a-line.txt": ", ".join(ids),
        "ids.json": json.dumps({"licenses": ids}, indent=2),
        "ids.py": "LICENSES = [\n" + "".join(f'    "{one}",\n' for one in ids) + "]\n",
        "ids.ts": "export type License =\n" + "".join(f"  | '{one}'\n" for one in ids) + ";\n",
        "ids.sql": "INSERT INTO licenses (id) VALUES\n" + ",\n".join(f"('{one}')" for one in ids) + ";\n",
        "ids-in-prose.md": f"# Licenses we can read\n\nThe field takes one of {', '.join(ids[:-1])} or {ids[-1]}.\n",
        "ids-and-names.txt": "".join(f"{row['spdx_license_key']:<40}{row['name']}\n" for row in index),
        "names.txt": "".join(f"{name}\n" for name in names),
        "names.html": _items(names),
        "index.json": json.dumps(index, indent=2),
        "index.html": _html(index),
        "index.yml": _yaml(index),
        "index.md": _markdown(index),
        "index.csv": _csv(index),
        "spdx.json": json.dumps({"licenseListVersion": "3.25", "licenses": [_spdx_entry(row) for row in index]}),
        "classifiers.txt": "".join(f"License :: OSI Approved :: {name}\n" for name in names),
    }


def _indexed(row: Mapping[str, str]) -> dict[str, str]:
    key = row["key"]
    return {
        "license_key": key,
        "category": row.get("category", "Permissive"),
        "spdx_license_key": row.get("spdx_license_key", key),
        "name": row.get("name", key),
        "json": f"{key}.json",
        "yaml": f"{key}.yml",
        "html": f"{key}.html",
        "license": f"{key}.LICENSE",
    }


def _spdx_entry(row: Mapping[str, str]) -> dict[str, object]:
    id_ = row["spdx_license_key"]
    return {
        "reference": f"https://spdx.org/licenses/{id_}.html",
        "isDeprecatedLicenseId": False,
        "detailsUrl": f"https://spdx.org/licenses/{id_}.json",
        "name": row["name"],
        "licenseId": id_,
        "seeAlso": [f"https://opensource.org/licenses/{id_}"],
        "isOsiApproved": True,
    }


def _items(names: Sequence[str]) -> str:
    return "<html><body><ul>\n" + "".join(f"<li>{escape(name)}</li>\n" for name in names) + "</ul></body></html>\n"


def _html(index: Sequence[Mapping[str, str]]) -> str:
    rows = "".join(
        f'<tr><td><a href="{row["html"]}">{escape(row["license_key"])}</a></td>'
        f"<td>{escape(row['spdx_license_key'])}</td><td>{escape(row['category'])}</td>"
        f'<td><a href="{row["license"]}">{escape(row["name"])}</a></td></tr>\n'
        for row in index
    )
    return f"<html><body><h1>{len(index)} licenses</h1><table>\n{rows}</table></body></html>\n"


def _yaml(index: Sequence[Mapping[str, str]]) -> str:
    return "".join("- " + "\n  ".join(f"{name}: {value}" for name, value in row.items()) + "\n" for row in index)


def _markdown(index: Sequence[Mapping[str, str]]) -> str:
    head = "| License | SPDX | Category |\n|---|---|---|\n"
    return head + "".join(
        f"| [{row['name']}]({row['html']}) | `{row['spdx_license_key']}` | {row['category']} |\n" for row in index
    )


def _csv(index: Sequence[Mapping[str, str]]) -> str:
    output = io.StringIO()
    writer = csv.DictWriter(output, fieldnames=list(index[0]))
    writer.writeheader()
    writer.writerows(index)
    return output.getvalue()


if __name__ == "__main__":
    sys.exit(main())
