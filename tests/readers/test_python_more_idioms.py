"""Further idioms by which Python programs load things: one test for each way of calling (INPUTS section 3)."""

import pytest

from licet.model.bom import Found
from licet.readers.python_source import read
from tests.readers.opening import opened

HUB = "pkg:huggingface/"


def loaded(code: str) -> Found:
    return read(opened("app.py", code))


IDIOMS = {
    "import openai\nopenai.Audio.transcribe('whisper-1', f)": {"api:openai/whisper-1"},
    # names that a provider does not have
    "import anthropic\nanthropic.Anthropic().messages.create(model='qwen3.5:4b')": {"qwen3.5:4b at anthropic"},
    "import openai\nopenai.OpenAI().chat.completions.create(model='ft:gpt-4o:a::b')": {"api:openai/ft:gpt-4o:a::b"},
    # requests without a client
    "import requests\nrequests.post('https://api.mistral.ai/v1/ocr', json={'model': 'mistral-ocr-latest'})": {
        "api:mistral/mistral-ocr-latest"
    },
    "import httpx, json\nBODY = {'model': 'gpt-4o'}\n"
    "httpx.post(url='https://api.openai.com/v1/x', content=json.dumps(BODY))": {"api:openai/gpt-4o"},
    "import requests\nrequests.request('POST', 'https://api.groq.com/x', json={'model': 'llama'})": {"api:groq/llama"},
    "import requests\nclass A:\n    base: str = 'http://box:99'\n    model: str = 'llama3.2'\n    def f(self):\n"
    "        requests.post(f'{self.base}/api/generate', json={'model': self.model})": {"ollama:llama3.2"},
    "import requests\nrequests.post('https://a.org/cars', json={'model': 'gpt-4o'})": set(),
    "import requests\nrequests.post('https://api.openai.com/v1/x', json={'name': 'gpt-4o'})": set(),
    # defaults of libraries
    "from transformers import pipeline\npipeline('sentiment-analysis')": {
        HUB + "distilbert/distilbert-base-uncased-finetuned-sst-2-english"
    },
    "from rembg import remove\nremove(image)": {"rembg:u2net"},
    "from rembg import new_session\nnew_session('isnet-anime')": {"rembg:isnet-anime"},
    "from silero_vad import load_silero_vad\nload_silero_vad()": {"torchhub:snakers4/silero-vad/silero_vad"},
    "from kokoro import KPipeline\nKPipeline(lang_code='a')": {HUB + "hexgrad/Kokoro-82M"},
    "import lpips\nlpips.LPIPS(net='vgg')": {"lpips:vgg"},
    # repositories
    "from huggingface_hub import hf_hub_download\nhf_hub_download('org/m', 'a.bin')": {HUB + "org/m"},
    "from InstructorEmbedding import INSTRUCTOR\nINSTRUCTOR('hkunlp/instructor-xl')": {HUB + "hkunlp/instructor-xl"},
    "import outlines\noutlines.models.transformers('org/m')": {HUB + "org/m"},
    "from txtai import Embeddings\nEmbeddings(path='org/m')": {HUB + "org/m"},
    "from rerankers import Reranker\nReranker('org/m')": {HUB + "org/m"},
    "from lmdeploy import pipeline\npipeline('org/m')": {HUB + "org/m"},
    "from optimum.gptq import X\nX.from_quantized('org/m')": {HUB + "org/m"},
    "from gradio_client import Client\nClient('org/space')": {"hf:spaces/org/space"},
    "from x import y\nAutoModel.from_pretrained('cache/models--org--m/snapshots/1')": {HUB + "org/m"},
    # a tokenizer beside a model, an adapter on a loaded one
    "from transformers import pipeline\npipeline('t', model='org/m', tokenizer='org/t')": {
        HUB + "org/m",
        HUB + "org/t",
    },
    "from transformers import pipeline\npipeline('t', model=m, tokenizer=t)": {"m"},
    "model.load_adapter('org/l', adapter_name='x')": {HUB + "org/l"},
    "from llama_index.llms.huggingface import HuggingFaceLLM as H\nH(model_name='org/m', tokenizer_name='org/t')": {
        HUB + "org/m",
        HUB + "org/t",
    },
    # names of embeddings, and settings under the usual names
    "from llama_index.core import Settings\nSettings.embed_model = 'local:org/e'": {HUB + "org/e"},
    "from llama_index import VectorStoreIndex\nVectorStoreIndex.from_documents(d, embed_model='local:org/e')": {
        HUB + "org/e"
    },
    "from sagemaker.huggingface import HuggingFaceModel\nHuggingFaceModel(env={'HF_MODEL_ID': 'org/m'})": {
        HUB + "org/m"
    },
    "env = {}\nenv['HF_MODEL_ID'] = 'org/m'": {HUB + "org/m"},
    "config = {'base_model': 'org/m', 'model_name_or_path': './local', 'model_type': 'org/x'}": {HUB + "org/m"},
    "from flair.embeddings import TransformerWordEmbeddings\nTransformerWordEmbeddings('org/m')": {HUB + "org/m"},
    "from chromadb.utils import embedding_functions as e\ne.DefaultEmbeddingFunction()": {
        HUB + "sentence-transformers/all-MiniLM-L6-v2"
    },
    "import os\nos.getenv('OPENAI_EMBED_MODEL', 'text-embedding-3-small')": {"api:openai/text-embedding-3-small"},
    "import os\nos.getenv('MODEL_DIR', 'org/x')": set(),
    "config.get('Model', {'value': 'text-embedding-ada-002'})": {"api:openai/text-embedding-ada-002"},
    "config.get('Model')": set(),
    "config = {'base_model': 'hf_SECRETsecretSECRETsecret12/x'}": set(),
    "self._PunctuationModel(model='org/m')": {HUB + "org/m"},
    "Item(name='org/m')\nupload(repo_id='org/m')": set(),
    # names of which a part is known
    "from huggingface_hub import snapshot_download\nsnapshot_download('openai/whisper-%s.en' % size)": {
        *(HUB + f"openai/whisper-{size}.en" for size in ("tiny", "base", "small", "medium"))
    },
    "from huggingface_hub import snapshot_download\nsnapshot_download(f'org/x-{size}')": {"org/x-{?}"},
    # defaults
    "from keybert import KeyBERT\nKeyBERT()": {HUB + "sentence-transformers/all-MiniLM-L6-v2"},
    "from demucs import api\napi.Separator(device=d)": {"demucs:htdemucs"},
    "from whisperx.diarize import DiarizationPipeline\nDiarizationPipeline(device=d)": {
        HUB + "pyannote/speaker-diarization-community-1"
    },
    # modules that are imported by name
    "from importlib import import_module\nw = import_module('whisper')\nw.load_model('tiny')": {
        HUB + "openai/whisper-tiny"
    },
    "import importlib\nclass A:\n    def _get(self):\n        return importlib.import_module('faster_whisper')\n"
    "    def __init__(self, module=None):\n        module = module or self._get()\n"
    "        module.WhisperModel('tiny')": {HUB + "Systran/faster-whisper-tiny"},
    "from importlib import import_module\nw = import_module(name)\nw.load_model('tiny')": set(),
    # Google Drive
    "import gdown\ndef get(number, path):\n    gdown.download(f'https://drive.google.com/uc?id={number}', path)\n"
    "get('10wGdKSUOie0XmCr8SQ2A2', 'a/b.pth')": {"url:https://drive.google.com/uc?id=10wGdKSUOie0XmCr8SQ2A2"},
    "import gdown\ngdown.download(url='https://drive.google.com/file/d/18wEUfMNohBJ4/view', output='./models/')": {
        "url:https://drive.google.com/uc?id=18wEUfMNohBJ4"
    },
    "import gdown\ngdown.download('https://drive.google.com/uc?id=18wEUfMNohBJ4', 'a.csv')": set(),
    # the Hub as a file system
    "from huggingface_hub import HfFileSystem\nHfFileSystem().open('hf://datasets/acme/d/a.csv')": {
        "hf:datasets/acme/d"
    },
    "import duckdb\nduckdb.sql(\"select * from 'hf://datasets/acme/d/a.parquet'\")": {"hf:datasets/acme/d"},
    "x = 'hf://spaces/acme/s'": set(),
    "x = 'hf://user_id/repo_id/a.txt'": set(),
    # services
    "from crewai import Agent\nAgent(role='x', llm='gpt-4o-mini')": {"api:openai/gpt-4o-mini"},
    "import dspy\ndspy.OpenAI(model='gpt-3.5-turbo')": {"api:openai/gpt-3.5-turbo"},
    "from guidance import models\nmodels.OpenAI('gpt-4')": {"api:openai/gpt-4"},
    "from azure.ai.inference import ChatCompletionsClient\nChatCompletionsClient(e, c).complete(model='gpt-4o')": {
        "api:azure/gpt-4o"
    },
    "from openai import AzureOpenAI\nAzureOpenAI().chat.completions.create(model='my-deployment')": {
        "api:azure/my-deployment"
    },
    # vision
    "from mmdet.apis import init_detector\ninit_detector('a.py', 'a.pth')": {"file:a.pth"},
    # pairs and tags
    "import open_clip\nopen_clip.create_model('ViT-L-14', pretrained='openai')": {"clip:ViT-L-14"},
    # weights elsewhere
    "import requests\nrequests.get('https://a.org/m.safetensors')": {"url:https://a.org/m.safetensors"},
    "import requests\nrequests.get('https://a.org/page')": set(),
    "import urllib.request\nurllib.request.urlretrieve('https://a.org/m.pth', 'm.pth')": {"url:https://a.org/m.pth"},
    "import cv2\ncv2.dnn.readNetFromONNX('face.onnx')": {"file:face.onnx"},
    "from gfpgan import GFPGANer\nGFPGANer(model_path='https://a.org/g.pth')": {"url:https://a.org/g.pth"},
    "from segment_anything import sam_model_registry\nsam_model_registry['b'](checkpoint='sam.pth')": {"file:sam.pth"},
    "from vosk import Model\nModel(model_name='vosk-small')": {"vosk:vosk-small"},
    "import demucs.pretrained\ndemucs.pretrained.get_model('htdemucs')": {"demucs:htdemucs"},
    # data
    "from datasets import load_dataset\nload_dataset('csv', data_files={'train': ['a.csv', 'b.csv']})": {
        "file:a.csv",
        "file:b.csv",
    },
    "from datasets import load_dataset\nload_dataset('json', data_files='data/*.jsonl')": {"file:data"},
    "from datasets import load_dataset\nload_dataset('json', data_files='https://a.org/x.json')": {
        "url:https://a.org/x.json"
    },
    "from sklearn.datasets import fetch_20newsgroups\nfetch_20newsgroups()": {"sklearn:20newsgroups"},
    "from sklearn.datasets import fetch_openml\nfetch_openml('mnist_784')": {"openml:mnist_784"},
    "import pandas as pd\npd.read_csv('https://a.org/x.csv')": {"url:https://a.org/x.csv"},
    "import pandas as pd\npd.read_csv('mine.csv')": set(),
    "import torchvision\ntorchvision.datasets.CIFAR10('d', download=True)": {"torchvision:CIFAR10"},
    # hosted models
    "from llama_index.llms.openai_like import OpenAILike\nOpenAILike(model='org/m', api_base='http://x:8000/v1')": {
        HUB + "org/m"
    },
    "from langchain_community.chat_models import MoonshotChat\nMoonshotChat(model='m-8k')": {"api:moonshot/m-8k"},
    "from agno.models.openai import OpenAIChat\nOpenAIChat(id='gpt-4o')": {"api:openai/gpt-4o"},
    "from agents import Agent\nAgent(name='a', model='gpt-4o')": {"api:openai/gpt-4o"},
    "from semantic_kernel.connectors.ai.open_ai import OpenAIChatCompletion\n"
    "OpenAIChatCompletion(ai_model_id='gpt-4')": {"api:openai/gpt-4"},
    "import autogen\nautogen.AssistantAgent('a', llm_config={'config_list': [{'model': 'gpt-4'}]})": {
        "api:openai/gpt-4"
    },
    "from litellm import Router\nRouter(model_list=[{'model_name': 'x', 'litellm_params': {'model': 'groq/l3'}}])": {
        "api:groq/l3"
    },
    "from litellm import completion\ncompletion(model='org/m')": {HUB + "org/m"},
    "import boto3\nboto3.client('x').invoke_endpoint(EndpointName='my-end')": {"sagemaker:my-end"},
    "from openai import OpenAI\nOpenAI().chat.completions.create(model='org/m')": {"org/m at openai"},
}


@pytest.mark.parametrize("code", IDIOMS)
def test_idiom_gives_its_identity(code: str) -> None:
    found = loaded(code)
    assert not found.problems
    assert {part.unresolved or part.id for part in found.components} == IDIOMS[code]


def uses(code: str) -> set[tuple[str, str]]:
    return {(link.how.value, link.target) for link in loaded(code).links}


def test_reward_models_and_teachers_are_links_of_their_own() -> None:
    code = "from trl import GRPOTrainer\nGRPOTrainer(model='org/m', reward_funcs='org/reward')"
    assert uses(code) == {("fine-tunes", HUB + "org/m"), ("rewarded-by", HUB + "org/reward")}
    code = "from trl import GKDTrainer\nGKDTrainer(model='org/m', teacher_model='org/teacher')"
    assert ("distills-outputs", HUB + "org/teacher") in uses(code)


def test_data_that_its_name_holds_out_is_for_evaluation() -> None:
    code = "from datasets import load_dataset\nload_dataset('json', data_files={'a': 'train.json', 'b': 'test.json'})"
    assert uses(code) == {("trains-on", "file:train.json"), ("evaluates-on", "file:test.json")}


def test_the_repository_behind_an_entry_of_torch_hub_is_told() -> None:
    (part,) = loaded("import torch\ntorch.hub.load('pytorch/vision:v0.10.0', 'resnet18')").components
    assert part.purl == "pkg:github/pytorch/vision@v0.10.0#resnet18"


def test_a_hosted_model_goes_by_the_providers_name_too() -> None:
    (part,) = loaded("import anthropic\nanthropic.Anthropic().messages.create(model='claude-x')").components
    assert (part.id, part.name, part.aliases) == ("api:anthropic/claude-x", "claude-x", ("anthropic:claude-x",))
