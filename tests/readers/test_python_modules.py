"""Values that a Python file takes from other files of its project (INPUTS section 3.1)."""

import pytest

from tests.readers.projects import found_in, places_in

HUB = "pkg:huggingface/"
LOAD = "from transformers import AutoModel\n"


def ids(files: dict[str, str], path: str = "app/main.py") -> set[str]:
    return set(places_in(files, path))


PROJECTS: dict[str, tuple[dict[str, str], set[str]]] = {
    "what a class of another file, and one that comes from that, sets for its base": (
        {
            "app/main.py": LOAD
            + "class Base:\n    M = None\n    def load(self):\n        AutoModel.from_pretrained(self.M)",
            "app/one.py": "from app.main import Base\nclass One(Base):\n    M = 'org/one'",
            "app/two.py": "from app.one import One\nclass Two(One):\n    M = 'org/two'",
            "app/other.py": "from app.main import LOAD\nclass Other:\n    M = 'org/other'",
        },
        {HUB + "org/one", HUB + "org/two"},
    ),
    "a key below the folders of settings that are put together": (
        {
            "app/main.py": LOAD + "AutoModel.from_pretrained(config.model.name_or_path)",
            "config/model/small.yaml": "name_or_path: org/small\n",
            "config/model/open.yaml": "name_or_path: ???\n",
            "config/data/small.yaml": "name_or_path: org/data\n",
        },
        {HUB + "org/small"},
    ),
    "a constant of a sibling": (
        {"app/main.py": LOAD + "from .names import M\nAutoModel.from_pretrained(M)", "app/names.py": "M = 'org/m'"},
        {HUB + "org/m"},
    ),
    "a constant by its module": (
        {
            "app/main.py": LOAD + "from app import names\nAutoModel.from_pretrained(names.M)",
            "app/names.py": "M = 'o/m'",
        },
        {HUB + "o/m"},
    ),
    "an import of a dotted module": (
        {"app/main.py": LOAD + "import app.names\nAutoModel.from_pretrained(app.names.M)", "app/names.py": "M = 'o/m'"},
        {HUB + "o/m"},
    ),
    "a constant that a package hands on": (
        {
            "app/main.py": LOAD + "from .settings import M\nAutoModel.from_pretrained(M)",
            "app/settings/__init__.py": "from .models import *",
            "app/settings/models.py": "M = 'org/m'",
        },
        {HUB + "org/m"},
    ),
    "a field of a settings class": (
        {
            "app/main.py": LOAD + "from app.config import settings\nAutoModel.from_pretrained(settings.model_id)",
            "app/config.py": "class Settings(BaseSettings):\n    model_id: str = 'org/m'\nsettings = Settings()",
        },
        {HUB + "org/m"},
    ),
    "a field of a class in a class": (
        {
            "app/main.py": LOAD
            + "from app.config import Settings\ndef f(s: Settings): AutoModel.from_pretrained(s.llm.name)",
            "app/config.py": "class Llm:\n    name: str = 'org/m'\nclass Settings:\n    llm: Llm",
        },
        {HUB + "org/m"},
    ),
    "a function that a sibling defines": (
        {
            "app/main.py": LOAD + "from .names import chosen\nAutoModel.from_pretrained(chosen('big'))",
            "app/names.py": "def chosen(size): return {'big': 'org/b', 'small': 'org/s'}[size]",
        },
        {HUB + "org/b"},
    ),
    "what the callers of a function give": (
        {
            "app/main.py": LOAD + "def load(name): return AutoModel.from_pretrained(name)",
            "app/run.py": "from app.main import load\nload('org/m')",
            "tests/test_it.py": "from app.main import load\nload('org/test')",
        },
        {HUB + "org/m"},
    ),
    "what the makers of an object give": (
        {
            "app/main.py": LOAD + "class L:\n    name: str\n    def go(self): AutoModel.from_pretrained(self.name)",
            "app/run.py": "from app.main import L\nL(name='org/m').go()",
        },
        {HUB + "org/m"},
    ),
    "options of a command line in another file": (
        {
            "app/main.py": LOAD + "def run(args): AutoModel.from_pretrained(args.pop('model'))",
            "app/cli.py": "from app.main import run\np = ArgumentParser()\np.add_argument('--model', default='org/m')\n"
            "run(p.parse_args().__dict__)",
        },
        {HUB + "org/m"},
    ),
    "a module of another package of the same name": (
        {
            "app/main.py": LOAD + "from .names import M\nAutoModel.from_pretrained(M)",
            "app/names.py": "M = 'org/m'",
            "other/names.py": "M = 'org/other'",
        },
        {HUB + "org/m"},
    ),
    "modules that import each other": (
        {
            "app/main.py": LOAD + "from .a import M\nAutoModel.from_pretrained(M)",
            "app/a.py": "from .b import M",
            "app/b.py": "from .a import M",
        },
        {"M"},
    ),
    "a library that the project lacks": (
        {"app/main.py": LOAD + "from lib import M\nAutoModel.from_pretrained(M)"},
        {"M"},
    ),
}


@pytest.mark.parametrize("case", PROJECTS)
def test_values_of_other_files(case: str) -> None:
    files, expected = PROJECTS[case]
    assert ids(files) == expected


def test_both_places_are_evidence() -> None:
    files, _ = PROJECTS["a constant of a sibling"]
    assert places_in(files, "app/main.py") == {HUB + "org/m": ["app/main.py:3", "app/names.py:1"]}


def test_a_broken_sibling_hides_nothing_of_its_own() -> None:
    files = {"app/main.py": LOAD + "from .names import M\nAutoModel.from_pretrained(M)", "app/names.py": "M = ("}
    assert ids(files) == {"M"}


SETTINGS = {
    "app/main.py": LOAD + "def f(settings): AutoModel.from_pretrained(settings.llm.model)",
    "settings.yaml": "llm:\n  # model: org/comment\n  model: org/yaml\n  other: org/other\n",
    "settings-prod.yaml": "llm: {model: '${LLM_MODEL:org/prod}'}\n",
    "config/app.toml": "[llm]\nmodel = 'org/toml'\n",
    "config.json": '{\n "llm": {"model": "org/json"}\n}',
    "data/records.json": '{"llm": {"model": "org/data"}}',
    "tests/settings.yaml": "llm: {model: org/test}\n",
    "broken.yaml": "llm: [",
}


def test_keys_of_settings_files_are_looked_up() -> None:
    assert places_in(SETTINGS, "app/main.py") == {
        HUB + "org/yaml": ["app/main.py:2", "settings.yaml:3"],
        HUB + "org/prod": ["app/main.py:2", "settings-prod.yaml:1"],
        HUB + "org/toml": ["app/main.py:2", "config/app.toml:2"],
        HUB + "org/json": ["app/main.py:2", "config.json:2"],
    }


@pytest.mark.parametrize(
    "code",
    [
        "import os\nAutoModel.from_pretrained(os.environ['MODEL_ID'])",
        "import os\nAutoModel.from_pretrained(os.getenv('MODEL_ID'))",
        "from os import environ\nAutoModel.from_pretrained(environ.get('MODEL_ID'))",
    ],
)
@pytest.mark.parametrize(
    ("path", "content"),
    [
        (".env.example", "# MODEL_ID=org/no\nexport MODEL_ID='org/m' # the small one"),
        ("docker-compose.yml", "services:\n  app:\n    environment:\n      - MODEL_ID=org/m\n"),
        ("docker-compose.yml", "services:\n  app:\n    environment:\n      MODEL_ID: ${MODEL_ID:-org/m}\n"),
    ],
)
def test_variables_of_the_environment_are_looked_up(code: str, path: str, content: str) -> None:
    assert ids({"app/main.py": LOAD + code, path: content}) == {HUB + "org/m"}


def test_a_key_that_says_nothing_alone_is_no_key() -> None:
    files = {
        "app/main.py": LOAD + "def f(config): AutoModel.from_pretrained(config.model)",
        "a.yaml": "section:\n  model: org/m\n",
    }
    assert ids(files) == {"config.model"}
    assert ids(files | {"config.yaml": "model: org/top\n"}) == {HUB + "org/top"}


def test_an_address_counts_for_the_model_of_its_own_profile() -> None:
    files = {
        "app/main.py": "from openai import OpenAI\ndef f(settings):\n    c = OpenAI(base_url=settings.openai.base)\n"
        "    c.chat.completions.create(model=settings.openai.model)",
        "settings.yaml": "openai: {model: gpt-4o}\n",
        "settings-local.yaml": "openai: {model: org/m, base: 'http://localhost:8000/v1'}\n",
    }
    assert ids(files) == {"api:openai/gpt-4o", HUB + "org/m"}


def test_a_file_that_the_settings_name_beside_a_repository_is_of_that_repository() -> None:
    files = {
        "app/main.py": "from llama_cpp import Llama\ndef f(settings): Llama(model_path=folder / settings.llm.hf_file)",
        "settings.yaml": "llm:\n  hf_repo_id: org/m-GGUF\n  hf_file: m.Q4.gguf\n",
    }
    assert ids(files) == {HUB + "org/m-GGUF"}


def test_one_name_for_many_providers_counts_where_it_tells_its_own() -> None:
    files = {
        "app/main.py": """
            from langchain_openai import ChatOpenAI
            from langchain_anthropic import ChatAnthropic
            from langchain_groq import ChatGroq
            def client(provider, name="gpt-4o" or "claude-x"):
                if provider == "openai":
                    return ChatOpenAI(model=name)
                if provider == "anthropic":
                    return ChatAnthropic(model=name)
                return ChatGroq(model=name)
        """
    }
    assert ids(files) == {
        "api:openai/gpt-4o",
        "api:anthropic/claude-x",
        "a model that the settings choose together with its provider",
    }


def test_what_a_program_saves_and_loads_again_is_its_own() -> None:
    code = LOAD + "model = AutoModel.from_pretrained('org/base')\nmodel.save_pretrained('out/m')\n"
    code += "model.push_to_hub('me/mine')\nAutoModel.from_pretrained('out/m')\nAutoModel.from_pretrained('me/mine')\n"
    assert ids({"app/main.py": code}) == {HUB + "org/base"}


@pytest.mark.parametrize("path", ["examples/run.py", "tests/test_a.py", "docs/conf/x.py"])
def test_programs_beside_the_product_are_development(path: str) -> None:
    found = found_in({path: LOAD + "AutoModel.from_pretrained('org/m')"}, path)
    assert {part.scope.value for part in found.components} == {"development"}


def test_a_program_without_an_ending_is_told_by_its_first_line() -> None:
    code = LOAD + "AutoModel.from_pretrained('org/m')"
    assert ids({"scripts/setup": f"#!/usr/bin/env python3\n{code}"}, "scripts/setup") == {HUB + "org/m"}
    assert ids({"scripts/setup": f"#!/bin/sh\n{code}"}, "scripts/setup") == set()


def test_a_knot_in_one_call_leaves_the_others_their_answers() -> None:
    """Names that come from each other, each in several ways, take all the steps that one call has."""
    lines = ["v0 = w0 = make()"]
    for n in range(1, 18):
        lines += [f"v{n} = v{n - 1} or w{n - 1}", f"w{n} = w{n - 1}.a or v{n - 1}.b"]
    knot = "".join(f"    {line}\n" for line in lines)
    code = LOAD + "def f():\n" + knot + "    v17.from_pretrained('org/knot')\nAutoModel.from_pretrained('org/m')\n"
    found = found_in({"app/main.py": code}, "app/main.py")
    assert HUB + "org/m" in {part.id for part in found.components}
