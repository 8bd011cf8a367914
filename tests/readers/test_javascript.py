"""One test for each idiom by which JavaScript and TypeScript programs load models and reach services."""

import random
from textwrap import dedent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from licet.model.bom import Found
from licet.model.vocabulary import Basis, How, Kind, Scope
from licet.readers.javascript import read, wants
from licet.readers.opened import OpenedFile, Project
from tests.readers.opening import calls_of, opened

HUB = "pkg:huggingface/"


def loaded(code: str, path: str = "app/main.ts") -> Found:
    return read(opened(path, dedent(code)))


def ids(code: str, path: str = "app/main.ts") -> set[str]:
    found = loaded(code, path)
    assert not found.problems
    return {part.unresolved or part.id for part in found.components}


IDIOMS = {
    # transformers.js
    "import { pipeline } from '@huggingface/transformers'\nawait pipeline('asr', 'org/m')": {HUB + "org/m"},
    "import { pipeline } from '@xenova/transformers'\npipeline('summarization')": {HUB + "Xenova/distilbart-cnn-6-6"},
    "import { pipeline as p } from '@huggingface/transformers'\np('x', `org/${'m'}`)": {HUB + "org/m"},
    "const { pipeline } = await import('@huggingface/transformers')\npipeline('x', 'org/m')": {HUB + "org/m"},
    "const { pipeline } = require('@huggingface/transformers')\npipeline('x', 'org/m')": {HUB + "org/m"},
    "import { pipeline } from 'https://cdn.jsdelivr.net/npm/@huggingface/transformers@3.7.0'\npipeline('x', 'org/m')": {
        HUB + "org/m"
    },
    "import { AutoModel } from '@huggingface/transformers'\nAutoModel.from_pretrained('org/m')": {HUB + "org/m"},
    "class W { static model_id = 'org/m'\n static get() { return AutoModel.from_pretrained(this.model_id) } }": {
        HUB + "org/m"
    },
    "class W { constructor() { this.id = 'org/m' }\n get() { return X.from_pretrained(this.id) } }": {HUB + "org/m"},
    "import { KokoroTTS } from 'kokoro-js'\nKokoroTTS.from_pretrained('org/k', { dtype: 'q8' })": {HUB + "org/k"},
    # how the argument is found
    "const M = 'org/m'\nX.from_pretrained(M)": {HUB + "org/m"},
    "const M = { small: 'org/s', big: 'org/b' }\nX.from_pretrained(M[size])": {HUB + "org/s", HUB + "org/b"},
    "const M = { small: 'org/s', big: 'org/b' }\nX.from_pretrained(M.small)": {HUB + "org/s"},
    "X.from_pretrained(fast ? 'org/s' : 'org/b')": {HUB + "org/s", HUB + "org/b"},
    "X.from_pretrained(process.env.MODEL || 'org/m')": {HUB + "org/m"},
    "X.from_pretrained(process.env.MODEL ?? 'org/m')": {HUB + "org/m"},
    "function f(id = 'org/m') { return X.from_pretrained(id) }": {HUB + "org/m"},
    "function f({ id = 'org/m' }) { return X.from_pretrained(id) }": {HUB + "org/m"},
    "function f(id) { return X.from_pretrained(id) }\nf('org/m')": {HUB + "org/m"},
    "const f = (id: string = 'org/m') => X.from_pretrained(id)": {HUB + "org/m"},
    "for (const id of ['org/a', 'org/b']) X.from_pretrained(id)": {HUB + "org/a", HUB + "org/b"},
    "enum M { A = 'org/a' }\nX.from_pretrained(M.A)": {HUB + "org/a"},
    "X.from_pretrained('org/m' as string)": {HUB + "org/m"},
    "function f(id) { return X.from_pretrained(id) }": {"id"},
    "X.from_pretrained(`org/${name}`)": {"`org/${name}`"},
    "// X.from_pretrained('org/m')\nY.from_pretrained('org/n')": {HUB + "org/n"},
    "const s = \"X.from_pretrained('org/m')\"": set(),
    # requests without a client
    "await fetch('https://api.openai.com/v1/x', { method: 'POST', body: JSON.stringify({ model: 'gpt-4o' }) })": {
        "api:openai/gpt-4o"
    },
    "const body = { model: 'llama3' }\naxios.post('http://box:11434/api/chat', body)": {"ollama:llama3"},
    "const M = 'gpt-4o'\nfetch(`https://api.openai.com/v1/x`, { body: JSON.stringify({ model: M, n: 1 }) })": {
        "api:openai/gpt-4o"
    },
    "fetch('https://a.org/cars', { body: JSON.stringify({ model: 'gpt-4o' }) })": set(),
    "fetch('https://api.openai.com/v1/x', { body: JSON.stringify({ name: 'gpt-4o' }) })": set(),
    # clients of providers
    "import OpenAI from 'openai'\nnew OpenAI().chat.completions.create({ model: 'gpt-4o' })": {"api:openai/gpt-4o"},
    "import OpenAI from 'openai'\nconst c = new OpenAI({ baseURL: 'https://openrouter.ai/api/v1' })\n"
    "c.chat.completions.create({ model: 'a/b' })": {"api:openrouter/a/b"},
    "import OpenAI from 'openai'\nconst c = new OpenAI({ baseURL: 'http://localhost:11434/v1' })\n"
    "c.chat.completions.create({ model: 'llama3' })": {"ollama:llama3"},
    "import Anthropic from '@anthropic-ai/sdk'\nnew Anthropic().messages.create({ model: 'claude-3-haiku' })": {
        "api:anthropic/claude-3-haiku"
    },
    "import { GoogleGenAI } from '@google/genai'\nconst ai = new GoogleGenAI({})\n"
    "ai.models.generateContent({ model: 'gemini-2.0-flash' })": {"api:google/gemini-2.0-flash"},
    "import ollama from 'ollama'\nollama.chat({ model: 'llama3.1' })": {"ollama:llama3.1"},
    "import { HfInference } from '@huggingface/inference'\nnew HfInference(t).chatCompletion({ model: 'o/m' })": {
        HUB + "o/m"
    },
    "import { CreateMLCEngine } from '@mlc-ai/web-llm'\nCreateMLCEngine('Llama-3-8B-q4')": {"mlc:Llama-3-8B-q4"},
    "import Replicate from 'replicate'\nnew Replicate().run('black/flux', {})": {"api:replicate/black/flux"},
    # AI SDK, LangChain.js
    "import { openai } from '@ai-sdk/openai'\ngenerateText({ model: openai('gpt-4o') })": {"api:openai/gpt-4o"},
    "import { createOpenAI } from '@ai-sdk/openai'\nconst g = createOpenAI({ baseURL: 'https://api.groq.com' })\n"
    "g('llama-3')": {"api:groq/llama-3"},
    "import { generateText } from 'ai'\ngenerateText({ model: 'anthropic/claude-x' })": {"api:anthropic/claude-x"},
    "import { ChatOpenAI } from '@langchain/openai'\nnew ChatOpenAI({ modelName: 'gpt-4' })": {"api:openai/gpt-4"},
    "import { OpenAIEmbeddings } from '@langchain/openai'\nnew OpenAIEmbeddings()": {
        "api:openai/text-embedding-ada-002"
    },
    # clients that are made in an inner block
    "import OpenAI from 'openai'\nlet c\nif (a) { c = new OpenAI({ x }) } else { c = new OpenAI() }\n"
    "c.embeddings.create({ model: 'text-embedding-3-small' })": {"api:openai/text-embedding-3-small"},
    # models to choose from
    "const A: LLM = { modelId: 'claude-2.1', modelName: 'Claude 2', provider: 'anthropic' }": {
        "api:anthropic/claude-2.1"
    },
    "export const m = [{ id: 'openai/gpt-4.1', name: 'x', provider: 'openai' }]": {"api:openai/gpt-4.1"},
    "const P = 'groq'\nconst m = { 'model': 'llama3-8b', provider: P }": {"api:groq/llama3-8b"},
    "const m = { model: 'llama3:8b', provider: 'ollama' }": {"ollama:llama3:8b"},
    "const m = { model: 'org/m-1', provider: 'huggingface' }": {HUB + "org/m-1"},
    "export const paidModels = ['gpt-4', 'org/m-1', 'User'] as const": {"api:openai/gpt-4", HUB + "org/m-1"},
    "const CHAT_MODELS: string[] = ['claude-3-haiku']": {"api:anthropic/claude-3-haiku"},
    # lists and objects that name no model
    "const models = [\"auth/user\", 'posts']": set(),
    "const tasks = ['org/m-1']\nconst models = []": set(),
    "const a = { id: 'google', provider: 'google' }": set(),
    "const a = { model: 'User', provider: 'openai' }": set(),
    "const a = { modelId: id, provider: 'openai' }": set(),
    "const a = { modelId: 'm-1', provider: 'postgresql' }": set(),
    "const a = { modelId: 'm-1', provider: b ? 'openai' : 'groq' }": set(),
    # weights by address
    "import * as ort from 'onnxruntime-web'\nort.InferenceSession.create('/models/x.onnx')": {"file:models/x.onnx"},
    "import * as ort from 'onnxruntime-web'\nort.InferenceSession.create('https://a.org/x.onnx')": {
        "url:https://a.org/x.onnx"
    },
}


@pytest.mark.parametrize("code", IDIOMS)
def test_idiom_gives_its_identity(code: str) -> None:
    assert ids(code) == IDIOMS[code]


def test_uses_and_places_are_told() -> None:
    found = loaded("const M = 'org/m'\nconst t = AutoTokenizer.from_pretrained(M)\nopenai.x()")
    part = found.components[0]
    assert (part.kind, part.scope) == (Kind.TOKENIZER, Scope.RUNTIME)
    assert [place.line for place in part.evidence] == [1, 2]
    assert [(link.how, link.basis) for link in found.links] == [(How.TOKENIZES_WITH, Basis.OBSERVED)]


@pytest.mark.parametrize("path", ["src/chat.test.ts", "__tests__/a.js", "e2e/run.ts", "docs/a.js"])
def test_what_tests_load_is_development(path: str) -> None:
    found = loaded("X.from_pretrained('org/m')", path)
    assert [part.scope for part in found.components] == [Scope.DEVELOPMENT]
    assert [link.how for link in found.links] == [How.BUILDS_WITH]


def test_constants_of_other_modules_are_followed() -> None:
    files = {
        "src/lib/models.ts": "export const CHAT = 'org/chat'\nexport const ALL = { vision: 'org/vision' }",
        "src/app/page.tsx": "import { CHAT } from '@/lib/models'\nimport { ALL } from '../lib/models'\n"
        "X.from_pretrained(CHAT)\nX.from_pretrained(ALL.vision)\nconst a = <b/>",
    }
    project = Project(paths=tuple(files), open=lambda path: opened(path, files[path]))
    data = files["src/app/page.tsx"].encode()
    found = read(OpenedFile(path="src/app/page.tsx", data=data, sha256="", project=project))
    places = {part.id: [str(place) for place in part.evidence] for part in found.components}
    assert places == {
        HUB + "org/chat": ["src/app/page.tsx:3", "src/lib/models.ts:1"],
        HUB + "org/vision": ["src/app/page.tsx:4", "src/lib/models.ts:2"],
    }


def test_wanted_files() -> None:
    assert all(wants(f"a.{end}") for end in ("js", "mjs", "cjs", "jsx", "ts", "mts", "cts", "tsx"))
    assert not any(wants(f"a.{end}") for end in ("min.js", "d.ts", "json", "vue"))


HOSTILE = {
    "parentheses": "f(" * 50_000,
    "arrays": "[" * 50_000,
    "members": "x = a" + ".b" * 20_000,
    "calls": "x = a" + "()" * 5_000,
    "sums": "x = 'a'" + " + 'a'" * 2_000,
    "cycle": "let a = b, b = a, c = c.c.c",
    "doubling": "const x0 = 'a/b'\n"
    + "\n".join(f"const x{n + 1} = [x{n}, x{n}]" for n in range(60))
    + "\nlet x = x60[0]",
    "ternaries": "x = " + "a ? 'b/c' : " * 2_000 + "'d/e'",
    "templates": "x = `" + "${a}" * 3_000 + "`",
    "broken": "class { { ( import from 'x' => ",
    "no text": "\ud7ff" * 3,
}


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_program_is_read_to_its_end(case: str) -> None:
    found = read(opened("a.ts", f"{HOSTILE[case]}\nX.from_pretrained(x)\n"))
    assert len(found.problems) <= 1
    repr(found).encode()


@given(st.text(st.characters(exclude_characters="\x00", codec="utf-8"), max_size=400))
@settings(deadline=None)
def test_arbitrary_text_never_raises(text: str) -> None:
    found = read(opened("a.tsx", f"{text}\nfrom_pretrained"))
    assert not found.problems


def test_work_is_linear_in_size() -> None:
    source = random.Random(7)  # noqa: S311 - a fixed program, not a secret
    line = "const m{0} = process.env.A || 'org/m{1}'; X.from_pretrained(m{0})\n"

    def calls(count: int) -> int:
        file = opened("a.ts", "".join(line.format(n, source.randrange(count)) for n in range(count)))
        assert read(file).components
        return calls_of(lambda: read(file))

    assert calls(800) < 5 * calls(200)
