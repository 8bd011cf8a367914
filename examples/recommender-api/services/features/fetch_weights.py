"""Run when the image of the feature service is built: put the published weights where the server looks for them.

The container holds a stock inference server and these weights, unchanged.
"""

from huggingface_hub import hf_hub_download

hf_hub_download(repo_id="Ultralytics/YOLO11", filename="yolo11n.onnx", local_dir="/models/features/1")
