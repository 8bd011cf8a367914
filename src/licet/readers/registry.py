"""The readers, in the order in which they are asked."""

from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType
from typing import Final

from licet.model.bom import Found
from licet.readers import (
    adapter_config,
    axolotl,
    cog,
    compose,
    conda_environment,
    croissant,
    cyclonedx,
    data_provenance,
    data_records,
    dist_info,
    dockerfile,
    dvc,
    env_files,
    gateways,
    gguf,
    gitmodules,
    helm_values,
    hub_cards,
    javascript,
    kubernetes,
    license_files,
    llama_factory,
    llama_factory_data,
    mergekit,
    mlmodel,
    model_config,
    model_settings,
    modelfile,
    n8n_workflows,
    notebook,
    offered_models,
    ollama_store,
    onnx,
    package_json,
    package_lock,
    pdm_lock,
    pipfile,
    pnpm_lock,
    poetry_lock,
    pylock,
    pyproject,
    python_source,
    readme_code,
    readmes,
    requirements_txt,
    safetensors,
    sentence_transformers,
    setup_cfg,
    setup_py,
    shell_scripts,
    source_headers,
    spacy_meta,
    spdx2,
    spdx3,
    tokenizer_config,
    trl,
    unread_boms,
    unread_manifests,
    unsloth,
    uv_lock,
    weight_addresses,
    wheels,
    yarn_lock,
)
from licet.readers.opened import OpenedFile


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderEntry:
    """One reader: its name, the bytes it takes at most, the paths it wants, and what it finds in a file.

    One that needs the `head` of a file alone gets that, however large the file is. Of what `may_be_empty`, an empty
    file hides nothing. One with `marks` gets files alone that hold one of these in their first bytes.
    """

    name: str
    limit: int
    wants: Callable[[str], bool]
    read: Callable[[OpenedFile], Found]
    head: bool = False
    may_be_empty: bool = False
    marks: tuple[bytes, ...] = ()


def _entry(module: ModuleType) -> ReaderEntry:
    return ReaderEntry(
        name=module.NAME,
        limit=module.LIMIT,
        wants=module.wants,
        read=module.read,
        head=getattr(module, "HEAD", False),
        may_be_empty=getattr(module, "MAY_BE_EMPTY", False),
        marks=getattr(module, "MARKS", ()),
    )


READERS: Final[tuple[ReaderEntry, ...]] = (
    _entry(license_files),
    _entry(hub_cards),
    _entry(readmes),
    _entry(readme_code),
    _entry(model_config),
    _entry(adapter_config),
    _entry(tokenizer_config),
    _entry(requirements_txt),
    _entry(pyproject),
    _entry(uv_lock),
    _entry(poetry_lock),
    _entry(package_json),
    _entry(package_lock),
    _entry(dist_info),
    _entry(python_source),
    _entry(notebook),
    _entry(javascript),
    _entry(data_records),
    _entry(weight_addresses),
    _entry(source_headers),
    _entry(gguf),
    _entry(safetensors),
    _entry(onnx),
    _entry(modelfile),
    _entry(ollama_store),
    _entry(mergekit),
    _entry(axolotl),
    _entry(llama_factory),
    _entry(llama_factory_data),
    _entry(trl),
    _entry(unsloth),
    _entry(model_settings),
    _entry(dockerfile),
    _entry(compose),
    _entry(cog),
    _entry(kubernetes),
    _entry(helm_values),
    _entry(env_files),
    _entry(gateways),
    _entry(shell_scripts),
    _entry(n8n_workflows),
    _entry(offered_models),
    _entry(pylock),
    _entry(pdm_lock),
    _entry(pipfile),
    _entry(conda_environment),
    _entry(setup_cfg),
    _entry(setup_py),
    _entry(pnpm_lock),
    _entry(yarn_lock),
    _entry(wheels),
    _entry(cyclonedx),
    _entry(spdx2),
    _entry(spdx3),
    _entry(croissant),
    _entry(data_provenance),
    _entry(dvc),
    _entry(mlmodel),
    _entry(spacy_meta),
    _entry(sentence_transformers),
    _entry(gitmodules),
    _entry(unread_boms),
    _entry(unread_manifests),
)

BOMS: Final[tuple[tuple[Callable[[bytes], bool], ReaderEntry], ...]] = tuple(
    (module.is_mine, _entry(module)) for module in (cyclonedx, spdx2, spdx3)
)
"""Bills of materials, which may be the whole input: whether bytes are of the kind, and the reader."""
