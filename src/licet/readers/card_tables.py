"""The words of Hub cards: keys that tell one kind of card from another, tags that tell relations, tasks.

Source: INPUTS 1.2 (keys), 1.3 (how relations show in tags, measured on 15,904 records).
"""

from typing import Final

from licet.model.vocabulary import How

DATASET_KEYS: Final = frozenset(
    {
        *("annotations_creators", "configs", "dataset_info", "language_creators", "language_details"),
        *("license_details", "multilinguality", "pretty_name", "size_categories", "source_datasets"),
        *("task_categories", "task_ids", "train-eval-index", "viewer"),
    }
)
MODEL_KEYS: Final = frozenset(
    {"base_model", "base_model_relation", "library_name", "model-index", "model_name", "new_version", "pipeline_tag"}
)
SPACE_KEYS: Final = frozenset({"app_file", "app_port", "colorFrom", "colorTo", "sdk", "sdk_version"})
LICENSE_KEYS: Final = frozenset({"license", "license_link", "license_name", "licenses"})

COMMON_KEYS: Final = LICENSE_KEYS | frozenset(
    {"arxiv", "co2_eq_emissions", "inference", "language", "languages", "metrics", "tags", "thumbnail", "widget"}
)
"""Keys that a card without any telling key consists of."""

CARD_KEYS: Final = DATASET_KEYS | MODEL_KEYS | LICENSE_KEYS | frozenset({"datasets"})
"""Keys whose loss hides a part or a license."""

NO_LICENSE: Final = frozenset({"other", "unknown"})
"""Values of `license` that name none; `license_name` and `license_link` then say which it is (INPUTS 1.1)."""

RELATIONS: Final = {
    "adapter": How.ADAPTS,
    "finetune": How.FINE_TUNES,
    "merge": How.MERGES,
    "quantized": How.QUANTIZES,
}
"""Values of `base_model_relation`, and of the tags `base_model:<relation>:<id>`."""

ADAPTER_WORDS: Final = frozenset({"adapter", "adapters", "dora", "lora", "loras", "peft", "qlora"})
MERGE_WORDS: Final = frozenset({"frankenmerge", "lazymergekit", "merge", "mergekit"})
QUANTIZED_WORDS: Final = frozenset(
    {
        *("4bit", "8bit", "autoround", "awq", "bitsandbytes", "bnb", "compressed-tensors", "exl2", "exl3", "fp4"),
        *("fp8", "ggml", "gguf", "gptq", "hqq", "imatrix", "int4", "int8", "llmcompressor", "llm-compressor", "mlx"),
        *("mxfp4", "nf4", "nvfp4", "quantized", "w4a16", "w8a8"),
    }
)
"""Words of tags, of `library_name` and of the card's title (lower case, `4-bit` read as `4bit`)."""

NO_SOURCE: Final = frozenset({"", "extended", "original", "other", "unknown"})
"""Values of `source_datasets` that name no dataset."""

_TEXT: Final = ("text",)
_IMAGE: Final = ("image",)
_AUDIO: Final = ("audio",)
_VIDEO: Final = ("video",)
_TEXT_IMAGE: Final = ("text", "image")
_TEXT_AUDIO: Final = ("text", "audio")
_TEXT_VIDEO: Final = ("text", "video")

MODALITIES: Final = {
    "any-to-any": ("text", "image", "audio", "video"),
    "audio-classification": _AUDIO,
    "audio-text-to-text": _TEXT_AUDIO,
    "audio-to-audio": _AUDIO,
    "automatic-speech-recognition": _TEXT_AUDIO,
    "depth-estimation": _IMAGE,
    "document-question-answering": _TEXT_IMAGE,
    "feature-extraction": _TEXT,
    "fill-mask": _TEXT,
    "image-classification": _IMAGE,
    "image-feature-extraction": _IMAGE,
    "image-segmentation": _IMAGE,
    "image-text-to-image": _TEXT_IMAGE,
    "image-text-to-text": _TEXT_IMAGE,
    "image-text-to-video": ("text", "image", "video"),
    "image-to-3d": ("image", "3d"),
    "image-to-image": _IMAGE,
    "image-to-text": _TEXT_IMAGE,
    "image-to-video": ("image", "video"),
    "keypoint-detection": _IMAGE,
    "mask-generation": _IMAGE,
    "object-detection": _IMAGE,
    "question-answering": _TEXT,
    "sentence-similarity": _TEXT,
    "summarization": _TEXT,
    "table-question-answering": _TEXT,
    "text-classification": _TEXT,
    "text-generation": _TEXT,
    "text-ranking": _TEXT,
    "text-to-3d": ("text", "3d"),
    "text-to-audio": _TEXT_AUDIO,
    "text-to-image": _TEXT_IMAGE,
    "text-to-speech": _TEXT_AUDIO,
    "text-to-video": _TEXT_VIDEO,
    "text2text-generation": _TEXT,
    "token-classification": _TEXT,
    "translation": _TEXT,
    "unconditional-image-generation": _IMAGE,
    "video-classification": _VIDEO,
    "video-text-to-text": _TEXT_VIDEO,
    "video-to-video": _VIDEO,
    "visual-question-answering": _TEXT_IMAGE,
    "zero-shot-classification": _TEXT,
    "zero-shot-image-classification": _TEXT_IMAGE,
    "zero-shot-object-detection": _TEXT_IMAGE,
}
"""What goes in and comes out, by `pipeline_tag`; a task that is not listed is not clear."""
