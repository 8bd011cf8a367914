"""Write the digest of the heads of all license records: src/licet/licenses/heads.json. With `--verify` compare it."""

import argparse
import sys
from pathlib import Path
from typing import Final

from licet.licenses.store import HEADS, digest

PATH: Final = Path(__file__).resolve().parent.parent / "src" / "licet" / "licenses" / HEADS


def main() -> int:
    """Write or verify the digest."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--verify", action="store_true", help="say whether the file is current, and write nothing")
    options = parser.parse_args()
    current = digest()
    if not options.verify:
        PATH.write_text(current, encoding="utf-8")
        print(f"{PATH.name}: {len(current)} bytes")
        return 0
    if PATH.read_text(encoding="utf-8") != current:
        print(f"{PATH.name} is not current: run `make heads`", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
