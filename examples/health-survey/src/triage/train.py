"""Fine-tune the base on the panel's free-text answers."""

from datasets import load_dataset
from transformers import AutoModelForSequenceClassification, AutoTokenizer, Trainer, TrainingArguments

BASE = "models/distilbert-base-uncased"
LEVELS = ("self-care", "appointment", "same day", "emergency")


def main() -> None:
    tokenizer = AutoTokenizer.from_pretrained(BASE)
    model = AutoModelForSequenceClassification.from_pretrained(BASE, num_labels=len(LEVELS))
    answers = load_dataset("data/health-panel", split="train")
    rows = answers.map(lambda row: {**tokenizer(row["answer"], truncation=True), "label": row["urgency"]})
    arguments = TrainingArguments(output_dir="out/triage-model", num_train_epochs=3, seed=1)
    trainer = Trainer(model=model, args=arguments, train_dataset=rows, processing_class=tokenizer)
    trainer.train()
    trainer.save_model()


if __name__ == "__main__":
    main()
