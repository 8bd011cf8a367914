"""Command lines as words: which models, data, images and packages they fetch, serve or train.

Source: INPUTS 3 (`vllm serve`, `--model`, `huggingface-cli download`, `ollama pull`, `spacy download` ...). Nothing is
run: a line is cut into words as a shell would, variables are filled with what the file itself says.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from licet.model.vocabulary import How, Kind
from licet.readers.hub_ids import UNKNOWN, WEIGHT_SUFFIXES, Identity, dataset_identity, is_hub_id, model_identity, named
from licet.readers.idioms import names as table_names
from licet.readers.images import filled, image_identity
from licet.readers.named_settings import Reference, model_value
from licet.readers.python_hosted import ollama_model
from licet.readers.weight_addresses import kind_of

MAX_COMMANDS: Final = 20_000
"""Commands of one file."""
MAX_WORDS: Final = 2_000
"""Words of one command."""

_WORD: Final = re.compile(
    r"""((?:"(?:[^"\\]|\\.)*+"|'[^']*+'|\\.|[^\s;&|<>()"'\\#]++|(?<=\S)\#)++)|(\#[^\n]*+)|([;&|()]|\n)|.""", re.DOTALL
)
_PART: Final = re.compile(r""""((?:[^"\\]|\\.)*+)"|'([^']*+)'|\\(.)|([^"'\\]++)""", re.DOTALL)
_ASSIGNED: Final = re.compile(r"([A-Za-z_][A-Za-z0-9_]{0,100})=(.*)", re.DOTALL)
_TRAINS: Final = re.compile(
    r"(?:^|[/_.-])(?:train|finetune|fine_tune|fine-tune|sft|dpo|orpo|grpo|qlora)", re.IGNORECASE
)

_PYTHON: Final = re.compile(r"python[0-9.]{0,5}")
_MODEL_FLAGS: Final = frozenset(
    {
        *("--model", "--model-id", "--model_id", "--model-path", "--model_path", "--model-name", "--model_name"),
        *("--model-name-or-path", "--model_name_or_path", "--base-model", "--base_model", "--hf-repo", "-hf", "-hfr"),
        *("--pretrained_model_name_or_path", "--embedding-model", "--draft-model", "--speculative-model"),
    }
)
_DATASET_FLAGS: Final = frozenset({"--dataset", "--dataset-name", "--dataset_name", "--data_path", "--data-path"})
_TOKENIZER_FLAGS: Final = frozenset({"--tokenizer", "--tokenizer-path", "--tokenizer_name", "--tokenizer-name"})
_SERVERS: Final = frozenset(
    {
        *("vllm", "text-generation-launcher", "text-embeddings-router", "llama-server", "sglang", "tritonserver"),
        *("vllm.entrypoints.openai.api_server", "vllm.entrypoints.api_server", "sglang.launch_server", "lmdeploy"),
        *("llama_cpp.server", "mlx_lm.server", "infinity_emb", "aphrodite"),
    }
)
_BEFORE: Final = frozenset(
    {"if", "then", "else", "elif", "do", "while", "until", "!", "{", "sudo", "exec", "nohup", "time", "env", "@"}
)
"""Words of the shell that stand before a command."""
_CONTAINERS: Final = frozenset({"docker", "podman", "nerdctl"})
_DOCKER_VALUES: Final = frozenset(
    {
        *("-v", "-p", "-e", "-w", "-u", "-m", "-l", "-h", "--name", "--gpus", "--env", "--env-file", "--network"),
        *("--net", "--volume", "--publish", "--shm-size", "--ipc", "--runtime", "--restart", "--mount", "--platform"),
        *("--entrypoint", "--memory", "--cpus", "--label", "--add-host", "--device", "--ulimit", "--user"),
        *("--workdir", "--hostname", "--cap-add", "--security-opt", "--pull", "--network-alias", "--cpuset-cpus"),
    }
)
"""Options of `docker run` whose value is the next word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One simple command: its words without quotes, and the line where it starts."""

    words: tuple[str, ...]
    line: int


def commands(text: str, *, line: int = 1, values: Mapping[str, str] | None = None) -> Iterator[Command]:
    """Yield the simple commands of a script; `line` is where the text starts, `values` are variables known before.

    Assignments of the text itself become known on the way.
    """
    known = dict(values or {})
    words: list[str] = []
    started, at, last, count = line, line, 0, 0
    # A backslash at the end of a line joins it with the next; the lines stay countable.
    joined = text.replace("\\\n", " \x0b")
    for token in _WORD.finditer(joined):
        at += joined.count("\n", last, token.start()) + joined.count("\x0b", last, token.start())
        last = token.start()
        if token[1] and not token[1].isspace():
            word = filled(_unquoted(token[1]), known)
            assigned = _ASSIGNED.fullmatch(word) if not words or words == ["export"] else None
            if assigned:
                known[assigned[1]] = assigned[2]
            elif len(words) < MAX_WORDS:
                started = started if words else at
                words.append(word)
        elif token[3] and words:
            yield Command(words=tuple(words), line=started)
            words = []
            count += 1
            if count == MAX_COMMANDS:
                return
    if words:
        yield Command(words=tuple(words), line=started)


def _unquoted(word: str) -> str:
    return "".join(part[1] or part[2] or part[3] or part[4] or "" for part in _PART.finditer(word))


def references(words: Sequence[str], *, loads: How = How.EMBEDS) -> Iterator[Reference]:
    """Yield what a command fetches, serves or trains; `loads` is how a program that is not known uses its model."""
    while words and words[0] in _BEFORE:
        words = words[1:]
    names = [word.rpartition("/")[2] for word in words[:12]]
    if names[:1] and names[0] in _CONTAINERS and names[1:2] and names[1] in {"run", "pull", "create"}:
        yield from _container(words[2:])
        return
    yield from _fetched(words, names)
    yield from _fetched_by_tools(words, names)
    if names[:1] == ["modelscope"]:
        return  # its options name what it keeps itself
    serves = any(name in _SERVERS for name in names)
    trains = any(_TRAINS.search(word) for word in words[:12] if not word.startswith("-"))
    if "vllm" in names and "serve" in names:
        after = words[names.index("serve") + 1 :]
        if after and not after[0].startswith("-"):
            yield from _model(after[0], How.RUNS)
    how = How.RUNS if serves else How.FINE_TUNES if trains else loads
    yield from arguments(words, how)


def arguments(words: Sequence[str], how: How) -> Iterator[Reference]:
    """Yield the models and data that the options of a command name."""
    for at, word in enumerate(words):
        flag, equals, given = word.partition("=")
        value = given if equals else words[at + 1] if at + 1 < len(words) else ""
        if flag in _MODEL_FLAGS:
            yield from _model(value.partition(":")[0] if flag.startswith("-hf") else value, how)
        elif flag in _TOKENIZER_FLAGS and is_hub_id(value) and "/" in value:
            yield Reference(identity=model_identity(value), kind=Kind.TOKENIZER, how=How.TOKENIZES_WITH)
        elif flag in _DATASET_FLAGS and is_hub_id(value) and value.count("/") == 1:
            identity = dataset_identity(value)
            if identity.id.startswith("hf:datasets/"):
                yield Reference(identity=identity, kind=Kind.DATASET, how=How.TRAINS_ON)
        elif flag == "--lora-modules":
            for pair in words[at + 1 :]:
                if pair.startswith("-") or "=" not in pair:
                    break
                for found in _model(pair.partition("=")[2], how):
                    yield Reference(identity=found.identity, kind=Kind.ADAPTER, how=how)


def programs(words: Sequence[str]) -> Iterator[str]:
    """Yield the programs that a command hands to Python: `python -c "import a"`."""
    for at, word in enumerate(words[:-2]):
        if _PYTHON.fullmatch(word.rpartition("/")[2]) and words[at + 1] == "-c":
            yield words[at + 2].replace("\x0b", "\n")


def pip_requirements(words: Sequence[str]) -> Iterator[str]:
    """Yield the requirements that a `pip install` (or `uv pip install`, `uv add`) names."""
    bare = [word.rpartition("/")[2] for word in words]
    at = next((n for n, word in enumerate(bare) if re.fullmatch(r"pip[0-9.]*|uv", word)), -1)
    verb = next((n for n in range(at + 1, len(bare)) if bare[n] in {"install", "add"}), -1) if at >= 0 else -1
    skip = False
    for word in words[verb + 1 :] if verb > at >= 0 and verb - at <= 2 else ():  # noqa: PLR2004 - `uv pip install`
        if skip or word.startswith("-"):
            # The value of an option is no requirement; those without a value are the few that follow.
            skip = not skip and not word.startswith(("--no-", "--upgrade", "-U", "-q", "--quiet", "--pre", "--system"))
            skip = skip and "=" not in word and word not in {"--user", "--force-reinstall", "-y", "-e", "--editable"}
            continue
        if word not in {".", "..."} and not word.startswith(("./", "../", "/", ".[")):
            yield word


def _fetched(words: Sequence[str], names: Sequence[str]) -> Iterator[Reference]:
    match [name.lower() for name in names]:
        case ["huggingface-cli" | "hf", "download", *_]:
            yield from _hub_download(words[2:])
        case ["ollama", "pull" | "run" | "show", *_] if len(words) > 2:  # noqa: PLR2004 - the name comes third
            name = next((word for word in words[2:] if not word.startswith("-")), "")
            if name and "{?}" not in name:
                found = ollama_model(name)
                yield Reference(identity=found.identity, kind=found.kind, how=found.how)
        case ["spacy", "download", name, *_] | [_, "-m", "spacy", "download", name, *_]:
            yield Reference(identity=named("spacy", name), kind=Kind.MODEL, how=How.EMBEDS)
        case ["curl" | "wget" | "aria2c", *_]:
            aims = " ".join(word for word in words if "://" not in word)
            yield from (one for word in words if "://" in word for one in _download(word, aims))
        case ["git", *_] if "clone" in words:
            yield from (one for word in words if "huggingface.co/" in word or "hf.co/" in word for one in _model(word))
        case _:
            return


def _fetched_by_tools(words: Sequence[str], names: Sequence[str]) -> Iterator[Reference]:
    """Yield what the tools of other indexes, of trainers and of evaluations fetch."""
    match [name.lower() for name in names]:
        case ["litgpt" | "tune", "download", *_]:
            yield from _hub_download(words[2:])
        case ["modelscope", "download", *_]:
            yield from (_of_index("ms", name, Kind.MODEL) for name in _values(words, "--model"))
            yield from (_of_index("ms", f"datasets/{name}", Kind.DATASET) for name in _values(words, "--dataset"))
        case ["kaggle", "datasets", "download", *_]:
            bare = [word for word in words[3:] if word.count("/") == 1 and not word.startswith(("-", ".", "/"))]
            yield from (_of_index("kaggle", name, Kind.DATASET) for name in bare[:1])
        case ["yolo", *_]:
            weights = [word.removeprefix("model=") for word in words if word.startswith("model=")]
            yield from (one for word in weights for one in _published("ultralytics", word))
        case ["lm_eval" | "lm-eval", *_]:
            given = [part for value in _values(words, "--model_args") for part in value.split(",")]
            yield from (one for part in given for one in _model(part.partition("pretrained=")[2]))
        case _:
            return


def _values(words: Sequence[str], flag: str) -> Iterator[str]:
    """Yield the values of an option, given as the next word or after `=`."""
    for at, word in enumerate(words):
        if word == flag and at + 1 < len(words):
            yield words[at + 1]
        elif word.startswith(f"{flag}="):
            yield word.partition("=")[2]


def _of_index(scheme: str, name: str, kind: Kind) -> Reference:
    how = How.RETRIEVES_FROM if kind is Kind.DATASET else How.EMBEDS
    return Reference(identity=named(scheme, name), kind=kind, how=how)


def _published(library: str, word: str) -> Iterator[Reference]:
    """Yield the weights that a library publishes, by the name of their file."""
    name = word.rpartition("/")[2]
    if name.lower().startswith(table_names().published_weights[library]) and name.isprintable():
        yield Reference(identity=named(library, name), kind=Kind.MODEL, how=How.EMBEDS)


def _hub_download(words: Sequence[str]) -> Iterator[Reference]:
    kinds = [words[n + 1] for n, word in enumerate(words[:-1]) if word == "--repo-type"]
    kinds += [word.partition("=")[2] for word in words if word.startswith("--repo-type=")]
    revisions = [words[n + 1] for n, word in enumerate(words[:-1]) if word == "--revision"]
    repository = next((word for word in words if not word.startswith("-")), "")
    revision = revisions[0] if revisions else ""
    if not is_hub_id(repository) or "/" not in repository:
        return
    if "dataset" in kinds:
        identity = dataset_identity(repository, revision=revision)
        yield Reference(identity=identity, kind=Kind.DATASET, how=How.RETRIEVES_FROM)
    else:
        identity = model_identity(repository, revision=revision)
        yield Reference(identity=identity, kind=Kind.MODEL, how=How.EMBEDS)


def _download(word: str, aims: str) -> Iterator[Reference]:
    """Yield what an address leads to; where an archive is put may say what it is."""
    address = word.partition("?")[0]
    kind = kind_of(address, aims)
    if "huggingface.co/" in address or address.lower().endswith(WEIGHT_SUFFIXES):
        yield from _model(word)
    elif kind is Kind.DATASET and UNKNOWN not in address:
        yield Reference(identity=dataset_identity(address), kind=kind, how=How.RETRIEVES_FROM)
    elif kind is Kind.MODEL and UNKNOWN not in address:
        yield Reference(identity=model_identity(address), kind=kind, how=How.EMBEDS)


def _container(words: Sequence[str]) -> Iterator[Reference]:
    at = 0
    while at < len(words) and words[at].startswith("-"):
        at += 2 if words[at] in _DOCKER_VALUES else 1
    if at < len(words) and words[at] != UNKNOWN:
        identity = image_identity(words[at])
        if identity:
            yield image(identity, How.RUNS)
        yield from arguments(words[at + 1 :], How.RUNS)


def image(identity: Identity, how: How) -> Reference:
    """Return the reference to an image."""
    return Reference(identity=identity, kind=Kind.IMAGE, how=how)


def _model(text: str, how: How = How.EMBEDS) -> Iterator[Reference]:
    found = model_value(text, how=how)
    if found and not found.identity.unresolved:
        yield found
