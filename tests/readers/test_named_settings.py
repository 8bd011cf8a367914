import pytest

from licet.readers.named_settings import setting


@pytest.mark.parametrize(
    ("key", "value", "found"),
    [
        ("MODEL_ID", "acme/model", ("embeds", "pkg:huggingface/acme/model")),
        ("HF_MODEL_ID", "hf://acme/model", ("embeds", "pkg:huggingface/acme/model")),
        ("MODEL_URL", "https://huggingface.co/acme/m/resolve/main/x.gguf", ("embeds", "pkg:huggingface/acme/m")),
        ("MODEL_URL", "https://example.org/x.onnx", ("embeds", "url:https://example.org/x.onnx")),
        ("LLM_MODEL", "ollama/llama3", ("runs", "ollama:llama3")),
        ("OLLAMA_MODEL", "mistral", ("runs", "ollama:mistral")),
        ("CHAT_MODEL", "qwen3.5:9b", ("runs", "ollama:qwen3.5:9b")),
        ("OPENAI_MODEL", "gpt-4o", ("calls", "api:openai/gpt-4o")),
        ("LLM_MODEL", "openai/gpt-4o", ("calls", "api:openai/gpt-4o")),
        ("WHISPER_MODEL", "openai/whisper-large-v3", ("embeds", "pkg:huggingface/openai/whisper-large-v3")),
        ("TOKENIZER_MODEL", "acme/tok", ("tokenizes-with", "pkg:huggingface/acme/tok")),
    ],
)
def test_settings_that_name_a_model(key: str, value: str, found: tuple[str, str]) -> None:
    reference = setting(key, value)
    assert reference is not None
    assert (reference.how.value, reference.identity.id) == found


def test_bare_name_beside_a_word_of_language_models_is_unresolved() -> None:
    reference = setting("EMBEDDING_MODEL", "bge-m3")
    assert reference is not None
    assert reference.identity.unresolved == "EMBEDDING_MODEL=bge-m3"


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("MODEL_CACHE_DIR", "acme/model"),
        ("MODEL_TYPE", "acme/model"),
        ("DATABASE", "acme/model"),
        ("LLM_MODEL", "auto"),
        ("DEVICE_MODEL", "x-100"),
        ("MODEL_ID", "{?}"),
        ("MODEL_ID", ""),
        ("MODEL_PATH", "/models/llama"),
        ("OLLAMA_MODELS", "/model"),
        ("MODEL_ID", "a/b/c"),
    ],
)
def test_settings_that_name_none(key: str, value: str) -> None:
    assert setting(key, value) is None
