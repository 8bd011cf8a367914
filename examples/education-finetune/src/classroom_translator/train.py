"""Fine-tune the published translation model on our own lesson sentences."""

from datasets import load_dataset
from transformers import AutoModelForSeq2SeqLM, AutoTokenizer, Seq2SeqTrainer, Seq2SeqTrainingArguments

BASE = "facebook/nllb-200-distilled-600M"


def main() -> None:
    tokenizer = AutoTokenizer.from_pretrained(BASE, src_lang="eng_Latn", tgt_lang="ukr_Cyrl")
    model = AutoModelForSeq2SeqLM.from_pretrained(BASE)
    lessons = load_dataset("json", data_files="data/lessons.jsonl", split="train")
    rows = lessons.map(lambda row: tokenizer(row["english"], text_target=row["ukrainian"], truncation=True))
    arguments = Seq2SeqTrainingArguments(output_dir="out/classroom-translator", num_train_epochs=2, seed=1)
    trainer = Seq2SeqTrainer(model=model, args=arguments, train_dataset=rows, processing_class=tokenizer)
    trainer.train()
    trainer.save_model()


if __name__ == "__main__":
    main()
