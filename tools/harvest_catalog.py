"""Write the harvested shards of the catalog: `python tools/harvest_catalog.py NAME [PATH]`.

Facts alone are taken: ids, declared licenses, bases, training data, tasks. What a record does not say is left out.
"""

import argparse
import gzip
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from build_catalog import ROOT, SHARDS

SHARED: Final = ROOT.parent / "shared" / "data"
HUB: Final = "pkg:huggingface/"
Row = dict[str, Any]

_HUB_ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,95}/[A-Za-z0-9_][A-Za-z0-9_.-]{0,95}", re.ASCII)
_RELATIONS: Final = {"finetune": "fine-tunes", "quantized": "quantizes", "adapter": "adapts", "merge": "merges"}
_QUANTIZED: Final = frozenset({"gguf", "mlx", "4-bit", "8-bit", "fp8", "awq", "gptq", "exl2", "bitsandbytes"})


def hub(path: Path) -> Iterator[Row]:
    """Yield the models of the Hub's records that state a license or a base."""
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        bases = [name for name in re.split(r",\s*", record["base_model"] or "") if _HUB_ID.fullmatch(name)]
        bases = [name for name in dict.fromkeys(bases) if name.casefold() != record["id"].casefold()]
        if "/" not in record["id"] or not (record["license"] or bases):
            continue
        how = _relation(record, bases)
        yield {
            "id": HUB + record["id"],
            "kind": "adapter" if how == "adapts" and bases else "model",
            "licenses": [_hub_license(record)],
            "bases": [{"how": how, "id": HUB + name, "source": "hub"} for name in bases],
            "datasets": [f"hf:datasets/{name}" for name in record["datasets"] if _HUB_ID.fullmatch(name)],
            "gated": record["gated"],
            "task": record["pipeline_tag"] or "",
        }


def _hub_license(record: Row) -> Row:
    """A license without an id of the Hub is tagged `other`, and its name stands beside it."""
    named = record["license"] or ""
    if named and record["license_tags"] == ["other"] and named != "other":
        return {"declared": "other", "name": named, "source": "hub"}
    return {"declared": named, "source": "hub"}


def _relation(record: Row, bases: list[str]) -> str:
    """The relation that the Hub shows, else what it would infer: adapter, merge, quantized, fine-tune, in that order."""
    if record["relation"]:
        return _RELATIONS[record["relation"]]
    tags = {*record["tags"], *record["formats"], record["library"]}
    if tags & {"peft", "lora"}:
        return "adapts"
    if len(bases) > 1 or tags & {"merge", "mergekit"}:
        return "merges"
    return "quantizes" if tags & _QUANTIZED else "fine-tunes"


HARVESTS: Final[dict[str, tuple[Callable[[Path], Iterable[Row]], Path | None]]] = {
    "hub": (hub, SHARED / "hub_records.jsonl"),
}
"""Each harvest with the file it reads where none is given."""


def main() -> int:
    """Write one shard."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("name", choices=HARVESTS)
    parser.add_argument("path", nargs="?", type=Path, help="the file or folder to read")
    options = parser.parse_args()
    harvest, usual = HARVESTS[options.name]
    path = options.path or usual
    if path is None:
        parser.error(f"{options.name} needs a path")
    rows = sorted(harvest(path), key=lambda row: (row["id"].casefold(), row["id"]))
    lines = [json.dumps({k: v for k, v in row.items() if v not in ([], "", False)}, sort_keys=True) for row in rows]
    shard = SHARDS / "harvest" / f"{options.name}.jsonl.gz"
    shard.parent.mkdir(exist_ok=True)
    shard.write_bytes(gzip.compress(("\n".join(lines) + "\n").encode(), 9, mtime=0))
    print(f"{shard.relative_to(ROOT)}: {len(rows)} rows, {shard.stat().st_size} bytes; run `make catalog`")
    return 0


if __name__ == "__main__":
    sys.exit(main())
