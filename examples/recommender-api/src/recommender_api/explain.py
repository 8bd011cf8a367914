"""Say in one sentence why a product is recommended."""

from transformers import pipeline

explainer = pipeline("text-generation", model="meta-llama/Llama-3.1-8B-Instruct")


def reason(query: str, description: str) -> str:
    messages = [
        {"role": "system", "content": "Say in one sentence why the product fits the wish. Add no facts."},
        {"role": "user", "content": f"Wish: {query}\nProduct: {description}"},
    ]
    return explainer(messages, max_new_tokens=60)[0]["generated_text"][-1]["content"]
