"""Measure recognition of whole license texts against a floor that only splits and hashes them, in one run.

Usage: python -m benchmarks.identify.floor [FOLDER]. FOLDER holds license texts (default: ../shared/license-texts).
Prints texts per CPU second and the ratio; asserts nothing.
"""

import hashlib
import sys
import time
from pathlib import Path

from licet.identify import recognize
from licet.model.bom import Evidence

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 5


def main() -> int:
    """Print one line for the floor and one for recognition."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared" / "license-texts"
    texts = [path.read_text("utf-8", "replace") for path in sorted(folder.glob("*.txt"))]
    if not texts:
        print(f"no license texts in {folder}")
        return 2
    recognize(texts[0], Evidence(path=""))  # opens the index once
    floor = seconds(lambda text: [hashlib.blake2b(word.encode()).digest() for word in text.lower().split()], texts)
    taken = seconds(lambda text: recognize(text, Evidence(path="")), texts)
    print(f"{len(texts) / floor:10.0f} texts per CPU second   1.0 x  split and hash")
    print(f"{len(texts) / taken:10.0f} texts per CPU second  {taken / floor:4.1f} x  recognize")
    return 0


def seconds(work: object, texts: list[str]) -> float:
    """The least CPU time over ROUNDS passes, in seconds."""
    assert callable(work)
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.process_time()
        for text in texts:
            work(text)
        best = min(best, time.process_time() - start)
    return best


if __name__ == "__main__":
    sys.exit(main())
