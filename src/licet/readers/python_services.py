"""The calls by which Python programs reach hosted models, the providers behind addresses, and model name prefixes.

Source: INPUTS 3 (LangChain, LlamaIndex, LiteLLM, provider SDKs; `base_url` switches the provider).
"""

from typing import Final

from licet.model.vocabulary import Kind
from licet.readers.python_loaders import DATA_LOADERS, HUB_LOADERS, WEIGHT_LOADERS, Loader, Scheme, rows

_MODEL: Final = ("model", "model_name", "model_id")
_OLLAMA: Final = (
    (("langchain*",), ("ChatOllama", "OllamaLLM", "Ollama", "OllamaEmbeddings"), ("model",)),
    (("llama_index*",), ("Ollama",), ("model",)),
    (("llama_index*",), ("OllamaEmbedding",), ("model_name",)),
    (("ollama",), ("chat", "generate", "embeddings", "embed", "pull"), ("model",)),
    (("haystack*", "haystack_integrations*"), ("OllamaGenerator", "OllamaChatGenerator"), ("model",)),
    (("chromadb*",), ("OllamaEmbeddingFunction",), ("model_name",)),
)

# Class or function by library family, with the provider it speaks to.
_LANGCHAIN: Final = {
    "anthropic": ("ChatAnthropic", "AnthropicLLM"),
    "azure": ("AzureChatOpenAI", "AzureOpenAIEmbeddings", "AzureOpenAI"),
    "bedrock": ("ChatBedrock", "ChatBedrockConverse", "BedrockLLM", "Bedrock", "BedrockChat", "BedrockEmbeddings"),
    "cohere": ("ChatCohere", "CohereEmbeddings", "CohereRerank"),
    "dashscope": ("ChatTongyi", "Tongyi", "DashScopeEmbeddings"),
    "deepseek": ("ChatDeepSeek",),
    "fireworks": ("ChatFireworks", "FireworksEmbeddings"),
    "google": (
        "ChatGoogleGenerativeAI",
        "GoogleGenerativeAIEmbeddings",
        "ChatVertexAI",
        "VertexAI",
        "VertexAIEmbeddings",
    ),
    "groq": ("ChatGroq",),
    "mistral": ("ChatMistralAI", "MistralAIEmbeddings"),
    "nvidia": ("ChatNVIDIA", "NVIDIAEmbeddings", "NVIDIARerank"),
    "openai": ("ChatOpenAI", "OpenAI"),
    "openrouter": ("ChatOpenRouter",),
    "perplexity": ("ChatPerplexity",),
    "together": ("ChatTogether", "TogetherEmbeddings"),
    "voyageai": ("VoyageAIEmbeddings", "VoyageAIRerank"),
    "xai": ("ChatXAI",),
    "zhipuai": ("ChatZhipuAI", "ZhipuAIEmbeddings"),
}
_LLAMA_INDEX: Final = {
    "anthropic": ("Anthropic",),
    "azure": ("AzureOpenAI", "AzureOpenAIEmbedding"),
    "bedrock": ("Bedrock", "BedrockConverse", "BedrockEmbedding"),
    "cohere": ("Cohere", "CohereEmbedding", "CohereRerank"),
    "deepseek": ("DeepSeek",),
    "google": ("Gemini", "GoogleGenAI", "GeminiEmbedding", "Vertex"),
    "groq": ("Groq",),
    "mistral": ("MistralAI", "MistralAIEmbedding"),
    "openai": ("OpenAI", "OpenAIMultiModal"),
    "together": ("TogetherLLM",),
}
# The libraries of the providers: the module, and the ends of the calls that take `model`.
_OPENAI_CALLS: Final = (
    *("chat.completions.create", "chat.completions.parse", "completions.create", "responses.create"),
    *("responses.parse", "embeddings.create", "images.generate", "images.edit", "audio.transcriptions.create"),
    *("audio.translations.create", "audio.speech.create", "moderations.create", "fine_tuning.jobs.create"),
    *("ChatCompletion.create", "ChatCompletion.acreate", "Completion.create", "Embedding.create"),
    *("assistants.create", "chat.completions.stream"),
)
_SDKS: Final = (
    ("openai", "openai", _OPENAI_CALLS),
    ("anthropic", "anthropic", ("messages.create", "messages.stream", "completions.create", "messages.count_tokens")),
    ("groq", "groq", ("chat.completions.create", "audio.transcriptions.create")),
    ("together", "together", ("chat.completions.create", "completions.create", "embeddings.create", "images.generate")),
    (
        "mistralai",
        "mistral",
        ("chat.complete", "chat.stream", "chat", "chat_stream", "embeddings.create", "embeddings"),
    ),
    ("cohere", "cohere", ("chat", "chat_stream", "embed", "rerank", "generate")),
    ("google", "google", ("models.generate_content", "models.generate_content_stream")),
    ("google", "google", ("embed_content", "models.embed_content", "chats.create", "models.generate_images")),
    ("cerebras", "cerebras", ("chat.completions.create",)),
    ("zhipuai", "zhipuai", ("chat.completions.create",)),
    ("zai", "zhipuai", ("chat.completions.create",)),
    ("xai_sdk", "xai", ("chat.create",)),
    ("voyageai", "voyageai", ("embed", "rerank")),
    ("dashscope", "dashscope", ("Generation.call", "MultiModalConversation.call", "TextEmbedding.call")),
)

SERVICES: Final[tuple[Loader, ...]] = (
    *(row for libraries, calls, names in _OLLAMA for row in rows(libraries, calls, Scheme.OLLAMA, names)),
    *(
        row
        for provider, calls in _LANGCHAIN.items()
        for row in rows(
            ("langchain*",),
            calls,
            Scheme.API,
            (*_MODEL, "azure_deployment", "deployment_name"),
            at=None,
            kind=Kind.SERVICE,
            prefix=provider,
        )
    ),
    *rows(
        ("langchain*", "llama_index*"),
        ("OpenAIEmbeddings", "OpenAIEmbedding"),
        Scheme.API,
        _MODEL,
        at=None,
        kind=Kind.SERVICE,
        prefix="openai",
        default="text-embedding-ada-002",
    ),
    *(
        row
        for provider, calls in _LLAMA_INDEX.items()
        for row in rows(("llama_index*",), calls, Scheme.API, _MODEL, at=None, kind=Kind.SERVICE, prefix=provider)
    ),
    *(
        row
        for library, provider, calls in _SDKS
        for row in rows(
            (library,), calls, Scheme.API, ("model", "model_name"), at=None, kind=Kind.SERVICE, prefix=provider
        )
    ),
    *rows(
        ("google", "vertexai"),
        ("GenerativeModel", "TextGenerationModel.from_pretrained", "TextEmbeddingModel.from_pretrained"),
        Scheme.API,
        ("model_name",),
        kind=Kind.SERVICE,
        prefix="google",
    ),
    # Unmistakable, but of a client that comes from elsewhere.
    *rows((), ("chat.completions.create",), Scheme.API, ("model",), at=None, kind=Kind.SERVICE),
    *rows(
        ("boto3", "botocore*", "aioboto3"),
        ("invoke_model", "invoke_model_with_response_stream", "converse", "converse_stream"),
        Scheme.API,
        ("modelId",),
        at=None,
        kind=Kind.SERVICE,
        prefix="bedrock",
    ),
    *rows(
        ("boto3", "botocore*", "aioboto3"),
        ("invoke_endpoint", "invoke_endpoint_with_response_stream"),
        Scheme.NAMED,
        ("EndpointName",),
        at=None,
        kind=Kind.SERVICE,
        prefix="sagemaker",
    ),
    *rows(("replicate",), ("run", "stream"), Scheme.API, ("ref",), kind=Kind.SERVICE, prefix="replicate"),
    *rows(("fal_client",), ("run", "subscribe"), Scheme.API, ("application",), kind=Kind.SERVICE, prefix="fal"),
    *rows(
        ("huggingface_hub*",),
        ("InferenceClient", "AsyncInferenceClient"),
        Scheme.HOSTED,
        ("model",),
        optional=True,
    ),
    *rows(
        ("huggingface_hub*",),
        ("chat_completion", "text_generation", "text_to_image", "feature_extraction", "chat.completions.create"),
        Scheme.HOSTED,
        ("model",),
        at=None,
        optional=True,
    ),
    *rows(("langchain*",), ("HuggingFaceEndpoint", "HuggingFaceHub"), Scheme.HOSTED, ("repo_id", "model"), at=None),
    *rows(("langchain*",), ("HuggingFaceEndpointEmbeddings",), Scheme.HOSTED, ("model", "repo_id"), at=None),
    *rows(
        ("llama_index*",), ("HuggingFaceInferenceAPI",), Scheme.HOSTED, ("model_name", "model"), at=None
    ),
    *rows(("smolagents*",), ("InferenceClientModel", "HfApiModel"), Scheme.HOSTED, ("model_id",)),
    *rows(
        ("litellm*",),
        ("completion", "acompletion", "text_completion", "embedding", "aembedding", "image_generation", "responses"),
        Scheme.ROUTED,
        ("model",),
        kind=Kind.SERVICE,
    ),
    *rows(("litellm*",), ("transcription", "speech", "rerank"), Scheme.ROUTED, ("model",), kind=Kind.SERVICE),
    *rows(("langchain*",), ("init_chat_model", "init_embeddings"), Scheme.ROUTED, ("model",), kind=Kind.SERVICE),
    *rows(("langchain*", "llama_index*"), ("ChatLiteLLM", "LiteLLM"), Scheme.ROUTED, ("model",), kind=Kind.SERVICE),
    *rows(("smolagents*",), ("LiteLLMModel",), Scheme.ROUTED, ("model_id",), kind=Kind.SERVICE),
    *rows(("smolagents*",), ("OpenAIServerModel", "OpenAIModel"), Scheme.API, ("model_id",), kind=Kind.SERVICE,
          prefix="openai"),
    *rows(("crewai*", "dspy*"), ("LLM", "LM"), Scheme.ROUTED, ("model",), kind=Kind.SERVICE),
    *rows(("pydantic_ai*",), ("Agent",), Scheme.ROUTED, ("model",), kind=Kind.SERVICE, objects=True, optional=True),
    *rows(("pydantic_ai*",), ("OpenAIModel", "OpenAIChatModel"), Scheme.API, ("model_name",), kind=Kind.SERVICE,
          prefix="openai"),
    *rows(("pydantic_ai*",), ("AnthropicModel",), Scheme.API, ("model_name",), kind=Kind.SERVICE, prefix="anthropic"),
    *rows(("pydantic_ai*",), ("GoogleModel", "GeminiModel"), Scheme.API, ("model_name",), kind=Kind.SERVICE,
          prefix="google"),
    *rows(("haystack*",), ("OpenAIGenerator", "OpenAIChatGenerator"), Scheme.API, ("model",), at=None,
          kind=Kind.SERVICE, prefix="openai"),
    *rows(("haystack*",), ("OpenAITextEmbedder", "OpenAIDocumentEmbedder"), Scheme.API, ("model",), at=None,
          kind=Kind.SERVICE, prefix="openai"),
    *rows(("autogen*",), ("OpenAIChatCompletionClient",), Scheme.API, ("model",), at=None, kind=Kind.SERVICE,
          prefix="openai"),
    *rows(("chromadb*",), ("OpenAIEmbeddingFunction",), Scheme.API, ("model_name",), at=None, kind=Kind.SERVICE,
          prefix="openai", default="text-embedding-ada-002"),
    *rows(("instructor*",), ("from_provider",), Scheme.ROUTED, ("model",), kind=Kind.SERVICE),
)  # fmt: skip

ROWS: Final[tuple[Loader, ...]] = (*SERVICES, *HUB_LOADERS, *WEIGHT_LOADERS, *DATA_LOADERS)
"""Every row; the first that fits a call counts."""

HOSTS: Final = (
    ("api.openai.com", "openai"),
    ("openai.azure.com", "azure"),
    ("api.anthropic.com", "anthropic"),
    ("openrouter.ai", "openrouter"),
    ("api.groq.com", "groq"),
    ("api.together", "together"),
    ("api.deepseek.com", "deepseek"),
    ("api.mistral.ai", "mistral"),
    ("generativelanguage.googleapis.com", "google"),
    ("aiplatform.googleapis.com", "google"),
    ("dashscope", "dashscope"),
    ("api.moonshot", "moonshot"),
    ("bigmodel.cn", "zhipuai"),
    ("api.x.ai", "xai"),
    ("api.fireworks.ai", "fireworks"),
    ("api.nvidia.com", "nvidia"),
    ("huggingface.co", "huggingface"),
    ("api.perplexity.ai", "perplexity"),
    ("api.cerebras.ai", "cerebras"),
    ("api.sambanova.ai", "sambanova"),
    ("siliconflow", "siliconflow"),
    ("deepinfra.com", "deepinfra"),
    (":11434", "ollama"),
    ("ollama", "ollama"),
)
"""Parts of addresses of services that speak OpenAI's protocol, with the provider; the first that fits counts."""

ADDRESS_KEYWORDS: Final = ("base_url", "api_base", "openai_api_base", "endpoint", "url", "azure_endpoint")

PROVIDER_PREFIXES: Final = (
    ("azure_ai/", "azure"),
    ("bedrock/", "bedrock"),
    ("gemini/", "google"),
    ("vertex_ai/", "google"),
    ("together_ai/", "together"),
    ("fireworks_ai/", "fireworks"),
    ("google_genai/", "google"),
    ("google_vertexai/", "google"),
    ("google-gla/", "google"),
    ("google-vertex/", "google"),
    ("mistralai/", "mistral"),
    ("aws_bedrock/", "bedrock"),
    ("azure_openai/", "azure"),
)
"""Prefixes of routed model names whose provider has another name here; any other prefix is the provider."""

MODEL_PREFIXES: Final = (
    *(
        (prefix, "openai")
        for prefix in ("gpt-", "chatgpt-", "o1", "o3", "o4", "text-embedding-", "dall-e", "whisper-1")
    ),
    *((prefix, "openai") for prefix in ("tts-1", "text-davinci", "ft:gpt-", "davinci", "babbage", "omni-moderation")),
    ("claude", "anthropic"),
    *((prefix, "google") for prefix in ("gemini", "palm", "text-bison", "chat-bison", "imagen")),
    *((prefix, "cohere") for prefix in ("command", "embed-english", "embed-multilingual", "rerank-")),
    *((prefix, "mistral") for prefix in ("mistral-", "codestral", "ministral", "pixtral", "magistral", "open-mi")),
    ("deepseek-", "deepseek"),
    ("grok-", "xai"),
)
"""How the names of hosted models begin, where no provider is named."""
