huggingface-cli download acme/model
