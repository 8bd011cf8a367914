"""Read messages from standard input, one a line, and print each with its topic."""

import sys
from pathlib import Path

from hr_classifier.model import Classifier


def main() -> None:
    classifier = Classifier(Path("settings.yaml"))
    for line in sys.stdin:
        message = line.strip()
        if message:
            print(f"{classifier.topic(message)}\t{message}")


if __name__ == "__main__":
    main()
