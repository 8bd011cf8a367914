"""Put license texts and package metadata into the examples, taken from what is installed beside Licet.

The repository holds no license texts of others. A real project has them: in the folders of its models, and in the
environment it is installed in. This script puts them where a real project would have them, into ignored folders. A
text that is not to be had is left out, and the example then shows what its absence means. Running it again changes
nothing.
"""

import re
import shutil
import sys
import sysconfig
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from licet.errors import LicetError
from licet.identify.match import recognize
from licet.model.bom import Evidence

EXAMPLES: Final = Path(__file__).resolve().parent.parent / "examples"

TEXTS: Final = (
    ("hr-classifier/models/bert-base-uncased", "Apache-2.0"),
    ("recommender-api/models/ms-marco-MiniLM-L-6-v2", "Apache-2.0"),
    ("health-survey/models/distilbert-base-uncased", "Apache-2.0"),
    ("rail-saas/models/quill-7b", "LicenseRef-scancode-bigscience-open-rail-m"),
)
"""The folder of a model, and the license whose text belongs into it."""

PACKAGES: Final = (("hr-classifier", "pyyaml"), ("recommender-api", "pyyaml"))
"""An example, and a package of its environment."""

_LICENSE_FILE: Final = re.compile(r"(?:licen[cs]e|copying)", re.IGNORECASE)
_MOST_BYTES: Final = 256 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """What was put in place, and which texts no installed package holds."""

    written: tuple[Path, ...]
    absent: tuple[str, ...]


def place(examples: Path, site: Path) -> Placed:
    """Put texts and metadata into the examples below `examples`, from the packages installed in `site`."""
    written: list[Path] = []
    absent: list[str] = []
    for folder, license_id in TEXTS:
        text = exact_text(site, license_id)
        if text is None:
            absent.append(license_id)
        elif (examples / folder).is_dir():
            written.append(_write(examples / folder / "licenses" / "LICENSE.txt", text))
    for example in sorted({example for example, _ in PACKAGES}):
        shutil.rmtree(examples / example / ".deps", ignore_errors=True)
    for example, package in PACKAGES:
        if (examples / example).is_dir():
            written.extend(_install(site, package, examples / example / ".deps"))
    return Placed(written=tuple(written), absent=tuple(absent))


@cache
def exact_text(site: Path, license_id: str) -> bytes | None:
    """Return the first installed license file that is the text of this license, whole and unchanged, and no other."""
    for path in _license_files(site):
        data = path.read_bytes()
        found = recognize(data.decode("utf-8", "replace"), Evidence(path=path.name))
        if [(one.license, one.match, one.document) for one in found] == [(license_id, "exact", "license")]:
            return data
    return None


def _license_files(site: Path) -> Iterator[Path]:
    for info in sorted(site.glob("*.dist-info")):
        for path in sorted(info.rglob("*")):
            if _LICENSE_FILE.search(path.name) and path.is_file() and path.stat().st_size <= _MOST_BYTES:
                yield path


def _install(site: Path, package: str, target: Path) -> Iterator[Path]:
    """Copy a package's metadata, its list of files and its license texts, as an installer leaves them."""
    for info in sorted(site.glob("*.dist-info")):
        if re.sub(r"[-_.]+", "-", info.name.partition("-")[0]).lower() != package:
            continue
        texts = (path for path in _license_files(site) if path.is_relative_to(info))
        for path in (info / "METADATA", info / "RECORD", *texts):
            if path.is_file():
                yield _write(target / path.relative_to(site), path.read_bytes())


def _write(path: Path, data: bytes) -> Path:
    if not path.is_file() or path.read_bytes() != data:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return path


def main() -> int:
    """Fill the examples of this repository."""
    try:
        place(EXAMPLES, Path(sysconfig.get_paths()["purelib"]))
    except LicetError as error:
        print(f"example_texts: {error}; the examples are judged without texts", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
