"""Write a draft with the language model that this service runs itself."""

from functools import cache

from transformers import Pipeline, pipeline

MODEL = "models/quill-7b"
PROMPT = "Write a {tone} {kind} about the following. Keep to the facts given.\n\n{brief}\n"


@cache
def generator() -> Pipeline:
    return pipeline("text-generation", model=MODEL, device_map="auto")


def draft(brief: str, *, kind: str, tone: str) -> str:
    """Return one draft; `brief` holds the facts that the user gave."""
    prompt = PROMPT.format(tone=tone, kind=kind, brief=brief.strip())
    written = generator()(prompt, max_new_tokens=400, do_sample=True, return_full_text=False)
    return written[0]["generated_text"].strip()
