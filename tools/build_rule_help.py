"""Write what code hosts show of each rule: src/licet/report/rules.json, from docs/rules. With `--verify` compare it."""

import argparse
import json
import re
import sys
from pathlib import Path
from typing import Final

from licet.rules.registry import RULES

ROOT: Final = Path(__file__).resolve().parent.parent
PATH: Final = ROOT / "src" / "licet" / "report" / "rules.json"
PAGES: Final = ROOT / "docs" / "rules"
_KEPT: Final = ("Verdicts", "What clears it")
_LINK: Final = re.compile(r"\[([^\]]*)\]\([^)]*\)")


def content() -> str:
    """The whole file as JSON: for each rule its first paragraph, and the help as Markdown."""
    told = {rule.id: _entry(PAGES.joinpath(f"{rule.id}.md").read_text("utf-8")) for rule in RULES}
    return json.dumps(dict(sorted(told.items())), ensure_ascii=False, indent=1) + "\n"


def _entry(page: str) -> dict[str, str]:
    opening, *sections = re.split(r"^## ", page, flags=re.MULTILINE)
    brief = " ".join(opening.split("\n", 1)[1].split())
    kept = [f"## {each.strip()}" for each in sections if each.partition("\n")[0].strip() in _KEPT]
    return {"brief": _LINK.sub(r"\1", brief), "help": _LINK.sub(r"\1", "\n\n".join([brief, *kept])) + "\n"}


def main() -> int:
    """Write the file, or tell whether it is current."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--verify", action="store_true", help="write nothing; 1 where the file is not current")
    verify = parser.parse_args().verify
    if verify and PATH.read_text("utf-8") != content():
        print("src/licet/report/rules.json is not current; run `make rulehelp`", file=sys.stderr)
        return 1
    if not verify:
        PATH.write_text(content(), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
