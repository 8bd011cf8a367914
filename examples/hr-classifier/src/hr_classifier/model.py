"""Load the classifier: the BERT base, the adapter trained on our own tickets, the vendor's tokenizer."""

from pathlib import Path

import torch
import yaml
from lexicut_tokenizer import Tokenizer
from peft import PeftModel
from transformers import AutoModelForSequenceClassification

BASE = "models/bert-base-uncased"
ADAPTER = "models/hr-adapter"


class Classifier:
    """The model with its settings; one instance serves all requests."""

    def __init__(self, settings: Path) -> None:
        values = yaml.safe_load(settings.read_text("utf-8"))
        self.labels = values["labels"]
        self.threshold = values["threshold"]
        self.tokenizer = Tokenizer(lexicon="de-en", max_length=values["max_length"])
        base = AutoModelForSequenceClassification.from_pretrained(BASE, num_labels=len(self.labels))
        self.model = PeftModel.from_pretrained(base, ADAPTER).eval()

    def topic(self, message: str) -> str:
        """Return the topic of a message, or `other` where the model is not sure."""
        with torch.inference_mode():
            scores = self.model(**self.tokenizer(message)).logits.softmax(-1)[0]
        best = int(scores.argmax())
        return self.labels[best] if float(scores[best]) >= self.threshold else "other"
