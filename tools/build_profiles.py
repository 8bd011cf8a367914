"""Build the categories of licenses that have no record, from ScanCode's data and SPDX's license list.

ScanCode gives a category to each of its licenses, SPDX says which are approved by OSI. Both are facts about a license
and say nothing of its terms.

Usage: python tools/build_profiles.py SPDX [--scancode SDIST]. SPDX is `json/licenses.json` of spdx/license-list-data.
"""

import argparse
import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Final

from scancode_data import ROOT, download, names, read_archive

VERSION: Final = "32.5.0"
TARGET: Final = ROOT / "src" / "licet" / "licenses" / "profiles.toml"
_WIDTH: Final = 120
_HEAD: Final = """\
# The categories of licenses by ScanCode, and which of them OSI approved by SPDX's license list: what a license is
# judged by whose text nobody has read here. Built by tools/build_profiles.py. Licenses with a record may be among them;
# the record counts.
categories_from = "ScanCode {scancode}"
approved_from = "SPDX License List {spdx}"
"""
_NO_LICENSE: Final = frozenset({"CLA", "Patent License", "Unstated License"})


def main() -> int:
    """Write the file and print how many licenses it holds."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("spdx", type=Path, help="licenses.json of spdx/license-list-data")
    parser.add_argument("--scancode", type=Path, metavar="SDIST", help="ScanCode's sdist; downloaded where absent")
    arguments = parser.parse_args()
    archive = arguments.scancode or download(VERSION)
    spdx = json.loads(arguments.spdx.read_text("utf-8"))
    approved = {entry["licenseId"] for entry in spdx["licenses"] if entry["isOsiApproved"]}
    found: dict[str, set[str]] = defaultdict(set)
    for one in names(read_archive(archive)).values():
        if not (one.exception or one.generic or one.retired) and one.category not in _NO_LICENSE:
            found[one.category].add(one.id)
    known = set[str]().union(*found.values())
    TARGET.write_text(_file(found, approved & known, str(spdx["licenseListVersion"])), "utf-8")
    print(f"{len(known)} licenses, {len(approved & known)} of them approved by OSI")
    return 0


def _file(found: dict[str, set[str]], approved: set[str], version: str) -> str:
    """The file: a list of ids per category, and that of those that OSI approved."""
    head = _HEAD.format(scancode=VERSION, spdx=version)
    tables = "".join(f'"{category}" = [\n{_wrapped(ids)}\n]\n' for category, ids in sorted(found.items()))
    return f"{head}approved = [\n{_wrapped(approved)}\n]\n\n[categories]\n{tables}"


def _wrapped(ids: set[str]) -> str:
    """Quoted ids in order, as many to a line as fit."""
    lines = [" "]
    for name in sorted(ids):
        word = f' "{name}",'
        if len(lines[-1]) + len(word) > _WIDTH:
            lines.append(" ")
        lines[-1] += word
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
