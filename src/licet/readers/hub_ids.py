"""What a written reference names: a Hub repository, a local file, an address, or nothing that can be read.

Source: INPUTS 1.3 (what `base_model` holds in the wild), 3 (loading calls); id grammar of the design, section 4.
"""

import posixpath
import re
from dataclasses import dataclass
from typing import Final

from licet.model.bom import PRODUCT, Component, Evidence
from licet.model.vocabulary import Kind, Scope
from licet.readers.masking import clean, mask

UNKNOWN: Final = "{?}"
"""Stands for the part of a reference that is known only when the program runs."""
MAX_EXPRESSION: Final = 200
"""Characters of an unresolved reference that are kept."""

_HUB_ID: Final = re.compile(r"(?:[A-Za-z0-9_][A-Za-z0-9_.-]{0,95}/)?[A-Za-z0-9_][A-Za-z0-9_.-]{0,95}", re.ASCII)
_COMMIT: Final = re.compile(r"[0-9a-f]{40}")
_CACHED: Final = re.compile(r"(?:\A|/)models--([\w.]+(?:-[\w.]+)*)--([\w.-]+)", re.ASCII)
_ADDRESS: Final = re.compile(r"(https?|s3|gs|gcs|ftp|oci|az|abfss?)://([^/?#]{1,300})([^?#]{0,2000})", re.IGNORECASE)
_DRIVE: Final = re.compile(r"[A-Za-z]:[\\/]")
_HUB_HOSTS: Final = frozenset({"huggingface.co", "www.huggingface.co", "hf.co", "hf-mirror.com"})
_HUB_SCHEMES: Final = ("hf://", "hf-hub:", "hf_hub:", "huggingface://")
_HUB_FOLDERS: Final = frozenset({"resolve", "blob", "tree", "raw", "commit"})

WEIGHT_SUFFIXES: Final = (
    *(".bin", ".ckpt", ".engine", ".ftz", ".ggml", ".gguf", ".h5", ".hdf5", ".joblib", ".keras", ".mar", ".mlmodel"),
    *(".mlpackage", ".nemo", ".onnx", ".pb", ".pkl", ".pickle", ".pt", ".pth", ".ptl", ".safetensors", ".tflite"),
)
"""Endings of files that hold weights; a reference that ends so is a file, not a repository."""
_PLACEHOLDERS: Final = ("path/to/", "./path/to/")
"""How paths begin that stand for one of the reader's own."""
_STANDS_FOR_ANOTHER: Final = re.compile(
    r"\b(?:your|my|user|username|some|path|namespace|org|repo)\b|[<>{}\[\]]|\.\.\.", re.IGNORECASE
)
"""Words of names that a reader is to replace by names of one's own: `your-name/your-model`."""
_DATA_SUFFIXES: Final = (
    *(".arrow", ".csv", ".json", ".jsonl", ".parquet", ".py", ".tar", ".tsv", ".txt", ".xml", ".yaml", ".yml", ".zip"),
    *(".gz", ".zst"),
)
_LOCAL_FOLDERS: Final = frozenset(
    {
        *("artifacts", "assets", "cache", "checkpoint", "checkpoints", "ckpt", "ckpts", "data", "dataset", "datasets"),
        *("experiments", "exp", "finetuned", "logs", "lora", "loras", "model", "models", "out", "output", "outputs"),
        *("pretrained", "pretrained_models", "results", "run", "runs", "save", "saved", "saved_model", "saved_models"),
        *("src", "tmp", "temp", "weights", "trained_models", "train_output"),
    }
)
"""First parts of a path by which people keep their own files; no Hub organization of note has such a name."""

LEGACY_MODELS: Final = frozenset(
    {
        *("albert-base-v1", "albert-base-v2", "albert-large-v1", "albert-large-v2", "albert-xlarge-v1"),
        *("albert-xlarge-v2", "albert-xxlarge-v1", "albert-xxlarge-v2", "bert-base-cased", "bert-base-chinese"),
        *("bert-base-cased-finetuned-mrpc", "bert-base-german-cased", "bert-base-german-dbmdz-cased"),
        *("bert-base-german-dbmdz-uncased", "bert-base-multilingual-cased", "bert-base-multilingual-uncased"),
        *("bert-base-uncased", "bert-large-cased", "bert-large-cased-whole-word-masking", "bert-large-uncased"),
        *("bert-large-cased-whole-word-masking-finetuned-squad", "bert-large-uncased-whole-word-masking"),
        *("bert-large-uncased-whole-word-masking-finetuned-squad", "camembert-base", "ctrl"),
        *("distilbert-base-cased", "distilbert-base-cased-distilled-squad", "distilbert-base-german-cased"),
        *("distilbert-base-multilingual-cased", "distilbert-base-uncased", "distilbert-base-uncased-distilled-squad"),
        *("distilbert-base-uncased-finetuned-sst-2-english", "distilgpt2", "distilroberta-base", "gpt2"),
        *("gpt2-large", "gpt2-medium", "gpt2-xl", "openai-gpt", "roberta-base", "roberta-base-openai-detector"),
        *("roberta-large", "roberta-large-mnli", "roberta-large-openai-detector", "t5-11b", "t5-3b", "t5-base"),
        *("t5-large", "t5-small", "transfo-xl-wt103", "xlm-clm-ende-1024", "xlm-clm-enfr-1024"),
        *("xlm-mlm-100-1280", "xlm-mlm-17-1280", "xlm-mlm-en-2048", "xlm-mlm-ende-1024", "xlm-mlm-enfr-1024"),
        *("xlm-mlm-enro-1024", "xlm-mlm-tlm-xnli15-1024", "xlm-mlm-xnli15-1024", "xlm-roberta-base"),
        *("xlm-roberta-large", "xlm-roberta-large-finetuned-conll02-dutch"),
        *("xlm-roberta-large-finetuned-conll02-spanish", "xlm-roberta-large-finetuned-conll03-english"),
        *("xlm-roberta-large-finetuned-conll03-german", "xlnet-base-cased", "xlnet-large-cased"),
    }
)
"""The models that the Hub knows without an organization; any other bare name is a folder or no id (INPUTS 1.3)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """What a reference names; `unresolved` holds its text where it names nothing, and `id` is empty then."""

    id: str = ""
    name: str = ""
    purl: str = ""
    version: str = ""
    aliases: tuple[str, ...] = ()
    unresolved: str = ""


def unresolved(expression: str) -> Identity:
    """Return the identity of a reference that cannot be read, its text bounded and masked."""
    text = clean(mask(expression))
    short = text if len(text) <= MAX_EXPRESSION else text[: MAX_EXPRESSION - 3] + "..."
    return Identity(unresolved=short or "(empty)")


def model_identity(text: str, *, folder: str = "", revision: str = "") -> Identity:
    """Return what a reference to a model names; `folder` is where its relative paths start."""
    return _identity(text, folder=folder, revision=revision, dataset=False)


def dataset_identity(text: str, *, folder: str = "", revision: str = "") -> Identity:
    """Return what a reference to a dataset names; a bare name is an id of the Hub."""
    return _identity(text, folder=folder, revision=revision, dataset=True)


def hub_model(repository: str, revision: str = "") -> Identity:
    """Return the identity of a model repository of the Hub."""
    commit = revision if _COMMIT.fullmatch(revision) else ""
    purl = f"pkg:huggingface/{repository}" + (f"@{commit}" if commit else "")
    return Identity(id=purl, name=repository, purl=purl, version=revision)


def named(scheme: str, name: str, *, version: str = "") -> Identity:
    """Return the identity `scheme:name`."""
    return Identity(id=f"{scheme}:{name}", name=name, version=version)


def hosted_model(provider: str, model: str) -> Identity:
    """Return the identity of a model that a provider runs; `provider:model` is how many tools write it."""
    return Identity(id=f"api:{provider}/{model}", name=model, aliases=(f"{provider}:{model}",))


def is_hub_id(text: str) -> bool:
    """Tell whether the text has the form of a repository id, with an organization or without."""
    return bool(_HUB_ID.fullmatch(text)) and "--" not in text and ".." not in text and not text.endswith((".git", "."))


def is_placeholder(name: str) -> bool:
    """Tell whether a name stands for one that the reader of a text is to put there."""
    return bool(_STANDS_FOR_ANOTHER.search(name.replace("_", "-")))


def is_local(text: str) -> bool:
    """Tell whether the text reads as a path of the machine rather than as a repository id."""
    if text in {".", ".."} or text.startswith(("./", "../", "/", "~", ".\\", "..\\", "file:")) or "\\" in text:
        return True
    lowered = text.lower()
    if _DRIVE.match(text) or text.endswith("/") or lowered.endswith((*WEIGHT_SUFFIXES, *_DATA_SUFFIXES)):
        return True
    return "/" in text and lowered.partition("/")[0] in _LOCAL_FOLDERS


def file_identity(text: str, *, folder: str = "") -> Identity:
    """Return the identity of a file of the project; a path that leaves the project is unresolved.

    The project's own folder is the product itself.
    """
    path = text.removeprefix("file://").removeprefix("file:").replace("\\", "/")
    if path.startswith(("/", "~", "$", "%")) or _DRIVE.match(path) or UNKNOWN in path or not path.isprintable():
        return unresolved(text)
    if path.lower().startswith(_PLACEHOLDERS):
        return unresolved(text)
    normal = posixpath.normpath(posixpath.join(folder, path))
    if normal == ".." or normal.startswith(("../", "/")):
        return unresolved(text)
    return Identity(id=PRODUCT) if normal == "." else named("file", normal)


def cached_repository(text: str) -> str:
    """Return the repository whose copy in a cache of the Hub a path leads to; empty where it leads to none."""
    found = _CACHED.search(text)
    return f"{found[1]}/{found[2]}" if found else ""


def component(
    identity: Identity, kind: Kind, evidence: tuple[Evidence, ...], *, scope: Scope = Scope.RUNTIME, suffix: str = ""
) -> Component:
    """Return the component of an identity; an unresolved one is named after the place where it was seen.

    `suffix` tells apart several unresolved references of one line.
    """
    if identity.unresolved:
        at = evidence[0]
        place = f"unresolved:{at.path}:{at.line}{suffix}"
        return Component(id=place, kind=kind, unresolved=identity.unresolved, scope=scope, evidence=evidence)
    return Component(
        id=identity.id,
        kind=kind,
        name=identity.name,
        purl=identity.purl,
        version=identity.version,
        aliases=identity.aliases,
        scope=scope,
        evidence=evidence,
    )


def _identity(text: str, *, folder: str, revision: str, dataset: bool) -> Identity:
    reference = text.strip()
    if not reference or UNKNOWN in reference or not reference.isprintable():
        return unresolved(text)
    for scheme in _HUB_SCHEMES:
        if reference.startswith(scheme):
            return _hub_path(reference.removeprefix(scheme), revision, dataset=dataset) or unresolved(text)
    address = _ADDRESS.match(reference)
    if address:
        return _address(address[1].lower(), address[2], address[3], revision)
    if is_local(reference):
        return file_identity(reference, folder=folder)
    if not is_hub_id(reference):
        return unresolved(text)
    if dataset:
        return _hub_dataset(reference, revision) if any(map(str.isalpha, reference)) else unresolved(text)
    return hub_model(reference, revision) if "/" in reference or reference in LEGACY_MODELS else unresolved(text)


def _hub_dataset(repository: str, revision: str) -> Identity:
    return Identity(id=f"hf:datasets/{repository}", name=repository, version=revision)


def _address(scheme: str, authority: str, path: str, revision: str) -> Identity:
    """Read an address; user names, passwords, queries and fragments are dropped."""
    host = authority.rpartition("@")[2]
    if " " in path or " " in host:
        return unresolved(f"{scheme}://{host}{path}")
    if host.lower() in _HUB_HOSTS:
        hub = _hub_path(path.strip("/"), revision, dataset=False)
        if hub:
            return hub
    shown = mask(f"{scheme}://{host}{path.rstrip('/')}")
    # One address is one thing, whichever way it is fetched; its name keeps what was written.
    secure = shown.replace("http://", "https://", 1) if scheme == "http" and not _is_own(host) else shown
    return Identity(id=f"url:{secure}", name=shown)


def _is_own(host: str) -> bool:
    """Tell whether a host is a machine of one's own, which has no certificate: a port, a bare name or a number."""
    return ":" in host or "." not in host or host.replace(".", "").isdigit()


def _hub_path(path: str, revision: str, *, dataset: bool) -> Identity | None:
    """Read `org/name[/resolve/revision/file]`, with `datasets/` before it for a dataset; None for anything else."""
    parts = path.strip("/").split("/")
    if parts[0] == "datasets":
        dataset, parts = True, parts[1:]
    elif parts[0] in {"spaces", "docs", "blog", "api", "collections", "papers"}:
        return None
    repository, _, pinned = "/".join(parts[:2]).partition("@")
    if parts[2:] and parts[2] in _HUB_FOLDERS:
        pinned = parts[3] if parts[3:] else pinned
    elif dataset is False and len(parts) == 1 and repository not in LEGACY_MODELS:
        return None
    if not is_hub_id(repository):
        return None
    # A branch in an address says nothing; a commit pins.
    pin = revision or (pinned if _COMMIT.fullmatch(pinned) else "")
    return _hub_dataset(repository, pin) if dataset else hub_model(repository, pin)
