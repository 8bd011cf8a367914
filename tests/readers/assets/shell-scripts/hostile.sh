hf download "never closed
wget https://user:hf_SECRETsecretSECRETsecret12@huggingface.co/a/b/resolve/main/x.gguf
hf download ../../../../etc/passwd
vllm serve --model
docker run
--model
