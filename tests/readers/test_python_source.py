"""One test for each idiom by which Python programs load things (INPUTS section 3)."""

from textwrap import dedent

import pytest

from licet.model.bom import Found
from licet.model.vocabulary import Basis, How, Kind, Scope
from licet.readers.python_source import read, wants
from tests.readers.opening import opened


def loaded(code: str, path: str = "app.py") -> Found:
    return read(opened(path, dedent(code)))


def ids(code: str, path: str = "app.py") -> set[str]:
    found = loaded(code, path)
    assert not found.problems
    return {part.unresolved or part.id for part in found.components}


def uses(code: str, path: str = "app.py") -> set[tuple[str, str, str]]:
    return {(link.source, link.how.value, link.target) for link in loaded(code, path).links}


IDIOMS = {
    # transformers, peft, diffusers
    "from transformers import AutoModel\nAutoModel.from_pretrained('org/m')": {"pkg:huggingface/org/m"},
    "import transformers as t\nt.AutoModel.from_pretrained(pretrained_model_name_or_path='org/m')": {
        "pkg:huggingface/org/m"
    },
    "from mine import Net\nNet.from_pretrained('org/m')": {"pkg:huggingface/org/m"},
    "from transformers import AutoModel\nAutoModel.from_pretrained('gpt2')": {"pkg:huggingface/gpt2"},
    "from transformers import AutoModel\nAutoModel.from_pretrained('my_model')": {"my_model"},
    "from transformers import AutoModel\nAutoModel.from_pretrained('./models/x')": {"file:models/x"},
    "from transformers import AutoModel\nAutoModel.from_pretrained('/srv/models/x')": {"/srv/models/x"},
    "from transformers import AutoModel\nAutoModel.from_pretrained('~/x')": {"~/x"},
    "from transformers import AutoModel\nAutoModel.from_pretrained('a/b/c')": {"a/b/c"},
    "from transformers import AutoModel\nAutoModel.from_pretrained('../outside')": {"../outside"},
    f"from transformers import AutoModel\nAutoModel.from_pretrained('org/m', revision='{'a' * 40}')": {
        f"pkg:huggingface/org/m@{'a' * 40}"
    },
    "from transformers import AutoModel\nAutoModel.from_pretrained('org/m', revision='main')": {
        "pkg:huggingface/org/m"
    },
    "from transformers import pipeline\npipeline('text-generation', 'org/m')": {"pkg:huggingface/org/m"},
    "from transformers import pipeline\npipeline(model='org/m')": {"pkg:huggingface/org/m"},
    "from transformers import pipeline\npipeline('summarization')": {"pkg:huggingface/sshleifer/distilbart-cnn-12-6"},
    "from transformers import pipeline\npipeline('my-task')": {"library default model for task 'my-task'"},
    "from diffusers import FluxPipeline\nFluxPipeline.from_pretrained('org/f')": {"pkg:huggingface/org/f"},
    "from diffusers import X\nX.from_single_file('https://huggingface.co/org/m/blob/main/m.safetensors')": {
        "pkg:huggingface/org/m"
    },
    "from diffusers import X\nX.from_single_file('weights/m.safetensors')": {"file:weights/m.safetensors"},
    # sentence-transformers and its users
    "from sentence_transformers import SentenceTransformer\nSentenceTransformer('all-MiniLM-L6-v2')": {
        "pkg:huggingface/sentence-transformers/all-MiniLM-L6-v2"
    },
    "from sentence_transformers import SentenceTransformer as S\nS('BAAI/bge-m3')": {"pkg:huggingface/BAAI/bge-m3"},
    "from sentence_transformers import CrossEncoder\nCrossEncoder('cross-encoder/x')": {
        "pkg:huggingface/cross-encoder/x"
    },
    "from langchain_huggingface import HuggingFaceEmbeddings\nHuggingFaceEmbeddings(model_name='all-mpnet-base-v2')": {
        "pkg:huggingface/sentence-transformers/all-mpnet-base-v2"
    },
    "from langchain_huggingface import HuggingFaceEmbeddings\nHuggingFaceEmbeddings()": {
        "pkg:huggingface/sentence-transformers/all-mpnet-base-v2"
    },
    "from llama_index.embeddings.huggingface import HuggingFaceEmbedding as E\nE(model_name='BAAI/bge-m3')": {
        "pkg:huggingface/BAAI/bge-m3"
    },
    "from llama_index.core.embeddings import resolve_embed_model\nresolve_embed_model('local:BAAI/bge-m3')": {
        "pkg:huggingface/BAAI/bge-m3"
    },
    "from setfit import SetFitModel\nSetFitModel.from_pretrained('org/s')": {"pkg:huggingface/org/s"},
    # hub, datasets, other registries
    "from huggingface_hub import snapshot_download\nsnapshot_download('org/m')": {"pkg:huggingface/org/m"},
    "from huggingface_hub import snapshot_download\nsnapshot_download('org/d', repo_type='dataset')": {
        "hf:datasets/org/d"
    },
    "import huggingface_hub as h\nh.hf_hub_download(repo_id='org/m', filename='x.gguf')": {"pkg:huggingface/org/m"},
    "from datasets import load_dataset\nload_dataset('squad')": {"hf:datasets/squad"},
    "from datasets import load_dataset\nload_dataset('json', data_files='a.json')": {"file:a.json"},
    "from datasets import load_dataset\nload_dataset('org/d', 'en', split='train')": {"hf:datasets/org/d"},
    "from datasets import load_dataset\nload_dataset('./data/own')": {"file:data/own"},
    "import kagglehub\nkagglehub.model_download('google/gemma/transformers/2b')": {
        "kaggle:google/gemma/transformers/2b"
    },
    "import kagglehub\nkagglehub.dataset_download('owner/name')": {"kaggle:owner/name"},
    "from modelscope import AutoModel\nAutoModel.from_pretrained('qwen/Qwen-7B')": {"ms:qwen/Qwen-7B"},
    "from modelscope import snapshot_download\nsnapshot_download('qwen/Qwen-7B')": {"ms:qwen/Qwen-7B"},
    # vision and audio
    "import torch\ntorch.hub.load('snakers4/silero-vad', 'silero_vad')": {"torchhub:snakers4/silero-vad/silero_vad"},
    "import torch\ntorch.hub.load('pytorch/vision:v0.10.0', model='resnet50')": {"torchhub:pytorch/vision/resnet50"},
    "import torch\ntorch.hub.load('./yolov5', 'custom', source='local')": {"file:yolov5"},
    "import timm\ntimm.create_model('resnet50.a1_in1k', pretrained=True)": {"pkg:huggingface/timm/resnet50.a1_in1k"},
    "import timm\ntimm.create_model('resnet50', pretrained=True)": {"timm:resnet50"},
    "import timm\ntimm.create_model('resnet50')": set(),
    "import timm\ntimm.create_model('hf_hub:org/m', pretrained=True)": {"pkg:huggingface/org/m"},
    "import open_clip\nopen_clip.create_model_and_transforms('ViT-B-32', pretrained='laion2b_s34b_b79k')": {
        "pkg:huggingface/laion/CLIP-ViT-B-32-laion2B-s34B-b79K"
    },
    "import open_clip\nopen_clip.create_model('hf-hub:org/clip')": {"pkg:huggingface/org/clip"},
    "import whisper\nwhisper.load_model('large-v3')": {"pkg:huggingface/openai/whisper-large-v3"},
    "from faster_whisper import WhisperModel\nWhisperModel('turbo')": {
        "pkg:huggingface/mobiuslabsgmbh/faster-whisper-large-v3-turbo"
    },
    "from faster_whisper import WhisperModel\nWhisperModel('org/w')": {"pkg:huggingface/org/w"},
    "from ultralytics import YOLO\nYOLO('yolov8n.pt')": {"ultralytics:yolov8n.pt"},
    "from ultralytics import YOLO\nYOLO('yolo11n')": {"ultralytics:yolo11n.pt"},
    "from ultralytics import YOLO\nYOLO('runs/train/weights/best.pt')": {"file:runs/train/weights/best.pt"},
    "from ultralytics import YOLO\nYOLO('yolov8n.yaml')": set(),
    "from torchvision import models\nmodels.resnet50(pretrained=True)": {"torchvision:resnet50"},
    "from torchvision.models import vit_b_16\nvit_b_16(weights='DEFAULT')": {"torchvision:vit_b_16"},
    "from torchvision import models\nmodels.resnet50()": set(),
    "from torchvision import models\nmodels.resnet50(weights=None)": set(),
    "import torchaudio\ntorchaudio.pipelines.WAV2VEC2_ASR_BASE_960H.get_model()": {"torchaudio:WAV2VEC2_ASR_BASE_960H"},
    "from keras.applications import ResNet50\nResNet50()": {"keras:ResNet50"},
    "from keras.applications import ResNet50\nResNet50(weights=None)": set(),
    "import tensorflow as tf\ntf.keras.applications.MobileNetV2(weights='imagenet')": {"keras:MobileNetV2"},
    "import keras_hub\nkeras_hub.models.GemmaCausalLM.from_preset('gemma_2b_en')": {"keras:gemma_2b_en"},
    "import keras_hub\nkeras_hub.models.X.from_preset('hf://org/m')": {"pkg:huggingface/org/m"},
    "import tensorflow_hub as hub\nhub.load('https://tfhub.dev/google/yamnet/1')": {
        "url:https://tfhub.dev/google/yamnet/1"
    },
    # text
    "import spacy\nspacy.load('en_core_web_sm')": {"spacy:en_core_web_sm"},
    "import en_core_web_sm": {"spacy:en_core_web_sm"},
    "import fasttext\nfasttext.load_model('models/lid.176.bin')": {"fasttext:lid.176.bin"},
    "import gensim.downloader as api\napi.load('glove-wiki-gigaword-50')": {"gensim:glove-wiki-gigaword-50"},
    "import nltk\nnltk.download('punkt')": {"nltk:punkt"},
    # own artefacts
    "import torch\ntorch.load('checkpoints/own.pth')": {"file:checkpoints/own.pth"},
    "import torch\ntorch.load(path)": set(),
    "import torch\nfetch = torch.hub.load\nfetch('a/b', 'c')": {"torchhub:a/b/c"},
    "import onnxruntime as ort\nort.InferenceSession('m.onnx')": {"file:m.onnx"},
    "import pickle\nwith open('m.pkl', 'rb') as f:\n    pickle.load(f)": {"file:m.pkl"},
    "from llama_cpp import Llama\nLlama(model_path='models/q4.gguf')": {"file:models/q4.gguf"},
    "from llama_cpp import Llama\nLlama.from_pretrained(repo_id='org/g', filename='*q4.gguf')": {
        "pkg:huggingface/org/g"
    },
    # servers in the same process
    "from vllm import LLM\nLLM('org/m')": {"pkg:huggingface/org/m"},
    "from vllm import LLM\nLLM(model='org/m', tokenizer='org/t')": {"pkg:huggingface/org/m", "pkg:huggingface/org/t"},
    "from vllm.lora.request import LoRARequest\nLoRARequest('sql', 1, 'org/lora')": {"pkg:huggingface/org/lora"},
    # hosted models
    "from openai import OpenAI\nc = OpenAI()\nc.chat.completions.create(model='gpt-4o')": {"api:openai/gpt-4o"},
    "import openai\nopenai.ChatCompletion.create(model='gpt-4')": {"api:openai/gpt-4"},
    "from openai import OpenAI\nOpenAI(base_url='http://localhost:11434/v1').responses.create(model='mistral')": {
        "ollama:mistral"
    },
    "from openai import OpenAI\nc = OpenAI(base_url='https://openrouter.ai/api/v1')\n"
    "c.chat.completions.create(model='x/y')": {"api:openrouter/x/y"},
    "from openai import OpenAI\nc = OpenAI(base_url='http://localhost:8000/v1')\n"
    "c.chat.completions.create(model='org/m')": {"pkg:huggingface/org/m"},
    "import anthropic\nanthropic.Anthropic().messages.create(model='claude-3-5-sonnet')": {
        "api:anthropic/claude-3-5-sonnet"
    },
    "from google import genai\ngenai.Client().models.generate_content(model='gemini-2.0-flash')": {
        "api:google/gemini-2.0-flash"
    },
    "import google.generativeai as genai\ngenai.GenerativeModel('gemini-pro')": {"api:google/gemini-pro"},
    "from langchain_openai import ChatOpenAI\nChatOpenAI(model='gpt-4o')": {"api:openai/gpt-4o"},
    "from langchain_openai import ChatOpenAI\nChatOpenAI()": {"library default model of langchain_openai.ChatOpenAI"},
    "from langchain_anthropic import ChatAnthropic\nChatAnthropic(model_name='claude-3')": {"api:anthropic/claude-3"},
    "from langchain.chat_models import init_chat_model\ninit_chat_model('openai:gpt-4o')": {"api:openai/gpt-4o"},
    "from langchain.chat_models import init_chat_model\ninit_chat_model('gpt-4o', model_provider='azure_openai')": {
        "api:azure/gpt-4o"
    },
    "from langchain_ollama import ChatOllama\nChatOllama(model='qwen2.5:7b')": {"ollama:qwen2.5:7b"},
    "import ollama\nollama.chat(model='hf.co/org/m:Q4_K_M')": {"pkg:huggingface/org/m"},
    "from litellm import completion\ncompletion('groq/mixtral')": {"api:groq/mixtral"},
    "from litellm import completion\ncompletion(model='gpt-4o')": {"api:openai/gpt-4o"},
    "from litellm import completion\ncompletion(model='huggingface/org/m')": {"pkg:huggingface/org/m"},
    "from llama_index.llms.openai import OpenAI\nOpenAI(model='gpt-4o')": {"api:openai/gpt-4o"},
    "import boto3\nboto3.client('bedrock-runtime').invoke_model(modelId='meta.m3-8b')": {"api:bedrock/meta.m3-8b"},
    "from huggingface_hub import InferenceClient\nInferenceClient('org/m')": {"pkg:huggingface/org/m"},
    "from smolagents import TransformersModel\nTransformersModel(model_id='org/m')": {"pkg:huggingface/org/m"},
    "def f(client):\n    client.chat.completions.create(model='gpt-4o')": {"api:openai/gpt-4o"},
    "def f(client):\n    client.chat.completions.create(model='acme-1')": {"acme-1 of a provider that is not named"},
    "from langfuse.openai import OpenAI\nOpenAI().chat.completions.create(model='acme-1')": {"api:openai/acme-1"},
    "import openai\nopenai.api_base = 'http://localhost:8000/v1'\nopenai.ChatCompletion.create(model='org/m')": {
        "pkg:huggingface/org/m"
    },
    "from openai import OpenAI\nOpenAI(base_url='http://10.0.0.1/v1').responses.create(model='m')": {
        "m at http://10.0.0.1/v1"
    },
    "from openai import OpenAI\nc = OpenAI(base_url='https://router.huggingface.co/v1')\n"
    "c.chat.completions.create(model='org/m')": {"pkg:huggingface/org/m"},
    "from openai import OpenAI\nOpenAI().chat.completions.create(model=pick())": {"pick()"},
    "from litellm import completion\ncompletion('hosted_vllm/org/m')": {"pkg:huggingface/org/m"},
    "from litellm import completion\ncompletion('openai/m', api_base='http://localhost:11434/v1')": {"ollama:m"},
    "from litellm import completion\ncompletion('acme-1')": {"acme-1 of a provider that is not named"},
    "from litellm import completion\ncompletion('gemini/gemini-pro')": {"api:google/gemini-pro"},
    "from huggingface_hub import InferenceClient\nInferenceClient('https://host.example/m')": {
        "url:https://host.example/m"
    },
    "from huggingface_hub import snapshot_download\nsnapshot_download('org/s', repo_type='space')": {"hf:spaces/org/s"},
    "from modelscope import AutoModel\nAutoModel.from_pretrained('./m')": {"file:m"},
    "from modelscope import AutoModel\nAutoModel.from_pretrained('a/b/c')": {"a/b/c"},
    "from modelscope import MsDataset\nMsDataset.load('org/d')": {"ms:datasets/org/d"},
    "import timm\ntimm.create_model('resnet50', checkpoint_path='own/r50.pth')": {"file:own/r50.pth"},
    "import open_clip\nopen_clip.create_model('ViT-B-32', pretrained='own/clip.pt')": {"file:own/clip.pt"},
    "import torch\ntorch.hub.load('ultralytics/yolov5', 'custom', path='own/best.pt')": {
        "torchhub:ultralytics/yolov5/custom",
        "file:own/best.pt",
    },
    "import torch\ntorch.hub.load('a/b', 'c', pretrained=False)": set(),
    "import keras_hub\nkeras_hub.models.X.from_preset('kaggle://keras/gemma/keras/g')": {"kaggle:keras/gemma/keras/g"},
    "from keras.applications import ResNet50\nResNet50(weights='own/w.h5')": {"file:own/w.h5"},
    "import spacy\nspacy.load('./own')": {"file:own"},
    "import easyocr\neasyocr.Reader(['en'])": {"library default model of easyocr.Reader"},
    "import dspy\ndspy.LM('openai/gpt-4o')": {"api:openai/gpt-4o"},
}


@pytest.mark.parametrize("code", IDIOMS)
def test_idiom_gives_its_identity(code: str) -> None:
    assert ids(code) == IDIOMS[code]


@pytest.mark.parametrize(
    "code",
    [
        "def load_dataset(name): return name\nload_dataset('org/d')",
        "from mine import load_dataset\nload_dataset('org/d')",
        "YOLO('yolov8n.pt')",
        "from mine import pipeline\npipeline('summarization')",
        "# from transformers import AutoModel\n# AutoModel.from_pretrained('org/m')",
        "'''\nAutoModel.from_pretrained('org/m')\n'''",
        "load = 'org/name'",
    ],
)
def test_what_is_no_call_of_a_library_counts_for_nothing(code: str) -> None:
    found = loaded(code)
    assert (found.components, found.links, found.problems) == ((), (), ())


def test_model_and_tokenizer_of_one_repository_are_one_model() -> None:
    found = loaded(
        """
        from transformers import AutoModel, AutoTokenizer
        name = "org/m"
        tok = AutoTokenizer.from_pretrained(name)
        model = AutoModel.from_pretrained(name)
        """
    )
    (part,) = found.components
    assert (part.id, part.kind, part.name, part.purl) == (
        "pkg:huggingface/org/m",
        Kind.MODEL,
        "org/m",
        "pkg:huggingface/org/m",
    )
    assert [place.line for place in part.evidence] == [3, 4, 5]
    (link,) = found.links
    assert (link.how, link.basis) == (How.EMBEDS, Basis.OBSERVED)


def test_tokenizer_alone_is_a_tokenizer() -> None:
    found = loaded("from transformers import AutoTokenizer\nAutoTokenizer.from_pretrained('org/t')")
    assert found.components[0].kind is Kind.TOKENIZER
    assert found.links[0].how is How.TOKENIZES_WITH


def test_adapter_is_put_on_the_base_that_was_loaded_before() -> None:
    code = """
    from transformers import AutoModelForCausalLM
    from peft import PeftModel
    base = AutoModelForCausalLM.from_pretrained("org/base").to("cuda")
    model = PeftModel.from_pretrained(base, "org/lora").eval()
    """
    assert uses(code) == {
        ("product", "embeds", "pkg:huggingface/org/base"),
        ("product", "embeds", "pkg:huggingface/org/lora"),
        ("pkg:huggingface/org/lora", "adapts", "pkg:huggingface/org/base"),
    }


def test_lora_weights_are_put_on_their_pipeline() -> None:
    code = """
    from diffusers import DiffusionPipeline
    class App:
        def __init__(self):
            self.pipe = DiffusionPipeline.from_pretrained("org/sd").to("cuda")
        def style(self):
            self.pipe.load_lora_weights("org/style", weight_name="x.safetensors")
    """
    assert ("pkg:huggingface/org/style", "adapts", "pkg:huggingface/org/sd") in uses(code)


def test_adapter_in_the_projects_root_is_the_product() -> None:
    code = """
    from peft import AutoModelForCausalLM, PeftModel
    PeftModel.from_pretrained(AutoModelForCausalLM.from_pretrained("org/base"), ".")
    """
    assert uses(code) == {
        ("product", "embeds", "pkg:huggingface/org/base"),
        ("product", "adapts", "pkg:huggingface/org/base"),
    }


def test_model_handed_to_a_trainer_is_tuned() -> None:
    code = """
    from datasets import load_dataset
    from peft import get_peft_model
    from transformers import AutoModel
    from trl import SFTTrainer
    model = get_peft_model(AutoModel.from_pretrained("org/base"), None)
    SFTTrainer(model=model, train_dataset=load_dataset("org/data"))
    """
    found = loaded(code)
    links = {(link.how, link.target, link.basis) for link in found.links}
    assert links == {
        (How.EMBEDS, "pkg:huggingface/org/base", Basis.OBSERVED),
        (How.FINE_TUNES, "pkg:huggingface/org/base", Basis.INFERRED),
        (How.TRAINS_ON, "hf:datasets/org/data", Basis.OBSERVED),
    }


def test_trainer_that_is_given_a_name_tunes_it() -> None:
    assert uses("from trl import SFTTrainer\nSFTTrainer('org/base')") == {
        ("product", "fine-tunes", "pkg:huggingface/org/base")
    }


LOAD = "from datasets import load_dataset\nload_dataset('org/d')\n"


@pytest.mark.parametrize(
    ("path", "code", "how", "basis", "scope"),
    [
        ("app.py", LOAD, How.TRAINS_ON, Basis.INFERRED, Scope.RUNTIME),
        ("train.py", LOAD, How.TRAINS_ON, Basis.OBSERVED, Scope.RUNTIME),
        ("app.py", LOAD + "loss.backward()", How.TRAINS_ON, Basis.OBSERVED, Scope.RUNTIME),
        ("run_eval.py", LOAD, How.EVALUATES_ON, Basis.OBSERVED, Scope.DEVELOPMENT),
        ("tests/app.py", LOAD, How.EVALUATES_ON, Basis.OBSERVED, Scope.DEVELOPMENT),
    ],
)
def test_dataset_is_used_as_its_file_says(path: str, code: str, how: How, basis: Basis, scope: Scope) -> None:
    found = loaded(code, path)
    assert [(link.how, link.basis) for link in found.links] == [(how, basis)]
    assert found.components[0].scope is scope


@pytest.mark.parametrize("path", ["tests/unit/a.py", "test_a.py", "src/a_test.py", "tests/conftest.py"])
def test_model_of_a_test_is_a_tool(path: str) -> None:
    found = loaded("from transformers import AutoModel\nAutoModel.from_pretrained('org/tiny')", path)
    assert found.links[0].how is How.BUILDS_WITH
    assert found.components[0].scope is Scope.DEVELOPMENT


@pytest.mark.parametrize(
    ("code", "how", "kind"),
    [
        ("from langchain_ollama import ChatOllama\nChatOllama(model='m')", How.RUNS, Kind.MODEL),
        ("from langchain_openai import ChatOpenAI\nChatOpenAI(model='m')", How.CALLS, Kind.SERVICE),
        ("from huggingface_hub import InferenceClient\nInferenceClient(model='a/b')", How.CALLS, Kind.MODEL),
        ("import kagglehub\nkagglehub.model_download('a/b/c/d')", How.EMBEDS, Kind.MODEL),
    ],
)
def test_use_follows_from_where_the_model_runs(code: str, how: How, kind: Kind) -> None:
    found = loaded(code)
    assert [(link.how, part.kind) for link, part in zip(found.links, found.components, strict=True)] == [(how, kind)]


def test_a_librarys_default_is_a_guess() -> None:
    found = loaded("from langchain_openai import OpenAIEmbeddings\nOpenAIEmbeddings()")
    assert found.components[0].id == "api:openai/text-embedding-ada-002"
    assert found.links[0].basis is Basis.INFERRED
    assert found.components[0].evidence[0].note == "the library's default"


def test_code_from_the_repository_is_noted() -> None:
    found = loaded("from transformers import A\nA.from_pretrained('org/m', trust_remote_code=True)")
    assert "trust_remote_code" in found.components[0].evidence[0].note


def test_unread_reference_names_its_expression_and_line() -> None:
    found = loaded("from transformers import A\nimport sys\nA.from_pretrained(sys.argv[1])")
    (part,) = found.components
    assert (part.id, part.unresolved, part.kind) == ("unresolved:app.py:3", "sys.argv[1]", Kind.MODEL)
    assert [link.target for link in found.links] == [part.id]


def test_one_open_expression_of_a_function_is_one_reference() -> None:
    code = """
    from transformers import AutoModel, AutoTokenizer
    def load(path):
        return AutoModel.from_pretrained(path), AutoTokenizer.from_pretrained(path)
    def other(path):
        return AutoModel.from_pretrained(path)
    """
    found = loaded(code)
    assert [part.id for part in found.components] == ["unresolved:app.py:4", "unresolved:app.py:6"]
    assert [part.kind for part in found.components] == [Kind.MODEL, Kind.MODEL]


def test_two_open_expressions_of_one_line_are_two_references() -> None:
    found = loaded("from transformers import A\nx = A.from_pretrained(a()), A.from_pretrained(b())")
    assert [(part.id, part.unresolved) for part in found.components] == [
        ("unresolved:app.py:2", "a()"),
        ("unresolved:app.py:2#2", "b()"),
    ]
    assert {link.target for link in found.links} == {"unresolved:app.py:2", "unresolved:app.py:2#2"}


def test_object_that_was_loaded_elsewhere_is_no_second_reference() -> None:
    code = """
    from transformers import AutoModel, pipeline
    model = AutoModel.from_pretrained("org/m")
    pipe = pipeline("text-generation", model=model)
    """
    assert ids(code) == {"pkg:huggingface/org/m"}


def test_path_of_a_download_is_no_second_reference() -> None:
    code = """
    from huggingface_hub import hf_hub_download
    from llama_cpp import Llama
    Llama(model_path=hf_hub_download("org/g", "q4.gguf"))
    """
    assert ids(code) == {"pkg:huggingface/org/g"}


def test_a_librarys_own_from_pretrained_is_no_use() -> None:
    code = """
    class Net(Base):
        @classmethod
        def from_pretrained(cls, path, **kw):
            return super().from_pretrained(path, **kw)
    """
    found = loaded(code)
    assert (found.components, found.links, found.problems) == ((), (), ())


def test_secret_in_an_expression_is_masked() -> None:
    secret = "hf_" + "aB3" * 12
    found = loaded(f"from transformers import A\nA.from_pretrained(get('{secret}'))")
    assert secret not in repr(found)
    assert "hf_***" in found.components[0].unresolved


@pytest.mark.parametrize(
    ("code", "line", "words"),
    [
        ("x = 1\ndef f(:\n    from_pretrained", 2, "not valid Python 3"),
        ("print 'from_pretrained'", 1, "not valid Python 3"),
        ("from_pretrained = " + "(" * 100_000, 1, "not valid Python 3"),
        ("from_pretrained = " + "-" * 100_000 + "1", 0, "nested too deeply"),
        ("from_pretrained = a" + ".b" * 100_000, 0, "nested too deeply"),
        ("from_pretrained = [" + "0," * 500_000 + "]", 0, "too many parts"),
    ],
)
def test_bad_file_is_one_problem(code: str, line: int, words: str) -> None:
    found = loaded(code)
    (problem,) = found.problems
    assert words in problem.reason
    assert (problem.path, problem.line, problem.hides) == ("app.py", line, True)


def test_a_program_that_is_none_may_hide_a_load() -> None:
    (problem,) = loaded("def f(:").problems
    assert problem.hides


def test_only_python_is_wanted() -> None:
    assert wants("a/b.py")
    assert not wants("a/b.pyc")
    assert not wants("a.ipynb")
