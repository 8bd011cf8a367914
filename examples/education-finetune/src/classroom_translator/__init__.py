"""Fine-tune a translation model on the language of lessons."""
