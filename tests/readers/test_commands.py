import pytest

from licet.readers.commands import commands, pip_requirements, references


def words(text: str) -> list[tuple[int, tuple[str, ...]]]:
    return [(one.line, one.words) for one in commands(text)]


def test_a_script_is_cut_as_a_shell_would() -> None:
    text = "A=1\necho \"$A b\" 'c d' e\\ f # no\n  g \\\n  h; i && j | k\n"
    assert words(text) == [(2, ("echo", "1 b", "c d", "e f")), (3, ("g", "h")), (4, ("i",)), (4, ("j",)), (4, ("k",))]


def test_hash_within_a_word_is_no_comment() -> None:
    assert words("get https://a/b#c d") == [(1, ("get", "https://a/b#c", "d"))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("vllm serve a/b --port 1", [("runs", "a/b")]),
        ("python -m vllm.entrypoints.openai.api_server --model=a/b", [("runs", "a/b")]),
        ("text-generation-launcher --model-id a/b", [("runs", "a/b")]),
        ("llama-server -hf a/b:Q4_K_M", [("runs", "a/b")]),
        ("python serve.py --model gpt-4o", [("calls", "gpt-4o")]),
        ("python serve.py --model ./local", []),
        ("sudo docker pull redis:7", [("runs", "redis")]),
        ("ollama pull hf.co/a/b:Q4", [("runs", "a/b")]),
        ("huggingface-cli download a/b x.gguf --local-dir .", [("embeds", "a/b")]),
        ("echo huggingface-cli download", []),
        ("wget https://example.org/data.csv", []),
        ("wget -nc https://example.org/v1/m.pth.tar -O m", [("embeds", "https://example.org/v1/m.pth.tar")]),
        (
            "curl -O https://data.example.org/A-1.1.tar.bz2",
            [("retrieves-from", "https://data.example.org/A-1.1.tar.bz2")],
        ),
        ("wget https://example.org/tool.tar.gz", []),
        ("wget https://example.org/a.zip -O hub/checkpoints/a.zip", [("embeds", "https://example.org/a.zip")]),
        ("wget https://example.org/a.zip -O b.zip", []),
        ("modelscope download --model a/b", [("embeds", "a/b")]),
        ("kaggle datasets download -d a/b -p data", [("retrieves-from", "a/b")]),
        ("yolo detect predict model=path/yolov8n.pt source=x.jpg", [("embeds", "yolov8n.pt")]),
        ("yolo detect predict model=runs/best.pt", []),
        ("litgpt download a/b", [("embeds", "a/b")]),
        ("tune download a/b --output-dir x", [("embeds", "a/b")]),
        ("lm_eval --model hf --model_args pretrained=a/b,dtype=auto --tasks x", [("embeds", "a/b")]),
        ("python app.py --model cuda:0", []),
    ],
)
def test_what_commands_fetch_and_serve(text: str, found: list[tuple[str, str]]) -> None:
    (command,) = commands(text)
    assert [(one.how.value, one.identity.name) for one in references(command.words)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("pip install a 'b>=2' -r x.txt c", ["a", "b>=2", "c"]),
        ("python3 -m pip install --no-cache-dir -U a", ["a"]),
        ("uv pip install --system a[x]", ["a[x]"]),
        ("uv add a", ["a"]),
        ("pip install . ./b", []),
        ("pip freeze", []),
        ("apt install a", []),
    ],
)
def test_what_pip_installs(text: str, found: list[str]) -> None:
    (command,) = commands(text)
    assert list(pip_requirements(command.words)) == found
