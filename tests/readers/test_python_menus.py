"""Lists of models that a program offers, and lists that only tell of models."""

import pytest

from licet.model.vocabulary import Basis, How, Scope
from licet.readers.python_source import read
from tests.readers.opening import opened

HUB = "pkg:huggingface/"
OFFERED = {
    "BASE_MODELS = ['org/a', 'org/b']": {HUB + "org/a", HUB + "org/b"},
    "MODEL_MAP: dict[str, str] = {'org/key': 'org/a'}": {HUB + "org/a"},
    "class Page:\n    default_models = ('org/a',)": {HUB + "org/a"},
    "REPO_IDS = ['org/a'] + ['org/b']": {HUB + "org/a", HUB + "org/b"},
    "chat_models = {'fast': {'name': 'org/a'}}": {HUB + "org/a"},
    "LLM_CHOICES = ['gpt-4o', 'anthropic/claude-3', 'deepseek/deepseek-chat']": {
        *("api:openai/gpt-4o", "api:anthropic/claude-3", "api:deepseek/deepseek-chat")
    },
    "MODELS = ['org/a']\nif x in MODELS:\n    show(MODELS)": {HUB + "org/a"},
    "MODELS = ['us.anthropic.claude-3-sonnet-20240229-v1:0', 'llama3.2:1b']": {
        *("api:bedrock/us.anthropic.claude-3-sonnet-20240229-v1:0", "ollama:llama3.2:1b")
    },
    "MODELS = ['org/a']\nfor one in MODELS: pass": {HUB + "org/a"},
    # whose models bare names are
    "self.models = {'GROQ': [('Llama 3', 'llama3-8b-8192')], 'OPENAI': [('GPT-4o', 'gpt-4o')], 'X': []}": {
        *("api:groq/llama3-8b-8192", "api:openai/gpt-4o")
    },
    "URL = 'https://api.groq.com/openai/v1/'\nMODEL_LIST = ['gemma-7b-it', 'auto']": {"api:groq/gemma-7b-it"},
    "URL = 'https://api.novita.ai/v3'\nMODELS = ['deepseek/deepseek_v3']": {"api:novita/deepseek/deepseek_v3"},
    "URL = 'https://api.openai.com/v1'\nMODELS = ['claude-3-opus', 'gpt-4o']": {
        *("api:anthropic/claude-3-opus", "api:openai/gpt-4o")
    },
    "from sentence_transformers import SentenceTransformer\nMODELS = ['all-MiniLM-L6-v2', 'BAAI/bge-m3', 'x-1']": {
        *(HUB + "sentence-transformers/all-MiniLM-L6-v2", HUB + "BAAI/bge-m3")
    },
    "def get_models(url):\n    return ['gpt-4o', 'org/a']": {"api:openai/gpt-4o", HUB + "org/a"},
    "config = {'Model': InputConfig(type='dropdown', values=['org/a']), 'Voice': InputConfig(values=['org/b'])}": {
        HUB + "org/a"
    },
}
NOT_OFFERED = [
    "A = 'https://api.groq.com/'\nB = 'https://api.mistral.ai/'\nMODELS = ['gemma-7b-it']",
    "TASKS = ['org/a']",
    "MODEL = 'org/a'",
    "models = load(['org/a'])",
    "MODEL_SIZES = {'org/a': 3}",
    "MODELS_WITHOUT_TOOLS = ['org/a']",
    "NO_SUPPORT_MODELS = ['org/a']",
    "MODELS = ['small', './models/a', 'org/a b', 3, None]",
    "MODELS = ['org/a']\nif x in MODELS: pass",
    "class A:\n    models = ['org/a']\n    def f(self, x): return x not in self.models",
    "MODELS = ('org/a', 'org/b')\nif x.startswith(MODELS): pass",
    "MODELS = [[[[[['org/a']]]]]]",
    "MODELS = ['org/a']\ny = any(one in x for one in MODELS)",
    "MODELS = [('org/a', 2.5, 10.0)]",
]


@pytest.mark.parametrize("code", OFFERED)
def test_what_a_list_offers_is_found(code: str) -> None:
    found = read(opened("app.py", code))
    assert {part.id for part in found.components} == OFFERED[code]
    assert {part.scope for part in found.components} == {Scope.RUNTIME}
    assert {link.basis for link in found.links} == {Basis.INFERRED}


@pytest.mark.parametrize("code", NOT_OFFERED)
def test_what_is_not_offered_is_not_found(code: str) -> None:
    assert not read(opened("app.py", code)).components


def test_a_loading_call_speaks_for_its_model() -> None:
    code = "from transformers import AutoModel\nMODELS = ['org/a', 'org/b']\nAutoModel.from_pretrained(MODELS[0])"
    found = read(opened("app.py", code))
    assert {link.target: link.basis for link in found.links} == {
        HUB + "org/a": Basis.OBSERVED,
        HUB + "org/b": Basis.INFERRED,
    }


def test_lists_of_tests_are_development() -> None:
    found = read(opened("tests/test_app.py", "MODELS = ['org/a']"))
    assert [part.scope for part in found.components] == [Scope.DEVELOPMENT]
    assert [link.how for link in found.links] == [How.BUILDS_WITH]
