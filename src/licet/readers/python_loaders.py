"""The calls by which Python programs load weights and data: one row for each way of calling, as data.

Source: INPUTS 3. A row says where a call must come from, which argument names what is loaded and how to read it.
"""

from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from licet.model.vocabulary import Kind


class Scheme(Enum):
    """How the argument of a call names what is loaded."""

    HUB = auto()  # a repository of the Hub, a local path or an address
    SENTENCE = auto()  # the same, a bare name belongs to sentence-transformers
    TABLE = auto()  # a short name of `SIZES[prefix]`, else as HUB
    WEIGHTS = auto()  # a published weight file by its name, else a local file
    TIMM = auto()
    OPEN_CLIP = auto()
    TORCH_HUB = auto()
    BUNDLE = auto()  # the name in the call itself: torchaudio.pipelines.NAME.get_model()
    FUNCTION = auto()  # the called function itself: torchvision.models.resnet50(weights=...)
    PRESET = auto()
    NAMED = auto()  # `prefix:name`
    FILE = auto()  # a local file of weights; anything else is passed over
    NLTK = auto()
    API = auto()  # a hosted model of the provider `prefix`
    ROUTED = auto()  # `provider/model`
    OLLAMA = auto()
    HOSTED = auto()  # a Hub repository that somebody else runs
    DEFAULT = auto()  # whatever the library takes; nothing names it


@dataclass(frozen=True, slots=True, kw_only=True)
class Loader:
    """One way to call.

    `libraries` are dotted beginnings, `x*` any module that starts so; none means that the call is unmistakable.
    `call` is the end of the dotted name, `owner` how the class before a method begins. `at` and `names` are the
    argument that names what is loaded, `base` the one that holds the model an adapter is put on. `default` is what
    the library takes without it; `optional` rows pass over what cannot be read, `objects` rows take either a name or
    a loaded object.
    """

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
    optional: bool = False
    objects: bool = False


def rows(
    libraries: tuple[str, ...],
    calls: tuple[str, ...],
    scheme: Scheme,
    names: tuple[str, ...] = (),
    *,
    at: int | None = 0,
    kind: Kind = Kind.MODEL,
    prefix: str = "",
    default: str = "",
    optional: bool = False,
    objects: bool = False,
) -> tuple[Loader, ...]:
    """Return one row for each of several calls that are read alike."""
    return tuple(
        Loader(
            libraries=libraries,
            call=call,
            scheme=scheme,
            names=names,
            at=at,
            kind=kind,
            prefix=prefix,
            default=default,
            optional=optional,
            objects=objects,
        )
        for call in calls
    )


_NAMES: Final = (
    *("pretrained_model_name_or_path", "pretrained_model_link_or_path", "model_name_or_path", "model_id", "repo_id"),
    *("model_name", "pretrained_model_name", "model_id_or_path", "model_path_or_repo_id", "source", "model"),
)
_PATH: Final = ("model_path", "path", "filename", "f", "path_or_bytes", "filepath")
_KERAS: Final = ("keras", "tensorflow.keras", "tensorflow.python.keras", "tf_keras", "keras.src")
_TORCHVISION: Final = ("torchvision",)
_SENTENCES: Final = ("sentence_transformers", "pylate")

TOKENIZER_CLASSES: Final = ("FeatureExtractor", "ImageProcessor", "Processor", "Tokenizer", "TokenizerFast")
"""Ends of the names of classes that load no weights; the repository is then used for its tokenizer alone."""
ADAPTER_CLASSES: Final = ("AutoPeftModel", "PeftConfig", "PeftModel")
"""Beginnings of the names of classes whose repository holds an adapter."""

HUB_LOADERS: Final = (
    *rows(("modelscope*",), ("from_pretrained",), Scheme.HUB, _NAMES, prefix="ms"),
    *rows(("modelscope*",), ("snapshot_download", "model_file_download"), Scheme.HUB, ("model_id",), prefix="ms"),
    *rows(("modelscope*",), ("MsDataset.load",), Scheme.HUB, ("dataset_name",), kind=Kind.DATASET, prefix="ms"),
    *rows(("keras_hub*", "keras_nlp*", "keras_cv*"), ("from_preset",), Scheme.PRESET, ("preset",)),
    Loader(
        call="from_pretrained",
        owner="PeftModel",
        scheme=Scheme.HUB,
        at=1,
        names=("model_id",),
        kind=Kind.ADAPTER,
        base=(0, "model"),
    ),
    Loader(call="from_pretrained", owner="PeftConfig", scheme=Scheme.HUB, names=_NAMES, kind=Kind.ADAPTER),
    Loader(call="from_pretrained", owner="AutoPeftModel", scheme=Scheme.HUB, names=_NAMES, kind=Kind.ADAPTER),
    *rows((), ("from_pretrained",), Scheme.HUB, _NAMES),
    *rows((), ("from_single_file",), Scheme.HUB, ("pretrained_model_link_or_path",)),
    Loader(
        call="load_lora_weights",
        scheme=Scheme.HUB,
        names=("pretrained_model_name_or_path_or_dict",),
        kind=Kind.ADAPTER,
        base=(None, "self"),
    ),
    Loader(
        libraries=("diffusers*",),
        call="load_ip_adapter",
        scheme=Scheme.HUB,
        names=("pretrained_model_name_or_path_or_dict",),
        kind=Kind.ADAPTER,
        base=(None, "self"),
    ),
    Loader(
        libraries=("diffusers*",),
        call="load_textual_inversion",
        scheme=Scheme.HUB,
        names=("pretrained_model_name_or_path",),
        kind=Kind.ADAPTER,
        base=(None, "self"),
    ),
    Loader(
        libraries=("transformers*", "peft*", "diffusers*"),
        call="load_adapter",
        scheme=Scheme.HUB,
        names=("model_id", "peft_model_id"),
        kind=Kind.ADAPTER,
        base=(None, "self"),
    ),
    *rows(("huggingface_hub*",), ("snapshot_download", "hf_hub_download"), Scheme.HUB, ("repo_id",)),
    *rows(("transformers*",), ("pipeline",), Scheme.HUB, ("model",), at=1, objects=True),
    *rows(("modelscope*",), ("pipeline",), Scheme.HUB, ("model",), at=1, prefix="ms", objects=True),
    *rows(
        ("transformers*", "trl*", "unsloth*", "setfit*", "peft*"),
        ("SFTTrainer", "DPOTrainer", "ORPOTrainer", "KTOTrainer", "GRPOTrainer", "CPOTrainer", "RewardTrainer"),
        Scheme.HUB,
        ("model",),
        objects=True,
        optional=True,
    ),
    *rows(("vllm*",), ("LLM", "AsyncEngineArgs", "EngineArgs"), Scheme.HUB, ("model",)),
    *rows(("vllm*",), ("LoRARequest",), Scheme.HUB, ("lora_path",), at=2, kind=Kind.ADAPTER),
    *rows(("sglang*",), ("Engine", "Runtime"), Scheme.HUB, ("model_path",), at=None),
    *rows(("mlx_lm*", "mlx_vlm*"), ("load",), Scheme.HUB, ("path_or_hf_repo",)),
    *rows(("ctranslate2*",), ("Generator", "Translator"), Scheme.HUB, ("model_path",)),
    *rows(("speechbrain*",), ("from_hparams",), Scheme.HUB, ("source",)),
    *rows(("span_marker*", "setfit*", "gliner*"), ("load_model",), Scheme.HUB, _NAMES),
    *rows(("FlagEmbedding*",), ("FlagModel", "BGEM3FlagModel", "FlagReranker"), Scheme.HUB, _NAMES),
    *rows(("FlagEmbedding*",), ("FlagLLMReranker", "FlagAutoModel.from_finetuned"), Scheme.HUB, _NAMES),
    *rows(("smolagents*",), ("TransformersModel", "VLLMModel", "MLXModel"), Scheme.HUB, ("model_id",)),
    *rows(("faster_whisper*",), ("WhisperModel",), Scheme.TABLE, ("model_size_or_path",), prefix="faster-whisper"),
    *rows(("faster_whisper*",), ("download_model",), Scheme.TABLE, ("size_or_id",), prefix="faster-whisper"),
    *rows(("whisperx*",), ("load_model",), Scheme.TABLE, ("whisper_arch",), prefix="faster-whisper"),
    *rows(("whisper", "whisper_timestamped"), ("load_model",), Scheme.TABLE, ("name",), prefix="whisper"),
    *rows(("audiocraft*",), ("get_pretrained",), Scheme.TABLE, ("name",), prefix="musicgen"),
    *rows(_SENTENCES, ("SentenceTransformer",), Scheme.SENTENCE, ("model_name_or_path",), objects=True),
    *rows(_SENTENCES, ("CrossEncoder", "SparseEncoder", "ColBERT"), Scheme.SENTENCE, ("model_name_or_path",)),
    *rows(_SENTENCES, ("models.Transformer",), Scheme.SENTENCE, ("model_name_or_path",)),
    *rows(("keybert*", "bertopic*"), ("KeyBERT",), Scheme.SENTENCE, ("model",), objects=True, optional=True),
    *rows(("bertopic*",), ("BERTopic",), Scheme.SENTENCE, ("embedding_model",), at=None, objects=True, optional=True),
    *rows(
        ("chromadb*",),
        ("SentenceTransformerEmbeddingFunction",),
        Scheme.SENTENCE,
        ("model_name",),
        default="sentence-transformers/all-MiniLM-L6-v2",
    ),
    *rows(("fastembed*",), ("TextEmbedding",), Scheme.HUB, ("model_name",), default="BAAI/bge-small-en-v1.5"),
    *rows(("fastembed*",), ("SparseTextEmbedding", "ImageEmbedding", "TextCrossEncoder"), Scheme.HUB, ("model_name",)),
    *rows(
        ("langchain*",),
        ("HuggingFaceEmbeddings", "HuggingFaceInstructEmbeddings", "SentenceTransformerEmbeddings"),
        Scheme.SENTENCE,
        ("model_name", "model"),
        at=None,
        default="sentence-transformers/all-mpnet-base-v2",
    ),
    *rows(("langchain*",), ("HuggingFaceBgeEmbeddings",), Scheme.SENTENCE, ("model_name",), at=None),
    *rows(("langchain*",), ("HuggingFaceCrossEncoder",), Scheme.SENTENCE, ("model_name",), at=None),
    *rows(
        ("langchain*",),
        ("FastEmbedEmbeddings",),
        Scheme.HUB,
        ("model_name",),
        at=None,
        default="BAAI/bge-small-en-v1.5",
    ),
    *rows(("langchain*",), ("from_model_id",), Scheme.HUB, ("model_id",)),
    *rows(("langchain*",), ("LlamaCpp", "CTransformers", "GPT4All"), Scheme.HUB, ("model_path", "model"), at=None),
    *rows(("langchain*",), ("VLLM",), Scheme.HUB, ("model",), at=None),
    *rows(("llama_index*",), ("HuggingFaceEmbedding",), Scheme.SENTENCE, ("model_name",)),
    *rows(("llama_index*",), ("SentenceTransformerRerank", "FlagEmbeddingReranker"), Scheme.SENTENCE, ("model",)),
    *rows(("llama_index*",), ("HuggingFaceLLM",), Scheme.HUB, ("model_name",), at=None),
    *rows(
        ("llama_index*",),
        ("FastEmbedEmbedding",),
        Scheme.HUB,
        ("model_name",),
        at=None,
        default="BAAI/bge-small-en-v1.5",
    ),
    *rows(("llama_index*",), ("LlamaCPP",), Scheme.HUB, ("model_path", "model_url"), at=None),
    *rows(("llama_index*",), ("resolve_embed_model",), Scheme.SENTENCE, ("embed_model",)),
    *rows(("haystack*",), ("SentenceTransformersTextEmbedder",), Scheme.SENTENCE, ("model",)),
    *rows(("haystack*",), ("SentenceTransformersDocumentEmbedder",), Scheme.SENTENCE, ("model",)),
    *rows(("haystack*",), ("HuggingFaceLocalGenerator", "TransformersSimilarityRanker"), Scheme.HUB, ("model",)),
)

WEIGHT_LOADERS: Final = (
    *rows(
        ("ultralytics*",), ("YOLO", "RTDETR", "SAM", "FastSAM", "NAS", "YOLOWorld", "YOLOE"), Scheme.WEIGHTS, ("model",)
    ),
    *rows(("torch",), ("hub.load",), Scheme.TORCH_HUB, ("repo_or_dir",)),
    *rows(("torch", "torchvision"), ("load_state_dict_from_url", "download_url_to_file"), Scheme.HUB, ("url",)),
    *rows(("timm",), ("create_model",), Scheme.TIMM, ("model_name",)),
    *rows(("open_clip*",), ("create_model_and_transforms", "create_model"), Scheme.OPEN_CLIP, ("model_name",)),
    *rows(("open_clip*",), ("create_model_from_pretrained",), Scheme.OPEN_CLIP, ("model_name",)),
    *rows(("clip",), ("load",), Scheme.NAMED, ("name",), prefix="clip"),
    *rows(("torchaudio.pipelines",), ("get_model",), Scheme.BUNDLE, prefix="torchaudio"),
    *rows(("torchvision.models",), ("*",), Scheme.FUNCTION, ("weights", "pretrained"), prefix="torchvision"),
    *rows(
        tuple(f"{keras}.applications" for keras in _KERAS),
        ("*",),
        Scheme.FUNCTION,
        ("weights",),
        prefix="keras",
        default="imagenet",
    ),
    *rows(("spacy",), ("load", "cli.download"), Scheme.NAMED, ("name",), prefix="spacy"),
    *rows(("stanza",), ("Pipeline", "download"), Scheme.NAMED, ("lang",), prefix="stanza"),
    *rows(("flair*",), ("SequenceTagger.load", "TextClassifier.load"), Scheme.TABLE, ("model_path",), prefix="flair"),
    *rows(("TTS*",), ("TTS",), Scheme.NAMED, ("model_name",), prefix="coqui"),
    *rows(("fasttext*",), ("load_model",), Scheme.WEIGHTS, ("path",)),
    *rows(("gensim*",), ("downloader.load",), Scheme.NAMED, ("name",), prefix="gensim"),
    *rows(("gpt4all",), ("GPT4All",), Scheme.NAMED, ("model_name",), prefix="gpt4all"),
    *rows(("insightface*",), ("FaceAnalysis",), Scheme.NAMED, ("name",), prefix="insightface", default="buffalo_l"),
    *rows(
        ("deepface*",),
        ("represent", "verify", "find"),
        Scheme.NAMED,
        ("model_name",),
        at=None,
        prefix="deepface",
        default="VGG-Face",
    ),
    *rows(("easyocr", "paddleocr"), ("Reader", "PaddleOCR"), Scheme.DEFAULT),
    *rows(
        ("nltk",),
        ("download", "data.load"),
        Scheme.NLTK,
        ("info_or_id", "resource_url"),
        kind=Kind.DATASET,
        optional=True,
    ),
    *rows(("tensorflow_hub",), ("load", "KerasLayer", "resolve"), Scheme.HUB, ("handle",)),
    *rows(("kagglehub",), ("model_download",), Scheme.NAMED, ("handle",), prefix="kaggle"),
    *rows(("sagemaker*",), ("JumpStartModel",), Scheme.NAMED, ("model_id",), prefix="jumpstart"),
    *rows(("mlflow*",), ("load_model",), Scheme.NAMED, ("model_uri",), prefix="mlflow"),
    *rows(("llama_cpp",), ("llama_cpp.Llama",), Scheme.FILE, ("model_path",)),
    *rows(("onnxruntime*",), ("InferenceSession",), Scheme.FILE, _PATH),
    *rows(("tensorflow*", "tflite_runtime*", "ai_edge_litert*"), ("Interpreter",), Scheme.FILE, _PATH),
    *rows((*_KERAS, "tensorflow"), ("load_model", "load_weights", "saved_model.load"), Scheme.FILE, _PATH),
    *rows(("torch",), ("load", "jit.load"), Scheme.FILE, _PATH, optional=True),
    *rows(("safetensors*",), ("load_file", "safe_open"), Scheme.FILE, _PATH, optional=True),
    *rows(("joblib", "pickle", "cloudpickle", "dill"), ("load",), Scheme.FILE, _PATH, optional=True),
    *rows(("xgboost*", "lightgbm*", "catboost*"), ("load_model",), Scheme.FILE, ("fname",), optional=True),
)

DATA_LOADERS: Final = (
    *rows(("datasets",), ("load_dataset", "load_dataset_builder"), Scheme.HUB, ("path",), kind=Kind.DATASET),
    *rows(("kagglehub",), ("dataset_download", "dataset_load"), Scheme.NAMED, ("handle",), at=0, kind=Kind.DATASET,
          prefix="kaggle"),
    *rows(("kagglehub",), ("competition_download",), Scheme.NAMED, ("handle",), kind=Kind.DATASET,
          prefix="kaggle-competition"),
    *rows(("tensorflow_datasets",), ("load", "builder"), Scheme.NAMED, ("name",), kind=Kind.DATASET, prefix="tfds"),
    *rows(tuple(f"{keras}.datasets" for keras in _KERAS), ("load_data",), Scheme.BUNDLE, kind=Kind.DATASET,
          prefix="keras"),
    *rows(("huggingface_hub*",), ("HfFileSystem.open",), Scheme.HUB, ("path",), kind=Kind.DATASET, optional=True),
)  # fmt: skip

LOCAL_DATA: Final = frozenset(
    {
        *("arrow", "audiofolder", "csv", "hdf5", "imagefolder", "json", "pandas", "parquet", "pdffolder", "text"),
        *("videofolder", "webdataset", "xml"),
    }
)
"""First arguments of `load_dataset` that name a format of local files, not a dataset."""

_FASTER: Final = ("tiny", "tiny.en", "base", "base.en", "small", "small.en", "medium", "medium.en")
_WHISPER: Final = (*_FASTER, "large-v1", "large-v2", "large-v3")
SIZES: Final = {
    "whisper": {size: f"openai/whisper-{size}" for size in (*_WHISPER, "large-v3-turbo")}
    | {"large": "openai/whisper-large-v3", "turbo": "openai/whisper-large-v3-turbo"},
    "faster-whisper": {size: f"Systran/faster-whisper-{size}" for size in _WHISPER}
    | {
        "large": "Systran/faster-whisper-large-v3",
        "distil-large-v2": "Systran/faster-distil-whisper-large-v2",
        "distil-large-v3": "Systran/faster-distil-whisper-large-v3",
        "distil-large-v3.5": "distil-whisper/distil-large-v3.5-ct2",
        "distil-medium.en": "Systran/faster-distil-whisper-medium.en",
        "distil-small.en": "Systran/faster-distil-whisper-small.en",
        "large-v3-turbo": "mobiuslabsgmbh/faster-whisper-large-v3-turbo",
        "turbo": "mobiuslabsgmbh/faster-whisper-large-v3-turbo",
    },
    "musicgen": {size: f"facebook/musicgen-{size}" for size in ("small", "medium", "large", "melody")},
    "flair": {
        "ner": "flair/ner-english",
        "ner-fast": "flair/ner-english-fast",
        "ner-large": "flair/ner-english-large",
        "pos": "flair/pos-english",
        "pos-fast": "flair/pos-english-fast",
    },
}
"""Short names that a library resolves to repositories (INPUTS 3; faster-whisper `utils.py`)."""

BUNDLE_PREFIXES: Final = (
    *("CONVTASNET_", "EMFORMER_", "HDEMUCS_", "HUBERT_", "MMS_", "SQUIM_", "TACOTRON2_", "VGGISH", "VOXPOPULI_"),
    *("WAV2VEC2_", "WAVLM_"),
)
"""How the names of torchaudio's bundles begin."""

PUBLISHED_WEIGHTS: Final = {
    "ultralytics": ("yolo", "rtdetr", "sam_", "sam2", "mobile_sam", "fastsam"),
    "fasttext": ("lid.176.", "cc.", "wiki."),
}
"""How the names of weight files that a library downloads begin; a file of another name is the project's own."""
