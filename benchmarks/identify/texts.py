"""The license texts that are copied and changed: those of ../shared and a fixed list from ScanCode's published data."""

import re
import tarfile
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from benchmarks.identify.split import ROOT, SHARED

KEYS: Final = (
    # permissive
    *("mit", "mit-0", "bsd-new", "bsd-simplified", "bsd-original", "bsd-zero", "isc", "zlib", "apache-1.1"),
    *("apache-2.0", "boost-1.0", "unlicense", "x11-xconsortium", "uoi-ncsa", "postgresql", "psf-2.0", "python"),
    *("openssl-ssleay", "php-3.01", "artistic-1.0", "artistic-2.0", "afl-3.0", "upl-1.0", "blueoak-1.0.0"),
    *("mulanpsl-2.0", "ms-pl", "w3c", "zpl-2.1", "unicode-v3", "ecl-2.0", "libpng-v2", "curl", "json", "ofl-1.1"),
    # copyleft
    *("gpl-1.0", "gpl-2.0", "gpl-3.0", "lgpl-2.1", "lgpl-3.0", "agpl-3.0", "mpl-1.1", "mpl-2.0", "epl-1.0"),
    *("epl-2.0", "cddl-1.0", "cddl-1.1", "eupl-1.1", "eupl-1.2", "cecill-2.1", "osl-3.0", "cpal-1.0", "ms-rl"),
    *("gfdl-1.3", "lppl-1.3c", "rpl-1.5", "ibmpl-1.0", "apsl-2.0", "qpl-1.0", "sleepycat", "parity-7.0.0"),
    # content and data
    *("cc0-1.0", "cc-by-3.0", "cc-by-sa-3.0", "cc-by-nc-3.0", "cc-by-4.0", "cc-by-sa-4.0", "cc-by-nc-4.0"),
    *("cc-by-nd-4.0", "cc-by-nc-sa-4.0", "cc-by-nc-nd-4.0", "odbl-1.0", "odc-by-1.0", "pddl-1.0"),
    *("cdla-permissive-1.0", "cdla-permissive-2.0", "cdla-sharing-1.0", "c-uda-1.0"),
    # models
    *("llama-license-2023", "llama-2-license-2023", "llama-3.1-license-2024", "llama-3.2-license-2024"),
    *("llama-3.3-license-2024", "llama-4-license-2025", "gemma-tou-2024-04-01", "gemma-tou-2025-03-24"),
    *("bigscience-rail-1.0", "bigscience-open-rail-m", "bigscience-open-rail-m2", "bigcode-open-rail-m-v1"),
    *("responsible-ai-source-1.1", "fair-ai-public-1.0-sd", "falcon-2-11b-1.0", "flux-1-nc", "deepseek-la-1.0"),
    *("stability-ai-nc-2023-12-06", "qwen-2024", "openmdw-1.0", "apple-ml-ferret-2023", "chameleon-research-2024"),
    *("ltxv-owl-2025-04-17", "open-weights-permissive-1.0.0", "exaone-ai-model-1.1-nc"),
    # source-available
    *("bsl-1.1", "elastic-license-v2", "elastic-license-2018", "commons-clause", "confluent-community-1.0"),
    *("fsl-1.1-mit", "fsl-1.1-apache-2.0", "prosperity-3.0", "hippocratic-2.1", "hippocratic-3.0", "tsl-2020"),
    *("redis-source-available-1.0", "rsalv2", "polyform-noncommercial-1.0.0", "polyform-shield-1.0.0"),
    *("polyform-small-business-1.0.0", "polyform-strict-1.0.0", "polyform-internal-use-1.0.0"),
)
"""ScanCode's keys of the full license texts that are used, by family."""

_DATA: Final = "/src/licensedcode/data/"
_COPYRIGHT: Final = re.compile(
    r"^[^\w\n]*(?:copyright|\(c\)|\u00a9)[^\n]*?(?:\d{4}|[<\[{])[^\n]*$|^[^\w\n]*all rights reserved[^\w\n]*$",
    re.IGNORECASE | re.MULTILINE,
)
_WORD: Final = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A license text with all names under which it may rightly be found: ScanCode's key, SPDX id, id of a record."""

    name: str
    names: frozenset[str]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What ScanCode publishes: texts by key, what the head of each says, and the words of every text and rule."""

    texts: Mapping[str, tuple[Mapping[str, str], bytes]]
    heads: tuple[Mapping[str, str], ...]
    known: frozenset[bytes]


def words(text: str) -> list[str]:
    """Return the words of a text in lower case, apart from any markup; the benchmark's own notion of a word."""
    return _WORD.findall(text.lower().replace("licenc", "licens"))


def mark(text: str) -> bytes:
    """Return a hash of the words of a text without its copyright lines."""
    return sha256(" ".join(words(_COPYRIGHT.sub("", text))).encode("utf-8", "surrogatepass")).digest()


def archive(given: Path | None) -> Path | None:
    """Return where ScanCode's sdist lies: as given, or as `make index` downloaded it; None where it is absent."""
    found = [given] if given is not None else sorted((ROOT / ".scancode").glob("scancode_toolkit-*.tar.gz"))[-1:]
    return found[0] if found and found[0].exists() else None


def published(path: Path | None) -> Published:
    """Read ScanCode's license data from its sdist; everything is empty where there is none."""
    texts: dict[str, tuple[Mapping[str, str], bytes]] = {}
    heads: list[Mapping[str, str]] = []
    known: set[bytes] = set()
    for name, head, text in _members(path):
        known.add(mark(text.decode("utf-8", "replace")))
        if name.endswith(".LICENSE"):
            fields = dict(re.findall(r"^(\w+): (.+)$", head, re.MULTILINE))
            texts[fields["key"]] = fields, text
            heads.append(fields)
    return Published(texts=texts, heads=tuple(heads), known=frozenset(known))


def _members(path: Path | None) -> Iterator[tuple[str, str, bytes]]:
    if path is None:
        return
    with tarfile.open(path, "r:gz") as opened:
        for member in opened:
            if _DATA not in member.name or not member.name.endswith((".LICENSE", ".RULE")):
                continue
            stream = opened.extractfile(member)
            parts = stream.read().split(b"---\n", 2) if stream else []
            if len(parts) == 3:  # noqa: PLR2004 - nothing, head, text
                yield member.name, parts[1].decode("utf-8", "replace"), parts[2]


def gather(scancode: Published) -> list[Text]:
    """Return all texts of ../shared/license-texts and those of `KEYS` that ScanCode's data holds."""
    claims = _claims()
    found = [_shared(path, claims) for path in sorted((SHARED / "license-texts").glob("*.txt"))]
    for key in KEYS:
        if key in scancode.texts:
            head, text = scancode.texts[key]
            names = {key, head.get("spdx_license_key", key), *claims.get(sha256(text).hexdigest(), ())}
            found.append(Text(name=f"scancode-{key}", names=frozenset(names), text=text.decode("utf-8", "replace")))
    return found


def _shared(path: Path, claims: Mapping[str, Sequence[str]]) -> Text:
    data = path.read_bytes()
    names = {*claims.get(sha256(data).hexdigest(), ()), *claims.get(path.name, ())}
    return Text(name=f"shared-{path.stem}", names=frozenset(names), text=data.decode("utf-8", "replace"))


def _claims() -> dict[str, list[str]]:
    """Return which license a text is of, by its hash (from the records) or its file name (from the index sources)."""
    claims: dict[str, list[str]] = {}
    for path in sorted((ROOT / "src" / "licet" / "licenses" / "data").glob("*.toml")):
        record = tomllib.loads(path.read_text(encoding="utf-8"))
        for document in record["documents"]:
            if document.get("sha256"):
                claims.setdefault(document["sha256"], []).append(record["id"])
    sources: dict[str, Any] = tomllib.loads((ROOT / "tools" / "index_sources.toml").read_text(encoding="utf-8"))
    for row in sources.get("shared", ()):
        for name in row["texts"].values():
            claims.setdefault(name, []).append(row["id"])
    return claims
