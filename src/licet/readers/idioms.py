"""The ways in which programs load weights and data and reach services: rows of data, one for each way of calling.

Source: INPUTS 3. The rows stand in `tables/*.toml`, which say what each key means; short names and other words by which
what is loaded is told are in `tables/names.toml`.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import cache
from importlib.resources import files
from typing import Final

from licet.model.vocabulary import How, Kind
from licet.readers.structured import items, string, strings, table

PYTHON: Final = ("services", "hub", "weights", "datasets")
"""The tables of calls of Python programs, in the order in which their rows count."""
JAVASCRIPT: Final = ("javascript",)
_MODELS: Final = "@models"


class Scheme(Enum):
    """How the argument of a call names what is loaded."""

    HUB = "hub"  # a repository of the Hub, a local path or an address
    SENTENCE = "sentence"  # the same, a bare name belongs to sentence-transformers
    SPACE = "space"  # an application of the Hub
    TABLE = "table"  # a short name of `sizes.<prefix>`, else as HUB
    WEIGHTS = "weights"  # a published weight file by its name, else a local file
    TIMM = "timm"
    OPEN_CLIP = "open-clip"
    TORCH_HUB = "torch-hub"
    BUNDLE = "bundle"  # the name in the call itself: torchaudio.pipelines.NAME.get_model()
    FUNCTION = "function"  # the called function itself: torchvision.models.resnet50(weights=...)
    CALLED = "called"  # the same, whatever it is given
    PRESET = "preset"
    NAMED = "named"  # `prefix:name`
    FILE = "file"  # a local file of weights; anything else is passed over
    WEIGHT_ADDRESS = "weight-address"  # an address of a weight file; anything else is passed over
    DRIVE = "drive"  # the same, or a file of Google Drive that is put where weights are
    DATA_ADDRESS = "data-address"  # an address of a dataset; anything else is passed over
    DATA_FILE = "data-file"  # a folder of data
    NLTK = "nltk"
    API = "api"  # a hosted model of the provider `prefix`
    API_CLASS = "api-class"  # the same, the class tells the provider
    ROUTED = "routed"  # `provider/model`
    ROUTER = "router"  # a list of such
    CONFIG_LIST = "config-list"  # dictionaries with `model` in them
    REST = "rest"  # the `model` in the body of a request, at a service that its address tells
    OLLAMA = "ollama"
    HOSTED = "hosted"  # a Hub repository that somebody else runs
    DEFAULT = "default"  # whatever the library takes; nothing names it
    DEFAULT_MODEL = "default-model"  # the one model that the library takes


@dataclass(frozen=True, slots=True, kw_only=True)
class Loader:
    """One way to call; the head of each table of calls says what the fields mean. `at` is None where none counts."""

    libraries: tuple[str, ...] = ()
    call: str
    scheme: Scheme
    at: int | None = 0
    names: tuple[str, ...] = ()
    kind: Kind = Kind.MODEL
    prefix: str = ""
    default: str = ""
    owner: str = ""
    base: tuple[int | None, str] | None = None
    how: How | None = None
    optional: bool = False
    objects: bool = False
    also: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """The words of `tables/names.toml`, which says what each means."""

    tokenizer_classes: tuple[str, ...]
    local_data: frozenset[str]
    bundle_prefixes: tuple[str, ...]
    address_keywords: tuple[str, ...]
    providers: frozenset[str]
    plain_providers: frozenset[str]
    ollama_paths: tuple[str, ...]
    saving_calls: frozenset[str]
    written_settings: frozenset[str]
    sentence_names: tuple[str, ...]
    publishing_calls: frozenset[str]
    training_settings: tuple[str, ...]
    output_keywords: frozenset[str]
    offer_providers: tuple[str, ...]
    offer_models: tuple[str, ...]
    offer_shown: tuple[str, ...]
    offer_numbered: frozenset[str]
    choosing_calls: frozenset[str]
    choices_keywords: tuple[str, ...]
    page_events: frozenset[str]
    command_calls: frozenset[str]
    models: tuple[str, ...]
    hosts: Mapping[str, str]
    provider_prefixes: Mapping[str, str]
    model_prefixes: Mapping[str, str]
    api_classes: Mapping[str, str]
    openclip: Mapping[str, str]
    published_weights: Mapping[str, tuple[str, ...]]
    sizes: Mapping[str, Mapping[str, str]]
    tasks: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@cache
def names() -> Names:
    """Return the words of the tables."""
    document = read_table("names")
    return Names(
        tokenizer_classes=strings(document["tokenizer_classes"]),
        local_data=frozenset(strings(document["local_data"])),
        bundle_prefixes=strings(document["bundle_prefixes"]),
        address_keywords=strings(document["address_keywords"]),
        ollama_paths=strings(document["ollama_paths"]),
        saving_calls=frozenset(strings(document["saving_calls"])),
        written_settings=frozenset(strings(document["written_settings"])),
        sentence_names=strings(document["sentence_names"]),
        publishing_calls=frozenset(strings(document["publishing_calls"])),
        training_settings=strings(document["training_settings"]),
        output_keywords=frozenset(strings(document["output_keywords"])),
        choosing_calls=frozenset(strings(document["choosing_calls"])),
        choices_keywords=strings(document["choices_keywords"]),
        page_events=frozenset(strings(document["page_events"])),
        command_calls=frozenset(strings(document["command_calls"])),
        offer_providers=strings(document["offer_providers"]),
        offer_models=strings(document["offer_models"]),
        offer_shown=strings(document["offer_shown"]),
        offer_numbered=frozenset(strings(document["offer_numbered"])),
        plain_providers=frozenset(strings(document["plain_providers"])),
        providers=frozenset(strings(document["providers"])),
        models=strings(document["models"]),
        hosts=_texts(document["hosts"]),
        provider_prefixes=_texts(document["provider_prefixes"]),
        model_prefixes=_texts(document["model_prefixes"]),
        api_classes=_texts(document["api_classes"]),
        openclip=_texts(document["openclip"]),
        published_weights={key: strings(value) for key, value in table(document["published_weights"]).items()},
        sizes={key: _texts(value) for key, value in table(document["sizes"]).items()},
        tasks={key: _texts(value) for key, value in table(document["tasks"]).items()},
    )


@cache
def loaders(which: tuple[str, ...]) -> tuple[Loader, ...]:
    """Return the rows of some tables, in order; the first that fits a call counts.

    Raises:
        ValueError: a row has a word that is none.
    """
    return tuple(row for name in which for entry in items(read_table(name)["load"]) for row in _rows(table(entry)))


def read_table(name: str) -> dict[str, object]:
    """Return one table of this package, as it is written."""
    text = files("licet.readers").joinpath("tables", f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _rows(entry: Mapping[str, object]) -> list[Loader]:
    given = strings(entry.get("names"))
    base = table(entry.get("base"))
    how = string(entry.get("how"))
    row = Loader(
        libraries=strings(entry.get("from")),
        call="",
        scheme=Scheme(entry.get("scheme")),
        at=_position(entry.get("at", 0)),
        names=names().models if given == (_MODELS,) else given,
        kind=Kind(string(entry.get("kind")) or Kind.MODEL),
        prefix=string(entry.get("prefix")),
        default=string(entry.get("default")),
        owner=string(entry.get("owner")),
        base=(_position(base.get("at")), string(base.get("name"))) if base else None,
        how=How(how) if how else None,
        optional=entry.get("optional") is True,
        objects=entry.get("objects") is True,
        also=entry.get("also") is True,
    )
    return [replace(row, call=call) for call in strings(entry.get("calls"))]


def _position(value: object) -> int | None:
    return value if isinstance(value, int) and value >= 0 else None


def _texts(value: object) -> dict[str, str]:
    return {key: string(inner) for key, inner in table(value).items()}
