#!/bin/bash
MODEL="meta-llama/Meta-Llama-3-8B-Instruct"
# hf download acme/commented-out
docker run --runtime nvidia --gpus all \
    -v ~/.cache:/root/.cache --env-file "docker.env" \
    vllm/vllm-openai:latest \
    --model $MODEL
hf download acme/corpus --repo-type dataset --local-dir data
if ! ollama pull llama3.2:3b; then exit 1; fi
accelerate launch train_sft.py --model_name_or_path acme/base --dataset_name acme/tuning
git clone https://huggingface.co/acme/cloned
pip install -q 'torch>=2' flask
