"""Write a project of many source files: the same number gives the same files.

Nine in ten files are ordinary code; the rest load models by a literal, by a constant of a sibling module, by a key of
the settings, or by a parameter that callers give. One in ten is TypeScript.
"""

from pathlib import Path

PER_FOLDER = 100
SCRIPTS = 10
"""Of so many files one is TypeScript, and of so many of these one loads a model."""

CONFIG = 'CHAT = "acme/chat-{n}"\nEMBEDDER = {{"small": "acme/embed-small-{n}", "big": "acme/embed-big-{n}"}}\n'
SETTINGS = "".join(f"area{n}:\n  model_id: acme/settings-{n}\n" for n in range(20))
BODY = '''
class Worker{n}:
    """Does one thing of many."""

    limit = {n}

    def __init__(self, items, scale=1.0):
        self.items = list(items)
        self.scale = scale
        self.seen = {{}}

    def run(self, start=0):
        total = 0
        for at, item in enumerate(self.items[start:]):
            if item in self.seen:
                total += self.seen[item] * self.scale
            elif isinstance(item, str):
                self.seen[item] = len(item) + at
            else:
                try:
                    self.seen[item] = int(item) % (self.limit or 1)
                except ValueError as error:
                    raise RuntimeError(f"item {{item!r}} at {{at}}: {{error}}") from error
        return {{key: value for key, value in sorted(self.seen.items()) if value > total}}


def helper_{n}(values, *, key=lambda value: value, reverse=False):
    """Sort and cut."""
    found = [key(value) for value in values if value is not None]
    found.sort(reverse=reverse)
    return found[: max(1, len(found) // 2)]
'''
LOADS = (
    'from transformers import AutoModel\n\nmodel = AutoModel.from_pretrained("acme/literal-{n}")\n',
    "from transformers import AutoModel\nfrom .config import CHAT\n\nmodel = AutoModel.from_pretrained(CHAT)\n",
    """from sentence_transformers import SentenceTransformer
from .config import EMBEDDER


def embedder(size):
    return SentenceTransformer(EMBEDDER[size])
""",
    """from transformers import pipeline


def task(settings):
    return pipeline("text-generation", model=settings.area{s}.model_id)
""",
    """from transformers import AutoModel


def load_{n}(name):
    return AutoModel.from_pretrained(name)


load_{n}("acme/given-{n}")
""",
)
SCRIPT = """import {{ pipeline }} from "@huggingface/transformers";
import {{ z }} from "zod";

const MODEL = "acme/web-{n}";

export interface Row{n} {{ id: string; score: number; tags: string[] }}

export async function run{n}(rows: Row{n}[], limit = {n}) {{
  const ranked = rows.filter((row) => row.score > 0).sort((a, b) => b.score - a.score);
  const names = ranked.slice(0, limit).map((row) => `${{row.id}}:${{row.tags.join(",")}}`);
  return names.reduce((found, name) => ({{ ...found, [name]: name.length }}), {{}});
}}

export const reader{n} = {loads};
"""


def write_tree(root: Path, count: int) -> int:
    """Write `count` source files below a new folder, and the few that they refer to; return the bytes written."""
    root.mkdir(parents=True)
    written = (root / "settings.yaml").write_text(SETTINGS, "utf-8")
    written += (root / "requirements.txt").write_text("transformers\nsentence-transformers\ntorch\n", "utf-8")
    for n in range(count):
        folder = root / "app" / f"part{n // PER_FOLDER:04}"
        if n % PER_FOLDER == 0:
            folder.mkdir(parents=True)
            written += (folder / "__init__.py").write_text("", "utf-8")
            written += (folder / "config.py").write_text(CONFIG.format(n=n), "utf-8")
        if n % SCRIPTS == 1:
            loads = 'await pipeline("asr", MODEL)' if n % SCRIPTS**2 == 1 else "z.string()"
            written += (folder / f"web{n}.ts").write_text(SCRIPT.format(n=n, loads=loads), "utf-8")
            continue
        load = LOADS[n // 10 % len(LOADS)].format(n=n, s=n % 20) if n % 10 == 0 else "import json\nimport os\n"
        written += (folder / f"module{n}.py").write_text(load + BODY.format(n=n), "utf-8")
    return written
