"""What the argument of a loading call names, scheme by scheme.

Source: INPUTS 3 (the identity column); id grammar of the design, section 4.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

from licet.model.vocabulary import How, Kind
from licet.readers.hub_ids import (
    LEGACY_MODELS,
    UNKNOWN,
    WEIGHT_SUFFIXES,
    Identity,
    dataset_identity,
    file_identity,
    hub_model,
    is_hub_id,
    is_local,
    model_identity,
    named,
    unresolved,
)
from licet.readers.idioms import Scheme
from licet.readers.idioms import names as table_names
from licet.readers.python_loading import LoadingCall, Named
from licet.readers.python_options import keyword, leaf_name
from licet.readers.python_services import api_model, api_of_class, configured, hosted, ollama, requested, routed
from licet.readers.weight_parts import is_weights

MAX_NAME: Final = 300
_FETCHED: Final = (*sorted({*WEIGHT_SUFFIXES} - {".bin"}), ".caffemodel", ".weights", ".tar.gz", ".zip")
"""Endings of what is fetched as weights."""
MIN_FAMILY: Final = 4
"""Letters that have to be known of a name, for others to fit it."""
_DRIVE_FILE: Final = re.compile(r"https://drive\.google\.com/\S{0,40}(?:[?&]id=|/d/)([\w-]{10,100})", re.ASCII)
_DRIVE_ID: Final = re.compile(r"([\w-]{20,100})", re.ASCII)
_MODEL_WORD: Final = re.compile(r"(?:^|[^a-z])(?:models?|weights?|checkpoints?|ckpts?|pretrained)(?:[^a-z]|$)")
_HELD_OUT: Final = frozenset({"dev", "eval", "evaluation", "test", "val", "valid", "validation"})
"""Words by which files of data say that nothing is trained on them."""
_GLOB: Final = re.compile(r"[*?\[{]")


def identities(load: LoadingCall, text: str) -> Iterator[Named]:
    """Yield what a text names in a loading call; nothing where the call then loads no weights and no data."""
    for one in _SCHEMES[load.row.scheme](load, text):
        yield _at_home(load, _in_project(load, one, text))


def _in_project(load: LoadingCall, one: Named, text: str) -> Named:
    """A name that reads as a path into a folder of the project is one."""
    hub = one.identity.id.startswith(("pkg:huggingface/", "ms:", "hf:datasets/"))
    if (hub or one.identity.unresolved) and UNKNOWN not in text and load.values.modules.is_place(text):
        return replace(one, identity=file_identity(text))
    return one


def _at_home(load: LoadingCall, one: Named) -> Named:
    """A file of weights that the settings name beside a repository is a file of that repository."""
    path = one.identity.id.removeprefix("file:")
    if path == one.identity.id or one.kind is Kind.DATASET or not path.lower().endswith(WEIGHT_SUFFIXES):
        return one
    name = path.rpartition("/")[2]
    repository = home_of(load, name)
    return replace(one, identity=hub_model(repository)) if repository else one


def home_of(load: LoadingCall, name: str) -> str:
    """Return the repository that the settings name beside a file of weights; empty where they name none."""
    if not name.lower().endswith(WEIGHT_SUFFIXES) or UNKNOWN in name:
        return ""
    found = [value.text for value in load.values.settings().beside(name, "repo")]
    return found[0] if found and "/" in found[0] and is_hub_id(found[0]) else ""


def _hub(load: LoadingCall, text: str) -> Iterator[Named]:
    row = load.row
    revision = load.only("revision")
    repository = load.only("repo_type")
    if row.prefix == "ms":
        yield Named(identity=_modelscope(text, row.kind, revision), kind=row.kind)
    elif repository == "space" and is_hub_id(text):
        yield Named(identity=named("hf", f"spaces/{text}"), kind=Kind.APPLICATION)
    elif row.kind is Kind.DATASET or repository == "dataset":
        if text in table_names().local_data:
            yield from _data_files(load)
        else:
            yield Named(identity=dataset_identity(text, revision=revision), kind=Kind.DATASET)
    elif text.startswith(table_names().bundle_prefixes) and text.isupper():
        yield Named(identity=named("torchaudio", text), kind=row.kind)
    else:
        yield Named(identity=model_identity(text, revision=revision), kind=_hub_kind(load))


def _data_files(load: LoadingCall) -> Iterator[Named]:
    """The files that a format of data is read from; one that only a run knows stays open where no other is known."""
    found = load.members("data_files", "data_dir")
    texts = [one.text for one in found if UNKNOWN not in one.text]
    for text in texts:
        path = _GLOB.split(text, maxsplit=1)[0]
        whole = text if path == text else path.rpartition("/")[0]
        if whole and ("://" in text or is_local(text)):
            held_out = not _HELD_OUT.isdisjoint(re.findall("[a-z]+", whole.rpartition("/")[2].lower()))
            how = How.EVALUATES_ON if held_out else None
            identity = dataset_identity(whole) if "://" in whole else file_identity(whole)
            yield Named(identity=identity, kind=Kind.DATASET, how=how)
    for open_text in found[:1] if not texts else ():
        yield Named(identity=unresolved(f"data files {open_text.text}"), kind=Kind.DATASET)


def _hub_kind(load: LoadingCall) -> Kind:
    owners = [name.rpartition(".")[0].rpartition(".")[2] for name in load.names]
    if load.row.kind is Kind.MODEL and any(owner.endswith(table_names().tokenizer_classes) for owner in owners):
        return Kind.TOKENIZER
    return load.row.kind


def _modelscope(text: str, kind: Kind, revision: str) -> Identity:
    if is_local(text):
        return file_identity(text)
    if not is_hub_id(text):
        return unresolved(text)
    return named("ms", f"datasets/{text}" if kind is Kind.DATASET else text, version=revision)


def _sentence(load: LoadingCall, text: str) -> Iterator[Named]:
    name = text.removeprefix("local:")
    if "/" not in name and is_hub_id(name) and not is_local(name) and name not in LEGACY_MODELS:
        name = f"sentence-transformers/{name}"
    yield Named(identity=model_identity(name, revision=load.only("revision")), kind=load.row.kind)


def _table(load: LoadingCall, text: str) -> Iterator[Named]:
    repository = table_names().sizes[load.row.prefix].get(text)
    identity = hub_model(repository) if repository else model_identity(text)
    yield Named(identity=identity, kind=load.row.kind)


def fitting(load: LoadingCall, text: str) -> Iterator[Named]:
    """Yield the repositories that the tables of short names know and that fit a name with one unknown part.

    `Systran/faster-whisper-{?}`, where the size is chosen when the program runs, is each of that family.
    """
    before, hole, after = text.partition(UNKNOWN)
    family = before.partition("/")[2]
    if load.row.scheme not in {Scheme.HUB, Scheme.TABLE} or not hole or UNKNOWN in after or len(family) < MIN_FAMILY:
        return
    every = (name for sizes in table_names().sizes.values() for name in sizes.values())
    for name in dict.fromkeys(name for name in every if name.startswith(before) and name.endswith(after)):
        yield Named(identity=hub_model(name), kind=load.row.kind)


def _weights(load: LoadingCall, text: str) -> Iterator[Named]:
    """A published weight file keeps its name in whatever folder it lies; an architecture file holds no weights."""
    name = text.replace("\\", "/").rpartition("/")[2]
    if name.lower().endswith((".yaml", ".yml")):
        return
    published = table_names().published_weights
    library = next((one for one in published if any(n.startswith(one) for n in load.names)), "")
    if library and name.lower().startswith(published[library]) and UNKNOWN not in text:
        whole = name if "." in name else f"{name}.pt"
        yield Named(identity=named(library, whole), kind=load.row.kind)
    else:
        yield Named(identity=model_identity(text), kind=load.row.kind)


def _timm(load: LoadingCall, text: str) -> Iterator[Named]:
    checkpoint = load.only("checkpoint_path")
    if checkpoint:
        yield Named(identity=file_identity(checkpoint), kind=load.row.kind)
    elif ":" in text or "/" in text or UNKNOWN in text:
        yield Named(identity=model_identity(text), kind=load.row.kind)
    elif not load.is_off("pretrained") and (keyword(load.call, "pretrained") or len(load.call.args) > 1):
        identity = hub_model(f"timm/{text}") if "." in text and is_hub_id(text) else _plain("timm", text)
        yield Named(identity=identity, kind=load.row.kind)


def _open_clip(load: LoadingCall, text: str) -> Iterator[Named]:
    if ":" in text or UNKNOWN in text:
        yield Named(identity=model_identity(text), kind=load.row.kind)
        return
    for tag in load.keyword_texts("pretrained", at=1):
        pair = f"{text}/{tag.text}"
        repository = table_names().openclip.get(pair)
        if is_local(tag.text):
            identity = file_identity(tag.text)
        elif tag.text == "openai":
            identity = _plain("clip", text)
        else:
            identity = hub_model(repository) if repository else _plain("openclip", pair)
        yield Named(identity=identity, kind=load.row.kind)


def _torch_hub(load: LoadingCall, text: str) -> Iterator[Named]:
    if load.is_off("pretrained"):
        return
    if load.only("source") == "local" or is_local(text):
        yield Named(identity=file_identity(text), kind=load.row.kind)
        return
    repository, _, branch = text.partition(":")
    for entry in load.keyword_texts("model", at=1):
        plain = repository.count("/") == 1 and UNKNOWN not in text + entry.text
        yield Named(identity=_entry(repository, entry.text, branch) if plain else unresolved(text), kind=load.row.kind)
    for path in load.keyword_texts("path"):
        yield Named(identity=file_identity(path.text), kind=load.row.kind)


def _entry(repository: str, entry: str, branch: str) -> Identity:
    """Return the identity of one entry of a repository; the package URL says where its code comes from."""
    pin = f"@{branch}" if is_hub_id(branch) else ""
    known = is_hub_id(repository) and is_hub_id(entry)
    purl = f"pkg:github/{repository.lower()}{pin}#{entry}" if known else ""
    return replace(named("torchhub", f"{repository}/{entry}", version=branch), purl=purl)


def _bundle(load: LoadingCall, _: str) -> Iterator[Named]:
    for name in load.names:
        bundle = name.rpartition(".")[0].rpartition(".")[2]
        if bundle.isidentifier() and bundle not in {"pipelines", "datasets"}:
            yield Named(identity=named(load.row.prefix, bundle), kind=load.row.kind)


def _function(load: LoadingCall, text: str) -> Iterator[Named]:
    """The function is the model; it has weights only where they are asked for, or by default."""
    row = load.row
    leaf = leaf_name(load.call.func)
    if is_local(text):
        yield Named(identity=file_identity(text), kind=row.kind)
        return
    asked = [word for word in row.names if keyword(load.call, word) is not None]
    wanted = any(not load.is_off(word) for word in asked) if asked else bool(row.default)
    # Datasets and Keras models are classes by name, torchvision's models functions; helpers beside them are neither.
    if wanted and leaf[:1].isupper() == (bool(row.default) or row.kind is Kind.DATASET):
        name = load.only(at=0) if leaf == "get_model" else leaf
        yield Named(identity=_plain(row.prefix, name), kind=row.kind)


def _preset(load: LoadingCall, text: str) -> Iterator[Named]:
    scheme, _, rest = text.partition("://")
    if scheme == "kaggle" and rest:
        identity = _plain("kaggle", rest)
    elif scheme == "hf" or is_local(text):
        identity = model_identity(text)
    else:
        identity = _plain("keras", text)
    yield Named(identity=identity, kind=load.row.kind)


def _named(load: LoadingCall, text: str) -> Iterator[Named]:
    local = "/" in text and is_local(text)
    yield Named(identity=file_identity(text) if local else _plain(load.row.prefix, text), kind=load.row.kind)


def _file(load: LoadingCall, text: str) -> Iterator[Named]:
    """A local file; one that the settings name beside a repository is that repository's."""
    if text.lower().endswith(WEIGHT_SUFFIXES) or is_local(text) or not load.row.optional:
        local = text.lower().endswith(WEIGHT_SUFFIXES) and "://" not in text
        yield Named(identity=file_identity(text) if local else model_identity(text), kind=load.row.kind)


def _nltk(load: LoadingCall, text: str) -> Iterator[Named]:
    parts = text.removeprefix("nltk:").split("/")
    package = (parts[1] if len(parts) > 1 else parts[0]).partition(".")[0]
    kind = Kind.TOKENIZER if package.startswith("punkt") else load.row.kind
    yield Named(identity=_plain("nltk", package), kind=kind)


def _space(_: LoadingCall, text: str) -> Iterator[Named]:
    name = text.removeprefix("spaces/").removeprefix("huggingface/")
    if text.startswith("models/"):
        yield Named(identity=model_identity(text.removeprefix("models/")), kind=Kind.MODEL, how=How.CALLS)
    elif "/" in name and is_hub_id(name):
        yield Named(identity=named("hf", f"spaces/{name}"), kind=Kind.APPLICATION, how=How.CALLS)


def _called(load: LoadingCall, _: str) -> Iterator[Named]:
    leaf = leaf_name(load.call.func).removeprefix("fetch_").removeprefix("load_")
    yield Named(identity=_plain(load.row.prefix, leaf), kind=load.row.kind)


def _weight_address(load: LoadingCall, text: str) -> Iterator[Named]:
    path = text.partition("?")[0].lower()
    if "://" in text and (path.endswith(_FETCHED) or is_weights(path)):
        yield Named(identity=model_identity(text.partition("?")[0]), kind=load.row.kind)


def _drive(load: LoadingCall, text: str) -> Iterator[Named]:
    """A file of Google Drive goes by its number, in whatever form its address is written."""
    found = _DRIVE_FILE.search(text) or (_DRIVE_ID.fullmatch(text) if keyword(load.call, "id") else None)
    if not found:
        yield from _weight_address(load, text)
        return
    aims = [one.text for one in load.keyword_texts("output", at=1)]
    files = [path.rpartition("/")[2] for path in aims if UNKNOWN not in path and path.lower().endswith(_FETCHED)]
    if files or any(_MODEL_WORD.search(path.lower()) for path in aims):
        name = files[0] if files else text.partition("?")[0]
        yield Named(
            identity=Identity(id=f"url:https://drive.google.com/uc?id={found[1]}", name=name), kind=load.row.kind
        )


def _data_address(load: LoadingCall, text: str) -> Iterator[Named]:
    if "://" in text:
        yield Named(identity=dataset_identity(text), kind=load.row.kind)


def _data_file(load: LoadingCall, text: str) -> Iterator[Named]:
    yield Named(identity=file_identity(text), kind=load.row.kind)


def _default_model(load: LoadingCall, _: str) -> Iterator[Named]:
    scheme, colon, name = load.row.default.partition(":")
    identity = named(scheme, name) if colon else hub_model(load.row.default)
    yield Named(identity=identity, kind=load.row.kind)


def _default(load: LoadingCall, _: str) -> Iterator[Named]:
    yield Named(identity=unresolved(f"library default model of {load.names[0]}"), kind=load.row.kind)


def _plain(scheme: str, name: str) -> Identity:
    """Return `scheme:name` where the name is one word, known whole."""
    usable = (
        name and UNKNOWN not in name and name.isprintable() and not set(name) & set(" \"'<>") and len(name) <= MAX_NAME
    )
    return named(scheme, name) if usable else unresolved(name or "(empty)")


_SCHEMES: Final[dict[Scheme, Callable[[LoadingCall, str], Iterator[Named]]]] = {
    Scheme.HUB: _hub,
    Scheme.SENTENCE: _sentence,
    Scheme.TABLE: _table,
    Scheme.WEIGHTS: _weights,
    Scheme.TIMM: _timm,
    Scheme.OPEN_CLIP: _open_clip,
    Scheme.TORCH_HUB: _torch_hub,
    Scheme.BUNDLE: _bundle,
    Scheme.FUNCTION: _function,
    Scheme.PRESET: _preset,
    Scheme.NAMED: _named,
    Scheme.FILE: _file,
    Scheme.NLTK: _nltk,
    Scheme.API: api_model,
    Scheme.ROUTED: routed,
    Scheme.OLLAMA: ollama,
    Scheme.REST: requested,
    Scheme.HOSTED: hosted,
    Scheme.DEFAULT: _default,
    Scheme.DEFAULT_MODEL: _default_model,
    Scheme.SPACE: _space,
    Scheme.CALLED: _called,
    Scheme.WEIGHT_ADDRESS: _weight_address,
    Scheme.DRIVE: _drive,
    Scheme.DATA_ADDRESS: _data_address,
    Scheme.DATA_FILE: _data_file,
    Scheme.API_CLASS: api_of_class,
    Scheme.ROUTER: routed,
    Scheme.CONFIG_LIST: configured,
}
