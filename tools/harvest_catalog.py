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
from typing import Final

from build_catalog import ROOT, SHARDS
from harvest_packages import HUB, HUB_ID, Row, fastembed, mteb, open_clip, spacy, timm, torchaudio, unsloth

from licet.identify.name_tables import hub_ids

SHARED: Final = ROOT.parent / "shared" / "data"
_RELATIONS: Final = {"finetune": "fine-tunes", "quantized": "quantizes", "adapter": "adapts", "merge": "merges"}
_QUANTIZED: Final = frozenset({"gguf", "mlx", "4-bit", "8-bit", "fp8", "awq", "gptq", "exl2", "bitsandbytes"})


def hub(path: Path) -> Iterator[Row]:
    """Yield the models of the Hub's records that state a license or a base."""
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        bases = [name for name in re.split(r",\s*", record["base_model"] or "") if HUB_ID.fullmatch(name)]
        bases = [name for name in dict.fromkeys(bases) if name.casefold() != record["id"].casefold()]
        if "/" not in record["id"] or not (record["license"] or bases):
            continue
        data = [name for name in record["datasets"] if HUB_ID.fullmatch(name)]
        how = _relation(record, bases)
        yield {
            "id": HUB + record["id"],
            "kind": "adapter" if how == "adapts" and bases else "model",
            "licenses": [_hub_license(record)],
            "bases": [
                *({"how": how, "id": HUB + name, "source": "hub"} for name in bases),
                *({"how": "trains-on", "id": f"hf:datasets/{name}", "source": "hub"} for name in data),
            ],
            "gated": record["gated"],
            "task": record["pipeline_tag"] or "",
        }


def _hub_license(record: Row) -> Row:
    """A license without an id of the Hub is tagged `other`, and its name stands beside it."""
    named = record["license"] or ""
    if named and record["license_tags"] == ["other"] and named != "other" and named not in hub_ids().licenses:
        return {"declared": "other", "name": named, "source": "hub"}
    return {"declared": named, "source": "hub"}


def _relation(record: Row, bases: list[str]) -> str:
    """The relation that the Hub shows, else what it would infer: adapter before merge before quantized."""
    if record["relation"]:
        return _RELATIONS[record["relation"]]
    tags = {*record["tags"], *record["formats"], record["library"]}
    if tags & {"peft", "lora"}:
        return "adapts"
    if len(bases) > 1 or tags & {"merge", "mergekit"}:
        return "merges"
    return "quantizes" if tags & _QUANTIZED else "fine-tunes"


_AUDIT_NONE: Final = frozenset({"Unspecified", "No License"})
_GENERATORS: Final = (("OpenAI", "api:openai"), ("Anthropic", "api:anthropic"), ("Claude", "api:anthropic"))
"""How the audit names the services that wrote a dataset, and the entries of their providers."""


def dpi(path: Path) -> Iterator[Row]:
    """Yield the audited datasets: one row for each record, and one for a repository that holds several."""
    groups: dict[str, list[Row]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        if not any(one["license"].startswith("string (") for one in record["licenses"]):  # the collection's template
            groups.setdefault(_dataset_id(record), []).append(record)
    for name, records in groups.items():
        several = len(records) > 1
        for record in records:
            yield _dataset(f"{name}#{record['id']}" if several else name, [record])
        if several:
            yield _dataset(name, records) | {"note": f"{len(records)} parts, each an entry of its own (#part)"}


def _dataset_id(record: Row) -> str:
    """A repository of the Hub, else the address, else the audit's own id."""
    hub = re.sub(r"^https?://(?:huggingface\.co|hf\.co)/datasets/", "", record["hub"] or "")
    parts = [part for part in hub.split("/") if part]
    if hub and "://" not in hub and re.fullmatch(r"[A-Za-z0-9_.-]+", parts[0], re.ASCII):
        return "hf:datasets/" + "/".join(parts[:2])
    url = (record["url"] or "").strip()
    return f"url:{url.rstrip('/')}" if re.fullmatch(r"https?://[^\s#]{4,200}", url) else f"dpi:{record['id']}"


def _dataset(name: str, records: list[Row]) -> Row:
    licenses: dict[str, Row] = {}
    for one in (one for record in records for one in record["licenses"]):
        named = "" if one["license"] in _AUDIT_NONE else one["license"]
        url = one["url"] if str(one["url"]).startswith("http") else ""
        licenses.setdefault(named, {"declared": named, "source": "dpi"} | ({"url": url} if url else {}))
    if len(licenses) > 1 and "" in licenses:
        licenses[""]["declared"] = "a part without a stated license"
    makers = {model for record in records for model in record["model_generated"]}
    services = {service for word, service in _GENERATORS for model in makers if model.startswith(word)}
    return {
        "id": name,
        "kind": "dataset",
        "name": records[0]["name"] if len(records) == 1 else "",
        "licenses": list(licenses.values()) or [{"source": "dpi"}],
        "bases": [{"how": "generated-by", "id": service, "source": "dpi"} for service in sorted(services)],
    }


HARVESTS: Final[dict[str, tuple[Callable[[Path], Iterable[Row]], Path | None]]] = {
    "hub": (hub, SHARED / "hub_records.jsonl"),
    "dpi": (dpi, SHARED / "dataset_records.jsonl"),
    "timm": (timm, None),
    "mteb": (mteb, None),
    "fastembed": (fastembed, None),
    "open_clip": (open_clip, None),
    "unsloth": (unsloth, None),
    "spacy": (spacy, None),
    "torchaudio": (torchaudio, None),
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
