"""Write what the validators read: every format of every example and of generated analyses.

usage: python tools/validate/documents.py FOLDER COUNT
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from licet.pipeline import analyze
from licet.report import ALL, Options
from licet.report.result import Result
from licet.report.view import result_of
from tests.report.generated import DAY, analyses

ROOT: Final = Path(__file__).resolve().parents[2]
ENDINGS: Final = {
    "spdx3": ".spdx3.json",
    "spdx2": ".spdx.json",
    "cyclonedx": ".cdx.json",
    "cyclonedx-1.6": ".cdx-1.6.json",
    "sarif": ".sarif",
}


def results(count: int) -> Iterator[tuple[str, Result]]:
    """The results by name: the examples, one that states all that the profiles ask, then so many generated ones."""
    examples = ROOT / "examples"
    for path in sorted(examples.rglob("licet.toml")):
        name = path.parent.relative_to(examples).as_posix().replace("/", "-")
        yield f"example-{name}", result_of(analyze(path.parent, now=DAY))
    yield "example-complete", result_of(analyze(ROOT / "tests" / "report" / "complete", now=DAY))
    for number, analysis in enumerate(analyses(count)):
        yield f"generated-{number:03}", result_of(analysis)


def main(folder: Path, count: int) -> None:
    """Write all documents."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, result in results(count):
        for form, ending in ENDINGS.items():
            content = ALL[form](result, Options())
            text = content if isinstance(content, bytes) else content.encode("utf-8")
            (folder / f"{name}{ending}").write_bytes(text)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
