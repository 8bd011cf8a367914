"""Ask the feature service, which runs in a container of its own, what is in a picture."""

import requests
import yaml

with open("settings.yaml", encoding="utf-8") as file:
    SETTINGS = yaml.safe_load(file)


def looks(image_url: str) -> list[float]:
    """Return the scores of the things seen in a product's picture."""
    body = {"inputs": [{"name": "image", "shape": [1], "datatype": "BYTES", "data": [image_url]}]}
    answer = requests.post(SETTINGS["features_url"], json=body, timeout=5)
    answer.raise_for_status()
    return answer.json()["outputs"][0]["data"]
