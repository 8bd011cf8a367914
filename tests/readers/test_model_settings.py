from licet.readers.model_settings import read, wants
from tests.readers.assets import asset
from tests.readers.linked import linked
from tests.readers.opening import opened

HUB = "pkg:huggingface/"


def test_full_settings_name_models_by_their_keys() -> None:
    assert sorted(linked(read(asset("model-settings", "full")))) == [
        ("product", "calls", "api:openai/gpt-4", 7),
        ("product", "embeds", HUB + "OpenRAL/rskill-locateanything-3b-nf4", 3),
        ("product", "embeds", HUB + "openai/clip-vit-base-patch32", 5),
        ("product", "tokenizes-with", HUB + "acme/tok", 6),
    ]


APPLICATION = """llm:
  mode: llamacpp
  tokenizer: mistralai/Mistral-7B-Instruct-v0.2
llamacpp:
  llm_hf_repo_id: ${REPO:TheBloke/Mistral-7B-Instruct-v0.1-GGUF}
  llm_hf_model_file: mistral-7b-instruct-v0.1.Q4_K_M.gguf
huggingface:
  embedding_hf_model_name: BAAI/bge-small-en-v1.5
openai:
  api_key: ${OPENAI_API_KEY:}
  model: gpt-3.5-turbo
ollama:
  llm_model: llama2
  embedding_model: nomic-embed-text
azopenai:
  llm_deployment_name: my-alias
  llm_model: gpt-35-turbo
sagemaker:
  llm_endpoint_name: huggingface-pytorch-tgi-inference-1
vllm:
  openai:
    api_base: http://localhost:8000/v1
    model: facebook/opt-125m
"""


def test_sections_named_after_providers() -> None:
    """The shape of a retrieval application's settings, with its syntax of defaults."""
    assert sorted(linked(read(opened("settings.yaml", APPLICATION)))) == sorted(
        [
            ("product", "tokenizes-with", HUB + "mistralai/Mistral-7B-Instruct-v0.2", 3),
            ("product", "embeds", HUB + "TheBloke/Mistral-7B-Instruct-v0.1-GGUF", 5),
            ("product", "embeds", HUB + "BAAI/bge-small-en-v1.5", 8),
            ("product", "calls", "api:openai/gpt-3.5-turbo", 11),
            ("product", "runs", "ollama:llama2", 13),
            ("product", "runs", "ollama:nomic-embed-text", 14),
            ("product", "calls", "api:azure/gpt-35-turbo", 17),
            ("product", "calls", "api:sagemaker/huggingface-pytorch-tgi-inference-1", 19),
            ("product", "runs", HUB + "facebook/opt-125m", 23),
        ]
    )


def test_words_that_stand_for_no_model_are_none() -> None:
    text = "openai:\n  model: your-model\n  model_type: chat\nollama: {llm_model: '', mode: mock}\nmodel: gpt-4\n"
    assert read(opened("settings.yaml", text)).components == ()


def test_what_the_reader_of_a_trainer_understands_is_left_to_it() -> None:
    assert read(asset("axolotl", "full")).components == ()
    assert read(asset("trl", "full")).components == ()


JSON = """{
 "pretrained_model_name_or_path": "org/base",
 "huggingface_repo_id": "org/made",
 "stages": [{"openai": {"model": "gpt-4o"}}],
 "title": "org/title"
}"""
TOML = """
[tagger]
repo_id = "org/tagger"
steps = 3
[[stage]]
base_model = "org/base"
"""


def test_settings_in_json_and_toml() -> None:
    assert sorted(linked(read(opened("presets/a b.json", JSON)))) == [
        ("product", "calls", "api:openai/gpt-4o", 4),
        ("product", "embeds", HUB + "org/base", 2),
    ]
    assert sorted(linked(read(opened("config example.toml", TOML)))) == [
        ("product", "embeds", HUB + "org/base", 6),
        ("product", "embeds", HUB + "org/tagger", 3),
    ]


def test_wanted_json_and_toml() -> None:
    assert all(map(wants, ("a.yaml", "app/config/dev.json", "presets/a.json", "config example.toml")))
    assert not any(map(wants, ("package.json", "data/a.json", "pyproject.toml", "model/config.json", "tsconfig.json")))


def test_settings_that_are_no_json_are_a_problem_where_they_name_a_model() -> None:
    assert read(opened("config.dev.json", '{"base_model": "org/a",')).problems
    assert not read(opened("config.dev.json", "{")).problems


def test_a_table_names_a_model_beside_its_provider() -> None:
    text = "[llm]\nprovider = 'openai'\nmodel = 'gpt-4o'\n[store]\nprovider = 'postgres'\nmodel = 'a-1'\n"
    assert linked(read(opened("config.toml", text))) == [("product", "calls", "api:openai/gpt-4o", 3)]


def test_the_judge_of_an_evaluation_is_a_hosted_model_by_its_name() -> None:
    text = "judge_model: gpt-4-1106-preview\nref_model: null\nbaseline_model: gpt-4-0314\nmodel_type: gpt-2\n"
    assert linked(read(opened("judge.yaml", text))) == [
        ("product", "calls", "api:openai/gpt-4-1106-preview", 1),
        ("product", "calls", "api:openai/gpt-4-0314", 3),
    ]
