"""Rank candidates: relevance to the query and what the price will do."""

import torch
from transformers import AutoModelForSequenceClassification, AutoTokenizer, pipeline

RANKER = "models/ms-marco-MiniLM-L-6-v2"

tokenizer = AutoTokenizer.from_pretrained(RANKER)
ranker = AutoModelForSequenceClassification.from_pretrained(RANKER)
scorer = pipeline("text-classification", model="models/price-scorer")


def relevance(query: str, descriptions: list[str]) -> list[float]:
    pairs = tokenizer([query] * len(descriptions), descriptions, padding=True, truncation=True, return_tensors="pt")
    with torch.inference_mode():
        return ranker(**pairs).logits.sigmoid().flatten().tolist()


def price_appeal(descriptions: list[str]) -> list[float]:
    return [found["score"] for found in scorer(descriptions)]
